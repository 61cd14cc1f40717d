package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/store"
)

// checkTime is how long one server may take to answer.
const checkTime = 30 * time.Second

func newCheckCommand(a *app) *cobra.Command {
	var offline bool
	cmd := &cobra.Command{
		Use:   "check",
		Short: "Try everything, and say what is wrong and how to mend it",
		Long: `check tries the configuration, the database, the calendars, the letters, and the login of every mailbox for reading
and for sending. All checks are made even when one fails. It changes no mailbox and writes to nobody.
It ends with 0 when all is well (warnings included), 1 when there are problems, 2 when the configuration cannot be used.`,
		Example: "  vernus check\n  vernus check --offline\n  vernus check --json",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			c := &check{app: a, cfg: cfg}
			c.all(cmd.Context(), offline)
			return c.report()
		},
	}
	cmd.Flags().BoolVar(&offline, "offline", false, "ask no server")
	return cmd
}

// The results of a check.
const (
	checkOK      = "ok"
	checkWarning = "warning"
	checkProblem = "problem"
)

// checked is one thing tried, and what came of it.
type checked struct {
	What   string `json:"what"`  // "config", "database", "invitation", "calendar", "letters", "imap", "smtp"
	Where  string `json:"where"` // a file, an address, a year
	Result string `json:"result"`
	Detail string `json:"detail"`
	Sample string `json:"sample,omitempty"` // a letter, for a person to look at
}

// check tries things, and collects what came of it.
type check struct {
	*app
	cfg  *Config
	mu   sync.Mutex
	list []checked
}

func (c *check) note(what, where, result, format string, args ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.list = append(c.list, checked{What: what, Where: where, Result: result, Detail: fmt.Sprintf(format, args...)})
}

// all makes every check; servers are asked at the same time, since each may take its while.
func (c *check) all(ctx context.Context, offline bool) {
	c.config()
	c.database(ctx)
	c.calendars()
	c.letters()
	if offline {
		return
	}
	var wg sync.WaitGroup
	for _, m := range c.cfg.Managers {
		if m.IMAP != nil {
			wg.Go(func() { c.imap(ctx, m) })
		}
		if m.SMTP != nil {
			wg.Go(func() { c.smtp(ctx, m.Address, m.SMTP.Host) })
		}
	}
	if s := c.cfg.Notices.SMTP; s != nil {
		wg.Go(func() { c.smtp(ctx, "", s.Host) })
	}
	wg.Wait()
}

func (c *check) config() {
	var wrong *ConfigError
	if err := c.cfg.ReadyToRun(); errors.As(err, &wrong) {
		for _, p := range wrong.Problems {
			c.note("config", wrong.Path+p.place(), checkProblem, "%s: %s (%s)", p.Key, p.What, p.Remedy)
		}
	} else {
		c.note("config", c.cfg.Path(), checkOK, "%d managers, %d leads, %d clients", len(c.cfg.Managers), len(c.cfg.Leads), len(c.cfg.Clients))
	}
	if len(c.cfg.Clients) == 0 {
		c.note("config", c.cfg.Path(), checkWarning, "there is no [[client]]: nothing is owed to anybody but clients")
	}
	if len(c.cfg.Leads) == 0 {
		c.note("config", c.cfg.Path(), checkWarning, "there is no [[lead]]: nobody gets the digest, or hears when a client has waited too long")
	}
}

func (c *check) database(ctx context.Context) {
	path := c.cfg.Database()
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(c.cfg.Data(), 0o700); err != nil {
			c.note("database", path, checkProblem, "its folder cannot be made: %v; set [team] data to a folder that this user may write", err)
			return
		}
		c.note("database", path, checkOK, "will be made by `vernus run`")
		return
	}
	if err == nil && info.Mode().Perm()&0o077 != 0 {
		c.note("database", path, checkProblem, "others on this machine can read it, and it holds letters: chmod 600 %s", path)
	}
	db, err := store.Open(ctx, path)
	if err != nil {
		c.note("database", path, checkProblem, "%v", err)
		return
	}
	defer db.Close()
	broken, err := db.IntegrityCheck(ctx)
	switch {
	case err != nil:
		c.note("database", path, checkProblem, "%v", err)
	case len(broken) > 0:
		c.note("database", path, checkProblem, "it is damaged: %s; restore a backup, see docs/administrators.md", strings.Join(broken, "; "))
	default:
		c.note("database", path, checkOK, "sound")
		c.invitations(ctx, db)
	}
}

// invitations tells of those of the last month that could not be understood: of their meetings nothing is known.
func (c *check) invitations(ctx context.Context, db *store.DB) {
	list, err := malformedSince(ctx, db, c.now().AddDate(0, -1, 0))
	if err != nil {
		c.note("invitation", c.cfg.Database(), checkProblem, "%v", err)
		return
	}
	for _, m := range list {
		c.note("invitation", m.From, checkWarning, "%q of %s could not be understood, so its meeting may be missing: %s; look into the letter, and see to its report yourself",
			shorten(m.Subject, 60), m.At.In(c.cfg.Calendar("").Location()).Format("2 Jan 15:04"), shorten(m.Error, 100))
	}
}

// calendars tells of years whose moved days off are not known: working time is then a guess.
func (c *check) calendars() {
	year := c.now().In(c.cfg.Calendar("").Location()).Year()
	for _, y := range []int{year, year + 1} {
		unknown := []string{}
		for _, holder := range c.holders() {
			if !c.cfg.Calendar(holder).Known(y) {
				unknown = append(unknown, firstOf(holder, "the team"))
			}
		}
		switch {
		case len(unknown) == 0:
			c.note("calendar", fmt.Sprint(y), checkOK, "known")
		case y == year:
			c.note("calendar", fmt.Sprint(y), checkWarning, "the moved days off of this year are not known (%s): statutory holidays are used; name a table in holidays", strings.Join(unknown, ", "))
		default:
			c.note("calendar", fmt.Sprint(y), checkOK, "not known yet: statutory holidays will be used until there is a table")
		}
	}
}

func (c *check) holders() []string {
	list := []string{""}
	for _, m := range c.cfg.Managers {
		list = append(list, m.Address)
	}
	for _, l := range c.cfg.Leads {
		if !slices.Contains(list, l.Address) {
			list = append(list, l.Address)
		}
	}
	return list
}

func (c *check) letters() {
	where := firstOf(c.cfg.Team.Templates, "built in")
	templates, err := letters.LoadTemplates(c.cfg.Team.Templates)
	if err != nil {
		for _, e := range joined(err) {
			c.note("letters", where, checkProblem, "%v", e)
		}
		return
	}
	c.note("letters", where, checkOK, "%d templates, each tried on samples", len(templates.Names()))
	l, err := sampleLetter(c.cfg, templates, c.now())
	if err != nil {
		c.note("letters", where, checkProblem, "an acknowledgement could not be written: %v", err)
		return
	}
	if l == nil {
		return
	}
	c.note("letters", people(l.To), checkOK, "so would an acknowledgement look; mode %s", l.Mode)
	c.list[len(c.list)-1].Sample = "From: " + person(l.From) + "\nTo: " + people(l.To) + "\nSubject: " + l.Subject + "\n\n" + l.Text
}

func (c *check) imap(ctx context.Context, m Manager) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	source, err := mailbox.Open(ctx, c.cfg.Mailbox(m, c.logger(), c.now()))
	if err != nil {
		c.note("imap", m.Address, checkProblem, "%v", err)
		return
	}
	defer source.Close()
	box, ok := source.(*mailbox.IMAP)
	if !ok {
		c.note("imap", m.Address, checkProblem, "it is no mailbox on an IMAP server")
		return
	}
	report, err := box.Check(ctx)
	if err != nil {
		c.note("imap", m.Address, checkProblem, "%v", err)
		return
	}
	var found []string
	for _, f := range report.Folders {
		found = append(found, fmt.Sprintf("%s (%s, %d)", f.Name, f.Role, f.Messages))
	}
	news := "news at once (IDLE)"
	if !report.Idle {
		news = "no IDLE, looked into every " + c.cfg.Reading.Poll.String()
	}
	c.note("imap", m.Address, checkOK, "%s; %s", strings.Join(found, ", "), news)
	for _, role := range report.Missing {
		c.note("imap", m.Address, missingResult(role), "no folder for %s was found: name it with %s under [manager.imap]; there are %s", role, role, strings.Join(report.Others, ", "))
	}
}

// missingResult tells how bad it is that a folder is not found: without Sent, answers are not seen.
func missingResult(role mailbox.Role) string {
	if role == mailbox.RoleSent {
		return checkProblem
	}
	return checkWarning
}

func (c *check) smtp(ctx context.Context, address, host string) {
	ctx, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	where := firstOf(address, c.cfg.Notices.From)
	sender, ok := c.cfg.Sender(address)
	if !ok {
		return
	}
	if err := sender.Check(ctx); err != nil {
		c.note("smtp", where, checkProblem, "%v", err)
		return
	}
	c.note("smtp", where, checkOK, "%s takes letters", host)
}

// report shows what was found, in the order of the parts, and ends with what is left to do.
func (c *check) report() error {
	order := []string{"config", "database", "invitation", "calendar", "letters", "imap", "smtp"}
	slices.SortStableFunc(c.list, func(x, y checked) int {
		if d := slices.Index(order, x.What) - slices.Index(order, y.What); d != 0 {
			return d
		}
		if x.What == "imap" || x.What == "smtp" {
			return strings.Compare(x.Where, y.Where)
		}
		return 0
	})
	problems, warnings := 0, 0
	for _, r := range c.list {
		switch r.Result {
		case checkProblem:
			problems++
		case checkWarning:
			warnings++
		}
		if c.json {
			if err := c.print(r); err != nil {
				return err
			}
			continue
		}
		mark := map[string]string{checkOK: "ok     ", checkWarning: "WARNING", checkProblem: "PROBLEM"}[r.Result]
		fmt.Fprintf(c.out, "%s  %-8s  %s: %s\n", mark, r.What, r.Where, r.Detail)
		if r.Sample != "" {
			fmt.Fprintf(c.out, "\n%s\n", inset(r.Sample))
		}
	}
	if !c.json {
		switch {
		case problems > 0:
			fmt.Fprintf(c.out, "\n%d to mend before `vernus run`.\n", problems)
		case warnings > 0:
			fmt.Fprintln(c.out, "\nIt works; look at the warnings.")
		default:
			fmt.Fprintln(c.out, "\nAll is well.")
		}
	}
	if problems > 0 {
		return errFound
	}
	return nil
}

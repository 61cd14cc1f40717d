package rules_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

var update = flag.Bool("update", false, "write what was found into the testdata files; read the difference before you commit it")

// TestConversations walks through the conversations of testdata: the letters are those of the sections "mail", and each
// section "at TIME" tells what is owed at that moment. Everybody works Mon-Fri 9 to 18, Moscow time.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations in testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if section(ar, "account") != nil {
				t.Skip("about a client as a whole: TestAccounts")
			}
			team := agency(t)
			c := conversation(t, ar, team)
			if section(ar, "profile") != nil {
				team.Profiles = map[string]rules.Profile{c.Client: profile(t, ar, team)}
			}
			for i, f := range ar.Files {
				when, ok := strings.CutPrefix(f.Name, "at ")
				if !ok {
					continue
				}
				now := moment(t, team, when)
				got := tell(rules.Check(c, team.With(c.Rulings, now), now), team)
				if *update {
					ar.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("at %s (-want +got):\n%s", when, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// agency is the team of all conversations in testdata.
func agency(t *testing.T) *rules.Team {
	t.Helper()
	cal, err := worktime.New(worktime.Config{Timezone: "Europe/Moscow", Hours: "Mon-Fri 09:00-18:00", Holidays: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	standard := rules.DefaultStandard()
	standard.Nudge.RemindAt = 0.5
	return &rules.Team{
		Directory: &mailbox.Directory{
			Domains:  []string{"studio.example"},
			Managers: []mailbox.Person{{Name: "Анна Смирнова", Address: "anna@studio.example"}, {Name: "Олег Ким", Address: "oleg@studio.example"}},
			Clients: []mailbox.Client{
				{Name: "Ромашка", Domains: []string{"romashka.example"}, Manager: "anna@studio.example"},
				{Name: "Northwind", Domains: []string{"northwind.example"}, Manager: "oleg@studio.example"},
			},
		},
		Calendar: cal,
		Standard: standard,
	}
}

// conversation makes a conversation of the sections "mail", "imported" for old mail, "own" for letters of Vernus, and
// "elsewhere" for letters to the same client in other conversations. The section "rulings" holds what people ruled.
func conversation(t *testing.T, ar *txtar.Archive, team *rules.Team) rules.Conversation {
	t.Helper()
	c := rules.Conversation{ID: 1, Rulings: rulings(t, ar, team)}
	for _, f := range ar.Files {
		kind, _, _ := strings.Cut(f.Name, " ")
		if kind != "mail" && kind != "own" && kind != "imported" && kind != "elsewhere" {
			continue
		}
		m, err := mailbox.Parse(mailbox.Raw{Data: f.Data, Size: int64(len(f.Data))})
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		d := team.Directory.Direction(m)
		client, _ := team.Directory.ClientOf(m)
		if c.Client == "" {
			c.Client, c.Subject = client, m.Subject
		}
		if kind == "own" {
			c.Written = append(c.Written, rules.Written{
				Key: m.ID, Kind: "acknowledgement", MessageID: m.ID, Phase: "sent", At: m.At, ToClient: true,
				ReturnBy: moment(t, team, strings.TrimPrefix(f.Name, "own return ")),
			})
		}
		e := rules.Entry{
			Message: m, Reading: reading.ForMessage(m, d, team.Calendar), Direction: d, Client: client,
			Own: kind == "own", Imported: kind == "imported",
		}
		if kind == "elsewhere" {
			c.Related = append(c.Related, e)
		} else {
			c.Entries = append(c.Entries, e)
		}
	}
	if len(c.Entries) == 0 {
		t.Fatal("a conversation without letters")
	}
	c.Lost = lost(c)
	return c
}

// lost is whom of the client's people mail did not reach.
func lost(c rules.Conversation) (list []rules.Lost) {
	for _, report := range c.Entries {
		for _, mail := range report.Undelivered {
			l := rules.Lost{Mail: mail, Letter: rules.ReturnedLetter(report.Message), At: report.At}
			for _, e := range c.Entries {
				to := func(a mailbox.Address) bool { return a.Mail == mail }
				wrote := e.Kind == mailbox.Human && !e.Own && (to(e.From) || slices.ContainsFunc(e.To, to))
				if wrote && e.At.After(l.At) && (l.Back.IsZero() || e.At.Before(l.Back)) {
					l.Back = e.At
				}
			}
			list = append(list, l)
		}
	}
	return list
}

func moment(t *testing.T, team *rules.Team, s string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", s, team.Calendar.Location())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// tell writes a result down so that a person can judge it.
func tell(r rules.Result, team *rules.Team) string {
	const stamp = "Mon 2 Jan 15:04"
	loc := team.Calendar.Location()
	var b strings.Builder
	fmt.Fprintf(&b, "state: %s\n", r.State)
	for _, i := range r.OpenItems() {
		fmt.Fprintf(&b, "open %s: %s", i.Type, strings.Join(strings.Fields(i.Text), " "))
		if i.Repeated > 0 {
			fmt.Fprintf(&b, " (asked again ×%d)", i.Repeated)
		}
		b.WriteByte('\n')
	}
	for _, i := range r.Asked {
		if i.Ruling != nil {
			fmt.Fprintf(&b, "closed by %s: %s: %s\n", i.ClosedBy, strings.Join(strings.Fields(i.Text), " "), i.Why)
		}
	}
	for _, p := range r.Promised {
		if p.Ruling != nil && !p.Open() {
			fmt.Fprintf(&b, "promise closed by %s: %s: %s\n", p.ClosedBy, strings.Join(strings.Fields(p.Text), " "), p.Why)
		}
	}
	for _, p := range r.OpenPromises() {
		fmt.Fprintf(&b, "promised: %s", strings.Join(strings.Fields(p.Text), " "))
		if !p.Due.IsZero() {
			fmt.Fprintf(&b, " by %s", p.Due.In(loc).Format(stamp))
		}
		b.WriteByte('\n')
	}
	for _, i := range r.Waiting() {
		fmt.Fprintf(&b, "we wait for: %s\n", strings.Join(strings.Fields(i.Text), " "))
	}
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s", f.Rule, f.Kind)
		if f.Stage > 0 {
			fmt.Fprintf(&b, " stage %d", f.Stage)
		}
		fmt.Fprintf(&b, " → %s", f.Manager)
		if !f.Due.IsZero() {
			fmt.Fprintf(&b, ", due %s", f.Due.In(loc).Format(stamp))
		}
		if f.Note != "" {
			fmt.Fprintf(&b, ", %s", f.Note)
		}
		if f.Days > 0 {
			fmt.Fprintf(&b, ", %d days", f.Days)
		}
		if f.Strength > 0 {
			fmt.Fprintf(&b, ", strength %d", f.Strength)
		}
		if !f.ReturnBy.IsZero() {
			fmt.Fprintf(&b, ", return by %s", f.ReturnBy.In(loc).Format(stamp))
		}
		if f.AskUrgency {
			b.WriteString(", ask by when")
		}
		if f.Unclear {
			b.WriteString(", propose a call")
			if !f.Call.From.IsZero() {
				fmt.Fprintf(&b, " %s–%s", f.Call.From.In(loc).Format(stamp), f.Call.To.In(loc).Format("15:04"))
			}
		}
		if f.Owner != "" {
			fmt.Fprintf(&b, ", for %s", f.Owner)
		}
		if len(f.Readers) > 0 {
			fmt.Fprintf(&b, ", told to %s", strings.Join(f.Readers, " "))
		}
		if !f.Snoozed.IsZero() {
			fmt.Fprintf(&b, ", put off until %s", f.Snoozed.In(loc).Format(stamp))
		}
		if f.Imported {
			b.WriteString(", imported")
		}
		b.WriteByte('\n')
	}
	if !r.LookAgain.IsZero() {
		fmt.Fprintf(&b, "look again: %s\n", r.LookAgain.In(loc).Format(stamp))
	}
	return b.String()
}

package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

func newReplayCommand(a *app) *cobra.Command {
	var o replayOptions
	cmd := &cobra.Command{
		Use:   "replay [PATH...]",
		Short: "Show what would have been owed and written over an archive or your own past, sending nothing",
		Long: `Walks through past letters under a simulated clock, thinks about them as vernus run would have done, and reports: which
letters would have been written and why, how long first answers took, which promises were kept, what is open, and what
the program was not sure about. The letters are those of mbox files, Maildirs and folders of .eml files; or, without a
PATH, with --from, what vernus run has read into the database. Nothing is sent, no mailbox is reached, nothing is changed.

With --from the program counts as switched on at that moment: what came before is known, and causes no letter to a client.
The report ends with --to, else a working day after the last letter. With --at it shows how things stood at a moment.
Letters that Vernus itself has sent in the past are left out: the replay writes its own.`,
		Example: "  vernus replay archive.mbox\n  vernus replay --from 2026-01-12 --html past.html\n" +
			"  vernus replay --json --at 2026-03-12T12:00:00Z --at 2026-03-13T12:00:00Z Maildir/",
		Args: arguments(0, -1),
		RunE: func(cmd *cobra.Command, paths []string) error { return a.replay(cmd.Context(), o, paths) },
	}
	f := cmd.Flags()
	f.StringArrayVar(&o.at, "at", nil, "a `moment` to look at, RFC 3339 or 2026-03-12 12:00 in the team's time zone (repeatable)")
	f.StringVar(&o.from, "from", "", "the first `day` (or moment) of the report; without a PATH: of the history in the database")
	f.StringVar(&o.to, "to", "", "the last `day` (or the moment of the end)")
	f.StringVar(&o.html, "html", "", "write the report as a page with pictures into this `file`")
	return cmd
}

// replayGarbage is as garbage is for a cycle: a replay lasts seconds and is alone, so that time counts more than memory.
const replayGarbage = 800

// replayOptions are the flags.
type replayOptions struct {
	at             []string
	from, to, html string
}

func (a *app) replay(ctx context.Context, o replayOptions, paths []string) error {
	cfg, err := a.load()
	if err != nil {
		return err
	}
	w, err := o.when(cfg)
	if err != nil {
		return err
	}
	if len(paths) == 0 && w.From.IsZero() {
		return usage("missing PATH...; or name with --from DATE since when to replay what vernus run has read")
	}
	if a.getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(replayGarbage))
	}
	r, err := newReplay(ctx, cfg)
	if err != nil {
		return err
	}
	defer r.db.Close()
	if terminal(a.err) {
		r.progress = a.err
	}
	if len(paths) == 0 {
		err = r.remember(ctx, a, w)
	} else {
		err = r.gather(ctx, paths)
	}
	if err != nil {
		return err
	}
	if err := r.span(&w, a.now()); err != nil {
		return err
	}
	return r.run(ctx, a, w, o.html)
}

// replayWhen is which moments a replay is about.
type replayWhen struct {
	rules.Period
	at []time.Time // in the order given
}

func (o replayOptions) when(cfg *Config) (replayWhen, error) {
	var w replayWhen
	zone := cfg.Calendar("").Location()
	for _, v := range o.at {
		t, _, err := parseMoment(v, zone)
		if err != nil {
			return w, usage("--at %v", err)
		}
		w.at = append(w.at, t)
	}
	if o.from != "" {
		t, _, err := parseMoment(o.from, zone)
		if err != nil {
			return w, usage("--from %v", err)
		}
		w.From = t
	}
	for i, t := range w.at {
		if t.Before(w.From) {
			return w, usage("--at %s is before --from %s: look at a later moment, or begin earlier", o.at[i], o.from)
		}
	}
	if o.to != "" {
		t, day, err := parseMoment(o.to, zone)
		if err != nil {
			return w, usage("--to %v", err)
		}
		if w.To = t; day {
			w.To = t.AddDate(0, 0, 1)
		}
	}
	switch {
	case !w.To.IsZero() && !w.From.Before(w.To):
		return w, usage("--to %s is not after --from %s", o.to, o.from)
	case len(w.at) > 0 && o.to != "":
		return w, usage("--at and --to both say when to look: use one of them")
	case len(w.at) > 1 && o.html != "":
		return w, usage("--html makes a page of one report: name one moment with --at, or the end with --to")
	}
	return w, nil
}

// parseMoment reads a moment of the command line; day tells that it is a whole day, of which the beginning is given.
func parseMoment(v string, zone *time.Location) (t time.Time, day bool, err error) {
	if t, err = time.Parse(time.RFC3339, v); err == nil {
		return t, false, nil
	}
	if t, err = time.ParseInLocation("2006-01-02 15:04", v, zone); err == nil {
		return t, false, nil
	}
	if t, err = time.ParseInLocation("2006-01-02", v, zone); err == nil {
		return t, true, nil
	}
	return t, false, fmt.Errorf("%q is no moment: write 2026-03-12T12:00:00+03:00, or 2026-03-12 or \"2026-03-12 12:00\" for the team's time zone", v)
}

// span fills in the beginning and end that were not given.
func (r *replay) span(w *replayWhen, now time.Time) error {
	var first, last time.Time
	for _, l := range r.mail {
		if at := arrival(l.Incoming); !at.IsZero() {
			if first.IsZero() {
				first = at
			}
			last = at
		}
	}
	if first.IsZero() && len(w.at) == 0 {
		return usage("there are no letters to look at: the archive, or the time named by --from and --to, holds none")
	}
	r.policy.SendingSince = w.From
	if w.From.IsZero() {
		w.From, r.policy.SendingSince = first, first.Add(-time.Second)
	}
	if w.To.IsZero() {
		w.To = last
		if next, err := r.team.Calendar.AddDays(last, 1); err == nil {
			w.To = next
		}
		if end, works := r.team.Calendar.Closing(w.To); works {
			w.To = end
		}
		if w.To.After(now) {
			w.To = now
		}
		if !w.To.After(last) {
			w.To = last.Add(time.Second)
		}
	}
	return nil
}

// replay walks through letters with the program's own core, a store in memory and a clock of its own.
type replay struct {
	*core
	cfg      *Config
	mail     []replayMail    // oldest first, what could not be read before everything else
	rulings  []replayRuling  // of the history, oldest first
	ruled    map[int64]int64 // which ruling of the replay stands for one of the history
	next     int             // of mail
	bad      int             // quarantined
	progress io.Writer       // a terminal to tell how far it is; nil for none
}

// replayMail is a letter, and the mailboxes that it comes to.
type replayMail struct {
	store.Incoming
	boxes []string
}

func newReplay(ctx context.Context, cfg *Config) (*replay, error) {
	db, err := store.Open(ctx, store.Memory)
	if err != nil {
		return nil, err
	}
	identity := letters.Identity{Instance: "replay", Secret: []byte("a replay signs nothing that leaves it")}
	c, err := newCore(cfg, db, identity, nil)
	if err != nil {
		return nil, err
	}
	return &replay{core: c, cfg: cfg}, c.open(ctx)
}

// gather reads an archive.
func (r *replay) gather(ctx context.Context, paths []string) error {
	for _, path := range paths {
		if err := r.gatherFrom(ctx, path); err != nil {
			return err
		}
	}
	slices.SortStableFunc(r.mail, func(a, b replayMail) int { return arrival(a.Incoming).Compare(arrival(b.Incoming)) })
	return nil
}

func (r *replay) gatherFrom(ctx context.Context, path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return usage("there is no %s: give an mbox file, a Maildir, a letter or a folder of .eml files", path)
	}
	source, err := mailbox.Open(ctx, mailbox.Config{Path: path})
	if err != nil {
		return err
	}
	defer source.Close()
	err = source.Read(ctx, nil, func(b mailbox.Batch) error {
		for _, in := range r.understand(b.Messages) {
			r.mail = append(r.mail, replayMail{in, archiveBox})
		}
		r.far("%d letters read", len(r.mail))
		return nil
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

// archiveBox is where the letters of an archive come to.
var archiveBox = []string{"archive"}

func arrival(i store.Incoming) time.Time {
	if i.Message == nil {
		return time.Time{}
	}
	return i.Message.At
}

// far says on a terminal how far it is.
func (r *replay) far(format string, args ...any) {
	if r.progress != nil {
		fmt.Fprintf(r.progress, "\rreplay: "+format+"\x1b[K", args...)
	}
}

// run prints what was owed at each moment, in the order asked for.
func (r *replay) run(ctx context.Context, a *app, w replayWhen, page string) error {
	at := w.at
	if len(at) == 0 {
		at = []time.Time{w.To}
	}
	reports := make(map[time.Time]*replayReport, len(at))
	ordered := slices.Clone(at)
	slices.SortFunc(ordered, time.Time.Compare)
	if err := r.warmUp(ctx, w.From); err != nil {
		return err
	}
	for _, t := range ordered {
		if err := r.advance(ctx, t); err != nil {
			return err
		}
		report, err := r.look(ctx, rules.Period{From: w.From, To: t})
		if err != nil {
			return err
		}
		reports[t] = report
	}
	if r.progress != nil {
		fmt.Fprint(r.progress, "\r\x1b[K")
	}
	if page != "" {
		if err := r.writePage(reports[at[0]], page); err != nil {
			return err
		}
	}
	for _, t := range at {
		if a.json {
			if err := a.print(reports[t]); err != nil {
				return err
			}
		} else if err := r.write(a.out, reports[t]); err != nil {
			return err
		}
	}
	return nil
}

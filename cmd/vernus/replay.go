package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/store"
)

func newReplayCommand(a *app) *cobra.Command {
	var moments []string
	cmd := &cobra.Command{
		Use:   "replay [--at TIME]... PATH...",
		Short: "Show what would have been owed and written over an archive, sending nothing",
		Long: `Walks through an archive of letters (mbox files, Maildirs, folders of .eml files) under a simulated clock and
shows, for each moment given with --at, what was owed then and which letters would have been written up to then.
Nothing is sent, no mailbox is reached, and the archive is not changed. Without --at: the moment of the last letter.`,
		Example: "  vernus replay --at 2026-03-12T12:00:00+03:00 archive.mbox\n  vernus replay --json --at 2026-03-12T12:00:00Z Maildir/",
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			at, err := parseMoments(moments, cfg)
			if err != nil {
				return err
			}
			r, err := newReplay(cmd.Context(), cfg, paths)
			if err != nil {
				return err
			}
			defer r.db.Close()
			return r.run(cmd.Context(), a, at)
		},
	}
	cmd.Flags().StringArrayVar(&moments, "at", nil, "a moment to look at, RFC 3339 or 2026-03-12 12:00 in the team's time zone (repeatable)")
	return cmd
}

// parseMoments reads the values of --at, in the order given.
func parseMoments(values []string, cfg *Config) ([]time.Time, error) {
	var at []time.Time
	for _, v := range values {
		t, err := time.Parse(time.RFC3339, v)
		if err != nil {
			t, err = time.ParseInLocation("2006-01-02 15:04", v, cfg.Calendar("").Location())
		}
		if err != nil {
			return nil, usage("--at %q is no moment: write 2026-03-12T12:00:00+03:00, or \"2026-03-12 12:00\" for the team's time zone", v)
		}
		at = append(at, t)
	}
	return at, nil
}

// replay walks through an archive with the program's own core, a store in memory and a clock of its own.
type replay struct {
	*core
	mail []store.Incoming // oldest first, what could not be read before everything else
	next int              // of mail
	bad  int              // quarantined
}

func newReplay(ctx context.Context, cfg *Config, paths []string) (*replay, error) {
	db, err := store.Open(ctx, store.Memory)
	if err != nil {
		return nil, err
	}
	identity := letters.Identity{Instance: "replay", Secret: []byte("a replay signs nothing that leaves it")}
	c, err := newCore(cfg, db, identity, nil)
	if err != nil {
		return nil, err
	}
	r := &replay{core: c}
	for _, path := range paths {
		if err := r.gather(ctx, path); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(r.mail, func(a, b store.Incoming) int { return arrival(a).Compare(arrival(b)) })
	if err := r.open(ctx); err != nil {
		return nil, err
	}
	if len(r.mail) > 0 {
		r.policy.SendingSince = arrival(r.mail[0]).Add(-time.Second)
	}
	return r, nil
}

// gather reads one path of the archive.
func (r *replay) gather(ctx context.Context, path string) error {
	source, err := mailbox.Open(ctx, mailbox.Config{Path: path})
	if err != nil {
		return err
	}
	defer source.Close()
	err = source.Read(ctx, nil, func(b mailbox.Batch) error {
		r.mail = append(r.mail, r.understand(b.Messages)...)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func arrival(i store.Incoming) time.Time {
	if i.Message == nil {
		return time.Time{}
	}
	return i.Message.At
}

// run prints what was owed at each moment, in the order asked for.
func (r *replay) run(ctx context.Context, a *app, at []time.Time) error {
	if len(at) == 0 {
		if len(r.mail) == 0 {
			return usage("the archive holds no letters, and no --at says which moment to look at")
		}
		at = []time.Time{arrival(r.mail[len(r.mail)-1])}
	}
	reports := make(map[time.Time]*replayReport, len(at))
	ordered := slices.Clone(at)
	slices.SortFunc(ordered, time.Time.Compare)
	for _, t := range ordered {
		if err := r.advance(ctx, t); err != nil {
			return err
		}
		report, err := r.look(ctx, t)
		if err != nil {
			return err
		}
		reports[t] = report
	}
	for _, t := range at {
		if a.json {
			if err := a.print(reports[t]); err != nil {
				return err
			}
		} else if err := reports[t].write(a.out); err != nil {
			return err
		}
	}
	return nil
}

// advance moves the clock on to a moment: letters arrive when they did, and between them everything happens that only
// waits for its time.
func (r *replay) advance(ctx context.Context, to time.Time) error {
	for r.next < len(r.mail) && !arrival(r.mail[r.next]).After(to) {
		at := arrival(r.mail[r.next])
		// Mail of a moment is there before that moment's letters leave: the last look would have seen it.
		if err := r.wakeUntil(ctx, at.Add(-time.Nanosecond)); err != nil {
			return err
		}
		if err := r.arrive(ctx, at); err != nil {
			return err
		}
	}
	return r.wakeUntil(ctx, to)
}

// arrive stores all letters of a moment and thinks about them.
func (r *replay) arrive(ctx context.Context, at time.Time) error {
	from := r.next
	for r.next < len(r.mail) && arrival(r.mail[r.next]).Equal(at) {
		r.next++
	}
	in := r.mail[from:r.next]
	b := mailbox.Batch{Folder: "archive", Role: mailbox.RoleOther, Position: mailbox.Position{UIDValidity: 1, UIDNext: uint32(r.next + 1)}}
	for i := range in {
		in[i].Raw.Folder, in[i].Raw.UID = b.Folder, uint32(from+i+1)
		b.Messages = append(b.Messages, in[i].Raw)
	}
	done, err := r.keep(ctx, "archive", b, in)
	if err != nil {
		return err
	}
	r.bad += done.Quarantined
	return r.step(ctx, at)
}

// wakeUntil runs every cycle that falls due up to a moment, at its own time.
func (r *replay) wakeUntil(ctx context.Context, to time.Time) error {
	last := time.Time{}
	for {
		at, err := r.db.Wake(ctx)
		if err != nil {
			return err
		}
		if at.IsZero() || at.After(to) || !at.After(last) && !last.IsZero() {
			return nil
		}
		last = at
		if err := r.step(ctx, at); err != nil {
			return err
		}
	}
}

// step thinks at a moment and takes every letter that would leave as sent.
func (r *replay) step(ctx context.Context, at time.Time) error {
	if err := r.think(ctx, at); err != nil {
		return err
	}
	rows, err := r.db.Due(ctx, at)
	if err != nil {
		return err
	}
	r.db.Now = func() time.Time { return at }
	for _, row := range rows {
		if _, err := r.db.Begin(ctx, row.ID); err != nil {
			return err
		}
		if err := r.db.Record(ctx, row.ID, letters.Sent, "replayed", at); err != nil {
			return err
		}
	}
	return nil
}

// look reports what was owed at a moment.
func (r *replay) look(ctx context.Context, at time.Time) (*replayReport, error) {
	report := &replayReport{At: at.Format(time.RFC3339), Messages: r.next - r.bad, Quarantined: r.bad, Threads: []replayThread{}, Meetings: []any{}, Letters: []replayLetter{}}
	team, err := r.teamAt(ctx, at)
	if err != nil {
		return nil, err
	}
	for c, err := range r.db.AllConversations(ctx) {
		if err != nil {
			return nil, err
		}
		if c.Client == "" {
			continue
		}
		results, err := r.check(ctx, team, []store.Conversation{c}, at)
		if err != nil {
			return nil, err
		}
		report.Threads = append(report.Threads, thread(c.Conversation, results[0], at))
	}
	rows, err := r.db.Outbox(ctx, store.OutboxFilter{})
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	for _, row := range rows {
		report.Letters = append(report.Letters, replayed(row))
	}
	return report, nil
}

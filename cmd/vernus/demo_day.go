package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

// demoStep is how much simulated time passes between two looks at the mailboxes when nothing comes.
const demoStep = 5 * time.Minute

// day runs the daemon through the day: letters come when they were written, people do what they did, and time passes.
func (d *demo) day(ctx context.Context) error {
	d.teller.opening()
	if err := d.cycle(ctx, demoStart); err != nil {
		return err
	}
	next := 0
	for next < len(d.world.letters) && d.world.letters[next].at.Before(demoStart) {
		next++
	}
	for now := demoStart.Add(demoStep); !now.After(demoEnd); {
		for next < len(d.world.letters) && !d.world.letters[next].at.After(now) {
			l := d.world.letters[next]
			next++
			d.clock.set(l.at)
			if err := d.happen(ctx, l); err != nil {
				return fmt.Errorf("demo letter %s: %w", l.id, err)
			}
			if err := d.cycle(ctx, l.at); err != nil {
				return err
			}
		}
		if err := d.cycle(ctx, now); err != nil {
			return err
		}
		now = now.Add(demoStep)
	}
	return nil
}

// cycle is one turn of the real daemon.
func (d *demo) cycle(ctx context.Context, now time.Time) error {
	d.clock.set(now)
	if err := d.daemon.Cycle(ctx, now); err != nil {
		return fmt.Errorf("at %s of the demo: %w", now.Format("15:04"), err)
	}
	if err := d.compare(ctx, now); err != nil {
		return err
	}
	return ctx.Err()
}

// compare tells what has been settled by the last turn: conversations in which nothing is owed any more, and suggested
// letters that are no longer wanted.
func (d *demo) compare(ctx context.Context, now time.Time) error {
	findings, err := d.daemon.db.Findings(ctx)
	if err != nil {
		return err
	}
	owed := map[int64]rules.Finding{}
	for _, f := range findings {
		if f.Kind == rules.Unanswered {
			owed[f.Conversation] = f
		}
	}
	rows, err := d.daemon.db.Outbox(ctx, store.OutboxFilter{Phases: []letters.Phase{letters.Withdrawn}})
	if err != nil {
		return err
	}
	d.teller.settled(now, owed, rows)
	return nil
}

// happen lets somebody write a letter, or do something in his mail program.
func (d *demo) happen(ctx context.Context, l *demoLetter) error {
	act, what, _ := strings.Cut(l.act, " ")
	own := d.accounts[l.from.Address]
	switch act {
	case "draft":
		d.drafts[l.id] = own.Deliver(own.Folder(`\Drafts`), l.compose(), l.at, `\Draft`)
		d.teller.act(l, "begins to write an answer: "+l.subject)
		return nil
	case "undraft":
		if err := own.Remove(own.Folder(`\Drafts`), d.drafts[what]); err != nil {
			return err
		}
	case "approve":
		return d.approve(ctx, l, what)
	}
	d.deliver(l)
	return nil
}

// approve is a manager's yes to the letter that was suggested for a client.
func (d *demo) approve(ctx context.Context, l *demoLetter, client string) error {
	rows, err := d.daemon.db.Outbox(ctx, store.OutboxFilter{Phases: []letters.Phase{letters.Proposed}, Client: client})
	if err != nil {
		return err
	}
	for _, r := range rows {
		d.teller.act(l, "says yes to the suggested letter: vernus outbox approve "+letters.Short(r.Key))
		if err := d.daemon.db.Approve(ctx, r.ID); err != nil {
			return err
		}
	}
	return nil
}

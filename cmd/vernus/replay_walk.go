package main

import (
	"context"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/store"
)

// warmUp takes in what came before a moment without thinking about it, as a first reading of a mailbox does, and thinks
// at that moment.
func (r *replay) warmUp(ctx context.Context, from time.Time) error {
	const batch = 500
	old := r.next
	for old < len(r.mail) && arrival(r.mail[old].Incoming).Before(from) {
		old++
	}
	for r.next < old {
		if err := r.take(ctx, min(old, r.next+batch)); err != nil {
			return err
		}
	}
	if err := r.ruleUntil(ctx, from.Add(-time.Nanosecond)); err != nil || old == 0 {
		return err
	}
	return r.step(ctx, from)
}

// advance moves the clock on to a moment: letters arrive when they did, people rule when they did, and between them
// everything happens that only waits for its time.
func (r *replay) advance(ctx context.Context, to time.Time) error {
	for {
		at, ok := r.nextEvent()
		if !ok || at.After(to) {
			return r.wakeUntil(ctx, to)
		}
		// What comes at a moment is there before that moment's letters leave: the last look would have seen it.
		if err := r.wakeUntil(ctx, at.Add(-time.Nanosecond)); err != nil {
			return err
		}
		if err := r.happen(ctx, at); err != nil {
			return err
		}
	}
}

// nextEvent returns when the next letter comes or somebody rules next.
func (r *replay) nextEvent() (time.Time, bool) {
	var at time.Time
	ok := r.next < len(r.mail)
	if ok {
		at = arrival(r.mail[r.next].Incoming)
	}
	if len(r.rulings) > 0 && (!ok || r.rulings[0].at.Before(at)) {
		return r.rulings[0].at, true
	}
	return at, ok
}

// happen takes in all letters and rulings of a moment and thinks about them.
func (r *replay) happen(ctx context.Context, at time.Time) error {
	upTo := r.next
	for upTo < len(r.mail) && arrival(r.mail[upTo].Incoming).Equal(at) {
		upTo++
	}
	if upTo > r.next {
		if err := r.take(ctx, upTo); err != nil {
			return err
		}
	}
	if err := r.ruleUntil(ctx, at); err != nil {
		return err
	}
	if r.next%50 == 0 {
		r.far("%s, %d of %d letters", at.In(r.team.Calendar.Location()).Format("2006-01-02"), r.next, len(r.mail))
	}
	return r.step(ctx, at)
}

// take stores the letters up to an index, each in the mailboxes that it came to.
func (r *replay) take(ctx context.Context, upTo int) error {
	position := mailbox.Position{UIDValidity: 1, UIDNext: uint32(upTo + 1)}
	batches, letters := map[string]*mailbox.Batch{}, map[string][]store.Incoming{}
	var boxes []string
	for i := r.next; i < upTo; i++ {
		for _, box := range r.mail[i].boxes {
			if batches[box] == nil {
				batches[box] = &mailbox.Batch{Folder: "archive", Role: mailbox.RoleOther, Position: position}
				boxes = append(boxes, box)
			}
			in := r.mail[i].Incoming
			in.Raw.Folder, in.Raw.UID = "archive", uint32(i+1)
			batches[box].Messages, letters[box] = append(batches[box].Messages, in.Raw), append(letters[box], in)
		}
	}
	r.next = upTo
	for n, box := range boxes {
		done, err := r.keep(ctx, box, *batches[box], letters[box])
		if err != nil {
			return err
		}
		if n == 0 {
			r.bad += done.Quarantined
		}
	}
	return nil
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
	r.db.Now = func() time.Time { return at }
	if err := r.think(ctx, at); err != nil {
		return err
	}
	rows, err := r.db.Due(ctx, at)
	if err != nil {
		return err
	}
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

package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

// replayRuling is a ruling of the history when it was made, or taken back.
type replayRuling struct {
	at     time.Time
	undone bool
	rules.Ruling
}

// remember takes the letters that vernus run has read, with what people ruled meanwhile. They are read anew, so that
// what has been changed since, in words, people or the program, shows. The database itself is only looked at.
func (r *replay) remember(ctx context.Context, a *app, w replayWhen) error {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	signatures, err := db.Signatures(ctx)
	if err != nil {
		return err
	}
	r.learned.add(signatures)
	to := w.To
	if to.IsZero() {
		to = a.now().Add(time.Nanosecond) // up to and with now
	}
	for m, err := range db.Mail(ctx, w.From.Add(-rules.AccountWindow), to) {
		if err != nil {
			return err
		}
		if m.Own {
			continue // the replay writes its own
		}
		r.mail = append(r.mail, replayMail{store.Incoming{Raw: mailbox.Raw{Received: m.Message.At}, Message: m.Message}, boxesOf(m)})
		if len(r.mail)%500 == 0 {
			r.far("%d letters found", len(r.mail))
		}
	}
	abreast(len(r.mail), func(i int) {
		in := &r.mail[i].Incoming
		in.Ending = mailbox.EndingOf(in.Message)
		in.Signed = r.learned.has(in.Message, in.Ending)
		in.Client, in.Direction, in.Reading = r.read(in.Message, in.Ending, in.Signed)
		in.Meetings = r.told(in.Message, in.Direction, in.Reading)
	})
	ruled, err := db.Rulings(ctx, store.RulingFilter{All: true})
	if err != nil {
		return err
	}
	for _, ruling := range ruled {
		if ruling.At.Before(to) {
			r.rulings = append(r.rulings, replayRuling{at: ruling.At, Ruling: ruling})
		}
		if !ruling.Undone.IsZero() && ruling.Undone.Before(to) {
			r.rulings = append(r.rulings, replayRuling{at: ruling.Undone, undone: true, Ruling: ruling})
		}
	}
	slices.SortStableFunc(r.rulings, func(a, b replayRuling) int { return a.at.Compare(b.at) })
	return nil
}

func boxesOf(m store.StoredMail) []string {
	if len(m.Mailboxes) == 0 {
		return archiveBox
	}
	return m.Mailboxes
}

// ruleUntil repeats what people ruled up to a moment. A ruling about a letter that the replay does not have, such as one
// of Vernus's own, is left out.
func (r *replay) ruleUntil(ctx context.Context, to time.Time) error {
	for len(r.rulings) > 0 && !r.rulings[0].at.After(to) {
		next := r.rulings[0]
		r.rulings = r.rulings[1:]
		if err := r.rule(ctx, next); err != nil && !errors.Is(err, store.ErrNotFound) {
			return err
		}
	}
	return nil
}

func (r *replay) rule(ctx context.Context, next replayRuling) error {
	r.db.Now = func() time.Time { return next.at }
	if next.undone {
		_, err := r.db.Unrule(ctx, r.ruled[next.ID], next.UndoneBy, next.UndoneWhy)
		return err
	}
	fresh := next.Ruling
	fresh.Undone, fresh.UndoneBy, fresh.UndoneWhy = time.Time{}, "", ""
	kept, err := r.db.Rule(ctx, fresh)
	if r.ruled == nil {
		r.ruled = map[int64]int64{}
	}
	r.ruled[next.ID] = kept.ID
	return err
}

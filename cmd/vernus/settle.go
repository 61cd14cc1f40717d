package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/store"
)

// settle finds out about letters of unknown fate. One that was put into a folder is looked for there and put again if
// absent; one that was sent is looked for in Sent, and if it is not there a person is asked: never is it sent again by
// itself. Letters refused for good are told to the manager too. Of each he is told once; should it appear in Sent after
// all, reading notes that.
func (d *daemon) settle(ctx context.Context, now time.Time) error {
	const memory = 7 * 24 * time.Hour // older ones have been told long ago
	rows, err := d.db.Untold(ctx, now.Add(-memory))
	if err != nil {
		return fmt.Errorf("look for letters of unknown fate: %w", err)
	}
	var errs []error
	for _, row := range rows {
		errs = append(errs, d.settleOne(ctx, row, now))
	}
	return errors.Join(errs...)
}

// patience is how long asking a person about a letter may wait until Sent can be looked into.
const patience = time.Hour

func (d *daemon) settleOne(ctx context.Context, row store.Row, now time.Time) error {
	if row.Phase == letters.Uncertain && row.Via != letters.BySMTP {
		return d.db.Retry(ctx, row.ID) // put looks before it appends
	}
	if row.Phase == letters.Uncertain {
		switch found, err := d.stands(ctx, row, now); {
		case err != nil && now.Sub(row.Created) < patience:
			d.log.Warn("a letter of unknown fate cannot be looked for yet", "id", row.ID, "error", err)
			return nil
		case found:
			return d.db.Record(ctx, row.ID, letters.Sent, "found in Sent", now)
		}
	}
	if row.Kind == letters.Trouble || row.Manager == "" {
		return nil // no letters about letters about letters; the next digest names it
	}
	letter, err := d.writer.Trouble(d.policy, letters.TroubleData{
		Phase: row.Phase, Key: row.Key, Client: row.Client, Manager: row.Manager, To: addresses(row.To), Subject: row.Subject,
		Response: row.Why, At: now,
	}, now)
	if err != nil {
		return fmt.Errorf("tell of letter %d: %w", row.ID, err)
	}
	_, err = d.db.Enqueue(ctx, store.Decision{Now: now, Letters: []letters.Letter{letter}})
	return err
}

// stands reports whether a letter that was sent stands in Sent of its mailbox. Nothing stands in a mailbox that is not
// watched.
func (d *daemon) stands(ctx context.Context, row store.Row, now time.Time) (found bool, err error) {
	b := d.box(row.Mailbox)
	if b == nil {
		return false, nil
	}
	err = b.file(now, func() (err error) {
		found, err = b.FindMessageID(ctx, mailbox.RoleSent, row.MessageID)
		return err
	})
	return found, err
}

// fileCopies puts the letters sent by SMTP into the manager's Sent, where the server does not do so itself.
func (d *daemon) fileCopies(ctx context.Context, now time.Time) error {
	rows, err := d.db.CopiesDue(ctx)
	if err != nil {
		return fmt.Errorf("look for letters to file in Sent: %w", err)
	}
	var errs []error
	for _, row := range rows {
		b := d.box(row.Mailbox)
		if b == nil {
			errs = append(errs, d.db.CopyDone(ctx, row.ID, store.CopyNone, ""))
			continue
		}
		if _, closed := b.left(now); closed != nil {
			continue
		}
		if err := b.file(now, func() error { return d.fileCopy(ctx, b, row) }); err != nil {
			b.log.Warn("the copy could not be filed in Sent and is tried again", "id", row.ID, "error", err, "again", b.filing.till)
			b.news.Store(true)
		}
	}
	return errors.Join(errs...)
}

func (d *daemon) fileCopy(ctx context.Context, b *box, row store.Row) error {
	state := store.CopyFound
	found, err := b.FindMessageID(ctx, mailbox.RoleSent, row.MessageID)
	if err != nil {
		return err
	}
	switch {
	case found:
	case b.FilesSent() || d.cfg.FilesSent(b.address):
		state = store.CopyNone
	default:
		d.step("file the copy")
		if err := b.Append(ctx, mailbox.RoleSent, row.Raw, []string{`\Seen`}, row.SentAt); err != nil {
			return err
		}
		state = store.CopyAppended
	}
	d.step("note the copy")
	return d.db.CopyDone(ctx, row.ID, state, "")
}

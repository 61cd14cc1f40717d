package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

// deliver sends the letters whose time has come, one after another. Trouble with one does not keep back the others.
func (d *daemon) deliver(ctx context.Context, now time.Time) error {
	rows, err := d.db.Due(ctx, now)
	if err != nil {
		return fmt.Errorf("look into the outbox: %w", err)
	}
	var errs []error
	for _, row := range rows {
		if ctx.Err() != nil {
			break
		}
		if err := d.deliverOne(ctx, row, now); err != nil {
			errs = append(errs, fmt.Errorf("letter %d to %s: %w", row.ID, addresses(row.To), err))
		}
	}
	return errors.Join(errs...)
}

// deliverOne notes the attempt, looks a last time whether the letter is still wanted, sends it, and records what
// became of it. Whatever is interrupted between these steps is repaired by the next start.
func (d *daemon) deliverOne(ctx context.Context, row store.Row, now time.Time) error {
	d.step("begin")
	begun, err := d.db.Begin(ctx, row.ID)
	if err != nil || !begun {
		return err
	}
	d.step("last look")
	verdict := d.lastLook(ctx, row, now)
	switch verdict.Action {
	case letters.Withdraw:
		d.report(event{At: now, Kind: "held", Mailbox: row.Mailbox, Client: row.Client, Subject: row.Subject, Because: string(verdict.Reason) + " " + verdict.Detail})
		_, err := d.db.Withdraw(ctx, row.ID, string(verdict.Reason)+" "+verdict.Detail)
		return err
	case letters.Wait:
		return d.db.Record(ctx, row.ID, letters.Queued, string(verdict.Reason)+" "+verdict.Detail, verdict.Again)
	}
	result := d.hand(ctx, row)
	d.log.Info("letter", "id", row.ID, "kind", row.Kind, "to", addresses(row.To), "phase", result.Phase, "said", result.said(), "because", row.Because)
	// The fate of the letter must be written down even when we are being stopped.
	ctx = context.WithoutCancel(ctx)
	d.step("record")
	if err := d.db.Record(ctx, row.ID, result.Phase, result.said(), now.Add(pauseAfter(row.Attempts))); err != nil {
		return err
	}
	kind := "trouble"
	if result.Phase == letters.Sent {
		kind = "out"
	}
	d.report(event{
		At: now, Kind: kind, Mailbox: row.Mailbox, Client: row.Client, To: addresses(row.To), Subject: row.Subject,
		Text: row.Text, Because: row.Because, Letter: &row.Letter,
	})
	return nil
}

// outcome is what became of an attempt.
type outcome struct{ letters.Result }

func (o outcome) said() string {
	if o.Err != nil {
		return o.Err.Error()
	}
	return o.Response
}

// pauseAfter is how long a letter waits after so many failed attempts: a minute, doubled up to an hour.
func pauseAfter(attempts int) time.Duration {
	return min(time.Minute<<min(attempts, 6), time.Hour)
}

// lastLook asks once more, with fresh mail, whether a letter to a client is still wanted.
func (d *daemon) lastLook(ctx context.Context, row store.Row, now time.Time) letters.Verdict {
	if !row.ToClient {
		return letters.Verdict{Action: letters.Go}
	}
	later := letters.Verdict{Action: letters.Wait, Again: now.Add(time.Minute)}
	if b := d.box(row.Mailbox); b != nil {
		if err := d.fetch(ctx, b); err != nil {
			b.news.Store(true)
			later.Detail = "the last look at the mailbox failed: " + err.Error()
			return later
		}
	}
	found, err := d.db.Conversations(ctx, row.Conversation)
	if err != nil || len(found) == 0 {
		later.Detail = fmt.Sprintf("the conversation could not be read: %v", err)
		return later
	}
	c := found[0].Conversation
	for _, w := range c.Written {
		if w.Key == row.Key {
			result := rules.Check(c, d.team, now)
			return d.writer.Leave(d.policy, letters.Case{Conversation: c, Findings: result.Findings}, w, now)
		}
	}
	later.Detail = "the letter is not among those written in its conversation"
	return later
}

// hand gives a letter to its way: SMTP, or a folder of a watched mailbox.
func (d *daemon) hand(ctx context.Context, row store.Row) outcome {
	transmitting := func() error {
		d.step("note transmission")
		err := d.db.Transmit(ctx, row.ID)
		d.step("transmit")
		return err
	}
	switch row.Via {
	case letters.ToInbox:
		return d.put(ctx, row, mailbox.RoleInbox, nil, transmitting)
	case letters.ToDrafts:
		return d.put(ctx, row, mailbox.RoleDrafts, []string{`\Draft`}, transmitting)
	}
	sender, ok := d.cfg.Sender(row.Mailbox)
	if !ok {
		return outcome{letters.Result{Phase: letters.Queued, Err: fmt.Errorf("no SMTP account is configured for %s: add smtp = {…} to the manager, or [notices] smtp", row.Mailbox)}}
	}
	sender.Dial = d.dial.smtp
	to := make([]string, 0, len(row.To)+len(row.Cc))
	for _, a := range append(append([]mailbox.Address(nil), row.To...), row.Cc...) {
		to = append(to, a.Mail)
	}
	return outcome{sender.Send(ctx, row.From.Mail, to, row.Raw, transmitting)}
}

// put appends a letter to a folder, unless it stands there already: an append whose answer was lost is not repeated.
func (d *daemon) put(ctx context.Context, row store.Row, role mailbox.Role, flags []string, transmitting func() error) outcome {
	b := d.box(row.Mailbox)
	if b == nil {
		return outcome{letters.Result{Phase: letters.Failed, Err: fmt.Errorf("%s is no watched mailbox any more", row.Mailbox)}}
	}
	found, err := b.FindMessageID(ctx, role, row.MessageID)
	if err == nil && !found {
		if err = transmitting(); err == nil {
			err = b.Append(ctx, role, row.Raw, flags, row.Created)
		}
	}
	switch {
	case err != nil:
		return outcome{letters.Result{Phase: letters.Queued, Err: fmt.Errorf("put into %s of %s: %w", role, row.Mailbox, err)}}
	case found:
		return outcome{letters.Result{Phase: letters.Sent, Response: "stood there already"}}
	}
	return outcome{letters.Result{Phase: letters.Sent, Response: "appended"}}
}

// settle finds out about letters of unknown fate. One that was put into a folder is looked for there and put again if
// absent; one that was sent is looked for in Sent, and if it is not there a person is asked: never is it sent again by
// itself. Letters refused for good are told to the manager too.
func (d *daemon) settle(ctx context.Context, now time.Time) error {
	const memory = 7 * 24 * time.Hour // older ones have been told long ago
	rows, err := d.db.Outbox(ctx, store.OutboxFilter{Phases: []letters.Phase{letters.Uncertain, letters.Failed}, Since: now.Add(-memory)})
	if err != nil {
		return fmt.Errorf("look for letters of unknown fate: %w", err)
	}
	var errs []error
	for _, row := range rows {
		errs = append(errs, d.settleOne(ctx, row, now))
	}
	return errors.Join(errs...)
}

func (d *daemon) settleOne(ctx context.Context, row store.Row, now time.Time) error {
	if row.Phase == letters.Uncertain {
		if row.Via != letters.BySMTP {
			return d.db.Retry(ctx, row.ID) // put looks before it appends
		}
		if d.stands(ctx, row, mailbox.RoleSent) {
			return d.db.Record(ctx, row.ID, letters.Sent, "found in Sent", now)
		}
	}
	if row.Kind == letters.Trouble || row.Manager == "" {
		return nil // no letters about letters about letters; the next digest names it
	}
	if _, _, err := d.db.LetterByKey(ctx, letters.TroubleKey(row.Phase, row.Key)); err == nil {
		return nil // told
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

// stands reports whether a letter stands in a folder of its mailbox. A mailbox that cannot be asked does not know.
func (d *daemon) stands(ctx context.Context, row store.Row, role mailbox.Role) bool {
	b := d.box(row.Mailbox)
	if b == nil {
		return false
	}
	found, err := b.FindMessageID(ctx, role, row.MessageID)
	if err != nil {
		d.log.Warn("a letter of unknown fate could not be looked for", "id", row.ID, "error", err)
	}
	return found
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
		if err := d.fileCopy(ctx, b, row); err != nil {
			b.log.Warn("the copy could not be filed in Sent and is tried again", "id", row.ID, "error", err)
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

// box returns the watched mailbox of an address, or nil.
func (d *daemon) box(address string) *box {
	for _, b := range d.boxes {
		if b.address == address {
			return b
		}
	}
	return nil
}

func addresses(list []mailbox.Address) string {
	s := ""
	for i, a := range list {
		if i > 0 {
			s += ", "
		}
		s += a.Mail
	}
	return s
}

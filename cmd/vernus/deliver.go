package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
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
	if again, why := d.closed(row, now); why != nil {
		return d.db.Postpone(ctx, row.ID, why.Error(), again)
	}
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
		_, err := d.db.Withdraw(ctx, row.ID, verdict.WithdrawnWhy())
		return err
	case letters.Wait:
		return d.db.Postpone(ctx, row.ID, strings.TrimSpace(string(verdict.Reason)+" "+verdict.Detail), verdict.Again)
	}
	result := d.hand(ctx, row, now)
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

// closed returns until when the way of a letter is left alone because it failed just now, and why; why is nil while it
// is open. So that many letters do not try the same locked door in turn.
func (d *daemon) closed(row store.Row, now time.Time) (again time.Time, why error) {
	if row.Via == letters.BySMTP {
		sender, _ := d.cfg.Sender(row.Mailbox)
		if p := d.smtp[account(sender)]; p != nil && !p.over(now) {
			return p.till, p.last
		}
	}
	if b := d.box(row.Mailbox); b != nil && (row.ToClient || row.Via != letters.BySMTP) {
		return b.left(now)
	}
	return time.Time{}, nil
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
	team, err := d.teamAt(ctx, now)
	if err != nil {
		later.Detail = "the last look failed: " + err.Error()
		return later
	}
	c, err := d.caseOf(ctx, team, row, now)
	if err != nil {
		later.Detail = "the last look failed: " + err.Error()
		return later
	}
	for _, w := range c.Conversation.Written {
		if w.Key == row.Key {
			verdict := d.writer.Leave(d.policyOf(team), c, w, now)
			if verdict.Action == letters.Wait && verdict.Again.IsZero() {
				verdict.Again = now.Add(lookLater)
			}
			return verdict
		}
	}
	later.Detail = "the letter is not among those written in its conversation"
	return later
}

// lookLater is when a letter is looked at again that waits for nothing with a time of its own, such as a pause without end.
const lookLater = 5 * time.Minute

// caseOf is what is owed where a letter belongs, from fresh mail.
func (d *daemon) caseOf(ctx context.Context, team *rules.Team, row store.Row, now time.Time) (letters.Case, error) {
	if row.Conversation == 0 {
		a, err := d.freshAccount(ctx, row, now)
		return accountCase(a, rules.CheckAccount(a, team, now).Findings), err
	}
	c, err := d.freshly(ctx, row, now)
	return letters.Case{Conversation: c, Findings: rules.Check(c, team, now).Findings}, err
}

// freshAccount returns the account of a letter's client after one more look into the mailbox that the letter is of, which
// must succeed, and into those of colleagues who have written to him.
func (d *daemon) freshAccount(ctx context.Context, row store.Row, now time.Time) (rules.Account, error) {
	a, err := d.db.Account(ctx, row.Client, now)
	if err != nil {
		return a.Account, err
	}
	err = d.readAgain(ctx, row.Mailbox, now, func(box string) bool {
		return slices.ContainsFunc(a.Letters, func(l rules.Line) bool { return l.From.Mail == box })
	})
	if err != nil {
		return a.Account, err
	}
	a, err = d.db.Account(ctx, row.Client, now)
	return a.Account, err
}

// freshly returns the conversation of a letter after one more look into the mailbox it is of, which must succeed, and
// into those of colleagues who have the conversation and may have answered in it.
func (d *daemon) freshly(ctx context.Context, row store.Row, now time.Time) (rules.Conversation, error) {
	c, err := d.conversation(ctx, row.Conversation)
	if err != nil {
		return c, err
	}
	err = d.readAgain(ctx, row.Mailbox, now, func(box string) bool {
		return slices.ContainsFunc(c.Entries, func(e rules.Entry) bool { return slices.Contains(e.Mailboxes, box) })
	})
	if err != nil {
		return c, err
	}
	return d.conversation(ctx, row.Conversation)
}

// readAgain looks once more into a mailbox, which must succeed, and into the others that matter.
func (d *daemon) readAgain(ctx context.Context, must string, now time.Time, matters func(box string) bool) error {
	for _, b := range d.boxes {
		if b.address != must && !matters(b.address) {
			continue
		}
		if err := d.readBox(ctx, now, b); err != nil {
			return err
		}
		if b.address == must && b.reading.failures > 0 {
			return b.reading.last
		}
	}
	return nil
}

func (d *daemon) conversation(ctx context.Context, id int64) (rules.Conversation, error) {
	found, err := d.db.Conversations(ctx, id)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("there is no conversation %d", id)
	}
	if err != nil {
		return rules.Conversation{}, err
	}
	return found[0].Conversation, nil
}

// hand gives a letter to its way: SMTP, or a folder of a watched mailbox.
func (d *daemon) hand(ctx context.Context, row store.Row, now time.Time) outcome {
	transmitting := func() error {
		d.step("note transmission")
		err := d.db.Transmit(ctx, row.ID)
		d.step("transmit")
		return err
	}
	switch row.Via {
	case letters.ToInbox:
		return d.put(ctx, row, now, mailbox.RoleInbox, nil, transmitting)
	case letters.ToDrafts:
		return d.put(ctx, row, now, mailbox.RoleDrafts, []string{`\Draft`}, transmitting)
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
	result := sender.Send(ctx, row.From.Mail, to, row.Raw, transmitting)
	d.noteAccount(account(sender), result, now)
	return outcome{result}
}

// account names what several letters leave by.
func account(s letters.SMTP) string { return fmt.Sprintf("%s at %s:%d", s.User, s.Host, s.Port) }

// noteAccount remembers whether letters can leave by an account at all.
func (d *daemon) noteAccount(name string, r letters.Result, now time.Time) {
	if !r.Account {
		delete(d.smtp, name)
		return
	}
	if d.smtp[name] == nil {
		d.smtp[name] = &pause{}
	}
	d.smtp[name].note(r.Err, now, mailbox.Backoff{First: time.Minute, Most: time.Hour}, 0)
}

// put appends a letter to a folder, unless it stands there already: an append whose answer was lost is not repeated.
func (d *daemon) put(ctx context.Context, row store.Row, now time.Time, role mailbox.Role, flags []string, transmitting func() error) outcome {
	b := d.box(row.Mailbox)
	if b == nil {
		return outcome{letters.Result{Phase: letters.Failed, Err: fmt.Errorf("%s is no watched mailbox any more", row.Mailbox)}}
	}
	found := false
	err := b.file(now, func() (err error) {
		if found, err = b.FindMessageID(ctx, role, row.MessageID); err != nil || found {
			return err
		}
		if err := transmitting(); err != nil {
			return err
		}
		return b.Append(ctx, role, row.Raw, flags, row.Created)
	})
	switch {
	case err != nil:
		return outcome{letters.Result{Phase: letters.Queued, Err: fmt.Errorf("put into %s of %s: %w", role, row.Mailbox, err)}}
	case found:
		return outcome{letters.Result{Phase: letters.Sent, Response: "stood there already"}}
	}
	return outcome{letters.Result{Phase: letters.Sent, Response: "appended"}}
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

package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

// digests writes the daily digest of every lead whose time for it has come. After a time of standstill it comes once.
func (d *daemon) digests(ctx context.Context, now time.Time) error {
	var errs []error
	for _, lead := range d.policy.Leads {
		if err := d.digest(ctx, lead, now); err != nil {
			errs = append(errs, fmt.Errorf("digest for %s: %w", lead.Address, err))
		}
	}
	return errors.Join(errs...)
}

func (d *daemon) digest(ctx context.Context, lead letters.Lead, now time.Time) error {
	mark := "digest " + lead.Address
	last, err := d.db.Mark(ctx, mark)
	if err != nil {
		return err
	}
	if last.After(now) {
		last = time.Time{} // the clock went wrong and was put back; the key keeps a day's digest from coming twice
	}
	if _, due := letters.DigestDue(now, last, lead.Digest, lead.Calendar); !due {
		return nil
	}
	data, err := d.digestData(ctx, lead, last, now)
	if err != nil {
		return err
	}
	letter, err := d.writer.Digest(d.policy, data, now)
	if err != nil {
		return err
	}
	d.step("queue the digest")
	// The key holds the day: if we die between these two, the same digest is not written twice.
	if _, err := d.db.Enqueue(ctx, store.Decision{Now: now, Letters: []letters.Letter{letter}}); err != nil {
		return err
	}
	d.step("mark the digest")
	return d.db.SetMark(ctx, mark, now)
}

// digestData gathers what a lead should know.
func (d *daemon) digestData(ctx context.Context, lead letters.Lead, since, now time.Time) (letters.DigestData, error) {
	if since.IsZero() {
		since = now.Add(-24 * time.Hour)
	}
	data := letters.DigestData{Lead: lead.Address}
	findings, err := d.db.Findings(ctx)
	if err != nil {
		return data, err
	}
	for _, f := range findings {
		if !d.leads(lead, f.Manager) {
			continue
		}
		if f.Kind != rules.Unanswered {
			data.Matters = append(data.Matters, f)
			continue
		}
		data.Open = append(data.Open, letters.OpenOf(f))
		doubts, err := d.doubts(ctx, lead, f)
		if err != nil {
			return data, err
		}
		data.Unsure = append(data.Unsure, doubts...)
	}
	rows, err := d.db.Outbox(ctx, store.OutboxFilter{Since: since})
	if err != nil {
		return data, err
	}
	for _, r := range rows {
		if d.leads(lead, r.Manager) && r.Kind != letters.Digest {
			data.Letters = append(data.Letters, letters.DigestLetter{
				Kind: r.Kind, Mode: r.Mode, Phase: r.Phase, Manager: r.Manager, Client: r.Client, To: addresses(r.To), Subject: r.Subject, At: r.Created,
			})
		}
	}
	held, err := d.db.Held(ctx, since)
	if err != nil {
		return data, err
	}
	for _, h := range held {
		if d.leads(lead, h.Manager) {
			data.Held = append(data.Held, h.Held)
		}
	}
	return data, d.digestHealth(ctx, lead, &data, since, now)
}

// waitsLong is how long a letter that has not been tried yet may wait before the lead hears of it.
const waitsLong = time.Hour

// digestHealth adds what is wrong with reading and sending.
func (d *daemon) digestHealth(ctx context.Context, lead letters.Lead, data *letters.DigestData, since, now time.Time) error {
	health, err := d.db.Health(ctx)
	if err != nil {
		return err
	}
	for _, m := range health.Mailboxes {
		if d.leads(lead, m.Address) {
			data.Mailboxes = append(data.Mailboxes, letters.DigestMailbox{Address: m.Address, LastRead: m.Read, FailingSince: m.FailingSince, Error: m.Error})
		}
	}
	quarantine, err := d.db.Quarantine(ctx, 50)
	if err != nil {
		return err
	}
	count := map[string]int{}
	for _, q := range quarantine {
		if count[q.Mailbox]++; count[q.Mailbox] == 1 && d.leads(lead, q.Mailbox) {
			data.Quarantined = append(data.Quarantined, letters.DigestQuarantine{Mailbox: q.Mailbox, Error: q.Error})
		}
	}
	for i := range data.Quarantined {
		data.Quarantined[i].Count = count[data.Quarantined[i].Mailbox]
	}
	malformed, err := malformedSince(ctx, d.db, since)
	if err != nil {
		return err
	}
	for _, m := range malformed {
		data.Invitations = append(data.Invitations, letters.DigestInvitation{From: m.From, Subject: m.Subject, At: m.At, Error: m.Error})
	}
	rows, err := d.db.Outbox(ctx, store.OutboxFilter{Phases: []letters.Phase{letters.Failed, letters.Uncertain, letters.Queued}})
	if err != nil {
		return err
	}
	for _, r := range rows {
		waits := r.Phase == letters.Queued && r.Attempts == 0 && now.Sub(r.Created) < waitsLong
		if !d.leads(lead, r.Manager) || waits {
			continue
		}
		data.Outbox = append(data.Outbox, letters.DigestOutbox{Key: r.Key, Phase: r.Phase, To: addresses(r.To), Subject: r.Subject, Error: r.Why, Since: r.Created})
	}
	return nil
}

// doubts lists the letters that a finding rests on and that may have been read wrongly.
func (d *daemon) doubts(ctx context.Context, lead letters.Lead, f rules.Finding) ([]letters.DigestUnsure, error) {
	found, err := d.db.Conversations(ctx, f.Conversation)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var out []letters.DigestUnsure
	for _, e := range found[0].Entries {
		if !slices.Contains(f.Letters, e.ID) {
			continue
		}
		language := cmp.Or(lead.Language, d.policy.Language)
		if why := letters.Doubt(language, e.Message); why != "" {
			out = append(out, letters.DigestUnsure{Manager: f.Manager, Client: f.Client, Subject: e.Subject, Words: shorten(e.NewText, 120), Why: why})
		}
	}
	return out, nil
}

// leads reports whether a manager is in a lead's care. What belongs to nobody is told to every lead.
func (d *daemon) leads(lead letters.Lead, manager string) bool {
	for _, m := range d.policy.Managers {
		if m.Address == manager {
			return m.Lead == lead.Address || m.Lead == ""
		}
	}
	return true
}

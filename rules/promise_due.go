package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Promising is the rule that each date we give a client is kept, or moved before it passes: the manager is warned before,
// told when it has passed, and his lead when it stays so (P1).
type Promising struct {
	Warn     time.Duration // working time before it is due; 0: no warning
	Escalate time.Duration // working time after it was due
}

// Validate reports settings that make no sense.
func (r Promising) Validate() error {
	if r.Warn < 0 {
		return fmt.Errorf("the time to warn before a promise is due must not be negative, is %v", r.Warn)
	}
	return positive("the time after which a broken promise is escalated", r.Escalate)
}

// Check finds the promises with a date that come due or are overdue.
func (r Promising) Check(v *view) (findings []Finding, again []time.Time) {
	for _, p := range v.pledges() {
		if p.Due.IsZero() {
			continue
		}
		stage, at, next := r.stage(v, p)
		if !next.IsZero() {
			again = append(again, next)
		}
		if stage == 0 || p.told() || p.Answer && stage > StageDueSoon && len(v.open) > 0 {
			continue // that an answer is late is told with the question that it was promised to
		}
		f := v.about(p, "P1", PromiseDue)
		f.Stage, f.ActAt = stage, at
		f.ReturnBy = v.endOfNextDay(p.calendar)
		f.Because = fmt.Sprintf("promised for %s", p.Due.In(p.calendar.Location()).Format(time.RFC3339))
		if stage >= StagePast {
			f.Missed = p.calendar.Between(p.Due, v.now)
			f.Because += ", and nothing shows that it was kept"
		}
		f.Derivation = append(f.Derivation, r.derivation(v, p)...)
		findings = append(findings, f)
	}
	return findings, again
}

// stage returns which stage a promise has reached and since when, and when the next is reached.
func (r Promising) stage(v *view, p pledge) (stage int, at, next time.Time) {
	warn, err := p.calendar.Sub(p.Due, r.Warn)
	lead, err2 := p.calendar.Add(p.Due, r.Escalate)
	if err != nil || err2 != nil {
		return 0, at, next
	}
	switch {
	case !lead.After(v.now):
		return StageBroken, lead, next
	case !p.Due.After(v.now):
		return StagePast, p.Due, lead
	case r.Warn == 0 || !warn.After(p.At): // it was promised so shortly before that a warning would tell nothing new
		return 0, at, p.Due
	case !warn.After(v.now):
		return StageDueSoon, warn, p.Due
	}
	return 0, at, warn
}

func (r Promising) derivation(v *view, p pledge) []string {
	const stamp = "Mon 2 Jan 2006 15:04 MST"
	loc := p.calendar.Location()
	lines := []string{fmt.Sprintf("%q promises it for %s", p.Text, p.Due.In(loc).Format(stamp))}
	if warn, err := p.calendar.Sub(p.Due, r.Warn); err == nil && v.now.Before(p.Due) {
		lines = append(lines, fmt.Sprintf("the warning comes %s of working time before", worktime.Span(r.Warn)))
		for _, s := range p.calendar.Trace(warn, p.Due) {
			lines = append(lines, s.String())
		}
		return lines
	}
	for _, s := range p.calendar.Trace(p.Due, v.now) {
		lines = append(lines, s.String())
	}
	return append(lines, fmt.Sprintf("overdue by %s of working time; the lead hears after %s", worktime.Span(p.calendar.Between(p.Due, v.now)), worktime.Span(r.Escalate)))
}

// pledge is an open promise of ours with who gave it.
type pledge struct {
	Commitment
	key      string // of promiseKeys
	manager  string // address of who gave it or substitutes for him; of who answers for the conversation when he is no manager
	calendar *worktime.Calendar
	contact  mailbox.Address // who it was given to
	written  time.Time       // its letter; Commitment.At is that of a ruling which moved it
	imported bool
}

// told reports whether the promise is that of an acknowledgement of Vernus, which the reminders to answer count by.
func (p pledge) told() bool { return p.Text == "" }

// pledges returns our open promises, oldest first.
func (v *view) pledges() []pledge {
	var all []pledge
	keys := promiseKeys{}
	for _, c := range v.ledger.Promised {
		if key := keys.next(c); c.Open() {
			all = append(all, v.pledge(c, key))
		}
	}
	return all
}

// pledge finds out who gave a promise and to whom.
func (v *view) pledge(c Commitment, key string) pledge {
	p := pledge{Commitment: c, key: key, written: c.At, manager: v.manager, calendar: v.calendar}
	e := v.entry(c.Letter)
	if e == nil {
		return p
	}
	p.imported, p.written = e.Imported, e.At
	if m, ok := v.team.Directory.Manager(e.From.Mail); ok {
		p.manager, p.calendar = v.team.SubstituteFor(m.Address, v.now), v.team.CalendarOf(m.Address)
	}
	p.contact = v.reach(v.clientIn(e))
	return p
}

// clientIn returns the person of the client that a letter of ours is to.
func (v *view) clientIn(e *Entry) mailbox.Address {
	for _, list := range [][]mailbox.Address{e.To, e.Cc} {
		for _, a := range list {
			if c, ok := v.team.Directory.Client(a.Mail); ok && c.Name == v.Client {
				return a
			}
		}
	}
	return mailbox.Address{}
}

// about is a finding about a promise.
func (v *view) about(p pledge, rule string, kind Kind) Finding {
	return Finding{
		Rule: rule, Kind: kind, Key: string(kind) + ":" + p.key, Conversation: v.ID, Client: v.Client, Manager: p.manager, Contact: p.contact,
		Subject: v.Subject, MessageID: p.Letter, Letters: []string{p.Letter}, Quotes: []string{p.Text}, Since: p.written, Due: p.Due,
		Imported: p.imported,
	}
}

// endOfNextDay is the end of the working day after this one: by when something can honestly be promised anew.
func (v *view) endOfNextDay(c *worktime.Calendar) time.Time {
	next, err := c.AddDays(v.now, 1)
	if err != nil {
		return time.Time{}
	}
	closing, ok := c.Closing(next)
	if !ok {
		return time.Time{}
	}
	return closing
}

package rules

import (
	"fmt"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Closing is the rule that after work is done the client is asked whether all is well (P5).
type Closing struct {
	After int // working days after it was done
	From  int // only work that took so many working days or more; 0: any
	Until int // working days after which it is too late to ask
}

// Validate reports settings that make no sense.
func (r Closing) Validate() error {
	if r.After < 1 || r.From < 0 || r.Until <= r.After {
		return fmt.Errorf("a closing check needs at least 1 working day after the work, and a later end: after %d, from %d, until %d", r.After, r.From, r.Until)
	}
	return nil
}

// Check finds work that was done a while ago and of which the client has said nothing since.
func (r Closing) Check(v *view) ([]Finding, []time.Time) {
	if len(v.open) > 0 || len(v.ledger.OpenPromises()) > 0 || len(v.ledger.Waiting()) > 0 {
		return nil, nil
	}
	done, ok := v.lastKept(r.From)
	if !ok || v.clientWroteSince(done.Closed) {
		return nil, nil
	}
	f := v.about(done, "P5", ClosingDue)
	if v.checked(f.Key) || v.unsettled() {
		return nil, nil
	}
	f.MessageID, f.Letters, f.Since = done.ClosedBy, []string{done.ClosedBy}, done.Closed
	if e := v.entry(done.ClosedBy); e != nil {
		f.Contact, f.Imported = v.reach(v.clientIn(e)), e.Imported
	}
	f.Because = "the promise was kept " + done.Closed.Format(time.RFC3339) + ", and the client has said nothing since"
	return v.closingCheck(f, done.Closed, r)
}

// closingCheck gives a finding its time: some working days after what was done, or after what we have written since, and
// not for ever.
func (v *view) closingCheck(f Finding, done time.Time, r Closing) ([]Finding, []time.Time) {
	if v.asksSince(done, f.Contact) {
		return nil, nil
	}
	cal, from := v.team.CalendarOf(f.Manager), v.wroteLast(done, f.Contact)
	at, err := cal.AddDays(from, r.After)
	until, err2 := cal.AddDays(from, r.Until)
	switch {
	case err != nil || err2 != nil || !until.After(v.now):
		return nil, nil
	case at.After(v.now):
		return nil, []time.Time{at}
	}
	f.ActAt, f.Due = at, at
	return []Finding{f}, []time.Time{until}
}

// wroteLast is when one of ours wrote last in the conversation, or elsewhere to the same person, if that was after a
// moment; else that moment.
func (v *view) wroteLast(after time.Time, to mailbox.Address) time.Time {
	for e, elsewhere := range v.letters() {
		if v.oursSince(e, after) && (!elsewhere || e.addressedTo(to)) {
			after = e.At
		}
	}
	return after
}

// asksSince reports whether one of ours has asked the same person something elsewhere after a moment, and nobody at the
// client has written since: he has been heard of by us, and a question whether all is well would be the second on the table.
func (v *view) asksSince(after time.Time, to mailbox.Address) bool {
	for e, elsewhere := range v.letters() {
		if elsewhere && v.oursSince(e, after) && e.addressedTo(to) && (has(e.Reading, reading.Question) || has(e.Reading, reading.Request)) && !v.clientWroteSince(e.At) {
			return true
		}
	}
	return false
}

// oursSince reports whether a person of ours wrote a letter after a moment, and by now.
func (v *view) oursSince(e Entry, after time.Time) bool {
	return e.Direction == mailbox.Outgoing && e.Kind == mailbox.Human && !e.Own && e.At.After(after) && !e.At.After(v.now)
}

// checked reports whether the client has been asked already whether all is well, for another duty, and has not written
// since.
func (v *view) checked(duty string) bool {
	return slices.ContainsFunc(v.Written, func(w Written) bool {
		return w.ToClient && w.Kind == "closing_check" && w.Duty != duty && (w.Phase == "sent" || w.Phase == "uncertain") && !v.clientWroteSince(w.At)
	})
}

// lastKept returns the promise that was kept last by a letter of ours, if it took as long as asked.
func (v *view) lastKept(days int) (pledge, bool) {
	var last pledge
	keys := promiseKeys{}
	for _, c := range v.ledger.Promised {
		key := keys.next(c)
		by := v.entry(c.ClosedBy)
		if c.Answer || c.Text == "" || !c.Kept() || c.Closed.Before(last.Closed) || by == nil || by.Direction != mailbox.Outgoing {
			continue
		}
		p := v.pledge(c, key)
		if long, err := p.calendar.AddDays(c.At, days); err == nil && !c.Closed.Before(long) {
			last = p
		}
	}
	return last, !last.Closed.IsZero()
}

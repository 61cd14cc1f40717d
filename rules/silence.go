package rules

import (
	"errors"
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Updating is the rule that a client hears from us regularly while his project runs, even when there is nothing to ask
// (U1). A project runs until the day that the client's entry names; without one, as long as both sides write.
type Updating struct {
	Within int           // working days after our last letter that the next one is due; 0: never
	Active time.Duration // ordinary time without letters after which a project without a named end is over
	Least  int           // so many letters of either side within Active make a project without a named end; at least one
}

// Validate reports settings that make no sense.
func (r Updating) Validate() error {
	if r.Within < 0 || r.Least < 0 {
		return errors.New("the days between updates and the number of letters that make a project must not be negative")
	}
	return positive("the time after which a project is over", r.Active)
}

// CheckAccount finds a client who has not heard from us for too long.
func (r Updating) CheckAccount(v *accountView) ([]Finding, []time.Time) {
	ours := v.past(mailbox.Outgoing, true)
	end, runs := r.ends(v)
	if r.Within == 0 || len(ours) == 0 || !runs || v.asksLast() {
		return nil, nil
	}
	last := ours[len(ours)-1]
	due, err := v.calendar.AddDays(last.At, r.Within)
	if err != nil {
		return nil, nil
	}
	again := []time.Time{due, end}
	if due.After(v.now) {
		return nil, again
	}
	f := v.finding("U1", Silence, last.ID)
	f.Contact, f.Subject, f.MessageID, f.Letters, f.Imported = v.contact(), last.Subject, last.ID, []string{last.ID}, last.Imported
	f.Since, f.Due, f.ActAt = last.At, due, due
	f.Days = r.Within + v.daysBetween(due, v.now)
	f.Because = fmt.Sprintf("the client has heard nothing from us for %d working days", f.Days)
	f.Derivation = r.derivation(v, last, due)
	if next, err := v.calendar.AddDays(last.At, f.Days+1); err == nil {
		again = append(again, next) // a day more
	}
	return []Finding{f}, again
}

// ends returns when the project of the client's that is under way is over; zero when none is, or it has no end in sight.
func (r Updating) ends(v *accountView) (end time.Time, runs bool) {
	if end = v.profile.ActiveUntil; !end.IsZero() {
		return end, v.now.Before(end)
	}
	for _, d := range []mailbox.Direction{mailbox.Incoming, mailbox.Outgoing} {
		lines := v.past(d, false)
		if len(lines) < max(r.Least, 1) {
			return time.Time{}, false
		}
		over := lines[len(lines)-max(r.Least, 1)].At.Add(r.Active)
		if end.IsZero() || over.Before(end) {
			end = over
		}
	}
	return end, v.now.Before(end)
}

// asksLast reports whether the client has asked something since our last letter: then he awaits an answer, no update.
func (v *accountView) asksLast() bool {
	for i := len(v.Letters) - 1; i >= 0; i-- {
		l := v.Letters[i]
		switch {
		case l.At.After(v.now) || l.Kind != mailbox.Human && !l.Own:
		case l.Direction == mailbox.Outgoing:
			return false
		case l.Direction == mailbox.Incoming && l.Asks:
			return true
		}
	}
	return false
}

// daysBetween counts whole working days from one moment to another.
func (v *accountView) daysBetween(a, b time.Time) int {
	for n := 0; ; n++ {
		at, err := v.calendar.AddDays(a, n+1)
		if err != nil || at.After(b) {
			return n
		}
	}
}

func (r Updating) derivation(v *accountView, last Line, due time.Time) []string {
	const stamp = "Mon 2 Jan 2006 15:04 MST"
	loc := v.calendar.Location()
	lines := []string{
		fmt.Sprintf("our last letter, %q, was written %s", last.Subject, last.At.In(loc).Format(stamp)),
		fmt.Sprintf("the standard is a letter in %d working days", r.Within),
	}
	for _, s := range v.calendar.Trace(last.At, due) {
		lines = append(lines, s.String())
	}
	lines = append(lines, "due "+due.In(loc).Format(stamp))
	if end := v.profile.ActiveUntil; !end.IsZero() {
		return append(lines, "the project runs until "+end.In(loc).Format(stamp))
	}
	return append(lines, fmt.Sprintf("a project runs: at least %d letters of either side in %s", r.Least, dayCount(r.Active)))
}

// dayCount tells a time of the calendar: "30 days", or in hours what is no whole days.
func dayCount(d time.Duration) string {
	const day = 24 * time.Hour
	switch {
	case d == day:
		return "a day"
	case d > 0 && d%day == 0:
		return fmt.Sprintf("%d days", d/day)
	}
	return worktime.Span(d)
}

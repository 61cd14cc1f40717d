package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Escalating is the rule that the lead learns of what got stuck: overdue by too much, or asked for again when it was
// overdue already or more than once (A7, A8).
type Escalating struct {
	After   time.Duration // working time past the deadline
	Repeats int           // so many reminders of the client's are enough, overdue or not; 0: never by that
}

// The stages of an escalation.
const (
	StageRepeatedToLead = 1
	StageStuck          = 2
)

// Validate reports settings that make no sense.
func (r Escalating) Validate() error {
	if r.Repeats < 0 {
		return fmt.Errorf("the number of reminders to escalate at must not be negative, is %d", r.Repeats)
	}
	return positive("the time after which to escalate", r.After)
}

// Check finds what the lead should be told now, or whom the client's chain names instead.
func (r Escalating) Check(v *view) ([]Finding, []time.Time) {
	if len(v.open) == 0 {
		return nil, nil
	}
	chain := v.team.Profiles[v.Client].Chain
	deadline := v.deadline()
	late, at, again := r.stage(v.calendar, deadline, v.now, max(len(chain), 1))
	f := v.finding("A8", Escalate)
	switch {
	case late > 0:
		f.Stage, f.ActAt = StageStuck+late-1, at
		f.Because = fmt.Sprintf("overdue by more than %s of working time", worktime.Span(time.Duration(late)*r.After))
		if !v.team.chained(&f, chain, late, v.now) {
			return nil, again
		}
	case r.askedTooOften(v):
		f.Rule, f.Stage, f.ActAt = "A7", StageRepeatedToLead, v.lastFrom(mailbox.Incoming, v.now).At
		f.Because = "the client had to ask again" + times(f.Repeated)
		f.Readers = v.team.head(chain, f.Manager, v.now)
	default:
		return nil, again
	}
	return []Finding{f}, again
}

func (r Escalating) askedTooOften(v *view) bool {
	n := v.repeated()
	if n == 0 {
		return false
	}
	last := v.lastFrom(mailbox.Incoming, v.now)
	return r.Repeats > 0 && n >= r.Repeats || last != nil && last.At.After(v.deadline())
}

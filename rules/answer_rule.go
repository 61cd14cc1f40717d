package rules

import (
	"time"
)

// Answer is the rule that a client's question, request or complaint is answered in substance in time (A1, A6, A7).
type Answer struct {
	Within time.Duration // working time of the manager, from the oldest unanswered letter
}

// Validate reports a setting that makes no sense.
func (r Answer) Validate() error { return positive("the time to answer", r.Within) }

// Check finds what the client still waits for.
func (r Answer) Check(v *view) ([]Finding, []time.Time) {
	if len(v.open) == 0 {
		return nil, nil
	}
	f := v.finding("A1", Unanswered)
	f.ActAt = v.deadline()
	f.Because = unanswered(v.questions()) + " since " + v.since.In(v.calendar.Location()).Format(time.RFC3339)
	if f.Repeated > 0 {
		f.Rule = "A7"
		f.Because += ", asked again" + times(f.Repeated)
	}
	return []Finding{f}, []time.Time{v.due, v.deadline()}
}

package rules

import (
	"fmt"
	"time"
)

// Nudging is the rule that the manager is reminded: before the standard runs out if so set, when it has run out or the
// time that the client was told has passed, and when the client asks again (A8, A7). Each stage is told once, a later
// stage silences the earlier ones.
type Nudging struct {
	RemindAt float64 // share of the time to answer after which the manager is reminded; 0: not before it is overdue
}

// The stages of a nudge.
const (
	StageWaiting  = 1 // the client waits, the standard has not run out
	StageOverdue  = 2
	StageRepeated = 3 // the client has asked again
)

// Validate reports a setting that makes no sense.
func (r Nudging) Validate() error { return fraction("the share at which to remind", r.RemindAt) }

// Check finds what the manager should be told now.
func (r Nudging) Check(v *view) ([]Finding, []time.Time) {
	if len(v.open) == 0 {
		return nil, nil
	}
	stage, at, again := r.stage(v)
	if stage == 0 {
		return nil, again
	}
	f := v.finding("A8", Nudge)
	f.Stage, f.ActAt = stage, at
	if v.manager != v.owner {
		f.Key += ":" + v.manager // who takes over hears of what is open, though the other was told
	}
	switch stage {
	case StageWaiting:
		f.Because = "the client waits and the standard runs out at " + v.due.Format(time.RFC3339)
	case StageOverdue:
		f.Because = "overdue since " + v.deadline().Format(time.RFC3339)
	default:
		f.Rule = "A7"
		f.Key = fmt.Sprintf("%s:%d", f.Key, f.Repeated)
		f.Because = "the client has asked again" + times(f.Repeated)
	}
	return []Finding{f}, again
}

// stage returns the highest stage reached, since when, and the moments at which it may change.
func (r Nudging) stage(v *view) (stage int, at time.Time, again []time.Time) {
	deadline := v.deadline()
	again = []time.Time{deadline}
	if r.RemindAt > 0 && v.ledger.State == NeedsReply && v.ruled == nil {
		remind, err := v.calendar.Add(v.since, time.Duration(r.RemindAt*float64(v.standard.Answer.Within)))
		if err == nil {
			again = append(again, remind)
			if !remind.After(v.now) {
				stage, at = StageWaiting, remind
			}
		}
	}
	if v.now.After(deadline) || v.now.Equal(deadline) {
		stage, at = StageOverdue, deadline
	}
	if last := v.lastFrom("incoming", v.now); v.repeated() > 0 && last != nil {
		stage, at = StageRepeated, last.At
	}
	return stage, at, again
}

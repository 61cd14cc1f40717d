package rules

import (
	"fmt"
	"time"
)

// Moving is the rule that a date is moved in advance: announcing it on the day or later is a fault (P2).
type Moving struct {
	Remember int // working days for which a date that was moved late is shown
}

// Validate reports a setting that makes no sense.
func (r Moving) Validate() error {
	if r.Remember < 1 {
		return fmt.Errorf("a date moved late must be shown for at least 1 working day, is %d", r.Remember)
	}
	return nil
}

// Check finds the dates that were moved too late, for a while.
func (r Moving) Check(v *view) (findings []Finding, again []time.Time) {
	keys := promiseKeys{}
	for _, c := range v.ledger.Promised {
		p := v.pledge(c, keys.next(c))
		if !c.Moved() || c.MovedInTime(p.calendar.Location()) || p.told() {
			continue
		}
		until, err := p.calendar.AddDays(c.Closed, r.Remember)
		if err != nil || !until.After(v.now) {
			continue
		}
		f := v.about(p, "P2", MovedLate)
		f.ActAt, f.Because = c.Closed, fmt.Sprintf("the date was moved %s, on its day or later", c.Closed.Format(time.RFC3339))
		findings, again = append(findings, f), append(again, until)
	}
	return findings, again
}

package rules

import (
	"time"

	"vernus/rules/reading"
)

// Undated is the rule that a promise names its date: «скоро» and "shortly" are worth nothing to a client (P3).
type Undated struct {
	After time.Duration // working time after which the manager is asked for the date
}

// Validate reports a setting that makes no sense.
func (r Undated) Validate() error {
	return positive("the time after which to ask for a promise's date", r.After)
}

// Check finds the promises without a date.
func (r Undated) Check(v *view) (findings []Finding, again []time.Time) {
	if len(v.ledger.Waiting()) > 0 {
		return nil, nil // when it will be done depends on the client, and he knows
	}
	for _, p := range v.pledges() {
		if !p.Due.IsZero() || p.Precision != reading.None || p.told() {
			continue
		}
		at, err := p.calendar.Add(p.At, r.After)
		if err != nil {
			continue
		}
		if at.After(v.now) {
			again = append(again, at)
			continue
		}
		f := v.about(p, "P3", Floating)
		f.ActAt, f.ReturnBy = at, v.endOfNextDay(p.calendar)
		f.Because = "promised without a date"
		findings = append(findings, f)
	}
	return findings, again
}

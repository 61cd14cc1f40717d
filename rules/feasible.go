package rules

import (
	"fmt"
	"time"

	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// Feasible is the rule that only what can be done is promised: not for a day off, the night or the time of an absence (P4).
type Feasible struct {
	Off bool // do not look at it
}

// Validate finds nothing wrong: there is nothing to set wrongly.
func (Feasible) Validate() error { return nil }

// Why nobody works at the time of a promise: the Note of an Unfeasible finding, unless the day has a name of its own.
const (
	NoteWeekend = "weekend"
	NoteHoliday = "holiday"
	NoteAbsent  = "absent"
	NoteHours   = "hours" // a working day, outside of its hours
)

// Check finds the promises for a time at which the one who gave them does not work.
func (r Feasible) Check(v *view) (findings []Finding, again []time.Time) {
	if r.Off {
		return nil, nil
	}
	for _, p := range v.pledges() {
		if p.Due.IsZero() || !p.Due.After(v.now) || p.told() {
			continue
		}
		note := idle(p.calendar, p.Due, p.Precision)
		if note == "" {
			continue
		}
		f := v.about(p, "P4", Unfeasible)
		f.ActAt, f.Note = p.At, note
		f.Because = fmt.Sprintf("promised for %s, when nobody works: %s", p.Due.In(p.calendar.Location()).Format(time.RFC3339), note)
		findings, again = append(findings, f), append(again, p.Due)
	}
	return findings, again
}

// idle tells why nobody works at a moment; "" when somebody does. The moment that a window closes belongs to it: a due
// time may fall on it. Where only a day was promised, its hour is our assumption: it is enough that the day is worked.
func idle(c *worktime.Calendar, t time.Time, p reading.Precision) string {
	if c.IsOpen(t) || c.IsOpen(t.Add(-time.Nanosecond)) {
		return ""
	}
	day := c.Day(t)
	if p != reading.Minute && len(day.Windows) > 0 {
		return ""
	}
	switch day.Kind {
	case worktime.Weekend:
		return NoteWeekend
	case worktime.Holiday:
		return NoteHoliday
	case worktime.Absent:
		return NoteAbsent
	}
	return NoteHours
}

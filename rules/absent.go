package rules

import (
	"maps"
	"slices"
	"time"

	"vernus/rules/worktime"
)

// With returns the team as it is with the absences that people ruled and that stand at a moment, and with who has stopped the
// letters to clients. Nobody works while he is absent, unless a substitute is named: then work goes on, and is the
// substitute's. Of an absence without an end the clocks run on: what waits for somebody who may never come back must become
// overdue, so that others hear of it.
func (t *Team) With(rulings []Ruling, now time.Time) *Team {
	var absences, stopped []Ruling
	for _, r := range standing(rulings, now) {
		switch r.Kind {
		case Absence:
			absences = append(absences, r)
		case Stopped:
			stopped = append(stopped, r)
		}
	}
	if len(absences)+len(stopped) == 0 {
		return t
	}
	with := *t
	with.Stopped = stopped
	with.Absences = slices.Concat(t.Absences, absences)
	with.Calendars = maps.Clone(t.Calendars)
	if with.Calendars == nil {
		with.Calendars = map[string]*worktime.Calendar{}
	}
	for _, a := range absences {
		cal := with.CalendarOf(a.Manager).Present()
		for _, away := range with.absencesOf(a.Manager) {
			if away.Substitute == "" && !away.To.IsZero() {
				cal = cal.WithAbsences(worktime.Absence{From: away.From, To: away.To, Why: away.Why})
			}
		}
		with.Calendars[a.Manager] = cal
	}
	return &with
}

// AbsenceOf returns the absence of a manager at a moment, with who is to answer at that moment: of several named who is named
// for longest, else who is named for the time before.
func (t *Team) AbsenceOf(manager string, at time.Time) (Ruling, bool) {
	for _, away := range t.absencesOf(manager) {
		if !away.Covers(at) {
			continue
		}
		var last Ruling
		for _, a := range t.Absences {
			if a.Manager == manager && a.Substitute != "" && a.Covers(at) && (last.Kind == "" || a.To.IsZero() || !last.To.IsZero() && a.To.After(last.To)) {
				last = a
			}
		}
		if last.Kind != "" {
			away.Substitute = last.Substitute
		}
		return away, true
	}
	return Ruling{}, false
}

// SubstituteFor returns who answers for a manager at a moment: himself, or while he is absent his substitute, or that
// one's. Of substitutes that are absent all around, the manager himself; of one who is absent without a substitute, that one.
func (t *Team) SubstituteFor(manager string, at time.Time) string {
	who := manager
	for range len(t.Absences) + 1 {
		a, away := t.AbsenceOf(who, at)
		if !away || a.Substitute == "" {
			return who
		}
		who = a.Substitute
	}
	return manager
}

// here reports whether somebody is not absent at a moment.
func (t *Team) here(who string, at time.Time) bool {
	_, away := t.AbsenceOf(who, at)
	return !away
}

// turns returns the moments at which absences of a manager, or of those who substitute, begin and end: who answers may
// change then.
func (t *Team) turns(manager string) []time.Time {
	var at []time.Time
	seen, queue := map[string]bool{}, []string{manager}
	for len(queue) > 0 {
		who := queue[0]
		if queue = queue[1:]; seen[who] {
			continue
		}
		seen[who] = true
		for _, a := range t.Absences {
			if a.Manager == who {
				at = append(at, a.From, a.To)
				if a.Substitute != "" {
					queue = append(queue, a.Substitute)
				}
			}
		}
	}
	return at
}

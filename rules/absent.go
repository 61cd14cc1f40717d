package rules

import (
	"maps"
	"slices"
	"time"

	"vernus/rules/worktime"
)

// With returns the team as it is with the absences that people ruled and that stand at a moment. Nobody works while he is
// absent, unless a substitute is named: then work goes on, and is the substitute's.
func (t *Team) With(rulings []Ruling, now time.Time) *Team {
	var absences []Ruling
	for _, r := range standing(rulings, now) {
		if r.Kind == Absence {
			absences = append(absences, r)
		}
	}
	if len(absences) == 0 {
		return t
	}
	with := *t
	with.Absences = slices.Concat(t.Absences, absences)
	with.Calendars = maps.Clone(t.Calendars)
	if with.Calendars == nil {
		with.Calendars = map[string]*worktime.Calendar{}
	}
	for _, a := range absences {
		if a.Substitute == "" {
			with.Calendars[a.Manager] = with.CalendarOf(a.Manager).WithAbsences(worktime.Absence{From: a.From, To: a.To, Why: a.Why})
		}
	}
	return &with
}

// AbsenceOf returns the absence of a manager at a moment, the one that ends last.
func (t *Team) AbsenceOf(manager string, at time.Time) (Ruling, bool) {
	var last Ruling
	found := false
	for _, a := range t.Absences {
		if a.Manager != manager || !a.Covers(at) {
			continue
		}
		if !found || a.To.IsZero() || !last.To.IsZero() && a.To.After(last.To) {
			last, found = a, true
		}
	}
	return last, found
}

// SubstituteFor returns who answers for a manager at a moment: himself, or while he is absent his substitute, or that
// one's. Of substitutes that are absent all around, the manager himself.
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

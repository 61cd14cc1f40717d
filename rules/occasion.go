package rules

import (
	"cmp"
	"fmt"
	"time"

	"vernus/rules/worktime"
)

// Remembering is the rule that days which matter to a client are met: the end of a contract, an anniversary (U4). The
// manager is reminded some time before, once for each such day; where the client's entry names a letter, with that.
type Remembering struct {
	Before time.Duration // ordinary time before the day, where the client's entry does not say
}

// The stages of an occasion.
const (
	StageComing = 1 // the day comes near
	StageToday  = 2 // it is here; only of an occasion whose letter belongs to the day itself
)

// Validate reports settings that make no sense.
func (r Remembering) Validate() error {
	return positive("the time before a day that matters", r.Before)
}

// CheckAccount finds the days that come near.
func (r Remembering) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	for _, o := range v.profile.Occasions {
		for _, day := range o.around(v.now) {
			f, at := r.look(v, o, day)
			again = append(again, at...)
			if f.Kind != "" {
				findings = append(findings, f)
			}
		}
	}
	return findings, again
}

// look says whether it is time to think of an occasion on one of its days. On a day off, or when the time before it is all
// days off, that is the last working day before.
func (r Remembering) look(v *accountView, o Occasion, day time.Time) (Finding, []time.Time) {
	over := nextDay(day)
	begin := workingDay(v.calendar, day.Add(-cmp.Or(o.Before, r.Before)), over)
	greet := workingDay(v.calendar, day, over)
	again := []time.Time{begin, greet, over}
	if v.now.Before(begin) || !v.now.Before(over) {
		return Finding{}, again
	}
	f := v.finding("U4", OccasionDue, o.Name+":"+day.Format(time.DateOnly))
	f.Stage, f.Note, f.Letter = StageComing, o.Name, o.Letter
	f.Since, f.Due, f.ActAt = begin, day, begin
	switch {
	case !o.OnDay:
	case v.now.Before(greet):
		f.Letter = ""
	default:
		f.Stage, f.ActAt = StageToday, greet
	}
	f.Contact = v.contact()
	f.Because = fmt.Sprintf("%s: %s", o.Name, day.Format("2 January 2006"))
	f.Derivation = []string{
		fmt.Sprintf("the client's entry names %s, %s", day.Format("Mon 2 Jan 2006"), o.Name),
		fmt.Sprintf("the manager is reminded %s before, on %s", dayCount(cmp.Or(o.Before, r.Before)), begin.Format("Mon 2 Jan 2006 15:04")),
	}
	return f, again
}

// around returns the days of an occasion that may matter at a moment: of a yearly one that of this year and the next,
// never one before the first. The 29th of February is the 28th in other years.
func (o Occasion) around(now time.Time) []time.Time {
	if !o.Yearly {
		return []time.Time{o.Day}
	}
	var days []time.Time
	year := now.In(o.Day.Location()).Year()
	for y := year; y <= year+1; y++ {
		if day := yearly(o.Day, y); y >= o.Day.Year() {
			days = append(days, day)
		}
	}
	if year < o.Day.Year()-1 {
		days = append(days, o.Day)
	}
	return days
}

func yearly(day time.Time, year int) time.Time {
	at := time.Date(year, day.Month(), day.Day(), 0, 0, 0, 0, day.Location())
	if at.Month() != day.Month() {
		return time.Date(year, day.Month()+1, 0, 0, 0, 0, 0, day.Location())
	}
	return at
}

// workingDay is the first opening from a moment's day on; the last one before it when that would be too late.
func workingDay(cal *worktime.Calendar, at, before time.Time) time.Time {
	opening := morning(cal, at)
	if opening.Before(before) {
		return opening
	}
	if closed, err := cal.Sub(opening, 1); err == nil {
		return morning(cal, closed)
	}
	return opening
}

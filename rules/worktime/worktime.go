// Package worktime counts working time: when a manager is at work, how much of that lies between two moments, and the
// moment at which so much of it has passed. A calendar has windows for each day of the week ("Mon-Fri
// 09:00-13:00,14:00-18:00; Sat 10:00-14:00"), an IANA time zone, a table of days that are off, shortened or opened, and
// the absences of a person.
//
// Everything rests on one function, Calendar.open, which walks the real open intervals; nothing is ever reckoned by
// multiplying days with hours. A window opens at the first moment at which the clock on the wall has reached its
// beginning, and closes likewise at its end: where clocks are put forward over it, it loses the hour, where they are put
// back inside it, it is an hour longer.
//
// Russia's production calendar since 2013 is built in (ru.txt, whose head describes the format that tables of your own
// are written in). In a year without a table the statutory holidays hold, with the transfers that follow from the law
// alone; Calendar.Known tells of such years, and days and derivations say so. Without any table (holidays "none")
// every day is as the hours say.
//
// The package is pure but for reading a table file in New.
package worktime

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Config describes a calendar.
type Config struct {
	Timezone string // IANA name: "Europe/Moscow"
	Hours    string // "Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-14:00"; "" is DefaultHours
	Holidays string // "ru", "none", or the path of a table file; "" is "none"
}

// DefaultHours are the hours of a calendar whose config names none.
const DefaultHours = "Mon-Fri 09:00-18:00"

// Interval is the time from From up to, but not including, To.
type Interval struct {
	From, To time.Time
}

// Absence is a time in which a person does not work, whatever the calendar says. A zero To means until further notice.
type Absence struct {
	From, To time.Time
	Why      string // "vacation"; shown to people
}

// ErrNeverOpen is returned when no working time is found within patience: everything is closed or covered by absences.
var ErrNeverOpen = errors.New("the calendar has no working time within ten years: check its hours and absences")

// Calendar tells working time. It never changes, so any number of goroutines may use it.
type Calendar struct {
	*schedule
	absences []Absence
	absent   []Interval // the same, sorted and merged
}

// schedule is what calendars that differ only in absences share.
type schedule struct {
	loc   *time.Location
	week  week
	table *table   // nil: no holidays
	years sync.Map // int → *year, built when first asked for
}

// New makes a calendar. Its errors name the setting, or file and line, and what to write instead.
func New(c Config) (*Calendar, error) {
	if c.Timezone == "" || c.Timezone == "Local" {
		return nil, fmt.Errorf("timezone %q: name one by place, such as Europe/Moscow", c.Timezone)
	}
	loc, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return nil, fmt.Errorf("timezone %q: %w: write it like Europe/Moscow", c.Timezone, err)
	}
	hours, err := parseHours(cmp.Or(c.Hours, DefaultHours))
	if err != nil {
		return nil, fmt.Errorf("hours: %w", err)
	}
	holidays, err := loadTable(cmp.Or(c.Holidays, "none"))
	if err != nil {
		return nil, fmt.Errorf("holidays: %w", err)
	}
	return &Calendar{schedule: &schedule{loc: loc, week: hours, table: holidays}}, nil
}

// WithAbsences returns the calendar of a person who is away at these times, besides those of c.
func (c *Calendar) WithAbsences(a ...Absence) *Calendar {
	all := slices.Concat(c.absences, a)
	for i := range all {
		if all[i].To.IsZero() {
			all[i].To = endOfTime
		}
	}
	away := make([]Interval, len(all))
	for i, a := range all {
		away[i] = Interval{a.From, a.To}
	}
	return &Calendar{schedule: c.schedule, absences: all, absent: merge(away)}
}

// Present returns the calendar of somebody who is never away.
func (c *Calendar) Present() *Calendar { return &Calendar{schedule: c.schedule} }

// Location returns the calendar's time zone. All times that the calendar returns are in it.
func (c *Calendar) Location() *time.Location { return c.loc }

// Known tells whether the calendar has a table for a year. Where it has not, only the holidays of every year are known,
// and what is moved, shortened or opened by decree is not. A calendar without holidays has nothing to know.
func (c *Calendar) Known(year int) bool { return c.table.known(year) }

// endOfTime is past any moment that the walk reaches.
var endOfTime = time.Date(lastYear+1, time.December, 31, 0, 0, 0, 0, time.UTC)

// merge returns the union of intervals as a sorted list that does not touch. Empty and reversed ones are dropped.
func merge(sets ...[]Interval) []Interval {
	all := slices.DeleteFunc(slices.Concat(sets...), func(i Interval) bool { return !i.From.Before(i.To) })
	slices.SortFunc(all, func(a, b Interval) int { return a.From.Compare(b.From) })
	merged := all[:0]
	for _, i := range all {
		if n := len(merged); n > 0 && !i.From.After(merged[n-1].To) {
			if i.To.After(merged[n-1].To) {
				merged[n-1].To = i.To
			}
			continue
		}
		merged = append(merged, i)
	}
	return merged
}

package mailbox

import (
	"slices"
	"time"
)

// maxOccurrences is how many occurrences one event gives at most, maxDays how many days of a rule are looked at: an
// invitation comes from outside, and none may cost more than a moment, whatever its rule says.
const (
	maxOccurrences = 4000
	maxDays        = 20_000
)

// civil is a day of the calendar without a zone, as a number; 0 is 1 January 1970.
type civil int

func civilOf(t time.Time) civil {
	y, m, d := t.Date()
	return civil(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func (d civil) date() (int, time.Month, int) { return d.utc().Date() }
func (d civil) utc() time.Time               { return time.Unix(int64(d)*86400, 0).UTC() }
func (d civil) weekday() time.Weekday        { return time.Weekday(((int(d)+4)%7 + 7) % 7) }

// each calls yield with the starts of a rule's occurrences that are not before from, in order, until to, or until yield
// returns false. The start of the event is the first occurrence whether it fits the rule or not (RFC 5545 3.8.5.3).
func (r *Recurrence) each(start, from, to time.Time, yield func(time.Time) bool) {
	count := 0
	give := func(t time.Time) bool {
		if !r.Until.IsZero() && t.After(r.Until) || !t.Before(to) || r.Count > 0 && count == r.Count {
			return false
		}
		count++
		return t.Before(from) || yield(t)
	}
	if !give(start) {
		return
	}
	budget, countable := maxDays, r.Count > 0 && r.Until.IsZero() && len(r.positions) == 0
	began, over, beyond := civilOf(start), civilOf(from)-2, civilOf(to)+2 // two days more than zones can differ
	for period := r.firstPeriod(start, from); budget > 0; period++ {
		first, last := r.bounds(began, period)
		if last < first { // beyond the calendar
			return
		}
		budget -= int(last-first) + 1
		if first > beyond {
			return
		}
		if period > 0 && countable && last < over {
			if n := r.number(first, last); count+n < r.Count {
				count += n // long over: that there were so many is enough
				continue
			}
		}
		for _, t := range r.times(first, last, start.Location()) {
			if t.After(start) && !give(t) {
				return
			}
		}
	}
}

// firstPeriod returns the period to begin with: the first one, where all have to be counted, else one before from.
func (r *Recurrence) firstPeriod(start, from time.Time) int {
	if r.Count > 0 || !from.After(start) {
		return 0
	}
	days := int(civilOf(from) - civilOf(start))
	length := map[string]int{"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[r.Every]
	return max(0, days/length/r.Interval-1)
}

// bounds returns the first and the last day of a period: a day, a week, a month, a year.
func (r *Recurrence) bounds(start civil, period int) (first, last civil) {
	n := period * r.Interval
	switch r.Every {
	case "DAILY":
		return start + civil(n), start + civil(n)
	case "WEEKLY":
		first = start - civil((int(start.weekday())-int(r.weekStart)+7)%7) + civil(7*n)
		return first, first + 6
	}
	y, m, _ := start.date()
	if r.Every == "MONTHLY" {
		at := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		return civilOf(at), civilOf(at.AddDate(0, 1, -1))
	}
	at := time.Date(y+n, 1, 1, 0, 0, 0, 0, time.UTC)
	return civilOf(at), civilOf(at.AddDate(1, 0, -1))
}

// times returns the occurrences within a period, in order.
func (r *Recurrence) times(first, last civil, loc *time.Location) []time.Time {
	var list []time.Time
	r.eachDay(first, last, func(y int, m time.Month, day int) {
		for _, hour := range r.hours {
			for _, minute := range r.minutes {
				for _, second := range r.seconds {
					list = append(list, time.Date(y, m, day, hour, minute, second, 0, loc))
				}
			}
		}
	})
	if len(r.positions) == 0 {
		return list
	}
	var picked []time.Time
	for _, p := range r.positions {
		if i := fromEnd(p, len(list)); i >= 1 && i <= len(list) {
			picked = append(picked, list[i-1])
		}
	}
	slices.SortFunc(picked, time.Time.Compare)
	return slices.CompactFunc(picked, time.Time.Equal)
}

// number returns how many occurrences a period has, where the rule does not pick some of them by their position.
func (r *Recurrence) number(first, last civil) int {
	n := 0
	r.eachDay(first, last, func(int, time.Month, int) { n++ })
	return n * len(r.hours) * len(r.minutes) * len(r.seconds)
}

// eachDay calls yield with the days of a period that fit the rule.
func (r *Recurrence) eachDay(first, last civil, yield func(int, time.Month, int)) {
	for d := first; d <= last; d++ {
		y, m, day := d.date()
		if len(r.months) > 0 && !slices.Contains(r.months, int(m)) {
			d += civil(daysIn(y, m) - day) // on to the next month
			continue
		}
		if r.fits(d, y, m, day) {
			yield(y, m, day)
		}
	}
}

// fromEnd makes the number of a member, which counts from the end when it is negative, one that counts from the beginning.
func fromEnd(n, of int) int {
	if n < 0 {
		return of + 1 + n
	}
	return n
}

// fits tells whether a day of one of the rule's months is one of the rule's.
func (r *Recurrence) fits(d civil, y int, m time.Month, day int) bool {
	if len(r.days) > 0 && !r.fitsWeekday(d, y, m) {
		return false
	}
	if len(r.monthDays) > 0 && !anyOf(r.monthDays, day, daysIn(y, m)) {
		return false
	}
	if len(r.yearDays) > 0 {
		if length := int(yearStart(y+1) - yearStart(y)); !anyOf(r.yearDays, int(d-yearStart(y))+1, length) {
			return false
		}
	}
	return len(r.weeks) == 0 || r.fitsWeek(d, y)
}

// anyOf tells whether a list has the number n of so many; the list may count from the end.
func anyOf(list []int, n, of int) bool {
	for _, want := range list {
		if fromEnd(want, of) == n {
			return true
		}
	}
	return false
}

func daysIn(y int, m time.Month) int { return time.Date(y, m+1, 0, 0, 0, 0, 0, time.UTC).Day() }

func yearStart(y int) civil { return civilOf(time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC)) }

// fitsWeekday tells whether a day is one of the rule's weekdays, and if they are numbered that one of its month or year.
func (r *Recurrence) fitsWeekday(d civil, y int, m time.Month) bool {
	for _, want := range r.days {
		if want.day != d.weekday() {
			continue
		}
		first, length := yearStart(y), int(yearStart(y+1)-yearStart(y))
		switch {
		case want.n == 0 || r.Every == "DAILY" || r.Every == "WEEKLY" || len(r.weeks) > 0:
			return true
		case r.Every == "MONTHLY" || len(r.months) > 0:
			first, length = civilOf(time.Date(y, m, 1, 0, 0, 0, 0, time.UTC)), daysIn(y, m)
		}
		before, after := int(d-first)/7, (length-1-int(d-first))/7
		if want.n == before+1 || want.n == -(after+1) {
			return true
		}
	}
	return false
}

// fitsWeek tells whether a day lies in one of the rule's weeks of the year; the first has four days of it at least.
func (r *Recurrence) fitsWeek(d civil, y int) bool {
	first := r.weekOne(y)
	if d < first {
		first = r.weekOne(y - 1)
	} else if next := r.weekOne(y + 1); d >= next {
		first = next
	}
	fy, _, _ := (first + 7).date()
	weeks := int(r.weekOne(fy+1)-first) / 7
	return anyOf(r.weeks, int(d-first)/7+1, weeks)
}

// weekOne returns the day on which the first week of a year begins.
func (r *Recurrence) weekOne(y int) civil {
	jan4 := yearStart(y) + 3
	return jan4 - civil((int(jan4.weekday())-int(r.weekStart)+7)%7)
}

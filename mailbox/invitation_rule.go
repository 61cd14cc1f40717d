package mailbox

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Recurrence is a rule by which an event repeats (RRULE, RFC 5545 3.3.10). Rules by the hour, minute or second are not
// among them: no meeting repeats so.
type Recurrence struct {
	Every    string    // DAILY, WEEKLY, MONTHLY, YEARLY
	Interval int       // each how many of them, at least 1
	Count    int       // how many there are, the first included; 0: no such limit
	Until    time.Time // the last moment that one may start at; zero: no such limit

	months, weeks, yearDays, monthDays []int
	days                               []numberedDay
	hours, minutes, seconds, positions []int
	weekStart                          time.Weekday
}

// numberedDay is a weekday, and which one of the month or the year: 1 the first, -1 the last, 0 every one.
type numberedDay struct {
	n   int
	day time.Weekday
}

// maxTimes is how many times of a day a rule may name.
const maxTimes = 24

var weekdays = map[string]time.Weekday{
	"SU": time.Sunday, "MO": time.Monday, "TU": time.Tuesday, "WE": time.Wednesday, "TH": time.Thursday, "FR": time.Friday, "SA": time.Saturday,
}

// parseRule reads a rule for an event that starts at start.
func parseRule(value string, start time.Time, allDay bool) (*Recurrence, error) {
	rule := &Recurrence{Interval: 1, weekStart: time.Monday}
	for part := range strings.SplitSeq(strings.ToUpper(strings.TrimSpace(value)), ";") {
		key, v, ok := strings.Cut(strings.TrimSpace(part), "=")
		if part == "" {
			continue
		}
		if !ok {
			return nil, fmt.Errorf("%q is no part of a rule: it should look like FREQ=WEEKLY", clip(part))
		}
		if err := rule.part(strings.TrimSpace(key), strings.TrimSpace(v), start, allDay); err != nil {
			return nil, err
		}
	}
	if rule.Every == "" {
		return nil, fmt.Errorf("%q does not say how often: FREQ is missing", clip(value))
	}
	if n := max(len(rule.hours), 1) * max(len(rule.minutes), 1) * max(len(rule.seconds), 1); n > maxTimes {
		return nil, fmt.Errorf("it repeats %d times a day: no meeting does", n)
	}
	rule.complete(start)
	return rule, nil
}

// part reads one part of a rule. Parts that the standard does not know are left out.
func (r *Recurrence) part(key, v string, start time.Time, allDay bool) (err error) {
	switch key {
	case "FREQ":
		switch v {
		case "DAILY", "WEEKLY", "MONTHLY", "YEARLY":
			r.Every = v
		case "SECONDLY", "MINUTELY", "HOURLY":
			return fmt.Errorf("it repeats %s: no meeting does", strings.ToLower(v))
		default:
			return fmt.Errorf("FREQ=%s is none of DAILY, WEEKLY, MONTHLY, YEARLY", clip(v))
		}
	case "INTERVAL":
		r.Interval, err = numberWithin(key, v, 1, 10000)
	case "COUNT":
		r.Count, err = numberWithin(key, v, 1, 1<<30)
	case "UNTIL":
		r.Until, err = until(v, start, allDay)
	case "WKST":
		day, ok := weekdays[v]
		if !ok {
			return fmt.Errorf("WKST=%s is no day of the week", clip(v))
		}
		r.weekStart = day
	case "BYMONTH":
		r.months, err = numbers(key, v, 1, 12, false)
	case "BYWEEKNO":
		r.weeks, err = numbers(key, v, 1, 53, true)
	case "BYYEARDAY":
		r.yearDays, err = numbers(key, v, 1, 366, true)
	case "BYMONTHDAY":
		r.monthDays, err = numbers(key, v, 1, 31, true)
	case "BYDAY":
		r.days, err = numberedDays(v)
	case "BYHOUR":
		r.hours, err = numbers(key, v, 0, 23, false)
	case "BYMINUTE":
		r.minutes, err = numbers(key, v, 0, 59, false)
	case "BYSECOND":
		r.seconds, err = numbers(key, v, 0, 59, false)
	case "BYSETPOS":
		r.positions, err = numbers(key, v, 1, 366*maxTimes, true)
	}
	return err
}

// complete adds what a rule leaves to the event's start: the day, the weekday, the time.
func (r *Recurrence) complete(start time.Time) {
	if len(r.yearDays)+len(r.monthDays)+len(r.days) == 0 {
		switch {
		case r.Every == "YEARLY" && len(r.weeks) > 0, r.Every == "WEEKLY":
			r.days = []numberedDay{{0, start.Weekday()}}
		case r.Every == "YEARLY" && len(r.months) == 0:
			r.months = []int{int(start.Month())}
			r.monthDays = []int{start.Day()}
		case r.Every != "DAILY":
			r.monthDays = []int{start.Day()}
		}
	}
	r.hours = orOne(r.hours, start.Hour())
	r.minutes = orOne(r.minutes, start.Minute())
	r.seconds = orOne(r.seconds, start.Second())
}

// orOne returns the list in order, each number once; the one given when it is empty.
func orOne(list []int, one int) []int {
	if len(list) == 0 {
		return []int{one}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// until reads the end of a rule. One without a time holds for the whole day, as does that of an event of whole days.
func until(v string, start time.Time, allDay bool) (time.Time, error) {
	digits, suffix, err := splitTime(v)
	if err != nil {
		return time.Time{}, err
	}
	if allDay || len(digits) == 8 {
		day, err := dateTime(digits[:8], start.Location())
		return day.AddDate(0, 0, 1).Add(-time.Second), err
	}
	loc := start.Location()
	if suffix == "Z" {
		loc = time.UTC
	} else if suffix != "" {
		z, err := offsetZone(suffix)
		if err != nil {
			return time.Time{}, err
		}
		loc = z.location
	}
	return dateTime(digits, loc)
}

func numberWithin(key, v string, least, most int) (int, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(v, "+"))
	if err != nil || n < least || n > most {
		return 0, fmt.Errorf("%s=%s is no number from %d to %d", key, clip(v), least, most)
	}
	return n, nil
}

// numbers reads a list; with negative its numbers may count from the end.
func numbers(key, v string, least, most int, negative bool) ([]int, error) {
	var list []int
	for one := range strings.SplitSeq(v, ",") {
		n, err := strconv.Atoi(strings.TrimPrefix(strings.TrimSpace(one), "+"))
		if size := cmp.Or(abs(n), least); err != nil || size < least || size > most || n < 0 && !negative || n == 0 && least > 0 {
			return nil, fmt.Errorf("%s=%s: %q is no number from %d to %d", key, clip(v), clip(one), least, most)
		}
		list = append(list, n)
	}
	return list, nil
}

func abs(n int) int { return max(n, -n) }

// numberedDays reads BYDAY: MO, 2TU, -1FR.
func numberedDays(v string) ([]numberedDay, error) {
	var list []numberedDay
	for one := range strings.SplitSeq(v, ",") {
		one = strings.TrimSpace(one)
		name := strings.TrimLeft(one, "+-0123456789")
		day, ok := weekdays[name]
		n, err := 0, error(nil)
		if number := strings.TrimSuffix(one, name); number != "" {
			n, err = strconv.Atoi(strings.TrimPrefix(number, "+"))
		}
		if !ok || err != nil || abs(n) > 53 {
			return nil, fmt.Errorf("BYDAY=%s: %q is no day of the week", clip(v), clip(one))
		}
		list = append(list, numberedDay{n, day})
	}
	return list, nil
}

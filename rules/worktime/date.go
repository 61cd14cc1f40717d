package worktime

import "time"

// date is a day of the calendar as the number of days since 1 January 1970. It knows no time zone.
type date int

// The years that calendars reach over.
const (
	firstYear = 1
	lastYear  = 9999
)

// The days that calendars reach over.
var (
	firstDay = firstOf(firstYear)
	lastDay  = firstOf(lastYear+1) - 1
)

// dateOf returns the day that a clock in t's zone shows.
func dateOf(t time.Time) date { return dayOf(t.Date()) }

func dayOf(y int, m time.Month, d int) date {
	return date(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

func firstOf(year int) date { return dayOf(year, time.January, 1) }

func (d date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d date) civil() (int, time.Month, int) { return d.utc().Date() }

func (d date) year() int { return d.utc().Year() }

func (d date) weekday() time.Weekday { return d.utc().Weekday() }

func (d date) isWeekend() bool { return d.weekday() == time.Saturday || d.weekday() == time.Sunday }

func (d date) String() string { return d.utc().Format(time.DateOnly) }

// monthDay is a day of every year.
type monthDay struct {
	month time.Month
	day   int
}

func (d date) monthDay() monthDay {
	_, m, day := d.civil()
	return monthDay{m, day}
}

// in returns that day of a year; false for 29 February in most.
func (md monthDay) in(year int) (date, bool) {
	d := dayOf(year, md.month, md.day)
	return d, d.monthDay() == md
}

// instant returns the first moment at which the clock on the wall has reached so many minutes since the midnight of d.
// A time of day that comes twice is its first coming; one that is skipped is the moment of the skip.
func (d date) instant(minutes int, loc *time.Location) time.Time {
	wall := int64(d)*86400 + int64(minutes)*60
	y, m, day := d.civil()
	t := time.Date(y, m, day, 0, minutes, 0, 0, loc)
	begin, end := t.ZoneBounds()
	switch shown := wallSeconds(t); {
	case shown > wall: // skipped, t lies behind the skip
		return begin
	case shown < wall: // skipped, t lies before it
		return end
	case begin.IsZero():
		return t
	}
	_, before := begin.Add(-1).Zone()
	if first := time.Unix(wall-int64(before), 0).In(loc); first.Before(begin) {
		return first
	}
	return t
}

// wallSeconds is what the clock on the wall shows, as if it were UTC.
func wallSeconds(t time.Time) int64 {
	_, offset := t.Zone()
	return t.Unix() + int64(offset)
}

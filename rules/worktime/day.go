package worktime

import (
	"slices"
	"time"
)

// Kind is what sort of day a day is.
type Kind string

// The kinds of days.
const (
	Working   Kind = "working"
	Shortened Kind = "shortened" // worked, but for its last hour
	Opened    Kind = "opened"    // a day off that is worked instead of another
	Weekend   Kind = "weekend"   // not worked by the hours
	Holiday   Kind = "holiday"   // closed by the table
	Absent    Kind = "absent"    // worked, but the person is away all day
)

// Day is one day of a calendar.
type Day struct {
	Date    time.Time // its midnight
	Kind    Kind
	Windows []Interval // when it is open, less the person's absences; empty on a day off
	Name    Name       // of a Holiday; of an Absent day why, in both languages
	Short   bool       // the last hour is not worked; opened days can be short too
	For     time.Time  // of an Opened day: the midnight of the day that it is worked instead of
	Assumed bool       // its year has no table: what is moved, shortened or opened by decree is not known
}

// Day returns the day that t falls on.
func (c *Calendar) Day(t time.Time) Day {
	day := c.day(dateOf(t.In(c.loc)))
	if len(c.absent) == 0 || len(day.Windows) == 0 {
		return day
	}
	var left []Interval
	for _, w := range day.Windows {
		left = append(left, without(w, c.absent)...)
	}
	if len(left) == 0 {
		day.Kind = Absent
		why := c.whyAbsent(day.Windows[0].From)
		day.Name = Name{why, why}
	}
	day.Windows = left
	return day
}

// whyAbsent returns the reason of the absence that covers a moment.
func (c *Calendar) whyAbsent(t time.Time) string {
	for _, a := range c.absences {
		if !t.Before(a.From) && t.Before(a.To) && a.Why != "" {
			return a.Why
		}
	}
	return "absent"
}

// DayLength returns the working time of a usual day: the most frequent length among the days of the week, the longest
// of equally frequent ones.
func (c *Calendar) DayLength() time.Duration {
	count := map[time.Duration]int{}
	best := time.Duration(0)
	for _, windows := range c.week {
		length := time.Duration(0)
		for _, w := range windows {
			length += time.Duration(w.to-w.from) * time.Minute
		}
		if length == 0 {
			continue
		}
		count[length]++
		if n := count[length]; n > count[best] || n == count[best] && length > best {
			best = length
		}
	}
	return best
}

// year is what is kept of a year: the windows of its days, and what the table says of it. Whole days are made when they
// are asked for, so that the calendars of a hundred managers stay small.
type year struct {
	first      date
	windows    [][]Interval // by day of the year
	exceptions map[date]exception
}

func (y *year) has(d date) bool { return d >= y.first && int(d-y.first) < len(y.windows) }

// day returns a day, absences aside.
func (s *schedule) day(d date) Day { return s.buildDay(d, s.yearOf(d).exceptions[d]) }

func (s *schedule) yearOf(d date) *year {
	n := d.year()
	if y, ok := s.years.Load(n); ok {
		return y.(*year)
	}
	y, _ := s.years.LoadOrStore(n, s.build(n))
	return y.(*year)
}

func (s *schedule) build(n int) *year {
	y := &year{first: firstOf(n), exceptions: s.table.exceptions(n)}
	for d := y.first; d < firstOf(n+1); d++ {
		y.windows = append(y.windows, s.buildDay(d, y.exceptions[d]).Windows)
	}
	return y
}

func (s *schedule) buildDay(d date, x exception) Day {
	day := Day{Date: d.instant(0, s.loc), Kind: Working, Assumed: !s.table.known(d.year())}
	windows := s.week[d.weekday()]
	switch replaced := s.week[x.replaces.weekday()]; {
	case x.off:
		day.Kind, day.Name, windows = Holiday, x.name, nil
	case x.open && len(replaced) > 0:
		day.Kind, day.For, windows = Opened, x.replaces.instant(0, s.loc), replaced
	}
	if len(windows) == 0 && day.Kind == Working {
		day.Kind = Weekend
	}
	if x.short && len(windows) > 0 {
		windows, day.Short = shorten(windows, 60), true
		if day.Kind == Working {
			day.Kind = Shortened
		}
	}
	for _, w := range windows {
		if i := (Interval{d.instant(w.from, s.loc), d.instant(w.to, s.loc)}); i.From.Before(i.To) {
			day.Windows = append(day.Windows, i)
		}
	}
	return day
}

// shorten takes so many minutes of work off the end of a day.
func shorten(windows []window, minutes int) []window {
	left := slices.Clone(windows)
	for minutes > 0 && len(left) > 0 {
		last := &left[len(left)-1]
		if length := last.to - last.from; length <= minutes {
			minutes -= length
			left = left[:len(left)-1]
			continue
		}
		last.to -= minutes
		minutes = 0
	}
	return left
}

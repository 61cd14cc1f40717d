package rules

import (
	"cmp"
	"slices"
	"time"
)

// Figures are how a period went: for everybody together, and apart for each manager and client, over the weeks and days.
type Figures struct {
	Period
	All        Score
	Managers   []Score // by address, those with anything to count
	Clients    []Score // by name, likewise
	Weeks      []Week
	Days       []Day
	Responses  []Response // that count, by when they were asked
	Promises   []Promised // by when they were made
	Wanted     []Wanting
	Complaints []Displeasure
	Doubts     []Doubt
}

// Score is what is counted for one manager, one client, or all.
type Score struct {
	Name       string // of a manager, his address; "" for all
	Received   int    // letters of clients' people
	Written    int    // letters of ours to clients, written by people
	Asked      int    // Responses that count: answered, or not yet
	Answered   int
	InTime     int             // answered within the standard
	Late       int             // answered later, or open and overdue
	Waiting    int             // open, and the standard has not run out
	Median     time.Duration   // of the time to the first answer, over those answered; 0 when there are none
	P90        time.Duration   // likewise: nine of ten took at most this
	Repeated   int             // Responses in which the client had to ask again
	Promises   map[Outcome]int // of promises with a date
	Undated    int             // promises without a date
	Wanted     int             // asked of the client
	WantedOpen int             // … and still not there
	Complaints int
	Doubts     int
}

// Share is a part of a whole.
type Share struct{ Part, Of int }

// Percent returns the share in percent, rounded down, so that 100 means all; 0 of nothing.
func (s Share) Percent() int {
	if s.Of == 0 {
		return 0
	}
	return 100 * s.Part / s.Of
}

// Standard is the share answered within the standard, of all that are answered or overdue. What waits and is not yet due
// counts on neither side.
func (s Score) Standard() Share { return Share{s.InTime, s.InTime + s.Late} }

// Kept is the share of promises kept in time or moved before their day, of all with a date that were decided; dropped
// ones count on neither side (P1).
func (s Score) Kept() Share {
	return Share{s.Promises[KeptInTime] + s.Promises[MovedBefore], s.decided()}
}

// Dates is the share of promises kept at the date first given, of the same.
func (s Score) Dates() Share { return Share{s.Promises[KeptInTime], s.decided()} }

func (s Score) decided() int {
	n := 0
	for _, o := range []Outcome{KeptInTime, KeptLate, MovedBefore, MovedAfter, Overdue} {
		n += s.Promises[o]
	}
	return n
}

// Week is how long first answers took to what was asked in a week.
type Week struct {
	From        time.Time // Monday, midnight
	Asked       int
	InTime      int
	Late        int
	Median, P90 time.Duration
}

// Day is what was open at the end of a day, or of the period.
type Day struct {
	At      time.Time
	Open    int // questions and requests of clients
	Overdue int // of these, for which the standard had run out
}

// FiguresOf counts what was measured. Days and weeks are those of the team's calendar.
func FiguresOf(measured []Measured, t *Team, p Period) Figures {
	f := Figures{Period: p}
	tally := newTally()
	var spans []Span
	for _, m := range measured {
		for _, r := range m.Responses {
			if !r.Settled {
				f.Responses = append(f.Responses, r)
			}
		}
		f.Promises, f.Wanted = append(f.Promises, m.Promises...), append(f.Wanted, m.Wanted...)
		f.Complaints, f.Doubts = append(f.Complaints, m.Complaints...), append(f.Doubts, m.Doubts...)
		spans = append(spans, m.Asked...)
		tally.letters(m)
	}
	byTime(f.Responses, func(r Response) time.Time { return r.Asked })
	byTime(f.Promises, func(p Promised) time.Time { return p.At })
	byTime(f.Wanted, func(w Wanting) time.Time { return w.Asked })
	byTime(f.Complaints, func(d Displeasure) time.Time { return d.At })
	byTime(f.Doubts, func(d Doubt) time.Time { return d.At })
	tally.figures(&f)
	f.All, f.Managers, f.Clients = tally.all.score(""), scores(tally.managers), scores(tally.clients)
	f.Weeks = weeks(f.Responses, p, t.Calendar.Location())
	f.Days = days(spans, p, t.Calendar.Location())
	return f
}

func byTime[T any](list []T, at func(T) time.Time) {
	slices.SortStableFunc(list, func(a, b T) int { return at(a).Compare(at(b)) })
}

// tally counts for everybody at once.
type tally struct {
	all               *count
	managers, clients map[string]*count
}

// count is a score being counted, with the times that its median is of.
type count struct {
	Score
	took []time.Duration
}

func newTally() *tally {
	return &tally{&count{}, map[string]*count{}, map[string]*count{}}
}

// of calls add with the counts of a manager, a client and all.
func (t *tally) of(manager, client string, add func(c *count)) {
	add(t.all)
	for _, one := range []struct {
		in   map[string]*count
		name string
	}{{t.managers, manager}, {t.clients, client}} {
		if one.in[one.name] == nil {
			one.in[one.name] = &count{}
		}
		add(one.in[one.name])
	}
}

func (t *tally) letters(m Measured) {
	for manager, n := range m.Received {
		t.of(manager, m.Client, func(c *count) { c.Received += n })
	}
	for manager, n := range m.Written {
		t.of(manager, m.Client, func(c *count) { c.Written += n })
	}
}

func (t *tally) figures(f *Figures) {
	for i := range f.Responses {
		r := &f.Responses[i]
		t.of(r.Manager, r.Client, func(c *count) { c.response(r) })
	}
	for _, p := range f.Promises {
		t.of(p.Manager, p.Client, func(c *count) { c.promise(p) })
	}
	for _, w := range f.Wanted {
		t.of(w.Manager, w.Client, func(c *count) {
			if c.Wanted++; w.Met.IsZero() {
				c.WantedOpen++
			}
		})
	}
	for _, d := range f.Complaints {
		t.of(d.Manager, d.Client, func(c *count) { c.Complaints++ })
	}
	for _, d := range f.Doubts {
		t.of(d.Manager, d.Client, func(c *count) { c.Doubts++ })
	}
}

func (c *count) response(r *Response) {
	c.Asked++
	if r.Repeated > 0 {
		c.Repeated++
	}
	if !r.Open() {
		c.Answered++
		c.took = append(c.took, r.Took)
	}
	switch {
	case r.Late():
		c.Late++
	case r.Open():
		c.Waiting++
	default:
		c.InTime++
	}
}

func (c *count) promise(p Promised) {
	if p.Due.IsZero() {
		c.Undated++
		return
	}
	if c.Promises == nil {
		c.Promises = map[Outcome]int{}
	}
	c.Promises[p.Outcome]++
}

func (c *count) score(name string) Score {
	c.Name = name
	c.Median, c.P90 = Median(c.took), Percentile(c.took, 90)
	return c.Score
}

func scores(counts map[string]*count) []Score {
	var list []Score
	for name, c := range counts {
		list = append(list, c.score(name))
	}
	slices.SortFunc(list, func(a, b Score) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// Median returns the middle one of times, of an even number the mean of the two in the middle; 0 of none.
func Median(times []time.Duration) time.Duration {
	n := len(times)
	if n == 0 {
		return 0
	}
	s := slices.Sorted(slices.Values(times))
	return (s[(n-1)/2] + s[n/2]) / 2
}

// Percentile returns the smallest of times that at least so many percent of them do not exceed (the nearest rank); 0 of
// none.
func Percentile(times []time.Duration, percent int) time.Duration {
	n := len(times)
	if n == 0 {
		return 0
	}
	rank := (n*percent + 99) / 100
	return slices.Sorted(slices.Values(times))[min(max(rank, 1), n)-1]
}

// weeks parts responses by the week in which they were asked, from the first week of the period to its last.
func weeks(responses []Response, p Period, loc *time.Location) []Week {
	var list []Week
	i := 0
	for from := monday(p.From, loc); from.Before(p.To); from = from.AddDate(0, 0, 7) {
		next := from.AddDate(0, 0, 7)
		c := &count{}
		for ; i < len(responses) && responses[i].Asked.Before(next); i++ {
			if p.Holds(responses[i].Asked) {
				c.response(&responses[i])
			}
		}
		s := c.score("")
		list = append(list, Week{from, s.Asked, s.InTime, s.Late, s.Median, s.P90})
	}
	return list
}

func monday(t time.Time, loc *time.Location) time.Time {
	y, m, d := t.In(loc).Date()
	day := time.Date(y, m, d, 0, 0, 0, 0, loc)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

// days tells what was open at the end of every day of the period.
func days(spans []Span, p Period, loc *time.Location) []Day {
	var opened, closed, due, overdueClosed []time.Time
	for _, s := range spans {
		opened = append(opened, s.From)
		late := s.To.IsZero() || s.To.After(s.Due)
		if late {
			due = append(due, s.Due)
		}
		if s.To.IsZero() {
			continue
		}
		closed = append(closed, s.To)
		if late {
			overdueClosed = append(overdueClosed, s.To)
		}
	}
	for _, list := range [][]time.Time{opened, closed, due, overdueClosed} {
		slices.SortFunc(list, time.Time.Compare)
	}
	var out []Day
	y, m, d := p.From.In(loc).Date()
	for day := time.Date(y, m, d, 0, 0, 0, 0, loc); day.Before(p.To); day = day.AddDate(0, 0, 1) {
		at := day.AddDate(0, 0, 1)
		if at.After(p.To) {
			at = p.To
		}
		out = append(out, Day{at, upTo(opened, at) - upTo(closed, at), upTo(due, at) - upTo(overdueClosed, at)})
	}
	return out
}

// upTo counts the moments of a sorted list that are not after t.
func upTo(sorted []time.Time, t time.Time) int {
	n, _ := slices.BinarySearchFunc(sorted, t, func(a, b time.Time) int {
		if a.After(b) {
			return 1
		}
		return -1
	})
	return n
}

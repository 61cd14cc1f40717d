package rules

import (
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Reported is a letter of ours that may be the report of a meeting.
type Reported struct {
	Letter       string // Message-ID
	Conversation int64
	At           time.Time
	From         mailbox.Address
	To           []mailbox.Address // To and Cc
	Subject      string
	Imported     bool
	reading.Minutes
}

const (
	reportWithin  = 30 * 24 * time.Hour // after the meeting: a later report is one of another meeting
	seemingWithin = 3 * 24 * time.Hour  // … and what only has the form of one
	sameSpell     = 2 * 24 * time.Hour  // meetings so close share their reports out among them
)

// match gives each report to the meetings that it is about, and returns for each meeting its first report; nil where there
// is none. Meetings are ordered by their ends. A report goes to the client's people of the meeting, or where none of them
// reads it to others of the client's. It is about the meetings of the days that it names; else about those whose title its
// subject shares most words with; of several the last that was over, or the last without a report where they lie close.
func match(meetings []Meeting, reports []Reported, d *mailbox.Directory) []*Reported {
	m := matching{meetings: meetings, first: make([]*Reported, len(meetings)), directory: d}
	for i := range reports {
		r := &reports[i]
		for _, k := range m.about(r) {
			if m.first[k] == nil {
				m.first[k] = r
			}
		}
	}
	return m.first
}

// matching is the work of match.
type matching struct {
	meetings  []Meeting
	first     []*Reported
	directory *mailbox.Directory
}

// about returns the meetings that a letter reports on.
func (m *matching) about(r *Reported) []int {
	over := m.over(r)
	if r.Form == reading.Seeming {
		return m.seeming(r, over)
	}
	over = m.read(r, over)
	if len(r.Days) > 0 {
		over = m.named(r, over)
		if r.Several || len(r.Days) > 1 {
			return over
		}
	}
	over = m.titled(r, over)
	if len(over) == 0 {
		return nil
	}
	return over[m.last(over) : m.last(over)+1]
}

// over returns the meetings that were over when a letter was written, or had at least passed their middle: people leave
// early and report at once.
func (m *matching) over(r *Reported) []int {
	var list []int
	for i := range m.meetings {
		e := &m.meetings[i]
		middle := e.Start.Add(e.End.Sub(e.Start) / 2)
		if !r.At.Before(middle) && r.At.Sub(e.End) < reportWithin && (!r.At.Equal(e.Start) || e.Start.Equal(e.End)) {
			list = append(list, i)
		}
	}
	return list
}

// read returns those of meetings of which somebody of the client's reads the letter; all where nobody does.
func (m *matching) read(r *Reported, among []int) []int {
	return prefer(among, func(i int) bool { return m.reads(r, m.meetings[i].Theirs) })
}

func (m *matching) reads(r *Reported, people []Participant) bool {
	return slices.ContainsFunc(r.To, func(a mailbox.Address) bool {
		return slices.ContainsFunc(people, func(p Participant) bool { return m.directory.Normalize(p.Mail) == m.directory.Normalize(a.Mail) })
	})
}

// named returns those of meetings on the days that a letter names, or a day beside them; none where there is none.
func (m *matching) named(r *Reported, among []int) []int {
	on := func(off int) []int {
		return slices.DeleteFunc(slices.Clone(among), func(i int) bool {
			return !slices.ContainsFunc(r.Days, func(d time.Time) bool { return m.meetings[i].on(d.AddDate(0, 0, off)) })
		})
	}
	for _, off := range []int{0, -1, 1} {
		if list := on(off); len(list) > 0 {
			return list
		}
	}
	return nil
}

// on tells whether a meeting was on a day, in the zone that the day is meant in or in its own.
func (e *Meeting) on(day time.Time) bool {
	date := day.Format(time.DateOnly)
	for _, t := range []time.Time{e.Start, e.Start.In(day.Location()), e.End.Add(-time.Second).In(day.Location())} {
		if t.Format(time.DateOnly) == date {
			return true
		}
	}
	return false
}

// titled returns those of meetings whose title shares the most words with a letter's subject.
func (m *matching) titled(r *Reported, among []int) []int {
	most := 0
	for _, i := range among {
		most = max(most, shared(r.Subject, m.meetings[i].Summary))
	}
	return prefer(among, func(i int) bool { return shared(r.Subject, m.meetings[i].Summary) == most })
}

// shared counts the words that two titles share.
func shared(a, b string) (n int) {
	other := stems(b)
	for _, s := range stems(a) {
		if slices.Contains(other, s) {
			n++
		}
	}
	return n
}

// last returns which of meetings a letter is about when nothing else tells: the last one, or the last without a report of
// those that lie close to it.
func (m *matching) last(among []int) int {
	last := len(among) - 1
	for k := last; k >= 0; k-- {
		if m.meetings[among[last]].End.Sub(m.meetings[among[k]].End) > sameSpell {
			break
		}
		if m.first[among[k]] == nil {
			return k
		}
	}
	return last
}

// seeming returns the meeting of which a letter is the report that only has the form of one: it must be the last, be without
// report, be over for hardly longer than a report takes, and share a reader and, unless the letter speaks of a meeting, the
// conversation or words of its title.
func (m *matching) seeming(r *Reported, over []int) []int {
	if len(over) == 0 {
		return nil
	}
	last := over[len(over)-1:]
	e := &m.meetings[last[0]]
	tied := r.Conversation != 0 && r.Conversation == e.Conversation || shared(r.Subject, e.Summary) > 0 || speaksOfMeeting(r.Rule)
	if !tied || m.first[last[0]] != nil || r.At.Sub(e.End) > seemingWithin || !m.reads(r, e.Theirs) {
		return nil
	}
	return last
}

// speaksOfMeeting reports whether the pattern that told a report speaks of people having met.
func speaksOfMeeting(rule string) bool {
	return rule == "met/thanks" || rule == "met/told" || rule == "title/full"
}

// prefer returns what of a list fits, or all of it when nothing does.
func prefer(list []int, fits func(int) bool) []int {
	if found := slices.DeleteFunc(slices.Clone(list), func(i int) bool { return !fits(i) }); len(found) > 0 {
		return found
	}
	return list
}

package mailbox

import (
	"slices"
	"strings"
	"time"
)

// Repeats tells whether the event is a series.
func (e *Event) Repeats() bool { return e.Rule != nil || len(e.Dates) > 0 }

// Occurrences returns when the event takes place: those of its occurrences, in order, that end after from and start
// before to. What other events say of single ones (RECURRENCE-ID) is not minded. There are at most some thousands,
// however the rule reads; an event without a start has none.
func (e *Event) Occurrences(from, to time.Time) []Span {
	if e.Start.IsZero() {
		return nil
	}
	var list []Span
	add := func(s Span) bool {
		if s.touches(from, to) && !e.leftOut(s.Start) {
			list = append(list, s)
		}
		return len(list) < maxOccurrences
	}
	if e.Rule == nil {
		add(Span{e.Start, e.End})
	} else {
		e.Rule.each(e.Start, from.Add(-e.lasts()).AddDate(0, 0, -1), to, func(t time.Time) bool { return add(e.At(t)) })
	}
	for _, d := range e.Dates {
		if d.End.IsZero() {
			d = e.At(d.Start)
		}
		add(d)
	}
	slices.SortStableFunc(list, func(a, b Span) int { return a.Start.Compare(b.Start) })
	list = slices.CompactFunc(list, func(a, b Span) bool { return a.Start.Equal(b.Start) })
	if e.left != nil && len(list) > 0 {
		list = e.withoutRule(list)
	}
	return list
}

// touches tells whether a span ends after from and starts before to; one without length may also start at from.
func (s Span) touches(from, to time.Time) bool {
	return s.Start.Before(to) && (s.End.After(from) || s.End.Equal(s.Start) && !s.Start.Before(from))
}

// At returns the occurrence that starts at a moment: it lasts as long as the first one, on the clock where both are
// within the same day.
func (e *Event) At(start time.Time) Span {
	if e.AllDay {
		days := int(civilOf(e.End) - civilOf(e.Start))
		return Span{start, start.AddDate(0, 0, days)}
	}
	return Span{start, start.Add(e.lasts())}
}

func (e *Event) lasts() time.Duration { return e.End.Sub(e.Start) }

// leftOut tells whether an occurrence is one of EXDATE.
func (e *Event) leftOut(start time.Time) bool {
	return e.excluded[start.Unix()] || len(e.days) > 0 && e.days[civilOf(start)]
}

// withoutRule leaves out the occurrences of the rule that excludes.
func (e *Event) withoutRule(list []Span) []Span {
	out := map[int64]bool{}
	last := list[len(list)-1].Start
	e.left.each(e.Start, list[0].Start, last.Add(time.Second), func(t time.Time) bool {
		out[t.Unix()] = true
		return len(out) < maxOccurrences
	})
	return slices.DeleteFunc(list, func(s Span) bool { return out[s.Start.Unix()] })
}

// recurrence reads how the event repeats. What cannot be read is said; the event is kept with what can.
func (r *eventReader) recurrence(c *component, e *Event) {
	if e.Start.IsZero() {
		return
	}
	if p := c.first("RRULE"); p.line > 0 {
		rule, err := parseRule(p.value, e.Start, e.AllDay)
		if err != nil {
			r.fail(p, "%w; only the first meeting is known", err)
		}
		e.Rule = rule
	}
	if p := c.first("EXRULE"); p.line > 0 {
		rule, err := parseRule(p.value, e.Start, e.AllDay)
		if err != nil {
			r.fail(p, "%w", err)
		}
		e.left = rule
	}
	for _, p := range c.all("RDATE") {
		r.dates(p, e)
	}
	for _, p := range c.all("EXDATE") {
		for value := range strings.FieldsFuncSeq(p.value, isListed) {
			switch m, err := r.moment(p, value); {
			case err != nil:
				r.fail(p, "%w", err)
			case m.day:
				if e.days == nil {
					e.days = map[civil]bool{}
				}
				e.days[civilOf(m.at)] = true
			default:
				if e.excluded == nil {
					e.excluded = map[int64]bool{}
				}
				e.excluded[m.at.Unix()] = true
			}
		}
	}
}

// isListed tells what stands between the times of a list: a comma, in vCalendar 1.0 a semicolon.
func isListed(r rune) bool { return r == ',' || r == ';' }

// dates reads further occurrences: times, days, or times with an end or a duration.
func (r *eventReader) dates(p property, e *Event) {
	for value := range strings.FieldsFuncSeq(p.value, isListed) {
		from, to, period := strings.Cut(value, "/")
		if len(e.Dates) == maxOccurrences {
			r.fail(p, "more than %d dates", maxOccurrences)
			return
		}
		m, err := r.moment(p, from)
		s := Span{Start: m.at}
		if err == nil && period {
			var d lasting
			if strings.HasPrefix(strings.ToUpper(strings.TrimSpace(to)), "P") {
				d, err = parseSpan(to)
				s.End = d.after(s.Start)
			} else {
				m, err = r.moment(p, to)
				s.End = m.at
			}
		}
		if err != nil {
			r.fail(p, "%w", err)
			continue
		}
		e.Dates = append(e.Dates, s)
	}
}

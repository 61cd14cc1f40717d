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
		if s.Start.Before(to) && (s.End.After(from) || s.Start.Equal(s.End) && !s.Start.Before(from)) && !e.leftOut(s.Start) {
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
		if len(list) < 2*maxOccurrences {
			add(d)
		}
	}
	slices.SortStableFunc(list, func(a, b Span) int { return a.Start.Compare(b.Start) })
	list = slices.CompactFunc(list, func(a, b Span) bool { return a.Start.Equal(b.Start) })
	if e.left != nil && len(list) > 0 {
		list = e.withoutRule(list)
	}
	return list
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
	if slices.ContainsFunc(e.Excluded, start.Equal) {
		return true
	}
	day := civilOf(start)
	return slices.ContainsFunc(e.days, func(d time.Time) bool { return civilOf(d) == day })
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
		for value := range strings.SplitSeq(strings.Trim(p.value, ", "), ",") {
			switch m, err := r.moment(p, value); {
			case err != nil:
				r.fail(p, "%w", err)
			case m.day:
				e.days = append(e.days, m.at)
			default:
				e.Excluded = append(e.Excluded, m.at)
			}
		}
	}
}

// dates reads further occurrences: times, days, or times with an end or a duration.
func (r *eventReader) dates(p property, e *Event) {
	for value := range strings.SplitSeq(strings.Trim(p.value, ", "), ",") {
		from, to, period := strings.Cut(value, "/")
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

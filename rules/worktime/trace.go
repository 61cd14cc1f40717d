package worktime

import (
	"fmt"
	"strings"
	"time"
)

// Step is a piece of a derivation: a stretch that was worked, or one that was not counted and why.
type Step struct {
	From, To time.Time
	Worked   time.Duration // 0 when it was not counted
	Note     string        // what is special about it; why it was not counted

	closed bool // days off, as whole days
}

// String returns the step as a line: "Fri 6 Mar 17:00–18:00  1 h", or
// "Sat 7 – Mon 9 Mar  closed (weekend; 8 March: International Women's Day)".
func (s Step) String() string {
	note := ""
	if s.Note != "" {
		note = " (" + s.Note + ")"
	}
	switch {
	case s.closed:
		return dayRange(s.From, s.To) + "  closed" + note
	case s.Worked == 0:
		return s.From.Format("Mon 2 Jan ") + clockRange(s.From, s.To) + "  not counted" + note
	default:
		return s.From.Format("Mon 2 Jan ") + clockRange(s.From, s.To) + "  " + Span(s.Worked) + note
	}
}

// Trace derives Between(a, b): its steps in order, whose Worked add up to it. Days off that follow each other are one
// step; what lies outside the hours of a working day is none.
func (c *Calendar) Trace(a, b time.Time, pauses ...Interval) []Step {
	t := tracer{Calendar: c, whole: Interval{a.In(c.loc).Round(0), b.In(c.loc).Round(0)}, barred: c.blocked(pauses)}
	if !a.Before(b) {
		return nil
	}
	// Where clocks are put back over midnight, a moment can lie outside the day that its clock shows.
	for d := dateOf(t.whole.From) - 1; d <= dateOf(t.whole.To)+1 && d <= lastDay; d++ {
		t.day(d)
	}
	t.flush()
	t.noteAssumed()
	return t.steps
}

// tracer collects the steps of a trace.
type tracer struct {
	*Calendar
	whole   Interval // what is traced
	barred  []Interval
	steps   []Step
	off     Interval // the days off that are not yet a step
	reasons []reason // why they are off
}

// reason is why some days are off.
type reason struct {
	first, last date
	text        string
	dated       bool // it is said of which days it speaks, when there are others
}

func (t *tracer) day(d date) {
	span := t.clip(Interval{d.instant(0, t.loc), (d + 1).instant(0, t.loc)})
	day := t.schedule.day(d)
	if why := t.whyOff(d, day); why.text != "" {
		if span.From.Before(span.To) {
			t.addOff(span, why)
		}
		return
	}
	note := dayNote(day)
	for _, w := range day.Windows {
		if w = t.clip(w); w.From.Before(w.To) {
			t.flush()
			t.window(w, note)
			note = ""
		}
	}
}

func (t *tracer) clip(i Interval) Interval {
	return clip(clip(i, t.whole.From, forward), t.whole.To, backward)
}

// whyOff tells why a day is off; its text is "" when it is not.
func (t *tracer) whyOff(d date, day Day) reason {
	switch {
	case day.Kind == Holiday:
		return reason{d, d, day.Name.English, true}
	case len(day.Windows) == 0:
		return reason{d, d, "weekend", false}
	}
	if own := t.Day(day.Windows[0].From); own.Kind == Absent {
		return reason{d, d, own.Name.English, false}
	}
	return reason{}
}

func (t *tracer) addOff(span Interval, why reason) {
	if len(t.reasons) == 0 {
		t.off = span
	}
	t.off.To = span.To
	for i, r := range t.reasons {
		if r.text == why.text && (!why.dated || r.last == why.first-1) {
			t.reasons[i].last = why.last
			return
		}
	}
	t.reasons = append(t.reasons, why)
}

// flush makes a step of the days off that have been collected.
func (t *tracer) flush() {
	if len(t.reasons) == 0 {
		return
	}
	var texts []string
	for _, r := range t.reasons {
		if r.dated && len(t.reasons) > 1 {
			r.text = longDays(r.first, r.last) + ": " + r.text
		}
		texts = append(texts, r.text)
	}
	t.steps = append(t.steps, Step{From: t.off.From, To: t.off.To, Note: strings.Join(texts, "; "), closed: true})
	t.reasons = nil
}

// window adds what of a window is worked, and what not.
func (t *tracer) window(w Interval, note string) {
	at := w.From
	for _, piece := range without(w, t.barred) {
		t.gap(at, piece.From)
		t.steps = append(t.steps, Step{From: piece.From, To: piece.To, Worked: piece.To.Sub(piece.From), Note: note})
		at, note = piece.To, ""
	}
	t.gap(at, w.To)
}

func (t *tracer) gap(from, to time.Time) {
	if !from.Before(to) {
		return
	}
	why := "paused"
	if touches(Interval{from, to}, t.absent) {
		why = t.whyAbsent(from)
	}
	t.steps = append(t.steps, Step{From: from, To: to, Note: why})
}

// noteAssumed says in the first step of each year without a table that there is none.
func (t *tracer) noteAssumed() {
	told := 0
	for i := range t.steps {
		s := &t.steps[i]
		y := s.To.Add(-1).Year()
		if y == told || t.Known(y) {
			continue
		}
		told = y
		note := fmt.Sprintf("no table for %d, only the holidays of every year", y)
		if s.Note != "" {
			note = s.Note + "; " + note
		}
		s.Note = note
	}
}

func dayNote(d Day) string {
	switch {
	case d.Kind == Opened && d.Short:
		return "worked instead of " + d.For.Format("Mon 2 Jan") + ", shortened day"
	case d.Kind == Opened:
		return "worked instead of " + d.For.Format("Mon 2 Jan")
	case d.Short:
		return "shortened day"
	}
	return ""
}

// dayRange writes "Sat 7 – Mon 9 Mar" for the days from a to just before b.
func dayRange(a, b time.Time) string {
	b = b.Add(-1)
	switch {
	case dateOf(a) == dateOf(b):
		return a.Format("Mon 2 Jan")
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("Mon 2") + " – " + b.Format("Mon 2 Jan")
	default:
		return a.Format("Mon 2 Jan") + " – " + b.Format("Mon 2 Jan")
	}
}

// longDays writes "1–6 January".
func longDays(first, last date) string {
	switch a, b := first.utc(), last.utc(); {
	case first == last:
		return a.Format("2 January")
	case a.Month() == b.Month():
		return a.Format("2") + "–" + b.Format("2 January")
	default:
		return a.Format("2 January") + " – " + b.Format("2 January")
	}
}

// clockRange writes "17:00–18:00"; the midnight that ends a day is 24:00.
func clockRange(a, b time.Time) string {
	end := clock(b)
	if end == "00:00" && dateOf(b) == dateOf(a)+1 {
		end = "24:00"
	}
	return clock(a) + "–" + end
}

func clock(t time.Time) string {
	if t.Second() != 0 || t.Nanosecond() != 0 {
		return t.Format("15:04:05")
	}
	return t.Format("15:04")
}

// Span writes a duration as people do: "1 h 30 min", "45 min", "20 s".
func Span(d time.Duration) string {
	if d == 0 {
		return "0 min"
	}
	var parts []string
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := d / unit.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d -= n * unit.size
		}
	}
	if len(parts) == 0 {
		return d.String()
	}
	return strings.Join(parts, " ")
}

package worktime

import (
	"fmt"
	"iter"
	"slices"
	"sort"
	"time"
)

// patience is how many days without any working time the walk goes on for.
const patience = 3660

// forward and backward are the directions of the walk.
const (
	forward  = +1
	backward = -1
)

// open walks the open intervals from a moment on, or back, less what is blocked (sorted and merged). The one that the
// moment lies in is cut there. It ends when nothing comes for a long time.
func (c *Calendar) open(from time.Time, dir int, blocked []Interval) iter.Seq[Interval] {
	from = from.In(c.loc).Round(0)
	return func(yield func(Interval) bool) {
		// Where clocks are put back over midnight, a moment can lie outside the day that its clock shows.
		begin := dateOf(from)
		day := begin - date(dir)
		var y *year
		for idle := 0; idle < patience && day >= firstDay && day <= lastDay; idle++ {
			if y == nil || !y.has(day) {
				y = c.yearOf(day)
			}
			windows := y.windows[day-y.first]
			for i := range windows {
				w := windows[i]
				if dir == backward {
					w = windows[len(windows)-1-i]
				}
				if near := day-begin <= 1 && begin-day <= 1; near {
					if w = clip(w, from, dir); !w.From.Before(w.To) {
						continue
					}
				}
				if len(blocked) == 0 || !touches(w, blocked) {
					if idle = 0; !yield(w) {
						return
					}
					continue
				}
				for piece := range inOrder(without(w, blocked), dir) {
					if idle = 0; !yield(piece) {
						return
					}
				}
			}
			day += date(dir)
		}
	}
}

// clip cuts what lies behind the walk's beginning off an interval.
func clip(w Interval, from time.Time, dir int) Interval {
	if dir == forward && w.From.Before(from) {
		w.From = from
	}
	if dir == backward && w.To.After(from) {
		w.To = from
	}
	return w
}

func inOrder(pieces []Interval, dir int) iter.Seq[Interval] {
	if dir == backward {
		slices.Reverse(pieces)
	}
	return slices.Values(pieces)
}

// firstEnding returns the index of the first of the blocked intervals that ends after t.
func firstEnding(blocked []Interval, t time.Time) int {
	return sort.Search(len(blocked), func(i int) bool { return blocked[i].To.After(t) })
}

func touches(w Interval, blocked []Interval) bool {
	i := firstEnding(blocked, w.From)
	return i < len(blocked) && blocked[i].From.Before(w.To)
}

// without returns the pieces of an interval that are not blocked, in order.
func without(w Interval, blocked []Interval) (pieces []Interval) {
	for _, b := range blocked[firstEnding(blocked, w.From):] {
		if !b.From.Before(w.To) {
			break
		}
		if w.From.Before(b.From) {
			pieces = append(pieces, Interval{w.From, b.From.In(w.From.Location())})
		}
		w.From = b.To.In(w.From.Location())
	}
	if w.From.Before(w.To) {
		pieces = append(pieces, w)
	}
	return pieces
}

// blocked is what is not worked besides what the schedule says.
func (c *Calendar) blocked(pauses []Interval) []Interval {
	if len(pauses) == 0 {
		return c.absent
	}
	return merge(c.absent, pauses)
}

// IsOpen tells whether t is working time. A closing time is not.
func (c *Calendar) IsOpen(t time.Time) bool {
	opening, err := c.Opening(t)
	return err == nil && opening.Equal(t)
}

// Away reports whether a moment lies in one of the person's absences.
func (c *Calendar) Away(t time.Time) bool {
	for _, a := range c.absent {
		if !t.Before(a.From) && t.Before(a.To) {
			return true
		}
	}
	return false
}

// Opening returns t itself when it is working time, else the next opening.
func (c *Calendar) Opening(t time.Time) (time.Time, error) {
	for w := range c.open(t, forward, c.absent) {
		return w.From, nil
	}
	return time.Time{}, fmt.Errorf("opening after %s: %w", c.stamp(t), ErrNeverOpen)
}

// Closing returns the end of the last window of t's day; false on a day off.
func (c *Calendar) Closing(t time.Time) (time.Time, bool) {
	windows := c.Day(t).Windows
	if len(windows) == 0 {
		return time.Time{}, false
	}
	return windows[len(windows)-1].To, true
}

// Add returns the moment at which d of working time, pauses not counted, has passed since t. What ends at closing time
// ends there, not at the next opening. With d zero it is t when that is open or a closing time, else the next opening. A
// negative d is subtracted.
func (c *Calendar) Add(t time.Time, d time.Duration, pauses ...Interval) (time.Time, error) {
	if d < 0 {
		return c.Sub(t, -d, pauses...)
	}
	blocked := c.blocked(pauses)
	if d == 0 && c.borders(t, backward, blocked) {
		return t.In(c.loc), nil
	}
	left := d
	for w := range c.open(t, forward, blocked) {
		length := w.To.Sub(w.From)
		if length >= left {
			return w.From.Add(left), nil
		}
		left -= length
	}
	return time.Time{}, fmt.Errorf("%s of working time after %s: %w", Span(d), c.stamp(t), ErrNeverOpen)
}

// Sub returns the latest moment from which d of working time, pauses not counted, leads up to t. With d zero it is t when
// that is open, an opening or a closing time, else the last closing time. A negative d is added.
func (c *Calendar) Sub(t time.Time, d time.Duration, pauses ...Interval) (time.Time, error) {
	if d < 0 {
		return c.Add(t, -d, pauses...)
	}
	blocked := c.blocked(pauses)
	if d == 0 && c.borders(t, forward, blocked) {
		return t.In(c.loc), nil
	}
	left := d
	for w := range c.open(t, backward, blocked) {
		length := w.To.Sub(w.From)
		if length >= left {
			return w.To.Add(-left), nil
		}
		left -= length
	}
	return time.Time{}, fmt.Errorf("%s of working time before %s: %w", Span(d), c.stamp(t), ErrNeverOpen)
}

// Between returns how much working time, pauses not counted, lies from a to b; 0 when b is not after a.
func (c *Calendar) Between(a, b time.Time, pauses ...Interval) time.Duration {
	sum := time.Duration(0)
	for w := range c.open(a, forward, c.blocked(pauses)) {
		if w.To.After(b) {
			return sum + max(b.Sub(w.From), 0)
		}
		sum += w.To.Sub(w.From)
	}
	return sum
}

// AddDays returns the same time of day n working days on, or back. Where that is no working time, it is the next opening,
// or on the way back the last closing time; a closing time stays.
func (c *Calendar) AddDays(t time.Time, n int) (time.Time, error) {
	t = t.In(c.loc)
	dir, left := forward, n
	if n < 0 {
		dir, left = backward, -n
	}
	day := dateOf(t)
	for idle := 0; left > 0; idle++ {
		if idle > patience || day <= firstDay || day >= lastDay {
			return time.Time{}, fmt.Errorf("%d working days from %s: %w", n, c.stamp(t), ErrNeverOpen)
		}
		day += date(dir)
		if len(c.Day(day.instant(12*60, c.loc)).Windows) > 0 {
			left--
			idle = 0
		}
	}
	moved := t
	if n != 0 {
		hour, minute, second := t.Clock()
		moved = day.instant(hour*60+minute, c.loc).Add(time.Duration(second)*time.Second + time.Duration(t.Nanosecond()))
	}
	if dir == backward {
		return c.Sub(moved, 0)
	}
	return c.Add(moved, 0)
}

// borders tells whether an open interval reaches up to t from the side that dir looks at.
func (c *Calendar) borders(t time.Time, dir int, blocked []Interval) bool {
	for w := range c.open(t, dir, blocked) {
		return dir == backward && w.To.Equal(t) || dir == forward && w.From.Equal(t)
	}
	return false
}

func (c *Calendar) stamp(t time.Time) string { return t.In(c.loc).Format("Mon 2 Jan 2006 15:04") }

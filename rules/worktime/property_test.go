package worktime

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// world is a calendar and a way to draw moments and pauses for it.
type world struct {
	*Calendar
	t     *rapid.T
	begin time.Time
}

var (
	zones = []string{"UTC", "Europe/Moscow", "Europe/Berlin", "America/Havana", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"}
	weeks = []string{
		"Mon-Fri 09:00-18:00", lunch, "Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-14:00", "Mon-Sun 00:00-24:00",
		"Mon,Wed 22:00-24:00; Tue,Thu 00:00-06:00", "Sun 01:30-02:30,02:45-03:15", "Tue-Sat 10:00-19:00",
	}
	// Beginnings near the years' ends, transfers, working Saturdays, clock changes and the day that Samoa left out.
	begins = []time.Time{
		time.Date(2011, 12, 25, 0, 0, 0, 0, time.UTC), time.Date(2014, 10, 20, 0, 0, 0, 0, time.UTC),
		time.Date(2018, 4, 20, 0, 0, 0, 0, time.UTC), time.Date(2020, 3, 20, 0, 0, 0, 0, time.UTC),
		time.Date(2024, 10, 25, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 10, 20, 0, 0, 0, 0, time.UTC), time.Date(2026, 12, 20, 0, 0, 0, 0, time.UTC),
	}
)

func drawWorld(t *rapid.T) world {
	c, err := New(Config{
		Timezone: rapid.SampledFrom(zones).Draw(t, "zone"),
		Hours:    rapid.SampledFrom(weeks).Draw(t, "hours"),
		Holidays: rapid.SampledFrom([]string{"ru", "none"}).Draw(t, "holidays"),
	})
	if err != nil {
		t.Fatal(err)
	}
	w := world{c, t, rapid.SampledFrom(begins).Draw(t, "begin")}
	for _, i := range w.intervals("absences", 2) {
		w.Calendar = w.WithAbsences(Absence{From: i.From, To: i.To, Why: "away"})
	}
	return w
}

func (w world) moment(label string) time.Time {
	minutes := rapid.IntRange(0, 30*24*60).Draw(w.t, label)
	seconds := rapid.SampledFrom([]int{0, 0, 0, 1, 59}).Draw(w.t, label+" seconds")
	return w.begin.Add(time.Duration(minutes)*time.Minute + time.Duration(seconds)*time.Second)
}

func (w world) pair() (a, b time.Time) {
	a, b = w.moment("a"), w.moment("b")
	if b.Before(a) {
		a, b = b, a
	}
	return a, b
}

func (w world) length(label string) time.Duration {
	return time.Duration(rapid.IntRange(0, 100*60*60).Draw(w.t, label)) * time.Second
}

func (w world) intervals(label string, most int) (list []Interval) {
	for range rapid.IntRange(0, most).Draw(w.t, label) {
		from := w.moment("from").Truncate(time.Minute)
		list = append(list, Interval{from, from.Add(time.Duration(rapid.IntRange(-60, 4000).Draw(w.t, "minutes")) * time.Minute)})
	}
	return list
}

func (w world) add(t time.Time, d time.Duration, pauses ...Interval) time.Time {
	end, err := w.Add(t, d, pauses...)
	if err != nil {
		w.t.Fatal(err)
	}
	return end
}

func (w world) sub(t time.Time, d time.Duration, pauses ...Interval) time.Time {
	begin, err := w.Sub(t, d, pauses...)
	if err != nil {
		w.t.Fatal(err)
	}
	return begin
}

func TestAddThenBetween(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		from, d, pauses := w.moment("from"), w.length("d"), w.intervals("pauses", 3)
		end := w.add(from, d, pauses...)
		if end.Before(from) {
			t.Fatalf("Add goes back: %v + %v = %v", from, d, end)
		}
		if got := w.Between(from, end, pauses...); got != d {
			t.Fatalf("Between(%v, %v) = %v after adding %v", from, end, got, d)
		}
		if before := end.Add(-time.Second); d > 0 && before.After(from) && w.Between(from, before, pauses...) >= d {
			t.Fatalf("%v is not the earliest moment with %v since %v", end, d, from)
		}
		begin := w.sub(from, d, pauses...)
		if got := w.Between(begin, from, pauses...); got != d || begin.After(from) {
			t.Fatalf("Between(%v, %v) = %v after subtracting %v", begin, from, got, d)
		}
	})
}

func TestMonotonic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		a, b := w.pair()
		short, long := w.length("short"), w.length("long")
		if long < short {
			short, long = long, short
		}
		pauses := w.intervals("pauses", 3)
		if w.add(b, short, pauses...).Before(w.add(a, short, pauses...)) {
			t.Fatal("a later beginning ends earlier")
		}
		if w.add(a, long, pauses...).Before(w.add(a, short, pauses...)) {
			t.Fatal("more work ends earlier")
		}
		if w.sub(b, short, pauses...).Before(w.sub(a, short, pauses...)) {
			t.Fatal("a later end begins earlier")
		}
	})
}

func TestSplitting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		a, b := w.pair()
		mid := a.Add(time.Duration(rapid.Int64Range(0, int64(b.Sub(a))).Draw(t, "mid")))
		pauses := w.intervals("pauses", 3)
		if whole, parts := w.Between(a, b, pauses...), w.Between(a, mid, pauses...)+w.Between(mid, b, pauses...); whole != parts {
			t.Fatalf("%v in one piece, %v in two", whole, parts)
		}
		x, y := w.length("x"), w.length("y")
		if one, two := w.add(a, x+y, pauses...), w.add(w.add(a, x, pauses...), y, pauses...); x > 0 && y > 0 && !one.Equal(two) {
			t.Fatalf("%v at once, %v in two steps", one, two)
		}
	})
}

func TestPausesSubtractTheirUnion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		a, b := w.pair()
		pauses := w.intervals("pauses", 4)
		paused := time.Duration(0)
		for _, p := range merge(pauses) {
			i := clip(clip(p, a, forward), b, backward)
			paused += w.Between(i.From, i.To)
		}
		if got, want := w.Between(a, b, pauses...), w.Between(a, b)-paused; got != want {
			t.Fatalf("Between = %v, want %v", got, want)
		}
	})
}

// What Between integrates is what IsOpen says minute by minute, and what Trace tells.
func TestBetweenIsWhatIsOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		a := w.moment("a").Truncate(time.Minute)
		b := a.Add(2 * 24 * time.Hour)
		sum, traced := time.Duration(0), time.Duration(0)
		for m := a; m.Before(b); m = m.Add(time.Minute) {
			if w.IsOpen(m) {
				sum += time.Minute
			}
		}
		if got := w.Between(a, b); got != sum {
			t.Fatalf("Between = %v, minutes open %v", got, sum)
		}
		last := a
		for _, s := range w.Trace(a, b) {
			if s.From.Before(last) || !s.From.Before(s.To) {
				t.Fatalf("step %v is out of order", s)
			}
			traced += s.Worked
			last = s.To
		}
		if traced != sum || last.After(b) {
			t.Fatalf("traced %v until %v, want %v", traced, last, sum)
		}
	})
}

func TestDayAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t)
		m := w.moment("m")
		day := w.Day(m)
		sum := time.Duration(0)
		for _, i := range day.Windows {
			sum += i.To.Sub(i.From)
			if !w.IsOpen(i.From) || !w.IsOpen(i.To.Add(-1)) {
				t.Fatalf("window %v of %v is not open", i, day.Date)
			}
		}
		closed := day.Kind == Weekend || day.Kind == Holiday || day.Kind == Absent
		if closed != (sum == 0) {
			t.Fatalf("%v is %s and open for %v", day.Date, day.Kind, sum)
		}
		if closing, ok := w.Closing(m); ok != !closed || ok && !closing.Equal(day.Windows[len(day.Windows)-1].To) {
			t.Fatalf("Closing = %v, %v on a day of %v", closing, ok, day.Windows)
		}
	})
}

package worktime

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const lunch = "Mon-Fri 09:00-13:00,14:00-18:00"

func calendar(t testing.TB, zone, hours, holidays string) *Calendar {
	t.Helper()
	c, err := New(Config{Timezone: zone, Hours: hours, Holidays: holidays})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads "2026-03-06 17:00" on the clock of a calendar.
func at(t testing.TB, c *Calendar, s string) time.Time {
	t.Helper()
	layout := "2006-01-02 15:04"
	if strings.Count(s, ":") == 2 {
		layout = "2006-01-02 15:04:05"
	}
	v, err := time.ParseInLocation(layout, s, c.Location())
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAddSubBetween(t *testing.T) {
	moscow := calendar(t, "Europe/Moscow", lunch, "ru")
	short := calendar(t, "Europe/Moscow", "Mon-Fri 09:00-18:00; Sat 10:00-14:00", "ru")
	night := calendar(t, "Europe/Moscow", "Mon-Sun 00:00-24:00", "none")
	for _, x := range []struct {
		name string
		c    *Calendar
		from string
		add  time.Duration
		to   string
	}{
		{"within a window", moscow, "2026-03-03 10:00", 2 * time.Hour, "2026-03-03 12:00"},
		{"over lunch", moscow, "2026-03-03 12:30", time.Hour, "2026-03-03 14:30"},
		{"ends at lunch", moscow, "2026-03-03 12:00", time.Hour, "2026-03-03 13:00"},
		{"ends at closing", moscow, "2026-03-03 16:00", 2 * time.Hour, "2026-03-03 18:00"},
		{"over the weekend and a moved holiday", moscow, "2026-03-06 17:00", 2 * time.Hour, "2026-03-10 10:00"},
		{"before opening", moscow, "2026-03-03 06:00", time.Hour, "2026-03-03 10:00"},
		{"at night", moscow, "2026-03-03 23:00", time.Hour, "2026-03-04 10:00"},
		{"seconds", moscow, "2026-03-03 17:59:50", 20 * time.Second, "2026-03-04 09:00:10"},
		{"over a shortened day", moscow, "2026-04-30 16:30", time.Hour, "2026-05-04 09:30"},
		{"the year's end", moscow, "2025-12-30 17:00", 2 * time.Hour, "2026-01-12 10:00"},
		{"a working Saturday has Monday's hours, less one", short, "2025-11-01 16:30", time.Hour, "2025-11-05 09:30"},
		{"a usual Saturday", short, "2025-11-08 13:30", time.Hour, "2025-11-10 09:30"},
		{"a holiday on a Saturday", short, "2026-05-08 16:30", time.Hour, "2026-05-12 09:30"},
		{"round the clock", night, "2026-02-27 23:00", 26 * time.Hour, "2026-03-01 01:00"},
	} {
		t.Run(x.name, func(t *testing.T) {
			from, to := at(t, x.c, x.from), at(t, x.c, x.to)
			if got, err := x.c.Add(from, x.add); err != nil || !got.Equal(to) {
				t.Errorf("Add = %v, %v, want %v", got, err, to)
			}
			if got := x.c.Between(from, to); got != x.add {
				t.Errorf("Between = %v, want %v", got, x.add)
			}
			opening, err := x.c.Opening(from)
			if got, subErr := x.c.Sub(to, x.add); err != nil || subErr != nil || !got.Equal(opening) {
				t.Errorf("Sub = %v, %v, want %v, %v", got, subErr, opening, err)
			}
		})
	}
}

func TestNothingAdded(t *testing.T) {
	c := calendar(t, "Europe/Moscow", lunch, "ru")
	check := func(from, add, sub string) {
		t.Helper()
		a, errA := c.Add(at(t, c, from), 0)
		s, errS := c.Sub(at(t, c, from), 0)
		if errA != nil || errS != nil || !a.Equal(at(t, c, add)) || !s.Equal(at(t, c, sub)) {
			t.Errorf("%s: Add = %v, Sub = %v, want %s, %s", from, a, s, add, sub)
		}
	}
	check("2026-03-03 10:00", "2026-03-03 10:00", "2026-03-03 10:00")
	check("2026-03-03 13:00", "2026-03-03 13:00", "2026-03-03 13:00") // a closing time stays
	check("2026-03-03 18:00", "2026-03-03 18:00", "2026-03-03 18:00")
	check("2026-03-03 09:00", "2026-03-03 09:00", "2026-03-03 09:00")
	check("2026-03-03 13:30", "2026-03-03 14:00", "2026-03-03 13:00")
	check("2026-03-07 12:00", "2026-03-10 09:00", "2026-03-06 18:00")
}

func TestOpeningAndClosing(t *testing.T) {
	c := calendar(t, "Europe/Moscow", lunch, "ru")
	away := c.WithAbsences(Absence{From: at(t, c, "2026-03-03 16:00"), To: at(t, c, "2026-03-05 00:00"), Why: "sick"})
	check := func(c *Calendar, when, opening, closing string) {
		t.Helper()
		m := at(t, c, when)
		o, err := c.Opening(m)
		cl, open := c.Closing(m)
		if err != nil || !o.Equal(at(t, c, opening)) || open != (closing != "") || open && !cl.Equal(at(t, c, closing)) {
			t.Errorf("%s: Opening = %v, %v, Closing = %v, %v, want %s, %s", when, o, err, cl, open, opening, closing)
		}
		if got := c.IsOpen(m); got != (opening == when) {
			t.Errorf("IsOpen(%s) = %v", when, got)
		}
	}
	check(c, "2026-03-03 08:59", "2026-03-03 09:00", "2026-03-03 18:00")
	check(c, "2026-03-03 09:00", "2026-03-03 09:00", "2026-03-03 18:00")
	check(c, "2026-03-03 13:00", "2026-03-03 14:00", "2026-03-03 18:00")
	check(c, "2026-03-03 18:00", "2026-03-04 09:00", "2026-03-03 18:00")
	check(c, "2026-03-08 12:00", "2026-03-10 09:00", "")
	check(c, "2026-04-30 17:30", "2026-05-04 09:00", "2026-04-30 17:00")
	check(away, "2026-03-03 15:00", "2026-03-03 15:00", "2026-03-03 16:00")
	check(away, "2026-03-03 17:00", "2026-03-05 09:00", "2026-03-03 16:00")
	check(away, "2026-03-04 10:00", "2026-03-05 09:00", "")
}

func TestAddDays(t *testing.T) {
	c := calendar(t, "Europe/Moscow", lunch, "ru")
	away := c.WithAbsences(Absence{From: at(t, c, "2026-03-04 00:00"), To: at(t, c, "2026-03-06 00:00")})
	check := func(c *Calendar, from string, n int, want string) {
		t.Helper()
		if got, err := c.AddDays(at(t, c, from), n); err != nil || !got.Equal(at(t, c, want)) {
			t.Errorf("AddDays(%s, %d) = %v, %v, want %s", from, n, got, err, want)
		}
	}
	check(c, "2026-03-03 10:15:30", 1, "2026-03-04 10:15:30")
	check(c, "2026-03-06 17:00", 1, "2026-03-10 17:00")
	check(c, "2026-03-07 17:00", 1, "2026-03-10 17:00")
	check(c, "2026-03-03 13:30", 1, "2026-03-04 14:00")
	check(c, "2026-03-03 18:00", 1, "2026-03-04 18:00") // a closing time stays
	check(c, "2026-03-03 20:00", 1, "2026-03-05 09:00")
	check(c, "2026-03-03 07:00", 2, "2026-03-05 09:00")
	check(c, "2026-04-29 17:30", 1, "2026-05-04 09:00") // a shortened day
	check(c, "2026-03-10 11:00", -1, "2026-03-06 11:00")
	check(c, "2026-03-10 20:00", -1, "2026-03-06 18:00")
	check(c, "2026-03-07 12:00", 0, "2026-03-10 09:00")
	check(away, "2026-03-03 11:00", 1, "2026-03-06 11:00")
}

func TestPausesAreSets(t *testing.T) {
	c := calendar(t, "Europe/Moscow", "Mon-Fri 09:00-18:00", "none")
	p := func(from, to string) Interval { return Interval{at(t, c, from), at(t, c, to)} }
	from, to := at(t, c, "2026-03-05 10:00"), at(t, c, "2026-03-10 10:00")
	for _, x := range []struct {
		name   string
		pauses []Interval
		want   time.Duration
	}{
		{"none", nil, 27 * time.Hour},
		{"over a weekend it costs no working time", []Interval{p("2026-03-06 18:00", "2026-03-09 09:00")}, 27 * time.Hour},
		{"overlapping ones count once", []Interval{p("2026-03-06 12:00", "2026-03-06 15:00"), p("2026-03-06 09:00", "2026-03-06 13:00")}, 21 * time.Hour},
		{"reversed and empty ones are none", []Interval{p("2026-03-06 15:00", "2026-03-06 12:00"), p("2026-03-06 12:00", "2026-03-06 12:00")}, 27 * time.Hour},
		{"outside", []Interval{p("2026-03-01 09:00", "2026-03-05 10:00"), p("2026-03-10 10:00", "2026-03-20 10:00")}, 27 * time.Hour},
		{"everything", []Interval{p("2026-03-01 09:00", "2026-03-20 10:00")}, 0},
	} {
		if got := c.Between(from, to, x.pauses...); got != x.want {
			t.Errorf("%s: Between = %v, want %v", x.name, got, x.want)
		}
	}
	end, err := c.Add(from, 10*time.Hour, p("2026-03-05 12:00", "2026-03-06 12:00"))
	if want := at(t, c, "2026-03-09 11:00"); err != nil || !end.Equal(want) {
		t.Errorf("Add over a pause = %v, %v, want %v", end, err, want)
	}
}

func TestNeverOpenIsAnError(t *testing.T) {
	c := calendar(t, "Europe/Moscow", lunch, "none")
	gone := c.WithAbsences(Absence{From: at(t, c, "2026-03-03 12:00"), Why: "left"})
	from := at(t, c, "2026-03-03 11:30")
	if end, err := gone.Add(from, 30*time.Minute); err != nil || !end.Equal(at(t, c, "2026-03-03 12:00")) {
		t.Errorf("up to the absence: %v, %v", end, err)
	}
	_, add := gone.Add(from, time.Hour)
	_, opening := gone.Opening(at(t, c, "2026-03-03 12:00"))
	_, days := gone.AddDays(from, 1)
	_, sub := c.WithAbsences(Absence{From: time.Time{}, To: from}).Sub(from, time.Minute)
	_, huge := c.Add(at(t, c, "9990-01-01 00:00"), 200000*time.Hour)
	for name, err := range map[string]error{"Add": add, "Opening": opening, "AddDays": days, "Sub": sub, "past the last year": huge} {
		if !errors.Is(err, ErrNeverOpen) {
			t.Errorf("%s: error %v, want ErrNeverOpen", name, err)
		}
	}
	if got := gone.Between(from, at(t, c, "2030-01-01 00:00")); got != 30*time.Minute {
		t.Errorf("Between = %v", got)
	}
}

func TestDayLength(t *testing.T) {
	check := func(hours string, want time.Duration) {
		t.Helper()
		if got := calendar(t, "UTC", hours, "none").DayLength(); got != want {
			t.Errorf("%q: %v, want %v", hours, got, want)
		}
	}
	check(lunch, 8*time.Hour)
	check("Mon-Thu 09:00-18:00; Fri 09:00-16:45; Sat 10:00-14:00", 9*time.Hour)
	check("Mon 10:00-12:00; Tue 10:00-15:00", 5*time.Hour)
}

func TestNewRefuses(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "none.txt")
	for _, x := range []struct {
		c    Config
		want []string
	}{
		{Config{}, []string{`timezone ""`, "Europe/Moscow"}},
		{Config{Timezone: "Local"}, []string{"timezone", "Europe/Moscow"}},
		{Config{Timezone: "Europe/Moskau"}, []string{"Europe/Moskau"}},
		{Config{Timezone: "UTC", Hours: "Mon"}, []string{"hours:", `"Mon"`, "09:00-18:00"}},
		{Config{Timezone: "UTC", Holidays: missing}, []string{"holidays:", missing, `"ru", "none"`}},
	} {
		_, err := New(x.c)
		if err == nil {
			t.Errorf("%+v: no error", x.c)
			continue
		}
		for _, w := range x.want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%+v: error %q does not say %q", x.c, err, w)
			}
		}
	}
}

func TestTableFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "firm.txt")
	text := "# the firm's own\ninclude ru\nyear 2027\n02-22 off day between | мост\n02-20 open for 02-22\n12-31 short\n"
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c := calendar(t, "Europe/Moscow", lunch, file)
	bridge, opened := c.Day(at(t, c, "2027-02-22 12:00")), c.Day(at(t, c, "2027-02-20 12:00"))
	if !c.Known(2027) || bridge.Kind != Holiday || bridge.Name.In("ru") != "мост" || bridge.Name.In("en") != "day between" {
		t.Errorf("22 February 2027 = %+v", bridge)
	}
	if opened.Kind != Opened || len(opened.Windows) != 2 || !opened.For.Equal(bridge.Date) {
		t.Errorf("20 February 2027 = %+v", opened)
	}
	if !c.Known(2026) || c.Day(at(t, c, "2026-03-09 12:00")).Kind != Holiday {
		t.Error("the built-in years are gone")
	}
}

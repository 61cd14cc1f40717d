package worktime

import (
	"strings"
	"testing"
	"time"
)

// The yearly norms of Russia's production calendar for a week of 40 hours.
func TestRussianNorms(t *testing.T) {
	c := calendar(t, "Europe/Moscow", "Mon-Fri 09:00-17:00", "ru")
	for year, want := range map[int]struct{ days, hours int }{
		2013: {247, 1970}, 2014: {247, 1970}, 2015: {247, 1971}, 2016: {247, 1974}, 2017: {247, 1973},
		2018: {247, 1970}, 2019: {247, 1970}, 2020: {219, 1749}, 2021: {240, 1917}, 2022: {247, 1973},
		2023: {247, 1973}, 2024: {248, 1979}, 2025: {247, 1972}, 2026: {247, 1972},
	} {
		days := 0
		for d := firstOf(year); d < firstOf(year+1); d++ {
			if len(c.day(d).Windows) > 0 {
				days++
			}
		}
		first := firstOf(year).instant(0, c.loc)
		hours := c.Between(first, first.AddDate(1, 0, 0))
		if days != want.days || hours != time.Duration(want.hours)*time.Hour || !c.Known(year) {
			t.Errorf("%d: %d days, %v, known %v, want %d days, %d h", year, days, hours, c.Known(year), want.days, want.hours)
		}
	}
}

func TestRussianDays(t *testing.T) {
	c := calendar(t, "Europe/Moscow", "Mon-Fri 09:00-18:00; Sat 10:00-14:00", "ru")
	check := func(day string, kind Kind, russian, closing string) {
		t.Helper()
		d := c.Day(at(t, c, day+" 12:00"))
		got := ""
		if n := len(d.Windows); n > 0 {
			got = d.Windows[n-1].To.Format("15:04")
		}
		if d.Kind != kind || d.Name.Russian != russian || got != closing || d.Assumed != (day > "2027") {
			t.Errorf("%s: %s %q until %q, assumed %v, want %s %q until %q", day, d.Kind, d.Name.Russian, got, d.Assumed, kind, russian, closing)
		}
	}
	check("2026-03-06", Working, "", "18:00")
	check("2026-03-08", Holiday, "Международный женский день", "")
	check("2026-03-09", Holiday, "перенос с 8 марта", "")
	check("2026-03-14", Working, "", "14:00")
	check("2026-03-15", Weekend, "", "")
	check("2026-04-30", Shortened, "", "17:00")
	check("2024-11-02", Opened, "", "17:00")
	check("2024-04-27", Opened, "", "18:00")
	check("2024-12-30", Holiday, "перенос с 28 декабря", "")
	check("2020-04-15", Holiday, "нерабочие дни по указу", "")

	// No table: the Labour Code alone.
	check("2027-01-08", Holiday, "новогодние каникулы", "")
	check("2027-01-11", Working, "", "18:00")
	check("2027-02-22", Shortened, "", "17:00")
	check("2027-05-03", Holiday, "перенос с 1 мая", "")
	check("2027-06-14", Holiday, "перенос с 12 июня", "")
	check("2027-12-31", Shortened, "", "17:00")
	check("2028-11-06", Holiday, "перенос с 4 ноября", "")
	if c.Known(2027) || c.Known(2012) {
		t.Error("years without a table are taken for known")
	}
	if !calendar(t, "UTC", lunch, "none").Known(2027) {
		t.Error("a calendar without holidays does not know a year")
	}
}

func TestShorten(t *testing.T) {
	check := func(hours, want string) {
		t.Helper()
		w, err := parseHours("Mon " + hours)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, win := range shorten(w[time.Monday], 60) {
			got = append(got, win.String())
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s shortened = %q, want %q", hours, s, want)
		}
	}
	check("09:00-13:00,14:00-18:00", "09:00–13:00 14:00–17:00")
	check("09:00-13:00,14:00-14:30", "09:00–12:30")
	check("09:00-13:00,14:00-15:00", "09:00–13:00")
	check("09:00-09:45", "")
}

func TestParseTableRefuses(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		if _, err := parseTable("t.txt", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	check("year 2026\n\n02-30 off X", `t.txt:3: "02-30" is no day of 2026`)
	check("02-23 off X", "t.txt:1: ")
	check("02-23 off X", "before any heading")
	check("year 26x", "year 26x")
	check("year 2026\nyear 2026", "t.txt:2: year 2026 is there twice")
	check("year 2026\n02-23 off", "no name")
	check("year 2026\n02-23 off | Имя", "no name")
	check("year 2026\n02-23", "says nothing of the day")
	check("year 2026\n02-23 closed X", `"closed X" is not understood`)
	check("year 2026\n02-23 short X", "not understood")
	check("year 2026\n02-21 open", "not understood")
	check("year 2026\n02-21 open for 02-31", `"02-31"`)
	check("year 2026\n02-23 off X\n02-20..02-25 off Y", "t.txt:3: 2026-02-23 is there twice")
	check("year 2026\n03-01..02-01 off Y", "ends before it begins")
	check("year 2026\neve short", "t.txt:2")
	check("every year\n02-23 short", "only days off")
	check("include de", `only "include ru"`)
	check("year 2026\ninclude ru", "before all else")
}

func FuzzParseTable(f *testing.F) {
	f.Add(ruTable)
	f.Add("include ru\nyear 2027\n01-01..01-08 off A | Б\n01-09 open for 01-11 short\n")
	f.Fuzz(func(t *testing.T, text string) {
		table, err := parseTable("t.txt", text)
		if err != nil {
			if !strings.HasPrefix(err.Error(), "t.txt:") {
				t.Fatalf("error without its place: %v", err)
			}
			return
		}
		s := &schedule{loc: time.UTC, table: table, week: week{1: {{540, 1080}}}}
		s.yearOf(firstOf(2026))
		s.yearOf(firstOf(2027))
	})
}

package worktime

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTrace(t *testing.T) {
	moscow := calendar(t, "Europe/Moscow", "Mon-Fri 09:00-18:00", "ru")
	p := func(from, to string) Interval { return Interval{at(t, moscow, from), at(t, moscow, to)} }
	for _, x := range []struct {
		name     string
		c        *Calendar
		from, to string
		pauses   []Interval
		want     string
	}{
		{"over a moved holiday", moscow, "2026-03-06 17:00", "2026-03-10 10:30", nil, `
			Fri 6 Mar 17:00–18:00  1 h
			Sat 7 – Mon 9 Mar  closed (weekend; 8 March: International Women's Day; 9 March: moved from 8 March)
			Tue 10 Mar 09:00–10:30  1 h 30 min`},
		{"one holiday", moscow, "2026-02-20 20:00", "2026-02-24 09:00:20", nil, `
			Sat 21 – Mon 23 Feb  closed (weekend; 23 February: Defender of the Fatherland Day)
			Tue 24 Feb 09:00–09:00:20  20 s`},
		{"New Year, shortened and unknown", moscow, "2026-12-30 17:30", "2027-01-11 09:10", nil, `
			Wed 30 Dec 17:30–18:00  30 min
			Thu 31 Dec – Sun 10 Jan  closed (31 December: moved from 4 January; 1–6 January: New Year holidays; 7 January: Orthodox Christmas; 8 January: New Year holidays; weekend; no table for 2027, only the holidays of every year)
			Mon 11 Jan 09:00–09:10  10 min`},
		{"a shortened day", moscow, "2026-04-30 16:00", "2026-05-01 12:00", nil, `
			Thu 30 Apr 16:00–17:00  1 h (shortened day)
			Fri 1 May  closed (Spring and Labour Day)`},
		{"an opened Saturday, paused", moscow, "2024-11-01 17:00", "2024-11-02 18:00", []Interval{p("2024-11-02 10:00", "2024-11-02 11:00")}, `
			Fri 1 Nov 17:00–18:00  1 h
			Sat 2 Nov 09:00–10:00  1 h (worked instead of Tue 30 Apr, shortened day)
			Sat 2 Nov 10:00–11:00  not counted (paused)
			Sat 2 Nov 11:00–17:00  6 h`},
		{"absent", moscow.WithAbsences(Absence{From: at(t, moscow, "2026-03-12 12:00"), To: at(t, moscow, "2026-03-17 00:00"), Why: "vacation"}), "2026-03-12 11:00", "2026-03-17 10:00", nil, `
			Thu 12 Mar 11:00–12:00  1 h
			Thu 12 Mar 12:00–18:00  not counted (vacation)
			Fri 13 – Mon 16 Mar  closed (vacation; weekend)
			Tue 17 Mar 09:00–10:00  1 h`},
		{"round the clock", calendar(t, "Europe/Moscow", "Mon-Sun 00:00-24:00", "none"), "2026-03-03 23:00", "2026-03-04 01:00", nil, `
			Tue 3 Mar 23:00–24:00  1 h
			Wed 4 Mar 00:00–01:00  1 h`},
		{"nothing", moscow, "2026-03-06 19:00", "2026-03-06 20:00", nil, ""},
		{"reversed", moscow, "2026-03-06 12:00", "2026-03-06 11:00", nil, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			a, b := at(t, x.c, x.from), at(t, x.c, x.to)
			var got []string
			sum := time.Duration(0)
			for _, s := range x.c.Trace(a, b, x.pauses...) {
				got = append(got, s.String())
				sum += s.Worked
			}
			if diff := cmp.Diff(strings.ReplaceAll(strings.TrimSpace(x.want), "\t", ""), strings.Join(got, "\n")); diff != "" {
				t.Error(diff)
			}
			if want := x.c.Between(a, b, x.pauses...); sum != want {
				t.Errorf("the steps sum to %v, Between is %v", sum, want)
			}
		})
	}
}

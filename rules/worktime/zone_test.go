package worktime

import (
	"testing"
	"time"
)

// Windows are real time: what a clock change takes or adds, the working time loses or has more.
func TestClockChanges(t *testing.T) {
	for _, x := range []struct {
		name, zone, hours, day string
		want                   time.Duration
		opens, closes          string // UTC
	}{
		{"put forward inside", "Europe/Berlin", "Sun 00:00-24:00", "2026-03-29", 23 * time.Hour, "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"},
		{"put back inside", "Europe/Berlin", "Sun 00:00-24:00", "2026-10-25", 25 * time.Hour, "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"},
		{"opens at a time that is skipped", "Europe/Berlin", "Sun 02:30-06:00", "2026-03-29", 3 * time.Hour, "2026-03-29T01:00:00Z", "2026-03-29T04:00:00Z"},
		{"closes at a time that is skipped", "Europe/Berlin", "Sun 00:00-02:30", "2026-03-29", 2 * time.Hour, "2026-03-28T23:00:00Z", "2026-03-29T01:00:00Z"},
		{"lies in what is skipped", "Europe/Berlin", "Sun 02:10-02:50", "2026-03-29", 0, "", ""},
		{"opens at a time that comes twice", "Europe/Berlin", "Sun 02:30-06:00", "2026-10-25", 4*time.Hour + 30*time.Minute, "2026-10-25T00:30:00Z", "2026-10-25T05:00:00Z"},
		{"closes at a time that comes twice", "Europe/Berlin", "Sun 00:00-02:30", "2026-10-25", 2*time.Hour + 30*time.Minute, "2026-10-24T22:00:00Z", "2026-10-25T00:30:00Z"},
		{"Moscow leaves summer time for good", "Europe/Moscow", "Sun 00:00-24:00", "2014-10-26", 25 * time.Hour, "2014-10-25T20:00:00Z", "2014-10-26T21:00:00Z"},
		{"half an hour at Lord Howe", "Australia/Lord_Howe", "Sun 00:00-24:00", "2026-04-05", 24*time.Hour + 30*time.Minute, "2026-04-04T13:00:00Z", "2026-04-05T13:30:00Z"},
		{"a day that is no day in Samoa", "Pacific/Apia", "Fri 09:00-18:00", "2011-12-30", 0, "", ""},
		{"midnight is skipped in Lebanon", "Asia/Beirut", "Sun 00:00-02:00", "2026-03-29", time.Hour, "2026-03-28T22:00:00Z", "2026-03-28T23:00:00Z"},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := calendar(t, x.zone, x.hours, "none")
			noon, err := time.Parse("2006-01-02 15:04", x.day+" 12:00")
			if err != nil {
				t.Fatal(err)
			}
			d := c.day(dateOf(noon))
			if x.want == 0 {
				if len(d.Windows) != 0 {
					t.Errorf("open %v", d.Windows)
				}
				return
			}
			if len(d.Windows) != 1 {
				t.Fatalf("windows %v", d.Windows)
			}
			w := d.Windows[0]
			opens, closes := w.From.UTC().Format(time.RFC3339), w.To.UTC().Format(time.RFC3339)
			if opens != x.opens || closes != x.closes {
				t.Errorf("open %s to %s, want %s to %s", opens, closes, x.opens, x.closes)
			}
			if got := c.Between(w.From.Add(-48*time.Hour), w.To.Add(48*time.Hour)); got != x.want {
				t.Errorf("Between = %v, want %v", got, x.want)
			}
		})
	}
}

// Where clocks are put back over midnight, the second last hour of the old day lies inside the new one.
func TestMidnightComesTwice(t *testing.T) {
	c := calendar(t, "America/Havana", "Sat-Sun 00:00-24:00", "none") // 1 November 2026, 01:00 → 00:00
	from := time.Date(2026, 10, 31, 0, 0, 0, 0, c.Location())
	to := time.Date(2026, 11, 2, 0, 0, 0, 0, c.Location())
	if got := c.Between(from, to); got != 49*time.Hour {
		t.Errorf("Between = %v, want 49h", got)
	}
	for m := from; m.Before(to); m = m.Add(30 * time.Minute) {
		if !c.IsOpen(m) {
			t.Errorf("%v is closed", m)
		}
		end, err := c.Add(from, m.Sub(from))
		if err != nil || !end.Equal(m) {
			t.Errorf("Add(%v) = %v, %v, want %v", m.Sub(from), end, err, m)
		}
	}
}

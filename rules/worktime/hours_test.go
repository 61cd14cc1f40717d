package worktime

import (
	"fmt"
	"strings"
	"testing"
)

func TestParseHours(t *testing.T) {
	check := func(spec, want string) {
		t.Helper()
		w, err := parseHours(spec)
		if err != nil {
			t.Errorf("%q: %v", spec, err)
			return
		}
		var got []string
		for day, windows := range w {
			if len(windows) > 0 {
				got = append(got, fmt.Sprint(day, windows))
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q = %s, want %s", spec, s, want)
		}
	}
	check("Mon-Tue 09:00-13:00,14:00-18:00; Sat 10:00-14:00", "1 [09:00–13:00 14:00–18:00] 2 [09:00–13:00 14:00–18:00] 6 [10:00–14:00]")
	check("Пн–Вт 9:00–18:00", "1 [09:00–18:00] 2 [09:00–18:00]")
	check("понедельник, Среда 9-18;", "1 [09:00–18:00] 3 [09:00–18:00]")
	check("Sat-Mon 10:00 - 11:00", "0 [10:00–11:00] 1 [10:00–11:00] 6 [10:00–11:00]")
	check("fri 00:00-24:00", "5 [00:00–24:00]")
	check("Mon 14:00-18:00,09:00-13:00", "1 [09:00–13:00 14:00–18:00]")
	check("Mon 09:00-13:00; Mon 13:00-18:00", "1 [09:00–18:00]")
}

func TestParseHoursRefuses(t *testing.T) {
	check := func(spec string, want ...string) {
		t.Helper()
		_, err := parseHours(spec)
		if err == nil {
			t.Errorf("%q: no error", spec)
			return
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: error %q does not say %q", spec, err, w)
			}
		}
	}
	check("", "no working time", DefaultHours)
	check("Mon-Fri", "no times", `"Mon-Fri 09:00-18:00"`)
	check("09:00-18:00", "no days")
	check("Mon-Fri 09:00", "no end")
	check("Mon-Fri 18:00-09:00", `in "Mon-Fri 18:00-09:00"`, "ends before it begins", "22:00-24:00")
	check("Mon-Fri 09:00-09:00", "ends before it begins")
	check("Mon-Fri 09:00-18:00; Fri 10:00-17:00", "Friday overlap", "09:00–18:00", "10:00–17:00")
	check("Mon 09:00-25:00", `"25:00" is no time of day`)
	check("Mon 09:00-24:01", `"24:01"`)
	check("Mon 09:60-18:00", `"09:60"`)
	check("Mon 9:5-18:00", `"9:5"`)
	check("Mon 09:00-18:00,", `""`)
	check("Mond 09:00-18:00", `"Mond" is no day`)
	check("Mon,Mon 09:00-18:00", "Monday is named twice")
	check("Mon-Wed,Tue 09:00-18:00", "Tuesday is named twice")
}

func FuzzParseHours(f *testing.F) {
	f.Add("Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-14:00")
	f.Add("Пн-Пт 9-18")
	f.Fuzz(func(t *testing.T, spec string) {
		w, err := parseHours(spec)
		for _, windows := range w {
			for i, win := range windows {
				if err != nil || win.from < 0 || win.to > 24*60 || win.from >= win.to || i > 0 && windows[i-1].to >= win.from {
					t.Fatalf("%q: %v, %v", spec, windows, err)
				}
			}
		}
	})
}

package mailbox

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// moment is a date or a time of a calendar object (RFC 5545 3.3.4, 3.3.5).
type moment struct {
	at       time.Time
	day      bool // a date without a time: the midnight it begins with
	floating bool // without a zone
	zone     string
}

// moment reads a time in the zone that its property names. Of the forms that the standard does not know, those are
// read that can mean only one thing: dashes and colons, no seconds, an offset behind the time.
func (r *eventReader) moment(p property, value string) (moment, error) {
	digits, suffix, err := splitTime(strings.TrimSpace(value))
	if err != nil {
		return moment{}, err
	}
	z, named := r.zoneOf(p)
	m := moment{floating: !named, zone: z.name, day: len(digits) == 8}
	switch {
	case m.day: // a day is the reader's, whatever zone the calendar is kept in
		z, m.floating, m.zone = zone{r.local, r.local.String()}, false, r.local.String()
	case suffix == "Z":
		z, m.floating, m.zone = zone{time.UTC, "UTC"}, false, "UTC"
	case suffix != "":
		if z, err = offsetZone(suffix); err != nil {
			return moment{}, err
		}
		m.floating, m.zone = false, z.name
	}
	m.at, err = dateTime(digits, z.location)
	return m, err
}

// splitTime cuts a time into its 8, 12 or 14 digits and what stands behind them: "", "Z" or an offset.
func splitTime(value string) (digits, suffix string, err error) {
	v := strings.ToUpper(value)
	i := 0
	var b strings.Builder
	for ; i < len(v) && b.Len() < 14; i++ {
		c := v[i]
		switch {
		case c >= '0' && c <= '9':
			b.WriteByte(c)
		case (c == '-' || c == '+') && b.Len() >= 12:
			return checkedTime(value, b.String(), v[i:])
		case c == '-' || c == ':' || c == '/' || (c == 'T' || c == ' ') && b.Len() == 8:
		default:
			return checkedTime(value, b.String(), v[i:])
		}
	}
	suffix = v[i:]
	if strings.HasPrefix(suffix, ".") { // fractions of a second
		suffix = strings.TrimLeft(suffix[1:], "0123456789")
	}
	return checkedTime(value, b.String(), suffix)
}

func checkedTime(value, digits, suffix string) (string, string, error) {
	suffix = strings.TrimSpace(suffix)
	known := suffix == "" || suffix == "Z" || suffix[0] == '+' || suffix[0] == '-'
	if n := len(digits); n != 8 && n != 12 && n != 14 || !known || n == 8 && suffix != "" && suffix != "Z" {
		return "", "", fmt.Errorf("%q is no time: it should look like 20260302T150000", clip(value))
	}
	return digits, suffix, nil
}

// dateTime makes a time of its digits. Days and hours that do not exist are errors; a leap second is its minute's last.
func dateTime(digits string, loc *time.Location) (time.Time, error) {
	part := func(from, to int) int {
		if len(digits) < to {
			return 0
		}
		n, _ := strconv.Atoi(digits[from:to])
		return n
	}
	year, month, day, hour, minute, second := part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), min(part(12, 14), 59)
	last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	switch {
	case year == 0 || month < 1 || month > 12 || day < 1 || day > last:
		return time.Time{}, fmt.Errorf("%s is no day of any calendar", digits[:8])
	case hour > 24 || minute > 59 || part(12, 14) > 60 || hour == 24 && minute+second > 0:
		return time.Time{}, fmt.Errorf("%s is no time of a day", digits[8:])
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, 0, loc), nil
}

// clip shortens what an error quotes.
func clip(s string) string {
	if short := cutAt(s, 60); len(short) < len(s) {
		return short + "…"
	}
	return s
}

// lasting is a duration of a calendar (RFC 5545 3.3.6): days are days of the calendar, hours are real ones.
type lasting struct {
	days int
	time time.Duration
}

func (d lasting) after(t time.Time) time.Time { return t.AddDate(0, 0, d.days).Add(d.time) }

// parseSpan reads a duration such as PT1H30M, P1D, P2W. One below nothing is an error.
func parseSpan(value string) (lasting, error) {
	v := strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(value)), "+")
	wrong := fmt.Errorf("%q is no duration: it should look like PT1H30M", clip(value))
	if !strings.HasPrefix(v, "P") || len(v) < 3 {
		return lasting{}, wrong
	}
	var d lasting
	clock, n, digits := false, 0, 0
	for _, c := range v[1:] {
		if c >= '0' && c <= '9' {
			n, digits = n*10+int(c-'0'), digits+1
			if digits > 6 {
				return lasting{}, wrong
			}
			continue
		}
		switch {
		case c == 'T' && !clock && digits == 0:
			clock = true
			continue
		case digits == 0:
			return lasting{}, wrong
		case c == 'W' && !clock:
			d.days += 7 * n
		case c == 'D' && !clock:
			d.days += n
		case c == 'H' && clock:
			d.time += time.Duration(n) * time.Hour
		case c == 'M' && clock:
			d.time += time.Duration(n) * time.Minute
		case c == 'S' && clock:
			d.time += time.Duration(n) * time.Second
		default:
			return lasting{}, wrong
		}
		n, digits = 0, 0
	}
	if digits > 0 {
		return lasting{}, wrong
	}
	return d, nil
}

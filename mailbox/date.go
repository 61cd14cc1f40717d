package mailbox

import (
	"strconv"
	"strings"
	"time"
	"unicode"
)

// parseDate reads a Date header: RFC 5322 3.3 with its obsolete forms, and what programs write instead: other orders, ISO 8601,
// Russian and abbreviated names, zone names. hasZone is false when it names no zone; the time is then given in UTC.
func parseDate(s string) (t time.Time, hasZone, ok bool) {
	if s == "" {
		return time.Time{}, false, false
	}
	usual := s
	if i := strings.Index(s, " ("); i > 0 && s[len(s)-1] == ')' {
		usual = s[:i]
	}
	if t, err := time.ParseInLocation("Mon, 2 Jan 2006 15:04:05 -0700", usual, time.UTC); err == nil {
		return t, true, true
	}
	var d dateParts
	d.day, d.month, d.year, d.hour, d.offset = -1, -1, -1, -1, noZone
	for _, w := range dateWords(s) {
		d.take(w)
	}
	if d.day < 1 || d.day > 31 || d.month < 1 || d.month > 12 || d.year < 0 {
		return time.Time{}, false, false
	}
	if d.hour < 0 {
		d.hour = 0
	}
	if d.pm && d.hour < 12 {
		d.hour += 12
	} else if d.am && d.hour == 12 {
		d.hour = 0
	}
	if d.hour > 24 || d.min > 59 || d.sec > 60 {
		return time.Time{}, false, false
	}
	loc := time.UTC
	if hasZone = d.offset != noZone; hasZone && d.offset != 0 {
		loc = time.FixedZone("", d.offset)
	}
	t = time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, 0, loc)
	if d.zone == "MSK" && !t.Before(moscowForward) && t.Before(moscowBack) {
		t = time.Date(d.year, time.Month(d.month), d.day, d.hour, d.min, d.sec, 0, time.FixedZone("", 4*3600))
	}
	return t, hasZone, true
}

// Between these moments Moscow time was four hours ahead of UTC.
var (
	moscowForward = time.Date(2011, 3, 26, 23, 0, 0, 0, time.UTC)
	moscowBack    = time.Date(2014, 10, 25, 22, 0, 0, 0, time.UTC)
)

const noZone = 1 << 30

// dateParts is what the words of a date have told so far.
type dateParts struct {
	day, month, year, hour, min, sec int
	offset                           int // seconds east of UTC
	zone                             string
	am, pm                           bool
}

// dateWords cuts at white space and commas, leaves comments out, and parts "2026-03-02T10:15".
func dateWords(s string) []string {
	if strings.IndexByte(s, '(') >= 0 {
		if bare := stripComment(s); strings.ContainsAny(bare, "0123456789") {
			s = bare
		}
	}
	words := strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == ',' || r == '\r' || r == '\n' || r == '"' || r == '\u00a0'
	})
	for i, w := range words {
		if len(w) >= 15 && w[4] == '-' && (w[10] == 'T' || w[10] == 't') {
			return append(append(append([]string{}, words[:i]...), w[:10], w[11:]), words[i+1:]...)
		}
	}
	return words
}

// take understands one word.
func (d *dateParts) take(w string) {
	switch {
	case d.hour < 0 && strings.Count(w, ":") >= 1 && digits(w[:1]) && d.takeClock(w):
	case d.hour >= 0 && (w[0] == '+' || w[0] == '-') && len(w) > 1 && digits(w[1:2]):
		if d.offset == noZone || d.offset == 0 {
			d.takeOffset(w)
		}
	case digits(w):
		d.takeNumber(w)
	case digits(w[:1]):
		d.takeJoined(w)
	default:
		d.takeName(w)
	}
}

// takeClock reads 10:15, 10:15:30, 10:15:30.123, 10:15:30+03:00, 10:15Z.
func (d *dateParts) takeClock(w string) bool {
	clock := w
	if i := strings.IndexAny(w, "+-Zz"); i > 0 {
		clock = w[:i]
		if w[i] == 'Z' || w[i] == 'z' {
			d.offset = 0
		} else {
			d.takeOffset(w[i:])
		}
	}
	low := strings.ToLower(clock)
	if strings.HasSuffix(low, "pm") || strings.HasSuffix(low, "am") {
		d.pm, d.am = low[len(low)-2] == 'p', low[len(low)-2] == 'a'
		clock = clock[:len(clock)-2]
	}
	parts := strings.Split(clock, ":")
	if len(parts) > 3 {
		return false
	}
	nums := [3]int{}
	for i, p := range parts {
		p, _, _ = strings.Cut(p, ".")
		n, err := strconv.Atoi(p)
		if err != nil || n < 0 {
			return false
		}
		nums[i] = n
	}
	d.hour, d.min, d.sec = nums[0], nums[1], nums[2]
	return true
}

// takeOffset reads +0300, +03:00, +3, -0700.
func (d *dateParts) takeOffset(w string) {
	sign := 1
	if w[0] == '-' {
		sign = -1
	}
	num := strings.ReplaceAll(w[1:], ":", "")
	for i := range len(num) {
		if num[i] < '0' || num[i] > '9' {
			num = num[:i]
			break
		}
	}
	n, err := strconv.Atoi(num)
	if err != nil {
		return
	}
	h, m := n/100, n%100
	if len(num) <= 2 {
		h, m = n, 0
	}
	if h <= 15 && m < 60 {
		d.offset = sign * (h*3600 + m*60)
	}
}

// takeNumber reads a lone number: the day, else the year.
func (d *dateParts) takeNumber(w string) {
	n, err := strconv.Atoi(w)
	if err != nil || len(w) > 8 {
		return
	}
	switch {
	case len(w) == 8 && d.year < 0 && d.day < 0: // 20260302
		d.year, d.month, d.day = n/10000, n/100%100, n%100
	case d.day < 0 && n <= 31 && len(w) <= 2:
		d.day = n
	case d.year < 0 && len(w) <= 4:
		d.year = fullYear(n, len(w))
	}
}

// fullYear completes years of two and three digits (RFC 5322 4.3).
func fullYear(n, width int) int {
	switch {
	case width <= 2 && n < 50:
		return 2000 + n
	case width <= 3:
		return 1900 + n
	}
	return n
}

// takeJoined reads 2026-03-02, 02.03.2026, 02-Mar-2026, 3/2/2026 (American) and 10.15 as a clock after a date.
func (d *dateParts) takeJoined(w string) {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '.' || r == '/' })
	if len(parts) < 2 || d.day >= 0 && d.month >= 0 {
		if len(parts) >= 2 && d.hour < 0 {
			d.takeClock(strings.Join(parts, ":"))
		} else if len(parts) == 1 { // 1st, 2-го
			d.takeNumber(strings.TrimRightFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }))
		}
		return
	}
	if m := monthOf(parts[1]); m > 0 && len(parts) == 3 {
		d.takeNumber(parts[0])
		d.month = m
		d.takeNumber(parts[2])
		return
	}
	if len(parts) != 3 {
		return
	}
	a, err1 := strconv.Atoi(parts[0])
	b, err2 := strconv.Atoi(parts[1])
	c, err3 := strconv.Atoi(parts[2])
	if err1 != nil || err2 != nil || err3 != nil {
		return
	}
	switch {
	case len(parts[0]) == 4:
		d.year, d.month, d.day = a, b, c
	case strings.Contains(w, "/") && a <= 12:
		d.month, d.day, d.year = a, b, fullYear(c, len(parts[2]))
	default:
		d.day, d.month, d.year = a, b, fullYear(c, len(parts[2]))
	}
}

// takeName reads a month, a zone, am or pm. Names of weekdays say nothing that is needed.
func (d *dateParts) takeName(w string) {
	if d.month < 0 {
		if m := monthOf(w); m > 0 {
			d.month = m
			return
		}
	}
	upper := strings.ToUpper(strings.Trim(w, ".()[]"))
	switch upper {
	case "AM", "PM":
		d.am, d.pm = upper == "AM", upper == "PM"
		return
	}
	if d.hour < 0 || d.offset != noZone {
		return
	}
	for _, p := range []string{"GMT", "UTC", "UT"} {
		if rest, ok := strings.CutPrefix(upper, p); ok && len(rest) > 1 && (rest[0] == '+' || rest[0] == '-') {
			d.takeOffset(rest)
			return
		}
	}
	if h, ok := zoneHours[upper]; ok {
		d.zone, d.offset = upper, int(h*3600)
	}
}

// zoneHours are the zones that mail names by letters, in hours east of UTC. Ambiguous ones have the meaning of RFC 5322 4.3.
var zoneHours = map[string]float64{
	"Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "MET": 1, "CEST": 2, "MEST": 2, "EET": 2, "EEST": 3, "SAST": 2,
	"MSK": 3, "MSD": 4, "МСК": 3, "TRT": 3, "IDT": 3, "SAMT": 4, "GST": 4, "AMT": 4, "GET": 4, "AZT": 4, "YEKT": 5, "YEKST": 6, "UZT": 5, "PKT": 5,
	"IST": 5.5, "OMST": 6, "OMSST": 7, "ALMT": 5, "NOVT": 7, "NOVST": 7, "KRAT": 7, "KRAST": 8, "IRKT": 8, "IRKST": 9, "HKT": 8, "SGT": 8, "AWST": 8,
	"YAKT": 9, "YAKST": 10, "JST": 9, "KST": 9, "VLAT": 10, "VLAST": 11, "AEST": 10, "AEDT": 11, "MAGT": 11, "SAKT": 11, "PETT": 12, "NZST": 12, "NZDT": 13,
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "ART": -3, "BRT": -3,
}

// monthStems are the beginnings of the months' names, English, Russian and the commonest others.
var monthStems = [12]string{
	"jan янв", "feb фев fév", "mar мар mär mrz", "apr апр avr", "may май мая mai", "jun июн juin", "jul июл juil", "aug авг aoû",
	"sep сен", "oct окт okt", "nov ноя", "dec дек dez déc",
}

// monthOf returns the number of the month that a word names, 0 when it names none.
func monthOf(w string) int {
	if len(w) < 3 || w[0] >= '0' && w[0] <= '9' {
		return 0
	}
	w = strings.ToLower(w)
	found, long := 0, 0
	for i, stems := range monthStems {
		for _, stem := range strings.Fields(stems) {
			if strings.HasPrefix(w, stem) && len(stem) > long {
				found, long = i+1, len(stem)
			}
		}
	}
	return found
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

package reading

import (
	"strconv"
	"strings"
	"time"
)

// dated reads dates with a day of the month: «12 июля», "July 15th", «15.07.2026», «24-му», «двадцать пятого», «15 числа»,
// "the 26th".
func (c *clockwork) dated(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if m, ok := c.value(w, ofMonth); ok {
		return c.monthFirst(s, i, to, m)
	}
	if w.kind == number && strings.ContainsAny(w.s, "./-") && !hasOrdinal(w.s) {
		if d, ok := c.figures(s, i, to); ok {
			return c.day(d, Day), c.afterYear(s, i+1, to)
		}
		return piece{}, i
	}
	n, next := c.nth(s, i, to)
	letters := next > i
	if !letters {
		var ok bool
		if n, ok = c.number(w); !ok || w.kind != number {
			return piece{}, i
		}
		next = i + 1
	}
	if n < 1 || n > 31 || strings.HasSuffix(w.s, "х") {
		return piece{}, i
	}
	if p, end := c.withMonth(s, n, next, to); end > next {
		return p, end
	}
	if c.l.is(c.word(s, next, to), inDayOfMonth) {
		return c.day(c.dayOfMonth(n), Day), next + 1
	}
	if letters && c.alone(s, n, i, next, to) || w.kind == number && !isDigits(w.s) && hasOrdinal(w.s) && !c.nounAfter(s, next, to) {
		return c.day(c.dayOfMonth(n), Day), next
	}
	return piece{}, i
}

// withMonth reads the month, and the later end of a range, after day n: «июля», "of July", «–25 октября», «по 22 июля».
func (c *clockwork) withMonth(s *sentence, n, i, to int) (piece, int) {
	k := i
	if c.word(s, k, to).s == "of" || k < to && s.words[k].dash && c.isMonth(&s.words[k].token) {
		k++
	}
	for _, k := range []int{i, k} {
		if m, ok := c.value(c.word(s, k, to), ofMonth); ok {
			return c.day(c.dateOf(n, m, c.yearAt(s, k+1, to)), Day), c.afterYear(s, k+1, to)
		}
	}
	k = i
	switch c.word(s, k, to).s {
	case "по", "до", "to", "и", "and", "на", "или", "or":
		k++
	default:
		if k >= to || !s.words[k].dash {
			return piece{}, i
		}
	}
	r, end := c.nth(s, k, to)
	if end == k {
		var ok bool
		if r, ok = c.number(c.word(s, k, to)); !ok || c.word(s, k, to).kind != number {
			return piece{}, i
		}
		end = k + 1
	}
	if c.word(s, end, to).s == "of" {
		end++
	}
	m, ok := c.value(c.word(s, end, to), ofMonth)
	if !ok || r <= n || r > 31 {
		return piece{}, i
	}
	return c.day(c.dateOf(r, m, c.yearAt(s, end+1, to)), Day), c.afterYear(s, end+1, to)
}

// alone reports whether ordinal n in letters, words from i to next, is a day rather than belongs to a noun («второго
// варианта», "the first draft").
func (c *clockwork) alone(s *sentence, n, i, next, to int) bool {
	prev, w := c.word(s, i-1, to), c.word(s, i, to)
	if w.s[0] < 0x80 && (prev.s != "the" || !c.l.is(c.word(s, i-2, to), inBy) && !c.l.is(c.word(s, i-2, to), inAt)) {
		return false
	}
	if next == i+1 && !strings.HasSuffix(w.s, "го") && !strings.HasSuffix(w.s, "му") && w.s[0] >= 0x80 {
		return false
	}
	t := c.word(s, next, to)
	if t.s == "" || s.words[next].opens || s.words[next].dash {
		return n > 3 || w.s[0] < 0x80 || c.l.is(prev, inBy)
	}
	return t.form != 0 || t.kind == number || c.l.is(t, inBy) || c.l.is(t, inAt) || c.l.is(t, inAnd) || t.dated
}

// nounAfter reports whether an ordinal belongs to a noun («по 60-му счёту», «1-му кварталу») rather than to a day.
func (c *clockwork) nounAfter(s *sentence, i, to int) bool {
	w := c.word(s, i, to)
	if w.kind != word || w.s == "" || s.words[i].opens {
		return false
	}
	if c.isUnit(w) && w.s != "с" || c.l.is(w, inMeasure) || c.l.is(w, inNumbered) || strings.HasSuffix(w.s, "класс") || strings.HasSuffix(w.s, "счету") || strings.HasSuffix(w.s, "этаже") || strings.HasPrefix(w.s, "половин") {
		return true
	}
	return false
}

// monthFirst reads "July 15th", "July the 15th", "July 6–19".
func (c *clockwork) monthFirst(s *sentence, i, to, m int) (piece, int) {
	w, k := c.word(s, i, to), i+1
	if c.word(s, k, to).s == "the" {
		k++
	}
	t := c.word(s, k, to)
	n, ok := c.number(t)
	if !ok || w.s[0] > 0x7f || t.kind != number || n < 1 || n > 31 || c.l.is(c.word(s, k+1, to), inMeasure) {
		return piece{}, i
	}
	end := k + 1
	next := c.word(s, end, to)
	if r, ok := c.number(next); ok && next.kind == number && (s.words[end].dash) && r > n && r <= 31 {
		n, end = r, end+1
	}
	return c.day(c.dateOf(n, m, c.yearAt(s, end, to)), Day), c.afterYear(s, end, to)
}

// figures reads 15.07, 15.07.26, 15/07/2026 and 2026-07-15 unless the words around make them anything else.
func (c *clockwork) figures(s *sentence, i, to int) (time.Time, bool) {
	w := strings.TrimSuffix(c.word(s, i, to).s, "г")
	f := strings.FieldsFunc(w, func(r rune) bool { return r == '.' || r == '/' || r == '-' })
	if len(f) < 2 || len(f) > 3 {
		return time.Time{}, false
	}
	var n [3]int
	for k, x := range f {
		v, err := strconv.Atoi(x)
		if err != nil {
			return time.Time{}, false
		}
		n[k] = v
	}
	if len(f) == 3 && len(f[0]) < 4 && len(f[2]) != 2 && len(f[2]) != 4 {
		return time.Time{}, false
	}
	if len(f[0]) == 4 {
		n[0], n[2] = n[2], n[0]
	}
	if len(f) == 2 && !strings.Contains(w, "/") && (len(f[1]) != 2 || c.dottedTime(s, i, to)) || len(f) == 2 && (c.l.is(c.word(s, i+1, to), inMeasure) || c.l.is(c.word(s, i-1, to), inNumbered)) {
		return time.Time{}, false
	}
	if n[1] > 12 && n[0] <= 12 && strings.Contains(w, "/") {
		n[0], n[1] = n[1], n[0]
	}
	if n[0] < 1 || n[0] > 31 || n[1] < 1 || n[1] > 12 {
		return time.Time{}, false
	}
	if n[2] > 0 && n[2] < 100 {
		n[2] += 2000
	}
	return c.dateOf(n[0], n[1], n[2]), true
}

// dottedTime reports whether figures such as 11.10 are a time rather than a date: «в 11.10», "at 11.10", «завтра до 11.10».
func (c *clockwork) dottedTime(s *sentence, i, to int) bool {
	prev := c.word(s, i-1, to)
	if prev.s == "в" || prev.s == "at" {
		return true
	}
	before := c.word(s, i-2, to)
	_, day := c.value(before, ofDay)
	_, weekday := c.value(before, ofWeekday)
	return c.l.is(prev, inBy) && (day || weekday || c.isMonth(before))
}

// yearAt is the year at word i, 0 when none stands there.
func (c *clockwork) yearAt(s *sentence, i, to int) int {
	w := c.word(s, i, to)
	digits := strings.TrimSuffix(w.s, "г")
	if w.kind != number || len(digits) != 4 {
		return 0
	}
	if y, ok := figure(digits); ok && y > 2000 && y < 2100 {
		return y
	}
	return 0
}

func (c *clockwork) afterYear(s *sentence, i, to int) int {
	if c.yearAt(s, i, to) == 0 {
		return i
	}
	if w := c.word(s, i+1, to).s; w == "г" || w == "года" {
		return i + 2
	}
	return i + 1
}

// dateOf is a date; without a year the one that is next, or was less than a month ago.
func (c *clockwork) dateOf(d, m, y int) time.Time {
	if y == 0 {
		y = c.now.Year()
		if t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, c.now.Location()); c.today().Sub(t) > 31*24*time.Hour {
			y++
		}
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, c.now.Location())
}

// dayOfMonth is the next day with that number, today included.
func (c *clockwork) dayOfMonth(d int) time.Time {
	t := c.today()
	y, m := t.Year(), t.Month()
	if d < t.Day() {
		m++
	}
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

package reading

import (
	"strconv"
	"strings"
	"time"
)

// piece reads the part of a due time that begins at word i; the second result is the word after it, or i.
func (c *clockwork) piece(s *sentence, i, to int) (piece, int) {
	if !s.words[i].timely {
		return piece{}, i
	}
	for _, read := range []func(*sentence, int, int) (piece, int){
		c.counted, c.period, c.dated, c.weekday, c.relativeDay, c.clockTime, c.partOfDay, c.loose,
	} {
		if p, n := read(s, i, to); n > i {
			return p, n
		}
	}
	return piece{}, i
}

// word is word i of the sentence, or one that is in no class when i is outside [0, to).
func (c *clockwork) word(s *sentence, i, to int) *token {
	if i < 0 || i >= to {
		return &token{known: &nothing}
	}
	return &s.words[i].token
}

// value is the value of a word in a numbered class, such as ("month", 7) for «июля».
func (c *clockwork) value(t *token, class string) (int, bool) {
	for _, a := range t.atoms {
		if v := c.l.value(a); v.class == class {
			return v.n, true
		}
	}
	return 0, false
}

// number is the number that a word stands for, written in figures or letters.
func (c *clockwork) number(t *token) (int, bool) {
	if t.kind == number {
		digits := strings.TrimRightFunc(t.s, func(r rune) bool { return r < '0' || r > '9' })
		if rest := t.s[len(digits):]; rest != "" && !ordinal(rest) {
			return 0, false
		}
		if !isDigits(digits) || len(digits) > 9 {
			return 0, false
		}
		n, err := strconv.Atoi(digits)
		return n, err == nil
	}
	return c.value(t, "many")
}

// ordinal reports whether the letters after a figure only say its case: «24-го», "5th".
func ordinal(s string) bool {
	switch strings.TrimLeft(s, "-‑") {
	case "го", "ого", "му", "ому", "е", "ое", "м", "ом", "й", "х", "ти", "th", "st", "nd", "rd":
		return true
	}
	return false
}

func (c *clockwork) day(d time.Time, p Precision) piece {
	return piece{kind: pieceDay, day: d, precision: p}
}

// relativeDay reads «завтра», «послезавтра», "the day after tomorrow".
func (c *clockwork) relativeDay(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	n, ok := c.value(w, "day")
	if !ok {
		if w.s == "day" && c.word(s, i+1, to).s == "after" && c.word(s, i+2, to).s == "tomorrow" {
			return c.day(c.today().AddDate(0, 0, 2), Day), i + 3
		}
		return piece{}, i
	}
	next := i + 1
	if u := c.word(s, next, to).s; u == "дня" || u == "дню" || u == "день" {
		next++
	}
	return c.day(c.today().AddDate(0, 0, n), Day), next
}

// weekday reads «в пятницу», «следующий вторник», "Thursday week".
func (c *clockwork) weekday(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	skip, following := 0, false
	if c.l.is(w, inNext) || c.l.is(w, inThis) {
		following, skip = c.l.is(w, inNext) && w.s != "той", 1
		w = c.word(s, i+1, to)
	}
	n, ok := c.value(w, "weekday")
	if !ok || c.shortDay(s, i+skip, to) || c.l.is(c.word(s, i-1, to), inPast) {
		return piece{}, i
	}
	ahead := (n - int(c.now.Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	if today := int(c.now.Weekday()+6)%7 + 1; following && n > today {
		ahead += 7
	}
	end := i + skip + 1
	if c.word(s, end, to).s == "week" {
		ahead, end = ahead+7, end+1
	}
	p := c.day(c.today().AddDate(0, 0, ahead), Day)
	p.weak = true
	if prev := c.word(s, i-1, to); n == int(c.now.Weekday()+6)%7+1 && skip == 0 && i >= 1 {
		if v, ok := c.value(prev, "day"); ok && v == 0 {
			p.day = c.today()
		}
		if v, ok := c.value(c.word(s, i-2, to), "day"); ok && v == 0 && c.l.is(prev, inAt) {
			p.day = c.today()
		}
	}
	return p, end
}

// shortDay reports whether a short name at i («ср», "sat", "sun", «вс») stands without anything that makes it a day.
func (c *clockwork) shortDay(s *sentence, i, to int) bool {
	w := c.word(s, i, to)
	if len(w.s) > 4 || w.s == "" {
		return w.s == "среды" && !c.l.is(c.word(s, i-1, to), inBy) && !c.l.is(c.word(s, i-1, to), inAt) && !c.l.is(c.word(s, i-1, to), inAfter)
	}
	prev := c.word(s, i-1, to)
	if c.l.is(prev, inBy) || c.l.is(prev, inAt) || c.l.is(prev, inNext) || c.l.is(prev, inThis) {
		return false
	}
	return w.s == "sat" || w.s == "sun" || w.s == "вс" || w.s == "ср" || w.s == "вт"
}

// dated reads dates with a day of the month: «12 июля», "July 15th", «15.07.2026», «24-му», «15 числа», "the 26th".
func (c *clockwork) dated(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if m, ok := c.value(w, "month"); ok {
		return c.monthFirst(s, i, to, m)
	}
	if w.kind == number && strings.ContainsAny(w.s, "./-") && !hasOrdinal(w.s) {
		if d, ok := c.figures(s, i, to); ok {
			return c.day(d, Day), c.afterYear(s, i+1, to)
		}
		return piece{}, i
	}
	n, ok := c.number(w)
	if !ok || n < 1 || n > 31 || len(w.s) > 9 && w.kind == number {
		return piece{}, i
	}
	next := i + 1
	if c.word(s, next, to).s == "of" {
		next++
	}
	if m, ok := c.value(c.word(s, next, to), "month"); ok && (w.kind == number || ordinalWord(w.s)) {
		p := c.day(c.dateOf(n, m, c.yearAt(s, next+1, to)), Day)
		return p, c.afterYear(s, next+1, to)
	}
	if r, ok := c.number(c.word(s, i+1, to)); ok && c.word(s, i+1, to).kind == number && r > n && r <= 31 && s.words[i+1].dash {
		if m, ok := c.value(c.word(s, i+2, to), "month"); ok { // "24–25 октября"
			return c.day(c.dateOf(r, m, c.yearAt(s, i+3, to)), Day), c.afterYear(s, i+3, to)
		}
	}
	if r, ok := c.number(c.word(s, i+2, to)); ok && r > n && r <= 31 { // «с 20 по 22 июля»
		m, month := c.value(c.word(s, i+3, to), "month")
		switch c.word(s, i+1, to).s {
		case "по", "до", "to", "и", "and", "на":
			if month {
				return c.day(c.dateOf(r, m, c.yearAt(s, i+4, to)), Day), c.afterYear(s, i+4, to)
			}
		}
	}
	if c.l.is(c.word(s, i+1, to), inDayOfMonth) || w.kind == number && !isDigits(w.s) && hasOrdinal(w.s) && !c.nounAfter(s, i+1, to) {
		end := i + 1
		if c.l.is(c.word(s, end, to), inDayOfMonth) {
			end++
		}
		return c.day(c.dayOfMonth(n), Day), end
	}
	return piece{}, i
}

func hasOrdinal(s string) bool { return ordinal(strings.TrimLeft(s, "0123456789")) }

func ordinalWord(s string) bool {
	return strings.HasSuffix(s, "го") || strings.HasSuffix(s, "му") || s == "first" || s == "second" || s == "third"
}

// nounAfter reports whether an ordinal belongs to a noun («по 60-му счёту») rather than to a day.
func (c *clockwork) nounAfter(s *sentence, i, to int) bool {
	w := c.word(s, i, to)
	if w.kind != word || w.s == "" || s.words[i].opens {
		return false
	}
	return c.l.is(w, inMeasure) || c.l.is(w, inNumbered) || strings.HasSuffix(w.s, "класс") || strings.HasSuffix(w.s, "счету") || strings.HasSuffix(w.s, "этаже")
}

func (c *clockwork) monthFirst(s *sentence, i, to, m int) (piece, int) {
	n, ok := c.number(c.word(s, i+1, to))
	w := c.word(s, i, to)
	if !ok || w.s[0] > 0x7f || c.word(s, i+1, to).kind != number || n < 1 || n > 31 || c.l.is(c.word(s, i+2, to), inMeasure) {
		return piece{}, i
	}
	if r, ok := c.number(c.word(s, i+2, to)); ok && s.words[i+2].kind == number && s.words[i+2].dash && r > n && r <= 31 { // "July 6–19"
		return c.day(c.dateOf(r, m, c.yearAt(s, i+3, to)), Day), c.afterYear(s, i+3, to)
	}
	return c.day(c.dateOf(n, m, c.yearAt(s, i+2, to)), Day), c.afterYear(s, i+2, to)
}

// figures reads 15.07, 15.07.26, 15/07/2026 and 2026-07-15 unless the words around make them anything else.
func (c *clockwork) figures(s *sentence, i, to int) (time.Time, bool) {
	w := c.word(s, i, to).s
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
	if len(f[0]) == 4 {
		n[0], n[2] = n[2], n[0]
	}
	if len(f) == 2 && (len(f[1]) != 2 || c.l.is(c.word(s, i+1, to), inMeasure) || c.l.is(c.word(s, i-1, to), inNumbered)) {
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

func (c *clockwork) yearAt(s *sentence, i, to int) int {
	w := c.word(s, i, to)
	if w.kind != number || len(w.s) != 4 || !isDigits(w.s) {
		return 0
	}
	if y, err := strconv.Atoi(w.s); err == nil && y > 2000 && y < 2100 {
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

// timeClass reports whether words about time may begin with a word of the class.
func timeClass(a atom) bool {
	switch a {
	case inNext, inThis, inAhead, inInside, inEnd, inStart, inMiddle, inHalf, inFloat, inAfter:
		return true
	}
	return false
}

package reading

import (
	"strconv"
	"strings"
	"time"
)

// endOfDay stands for the end of the writer's working day instead of a time.
const endOfDay = 18 * 60

// clockTime reads «15:30», «в 10», «до 12», "3pm", "half nine", «в девять утра», "noon".
func (c *clockwork) clockTime(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if n, ok := c.value(w, "clock"); ok {
		return c.clock(s, i, to, n, i+1)
	}
	if w.kind == number {
		if m, ok := clockFigures(w.s); ok && !c.l.is(c.word(s, i+1, to), inMeasure) && (strings.Contains(w.s, ":") || c.prepared(s, i, to) || strings.HasSuffix(w.s, "m")) {
			return c.clock(s, i, to, m, i+1)
		}
	}
	if w.s == "half" {
		if n, ok := c.number(c.word(s, i+1, to)); ok && n >= 1 && n <= 12 {
			return c.clock(s, i, to, c.workday(n)*60+30, i+2)
		}
	}
	n, ok := c.number(w)
	if !ok || n > 24 || w.s == "a" || w.s == "an" || hasOrdinal(w.s) && w.kind == number && !isDigits(w.s) {
		return piece{}, i
	}
	next := c.word(s, i+1, to)
	switch next.s {
	case "am":
		return c.clock(s, i, to, n%12*60, i+2)
	case "pm":
		return c.clock(s, i, to, (n%12+12)*60, i+2)
	case "a":
		if c.word(s, i+2, to).s == "m" {
			return c.clock(s, i, to, n%12*60, i+3)
		}
	case "утра", "часов", "час", "часа", "o'clock", "дня", "вечера", "ч":
		if next.s == "дня" || next.s == "вечера" {
			n = n%12 + 12
		}
		if (next.s[0] == 0xd1 || next.s == "часов" || next.s == "o'clock") && !c.prepared(s, i, to) {
			return piece{}, i
		}
		if next.s == "o'clock" {
			n = c.workday(n)
		}
		if c.prepared(s, i, to) || next.s == "утра" || next.s == "вечера" {
			end := i + 2
			if part := c.word(s, end, to).s; part == "утра" || part == "дня" || part == "вечера" {
				if part != "утра" {
					n = n%12 + 12
				}
				end++
			}
			return c.clock(s, i, to, n*60, end)
		}
	}
	if !c.prepared(s, i, to) || c.l.is(next, inMeasure) || c.isUnit(next) || c.isMonth(next) || s.words[i].clause >= 0 && next.kind == word && next.s != "" && w.kind == word && !s.words[min(i+1, len(s.words)-1)].opens {
		return piece{}, i
	}
	if next.kind == word && next.s != "" && !s.words[i+1].opens && w.kind == number && c.looksCounted(next) {
		return piece{}, i
	}
	if n == 0 {
		return piece{}, i
	}
	return c.clock(s, i, to, c.workday(n)*60, i+1)
}

// looksCounted reports whether the word after a figure is what the figure counts: a genitive («12 человек», «5 договоров»).
func (c *clockwork) looksCounted(t *token) bool {
	for _, e := range []string{"ов", "ев", "ей", "ий"} {
		if strings.HasSuffix(t.s, e) {
			return true
		}
	}
	return false
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// workday moves an hour without half of the day into the working day: «до трёх» is 15:00.
func (c *clockwork) workday(h int) int {
	if h >= 1 && h <= 6 {
		return h + 12
	}
	return h
}

// prepared reports whether the word before i lets a bare number be a time: «в 10», «до 12», "by 5", or the first end of a range.
func (c *clockwork) prepared(s *sentence, i, to int) bool {
	if i == 0 {
		return false
	}
	prev := &s.words[i-1].token
	if c.l.is(prev, inBy) || c.l.is(prev, inAt) || c.l.is(prev, inAfter) {
		return true
	}
	if s.words[i].dash && prev.kind == number {
		return c.prepared(s, i-1, to)
	}
	if prev.s == "to" && i > 1 {
		return s.words[i-2].kind != number || c.prepared(s, i-2, to)
	}
	if prev.s == "and" && i >= 3 && s.words[i-2].kind == number && s.words[i-3].s == "between" {
		return true
	}
	_, day := c.value(prev, "day")
	_, weekday := c.value(prev, "weekday")
	return (day || weekday) && s.words[i].kind == number
}

func (c *clockwork) isUnit(t *token) bool  { _, ok := c.unit(t); return ok }
func (c *clockwork) isMonth(t *token) bool { _, ok := c.value(t, "month"); return ok }

// clock makes a time piece of minutes since midnight; «после 15:00» only bounds it from below.
func (c *clockwork) clock(s *sentence, i, to, minutes, end int) (piece, int) {
	p := piece{kind: pieceTime, minutes: minutes, precision: Minute}
	if i > 0 && c.l.is(&s.words[i-1].token, inAfter) {
		p.minutes, p.precision = endOfDay, Day
	}
	if next := c.word(s, end, to); next.s == "по" || next.s == "по-московски" {
		if z, ok := c.value(c.word(s, end+1, to), "zone"); ok {
			p.zone, end = time.FixedZone("", z*60), end+2
		}
	} else if z, ok := c.value(next, "zone"); ok {
		p.zone, end = time.FixedZone("", z*60), end+1
	}
	return p, end
}

// clockFigures reads 15:30, 10.45, 9am, 5:30pm, 14h.
func clockFigures(s string) (int, bool) {
	add := 0
	switch {
	case strings.HasSuffix(s, "am"):
		s = s[:len(s)-2]
	case strings.HasSuffix(s, "pm"):
		s, add = s[:len(s)-2], 12
	case strings.HasSuffix(s, "h"):
		s = s[:len(s)-1]
	default:
		if !strings.ContainsAny(s, ":.") {
			return 0, false
		}
	}
	h, m, _ := strings.Cut(strings.ReplaceAll(s, ".", ":"), ":")
	hour, err := strconv.Atoi(h)
	if err != nil {
		return 0, false
	}
	minute := 0
	if m != "" {
		if minute, err = strconv.Atoi(m); err != nil || len(m) != 2 {
			return 0, false
		}
	}
	if hour > 24 || minute > 59 {
		return 0, false
	}
	if add > 0 {
		hour = hour%12 + 12
	}
	return hour*60 + minute, true
}

// partOfDay reads «утром», «до обеда», «к вечеру», "EOD", "close of business", "first thing", «в течение дня», «до конца дня».
func (c *clockwork) partOfDay(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	part := func(minutes, end int) (piece, int) {
		return piece{kind: pieceTime, minutes: minutes, precision: Day}, end
	}
	if n, ok := c.value(w, "part"); ok {
		if c.l.is(c.word(s, i-1, to), inAfter) {
			n = endOfDay
		}
		if prev := c.word(s, i-1, to); w.s == "днем" || strings.HasPrefix(prev.s, "добр") || prev.s == "good" || i == 0 && w.s[0] < 0x80 {
			return piece{}, i
		}
		return part(n, i+1)
	}
	if strings.HasPrefix(w.s, "половин") && c.word(s, i+1, to).s == "дня" {
		if n, _ := c.number(c.word(s, i-1, to)); n == 1 {
			return part(780, i+2)
		}
		return part(endOfDay, i+2)
	}
	if w.s == "first" && c.word(s, i+1, to).s == "thing" || w.s == "первым" && c.word(s, i+1, to).s == "делом" {
		return part(660, i+2)
	}
	if c.l.is(w, inEnd) {
		next := i + 1
		for next < to && (s.words[next].s == "of" || s.words[next].s == "the" || c.l.is(&s.words[next].token, inWorking)) {
			next++
		}
		if u, _ := c.unit(c.word(s, next, to)); u == "day" || c.word(s, next, to).s == "business" || c.word(s, next, to).s == "play" {
			return part(endOfDay, next+1)
		}
		if w.s == "close" && c.word(s, next-1, to).s == "business" {
			return part(endOfDay, next)
		}
	}
	if c.l.is(w, inInside) && c.word(s, i+1, to).s == "дня" || w.s == "за" && c.word(s, i+1, to).s == "день" {
		return part(endOfDay, i+2)
	}
	return piece{}, i
}

// loose reads words that name no date: «на днях», «скоро», "soon", «после праздников».
func (c *clockwork) loose(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	float := piece{kind: pieceFloat, precision: None}
	switch {
	case c.l.is(w, inFloat):
		return float, i + 1
	case w.s == "на" && c.word(s, i+1, to).s == "днях":
		return float, i + 2
	case c.l.is(w, inAfter) && c.l.is(c.word(s, i+1, to), inHoliday):
		return float, i + 2
	}
	return piece{}, i
}

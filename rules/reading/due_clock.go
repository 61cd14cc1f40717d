package reading

import (
	"strconv"
	"strings"
)

// endOfDay stands for the end of the writer's working day instead of a time.
const endOfDay = 18 * 60

// clockTime reads «15:30», «в 10», «до 12», "3pm", "half past nine", «в половине пятого», «в девять утра», "noon".
func (c *clockwork) clockTime(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if n, ok := c.value(w, ofClock); ok {
		return c.clock(s, i, to, n, i+1, true)
	}
	if w.kind == number {
		if p, n := c.figuresOfClock(s, i, to); n > i {
			return p, n
		}
	}
	if p, n := c.halfHour(s, i, to); n > i {
		return p, n
	}
	if w.s == "часу" || w.s == "час" || w.s == "часа" {
		part := c.word(s, i+1, to).s
		if part == "ночи" {
			return c.clock(s, i, to, 60, i+1, true)
		}
		if part == "дня" || w.s == "часу" && c.prepared(s, i, to) {
			return c.clock(s, i, to, 13*60, i+1, false)
		}
	}
	return c.hour(s, i, to)
}

// figuresOfClock reads a time that its own figures show, or that two numbers make: 15:30, 9am, 15.30, «15-30», 1530.
func (c *clockwork) figuresOfClock(s *sentence, i, to int) (piece, int) {
	w, next := c.word(s, i, to), c.word(s, i+1, to)
	if c.l.is(next, inMeasure) {
		return piece{}, i
	}
	sure := strings.Contains(w.s, ":") || strings.HasSuffix(w.s, "m")
	if m, ok := clockFigures(w.s); ok && (sure || c.prepared(s, i, to)) {
		return c.clock(s, i, to, m, i+1, true)
	}
	if !c.prepared(s, i, to) {
		return piece{}, i
	}
	if next.kind == number && i+1 < to && s.words[i+1].dash && (next.s == "00" || next.s == "30" || next.s == "45") && !c.isMonth(c.word(s, i+2, to)) {
		if m, ok := clockFigures(w.s + ":" + next.s); ok {
			return c.clock(s, i, to, m, i+2, m >= 13*60)
		}
	}
	if hours := next.s == "hrs" || next.s == "hours"; len(w.s) == 4 && (hours || w.s < "1900" || w.s > "2100") && w.s[3]%5 == '0'%5 {
		if m, ok := clockFigures(w.s[:2] + ":" + w.s[2:]); ok {
			end := i + 1
			if hours {
				end++
			}
			return c.clock(s, i, to, m, end, true)
		}
	}
	return piece{}, i
}

// clockFigures reads 15:30, 10.45, 9am, 5:30pm, 14h, 14h30, «15ч».
func clockFigures(s string) (int, bool) {
	add, bare := 0, true
	switch {
	case strings.HasSuffix(s, "am"):
		s = s[:len(s)-2]
	case strings.HasSuffix(s, "pm"):
		s, add = s[:len(s)-2], 12
	case strings.HasSuffix(s, "ish"):
		s = strings.TrimSuffix(s, "ish")
		if h, ok := figure(s); ok {
			return workday(h) * 60, h <= 24
		}
	default:
		bare = false
	}
	if h, m, ok := strings.Cut(s, "h"); ok {
		s, bare = h+":"+m, true
	}
	s = strings.TrimSuffix(s, ":")
	if h, ok := strings.CutSuffix(s, "ч"); ok {
		s, bare = h, true
	}
	if !bare && !strings.ContainsAny(s, ":.") {
		return 0, false
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

// halfHour reads "half past three", "half nine", "a quarter to four", "ten to five", «в половине пятого», «полпятого», «без
// четверти пять».
func (c *clockwork) halfHour(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	past := 0
	switch {
	case strings.HasPrefix(w.s, "половин") || w.s == "пол":
		if n, ok := c.value(c.word(s, i+1, to), ofNth); ok && n <= 12 {
			return c.clock(s, i, to, workday((n+11)%12)*60+30, i+2, false)
		}
		return piece{}, i
	case strings.HasPrefix(w.s, "пол"):
		for _, a := range c.l.exact[w.s[len("пол"):]] {
			if v := c.l.value(a); v.scale == ofNth && v.n <= 12 {
				return c.clock(s, i, to, workday((v.n+11)%12)*60+30, i+1, false)
			}
		}
		return piece{}, i
	case w.s == "без":
		m, k := 15, i+2
		if c.word(s, i+1, to).s != "четверти" {
			halves, end := c.count(s, i+1, to)
			if m, k = halves/2, end; end == i+1 {
				return piece{}, i
			}
			if strings.HasPrefix(c.word(s, k, to).s, "минут") {
				k++
			}
		}
		if n, ok := c.number(c.word(s, k, to)); ok && n >= 1 && n <= 12 {
			return c.clock(s, i, to, workday(n)*60-m, k+1, false)
		}
		return piece{}, i
	case w.s == "half":
		past = 30
	case w.s == "quarter":
		past = 15
	case w.kind == word && c.prepared(s, i, to):
		if past, _ = c.number(w); past != 5 && past != 10 && past != 20 {
			return piece{}, i
		}
	default:
		return piece{}, i
	}
	k := i + 2
	switch c.word(s, i+1, to).s {
	case "past":
	case "to":
		past = -past
	default:
		if w.s != "half" {
			return piece{}, i
		}
		k = i + 1
	}
	t := c.word(s, k, to)
	n, ok := c.number(t)
	if !ok || n < 1 || n > 12 || t.s == "a" || t.s == "an" || c.isUnit(c.word(s, k+1, to)) {
		return piece{}, i
	}
	return c.clock(s, i, to, workday(n)*60+past, k+1, false)
}

// hour reads an hour without minutes where a preposition, a day or what follows makes it one: «в 10», «до пяти часов», «в
// 3 часа дня», "5 o'clock", "by 5".
func (c *clockwork) hour(s *sentence, i, to int) (piece, int) {
	w, next := c.word(s, i, to), c.word(s, i+1, to)
	n, ok := c.number(w)
	if _, nth := c.value(w, ofNth); !ok || nth || n > 24 || w.s == "a" || w.s == "an" || n == 0 || w.kind == number && !isDigits(w.s) {
		return piece{}, i
	}
	if w.kind == number && strings.HasPrefix(w.s, "0") && len(w.s) > 2 {
		return piece{}, i
	}
	prepared, marked := c.prepared(s, i, to), c.marked(s, i+1, to)
	if !prepared && (!marked || next.s == "дня") {
		return piece{}, i
	}
	switch next.s {
	case "часов", "час", "часа", "часам", "ч", "o'clock", "hours", "hrs":
		minutes, end := n*60, i+2
		if m, ok := figure(c.word(s, end, to).s); ok && m < 60 && strings.HasPrefix(c.word(s, end+1, to).s, "мин") {
			minutes, end = minutes+m, end+2
		}
		if !c.marked(s, end, to) {
			minutes += (workday(n) - n) * 60
		}
		return c.clock(s, i, to, minutes, end, n > 12)
	}
	if marked {
		return c.clock(s, i, to, n*60, i+1, n > 12)
	}
	if c.countsThings(s, i, to) {
		return piece{}, i
	}
	return c.clock(s, i, to, workday(n)*60, i+1, n > 12)
}

// countsThings reports whether a bare number at i counts what follows it rather than tells the hour: «до 12 человек», "to 3
// addresses". A verb, a name or words about time may follow an hour.
func (c *clockwork) countsThings(s *sentence, i, to int) bool {
	w, next := c.word(s, i, to), c.word(s, i+1, to)
	if next.s == "" || next.kind == punct || s.words[i+1].opens || s.words[i+1].dash || next.kind == number {
		return false
	}
	if c.l.is(next, inMeasure) || c.isUnit(next) || c.isMonth(next) {
		return true
	}
	switch next.s {
	case "по", "до", "to", "-":
		if c.word(s, i+2, to).kind == number {
			return i+2 < to && c.countsThings(s, i+2, to)
		}
	}
	_, zone := c.zone(next)
	if zone || next.kind != word || next.timely || next.dated || next.form != 0 || next.upper || c.l.is(next, inPronoun) || c.l.is(next, inAnd) || c.l.is(next, inBy) || c.l.is(next, inAt) || c.l.is(next, inPreposition) || c.l.is(next, inAux) || c.l.is(next, inFiller) || next.has(ofLatest) {
		return false
	}
	if next.s[0] < 0x80 || w.kind == word {
		switch next.s {
		case "if", "so", "my", "our", "your", "sharp", "latest", "local", "уже", "не", "ровно", "точно", "точно-точно", "максимум":
			return false
		}
		return true
	}
	if prev := c.word(s, i-1, to).s; (prev == "по" || prev == "с") && (strings.HasSuffix(next.s, "у") || strings.HasSuffix(next.s, "ю")) {
		return true
	}
	for _, e := range []string{"ов", "ев", "ей", "ий", "ам", "ям", "ами", "ями", "ах", "ях"} {
		if strings.HasSuffix(next.s, e) {
			return true
		}
	}
	return false
}

// workday moves an hour without half of the day into the working day: «до трёх» is 15:00.
func workday(h int) int {
	switch {
	case h == 0:
		return 12
	case h <= 6:
		return h + 12
	}
	return h
}

// prepared reports whether the word before i lets a bare number be a time: «в 10», «до 12», "by 5", or the first end of a range.
func (c *clockwork) prepared(s *sentence, i, to int) bool { return c.preparedBy(s, i, to, 2) }

// preparedBy is prepared through so many ends of ranges at most.
func (c *clockwork) preparedBy(s *sentence, i, to, ends int) bool {
	if i == 0 || ends < 0 {
		return false
	}
	prev := &s.words[i-1].token
	if c.l.is(prev, inBy) || c.l.is(prev, inAt) || c.l.is(prev, inAfter) {
		return true
	}
	switch prev.s {
	case "около", "районе", "around", "about", "circa", "к", "ко":
		return true
	case "в", "at", "by":
		return true
	case "to":
		return i > 1 && s.words[i-2].kind == number && c.preparedBy(s, i-2, to, ends-1)
	case "and", "и", "по":
		return i >= 3 && c.number2(&s.words[i-2].token) && c.preparedBy(s, i-2, to, ends-1)
	}
	if s.words[i].dash && prev.kind == number {
		return c.preparedBy(s, i-1, to, ends-1)
	}
	_, day := c.value(prev, ofDay)
	_, weekday := c.value(prev, ofWeekday)
	return (day || weekday) && s.words[i].kind == number
}

func (c *clockwork) number2(t *token) bool { _, ok := c.number(t); return ok }

// marked reports whether words that tell the half of the day begin at word i.
func (c *clockwork) marked(s *sentence, i, to int) bool {
	_, n := c.halfOfDay(s, i, to, 0)
	return n > i
}

// halfOfDay moves minutes into the half of the day that the words at i name: «утра», «вечера», "pm", "p.m.", "in the morning".
func (c *clockwork) halfOfDay(s *sentence, i, to, minutes int) (int, int) {
	early, late := minutes%720, minutes%720+720
	w := c.word(s, i, to).s
	switch w {
	case "утра", "ночи", "am":
		return early, i + 1
	case "дня", "вечера", "pm":
		return late, i + 1
	case "a", "p":
		if c.word(s, i+1, to).s != "m" {
			return minutes, i
		}
		if w == "a" {
			return early, i + 2
		}
		return late, i + 2
	case "in":
		if c.word(s, i+1, to).s != "the" {
			return minutes, i
		}
		switch c.word(s, i+2, to).s {
		case "morning":
			return early, i + 3
		case "afternoon", "evening":
			return late, i + 3
		}
	}
	return minutes, i
}

// clock makes a time piece of minutes since midnight, and of the words after it that tell the half of the day and the zone;
// sure says that the figures leave no doubt of the half. «После 15:00» only bounds the time from below.
func (c *clockwork) clock(s *sentence, i, to, minutes, end int, sure bool) (piece, int) {
	p := piece{kind: pieceTime, minutes: minutes, precision: Minute, halved: !sure && minutes < 12*60}
	if m, n := c.halfOfDay(s, end, to, minutes); n > end {
		p.minutes, p.halved, end = m, false, n
	}
	if i > 0 && c.l.is(&s.words[i-1].token, inAfter) {
		p.minutes, p.precision, p.halved = endOfDay, Day, false
	}
	p.zone, end = c.zoneAt(s, end, to)
	return p, end
}

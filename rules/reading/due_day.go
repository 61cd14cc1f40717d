package reading

import (
	"strings"
	"time"
)

// piece reads the part of a due time that begins at word i; the second result is the word after it, or i.
func (c *clockwork) piece(s *sentence, i, to int) (piece, int) {
	if !s.words[i].timely {
		return piece{}, i
	}
	for _, read := range []func(*clockwork, *sentence, int, int) (piece, int){
		(*clockwork).counted, (*clockwork).period, (*clockwork).dated, (*clockwork).weekday, (*clockwork).relativeDay,
		(*clockwork).clockTime, (*clockwork).partOfDay, (*clockwork).feast, (*clockwork).loose,
	} {
		if p, n := read(c, s, i, to); n > i {
			return p, n
		}
	}
	return piece{}, i
}

func (c *clockwork) day(d time.Time, p Precision) piece {
	return piece{kind: pieceDay, day: d, precision: p}
}

// relativeDay reads «завтра», «послезавтра», "the day after tomorrow", «в следующий рабочий день», "the next business day".
func (c *clockwork) relativeDay(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	n, ok := c.value(w, ofDay)
	if !ok {
		if w.s == "day" && c.word(s, i+1, to).s == "after" && c.word(s, i+2, to).s == "tomorrow" {
			return c.day(c.today().AddDate(0, 0, 2), Day), i + 3
		}
		return c.nextDay(s, i, to)
	}
	next := i + 1
	if u := c.word(s, next, to).s; u == "дня" || u == "дню" || u == "день" {
		next++
	}
	return c.day(c.today().AddDate(0, 0, n), Day), next
}

// nextDay reads «на следующий день», "the next working day"; after a named event it is no date.
func (c *clockwork) nextDay(s *sentence, i, to int) (piece, int) {
	w, k := c.word(s, i, to), i+1
	working := c.l.is(c.word(s, k, to), inWorking)
	if working {
		k++
	}
	switch c.word(s, k, to).s {
	case "день", "день-то", "day", "дня", "дню":
	default:
		return piece{}, i
	}
	if !c.l.is(w, inNext) && !(working && strings.HasPrefix(w.s, "ближайш")) {
		return piece{}, i
	}
	switch {
	case c.anchored(s, k+1, to, false):
		return piece{kind: pieceFloat, precision: None}, k + 1
	case working:
		return c.day(c.add(c.today(), 1), Day), k + 1
	}
	return c.day(c.today().AddDate(0, 0, 1), Day), k + 1
}

// mondayOf is the Monday of a day's week.
func mondayOf(d time.Time) time.Time { return d.AddDate(0, 0, -(int(d.Weekday())+6)%7) }

// weekday reads «в пятницу», «следующий вторник», "Thursday week".
func (c *clockwork) weekday(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	skip, following := 0, false
	if c.l.is(w, inNext) || c.l.is(w, inThis) {
		following, skip = c.l.is(w, inNext) && w.s != "той", 1
		w = c.word(s, i+1, to)
	}
	n, ok := c.value(w, ofWeekday)
	if !ok || c.shortDay(s, i+skip, to) || c.l.is(c.word(s, i-1, to), inPast) {
		return piece{}, i
	}
	ahead := (n - int(c.now.Weekday()) + 7) % 7
	if ahead == 0 {
		ahead = 7
	}
	today := int(c.now.Weekday()+6)%7 + 1
	if following && n > today {
		ahead += 7
	}
	end := i + skip + 1
	switch c.word(s, end, to).s {
	case "week":
		ahead, end = ahead+7, end+1
	case "eod", "cob":
	}
	p := c.day(c.today().AddDate(0, 0, ahead), Day)
	p.weak, p.weekday = true, n
	if n == today && skip == 0 && c.namesToday(s, i, to) {
		p.day = c.today()
	}
	return p, end
}

// namesToday reports whether the weekday at i only explains the word for today before it: «сегодня, в пятницу».
func (c *clockwork) namesToday(s *sentence, i, to int) bool {
	prev := c.word(s, i-1, to)
	if v, ok := c.value(prev, ofDay); ok && v == 0 {
		return true
	}
	v, ok := c.value(c.word(s, i-2, to), ofDay)
	return ok && v == 0 && c.l.is(prev, inAt)
}

// shortDay reports whether a short name at i («ср», "sat", "sun", «вс») stands without anything that makes it a day.
func (c *clockwork) shortDay(s *sentence, i, to int) bool {
	w := c.word(s, i, to)
	if len(w.s) > 4 || w.s == "" {
		return w.s == "среды" && !c.l.is(c.word(s, i-1, to), inBy) && !c.l.is(c.word(s, i-1, to), inAt) && !c.l.is(c.word(s, i-1, to), inAfter)
	}
	prev, next := c.word(s, i-1, to), c.word(s, i+1, to)
	if c.l.is(prev, inBy) || c.l.is(prev, inAt) || c.l.is(prev, inNext) || c.l.is(prev, inThis) || s.words[i].dash && prev.dated || next.kind == number {
		return false
	}
	return w.s == "sat" || w.s == "sun" || w.s == "вс" || w.s == "ср" || w.s == "вт"
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
	case c.l.is(w, inAfter) && c.l.is(c.word(s, c.article(s, i+1, to), to), inHoliday):
		return float, c.article(s, i+1, to) + 1
	}
	return piece{}, i
}

// feast reads days before holidays that everybody knows: «до Нового года», "before Christmas", «к майским»; before holidays
// without a name it is the last working day before the next one.
func (c *clockwork) feast(s *sentence, i, to int) (piece, int) {
	w, prev := c.word(s, i, to), c.word(s, i-1, to)
	end := i + 1
	n, ok := c.value(w, ofFeast)
	if !ok && (strings.HasPrefix(w.s, "нов") || w.s == "new") {
		if u, _ := c.unit(c.word(s, end, to)); u == "year" {
			n, ok, end = 1231, true, end+1
		}
	}
	if prev.s == "the" {
		prev = c.word(s, i-2, to)
	}
	switch {
	case !ok:
		return piece{}, i
	case c.l.is(c.word(s, end, to), inHoliday):
		end++
	}
	if c.l.is(prev, inAfter) {
		return piece{kind: pieceFloat, precision: None}, end
	}
	if !c.l.is(prev, inBy) {
		return piece{}, i
	}
	d := time.Date(c.now.Year(), time.Month(n/100), n%100, 0, 0, 0, 0, c.now.Location())
	if d.Before(c.today()) {
		d = d.AddDate(1, 0, 0)
	}
	return c.day(d, Day), end
}

// timeClass reports whether words about time may begin with a word of the class.
func timeClass(a atom) bool {
	switch a {
	case inNext, inThis, inAhead, inInside, inEnd, inStart, inMiddle, inHalf, inFloat, inAfter:
		return true
	}
	return false
}

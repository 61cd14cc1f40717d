package reading

import "strings"

// partOfDay reads «утром», «до обеда», «к вечеру», "EOD", "close of business", "first thing", «в течение дня», «до конца дня»,
// «в первой половине дня».
func (c *clockwork) partOfDay(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	prev := c.word(s, i-1, to)
	part := func(minutes, end int) (piece, int) {
		return piece{kind: pieceTime, minutes: minutes, precision: Day}, end
	}
	if n, ok := c.value(w, ofPart); ok {
		return c.namedPart(s, i, to, n)
	}
	switch {
	case w.s == "am" || w.s == "pm" || (w.s == "a" || w.s == "p") && c.word(s, i+1, to).s == "m":
		return c.halfAlone(s, i, to)
	case w.s == "first" && c.word(s, i+1, to).s == "thing", w.s == "первым" && c.word(s, i+1, to).s == "делом":
		return part(660, i+2)
	case strings.HasPrefix(w.s, "половин"):
		return c.halfNamed(s, i, to)
	case w.s == "за" && (c.word(s, i+1, to).s == "ночь"):
		return piece{kind: pieceTime, minutes: 660, precision: Day, morrow: true}, i + 2
	case w.s == "за" && c.word(s, i+1, to).s == "день" && c.word(s, i+2, to).s != "до":
		return part(endOfDay, i+2)
	case c.l.is(w, inInside):
		k := c.article(s, i+1, to)
		for c.l.is(c.word(s, k, to), inWorking) {
			k++
		}
		if t := c.word(s, k, to).s; t == "дня" || t == "day" {
			return part(endOfDay, k+1)
		}
	case c.l.is(w, inEnd):
		return c.endNamed(s, i, to)
	case (w.s == "day" || w.s == "day's" || w.s == "today's" || w.s == "tomorrow's") && c.l.is(c.word(s, i+1, to), inEnd):
		return part(endOfDay, i+2)
	case w.s == "day" && prev.s == "the" && c.word(s, i+1, to).s == "is" && isOver(c.word(s, i+2, to).s):
		return part(endOfDay, i+3)
	}
	return piece{}, i
}

func isOver(w string) bool { return w == "out" || w == "over" || w == "through" }

// article skips "the" and "of".
func (c *clockwork) article(s *sentence, i, to int) int {
	for w := c.word(s, i, to).s; w == "of" || w == "the"; w = c.word(s, i, to).s {
		i++
	}
	return i
}

// namedPart reads a part of the day with a name of its own, n minutes since midnight.
func (c *clockwork) namedPart(s *sentence, i, to, n int) (piece, int) {
	w, prev := c.word(s, i, to), c.word(s, i-1, to)
	if strings.HasPrefix(prev.s, "добр") || prev.s == "good" || i == 0 && w.s[0] < 0x80 {
		return piece{}, i
	}
	if c.l.is(prev, inAfter) {
		n = endOfDay
	}
	p := piece{kind: pieceTime, minutes: n, precision: Day}
	p.morrow = w.s == "утру" || w.s == "overnight" || w.s == "morning" && prev.s == "the" && c.word(s, i-2, to).s == "in"
	return p, i + 1
}

// halfAlone reads "am" and "pm" after a day: "Friday pm".
func (c *clockwork) halfAlone(s *sentence, i, to int) (piece, int) {
	prev := c.word(s, i-1, to)
	_, day := c.value(prev, ofDay)
	if _, weekday := c.value(prev, ofWeekday); !day && !weekday {
		return piece{}, i
	}
	m, end := c.halfOfDay(s, i, to, 0)
	p := piece{kind: pieceTime, minutes: 660, precision: Day}
	if m > 0 {
		p.minutes = endOfDay
	}
	return p, end
}

// halfNamed reads the halves of a day: «в первой половине дня», «во 2-й половине завтрашнего дня», «в первой половине пятницы».
func (c *clockwork) halfNamed(s *sentence, i, to int) (piece, int) {
	next := c.word(s, i+1, to)
	_, day := c.value(next, ofDay)
	_, weekday := c.value(next, ofWeekday)
	if next.s != "дня" && !day && !weekday {
		return piece{}, i
	}
	p, end := piece{kind: pieceTime, minutes: endOfDay, precision: Day}, i+1
	if n, _ := c.number(c.word(s, i-1, to)); n == 1 {
		p.minutes = 780
	}
	if next.s == "дня" {
		end++
	}
	return p, end
}

// endNamed reads the end of a day: «до конца рабочего дня», "close of business", "end of play", "by close".
func (c *clockwork) endNamed(s *sentence, i, to int) (piece, int) {
	k := i + 1
	for k < to && (s.words[k].s == "of" || s.words[k].s == "the" || c.l.is(&s.words[k].token, inWorking)) {
		k++
	}
	p := piece{kind: pieceTime, minutes: endOfDay, precision: Day}
	t := c.word(s, k, to).s
	if u, _ := c.unit(c.word(s, k, to)); u == "day" || t == "play" {
		return p, k + 1
	}
	if c.word(s, k-1, to).s == "business" {
		return p, k
	}
	return piece{}, i
}

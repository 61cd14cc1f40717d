package reading

import (
	"strings"
	"time"
)

// stretch is the part of a week, month or year that is meant.
type stretch uint8

const (
	whole stretch = iota
	early
	middle
	firstHalf
	late
)

// period reads weeks, months and what is longer, and their parts: «до конца недели», «на следующей неделе», "early next
// week", «в начале августа», «до конца месяца», «на выходных», «в третьем квартале», "in August", "month end".
func (c *clockwork) period(s *sentence, i, to int) (piece, int) {
	if p, n := c.brief(s, i, to); n > i {
		return p, n
	}
	part, k := c.stretch(s, i, to)
	pointed, ahead := false, 0
	if t := c.word(s, k, to); c.l.is(t, inNext) || c.l.is(t, inThis) {
		pointed = true
		if c.l.is(t, inNext) {
			ahead = 1
		}
		k++
	}
	if c.l.is(c.word(s, k, to), inWorking) {
		k++
	}
	t := c.word(s, k, to)
	if t.s == "week" && c.word(s, k+1, to).s == "after" {
		return c.weekAfter(s, i, k, to)
	}
	if _, ok := c.value(t, ofMonth); ok {
		return c.month(s, i, k, to, part)
	}
	u, ok := c.unit(t)
	if !ok || c.l.is(c.word(s, i-1, to), inPast) || strings.HasSuffix(t.s, "'s") {
		return piece{}, i
	}
	if part == whole && !pointed {
		return c.bare(s, i, to, u)
	}
	p, end := c.named(s, i, k, to, u, part, ahead, pointed)
	p.coarse = u != "week" && u != "weekend"
	return p, end
}

// named reads a part of the week, month, quarter or year at word k.
func (c *clockwork) named(s *sentence, i, k, to int, unit string, part stretch, ahead int, pointed bool) (piece, int) {
	switch unit {
	case "week":
		return c.week(part, ahead, pointed), k + 1
	case "month":
		return c.monthPart(c.today().AddDate(0, ahead, 1-c.now.Day()), part, ahead == 0), k + 1
	case "quarter":
		if n, _ := c.number(c.word(s, k-1, to)); n == 0 || part != whole {
			return c.day(c.quarterEnd(0, ahead), Day), k + 1
		}
	case "year":
		if part == late || pointed && part == whole {
			return c.day(time.Date(c.now.Year()+ahead, 12, 31, 0, 0, 0, 0, c.now.Location()), Day), c.afterYear(s, k+1, to)
		}
	case "weekend":
		return c.weekend(s, i, to, ahead), k + 1
	}
	return piece{}, i
}

// stretch reads which part is meant: «в конце», "early", "the first half of", «в последних числах».
func (c *clockwork) stretch(s *sentence, i, to int) (stretch, int) {
	part, k := whole, i
	w := c.word(s, i, to)
	half := strings.HasPrefix(w.s, "половин") || w.s == "half"
	switch {
	case strings.HasPrefix(w.s, "числах"):
		if prev := c.word(s, i-1, to).s; strings.HasPrefix(prev, "последн") {
			part = late
		} else if strings.HasPrefix(prev, "перв") {
			part = early
		}
	case half:
		part = late
		if n, _ := c.number(c.word(s, i-1, to)); n == 1 {
			part = firstHalf
		}
	case c.l.is(w, inEnd):
		part = late
	case c.l.is(w, inStart):
		part = early
	case c.l.is(w, inMiddle):
		part = middle
		if t := c.word(s, i+1, to).s; t == "week" && c.l.is(c.word(s, i+2, to), inNext) { // "mid-week next week"
			k++
		}
	default:
		return whole, i
	}
	for k++; k < to && (s.words[k].s == "of" || s.words[k].s == "the" || s.words[k].s == "in" || s.words[k].s == "на"); k++ {
	}
	return part, k
}

// brief reads periods of a single word or sign: "EOW", "Q3", "w/c 20 July", "month end", "before the week is out".
func (c *clockwork) brief(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	switch w.s {
	case "eow":
		return c.week(late, 0, true), i + 1
	case "eom":
		return c.monthPart(c.today().AddDate(0, 0, 1-c.now.Day()), late, true), i + 1
	case "eoq":
		return c.day(c.quarterEnd(0, 0), Day), i + 1
	case "q1", "q2", "q3", "q4":
		if prev := c.word(s, i-1, to); prev.s == "in" || c.l.is(prev, inBy) || prev.s == "of" || c.l.is(prev, inEnd) {
			return c.day(c.quarterEnd(int(w.s[1]-'0'), 0), Day), c.afterYear(s, i+1, to)
		}
	case "wc":
		return c.weekOf(s, i, i+1, to)
	case "w":
		if c.word(s, i+1, to).s == "c" {
			return c.weekOf(s, i, i+2, to)
		}
	case "week", "неделе", "неделю":
		switch c.word(s, i+1, to).s {
		case "of", "commencing", "beginning", "starting", "с":
			return c.weekOf(s, i, i+2, to)
		}
	}
	u, ok := c.unit(w)
	if !ok || u == "day" || u == "hour" {
		return piece{}, i
	}
	next := c.word(s, i+1, to)
	over := c.word(s, i-1, to).s == "the" && next.s == "is" && isOver(c.word(s, i+2, to).s)
	if next.s != "end" && next.s != "close" && !over || s.words[i].s[0] >= 0x80 {
		return piece{}, i
	}
	end := i + 2
	if over {
		end++
	}
	switch u {
	case "week":
		return c.week(late, 0, true), end
	case "month":
		return c.monthPart(c.today().AddDate(0, 0, 1-c.now.Day()), late, true), end
	case "quarter":
		return c.day(c.quarterEnd(0, 0), Day), end
	case "year":
		return c.day(time.Date(c.now.Year(), 12, 31, 0, 0, 0, 0, c.now.Location()), Day), end
	}
	return piece{}, i
}

// weekOf reads the week that a date at or after word k is in.
func (c *clockwork) weekOf(s *sentence, i, k, to int) (piece, int) {
	k = c.article(s, k, to)
	if c.word(s, k, to).s == "on" {
		k++
	}
	p, end := c.dated(s, k, to)
	if end == k {
		if p, end = c.weekday(s, k, to); end == k {
			return piece{}, i
		}
	}
	p = c.day(mondayOf(p.day).AddDate(0, 0, 4), Week)
	p.week = true
	return p, end
}

// weekAfter reads "the week after next" and, at the end of a clause, "the week after".
func (c *clockwork) weekAfter(s *sentence, i, k, to int) (piece, int) {
	ahead, end := 2, k+3
	if c.word(s, k+2, to).s != "next" {
		if k+2 < to && !s.words[k+2].opens || c.word(s, i-1, to).s != "the" {
			return piece{}, i
		}
		ahead, end = 1, k+2
	}
	p := c.day(c.friday(ahead), Week)
	p.week = true
	return p, end
}

// bare reads a unit that no word points at: «на неделе», "over the weekend", «в третьем квартале», «в первой декаде августа».
func (c *clockwork) bare(s *sentence, i, to int, unit string) (piece, int) {
	prev := c.word(s, i-1, to)
	n, nth := c.number(prev)
	before := c.word(s, i-2, to)
	switch {
	case unit == "week" && prev.s == "the" && before.s == "in" && c.word(s, i-3, to).s == "later":
		return c.week(whole, 0, true), i + 1
	case unit == "weekend" && (c.prepared(s, i, to) || prev.s == "over" || prev.s == "за" || prev.s == "the" || prev.s == "перед" || prev.s == "during"):
		return c.weekend(s, i, to, 0), i + 1
	case unit == "week" && prev.s == "на" && c.word(s, i, to).s == "неделе":
		return c.week(whole, 0, true), i + 1
	case unit == "quarter" && nth && n >= 1 && n <= 4 && prev.s != "a" && (before.s == "в" || before.s == "во" || before.s == "the" || c.l.is(before, inBy) || c.l.is(before, inEnd)):
		return c.day(c.quarterEnd(n, 0), Day), c.afterYear(s, i+1, to)
	case unit == "decade" && nth && n <= 3:
		m, ok := c.value(c.word(s, i+1, to), ofMonth)
		if !ok {
			return piece{}, i
		}
		first := c.dateOf(1, m, c.yearAt(s, i+2, to))
		if n == 3 {
			return c.day(first.AddDate(0, 1, -1), Week), i + 2
		}
		return c.day(first.AddDate(0, 0, 10*n-1), Week), i + 2
	}
	return piece{}, i
}

// week is a part of this week or of one to come; by itself it means its Friday.
func (c *clockwork) week(part stretch, ahead int, pointed bool) piece {
	d := c.friday(ahead)
	switch part {
	case early:
		if !pointed {
			d = c.friday(1)
		}
		d = d.AddDate(0, 0, -3)
	case middle, firstHalf:
		d = d.AddDate(0, 0, -2)
		if !d.After(c.today()) {
			d = d.AddDate(0, 0, 7)
		}
	}
	p := c.day(d, Week)
	p.week = true
	return p
}

// friday is the Friday of the week so many weeks ahead; on a weekend "this week" is the one to come.
func (c *clockwork) friday(ahead int) time.Time {
	d := mondayOf(c.today()).AddDate(0, 0, 4+7*ahead)
	if ahead == 0 && d.Before(c.today()) {
		d = d.AddDate(0, 0, 7)
	}
	return d
}

// weekend is the Sunday of a weekend, or the Friday before it, or the Monday after.
func (c *clockwork) weekend(s *sentence, i, to, ahead int) piece {
	lead := c.word(s, i-1, to)
	if lead.s == "the" || lead.s == "these" {
		lead = c.word(s, i-2, to)
	}
	d := mondayOf(c.today()).AddDate(0, 0, 6+7*ahead)
	switch {
	case c.l.is(lead, inBy) || lead.s == "перед" || lead.s == "by":
		p := c.day(d.AddDate(0, 0, -2), Week)
		if p.day.Before(c.today()) {
			p.day = p.day.AddDate(0, 0, 7)
		}
		return p
	case c.l.is(lead, inAfter):
		return c.day(d.AddDate(0, 0, 1), Day)
	}
	return c.day(d, Day)
}

// month reads a month by its name, the whole or a part: «до конца августа», "mid-August", «в августе», «до августа».
func (c *clockwork) month(s *sentence, i, k, to int, part stretch) (piece, int) {
	t, prev := c.word(s, k, to), c.word(s, i-1, to)
	m, _ := c.value(t, ofMonth)
	end := c.afterYear(s, k+1, to)
	if k == i {
		if next := c.word(s, k+1, to); next.kind == number && !s.words[k+1].opens && c.yearAt(s, k+1, to) == 0 || prev.kind == number || len(t.s) < 4 && t.s != "may" && t.s != "май" || t.s == "mar" {
			return piece{}, i
		}
	}
	first := c.dateOf(1, m, c.yearAt(s, k+1, to))
	if first.Year() > c.now.Year() && m == int(c.now.Month()) && c.yearAt(s, k+1, to) == 0 {
		first = first.AddDate(-1, 0, 0)
	}
	switch {
	case part == early && strings.HasPrefix(c.word(s, i, to).s, "числах"):
		return piece{kind: pieceFloat, precision: None}, end
	case part != whole:
		p := c.monthPart(first, part, false)
		if part == late && !c.l.is(c.word(s, i, to), inEnd) || c.word(s, i, to).s == "late" {
			p.precision = Week
		}
		return p, end
	case prev.s == "в" || prev.s == "in":
		return piece{kind: pieceFloat, precision: None}, end
	case prev.s == "до" || prev.s == "к" || prev.s == "by" || prev.s == "before":
		p := c.day(first.AddDate(0, 0, -1), Day)
		p.coarse = true
		return p, end
	}
	return piece{}, i
}

// monthPart is the last day of a part of the month that begins on a day; of the present one a part to come.
func (c *clockwork) monthPart(first time.Time, part stretch, present bool) piece {
	days := 14
	switch part {
	case late, whole:
		return c.day(first.AddDate(0, 1, -1), Day)
	case early:
		days = 9
	}
	d := first.AddDate(0, 0, days)
	if present && (d.Before(c.today()) || part == early && c.now.Day() > 4) {
		d = first.AddDate(0, 1, days)
	}
	return c.day(d, Week)
}

// quarterEnd is the last day of quarter n of the year, or of one some quarters ahead for n 0.
func (c *clockwork) quarterEnd(n, ahead int) time.Time {
	m := int(c.now.Month()-1)/3*3 + 1 + 3*ahead
	if n > 0 {
		m = 3*n - 2
	}
	d := time.Date(c.now.Year(), time.Month(m+3), 0, 0, 0, 0, 0, c.now.Location())
	if d.Before(c.today()) {
		d = d.AddDate(1, 0, 0)
	}
	return d
}

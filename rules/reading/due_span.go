package reading

import (
	"strings"
	"time"
)

// span is a number of units of time, counted in halves: three halves of an hour.
type span struct {
	halves  int
	unit    string
	working bool // working days
	given   bool // a number was given
}

// counted reads «через 2 дня», «в течение часа», "within 24 hours", "in a couple of days", «в ближайшие два дня», "two hours
// from now", «минут через десять».
func (c *clockwork) counted(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if n, ok := c.value(w, ofTerm); ok && strings.HasPrefix(c.word(s, i+1, to).s, "срок") {
		if c.anchored(s, i+2, to, false) {
			return piece{kind: pieceFloat, precision: None}, i + 2
		}
		return c.ahead(span{halves: 2 * n, unit: "day"}), i + 2
	}
	if !c.leadsSpan(w) {
		return c.fromAnchor(s, i, to)
	}
	sp, k := c.spanAt(s, c.skipAbout(s, i+1, to), to)
	if sp.unit == "" {
		return c.unitBefore(s, i, to)
	}
	switch {
	case w.s == "за" && !sp.given:
		if sp.unit == "day" && strings.HasPrefix(c.word(s, k-1, to).s, "д") || sp.unit == "week" || sp.unit == "month" || sp.unit == "year" {
			return piece{}, i
		}
	case !sp.given && (w.s == "in" && sp.unit != "hour" || plural(c.word(s, k-2, to).s, c.word(s, k-1, to).s)):
		return piece{}, i
	case !sp.given && sp.unit == "week" && (c.l.is(c.word(s, k-2, to), inNext) || c.l.is(c.word(s, k-2, to), inThis)):
		return piece{}, i
	case c.l.is(w, inInside) && !sp.given && sp.unit == "day" && !strings.HasPrefix(c.word(s, k-1, to).s, "сут"):
		return piece{kind: pieceTime, minutes: endOfDay, precision: Day}, k
	}
	if c.anchored(s, k, to, w.s == "за") {
		return piece{kind: pieceFloat, precision: None}, k
	}
	return c.ahead(sp), k
}

// leadsSpan reports whether a word begins a span of time that is counted from now.
func (c *clockwork) leadsSpan(w *token) bool {
	return c.l.is(w, inAhead) || c.l.is(w, inInside) || w.s == "за" || w.s == "over" || strings.HasPrefix(w.s, "ближайш")
}

// plural reports whether a unit stands in the plural, so that without a number it names no span: "in the coming days", «в
// ближайшие дни».
func plural(before, w string) bool {
	if w[0] < 0x80 {
		return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "'s")
	}
	return w == "дни" || before == "ближайшие" || before == "ближайших"
}

// skipAbout is the first word from i on that does not only soften the number after it.
func (c *clockwork) skipAbout(s *sentence, i, to int) int {
	for ; i < to; i++ {
		t := &s.words[i].token
		if !t.has(ofAbout) && !c.l.is(t, inNext) && !c.l.is(t, inThis) && !t.has(ofLatest) && t.s != "the" && t.s != "от" && t.s != "of" {
			break
		}
	}
	return i
}

// spanAt reads a number, if there is one, and a unit.
func (c *clockwork) spanAt(s *sentence, i, to int) (span, int) {
	t := c.word(s, i, to)
	if n, unit, ok := glued(t.s); ok && t.kind == number {
		return span{halves: 2 * n, unit: unit, given: true}, i + 1
	}
	switch {
	case strings.HasPrefix(t.s, "полчас") || strings.HasPrefix(t.s, "получас"):
		return span{halves: 1, unit: "hour", given: true}, i + 1
	case t.s == "полмесяца":
		return span{halves: 1, unit: "month", given: true}, i + 1
	case t.s == "полгода":
		return span{halves: 12, unit: "month", given: true}, i + 1
	case t.s == "ночь":
		return span{}, i
	}
	sp := span{halves: 2}
	halves, k := c.count(s, i, to)
	if sp.given = k > i; sp.given {
		sp.halves = halves
	}
	for ; k < to; k++ {
		t := &s.words[k].token
		if sp.working = sp.working || c.l.is(t, inWorking); c.l.is(t, inWorking) || strings.HasPrefix(t.s, "календарн") || t.s == "calendar" || c.l.is(t, inNext) || c.l.is(t, inThis) {
			continue
		}
		break
	}
	unit, ok := c.unit(c.word(s, k, to))
	if !ok || unit == "weekend" || unit == "holiday" || unit == "quarter" {
		return span{}, i
	}
	if sp.unit = unit; strings.HasPrefix(s.words[k].s, "fortnight") {
		sp.halves *= 2
	}
	return c.more(s, sp, k, to)
}

// more takes in what follows the unit at word k: «час-полтора», "an hour or two", "an hour and a half", "two days' time".
func (c *clockwork) more(s *sentence, sp span, k, to int) (span, int) {
	if strings.HasPrefix(s.words[k].s, "сут") {
		sp.unit, sp.halves = "hour", sp.halves*24
	}
	k++
	next := c.word(s, k, to).s
	switch {
	case k < to && s.words[k].dash && strings.HasPrefix(next, "друг"):
		sp.halves, sp.given, k = 4, true, k+1
	case k < to && (s.words[k].dash || next == "or" || next == "или"):
		at := k
		if !s.words[k].dash {
			at++
		}
		if next == "or" && c.word(s, k+1, to).s == "so" {
			return sp, k + 2
		}
		if n, end := c.one(s, at, to); end > at && n > sp.halves && !c.isUnit(c.word(s, end, to)) {
			sp.halves, sp.given, k = n, true, end
		}
	case next == "and" && c.word(s, k+1, to).s == "a" && c.word(s, k+2, to).s == "half":
		sp.halves, k = sp.halves+1, k+3
	case next == "time":
		k++
	}
	return sp, k
}

// anchored reports whether the span that ends before word k is counted from something else than the letter: «через два дня
// после оплаты», «в течение 5 дней с момента подписания», "within two days of payment", «за день до встречи».
func (c *clockwork) anchored(s *sentence, k, to int, before bool) bool {
	w, next := c.word(s, k, to), c.word(s, k+1, to).s
	switch w.s {
	case "до":
		return before
	case "после", "after", "before", "prior", "following":
		return true
	case "с", "со", "от":
		for _, p := range []string{"момент", "дат", "дня", "получени", "оплат", "подписани", "поступлени", "согласовани", "утверждени"} {
			if strings.HasPrefix(next, p) {
				return true
			}
		}
	case "of", "from":
		k++
		for next == "the" || next == "your" || next == "our" {
			k++
			next = c.word(s, k, to).s
		}
		for _, p := range []string{"receipt", "recei", "payment", "sign", "date", "confirm", "approv", "order", "deposit", "deliver", "contract", "launch", "event", "go-ahead", "when"} {
			if strings.HasPrefix(next, p) {
				return true
			}
		}
	}
	return false
}

// fromAnchor reads a span without a word in front that is counted from a day named after it: "two hours from now", "a week
// today", "a week on Monday", "two weeks from Friday"; what is counted from anything else has no date.
func (c *clockwork) fromAnchor(s *sentence, i, to int) (piece, int) {
	t := c.word(s, i, to)
	if t.s == "" || t.s[0] >= 0x80 {
		return piece{}, i
	}
	sp, k := c.spanAt(s, i, to)
	if !sp.given || c.l.is(c.word(s, k, to), inPast) {
		return piece{}, i
	}
	linked := false
	if w := c.word(s, k, to).s; w == "from" || w == "on" {
		linked = true
		if c.word(s, k+1, to).s == "now" {
			return c.ahead(sp), k + 2
		}
	}
	at := k
	if linked {
		at++
	}
	for _, read := range []func(*sentence, int, int) (piece, int){c.weekday, c.relativeDay, c.dated} {
		if p, end := read(s, at, to); end > at && p.kind == pieceDay && sp.unit != "hour" && sp.unit != "minute" && (linked || sp.unit == "week" && sp.halves == 2) {
			return c.day(c.ahead(sp).day.AddDate(0, 0, int(p.day.Sub(c.today()).Hours()+12)/24), Day), end
		}
	}
	if (sp.unit == "day" || sp.unit == "week" || sp.unit == "month") && c.anchored(s, k, to, false) && !linked {
		return piece{kind: pieceFloat, precision: None}, k
	}
	return piece{}, i
}

// unitBefore reads «минут через десять», «дня через два-три»: the unit stands before word i, the number after it.
func (c *clockwork) unitBefore(s *sentence, i, to int) (piece, int) {
	unit, ok := c.unit(c.word(s, i-1, to))
	halves, k := c.count(s, i+1, to)
	if !ok || k == i+1 || !c.l.is(c.word(s, i, to), inAhead) {
		return piece{}, i
	}
	return c.ahead(span{halves: halves, unit: unit, given: true}), k
}

// ahead is a span from now: to the minute for hours, else a day.
func (c *clockwork) ahead(sp span) piece {
	n := (sp.halves + 1) / 2
	switch sp.unit {
	case "minute":
		return c.moment(time.Duration(sp.halves) * 30 * time.Second)
	case "hour":
		return c.moment(time.Duration(sp.halves) * 30 * time.Minute)
	case "day":
		if sp.working {
			return c.day(c.add(c.today(), n), Day)
		}
		return c.day(c.today().AddDate(0, 0, n), Day)
	case "week":
		p := c.day(c.today().AddDate(0, 0, sp.halves*7/2), Day)
		p.week = true
		return p
	case "month":
		return c.day(c.today().AddDate(0, sp.halves/2, sp.halves%2*15), Day)
	case "year":
		return c.day(c.today().AddDate(n, 0, 0), Day)
	}
	return piece{}
}

func (c *clockwork) moment(d time.Duration) piece {
	return piece{kind: pieceMoment, at: c.now.Add(d), precision: Minute}
}

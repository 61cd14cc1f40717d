package reading

import (
	"strings"
	"time"
)

// unit is the unit of time that a word names.
func (c *clockwork) unit(t *token) (string, bool) {
	for _, a := range t.atoms {
		if v := c.l.value(a); v.unit != "" {
			return v.unit, true
		}
	}
	return "", false
}

// counted reads «через 2 дня», «в течение часа», "within 24 hours", "in a couple of days", «в ближайшие два дня».
func (c *clockwork) counted(s *sentence, i, to int) (piece, int) {
	w := c.word(s, i, to)
	if !c.l.is(w, inAhead) && !c.l.is(w, inInside) && !(c.l.is(w, inThis) && strings.HasPrefix(w.s, "ближайш")) && w.s != "за" {
		return piece{}, i
	}
	k, n, many, working, half := i+1, 0, false, false, false
	for ; k < to && k < i+7; k++ {
		t := c.word(s, k, to)
		if u, ok := c.unit(t); ok {
			if c.word(s, i, to).s == "за" && !many {
				return piece{}, i
			}
			if u == "hour" && c.word(s, k+1, to).s == "полтора" && s.words[min(k+1, len(s.words)-1)].dash || strings.HasSuffix(t.s, "-полтора") {
				return c.after(0, 90*time.Minute, i), k + 2
			}
			return c.span(s, i, k, to, n, many, working, half, u)
		}
		switch v, ok := c.number(t); {
		case strings.HasPrefix(t.s, "полчас") || strings.HasPrefix(t.s, "получас"):
			return c.after(0, 30*time.Minute, i), k + 1
		case t.s == "час-полтора" || t.s == "часа-полтора":
			return c.after(0, 90*time.Minute, i), k + 1
		case t.s == "час-два" || t.s == "часа-двух":
			return c.after(0, 2*time.Hour, i), k + 1
		case t.s == "день-два":
			return c.day(c.today().AddDate(0, 0, 2), Day), k + 1
		case t.s == "пару-тройку" || t.s == "два-три" || t.s == "двух-трех":
			n, many = 3, true
		case t.s == "полтора" || t.s == "полутора":
			n, many, half = 1, true, true
		case c.l.is(t, inHalf):
			half = true
		case ok:
			if !many || s.words[k].dash || v > n {
				n = max(n, v)
			}
			many = true
		case c.l.is(t, inWorking):
			working = true
		case c.l.is(t, inNext), c.l.is(t, inThis), t.s == "of", t.s == "the", t.s == "an", t.s == "буквально", t.s == "примерно", t.s == "about", t.s == "or", t.s == "to", t.s == "от":
		default:
			return c.unitBefore(s, i, k, to, n, many)
		}
	}
	return c.unitBefore(s, i, k, to, n, many)
}

// unitBefore reads «минут через десять»: the number ends before word k, the unit stands before word i.
func (c *clockwork) unitBefore(s *sentence, i, k, to, n int, many bool) (piece, int) {
	unit, ok := c.unit(c.word(s, i-1, to))
	if !ok || !many || !c.l.is(c.word(s, i, to), inAhead) {
		return piece{}, i
	}
	p, _ := c.span(s, i, k-1, to, n, many, false, false, unit)
	return p, k
}

// span is n units from now.
func (c *clockwork) span(s *sentence, i, k, to, n int, many, working, half bool, unit string) (piece, int) {
	if !many {
		n = 1
	}
	k++
	if or := c.word(s, k, to).s; or == "or" || or == "или" {
		if more, ok := c.number(c.word(s, k+1, to)); ok && more > n {
			n, many, k = more, true, k+2
		}
	}
	switch unit {
	case "minute", "hour":
		d := time.Duration(n) * time.Minute
		if unit == "hour" {
			d *= 60
			if half {
				d += 30 * time.Minute
				if !many {
					d = 30 * time.Minute
				}
			}
		}
		return c.after(0, d, i), k
	case "day":
		if strings.HasPrefix(c.word(s, k-1, to).s, "сут") && !many {
			return c.after(0, 24*time.Hour, i), k
		}
		if c.l.is(c.word(s, i, to), inInside) && !many {
			return piece{kind: pieceTime, minutes: endOfDay, precision: Day}, k
		}
		if working {
			return c.day(c.add(c.today(), n), Day), k
		}
		return c.day(c.today().AddDate(0, 0, n), Day), k
	case "week":
		if next := c.l.is(c.word(s, k-2, to), inNext) || c.l.is(c.word(s, k-2, to), inThis); next && !many {
			return piece{}, i
		}
		return c.day(c.today().AddDate(0, 0, 7*n), Day), k
	case "month":
		return c.day(c.today().AddDate(0, n, 0), Day), k
	}
	return piece{}, i
}

func (c *clockwork) after(days int, d time.Duration, _ int) piece {
	return piece{kind: pieceMoment, at: c.now.AddDate(0, 0, days).Add(d), precision: Minute}
}

// period reads «до конца недели», «на следующей неделе», "early next week", «в начале августа», «до конца месяца», «на выходных».
func (c *clockwork) period(s *sentence, i, to int) (piece, int) {
	part, k, ahead := byte(0), i, 0
	w := c.word(s, k, to)
	switch {
	case c.l.is(w, inEnd):
		part, k = 'e', k+1
	case c.l.is(w, inStart):
		part, k = 's', k+1
	case c.l.is(w, inMiddle):
		part, k = 'm', k+1
	}
	for k < to && (s.words[k].s == "of" || s.words[k].s == "the" || s.words[k].s == "in" || s.words[k].s == "на") && k > i {
		k++
	}
	pointed := false
	if t := c.word(s, k, to); c.l.is(t, inNext) || c.l.is(t, inThis) {
		pointed = true
		if c.l.is(t, inNext) {
			ahead = 1
		}
		k++
	}
	t := c.word(s, k, to)
	if t.s == "week" && c.word(s, k+1, to).s == "after" && c.word(s, k+2, to).s == "next" {
		return c.day(c.friday(2), Week), k + 3
	}
	if m, ok := c.value(t, "month"); ok && part != 0 {
		return c.monthPart(c.dateOf(1, m, c.yearAt(s, k+1, to)), part), c.afterYear(s, k+1, to)
	}
	u, ok := c.unit(t)
	if !ok || part == 0 && !pointed && (u != "weekend" || !c.prepared(s, i, to) && c.word(s, i-1, to).s != "over" && c.word(s, i-1, to).s != "за" && c.word(s, i-1, to).s != "the") || c.l.is(c.word(s, i-1, to), inPast) {
		return piece{}, i
	}
	switch u {
	case "week":
		return c.week(part, ahead, pointed), k + 1
	case "month":
		return c.monthPart(c.today().AddDate(0, ahead, 1-c.now.Day()), max(part, 'e'*b2(part == 0))), k + 1
	case "quarter":
		first := c.today().AddDate(0, 3*ahead-int(c.now.Month()-1)%3, 1-c.now.Day())
		return c.day(first.AddDate(0, 3, -1), Day), k + 1
	case "year":
		if part == 'e' {
			return c.day(time.Date(c.now.Year()+ahead, 12, 31, 0, 0, 0, 0, c.now.Location()), Day), k + 1
		}
	case "weekend":
		if c.l.is(c.word(s, i-1, to), inBy) {
			return c.week('e', 0, true), k + 1
		}
		if c.l.is(c.word(s, i-1, to), inAfter) {
			return c.day(c.friday(0).AddDate(0, 0, 3), Day), k + 1
		}
		return c.day(c.friday(0).AddDate(0, 0, 2), Day), k + 1
	}
	return piece{}, i
}

func b2(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// week is a part of this week or of one to come; by itself it means its Friday.
func (c *clockwork) week(part byte, ahead int, pointed bool) piece {
	d := c.friday(ahead)
	switch part {
	case 's':
		if !pointed {
			d = c.friday(1)
		}
		d = d.AddDate(0, 0, -3)
	case 'm':
		d = d.AddDate(0, 0, -2)
		if d.Before(c.today()) {
			d = d.AddDate(0, 0, 7)
		}
	}
	return c.day(d, Week)
}

// friday is the Friday of the week so many weeks ahead; on a weekend "this week" is the one to come.
func (c *clockwork) friday(ahead int) time.Time {
	today := int(c.now.Weekday()+6) % 7 // Monday is 0
	d := c.today().AddDate(0, 0, 4-today+7*ahead)
	if today > 4 && ahead == 0 {
		d = d.AddDate(0, 0, 7)
	}
	return d
}

func (c *clockwork) monthPart(first time.Time, part byte) piece {
	switch part {
	case 's':
		return c.day(first.AddDate(0, 0, 9), Week)
	case 'm':
		return c.day(first.AddDate(0, 0, 14), Week)
	}
	return c.day(first.AddDate(0, 1, -1), Day)
}

package reading

import (
	"strconv"
	"strings"
)

// noToken is where no word is.
var noToken = token{known: &nothing}

// word is word i of the sentence, or one that is in no class when i is outside [0, to).
func (c *clockwork) word(s *sentence, i, to int) *token {
	if i < 0 || i >= to {
		return &noToken
	}
	return &s.words[i].token
}

// value is the value of a word on a scale, such as 7 for «июля» of the months.
func (c *clockwork) value(t *token, sc scale) (int, bool) { return c.l.valueOf(t.known, sc) }

// unit is the unit of time that a word names.
func (c *clockwork) unit(t *token) (string, bool) {
	if !t.has(ofUnit) {
		return "", false
	}
	for _, a := range t.atoms {
		if v := c.l.value(a); v.unit != "" {
			return v.unit, true
		}
	}
	return "", false
}

func (c *clockwork) isUnit(t *token) bool  { return t.has(ofUnit) }
func (c *clockwork) isMonth(t *token) bool { return t.has(ofMonth) }

// number is the number that a word stands for, written in figures or letters: «24-го», «пять», «пятого».
func (c *clockwork) number(t *token) (int, bool) {
	if t.kind == number {
		digits := strings.TrimRightFunc(t.s, func(r rune) bool { return r < '0' || r > '9' })
		if rest := t.s[len(digits):]; rest != "" && !ordinal(rest) {
			return 0, false
		}
		return figure(digits)
	}
	if n, ok := c.value(t, ofMany); ok {
		return n, true
	}
	return c.value(t, ofNth)
}

// figure is the number written in figures only.
func figure(s string) (int, bool) {
	if !isDigits(s) || len(s) > 9 {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// ordinal reports whether the letters after a figure only say its case: «24-го», "5th".
func ordinal(s string) bool {
	switch strings.TrimLeft(s, "-‑") {
	case "го", "ого", "му", "ому", "е", "ое", "м", "ом", "й", "ой", "ей", "х", "ти", "th", "st", "nd", "rd":
		return true
	}
	return false
}

func hasOrdinal(s string) bool { return ordinal(strings.TrimLeft(s, "0123456789")) }

// nth reads the day of a month in letters: «пятого», «двадцать пятого», "twenty-fifth".
func (c *clockwork) nth(s *sentence, i, to int) (n, next int) {
	w := c.word(s, i, to)
	if n, ok := c.value(w, ofNth); ok {
		return n, i + 1
	}
	if tens, ok := c.value(w, ofMany); ok && tens >= 20 {
		if n, ok := c.value(c.word(s, i+1, to), ofNth); ok && n < 10 {
			return tens + n, i + 2
		}
	}
	return 0, i
}

// count reads how many units are counted from word i on, in halves, and of a range the later end: «двух», «двадцать пять»,
// «полтора», «2-3», "two or three", "a couple of", «2 (двух)», "half an". It returns i when no number stands there.
func (c *clockwork) count(s *sentence, i, to int) (halves, next int) {
	halves, next = c.one(s, i, to)
	if next == i {
		return 0, i
	}
	for range 3 {
		k := next
		switch c.word(s, k, to).s {
		case "или", "or", "to", "до":
			k++
		default:
			if k >= to || !s.words[k].dash && !c.l.repeats(&s.words[k-1].token, &s.words[k].token) {
				return halves, next
			}
		}
		more, n := c.one(s, k, to)
		if n == k {
			return halves, next
		}
		halves, next = max(halves, more), n
	}
	return halves, next
}

// one reads a single number in halves.
func (c *clockwork) one(s *sentence, i, to int) (halves, next int) {
	w := c.word(s, i, to)
	switch {
	case w.s == "полтора" || w.s == "полторы" || w.s == "полутора":
		return 3, i + 1
	case w.s == "пол" || w.s == "half":
		for i++; c.word(s, i, to).s == "an" || c.word(s, i, to).s == "a"; i++ {
		}
		return 1, i
	case (w.s == "a" || w.s == "the") && isFew(c.word(s, i+1, to).s):
		i++
		w = c.word(s, i, to)
	}
	if w.kind != number {
		n, ok := c.value(w, ofMany)
		if !ok {
			return 0, i
		}
		if more, ok := c.value(c.word(s, i+1, to), ofMany); ok && n >= 20 && n%10 == 0 && more < 10 {
			return 2 * (n + more), i + 2
		}
		i++
		if n > 1 && c.word(s, i, to).s == "of" {
			i++
		}
		return 2 * n, i
	}
	if n, ok := c.number(w); ok && n < 1000 {
		return 2 * n, i + 1
	}
	return 0, i
}

// quantity is the number of things that a word stands for: «двух», "five", 5.
func (l *lexicon) quantity(t *token) (int, bool) {
	if t.kind == number {
		return figure(t.s)
	}
	return l.valueOf(t.known, ofMany)
}

// repeats reports whether two words are the same number in figures and in letters, as in «2 (двух)».
func (l *lexicon) repeats(a, b *token) bool {
	n, ok := l.quantity(a)
	m, too := l.quantity(b)
	return ok && too && n == m && a.kind != b.kind
}

func isFew(s string) bool { return s == "couple" || s == "few" }

// glued is a number with its unit in one word: «2ч», "24h", «15мин».
func glued(s string) (n int, unit string, ok bool) {
	digits := strings.TrimRightFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	switch strings.TrimLeft(s[len(digits):], "-") {
	case "ч", "час", "часа", "часов", "h", "hr", "hrs", "hour", "hours":
		unit = "hour"
	case "м", "мин", "минут", "min", "mins", "minute", "minutes":
		unit = "minute"
	case "д", "дн", "дня", "дней", "d", "day", "days":
		unit = "day"
	case "нед", "w", "week", "weeks":
		unit = "week"
	default:
		return 0, "", false
	}
	n, ok = figure(digits)
	return n, unit, ok
}

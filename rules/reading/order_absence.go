package reading

import (
	"strings"
	"time"
)

// away reads an absence: «отпуск 1–14 июля, вместо меня Ольга», «болею до среды», "day off tomorrow".
func (o *orderReader) away(order Order, text string, w []lineWord) (Order, bool) {
	n, before := o.words.begins(w, "absence"), 0
	for i := 1; n == 0 && i < len(w); i++ { // «завтра меня не будет», «с 1 по 14 июля в отпуске»
		n, before = o.words.begins(w[i:], "absence"), i
	}
	if n == 0 {
		return order, false
	}
	order.Kind = OrderAbsence
	rest := w[before+n:]
	words := strings.TrimSpace(text[w[0].start:max(w[0].start, w[before].start)])
	if before == 0 {
		words = ""
	}
	end := len(rest)
	for i := range rest {
		m := o.words.begins(rest[i:], "substitute")
		if m == 0 {
			continue
		}
		if order.Name = between(text, rest[i+m:]); order.Name != "" {
			end = i
		}
		break
	}
	if order.Name == "" { // «Ольга вместо меня»
		end, order.Name = o.nameBefore(text, rest)
	}
	words = strings.Trim(words+" "+between(text, rest[:end]), " ,.;—–-")
	var ok bool
	order.From, order.To, ok = o.r.Days(words, o.now, o.who)
	return order, ok
}

// nameBefore finds a substitute named before the words that say so, and how many words stand before the name.
func (o *orderReader) nameBefore(text string, rest []lineWord) (int, string) {
	if n := o.words.ends(rest, "substitute"); n > 0 && n < len(rest) {
		at := len(rest) - n - 1
		return at, between(text, rest[at:at+1])
	}
	return len(rest), ""
}

// Days reads which days words name, from the first to the end of the last: «1–14 июля», «с понедельника по среду», "until
// Friday", «завтра». No words are today. It is false when they name none, a beginning without an end, or hold anything besides.
func (r *Reader) Days(words string, now time.Time, who Addressee) (from, to time.Time, ok bool) {
	l := defaultLexicon()
	if r != nil {
		l = r.lexicon
	}
	c := newClockwork(l, Letter{Date: now, Calendar: who.Calendar})
	if strings.TrimSpace(words) == "" {
		return c.today(), c.today().AddDate(0, 0, 1), true
	}
	d := takeDesk()
	defer d.leave()
	for _, text := range []string{words, "на " + words} { // a bare «ср» is a day after a preposition only
		d.words(text)
		sentences := d.sentences(l, text)
		if len(sentences) != 1 {
			continue
		}
		if from, to, ok = days(&c, &sentences[0]); ok {
			return from, to, true
		}
	}
	return from, to, false
}

// dayWords is what was read of words that name days.
type dayWords struct {
	days   []time.Time
	until  bool // only the end is named: «до среды»
	whole  bool // … and is one of the days: «по среду»
	since  bool // only the beginning is named
	inWeek bool // a week is named
}

// days reads the days of a sentence that says nothing else.
func days(c *clockwork, s *sentence) (from, to time.Time, ok bool) {
	var got dayWords
	a, n := away{c: c}, len(s.words)
	for i := 0; i < n; {
		p, next := c.piece(s, i, n)
		if next <= i {
			if !rangeWord(s.words[i].s) {
				return from, to, false
			}
			i++
			continue
		}
		if p.kind == pieceMoment && p.precision == Day {
			y, m, d := p.at.Date()
			p.kind, p.day = pieceDay, time.Date(y, m, d, 0, 0, 0, 0, p.at.Location())
		}
		if p.kind != pieceDay {
			return from, to, false
		}
		if sp := (spell{from: i, to: next}); len(got.days) == 0 {
			got.until, got.whole, got.since, got.inWeek = a.until(s, sp), a.through(s, sp), a.since(s, sp), p.week
		}
		if first, two := c.firstOfTwo(s, i, next, p.day); two {
			got.days = append(got.days, first)
		}
		got.days = append(got.days, p.day)
		i = next
	}
	return got.span(c)
}

// span makes the first day, and the end of the last one, of those that were named.
func (d dayWords) span(c *clockwork) (from, to time.Time, ok bool) {
	if len(d.days) == 0 {
		return from, to, false
	}
	from, to = d.days[0], d.days[len(d.days)-1]
	last := to.AddDate(0, 0, 1)
	switch {
	case len(d.days) > 1:
		for to.Before(from) && from.Sub(to) < 7*24*time.Hour {
			to = to.AddDate(0, 0, 7) // «с четверга по вторник»
		}
		last = to.AddDate(0, 0, 1)
	case d.inWeek:
		from = mondayOf(to)
		if last = from.AddDate(0, 0, 7); from.Before(c.today()) {
			from = c.today()
		}
	case d.until:
		if from = c.today(); !d.whole {
			last = to
		}
	case d.since:
		return from, to, false
	}
	return from, last, from.Before(last)
}

// firstOfTwo is the first day of a date with two numbers: «1–14 июля», "from 28 to 3 July".
func (c *clockwork) firstOfTwo(s *sentence, from, to int, last time.Time) (time.Time, bool) {
	var numbers []int
	for i := from; i < to; i++ {
		if v, ok := c.number(&s.words[i].token); ok && v >= 1 && v <= 31 && s.words[i].kind == number {
			numbers = append(numbers, v)
		}
	}
	if len(numbers) < 2 {
		return last, false
	}
	first := time.Date(last.Year(), last.Month(), numbers[0], 0, 0, 0, 0, last.Location())
	if first.After(last) {
		first = first.AddDate(0, -1, 0)
	}
	return first, true
}

// rangeWord reports whether a word only joins days.
func rangeWord(w string) bool {
	switch w {
	case "с", "со", "по", "до", "и", "на", "в", "во", "включительно", "числа", "from", "to", "till", "until", "through", "and", "on", "the", "inclusive", "for", "день", "дня", "дней", "весь", "whole", "day", "all":
		return true
	}
	return false
}

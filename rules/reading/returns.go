package reading

import "time"

// returns is when the writer of an automatic reply is back, by his text or his subject; zero when neither says. What is
// said of the return itself («вернусь 20 июля») counts more than what is said of the absence («с 6 по 19 июля»).
func (r *reader) returns() time.Time {
	a := away{c: &r.clock}
	d := takeDesk()
	defer d.leave()
	for _, text := range []string{r.letter.Subject, r.letter.Text} {
		d.words(text)
		sentences := d.sentences(r.lexicon, text)
		for i := range sentences {
			a.read(&sentences[i])
		}
	}
	return a.back()
}

// away is what an automatic reply says of an absence.
type away struct {
	c      *clockwork
	absent bool  // it speaks of an absence
	said   spell // of the return
	end    spell // of the absence
}

// spell is a time named in an automatic reply: one day, or from one to another.
type spell struct {
	found    bool
	at       time.Time // the day, or the last one
	from, to int       // words
	ranged   bool      // at is the last day of several
	weak     bool      // a bare weekday
	exact    bool      // at is a moment, not a day
	week     bool      // at is the Friday of a week
}

// read takes in one sentence.
func (a *away) read(s *sentence) {
	l := a.c.l
	back, gone := -1, false
	for i := range s.words {
		w := &s.words[i].token
		if back < 0 && (l.is(w, inReturning) || there(s, i) || (a.absent || gone) && answersAt(w.s)) {
			back = i
		}
		gone = gone || l.is(w, inAbsent) || w.s == "не" && i+1 < len(s.words) && s.words[i+1].s == "будет"
	}
	a.absent = a.absent || gone
	spells := a.spells(s)
	if back >= 0 && !a.said.found {
		a.said = a.ofReturn(s, spells, back)
	}
	if a.end.found || !a.absent {
		return
	}
	for _, sp := range spells {
		if back >= 0 && sp.from > back || !gone && !sp.ranged && !a.until(s, sp) || a.since(s, sp) {
			continue
		}
		a.end = a.ofAbsence(s, sp)
		return
	}
}

// there reports whether word i says that the writer will be in his place: «буду на месте», «будем в офисе».
func there(s *sentence, i int) bool {
	switch s.words[i].s {
	case "буду", "будем", "будет":
	default:
		return false
	}
	if i+2 >= len(s.words) || i > 0 && s.words[i-1].s == "не" {
		return false
	}
	switch s.words[i+2].s {
	case "месте", "офисе", "связи", "работе":
		return true
	}
	return false
}

// answersAt reports whether a word says when letters will be answered, which in an absence note is the return.
func answersAt(word string) bool {
	switch word {
	case "отвечу", "ответим", "ответит":
		return true
	}
	return false
}

// back is the day, or moment, at which the writer is there again.
func (a *away) back() time.Time {
	t := a.end.at
	if a.said.found {
		t = a.said.at
		for a.said.weak && a.end.found && t.Before(a.end.at) { // «до 19 июля, вернусь в понедельник»
			t = t.AddDate(0, 0, 7)
		}
	}
	if t.Before(a.c.today()) {
		return time.Time{}
	}
	return t
}

// ofReturn is the time of the return announced by word k: named after it, else before.
func (a *away) ofReturn(s *sentence, spells []spell, k int) spell {
	var got spell
	for _, sp := range spells {
		if got.found && (got.from > k || sp.from < k) || a.c.l.is(a.c.word(s, sp.from-1, len(s.words)), inInstead) {
			continue
		}
		if sp.from < k && a.until(s, sp) {
			continue
		}
		got = sp
	}
	switch {
	case !got.found || got.exact:
	case got.week:
		got.at = got.at.AddDate(0, 0, -4)
	case a.before(s, got, inAfter) || got.ranged && got.from < k:
		got.at = a.c.add(got.at, 1)
	}
	return got
}

// ofAbsence is the end of an absence: the day named after «до» or "until", else the working day after the last one.
func (a *away) ofAbsence(s *sentence, sp spell) spell {
	if sp.exact || a.until(s, sp) && !sp.ranged && !a.through(s, sp) {
		return sp
	}
	sp.at = a.c.add(sp.at, 1)
	return sp
}

// until reports whether a time is the end of something: «до 20 июля», "until Monday", «по 19-е».
func (a *away) until(s *sentence, sp spell) bool {
	return a.before(s, sp, inBy) || a.through(s, sp)
}

// through reports whether the last day is meant with the others: «по 19 июля», "through Friday", «до 5-го включительно».
func (a *away) through(s *sentence, sp spell) bool {
	return a.before(s, sp, inThrough) || a.c.l.is(a.c.word(s, sp.to, len(s.words)), inThrough)
}

// since reports whether only the beginning of an absence is named: «с 6 июля», "from Monday".
func (a *away) since(s *sentence, sp spell) bool {
	if sp.ranged || sp.from == 0 {
		return false
	}
	switch s.words[sp.from-1].s {
	case "с", "со", "from", "since", "starting", "начиная":
		return true
	}
	return false
}

// before reports whether a word of a class stands before a time, articles not counted.
func (a *away) before(s *sentence, sp spell, class atom) bool {
	i := sp.from - 1
	for i >= 0 && (s.words[i].s == "the" || s.words[i].s == "и" || s.words[i].s == "including" || s.words[i].s == "конца") {
		i--
	}
	return i >= 0 && a.c.l.is(&s.words[i].token, class)
}

// spells are the times named in a sentence, those joined to a range as one.
func (a *away) spells(s *sentence) (out []spell) {
	n := len(s.words)
	for i := 0; i < n; {
		p, next := a.c.piece(s, i, n)
		if next <= i {
			i++
			continue
		}
		sp := spell{found: true, from: i, to: next, weak: p.weak, ranged: a.numbers(s, i, next) > 1, week: p.precision == Week}
		last := len(out) - 1
		switch {
		case p.kind == pieceDay:
			sp.at = p.day
		case p.kind == pieceMoment:
			sp.at, sp.exact = p.at, true
		case p.kind == pieceTime && p.precision == Minute && last >= 0 && !out[last].ranged && i-out[last].to <= 1:
			out[last].at, out[last].exact = a.c.at(out[last].at, &p), true
			i = next
			continue
		default:
			i = next
			continue
		}
		switch near := last >= 0 && i-out[last].to <= 2; {
		case near && out[last].weak && !sp.weak && !a.joined(s, i): // "Monday 9 March"
			out[last].at, out[last].weak, out[last].to = sp.at, false, next
		case near && a.joined(s, i) && !sp.exact: // "from 6 July to 19 July"
			for sp.at.Before(out[last].at) && sp.weak {
				sp.at = sp.at.AddDate(0, 0, 7)
			}
			out[last].at, out[last].weak, out[last].to, out[last].ranged = sp.at, sp.weak, next, true
		case near && i > 0 && a.c.l.is(&s.words[i-1].token, inAnd) && sp.at.After(out[last].at): // «сегодня и завтра»
			out[last].at, out[last].weak, out[last].to, out[last].ranged = sp.at, sp.weak, next, true
		case near && i == out[last].to && sp.at.Equal(out[last].at): // «завтра (9 марта)»
			out[last].to = next
		default:
			out = append(out, sp)
		}
		i = next
	}
	return out
}

// joined reports whether word i goes on with a range: «6 июля – 19 июля», "to 19 July", «по понедельник».
func (a *away) joined(s *sentence, i int) bool {
	if s.words[i].dash || i > 0 && a.c.l.is(&s.words[i-1].token, inThrough) {
		return true
	}
	if i > 0 && s.words[i-1].s == "the" {
		i--
	}
	return i > 0 && a.c.joins(s, i) && s.words[i-1].s != "и" && s.words[i-1].s != "and"
}

// numbers counts the days of a month among words from to to: "6 to 19 July" has two.
func (a *away) numbers(s *sentence, from, to int) (n int) {
	for i := from; i < to; i++ {
		if v, ok := a.c.number(&s.words[i].token); ok && v <= 31 && s.words[i].kind == number {
			n++
		}
	}
	return n
}

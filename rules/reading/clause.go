package reading

import (
	"slices"
	"strings"
)

// said is a word inside a sentence, with what the marks around it tell.
type said struct {
	token
	opens  bool // a clause begins here
	first  bool // the first word of its clause that matters: conjunctions and fillers before it do not
	filler bool // may stand anywhere: «пожалуйста», "please"
	clause int  // index of its clause
	dash   bool // a dash stands before it
	quoted bool // stands in quotation marks
}

// sentence is a run of words between full stops, question marks, or the ends of list items.
type sentence struct {
	words   []said
	clauses []clause
	index   int // among the sentences of the letter
	end     int // bytes: after the closing mark
	asked   bool
	item    bool // an item of a list
	colon   bool // ends in a colon
	heads   bool // a list begins on the next line
	above   bool // follows, as a list item, a sentence that ends in a colon or heads the list
}

// clause is a part of a sentence with a verb of its own, or between two commas.
type clause struct {
	from, to int // words
	start    int // bytes
	end      int // bytes, closing mark included
	asked    bool
}

// leads reports whether only fillers stand before word i of the sentence.
func (s *sentence) leads(i int) bool { return s.words[i].clause == 0 }

// clauses finds the clauses of the present sentence.
func (p *splitter) clauses() {
	s, first := &p.cur, len(p.all)
	p.joinDates(s.words)
	for i := range s.words {
		w := &s.words[i]
		w.filler = p.l.is(&w.token, inFiller)
		if i > 0 && w.opens && (p.l.is(&w.token, inParenthesis) || p.l.is(&s.words[i-1].token, inParenthesis) && !p.l.is(&w.token, inSubordinate)) {
			w.opens = false
		}
		if i > 0 && !w.opens && (p.beginsAfterAnd(s.words, i) || w.dash && (p.l.is(&w.token, inWh) || p.answersCondition(s, w))) {
			w.opens = true
		}
		if i == 0 || w.opens {
			w.opens = true
			if n := len(s.clauses); n > 0 {
				s.clauses[n-1].to = i
				s.clauses[n-1].end = p.trimEnd(s.words[i-1].end, w.start)
			}
			p.all = append(p.all, clause{from: i, start: w.start})
			s.clauses = p.all[first:len(p.all):len(p.all)]
		}
		w.clause = len(s.clauses) - 1
	}
	last := &s.clauses[len(s.clauses)-1]
	last.to, last.end = len(s.words), s.end
	last.asked = s.asked
	for n, c := range s.clauses {
		i, called := c.from, n > 0
		for i+1 < c.to {
			if !called && p.calls(s.words[i:c.to]) {
				called = true
			} else if !p.l.is(&s.words[i].token, inLead) && !s.words[i].filler {
				break
			}
			s.words[i].first = true
			i++
		}
		s.words[i].first = true
	}
}

// answersCondition reports whether a verb after a dash says what will be done when what stands before the dash has come
// about: «как придёт партия — отгрузим».
func (p *splitter) answersCondition(s *sentence, w *said) bool {
	if len(s.clauses) == 0 || w.form&(firstSg|firstPl) == 0 {
		return false
	}
	return p.l.is(&s.words[s.clauses[len(s.clauses)-1].from].token, inCondition)
}

// calls reports whether a sentence begins with a name that no comma parts from the rest: «Олег где макет», "Ann can you".
func (p *splitter) calls(words []said) bool {
	w, next := &words[0].token, &words[1].token
	if !w.upper && !p.l.is(w, inFriend) || w.kind != word || strings.Contains(w.s, "'") || next.upper || p.l.is(w, inWh) || p.l.is(w, inAux) || p.l.is(w, inPronoun) {
		return false
	}
	if w.dated || p.l.is(w, inThis) || p.l.is(w, inKnows) || p.l.is(w, inFiller) || w.s == "все" || w.s == "это" || w.s == "там" || w.s == "тут" || w.s == "только" {
		return false
	}
	if p.l.is(next, inAux) {
		return len(words) > 2 && p.l.is(&words[2].token, inPronoun)
	}
	return w.form == 0 && !p.l.is(w, inLead) && (p.l.is(next, inWh) || p.l.is(next, inDeed) || p.l.is(next, inTell))
}

// joinDates takes away the clause ends around what is only a time: «в понедельник, 25 мая, до обеда», «15:00 (мск)», and
// around a number said twice: «2 (двух) дней».
func (p *splitter) joinDates(words []said) {
	for i := 1; i < len(words); i++ {
		if !words[i].opens {
			continue
		}
		k := i
		for k < len(words) && (k == i || !words[k].opens) && k-i < 6 {
			k++
		}
		before := &words[i-1].token
		switch {
		case k-i == 1 && k < len(words) && p.l.repeats(before, &words[i].token):
			words[i].opens, words[k].opens = false, false
		case k-i < 6 && p.l.temporal(words[i:k]) && (p.l.dateWord(before) || p.l.spanWord(before) || before.kind == number && looksTimed(before.s)):
			words[i].opens = false
		}
	}
}

// looksTimed reports whether figures have a mark inside, as those of times and dates do.
func looksTimed(s string) bool { return strings.ContainsAny(s, ":./") || strings.HasSuffix(s, "m") }

// spanWord reports whether a word names a week or a month.
func (l *lexicon) spanWord(t *token) bool {
	if !t.has(ofUnit) {
		return false
	}
	for _, a := range t.atoms {
		if u := l.value(a).unit; u == "week" || u == "month" {
			return true
		}
	}
	return false
}

// temporal reports whether the words say nothing but a time.
func (l *lexicon) temporal(words []said) bool {
	dated := false
	for i := range words {
		t := &words[i].token
		switch {
		case l.dateWord(t):
			dated = true
		case i > 0 && (t.s == "thing" || t.s == "делом") && words[i-1].kind == word && (words[i-1].s == "first" || words[i-1].s == "первым"):
			dated = true
		case t.s == "first" || t.s == "первым":
		case t.kind == number, l.is(t, inBy), l.is(t, inAt), l.is(t, inInside), l.is(t, inEnd), l.is(t, inNotLater), t.has(ofLatest), t.has(ofAbout), l.is(t, inNext), l.is(t, inThis),
			t.s == "не", t.s == "the", t.s == "случае", t.s == "срок", t.s == "или", t.s == "or":
			dated = dated || t.kind == number && (hasOrdinal(t.s) && !isDigits(t.s) || looksTimed(t.s))
		default:
			return false
		}
	}
	return dated
}

// dateWord reports whether a word names a day, a month, a part of the day or an ordinal.
func (l *lexicon) dateWord(t *token) bool {
	if t.kind == number {
		return hasOrdinal(t.s) && strings.Trim(t.s, "0123456789") != ""
	}
	return t.dated
}

// beginsAfterAnd reports whether word i, a conjunction, joins two clauses rather than two nouns: a question word,
// a request or a person of a verb follows it.
func (p *splitter) beginsAfterAnd(words []said, i int) bool {
	if !p.l.is(&words[i].token, inAnd) || i+1 >= len(words) {
		return false
	}
	next := &words[i+1].token
	if p.l.is(next, inFiller) && i+2 < len(words) {
		next = &words[i+2].token
	}
	if i+2 < len(words) && p.l.is(next, inPreposition) && p.l.is(&words[i+2].token, inWh) {
		return words[i].s == "и" || words[i].s == "and"
	}
	if i+2 < len(words) && words[i].s == "and" && slices.Contains(next.atoms, p.l.do) && (words[i+2].s == "me" || words[i+2].s == "us") {
		return true
	}
	if i+2 < len(words) && asksToTell(words[i].s, next.s, words[i+2].s) {
		return true
	}
	if s := words[i].s; s == "или" || s == "либо" || s == "or" {
		return false
	}
	return p.l.is(next, inWh) || p.l.is(next, inLead) || p.l.is(next, inPronoun) || p.l.is(next, inAux) || p.l.is(next, inTotell) || p.l.is(next, inTell)
}

// asksToTell reports whether a conjunction and the two words after it begin to ask for words beside a deed: "… and let us
// know where", "… and advise the price".
func asksToTell(and, next, after string) bool {
	if and != "and" {
		return false
	}
	return next == "let" && (after == "us" || after == "me") || (next == "advise" || next == "clarify" || next == "explain") && after != "on" && after != "us"
}

func (p *splitter) trimEnd(from, limit int) int {
	s := strings.TrimRight(p.text[from:limit], " \t\n\u00a0,;:(—–-")
	return from + len(s)
}

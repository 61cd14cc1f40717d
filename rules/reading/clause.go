package reading

import "strings"

// said is a word inside a sentence, with what the marks around it tell.
type said struct {
	token
	opens  bool // a clause begins here
	first  bool // the first word of its clause that matters: conjunctions and fillers before it do not
	filler bool // may stand anywhere: «пожалуйста», "please"
	clause int  // index of its clause
	dash   bool // a dash stands before it
	quoted bool // inside quotation marks
}

// sentence is a run of words between full stops, question marks, or the ends of list items.
type sentence struct {
	words   []said
	clauses []clause
	end     int // bytes: after the closing mark
	asked   bool
	cried   bool
	item    bool // an item of a list
	colon   bool // ends in a colon
	above   bool // follows, as a list item, a sentence that ends in a colon
	aside   bool // stands in brackets
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

// splitter cuts tokens into sentences.
type splitter struct {
	l     *lexicon
	text  string
	toks  []token
	width int // characters of the longest line
	line  int // index of the first token of the present line
	words []said
	out   []sentence
	all   []clause
	cur   sentence
	from  int // first word of the present sentence in words
	depth int // open brackets
}

// split cuts a letter's tokens into sentences and these into clauses.
func (l *lexicon) split(text string, toks []token) []sentence {
	p := &splitter{l: l, text: text, toks: toks, width: longestLine(text), words: make([]said, 0, len(toks)), out: make([]sentence, 0, len(toks)/12+4), all: make([]clause, 0, len(toks)/6+4)}
	opens, dash, quoted, itemLine := true, false, false, p.itemAt(0)
	p.cur.item = itemLine > 0
	for i := 0; i < len(toks); i++ {
		if itemLine > 0 {
			i += itemLine - 1
			itemLine = 0
			if i >= len(toks) {
				break
			}
			if toks[i].kind == punct {
				continue
			}
		}
		t := toks[i]
		if t.kind != punct {
			p.words = append(p.words, said{token: t, opens: opens, dash: dash, quoted: quoted})
			opens, dash = false, false
			continue
		}
		switch t.s {
		case "\n":
			if p.breaksAt(i) {
				p.close(t.start)
				n := i + 1
				itemLine = p.itemAt(n)
				p.cur.item = itemLine > 0
				opens, quoted = true, false
			}
			p.line = i + 1
		case ".", "!", "?", "…":
			j := i
			for j+1 < len(toks) && toks[j+1].kind == punct && toks[j+1].start == toks[j].end && strings.Contains(".!?…", toks[j+1].s) {
				j++
			}
			end, asked, cried := toks[j].end, false, false
			for _, x := range toks[i : j+1] {
				asked, cried = asked || x.s == "?", cried || x.s == "!"
			}
			if p.stops(i, j) {
				p.cur.asked, p.cur.cried = asked, cried
				p.close(end)
				opens, quoted = true, false
				itemLine = p.inlineItem(j + 1)
			}
			i = j
		case ",", ";":
			opens = true
			if t.s == ";" && len(p.words) > p.from {
				p.close(t.end)
				itemLine = p.inlineItem(i + 1)
			}
		case ":":
			opens = true
			if n := p.inlineItem(i + 1); n > 0 {
				p.cur.colon = true
				p.close(t.end)
				itemLine, p.cur.item = n, true
			} else if i+1 >= len(toks) || toks[i+1].s == "\n" {
				p.cur.colon = true
			}
		case "(":
			opens = true
		case ")":
			opens = true
		case "—", "–", "-", "―":
			dash = true
		case "«", "„", "“":
			quoted = true
		case "»", "”":
			quoted = false
		case "\"":
			quoted = !quoted
		}
	}
	p.close(len(text))
	return p.out
}

// close ends the present sentence at byte end.
func (p *splitter) close(end int) {
	if len(p.words) > p.from {
		p.cur.words = p.words[p.from:len(p.words):len(p.words)]
		p.cur.end = end
		if n := len(p.out); n > 0 && p.cur.item {
			p.cur.above = p.out[n-1].colon || p.out[n-1].above
		}
		p.clauses()
		p.out = append(p.out, p.cur)
		p.cur = sentence{}
	} else if n := len(p.out); n > 0 && p.cur.asked {
		p.out[n-1].asked = true
		p.cur.asked = false
	}
	p.from = len(p.words)
}

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
		if i > 0 && !w.opens && (p.beginsAfterAnd(s.words, i) || w.dash && p.l.is(&w.token, inWh)) {
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
		i := c.from
		for i+1 < c.to && (p.l.is(&s.words[i].token, inLead) || s.words[i].filler || n == 0 && i == c.from && p.calls(s.words[i:c.to])) {
			s.words[i].first = true
			i++
		}
		s.words[i].first = true
	}
}

// calls reports whether a sentence begins with a name that no comma parts from the rest: «Олег где макет», "Ann can you".
func (p *splitter) calls(words []said) bool {
	w, next := &words[0].token, &words[1].token
	if !w.upper && !p.l.is(w, inFriend) || w.kind != word || strings.Contains(w.s, "'") || next.upper || p.l.is(w, inWh) || p.l.is(w, inAux) || p.l.is(w, inPronoun) {
		return false
	}
	if p.l.is(next, inAux) {
		return len(words) > 2 && p.l.is(&words[2].token, inPronoun)
	}
	return w.form == 0 && !p.l.is(w, inLead) && (p.l.is(next, inWh) || p.l.is(next, inDeed) || p.l.is(next, inTell))
}

// joinDates takes away the clause ends around what is only a time: «в понедельник, 25 мая, до обеда».
func (p *splitter) joinDates(words []said) {
	for i := 1; i < len(words); i++ {
		if !words[i].opens {
			continue
		}
		k := i
		for k < len(words) && (k == i || !words[k].opens) && k-i < 6 {
			k++
		}
		if k-i == 6 || !p.l.temporal(words[i:k]) || !p.l.dateWord(&words[i-1].token) {
			continue
		}
		words[i].opens = false
	}
}

// temporal reports whether the words say nothing but a time.
func (l *lexicon) temporal(words []said) bool {
	dated := false
	for i := range words {
		t := &words[i].token
		switch {
		case l.dateWord(t):
			dated = true
		case t.kind == number, l.is(t, inBy), l.is(t, inAt), l.is(t, inInside), l.is(t, inEnd), l.is(t, inNotLater), t.s == "не", t.s == "the":
			dated = dated || t.kind == number && (hasOrdinal(t.s) && !isDigits(t.s) || strings.Contains(t.s, ":"))
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
	for _, a := range t.atoms {
		switch l.value(a).class {
		case "month", "weekday", "day", "part":
			return true
		}
	}
	return false
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
	if s := words[i].s; s == "или" || s == "либо" || s == "or" {
		return false
	}
	return p.l.is(next, inWh) || p.l.is(next, inLead) || p.l.is(next, inPronoun) || p.l.is(next, inAux) || p.l.is(next, inTotell) || p.l.is(next, inTell)
}

func (p *splitter) trimEnd(from, limit int) int {
	s := strings.TrimRight(p.text[from:limit], " \t\n\u00a0,;:(—–-")
	return from + len(s)
}

// is reports whether a word is in a class.
func (l *lexicon) is(t *token, class atom) bool {
	for _, a := range t.atoms {
		if a == class {
			return true
		}
	}
	return false
}

// stops reports whether the marks toks[i:j+1] end a sentence.
func (p *splitter) stops(i, j int) bool {
	if len(p.words) == p.from || j+1 >= len(p.toks) {
		return true
	}
	next := p.toks[j+1]
	if p.toks[i].s != "." || j > i {
		return p.toks[i].s != "…" && j == i || next.start > p.toks[j].end || next.kind == punct
	}
	before := p.toks[i-1]
	if next.start == p.toks[i].end && next.kind != punct { // "т.е", "1.Сделать"
		return before.kind == word && len(before.s) > 6 && next.upper
	}
	if next.s == "\n" {
		return true
	}
	if before.kind == word && (p.l.is(&before, inAbbreviation) || len([]rune(before.s)) == 1) {
		return false
	}
	if before.kind == number && !next.upper && next.kind != punct {
		return false
	}
	return true
}

// inlineItem is how many tokens mark an item of a list that goes on in the same line: «1) смета; 2) договор». The
// sentence that begins there is noted as an item.
func (p *splitter) inlineItem(i int) int {
	if i+2 >= len(p.toks) || p.toks[i].kind != number || p.toks[i+1].s != ")" && (p.toks[i+1].s != "." || !p.toks[i+2].upper) {
		return 0
	}
	n := p.itemAt(i)
	p.cur.item = n > 0
	return n
}

// itemAt is how many tokens of the line beginning at token i mark it as an item of a list («1.», «-», «а)»).
func (p *splitter) itemAt(i int) int {
	if i+1 >= len(p.toks) {
		return 0
	}
	a, b := p.toks[i], p.toks[i+1]
	switch {
	case a.kind == punct && strings.Contains("-—–•*·+►▪", a.s) && b.kind != punct:
		return 1
	case a.kind == punct && strings.Contains("-—–•*·", a.s) && b.kind == punct && strings.Contains("«\"(", b.s):
		return 1
	case a.kind == number && len(a.s) <= 2 && (b.s == "." || b.s == ")"):
		return 2
	case a.kind == word && len([]rune(a.s)) == 1 && (b.s == ")" || b.s == "." && a.upper):
		return 2
	}
	return 0
}

// breaksAt reports whether the line end at token i ends a sentence, or only a line that the mail program wrapped.
func (p *splitter) breaksAt(i int) bool {
	if i+1 >= len(p.toks) {
		return true
	}
	next := p.toks[i+1]
	if next.s == "\n" || i == p.line || p.itemAt(i+1) > 0 {
		return true
	}
	last := p.toks[i-1]
	width := runes(p.text[p.toks[p.line].start:last.end])
	wrapped := p.width <= 84 && width*10 >= p.width*7 && width >= 30 // mail programs wrap near one width
	switch {
	case last.s == ":":
		return true
	case last.s == ",":
		return width < 30
	case last.kind == punct && last.s != ")" && last.s != "»" && last.s != "—":
		return !wrapped || strings.Contains(".!?…", last.s)
	case next.upper:
		return !wrapped || width < 56
	}
	return !wrapped
}

// longestLine is the length of the longest line in characters.
func longestLine(text string) int {
	longest := 0
	for line := range strings.SplitSeq(text, "\n") {
		longest = max(longest, runes(line))
	}
	return longest
}

// runes counts characters up to a limit that decides nothing any more.
func runes(s string) int {
	if len(s) > 400 {
		return 200
	}
	n := 0
	for range s {
		n++
	}
	return n
}

package reading

// asks finds the questions and requests of one sentence. Clauses that depend on a question («скажите, когда …») belong
// to it; a clause with a question or request of its own is another act.
func (r *reader) asks(parts []part) {
	s := parts[0].s
	if r.vetoed(parts) || !r.letter.ToUs {
		return
	}
	for i := 0; i < len(parts); i++ {
		p := &parts[i]
		if p.used {
			continue
		}
		t, rule := r.asking(parts, i)
		if t == "" {
			continue
		}
		last := i
		for last+1 < len(parts) && r.belongs(parts, last, i, t) {
			last++
			parts[last].used = true
		}
		p.used = true
		start := s.words[r.core(p)].start
		a := r.act(t, p, 0, rule, start, parts[last].end)
		if d := r.clock.due(s, p.from, parts[last].to); d.found {
			a.Due, a.Precision = d.at, d.precision
		}
		if t == Request && p.says(saysChange) {
			b := *a
			b.Type, b.Rule = ChangeRequest, r.groups[p.rules[saysChange]].name
			r.acts = append(r.acts, b)
		}
	}
}

// core is the first word of a clause after conjunctions.
func (r *reader) core(p *part) int {
	for k := p.from; k < p.to-1; k++ {
		if !r.is(&p.s.words[k].token, inAnd) {
			return k
		}
	}
	return p.to - 1
}

// vetoed reports whether a sentence as a whole asks for nothing: courtesy, rhetoric, a footer.
func (r *reader) vetoed(parts []part) bool {
	no, asks := false, false
	for i := range parts {
		no = no || r.asksNothing(&parts[i]) || parts[i].says(saysOther)
		asks = asks || !r.asksNothing(&parts[i]) && !(i > 0 && parts[i].says(saysEmbedded)) && (parts[i].says(saysRequest) || parts[i].says(saysQuestion))
	}
	return no && !asks
}

// asking tells whether clause i asks, and by which rule.
func (r *reader) asking(parts []part, i int) (Type, string) {
	p := &parts[i]
	s := p.s
	if r.asksNothing(p) {
		return "", ""
	}
	ours := r.letter.Outgoing && !s.asked
	if i > 0 && r.offers(&parts[i-1]) {
		return "", ""
	}
	hanging := !s.asked && r.is(&s.words[r.core(p)].token, inHanging)
	rule := func(x sense) string { return r.groups[p.rules[x]].name }
	switch {
	case p.says(saysQuestion) && p.says(saysRequest) && !p.says(saysChange):
		if p.at[saysRequest] < p.at[saysQuestion] && !s.asked || rule(saysQuestion) == "question/verb-first" && rule(saysRequest) == "request/can-you" {
			return Request, rule(saysRequest)
		}
		return Question, rule(saysQuestion)
	case p.says(saysChange) && (p.says(saysRequest) || s.asked && !p.says(saysQuestion)):
		if p.says(saysRequest) {
			return Request, rule(saysRequest)
		}
		return Request, rule(saysChange)
	case p.says(saysRequest):
		if rule(saysRequest) == "request/awaiting-ours" && (!ours || p.to-p.from < 2 || r.outside(p) || p.negated()) {
			return "", ""
		}
		if i > 0 && r.letter.Outgoing && p.to-p.from <= 2 && r.is(&s.words[r.core(&parts[i-1])].token, inIf) {
			return "", ""
		}
		if rule(saysRequest) == "request/assigned" && !(s.item && r.letter.Outgoing) {
			return "", ""
		}
		if ours && rule(saysRequest) == "request/can-you" && !r.is(&s.words[p.at[saysRequest]].token, inAux) {
			return "", ""
		}
		if w := &s.words[p.at[saysRequest]].token; rule(saysRequest) == "request/imperative" && r.is(w, inEmptyimp) && !r.is(w, inDeed) {
			return "", ""
		}
		if hanging || s.item && r.deedsList && !s.asked || r.advises(p, rule(saysRequest)) || r.allows(p, rule(saysRequest)) {
			return "", ""
		}
		return Request, rule(saysRequest)
	case p.says(saysQuestion):
		if rule(saysQuestion) == "question/asked-word" && !s.asked && (s.colon || r.letter.Outgoing && !s.item || i > 0 && !r.asksList && !r.turnsTo(parts, i)) {
			return "", ""
		}
		if rule(saysQuestion) == "question/leading-word" && !s.asked && (len(parts) > 1 || r.letter.Outgoing || s.colon) {
			return "", ""
		}
		if rule(saysQuestion) == "question/open-choice" && !s.asked && (r.letter.Outgoing || p.says(saysPromise) && r.groups[p.rules[saysPromise]].name == "promise/first-person") {
			return "", ""
		}
		return Question, rule(saysQuestion)
	case s.asked && i == len(parts)-1 && !r.askedBefore(parts, i):
		return Question, "question/mark"
	case p.says(saysChaser) && rule(saysChaser) == "chaser/nudge" && !r.askedBefore(parts, i) && !asksAfter(parts, i):
		if r.letter.Outgoing {
			return Request, "request/chaser"
		}
		return Question, "question/chaser"
	case r.asksList && s.item && i == 0:
		return Question, "question/list"
	}
	return "", ""
}

// askedBefore reports whether an earlier clause of the sentence asks already, so that the mark at its end belongs there.
func (r *reader) askedBefore(parts []part, i int) bool {
	for k := range parts[:i] {
		if parts[k].used {
			return true
		}
	}
	return false
}

// belongs reports whether the clause after last depends on the act that began in clause first.
func (r *reader) belongs(parts []part, last, first int, t Type) bool {
	next := &parts[last+1]
	s := next.s
	head := &s.words[next.from].token
	own := next.says(saysQuestion) || next.says(saysRequest)
	switch {
	case r.is(head, inAnd) && own:
		return false
	case last == first && t == Question && r.tells(&parts[first]):
		return true
	case next.says(saysEmbedded) || r.is(head, inSubordinate):
		return true
	case t == Question && next.says(saysQuestion) && r.groups[next.rules[saysQuestion]].name == "question/choice":
		return true
	case t == Question && s.asked && !r.is(head, inWh) && !next.says(saysQuestion) && !r.imperative(next):
		return true
	case own:
		return false
	case next.says(saysPromise) || next.says(saysComplaint):
		return false
	}
	return false
}

// tells reports whether a clause asks for words («подскажите»), so that the next clause is what is to be told.
func (r *reader) tells(p *part) bool {
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		if r.is(w, inWh) && k > p.from {
			return false
		}
		if r.is(w, inTell) || r.is(w, inTotell) || r.is(w, inWrite) || r.is(w, inQuestions) || r.is(w, inUnderstands) {
			return true
		}
	}
	return false
}

// advises reports whether a clause of ours tells how something works rather than asks for it: «нажмите», «надо обновить».
func (r *reader) advises(p *part, rule string) bool {
	if !r.letter.Outgoing || p.s.asked {
		return false
	}
	handled, deed := false, false
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		if r.is(w, inParenthesis) || r.is(w, inYou) && rule != "request/need" {
			return false
		}
		handled = handled || r.is(w, inHandling)
		deed = deed || w.form&infinitive != 0
	}
	return handled || rule == "request/suggestion" || rule == "request/need" && (deed || !r.ofReader(p)) || rule == "request/awaiting" && r.latin(p) && !r.ofReader(p)
}

// allows reports whether a bare imperative only gives the go-ahead: «Начинайте.», «запускайте».
func (r *reader) allows(p *part, rule string) bool {
	if rule != "request/imperative" || r.letter.Outgoing || p.to-p.from > 2 || p.s.asked {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if f := p.s.words[k].form; f&imperative != 0 && f&perfective != 0 {
			return false
		}
		if p.s.words[k].filler {
			return false
		}
	}
	return p.says(saysConfirmation)
}

// imperative reports whether a clause has a polite imperative.
func (r *reader) imperative(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if p.s.words[k].form&(imperative|polite) == imperative|polite {
			return true
		}
	}
	return false
}

// turnsTo reports whether a clause with a question word inside a sentence without a question mark asks the reader: the
// clauses before it are a name or a word or two, or it speaks of him.
func (r *reader) turnsTo(parts []part, i int) bool {
	p := &parts[i]
	if parts[i-1].to <= 3 || r.is(&p.s.words[p.from].token, inAnd) && parts[i-1].used {
		return true
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; w.form&second != 0 || r.is(&w.token, inYou) {
			return !r.is(&p.s.words[p.from].token, inSubordinate)
		}
	}
	return false
}

// fault takes the report of a fault for a request when the letter asks for nothing else.
func (r *reader) fault() {
	if r.letter.Outgoing || !r.letter.ToUs || len(r.acts) > 0 {
		return
	}
	for i := range r.parts {
		if p := &r.parts[i]; p.says(saysFault) && !p.says(saysNoAsk) {
			r.act(Request, p, saysFault, "", p.s.words[r.core(p)].start, p.end)
			return
		}
	}
}

// asksNothing reports whether a clause is worded as courtesy, rhetoric or hearsay. A question mark makes hearsay a
// question («вы хотели, чтобы я оценил?»).
func (r *reader) asksNothing(p *part) bool {
	for _, x := range []sense{saysQuestion, saysRequest} {
		if p.says(x) && p.says(saysNoAsk) && p.at[x] < p.at[saysNoAsk] && r.groups[p.rules[x]].weak == 0 {
			return false // what is asked before stays asked
		}
	}
	return p.says(saysNoAsk) && !(p.s.asked && r.groups[p.rules[saysNoAsk]].name == "no-ask/hearsay")
}

// outside reports whether a clause speaks of somebody who is neither side.
func (r *reader) outside(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if r.is(&p.s.words[k].token, inOutsider) || p.s.words[k].s == "от" {
			return true
		}
	}
	return false
}

// asksAfter reports whether a later clause of the sentence asks.
func asksAfter(parts []part, i int) bool {
	for k := i + 1; k < len(parts); k++ {
		if parts[k].says(saysRequest) || parts[k].says(saysQuestion) {
			return true
		}
	}
	return false
}

// offers reports whether a clause is the condition of an offer of help: "If you have any questions, call me".
func (r *reader) offers(p *part) bool {
	return p.says(saysNoAsk) && r.groups[p.rules[saysNoAsk]].name == "no-ask/offers" && r.is(&p.s.words[r.core(p)].token, inIf)
}

// ofReader reports whether what is needed is needed of the reader: it names him («от вас», "your") or comes first.
func (r *reader) ofReader(p *part) bool {
	if int(p.at[saysRequest]) <= r.core(p)+1 && !r.latin(p) {
		return true
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k].token; r.is(w, inYou) || w.s == "от" || w.s == "please" {
			return true
		}
	}
	return false
}

// latin reports whether a clause is English.
func (r *reader) latin(p *part) bool {
	return p.s.words[p.from].s[0] < 0x80 && p.s.words[p.to-1].s[0] < 0x80
}

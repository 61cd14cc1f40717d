package reading

import (
	"slices"
	"strings"
)

// asks finds the questions and requests of one sentence. Clauses that depend on a question («скажите, когда …») belong
// to it; a clause with a question or request of its own is another act.
func (r *reader) asks(parts []part) {
	s := parts[0].s
	if !s.above {
		r.heading = 0
	}
	r.answersItself(parts)
	if r.vetoed(parts) || !r.letter.ToUs || r.advertises(parts) {
		return
	}
	for i := 0; i < len(parts); i++ {
		p := &parts[i]
		if p.used {
			continue
		}
		t, rule := r.asking(parts, i)
		if t == Question && i == 0 && r.opinion(p) {
			p.used = true
			r.extend(&r.acts[len(r.acts)-1], parts[len(parts)-1].end, due{})
			return
		}
		if t == "" {
			continue
		}
		last := i
		for last+1 < len(parts) && r.belongs(parts, last, i, t, rule) {
			last++
			parts[last].used = true
		}
		p.used = true
		start := s.words[r.core(p)].start
		r.underHeading(s)
		if s.colon && r.forAnswers(p) || s.heads && rule == "question/tell-me" {
			r.heading = len(r.acts) + 1
		}
		a := r.act(t, p, rule, start, parts[last].end)
		d := r.clock.due(s, p.from, parts[last].to)
		a.setDue(d)
		if a.By = r.wantedBy(t, p, s, d); a.By.IsZero() && t == Request && last+1 < len(parts) {
			a.By = r.wantedBeside(&parts[last+1])
		}
		if t == Request && p.says(saysChange) && (!r.letter.Outgoing || r.rule(p, saysChange) != "change/wish") {
			b := *a
			b.Type, b.Rule = ChangeRequest, r.rule(p, saysChange)
			r.acts = append(r.acts, b)
		}
	}
}

// opinion reports whether a short sentence only asks what the reader thinks of the question right before: «Дуб или
// ясень? Что посоветуете?»
func (r *reader) opinion(p *part) bool {
	n := len(r.acts)
	if n == 0 || len(p.s.words) > 5 || r.rule(p, saysQuestion) != "question/opinion" || r.acts[n-1].Type != Question {
		return false
	}
	before := r.acts[n-1].Start + len(r.acts[n-1].Text)
	return p.start >= before && p.start <= before+2 && !strings.Contains(r.letter.Text[before:p.start], "\n")
}

// answersItself takes back the question of the sentence before when the writer found the answer himself: «а, нашла».
func (r *reader) answersItself(parts []part) {
	n := len(r.acts)
	for n > 0 && r.acts[n-1].Type == Complaint {
		n--
	}
	if n == 0 || r.acts[n-1].Type != Question || r.acts[n-1].Start+len(r.acts[n-1].Text)+2 < parts[0].start {
		return
	}
	for i := range min(2, len(parts)) {
		w := parts[i].s.words[parts[i].from].s
		if parts[i].says(saysNoAsk) && r.rule(&parts[i], saysNoAsk) == "no-ask/self-answered" || i == 0 && (w == "потому" || w == "because") {
			if r.complaint > n {
				r.complaint--
			}
			r.acts = slices.Delete(r.acts, n-1, n)
			return
		}
	}
}

// calls takes back what only calls for attention («ау», «напоминаю про станок») when the letter says what it asks.
func (r *reader) calls() {
	asks := 0
	for i := range r.acts {
		if t := r.acts[i].Type; (t == Question || t == Request) && !r.acts[i].calling() {
			asks++
		}
	}
	if asks == 0 {
		return
	}
	r.acts = slices.DeleteFunc(r.acts, func(a Act) bool { return a.calling() })
}

// calling reports whether an act only reminds of something asked before.
func (a *Act) calling() bool {
	switch a.Rule {
	case "question/chaser", "request/chaser":
		return true
	case "question/reminder":
		return len(a.Text) <= len("ау!")
	}
	return false
}

// underHeading takes back what the line above a list asked («Просим ответить:») when the items ask themselves.
func (r *reader) underHeading(s *sentence) {
	if r.heading == 0 || !s.above {
		return
	}
	if r.complaint >= r.heading {
		r.complaint--
	}
	r.acts = slices.Delete(r.acts, r.heading-1, r.heading)
	r.heading = 0
}

// forAnswers reports whether a clause asks for nothing but answers to what follows it.
func (r *reader) forAnswers(p *part) bool {
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		if r.is(w, inQuestions) || r.is(w, inTell) || r.is(w, inTotell) || r.is(w, inAnswers) {
			return true
		}
	}
	return false
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

// asking tells whether clause i asks, and by which rule.
func (r *reader) asking(parts []part, i int) (Type, string) {
	p := &parts[i]
	if r.asksNothing(p) || i > 0 && r.offers(&parts[i-1]) {
		return "", ""
	}
	question, request := r.rule(p, saysQuestion), r.rule(p, saysRequest)
	change := p.says(saysChange) && r.rule(p, saysChange) != "change/wish"
	switch {
	case question == "question/wondering" && request == "request/need" && r.latin(p) && p.at[saysQuestion] >= p.at[saysRequest]:
		return Question, question
	case question != "" && request != "" && !change:
		if (p.at[saysRequest] < p.at[saysQuestion] && !p.s.asked || question == "question/verb-first" && (request == "request/can-you" || request == "request/wish-english")) && r.requests(parts, i, request) {
			return Request, request
		}
		if p.s.asked || r.asksUnmarked(parts, i, question) {
			return Question, question
		}
		if p.at[saysRequest] < p.at[saysQuestion] || question == "question/asked-word" || !r.requests(parts, i, request) {
			return "", ""
		}
		return Request, request
	case change && request != "" && (p.s.asked || request != "request/imperative" && !r.letter.Outgoing || r.requests(parts, i, request)):
		return Request, request
	case change && (question == "" || question == "question/whether") && (p.s.asked || question == "" && r.wishes(p)):
		return Request, r.rule(p, saysChange)
	case question == "" && request == "" && i > 0 && parts[i-1].used && r.also(p):
		return Request, "request/also"
	case request != "":
		if r.requests(parts, i, request) {
			return Request, request
		}
		if !p.s.asked {
			return "", ""
		}
	case question != "":
		if p.s.asked || r.asksUnmarked(parts, i, question) {
			return Question, question
		}
		return "", ""
	}
	return r.asksByForm(parts, i)
}

// wishes reports whether a client's clause asks for a change without words that ask: «убираем глинтвейн», «подсветку туда
// же», «хотим не десять, а пятнадцать».
func (r *reader) wishes(p *part) bool {
	switch {
	case r.letter.Outgoing:
		return false
	case r.rule(p, saysChange) == "change/alteration":
		return p.hasForm(firstPl) && !p.has("мы")
	}
	return r.rule(p, saysChange) == "change/wished"
}

// asksByForm finds what no words but the mark, the list or the reminder makes a question.
func (r *reader) asksByForm(parts []part, i int) (Type, string) {
	p := &parts[i]
	switch {
	case p.s.asked && i == len(parts)-1 && !askedBefore(parts, i):
		return Question, "question/mark"
	case r.rule(p, saysChaser) == "chaser/nudge" && !askedBefore(parts, i) && !asksAfter(parts, i):
		if r.letter.Outgoing {
			return Request, "request/chaser"
		}
		return Question, "question/chaser"
	case i == 0 && len(parts) == 1 && r.likewise(p):
		return Request, "request/also"
	case r.asksList && p.s.item && i == 0, r.tellsList && p.s.item && i == 0 && r.leadsIn(p):
		return Question, "question/list"
	case r.fixesList && p.s.item && i == 0 && !r.letter.Outgoing && p.hasForm(infinitive):
		return Request, "request/list"
	}
	return "", ""
}

// askedBefore reports whether an earlier clause of the sentence asks already, so that the mark at its end belongs there.
func askedBefore(parts []part, i int) bool {
	for k := range parts[:i] {
		if parts[k].used {
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

// belongs reports whether the clause after last depends on the act that began in clause first.
func (r *reader) belongs(parts []part, last, first int, t Type, rule string) bool {
	next := &parts[last+1]
	s := next.s
	head := &s.words[next.from].token
	own := next.says(saysQuestion) || next.says(saysRequest)
	switch {
	case s.asked && r.alternative(next):
		return true
	case r.is(head, inAnd) && own:
		return false
	case last == first && t == Question && (r.tells(&parts[first]) || (rule == "question/wondering" || rule == "question/tell-me") && !r.is(head, inAnd)):
		return true
	case last == first && t == Request && (r.is(head, inWh) || next.says(saysQuestion)) && !s.asked && r.findsOut(&parts[first]):
		return true
	case next.says(saysEmbedded) || r.is(head, inSubordinate) || r.mild(next):
		return true
	case t == Question && next.says(saysQuestion) && r.rule(next, saysQuestion) == "question/choice":
		return true
	case t == Question && s.asked && !r.is(head, inWh) && !next.says(saysQuestion) && !r.imperative(next):
		return true
	}
	return false
}

// alternative reports whether a clause is the other half of a choice: «…, или лучше завтра?», "…, or should I wait?".
func (r *reader) alternative(p *part) bool {
	switch p.s.words[p.from].s {
	case "или", "либо", "or":
		return p.to-p.from > 1 && !r.is(&p.s.words[p.from+1].token, inWh)
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

// also reports whether a clause asks for one more deed by the verb of the clause before: «прошу сообщить срок, а также
// направить акт».
func (r *reader) also(p *part) bool {
	for k := p.from; k < p.to && k < p.from+4; k++ {
		w := &p.s.words[k]
		if w.form&infinitive != 0 {
			return k > p.from
		}
		if !w.filler && !r.is(&w.token, inAnd) {
			return false
		}
	}
	return false
}

// likewise reports whether a short sentence without a verb goes on with what the sentence before asks for: "Please send the
// drawing. The price list too."
func (r *reader) likewise(p *part) bool {
	n, words := len(r.acts), p.s.words
	if n == 0 || r.acts[n-1].Type != Request || !r.latin(p) || p.to-p.from > 7 || r.eventful(p) {
		return false
	}
	if end := r.acts[n-1].Start + len(r.acts[n-1].Text); p.start < end || p.start > end+2 {
		return false
	}
	switch words[p.to-1].s {
	case "too", "also", "likewise":
		return true
	case "well":
		return words[p.to-2].s == "as"
	}
	return words[p.from].s == "also" || words[p.from].s == "same" || words[p.from].s == "ditto"
}

// hasForm reports whether a word of the clause may be a verb in the given form.
func (p *part) hasForm(f form) bool {
	for k := p.from; k < p.to; k++ {
		if p.s.words[k].form&f != 0 {
			return true
		}
	}
	return false
}

// leadsIn reports whether an item begins with what joins it to the words above the list: "if", "whether", a question word.
func (r *reader) leadsIn(p *part) bool {
	w := &p.s.words[r.core(p)].token
	return r.is(w, inWh) || r.is(w, inIf) || w.s == "whether" || p.from+1 < p.to && p.s.words[p.from+1].s == "ли"
}

// has reports whether the clause has the word.
func (p *part) has(word string) bool {
	for k := p.from; k < p.to; k++ {
		if p.s.words[k].s == word {
			return true
		}
	}
	return false
}

// mild reports whether a clause only says by when or how what was asked is wished: «желательно сегодня», «а надо 65».
func (r *reader) mild(p *part) bool {
	w := p.s.words[r.core(p)].s
	if p.s.words[p.from].s == "а" && (w == "надо" || w == "нужно") {
		return p.to-p.from <= 4
	}
	return (w == "желательно" || w == "лучше" || w == "preferably" || w == "ideally") && p.to-p.from <= 4
}

// findsOut reports whether a clause asks to find out what the next one says: «проверьте, дошёл ли платёж».
func (r *reader) findsOut(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if r.is(&p.s.words[k].token, inFindout) {
			return true
		}
	}
	return false
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

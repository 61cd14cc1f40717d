package reading

import "strings"

// asksUnmarked reports whether clause i, worded as a question by the given rule, is one without a question mark. Words such
// as «когда» and «или» ask only where they cannot as well begin what depends on another clause.
func (r *reader) asksUnmarked(parts []part, i int, rule string) bool {
	p, ours := &parts[i], r.letter.Outgoing
	if r.exclaims(p) || r.told(p) {
		return false
	}
	switch rule {
	case "question/asked-word":
		if p.s.colon || ours && !p.s.item || !r.inverted(p) {
			return false
		}
		return r.asksList || (i == 0 && !r.answeredBy(parts, i)) || (i > 0 && r.turnsTo(parts, i))
	case "question/leading-word":
		return !p.s.colon && !ours && i == 0 && r.leads(parts) && r.inverted(p)
	case "question/whether":
		return i == 0 || parts[i-1].used || !r.predicates(&parts[i-1])
	case "question/wondering": // "I'm checking whether …" asks us, and reports when we write it
		w := p.s.words[p.at[saysQuestion]].s
		return !ours || w != "checking" && w != "check" && w != "asking"
	case "question/further":
		return i > 0 && parts[i-1].used
	case "question/inner-word":
		return !ours && r.named(p) && (i == 0 && len(parts) == 1 || i > 0 && i == len(parts)-1 && (parts[i-1].used || !r.predicates(&parts[i-1])))
	case "question/what-to-do":
		return i == 0 || parts[i-1].used || !r.knows(&parts[i-1])
	case "question/choice":
		return !ours
	case "question/open-choice":
		return !ours && r.rule(p, saysPromise) != "promise/first-person"
	}
	return true
}

// leads reports whether a question word in front of a sentence may ask although clauses follow: these depend on it, or
// the sentence is English and goes on with no verb.
func (r *reader) leads(parts []part) bool {
	for k := 1; k < len(parts); k++ {
		head := &parts[k].s.words[parts[k].from].token
		if !r.is(head, inSubordinate) && !r.is(head, inIf) && (!r.latin(&parts[0]) || r.is(head, inAux)) {
			return false
		}
	}
	return true
}

// named reports whether nothing but names stands before the question word of a clause: «макет когда увидим».
func (r *reader) named(p *part) bool {
	at, names := int(p.at[saysQuestion]), 0
	for k := p.from; k < at; k++ {
		if w := &p.s.words[k]; w.first && !w.upper && r.is(&w.token, inLead) {
			continue
		} else if names++; w.form != 0 || r.is(&w.token, inKnows) || w.s == "не" || likelyVerb(w.s) || w.s == "вот" || w.s == "там" || w.s == "туда" {
			return false
		}
	}
	return names <= 3
}

// told reports whether the question of a clause stands in quotation marks inside other words: a title, a slogan.
func (r *reader) told(p *part) bool {
	words := p.s.words
	return words[p.at[saysQuestion]].quoted && (!words[0].quoted || !words[len(words)-1].quoted)
}

// turnsTo reports whether a clause with a question word inside a sentence without a question mark asks the reader, and
// does not depend on the clauses before: these say nothing yet («Вера, добрый день, когда …»), or it speaks of him, or it
// has no verb of its own («акт подписали, когда оплата»).
func (r *reader) turnsTo(parts []part, i int) bool {
	p := &parts[i]
	head := &p.s.words[p.from].token
	if r.is(head, inAnd) && (parts[i-1].used || i == len(parts)-1 && !r.latin(p) && !r.knows(&parts[i-1])) {
		return true
	}
	if r.latin(p) && i == 1 && parts[i-1].to > 2 && (head.s == "which" || head.s == "who" || head.s == "whose" || head.s == "where") {
		return false
	}
	if r.relates(parts, i) {
		return false
	}
	if !r.predicates(&parts[i-1]) {
		return parts[i-1].to <= 5
	}
	if r.knows(&parts[i-1]) || r.is(head, inSubordinate) && head.s != "когда" && head.s != "где" {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; w.form&second != 0 || r.is(&w.token, inYou) {
			return !r.is(head, inSubordinate)
		}
	}
	return !r.latin(p) && r.verbless(p)
}

// relates reports whether a clause in the middle of a sentence says more of the noun before it: «адрес, куда везти,
// прежний».
func (r *reader) relates(parts []part, i int) bool {
	if w := &parts[i-1].s.words[parts[i-1].from]; w.s == "вот" || w.s == "это" {
		return true
	}
	switch w := &parts[i-1].s.words[parts[i-1].to-1]; w.s {
	case "то", "тот", "та", "те", "того", "том", "тем", "тех", "той", "там", "туда", "оттуда", "тогда", "так", "всё", "все", "теми", "человек", "день":
		return true
	}
	if i+1 >= len(parts) || r.predicates(&parts[i-1]) || parts[i+1].says(saysQuestion) || parts[i+1].says(saysRequest) {
		return false
	}
	switch parts[i].s.words[parts[i].from].s {
	case "где", "куда", "откуда", "кто", "что":
		return true
	}
	return false
}

// answeredBy reports whether the sentence goes on with what answers a first clause that begins with a question word:
// «когда придёт груз, мы оплатим» is a condition, «что входит, мы поняли» is known.
func (r *reader) answeredBy(parts []part, i int) bool {
	if i+1 >= len(parts) {
		return false
	}
	next := &parts[i+1]
	switch next.s.words[next.from].s {
	case "столько", "так", "там", "туда", "тогда", "то", "тот", "такой", "такая", "такие", "настолько", "then":
		return true
	}
	if next.says(saysQuestion) || next.says(saysRequest) {
		return r.is(&parts[i].s.words[r.core(&parts[i])].token, inCondition) && r.rule(next, saysRequest) == "request/imperative" && (r.latin(next) || !r.tells(next))
	}
	return r.knows(next) || next.says(saysPromise) && r.is(&parts[i].s.words[r.core(&parts[i])].token, inCondition)
}

// knows reports whether a clause says that the writer knows, has decided or will find out what depends on it.
func (r *reader) knows(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if r.is(&p.s.words[k].token, inKnows) {
			return true
		}
	}
	return false
}

// predicates reports whether a clause says something of somebody, rather than call or name: it has a verb with a person, or
// a word that stands for one.
func (r *reader) predicates(p *part) bool {
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		if w.form&^infinitive != 0 || r.is(w, inKnows) || k > p.from && likelyVerb(w.s) && r.is(&p.s.words[p.from].token, inPronoun) || w.s[0] < 0x80 && (r.is(w, inAux) || r.is(w, inPronoun)) {
			return !p.says(saysCourtesy)
		}
	}
	return false
}

// verbless reports whether a Russian clause has a question word and no verb with a person: «когда оплата», «куда везти».
func (r *reader) verbless(p *part) bool {
	switch p.s.words[p.from].s {
	case "как", "что", "чем", "чего":
		return false
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; w.form&^infinitive != 0 || likelyVerb(w.s) {
			return false
		}
	}
	return true
}

// inverted reports whether an English clause that begins with a question word has the order of a question: "where is it",
// "which colour do you want", but not "when it arrives" or "what we like".
func (r *reader) inverted(p *part) bool {
	k := p.from
	for k < p.to && !r.is(&p.s.words[k].token, inWh) {
		k++
	}
	if k+1 >= p.to || p.s.words[k].s[0] >= 0x80 {
		return true
	}
	next := &p.s.words[k+1].token
	switch w := p.s.words[k].s; w {
	case "how":
		return r.is(next, inAux) || next.form == 0 && !r.is(next, inPronoun) && !r.is(next, inArticle)
	case "when", "where", "why":
		return r.is(next, inAux) || next.s == "to" || next.s == "exactly"
	case "what", "which":
		return !r.is(next, inPronoun) && !r.is(next, inArticle) && (r.is(next, inAux) || next.s != "matters" && next.s != "reminds")
	case "who", "whom", "whose":
		return !r.is(next, inPronoun) && !r.is(next, inArticle)
	}
	return true
}

// exclaims reports whether a clause that ends its sentence with «!» admires or deplores rather than asks: «Какой красивый
// вид!», "What a view!". «Когда же ответ!» asks.
func (r *reader) exclaims(p *part) bool {
	if p.end != p.s.end || p.end == 0 || r.letter.Text[p.end-1] != '!' {
		return false
	}
	k := r.core(p)
	next := ""
	if k+1 < p.to {
		next = p.s.words[k+1].s
	}
	switch p.s.words[k].s {
	case "какой", "какая", "какое", "какие", "каков", "какова":
		return true
	case "что":
		return next == "за"
	case "как":
		return next == "же" || strings.HasSuffix(next, "о") && !r.is(&p.s.words[k+1].token, inUnderstands)
	case "what":
		return next == "a" || next == "an"
	case "how":
		return next != "" && p.s.words[k+1].form == 0 && !r.is(&p.s.words[k+1].token, inAux) && next != "much" && next != "many" && next != "long" && next != "soon" && next != "about"
	}
	return false
}

package reading

import "strings"

// asksUnmarked reports whether clause i, worded as a question by the given rule, is one without a question mark. Words such
// as «когда» and «или» ask only where they cannot as well begin what depends on another clause.
func (r *reader) asksUnmarked(parts []part, i int, rule string) bool {
	s, ours := parts[i].s, r.letter.Outgoing
	if r.exclaims(&parts[i]) {
		return false
	}
	switch rule {
	case "question/asked-word":
		return !s.colon && (!ours || s.item) && (i == 0 || r.asksList || r.turnsTo(parts, i))
	case "question/leading-word":
		return !s.colon && !ours && len(parts) == 1
	case "question/open-choice":
		return !ours && r.rule(&parts[i], saysPromise) != "promise/first-person"
	}
	return true
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

package reading

// asksUnmarked reports whether clause i, worded as a question by the given rule, is one without a question mark. Words such
// as «когда» and «или» ask only where they cannot as well begin what depends on another clause.
func (r *reader) asksUnmarked(parts []part, i int, rule string) bool {
	s, ours := parts[i].s, r.letter.Outgoing
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

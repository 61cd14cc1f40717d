package reading

import (
	"slices"
	"strings"
)

// headed reports whether the clause before names, with a colon, what the time of clause i belongs to: «Чертежи: понедельник»,
// "New date: Monday".
func (r *reader) headed(parts []part, i int) bool {
	head := &parts[i-1]
	between := r.letter.Text[head.s.words[head.to-1].end:parts[i].start]
	return strings.Contains(between, ":") && head.to-head.from <= 3 && (r.isWork(&head.s.words[head.to-1].token) && !r.eventful(head) || r.rule(head, saysShift) == "shift/moved")
}

// leadIn reports whether clauses say no more than that something was heard: «ок», «да, конечно», "sure", «спасибо».
func (r *reader) leadIn(parts []part) bool {
	for i := range parts {
		p := &parts[i]
		if p.to-p.from > 2 || r.verbal(p) && !p.says(saysThanks) {
			return false
		}
	}
	return true
}

// onlyTime reports whether a clause says nothing but a time: «в пятницу с утра», "First thing tomorrow".
func (r *reader) onlyTime(p *part, d due) bool {
	return d.from == p.from && d.to == p.to || r.temporal(p.s.words[r.core(p):p.to])
}

// bareDate reports whether a clause is a date without «в» or "on": rather an answer than a promise.
func (r *reader) bareDate(p *part) bool {
	w := &p.s.words[r.core(p)].token
	_, day := r.clock.value(w, ofDay)
	return !day && !r.is(w, inAt) && !r.is(w, inBy) && !r.is(w, inInside) && !r.is(w, inAhead) && w.s != "first"
}

// bare reports whether a clause without a verb is short for a promise: «сертификаты — к 24-му», "Leeds Monday", «отгрузка в
// пятницу».
func (r *reader) bare(p *part, d due) bool {
	n, words := p.to-p.from, p.s.words
	lead, first := &words[max(d.from-1, p.from)], &words[d.from]
	dash := first.dash || lead.dash && d.from > p.from
	if n > 9 || len(p.s.clauses) > 3 && !dash || r.eventful(p) {
		return false
	}
	switch {
	case words[r.core(p)].s[0] < 0x80 && slices.Contains(words[r.core(p)].atoms, r.ed):
		return false // "Posted today"
	case dash:
		return true
	case r.is(&lead.token, inBy):
		return r.ofWork(p) || lead.s != "до" && lead.s != "until" && lead.s != "till" // «до» also says how long something lasts
	case r.is(&first.token, inInside), r.is(&first.token, inAhead):
		return d.from > r.core(p) || len(p.s.clauses) == 1
	}
	v, ok := r.clock.value(&first.token, ofDay)
	return ok && v > 0 && d.precision == Minute || n <= 2 && d.day || n <= 8 && r.ofWork(p)
}

// ofWork reports whether a clause begins with something that we make or deliver, or ends at the reader's: «образцы у вас в
// четверг».
func (r *reader) ofWork(p *part) bool {
	words := p.s.words
	for k := r.core(p); k < p.to && k < r.core(p)+2; k++ {
		if r.isWork(&words[k].token) {
			return true
		}
	}
	for k := r.core(p) + 1; k+1 < p.to; k++ {
		if words[k].s == "у" && r.is(&words[k+1].token, inYou) {
			return true
		}
	}
	return false
}

// isWork reports whether a word names something that we make or deliver.
func (r *reader) isWork(t *token) bool { return slices.Contains(t.atoms, r.work) }

// eventful reports whether a clause has a verb, known or not, or tells of something that happens by itself.
func (r *reader) eventful(p *part) bool {
	if r.verbal(p) || p.says(saysCourtesy) || p.says(saysDone) {
		return true
	}
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		participle := strings.HasSuffix(w.s, "ed") && w.s[0] < 0x80
		if r.is(w, inEvent) || r.is(w, inAux) || likelyVerb(w.s) && !participle && !r.is(w, inNotverb) {
			return true
		}
	}
	return false
}

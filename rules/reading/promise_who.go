package reading

import (
	"slices"
	"strings"
)

// hearsay reports whether clause i only tells what somebody said before: «говорил, что пришлю», «банк сказал, что зачислит».
func (r *reader) hearsay(parts []part, i int) bool {
	if w := parts[i].s.words[parts[i].from].s; i == 0 || w != "что" && w != "that" {
		return false
	}
	before, told := &parts[i-1], false
	for k := before.from; k < before.to; k++ {
		w := &before.s.words[k]
		told = told || w.form&past != 0 && w.form&imperative == 0
	}
	for k := before.from; told && k < before.to; k++ {
		w := &before.s.words[k]
		if slices.Contains(w.atoms, r.outer) || w.s == "говорил" || w.s == "говорила" || w.s == "писал" || w.s == "писала" || w.s == "обещал" || w.s == "обещала" || w.s == "писали" || w.s == "говорили" || w.s == "обещали" {
			return true
		}
	}
	return false
}

// ownAfter reports whether the writer's own will stands behind what an English clause begins with: "once it is signed I'll
// order the steel".
func (r *reader) ownAfter(p *part) bool {
	if !p.says(saysPromise) || !r.latin(p) || int(p.at[saysPromise]) < p.from+2 {
		return false
	}
	switch p.s.words[p.at[saysPromise]].s {
	case "i'll", "we'll", "i", "we":
		return p.s.words[p.from].s != "when" || p.at[saysPromise] > int16(p.from)+2
	}
	return false
}

// handsOver reports whether a clause of the client's says that he sends or does something for the matter, rather than what
// he is about otherwise («в августе переезжаем»).
func (r *reader) handsOver(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if slices.Contains(p.s.words[k].atoms, r.handover) {
			return true
		}
	}
	return false
}

// persons gathers what the words of a clause are as verbs, whether one tells what others will do, and whether they are
// nobody of ours. What is done already counts only when it is said last («заказано вчера и привезут завтра»); «он» is
// one of ours to whom the matter was just passed on.
func (r *reader) persons(p *part, before []part) (f form, willDo, outsider bool) {
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k]
		f |= w.form
		if w.s == "буду" || w.s == "будем" {
			f |= firstSg
		}
		if w.form&(third|perfective) == third|perfective {
			willDo = true
			f &^= past | passive
		}
		if r.is(&w.token, inOutsider) && !(r.is(&w.token, inPronoun) && (handedOn(before) || w.s == "they" && !r.outsiderBefore(p))) {
			outsider = true
		}
	}
	return f, willDo, outsider
}

// outsiderBefore reports whether somebody who is neither side was named before a clause, whom "they" may mean.
func (r *reader) outsiderBefore(p *part) bool {
	for i := range r.parts {
		q := &r.parts[i]
		if q.start >= p.start {
			return false
		}
		for k := q.from; k < q.to; k++ {
			if w := &q.s.words[k].token; slices.Contains(w.atoms, r.outer) || r.is(w, inOutsider) && !r.is(w, inPronoun) {
				return true
			}
		}
	}
	return false
}

// handedOn reports whether clauses say that a matter was given to a colleague: «передала Олегу», «подключили технолога».
func handedOn(parts []part) bool {
	for i := range parts {
		for k := parts[i].from; k < parts[i].to; k++ {
			w := parts[i].s.words[k].s
			for _, stem := range []string{"передал", "попросил", "подключил", "поручил", "переслал", "passed", "asked", "forwarded"} {
				if strings.HasPrefix(w, stem) {
					return true
				}
			}
		}
	}
	return false
}

// ofClients reports whether a clause of the client's with a time promises what his side will do, or his money.
func (r *reader) ofClients(p *part, d due, f form, willDo bool) (string, bool) {
	if !d.day || p.negated() || f&second != 0 || r.is(&p.s.words[r.core(p)].token, inCondition) {
		return "", false
	}
	if r.rule(p, saysPlan) == "plan/of-clients" {
		return "plan/of-clients", f&(past|passive) == 0
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; r.is(&w.token, inYou) || slices.Contains(w.atoms, r.outer) {
			return "", false
		}
	}
	return "promise/theirs-with-date", willDo && r.handsOver(p)
}

package reading

import (
	"slices"
	"strings"
)

// owner reads a name at word i, with «с», «за», «от» or "@" before it, or several joined by «и».
func (p *passageOf) owner(i, to int) (owner, bool) {
	at := i
	switch p.s.words[i].s {
	case "с", "со", "за", "от", "на", "у", "from", "on":
		if at++; at < to && p.s.words[at].dash {
			return owner{}, false
		}
	}
	o, ok := p.nameAt(p.s, at, to, p.text)
	if !ok {
		return owner{}, false
	}
	o.aim = o.aim || at > i
	for n := 0; n < 5 && o.to+1 < to && (p.s.words[o.to].s == "и" || p.s.words[o.to].s == "and"); n++ {
		other, ok := p.nameAt(p.s, o.to+1, to, p.text)
		if !ok || other.side != o.side {
			break
		}
		o.name, o.to = o.name+" "+p.s.words[o.to].s+" "+other.name, other.to
	}
	return o, true
}

// trailing takes the owner off the end of a piece: «смета — Аня, до пятницы», «(с нас)», "Owner: Ann"; and off its middle
// where he stands behind what he does: «смету пришлёт Аня». It reports whether he stood so.
func (p *passageOf) trailing(got *Point, from, to, v int, e *rewriting) (does bool) {
	for i := from; i < to && to-from <= longestSentence; i++ {
		w := &p.s.words[i]
		if i > from && i == v+1 && w.s != "и" && p.s.words[v].form&third != 0 && got.Owner == "" && !w.opens && !p.denied(v) {
			if o, ok := p.owner(i, to); ok && !o.aim {
				p.own(got, o)
				e.cut(w.start, p.s.words[o.to-1].end)
				return true
			}
		}
		after := strings.Contains(p.between(i), "@")
		if h, ok := p.longest(i, noteLabel); ok && p.groups[h.group].name == "label/owner" && h.to < to {
			if o, ok := p.owner(h.to, to); ok {
				p.own(got, o)
				e.cut(w.start, p.s.words[o.to-1].end)
				return false
			}
		}
		if i == from {
			continue
		}
		o, named := p.owner(i, to)
		end := o.to
		var side Side
		if !named {
			for _, says := range []sense{noteOurs, noteTheirs} {
				if h, ok := p.longest(i, says); ok && h.to > end {
					end, side = h.to, map[sense]Side{noteOurs: Ours, noteTheirs: Theirs}[says]
					if strings.HasSuffix(p.groups[h.group].name, "/subject") && !w.opens && !w.dash {
						end, side = 0, ""
					}
				}
			}
		}
		if end == 0 || !named && side == "" || p.content(end, to) || !p.content(from, i) && i > from {
			continue
		}
		if apart := w.opens || w.dash || after || side != "" || strings.ContainsAny(p.between(i), "([/"); !apart && !o.aim || named && !apart && p.governed(i) {
			continue
		}
		if named {
			p.own(got, o)
		} else if got.Owner == "" {
			got.Side = side
		}
		e.cut(w.start, p.s.words[end-1].end)
		return false
	}
	return false
}

// governed reports whether the word before a name is what makes it stand in its case: «согласовать с Ириной».
func (p *passageOf) governed(i int) bool { return p.verb(0, i) >= 0 }

// own gives a point its owner, unless it has one.
func (p *passageOf) own(got *Point, o owner) {
	if got.Owner != "" {
		return
	}
	got.Owner = o.name
	if o.side != "" {
		got.Side = o.side
	}
}

// acts reports whether what follows a name makes its bearer the one who does it: a colon, a dash, a verb to come, a word
// such as «должен», or a date.
func (p *passageOf) acts(o owner, to int) bool {
	if p.parted(o.to, to) || o.to >= to {
		return true
	}
	if l, ok := p.longest(o.to, noteLink); ok {
		return l.to >= to || !denying[p.s.words[l.to].s]
	}
	next := &p.s.words[o.to]
	if likelyPast(next) || p.is(&next.token, inPreposition) && !next.timely && !p.dueFrom(o.to, to) && !o.aim {
		return false
	}
	v := p.verb(o.to, to)
	switch {
	case v < 0:
		return o.aim || p.dueFrom(o.to, to)
	case p.s.words[v].form&past != 0 && p.s.words[v].form&(third|infinitive) == 0:
		return false
	case p.s.words[v].form != 0:
		return !p.denied(v)
	}
	return p.bareOf(p.s.words[v].s) != "" || o.aim || infinitiveOf(p.s.words[v].s) != "" && !p.denied(v)
}

// subjectActs reports the same of «мы», «клиент», "they".
func (p *passageOf) subjectActs(h hit, to int) bool {
	if p.parted(h.to, to) {
		return true
	}
	if l, ok := p.longest(h.to, noteLink); ok {
		return l.to >= to || !denying[p.s.words[l.to].s]
	}
	if strings.HasSuffix(p.s.words[h.from].s, "'ll") {
		return true
	}
	v := p.verb(h.to, to)
	if v < 0 {
		return p.dueFrom(h.to, to)
	}
	w := &p.s.words[v]
	switch {
	case p.denied(v):
		return false
	case w.form&(infinitive|firstSg|firstPl) != 0:
		return true
	case w.form&third != 0:
		return h.says == noteTheirs
	case w.form != 0:
		return false
	case h.says == noteTheirs && infinitiveOf(w.s) != "":
		return true
	case h.says == noteTheirs && (w.s == "approves" || p.bareOf(w.s) != ""):
		return true
	}
	return p.isDo(&w.token) && p.dueIn(h.to, to)
}

var denying = map[string]bool{"не": true, "not": true, "never": true}

// likelyPast reports whether a word that no list has ends as a past does.
func likelyPast(w *said) bool {
	if w.form != 0 || w.kind != word || len(w.s) < 8 {
		return false
	}
	for _, e := range []string{"ал", "ел", "ил", "ла", "лся", "лась", "ли", "лись"} {
		if strings.HasSuffix(w.s, e) {
			return true
		}
	}
	return false
}

// isDo reports whether a word is the bare form of an English verb of doing.
func (p *passageOf) isDo(t *token) bool {
	return slices.Contains(t.atoms, p.classes["do"]) || slices.Contains(t.atoms, p.classes["don"])
}

// denied reports whether «не» stands before a word.
func (p *passageOf) denied(i int) bool {
	return i > 0 && (p.s.words[i-1].s == "не" || p.s.words[i-1].s == "not")
}

// verb is the first word of those from i on that is a verb; -1 when there is none.
func (p *passageOf) verb(i, to int) int {
	for k := i; k < to; k++ {
		w := &p.s.words[k]
		if k > i && w.opens && p.is(&w.token, inSubordinate) {
			break
		}
		if w.form != 0 && !w.timely {
			return k
		}
		if w.kind == word && w.s[0] < 0x80 && k == i && (p.isDo(&w.token) || p.bareOf(w.s) != "" || p.is(&w.token, p.ed)) {
			return k
		}
	}
	for k := i; k < to; k++ { // a verb that no list has
		if w := &p.s.words[k]; w.kind == word && w.s[0] >= 0xd0 && !w.timely && infinitiveOf(w.s) != "" && likelyVerb(w.s) && k < i+4 {
			return k
		}
	}
	return -1
}

package reading

import "strings"

// mark is what a piece of a sentence says of itself: where its own words begin, and whose it is.
type mark struct {
	section
	from    int  // the first word that is left
	subject int  // one more than the first word of a subject that was taken off; 0 is none
	linked  bool // a word such as «должен», "will", "to" was taken off
	parts   bool // a colon or dash, or the end, parts the words taken off from the rest
	dash    bool
	leads   bool // anything was taken off
	please  bool // «пожалуйста» was taken off
	needed  bool // «надо», «нужно» was taken off
	keeps   bool // the words that say whose it is stay: «согласовали макет», «следующая встреча во вторник»
	said    bool // something that says whose it is was taken off
	head    bool // a heading over everything was taken off
}

// lead takes off what stands before the words of a point: headings, conjunctions, and whose it is.
func (p *passageOf) lead(i, to int) mark {
	m := mark{from: i}
	for m.from < to && !m.keeps {
		next := p.taken(&m, to)
		if next == m.from {
			break
		}
		m.leads = true
		m.from = next
		m.parts = p.parted(next, to)
		if m.parts {
			m.dash = next < to && !strings.Contains(p.between(next), ":")
		}
	}
	return m
}

// taken takes one thing off and returns the word after it.
func (p *passageOf) taken(m *mark, to int) int {
	i := m.from
	if w := &p.s.words[i]; w.filler && (w.s == "пожалуйста" || w.s == "please" || w.s == "kindly") || needed[w.s] && i+1 < to && p.s.words[i+1].form&infinitive != 0 {
		m.needed, m.please = m.needed || needed[w.s], m.please || w.filler
		return i + 1
	}
	if w := p.s.words[i].s; !m.said && i+1 < to && (w == "а" || w == "и" || w == "но" || w == "and" || w == "but" || w == "while" || w == "that" || w == "что" || w == "also" || w == "также" || w == "ещё" || w == "еще") {
		if probe := (mark{from: i + 1}); p.taken(&probe, to) > i+1 {
			return i + 1
		}
		return i
	}
	if m.subject > 0 || m.owner != "" {
		if h, ok := p.longest(i, noteLink); ok && !m.linked {
			m.linked = true
			return h.to
		}
		return i
	}
	best, end := hit{}, i
	for _, h := range p.at[i] {
		if h.to <= to && h.says <= noteNext && h.says != noteAside && p.whole(h) && (h.to > end || h.to == end && p.groups[h.group].name > p.groups[best.group].name) {
			best, end = h, h.to
		}
	}
	if o, ok := p.owner(i, to); ok && o.to >= end {
		if !p.acts(o, to) {
			return i
		}
		m.owner, m.side, m.said, m.subject = o.name, o.side, true, i+1
		return o.to
	}
	if end == i {
		return i
	}
	if end < to && strings.HasSuffix(p.groups[best.group].name, "/subject") && !p.subjectActs(best, to) {
		return i
	}
	return p.takeLead(m, best, to)
}

var needed = map[string]bool{"надо": true, "нужно": true, "необходимо": true, "надобно": true}

// takeLead takes off a lead that a pattern found.
func (p *passageOf) takeLead(m *mark, h hit, to int) int {
	switch h.says {
	case noteHead:
		if !p.parted(h.to, to) {
			return h.from
		}
		m.head = true
	case noteAgreed:
		end, ok := p.agreedEnd(h.to, to)
		if m.section, m.said = (section{side: Agreed, next: m.next}), true; !ok {
			m.keeps = true
			return h.from
		}
		return end
	case noteNext:
		m.next, m.said = true, true
		if strings.HasSuffix(p.groups[h.group].name, "/kept") {
			m.keeps = true
			return h.from
		}
	case noteOurs, noteTheirs:
		m.side, m.said = Ours, true
		if h.says == noteTheirs {
			m.side = Theirs
		}
		if strings.HasSuffix(p.groups[h.group].name, "/subject") {
			m.subject = h.from + 1
			m.linked = strings.HasSuffix(p.s.words[h.from].s, "'ll")
		}
	}
	return h.to
}

// agreedEnd is where the words after «договорились» begin, and whether it can be taken off them.
func (p *passageOf) agreedEnd(i, to int) (int, bool) {
	if p.parted(i, to) {
		return i, true
	}
	w := &p.s.words[i]
	switch {
	case w.s == "что" || w.s == "чтобы" || w.s == "that":
		return i + 1, true
	case (w.s == "to" || w.s == "on") && i+1 < to:
		return i + 1, true
	case w.form&(infinitive|firstPl|firstSg) != 0:
		return i, true
	}
	return i, false
}

// parted reports whether a colon, a dash or the end stands before word i.
func (p *passageOf) parted(i, to int) bool {
	if i >= to {
		return to == len(p.s.words)
	}
	return p.s.words[i].dash || strings.Contains(p.between(i), ":")
}

// longest returns the longest hit of a sense at word i.
func (p *passageOf) longest(i int, s sense) (hit, bool) {
	best := hit{}
	for _, h := range p.at[i] {
		if h.says == s && h.to > best.to && p.whole(h) {
			best = h
		}
	}
	return best, best.to > 0
}

// whole reports whether no colon or dash stands among the words of a hit.
func (p *passageOf) whole(h hit) bool {
	for k := h.from + 1; k < h.to; k++ {
		if p.s.words[k].dash || strings.Contains(p.between(k), ":") {
			return false
		}
	}
	return true
}

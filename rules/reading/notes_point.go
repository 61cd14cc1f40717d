package reading

import (
	"cmp"
	"slices"
	"strings"
)

// section is whose the points are that stand in a line or below a heading.
type section struct {
	side  Side
	owner string
	next  bool
}

func (s section) set() bool { return s != section{} }

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

// line reads one line.
func (n *noter) line(l jotLine) {
	d := takeDesk()
	defer d.leave()
	d.words(l.text)
	p := passageOf{noter: n, text: l.text, line: l}
	if l.after && n.below.set() && n.listed && !l.marked {
		n.below, n.listed = section{}, false
	}
	sentences := d.sentences(n.lexicon, l.text)
	first := len(n.Points) + len(n.Next)
	for i := range sentences {
		p.sentence(&sentences[i], i == len(sentences)-1)
	}
	if len(n.Points)+len(n.Next) > first {
		n.listed = n.listed || l.marked
		if l.numbered {
			n.numbers++
		}
	}
}

// passageOf is a line being read.
type passageOf struct {
	*noter
	text string
	line jotLine
	in   section // of the rest of the line: «с нас: смета, договор»
	kept section // of the piece before in the same sentence
	last *Point  // the last point of this line
	head string  // what stands before a colon and the one who does it: «Блог: Аня пишет две статьи»
	semi bool    // the sentence before ended in a semicolon
	s    *sentence
	hits []hit
	at   map[int][]hit // the same by the word where they begin
}

// sentence reads one sentence of a line.
func (p *passageOf) sentence(s *sentence, last bool) {
	p.take(s)
	defer func() { p.semi = strings.HasSuffix(strings.TrimSpace(p.text[:s.end]), ";") }()
	to := len(s.words)
	if p.courtesy(s) {
		p.aside(s)
		return
	}
	m := p.lead(0, to)
	if m.from >= to && m.leads {
		p.heading(m, s, last)
		return
	}
	if p.line.quoted {
		return // the form, not what was written into it
	}
	if m.parts && !m.dash && m.said {
		p.in = m.section
		p.headed++
	}
	if p.completes(s, m) {
		return
	}
	p.kept = section{}
	for _, piece := range p.pieces(m.from, to) {
		p.point(piece[0], piece[1], m)
		m = mark{}
	}
}

// take takes a sentence in hand.
func (p *passageOf) take(s *sentence) {
	p.s, p.hits, p.at = s, p.find(s, nil), map[int][]hit{}
	for _, h := range p.hits {
		p.at[h.from] = append(p.at[h.from], h)
	}
}

// courtesy reports whether a sentence is a greeting or a parting.
func (p *passageOf) courtesy(s *sentence) bool {
	if len(s.words) > 4 {
		return false
	}
	return slices.ContainsFunc(p.hits, func(h hit) bool { return h.says == noteAside && h.from <= 1 })
}

// aside keeps a sentence that is no point.
func (p *passageOf) aside(s *sentence) {
	if words := strings.TrimSpace(p.text[s.words[0].start:s.end]); !p.line.quoted {
		p.Aside = append(p.Aside, words)
	}
}

// heading takes a sentence of which nothing is left: it stands over what follows in its line, or over the lines below.
func (p *passageOf) heading(m mark, s *sentence, last bool) {
	if !m.parts && m.owner != "" && !p.line.marked { // a name alone is a signature
		p.aside(s)
		return
	}
	p.aside(s)
	if !last {
		p.in = m.section
		return
	}
	p.below, p.listed = m.section, false
	if m.said {
		p.headed++
	}
}

// completes reports whether a sentence only adds the date or the name to the point before it in the line: «Срок — пятница.»
func (p *passageOf) completes(s *sentence, m mark) bool {
	if p.last == nil || p.semi || m.said {
		return false
	}
	label := slices.ContainsFunc(p.hits, func(h hit) bool { return h.says == noteLabel && h.from == 0 })
	if !label && !p.line.marked {
		return false
	}
	if label {
		q := *p
		q.last = nil
		var got Point
		q.describe(&got, 0, len(s.words), mark{})
		if strings.TrimSpace(got.Text[:got.When.Start]+got.Text[got.When.End:]) != "" && got.Owner == "" {
			return false
		}
		p.join(got)
	}
	p.last.Words += " " + strings.TrimSpace(p.text[s.words[0].start:s.end])
	if !label {
		p.last.Text = closed(p.last.Text) + " " + strings.TrimSpace(p.text[s.words[0].start:s.end])
	}
	return true
}

// closed is a text with a full stop at its end.
func closed(s string) string {
	if s != "" && !strings.ContainsAny(s[len(s)-1:], ".!?") && !strings.HasSuffix(s, "…") {
		return s + "."
	}
	return s
}

// join gives the last point the date and the owner that were named after it.
func (p *passageOf) join(got Point) {
	if p.last.Owner == "" && got.Owner != "" {
		p.last.Owner = got.Owner
		if p.last.Side == Agreed {
			p.last.Side = cmp.Or(got.Side, Agreed)
		}
		p.last.Step = true
	}
	if p.last.Due.IsZero() && !got.Due.IsZero() {
		p.last.Due, p.last.Precision, p.last.By, p.last.Step = got.Due, got.Precision, true, true
		p.last.When = Span{len(p.last.Text), len(p.last.Text)}
	}
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

// whole reports whether no colon or dash stands among the words of a hit.
func (p *passageOf) whole(h hit) bool {
	for k := h.from + 1; k < h.to; k++ {
		if p.s.words[k].dash || strings.Contains(p.between(k), ":") {
			return false
		}
	}
	return true
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

// between is what stands between word i and the one before it.
func (p *passageOf) between(i int) string {
	if i == 0 || i >= len(p.s.words) {
		return ""
	}
	return p.text[p.s.words[i-1].end:p.s.words[i].start]
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

// dueFrom reports whether a date begins at word i.
func (p *passageOf) dueFrom(i, to int) bool {
	d := p.clock.due(p.s, i, to)
	return d.found && !d.at.IsZero() && (d.from == i || d.from == i+1 && d.span.Start == p.s.words[i].start)
}

// dueIn reports whether there is a date among the words.
func (p *passageOf) dueIn(i, to int) bool {
	d := p.clock.due(p.s, i, to)
	return d.found && !d.at.IsZero()
}

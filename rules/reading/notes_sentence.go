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

// between is what stands between word i and the one before it.
func (p *passageOf) between(i int) string {
	if i == 0 || i >= len(p.s.words) {
		return ""
	}
	return p.text[p.s.words[i-1].end:p.s.words[i].start]
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

package reading

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// point reads a piece as a point of the notes. lead is what was taken off a sentence whose first piece it is.
func (p *passageOf) point(from, to int, lead mark) {
	m := lead
	if !m.leads {
		m = p.lead(from, to)
	}
	got := Point{Words: strings.TrimSpace(p.text[p.s.words[p.begin(from, lead)].start:p.end(to)])}
	p.describe(&got, m.from, to, m)
	got.Listed = p.line.marked
	p.kept = section{side: got.Side, owner: got.Owner, next: m.next}
	if got.Text == "" {
		return
	}
	if p.head != "" {
		got.When.Start, got.When.End = shifted(got.When, len(p.head)+2)
		got.Text, got.Words, p.head = p.head+": "+got.Text, p.head+": "+got.Words, ""
	}
	if m.next {
		got.Side, got.Step = cmp.Or(m.side, Agreed), false
	}
	next := m.next || !m.said && got.Side == Agreed && (p.in.next || !p.in.set() && p.below.next)
	p.add(got, next)
	if next {
		p.last = &p.Next[len(p.Next)-1]
	} else {
		p.last = &p.Points[len(p.Points)-1]
	}
}

// shifted is where a span stands when something was put in front of it; what is empty stays so.
func shifted(s Span, by int) (start, end int) {
	if s.End == 0 {
		return 0, 0
	}
	return s.Start + by, s.End + by
}

// begin is the first word of a piece with what was taken off it.
func (p *passageOf) begin(from int, lead mark) int {
	if lead.leads {
		return 0
	}
	return from
}

func (p *passageOf) start(from int) int {
	if from >= len(p.s.words) {
		return p.s.end
	}
	start := p.s.words[from].start
	if from > 0 {
		if open := strings.LastIndexAny(p.between(from), "«\"“„("); open >= 0 {
			start = p.s.words[from-1].end + open
		}
	} else if before, width := utf8.DecodeLastRuneInString(p.text[:start]); strings.ContainsRune("«\"“„(", before) {
		start -= width
	}
	return start
}

// end is the byte where a piece ends.
func (p *passageOf) end(to int) int {
	if to < len(p.s.words) {
		return p.s.words[to-1].end
	}
	return p.s.end
}

// describe fills in what a piece says: side, owner, date and its own words.
func (p *passageOf) describe(got *Point, from, to int, m mark) {
	got.Side, got.Owner = m.side, m.owner
	e := rewriting{text: p.text, from: p.start(from), to: p.end(to)}
	p.due(got, from, to, &e)
	p.labels(from, to, &e)
	v := p.verb(from, to)
	if p.trailing(got, from, to, v, &e) {
		m.subject = 1
	}
	p.inherit(got, m)
	p.sideByVerb(got, v, from, to, m)
	p.voice(got, v, from, to, m, &e)
	p.stepBy(got, v, from, to, m)
	got.Text, got.When = e.result()
}

// inherit gives a point that does not say whose it is the side and owner of the piece before, the line or the heading.
func (p *passageOf) inherit(got *Point, m mark) {
	if got.Side != "" || m.next {
		return
	}
	for _, above := range []section{p.kept, p.in, p.below} {
		if above.set() {
			got.Side, got.Owner = above.side, cmp.Or(got.Owner, above.owner)
			return
		}
	}
}

// sideByVerb tells whose a point is that does not say so in other words: «пришлём смету», «пришлите тексты».
func (p *passageOf) sideByVerb(got *Point, v, from, to int, m mark) {
	if got.Side != "" {
		return
	}
	got.Side = Agreed
	if v < 0 || m.owner != "" {
		return
	}
	w := &p.s.words[v]
	switch {
	case m.please && (w.form&imperative != 0 || p.isDo(&w.token)):
		got.Side = Theirs
	case w.form&(infinitive|past|passive) != 0 && w.form&(firstSg|firstPl) == 0:
	case w.form&(firstSg|firstPl) != 0 && !p.denied(v):
		if w.form&perfective != 0 || got.Due.Year() > 1 {
			got.Side = Ours
		}
	case w.form&(imperative|second) != 0 && w.form&polite != 0:
		got.Side = Theirs
	}
}

// stepBy tells whether somebody has to do something, and whether it is to say yes.
func (p *passageOf) stepBy(got *Point, v, from, to int, m mark) {
	statement := v >= 0 && p.s.words[v].form&(past|passive) != 0 && p.s.words[v].form&(infinitive|third|firstPl|firstSg|imperative) == 0
	got.Step = got.Side != Agreed || got.Owner != ""
	switch {
	case statement, from < to && p.is(&p.s.words[from].token, inIf):
		got.Step = false
	case got.Step:
	case m.side == Agreed && !got.By:
	case m.needed, v >= 0 && p.s.words[v].form&infinitive != 0, v == from && p.isDo(&p.s.words[v].token):
		got.Step = true
	case v < 0 && got.By:
		got.Step = true
	}
	got.Confirm = got.Step && slices.ContainsFunc(p.hits, func(h hit) bool { return h.says == noteYes && h.from >= from && h.to <= to })
}

package reading

import "strings"

// due reads the date of a piece. What begins after a day («с понедельника») is due on none.
func (p *passageOf) due(got *Point, from, to int, e *rewriting) due {
	d := p.clock.due(p.s, from, to)
	if !d.found || d.at.IsZero() {
		return due{from: -1}
	}
	end := d.from + 1
	for end < d.to && (p.s.words[end].timely || p.s.words[end].dated || p.temporalWord(&p.s.words[end].token) || p.s.words[end].kind == number) {
		end++
	}
	for end > d.from+1 && p.is(&p.s.words[end-1].token, inAt) {
		end--
	}
	first := d.from
	for first > from && (p.temporalWord(&p.s.words[first-1].token) || linking[p.s.words[first-1].s]) && !p.s.words[first].opens && !p.s.words[first].dash {
		first--
	}
	for k := first; k < d.from; k++ {
		switch p.s.words[k].s {
		case "с", "со", "от", "from", "since", "after", "после":
			return due{from: -1}
		}
	}
	got.Due, got.Precision = d.at, d.precision
	got.By = d.precision == Week
	for k := first; k < end; k++ {
		w := &p.s.words[k].token
		got.By = got.By || p.is(w, inBy) || p.is(w, inNotLater) || p.is(w, inInside) || p.is(w, inAhead) || p.is(w, inEnd) || w.has(ofUnit) || w.has(ofLatest)
	}
	e.when = Span{p.s.words[first].start, p.s.words[end-1].end}
	d.from, d.to = first, end
	return d
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

// temporalWord reports whether a word only says how a time is meant.
func (p *passageOf) temporalWord(w *token) bool {
	for _, class := range []atom{inBy, inAt, inAfter, inInside, inAhead, inEnd, inStart, inMiddle, inNext, inThis, inWorking, inNotLater} {
		if p.is(w, class) {
			return true
		}
	}
	return w.has(ofUnit) || w.has(ofAbout) || w.has(ofLatest) || w.s == "не" || w.s == "the" || w.s == "of"
}

// labels takes off «срок:», "due" where they stand before the date or the end.
func (p *passageOf) labels(from, to int, e *rewriting) {
	for _, h := range p.hits {
		if h.says == noteLabel && h.from >= from && h.to <= to && p.groups[h.group].name == "label/due" && e.when.End > 0 {
			if gap := e.when.Start - p.s.words[h.to-1].end; gap >= 0 && strings.Trim(p.text[p.s.words[h.to-1].end:e.when.Start], " :—–-,") == "" {
				e.cut(p.s.words[h.from].start, p.s.words[h.to-1].end)
			}
		}
	}
}

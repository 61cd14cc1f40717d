package reading

// Span is a piece of the newly written text, in bytes.
type Span struct{ Start, End int }

// course finds what a letter says about the course of its matter: what is reported as done or declined, and the
// sentences that say something at all: no greeting, no courtesy, and neither ask nor promise.
func (r *reader) course(out *Reading) {
	r.inActs()
	signedOff := false
	for i := 0; i < len(r.parts); {
		j, says, reports := i, false, false
		for ; j < len(r.parts) && r.parts[j].s == r.parts[i].s; j++ {
			p := &r.parts[j]
			if p.s.asked || p.acted {
				continue
			}
			done, refuses := p.says(saysDone) && !p.says(saysNoDone) && !p.negated(), p.says(saysRefusal)
			out.Done, out.Refuses, reports = out.Done || done, out.Refuses || refuses, reports || done || refuses
			says = says || !p.says(saysCourtesy) && !p.says(saysThanks) && r.telling(p, i == 0 && len(r.sentences) > 1 && out.Inline == nil, signedOff)
			signedOff = signedOff || i > 0 && p.says(saysCourtesy)
		}
		span := Span{r.parts[i].start, trimmed(r.letter.Text, r.parts[i].start, r.parts[i].s.end)}
		if says {
			out.Statements = append(out.Statements, span)
		}
		if reports {
			out.Reports = append(out.Reports, span)
		}
		i = j
	}
}

// inActs notes for every clause whether it belongs to an act that asks, promises or complains.
func (r *reader) inActs() {
	for _, a := range r.acts {
		switch a.Type {
		case Confirmation, DeadlineShift:
			continue
		}
		parts := r.partsIn(a.Start, a.Start+len(a.Text))
		for i := range parts {
			parts[i].acted = true
		}
	}
}

// telling reports whether a clause has a word that carries meaning: a number, or one of four letters and more that is
// no filler. At the edges of a letter, as the first sentence of several and below the sign-off, a word or two without a
// verb are a name («Иван!»).
func (r *reader) telling(p *part, first, signedOff bool) bool {
	n, verb := 0, false
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k]
		verb = verb || w.form != 0 || w.kind == number
		switch {
		case w.filler:
		case w.kind == number, w.long, w.kind == link && runes(w.s) >= 4, w.s == "да" || w.s == "нет" || w.s == "yes" || w.s == "no":
			n++
		}
	}
	name := !verb && (first && len(p.s.words) <= 2 || signedOff && len(p.s.words) <= 3)
	return n > 0 && !name
}

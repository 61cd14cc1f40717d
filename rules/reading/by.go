package reading

import "time"

// wantedBy is when the writer wants what he asks for in words from to to of a sentence; zero when he does not say. A
// question says so only where it asks for words («сообщите до пятницы»): in «будет готово до пятницы?» the day is what
// is asked about. A deed is wanted on the day named with its imperative («оплатите в пятницу»), but not by the day to which something
// is moved («перенесите на пятницу»).
func (r *reader) wantedBy(t Type, p *part, s *sentence, d due) time.Time {
	if !d.found || d.at.IsZero() || t == Question && (d.from >= p.to || r.rule(p, saysQuestion) != "question/tell-me" && !r.tells(p) && !r.forAnswers(p)) {
		return time.Time{}
	}
	w := &s.words[d.from].token
	if r.is(w, inInside) || r.is(w, inNotLater) || r.is(w, inEnd) {
		return d.at
	}
	if d.from == 0 {
		return r.onTheDay(t, p, d)
	}
	before := &s.words[d.from-1].token
	switch {
	case r.is(before, inBy), r.is(before, inNotLater), r.is(before, inInside):
		return d.at
	case before.s == "на", before.s == "с", before.s == "со", before.s == "после", before.s == "from", before.s == "to", before.s == "for", before.s == "after", before.s == "since":
		return time.Time{}
	}
	return r.onTheDay(t, p, d)
}

// onTheDay is the day on which a deed is wanted: that beside its imperative or a word of need.
func (r *reader) onTheDay(t Type, p *part, d due) time.Time {
	switch {
	case t != Request, p.s.asked, !d.day, d.from >= p.to:
		return time.Time{}
	case r.rule(p, saysRequest) == "request/need":
		return d.at
	}
	for k := p.from; k < p.to; k++ {
		if f := p.s.words[k].form; f&(imperative|perfective) == imperative|perfective {
			return d.at
		}
	}
	return time.Time{}
}

// wantedBeside is the day that the clause after a request gives it: «…, до 20-го», «…, ждём их к пятнице». What we promise to
// a day ourselves is another matter.
func (r *reader) wantedBeside(p *part) time.Time {
	if r.verbal(p) && !p.says(saysRequest) || p.says(saysPromise) {
		return time.Time{}
	}
	d := r.clock.due(p.s, p.from, p.to)
	if !d.found || d.from <= p.from {
		return time.Time{}
	}
	if before := &p.s.words[d.from-1].token; r.is(before, inBy) || r.is(before, inNotLater) {
		return d.at
	}
	return time.Time{}
}

package reading

import "slices"

// sectioned notes which side the list below a heading speaks of: «С нашей стороны:», "What we need from you:".
func (r *reader) sectioned(s *sentence) {
	if s.item {
		return
	}
	r.below, r.over = "", Span{}
	if (s.colon || s.heads) && len(s.words) <= longestHeading {
		r.below = r.sideOfHeading(r.letter.Text[s.words[0].start:s.words[len(s.words)-1].end])
		r.over = Span{s.words[0].start, s.end}
	}
}

// longestHeading is the number of words of a heading.
const longestHeading = 6

// sideOfHeading is whose the steps are that stand below a heading; "" when it does not say.
func (r *reader) sideOfHeading(heading string) Side {
	l := notesLexicon()
	n := &noter{lexicon: l, clock: newClockwork(l, r.letter)}
	d := takeDesk()
	defer d.leave()
	d.words(heading)
	sentences := d.sentences(n.lexicon, heading)
	if len(sentences) != 1 {
		return ""
	}
	p := passageOf{noter: n, text: heading}
	p.take(&sentences[0])
	if m := p.lead(0, len(sentences[0].words)); m.from >= len(sentences[0].words) && m.owner == "" && (m.side == Ours || m.side == Theirs) {
		return m.side
	}
	return ""
}

// listedStep makes what stands in a list of one side's steps a promise or a request, however it is worded: «Смета — до
// пятницы», «Согласовать макет». What is reported there as done is neither.
func (r *reader) listedStep(parts []part, before int) {
	s := parts[0].s
	if r.below == "" || !s.item || s.asked || !r.telling(&part{clause: &clause{from: 0, to: len(s.words)}, s: s}, false, false) {
		return
	}
	want, other := Promise, Request
	if r.below == Theirs {
		want, other = Request, Promise
	}
	d := r.clock.due(s, 0, len(s.words))
	for i := before; i < len(r.acts); i++ {
		a := &r.acts[i]
		if a.Type == want || a.Type == DeadlineShift || a.Type == Question {
			if a.Type == Request && a.By.IsZero() && d.found {
				a.By = d.at
			}
			return
		}
	}
	ahead := d.found && d.at.After(r.letter.Date) // what has a date to come is not done yet, whatever its words
	for i := range parts {
		if !ahead && parts[i].says(saysDone) && !parts[i].says(saysNoDone) || parts[i].negated() {
			return
		}
	}
	r.acts = slices.DeleteFunc(r.acts, func(a Act) bool {
		heading := a.Type == Request && a.Start >= r.over.Start && a.Start < r.over.End // which asks for what stands below it
		return heading || a.Start >= s.words[0].start && (a.Type == other || a.Type == ChangeRequest || a.Type == Complaint)
	})
	r.complaint, r.heading = 0, 0 // which are places among the acts
	a := r.act(want, &parts[0], string(want)+"/listed", s.words[0].start, s.end)
	for i := range parts {
		parts[i].used = true
	}
	if want == Promise {
		a.setDue(d)
	} else if d.found && !d.at.IsZero() {
		a.By = d.at
	}
}

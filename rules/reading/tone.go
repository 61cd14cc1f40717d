package reading

import "strings"

// tones finds complaints, agreement and moved dates in one sentence.
func (r *reader) tones(parts []part) {
	s := parts[0].s
	for i := range parts {
		p := &parts[i]
		start := s.words[r.core(p)].start
		if p.says(saysComplaint) && !r.letter.Outgoing && !p.says(saysNoComplaint) {
			r.complain(p, start)
		}
		if p.says(saysConfirmation) && !s.asked && !s.colon && !p.negated() && !p.says(saysNoAsk) && !r.is(&s.words[r.core(p)].token, "if") && (!r.letter.Outgoing || r.is(&s.words[p.at[saysConfirmation]].token, "firmly")) {
			r.act(Confirmation, p, saysConfirmation, "", start, p.end)
		}
		if p.says(saysShift) && !s.asked && !r.shiftedHere(p) && r.clock.due(s, p.from, p.to).found {
			r.act(DeadlineShift, p, saysShift, "", start, p.end)
		}
	}
}

// complain adds a complaint, or goes on with the one in the clause or sentence before.
func (r *reader) complain(p *part, start int) {
	for i := len(r.acts) - 1; i >= 0; i-- {
		a := &r.acts[i]
		if a.Type == Complaint {
			if gap := strings.Count(r.letter.Text[a.Start+len(a.Text):start], ". ") + strings.Count(r.letter.Text[a.Start+len(a.Text):start], "\n\n"); gap == 0 {
				r.extend(a, p.end, due{})
				return
			}
			break
		}
	}
	r.act(Complaint, p, saysComplaint, "", start, p.end)
}

// shiftedHere reports whether the clause's moved date was found with a promise.
func (r *reader) shiftedHere(p *part) bool {
	for i := len(r.acts) - 1; i >= 0 && r.acts[i].Start >= p.s.words[0].start; i-- {
		if r.acts[i].Type == DeadlineShift {
			return true
		}
	}
	return false
}

// negated reports whether a clause denies.
func (p *part) negated() bool {
	for k := p.from; k < p.to; k++ {
		switch p.s.words[k].s {
		case "не", "нет", "not", "don't", "doesn't", "isn't", "no", "never":
			return true
		}
	}
	return false
}

// acks marks words of ours that only say that a question was seen and when the answer comes: from the words that say
// so up to the promise of an answer, or that promise alone in a letter of few words.
func (r *reader) acks() {
	if !r.letter.Outgoing {
		return
	}
	for i := range r.acts {
		a := r.acts[i]
		if a.Type != Promise || !r.replies(a) {
			continue
		}
		start, rule := a.Start, "ack/answer-promised"
		for k := range r.parts {
			p := &r.parts[k]
			if p.says(saysAck) && !p.s.asked && p.start <= a.Start {
				start, rule = p.s.words[r.core(p)].start, r.groups[p.rules[saysAck]].name
				break
			}
		}
		if rule == "ack/answer-promised" && r.tellsMore() {
			continue
		}
		end := a.Start + len(a.Text)
		r.acts = append(r.acts, Act{Type: Ack, Text: r.letter.Text[start:end], Start: start, Due: a.Due, Precision: a.Precision, Rule: rule})
		return
	}
}

// replies reports whether a promise is one of an answer rather than of a deed.
func (r *reader) replies(a Act) bool {
	for i := range r.parts {
		p := &r.parts[i]
		if p.end <= a.Start || p.start >= a.Start+len(a.Text) {
			continue
		}
		for k := p.from; k < p.to; k++ {
			if r.is(&p.s.words[k].token, "reply") {
				return true
			}
		}
	}
	return false
}

// sumUp fills in what holds for the letter as a whole.
func (r *reader) sumUp(out *Reading) {
	asks := false
	for _, a := range out.Acts {
		switch a.Type {
		case Question, Request, ChangeRequest:
			asks = true
		case Complaint:
			asks = asks || !r.letter.Outgoing
		}
	}
	for i := range r.parts {
		p := &r.parts[i]
		out.Withdraws = out.Withdraws || p.says(saysWithdrawal)
		r.thanks = r.thanks || p.says(saysThanks)
		if p.says(saysDeadline) && out.Deadline == "" && asks {
			out.Deadline = r.letter.Text[p.start:trimmed(r.letter.Text, p.start, p.end)]
		}
	}
	out.NeedsReply = asks || len(r.parts) == 0 && askingSubject(r.letter.Subject)
	if r.letter.Kind != "" && r.letter.Kind != "human" {
		out.NeedsReply = false
	}
	r.course(out)
	out.Thanked = r.thanks
	out.Thanks = r.thanks && len(out.Acts) == 0 && len(out.Statements) == 0
}

func askingSubject(s string) bool {
	for i := range len(s) {
		if s[i] == '?' {
			return true
		}
	}
	return false
}

// tellsMore reports whether a letter has more than two sentences that are neither courtesy nor thanks.
func (r *reader) tellsMore() bool {
	n := 0
	for i := range r.parts {
		if p := &r.parts[i]; p.index == 0 && !p.says(saysCourtesy) && !p.says(saysThanks) && len(p.s.words) > 2 {
			n++
		}
	}
	return n > 2
}

package reading

// tones finds complaints, agreement and moved dates in one sentence.
func (r *reader) tones(parts []part) {
	s := parts[0].s
	for i := range parts {
		p := &parts[i]
		start := s.words[r.core(p)].start
		if p.says(saysComplaint) && !r.letter.Outgoing && !p.says(saysNoComplaint) {
			r.act(Complaint, p, saysComplaint, "", start, p.end)
		}
		if p.says(saysConfirmation) && !s.asked && !p.negated() {
			r.act(Confirmation, p, saysConfirmation, "", start, p.end)
		}
		if p.says(saysShift) && !s.asked && !r.shiftedHere(p) {
			r.act(DeadlineShift, p, saysShift, "", start, p.end)
		}
	}
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

// acks marks words of ours that only say that a question was seen: those that say so, up to the promise of an answer.
func (r *reader) acks() {
	if !r.letter.Outgoing {
		return
	}
	for i := range r.parts {
		p := &r.parts[i]
		if !p.says(saysAck) || p.s.asked {
			continue
		}
		start := p.s.words[r.core(p)].start
		for _, a := range r.acts {
			if a.Type == Promise && a.Start >= start {
				end := trimmed(r.letter.Text, start, a.Start+len(a.Text))
				r.acts = append(r.acts, Act{Type: Ack, Text: r.letter.Text[start:end], Start: start, Due: a.Due, Precision: a.Precision, Rule: r.groups[p.rules[saysAck]].name})
				return
			}
		}
	}
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

package reading

// vetoed reports whether a sentence as a whole asks for nothing: courtesy, rhetoric, a footer.
func (r *reader) vetoed(parts []part) bool {
	no, asks := false, false
	for i := range parts {
		no = no || r.asksNothing(&parts[i]) || parts[i].says(saysOther)
		asks = asks || !r.asksNothing(&parts[i]) && !(i > 0 && parts[i].says(saysEmbedded)) && (parts[i].says(saysRequest) || parts[i].says(saysQuestion))
	}
	return no && !asks
}

// asksNothing reports whether a clause is worded as courtesy, rhetoric or hearsay. A question mark makes hearsay, or what
// the writer has not yet decided, a question («вы хотели, чтобы я оценил?»).
func (r *reader) asksNothing(p *part) bool {
	for _, x := range []sense{saysQuestion, saysRequest} {
		if p.says(x) && p.says(saysNoAsk) && p.at[x]+1 < p.at[saysNoAsk] && r.groups[p.rules[x]].weak == 0 {
			return false // what is asked before stays asked
		}
	}
	switch r.rule(p, saysNoAsk) {
	case "":
		return false
	case "no-ask/hearsay", "no-ask/own-task", "no-ask/not-needed", "no-ask/settled", "no-ask/calm", "no-ask/permission", "no-ask/time-needed", "no-ask/announces", "no-ask/title":
		return !p.s.asked
	}
	return true
}

// offers reports whether a clause takes what the next one asks back: as the condition of an offer of help ("If you have any
// questions, call me"), or as another's question («Спрашивали, нужен ли пропуск»).
func (r *reader) offers(p *part) bool {
	rule := r.rule(p, saysNoAsk)
	return rule == "no-ask/offers" && r.is(&p.s.words[r.core(p)].token, inIf) || rule == "no-ask/hearsay" && !p.s.asked && p.to-p.from <= 3
}

// advertises reports whether a sentence is a short question that only draws to the offer below it, or that offer: «Есть
// вопросы? Звоните!», "Need help? Visit our help centre."
func (r *reader) advertises(parts []part) bool {
	s := parts[0].s
	i := s.index
	return r.hooks(s) && i+1 < len(r.sentences) && r.is(&r.sentences[i+1].words[0].token, inContact) ||
		i > 0 && r.hooks(&r.sentences[i-1]) && r.is(&s.words[0].token, inContact)
}

// hooks reports whether a sentence is such a question.
func (r *reader) hooks(s *sentence) bool {
	return s.asked && len(s.words) <= 4 && r.is(&s.words[0].token, inHook)
}

package reading

import (
	"sort"
	"strings"

	"vernus/mailbox"
)

// tones finds complaints, agreement and moved dates in one sentence.
func (r *reader) tones(parts []part) {
	s := parts[0].s
	for i := range parts {
		p := &parts[i]
		start := s.words[r.core(p)].start
		if rule := r.complaining(parts, i); rule != "" {
			r.complain(p, rule, start)
		}
		if r.confirms(p) {
			r.confirm(p, start)
		}
		if !s.asked && r.moves(p) && !r.shiftedHere(p) && r.movesAlone(p) {
			r.act(DeadlineShift, p, r.rule(p, saysShift), start, p.end)
		}
	}
}

// complaining is the rule by which clause i is a complaint of the client's, "" when it is none. What went wrong is told
// neutrally, as a fault to be mended, unless something in the sentence makes it weigh («опять», "again") or mocks it
// («Прекрасно, …»).
func (r *reader) complaining(parts []part, i int) string {
	p := &parts[i]
	rule := r.rule(p, saysComplaint)
	if r.letter.Outgoing || r.allayed(p, rule) || r.excused(parts, i, rule) {
		return ""
	}
	if rule == "complaint/elapsed" && r.calm(parts, i) {
		return ""
	}
	if rule != "" {
		return r.unlessAsked(p, rule)
	}
	if p.s.asked {
		return ""
	}
	if i > 0 && p.says(saysCame) && parts[i-1].says(saysOrdered) && int(p.at[saysCame]) == r.core(p) {
		return "complaint/not-as-agreed"
	}
	if !p.flawed() && !p.says(saysFault) {
		return ""
	}
	switch stress := r.stress(p); {
	case stress == "stress/again", stress != "" && p.flawed():
		return "complaint/flaw-stressed"
	case i > 0 && parts[i-1].says(saysPraise) && parts[i-1].to-parts[i-1].from <= 2:
		return "complaint/irony"
	}
	return ""
}

// flawed reports whether something in a clause went wrong: «капает», but not «не капает».
func (p *part) flawed() bool {
	if !p.says(saysFlaw) {
		return false
	}
	at := int(p.at[saysFlaw])
	if at == p.from {
		return true
	}
	switch p.s.words[at-1].s {
	case "не", "not", "no", "isn't", "doesn't":
		return false
	}
	return true
}

// allayed reports whether a clause says of itself that it complains of nothing, or of others than us. A threat is one
// whomever it names («юрист готовит иск»), and harm is harm.
func (r *reader) allayed(p *part, rule string) bool {
	mild := r.rule(p, saysNoComplaint)
	return mild != "" && (mild != "no-complaint/others" || rule != "complaint/threat" && rule != "complaint/harm")
}

// stress is what makes the flaw in a clause weigh, "" when nothing does. What is asked for once more («пришлите ещё раз»)
// makes nothing weigh.
func (r *reader) stress(p *part) string {
	if p.says(saysRequest) && p.at[saysStress] > p.at[saysRequest] {
		return ""
	}
	return r.rule(p, saysStress)
}

// calm reports whether a sentence goes on calmly from the time that clause i says has passed: with praise, thanks, agreement
// or what may now be done («Прошло две недели, можно выставлять счёт»).
func (r *reader) calm(parts []part, i int) bool {
	for k := range parts {
		p := &parts[k]
		if k != i && (p.says(saysPraise) || p.says(saysThanks) || p.says(saysConfirmation) || p.says(saysRequest)) && !p.negated() {
			return true
		}
	}
	return r.rule(&parts[i], saysPraise) == "praise/plain"
}

// unlessAsked is a rule of displeasure in a clause, "" where the words only tell what a question is about: how long, who did
// not come, what is broken («Прошло две недели, есть новости?»).
func (r *reader) unlessAsked(p *part, rule string) string {
	if p.s.asked {
		switch rule {
		case "complaint/waiting", "complaint/elapsed", "complaint/ignored", "complaint/blamed", "complaint/other-than-agreed":
			return ""
		}
	}
	return rule
}

// excused reports whether the rest of a sentence takes the displeasure of clause i back: the writer blames himself
// («извините, забыли») and no «но» follows, or something good is said of it or after it («боялись …, а вышло прекрасно»).
func (r *reader) excused(parts []part, i int, rule string) bool {
	own := false
	for k := range parts {
		p := &parts[k]
		head := &p.s.words[p.from]
		contrast := r.is(&head.token, inContrast)
		if k <= i && contrast {
			own = false
		}
		own = own || r.rule(p, saysNoComplaint) == "no-complaint/ourselves"
		if p.says(saysPraise) && (k > i && !r.is(&head.token, inSubordinate) || k == i && r.rule(p, saysPraise) == "praise/plain") && !p.negated() && rule != "complaint/irony" {
			return true
		}
	}
	return own
}

// confirms reports whether a clause agrees to something.
func (r *reader) confirms(p *part) bool {
	s, rule := p.s, r.rule(p, saysConfirmation)
	switch {
	case rule == "" || s.asked || s.colon || r.inDoubt(p):
		return false
	case p.negated() && rule != "confirmation/nothing-against", rule == "confirmation/go-ahead" && r.afterDeed(p):
		return false
	}
	switch r.rule(p, saysNoAsk) {
	case "", "no-ask/go-ahead", "no-ask/permission", "no-ask/idiom":
	default:
		return false
	}
	if rule == "confirmation/verdict" && !r.nominal(p) {
		return false
	}
	return !r.letter.Outgoing || r.agrees(p)
}

// nominal reports whether the clause before, in the same sentence, names a thing without saying anything of it, so that
// clause p is the verdict on it: "The cabin for 340, perfect".
func (r *reader) nominal(p *part) bool {
	if p.index == 0 {
		return false
	}
	before := part{clause: &p.s.clauses[p.index-1], s: p.s, index: p.index - 1, rules: noRules}
	return before.to-before.from > 1 && !r.eventful(&before) && r.is(&before.s.words[r.core(&before)].token, inArticle)
}

// inDoubt reports whether what agrees depends on something or is asked for: «если подходит», «какое время удобно», "let me
// know if Tuesday works".
func (r *reader) inDoubt(p *part) bool {
	for k := p.from; k <= max(int(p.at[saysConfirmation]), r.core(p)); k++ {
		w := &p.s.words[k].token
		if r.is(w, inIf) || w.s == "когда" || strings.HasPrefix(w.s, "како") || w.s == "какая" || w.s == "какие" || w.s == "какую" {
			return true
		}
	}
	return false
}

// afterDeed reports whether a deed is asked for in the sentence before the go-ahead of a clause: «поправьте и печатайте».
func (r *reader) afterDeed(p *part) bool {
	for k := range p.at[saysConfirmation] {
		if f := p.s.words[k].form; f&(imperative|perfective) == imperative|perfective {
			return true
		}
	}
	return false
}

// confirm adds an agreement, or goes on with the one found before in the same sentence: «полку берём, цвет устраивает».
func (r *reader) confirm(p *part, start int) {
	for i := len(r.acts) - 1; i >= 0 && r.acts[i].Start >= p.s.words[0].start; i-- {
		if r.acts[i].Type == Confirmation {
			r.extend(&r.acts[i], p.end, due{})
			return
		}
	}
	r.act(Confirmation, p, r.rule(p, saysConfirmation), start, p.end)
}

// agrees reports whether words of agreement in a letter of ours are our own, and not told of somebody: «согласовано»,
// "we confirm", but neither «место с управой согласовано» nor "the driver confirmed it".
func (r *reader) agrees(p *part) bool {
	words := p.s.words
	at := int(p.at[saysConfirmation])
	if at+1 < p.to && words[at].s != "" && r.is(&words[at].token, inPronoun) {
		at++
	}
	if !r.is(&words[at].token, inFirmly) {
		return false
	}
	switch words[at].s {
	case "согласовано", "confirmed", "agreed", "approved":
		return at == r.core(p)
	}
	return true
}

// complain adds a complaint, or goes on with the one in the clause or sentence before.
func (r *reader) complain(p *part, rule string, start int) {
	if a := r.complaint; a > 0 {
		last := &r.acts[a-1]
		between := r.letter.Text[last.Start+len(last.Text) : start]
		if len(between) < 200 && !strings.Contains(between, "\n\n") {
			r.extend(last, p.end, due{})
			return
		}
	}
	r.act(Complaint, p, rule, start, p.end)
	r.complaint = len(r.acts)
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

// acks marks words of ours that only say that a question was seen and when the answer comes: from the words that say so
// up to the promise of an answer, or that promise alone. A letter that says more besides puts off one answer of several
// only where it names the time («по срокам вернусь в понедельник»).
func (r *reader) acks() {
	if !r.letter.Outgoing {
		return
	}
	seen, more := r.seen(), r.tellsMore()
	for i := range r.acts {
		a := r.acts[i]
		if a.Type != Promise || !r.replies(a, seen != nil, more) || more && a.Due.IsZero() {
			continue
		}
		start, rule := a.Start, "ack/answer-promised"
		if seen != nil && seen.start <= a.Start && a.Start-seen.start < 250 {
			start, rule = seen.s.words[r.core(seen)].start, r.rule(seen, saysAck)
		}
		end := a.Start + len(a.Text)
		r.acts = append(r.acts, Act{Type: Ack, Text: r.letter.Text[start:end], Start: start, Due: a.Due, Precision: a.Precision, When: a.When, Rule: rule})
		return
	}
	if seen == nil || more || len(r.acts) > 0 {
		return
	}
	for i := range r.parts {
		p := &r.parts[i]
		if p.index > 0 || p.s.asked || r.clock.due(p.s, 0, len(p.s.words)).found {
			continue
		}
		if end := r.looksInto(p.s); end > 0 {
			r.act(Ack, p, "ack/looking", p.s.words[r.core(p)].start, end)
			return
		}
	}
}

// seen is the first clause that says that the letter was seen; nil when none does.
func (r *reader) seen() *part {
	for i := range r.parts {
		if p := &r.parts[i]; p.says(saysAck) && !p.s.asked {
			return p
		}
	}
	return nil
}

// looksInto is where the last clause of a sentence ends that says that a question is being looked into; 0 when none does.
func (r *reader) looksInto(s *sentence) (end int) {
	for i := range r.parts {
		if p := &r.parts[i]; p.s == s && r.rule(p, saysAck) == "ack/looking" {
			end = p.end
		}
	}
	return end
}

// partsIn are the clauses that touch the text from byte start to byte end.
func (r *reader) partsIn(start, end int) []part {
	from := sort.Search(len(r.parts), func(i int) bool { return r.parts[i].end > start })
	to := from
	for to < len(r.parts) && r.parts[to].start < end {
		to++
	}
	return r.parts[from:to]
}

// replies reports whether a promise is one of an answer rather than of a deed. Looking and checking («проверю») are one
// where the letter says besides that the question was seen. In a letter that says more the words must be those of coming
// back to somebody: «цену дам в пятницу» is a promise like others there.
func (r *reader) replies(a Act, seen, more bool) bool {
	parts := r.partsIn(a.Start, a.Start+len(a.Text))
	for i := range parts {
		p := &parts[i]
		if a.Due.IsZero() && r.is(&p.s.words[0].token, inIf) {
			return false // an offer: «если будут вопросы, ответим»
		}
		if !more && r.rule(p, saysAck) == "ack/asks-time" {
			return true
		}
		for k := p.from; k < p.to; k++ {
			w := &p.s.words[k].token
			answers := r.is(w, inAnswering) || !more && (r.is(w, inReply) || seen && r.is(w, inLooking))
			if answers && !r.comesFrom(p.s, k) {
				return true
			}
		}
	}
	return false
}

// comesFrom reports whether a word of coming back («вернусь», "back") tells of a place or a thing: «вернёмся из отпуска»,
// "you'll have the report back".
func (r *reader) comesFrom(s *sentence, k int) bool {
	next, before := "", ""
	if k+1 < len(s.words) {
		next = s.words[k+1].s
	}
	if k > 0 {
		before = s.words[k-1].s
	}
	switch s.words[k].s {
	case "вернусь", "вернемся", "вернется":
		return next == "из"
	case "back":
		return next == "from" || next != "to" && before != "get" && before != "come" && before != "circle" && before != "getting" && before != "coming" && before != "you"
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
	out.NeedsReply = asks || len(r.parts) == 0 && askingSubject(r.letter.Subject) || !r.letter.Outgoing && r.letter.ToUs && len(out.Acts) == 0 && r.subjectAsks()
	if r.letter.Kind != "" && r.letter.Kind != "human" {
		out.NeedsReply = false
	}
	r.course(out)
	out.Thanked = r.thanks
	out.Thanks = r.thanks && len(out.Acts) == 0 && len(out.Statements) == 0
}

// subjectAsks reports whether the subject of a letter that asks for nothing else asks: «Когда оплата?» above two words of
// greeting. The subject of an answer is an older one.
func (r *reader) subjectAsks() bool {
	s := strings.TrimSpace(r.letter.Subject)
	if s == "" || len(s) > longestSubject || answering(s) || !strings.HasSuffix(s, "?") && len(r.parts) > 4 {
		return false
	}
	for _, a := range r.readLetter(Letter{Text: s, Date: r.letter.Date, ToUs: true}).Acts {
		if a.Type == Question || a.Type == Request && a.Rule != "request/bare-verb" && !strings.HasPrefix(a.Rule, "fault/") {
			return true
		}
	}
	return false
}

// longestSubject bounds what of a subject is read.
const longestSubject = 300

// answering reports whether a subject begins as those of answers and forwarded letters do: «Re:», «Ответ:», «Fwd:».
func answering(subject string) bool {
	head, _, marked := strings.Cut(subject, ":")
	return marked && mailbox.BaseSubject(head+": x") == mailbox.BaseSubject("x")
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

package reading

import (
	"slices"
	"strings"
)

// requests reports whether clause i, worded as a request by the given rule, is one here.
func (r *reader) requests(parts []part, i int, rule string) bool {
	p, s := &parts[i], parts[i].s
	ours, first := r.letter.Outgoing && !s.asked, &s.words[p.at[saysRequest]].token
	if r.reported(p) || i > 0 && !s.asked && s.words[p.from].s == "что" && r.reports(&parts[i-1]) {
		return false
	}
	switch rule {
	case "request/awaiting-ours":
		if !ours || p.to-p.from < 2 || r.outside(p) || p.negated() {
			return false
		}
	case "request/awaiting":
		if ours && r.fromOthers(p) {
			return false
		}
	case "request/awaiting-delivery":
		if ours {
			return false
		}
	case "request/obliged": // what the writer must do himself is no request
		if ours || r.ownDuty(p) {
			return false
		}
	case "request/suggestion": // "you may have to restart it" leaves the deed to the reader
		if next := int(p.at[saysRequest]) + 1; ours && next < p.to && (s.words[next].s == "may" || s.words[next].s == "might") {
			return false
		}
	case "request/assigned": // «вы присылаете тексты» is one among the points of a meeting only
		if !r.letter.Outgoing || !s.item {
			return false
		}
	case "request/can-you": // "we can send", «вы можете скачать» offer; "can you send" asks
		if at := int(p.at[saysRequest]); at > 0 && first.s == "may" && s.words[at-1].kind == number {
			return false // "22 May we sail"
		}
		if ours && !r.is(first, inAux) || !s.asked && r.permits(p) {
			return false
		}
	case "request/bare-verb":
		if at := int(p.at[saysRequest]); r.letter.Outgoing || at != r.core(p) || at+1 >= p.to || s.words[at+1].upper || r.tellsOf(p) || !r.startsAsk(parts, i) {
			return false
		}
	case "request/imperative":
		if !s.asked && r.indicative(p) || r.came(p) {
			return false
		}
		if r.is(first, inEmptyimp) && !r.is(first, inDeed) {
			return false
		}
	}
	if !s.asked && (r.is(&s.words[r.core(p)].token, inHanging) || s.item && r.deedsList) {
		return false
	}
	return !r.advises(p, rule) && !r.allows(p, rule) && !r.invites(parts, i)
}

// ownDuty reports whether the one who has to do something is the writer: "I should have written", "we have to close".
func (r *reader) ownDuty(p *part) bool {
	for k := r.core(p); k < int(p.at[saysRequest]); k++ {
		switch p.s.words[k].s {
		case "i", "we", "there", "that":
			return true
		case "it", "he", "she", "they":
			if p.s.words[k+1].s == "must" || p.s.words[p.to-1].s == "problem" {
				return true // which is supposed, not asked for
			}
		}
	}
	return false
}

// indicative reports whether the imperative of a clause is none, but tells what the reader does: «за этот час вы не
// платите».
func (r *reader) indicative(p *part) bool {
	at := int(p.at[saysRequest])
	if p.s.words[p.from].s == "что" {
		return p.hasForm(imperative) && p.hasForm(second)
	}
	for k := max(p.from, at-2); k <= at; k++ {
		if s := p.s.words[k].s; s == "вы" || s == "ты" {
			for n := k + 1; n < min(p.to, k+4); n++ {
				if f := p.s.words[n].form; f&imperative != 0 {
					return f&second != 0
				}
			}
		}
	}
	return false
}

// came reports whether a form that can be «пришли» of «прислать» is that of «прийти»: who came stands in front of it, and
// nobody is asked for a favour («файлы уже пришли»).
func (r *reader) came(p *part) bool {
	at := int(p.at[saysRequest])
	if !strings.HasSuffix(p.s.words[at].s, "шли") {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if _, ok := forMe[p.s.words[k].s]; ok {
			return false
		}
	}
	for k := p.from; k < at; k++ {
		if _, ok := beforeVerb[p.s.words[k].s]; !ok {
			return true
		}
	}
	return false
}

var (
	forMe      = wordSet("мне нам ему ей им пожалуйста пожалста пож плиз плз")
	beforeVerb = wordSet("и а но да ну уже еще тоже так вот тогда потом сразу лучше просто завтра сегодня сейчас сначала сперва заодно давай не только все-таки")
)

// reports reports whether a clause says whose words follow: «мастер сказал», "the form says".
func (r *reader) reports(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if r.is(&p.s.words[k].token, inReports) {
			return true
		}
	}
	return false
}

// permits reports whether a clause leaves a deed to the reader rather than asks for it: «можете запускать», where the
// imperfective speaks of the going on, and not «можете прислать».
func (r *reader) permits(p *part) bool {
	for k := int(p.at[saysRequest]); k < p.to; k++ {
		if f := p.s.words[k].form; f&infinitive != 0 {
			return f&perfective == 0
		}
	}
	return false
}

// tellsOf reports whether an English clause has a verb with a subject after its first word, so that this is no imperative:
// "Ridley the surveyor was here".
func (r *reader) tellsOf(p *part) bool {
	for k := p.from + 1; k < p.to; k++ {
		if w := &p.s.words[k].token; r.is(w, inAux) || w.s == "i" || w.s == "we" || w.s == "he" || w.s == "she" || w.s == "they" {
			return true
		}
	}
	return false
}

// startsAsk reports whether an imperative that no list has may begin at clause i: it stands in front of its sentence, or
// after a clause that asks.
func (r *reader) startsAsk(parts []part, i int) bool {
	return i == 0 || parts[i-1].used || r.is(&parts[i-1].s.words[r.core(&parts[i-1])].token, inCondition)
}

// reported reports whether the words that ask stand in quotation marks after words that say whose they are: «пишет
// „повторите позже“», "it says 'try again'".
func (r *reader) reported(p *part) bool {
	s, at := p.s, int(p.at[saysRequest])
	if !s.words[at].quoted {
		return false
	}
	for k := range at {
		if !s.words[k].quoted && r.is(&s.words[k].token, inReports) {
			return true
		}
	}
	return false
}

// invites reports whether a clause of ours, a word or two, only tells what to do should a condition come about: «если не
// откроется, напишите».
func (r *reader) invites(parts []part, i int) bool {
	return i > 0 && r.letter.Outgoing && parts[i].to-parts[i].from <= 2 && r.is(&parts[i].s.words[r.core(&parts[i-1])].token, inIf) && !parts[i-1].says(saysConfirmation)
}

// advises reports whether a clause of ours tells how something works rather than asks for it: «нажмите», «надо обновить».
func (r *reader) advises(p *part, rule string) bool {
	if !r.letter.Outgoing || p.s.asked {
		return false
	}
	handled, deed := false, false
	for k := p.from; k < p.to; k++ {
		w := &p.s.words[k].token
		if r.is(w, inParenthesis) || r.is(w, inYou) && rule != "request/need" {
			return false
		}
		handled = handled || r.is(w, inHandling) && (w.s[0] >= 0x80 || k <= int(p.at[saysRequest])+1)
		deed = deed || w.form&infinitive != 0
	}
	return handled || rule == "request/suggestion" || rule == "request/need" && (deed || !r.ofReader(p) && !r.given(p)) || rule == "request/awaiting" && r.latin(p) && !r.ofReader(p)
}

// ofReader reports whether what is needed is needed of the reader: it names him («от вас», "your") or comes first.
func (r *reader) ofReader(p *part) bool {
	if int(p.at[saysRequest]) <= r.core(p)+1 && !r.latin(p) {
		return true
	}
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k].token; r.is(w, inYou) || w.s == "от" || w.s == "please" {
			return true
		}
	}
	return false
}

// given reports whether an English clause needs what a client gives: papers, data, his word, and of nobody else.
func (r *reader) given(p *part) bool {
	if !r.latin(p) || r.outside(p) || p.negated() {
		return false
	}
	given := false
	for k := int(p.at[saysRequest]) + 1; k < p.to; k++ {
		w := &p.s.words[k]
		if slices.Contains(w.atoms, r.outer) || !given && (w.s == "to" || w.s == "from" || w.s == "before") {
			return false
		}
		given = given || r.is(&w.token, inGiven)
	}
	return given
}

// latin reports whether a clause is English.
func (r *reader) latin(p *part) bool {
	return p.s.words[p.from].s[0] < 0x80 && p.s.words[p.to-1].s[0] < 0x80
}

// allows reports whether a bare imperative only gives the go-ahead: «Начинайте.», «запускайте».
func (r *reader) allows(p *part, rule string) bool {
	if rule != "request/imperative" || r.letter.Outgoing || p.to-p.from > 2 || p.s.asked {
		return false
	}
	for k := p.from; k < p.to; k++ {
		if f := p.s.words[k].form; f&imperative != 0 && f&perfective != 0 {
			return false
		}
		if p.s.words[k].filler {
			return false
		}
	}
	return p.says(saysConfirmation)
}

// outside reports whether a clause speaks of somebody who is neither side.
func (r *reader) outside(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if r.is(&p.s.words[k].token, inOutsider) || p.s.words[k].s == "от" {
			return true
		}
	}
	return false
}

// fromOthers reports whether something is awaited from an outsider: «жду ответ от завода».
func (r *reader) fromOthers(p *part) bool {
	for k := p.from; k+1 < p.to; k++ {
		if w := p.s.words[k].s; w == "от" || w == "from" {
			return r.is(&p.s.words[k+1].token, inOutsider)
		}
	}
	return false
}

// fault takes the report of a fault for a request when the letter asks for nothing else.
func (r *reader) fault() {
	if r.letter.Outgoing || !r.letter.ToUs || len(r.acts) > 0 {
		return
	}
	for _, quoted := range []bool{false, true} { // what a program says of the fault counts less than what the client says
		for i := range r.parts {
			if p := &r.parts[i]; p.says(saysFault) && !p.says(saysNoAsk) && !(i > 0 && r.is(&p.s.words[p.from].token, inWh) && r.knows(&r.parts[i-1])) && p.s.words[p.at[saysFault]].quoted == quoted {
				r.act(Request, p, r.rule(p, saysFault), p.s.words[r.core(p)].start, p.end)
				return
			}
		}
	}
}

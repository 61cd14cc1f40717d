package reading

import (
	"cmp"
	"slices"
	"time"

	"vernus/mailbox"
)

// Read says what a letter says. It depends on nothing but l.
func Read(l Letter) Reading {
	return defaultLexicon().readLetter(l)
}

// reader reads one letter.
type reader struct {
	*lexicon
	letter    Letter
	sentences []sentence
	clock     clockwork
	parts     []part // the clauses of the letter in order
	acts      []Act
	lastDue   due // of the last promise
	moved     int // where the last promise that moves a date ends, in bytes
	complaint int // one more than the index of the last complaint among acts
	thanks    bool
	asksList  bool // the list being read is one of questions
	tellsList bool // the list being read is of what is to be told
	fixesList bool // the list being read is one of what is to be changed
	deedsList bool // the list being read belongs to a request
	below     Side // whose steps the list being read names
	over      Span // its heading
	heading   int  // one more than the index of the act of the line above the list being read, when that asks for answers
}

// part is one clause with what the patterns found in it.
type part struct {
	*clause
	s     *sentence
	index int // of the clause in its sentence
	rules [numSenses]int16
	at    [numSenses]int16 // word where that was found
	used  bool             // belongs to an act of asking
	acted bool             // belongs to an act that asks, promises or complains
}

// noRules is what the patterns found in a clause before they were asked.
var noRules = func() (none [numSenses]int16) {
	for i := range none {
		none[i] = -1
	}
	return none
}()

func (p *part) says(s sense) bool { return p.rules[s] >= 0 }

// read is the whole way from a text to its acts.
func (l *lexicon) readLetter(letter Letter) Reading {
	r := &reader{lexicon: l, letter: letter}
	r.clock = newClockwork(l, letter)
	d := takeDesk()
	defer d.leave()
	folded := d.words(letter.Text)
	if transliterated(d.tokens) {
		respell(d.tokens)
	}
	r.sentences = d.sentences(l, letter.Text)
	r.findParts(d)
	out := Reading{Language: language(folded)}
	if letter.Kind == "" || letter.Kind == mailbox.Human {
		r.readSentences()
		r.calls()
		r.fault()
		r.acks()
		slices.SortStableFunc(r.acts, func(a, b Act) int {
			return cmp.Or(a.Start-b.Start, rank(a.Type)-rank(b.Type))
		})
	}
	if letter.Kind == mailbox.AutoReply {
		out.Returns = r.returns()
	}
	out.Acts = r.acts
	out.Inline = inline(letter.Whole, letter.Text)
	r.sumUp(&out)
	if letter.Outgoing && (letter.Kind == "" || letter.Kind == mailbox.Human) {
		out.Minutes = r.minutes()
	}
	return out
}

// findParts matches the patterns sentence by sentence and notes for each clause what was found.
func (r *reader) findParts(d *desk) {
	n := 0
	for i := range r.sentences {
		n += len(r.sentences[i].clauses)
	}
	r.parts = slices.Grow(d.parts[:0], n)
	for i := range r.sentences {
		s := &r.sentences[i]
		base := len(r.parts)
		for k := range s.clauses {
			r.parts = append(r.parts, part{clause: &s.clauses[k], s: s, index: k, rules: noRules})
		}
		d.hits = r.find(s, d.hits[:0])
		for _, h := range d.hits {
			p := &r.parts[base+s.words[h.from].clause]
			if old := p.rules[h.says]; old < 0 || r.groups[old].weak > r.groups[h.group].weak {
				p.rules[h.says], p.at[h.says] = int16(h.group), int16(h.from)
			}
		}
	}
	d.parts = r.parts
}

// readSentences goes through the letter sentence by sentence.
func (r *reader) readSentences() {
	for i := 0; i < len(r.parts); {
		j := i
		for j < len(r.parts) && r.parts[j].s == r.parts[i].s {
			j++
		}
		parts := r.parts[i:j]
		r.lists(parts)
		r.sectioned(parts[0].s)
		before := len(r.acts)
		r.asks(parts)
		r.promises(parts)
		r.listedStep(parts, before)
		r.tones(parts)
		i = j
	}
}

// lists notes what kind of list begins or ends with a sentence.
func (r *reader) lists(parts []part) {
	s := parts[0].s
	if !s.item {
		r.asksList, r.tellsList, r.deedsList, r.fixesList = false, false, false, false
	}
	for i := range parts {
		r.tellsList = r.tellsList || (s.colon || s.heads) && r.rule(&parts[i], saysQuestion) == "question/tell-me"
	}
	if s.colon {
		for i := range parts {
			for k := parts[i].from; k < parts[i].to; k++ {
				r.fixesList = r.fixesList || r.is(&s.words[k].token, inFixes)
				r.asksList = r.asksList || r.is(&s.words[k].token, inQuestions)
			}
			r.deedsList = r.deedsList || parts[i].says(saysRequest)
		}
	}
}

// rule is the name of the group that found a sense in a clause; "" when none did.
func (r *reader) rule(p *part, s sense) string {
	if !p.says(s) {
		return ""
	}
	return r.groups[p.rules[s]].name
}

// act adds an act whose words are those from byte start to byte end.
func (r *reader) act(t Type, p *part, rule string, start, end int) *Act {
	end = trimmed(r.letter.Text, start, end)
	r.acts = append(r.acts, Act{Type: t, Text: r.letter.Text[start:end], Start: start, Precision: None, Rule: rule})
	a := &r.acts[len(r.acts)-1]
	a.Chaser = p.says(saysChaser)
	a.Urgent = p.says(saysUrgent)
	return a
}

// trimmed is the end of text[start:end] without white space.
func trimmed(text string, start, end int) int {
	for end > start {
		switch text[end-1] {
		case ' ', '\n', '\t', '\r':
			end--
			continue
		}
		return end
	}
	return end
}

// newClockwork sets up the reading of due times: from the letter's date, working days by the calendar where it is known.
func newClockwork(l *lexicon, letter Letter) clockwork {
	c := clockwork{l: l, now: letter.Date, add: weekdays}
	if letter.Calendar == nil {
		return c
	}
	if there := letter.Date.In(letter.Calendar.Location()); sameOffset(there, letter.Date) {
		c.now = there // so that a due time beyond a change of the clocks is right
	}
	c.add = func(from time.Time, n int) time.Time {
		for i := 0; n > 0 && i < 1000; i++ {
			from = from.AddDate(0, 0, 1)
			if _, open := letter.Calendar.Closing(from.Add(12 * time.Hour)); open {
				n--
			}
		}
		return from
	}
	return c
}

// six is what a day without a time means to a client, whenever the writer himself goes home.
func six(d time.Time) time.Time {
	return time.Date(d.Year(), d.Month(), d.Day(), 18, 0, 0, 0, d.Location())
}

// weekdays is n working days on where no calendar tells them.
func weekdays(from time.Time, n int) time.Time {
	for n > 0 {
		from = from.AddDate(0, 0, 1)
		if w := from.Weekday(); w != time.Saturday && w != time.Sunday {
			n--
		}
	}
	return from
}

// rank orders acts that begin at the same word.
func rank(t Type) int {
	return slices.Index([]Type{Ack, DeadlineShift, Question, Request, ChangeRequest, Complaint, Confirmation, Promise}, t)
}

func sameOffset(a, b time.Time) bool {
	_, x := a.Zone()
	_, y := b.Zone()
	return x == y
}

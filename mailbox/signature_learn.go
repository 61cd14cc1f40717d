package mailbox

import (
	"strings"
	"unicode/utf8"
)

// Ending is what a new text ends with below its writer's words: names, contacts, a firm's footer, a line that praises its
// goods. One letter does not tell whether he wrote it for this letter; that several of his letters end so does.
//
// Letters of one sender that end with the same Lines need only be counted, in any order: from Need letters on they are his
// signature, and stay it.
type Ending struct {
	Lines string // without the space around them and the blank lines between them; "" where a text ends with nothing of the kind
	At    int    // how much of the new text is above them, without the space between; never 0
	Need  int    // how many letters must end so
}

// How many letters must end alike. Sentences below a mere sign-off need more: «Жду ответа.» is found there too.
const (
	endingsSure  = 3
	endingsLoose = 5
)

// EndingVersion changes when EndingOf finds other endings in the same texts.
const EndingVersion = 2

// The reach of an ending.
const (
	endingRows  = 12
	endingBytes = 3000
)

// EndingOf returns what the new text of a person's letter ends with. It never begins above the sign-off, a rule of dashes or
// a name, and a question or request is part of it only below the first two: who signs and then asks the same in several
// letters asks it in a letter's template, but who asks and then signs asks.
func EndingOf(m *Message) Ending {
	if m.Kind != Human || m.Unsure || m.Partial || m.From.Mail == "" {
		return Ending{}
	}
	from := lastLines(m.NewText)
	s := readSheet(m.NewText[from:])
	defer s.release()
	if from > 0 { // perhaps not all of a line: it says something, and is no name
		s.rows[0].look, s.rows[0].asked = look{class: classProse, words: proseWords + 1}, true
	}
	start, need := s.endingStart()
	if need == 0 {
		return Ending{}
	}
	above := s.lastOwn(0, start)
	if above < 0 || !s.saysSomething(start) || s.onlyNames(start) {
		return Ending{}
	}
	r := &s.rows[above]
	return Ending{Lines: s.joinOwn(start), At: from + r.start + len(r.raw), Need: need}
}

// onlyNames reports whether nothing but names stands from a row on: how somebody signs belongs to what he says, and does no
// harm there.
func (s *sheet) onlyNames(start int) bool {
	for i := start; i < len(s.rows); i++ {
		if s.own(i) && s.look(i).class != className {
			return false
		}
	}
	return true
}

// lastLines returns where the last lines of a text begin, more of them than an ending has. The first may be the end of a
// line.
func lastLines(text string) int {
	least := max(0, len(text)-endingBytes-lineBytes)
	for least > 0 && least < len(text) && !utf8.RuneStart(text[least]) {
		least++
	}
	at := len(text)
	for rows := 0; rows <= endingRows+3; rows++ {
		n := strings.LastIndexByte(text[least:at], '\n')
		if n < 0 {
			return least
		}
		for at = least + n; at > least && text[at-1] <= ' '; {
			at--
		}
	}
	return at
}

// endingStart returns the row where the ending begins, and how many letters must end so; 0 when there is none.
func (s *sheet) endingStart() (start, need int) {
	if start, signed := s.belowSignOff(); start > 0 {
		return start, s.endingNeed(start, signed)
	}
	start = len(s.rows)
	for i, rows := s.lastOwn(0, start), 0; i >= 0 && rows < endingRows; i, rows = s.lastOwn(0, i), rows+1 {
		l := s.look(i)
		if l.class != className && !s.isBare(i) {
			break
		}
		if l.class == className || l.class == classNameAndPost {
			start = i
		}
	}
	if start == len(s.rows) || s.announces(start) {
		return 0, 0
	}
	return start, endingsSure
}

// belowSignOff returns the row below the last sign-off within reach, or that of a rule of dashes, and whether that one says
// already that a signature follows; 0 when there is neither.
func (s *sheet) belowSignOff() (start int, signed bool) {
	below, name := 0, false
	for i, rows := s.lastOwn(0, len(s.rows)), 0; i >= 0 && rows <= endingRows; i, rows = s.lastOwn(0, i), rows+1 {
		l := s.look(i)
		switch {
		case l.class == classPostscript:
			return 0, false
		case l.words == 0 && strings.Trim(s.rows[i].s, separatorMarks+"—–") == "" && below > 0:
			return i, true
		case (l.class == classSignOff || l.class == classThanks && name) && below > 0:
			_, who, _ := strings.Cut(s.rows[i].s, ",")
			return below, nameLike(trimText(who))
		}
		below, name = i, l.class == className
	}
	return 0, false
}

// endingNeed tells how many letters must end with the rows from start on, which stand below a sign-off or a rule: fewer when
// the writer's name, post, firm or contacts come before any sentence.
func (s *sheet) endingNeed(start int, signed bool) int {
	for i := start; i < len(s.rows) && !signed; i++ {
		if !s.own(i) {
			continue
		}
		switch l := s.look(i); {
		case l.class == className || s.isBare(i):
			signed = true
		case l.words > 0:
			return endingsLoose
		}
	}
	return endingsSure
}

// isBare tells whether row i is a post, a firm or a way to reach the writer, and no sentence with one in it: «Пришлите счёт
// на buh@sad.example» is a request.
func (s *sheet) isBare(i int) bool {
	t, l := s.rows[i].s, s.look(i)
	switch {
	case l.class == classNameAndPost:
		return true
	case l.class != classTelling || strings.ContainsAny(t, "?!") || containsVerb(t):
		return false
	}
	if !hasContact(t) {
		words := s.terms(i)
		return postPhrases.anywhere(words) || firmPhrases.anywhere(words)
	}
	plain := 0
	for w := range strings.FieldsSeq(t) {
		if !hasDigit(w) && !strings.ContainsAny(w, "@/") && !strings.Contains(w, "www.") && strings.Trim(w, "|·•-–—,:;") != "" {
			if word := termsOf(w, nil); len(word) > 0 && !contactPhrases.has(word[0]) {
				plain++
			}
		}
	}
	return plain == 0
}

// saysSomething tells whether the rows above start are more than a sign-off.
func (s *sheet) saysSomething(start int) bool {
	for i := range start {
		if s.own(i) && s.look(i).class != classSignOff {
			return true
		}
	}
	return false
}

// joinOwn puts the sender's rows from start on together.
func (s *sheet) joinOwn(start int) string {
	var b strings.Builder
	for i := start; i < len(s.rows); i++ {
		if s.own(i) {
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(s.rows[i].s)
		}
	}
	return b.String()
}

package mailbox

import (
	"strings"
	"unicode/utf8"
)

// hand is what is known of a letter's sender and of the meeting it invites to, before its text is cut.
type hand struct {
	name []string        // the words of the sender's name in the From field, folded; none of a post or a firm's form
	said map[string]bool // what the invitation that came along says of the meeting, a folded line each
}

// handOf returns what a message tells of its sender.
func handOf(m *Message) hand {
	return hand{name: senderWords(m.From.Name), said: meetingLines(m)}
}

// senderWords returns the words of a display name that its bearer would sign with.
func senderWords(name string) []string {
	var words []string
	for _, w := range termsOf(name, nil) {
		if utf8.RuneCountInString(w.s) > 2 && !hasDigit(w.s) && !firmPhrases.has(w) && !isPost(w) {
			words = append(words, w.s)
		}
	}
	return words
}

// senderReach is how many words a line has at most in which the sender says who he is.
const senderReach = 8

// senderSigns finds where in the last paragraph, from p up to b, the sender says who he is, by the name that the From field
// gives: «Ким Вера, детский сад», «Вера / Сад и огород», «заведующая Ким». What stands below belongs to it.
func (s *sheet) senderSigns(p, b int) (int, bool) {
	if len(s.hand.name) == 0 || b-p > signatureRows {
		return 0, false
	}
	for j := p; j < b; j++ {
		if !s.isSender(j, j == b-1) {
			continue
		}
		return j, !s.announces(j) && !s.amidNames(p, j) && s.belongsBelow(j, b)
	}
	return 0, false
}

// isSender tells whether row i says who the sender is. Less than two words of the name will do only in the last line.
func (s *sheet) isSender(i int, last bool) bool {
	t, words := s.rows[i].s, s.terms(i)
	if len(t) > lineBytes || len(words) == 0 || len(words) > senderReach || strings.ContainsAny(t[len(t)-1:], "?!:;") {
		return false
	}
	t = strings.TrimLeft(t, "/~*—–- ")
	n := strings.IndexFunc(t, partsNameAndPost)
	if n < 0 {
		n = len(t)
	}
	head := strings.TrimSpace(t[:n])
	rest := strings.TrimFunc(t[n:], func(r rune) bool { return r == ' ' || r == ',' })
	own := s.ownWords(head)
	switch {
	case pronounPhrases.anywhere(words) && !hasInitial(rest) || strings.Contains(rest, ". ") && !hasInitial(rest):
		return false
	case n < len(t) && containsVerb(rest):
		return false
	case own > 1 && nameLike(head):
		return true
	case !last || own == 0:
		return false
	case n < len(t) && t[n] != ',' && nameLike(head):
		return strings.ContainsAny(t[n:], "|·•") || beginsUpper(strings.TrimLeft(rest, "/—–( "))
	}
	return n == len(t) && len(words) > 1 && isPost(words[0]) && s.ownWord(words[len(words)-1]) && !containsVerb(t) && !strings.HasSuffix(t, ".")
}

// ownWords counts the words of a line that are of the sender's name.
func (s *sheet) ownWords(t string) int {
	var buffer [8]term
	count := 0
	for _, w := range termsOf(t, buffer[:0]) {
		if s.ownWord(w) {
			count++
		}
	}
	return count
}

func (s *sheet) ownWord(w term) bool {
	for _, n := range s.hand.name {
		if n == w.s {
			return true
		}
	}
	return false
}

// amidNames tells whether row j stands in a list of people: what is above it in its paragraph ends with a colon or names others.
func (s *sheet) amidNames(p, j int) bool {
	for i := p; i < j; i++ {
		t := s.rows[i].s
		if strings.HasSuffix(t, ":") {
			return true
		}
		switch s.look(i).class {
		case className, classNameAndPost:
			if s.ownWords(t) == 0 {
				return true
			}
		}
	}
	return false
}

// belongsBelow tells whether the rows below j, which names the sender, up to b are no sentences of the letter. Below his
// second naming, or a firm or a post, a motto may be one.
func (s *sheet) belongsBelow(j, b int) bool {
	above := s.lastOwn(0, j)
	standing := above >= 0 && s.look(above).class == className && s.ownWords(s.rows[above].s) > 0
	for i := j + 1; i < b; i++ {
		switch l := s.look(i); {
		case l.class == classPostscript:
			return false
		case l.telling():
			standing = true
		case l.class == classShort || l.class == className:
			if t := s.rows[i].s; strings.ContainsAny(t[len(t)-1:], "?:;") && !standing {
				return false
			}
		case !standing || l.words > 2*proseWords && !s.isNotice(i, b):
			return false
		}
	}
	return true
}

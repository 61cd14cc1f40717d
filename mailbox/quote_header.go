package mailbox

import "strings"

// headerKind is what a header line above a quoted letter says.
type headerKind uint8

const (
	headerFrom headerKind = 1 << iota
	headerSent
	headerTo
	headerSubject
)

// headerLines is how many lines such a block has at most, folded lists of recipients included.
const headerLines = 30

// headerBlock reads the header lines that Outlook and phones put above a quoted letter, beginning at row i, and
// returns the row below them; 0 when it is none. Two lines of the kind make one only when they say an address or a
// date, since people write «От: …» and «Кому: …» too; below a separating line (announced) one is enough.
func (s *sheet) headerBlock(i int, announced bool) int {
	if !s.own(i) {
		return 0
	}
	first, ok := labelOf(s.rows[i].s)
	if !ok {
		return 0
	}
	if n := s.oneLineHeader(i); n > 0 {
		return n
	}
	notes := first == headerTo && s.datedAbove(i) // as Notes has it: name and date without labels
	if first != headerFrom && !announced && !notes && !s.opensHeader(i) {
		return 0
	}
	var seen, previous headerKind
	count, telling := 0, false
	after := i
	for j := i; j < len(s.rows) && j < i+headerLines; j++ {
		t := s.rows[j].s
		if t == "" {
			if n := s.next(j); n > j+2 || n >= len(s.rows) || !isLabelled(s.rows[n].s) || !s.own(n) {
				break
			}
			continue
		}
		l, ok := labelOf(t)
		if !ok {
			if !(previous == headerTo && strings.Contains(t, "@")) && !s.continues(j) {
				break
			}
			after = j + 1
			continue
		}
		if l == headerFrom && seen&headerFrom != 0 {
			break
		}
		if seen&l == 0 {
			count++
		}
		seen |= l
		previous = l
		value := t[strings.IndexByte(t, ':')+1:]
		telling = telling || (l == headerFrom || l == headerTo) && strings.ContainsAny(value, "@") || l == headerSent && hasDigit(value)
		after = j + 1
	}
	switch {
	case notes && seen&(headerTo|headerSubject) == headerTo|headerSubject:
		s.cut(s.notesHead(i), i, whyQuote, "header block")
		return after
	case seen&headerFrom == 0:
		return 0
	case count >= 3, count == 2 && telling, announced && (telling || count > 1):
		return after
	}
	return 0
}

// opensHeader tells whether a label other than that of the sender begins a block: the sender's follows close by.
func (s *sheet) opensHeader(i int) bool {
	for j := i + 1; j < len(s.rows) && j <= i+3; j++ {
		l, ok := labelOf(s.rows[j].s)
		if !ok {
			return false
		}
		if l == headerFrom {
			return true
		}
	}
	return false
}

// datedAbove tells whether the line above row i, wrapped or not, is a date and a time, with the sender's name before it
// at most.
func (s *sheet) datedAbove(i int) bool {
	_, ok := s.notesDate(i)
	return ok
}

// notesDate returns the row where the line of date and time above row i begins.
func (s *sheet) notesDate(i int) (int, bool) {
	j := i - 1
	for j > 0 && s.rows[j].s == "" && j > i-3 {
		j--
	}
	if !s.own(j) {
		return 0, false
	}
	m := readMarks(s.rows[j].s)
	if !m.date && m.time && m.words < 5 && s.own(j-1) {
		j--
		m = readMarks(s.rows[j].s + " " + s.rows[j+1].s)
	}
	return j, m.date && m.time && m.words < notesWords
}

// notesHead returns the row where the name and the date above row i begin.
func (s *sheet) notesHead(i int) int {
	i, _ = s.notesDate(i)
	if m := readMarks(s.rows[i].s); m.dated && s.own(i-1) && (nameLike(s.rows[i-1].s) || strings.Contains(s.rows[i-1].s, "@")) {
		i--
	}
	return i
}

// The reach of the lines that Notes puts below "Forwarded by": a name, a firm, a date, then labels.
const (
	notesRows  = 8
	notesWords = 24
)

// notesBlock reads such lines from row i on, which stand below an announcement, and returns the row below them; 0 when
// there are none.
func (s *sheet) notesBlock(i int) int {
	for k, rows := i, 0; rows < notesRows && s.own(k) && len(s.rows[k].s) < 2*attributionBytes; k, rows = s.next(k+1), rows+1 {
		if n := s.headerBlock(k, true); n > 0 {
			return n
		}
		switch l, _ := labelOf(s.rows[k].s); {
		case l == headerTo && s.subjectBelow(k) > 0:
			return s.subjectBelow(k)
		case s.isNotesLine(k):
			return k + 1
		}
	}
	return 0
}

// subjectBelow returns the row below the label of the subject that follows the recipients in row i, 0 without one.
func (s *sheet) subjectBelow(i int) int {
	for j := i + 1; j < len(s.rows) && j < i+headerLines; j++ {
		if l, _ := labelOf(s.rows[j].s); l == headerSubject {
			return j + 1
		}
	}
	return 0
}

// isNotesLine knows those lines drawn into one: "Name 01/30/01 05:36 PM To: … cc: … Subject: …".
func (s *sheet) isNotesLine(i int) bool {
	t := s.rows[i].s
	to := strings.Index(t, " To: ")
	if to < 0 || to > attributionBytes || !strings.Contains(t[to:], " Subject: ") {
		return false
	}
	m := readMarks(t[:to])
	return m.date && m.time
}

// continues tells whether row j, which has no label, belongs to the header line before it: a folded list of
// recipients, the rest of a subject above the next label.
func (s *sheet) continues(j int) bool {
	t, before := s.rows[j].s, s.rows[j-1].s
	if len(t) > 300 || before == "" {
		return false
	}
	if strings.HasSuffix(before, ";") || strings.HasSuffix(before, ",") || strings.HasSuffix(before, "[mailto:") || t == ">" {
		return true
	}
	if strings.Contains(t, "@") && (t[0] == '<' || strings.ContainsAny(t[len(t)-1:], ">;]")) {
		return true
	}
	return j+1 < len(s.rows) && isLabelled(s.rows[j+1].s)
}

func isLabelled(t string) bool {
	_, ok := labelOf(t)
	return ok
}

// oneLineHeader reads header lines that were drawn into one: "From: … Sent: … To: … Subject: …".
func (s *sheet) oneLineHeader(i int) int {
	t := s.rows[i].s
	if l, _ := labelOf(t); l != headerFrom || len(t) > 2*attributionBytes {
		return 0
	}
	var seen headerKind
	for n := strings.IndexByte(t, ':') + 1; n < len(t); n++ {
		if t[n] != ':' {
			continue
		}
		word := t[strings.LastIndexByte(t[:n], ' ')+1 : n+1]
		if l, ok := labelOf(word); ok {
			seen |= l
		}
	}
	if seen&(headerSent|headerTo) == 0 {
		return 0
	}
	if m := readMarks(t[:min(len(t), attributionBytes)]); m.mail || m.date && m.time {
		return i + 1
	}
	return 0
}

// labelOf returns what the label that begins a header line stands for.
func labelOf(t string) (headerKind, bool) {
	n := strings.IndexByte(t[:min(len(t), 48)], ':')
	if n < 1 {
		return 0, false
	}
	label := strings.Trim(t[:n], "* \t>_")
	if !mayOpen(label, labelBits) {
		return 0, false
	}
	var buffer [8]term
	words := termsOf(label, buffer[:0])
	if len(words) == 0 || len(words) > 3 {
		return 0, false
	}
	for _, g := range labelGroups {
		if ph, ok := g.phrases.begins(words); ok && len(ph.tokens) == len(words) {
			return g.kind, true
		}
	}
	return 0, false
}

var labelGroups = []struct {
	kind    headerKind
	phrases *phrases
}{
	{headerFrom, phrasesOf("label from")},
	{headerSent, phrasesOf("label sent")},
	{headerTo, phrasesOf("label to")},
	{headerSubject, phrasesOf("label subject")},
}

// labelBits are the groups of all labels.
var labelBits = func() (bits groupSet) {
	for _, g := range labelGroups {
		bits |= g.phrases.bit
	}
	return bits
}()

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

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
			if n := s.next(j); n > j+1 || n >= len(s.rows) || !isLabelled(s.rows[n].s) || !s.own(n) {
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

// datedAbove tells whether the line above row i is a date and a time, with the sender's name before it at most.
func (s *sheet) datedAbove(i int) bool {
	j := i - 1
	for j > 0 && s.rows[j].s == "" && j > i-3 {
		j--
	}
	if !s.own(j) {
		return false
	}
	m := readMarks(s.rows[j].s)
	return m.date && m.time && m.words < 14
}

// notesHead returns the row where the name and the date above row i begin.
func (s *sheet) notesHead(i int) int {
	for i > 0 && s.rows[i-1].s == "" {
		i--
	}
	i-- // the date
	if m := readMarks(s.rows[i].s); m.dated && s.own(i-1) && (nameLike(s.rows[i-1].s) || strings.Contains(s.rows[i-1].s, "@")) {
		i--
	}
	return i
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
	if m := readMarks(t[:min(len(t), attributionBytes)]); seen&(headerSent|headerTo) != 0 && (m.mail || m.date && m.time) {
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
	var buffer [8]term
	words := termsOf(strings.Trim(t[:n], "* \t>_"), buffer[:0])
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

func hasDigit(s string) bool { return strings.ContainsAny(s, "0123456789") }

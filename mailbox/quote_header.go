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
		return s.oneLineHeader(i)
	}
	if first != headerFrom && !announced && !s.opensHeader(i) {
		return 0
	}
	var seen headerKind
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
			if !continues(t, s.rows[j-1].s) {
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
		value := t[strings.IndexByte(t, ':')+1:]
		telling = telling || (l == headerFrom || l == headerTo) && strings.ContainsAny(value, "@") || l == headerSent && hasDigit(value)
		after = j + 1
	}
	switch {
	case seen&headerFrom == 0:
		return 0
	case count >= 3, count == 2 && telling, announced && (telling || count > 1):
		return after
	}
	return 0
}

// opensHeader tells whether a label other than that of the sender begins a block: the sender's follows close by.
func (s *sheet) opensHeader(i int) bool {
	if i > 0 && s.rows[i-1].s != "" {
		return false
	}
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

// continues tells whether a line without a label belongs to the header line before it: a folded list of recipients.
func continues(t, before string) bool {
	if len(t) > 300 || before == "" {
		return false
	}
	return strings.HasSuffix(before, ";") || strings.HasSuffix(before, ",") ||
		strings.Contains(t, "@") && (t[0] == '<' || strings.HasSuffix(t, ">") || strings.HasSuffix(t, ";")) || t == ">"
}

func isLabelled(t string) bool {
	_, ok := labelOf(t)
	return ok
}

// oneLineHeader reads header lines that were drawn into one: "From: … Sent: … To: … Subject: …".
func (s *sheet) oneLineHeader(i int) int { return 0 }

// headerLabel returns the label that begins a header line.
func headerLabel(t string) (headerKind, bool) { return labelOf(t) }

func labelOf(t string) (headerKind, bool) {
	n := strings.IndexByte(t[:min(len(t), 48)], ':')
	if n < 1 {
		return 0, false
	}
	var buffer [8]string
	words := wordsOf(foldText(strings.Trim(t[:n], "* \t>_")), buffer[:0])
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

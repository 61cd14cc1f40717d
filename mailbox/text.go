package mailbox

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Excerpt returns the text that the sender newly wrote: the lines of text without quotes and their attribution
// lines, signatures, disclaimers and footers, each of which is told as a Cut. Answers between quoted lines are all
// kept, in their order, and so are postscripts.
//
// Where cutting leaves nothing, unsure is true and the signature is given back; else what the letter passes on, without
// what stands around and below it; or else the whole text. Only of a letter that consists of what machines write (the
// line of a phone, the frame of an invitation) it is sure that its sender wrote nothing.
func Excerpt(text string) (newText string, cuts []Cut, unsure bool) { return excerpt(text, hand{}, 0) }

// passedOn is how many letters, each forwarded without a word, are looked through for one that says something.
const passedOn = 5

func excerpt(text string, by hand, depth int) (newText string, cuts []Cut, unsure bool) {
	s := readSheet(text)
	s.hand = by
	defer s.release()
	s.cutMarked()
	s.cutEarlier()
	s.cutBanners()
	s.cutFrames()
	s.cutBelow()
	s.keepRobotFooter()
	if s.empty() && !s.machineMade() {
		unsure = trimText(text) != ""
		if s.restoreSignature(); s.empty() {
			if n := s.passesOn(); n > 0 && depth < passedOn {
				newText, cuts = s.passOn(text, n, depth)
				return newText, cuts, unsure
			}
			_, cuts = s.result(text)
			return text, cuts, unsure
		}
	}
	newText, cuts = s.result(text)
	return newText, cuts, unsure
}

// The reasons for cuts.
const (
	whyQuote       = "quote"
	whyAttribution = "attribution"
	whySignature   = "signature"
	whyDisclaimer  = "disclaimer"
	whyForward     = "forward"
	whyFooter      = "footer"
)

// Rules that are asked for by name.
const (
	ruleProgram    = "program line"
	ruleInvitation = "invitation"
	ruleDashes     = "dashes"
	ruleBlock      = "name, post, firm, contacts"
	ruleRobot      = "robot footer"
	ruleReplyAbove = "reply above"
	ruleBelow      = "below announcement"
	ruleMark       = "quote mark"
)

// sheet is the text of a letter, line by line.
type sheet struct {
	rows   []row
	hand   hand
	words  []term // those of the rows that were asked for their words
	joined []term // of several rows, while they are looked at
	folded []byte
	kept   []int // rows of the result
}

// sheets are kept for the next letter.
var sheets = sync.Pool{New: func() any { return new(sheet) }}

// release gives the sheet back, without what could hold on to the text.
func (s *sheet) release() {
	s.hand = hand{}
	if cap(s.rows) > 2000 || cap(s.words) > 10_000 || cap(s.joined) > 10_000 || cap(s.folded) > 1<<16 {
		return // what an odd letter needed
	}
	clear(s.rows)
	clear(s.words)
	clear(s.joined[:cap(s.joined)])
	s.rows, s.words, s.joined = s.rows[:0], s.words[:0], s.joined[:0]
	sheets.Put(s)
}

// row is one line and what was found out about it.
type row struct {
	raw   string // as it stands in the text
	s     string // without space around it
	start int    // where it begins in the text
	why   string // why it is left out; "" while it is the sender's own
	rule  string
	look  look // what it looks like by itself; found when first asked for
	asked bool
	words []term // nil until first asked for
}

func readSheet(text string) *sheet {
	s := sheets.Get().(*sheet)
	s.rows = slices.Grow(s.rows, strings.Count(text, "\n")+1)
	for start := 0; ; {
		n := strings.IndexByte(text[start:], '\n')
		if n < 0 {
			s.rows = append(s.rows, row{raw: text[start:], s: trimText(text[start:]), start: start})
			return s
		}
		raw := text[start : start+n]
		s.rows = append(s.rows, row{raw: raw, s: trimText(raw), start: start})
		start += n + 1
	}
}

// trim takes white space and characters that show nothing off both ends.
func trimText(s string) string {
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if r > ' ' && r < utf8.RuneSelf || !unicode.IsSpace(r) && !invisibleRune(r) {
			break
		}
		s = s[n:]
	}
	for len(s) > 0 {
		r, n := utf8.DecodeLastRuneInString(s)
		if r > ' ' && r < utf8.RuneSelf || !unicode.IsSpace(r) && !invisibleRune(r) {
			break
		}
		s = s[:len(s)-n]
	}
	return s
}

// terms returns the words of row i.
func (s *sheet) terms(i int) []term {
	r := &s.rows[i]
	if r.words == nil {
		s.folded = appendFolded(s.folded[:0], r.s)
		from := len(s.words)
		s.words = foreignText.terms(string(s.folded), s.words)
		r.words = s.words[from:len(s.words):len(s.words)]
	}
	return r.words
}

// own tells whether row i is there, has words, and is still the sender's.
func (s *sheet) own(i int) bool {
	return i >= 0 && i < len(s.rows) && s.rows[i].why == "" && s.rows[i].s != ""
}

// cut leaves out the rows from a up to b, save those that already are.
func (s *sheet) cut(a, b int, why, rule string) {
	for i := a; i < b && i < len(s.rows); i++ {
		if s.rows[i].why == "" {
			s.rows[i].why, s.rows[i].rule = why, rule
		}
	}
}

// next returns the first row from i on that is not blank, len(rows) when there is none.
func (s *sheet) next(i int) int {
	for i < len(s.rows) && s.rows[i].s == "" {
		i++
	}
	return i
}

// ownFrom tells whether the sender's own words stand at row i or below.
func (s *sheet) ownFrom(i int) bool {
	for ; i < len(s.rows); i++ {
		if s.own(i) {
			return true
		}
	}
	return false
}

// result joins what is left and tells what is not. Of several blank lines in a row one is left.
func (s *sheet) result(text string) (string, []Cut) {
	kept := s.kept[:0]
	var cuts []Cut
	blank, size := -1, 0
	for i := 0; i < len(s.rows); i++ {
		r := &s.rows[i]
		switch {
		case r.why != "":
			last := s.sameCut(i)
			cuts = append(cuts, Cut{Text: text[r.start : s.rows[last].start+len(s.rows[last].raw)], Why: r.why, Rule: r.rule})
			if last > i && blank < 0 && s.rows[last-1].s == "" {
				blank = last - 1
			}
			i = last
		case r.s == "":
			blank = i
		default:
			if blank >= 0 && len(kept) > 0 {
				kept = append(kept, blank)
				size += len(s.rows[blank].raw) + 1
			}
			blank = -1
			kept = append(kept, i)
			size += len(r.raw) + 1
		}
	}
	s.kept = kept
	var b strings.Builder
	b.Grow(size)
	for n, i := range kept {
		if n > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(s.rows[i].raw)
	}
	return b.String(), cuts
}

// sameCut returns the last row that was cut for the same reason as row i, blank lines between them included.
func (s *sheet) sameCut(i int) int {
	last := i
	for j := i + 1; j < len(s.rows); j++ {
		r := &s.rows[j]
		if r.why == s.rows[i].why && r.rule == s.rows[i].rule {
			last = j
		} else if r.s != "" {
			break
		}
	}
	return last
}

// empty tells whether nothing of the sender's is left but a sign-off.
func (s *sheet) empty() bool {
	left := 0
	for i := range s.rows {
		if s.own(i) {
			if left++; left > 2 || !s.signsOff(i) {
				return false
			}
		}
	}
	return true
}

// passesOn returns the row where a letter begins that was passed on without a word; 0 when there is none whose end is not
// marked.
func (s *sheet) passesOn() int {
	for i, r := range s.rows {
		switch {
		case r.rule == ruleBelow:
			return i
		case r.why == whyQuote && r.rule == ruleMark:
			return 0
		}
	}
	return 0
}

// passOn returns the new text of the letter that begins at row n, and what is left out above it and of it.
func (s *sheet) passOn(text string, n, depth int) (string, []Cut) {
	inner, innerCuts, _ := excerpt(text[s.rows[n].start:], hand{}, depth+1)
	s.rows = s.rows[:n]
	above, cuts := s.result(text)
	if above != "" {
		inner = above + "\n" + inner
	}
	return inner, append(cuts, innerCuts...)
}

// restoreSignature gives back what was taken for the sender's signature.
func (s *sheet) restoreSignature() {
	for i := range s.rows {
		if r := &s.rows[i]; r.why == whySignature && r.rule != ruleProgram {
			r.why, r.rule = "", ""
		}
	}
}

// machineMade tells whether everything cut is what no person writes.
func (s *sheet) machineMade() bool {
	for _, r := range s.rows {
		switch {
		case r.s == "" || r.rule == ruleProgram || r.rule == ruleInvitation:
		case r.rule == ruleDashes && strings.Trim(r.s, "-") == "":
		default:
			return false
		}
	}
	return true
}

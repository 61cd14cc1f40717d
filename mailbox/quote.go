package mailbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutMarked leaves out the lines that carry a mark of quoting: ">" of any depth, the initials of The Bat! ("ИП> "),
// a bar.
func (s *sheet) cutMarked() {
	var initialled, barred, colons []int
	for i := range s.rows {
		t := s.rows[i].s
		if t == "" {
			continue
		}
		switch c := t[0]; {
		case c == '>':
			if !s.unmarks(i, t) && !isArrowed(t) {
				s.cut(i, i+1, whyQuote, ruleMark)
			}
		case c == '|':
			barred = append(barred, i)
		case c == ':' && (len(t) == 1 || t[1] == ' '):
			colons = append(colons, i)
		case initials(t) > 0:
			initialled = append(initialled, i)
		}
	}
	s.cutBarred(barred)
	s.cutColons(colons)
	s.cutInitialled(initialled)
	s.cutWrapped()
}

// unmarks tells whether the ">" that begins row i is no mark of quoting: an mbox puts it before a writer's own
// "From ", and an address of an attribution line may have been wrapped before its closing bracket.
func (s *sheet) unmarks(i int, t string) bool {
	if i == 0 || s.marked(i-1) {
		return false
	}
	before := s.rows[i-1].s
	return strings.HasPrefix(t, ">From ") || len(t) < 20 && strings.HasSuffix(t, ":") && strings.LastIndexByte(before, '<') > strings.LastIndexByte(before, '>')
}

// marked tells whether row i was found to be quoted.
func (s *sheet) marked(i int) bool {
	return i >= 0 && i < len(s.rows) && s.rows[i].why == whyQuote
}

// initials returns the length of a mark such as "ИП> " or "AB>> ", 0 where there is none.
func initials(t string) int {
	i := strings.IndexByte(t[:min(len(t), 12)], '>')
	if i < 1 || i > 8 {
		return 0
	}
	for n, r := range t[:i] {
		if !unicode.IsUpper(r) && (n == 0 || !unicode.IsLetter(r)) {
			return 0
		}
	}
	if utf8.RuneCountInString(t[:i]) > 4 {
		return 0
	}
	for i < len(t) && t[i] == '>' {
		i++
	}
	if i < len(t) && t[i] != ' ' {
		return 0
	}
	return i
}

// cutInitialled takes initials for quote marks when several lines have them, or an attribution stands above.
func (s *sheet) cutInitialled(rows []int) {
	for _, i := range rows {
		if len(rows) > 1 || s.underColon(i) {
			s.cut(i, i+1, whyQuote, "initials")
		}
	}
}

// cutBarred takes bars for quote marks unless they are the edges of a table.
func (s *sheet) cutBarred(rows []int) {
	for n, i := range rows {
		t := s.rows[i].s
		together := n > 0 && rows[n-1] == i-1 || n+1 < len(rows) && rows[n+1] == i+1
		if strings.Count(t, "|") < 2 && (together || s.underColon(i)) {
			s.cut(i, i+1, whyQuote, "bar")
		}
	}
}

// colonRows is how many lines in a row must begin with a colon for it to be a quote mark.
const colonRows = 3

// cutColons takes colons for quote marks where several lines in a row have them.
func (s *sheet) cutColons(rows []int) {
	for n := 0; n < len(rows); {
		k := n + 1
		for k < len(rows) && rows[k] == rows[k-1]+1 {
			k++
		}
		if k-n >= colonRows {
			s.cut(rows[n], rows[k-1]+1, whyQuote, "colon")
		}
		n = k
	}
}

// isArrowed knows the line that GroupWise puts above an unmarked quote: ">>> Name 12/11/00 03:54PM >>>".
func isArrowed(t string) bool {
	if !strings.HasPrefix(t, ">>>") || !strings.HasSuffix(t, ">>>") {
		return false
	}
	m := readMarks(t)
	return m.date && m.time
}

func (s *sheet) underColon(i int) bool {
	for i--; i >= 0; i-- {
		if t := s.rows[i].s; t != "" {
			return strings.HasSuffix(t, ":")
		}
	}
	return false
}

// The width of quoted lines that programs break at.
const (
	wrapFrom = 66
	wrapTo   = 115
	wrapRows = 8
)

// cutWrapped takes along the rest of quoted lines that a mail program broke without marking it again: it goes on in
// the middle of a sentence, without a blank line, and the quote goes on below it.
func (s *sheet) cutWrapped() {
	checked := false
	for i := 1; i+1 < len(s.rows); i++ {
		if !s.own(i) || !s.marked(i-1) {
			continue
		}
		r, _ := utf8.DecodeRuneInString(s.rows[i].s)
		before := s.rows[i-1].s
		if unicode.IsUpper(r) || r == '-' || len(before) < wrapFrom || utf8.RuneCountInString(before) < wrapFrom || strings.IndexByte(".?!:;", before[len(before)-1]) >= 0 {
			continue
		}
		for j := i + 1; j < len(s.rows) && j <= i+wrapRows; j++ {
			if s.marked(j) {
				if !checked && !s.hardWrapped(j-i) {
					return
				}
				checked = true
				s.cut(i, j, whyQuote, "wrapped quote")
				break
			}
			if !s.own(j) {
				break
			}
		}
	}
}

// hardWrapped tells whether the quoted lines are broken at a width, none longer. Unmarked rows that go on count too.
func (s *sheet) hardWrapped(unmarked int) bool {
	wide := unmarked - 1
	for i := range s.rows {
		if !s.marked(i) || len(s.rows[i].s) < wrapFrom {
			continue
		}
		switch n := utf8.RuneCountInString(s.rows[i].s); {
		case n > wrapTo:
			return false
		case n >= wrapFrom:
			wide++
		}
	}
	return wide > 1
}

// cutEarlier leaves out what introduces earlier letters and, where they carry no marks, the letters.
func (s *sheet) cutEarlier() {
	for i := 0; i < len(s.rows); i++ {
		if !s.own(i) {
			continue
		}
		t := s.rows[i].s
		var after int // the first row below what was found
		var why string
		switch c := t[0]; {
		case strings.IndexByte("-_=*~#", c) >= 0:
			after, why = s.separator(i)
		}
		if after == 0 && (strings.IndexByte(t[:min(len(t), 48)], ':') > 0 || t[len(t)-1] == ':') {
			after, why = s.announcement(i)
		}
		if after == 0 {
			after, why = s.attribution(i)
		}
		if after == 0 {
			continue
		}
		i = s.tail(after, why) - 1
	}
}

// tail leaves out an earlier letter that begins at row i and carries no marks, down to the end of the text or to the
// line that ends a forwarded letter. It returns the row to go on from.
func (s *sheet) tail(i int, why string) int {
	first := s.next(i)
	if why == "" || s.marked(first) {
		return i
	}
	for j := first; j < len(s.rows); j++ {
		t := s.rows[j].s
		if t == "" {
			continue
		}
		if c := t[0]; c == '-' || c == '=' {
			if _, ok := forwardEndsPhrases.begins(termsOf(strings.Trim(t, separatorMarks), nil)); ok {
				s.cut(j, j+1, why, "end of forwarded")
				return j + 1
			}
		}
		if !remark(t) {
			s.cut(j, j+1, why, ruleBelow)
		}
	}
	return len(s.rows)
}

// remark knows an answer written into an unmarked quote, as Outlook marks them: "[Name] …".
func remark(t string) bool {
	if t[0] != '[' {
		return false
	}
	n := strings.IndexByte(t, ']')
	if n < 2 || n > 60 || n+2 > len(t) || t[n+1] != ' ' && t[n+1] != ':' {
		return false
	}
	name := t[1:n]
	return nameLike(name) && name != strings.ToUpper(name)
}

const separatorMarks = "-_=*~#> \t"

// separator reads a line that begins with dashes: "-----Original Message-----", "---------- Forwarded message ---------".
func (s *sheet) separator(i int) (after int, why string) {
	t := s.rows[i].s
	inner := strings.Trim(t, separatorMarks)
	if inner == "" {
		if j := s.next(i + 1); j < len(s.rows) && s.rows[j].why == "" {
			if n := s.headerBlock(j, true); n > 0 {
				s.cut(i, n, whyQuote, "header block")
				return n, whyQuote
			}
		}
		return 0, ""
	}
	if len(inner) > 200 {
		return 0, ""
	}
	words := termsOf(inner, nil)
	rule := ""
	if _, ok := originalPhrases.begins(words); ok {
		why, rule = whyQuote, "original message"
	} else if _, ok := forwardedPhrases.begins(words); ok {
		why, rule = whyForward, "forwarded message"
	}
	if why != "" && (dashed(t) || len(words) <= 3) {
		return s.announced(i, why, rule), why
	}
	if len(t)-len(inner) >= 4 && strings.HasPrefix(t, "--") {
		if m := readMarks(inner); m.verbEnd && (m.mail || m.date && m.time || strings.HasSuffix(t, "--")) {
			s.cut(i, i+1, whyAttribution, "wrote")
			return i + 1, whyQuote
		}
	}
	return 0, ""
}

func dashed(t string) bool {
	return strings.HasPrefix(t, "--") || strings.HasPrefix(t, "__") || strings.HasPrefix(t, "==") || strings.HasPrefix(t, "**")
}

// announced cuts an announcing line and the header lines or the attribution right below it, and returns the row below.
func (s *sheet) announced(i int, why, rule string) int {
	s.cut(i, i+1, why, rule)
	if s.own(i+1) && s.endsRule(i+1) && !strings.HasSuffix(s.rows[i].s, "--") {
		i++
		s.cut(i, i+1, why, rule)
	}
	j := s.next(i + 1)
	n := s.headerBlock(j, true)
	if n == 0 {
		n = s.notesBlock(j)
	}
	if n > 0 {
		s.cut(j, n, why, rule)
		return n
	}
	if s.own(j) {
		if n, _ := s.attribution(j); n > 0 {
			return n
		}
	}
	return i + 1
}

// endsRule tells whether row i is the rest of a line between dashes that was wrapped: "09:15 AM ------------".
func (s *sheet) endsRule(i int) bool {
	t := s.rows[i].s
	rest := strings.TrimRight(t, "-")
	return len(t)-len(rest) >= 4 && len(rest) < 40
}

// announcement reads a line with a colon near its beginning: header lines, or "Begin forwarded message:".
func (s *sheet) announcement(i int) (after int, why string) {
	if n := s.headerBlock(i, false); n > 0 {
		s.cut(i, n, whyQuote, "header block")
		return n, whyQuote
	}
	t := s.rows[i].s
	if strings.HasSuffix(t, ":") && len(t) < lineBytes && mayOpen(t, forwardedPhrases.bit|originalPhrases.bit) {
		words := termsOf(strings.TrimSuffix(t, ":"), nil)
		if _, ok := forwardedPhrases.begins(words); ok {
			return s.announced(i, whyForward, "forwarded message"), whyForward
		}
		if _, ok := originalPhrases.begins(words); ok {
			return s.announced(i, whyQuote, "original message"), whyQuote
		}
	}
	return 0, ""
}

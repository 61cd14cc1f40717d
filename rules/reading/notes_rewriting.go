package reading

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// rewriting are the changes that make a point's own words of a piece of text.
type rewriting struct {
	text     string
	from, to int
	when     Span
	changes  []edit
	before   string // is put in front
}

type edit struct {
	from, to int
	words    string
}

func (e *rewriting) cut(from, to int) { e.put(from, to, "") }
func (e *rewriting) put(from, to int, words string) {
	e.changes = append(e.changes, edit{from, to, words})
}

// marks that stand around the words of the date until the text is tidy.
const whenOpens, whenEnds = "\x01", "\x02"

// unmarked takes from notes the marks that they have of their own, which some programs leave in what is pasted.
var unmarked = strings.NewReplacer(whenOpens, " ", whenEnds, " ")

// result is the text with the changes made, tidied, and where the words of the date stand in it.
func (e *rewriting) result() (string, Span) {
	if e.when.End > e.when.Start && e.when.Start >= e.from && e.when.End <= e.to {
		e.put(e.when.Start, e.when.Start, whenOpens)
		e.put(e.when.End, e.when.End, whenEnds)
	}
	slices.SortStableFunc(e.changes, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b strings.Builder
	at := e.from
	for _, c := range e.changes {
		if c.from < at || c.to > e.to {
			continue
		}
		b.WriteString(e.text[at:c.from])
		b.WriteString(c.words)
		at = c.to
	}
	b.WriteString(e.text[min(at, e.to):e.to])
	text := tidied(b.String())
	if e.before != "" {
		text = e.before + " " + text
	}
	open, end := strings.Index(text, whenOpens), strings.Index(text, whenEnds)
	if open < 0 || end < 0 {
		return strings.NewReplacer(whenOpens, "", whenEnds, "").Replace(text), Span{}
	}
	return text[:open] + text[open+1:end] + text[end+1:], Span{open, end - 1}
}

var (
	emptyBrackets = regexp.MustCompile(`[(\[]\s*[,;:—–-]*\s*[)\]]`)
	beforeMark    = regexp.MustCompile(`\s+([,.;:!?)\]])`)
	doubledMark   = regexp.MustCompile(`\s*[,;:—–-]+\s*([,;:—–]|\.\s*$)`)
	dashBeforeEnd = regexp.MustCompile(`\(\s*[,;:—–-]\s*`)
)

// tidied is a text without the marks and spaces that what was cut from it leaves behind.
func tidied(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.ReplaceAll(s, "@", " @")
	s = strings.ReplaceAll(s, " @ ", " ")
	s = emptyBrackets.ReplaceAllString(s, "")
	s = dashBeforeEnd.ReplaceAllString(s, "(")
	s = beforeMark.ReplaceAllString(s, "$1")
	s = doubledMark.ReplaceAllString(s, " $1")
	s = beforeMark.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimLeft(s, " ,;:—–-.)@")
	s = strings.TrimRight(s, " ,;:—–-@")
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") && !strings.HasSuffix(s, "т.д.") && !strings.HasSuffix(s, "т.п.") {
		s = strings.TrimRight(strings.TrimSuffix(s, "."), " ,;:—–-")
	}
	if strings.Count(s, "(") > strings.Count(s, ")") && strings.HasSuffix(s, "(") {
		s = strings.TrimRight(strings.TrimSuffix(s, "("), " ,;:—–-")
	}
	return s
}

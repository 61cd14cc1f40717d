package mailbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lines gathers the text of an HTML body line by line.
type lines struct {
	done    []string
	line    strings.Builder
	prefix  string // the mark of a list item, written with the first word after it
	space   bool   // white space is due before the next word
	content bool   // the line has something in it, be it a no-break space
	depth   int    // levels of quoting
	tails   int    // how many of them come from header blocks outside any quoted element
	opened  int    // lines there were when the latest quote began
	margin  bool   // a paragraph's space is due before the next line
	sign    bool   // a signature has begun and has no line yet
}

// words adds running text: white space of any length is one space.
func (l *lines) words(b []byte) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		switch {
		case invisibleRune(r):
		case r == '\u00a0':
			l.space, l.content = true, true
		case unicode.IsSpace(r):
			l.space = true
		default:
			l.rune(r)
		}
	}
}

func (l *lines) rune(r rune) {
	if l.line.Len() == 0 {
		l.line.WriteString(l.prefix)
		l.prefix = ""
	} else if l.space {
		l.line.WriteByte(' ')
	}
	l.space, l.content = false, true
	l.line.WriteRune(r)
}

// preformatted adds text whose line ends and spaces mean what they are.
func (l *lines) preformatted(b []byte) {
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		b = b[n:]
		switch {
		case r == '\n':
			l.newline()
		case r == '\r' || invisibleRune(r):
		default:
			if l.line.Len() == 0 {
				l.line.WriteString(l.prefix)
				l.prefix = ""
			}
			l.content = true
			l.line.WriteRune(r)
		}
	}
}

// invisibleRune knows the fillers that mailings put behind their preheaders, and soft hyphens.
func invisibleRune(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\ufeff', '\u034f', '\u00ad', '\u2060', 0:
		return true
	}
	return false
}

func (l *lines) bullet(mark string) {
	l.endLine()
	l.prefix = mark
}

func (l *lines) tab() {
	if l.line.Len() > 0 {
		l.line.WriteByte('\t')
		l.space = false
	}
}

// endLine ends the line unless it has not begun.
func (l *lines) endLine() {
	if l.content {
		l.newline()
	}
	l.space = false
}

// newline ends the line, empty or not.
func (l *lines) newline() {
	s := strings.TrimRightFunc(l.line.String(), unicode.IsSpace)
	l.line.Reset()
	l.space, l.content = false, false
	if s == "" {
		l.blank()
		return
	}
	if l.margin {
		l.margin = false
		l.blank()
	}
	if l.sign {
		l.sign = false
		if s != "--" {
			l.emit("-- ")
		} else {
			s = "-- "
		}
	}
	l.emit(s)
}

func (l *lines) emit(s string) {
	l.done = append(l.done, l.mark(s))
}

// blank writes an empty line; more than two in a row say nothing more.
func (l *lines) blank() {
	l.margin = false
	n := len(l.done)
	if n == 0 || n > 1 && blankQuoted(l.done[n-1]) && blankQuoted(l.done[n-2]) {
		return
	}
	l.done = append(l.done, l.mark(""))
}

func (l *lines) mark(s string) string {
	if l.depth == 0 || l.depth == l.tails && s != "" && remark(s) {
		return s
	}
	m := strings.Repeat(">", min(l.depth, maxQuote))
	if s == "" {
		return m
	}
	return m + " " + s
}

// paragraph sets what follows apart by an empty line.
func (l *lines) paragraph() {
	l.endLine()
	if n := len(l.done); n > l.opened && !blankQuoted(l.done[n-1]) {
		l.margin = true
	}
}

// quote begins a level of quoting, or ends some. Space that is due around a quoted block is the sender's own.
func (l *lines) quote(by int) {
	l.endLine()
	if by > 0 {
		if l.margin {
			l.blank()
		}
		l.opened = len(l.done)
	}
	l.depth += by
}

func (l *lines) startSignature() {
	l.endLine()
	l.sign = true
}

// endSignature parts the signature from what follows it.
func (l *lines) endSignature() {
	l.endLine()
	l.margin = l.margin || !l.sign
	l.sign = false
}

// announced tells whether the line above says, with a date, the time and a colon, that a quote follows.
func (l *lines) announced() bool {
	l.endLine()
	for i := len(l.done) - 1; i >= 0 && i >= len(l.done)-2; i-- {
		if s := l.done[i]; s != "" {
			m := readMarks(s)
			return strings.HasSuffix(s, ":") && m.date && m.time
		}
	}
	return false
}

// opensHeader tells whether the lines written since begin with a label that mail programs put above a quoted letter.
func (l *lines) opensHeader(from int) bool {
	for i := from; i < len(l.done) && i < from+4; i++ {
		s := strings.TrimSpace(strings.TrimLeft(l.done[i], "> "))
		if s == "" {
			continue
		}
		return isLabelled(s)
	}
	return false
}

// finish returns the whole text without empty lines around it.
func (l *lines) finish() string {
	l.endLine()
	for len(l.done) > 0 && blankQuoted(l.done[len(l.done)-1]) {
		l.done = l.done[:len(l.done)-1]
	}
	return strings.Join(l.done, "\n")
}

func blankQuoted(s string) bool { return strings.Trim(s, "> ") == "" }

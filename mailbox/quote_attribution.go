package mailbox

import (
	"strings"
	"unicode/utf8"
)

// The reach of an attribution line.
const (
	attributionRows  = 4   // lines that one may be wrapped over
	attributionBytes = 400 // its length
)

// marks are what an attribution line is known by.
type marks struct {
	date    bool // a date in numbers, or a day and a month in words
	year    bool
	time    bool // hours and minutes
	weekday bool
	mail    bool // an address
	opens   bool // begins with a date, a weekday or a word such as "On"
	dated   bool // begins with a date or a weekday
	verb    bool // says that somebody wrote
	verbEnd bool // … as its last word
	you     bool // says whom it was that wrote: the reader
	pronoun bool // the writer or the reader is the subject
	by      bool // says from whom
	times   int  // how many there are
	dotted  bool // two numbers that may be hours and minutes
	words   int
}

// attribution reads the line that introduces a quote and ends at row i, wrapped or not. It cuts it and returns the
// row below; why is set when an unmarked quote down to the end is sure to follow.
func (s *sheet) attribution(i int) (after int, why string) {
	t := s.rows[i].s
	if !endsAttribution(t) {
		return 0, ""
	}
	if isArrowed(t) {
		s.cut(i, i+1, whyAttribution, "date and name")
		return i + 1, whyQuote
	}
	quoted := s.marked(s.next(i + 1))
	if strings.HasSuffix(t, ">") && !strings.HasSuffix(t, ": >") { // no colon: only a date, an address and the quote below tell
		if !quoted {
			return 0, ""
		}
		if m := readMarks(t); m.dated && m.date && m.mail {
			s.cut(i, i+1, whyAttribution, "date and address")
			return i + 1, ""
		}
		return 0, ""
	}
	first := i
	joined := t
	for promising(t) {
		m := readMarks(joined)
		if m.sure() && (first == i || m.opens || m.mail) {
			if !m.opens {
				first = s.opening(first, i)
			}
			s.cut(first, i+1, whyAttribution, m.rule())
			return i + 1, whyQuote
		}
		first--
		if i-first >= attributionRows || !s.own(first) || len(joined)+len(s.rows[first].s) > attributionBytes {
			break
		}
		joined = s.rows[first].s + " " + joined
	}
	if !quoted && s.named(i) {
		s.cut(i, i+1, whyAttribution, "name wrote")
		return i + 1, whyQuote
	}
	if quoted && readMarks(t).likely() {
		s.cut(i, i+1, whyAttribution, "before quote")
		return i + 1, ""
	}
	return 0, ""
}

// promising tells at a glance whether a line can end an attribution: it has an address or its closing bracket or the
// time, or ends with the verb.
func promising(t string) bool {
	if strings.IndexByte(t, '@') > 0 || t[0] == '>' || strings.Contains(t, "mailto") {
		return true
	}
	for i := 1; i+1 < len(t); i++ {
		if t[i] == ':' && t[i-1] >= '0' && t[i-1] <= '9' && t[i+1] >= '0' && t[i+1] <= '9' {
			return true
		}
	}
	return endsWithVerb(t)
}

func endsWithVerb(t string) bool {
	if len(t) > 48 {
		t = t[len(t)-48:]
		for len(t) > 0 && !utf8.RuneStart(t[0]) {
			t = t[1:]
		}
	}
	var buffer [16]term
	words := termsOf(t, buffer[:0])
	for n := len(words) - 1; n >= 0 && n >= len(words)-2; n-- {
		if wrotePhrases.has(words[n]) {
			return true
		}
	}
	return false
}

// opening returns the row above first where the attribution that ends at row last begins with its date, when it was
// wrapped before the address.
func (s *sheet) opening(first, last int) int {
	for i := first - 1; i > last-attributionRows && s.own(i) && len(s.rows[i].s) < attributionBytes/2; i-- {
		if m := readMarks(s.rows[i].s); m.opens && (m.date || m.weekday || m.time) {
			return i
		}
	}
	return first
}

// endsAttribution is a quick look at a line's end.
func endsAttribution(t string) bool {
	switch t[len(t)-1] {
	case ':', '*', '>':
		return true
	}
	return strings.HasSuffix(t, "wrote") || strings.HasSuffix(t, "：")
}

// sure tells whether the line can only be an attribution.
func (m marks) sure() bool {
	if m.words > 40 {
		return false
	}
	switch {
	case m.verbEnd && m.mail:
		return true
	case m.verbEnd && m.date && m.time, m.verb && m.mail && m.date && m.time:
		return true
	case m.verbEnd && m.date && m.year && m.opens && !m.pronoun:
		return m.weekday || !m.dated
	case m.date && (m.time || m.dotted) && m.mail && m.opens:
		return true
	case m.dated && m.date && m.year && m.time && (m.by || m.verb):
		return true
	case m.verb && m.you && m.date && m.time:
		return true
	}
	return false
}

// likely tells whether a line may be an attribution, given that a quote follows.
func (m marks) likely() bool {
	if m.words > 40 {
		return false
	}
	return m.verbEnd || m.mail || m.verb && (m.date || m.time || m.weekday) || m.date && (m.time || m.opens) || m.weekday && m.time
}

func (m marks) rule() string {
	switch {
	case m.you && m.verb:
		return "you wrote"
	case m.verb:
		return "wrote"
	case m.mail:
		return "date and address"
	}
	return "date and name"
}

// named knows a line of nothing but a name and a verb, «Иван Петров писал(а):», below the sender's own words.
func (s *sheet) named(i int) bool {
	t := strings.TrimSuffix(s.rows[i].s, ":")
	if i == 0 || s.rows[i-1].s != "" || len(t) > 80 {
		return false
	}
	t = strings.TrimSuffix(strings.TrimSuffix(t, "(а)"), "(а) ")
	n := strings.LastIndexByte(t, ' ')
	if n < 0 || !wrotePhrases.has(termOf(foldText(t[n+1:]))) {
		return false
	}
	name := t[:n]
	if strings.Count(name, " ") < 1 || !nameLike(name) {
		return false
	}
	next := s.next(i + 1)
	return next < len(s.rows) && !strings.ContainsAny(s.rows[next].s[:1], "\"") && !strings.HasPrefix(s.rows[next].s, "«")
}

// readMarks looks for what attribution lines are made of.
func readMarks(t string) marks {
	if len(t) > attributionBytes {
		return marks{}
	}
	var buffer [48]term
	return marksOf(t, termsOf(t, buffer[:0]))
}

// marksOf is readMarks for a line whose words are known.
func marksOf(t string, words []term) marks {
	var m marks
	m.numbers(t)
	m.mail = strings.IndexByte(t, '@') > 0 || strings.Contains(t, "mailto")
	m.words = len(words)
	day, month := false, false
	for n, w := range words {
		if c := w.s[0]; c >= '0' && c <= '9' {
			day = day || len(w.s) <= 2 || len(w.s) <= 4 && !hasDigit(w.s[len(w.s)-2:])
			m.year = m.year || len(w.s) == 4 && (w.s[:2] == "20" || w.s[:2] == "19")
			continue
		}
		switch {
		case wrotePhrases.has(w):
			m.verb = true
			m.verbEnd = n == len(words)-1 || n == len(words)-2 && len(words[n+1].s) <= 2
		case monthPhrases.has(w):
			month = true
		case weekdayPhrases.has(w):
			m.weekday = true
		case pronounPhrases.has(w):
			m.pronoun = true
			m.you = m.you || youPhrases.has(w)
		case byPhrases.has(w):
			m.by = true
		}
	}
	m.date = m.date || day && month
	if len(words) > 0 {
		n := digitRun(t)
		m.dated = n > 0 && n <= 4 && n < len(t) && strings.IndexByte(". /-:", t[n]) >= 0 || weekdayPhrases.has(words[0])
		m.opens = m.dated || openerPhrases.has(words[0]) || monthPhrases.has(words[0])
	}
	return m
}

// numbers finds times and dates written in numbers.
func (m *marks) numbers(t string) {
	for i := 0; i < len(t); i++ {
		if t[i] < '0' || t[i] > '9' {
			continue
		}
		n := digitRun(t[i:])
		rest := t[i+n:]
		switch {
		case n <= 2 && len(rest) > 2 && rest[0] == ':' && digitRun(rest[1:]) == 2:
			m.time = true
			m.times++
			n += 3
			if r := t[i+n:]; len(r) > 2 && r[0] == ':' && digitRun(r[1:]) == 2 {
				n += 3 // the seconds
			}
		case n <= 2 && len(rest) > 3 && rest[0] == '.' && digitRun(rest[1:]) == 2 && (rest[3] == ',' || rest[3] == ' '):
			m.dotted = true
			n += 3
		case len(rest) > 3 && strings.IndexByte("./-", rest[0]) >= 0:
			k := digitRun(rest[1:])
			if k > 0 && k <= 2 && len(rest) > k+2 && rest[k+1] == rest[0] && digitRun(rest[k+2:]) >= 1 {
				m.date = true
				l := digitRun(rest[k+2:])
				m.year = m.year || n == 4 || l == 4
				n += k + l + 2
			}
		}
		i += n
	}
}

func digitRun(t string) int {
	n := 0
	for n < len(t) && t[n] >= '0' && t[n] <= '9' {
		n++
	}
	return n
}

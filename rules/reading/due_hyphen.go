package reading

import (
	"slices"
	"strings"
)

// partDates parts words about time that a hyphen joins, so that they are read as if a dash stood between them:
// «понедельник-вторник», «час-полтора», "mid-August", "end-of-day", "12-Jul". Other words with hyphens stay.
func (l *lexicon) partDates(toks []token) []token {
	for i := 0; i < len(toks); i++ {
		t := &toks[i]
		sep := "-"
		switch {
		case t.timeParts >= 2:
		case t.kind == number && strings.IndexByte(t.s, '/') > 0 && l.twoDays(toks, i):
			sep = "/"
		default:
			continue
		}
		parts := l.timeParts(*t, sep)
		toks = slices.Replace(toks, i, i+1, parts...)
		i += len(parts) - 1
	}
	return toks
}

// twoDays reports whether figures with a slash are two days rather than a date: «13/14 июля», "12th/13th".
func (l *lexicon) twoDays(toks []token, i int) bool {
	a, b, _ := strings.Cut(toks[i].s, "/")
	if hasOrdinal(a) && !isDigits(a) && hasOrdinal(b) && !isDigits(b) {
		return true
	}
	if i+1 >= len(toks) || strings.Contains(b, "/") {
		return false
	}
	return toks[i+1].kind == word && toks[i+1].has(ofMonth)
}

// timeParts is a word with hyphens as its parts, with a dash between them.
func (l *lexicon) timeParts(t token, sep string) (parts []token) {
	at := t.start
	for n, s := range strings.Split(t.s, sep) {
		if n > 0 {
			parts = append(parts, token{start: at, end: at + 1, s: sep, kind: punct, known: &nothing})
			at++
		}
		p := token{start: at, end: at + len(s), s: s, kind: word}
		if s[0] >= '0' && s[0] <= '9' {
			p.kind = number
		}
		l.look(&p)
		parts = append(parts, p)
		at = p.end
	}
	return parts
}

// countTimeParts is the number of parts of a word with hyphens when all are about time, else 0.
func (l *lexicon) countTimeParts(w string) int {
	if strings.IndexByte(w, '-') <= 0 || strings.HasSuffix(w, "-") {
		return 0
	}
	n, letters := 0, false
	for s := range strings.SplitSeq(w, "-") {
		if s == "" {
			return 0
		}
		if k := l.learn(s); n == 0 && !k.timely || !k.timely && s != "of" && !strings.HasPrefix(s, "друг") {
			return 0
		}
		letters = letters || s[0] > '9'
		n++
	}
	if !letters {
		return 0
	}
	return n
}

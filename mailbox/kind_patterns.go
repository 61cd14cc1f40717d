package mailbox

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed kind_patterns.txt
var kindPatterns string

// pattern is a line of kind_patterns.txt.
type pattern struct {
	begin, end bool     // bound to the beginning or the end of the text
	words      []string // that stand in this order; one, unless the line has a *
	line       string   // as it was written, to say why
}

// patternSet is kind_patterns.txt by its groups.
type patternSet map[string][]pattern

var kinds = sync.OnceValue(func() patternSet {
	set := patternSet{}
	group := ""
	for line := range strings.Lines(kindPatterns) {
		line = strings.Trim(line, "\n\r\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]") && !strings.HasPrefix(line, "^"):
			group = line[1 : len(line)-1]
		default:
			set[group] = append(set[group], newPattern(line))
		}
	}
	return set
})

func newPattern(line string) pattern {
	p := pattern{line: strings.Trim(line, "^$ ")}
	line, p.begin = strings.CutPrefix(line, "^")
	line, p.end = strings.CutSuffix(line, "$")
	p.words = strings.Split(line, " * ")
	return p
}

// gap is how many bytes a * may stand for.
const gap = 80

// in tells whether the pattern stands in folded text.
func (p *pattern) in(text string) bool {
	if p.begin && !strings.HasPrefix(text, p.words[0]) || p.end && !strings.HasSuffix(text, p.words[len(p.words)-1]) {
		return false
	}
	for i, w := range p.words {
		at := strings.Index(text, w)
		if at < 0 || i > 0 && at > gap {
			return false
		}
		text = text[at+len(w):]
	}
	return true
}

// match returns the first pattern of a group that stands in folded text, as it is written in the file; "" when none does.
func (set patternSet) match(group, text string) string {
	if text == "" {
		return ""
	}
	ps := set[group]
	for i := range ps {
		if ps[i].in(text) {
			return ps[i].line
		}
	}
	return ""
}

// count returns how many patterns of a group stand in the text, up to most, and the first of them.
func (set patternSet) count(group, text string, most int) (n int, first string) {
	ps := set[group]
	for i := range ps {
		if ps[i].in(text) {
			if n++; first == "" {
				first = ps[i].line
			}
			if n >= most {
				break
			}
		}
	}
	return n, first
}

// calendarSubject tells subjects that calendars write.
func (set patternSet) calendarSubject(subject string) bool {
	return set.match("calendar subject", foldWords(subject, 200)) != ""
}

// foldWords brings at most the first n bytes of a text into the form that patterns are compared with.
func foldWords(s string, n int) string {
	if len(s) > n {
		for n > 0 && !utf8.RuneStart(s[n]) {
			n--
		}
		s = s[:n]
	}
	b := make([]byte, 0, len(s)+8)
	space := true // leading white space goes
	for _, r := range s {
		switch {
		case r <= ' ' || r == '\u00a0' || r == '\u202f':
			if !space {
				b = append(b, ' ')
				space = true
			}
			continue
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
		case r < 0x80:
		case r >= 'А' && r <= 'Я':
			r += 'а' - 'А'
		case r == 'ё' || r == 'Ё':
			r = 'е'
		default:
			r = plain(r)
		}
		space = false
		if r != 0 {
			b = utf8.AppendRune(b, r)
		}
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return string(b)
}

// plain replaces typography and accents by what is typed; 0 for what cannot be seen.
func plain(r rune) rune {
	switch r {
	case '’', '‘', '´', '`', 'ʼ':
		return '\''
	case '«', '»', '“', '”', '„':
		return '"'
	case '–', '—', '‑', '−', '‒':
		return '-'
	case '\u200b', '\u200c', '\u200d', '\ufeff', '\u00ad':
		return 0
	case 'é', 'è', 'ê', 'É':
		return 'e'
	case 'á', 'à', 'â', 'ä', 'ã':
		return 'a'
	case 'ó', 'ò', 'ô', 'ö':
		return 'o'
	case 'ú', 'ù', 'û', 'ü':
		return 'u'
	case 'í', 'ì', 'î':
		return 'i'
	case 'ç', 'ć':
		return 'c'
	case 'ź', 'ż':
		return 'z'
	case 'І', 'Ї', 'Є':
		return r + 0x50
	}
	return r
}

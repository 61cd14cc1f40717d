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
	grams      gramSet  // of these words
	line       string   // as it was written, to say why
}

// patternSet is kind_patterns.txt by its groups, with an index of all patterns by how they begin.
type patternSet struct {
	groups map[string][]pattern
	starts map[uint32][]found
	short  [1 << 14]bool // by startHash of four bytes: whether a pattern of less than eight in starts may begin so
	long   [1 << 14]bool // by startHash of eight bytes: whether a longer one may
}

// found is a pattern that stands in a text, and where.
type found struct {
	group string
	*pattern
	at int
}

var kinds = sync.OnceValue(func() *patternSet {
	set := &patternSet{groups: map[string][]pattern{}, starts: map[uint32][]found{}}
	group := ""
	for line := range strings.Lines(kindPatterns) {
		line = strings.Trim(line, "\n\r\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "[") && strings.HasSuffix(line, "]"):
			group = line[1 : len(line)-1]
		default:
			set.groups[group] = append(set.groups[group], newPattern(line))
		}
	}
	for group, patterns := range set.groups {
		for i := range patterns {
			if p := &patterns[i]; !p.begin && !p.end && len(p.words[0]) >= 4 {
				key := startKey(p.words[0])
				if len(p.words[0]) < 8 {
					set.short[startHash(uint64(key))] = true
				} else {
					set.long[startHash(longKey(p.words[0]))] = true
				}
				set.starts[key] = append(set.starts[key], found{group: group, pattern: p})
			}
		}
	}
	return set
})

// startHash spreads keys over the tables that are asked before the map.
func startHash(key uint64) uint64 { return key * 0x9e3779b97f4a7c15 >> 50 }

// startKey is the first four bytes of a text.
func startKey(s string) uint32 {
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// longKey is the first eight bytes of a text.
func longKey(s string) uint64 { return uint64(startKey(s)) | uint64(startKey(s[4:]))<<32 }

// scan returns every pattern that begins with a word of the folded text, in the order of the text and each once. Patterns bound to
// the beginning or the end are left out. It looks at each word of the text once, however many patterns there are.
func (set *patternSet) scan(text string) []found {
	var hits []found
	inWord := false
	for i := 0; i+4 <= len(text); i++ {
		c := text[i]
		word := c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80
		begins := word && !inWord
		if inWord = word; !begins {
			continue
		}
		key := startKey(text[i:])
		if !set.short[startHash(uint64(key))] && (i+8 > len(text) || !set.long[startHash(longKey(text[i:]))]) {
			continue
		}
		for _, f := range set.starts[key] {
			if f.here(text[i:]) && !contains(hits, f) {
				f.at = i
				hits = append(hits, f)
			}
		}
	}
	return hits
}

func contains(hits []found, f found) bool {
	for _, h := range hits {
		if h.pattern == f.pattern {
			return true
		}
	}
	return false
}

// count returns how many patterns of a group are among the hits, and the first of them as it is written in the file. Patterns that
// share words count once.
func count(hits []found, group string) (n int, first string) {
	end := 0 // of the hit before
	for _, h := range hits {
		if h.group != group {
			continue
		}
		if n == 0 || h.at >= end {
			n++
		}
		if first == "" {
			first = h.line
		}
		end = max(end, h.at+len(h.words[0]))
	}
	return n, first
}

func newPattern(line string) pattern {
	p := pattern{line: strings.Trim(line, "^$ ")}
	line, p.begin = strings.CutPrefix(line, "^")
	line, p.end = strings.CutSuffix(line, "$")
	p.words = strings.Split(line, " * ")
	for _, w := range p.words {
		p.grams.add(w)
	}
	return p
}

// gap is how many bytes a * may stand for.
const gap = 80

// in tells whether the pattern stands in folded text.
func (p *pattern) in(text string) bool {
	if p.begin && len(p.words) == 1 && !p.end {
		return strings.HasPrefix(text, p.words[0])
	}
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

// here tells whether the text begins with the pattern.
func (p *pattern) here(text string) bool {
	if !strings.HasPrefix(text, p.words[0]) {
		return false
	}
	return len(p.words) == 1 || p.in(text[:min(len(text), 4*gap)])
}

// match returns the first pattern of a group that stands in folded text, as it is written in the file; "" when none does.
func (set *patternSet) match(group, text string) string {
	return set.matchIn(group, text, gramsOf(text))
}

// matchIn is match for a text whose grams are known, be it with those of more text around it.
func (set *patternSet) matchIn(group, text string, grams *gramSet) string {
	if text == "" {
		return ""
	}
	ps := set.groups[group]
	for i := range ps {
		if grams.hasAll(&ps[i].grams) && ps[i].in(text) {
			return ps[i].line
		}
	}
	return ""
}

// calendarSubject tells subjects that calendars write.
func (set *patternSet) calendarSubject(subject string) bool {
	return set.match("calendar subject", foldWords(subject, 200)) != ""
}

// foldWords brings at most the first n bytes of a text into the form that patterns are compared with.
func foldWords(s string, n int) string {
	s = cutAt(s, n)
	b := make([]byte, 0, len(s)+8)
	space := true // leading white space goes
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c <= ' ':
			if !space {
				b = append(b, ' ')
				space = true
			}
			i++
			continue
		case c < 0x80:
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
		case (c == 0xd0 || c == 0xd1) && i+1 < len(s):
			b = appendCyrillic(b, c, s[i+1])
			i += 2
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			if r == '\u00a0' || r == '\u202f' {
				if !space {
					b = append(b, ' ')
					space = true
				}
				continue
			}
			if r = plain(r); r != 0 {
				b = utf8.AppendRune(b, r)
			}
		}
		space = false
	}
	for len(b) > 0 && b[len(b)-1] == ' ' {
		b = b[:len(b)-1]
	}
	return string(b)
}

// appendCyrillic appends a letter of U+0400 to U+047F, given by its two bytes, as a small one, ё as е.
func appendCyrillic(b []byte, c, d byte) []byte {
	switch {
	case c == 0xd1 && d == 0x91 || c == 0xd0 && d == 0x81: // ё, Ё
		return append(b, 0xd0, 0xb5)
	case c == 0xd0 && d >= 0x90 && d <= 0x9f: // А to П
		return append(b, 0xd0, d+0x20)
	case c == 0xd0 && d >= 0xa0 && d <= 0xaf: // Р to Я
		return append(b, 0xd1, d-0x20)
	case c == 0xd0 && d >= 0x80 && d <= 0x8f: // І, Ї, Є and the like
		return append(b, 0xd1, d+0x10)
	}
	return append(b, c, d)
}

// cutAt returns at most the first n bytes of a text, whole characters.
func cutAt(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
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
	}
	return r
}

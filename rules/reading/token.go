package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind tells words from what stands between them.
type kind uint8

const (
	word   kind = iota // letters, with inner hyphens and apostrophes
	number             // begins with a digit: 15.07, 24-го, 9am, 15:30
	link               // URL, mail address, file name: never part of a pattern
	punct              // one mark
)

// token is one word, number, link or mark of a letter.
type token struct {
	start, end int    // bytes in the text
	s          string // folded
	kind       kind
	upper      bool // begins with a capital
	*known
}

// tokens cuts the text into words and marks. Line ends come as a mark "\n".
func tokens(text, folded string, out []token) []token {
	out = slices.Grow(out, len(text)/6+8)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		switch {
		case r == '\n':
			out = append(out, token{start: i, end: i + 1, s: "\n", kind: punct})
			i++
		case unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff':
			i += n
		case isLetter(r) || r >= '0' && r <= '9':
			t := wordAt(text, folded, i, r)
			out = append(out, t)
			i = t.end
		case (r == '+' || r == '👍') && alone(folded, i, i+n):
			out = append(out, token{start: i, end: i + n, s: "+", kind: word})
			i += n
		case r == '%' && i > 0 && (folded[i-1] <= '9' && folded[i-1] >= '0' || folded[i-1] <= ' '):
			out = append(out, token{start: i, end: i + n, s: "%", kind: word})
			i += n
		default:
			out = append(out, token{start: i, end: i + n, s: folded[i : i+n], kind: punct})
			i += n
		}
	}
	return out
}

func isLetter(r rune) bool {
	if r < 0x80 {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
	}
	return r >= 0x400 && r <= 0x52f || unicode.IsLetter(r)
}

// wordAt reads the word, number or link that begins at i with r.
func wordAt(text, folded string, i int, r rune) token {
	digits := r < 0x80 && r <= '9'
	end := wordEnd(folded, i, digits)
	if (digits || !standsAlone(folded, end)) && (i == 0 || folded[i-1] <= ' ' || strings.IndexByte("(<\"'[:=,;>\xbb\xab", folded[i-1]) >= 0) {
		if end := linkEnd(folded, i); end > i {
			return token{start: i, end: end, s: folded[i:end], kind: link}
		}
	}
	t := token{start: i, end: end, s: folded[i:end], kind: word, upper: !smallAt(text[i:]) && text[i:end] != folded[i:end] && upperAt(text[i:])}
	if digits {
		t.kind = number
		if isoDate(folded[i:]) {
			t.end = i + len("2006-01-02")
			t.s = folded[i:t.end]
		}
	}
	if strings.IndexByte(t.s, 0xe2) >= 0 {
		t.s = strings.ReplaceAll(t.s, "’", "'")
	}
	return t
}

// alone reports whether s[i:end] stands between spaces: «+» as a word of agreement.
func alone(s string, i, end int) bool {
	before := i == 0 || s[i-1] <= ' '
	return before && (end == len(s) || s[end] <= ' ' || strings.IndexByte(".,!", s[end]) >= 0)
}

// isoDate reports whether s begins with a date as 2026-07-15.
func isoDate(s string) bool {
	if len(s) < 10 {
		return false
	}
	for i := range 10 {
		if dash := i == 4 || i == 7; dash != (s[i] == '-') || !dash && (s[i] < '0' || s[i] > '9') {
			return false
		}
	}
	return true
}

// standsAlone reports whether what follows a word's end shows that no link begins with the word.
func standsAlone(s string, end int) bool {
	if end < len(s) && strings.IndexByte(".,;:!?", s[end]) >= 0 {
		end++
	}
	return end == len(s) || s[end] <= ' '
}

// smallAt reports quickly whether s begins with a small letter or a figure; it may say no of those that are rare.
func smallAt(s string) bool {
	switch c := s[0]; {
	case c < 0x80:
		return c < 'A' || c > 'Z'
	case len(s) == 1:
		return false
	}
	return s[0] == 0xd0 && s[1] >= 0xb0 || s[0] == 0xd1 && s[1] <= 0x8f
}

func upperAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// wordEnd is where the word beginning at i ends. Inside a number, marks between two digits belong to it; a hyphen
// joins letters ("24-го", "кое-что") but not two numbers ("10-12").
func wordEnd(s string, i int, digits bool) int {
	for i < len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			i++
			continue
		case (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // U+0400 to U+047F
			i += 2
			continue
		case c <= ' ':
			return i
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if isLetter(r) || r >= '0' && r <= '9' {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[i+n:])
		digit := next >= '0' && next <= '9'
		switch {
		case digits && digit && (r == '.' || r == ':' || r == '/' || r == ','):
		case (r == '-' || r == '‑') && isLetter(next):
		case (r == '\'' || r == '’') && isLetter(next):
		case r == '-' && digit && !digits: // "p-2", "ISO-9001"
		default:
			return i
		}
		i += n
	}
	return i
}

// linkEnd is where a URL, an address or a file name that begins at i ends; i when none begins here.
func linkEnd(s string, i int) int {
	end, signs := i, false
	for end < len(s) && end-i < 1024 {
		c := s[end]
		if c <= ' ' || c == '<' || c == '>' || c == '"' || c == ')' || c == 0xc2 {
			break
		}
		signs = signs || c == '/' || c == '@' || c == '.'
		end++
	}
	if !signs {
		return i
	}
	piece := strings.TrimRight(s[i:end], ".,;:!?'")
	if strings.Contains(piece, "://") || strings.HasPrefix(piece, "www.") || addressLike(piece) || fileLike(piece) {
		return i + len(piece)
	}
	return i
}

func addressLike(s string) bool {
	at := strings.IndexByte(s, '@')
	return at > 0 && strings.IndexByte(s[at:], '.') > 1
}

// fileLike reports whether s looks like a file name or a bare host: a known short ending after the last dot.
func fileLike(s string) bool {
	dot := strings.LastIndexByte(s, '.')
	if dot <= 0 || dot+1 >= len(s) || len(s)-dot > 8 {
		return false
	}
	ending := s[dot+1:]
	if slash := strings.IndexByte(s, '/'); slash > 0 && slash < dot {
		return true
	}
	_, known := fileEndings[ending]
	return known
}

var fileEndings = wordSet(`pdf doc docx xls xlsx ppt pptx csv txt rtf odt jpg jpeg png gif svg psd ai eps cdr zip rar 7z xml json
	html htm dwg dxf mp4 mov mp3 ttf otf eml msg exe apk js css php ru com org net example biz`)

func wordSet(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(words) {
		set[w] = struct{}{}
	}
	return set
}

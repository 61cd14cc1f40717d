package mailbox

import (
	"strconv"
	"strings"
)

// media is a Content-Type or Content-Disposition value: the word in front, in lower case, and its parameters.
type media struct {
	kind   string
	params []param
}

type param struct {
	name, value string // name in lower case; value decoded
}

func (m media) param(name string) string {
	for _, p := range m.params {
		if p.name == name {
			return p.value
		}
	}
	return ""
}

// parseMedia reads such a value as leniently as mail programs do: empty, doubled, unclosed and unquoted parameters, comments,
// RFC 2231 continuations and charsets, encoded words inside parameters, bytes that nobody declared. Of a parameter given twice
// the first counts.
func parseMedia(v []byte, hint func() string) media {
	s := unfold(v)
	front, rest, _ := strings.Cut(s, ";")
	front = strings.TrimSpace(stripComment(front))
	if i := strings.IndexAny(front, " \t"); i >= 0 {
		if strings.Contains(front[i:], "=") { // "text/plain charset=utf-8": the semicolon was forgotten
			rest = front[i+1:] + ";" + rest
		}
		front = front[:i]
	}
	m := media{kind: strings.ToValidUTF8(strings.ToLower(front), "")}
	var parts []piece
	for rest != "" && len(parts) < 100 {
		var name, value string
		name, value, rest = nextParam(rest)
		if name == "" {
			continue
		}
		parts = append(parts, pieceOf(name, value))
	}
	m.params = join(parts, hint)
	return m
}

// nextParam cuts one name=value off s.
func nextParam(s string) (name, value, rest string) {
	s = strings.TrimLeft(s, "; \t")
	i := strings.IndexAny(s, "=;")
	if i < 0 {
		return "", "", ""
	}
	if s[i] == ';' {
		return "", "", s[i+1:]
	}
	name = strings.ToLower(strings.TrimSpace(s[:i]))
	s = strings.TrimLeft(s[i+1:], " \t")
	if strings.HasPrefix(s, `"`) {
		if value, rest, ok := quoted(s); ok {
			if i := strings.IndexByte(rest, ';'); i >= 0 {
				return name, value, rest[i+1:]
			}
			return name, value, ""
		}
		s = s[1:] // never closed: up to the next semicolon
	}
	i = strings.IndexByte(s, ';')
	if i < 0 {
		value, rest = s, ""
	} else {
		value, rest = s[:i], s[i+1:]
	}
	value = strings.TrimSpace(value)
	if !strings.HasPrefix(name, "name") && !strings.HasPrefix(name, "filename") { // file names are written with spaces and brackets
		value = strings.TrimSpace(stripComment(value))
		if i := strings.IndexAny(value, " \t"); i >= 0 && name != "boundary" {
			value = value[:i]
		}
		value = strings.Trim(value, `"'`)
	}
	return name, value, rest
}

// quoted reads the quoted string that s begins with.
func quoted(s string) (value, rest string, ok bool) {
	end := -1
	escaped := false
	for i := 1; i < len(s); i++ {
		if s[i] == '\\' {
			escaped = true
			i++
		} else if s[i] == '"' {
			end = i
			break
		}
	}
	if end < 0 {
		return "", "", false
	}
	value = s[1:end]
	if escaped {
		var b strings.Builder
		for i := 0; i < len(value); i++ {
			// A backslash escapes a quote or itself; before anything else it is part of a Windows path.
			if value[i] == '\\' && i+1 < len(value) && (value[i+1] == '"' || value[i+1] == '\\') {
				i++
			}
			b.WriteByte(value[i])
		}
		value = b.String()
	}
	return value, s[end+1:], true
}

// stripComment removes RFC 5322 comments "(...)", nested ones too.
func stripComment(s string) string {
	if strings.IndexByte(s, '(') < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	depth := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && depth > 0:
			i++
		case c == '(':
			depth++
		case c == ')' && depth > 0:
			depth--
		case depth == 0:
			b = append(b, c)
		}
	}
	return string(b)
}

// piece is a parameter or a section of one (RFC 2231 3 and 4).
type piece struct {
	name, value string
	section     int // -1: not in sections
	extended    bool
}

func pieceOf(name, value string) piece {
	p := piece{name: name, value: value, section: -1}
	if strings.HasSuffix(p.name, "*") {
		p.extended = true
		p.name = p.name[:len(p.name)-1]
	}
	if i := strings.LastIndexByte(p.name, '*'); i > 0 {
		if n, err := strconv.Atoi(p.name[i+1:]); err == nil && n >= 0 {
			p.section, p.name = n, p.name[:i]
		}
	}
	return p
}

// join puts sections together and decodes the values. The extended form of a parameter wins over the plain one.
func join(parts []piece, hint func() string) []param {
	var out []param
	index := func(name string) int {
		for i := range out {
			if out[i].name == name {
				return i
			}
		}
		return -1
	}
	for _, p := range parts {
		at := index(p.name)
		switch {
		case p.section > 0: // taken along with its section 0
		case p.section < 0 && !p.extended:
			if at < 0 {
				out = append(out, param{p.name, decodeWords(p.value, hint)})
			}
		default:
			v := extendedValue(parts, p, hint)
			if at < 0 {
				out = append(out, param{p.name, v})
			} else {
				out[at].value = v
			}
		}
	}
	return out
}

// extendedValue decodes charset'language'%XX and gathers the sections that follow first.
func extendedValue(parts []piece, first piece, hint func() string) string {
	charset, raw := "", []byte(nil)
	add := func(p piece) {
		v := p.value
		if !p.extended {
			raw = append(raw, v...)
			return
		}
		if p.section <= 0 {
			if cs, rest, ok := strings.Cut(v, "'"); ok {
				if _, val, ok := strings.Cut(rest, "'"); ok {
					charset, v = cs, val
				}
			}
		}
		raw = appendPercent(raw, v)
	}
	add(first)
	if first.section == 0 {
		for n := 1; n < len(parts)+1; n++ {
			found := false
			for _, p := range parts {
				if p.name == first.name && p.section == n {
					add(p)
					found = true
					break
				}
			}
			if !found {
				break
			}
		}
	}
	if charset == "" {
		return decodeWords(string(raw), hint)
	}
	return decodeCharset(raw, charset, true)
}

func appendPercent(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			dst = append(dst, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
			continue
		}
		dst = append(dst, s[i])
	}
	return dst
}

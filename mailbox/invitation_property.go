package mailbox

import (
	"strings"
)

// property is one content line of a calendar object (RFC 5545 3.1).
type property struct {
	name   string   // upper case
	params []param  // names in lower case
	value  string   // as written: escapes are not yet undone
	line   int      // where it begins, counted from 1
	more   []string // lines below it that belong to its text
}

// param returns a parameter's value, its values joined by commas; "" when there is none.
func (p property) param(name string) string {
	for _, q := range p.params {
		if q.name == name {
			return q.value
		}
	}
	return ""
}

// goesOn tells whether the value has a soft line break at its end, as vCalendar 1.0 folds texts.
func (p property) goesOn() bool {
	return strings.HasSuffix(p.value, "=") && strings.EqualFold(p.param("encoding"), "quoted-printable")
}

// text returns the value as text, its escapes and encodings undone.
func (p property) text() string {
	v := p.value
	switch strings.ToLower(p.param("encoding")) {
	case "quoted-printable":
		v = decodeCharset(appendQuotedPrintable(nil, []byte(v)), p.param("charset"), false)
	case "base64", "b":
		v = decodeCharset(appendBase64(nil, []byte(v)), p.param("charset"), false)
	}
	return unescapeText(v)
}

// isText tells whether the value is words, which may have been broken into lines.
func (p property) isText() bool {
	switch p.name {
	case "DESCRIPTION", "SUMMARY", "LOCATION", "COMMENT", "X-ALT-DESC":
		return true
	}
	return false
}

// parseProperty reads a content line: name, parameters, value (RFC 5545 3.1).
func parseProperty(line string) (p property, ok bool) {
	line = strings.TrimLeft(line, " \t")
	i := strings.IndexFunc(line, func(r rune) bool {
		return r != '-' && r != '_' && r != '.' && (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z')
	})
	if i <= 0 {
		return property{}, false
	}
	name := line[:i]
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 { // a group, as vCard has them
		name = name[dot+1:]
	}
	p.name = strings.ToUpper(name)
	rest := strings.TrimLeft(line[i:], " ")
	for strings.HasPrefix(rest, ";") {
		var q param
		if q, rest, ok = nextParameter(rest[1:]); !ok {
			return property{}, false
		}
		if q.name != "" {
			p.params = append(p.params, q)
		}
	}
	if !strings.HasPrefix(rest, ":") || p.name == "" {
		return property{}, false
	}
	p.value = rest[1:]
	return p, true
}

// nextParameter cuts off one parameter: NAME=value, NAME="value", several values with commas, or a bare value as
// vCalendar 1.0 has them. Quotes that are never closed end with the line's next colon.
func nextParameter(s string) (q param, rest string, ok bool) {
	eq := strings.IndexAny(s, "=:;")
	if eq < 0 {
		return param{}, "", false
	}
	if s[eq] != '=' {
		return param{strings.ToLower(strings.TrimSpace(s[:eq])), ""}, s[eq:], true
	}
	q.name = strings.ToLower(strings.TrimSpace(s[:eq]))
	s = s[eq+1:]
	var value strings.Builder
	for s != "" {
		if s[0] == '"' {
			if end := strings.IndexByte(s[1:], '"'); end >= 0 {
				value.WriteString(s[1 : 1+end])
				s = s[end+2:]
				continue
			}
			s = s[1:]
			continue
		}
		end := strings.IndexAny(s, `":;`)
		if end < 0 {
			return param{}, "", false
		}
		value.WriteString(s[:end])
		s = s[end:]
		if isScheme(value.String(), s) || q.name == "tzid" && isOffset(value.String(), s) {
			value.WriteByte(':')
			s = s[1:]
		} else if s[0] != '"' {
			q.value = uncaret(strings.TrimSpace(value.String()))
			return q, s, true
		}
	}
	return param{}, "", false
}

// isScheme tells whether a colon in a parameter stands behind the scheme of an address that should have been in quotes:
// TZID=tzone://Microsoft/Utc:…, SENT-BY=mailto:name@example.org:mailto:….
func isScheme(before, rest string) bool {
	if rest[0] != ':' || strings.IndexByte(rest[1:], ':') < 0 {
		return false
	}
	return strings.HasPrefix(rest, "://") || strings.HasSuffix(strings.ToLower(before), "mailto")
}

// isOffset tells whether a colon in the name of a zone stands within an offset: TZID=GMT+07:00:20260316T140000.
func isOffset(before, rest string) bool {
	sign := strings.LastIndexAny(before, "+-")
	return sign >= 0 && len(before)-sign <= 3 && len(rest) > 3 && rest[0] == ':' && rest[3] == ':' && isDigits(before[sign+1:]) && isDigits(rest[1:3])
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

var carets = strings.NewReplacer("^n", "\n", "^N", "\n", "^^", "^", "^'", `"`)

// uncaret undoes the escapes of parameters (RFC 6868).
func uncaret(s string) string {
	if strings.IndexByte(s, '^') < 0 {
		return s
	}
	return carets.Replace(s)
}

// unescapeText undoes the escapes of texts (RFC 5545 3.3.11), and those that only some programs write.
func unescapeText(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		switch i++; s[i] {
		case 'n', 'N':
			b.WriteByte('\n')
		case 'r':
		case '\\', ',', ';', ':', '"', '\'':
			b.WriteByte(s[i])
		default:
			b.WriteByte('\\')
			b.WriteByte(s[i])
		}
	}
	return strings.TrimSpace(b.String())
}

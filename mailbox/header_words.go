package mailbox

import (
	"strings"
)

// decodeWords decodes the RFC 2047 encoded words of a header value and guesses the charset of bytes that nobody declared. It
// also reads what the RFC forbids and mail programs write: words inside quotes, without padding, with spaces, glued to text, and
// characters or base64 groups that are cut between two words. hint is the charset that the message uses elsewhere.
func decodeWords(s string, hint func() string) string {
	at := strings.Index(s, "=?")
	if at < 0 {
		return decodeLoose(s, hint)
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		w, n := wordAt(s[at:])
		if n == 0 { // "=?" that begins no word
			b.WriteString(decodeLoose(s[:at+2], hint))
			s = s[at+2:]
			at = strings.Index(s, "=?")
			continue
		}
		b.WriteString(decodeLoose(s[:at], hint))
		s = s[at+n:]
		run := wordRun{charset: w.charset}
		run.add(w)
		for { // words next to each other: only white space between, which does not count
			gap := len(s) - len(strings.TrimLeft(s, " \t\r\n"))
			next, n := wordAt(s[gap:])
			if n == 0 {
				break
			}
			if !strings.EqualFold(next.charset, run.charset) {
				b.WriteString(run.decode())
				run = wordRun{charset: next.charset}
			}
			run.add(next)
			s = s[gap+n:]
		}
		b.WriteString(run.decode())
		at = strings.Index(s, "=?")
	}
	b.WriteString(decodeLoose(s, hint))
	return b.String()
}

// decodeLoose is for header text outside of encoded words.
func decodeLoose(s string, hint func() string) string {
	if isASCII(s) {
		return s
	}
	charset := ""
	if hint != nil {
		charset = hint()
	}
	return decodeCharset([]byte(s), charset, true)
}

// word is one encoded word: =?charset?encoding?payload?=
type word struct {
	charset, payload string
	base64           bool
}

// wordAt reads the encoded word that s begins with and its length; 0 when it begins with none. A word that the end of the value
// cut off is read as far as it goes.
func wordAt(s string) (word, int) {
	if !strings.HasPrefix(s, "=?") {
		return word{}, 0
	}
	c := strings.IndexByte(s[2:], '?')
	if c < 1 || c > 60 || strings.ContainsAny(s[2:2+c], " \t<>@\"") {
		return word{}, 0
	}
	w := word{charset: s[2 : 2+c]}
	if star := strings.IndexByte(w.charset, '*'); star >= 0 { // RFC 2231 5: a language
		w.charset = w.charset[:star]
	}
	p := 2 + c + 1
	if len(s) < p+2 || s[p+1] != '?' {
		return word{}, 0
	}
	switch s[p] {
	case 'B', 'b':
		w.base64 = true
	case 'Q', 'q':
	default:
		return word{}, 0
	}
	p += 2
	e := strings.Index(s[p:], "?=")
	if e < 0 {
		if strings.ContainsAny(s[p:], "?<>\"") || len(s) > p+200 {
			return word{}, 0
		}
		w.payload = s[p:]
		return w, len(s)
	}
	// In Q, "?=" may be the beginning of an encoded byte after a raw question mark: =?utf-8?Q?what?=20now?=
	for !w.base64 && len(s) >= p+e+4 && isHex(s[p+e+2]) && isHex(s[p+e+3]) {
		f := strings.Index(s[p+e+2:], "?=")
		if f < 0 || strings.Contains(s[p+e+2:p+e+2+f], "=?") {
			break
		}
		e += 2 + f
	}
	w.payload = s[p : p+e]
	return w, p + e + 2
}

// wordRun collects neighbouring words of one charset, because characters are cut between them.
type wordRun struct {
	charset string
	raw     []byte
	pending string // base64 of a word that ended within a group
}

func (r *wordRun) add(w word) {
	if !w.base64 {
		r.flush()
		r.raw = appendQ(r.raw, w.payload)
		return
	}
	r.pending += strings.TrimSpace(w.payload)
	if strings.HasSuffix(r.pending, "=") || len(r.pending)%4 == 0 {
		r.flush()
	}
}

func (r *wordRun) flush() {
	if r.pending != "" {
		r.raw = appendBase64(r.raw, []byte(r.pending))
		r.pending = ""
	}
}

func (r *wordRun) decode() string {
	r.flush()
	return decodeCharset(r.raw, r.charset, true)
}

// appendQ decodes the Q encoding (RFC 2047 4.2).
func appendQ(dst []byte, s string) []byte {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '_':
			dst = append(dst, ' ')
		case s[i] == '=' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]):
			dst = append(dst, unhex(s[i+1])<<4|unhex(s[i+2]))
			i += 2
		default:
			dst = append(dst, s[i])
		}
	}
	return dst
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'F' || c >= 'a' && c <= 'f'
}

func unhex(c byte) byte {
	switch {
	case c <= '9':
		return c - '0'
	case c <= 'F':
		return c - 'A' + 10
	}
	return c - 'a' + 10
}

// oneLine collapses white space and control characters to single spaces.
func oneLine(s string) string {
	clean := true
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == 0x7f || c == ' ' && (i == 0 || i == len(s)-1 || s[i+1] == ' ') {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' || r == 0x7f }), " ")
}

package mailbox

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/emersion/go-message/charset"
	"golang.org/x/text/encoding/charmap"
)

// codePage is a charset of one byte a character whose lower half is ASCII: what the upper half means.
type codePage struct {
	name     string
	cyrillic bool
	upper    [128]rune
	class    [128]uint8 // for guessing, of Cyrillic pages only
	letter   [128]uint8
}

func newCodePage(name string, c *charmap.Charmap, cyrillic bool) *codePage {
	p := &codePage{name: name, cyrillic: cyrillic}
	for i := range p.upper {
		p.upper[i] = c.DecodeByte(byte(i + 128))
	}
	if cyrillic {
		p.classify()
	}
	return p
}

func (p *codePage) append(dst, b []byte) []byte {
	for _, c := range b {
		if c < 0x80 {
			dst = append(dst, c)
		} else {
			dst = utf8.AppendRune(dst, p.upper[c-0x80])
		}
	}
	return dst
}

// pages are the code pages that this package decodes itself, because it must also recognise them undeclared.
type pages struct {
	win1251, koi8r, iso5, cp866, mac, latin1 *codePage
	byName                                   map[string]*codePage
	guessable                                []*codePage
}

var codePages = sync.OnceValue(func() *pages {
	p := &pages{
		win1251: newCodePage("windows-1251", charmap.Windows1251, true),
		koi8r:   newCodePage("koi8-r", charmap.KOI8R, true),
		iso5:    newCodePage("iso-8859-5", charmap.ISO8859_5, true),
		cp866:   newCodePage("cp866", charmap.CodePage866, true),
		mac:     newCodePage("x-mac-cyrillic", charmap.MacintoshCyrillic, true),
		latin1:  newCodePage("windows-1252", charmap.Windows1252, false),
	}
	koi8u := newCodePage("koi8-u", charmap.KOI8U, true)
	p.guessable = []*codePage{p.win1251, p.koi8r, p.cp866, p.iso5, p.mac}
	p.byName = map[string]*codePage{
		"windows-1251": p.win1251, "windows1251": p.win1251, "win-1251": p.win1251, "win1251": p.win1251, "cp1251": p.win1251,
		"cp-1251": p.win1251, "x-cp1251": p.win1251, "x-windows-1251": p.win1251, "ansi-1251": p.win1251, "1251": p.win1251, "ms-cyrl": p.win1251,
		"koi8-r": p.koi8r, "koi8r": p.koi8r, "koi8": p.koi8r, "koi": p.koi8r, "cskoi8r": p.koi8r, "x-koi8-r": p.koi8r, "koi8-ru": koi8u, "koi8-u": koi8u,
		"iso-8859-5": p.iso5, "iso8859-5": p.iso5, "iso_8859-5": p.iso5, "iso88595": p.iso5, "cyrillic": p.iso5,
		"cp866": p.cp866, "ibm866": p.cp866, "cp-866": p.cp866, "866": p.cp866, "dos-866": p.cp866, "x-cp866": p.cp866,
		"x-mac-cyrillic": p.mac, "mac-cyrillic": p.mac, "x-mac-ukrainian": p.mac,
		"iso-8859-1": p.latin1, "iso8859-1": p.latin1, "iso_8859-1": p.latin1, "latin1": p.latin1, "latin-1": p.latin1, "l1": p.latin1,
		"windows-1252": p.latin1, "cp1252": p.latin1, "win-1252": p.latin1, "windows1252": p.latin1, "ansi": p.latin1,
	}
	return p
})

// decodeCharset turns bytes into UTF-8. declared is what the message says of them, and is believed as far as the bytes agree:
// bytes that are UTF-8, or plainly Cyrillic of another code page, are read as what they are. short texts (headers) need less proof.
// The result is always valid UTF-8.
func decodeCharset(b []byte, declared string, short bool) string {
	name := cleanCharset(declared)
	if s, done := decodeStateful(b, name); done {
		return s
	}
	if isASCIIBytes(b) {
		return string(b)
	}
	switch name {
	case "", "utf-8", "utf8", "us-ascii", "ascii", "unicode", "x-unknown", "unknown-8bit", "unknown", "default", "binary", "8bit", "7bit", "none", "ansi_x3.4-1968":
		return decodeUndeclared(b, name)
	}
	if utf8.Valid(b) && (short || utf8.RuneCount(b) < len(b)-2) && !multiByte(name) {
		return string(b)
	}
	all := codePages()
	if page := all.byName[name]; page != nil {
		return string(all.correct(page, b).append(make([]byte, 0, len(b)*2), b))
	}
	if s, ok := decodeNamed(b, name); ok {
		return s
	}
	return decodeUndeclared(b, "")
}

// cleanCharset brings the name of a charset into the form that the tables have.
func cleanCharset(s string) string {
	s = strings.ToLower(strings.Trim(strings.TrimSpace(s), `"'`))
	if strings.IndexByte(s, ' ') >= 0 {
		s = strings.ReplaceAll(s, " ", "-")
	}
	return s
}

// decodeUndeclared reads 8-bit bytes that nothing is known of.
func decodeUndeclared(b []byte, name string) string {
	if utf8.Valid(b) {
		return string(b)
	}
	if valid, broken := countUTF8(b); valid > 0 && broken*10 <= valid || name == "utf-8" && valid > 2*broken {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(guessPage(b).append(make([]byte, 0, len(b)*2), b))
}

// countUTF8 counts characters beyond ASCII, and bytes that belong to none.
func countUTF8(b []byte) (valid, broken int) {
	for i := 0; i < len(b); {
		if b[i] < 0x80 {
			i++
			continue
		}
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			broken++
		} else {
			valid++
		}
		i += n
	}
	return valid, broken
}

// multiByte names charsets in which bytes that happen to be valid UTF-8 prove nothing.
func multiByte(name string) bool {
	for _, p := range []string{"gb", "big5", "euc", "shift", "sjis", "ks_c", "cp932", "cp936", "cp949", "iso-2022", "hz"} {
		if strings.HasPrefix(name, p) {
			return true
		}
	}
	return false
}

// decodeNamed hands a charset that is not ours over to go-message and golang.org/x/text.
func decodeNamed(b []byte, name string) (string, bool) {
	if len(name) > 60 {
		return "", false
	}
	r, err := charset.Reader(name, bytes.NewReader(b))
	if err != nil {
		return "", false
	}
	out, err := io.ReadAll(r)
	if err != nil && len(out) == 0 {
		return "", false
	}
	return strings.ToValidUTF8(string(out), "\uFFFD"), true
}

// decodeStateful is for charsets in which ASCII bytes mean something else.
func decodeStateful(b []byte, name string) (string, bool) {
	switch {
	case len(b) >= 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff):
		return decodeUTF16(b[2:], b[0] == 0xfe), true
	case strings.HasPrefix(name, "utf-16") || name == "ucs-2" || name == "utf16":
		return decodeUTF16(b, !strings.HasSuffix(name, "le")), true
	case strings.HasSuffix(name, "utf-7"):
		return decodeUTF7(b), true
	case strings.HasPrefix(name, "iso-2022") || strings.HasPrefix(name, "hz"):
		return decodeNamed(b, name)
	}
	return "", false
}

func decodeUTF16(b []byte, big bool) string {
	u := make([]uint16, len(b)/2)
	for i := range u {
		if big {
			u[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
		} else {
			u[i] = uint16(b[2*i+1])<<8 | uint16(b[2*i])
		}
	}
	return string(utf16.Decode(u))
}

// decodeUTF7 reads RFC 2152, which some old programs still write.
func decodeUTF7(b []byte) string {
	var out strings.Builder
	for i := 0; i < len(b); i++ {
		if b[i] != '+' {
			out.WriteByte(b[i])
			continue
		}
		j := i + 1
		for j < len(b) && base64Value[b[j]] < 64 {
			j++
		}
		if j == i+1 && j < len(b) && b[j] == '-' {
			out.WriteByte('+')
		} else {
			raw := make([]byte, base64.RawStdEncoding.DecodedLen(j-i-1))
			n, _ := base64.RawStdEncoding.Decode(raw, b[i+1:j])
			out.WriteString(decodeUTF16(raw[:n], true))
		}
		if j < len(b) && b[j] == '-' {
			j++
		}
		i = j - 1
	}
	return strings.ToValidUTF8(out.String(), "\uFFFD")
}

func isASCIIBytes(b []byte) bool {
	for len(b) >= 8 {
		if (b[0]|b[1]|b[2]|b[3]|b[4]|b[5]|b[6]|b[7])&0x80 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

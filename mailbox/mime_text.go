package mailbox

import (
	"bytes"
	"strings"
)

// cleanText brings line ends to "\n" and takes NUL bytes out.
func cleanText(s string) string {
	if strings.IndexByte(s, '\r') < 0 && strings.IndexByte(s, 0) < 0 {
		return s
	}
	b := make([]byte, 0, len(s))
	for i := range len(s) {
		switch c := s[i]; c {
		case 0:
		case '\r':
			if i+1 < len(s) && (s[i+1] == '\n' || s[i+1] == '\r' && i+2 < len(s) && s[i+2] == '\n') {
				continue
			}
			b = append(b, '\n')
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

// unflow joins the lines that format=flowed (RFC 3676) broke softly: those that end in a space, with the same depth of quoting.
func unflow(s string, delsp bool) string {
	if !strings.Contains(s, " \n") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	soft, depth, first := false, 0, true // of the line before
	for line := range strings.SplitSeq(s, "\n") {
		content := strings.TrimLeft(line, ">")
		mark := line[:len(line)-len(content)]
		content = strings.TrimPrefix(content, " ") // stuffed, RFC 3676 4.4
		sig := content == "-- "
		if !soft || depth != len(mark) || sig {
			if !first {
				b.WriteByte('\n')
			}
			b.WriteString(mark)
			if mark != "" && content != "" {
				b.WriteByte(' ')
			}
		}
		soft, depth, first = strings.HasSuffix(content, " ") && !sig, len(mark), false
		if soft && delsp {
			content = content[:len(content)-1]
		}
		b.WriteString(content)
	}
	return b.String()
}

// looksHTML tells HTML that calls itself plain text.
func looksHTML(b []byte) bool {
	b = bytes.TrimLeft(b[:min(len(b), 300)], " \t\r\n\xef\xbb\xbf")
	if len(b) == 0 || b[0] != '<' {
		return false
	}
	low := bytes.ToLower(b)
	return bytes.HasPrefix(low, []byte("<html")) || bytes.HasPrefix(low, []byte("<!doctype html")) || bytes.HasPrefix(low, []byte("<head>")) ||
		bytes.HasPrefix(low, []byte("<body"))
}

// metaCharset finds the charset that an HTML page names itself.
func metaCharset(b []byte) string {
	low := bytes.ToLower(b[:min(len(b), 2048)])
	i := bytes.Index(low, []byte("charset="))
	if i < 0 || !bytes.Contains(low[:i], []byte("<meta")) {
		return ""
	}
	v := bytes.TrimLeft(low[i+8:], "\"' ")
	if j := bytes.IndexAny(v, "\"' />;"); j > 0 {
		return string(v[:j])
	}
	return ""
}

// enrichedToHTML makes text/enriched (RFC 1896) and text/richtext readable as HTML: commands become tags, and line ends breaks.
func enrichedToHTML(s string) string {
	s = strings.ReplaceAll(s, "<<", "&lt;")
	for _, name := range []string{"param", "color"} {
		for {
			i := strings.Index(s, "<"+name+">")
			if i < 0 {
				break
			}
			j := strings.Index(s[i:], "</"+name+">")
			if j < 0 || name == "color" {
				s = s[:i] + s[i+len(name)+2:]
				continue
			}
			s = s[:i] + s[i+j+len(name)+3:]
		}
	}
	return strings.ReplaceAll(s, "\n", "<br>")
}

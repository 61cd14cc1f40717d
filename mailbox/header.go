package mailbox

import (
	"bytes"
	"strings"
)

// field is one header field. Both slices lie in the message's bytes: the name as it was written, the value still folded.
type field struct {
	name, value []byte
}

// header is the header of a message or of a part, in the order of its fields.
type header []field

// maxFields bounds what one header may cost; fields beyond it are passed over.
const maxFields = 4000

// get returns the folded value of the first field of that name, nil when there is none.
func (h header) get(name string) []byte {
	for i := range h {
		if nameIs(h[i].name, name) {
			return h[i].value
		}
	}
	return nil
}

// text returns the first value of that name on one line, not decoded.
func (h header) text(name string) string { return unfold(h.get(name)) }

// has tells whether a field of that name is there, be it empty.
func (h header) has(name string) bool {
	for i := range h {
		if nameIs(h[i].name, name) {
			return true
		}
	}
	return false
}

// nameIs compares a field's name with an all lower-case one.
func nameIs(b []byte, lower string) bool {
	if len(b) != len(lower) {
		return false
	}
	for i := range len(lower) {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

// splitHeader takes the header off data and returns the rest. It reads what mail programs read: mbox lines ("From "), lines that
// are no field, wraps that were not indented, a header that runs into the body without an empty line. whole is false when data
// ended before the header did.
func splitHeader(data []byte, h header) (_ header, body []byte, whole bool) {
	pos := skipBlank(data)
	for pos < len(data) {
		line, next := lineAt(data, pos)
		switch {
		case len(line) == 0:
			return h, data[next:], true
		case (line[0] == ' ' || line[0] == '\t') && len(h) > 0:
			if len(bytes.TrimSpace(line)) == 0 && blankEnds(data, next, len(h)) {
				return h, data[next:], true
			}
			h.extend(data, pos, line)
		case isFromLine(line):
		default:
			name, value, ok := splitField(bytes.TrimLeft(line, " \t")) // the first field may be indented
			switch {
			case ok && len(h) < maxFields:
				h = append(h, field{name, value})
			case ok:
			case runsIntoBody(data, pos, h):
				return h, data[pos:], true
			case h.wraps(line):
				h.extend(data, pos, line)
			}
		}
		pos = next
	}
	return h, nil, false
}

// skipBlank returns where the first line with something on it begins. A byte order mark counts as nothing.
func skipBlank(data []byte) int {
	pos := 0
	if bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) {
		pos = 3
	}
	for pos < len(data) && (data[pos] == '\n' || data[pos] == '\r') {
		pos++
	}
	return pos
}

// lineAt returns the line that begins at pos, without its end, and where the next one begins.
func lineAt(data []byte, pos int) (line []byte, next int) {
	n := bytes.IndexByte(data[pos:], '\n')
	if n < 0 {
		line, next = data[pos:], len(data)
	} else {
		line, next = data[pos:pos+n], pos+n+1
	}
	for len(line) > 0 && line[len(line)-1] == '\r' {
		line = line[:len(line)-1]
	}
	return line, next
}

// blankEnds tells whether a line of white space alone ended the header: some programs write one in place of the empty line.
// Inside a header, between two fields, it is only a careless fold.
func blankEnds(data []byte, next, fields int) bool {
	if fields == 0 {
		return false
	}
	if next >= len(data) {
		return true
	}
	line, _ := lineAt(data, next)
	if len(line) == 0 {
		return false // the true empty line follows
	}
	_, _, ok := splitField(line)
	return !ok && line[0] != ' ' && line[0] != '\t'
}

// extend makes the line at pos part of the last field, when the two touch.
func (h header) extend(data []byte, pos int, line []byte) {
	if len(h) == 0 {
		return
	}
	last := &h[len(h)-1]
	start := cap(data) - cap(last.value) // where the value begins in data
	if start < 0 || start > pos {
		return
	}
	last.value = data[start : pos+len(line)]
}

// wraps tells whether a line that is no field is the rest of the last one, which was broken without an indent.
func (h header) wraps(line []byte) bool {
	if len(h) == 0 {
		return false
	}
	last := h[len(h)-1]
	switch strings.ToLower(string(last.name)) {
	case "from", "to", "cc", "bcc", "reply-to", "sender", "references", "in-reply-to":
		return bytes.IndexByte(line, '@') >= 0
	case "date", "message-id", "return-path":
		return false
	}
	return true
}

// isFromLine knows the separator of mbox files, quoted or not, which ends up in headers.
func isFromLine(line []byte) bool {
	return bytes.HasPrefix(line, []byte("From ")) || bytes.HasPrefix(line, []byte(">From "))
}

// splitField cuts "Name: value". The name may hold any byte but white space and control bytes; white space before the colon is allowed.
func splitField(line []byte) (name, value []byte, ok bool) {
	i := 0
	for i < len(line) && line[i] > ' ' && line[i] != ':' && line[i] != 0x7f {
		i++
	}
	name = line[:i]
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	if len(name) == 0 || len(name) > 200 || i >= len(line) || line[i] != ':' {
		return nil, nil, false
	}
	i++
	for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
		i++
	}
	return name, line[i:], true
}

// runsIntoBody judges a line of a header that is no field: the first line of a body that no empty line announces, or rubbish in
// the header? It is rubbish when a field follows, or the empty line, before much else does.
func runsIntoBody(data []byte, pos int, h header) bool {
	if len(h) == 0 {
		// Nothing of a header yet: rubbish at the top is passed over only when a known field comes soon.
		return !fieldFollows(data, pos, 10)
	}
	_, next := lineAt(data, pos)
	if next < len(data) {
		if line, after := lineAt(data, next); len(line) == 0 {
			return len(bytes.TrimSpace(data[after:])) == 0 // else the text would be lost
		}
	}
	return !fieldFollows(data, pos, 20)
}

// fieldFollows looks a few lines ahead for a field of mail, up to the next empty line.
func fieldFollows(data []byte, pos, lines int) bool {
	for range lines {
		if pos >= len(data) {
			return false
		}
		line, next := lineAt(data, pos)
		if len(line) == 0 {
			return false
		}
		if name, _, ok := splitField(line); ok && knownName(name) {
			return true
		}
		pos = next
	}
	return false
}

// knownName tells the names of mail header fields from words before a colon.
func knownName(name []byte) bool {
	s := strings.ToLower(string(name))
	switch s {
	case "from", "to", "cc", "bcc", "subject", "date", "sender", "reply-to", "message-id", "in-reply-to", "references", "received",
		"return-path", "mime-version", "delivered-to", "authentication-results", "precedence", "auto-submitted", "importance", "user-agent":
		return true
	}
	return strings.HasPrefix(s, "content-") || strings.HasPrefix(s, "x-") || strings.HasPrefix(s, "list-") ||
		strings.HasPrefix(s, "arc-") || strings.HasPrefix(s, "resent-") || strings.HasPrefix(s, "dkim-")
}

// unfold puts a value on one line: every line end with the white space around it becomes one space.
func unfold(v []byte) string {
	v = bytes.TrimSpace(v)
	if bytes.IndexByte(v, '\n') < 0 && bytes.IndexByte(v, '\r') < 0 {
		return string(v)
	}
	out := make([]byte, 0, len(v))
	for i := 0; i < len(v); i++ {
		if v[i] != '\n' && v[i] != '\r' {
			out = append(out, v[i])
			continue
		}
		out = bytes.TrimRight(out, " \t")
		for i+1 < len(v) && (v[i+1] == ' ' || v[i+1] == '\t' || v[i+1] == '\n' || v[i+1] == '\r') {
			i++
		}
		out = append(out, ' ')
	}
	return string(out)
}

package mailbox

import (
	"bytes"
	"strings"
)

// splitParts cuts the body of a multipart at its delimiter lines (RFC 2046 5.1.1). The last part needs no closing delimiter. It
// returns nil when the boundary never appears.
func splitParts(body []byte, boundary string) [][]byte {
	boundary = strings.TrimRight(boundary, " \t")
	if boundary == "" {
		return nil
	}
	delim := []byte("--" + boundary)
	var parts [][]byte
	start := -1
	for pos := 0; pos < len(body); {
		i := bytes.Index(body[pos:], delim)
		if i < 0 {
			break
		}
		i += pos
		after, last, ok := delimiterAt(body, i, len(delim))
		if !ok {
			pos = i + len(delim)
			continue
		}
		if start >= 0 {
			parts = append(parts, body[start:max(start, beforeLine(body, i))])
		}
		if len(parts) > maxParts {
			return parts
		}
		start, pos = after, after
		if last {
			if start = -1; parts == nil { // closed before it was opened
				parts = [][]byte{}
			}
			break
		}
	}
	if start >= 0 {
		parts = append(parts, body[start:])
	}
	if len(parts) == 0 {
		return nil
	}
	return parts
}

// delimiterAt checks that the delimiter found at i is a line of its own, and returns where the next line begins.
func delimiterAt(body []byte, i, n int) (after int, last, ok bool) {
	if i > 0 && body[i-1] != '\n' && body[i-1] != '\r' {
		return 0, false, false
	}
	rest := body[i+n:]
	line, next := lineAt(rest, 0)
	if bytes.HasPrefix(line, []byte("--")) {
		last, line = true, line[2:]
	}
	if len(bytes.TrimSpace(line)) != 0 {
		return 0, false, false
	}
	return i + n + next, last, true
}

// beforeLine returns where the content before the line at i ends: its line break belongs to the delimiter.
func beforeLine(body []byte, i int) int {
	if i > 0 && body[i-1] == '\n' {
		i--
	}
	if i > 0 && body[i-1] == '\r' {
		i--
	}
	return i
}

// sniffBoundary finds the boundary of a multipart that does not name it, or names another: the first line that begins with "--" and
// has a field of a part's header under it.
func sniffBoundary(body []byte) string {
	for pos, lines := 0, 0; pos < len(body) && lines < 500; lines++ {
		line, next := lineAt(body, pos)
		if len(line) > 2 && len(line) < 300 && line[0] == '-' && line[1] == '-' && next < len(body) {
			below, _ := lineAt(body, next)
			if len(below) > 8 && nameIs(below[:8], "content-") {
				return string(bytes.TrimRight(line[2:], " \t"))
			}
		}
		pos = next
	}
	return ""
}

package mailbox

import "strings"

// Of a References header the last ids are kept, which are nearest to the message: maxIDs of them, within maxIDBytes.
const (
	maxIDs     = 200
	maxIDBytes = 64 << 10
)

// parseIDs reads the Message-IDs of a header, without their angle brackets and each once: separated by anything, folded in the
// middle, among words ("Your message of ..."), and bare when no brackets are there at all.
func parseIDs(v []byte) []string {
	if len(v) == 0 {
		return nil
	}
	s := unfold(v[max(0, len(v)-maxIDBytes):])
	var ids []string
	add := func(id string) {
		if id = cleanID(id); id == "" {
			return
		}
		for _, have := range ids {
			if have == id {
				return
			}
		}
		if len(ids) == 2*maxIDs {
			ids = append(ids[:0], ids[maxIDs:]...)
		}
		ids = append(ids, id)
	}
	bracketed := false
	for rest := s; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		j := strings.IndexAny(rest, "<>")
		if j < 0 {
			j = len(rest)
		}
		bracketed = true
		add(rest[:j])
		rest = rest[j:]
	}
	if !bracketed {
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' || r == ';' || r == '"' }) {
			if i := strings.IndexByte(w, '@'); i > 0 && i < len(w)-1 {
				add(w)
			}
		}
	}
	if len(ids) > maxIDs {
		ids = ids[len(ids)-maxIDs:]
	}
	return ids
}

// cleanID takes white space out of an id; "" when nothing that can identify is left. RFC 5322 2.1.1 bounds a line at 998 bytes.
func cleanID(id string) string {
	if strings.ContainsAny(id, " \t") {
		id = strings.Join(strings.Fields(id), "")
	}
	if len(id) < 3 || len(id) > 990 || !isASCII(id) {
		id = strings.ToValidUTF8(id, "\uFFFD")
		if len(id) < 3 || len(id) > 990 {
			return ""
		}
	}
	return id
}

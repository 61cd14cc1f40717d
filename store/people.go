package store

import (
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"vernus/mailbox"
)

// Who a message is from and to is kept as JSON, because its words are searched: four lists (from, to, cc, reply-to) of
// [name, address]. Names of fields would be found as words. It is written and read with every letter, and nearly always
// without escapes, so that case has code of its own.

// appendPeople appends the lists of a message.
func appendPeople(b []byte, m *mailbox.Message) []byte {
	from := [1]mailbox.Address{m.From}
	for i, list := range [][]mailbox.Address{from[:], m.To, m.Cc, m.ReplyTo} {
		b = append(b, "[,"[min(i, 1)], '[')
		for j, a := range list {
			if j > 0 {
				b = append(b, ',')
			}
			b = appendQuoted(append(b, '['), a.Name)
			b = appendQuoted(append(b, ','), a.Mail)
			b = append(b, ']')
		}
		b = append(b, ']')
	}
	return append(b, ']')
}

// appendQuoted appends a string as JSON.
func appendQuoted(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == '"' || c == '\\' || c >= utf8.RuneSelf {
			if c >= utf8.RuneSelf && utf8.ValidString(s) && !strings.ContainsAny(s, "\"\\\u2028\u2029") && !strings.ContainsFunc(s, isControl) {
				break
			}
			quoted, err := asJSON(s)
			if err != nil {
				quoted = `""` // never: every string can be encoded
			}
			return append(b, quoted...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

func isControl(r rune) bool { return r < ' ' }

// readPeople reads the lists into a message.
func readPeople(list string, m *mailbox.Message) error {
	if strings.IndexByte(list, '\\') >= 0 {
		return readAnyPeople(list, m)
	}
	p := peopleReader{list}
	p.expect('[')
	from := p.addresses()
	for _, to := range []*[]mailbox.Address{&m.To, &m.Cc, &m.ReplyTo} {
		p.expect(',')
		*to = p.addresses()
	}
	if p.rest != "]" {
		return errors.New("the list of people is damaged")
	}
	if len(from) > 0 {
		m.From = from[0]
	}
	return nil
}

// readAnyPeople reads lists with escapes.
func readAnyPeople(list string, m *mailbox.Message) error {
	var p [4][][2]string
	if err := json.Unmarshal([]byte(list), &p); err != nil {
		return err
	}
	var lists [4][]mailbox.Address
	for i, part := range p {
		for _, a := range part {
			lists[i] = append(lists[i], mailbox.Address{Name: a[0], Mail: a[1]})
		}
	}
	if len(lists[0]) > 0 {
		m.From = lists[0][0]
	}
	m.To, m.Cc, m.ReplyTo = lists[1], lists[2], lists[3]
	return nil
}

// peopleReader reads lists of people without escapes. Nothing follows what it does not expect.
type peopleReader struct{ rest string }

// expect takes a character, and reports whether it stood there.
func (p *peopleReader) expect(c byte) bool {
	if p.rest == "" || p.rest[0] != c {
		p.rest = ""
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *peopleReader) addresses() []mailbox.Address {
	if !p.expect('[') {
		return nil
	}
	if strings.HasPrefix(p.rest, "]") {
		p.rest = p.rest[1:]
		return nil
	}
	var list []mailbox.Address
	for p.expect('[') {
		a := mailbox.Address{Name: p.quoted()}
		p.expect(',')
		a.Mail = p.quoted()
		p.expect(']')
		list = append(list, a)
		if !strings.HasPrefix(p.rest, ",") {
			break
		}
		p.rest = p.rest[1:]
	}
	p.expect(']')
	return list
}

func (p *peopleReader) quoted() string {
	if !p.expect('"') {
		return ""
	}
	s, rest, ok := strings.Cut(p.rest, `"`)
	if p.rest = rest; !ok {
		p.rest = ""
	}
	return s
}

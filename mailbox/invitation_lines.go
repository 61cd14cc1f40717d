package mailbox

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// component is what stands between BEGIN and END.
type component struct {
	name  string
	begin property
	props []property
	parts []*component
}

// first returns the first property of a name; its line is 0 when there is none.
func (c *component) first(name string) property {
	for _, p := range c.props {
		if p.name == name {
			return p
		}
	}
	return property{}
}

func (c *component) value(name string) string { return c.first(name).value }

// all returns the properties of a name.
func (c *component) all(name string) []property {
	var list []property
	for _, p := range c.props {
		if p.name == name {
			list = append(list, p)
		}
	}
	return list
}

// within returns the components of a name that stand directly in c.
func (c *component) within(name string) []*component {
	var list []*component
	for _, part := range c.parts {
		if part.name == name {
			list = append(list, part)
		}
	}
	return list
}

// maxComponents is how deep components may stand in one another; the standard needs three.
const maxComponents = 16

// readComponents makes the tree of an object. Events outside of a calendar are taken to be in one; what is never
// closed ends where its parent does.
func readComponents(data []byte) (*component, error) {
	top := &component{}
	open := []*component{top}
	for _, p := range contentLines(data) {
		switch in := open[len(open)-1]; p.name {
		case "BEGIN":
			name := strings.ToUpper(strings.TrimSpace(p.value))
			if len(open) == 1 && name != "VCALENDAR" {
				in = &component{name: "VCALENDAR", begin: p}
				top.parts = append(top.parts, in)
				open = append(open, in)
			}
			if name == in.name || name == "VEVENT" && in.name != "VCALENDAR" || len(open) > maxComponents {
				open = open[:2] // the END was forgotten
				in = open[1]
			}
			if name == "VCALENDAR" && len(open) == 2 {
				open = open[:1]
				in = top
			}
			c := &component{name: name, begin: p}
			in.parts = append(in.parts, c)
			open = append(open, c)
		case "END":
			open = open[:stillOpen(open, strings.ToUpper(strings.TrimSpace(p.value)))]
		default:
			in.props = append(in.props, p)
		}
	}
	if len(top.parts) == 0 {
		return nil, fmt.Errorf("line 1: no BEGIN:VCALENDAR: this is no calendar object")
	}
	return top, nil
}

// stillOpen returns how many components are still open after an END. One that nothing began closes nothing.
func stillOpen(open []*component, name string) int {
	for i := len(open) - 1; i > 0; i-- {
		if open[i].name == name {
			return i
		}
	}
	return len(open)
}

// contentLines unfolds an object and cuts it into its properties. A line that is none (no colon, no name before it) is
// joined with the next if that begins with the colon, or belongs to the text above: programs break long lines without
// the space that marks a folded one. Others say nothing.
func contentLines(data []byte) []property {
	lines := unfoldLines(toUTF8(data))
	list := make([]property, 0, len(lines))
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		n := len(list)
		if n > 0 && list[n-1].goesOn() {
			list[n-1].value = strings.TrimSuffix(list[n-1].value, "=") + l.text
			continue
		}
		p, ok := parseProperty(l.text)
		if !ok && i+1 < len(lines) && strings.HasPrefix(lines[i+1].text, ":") {
			p, ok = parseProperty(l.text + lines[i+1].text)
			i++
		}
		switch {
		case ok:
			p.line = l.number
			list = append(list, p)
		case n > 0 && list[n-1].isText():
			list[n-1].more = append(list[n-1].more, l.text)
		}
	}
	for i := range list {
		if len(list[i].more) > 0 {
			list[i].value += "\\n" + strings.Join(list[i].more, "\\n")
		}
	}
	return list
}

// toUTF8 returns the text in UTF-8 without byte order mark. Folds are undone first where they cut characters in two.
func toUTF8(data []byte) string {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		data = []byte(decodeCharset(unfoldBytes(data), "utf-8", false))
	}
	return strings.ReplaceAll(string(data), "\x00", "")
}

// unfoldBytes joins folded lines (RFC 5545 3.1): a break may stand between the bytes of one character.
func unfoldBytes(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		n := 0
		switch {
		case bytes.HasPrefix(data[i:], []byte("\r\n")):
			n = 2
		case data[i] == '\n' || data[i] == '\r':
			n = 1
		}
		if n > 0 && i+n < len(data) && (data[i+n] == ' ' || data[i+n] == '\t') {
			i += n
			continue
		}
		out = append(out, data[i])
	}
	return out
}

// numberedLine is an unfolded line and where it begins.
type numberedLine struct {
	text   string
	number int
}

// unfoldLines cuts a text into unfolded lines; empty ones are left out.
func unfoldLines(text string) []numberedLine {
	list := make([]numberedLine, 0, strings.Count(text, "\n")+1)
	var long strings.Builder // of a line folded more than once, so that many folds cost no more than few
	flush := func() {
		if long.Len() > 0 {
			list[len(list)-1].text = long.String()
			long.Reset()
		}
	}
	for number := 1; text != ""; number++ {
		line, rest, _ := cutLine(text)
		text = rest
		switch {
		case strings.TrimSpace(line) == "" && len(line) < 2:
		case (line[0] == ' ' || line[0] == '\t') && len(list) > 0:
			if long.Len() == 0 {
				long.WriteString(list[len(list)-1].text)
			}
			long.WriteString(line[1:])
		default:
			flush()
			list = append(list, numberedLine{line, number})
		}
	}
	flush()
	return list
}

// cutLine cuts off the first line, however it ends. "\r\r\n" is one end: gateways make it of "\r\n".
func cutLine(s string) (line, rest string, found bool) {
	i := strings.IndexAny(s, "\r\n")
	if i < 0 {
		return s, "", false
	}
	line, rest = s[:i], s[i:]
	for strings.HasPrefix(rest, "\r\r\n") {
		rest = rest[1:]
	}
	if strings.HasPrefix(rest, "\r\n") {
		return line, rest[2:], true
	}
	return line, rest[1:], true
}

package mailbox

import (
	"regexp"
	"slices"
	"strings"
)

// maxUndelivered is how many addresses of a delivery report count.
const maxUndelivered = 50

// readStatus takes over whom a delivery report names as not reached (RFC 3464 2.3). One that is only delayed is on its way.
func (p *parser) readStatus(t part) {
	body := t.body
	if enc := transferEncoding(t.header); enc == "base64" || enc == "quoted-printable" {
		body = appendTransfer(nil, body, enc)
	}
	p.stated = true
	var final, original, action string
	note := func() {
		if strings.EqualFold(action, "failed") {
			p.undelivered(final, original)
		}
		final, original, action = "", "", ""
	}
	for line := range strings.Lines(string(body)) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		value = strings.TrimSpace(value)
		switch name = strings.ToLower(name); {
		case !ok:
			if strings.TrimSpace(line) == "" {
				note()
			}
		case name == "final-recipient":
			final = addressOfType(value)
		case name == "original-recipient":
			original = addressOfType(value)
		case name == "action":
			action, _, _ = strings.Cut(value, " ")
		}
	}
	note()
}

// addressOfType reads "rfc822; somebody@there".
func addressOfType(value string) string {
	if _, address, typed := strings.Cut(value, ";"); typed {
		value = address
	}
	return value
}

// undelivered notes addresses that mail did not reach: as it was written to, and where that was forwarded to.
func (p *parser) undelivered(addresses ...string) {
	for _, a := range addresses {
		if a = cleanMail(a); a != "" && len(p.m.Undelivered) < maxUndelivered && !slices.Contains(p.m.Undelivered, a) {
			p.m.Undelivered = append(p.m.Undelivered, a)
		}
	}
}

// addressInText finds what looks like an address among words.
var addressInText = regexp.MustCompile(`[\pL\pN][\pL\pN._%+-]*@[\pL\pN][\pL\pN-]*(\.[\pL\pN-]+)+`)

// readUndelivered completes what a delivery report says of whom it is about: many servers say it in words only, and name the
// letter by its copy alone.
func (p *parser) readUndelivered() {
	m := p.m
	if m.Kind != Bounce {
		m.Undelivered = nil
		return
	}
	p.undelivered(strings.Split(p.header.text("x-failed-recipients"), ",")...)
	if len(m.Undelivered) == 0 && !p.stated {
		p.undelivered(slices.DeleteFunc(addressInText.FindAllString(m.NewText, maxUndelivered), func(a string) bool {
			a = strings.ToLower(a)
			return a == m.From.Mail || slices.ContainsFunc(m.To, func(to Address) bool { return to.Mail == a })
		})...)
	}
	if len(m.InReplyTo) == 0 && len(m.References) == 0 && len(m.Undelivered) > 0 {
		m.InReplyTo = p.returned
	}
}

package mailbox

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

// Parse reads a message as the mail programs of people read it: whatever is malformed is read as far as it goes. An error means
// that nothing of a message is there, not even a header; such bytes belong into quarantine. A Raw that is cut off gives what its
// bytes hold, with Partial set when text or an invitation lies beyond the cut (see NeedsRest).
func Parse(raw Raw) (m *Message, err error) {
	defer func() { // whatever strangers send must not stop the mailbox
		if fault := recover(); fault != nil {
			m, err = nil, fmt.Errorf("message cannot be parsed, a fault of the program that should be reported: %v", fault)
		}
	}()
	return parse(raw)
}

func parse(raw Raw) (*Message, error) {
	if raw.Err != nil {
		return nil, fmt.Errorf("message not delivered by the mailbox: %w", raw.Err)
	}
	if len(raw.Data) == 0 {
		return nil, errors.New("message is empty: the mailbox delivered no bytes")
	}
	p := parsers.Get().(*parser)
	p.raw = raw
	m, err := p.message()
	p.release()
	return m, err
}

// NeedsRest tells whether the missing end of a message cut off by the source holds text or an invitation, so that it is worth
// fetching. It is false when only attachments are missing, and for messages that are whole.
func NeedsRest(raw Raw) bool {
	if !raw.Partial {
		return false
	}
	m, err := Parse(raw)
	return err != nil || m.Partial
}

// parser holds what is known of one message while it is read.
type parser struct {
	raw      Raw
	m        *Message
	header   header
	scratch  []byte // for decoding; nothing of it outlives a part
	texts    []string
	parts    int
	said     bool     // the sender wrote text of his own
	report   string   // report-type of a multipart/report, or what its parts say (RFC 6522)
	method   string   // of an invitation that came as a part of its own (RFC 5546 1.4)
	stated   bool     // the parts of a delivery report say whom it is about
	returned []string // Message-ID of the first message within the message
	hint     string   // what charsetHint found, once hinted
	hinted   bool

	// Where a message that is cut off was cut: in its text or an invitation, in a forwarded message, in a form that was not read.
	cut, forwardCut, unreadCut bool
}

var parsers = sync.Pool{New: func() any { return new(parser) }}

// release gives the parser back, without what could hold on to the message.
func (p *parser) release() {
	if cap(p.header) > 200 || cap(p.texts) > 200 || cap(p.scratch) > 1<<20 {
		p.header, p.texts, p.scratch = nil, nil, nil // what an odd message needed
	}
	clear(p.header[:cap(p.header)])
	clear(p.texts[:cap(p.texts)])
	*p = parser{header: p.header[:0], texts: p.texts[:0], scratch: p.scratch[:0]}
	parsers.Put(p)
}

// message reads the message step by step.
func (p *parser) message() (*Message, error) {
	h, body, whole := splitHeader(p.raw.Data, p.header)
	p.header = h
	if len(h) == 0 {
		return nil, errors.New("message has no header: no line of the form \"Name: value\" before its text")
	}
	p.m = &Message{}
	p.readHeader()
	p.readDates()
	root := p.partOf(h, body, whole, "text/plain")
	p.walk(root)
	p.readID(body)
	p.readText()
	// Forwarded words are not worth another fetch, unless the sender wrote none of his own.
	p.m.Partial = p.raw.Partial && (p.cut || p.forwardCut && !p.said || p.inviteMissing())
	p.readKind()
	p.readUndelivered()
	return p.m, nil
}

// readHeader takes over who wrote to whom about what.
func (p *parser) readHeader() {
	h, m := p.header, p.m
	m.From = parseAddress(h.get("from"), p.charsetHint)
	if sender := h.get("sender"); m.From.Mail == "" && len(sender) > 0 {
		if a := parseAddress(sender, p.charsetHint); a.Mail != "" {
			m.From = a
		}
	}
	m.ReplyTo = parseAddresses(h.get("reply-to"), p.charsetHint)
	m.To = p.recipients("to")
	m.Cc = p.recipients("cc")
	m.Subject = composed(oneLine(decodeWords(h.text("subject"), p.charsetHint)))
	m.BaseSubject = BaseSubject(m.Subject)
	m.InReplyTo = parseIDs(h.get("in-reply-to"))
	m.References = parseIDs(h.get("references"))
	m.Instance = strings.ToValidUTF8(h.text("x-vernus-instance"), "")
}

// recipients gathers the addresses of all fields of a name: some programs write one field a recipient.
func (p *parser) recipients(name string) []Address {
	var list []Address
	for i := range p.header {
		if nameIs(p.header[i].name, name) && len(list) < maxAddresses {
			list = append(list, parseAddresses(p.header[i].value, p.charsetHint)...)
		}
	}
	return list
}

// readID takes the Message-ID over, or makes one of what stays the same wherever the message is read again: the fields its
// writer set, and the beginning of the body without line ends.
func (p *parser) readID(body []byte) {
	if ids := parseIDs(p.header.get("message-id")); len(ids) > 0 {
		p.m.ID = ids[0]
		return
	}
	p.m.IDMade = true
	sum := sha256.New()
	for _, name := range []string{"from", "to", "date", "subject"} {
		sum.Write([]byte(p.header.text(name)))
		sum.Write([]byte{0})
	}
	squeezed := make([]byte, 0, madeFrom)
	for _, c := range bytes.TrimSpace(body) {
		if c > ' ' {
			if squeezed = append(squeezed, c); len(squeezed) == madeFrom {
				break
			}
		}
	}
	sum.Write(squeezed)
	p.m.ID = hex.EncodeToString(sum.Sum(nil)[:16]) + "@made.vernus.invalid"
}

// madeFrom is how many bytes of the body go into an id. Sources deliver more than this even of messages that they cut off.
const madeFrom = 512

// readText puts the texts of the parts together and cuts out what was newly written.
func (p *parser) readText() {
	m := p.m
	switch len(p.texts) {
	case 0:
	case 1:
		m.Text = p.texts[0]
	default:
		var b strings.Builder
		for i, t := range p.texts {
			if i > 0 && !strings.HasSuffix(p.texts[i-1], "\n") {
				b.WriteByte('\n')
			}
			b.WriteString(t)
		}
		m.Text = b.String()
	}
	if m.Text != "" {
		m.Text = composed(m.Text)
		m.NewText, m.Cuts, m.Unsure = excerpt(m.Text, handOf(m), 0)
		if m.Unsure && m.bringsOnlyFiles() {
			m.NewText, m.Unsure = "", false
		}
	}
}

// bringsOnlyFiles tells of a letter whose text seems to be all quoted that it is an answer without words: what was asked for
// is attached. What it quotes is ours, and read as its sender's would ask us what we asked.
func (m *Message) bringsOnlyFiles() bool {
	_, replied, forwarded := splitSubject(m.Subject)
	if forwarded || !replied && len(m.InReplyTo) == 0 {
		return false
	}
	for _, c := range m.Cuts {
		if c.Why == whyForward {
			return false
		}
	}
	return slices.ContainsFunc(m.Attachments, Attachment.isDocument)
}

// isDocument tells whether a person attached it: the pictures of letters and signatures are numbered by programs.
func (a Attachment) isDocument() bool {
	digits, picture := strings.CutPrefix(strings.ToLower(a.Name), "image")
	return a.Name != "" && !strings.HasPrefix(a.Type, "text/calendar") && !(picture && digitRun(digits) >= 3)
}

// composed writes letters and their accents as one character: Apple's programs write "й" as two.
func composed(s string) string {
	if strings.IndexByte(s, 0xcc) < 0 { // the first byte of U+0300 to U+033F
		return s
	}
	return norm.NFC.String(s)
}

// charsetHint returns the charset that the message declares somewhere near its beginning, for header bytes that declare none.
func (p *parser) charsetHint() string {
	if p.hinted {
		return p.hint
	}
	p.hinted = true
	data := p.raw.Data[:min(len(p.raw.Data), 32<<10)]
	for {
		i := bytes.Index(data, []byte("charset="))
		if i < 0 {
			return ""
		}
		data = data[i+len("charset="):]
		v := bytes.TrimLeft(data[:min(len(data), 60)], `"' `)
		if j := bytes.IndexAny(v, "\"'; \t\r\n"); j > 0 {
			name := cleanCharset(string(v[:j]))
			if page := codePages().byName[name]; page != nil && page.cyrillic {
				p.hint = name
				return name
			}
		}
	}
}

// cheapRest is how much more is fetched on the mere chance that an invitation follows.
const cheapRest = 128 << 10

// inviteMissing tells whether a message that was cut off before any invitation was seen may hold one: it announces one, or it ends
// within an HTML form that nobody reads but that calendars put in front of theirs.
func (p *parser) inviteMissing() bool {
	switch {
	case len(p.m.Calendars) > 0:
		return false
	case len(p.texts) == 0 && len(p.m.Attachments) == 0:
		return true
	case p.unreadCut && p.raw.Size-int64(len(p.raw.Data)) <= cheapRest:
		return true
	}
	return bytes.Contains(bytes.ToLower(p.header.get("content-class")), []byte("calendarmessage")) || kinds().calendarSubject(p.m.Subject)
}

// readDates fills Date and At.
func (p *parser) readDates() {
	written, zoned, ok := parseDate(decodeLoose(p.header.text("date"), p.charsetHint))
	p.m.Date, p.m.At = settle(written, zoned, ok, p.arrival(ok && !zoned))
}

// arrival tells when the message came, with the lowest Received header only when it is asked for.
func (p *parser) arrival(lowest bool) arrival {
	a := arrival{source: p.raw.Received}
	for i := range p.header {
		if !nameIs(p.header[i].name, "received") {
			continue
		}
		v := p.header[i].value
		semi := bytes.LastIndexByte(v, ';')
		if t, zoned, ok := parseDate(unfold(v[semi+1:])); ok && zoned && semi >= 0 {
			if a.newest.IsZero() {
				a.newest = t
			}
			if a.oldest = t; !lowest {
				break
			}
		}
	}
	return a
}

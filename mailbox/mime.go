package mailbox

import "strings"

// Limits of what one message may cost. They are far beyond what people send.
const (
	maxNesting = 30      // of parts within parts
	maxParts   = 500     // in one message
	maxText    = 1 << 20 // bytes of one text part that are read
)

// part is one entity of a message (RFC 2045 2.4): its header, its body as transferred, and where it stands.
type part struct {
	header    header
	body      []byte
	media     media
	whole     bool // its header is complete
	depth     int
	forwarded bool // within a message/rfc822: somebody else's words
	related   bool // beside the HTML that refers to it
	detached  bool // its bytes were decoded and are no piece of the message's
	taken     bool // already read
	silent    bool // its text is not wanted, because another form of it was taken
}

// newPart splits data into header and body and reads the type; kind is what it is when it does not say (RFC 2046 5.1.5).
func (p *parser) newPart(data []byte, kind string) part {
	h, body, whole := splitHeader(data, make(header, 0, 6))
	return p.partOf(h, body, whole, kind)
}

func (p *parser) partOf(h header, body []byte, whole bool, kind string) part {
	part := part{header: h, body: body, whole: whole}
	if v := h.get("content-type"); v != nil {
		part.media = parseMedia(v, p.charsetHint)
	}
	switch k := part.media.kind; {
	case k == "":
		part.media.kind = kind
	case k == "text" || k == "plain" || k == "text/":
		part.media.kind = "text/plain"
	case k == "html":
		part.media.kind = "text/html"
	}
	return part
}

// walk reads a part and what is in it into the message.
func (p *parser) walk(t part) {
	if p.parts++; p.parts > maxParts {
		return
	}
	if !t.whole && p.raw.Partial && !p.listed(t) {
		p.cut = true // nobody knows what this part would have been
	}
	kind := t.media.kind
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		p.walkMultipart(t)
	case kind == "message/rfc822" || kind == "message/global" || kind == "message/news":
		p.walkMessage(t)
	default:
		p.walkLeaf(t)
	}
}

// listed tells whether what is known of a part whose header was cut is enough to see that it is an attachment.
func (p *parser) listed(t part) bool {
	top, rest, _ := strings.Cut(t.media.kind, "/")
	switch top {
	case "image", "audio", "video":
		return true
	case "application":
		return rest != "octet-stream" && rest != "" && len(t.media.params) > 0
	}
	return false
}

// walkMultipart takes a multipart apart. One whose boundary is missing or never appears is searched for another, and read as text
// when there is none.
func (p *parser) walkMultipart(t part) {
	if t.depth >= maxNesting {
		return
	}
	children := splitParts(t.body, t.media.param("boundary"))
	if children == nil {
		if enc := transferEncoding(t.header); enc == "base64" || enc == "quoted-printable" { // RFC 2045 6.4 forbids it
			t.body, t.detached = appendTransfer(nil, t.body, enc), true
			children = splitParts(t.body, t.media.param("boundary"))
		}
	}
	if children == nil {
		children = splitParts(t.body, sniffBoundary(t.body))
	}
	if children == nil {
		t.media = media{kind: "text/plain"}
		if looksHTML(t.body) {
			t.media.kind = "text/html"
		}
		p.walkLeaf(t)
		return
	}
	sub := t.media.kind[len("multipart/"):]
	kind := "text/plain"
	if sub == "digest" {
		kind = "message/rfc822"
	}
	parts := make([]part, 0, len(children))
	for _, c := range children {
		if p.parts+len(parts) > maxParts {
			break
		}
		n := p.newPart(c, kind)
		n.depth, n.forwarded, n.silent, n.detached = t.depth+1, t.forwarded, t.silent, t.detached
		n.related = sub == "related"
		parts = append(parts, n)
	}
	if sub == "alternative" {
		p.walkAlternative(parts)
		return
	}
	if sub == "report" && !t.forwarded {
		p.report = strings.ToLower(t.media.param("report-type"))
	}
	for _, n := range parts {
		p.walk(n)
	}
}

// walkAlternative takes the text of one form only (RFC 2046 5.1.4): the plain one if it says anything, else the first other that
// does. Attachments and invitations are taken from all.
func (p *parser) walkAlternative(parts []part) {
	done := false
	var empty []part // plain forms that say nothing
	for i := range parts {
		n := &parts[i]
		if done = done || n.silent; done || n.media.kind != "text/plain" || isAttachment(n.header) {
			continue
		}
		n.taken = true
		if text := p.partText(*n); saysSomething(text) {
			p.addText(*n, text)
			done = true
		} else {
			empty = append(empty, *n)
		}
	}
	for _, n := range parts {
		if n.taken {
			p.parts++
			continue
		}
		n.silent = n.silent || done
		before := len(p.texts)
		p.walk(n)
		done = done || len(p.texts) > before
	}
	if !done {
		for _, n := range empty {
			p.walk(n)
		}
	}
}

// walkMessage reads a message within the message. Its text is kept below a forward mark, where nobody takes it for new.
func (p *parser) walkMessage(t part) {
	if !t.forwarded {
		p.attach(t, "message/rfc822")
	}
	if t.depth >= maxNesting || t.silent {
		return
	}
	body := t.body
	if enc := transferEncoding(t.header); enc == "base64" || enc == "quoted-printable" {
		body, t.detached = appendTransfer(nil, body, enc), true
	}
	h, inner, whole := splitHeader(body, make(header, 0, 24))
	if len(h) == 0 {
		return
	}
	if !t.forwarded && p.returned == nil {
		p.returned = parseIDs(h.get("message-id"))
	}
	n := p.partOf(h, inner, whole, "text/plain")
	n.depth, n.forwarded, n.detached = t.depth+1, true, t.detached
	mark := p.forwardMark(h)
	before := len(p.texts)
	cut := p.cut
	p.texts = append(p.texts, mark)
	p.walk(n)
	p.forwardCut = p.forwardCut || p.cut && !cut
	p.cut = cut
	if len(p.texts) == before+1 && strings.Count(mark, "\n") < 4 {
		p.texts = p.texts[:before]
	}
}

// forwardMark is what stands above a forwarded message, as mail programs write it.
func (p *parser) forwardMark(h header) string {
	var b strings.Builder
	b.WriteString("---------- Forwarded message ----------\n")
	for _, name := range []string{"From", "Date", "Subject", "To"} {
		if v := h.get(strings.ToLower(name)); len(v) > 0 {
			b.WriteString(name)
			b.WriteString(": ")
			b.WriteString(oneLine(decodeWords(unfold(v), p.charsetHint)))
			b.WriteByte('\n')
		}
	}
	b.WriteByte('\n')
	return b.String()
}

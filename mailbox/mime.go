package mailbox

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

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

// listed tells whether what is known of the part is enough to see that it is an attachment.
func (p *parser) listed(t part) bool {
	return t.header.has("content-type") && !strings.HasPrefix(t.media.kind, "text/") && !strings.HasPrefix(t.media.kind, "multipart/")
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

// saysSomething is false for an empty plain form and for one that only sends the reader to the HTML.
func saysSomething(text string) bool {
	text = strings.TrimSpace(text)
	if text == "" || strings.Trim(text, " \t\n\u00a0\u200b\ufeff") == "" {
		return false
	}
	return len(text) > 400 || !placeholderText(strings.ToLower(text))
}

func placeholderText(low string) bool {
	if !strings.Contains(low, "html") {
		return false
	}
	for _, s := range []string{"support html", "supports html", "html support", "html-compatible", "html compatible", "html capable", "html-enabled",
		"view this message in html", "html version", "html email", "html-верс", "поддержкой html", "поддерживает html", "поддерживающ", "формате html", "html-формат"} {
		if strings.Contains(low, s) {
			return true
		}
	}
	return false
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
	n := p.partOf(h, inner, whole, "text/plain")
	n.depth, n.forwarded, n.detached = t.depth+1, true, t.detached
	mark := p.forwardMark(h)
	before := len(p.texts)
	cut := p.cut
	p.texts = append(p.texts, mark)
	p.walk(n)
	p.cut = cut // somebody else's words are not worth another fetch
	if len(p.texts) == before+1 && strings.Count(mark, "\n") < 3 {
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
	return b.String()
}

// walkLeaf reads a part that is not made of others: text, an invitation, or an attachment.
func (p *parser) walkLeaf(t part) {
	kind := t.media.kind
	switch {
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		if !t.forwarded {
			p.report = "delivery-status"
		}
		return
	case kind == "message/disposition-notification":
		if !t.forwarded {
			p.report = "disposition-notification"
		}
		return
	case kind == "message/feedback-report":
		if !t.forwarded {
			p.report = "feedback-report"
		}
		return
	case kind == "application/pgp-signature" || kind == "application/pkcs7-signature" || kind == "application/x-pkcs7-signature",
		kind == "text/rfc822-headers" || kind == "message/global-headers" || kind == "application/pgp-encrypted":
		return
	case kind == "text/calendar" || kind == "application/ics" || strings.HasSuffix(p.fileNameLower(t), ".ics"):
		p.addCalendar(t)
		return
	case !readable(kind):
		p.attach(t, kind)
		return
	}
	if t.depth > 0 && (isAttachment(t.header) || p.fileName(t) != "" && (len(p.texts) > 0 || kind != "text/plain" && kind != "text/html")) {
		p.attach(t, kind)
		return
	}
	if !t.silent {
		p.addText(t, p.partText(t))
	}
}

// readable names the types that are shown as text.
func readable(kind string) bool {
	switch kind {
	case "text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "text/x-amp-html", "text/watch-html", "application/xhtml+xml":
		return kind != "text/x-amp-html" && kind != "text/watch-html"
	}
	return false
}

// partText decodes a text part: transfer encoding, charset, line ends, flowed lines, HTML.
func (p *parser) partText(t part) string {
	body := t.body
	if len(body) > maxText*3/2 {
		body = body[:maxText*3/2]
	}
	open := p.raw.Partial && p.touchesEnd(t)
	if enc := transferEncoding(t.header); enc != "" {
		p.scratch = appendTransfer(p.scratch[:0], body, enc)
		body = p.scratch
	}
	if len(body) > maxText {
		body = body[:maxText]
		open = true
	}
	charset := t.media.param("charset")
	html := t.media.kind == "text/html" || t.media.kind == "application/xhtml+xml" || t.media.kind == "text/plain" && looksHTML(body)
	if html && charset == "" {
		charset = metaCharset(body)
	}
	if open {
		body = body[:len(body)-brokenTail(body)]
	}
	text := cleanText(decodeCharset(body, charset, false))
	switch {
	case html:
		return HTMLToText(text)
	case t.media.kind == "text/enriched" || t.media.kind == "text/richtext":
		return HTMLToText(enrichedToHTML(text))
	case strings.EqualFold(t.media.param("format"), "flowed"):
		return unflow(text, strings.EqualFold(t.media.param("delsp"), "yes"))
	}
	return text
}

// addText puts a part's text under what was read before.
func (p *parser) addText(t part, text string) {
	if p.raw.Partial && !t.forwarded && p.touchesEnd(t) {
		p.cut = true
	}
	if strings.TrimSpace(text) != "" {
		p.texts = append(p.texts, text)
	}
}

// addCalendar keeps an invitation in UTF-8.
func (p *parser) addCalendar(t part) {
	if p.fileName(t) != "" {
		p.attach(t, t.media.kind)
	}
	if t.forwarded {
		return
	}
	if p.raw.Partial && p.touchesEnd(t) {
		p.cut = true
	}
	raw := appendTransfer(nil, t.body, transferEncoding(t.header))
	if len(raw) > maxText {
		return
	}
	text := decodeCharset(raw, t.media.param("charset"), false)
	for _, have := range p.m.Calendars {
		if string(have) == text {
			return
		}
	}
	p.m.Calendars = append(p.m.Calendars, []byte(text))
	if p.method == "" && !isAttachment(t.header) || t.media.param("method") != "" {
		p.method = strings.ToUpper(t.media.param("method"))
		if p.method == "" {
			p.method = calendarMethod(text)
		}
	}
}

// calendarMethod returns the METHOD of an iCalendar object (RFC 5545 3.7.2), "" when it has none.
func calendarMethod(text string) string {
	for line := range strings.Lines(text) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(name, "METHOD") {
			return strings.ToUpper(strings.TrimSpace(value))
		}
		if strings.HasPrefix(line, "BEGIN:V") && !strings.HasPrefix(line, "BEGIN:VCALENDAR") {
			break
		}
	}
	return ""
}

// attach lists a part as an attachment. Pictures that belong to the HTML, mostly logos, are no attachments to a reader.
func (p *parser) attach(t part, kind string) {
	if t.forwarded || t.related && strings.HasPrefix(kind, "image/") && t.header.has("content-id") && !isAttachment(t.header) {
		return
	}
	name := p.fileName(t)
	if name == "" && kind == "message/rfc822" {
		h, _, _ := splitHeader(t.body, nil)
		name = oneLine(decodeWords(h.text("subject"), p.charsetHint))
	}
	p.m.Attachments = append(p.m.Attachments, Attachment{Name: name, Type: kind, Size: int64(len(t.body))})
}

// fileName returns the name that a part has as a file, without any folders.
func (p *parser) fileName(t part) string {
	name := ""
	if v := t.header.get("content-disposition"); v != nil {
		name = parseMedia(v, p.charsetHint).param("filename")
	}
	if name == "" {
		name = t.media.param("name")
	}
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	return oneLine(name)
}

func (p *parser) fileNameLower(t part) string {
	if len(t.media.params) == 0 && !t.header.has("content-disposition") {
		return ""
	}
	return strings.ToLower(p.fileName(t))
}

// isAttachment tells whether the sender meant a part to be saved rather than shown (RFC 2183 2.2).
func isAttachment(h header) bool {
	v := bytes.TrimSpace(h.get("content-disposition"))
	return len(v) >= 10 && nameIs(v[:10], "attachment")
}

// transferEncoding returns the encoding of a body; "" when the bytes stand for themselves.
func transferEncoding(h header) string {
	v := h.get("content-transfer-encoding")
	if len(v) == 0 {
		return ""
	}
	s := strings.ToLower(strings.Trim(stripComment(unfold(v)), "\"'; \t"))
	switch s {
	case "7bit", "8bit", "binary", "7-bit", "8-bit", "none":
		return ""
	case "base-64", "base 64":
		return "base64"
	case "quoted-printeable", "quoted printable", "qp":
		return "quoted-printable"
	}
	if i := strings.IndexAny(s, "; ,"); i > 0 {
		s = s[:i]
	}
	return s
}

// touchesEnd tells whether a body runs to the very end of the data: the part was not closed.
func (p *parser) touchesEnd(t part) bool {
	return !t.detached && cap(p.raw.Data)-cap(t.body)+len(t.body) >= len(p.raw.Data)
}

// brokenTail returns how many bytes at the end are the beginning of a UTF-8 character that was cut.
func brokenTail(b []byte) int {
	for n := 1; n <= 3 && n <= len(b); n++ {
		c := b[len(b)-n]
		if c >= 0xc0 {
			if !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
		if c < 0x80 {
			return 0
		}
	}
	return 0
}

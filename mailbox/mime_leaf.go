package mailbox

import (
	"bytes"
	"cmp"
	"strings"
	"unicode/utf8"
)

// saysSomething is false for an empty plain form and for one that only sends the reader to the HTML.
func saysSomething(text string) bool {
	if strings.Trim(text, " \t\n\u00a0\u200b\ufeff") == "" {
		return false
	}
	return len(text) > 600 || kinds().match("empty form", foldWords(text, 600)) == ""
}

// walkLeaf reads a part that is not made of others: text, an invitation, or an attachment.
func (p *parser) walkLeaf(t part) {
	kind := t.media.kind
	switch {
	case kind == "message/delivery-status" || kind == "message/global-delivery-status":
		if !t.forwarded {
			p.report = "delivery-status"
			p.readStatus(t)
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
		kind == "application/pgp-encrypted":
		return
	case kind == "text/rfc822-headers" || kind == "message/global-headers":
		if h, _, _ := splitHeader(t.body, make(header, 0, 24)); !t.forwarded {
			p.returned = parseIDs(h.get("message-id"))
		}
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
	if t.silent {
		p.unreadCut = p.unreadCut || p.raw.Partial && !t.forwarded && p.touchesEnd(t)
		return
	}
	p.addText(t, p.partText(t))
}

// readable names the types that are shown as text.
func readable(kind string) bool {
	switch kind {
	case "text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown", "application/xhtml+xml":
		return true
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
	if p.raw.Partial && p.touchesEnd(t) {
		p.cut = true
	}
	if strings.TrimSpace(text) != "" {
		p.texts = append(p.texts, text)
		p.said = p.said || !t.forwarded
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
	method := strings.ToUpper(t.media.param("method"))
	text := withMethod(calendarText(raw, t.media.param("charset")), method)
	for _, have := range p.m.Calendars {
		if string(have) == text {
			return
		}
	}
	p.m.Calendars = append(p.m.Calendars, []byte(text))
	if p.method == "" && !isAttachment(t.header) || method != "" {
		p.method = cmp.Or(method, calendarMethod(text))
	}
}

// calendarText decodes an iCalendar object. Its lines may be broken within a character (RFC 5545 3.1), so what is no
// UTF-8 is unfolded first.
func calendarText(raw []byte, charset string) string {
	if name := cleanCharset(charset); !utf8.Valid(raw) && (name == "" || name == "utf-8" || name == "utf8") {
		raw = unfoldBytes(raw)
	}
	return decodeCharset(raw, charset, false)
}

// withMethod puts the method that the media type names into an object that names none (RFC 6047 2.4 has it in both).
func withMethod(text, method string) string {
	const begin = "BEGIN:VCALENDAR"
	if method == "" || calendarMethod(text) != "" {
		return text
	}
	i := strings.Index(strings.ToUpper(cutAt(text, 200)), begin)
	if i < 0 {
		return text
	}
	i += len(begin)
	return text[:i] + "\r\nMETHOD:" + oneLine(method) + text[i:]
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
	p.unreadCut = p.unreadCut || (t.silent || t.related) && p.raw.Partial && !t.forwarded && p.touchesEnd(t)
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

package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"mime"
	"mime/quotedprintable"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// style is how a mail program writes a letter: the line over a quote, the marks in front of its lines, and whether a
// part in HTML goes along.
type style struct {
	html  bool
	mark  string // in front of quoted lines; "" for programs that quote with a block of headers
	quote func(l *demoLetter, zone *time.Location) string
	foot  string // what the program itself adds
}

var styles = map[string]style{
	"thunderbird": {mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("%s, %s пишет:", l.at.In(zone).Format("02.01.2006 15:04"), l.from.Name)
	}},
	"thunderbird-en": {mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("On %s, %s wrote:", l.at.In(zone).Format("02/01/2006 15:04"), l.from.Name)
	}},
	"gmail": {html: true, mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		t := l.at.In(zone)
		return fmt.Sprintf("%s, %d %s %d г. в %s, %s <%s>:", russianDays[t.Weekday()], t.Day(), russianMonths[t.Month()], t.Year(), t.Format("15:04"), l.from.Name, l.from.Address)
	}},
	"gmail-en": {html: true, mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("On %s %s <%s> wrote:", l.at.In(zone).Format("Mon, 2 Jan 2006 at 15:04,"), l.from.Name, l.from.Address)
	}},
	"yandex": {html: true, mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("%s, «%s» <%s>:", l.at.In(zone).Format("02.01.2006, 15:04"), l.from.Name, l.from.Address)
	}},
	"mailru": {mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("%s от %s <%s>:", l.at.In(zone).Format("02.01.2006, 15:04 -07:00"), l.from.Name, l.from.Address)
	}},
	"bat": {mark: "> ", quote: func(l *demoLetter, zone *time.Location) string {
		t := l.at.In(zone)
		return fmt.Sprintf("Вы писали %d %s %d г., %s:", t.Day(), russianMonthsFull[t.Month()], t.Year(), t.Format("15:04:05"))
	}},
	"apple": {mark: "> ", foot: "Sent from my iPhone", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("On %s, %s <%s> wrote:", l.at.In(zone).Format("2 Jan 2006, at 15:04"), l.from.Name, l.from.Address)
	}},
	"phone": {mark: "> ", foot: "Отправлено из мобильной Почты", quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("%s, %s <%s>:", l.at.In(zone).Format("15:04, 2.01.2006"), l.from.Name, l.from.Address)
	}},
	"outlook": {html: true, quote: func(l *demoLetter, zone *time.Location) string {
		t := l.at.In(zone)
		return fmt.Sprintf("________________________________\nОт: %s <%s>\nОтправлено: %d %s %d г. %s\nКому: %s\nТема: %s\n",
			l.from.Name, l.from.Address, t.Day(), russianMonthsFull[t.Month()], t.Year(), t.Format("15:04"), names(l.to), l.subject)
	}},
	"outlook-en": {html: true, quote: func(l *demoLetter, zone *time.Location) string {
		return fmt.Sprintf("________________________________\nFrom: %s <%s>\nSent: %s\nTo: %s\nSubject: %s\n",
			l.from.Name, l.from.Address, l.at.In(zone).Format("Monday, January 2, 2006 3:04 PM"), names(l.to), l.subject)
	}},
}

var (
	russianDays       = [...]string{"вс", "пн", "вт", "ср", "чт", "пт", "сб"}
	russianMonths     = [...]string{"", "янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."}
	russianMonthsFull = [...]string{"", "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
)

// messageID is the letter's Message-ID, without brackets.
func (l *demoLetter) messageID() string {
	_, domain, _ := strings.Cut(l.from.Address, "@")
	return fmt.Sprintf("%s.%d@%s", l.id, l.at.Unix(), domain)
}

// text is the letter as its writer's program shows it: what he wrote, the signature, and the letter he answers.
func (l *demoLetter) text() string {
	var b strings.Builder
	b.WriteString(l.body)
	st := styles[l.from.Style]
	if st.foot != "" {
		b.WriteString("\n" + st.foot + "\n")
	} else if l.from.Signature != "" {
		b.WriteString("\n-- \n" + l.from.Signature + "\n")
	}
	if quoted := l.quoted(); quoted != "" {
		b.WriteString("\n" + quoted)
	}
	return b.String()
}

// quoted is the letter that this one answers, as the writer's program quotes it.
func (l *demoLetter) quoted() string {
	st, ok := styles[l.from.Style]
	if l.parent == nil || !ok {
		return ""
	}
	zone, err := time.LoadLocation(l.from.Zone)
	if err != nil {
		zone = time.UTC
	}
	head, below := st.quote(l.parent, zone)+"\n", strings.TrimRight(l.parent.text(), "\n")
	if st.mark == "" {
		return head + "\n" + below + "\n"
	}
	var b strings.Builder
	b.WriteString(head)
	for line := range strings.SplitSeq(below, "\n") {
		switch {
		case strings.HasPrefix(line, ">"):
			b.WriteString(">" + line + "\n")
		case line == "":
			b.WriteString(">\n")
		default:
			b.WriteString(st.mark + line + "\n")
		}
	}
	return b.String()
}

// compose writes the letter as its writer's program would.
func (l *demoLetter) compose() []byte {
	var b bytes.Buffer
	line := func(key, value string) { fmt.Fprintf(&b, "%s: %s\r\n", key, value) }
	charset := l.from.Charset
	zone, err := time.LoadLocation(l.from.Zone)
	if err != nil {
		zone = time.UTC
	}
	line("Date", l.at.In(zone).Format(time.RFC1123Z))
	line("From", header(l.from, charset))
	line("To", headers(l.to, charset))
	if len(l.cc) > 0 {
		line("Cc", headers(l.cc, charset))
	}
	line("Subject", word(l.subject, charset))
	line("Message-ID", "<"+l.messageID()+">")
	if l.parent != nil {
		line("In-Reply-To", "<"+l.parent.messageID()+">")
		line("References", l.references())
	}
	line("MIME-Version", "1.0")
	own := false
	for _, h := range l.extra {
		key, value, _ := strings.Cut(h, ": ")
		if key != "Content-Type" {
			value = word(value, charset)
		}
		line(key, value)
		own = own || key == "Content-Type"
	}
	if own {
		b.WriteString("\r\n" + strings.ReplaceAll(l.body, "\n", "\r\n"))
		return b.Bytes()
	}
	l.parts(&b, charset)
	return b.Bytes()
}

// references are the ids of all letters that this one goes back to, oldest first.
func (l *demoLetter) references() string {
	ids := ""
	for p := l.parent; p != nil; p = p.parent {
		ids = strings.TrimSuffix("<"+p.messageID()+">\r\n "+ids, "\r\n ")
	}
	return ids
}

// parts writes the body: plain text, an HTML twin where the program makes one, attachments.
func (l *demoLetter) parts(b *bytes.Buffer, charset string) {
	text := part{"text/plain; charset=" + charset, "", encoded(l.text(), charset)}
	body := text
	if styles[l.from.Style].html {
		body = multipart("alternative", l.id, text, part{"text/html; charset=" + charset, "", encoded(l.html(charset), charset)})
	}
	if len(l.attach) > 0 {
		all := []part{body}
		for _, name := range l.attach {
			all = append(all, part{`application/octet-stream; name="` + name + `"`, `attachment; filename="` + name + `"`, []byte("demo " + name)})
		}
		body = multipart("mixed", l.id, all...)
	}
	body.write(b, charset)
}

// part is a piece of a MIME message.
type part struct {
	kind        string // Content-Type
	disposition string
	data        []byte
}

func multipart(kind, id string, parts ...part) part {
	boundary := "=_" + kind + "_" + id
	var b bytes.Buffer
	for _, p := range parts {
		b.WriteString("--" + boundary + "\r\n")
		p.write(&b, "")
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	return part{kind: fmt.Sprintf("multipart/%s; boundary=%q", kind, boundary), data: b.Bytes()}
}

func (p part) write(b *bytes.Buffer, charset string) {
	fmt.Fprintf(b, "Content-Type: %s\r\n", p.kind)
	if p.disposition != "" {
		fmt.Fprintf(b, "Content-Disposition: %s\r\n", p.disposition)
	}
	switch {
	case strings.HasPrefix(p.kind, "multipart/"):
		b.WriteString("\r\n")
		b.Write(p.data)
	case strings.HasPrefix(p.kind, "text/") && charset != "koi8-r":
		b.WriteString("Content-Transfer-Encoding: quoted-printable\r\n\r\n")
		w := quotedprintable.NewWriter(b)
		_, _ = w.Write(p.data) // a Buffer takes everything
		_ = w.Close()
	default:
		b.WriteString("Content-Transfer-Encoding: base64\r\n\r\n")
		text := base64.StdEncoding.EncodeToString(p.data)
		for len(text) > 76 {
			b.WriteString(text[:76] + "\r\n")
			text = text[76:]
		}
		b.WriteString(text + "\r\n")
	}
}

// html is the letter as programs that write HTML do: paragraphs, and the quote in the block that the program marks.
func (l *demoLetter) html(charset string) string {
	quoted := l.quoted()
	own := strings.TrimSuffix(strings.TrimSuffix(l.text(), quoted), "\n")
	var b strings.Builder
	fmt.Fprintf(&b, "<html><head><meta charset=%q></head><body>\n", charset)
	b.WriteString(lines(own))
	if l.parent != nil {
		head, _, _ := strings.Cut(quoted, "\n")
		below := lines(l.parent.text())
		switch {
		case strings.HasPrefix(l.from.Style, "gmail"):
			b.WriteString(`<div class="gmail_quote"><div dir="ltr" class="gmail_attr">` + html.EscapeString(head) + `<br></div><blockquote class="gmail_quote">` + below + `</blockquote></div>`)
		case strings.HasPrefix(l.from.Style, "outlook"):
			block, _, _ := strings.Cut(strings.TrimPrefix(quoted, head+"\n"), "\n\n")
			b.WriteString(`<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal">` + strings.ReplaceAll(html.EscapeString(block), "\n", "<br>") + `</p></div>` + below)
		default:
			b.WriteString(`<div>` + html.EscapeString(head) + `</div><blockquote>` + below + `</blockquote>`)
		}
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

func lines(text string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(text, "\n"), "\n") {
		if line = html.EscapeString(line); line == "" {
			line = "<br>"
		}
		b.WriteString("<div>" + line + "</div>\n")
	}
	return b.String()
}

var charmaps = map[string]*charmap.Charmap{"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R}

// encoded is a text in a charset, with the line ends of mail. Characters that the charset lacks become a question mark.
func encoded(text, charset string) []byte {
	text = strings.ReplaceAll(text, "\n", "\r\n")
	m := charmaps[charset]
	if m == nil {
		return []byte(text)
	}
	out := make([]byte, 0, len(text))
	for _, r := range text {
		c, ok := m.EncodeRune(r)
		if !ok {
			c = substitute(r)
		}
		out = append(out, c)
	}
	return out
}

func substitute(r rune) byte {
	switch r {
	case '«', '»', '“', '”':
		return '"'
	case '–', '—':
		return '-'
	case '№':
		return 'N'
	}
	return '?'
}

// word is a header's text: encoded words (RFC 2047) where it is not ASCII.
func word(text, charset string) string {
	m := charmaps[charset]
	if m == nil {
		return mime.BEncoding.Encode("utf-8", text)
	}
	ascii := strings.IndexFunc(text, func(r rune) bool { return r > 126 }) < 0
	if ascii {
		return text
	}
	return "=?" + charset + "?B?" + base64.StdEncoding.EncodeToString(encoded(text, charset)) + "?="
}

func header(p demoPerson, charset string) string {
	if p.Name == "" {
		return p.Address
	}
	name := word(p.Name, charset)
	if name == p.Name && strings.ContainsAny(name, `,.;"<>`) {
		name = fmt.Sprintf("%q", name)
	}
	return name + " <" + p.Address + ">"
}

func headers(list []demoPerson, charset string) string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = header(p, charset)
	}
	return strings.Join(out, ",\r\n ")
}

func names(list []demoPerson) string {
	out := make([]string, len(list))
	for i, p := range list {
		out[i] = p.Name
	}
	return strings.Join(out, "; ")
}

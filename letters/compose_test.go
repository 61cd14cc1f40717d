package letters

import (
	"bytes"
	"fmt"
	"mime"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func TestReplySubject(t *testing.T) {
	check := func(subject, want string) {
		t.Helper()
		if got := replySubject(subject); got != want {
			t.Errorf("%q: %q, want %q", subject, got, want)
		}
	}
	check("Смета", "Re: Смета")
	check("Re: Смета", "Re: Смета")
	check("RE: re: Смета", "Re: Смета")
	check("Re[3]: Смета", "Re: Смета")
	check("Ответ: Отв: Смета", "Re: Смета")
	check("НА: Смета", "Re: Смета")
	check("AW: SV: Quote", "Re: Quote")
	check("Fwd: Смета", "Re: Fwd: Смета")
	check("Re: Fwd: Re: Смета", "Re: Fwd: Re: Смета")
	check("Ремонт: офис", "Re: Ремонт: офис")
	check("На завтра: план", "Re: На завтра: план")
	check("", "Re:")
	check("Re:", "Re:")
	check("Смета\r\nBcc: all@example.com", "Re: Смета Bcc: all@example.com")
}

func TestReferences(t *testing.T) {
	check := func(m mailbox.Message, inReplyTo string, refs ...string) {
		t.Helper()
		gotID, got := references(&m)
		if gotID != inReplyTo || !slices.Equal(got, refs) {
			t.Errorf("%+v: %q %q, want %q %q", m, gotID, got, inReplyTo, refs)
		}
	}
	check(mailbox.Message{ID: "b@x", References: []string{"a@x"}}, "b@x", "a@x", "b@x")
	check(mailbox.Message{ID: "b@x", InReplyTo: []string{"a@x"}}, "b@x", "a@x", "b@x")
	check(mailbox.Message{ID: "c@x", InReplyTo: []string{"a@x", "b@x"}}, "c@x", "c@x")
	check(mailbox.Message{ID: "b@x", References: []string{"a@x", "a@x", "b@x"}}, "b@x", "a@x", "b@x")
	check(mailbox.Message{ID: "made@vernus", IDMade: true, References: []string{"a@x"}}, "")
	check(mailbox.Message{ID: "b@x>\r\nBcc: c@x", References: []string{"a@x"}}, "")
	check(mailbox.Message{ID: "b@x", References: []string{"не@х", "a b@x", "", "a@x"}}, "b@x", "a@x", "b@x")

	var long mailbox.Message
	long.ID = "last@x"
	for i := range 100 {
		long.References = append(long.References, fmt.Sprintf("%d@x", i))
	}
	_, refs := references(&long)
	if len(refs) != maxReferences || refs[0] != "0@x" || refs[1] != "82@x" || refs[len(refs)-1] != "last@x" {
		t.Errorf("a hundred references become %q", refs)
	}
	if long.References[1] != "1@x" {
		t.Error("the letter's own references were written into")
	}
}

func TestQuoted(t *testing.T) {
	m := &mailbox.Message{Date: at("11.03 10:00").UTC(), From: mailbox.Address{Name: "Ирина", Mail: "irina@romashka.example"},
		Text: "Добрый день!\r\n\r\nКогда?  \r\n> старое\r\n>> ещё старее\x00"}
	want := "11.03.2026 10:00, Ирина пишет:\n> Добрый день!\n>\n> Когда?\n>> старое\n>>> ещё старее"
	if got := quoted("ru", m, moscow); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	m.From.Name, m.Text = "", "When?"
	if got := quoted("en", m, moscow); got != "On 11 March 2026 10:00, irina@romashka.example wrote:\n> When?" {
		t.Errorf("got\n%s", got)
	}
	m.Text, m.NewText = "", "only the new words"
	if got := quoted("en", m, moscow); !strings.Contains(got, "> only the new words") {
		t.Errorf("got\n%s", got)
	}
	m.NewText = ""
	if got := quoted("en", m, moscow); got != "" {
		t.Errorf("an empty letter is quoted as %q", got)
	}
	m.Text = strings.Repeat("щ", 40<<10)
	if got := quoted("ru", m, moscow); len(got) > maxQuoted+200 || !utf8.ValidString(got) || !strings.HasSuffix(got, "> […]") {
		t.Errorf("a huge letter is quoted with %d bytes, ending %q", len(got), got[len(got)-20:])
	}
}

// TestOtherProgramsReadOurLetters: our own reader finds in a letter what was put into it, the quote told from the rest.
func TestOtherProgramsReadOurLetters(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Suggest
	letters, held := w.Decide(p, []Case{oneCase(rules.Acknowledge, rules.Nudge, rules.Escalate)}, nil, at("11.03 12:30"))
	if len(letters) != 4 {
		t.Fatalf("%d letters, held %+v", len(letters), held)
	}
	digest, err := w.Digest(p, busyDay(), at("11.03 09:30"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(letters, digest) {
		m, err := mailbox.Parse(mailbox.Raw{Data: l.Raw, Size: int64(len(l.Raw))})
		if err != nil {
			t.Fatalf("%s: %v", l.Key, err)
		}
		if m.ID != l.MessageID || m.IDMade || m.Subject != l.Subject || m.From != l.From || !slices.Equal(m.To, l.To) || !w.Identity.Owns(m) {
			t.Errorf("%s is read as id %s, subject %q, from %v to %v", l.Key, m.ID, m.Subject, m.From, m.To)
		}
		if l.InReplyTo != "" && (!slices.Equal(m.InReplyTo, []string{l.InReplyTo}) || !slices.Equal(m.References, l.References)) {
			t.Errorf("%s answers %v, %v", l.Key, m.InReplyTo, m.References)
		}
		if m.Kind == mailbox.Human && m.NoReply == "" {
			t.Errorf("%s would be taken for a person's letter that may be answered by a robot", l.Key)
		}
		if !strings.Contains(m.Text, strings.TrimSpace(l.Text)) {
			t.Errorf("%s is read as\n%s\nnot\n%s", l.Key, m.Text, l.Text)
		}
		if l.ToClient {
			body, _, _ := strings.Cut(l.Text, "С уважением")
			if !strings.HasPrefix(m.NewText, strings.TrimSpace(body)) || strings.Contains(m.NewText, "директором") {
				t.Errorf("of the letter to the client this is new:\n%s", m.NewText)
			}
		}
	}
}

// TestAcknowledgementIsReadAsOne: were our letter not known as our own, it would still be read as what it is: a word that
// an answer will come.
func TestAcknowledgementIsReadAsOne(t *testing.T) {
	templates, err := LoadTemplates("")
	if err != nil {
		t.Fatal(err)
	}
	cal := newCalendar(t, "Europe/Moscow")
	for _, lang := range Languages {
		for _, name := range templateNames() {
			if !strings.HasPrefix(name, string(Acknowledgement)) {
				continue
			}
			for _, data := range samples(lang, name) {
				f := data.(Fields)
				out, err := templates.render(lang, name, f)
				if err != nil {
					t.Fatal(err)
				}
				text, _, _ := strings.Cut(out.text, f.Signature)
				r := reading.Read(reading.Letter{Text: text, Date: at("11.03 11:30"), Outgoing: true, Kind: mailbox.Human, Calendar: cal})
				asks := strings.Contains(name, "-call-") // proposes a call, and promises an answer to what is written instead
				if !slices.ContainsFunc(r.Acts, func(a reading.Act) bool { return a.Type == reading.Ack || asks && a.Type == reading.Promise }) {
					t.Errorf("%s/%s, %s is not read as an acknowledgement: %s\n%+v", lang, name, f.Asks, text, r.Acts)
				}
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got\n%q, want\n%q", got, want)
		}
	}
	check(textHeader("Subject", "Re: Quote"), "Subject: Re: Quote\r\n")
	check(textHeader("Subject", "Re: Смета"), "Subject: =?utf-8?b?UmU6INCh0LzQtdGC0LA=?=\r\n")
	check(textHeader("Subject", "=?x?="), "Subject: =?utf-8?b?PT94Pz0=?=\r\n")
	check(addressHeader("From", []mailbox.Address{{Name: "Анна Лебедева", Mail: "anna@leto.example"}}),
		"From: =?utf-8?b?0JDQvdC90LAg0JvQtdCx0LXQtNC10LLQsA==?= <anna@leto.example>\r\n")
	check(addressHeader("To", []mailbox.Address{{Name: `Smith, "J"`, Mail: "j@x.example"}, {Mail: "k@x.example"}}),
		`To: "Smith, \"J\"" <j@x.example>, <k@x.example>`+"\r\n")

	long := textHeader("Subject", "Re: "+strings.Repeat("очень длинная тема письма ", 10))
	for line := range strings.SplitSeq(strings.TrimSuffix(long, "\r\n"), "\r\n") {
		word := strings.TrimPrefix(strings.TrimPrefix(line, "Subject:"), " ")
		decoded, err := new(mime.WordDecoder).Decode(word)
		if len(line) > maxHeaderLine || err != nil || !utf8.ValidString(decoded) {
			t.Errorf("line %q is %q, %v", line, decoded, err)
		}
	}
	long = textHeader("Subject", strings.Repeat("a very long subject ", 10))
	for line := range strings.SplitSeq(long, "\r\n") {
		if len(line) > maxHeaderLine {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
}

func TestMailto(t *testing.T) {
	l := Letter{To: []mailbox.Address{{Mail: "irina+x@romashka.example"}}, Subject: "Re: A & B", InReplyTo: "q1@x", Text: "Да?\n1+1\n\nАнна\n"}
	u, err := url.Parse(mailto(l, "Анна"))
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if u.Opaque != "irina+x@romashka.example" || q.Get("subject") != "Re: A & B" || q.Get("in-reply-to") != "<q1@x>" || q.Get("body") != "Да?\r\n1+1" {
		t.Errorf("%s is read as %s, %v", mailto(l, "Анна"), u.Opaque, q)
	}
	if strings.Contains(mailto(l, ""), "+1") {
		t.Error("a plus in the text would be read as a blank by some programs")
	}
	l.Text = strings.Repeat("щ", 400)
	if link := mailto(l, ""); link != "" {
		t.Errorf("a link of %d bytes", len(link))
	}
}

func TestBadAddressesAreRefused(t *testing.T) {
	for _, bad := range []string{"", "irina", "irina@", "@x", "irina@x y", "irina@x>\r\nBcc: a@b", "a@b,c@d", "<a@b>", "a\x00@b.c"} {
		if err := checkAddress(mailbox.Address{Mail: bad}); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
	for _, good := range []string{"irina@romashka.example", "i.s+tag@xn--e1afmkfd.xn--p1ai", "почта@ромашка.example"} {
		if err := checkAddress(mailbox.Address{Mail: good}); err != nil {
			t.Errorf("%q is refused: %v", good, err)
		}
	}
}

// FuzzCompose: whatever a client writes into his name, subject and text, the headers stay ours and the letter readable.
func FuzzCompose(f *testing.F) {
	f.Add("Ирина Соколова", "Смета", "Когда?", "q1@romashka.example")
	f.Add("Ирина\r\nBcc: all@example.com", "Смета\r\n\r\n<html>", "\x00\xff> >>", "a@b>\r\nX: y")
	f.Add(`"Ирина", <evil@example.com>`, strings.Repeat("Re: ", 300), "From me", " ")
	f.Add("=?utf-8?q?x?=", "=?utf-8?b?=?=", ".\n..\n", "")
	f.Add("\u202eанирИ", strings.Repeat("щ", 2000), "a\r\rb", "a@b")
	w, p := newWriter(f), newPolicy(f)
	f.Fuzz(func(t *testing.T, name, subject, text, id string) {
		c := oneCase(rules.Acknowledge, rules.Nudge)
		m := c.Conversation.Entries[0].Message
		m.From.Name, m.Subject, m.Text = name, subject, text
		m.References = []string{id}
		for i := range c.Findings {
			c.Findings[i].Contact, c.Findings[i].Subject, c.Findings[i].Quotes = m.From, subject, []string{text}
		}
		letters, held := w.Decide(p, []Case{c}, nil, at("11.03 12:30"))
		if len(letters) != 2 {
			t.Fatalf("%d letters, held %+v", len(letters), held)
		}
		for _, l := range letters {
			checkLetter(t, l)
		}
	})
}

// checkLetter holds a letter to what every mail program may expect.
func checkLetter(t *testing.T, l Letter) {
	t.Helper()
	head, _, ok := bytes.Cut(l.Raw, []byte("\r\n\r\n"))
	if !ok || !utf8.Valid(l.Raw) || bytes.Contains(bytes.ReplaceAll(l.Raw, []byte("\r\n"), nil), []byte("\n")) ||
		bytes.Contains(bytes.ReplaceAll(l.Raw, []byte("\r\n"), nil), []byte("\r")) {
		t.Fatalf("not a message with CRLF line ends: %q", l.Raw)
	}
	for line := range bytes.SplitSeq(l.Raw, []byte("\r\n")) {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
	for _, b := range head {
		if b > 0x7e || b < 0x20 && b != '\r' && b != '\n' {
			t.Fatalf("byte %#x in the headers: %q", b, head)
		}
	}
	m, err := mail.ReadMessage(bytes.NewReader(l.Raw))
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{"Auto-Submitted", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "In-Reply-To", "Message-Id",
		"Mime-Version", "References", "Subject", "To", "X-Auto-Response-Suppress", "X-Vernus-Instance", "X-Vernus-Reason"}
	for name, values := range m.Header {
		if !slices.Contains(allowed, name) || len(values) != 1 {
			t.Errorf("header %s: %q", name, values)
		}
	}
	to, err := m.Header.AddressList("To")
	if err != nil || len(to) != 1 || to[0].Address != l.To[0].Mail {
		t.Errorf("to %v, %v; want %v", to, err, l.To)
	}
	parts(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	if strings.ContainsAny(l.Subject, "\r\n") {
		t.Errorf("subject %q", l.Subject)
	}
}

package mailbox

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// letter writes a message with CRLF line ends from lines of a test.
func letter(lines ...string) []byte {
	return []byte(strings.ReplaceAll(strings.Join(lines, "\n"), "\n", "\r\n"))
}

// mustParse parses what a test holds to be readable.
func mustParse(t *testing.T, data []byte) *Message {
	t.Helper()
	m, err := Parse(Raw{Data: data, Size: int64(len(data))})
	if err != nil {
		t.Fatalf("Parse: %v\n%.300q", err, data)
	}
	return m
}

// shape says in one line what was read.
func shape(m *Message) string {
	var parts []string
	for _, a := range m.Attachments {
		parts = append(parts, a.Type+" "+a.Name)
	}
	for _, c := range m.Calendars {
		parts = append(parts, fmt.Sprintf("calendar of %d bytes", len(c)))
	}
	return strings.TrimSpace(m.Text) + " [" + strings.Join(parts, ", ") + "]"
}

const head = "From: Ivan <ivan@example.com>\nTo: anna@studio.example\nSubject: x\nMessage-ID: <1@example.com>\nDate: Mon, 02 Mar 2026 10:15:30 +0300\nMIME-Version: 1.0\n"

func TestParseHeaderFields(t *testing.T) {
	m := mustParse(t, letter(
		"From: =?koi8-r?B?6dfBziDwxdTSz9c=?= <Ivan@Example.COM>",
		"Reply-To: office@example.com",
		"To: Anna <anna@studio.example>, boris@studio.example",
		"Cc: \"Petrov, Petr\" <petr@example.com>",
		"Subject: Re: =?utf-8?B?0KHRh9GR0YI=?=",
		" =?utf-8?B?INC/0L4=?= May",
		"Date: Mon, 02 Mar 2026 10:15:30 +0300",
		"Message-ID: <m1@example.com>",
		"In-Reply-To: <m0@studio.example>",
		"References: <r@studio.example> <m0@studio.example>",
		"X-Vernus-Instance: north",
		"",
		"Hello",
	))
	want := Message{ID: "m1@example.com", Subject: "Re: Счёт по May", Instance: "north"}
	if m.ID != want.ID || m.IDMade || m.Subject != want.Subject || m.Instance != want.Instance || m.BaseSubject != BaseSubject(want.Subject) {
		t.Errorf("got %q %q %q %q", m.ID, m.Subject, m.BaseSubject, m.Instance)
	}
	people := fmt.Sprint(m.From, m.ReplyTo, m.To, m.Cc)
	if people != "{Иван Петров ivan@example.com} [{ office@example.com}] [{Anna anna@studio.example} { boris@studio.example}] [{Petrov, Petr petr@example.com}]" {
		t.Errorf("people: %s", people)
	}
	if fmt.Sprint(m.InReplyTo, m.References) != "[m0@studio.example] [r@studio.example m0@studio.example]" {
		t.Errorf("ids: %v %v", m.InReplyTo, m.References)
	}
	if m.Date.Format(time.RFC3339) != "2026-03-02T10:15:30+03:00" || !m.At.Equal(m.Date) {
		t.Errorf("Date %v, At %v", m.Date, m.At)
	}
	if m.Text != "Hello" || m.NewText != "Hello" || m.Kind != Human || m.NoReply != "" || m.Partial {
		t.Errorf("%q %q %s %q", m.Text, m.NewText, m.Kind, m.NoReply)
	}
}

func TestParseBodies(t *testing.T) {
	b64 := base64.StdEncoding.EncodeToString
	check := func(name, message, want string) {
		t.Helper()
		if got := shape(mustParse(t, letter(message))); got != want {
			t.Errorf("%s:\n got %q\nwant %q", name, got, want)
		}
	}
	check("nothing said", head+"\nHello", "Hello []")
	check("base64", head+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"+b64([]byte("Привет, мир")), "Привет, мир []")
	check("base64 unpadded", head+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"+strings.TrimRight(b64([]byte("Привет!")), "="), "Привет! []")
	check("base64 with a foot", head+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"+b64([]byte("Привет!"))+"\n--\nsent through the list of lists, see www.lists.example", "Привет! []")
	check("base64 with rubbish", head+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n0J/R!gNC40LLQtdGC\n!!\n0LAg", "Привета []")
	check("quoted-printable", head+"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=D0=9F=d1=80 a=\n b = c =3D", "Пр a b = c = []")
	check("koi8-r", head+"Content-Type: text/plain; charset=koi8-r\n\n\xf0\xd2\xc9\xd7\xc5\xd4", "Привет []")
	check("win-1251", head+"Content-Type: text/plain; charset=win-1251\n\n\xcf\xf0\xe8\xe2\xe5\xf2", "Привет []")
	check("cp866", head+"Content-Type: text/plain; charset=cp866\n\n\x8f\xe0\xa8\xa2\xa5\xe2", "Привет []")
	check("charset empty", head+"Content-Type: text/plain; charset=\n\n\xcf\xf0\xe8\xe2\xe5\xf2", "Привет []")
	check("charset absent", head+"\n\xf0\xd2\xc9\xd7\xc5\xd4, \xcb\xcf\xcc\xcc\xc5\xc7\xc9", "Привет, коллеги []")
	check("us-ascii that is utf-8", head+"Content-Type: text/plain; charset=us-ascii\n\nПривет", "Привет []")
	check("utf-8 that is windows-1251", head+"Content-Type: text/plain; charset=utf-8\n\n\xcf\xf0\xe8\xe2\xe5\xf2", "Привет []")
	check("iso-8859-1 that is windows-1251", head+"Content-Type: text/plain; charset=iso-8859-1\n\n\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xee\xeb\xeb\xe5\xe3\xe8!", "Привет, коллеги! []")
	check("iso-8859-1 that is true", head+"Content-Type: text/plain; charset=iso-8859-1\n\nGr\xfc\xdfe aus K\xf6ln", "Grüße aus Köln []")
	check("letters in two pieces", head+"Content-Type: text/plain; charset=utf-8\n\nмо\u0438\u0306", "мой []")
	check("utf-7", head+"Content-Type: text/plain; charset=utf-7\n\n+BB8EQAQ4- +- x", "При + x []")
	check("html", head+"Content-Type: text/html; charset=utf-8\n\n<p>Hello</p><p>there</p>", "Hello\n\nthere []")
	check("html with its own charset", head+"Content-Type: text/html\n\n<html><head><meta charset=\"koi8-r\"></head><body>\xf0\xd2\xc9\xd7\xc5\xd4</body></html>", "Привет []")
	check("flowed", head+"Content-Type: text/plain; format=flowed\n\nOne line \nthat goes on.\n> quoted \n> too\n-- \nIvan", "One line that goes on.\n> quoted too\n-- \nIvan []")

	mixed := head + "Content-Type: multipart/mixed; boundary=b\n\npreamble\n"
	text, pdf := "--b\nContent-Type: text/plain\n\nHello\n", "--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERg==\n"
	check("mixed", mixed+text+pdf+"--b--\nepilogue", "Hello [application/pdf a.pdf]")
	check("mixed, never closed", mixed+text+pdf, "Hello [application/pdf a.pdf]")
	check("mixed, boundary not named", head+"Content-Type: multipart/mixed\n\n"+text+pdf+"--b--", "Hello [application/pdf a.pdf]")
	check("mixed, another boundary named", head+"Content-Type: multipart/mixed; boundary=other\n\n"+text+pdf+"--b--", "Hello [application/pdf a.pdf]")
	check("mixed, no parts at all", head+"Content-Type: multipart/mixed; boundary=b\n\nHello", "Hello []")
	check("broken header in a part", mixed+"--b\nContent-Type: text/plain\nrubbish\n\nHello\n"+pdf, "Hello [application/pdf a.pdf]")
	check("part without header", mixed+"--b\n\nHello\n--b--", "Hello []")
	check("the same boundary inside", mixed+"--b\nContent-Type: multipart/alternative; boundary=b\n\n"+text+pdf+"--b--", "Hello [application/pdf a.pdf]")
	check("boundary that begins another", head+"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: multipart/alternative; boundary=bb\n\n--bb\n\nHello\n--bb--\n--b--", "Hello []")
	check("two texts", mixed+text+"--b\nContent-Type: text/plain\n\nmore\n--b--", "Hello\nmore []")
	check("text file", mixed+text+"--b\nContent-Type: text/plain; name=log.txt\nContent-Disposition: attachment\n\nlog\n--b--", "Hello [text/plain log.txt]")

	alternative := head + "Content-Type: multipart/alternative; boundary=b\n\n"
	html := "--b\nContent-Type: text/html\n\n<p>Rich</p>\n"
	check("alternative", alternative+text+html+"--b--", "Hello []")
	check("alternative, plain empty", alternative+"--b\nContent-Type: text/plain\n\n \n"+html+"--b--", "Rich []")
	check("alternative, plain without sense", alternative+"--b\nContent-Type: text/plain\n\nYour program does not support HTML.\n"+html+"--b--", "Rich []")
	check("alternative, html alone", alternative+html+"--b--", "Rich []")
	check("alternative with files inside", alternative+text+"--b\nContent-Type: multipart/mixed; boundary=c\n\n--c\nContent-Type: text/html\n\n<p>Rich</p>\n--c\nContent-Type: image/png; name=a.png\n\nx\n--c--\n--b--", "Hello [image/png a.png]")
	invite := "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n"
	check("alternative with an invitation", alternative+text+html+invite+"--b--", "Hello [calendar of 46 bytes]")
	check("related", head+"Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<p>Rich</p>\n--b\nContent-Type: image/png; name=logo.png\nContent-ID: <1>\n\nx\n--b--", "Rich []")
	check("invitation as a file", mixed+text+"--b\nContent-Type: application/octet-stream; name=Invite.ICS\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--b--", "Hello [application/octet-stream Invite.ICS, calendar of 30 bytes]")
	check("forwarded", mixed+text+"--b\nContent-Type: message/rfc822\n\nFrom: petr@example.com\nSubject: old\n\nOld text\n--b--",
		"Hello\n---------- Forwarded message ----------\nFrom: petr@example.com\nSubject: old\n\nOld text [message/rfc822 old]")
	check("signed", head+"Content-Type: multipart/signed; boundary=b\n\n"+text+"--b\nContent-Type: application/pgp-signature; name=signature.asc\n\nxx\n--b--", "Hello []")
}

func TestParseLimits(t *testing.T) {
	var deep strings.Builder
	deep.WriteString(head + "Content-Type: multipart/mixed; boundary=b0\n\n")
	for i := range 200 {
		fmt.Fprintf(&deep, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i+1)
	}
	deep.WriteString("--b200\n\nHello\n")
	mustParse(t, letter(deep.String()))

	many := head + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\nContent-Type: image/png\n\nx\n", 5000)
	if m := mustParse(t, letter(many)); len(m.Attachments) > maxParts {
		t.Errorf("%d attachments", len(m.Attachments))
	}
	nested := strings.Repeat("Content-Type: message/rfc822\nFrom: a@example.com\n\n", 300) + "\nHello"
	mustParse(t, letter(nested))

	long := head + "X-Long: " + strings.Repeat("a long line\n\t", 200_000) + "\n\nHello"
	if m := mustParse(t, letter(long)); m.Text != "Hello" {
		t.Errorf("after a header of 2 MB: %q", m.Text)
	}
}

func TestParseFails(t *testing.T) {
	check := func(name string, raw Raw, want string) {
		t.Helper()
		if _, err := Parse(raw); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one with %q", name, err, want)
		}
	}
	check("nothing", Raw{}, "empty")
	check("no header", Raw{Data: []byte("Just some words\nand more of them\n")}, "no header")
	broken := errors.New("literal cut short")
	if _, err := Parse(Raw{Err: broken}); !errors.Is(err, broken) {
		t.Errorf("the source's error is lost: %v", err)
	}
}

func TestMadeIDIsStable(t *testing.T) {
	body := strings.Repeat("Some words of a letter that is long enough to be cut off.\n", 40)
	whole := letter("From: ivan@example.com\nSubject: x\nDate: Mon, 02 Mar 2026 10:15:30 +0300\n\n" + body)
	id := mustParse(t, whole).ID
	check := func(name string, raw Raw, same bool) {
		t.Helper()
		m, err := Parse(raw)
		if err != nil {
			t.Fatal(err)
		}
		if !m.IDMade || (m.ID == id) != same {
			t.Errorf("%s: id %s, made %v; the first was %s", name, m.ID, m.IDMade, id)
		}
	}
	check("elsewhere", Raw{Data: append([]byte("Received: by mx; Mon, 02 Mar 2026 10:15:40 +0300\r\n"), whole...), Folder: "Archive", Role: RoleOther}, true)
	check("LF", Raw{Data: []byte(strings.ReplaceAll(string(whole), "\r\n", "\n"))}, true)
	check("cut off", Raw{Data: whole[:1000], Partial: true}, true)
	check("another text", Raw{Data: []byte(strings.Replace(string(whole), "Some words", "Other words", 1))}, false)
}

func TestNeedsRest(t *testing.T) {
	pdf := "--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\n" + strings.Repeat("JVBERi0xLjcK\n", 40)
	text := "--b\nContent-Type: text/plain\n\n" + strings.Repeat("Hello there\n", 40)
	html := "--b\nContent-Type: text/html\n\n" + strings.Repeat("<p>Hello there</p>\n", 40)
	invite := "--b\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n" + strings.Repeat("X-A:b\n", 40)
	mixed, alternative := head+"Content-Type: multipart/mixed; boundary=b\n\n", head+"Content-Type: multipart/alternative; boundary=b\n\n"
	check := func(name, message string, less int, want bool) {
		t.Helper()
		data := letter(message)
		raw := Raw{Data: data[:len(data)-max(less, 0)], Partial: true, Size: 1 << 20}
		if less < 0 { // little is missing
			raw.Size = int64(len(data)) + 1000
		}
		m, err := Parse(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := NeedsRest(raw); got != want || m.Partial != want {
			t.Errorf("%s: NeedsRest %v, Partial %v, want %v", name, got, m.Partial, want)
		}
		raw.Partial = false
		if NeedsRest(raw) {
			t.Errorf("%s: a whole message needs no rest", name)
		}
	}
	check("in the header", "From: ivan@example.com\nSubj", 0, true)
	check("in the text", head+"\nHello the", 0, true)
	check("in the text part", mixed+text, 50, true)
	check("in the attachment", mixed+text+pdf, 50, false)
	check("in the header of an attachment", mixed+text+"--b\nContent-Type: application/pdf; name=a.pdf\nConte", 0, false)
	check("in the type of a part", mixed+text+"--b\nContent-Type: te", 0, true)
	check("in the header of an unknown part", mixed+text+"--b\nConten", 0, true)
	check("in HTML that is not read", alternative+text+html, 50, false)
	check("in HTML that is read", alternative+html, 50, true)
	check("in an invitation", alternative+text+invite, 50, true)
	check("in a forwarded message without a word", mixed+"--b\nContent-Type: message/rfc822\n\nFrom: petr@example.com\n\nOld te", 0, true)
	check("in HTML that is not read, near the end", alternative+text+html, -1, true)
	check("before an announced invitation", strings.Replace(alternative, "Subject: x", "Subject: Invitation: talk @ Mon 2 Mar 2026", 1)+text+html, 50, true)
	check("in a forwarded message", mixed+text+"--b\nContent-Type: message/rfc822\n\nFrom: petr@example.com\n\nOld te", 0, false)
}

func TestPartialTextEndsCleanly(t *testing.T) {
	data := []byte(strings.ReplaceAll(head, "\n", "\r\n") + "Content-Type: text/plain; charset=utf-8\r\n\r\nПривет")
	for cut := 1; cut < 6; cut++ {
		m, err := Parse(Raw{Data: data[:len(data)-cut], Partial: true})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix("Привет", m.Text) {
			t.Errorf("cut by %d: %q", cut, m.Text)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(letter(head+"\nHello"), false)
	f.Add(letter(head+"Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\nHi\n--b\nContent-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n8NLJ18XU\n--b--"), true)
	f.Add(letter(head+"Auto-Submitted: auto-generated\nContent-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n"), false)
	f.Fuzz(func(t *testing.T, data []byte, partial bool) {
		m, err := parse(Raw{Data: data, Partial: partial})
		if err != nil {
			return
		}
		if m.ID == "" || m.Kind == "" || m.KindWhy == "" {
			t.Fatalf("unfinished: %+v", m)
		}
		for _, s := range []string{m.Text, m.Subject, m.From.Name, m.ID} {
			if strings.ToValidUTF8(s, "") != s {
				t.Fatalf("not UTF-8: %q", s)
			}
		}
		again, err := Parse(Raw{Data: data, Partial: partial})
		if err != nil || again.ID != m.ID || again.Text != m.Text || again.Kind != m.Kind {
			t.Fatalf("read twice, it is another message: %v", err)
		}
	})
}

// An answer that brings what was asked for, without a word above what it quotes, does not ask it back.
func TestParseAnswerWithoutWords(t *testing.T) {
	const quoted = "\n\nчт, 5 мар. 2026 г. в 11:42, Анна <anna@studio.example>:\n\n> Пришлите, пожалуйста, договор.\n"
	const outlook = "\n\nОт: Анна\nОтправлено: 5 марта 2026 г. 11:42\nКому: Иван\nТема: Договор\n\nПришлите, пожалуйста, договор.\n"
	check := func(name, subject, text, file, want string, unsure bool) {
		t.Helper()
		data := strings.Replace(head, "Subject: x", "Subject: "+subject, 1) + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n"
		if file != "" {
			data += "--b\nContent-Type: application/octet-stream; name=\"" + file + "\"\nContent-Disposition: attachment; filename=\"" + file + "\"\n\nx\n"
		}
		m := mustParse(t, letter(data+"--b--\n"))
		if got := strings.TrimSpace(m.NewText); got != strings.TrimSpace(want) || m.Unsure != unsure {
			t.Errorf("%s: new text %q, unsure %v", name, got, m.Unsure)
		}
	}
	check("a scan", "Re: x", quoted, "scan.pdf", "", false)
	check("a scan, by Outlook", "Re: x", outlook, "scan.jpg", "", false)
	check("words", "Re: x", "Вот он. Что дальше?"+quoted, "scan.pdf", "Вот он. Что дальше?", false)
	check("nothing", "Re: x", quoted, "", quoted, true)
	check("the picture of a signature", "Re: x", quoted, "image001.png", quoted, true)
	check("passed on", "Fwd: x", outlook, "scan.pdf", "Пришлите, пожалуйста, договор.", true)
	check("no answer", "x", outlook, "scan.pdf", "Пришлите, пожалуйста, договор.", true)
}

package mailbox

import (
	"slices"
	"strings"
	"testing"
)

// names lists a header as "name=value" with the values on one line.
func names(h header) (list []string) {
	for _, f := range h {
		list = append(list, strings.ToLower(string(f.name))+"="+unfold(f.value))
	}
	return list
}

func TestSplitHeader(t *testing.T) {
	check := func(name, data, want, body string) {
		t.Helper()
		h, rest, _ := splitHeader([]byte(data), nil)
		if got := strings.Join(names(h), "|"); got != want || string(rest) != body {
			t.Errorf("%s: header %q body %q, want %q and %q", name, got, rest, want, body)
		}
	}
	check("plain", "From: a\r\nSubject: b\r\n\r\nbody\r\n", "from=a|subject=b", "body\r\n")
	check("LF", "From: a\nSubject: b\n\nbody\n", "from=a|subject=b", "body\n")
	check("folded", "Subject: one\r\n two\r\n\tthree\r\n\r\nx", "subject=one two three", "x")
	check("space before the colon", "Subject : b\n\nx", "subject=b", "x")
	check("empty lines on top", "\r\n\r\nFrom: a\r\n\r\nx", "from=a", "x")
	check("byte order mark", "\xef\xbb\xbfFrom: a\n\nx", "from=a", "x")
	check("mbox line on top", "From ivan@example.com Mon Mar  2 10:15:00 2026\nFrom: a\n\nx", "from=a", "x")
	check("mbox line inside", "From: a\n>From b Mon Mar  2 10:15:00 2026\nSubject: c\n\nx", "from=a|subject=c", "x")
	check("line without colon", "From: a\nrubbish here\nSubject: c\n\nx", "from=a|subject=c", "x")
	check("addresses not indented", "To: a@x,\nb@x\nSubject: c\n\nx", "to=a@x, b@x|subject=c", "x")
	check("line without colon last", "From: a\nSubject: c\nrubbish\n\nx", "from=a|subject=c rubbish", "x")
	check("name beyond ASCII", "From: a\nТема: б\nSubject: c\n\nx", "from=a|тема=б|subject=c", "x")
	check("wrap not indented", "Content-Type: text/plain;\ncharset=koi8-r\nSubject: c\n\nx", "content-type=text/plain; charset=koi8-r|subject=c", "x")
	check("no empty line", "From: a\nSubject: c\nHello there,\nthis is text\nof a letter\n", "from=a|subject=c", "Hello there,\nthis is text\nof a letter\n")
	check("no empty line, one paragraph", "From: a\nSubject: c\nHello there\n\n", "from=a|subject=c", "Hello there\n\n")
	check("a line of spaces ends it", "From: a\n \nHello\n", "from=a", "Hello\n")
	check("a line of spaces within a fold", "From: a\n \n b\nSubject: c\n\nx", "from=a b|subject=c", "x")
	check("first field indented", " From: a\nSubject: c\n\nx", "from=a|subject=c", "x")
	check("no body", "From: a\nSubject: c\n", "from=a|subject=c", "")
	check("rubbish alone", "hello\nworld\n", "", "hello\nworld\n")
	check("rubbish on top", "hello\nFrom: a\nSubject: c\n\nx", "from=a|subject=c", "x")
}

func TestDecodeWords(t *testing.T) {
	hint := func() string { return "koi8-r" }
	check := func(in, want string) {
		t.Helper()
		if got := decodeWords(in, hint); got != want {
			t.Errorf("decodeWords(%q) = %q, want %q", in, got, want)
		}
	}
	check("plain", "plain")
	check("=?utf-8?B?0J/RgNC40LLQtdGC?=", "Привет")
	check("=?UTF-8?q?=D0=9F=D1=80?=", "Пр")
	check("=?koi8-r?B?8NLJ18XU?= and =?windows-1251?Q?=CF=F0?=", "Привет and Пр")
	check("=?utf-8?B?0J/RgNC4?= =?utf-8?B?0LLQtdGC?=", "Привет")
	check("=?utf-8?B?0J/RgNC4?=\r\n =?utf-8?B?0LLQtdGC?=", "Привет")
	check("=?utf-8?B?0J/RgNC40LLQtdGCISE?=", "Привет!!")                               // no padding
	check("=?utf-8?B?0J/RgN?= =?utf-8?B?C40LLQtdGC?=", "Привет")                       // cut inside a group
	check("=?utf-8?Q?=D0=9F=D1?= =?utf-8?Q?=80=D0=B8?=", "При")                        // cut inside a character
	check("=?utf-8?Q?=D0=9F with spaces?= tail", "П with spaces tail")                 // spaces inside
	check("Re:=?utf-8?B?0J/RgNC4?=!", "Re:При!")                                       // glued to text
	check("=?utf-8*ru?B?0J/RgNC4?=", "При")                                            // RFC 2231 language
	check("=?win-1251?B?z/Do4uXy?=", "Привет")                                         // an alias nobody registered
	check("=?x-no-such?B?z/Do4uXy?=", "Привет")                                        // a charset that does not exist
	check("=?utf-8?B?z/Do4uXy?=", "Привет")                                            // a charset that is not true
	check("=?utf-8?Q?what?=20now?=", "what? now")                                      // a raw question mark
	check("=?utf-8?B?0J/RgNC40LLQtdGC", "Привет")                                      // cut off
	check("\xf0\xd2\xc9\xd7\xc5\xd4", "Привет")                                        // raw koi8-r
	check("\xcf\xf0\xe8\xe2\xe5\xf2, \xea\xee\xeb\xeb\xe5\xe3\xe8", "Привет, коллеги") // raw windows-1251 against the hint
	check("Привет", "Привет")
	check("a =? b ?= c", "a =? b ?= c")
	check("=?utf-8?X?abc?=", "=?utf-8?X?abc?=")
	check("=??Q?a?=", "=??Q?a?=")
}

func TestParseMedia(t *testing.T) {
	check := func(in, kind, name, want string) {
		t.Helper()
		m := parseMedia([]byte(in), nil)
		if m.kind != kind || m.param(name) != want {
			t.Errorf("parseMedia(%q) = %q, %s=%q, want %q and %q", in, m.kind, name, m.param(name), kind, want)
		}
	}
	check("text/plain; charset=utf-8", "text/plain", "charset", "utf-8")
	check("Text/HTML; Charset=\"KOI8-R\"", "text/html", "charset", "KOI8-R")
	check("text/plain; charset=", "text/plain", "charset", "")
	check("text/plain;; charset=utf-8;", "text/plain", "charset", "utf-8")
	check("text/plain; charset=utf-8; charset=koi8-r", "text/plain", "charset", "utf-8")
	check("text/plain; charset=\"utf-8; format=flowed", "text/plain", "charset", "utf-8")
	check("text/plain; charset=\"utf-8; format=flowed", "text/plain", "format", "flowed")
	check("text/plain; charset=us-ascii (plain text)", "text/plain", "charset", "us-ascii")
	check("text/plain charset=utf-8", "text/plain", "charset", "utf-8")
	check("text/plain; charset='utf-8'", "text/plain", "charset", "utf-8")
	check("multipart/mixed;\r\n boundary=\"a b\"", "multipart/mixed", "boundary", "a b")
	check("multipart/mixed; boundary=----=_Part_1.2", "multipart/mixed", "boundary", "----=_Part_1.2")
	check("attachment; filename=\"C:\\docs\\a.pdf\"", "attachment", "filename", "C:\\docs\\a.pdf")
	check("attachment; filename=\"a \\\"b\\\".pdf\"", "attachment", "filename", "a \"b\".pdf")
	check("attachment; filename=Отчёт за май.pdf", "attachment", "filename", "Отчёт за май.pdf")
	check("attachment; filename=\"=?utf-8?B?0J/RgNC4LnBkZg==?=\"", "attachment", "filename", "При.pdf")
	check("attachment; filename*=utf-8''%D0%9F%D1%80.pdf", "attachment", "filename", "Пр.pdf")
	check("attachment; filename*=windows-1251''%CF%F0%E8.pdf", "attachment", "filename", "При.pdf")
	check("attachment; filename*0*=utf-8''%D0%9F; filename*1*=%D1%80; filename*2=.pdf", "attachment", "filename", "Пр.pdf")
	check("attachment; filename*1*=%D1%80.pdf; filename*0*=utf-8''%D0%9F", "attachment", "filename", "Пр.pdf")
	check("attachment; filename=x.pdf; filename*=utf-8''%D0%9F.pdf", "attachment", "filename", "П.pdf")
	check("attachment; filename=\"\xef\xf0\xe8.pdf\"", "attachment", "filename", "при.pdf")
	check("", "", "charset", "")
	check(";;;=;=", "", "charset", "")
}

func TestParseIDs(t *testing.T) {
	check := func(in string, want ...string) {
		t.Helper()
		if got := parseIDs([]byte(in)); !slices.Equal(got, want) {
			t.Errorf("parseIDs(%q) = %q, want %q", in, got, want)
		}
	}
	check("<a@b>", "a@b")
	check("<a@b> <c@d>", "a@b", "c@d")
	check("<a@b>, <c@d>,<e@f>", "a@b", "c@d", "e@f")
	check("<a@b><c@d>\r\n\t<a@b>", "a@b", "c@d")
	check("Your message of \"Mon, 2 Mar 2026\" <a@b>", "a@b")
	check("<a\r\n b@c>", "ab@c")
	check("<no-at-sign>", "no-at-sign")
	check("a@b, c@d", "a@b", "c@d")
	check("words without any id")
	check("<>")
	check("<a@b", "a@b")
	check("")
	long := parseIDs([]byte(strings.Repeat("<", 1) + strings.Repeat("x", 2000) + "@y>"))
	if len(long) != 0 {
		t.Errorf("an id of 2000 bytes was kept")
	}
}

func FuzzHeader(f *testing.F) {
	f.Add([]byte("From: =?utf-8?B?0J8=?= <a@b>\r\nContent-Type: text/plain; name*0*=koi8-r''%C1\r\n\r\nx"))
	f.Add([]byte(">From x\n =?a?Q?=\n:\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		h, body, _ := splitHeader(data, nil)
		if len(body) > len(data) {
			t.Fatal("the body is longer than the message")
		}
		for _, f := range h {
			decodeWords(unfold(f.value), nil)
			parseMedia(f.value, nil)
			parseAddresses(f.value, nil)
			parseIDs(f.value)
			parseDate(unfold(f.value))
			forged(f.value)
		}
	})
}

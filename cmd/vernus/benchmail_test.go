package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"mime"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// benchMail makes letters of a busy mailbox, always the same for the same seed: conversations of several letters with
// 200 clients, in Russian and English and the usual charsets, every second with an HTML twin, one in twenty with an
// attachment of some 100 KB.
type benchMail struct {
	rnd   *rand.Rand
	words [2][]string
	last  []benchLetter // of each conversation still going on
	n     int
	every time.Duration // between two letters
	talk  bool          // letters ask, and are to be answered
	owed  []benchLetter // what is to be answered
}

type benchLetter struct {
	id, subject, text string
	refs              []string
	client            int
	topic             int  // of benchTalk
	ours              bool // written by the manager
}

// What letters that talk begin with, in Russian and English: the client's, and the manager's that answers each.
var benchTalk = [2][2][]string{
	{
		strings.Split("Когда будет готов отчёт?|Пришлите, пожалуйста, договор.|Спасибо, всё получили.|Мы недовольны: вторую неделю никто не отвечает.|Сколько будет стоить ещё один макет?", "|"),
		strings.Split("Отчёт готов, он во вложении.|Договор отправили, он во вложении.|Пожалуйста!|Простите нас: ответ во вложении, всё сделали.|Ещё один макет будет стоить 20 000 рублей.", "|"),
	}, {
		strings.Split("When will the report be ready?|Please send us the contract.|Thanks, we have got everything.|We are unhappy: nobody has answered for two weeks.|How much would one more page cost?", "|"),
		strings.Split("The report is ready, it is attached.|We have sent the contract, it is attached.|You are welcome!|We are sorry: all is done, the answer is attached.|One more page costs 200 euros.", "|"),
	},
}

func newBenchMail(seed uint64) *benchMail {
	g := &benchMail{rnd: rand.New(rand.NewPCG(seed, 1)), every: time.Minute}
	syllables := [2][]string{
		strings.Fields("ма ро ле ни ко ва ст пре до но ти ра по за вы со об ну жи ще кра пла где тре мо да"),
		strings.Fields("ma ro le ni co va st pre do no ti ra po za wi so ob nu ing cre pla the tre mo da er"),
	}
	for lang := range g.words {
		for range 12000 {
			var w strings.Builder
			for range 1 + g.rnd.IntN(4) {
				w.WriteString(syllables[lang][g.rnd.IntN(len(syllables[lang]))])
			}
			g.words[lang] = append(g.words[lang], w.String())
		}
	}
	return g
}

// text writes n words; frequent words are frequent, as in real text.
func (g *benchMail) text(lang, n int) string {
	var b strings.Builder
	for i := range n {
		switch {
		case i > 0 && i%60 == 0:
			b.WriteString(".\n\n")
		case i > 0 && i%12 == 0:
			b.WriteString(".\n")
		case i > 0:
			b.WriteByte(' ')
		}
		u := g.rnd.Float64()
		b.WriteString(g.words[lang][int(u*u*u*u*float64(len(g.words[lang])))])
	}
	return b.String() + ".\n"
}

// next returns the next letter.
func (g *benchMail) next() []byte {
	g.n++
	var l benchLetter
	parent := -1
	if len(g.last) > 0 && g.rnd.IntN(3) > 0 {
		parent = g.rnd.IntN(len(g.last))
		p := g.last[parent]
		l = benchLetter{subject: p.subject, refs: append(append([]string(nil), p.refs...), p.id), client: p.client}
	} else {
		l.client = g.rnd.IntN(200)
		l.subject = strings.TrimRight(strings.ReplaceAll(g.text(l.client%3/2, 4), "\n", " "), ". ")
	}
	lang := l.client % 3 / 2 // two clients of three write Russian
	l.id = fmt.Sprintf("%d.bench@client%d.example", g.n, l.client)
	l.text = g.text(lang, 60+g.rnd.IntN(300))
	if g.talk {
		l.topic = g.rnd.IntN(len(benchTalk[lang][0]))
		l.text = benchTalk[lang][0][l.topic] + "\n\n" + l.text
		g.owed = append(g.owed, l)
	}
	body := l.text
	if parent >= 0 {
		body += "\n> " + strings.ReplaceAll(g.last[parent].text, "\n", "\n> ") + "\n"
		g.last[parent] = l
	} else if g.last = append(g.last, l); len(g.last) > 400 {
		g.last = g.last[200:]
	}
	return g.compose(l, lang, body)
}

// answer returns the manager's answer to the oldest letter that waits for one.
func (g *benchMail) answer() []byte {
	g.n++
	to := g.owed[0]
	g.owed = g.owed[1:]
	lang := to.client % 3 / 2
	l := benchLetter{subject: to.subject, refs: append(append([]string(nil), to.refs...), to.id), client: to.client, ours: true}
	l.id = fmt.Sprintf("%d.bench@studio.example", g.n)
	l.text = benchTalk[lang][1][to.topic] + "\n\n" + g.text(lang, 20+g.rnd.IntN(100))
	return g.compose(l, lang, l.text+"\n> "+strings.ReplaceAll(to.text, "\n", "\n> ")+"\n")
}

// now is when the latest letter was written.
func (g *benchMail) now() time.Time {
	return time.Date(2026, 1, 1, 9, 0, 0, 0, time.UTC).Add(time.Duration(g.n) * g.every)
}

func (g *benchMail) compose(l benchLetter, lang int, body string) []byte {
	var b bytes.Buffer
	from, to := fmt.Sprintf("ivan@client%d.example", l.client), "anna@studio.example"
	if l.ours {
		from, to = to, from
	}
	date := g.now()
	subject := l.subject
	if len(l.refs) > 0 {
		subject = "Re: " + subject
	}
	fmt.Fprintf(&b, "Received: from mx by mail.studio.example with LMTP id %d; %s\r\n", g.n, date.Format(time.RFC1123Z))
	fmt.Fprintf(&b, "From: %s <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <%s>\r\nSubject: %s\r\n",
		mime.BEncoding.Encode("utf-8", "Иван Петров"), from, to, date.Format(time.RFC1123Z), l.id, mime.BEncoding.Encode("utf-8", subject))
	if n := len(l.refs); n > 0 {
		fmt.Fprintf(&b, "In-Reply-To: <%s>\r\nReferences: <%s>\r\n", l.refs[n-1], strings.Join(l.refs[max(0, n-10):], "> <"))
	}
	b.WriteString("MIME-Version: 1.0\r\n")
	attach, html := g.n%20 == 0, g.n%2 == 0
	if attach {
		b.WriteString("Content-Type: multipart/mixed; boundary=mix\r\n\r\n--mix\r\n")
	}
	if html {
		b.WriteString("Content-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\n")
	}
	charset := "utf-8"
	if lang == 0 {
		charset = []string{"utf-8", "utf-8", "koi8-r", "windows-1251"}[g.n%4]
	}
	benchPart(&b, "text/plain", charset, body)
	if html {
		b.WriteString("\r\n--alt\r\n")
		benchPart(&b, "text/html", charset, "<html><body><div>"+strings.ReplaceAll(body, "\n", "</div>\n<div>")+"</div></body></html>")
		b.WriteString("\r\n--alt--\r\n")
	}
	if attach {
		b.WriteString("\r\n--mix\r\nContent-Type: application/pdf; name=contract.pdf\r\nContent-Disposition: attachment; filename=contract.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
		data := make([]byte, 75000)
		for i := range data {
			data[i] = byte(g.rnd.Uint32())
		}
		text := base64.StdEncoding.EncodeToString(data)
		for len(text) > 0 {
			n := min(76, len(text))
			b.WriteString(text[:n] + "\r\n")
			text = text[n:]
		}
		b.WriteString("--mix--\r\n")
	}
	return b.Bytes()
}

func benchPart(b *bytes.Buffer, media, charset, text string) {
	fmt.Fprintf(b, "Content-Type: %s; charset=%s\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n", media, charset)
	switch charset {
	case "koi8-r":
		text, _ = charmap.KOI8R.NewEncoder().String(text)
	case "windows-1251":
		text, _ = charmap.Windows1251.NewEncoder().String(text)
	}
	w := quotedprintable.NewWriter(b)
	_, _ = w.Write([]byte(strings.ReplaceAll(text, "\n", "\r\n")))
	_ = w.Close()
}

// benchMaildir fills dir with n letters.
func benchMaildir(b testing.TB, dir string, n int) {
	b.Helper()
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o777); err != nil {
			b.Fatal(err)
		}
	}
	g := newBenchMail(1)
	for i := range n {
		name := filepath.Join(dir, "cur", fmt.Sprintf("%d.M%dP1.bench:2,S", 1767258000+i, i))
		if err := os.WriteFile(name, g.next(), 0o666); err != nil {
			b.Fatal(err)
		}
	}
}

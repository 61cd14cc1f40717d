package mailbox

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// benchLetters are letters as business mail is made: headers of a way through several servers, text and HTML, a quoted history, and
// now and then a file.
func benchLetters() [][]byte {
	var way strings.Builder
	for i := range 4 {
		fmt.Fprintf(&way, "Received: from mx%d.example.com (mx%d.example.com [192.0.2.%d])\n\tby mx%d.studio.example with ESMTPS id %08x\n\tfor <anna@studio.example>; Mon, 02 Mar 2026 10:15:4%d +0300\n", i, i, i, i, i*7919, i)
	}
	way.WriteString("DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=mail;\n\tb=" + strings.Repeat("dGhpcyBpcyBubyBzaWduYXR1cmU", 8) + "\n")
	way.WriteString("Authentication-Results: mx.studio.example; dkim=pass header.d=example.com; spf=pass smtp.mailfrom=example.com; dmarc=pass\n")
	said := "Добрый день, Анна!\n\nПосмотрели макет главной страницы, в целом всё нравится. Подскажите, когда сможете показать внутренние?\n\nС уважением,\nИван\n"
	history := strings.Repeat("> Иван, здравствуйте! Отправляю макет, жду ваших замечаний до пятницы.\n", 20)
	plain := said + "\n02.03.2026 9:10, Анна Смирнова пишет:\n" + history
	html := "<html><body><div>" + strings.ReplaceAll(said, "\n", "<br>") + "</div><blockquote type=\"cite\">" + strings.ReplaceAll(history, "\n", "<br>") + "</blockquote></body></html>"
	lines := func(s string) string {
		enc := base64.StdEncoding.EncodeToString([]byte(s))
		var b strings.Builder
		for len(enc) > 76 {
			b.WriteString(enc[:76] + "\n")
			enc = enc[76:]
		}
		return b.String() + enc + "\n"
	}
	top := way.String() + head
	text := "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
	rich := "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
	file := "Content-Type: application/pdf; name=\"=?utf-8?B?0JDQutGCLnBkZg==?=\"\nContent-Transfer-Encoding: base64\n\n"
	return [][]byte{
		letter(top + text + lines(plain)),
		letter(top + "Content-Type: multipart/alternative; boundary=b\n\n--b\n" + text + lines(plain) + "--b\n" + rich + lines(html) + "--b--\n"),
		letter(top + rich + lines(html)),
		letter(top + "Content-Type: multipart/mixed; boundary=b\n\n--b\n" + text + lines(plain) + "--b\n" + file + lines(strings.Repeat("x", 100_000)) + "--b--\n"),
	}
}

func BenchmarkParse(b *testing.B) {
	for i, name := range []string{"plain", "alternative", "html", "attachment"} {
		data := benchLetters()[i]
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse(Raw{Data: data}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

package mailbox

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

func TestHTMLToText(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := HTMLToText(in); got != want {
			t.Errorf("HTMLToText(%q)\n got %q\nwant %q", in, got, want)
		}
	}
	check("", "")
	check("просто текст", "просто текст")
	check("<div>раз</div><div>два</div>", "раз\nдва")
	check("<div>раз</div><div><br></div><div>два</div>", "раз\n\nдва")
	check("<p>раз</p><p>два</p>", "раз\n\nдва")
	check(`<p class="MsoNormal">раз</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">два</p>`, "раз\n\nдва")
	check("раз<br>два<br><br>три", "раз\nдва\n\nтри")
	check("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d")
	check("<ul><li>раз<li>два</ul>конец", "- раз\n- два\nконец")
	check("<ol start=3><li>раз</li><li>два</li></ol>", "3. раз\n4. два")
	check("<table><tr><td>счёт</td><td>100</td></tr><tr><td>акт<td>200</table>", "счёт\t100\nакт\t200")
	check(`см. <a href="https://x.example/?q=1">макет</a>!`, "см. макет!")
	check("<style>p{}</style><script>x</script><title>t</title>видно", "видно")
	check(`<div style="display: none; max-height:0">preheader</div>Hello`, "Hello")
	check(`<div style="display:none">всё спрятано</div>`, "всё спрятано")
	check("<pre>раз\n  два</pre>", "раз\n  два")
	check(`ответ<blockquote type="cite">раз<br>два<blockquote>три</blockquote></blockquote>`, "ответ\n> раз\n> два\n>> три")
	check(`<div>ok</div><div class="gmail_signature">Tom</div>`, "ok\n-- \nTom")
	check(`<div>ok</div><div class="moz-signature">-- <br>Tom</div>`, "ok\n-- \nTom")
	check(`<div><p class=MsoNormal>Да.</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'>`+
		`<p class=MsoNormal><b>От:</b> Иван<br><b>Тема:</b> счёт</p></div></div><p class=MsoNormal>Оплатите</p></div>`,
		"Да.\nОт: Иван\nТема: счёт\n> Оплатите")
}

// Each file of testdata/html holds letters as mail programs write them: "NAME: html", the text made of it in
// "NAME: text", and what is new in that text in "NAME: new".
func TestHTMLOfMailPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/html/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no letters to read: %v", err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+2 < len(a.Files); i += 3 {
			source, text, fresh := a.Files[i], a.Files[i+1], a.Files[i+2]
			name, ok := strings.CutSuffix(source.Name, ": html")
			if !ok || text.Name != name+": text" || fresh.Name != name+": new" {
				t.Fatalf("%s: %q is followed by %q and %q", f, source.Name, text.Name, fresh.Name)
			}
			t.Run(name, func(t *testing.T) {
				got := HTMLToText(string(source.Data))
				if d := cmp.Diff(string(text.Data), got+"\n"); d != "" {
					t.Errorf("text (-want +got):\n%s", d)
				}
				got, _, _ = Excerpt(got)
				if d := cmp.Diff(string(fresh.Data), got+"\n"); d != "" {
					t.Errorf("new text (-want +got):\n%s", d)
				}
			})
		}
	}
}

func FuzzHTMLToText(f *testing.F) {
	f.Add("<div class=gmail_quote><blockquote>a</div></p>b<td><li>c<ol start=-9223372036854775808><li>")
	f.Add("<div style='border-top:solid'>From: a</div>b<blockquote>c<div id=divRplyFwdMsg>От: d</div>e</blockquote>f")
	f.Add("<pre>\r\n\xff</pre><img data-emoji alt=\xff><div hidden>a")
	f.Fuzz(func(t *testing.T, source string) {
		text := HTMLToText(source)
		if strings.Contains(text, "\r") || text != strings.TrimRight(text, "\n") {
			t.Errorf("%q became %q", source, text)
		}
	})
}

func BenchmarkHTMLToText(b *testing.B) {
	paragraph := `<p class="MsoNormal">Добрый день! <b>Макет</b> получили, спасибо.<o:p></o:p></p>`
	for name, source := range map[string]string{
		"4KB":        strings.Repeat(paragraph, 4096/len(paragraph)),
		"1MB":        strings.Repeat(paragraph, 1<<20/len(paragraph)),
		"1MB nested": strings.Repeat("<div><blockquote>a", 1<<20/18),
		"1MB closed": strings.Repeat("<div>", 1<<17) + strings.Repeat("</p></td>", 1<<15),
		"1MB lists":  strings.Repeat("<ul><li>a", 1<<20/9),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			for b.Loop() {
				HTMLToText(source)
			}
		})
	}
}

package mailbox

import "testing"

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

package mailbox

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

var cyrillicPages = map[string]encoding.Encoding{
	"windows-1251": charmap.Windows1251, "koi8-r": charmap.KOI8R, "cp866": charmap.CodePage866, "iso-8859-5": charmap.ISO8859_5, "x-mac-cyrillic": charmap.MacintoshCyrillic,
}

// Short texts are what subjects hold: nothing else tells their code page.
func TestGuessPage(t *testing.T) {
	texts := []string{"Отчёт за июль", "Ок, спасибо", "Добрый день!", "Договор поставки", "Счёт на оплату, срочно", "Иванов И.И.", "ОТЧЁТ О РАБОТЕ",
		"Re: макет главной страницы", "Hello, Иван Петрович", "Перенос встречи на четверг", "Прошу согласовать смету до конца недели, подписанный экземпляр пришлю.",
		"Коллеги, добрый вечер", "Заявка на пропуск", "ЗАЯВКА НА ПРОПУСК АВТОМОБИЛЯ", "Тест", "Ещё вопрос"}
	wrong, all := 0, 0
	for _, text := range texts {
		for name, page := range cyrillicPages {
			b, err := page.NewEncoder().String(text)
			if err != nil {
				continue
			}
			all++
			if got := decodeCharset([]byte(b), "", true); got != text {
				wrong++
				t.Logf("%q in %s read as %q", text, name, got)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d texts read wrongly", wrong, all)
	}
}

func TestDeclaredCharsetAgainstBytes(t *testing.T) {
	const text = "Коллеги, добрый день! Пришлите, пожалуйста, подписанный договор."
	check := func(declared string, page encoding.Encoding, text string) {
		t.Helper()
		b := text
		if page != nil {
			var err error
			if b, err = page.NewEncoder().String(text); err != nil {
				t.Fatal(err)
			}
		}
		if got := decodeCharset([]byte(b), declared, false); got != text {
			t.Errorf("declared %s: %q, want %q", declared, got, text)
		}
	}
	for _, declared := range []string{"windows-1251", "koi8-r", "utf-8", "us-ascii", "iso-8859-1", "", "x-nonsense", "iso-8859-5"} {
		for name, page := range cyrillicPages {
			if declared == "windows-1251" && name == "x-mac-cyrillic" {
				continue // the same but for the capitals
			}
			check(declared, page, text)
		}
		check(declared, nil, text)
	}
	check("koi8-r", charmap.KOI8R, "ВСЁ ПИШЕМ ЗАГЛАВНЫМИ БУКВАМИ, ТАК ПРИНЯТО")
	check("windows-1251", charmap.Windows1251, "ВСЁ ПИШЕМ ЗАГЛАВНЫМИ БУКВАМИ, ТАК ПРИНЯТО")
	check("iso-8859-1", charmap.ISO8859_1, "Übermäßig schöne Grüße, à bientôt, señor")
	check("windows-1252", charmap.Windows1252, "It’s “fine” – don’t worry")
	check("iso-8859-2", charmap.ISO8859_2, "Zażółć gęślą jaźń")
	check("iso-8859-15", charmap.ISO8859_15, "10 € für Käse")
}

func TestDecodeCharsetIsUTF8(t *testing.T) {
	for _, name := range []string{"", "utf-8", "gb2312", "iso-2022-jp", "utf-16", "utf-7", "shift_jis", "big5", "x-user-defined", "replacement", strings.Repeat("x", 500)} {
		s := decodeCharset([]byte("a\xff\xfe\x80\x1b$B\xd0"), name, false)
		if strings.ToValidUTF8(s, "") != s {
			t.Errorf("%s: not UTF-8: %q", name, s)
		}
	}
}

package mailbox

import (
	"testing"
	"unicode/utf8"
)

func TestBaseSubject(t *testing.T) {
	check := func(subject, want string) {
		t.Helper()
		if got := BaseSubject(subject); got != want {
			t.Errorf("BaseSubject(%q) = %q, want %q", subject, got, want)
		}
	}
	const base = "сроки по баннерам"
	for _, mark := range []string{
		"Re: ", "RE:", "re : ", "Re[2]: ", "RE(3): ", "Re (12) :", "Re^2: ", "Re-2: ", "Re 2: ", "Re*: ", "Ре: ", "Rе: ", "RЕ: ",
		"Ответ: ", "ОТВЕТ: ", "Отв: ", "НА: ", "HA: ", "HА: ", "Пересл: ", "ПЕР: ", "Переслано: ", "FW: ", "Fwd: ", "FWD : ",
		"AW: ", "Antw: ", "WG: ", "SV: ", "VS: ", "TR: ", "Odp: ", "回复：", "Re: Re: Fwd: ", "Отв: RE: ПЕР[2]: ", "Re:Re:",
		"Автоматический ответ: ", "Automatic reply: ", "Out of office: Re: ",
		"[EXT] ", "[EXTERNAL] Re: ", "Re: [EXT] RE: ", "[ВНЕШНЕЕ] ", "EXT: Re: ", "{Spam?} ", "***SPAM*** Re: ", "[СПАМ] ",
		"\u200bRe:\u00a0", "  Re:\t",
	} {
		check(mark+"Сроки по  баннерам", base)
	}
	check("[Fwd: Сроки по баннерам]", base)
	check("Сроки по баннерам (fwd)", base)
	check("Сроки по баннерам (was: Смета)", base)
	check("Сроки по баннерам (было: Смета)", base)
	check("Счёт и\r\n акт", "счет и акт")
	check("Мои\u0306 вопрос", "мой вопрос") // й as Apple writes it
	check("", "")
	check("Re:", "")
	check("Re: Fwd: ", "")

	// Tags that are not a gateway's stay, wherever the marks stand.
	check("[Проект Б] Сроки", "[проект б] сроки")
	check("Re: [Проект Б] Сроки", "[проект б] сроки")
	check("[list] Re: topic", "[list] topic")
	check("Re: [list] RE: [list] topic", "[list] topic")
	check("[list]", "[list]")
	check("[EXT]", "")

	// What only looks like a mark is the subject.
	check("Рекламация: брак в партии", "рекламация: брак в партии")
	check("На сайте: не открывается форма", "на сайте: не открывается форма")
	check("Требования: правки", "требования: правки")
	check("Restart: when?", "restart: when?")
	check("Warning: site is down", "warning: site is down")
	check("*", "*")
	check("** важно", "** важно")
	check(":", ":")
}

func TestIsGeneric(t *testing.T) {
	check := func(base string, want bool) {
		t.Helper()
		if got := isGeneric(base); got != want {
			t.Errorf("isGeneric(%q) = %v, want %v", base, got, want)
		}
	}
	check("", true)
	check("(без темы)", true)
	check("вопрос!", true)
	check("re", true)
	check("добрый день.", true)
	check("question", true)
	check("сроки по баннерам", false)
	check("вопрос по смете на лендинг", false)
}

func TestEveryHeadingOfSubjectWordsIsUsed(t *testing.T) {
	for _, heading := range []string{"reply", "forward", "gateway", "noise", "generic"} {
		if len(lexicon()[heading]) == 0 {
			t.Errorf("subject.txt: [%s] is empty or missing", heading)
		}
	}
	if got := len(lexicon()); got != 5 {
		t.Errorf("subject.txt has %d headings, subject.go uses 5", got)
	}
}

func FuzzBaseSubject(f *testing.F) {
	for _, s := range []string{"Re[2]: a", "[Fwd: Re: [x] y] (fwd)", "*** !!", "[", "ПЕР: {Spam?} ё", "re：", "\xff\xfe:"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := BaseSubject(s)
		if utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Fatalf("BaseSubject(%q) = %q is no UTF-8", s, got)
		}
		if again := BaseSubject(s); again != got {
			t.Fatalf("BaseSubject(%q) = %q, then %q", s, got, again)
		}
		if with := BaseSubject("Re: " + s); with != got {
			t.Fatalf("BaseSubject(%q) = %q, but %q with a mark before it", s, got, with)
		}
	})
}

func BenchmarkBaseSubject(b *testing.B) {
	for b.Loop() {
		BaseSubject("Re: FW: [EXT] Отв: Сроки по баннерам для осенней кампании")
	}
}

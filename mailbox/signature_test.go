package mailbox

import (
	"slices"
	"testing"
)

func TestLearnSignature(t *testing.T) {
	check := func(want []string, texts ...string) {
		t.Helper()
		if got := LearnSignature(texts); !slices.Equal(got, want) {
			t.Errorf("LearnSignature(%q)\n got %q\nwant %q", texts, got, want)
		}
	}
	const sign = "\n\n--\nВера\nСад и огород\n"
	check([]string{"Вера", "Сад и огород"}, "Раз."+sign, "Два."+sign+"\nОтправлено с iPhone", "Три."+sign+"\n> Раз.\n> Вера")
	check([]string{"Вера", "Сад и огород"}, "Раз."+sign, "Два."+sign, "Три."+sign, "Четыре.\n\nВ.")
	check([]string{"Сад и огород"}, "Раз."+sign, "Два.\n\nАнна\nСад и огород", "Три.\n\nПётр\nСад и огород")
	check(nil, "Раз."+sign, "Два."+sign)
	check(nil, "Да.", "Да.", "Да.", "Да.")
	check(nil, "Раз.\nДа.", "Два.\nНет.", "Три.\nПозже.")
	check(nil)
}

func TestNameLike(t *testing.T) {
	for name, want := range map[string]bool{
		"Иван Петров": true, "С. А. Гольц": true, "Петров И.И.": true, "— Tom": true, "xx Beth": false, "Beth xx": true,
		"Anna-Maria di Stefano": true, "Спасибо": false, "Согласовано.": false, "ГОТОВО": false, "да": false,
		"Иван Петров и Ко": false, "Мила 🦉": true, "": false, "Пётр 2": false, "Вариант Б": false,
	} {
		if got := nameLike(name); got != want {
			t.Errorf("nameLike(%q) = %v", name, got)
		}
	}
}

func TestHasContact(t *testing.T) {
	for text, want := range map[string]bool{
		"+7 (921) 000-33-44": true, "8-800-000-00-00": true, "vera@sad.example": true, "www.sad.example": true, "https://sad.example": true,
		"02.03.2026 10:15": false, "1 284 560": false, "12.07.2026": false, "100 000 руб.": false, "Вера @ сад": false,
	} {
		if got := hasContact(text); got != want {
			t.Errorf("hasContact(%q) = %v", text, got)
		}
	}
}

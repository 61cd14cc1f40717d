package mailbox

import (
	"strings"
	"testing"
)

func TestEndingOf(t *testing.T) {
	check := func(text, want string, need int) {
		t.Helper()
		e := EndingOf(&Message{Kind: Human, From: Address{Mail: "vera@sad.example"}, NewText: text})
		if e.Lines != want || e.Need != need {
			t.Errorf("EndingOf(%.300q) = %q, %d\nwant %q, %d", text, e.Lines, e.Need, want, need)
		}
		if e.Lines != "" && (e.At == 0 || trimText(text[:e.At]) == "" || strings.ReplaceAll(trimText(text[e.At:]), "\n\n", "\n") != want) {
			t.Errorf("EndingOf(%q) parts it at %d", text, e.At)
		}
	}
	none := func(text string) { t.Helper(); check(text, "", 0) }
	const ad = "Уже видели новую коллекцию луковиц, которую мы привезли из Голландии? Загляните к нам в воскресенье!"

	// Below a sign-off or dashes everything that returns is a signature.
	check("Пришлите акт.\n\nС уважением,\nВера Ким\n"+ad, "Вера Ким\n"+ad, 3)
	check("Пришлите акт.\n\nС уважением, Вера Ким\n"+ad, ad, 3)
	check("Пришлите акт.\n\nС уважением,\nЖду ответа.", "Жду ответа.", 5)
	check("Пришлите акт.\n\nС уважением,\nВера Ким\nСад и огород, менеджер\n\n"+ad, "Вера Ким\nСад и огород, менеджер\n"+ad, 3)
	check("Send the act.\n\nBest regards,\nVera\nQuestions? We are glad to help you any time!", "Vera\nQuestions? We are glad to help you any time!", 3)
	check("Да.\n\n— — —\nСад и огород\n"+ad, "— — —\nСад и огород\n"+ad, 3)
	check("Спасибо, получили.\n\nСпасибо,\nВера\n"+ad, "Вера\n"+ad, 3)

	// Without them, names with contacts alone; a mere name belongs to what it stands under.
	none("Пятница подходит.\n\nВера")
	none("Friday's fine.\n\nElla")
	check("Спасибо!\nВера Ким\n+7 900 000-11-22\nvera@sad.example", "Вера Ким\n+7 900 000-11-22\nvera@sad.example", 3)
	none("Когда макет?\n\nВера\n" + ad)
	none("Доставка завтра.\nИван Петров\n+7 900 000-11-22\nКогда привезёте?")
	none("Акт получили.\nВера\nПришлите счёт на buh@sad.example")
	none("Акт получили.\nВера\nЖду ответа.")
	none("Когда привезёте? Мой телефон +7 900 000-11-22")

	// What is asked above the signature is the letter.
	check("Добрый день!\nКогда будет готово?\n\nС уважением,\nВера Ким\n+7 900 000-11-22", "Вера Ким\n+7 900 000-11-22", 3)
	none("Когда будет готово?\n\nВера")

	// A letter is never all ending, and a postscript is its writer's.
	none("Вера")
	none("С уважением,\nВера")
	none("Спасибо!")
	none("Да.")
	none("Спасибо, получили")
	none("Придут:\nИван Петров\nАнна Ким")
	none("Пришлите акт.\n\nС уважением,\nВера\n\nP.S. А счёт будет?")
	none("")
	none(strings.Repeat("Здесь стоит строка письма. ", 400))
	check(strings.Repeat("ъ", 1600)+"\nВера\n+7 900 000-11-22", "Вера\n+7 900 000-11-22", 3)
	none(strings.Repeat("Вера ", 400))
	check(strings.Repeat("Здесь стоит строка письма. ", 400)+"\nВера\n+7 900 000-11-22", "Вера\n+7 900 000-11-22", 3)
	check(strings.Repeat("Здесь стоит строка письма.\n", 400)+"\nВера\n+7 900 000-11-22", "Вера\n+7 900 000-11-22", 3)

	for name, m := range map[string]*Message{
		"a robot's":           {Kind: Newsletter, From: Address{Mail: "a@b.example"}, NewText: "Да.\n\nВера"},
		"one without sender":  {Kind: Human, NewText: "Да.\n\nВера"},
		"one all of which is": {Kind: Human, From: Address{Mail: "a@b.example"}, NewText: "Да.\n\nВера", Unsure: true},
	} {
		if e := EndingOf(m); e.Lines != "" {
			t.Errorf("%s letter: %+v", name, e)
		}
	}
}

func FuzzEndingOf(f *testing.F) {
	f.Add("Да.\n\n--\nВера\nСад?\n\n")
	f.Add("\n\nС уважением,\n\u00a0\nВера\n")
	f.Fuzz(func(t *testing.T, text string) {
		e := EndingOf(&Message{Kind: Human, From: Address{Mail: "vera@sad.example"}, NewText: text})
		if (e.Lines == "") != (e.Need == 0) {
			t.Errorf("%+v of %q", e, text)
		}
		if e.Lines != "" && (e.At <= 0 || e.At >= len(text) || trimText(text[:e.At]) == "") {
			t.Errorf("%+v of %q leaves nothing", e, text)
		}
	})
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

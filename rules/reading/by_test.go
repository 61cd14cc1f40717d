package reading

import (
	"testing"
	"time"
)

// TestWantedBy reads when the writer wants what he asks for. The letters are of Wednesday, 8 July 2026.
func TestWantedBy(t *testing.T) {
	for _, c := range []struct{ text, by string }{
		{"Пришлите, пожалуйста, логотип до вторника.", "2026-07-14"},
		{"Оплатите счёт к пятнице.", "2026-07-10"},
		{"Просим вернуть подписанный акт не позднее 24 июля.", "2026-07-24"},
		{"Ответ нужен до 20 июля.", "2026-07-20"},
		{"Подвезите образцы в понедельник.", "2026-07-13"},
		{"Сообщите до четверга, какой вариант вам ближе.", "2026-07-09"},
		{"Подтвердите бронь до конца недели.", "2026-07-10"},
		{"Нужны ваши реквизиты к понедельнику.", "2026-07-13"},
		{"We need your decision by 30 July.", "2026-07-30"},
		{"Please send the logo by Tuesday.", "2026-07-14"},
		{"Could you return the signed copy before Friday?", "2026-07-10"},
		{"Let me know by Monday which option you prefer.", "2026-07-13"},
		{"Замеры делает ваш прораб, ждём их к пятнице.", "2026-07-10"},
		{"Список гостей — с вас, до 20-го.", "2026-07-20"},
		{"Please check the layout, ideally by Monday.", "2026-07-13"},
		{"Пришлите логотип, макет покажем к пятнице.", ""},
		{"Send us the logo, we will show the draft by Friday.", ""},
		{"Пришлите, пожалуйста, логотип.", ""},
		{"Перенесите встречу на пятницу.", ""},
		{"Это будет готово до пятницы?", ""},
		{"Когда будет готов макет к выставке 20 июля?", ""},
		{"Could we move the call to Friday?", ""},
		{"Please confirm the price for Monday.", ""},
		{"Will it be ready by Friday?", ""},
	} {
		got := ""
		for _, a := range Read(Letter{Text: c.text, Date: wednesday, ToUs: true, Outgoing: true}).Acts {
			if (a.Type == Question || a.Type == Request) && !a.By.IsZero() {
				got = a.By.Format(time.DateOnly)
			}
		}
		if got != c.by {
			t.Errorf("%q: wanted by %q, want %q", c.text, got, c.by)
		}
	}
}

package reading

import "testing"

// TestSubjectAsks checks which letters await an answer for what their subject alone asks.
func TestSubjectAsks(t *testing.T) {
	for _, c := range []struct {
		subject, text string
		want          bool
	}{
		{"Когда оплата?", "Добрый день!", true},
		{"Заказ 118: когда отгрузка?", "Здравствуйте, Ольга.\nСпасибо!", true},
		{"Пришлите счёт", "Иван", true},
		{"When do you ship?", "Hi Tom,\n\nThanks\nAnn", true},
		{"Re: Когда оплата?", "Добрый день! Оплатили вчера.", false},
		{"Отв: когда отгрузка?", "Спасибо!", false},
		{"Fwd: When do you ship?", "Thanks, all received.", false},
		{"Договор 15", "Добрый день!", false},
		{"Опечатка", "Спасибо, всё хорошо.", false},
		{"Как мы и договаривались", "Оплатили вчера, чек приложен, ждать ничего не надо.", false},
	} {
		if got := Read(Letter{Text: c.text, Subject: c.subject, Date: wednesday, ToUs: true}).NeedsReply; got != c.want {
			t.Errorf("%q under %q: needs a reply %v, want %v", c.text, c.subject, got, c.want)
		}
	}
	if Read(Letter{Text: "Добрый день!", Subject: "Когда оплата?", Date: wednesday, ToUs: true, Outgoing: true}).NeedsReply {
		t.Error("a subject of ours asks")
	}
}

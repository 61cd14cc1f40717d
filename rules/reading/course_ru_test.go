package reading

import "testing"

// TestRussianCourse reads agreement, receipts and moved dates in Russian, and what only sounds like them.
func TestRussianCourse(t *testing.T) {
	for _, c := range []struct {
		text string
		ours bool
		want Type
		none bool
	}{
		{"Подписываем!!", false, Confirmation, false},
		{"Рисуй, конечно.", false, Confirmation, false},
		{"Ну печатайте конечно", false, Confirmation, false},
		{"Берём.", false, Confirmation, false},
		{"Пусть будет второй.", false, Confirmation, false},
		{"По цене устраивает.", false, Confirmation, false},
		{"По срокам согласны.", false, Confirmation, false},
		{"Можете считать план принятым.", false, Confirmation, false},
		{"За монтаж 40 тысяч принимаем, платим.", false, Confirmation, false},
		{"На 24-е согласны.", false, Confirmation, false},
		{"Не возражаем.", false, Confirmation, false},
		{"Годится.", false, Confirmation, false},
		{"Сообщите, какое время вам удобно.", false, Confirmation, true},
		{"Скажите, какой вариант подходит.", false, Confirmation, true},
		{"Напишите, когда удобно.", false, Confirmation, true},
		{"Получили, спасибо.", false, Confirmation, true},
		{"Пока не подписываем, ждём директора.", false, Confirmation, true},
		{"Берём паузу до среды.", false, Confirmation, true},

		{"Вникаем.", true, Ack, false},
		{"Приняла, передала технологу.", true, Ack, false},
		{"Увидели, разбираем.", true, Ack, false},
		{"Услышал вас, разбираюсь.", true, Ack, false},
		{"Принято, смотрим.", true, Ack, false},
		{"Вижу письмо, вернусь с ответом завтра.", true, Ack, false},
		{"Передала мастеру ключи от зала.", false, Ack, true},
		{"Акт подписан, оригинал у курьера.", true, Ack, true},

		{"К третьему не уложимся.", true, DeadlineShift, false},
		{"Срок съезжает, новый назову позже.", true, DeadlineShift, false},
		{"Сроки поплыли, завод молчит.", true, DeadlineShift, false},
		{"Выйдем на неделю позже.", true, DeadlineShift, false},
		{"Отгрузка сдвигается.", true, DeadlineShift, false},
		{"Раньше пятницы не получится.", true, DeadlineShift, false},
		{"К четвергу не вышло, уборка.", false, DeadlineShift, false},
		{"Утренний срок мы упустили.", true, DeadlineShift, false},
		{"В сроки не укладываемся.", true, DeadlineShift, false},
		{"Срок сдачи прежний, 20 июля.", true, DeadlineShift, true},
		{"Уложимся к третьему.", true, DeadlineShift, true},
		{"Кнопку сдвинем вправо.", true, DeadlineShift, true},
		{"Поставка идёт по графику.", true, DeadlineShift, true},
	} {
		r := Read(Letter{Text: c.text, Date: wednesday, ToUs: true, Outgoing: c.ours})
		a := first(r, c.want)
		if c.none && a != nil {
			t.Errorf("%q is no %s, found by %s", c.text, c.want, a.Rule)
		}
		if !c.none && a == nil {
			t.Errorf("%q is no %s: %+v", c.text, c.want, r.Acts)
		}
	}
}

// TestAcknowledgementStillAsks keeps what a letter of ours asks beside its acknowledgement.
func TestAcknowledgementStillAsks(t *testing.T) {
	for _, s := range []string{
		"Вижу ваше письмо, вернусь с ответом завтра до 12:00. Сообщите, пожалуйста, какое время Вам удобно.",
		"Вопрос принял, отвечу завтра. Подскажите, пожалуйста, номер договора.",
		"Приняла, разбираюсь. А какой у вас адрес объекта?",
	} {
		r := Read(Letter{Text: s, Date: wednesday, ToUs: true, Outgoing: true})
		if first(r, Question) == nil {
			t.Errorf("%q asks nothing: %+v", s, r.Acts)
		}
	}
}

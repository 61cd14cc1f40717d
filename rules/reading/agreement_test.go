package reading

import "testing"

// agreed are sentences that approve, choose or let begin; open ones sound like them.
var agreed = []struct{ class, text string }{
	{"approval", "Вариант с эркером согласован."},
	{"approval", "Утверждаем второй эскиз."},
	{"approval by a chief", "Директор согласовал бюджет."},
	{"approval by a chief", "Руководство дало добро."},
	{"approval, in English", "Signed off by legal."},
	{"approval, in English", "The board has approved the budget."},
	{"acceptance", "Смету принимаем."},
	{"acceptance", "Условия приняты."},
	{"acceptance, in English", "We accept your offer."},
	{"choice", "Берём синий."},
	{"choice", "Остановимся на третьем логотипе."},
	{"choice", "Ок, идём с вариантом Б."},
	{"choice, in English", "Let's go with option B."},
	{"choice, in English", "We have decided on the marble."},
	{"it suits", "Нам подходит четверг."},
	{"it suits", "Завтра в десять нам удобно."},
	{"it suits", "Цена устраивает, выставляйте счёт."},
	{"it suits, in English", "3pm suits me."},
	{"it suits, in English", "We're good with the timeline."},
	{"nothing against it", "Возражений нет."},
	{"nothing against it", "Мы не против."},
	{"nothing against it", "Правок нет, можно в работу."},
	{"nothing against it, in English", "No objections."},
	{"nothing against it, in English", "No further comments from us."},
	{"go-ahead", "Отлично, публикуйте."},
	{"go-ahead", "Супер, заливайте на сайт."},
	{"go-ahead after an agreement", "Да, бронируйте."},
	{"go-ahead, in English", "Please proceed with the order."},
	{"go-ahead, in English", "Looks great, ship it."},
	{"permission", "Можно печатать."},
	{"permission", "Можете приступать."},
	{"permission, in English", "You can start printing."},
	{"a sign", "+"},
	{"one agreement in two clauses", "Эскиз утверждаю, цвет устраивает."},
}

var open = []struct{ class, text string }{
	{"receipt", "Принято."},
	{"receipt", "Понял, спасибо."},
	{"receipt, in English", "Noted, thanks."},
	{"denied", "Не согласны с пунктом 3."},
	{"denied, in English", "The second one doesn't work for us."},
	{"not yet", "Пока не согласовано."},
	{"not yet", "Согласуем на неделе."},
	{"asked", "Подходит ли вам среда?"},
	{"asked, in English", "Does Thursday work?"},
	{"under a condition", "Если всё устраивает, подпишем в пятницу."},
	{"under a condition, in English", "Let me know if Tuesday works for you."},
	{"as agreed before", "Как договаривались, высылаю карточку."},
	{"as agreed before, in English", "As agreed, here is the card."},
	{"after a deed", "Поправьте и печатайте."},
	{"pause", "Беру паузу до завтра."},
	{"an order", "Бронируйте."},
	{"a deal in business, in English", "Could you check the numbers of this deal?"},
	{"a state, in English", "The kids are all fine."},
}

func TestAgreement(t *testing.T) {
	for _, c := range agreed {
		r := Read(Letter{Text: c.text, Date: wednesday, ToUs: true})
		n := 0
		for _, a := range r.Acts {
			if a.Type == Confirmation {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s: %d agreements found in %q", c.class, n, c.text)
		}
	}
	for _, c := range open {
		if a := first(Read(Letter{Text: c.text, Date: wednesday, ToUs: true}), Confirmation); a != nil {
			t.Errorf("%s: %q agrees to nothing, found by %s", c.class, c.text, a.Rule)
		}
	}
}

// seen are letters of ours that only say that a question was seen and when the answer comes; deeds promise or tell more.
var seen = []struct{ class, text string }{
	{"seen, and when", "Вижу ваш вопрос, отвечу до вечера."},
	{"seen, and when", "Письмо получили, разбираемся. Ответим в течение дня."},
	{"seen, and when, in English", "Hi, got your message, I'll get back to you tomorrow."},
	{"looking into it", "Вижу ваш вопрос, разбираюсь."},
	{"looking into it, in English", "Looking into it."},
	{"passed on", "Ваше обращение передал инженерам, по результатам напишу до конца дня."},
	{"passed on, in English", "I've passed this to engineering, expect a reply by end of day."},
	{"a colleague will answer", "Виктор свяжется с вами сегодня."},
	{"a colleague will answer, in English", "Anna will be in touch tomorrow."},
	{"an answer promised", "Ответ на ваш вопрос подготовим к пятнице."},
	{"checks first", "Нужно время, чтобы проверить. Вернусь с ответом в среду."},
	{"checks first, in English", "Good question, let me ask legal. You'll have an answer tomorrow."},
	{"one of several put off", "Счёт исправили, во вложении. Адрес поменяли. Доступ открыт всем. По срокам поставки вернусь в понедельник."},
	{"one of several put off, in English", "Invoice corrected, attached. The address is changed. Access is open. On delivery I'll come back to you on Monday."},
}

var deeds = []struct{ class, text string }{
	{"a deed", "Пришлю смету завтра."},
	{"a deed", "Взяли в работу, готово в пятницу."},
	{"a deed, in English", "I'll check the boiler on Thursday."},
	{"a receipt", "Акт получили, спасибо."},
	{"a receipt, in English", "Thanks, all received."},
	{"an answer", "Отвечаю по пунктам: 1) да; 2) нет."},
	{"an offer", "Если будут вопросы, ответим."},
	{"coming back from somewhere", "Вернёмся из отпуска 12-го и смонтируем."},
	{"coming back from somewhere, in English", "I'll be back from leave on Monday and will fit the shelf then."},
	{"others call", "Курьер позвонит вам за час до доставки."},
	{"given with the rest", "Счёт исправили, во вложении. Адрес поменяли. Доступ открыт всем. Цену за метр дам в пятницу."},
}

func TestAcknowledgement(t *testing.T) {
	for _, c := range seen {
		if first(Read(Letter{Text: c.text, Date: wednesday, ToUs: true, Outgoing: true}), Ack) == nil {
			t.Errorf("%s: no acknowledgement found in %q", c.class, c.text)
		}
		if first(Read(Letter{Text: c.text, Date: wednesday, ToUs: true}), Ack) != nil {
			t.Errorf("%s: a client acknowledges: %q", c.class, c.text)
		}
	}
	for _, c := range deeds {
		if a := first(Read(Letter{Text: c.text, Date: wednesday, ToUs: true, Outgoing: true}), Ack); a != nil {
			t.Errorf("%s: %q is no acknowledgement, found by %s", c.class, c.text, a.Rule)
		}
	}
}

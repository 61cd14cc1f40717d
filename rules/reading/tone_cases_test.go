package reading

import "testing"

// displeased are sentences of clients that complain, by what makes them do so.
var displeased = []struct{ class, text string }{
	{"a word that judges", "Это халтура, а не ремонт."},
	{"a word that judges", "Ваш менеджер нахамил нашей сотруднице."},
	{"a word that judges, in English", "The room was filthy when we arrived."},
	{"a word that judges, in English", "I'm less than thrilled with how this went."},
	{"nobody answers", "На звонки не отвечаете, на письма тоже."},
	{"nobody answers", "Такое ощущение, что наши письма никто не читает."},
	{"nobody answers", "Цена выросла вдвое, и никто нас не предупредил."},
	{"nobody answers, in English", "Nobody has bothered to reply to my last two emails."},
	{"time gone by", "Прошло десять дней, ответа нет."},
	{"time gone by", "Я третий день не могу до вас дозвониться."},
	{"time gone by", "Слишком долго ждём согласования с вашей стороны."},
	{"time gone by", "Просидела весь день дома впустую."},
	{"time gone by, in English", "This is taking far too long."},
	{"time gone by, in English", "You said Tuesday. It's Friday now and nothing has arrived."},
	{"asked many times", "Пишу вам в четвёртый раз за неделю."},
	{"asked many times", "Мы устали напоминать."},
	{"asked many times, in English", "I keep having to chase you for updates."},
	{"asked many times, in English", "We've now asked for this three times."},
	{"less than was hoped for", "Результат далёк от того, что обсуждали."},
	{"less than was hoped for", "Не так мы представляли себе сотрудничество."},
	{"less than was hoped for", "Наши замечания опять не учли."},
	{"less than was hoped for", "Раньше вы работали быстрее."},
	{"less than was hoped for, in English", "This falls short of what was agreed."},
	{"less than was hoped for, in English", "I would have appreciated a heads-up."},
	{"other than agreed", "Просили синий, а привезли снова зелёный."},
	{"other than agreed", "Вообще-то мы договаривались на 10 утра."},
	{"other than agreed, in English", "We paid for express and got a week."},
	{"harm done", "Из-за вашей ошибки мы потеряли целый день."},
	{"harm done", "Нам стыдно перед собственными клиентами за эти листовки."},
	{"harm done, in English", "We lost two days because of your mistake."},
	{"harm done, in English", "Our guests were embarrassed by the sound."},
	{"conduct of people", "Мастер не пришёл и даже не позвонил."},
	{"conduct of people", "Курьер был груб и опоздал на два часа."},
	{"conduct of people, in English", "Your courier slammed the door and drove off."},
	{"a flaw made felt", "Снова прислали старую версию, и опять с опечатками."},
	{"a flaw made felt, in English", "Your invoice is wrong again."},
	{"a reproach as a question", "Кто вообще это проверял?"},
	{"a reproach as a question", "Сколько раз можно переделывать одно и то же?"},
	{"a reproach as a question, in English", "Is anyone actually reading these emails?"},
	{"restrained", "Не скрою, мы озадачены вашим молчанием."},
	{"restrained", "Нам не очень нравится, как идёт проект."},
	{"restrained", "Вынужден констатировать, что сроки снова нарушены."},
	{"restrained, in English", "We're a little surprised not to have heard from you."},
	{"a threat", "Мы подумываем о смене подрядчика."},
	{"a threat", "Видимо, придётся обратиться к вашим конкурентам."},
	{"a threat", "Если не решите до вечера, отменяю заказ."},
	{"a threat, in English", "If this can't be resolved by Friday we'll take our business elsewhere."},
	{"a threat, in English", "We may have to reconsider our contract."},
	{"irony", "Прекрасно, опять без подписи."},
	{"irony", "Замечательно, теперь сайт вообще не открывается."},
	{"irony", "Спасибо, что предупредили за час до мероприятия!"},
	{"irony, in English", "Great, now the whole site is down again."},
	{"irony, in English", "So much for \"same-day support\"."},
	{"a set phrase", "Коллеги, это уже ни в какие ворота."},
	{"a set phrase", "Второй месяц кормите нас завтраками."},
	{"a set phrase, in English", "I'm at my wits' end."},
}

// even are sentences with the same words that complain of nothing.
var even = []struct{ class, text string }{
	{"a neutral report of a fault", "Один стул сломан, можно заменить?"},
	{"a neutral report of a fault", "Три коробки пришли помятыми, содержимое цело."},
	{"a neutral report of a fault", "На третьей минуте ролика пропадает звук."},
	{"a neutral report of a fault, in English", "Two of the boxes were dented but the contents are fine."},
	{"a neutral report of a fault, in English", "Nobody can log in since the update."},
	{"of others than us", "Поставщик сорвал срок, поэтому мы сдвигаем открытие."},
	{"of others than us", "Погода ужасная, но приедем вовремя."},
	{"of others than us, in English", "Our supplier let us down, so the opening moves."},
	{"blames himself", "Извините, что так долго не отвечала, болела."},
	{"blames himself", "Мы тут сами всё сломали."},
	{"blames himself, in English", "My mistake, I sent you the wrong file."},
	{"blames himself, in English", "Sorry for the late reply, I was travelling."},
	{"a polite decline", "К сожалению, в этот раз выбрали другого подрядчика, но благодарим за предложение."},
	{"a polite decline, in English", "Unfortunately we have to drop the second phase."},
	{"praise after a contrast", "Боялись, что будет плохо, а вышло прекрасно."},
	{"praise after a contrast, in English", "I was worried it would be late, but it came early."},
	{"praise", "Каждый раз с удовольствием к вам обращаемся."},
	{"praise", "Ни одной жалобы от гостей за вечер."},
	{"praise, in English", "No complaints at all from the guests."},
	{"praise, in English", "Once again, thank you for a wonderful evening."},
	{"time that reproaches nothing", "Прошло две недели с запуска, давайте подведём итоги."},
	{"time that reproaches nothing", "Каждый день в девять у нас планёрка, звоните после."},
	{"time that reproaches nothing, in English", "It's been two weeks since launch, shall we review?"},
	{"a number that reproaches nothing", "Второй вариант нам не подходит, берём первый."},
	{"a number that reproaches nothing, in English", "The second option doesn't work for us, let's take the first."},
	{"not decided yet", "Мы до сих пор не определились с датой."},
	{"not decided yet, in English", "I still haven't decided between the two."},
	{"a wish", "Больше внимания, пожалуйста, уделите разделу «Цены»."},
	{"a question", "А вы случайно не забыли про нас?"},
	{"a question", "За что второй счёт?"},
	{"what a question is about", "Прошло две недели, есть новости по поставке?"},
	{"what a question is about", "Никто не приехал за коробками, вы на сегодня планировали?"},
	{"what a question is about, in English", "It's been a week, is there any news of the shipment?"},
	{"a question, in English", "What is the penalty for late payment?"},
	{"as agreed", "Мы же договаривались на вторник, верно?"},
	{"no praise that mocks", "Спасибо, что так быстро!"},
	{"no praise that mocks, in English", "Perfect, see you Wednesday."},
}

func TestDispleasureByClass(t *testing.T) {
	for _, c := range displeased {
		if r := Read(Letter{Text: c.text, Date: wednesday, ToUs: true}); first(r, Complaint) == nil {
			t.Errorf("%s: no complaint found in %q", c.class, c.text)
		}
		if r := Read(Letter{Text: c.text, Date: wednesday, ToUs: true, Outgoing: true}); first(r, Complaint) != nil {
			t.Errorf("%s: a complaint in a letter of ours: %q", c.class, c.text)
		}
	}
	for _, c := range even {
		if a := first(Read(Letter{Text: c.text, Date: wednesday, ToUs: true}), Complaint); a != nil {
			t.Errorf("%s: %q is no complaint, found by %s", c.class, c.text, a.Rule)
		}
	}
}

// TestOneThingMore reads wishes beyond what was agreed that are worded as requests.
func TestOneThingMore(t *testing.T) {
	for _, text := range []string{
		"Хорошо бы напечатать ещё двадцать приглашений.",
		"Надо поставить ещё одну камеру у входа.",
		"Прошу перевести занятия с утра на вечер.",
		"Could you please put in additionally a second drawer?",
		"Please include the price list as well.",
	} {
		r := Read(Letter{Text: text, Date: wednesday, ToUs: true})
		if first(r, ChangeRequest) == nil || first(r, Request) == nil {
			t.Errorf("%q is no change: %+v", text, r.Acts)
		}
	}
	for _, text := range []string{"Надо поставить подпись на акте.", "Прошу перевести оплату до пятницы.", "Could you please put it in the folder?"} {
		if a := first(Read(Letter{Text: text, Date: wednesday, ToUs: true}), ChangeRequest); a != nil {
			t.Errorf("%q is a change by %s", text, a.Rule)
		}
	}
}

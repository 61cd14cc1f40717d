package reading

import (
	"strings"
	"testing"
)

// promisedRussian each promise something in a letter of ours: by the person of the verb, its aspect, a passive, a day beside what we make, a
// condition or an event that has to come first.
const promisedRussian = `
Средство заказано вчера и привезут его к вам завтра до обеда.
Передал Сергею, он свяжется с вами до конца дня.
С понедельника закрепляем за вами нового менеджера.
Подготовим смету к среде.
Смету подготовлю к среде и сразу вышлю.
Сегодня сделаю.
Ок, к среде.
Ок, сделаем.
Хорошо, поправим.
Да, привезём завтра.
Сделаем, не переживайте.
Постараюсь успеть до обеда.
Попробую выяснить у логистов до вечера.
Обещаю разобраться до конца недели.
Беру на себя согласование с управой.
Возьму этот вопрос на контроль.
Займусь этим завтра с утра.
Разберусь и отпишусь.
Уточню у бухгалтерии и вернусь к вам.
Выясню и сообщу.
Узнаю у коллег, перезвоню.
Дам знать, как только появится ответ.
Держу вас в курсе.
Буду держать вас в курсе.
Наберу вас после обеда.
Завтра созвонюсь с подрядчиком.
Отправляю завтра первым рейсом.
Отгружаем в пятницу.
Выезжаем к вам завтра в 9.
Завтра везём образцы.
В четверг ставим на тест.
Макеты отдаём в печать в понедельник.
В понедельник запускаем рекламу.
Мы будем готовы к понедельнику.
Будем у вас в среду в 10.
Завтра буду на объекте.
Акт будет у вас завтра.
Договор будет готов к пятнице.
Отчёт будет в среду.
Правки будут внесены до конца дня.
Счёт будет выставлен завтра.
Замена будет произведена в течение трёх рабочих дней.
Работы будут завершены 20 июля.
Оборудование будет отгружено на следующей неделе.
К пятнице всё будет.
В среду всё будет готово.
Готово будет к вечеру.
Готов показать первую версию во вторник.
Готовы отгрузить в пятницу.
Готовы приступить с понедельника.
Сможем отгрузить в четверг.
Сможем показать черновик в пятницу утром.
Успеем к пятнице.
Должны успеть к среде.
Планируем закончить к 20 июля.
Планирую прислать макет в четверг.
Думаю, к среде управимся.
Рассчитываем закончить к пятнице.
Отправка — завтра.
Отгрузка — в пятницу.
Доставка — 15 июля, до обеда.
Монтаж — 20–21 июля.
Счёт — сегодня.
Макет — до пятницы.
Ответ дам завтра.
С меня макет к среде.
С нас смета до пятницы.
За мной акт, вышлю сегодня.
За нами презентация — будет в четверг.
Наш курьер привезёт документы завтра до 12.
Коллега из бухгалтерии пришлёт акт сегодня.
Отдел доставки свяжется с вами завтра.
Бухгалтерия выставит счёт в понедельник.
Менеджер перезвонит вам в течение часа.
Инженер приедет завтра в 11.
Дизайнер переделает баннер к четвергу.
Мастер подъедет завтра после обеда.
Ольга вышлет договор сегодня.
Юристы посмотрят и дадут ответ до пятницы.
Технолог посчитает к вечеру.
Склад соберёт заказ к пятнице.
Водитель заберёт коробки завтра утром.
Наш юрист подготовит протокол разногласий к четвергу.
Служба поддержки ответит вам сегодня.
Как только получим оплату, сразу отгрузим.
Как придёт партия — отгрузим.
После подписания договора начнём работы.
После оплаты вышлю оригиналы.
Как согласуете макет, запустим в печать.
По готовности пришлю фото.
По факту отгрузки вышлю накладную.
Если согласуете сегодня, завтра запустим печать.
Если успеете до обеда, отгрузим сегодня.
При получении оплаты до 12:00 отгрузим в тот же день.
Вернусь к вам с ответом до конца дня.
Вернёмся с решением в пятницу.
Оригиналы вышлем почтой на этой неделе.
Скину сегодня вечером.
Скину чуть позже.
Переделаю.
Пересоберём и зальём вечером.
Доделаем и покажем в четверг.
Завтра доеду до склада и сфотографирую.
Ждите завтра до обеда.
Ждите письмо сегодня вечером.
Ожидайте отгрузку 15 июля.
Перезвоню через час.
Напишу, как всё решится.
Повторно вышлю счёт сегодня.
Сделаем скидку 5 %.
Вычтем это из следующего счёта.
Компенсируем доставку.
Заменим за свой счёт.
Проконтролирую лично.
Прослежу, чтобы всё было вовремя.
Учтём на будущее.
Исправимся.
Добавлю в договор пункт про сроки.
Включим это в следующий релиз.
Внесу правки и перезалью.
Передам коллегам.
Передам вашу просьбу в отдел доставки.
Поставлю задачу разработчикам.
Смета будет завтра, договор — в пятницу.
Смету пришлю завтра, договор — к пятнице.
Завтра пришлём.
завтра отправлю
пришлю завтра
сделаем к пятнице, спасибо
ок, завтра
Принято, сделаем сегодня.
Да, конечно, завтра отправим.
Понял, исправлю.
Спасибо, передам.
Сейчас посмотрю.
Сейчас проверю и напишу.
Отвечу по каждому пункту завтра.
Окончательный расчёт — в четверг.
Версия для печати у вас в пятницу.
Образцы у вас завтра к 15:00.
Курьер у вас завтра с 10 до 12.
Замерщик у вас в среду утром.
Макет у тебя вечером.
Привезут завтра до обеда.
Вам позвонят завтра.
Документы передадут с курьером завтра.
Доставят в среду.
В среду вам привезут новый стол.
Не позднее пятницы вышлем акт.
В течение двух рабочих дней мы вернём деньги.
Деньги вернём на карту в течение трёх дней.
К 15 июля сдадим первый этап.
Сроки такие: эскиз — 10 июля, чистовик — 17 июля.
По срокам: эскизы в четверг, вёрстка через неделю.
Ориентировочно в пятницу отгрузим.
Скорее всего, отправим завтра.
Возможно, пришлём уже сегодня.
Постараемся ускорить.
Наверстаем на следующей неделе.
Верну вам ответ от технологов в понедельник.
Мы вам всё восстановим до вечера.
Я вам завтра наберу.
Я вам сам позвоню.
Мы сами всё привезём.
Добьём сегодня.
Завтра закрываем этот вопрос.
Передаю в работу, готово будет в пятницу.
Взяли в работу, готово в пятницу.
Пока собираем данные, ответ будет завтра.
`

// promisedEnglish each promise something in a letter of ours: will and its contractions, -ing and the present with a day, passives, hopes
// with a day, short answers.
const promisedEnglish = `
The layout is nearly there. Next draft: Thursday.
That's going out tonight.
You can pick it up from Friday.
I'll send it tomorrow.
I will send the draft on Friday.
We'll fix that today.
We will have it ready by Friday.
We're going to ship on Monday.
I'm going to redo the header tomorrow.
Going to send it tonight.
I'm sending it tomorrow.
We're delivering on Thursday.
We are installing the racks on Monday.
We're replacing the unit free of charge.
We ship on Monday.
We send the samples out tomorrow.
I deliver the files on Friday.
Will send it over tomorrow.
Will do.
Will do, by Friday.
Will check and revert.
Will get that sorted today.
Will revert by EOD.
Shall send the revised quote tomorrow.
The report will be with you by noon.
The samples will be with you on Friday.
It'll be ready by Friday.
That'll be done by tomorrow.
They'll be there by 10.
You'll have it by Friday.
You will have the drawings by Friday.
You should have it by Thursday.
You should receive it tomorrow.
You'll get the invoice today.
You can expect it on Monday.
You can expect the draft by Tuesday.
Expect it on Friday.
Expect the files by noon.
Expect an answer by Wednesday.
I should have it for you by Friday.
We should be able to ship on Monday.
We should have the parts on Thursday.
We expect to ship on 15 July.
We plan to deliver on Thursday.
We're planning to release it on Friday.
We aim to have it done by Friday.
I aim to get it to you by Monday.
We intend to finish by the 20th.
I hope to have it with you by Friday.
I'm hoping to get it out tomorrow.
I'll try to get it done today.
I'll do my best to have it by Friday.
We'll aim for Thursday.
Let me get back to you tomorrow.
Let me come back to you on that by Friday.
Let me check with the team and get back to you.
Let me look into it and revert.
I need to check with production and will come back tomorrow.
I'll have to check and get back to you.
I'll look into it.
I'll take care of it.
I'll be in touch on Monday.
I'll be there at 10 on Thursday.
I'll keep you posted.
I'll keep you updated.
We'll let you know.
We'll be in touch.
I'll let you know as soon as I hear.
I'll make sure it goes out today.
I'll make sure this doesn't happen again.
I'll see to it.
I'll chase them today.
I'll pass it on to the team.
I'll add it to the list.
I'll bring the samples on Tuesday.
I'll walk you through it on the call on Monday.
We'll credit the difference on your next invoice.
We'll refund you within 5 working days.
We'll replace it at our cost.
Delivery Friday.
Draft by Thursday.
Quote tomorrow.
Update by 4pm.
Invoice to follow on Monday.
Photos to follow.
Minutes to follow tomorrow.
More to follow.
Shipping tomorrow.
Shipping Friday.
Sending it over this afternoon.
Fixing it today.
On it, will report back by noon.
Back to you by Friday.
Back to you tomorrow with numbers.
With you by Friday.
With you tomorrow.
Yours by Friday.
Ready by Friday.
Ready on Tuesday.
Done by tomorrow.
Sure, tomorrow.
OK, by Friday then.
Yes, by Wednesday.
First thing tomorrow.
Tomorrow morning.
Our driver will pick it up tomorrow at 10.
Our engineer will call you this afternoon.
Kate will send you the contract today.
Tom is going to call you on Monday.
Sarah will be in touch tomorrow.
The team will look at it on Monday.
Accounts will reissue the invoice tomorrow.
Accounts are reissuing the invoice tomorrow.
Our courier comes on Thursday between 9 and 12.
The engineer is booked for Thursday morning.
The technician arrives on Monday at 9.
The parcel leaves today.
The goods leave our warehouse on Friday.
The order ships on Monday.
Your order is going out tomorrow.
It's going out tomorrow.
The new version goes live on Friday.
The fix goes out tonight.
The refund will be processed within 3 days.
The contract will be sent today.
The wall will be repainted next week.
Refund is being processed and will reach you within 5 days.
The missing chairs are on the van for tomorrow.
The translation will follow on Friday.
The certificate follows tomorrow.
As soon as we get the payment, we'll ship.
Once you approve, we'll print within two days.
Once it's signed off I'll order the steel.
When the parts arrive, I'll call you.
After the install I'll send photos.
If you confirm today, we'll ship tomorrow.
If it's not there by noon, I'll resend it.
Subject to your approval, we will print on Monday.
Realistically it will be Thursday.
It will be Friday at the earliest, more likely Monday.
Probably tomorrow, I'll confirm tonight.
I promise to send it tonight.
I promise you'll have it by Friday.
You have my word, it ships Monday.
I commit to Friday.
I undertake to deliver by the 20th.
We guarantee delivery by Friday.
We shall revert by Monday.
We are preparing the offer and shall send it tomorrow.
i'll send it tmrw
ill get it over to you friday
gonna send it tonight
I've asked accounts to resend it, you'll have it today.
Booked the courier, pickup tomorrow 10-12.
I've scheduled the repair for Thursday.
Scheduled for Thursday.
I will come to you personally tomorrow at 9.
I'll have a look this evening.
I'll give you a call at 3.
I'll give them a ring and let you know.
I'll put it in the post today.
I'll get Kate to call you.
I'll have Kate send it.
We'll have someone with you by 2pm.
Somebody will be with you within the hour.
Someone from our team will contact you tomorrow.
`

// unpromisedRussian promise nothing in a letter of ours: the done, refusals, offers, habits, absences, what holds until a day, what others do or
// said, gatherings, courtesy.
const unpromisedRussian = `
Отправили вчера.
Акт подписали и выслали утром.
Если надо, можем сделать быстрее.
Можем прислать образцы, если интересно.
Могу прислать вариант подешевле.
Готовы обсудить.
Готовы ответить на вопросы.
Будем рады помочь.
Буду благодарен за ответ.
Не успеем до пятницы.
К сожалению, завтра не сможем.
Раньше среды не привезём.
Делать этого не будем.
Переделывать бесплатно не станем.
Мы не занимаемся доставкой.
Обычно отгружаем за два дня.
Как правило, отвечаем в течение дня.
Мы работаем до 18:00.
Работаем с 9 до 18.
Офис работает до 19:00.
Склад открыт до 17:00.
Каждую пятницу присылаем отчёт.
По понедельникам проводим планёрку.
Срок изготовления — 10 рабочих дней.
Доставка занимает 3 дня.
Гарантия — два года.
Предложение действует до 15 июля.
Счёт действителен до 10 июля.
Цена фиксируется до конца месяца.
Скидка действует до конца недели.
Вы сможете скачать отчёт завтра.
Вы получите уведомление автоматически.
Система сама пришлёт письмо.
Банк зачислит деньги завтра.
Поставщик привезёт бумагу в четверг.
Таможня выпустит груз в пятницу.
Встреча в четверг в 15:00.
Созвон завтра в 11:00.
Выставка пройдёт 20–22 июля.
Праздник в субботу.
Вебинар состоится 15 июля.
Завтра выходной.
У нас выходной до понедельника.
В пятницу короткий день.
Оплатить нужно до 15 июля.
Оплату ждём до пятницы.
Ждём от вас тексты к среде.
Пришлите, пожалуйста, до среды.
Надеюсь, успеете до пятницы.
Было бы хорошо закончить к пятнице.
Хотели отправить вчера, но курьер заболел.
Думали закончить к пятнице.
Собирались приехать завтра, но планы поменялись.
Говорил, что пришлю завтра.
Вы писали, что оплатите в пятницу.
Клиент сказал, что приедет в четверг.
Мы бы сделали иначе.
Сделали бы к пятнице, если бы не праздники.
Посмотрим, что скажет банк.
Увидимся в четверг.
До встречи в четверг!
До завтра!
Хорошего вечера!
Хороших выходных!
Жду вашего ответа до пятницы.
Буду ждать.
Буду ждать вашего ответа.
Скажу честно, макет не нравится.
Напомню, что срок оплаты — пятница.
Отмечу, что работы выполнены в срок.
Подчеркну: мы не против.
Как мы будем делить расходы?
Пришлём завтра?
Мне прислать завтра?
Когда пришлём, неизвестно.
Не знаю, когда пришлём.
Если не успеем, напишем отказ.
В четверг я в отпуске.
Завтра меня не будет.
С 10 по 20 июля я в отпуске.
Буду в отпуске до 20 июля.
Я на связи до 19:00.
До пятницы я на выставке.
Завтра с утра на совещании.
Сегодня Анна на больничном.
Машина стоит на выгрузке до вечера.
Сервис недоступен до 12:00.
Для заказа заполните форму, и менеджер вам перезвонит.
Договор подписан 5 июля.
Товар пришёл 3 июля.
Сейчас готовим смету.
Делаем.
Работаем над этим.
Разбираемся.
Собираем данные.
Стараемся.
Мы ценим ваше терпение.
Понимаем ваши опасения.
Приносим извинения за задержку.
Благодарим за обращение.
Остаёмся на связи.
Обращайтесь.
Договорились.
Принято.
Хорошо.
Давайте созвонимся в четверг.
Предлагаю встретиться в среду.
Предлагаем перенести встречу на четверг.
Рекомендуем заказать до 15 июля.
Советую подождать до понедельника.
Можно забрать завтра?
Вам удобно в четверг в 15:00?
Чтобы успеть к пятнице, нужно согласовать сегодня.
Всё будет хорошо.
Будет дешевле.
Будет видно.
Так будет проще.
Это будет стоить 5 000 руб.
Цена будет выше.
Доплата будет 10 %.
Погода будет хорошая.
`

// unpromisedEnglish promise nothing in a letter of ours: the done, refusals, offers, habits, absences, what holds until a day, what others do
// or said, gatherings, courtesy.
const unpromisedEnglish = `
I sent it yesterday.
We shipped on Monday.
I've sent it.
Already done.
We could do it faster if needed.
We can do that too, if you like.
I can send a sample if that helps.
Happy to help.
I'd be happy to jump on a call.
Glad to hear it.
I'd love to see it.
We won't make Friday.
We can't ship before Monday.
I won't be able to send it today.
Unfortunately we will not be able to help.
We will never do that again for free.
We usually ship within two days.
We normally reply within a day.
Delivery usually takes 3 days.
Lead time is two weeks.
Our office is open until 6pm.
We are open until 6 on Friday.
We're closed on Monday.
The offer is valid until 15 July.
The price holds until Friday.
The discount ends on Friday.
The deadline is Friday.
The meeting is on Thursday.
The event takes place on 20 July.
The exhibition starts on Monday.
Our call is at 3pm.
See you on Thursday.
See you tomorrow!
Talk tomorrow.
Talk to you on Monday.
Speak soon.
Have a great weekend!
Looking forward to Thursday.
I look forward to your reply by Friday.
I'm out of office until Monday.
I'm away until the 20th.
I'll be on holiday from Monday.
I'll be out of the office on Friday.
I'm in meetings until 3.
Anna is on leave until Monday.
I'm travelling tomorrow.
The supplier will deliver on Monday.
The bank will credit it tomorrow.
Customs will release it on Friday.
The system will send you an email automatically.
You will be charged on Friday.
You'll need to sign by Friday.
You'll see a pop-up.
You can download it until Friday.
You said you would pay on Friday.
You told us you'd send it by Monday.
He said he'd call on Monday.
The client said they will pay on Friday.
I thought it would be ready by Friday.
We wanted to ship on Monday but the truck broke down.
We had planned to deliver on Friday.
I was going to send it yesterday.
It was supposed to be ready on Friday.
I hope this helps.
I hope you have a good weekend.
I'll be honest, the draft is weak.
I'll be brief.
I'll admit it looks odd.
I must say it looks great.
I'll wait for your feedback.
I'll wait to hear from you.
We'll see what the bank says.
We'll see.
We'll assume silence means yes.
Let me know by Friday.
Let me know if Friday works.
Please send it by Friday.
Please pay by the 15th.
We need the files by Friday.
Your payment is expected by 15 July.
Shall we ship on Monday?
Will Friday work?
Would Friday be OK?
Do you want it on Friday?
When will we ship?
I don't know when we'll ship.
I'm not sure we'll make it.
I doubt we will make it.
I think it's fine.
It will cost 500 euro.
It will be cheaper.
It will be worth it.
The total will be 1200.
That will be fine.
That will work.
It'll be great.
Working on it.
We're looking into it.
We're on it.
We're preparing it.
The team is working on it.
Every Friday we send a report.
We send reports on Mondays.
We reply within 24 hours as a rule.
Noted, thanks.
Thanks, will wait.
Will you be there on Friday?
If we miss Friday, the contract ends.
Unless we hear from you by Friday, the order will be cancelled.
I'd suggest Thursday.
How about Thursday?
I propose we meet on Thursday.
Thursday works for me.
Thursday is fine.
Friday would be better.
We have a slot on Friday.
We're available on Thursday.
I'm free on Thursday after 2.
Next delivery slot is Tuesday.
Weather will be bad on Friday.
Bank holiday on Monday.
I was told it would ship on Monday.
As promised, here is the draft.
We had to move it to Friday.
`

// promisedByClients each promise something in a client's letter: himself, his people, his money.
const promisedByClients = `
Оплата завтра.
Бухгалтерия оплатит завтра.
Директор подпишет завтра.
Подпишем и вернём завтра.
Завтра оплачиваем.
Обсудим и вернёмся.
С нас тексты к среде.
Документы будут у вас завтра.
We'll pay on Friday.
We're paying it tomorrow.
Payment goes out on Friday.
I'll discuss it with my boss and let you know.
The signed copy will be with you tomorrow.
`

// unpromisedByClients promise nothing of his side: his own plans, ours, others'.
const unpromisedByClients = `
В пятницу переезжаем в новый офис.
В августе закрываемся на ремонт.
Вы писали, что курьер привезёт завтра.
Банк переведёт завтра.
Ваш курьер приедет завтра?
Ждём от вас смету до пятницы.
We move offices on Friday.
We open on Monday.
You said you would send it on Friday.
`

func TestPromisedByClients(t *testing.T) {
	for _, c := range []struct {
		lines string
		want  bool
	}{{promisedByClients, true}, {unpromisedByClients, false}} {
		for line := range strings.Lines(c.lines) {
			line = strings.TrimSpace(line)
			p := first(Read(Letter{Text: line, Date: wednesday, ToUs: true}), Promise)
			if line != "" && (p != nil) != c.want {
				t.Errorf("%q: promise %v, want %v", line, p, c.want)
			}
		}
	}
}

func TestPromisedRussian(t *testing.T)   { checkPromised(t, promisedRussian, true) }
func TestPromisedEnglish(t *testing.T)   { checkPromised(t, promisedEnglish, true) }
func TestUnpromisedRussian(t *testing.T) { checkPromised(t, unpromisedRussian, false) }
func TestUnpromisedEnglish(t *testing.T) { checkPromised(t, unpromisedEnglish, false) }

// checkPromised reads every line as a letter of ours.
func checkPromised(t *testing.T, lines string, want bool) {
	for line := range strings.Lines(lines) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		p := first(Read(Letter{Text: line, Date: wednesday, Outgoing: true, ToUs: true}), Promise)
		switch {
		case want && p == nil:
			t.Errorf("no promise in %q", line)
		case !want && p != nil:
			t.Errorf("%q promises by %s: %q", line, p.Rule, p.Text)
		}
	}
}

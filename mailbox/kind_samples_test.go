package mailbox

import "testing"

// kindSamples are messages without a header that tells their kind: what stands before the text are further header lines.
var kindSamples = []struct {
	class, lines, text string
	want               Kind
}{
	// away, by the subject
	{"away, subject", "Subject: Автоматический ответ: Смета на май", "Добрый день! Буду на месте 12 мая.", AutoReply},
	{"away, subject", "Subject: Я в отпуске Re: Смета на май", "Здравствуйте! Вернусь 12 мая.", AutoReply},
	{"away, subject", "Subject: В отпуске до 12 мая (Re: Смета)", "Вернусь и отвечу всем.", AutoReply},
	{"away, subject", "Subject: Отпуск до 12.05 Re: Смета", "По срочным делам пишите Ольге.", AutoReply},
	{"away, subject", "Subject: Нет на месте: Смета", "Меня нет на месте до четверга.", AutoReply},
	{"away, subject", "Subject: Отсутствую до 12 мая", "Доступа к почте не будет, срочное: 8 900 000-00-00.", AutoReply},
	{"away, subject", "Subject: Командировка: Re: Смета", "Нахожусь в командировке, отвечу 12 мая.", AutoReply},
	{"away, subject", "Subject: На больничном Re: Смета", "Здравствуйте, я на больничном. Вопросы по проекту: Ольга.", AutoReply},
	{"away, subject", "Subject: OOO Re: May estimate", "Back on Monday 12 May.", AutoReply},
	{"away, subject", "Subject: Out of office: Re: May estimate", "I am away until 12 May.", AutoReply},
	{"away, subject", "Subject: Annual leave Re: May estimate", "I am on annual leave, back on 12 May.", AutoReply},
	{"away, subject", "Subject: On vacation until May 12 (was: May estimate)", "See you then!", AutoReply},
	{"away, subject", "Subject: Away from my desk: May estimate", "I will be back on Monday.", AutoReply},
	{"away, subject", "Subject: Parental leave: Re: May estimate", "I'm on parental leave. Please write to Olga.", AutoReply},
	{"away, subject", "Subject: Maternity leave - Re: May estimate", "I am on maternity leave until January. Please contact Olga.", AutoReply},
	// away, by the text
	{"away, text", "", "Здравствуйте! Спасибо за письмо. Сейчас я в отпуске и вернусь 12 мая. По срочным вопросам: Ольга, olga@example.com", AutoReply},
	{"away, text", "", "Добрый день! До 12 мая я в отпуске. Отвечу после возвращения.", AutoReply},
	{"away, text", "", "Уважаемые коллеги! С 1 по 12 мая нахожусь в ежегодном отпуске. Меня замещает Ольга Иванова.", AutoReply},
	{"away, text", "", "Меня не будет в офисе до понедельника. Если вопрос срочный, звоните Ольге.", AutoReply},
	{"away, text", "", "Я сейчас в отпуске. На письма отвечу 12 мая.", AutoReply},
	{"away, text", "", "Спасибо за Ваше сообщение! В данный момент я отсутствую и не имею доступа к почте. Вернусь 12 мая.", AutoReply},
	{"away, text", "", "Нахожусь на больничном. По вопросам поставки обращайтесь к Ольге.", AutoReply},
	{"away, text", "", "Здравствуйте! Я в декретном отпуске. Ваши письма читает Ольга: olga@example.com", AutoReply},
	{"away, text", "", "Письмо получил. Я в дороге до четверга, почту не читаю. Срочное — по телефону.", AutoReply},
	{"away, text", "", "Наш офис закрыт на праздники с 1 по 9 января. Ответим на все письма 10 января.", AutoReply},
	{"away, text", "", "Спасибо, что написали! Мы отдыхаем до 9 января и ответим вам в первый рабочий день.", AutoReply},
	{"away, text", "", "Добрый день! Анна Котова больше не работает в компании. По всем вопросам пишите на info@example.com", AutoReply},
	{"away, text", "", "Thank you for your message. I am currently on leave and will be back on 12 May.", AutoReply},
	{"away, text", "", "Hello, I'm out of the office until Monday with limited access to email. For urgent matters call Olga.", AutoReply},
	{"away, text", "", "I am on holiday from 1 to 12 May. I will reply when I return.", AutoReply},
	{"away, text", "", "I'm travelling this week and may be slow to respond. If urgent, please text me.", AutoReply},
	{"away, text", "", "Thanks for your email! Our office is closed for Easter, we will be back on Tuesday.", AutoReply},
	{"away, text", "", "Tom Hart is no longer with the company. Please contact sales@example.com.", AutoReply},
	{"away, text", "", "I am attending a conference until Thursday and will respond when I am back.", AutoReply},
	{"away, text", "", "I'm off sick today. Olga is covering for me: olga@example.com", AutoReply},
	{"away, text", "", "I am on holiday and will answer on my return. Is your matter urgent? Then write to Olga.", AutoReply},
	// a person who is away, or will be
	{"a person", "Subject: Отпуск", "Анна, я в отпуске с понедельника, а пока вопрос: когда будет макет?", Human},
	{"a person", "", "Я в отпуске с понедельника, а пока вопрос: когда будет готов макет?", Human},
	{"a person", "", "Анна, вернусь из отпуска 12 мая, тогда и подпишем. Пришлите пока черновик.", Human},
	{"a person", "Subject: Отпуск в мае", "Коллеги, в мае уезжаю на две недели, давайте закроем акт до праздников. Успеем?", Human},
	{"a person", "", "Меня не будет до четверга, поэтому подтвердите, пожалуйста, время сегодня.", Human},
	{"a person", "", "Простите за молчание, была в отпуске. Макет посмотрела, две правки во вложении.", Human},
	{"a person", "", "Ольга на больничном, отвечаю за неё: смету согласовали.", Human},
	{"a person", "Subject: Вне офиса продаж", "Анна, нужна вывеска для точки вне офиса продаж. Сколько стоит?", Human},
	{"a person", "Subject: Командировка в Казань", "Анна, во вторник буду в Казани. Встретимся у вас в 11?", Human},
	{"a person", "Subject: Отпускные", "Ольга, когда перечислите отпускные?", Human},
	{"a person", "", "I'm on leave from Monday, so one question before I go: when is the proof ready?", Human},
	{"a person", "", "Sorry for the silence, I was on holiday. The draft looks fine, two edits attached.", Human},
	{"a person", "", "We are closed on Friday, could you deliver on Thursday instead?", Human},
	{"a person", "Subject: Away day catering", "Could you quote for forty people on 12 May?", Human},
	{"a person", "Subject: Vacation rental photos", "Hi Anna, which of these do you prefer?", Human},
	// undelivered
	{"undelivered, Yandex", "From: mailer-daemon@yandex.ru\nSubject: Недоставленное сообщение", "Это письмо создано автоматически сервером Яндекс Почты, отвечать на него не нужно.\n\nК сожалению, мы не можем доставить ваше письмо одному или нескольким получателям:\n\npetr@example.com:\n550 5.7.1 No such user!", Bounce},
	{"undelivered, Yandex, other sender", "From: Почта <robot@mail.example.com>\nSubject: Недоставленное сообщение", "К сожалению, мы не можем доставить ваше письмо одному или нескольким получателям: petr@example.com. Причина: 550 No such user", Bounce},
	{"undelivered, Mail.ru", "From: Mail Delivery System <postmaster@example.com>\nSubject: Mail failure.", "This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error. The following address(es) failed:\n\npetr@example.com\nMessage was not accepted -- invalid mailbox.", Bounce},
	{"undelivered, Exchange", "From: Microsoft Outlook <postmaster@example.com>\nSubject: Не удалось доставить: Смета на май", "Не удалось выполнить доставку следующим получателям или группам: petr@example.com. Указанный адрес электронной почты не найден.", Bounce},
	{"undelivered, Exchange, by its own name", "From: System Administrator <system@example.com>\nSubject: Undeliverable: May estimate", "Your message did not reach some or all of the intended recipients. The e-mail account does not exist at the organization this message was sent to.", Bounce},
	{"undelivered, Gmail", "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>\nSubject: Delivery Status Notification (Failure)", "Address not found. Your message wasn't delivered to petr@example.com because the address couldn't be found.", Bounce},
	{"undelivered, Gmail, in Russian", "From: Подсистема доставки <postmaster@example.com>\nSubject: Уведомление о доставке (сбой)", "Адрес не найден. Ваше сообщение для petr@example.com не доставлено. Проверьте, нет ли опечаток.", Bounce},
	{"undelivered, Postfix", "From: Mail System <postmaster@example.com>\nSubject: Message", "This is the mail system at host mx.example.com.\n\nI'm sorry to have to inform you that your message could not be delivered to one or more recipients. It's attached below.", Bounce},
	{"undelivered, Postfix, late", "From: Mail Delivery System <root@mx.example.com>\nSubject: Delayed Mail (still being retried)", "THIS IS A WARNING ONLY. YOU DO NOT NEED TO RESEND YOUR MESSAGE. Your message could not be delivered for more than 4 hours.", Bounce},
	{"undelivered, Exim", "From: root@mx.example.com\nSubject: Warning: message 1aBcDe delayed 24 hours", "This message was created automatically by mail delivery software. A message that you sent has not yet been delivered to one or more of its recipients.", Bounce},
	{"undelivered, qmail", "From: postmaster@mx.example.com\nSubject: failure notice", "Hi. This is the qmail-send program at mx.example.com. I'm afraid I wasn't able to deliver your message to the following addresses. This is a permanent error; I've given up. Sorry it didn't work out.", Bounce},
	{"undelivered, sendmail", "From: Mail Delivery Subsystem <root@mx.example.com>\nSubject: Returned mail: see transcript for details", "The original message was received. ----- The following addresses had permanent fatal errors -----", Bounce},
	{"undelivered, in Russian", "From: Почтовая служба <postmaster@example.com>\nSubject: Ваше письмо не доставлено", "Ящик получателя переполнен. Код ошибки 552.", Bounce},
	{"undelivered, filtered", "From: Почтовый сервер <postmaster@example.com>\nSubject: Письмо отклонено", "Ваше письмо отклонено почтовым сервером: вложение содержит запрещённый файл. Сообщение не доставлено.", Bounce},
	{"a person about mail", "", "Анна, моё письмо вернулось: «550 no such user». Пришлите верный адрес бухгалтерии.", Human},
	{"a person about mail", "Subject: Письма не доходят", "Второй день ваши письма не доходят, почтовый ящик переполнен? Позвоните.", Human},
	{"a person about mail", "Subject: Undelivered parcels", "Anna, two parcels were returned to us. Could you check the address?", Human},
	{"a person about mail", "Subject: Delivery failed again", "The courier failed to deliver the samples. When can we have them?", Human},
	// accounting and task systems
	{"1С", "From: 1С:Предприятие <buh@example.com>\nSubject: Счет на оплату № 215 от 12.05.2026", "Документ сформирован автоматически. Не отвечайте на это письмо.", Newsletter},
	{"1С", "From: ООО Ромашка <1c@example.com>\nSubject: Счёт на оплату № 215", "Счёт на оплату № 215 на сумму 12 000 руб. во вложении. Отправлено из 1С:Бухгалтерия.", Newsletter},
	{"Диадок", "From: Диадок <edo@example.com>\nSubject: Входящий документ от ООО «Ромашка»", "Контрагент ООО «Ромашка» направил вам документ: УПД № 215. Перейдите в Диадок, чтобы подписать.", Newsletter},
	{"СБИС", "From: СБИС <info@sbis.example>\nSubject: Получен документ", "ООО «Ромашка» прислало вам документ «Акт № 12». Открыть документ: https://sbis.example/d/1", Newsletter},
	{"Контур", "From: Контур.Экстерн <info@kontur.example>\nSubject: Отчёт принят", "Отчёт принят налоговой инспекцией. Это письмо сформировано автоматически.", Newsletter},
	{"Контур.Диадок", "From: Контур.Диадок <notify@kontur.example>\nSubject: Подписан документ № 215", "Документ подписан контрагентом.", Newsletter},
	{"Jira", "From: Ivan Petrov (Jira) <jira@example.com>\nSubject: [JIRA] (ABC-12) Export fails", "Ivan Petrov updated ABC-12: Priority: High → Low", Newsletter},
	{"Jira, a comment", "From: Ivan Petrov (Jira) <jira@example.com>\nSubject: [JIRA] (ABC-12) Export fails", "Ivan Petrov commented on ABC-12:\n\nWhen will it work?", Human},
	{"Битрикс24", "From: Битрикс24 <noreply@bitrix24.example>\nSubject: Задача «Макет»: изменён срок", "Крайний срок задачи изменён на 12.05.2026.", Newsletter},
	{"amoCRM", "From: amoCRM <no-reply@amocrm.example>\nSubject: Новая сделка", "Создана новая сделка «Ромашка». Ответственный: Анна.", Newsletter},
	{"Trello", "From: Trello <do-not-reply@trello.example>\nSubject: 3 notifications", "Ivan moved the card Layout from To do to Done.", Newsletter},
	{"Trello, a comment", "From: Trello <do-not-reply@trello.example>\nSubject: Ivan commented on Layout", "Ivan Petrov commented on the card Layout:\n\nwhen is it ready?", Human},
	{"YouTrack", "From: YouTrack <youtrack@example.com>\nSubject: [YouTrack, Updated] ABC-12", "State: Open → Fixed", Newsletter},
	{"GitHub", "From: notifications@github.example\nSubject: [romashka/site] Build failed (#48)", "Run failed: deploy - main", Newsletter},
	{"Asana", "From: Asana <notifications@asana.example>\nSubject: Tasks due soon", "You have 2 tasks due this week.", Newsletter},
	{"a bank", "From: Банк <notify@bank.example>\nSubject: Поступление средств", "На счёт *1234 зачислено 12 000 руб.", Newsletter},
	{"a courier service", "From: Служба доставки <robot@delivery.example>\nSubject: Заказ 215 передан в доставку", "Ваш заказ прибудет 12 мая.", Newsletter},
	{"a person of accounting", "From: Бухгалтерия <buh@example.com>\nSubject: Счёт на оплату № 215", "Анна, счёт во вложении. Оплатите, пожалуйста, до пятницы.", Human},
	{"a person about a system", "Subject: Диадок", "Анна, документы в Диадоке, подпишите, пожалуйста.", Human},
	{"a person about a system", "Subject: Jira", "Could you open a ticket in Jira for the export?", Human},
	// receipts
	{"service desk", "From: Поддержка <support@example.com>\nSubject: Заявка №48213 зарегистрирована", "Ваша заявка зарегистрирована под номером 48213. Специалист ответит в течение 4 часов.", AutoReply},
	{"service desk", "From: Support <support@example.com>\nSubject: [Ticket #48213] We received your request", "Your request has been received. An agent will get back to you shortly.", AutoReply},
	{"service desk", "Subject: [#48213] Спасибо за обращение", "Мы получили ваше обращение, ему присвоен номер 48213.", AutoReply},
	// invitations
	{"invitation", "From: Google Calendar <calendar-notification@google.example>\nSubject: Приглашение: Созвон", "Когда: вт, 12 мая 10:00", Calendar},
	{"a person invites", "Subject: Приглашение на открытие", "Анна, приходите 12 мая на открытие! Будете?", Human},
	{"a person invites", "Subject: Invitation to tender", "Dear Anna, could you send your offer by Friday?", Human},
}

func TestKindSamples(t *testing.T) {
	for _, c := range kindSamples {
		if m := kindOf(t, c.lines, c.text); m.Kind != c.want {
			t.Errorf("%s: %q %q: %s (%s), want %s", c.class, c.lines, c.text, m.Kind, m.KindWhy, c.want)
		}
	}
}

package mailbox

import (
	"strings"
	"testing"
)

// kindOf tells what a message of these header lines and this text is taken for.
func kindOf(t *testing.T, lines, text string) *Message {
	t.Helper()
	if !strings.Contains(lines, "From:") {
		lines += "\nFrom: Ivan <ivan@example.com>"
	}
	if !strings.Contains(lines, "Subject:") {
		lines += "\nSubject: Re: макет"
	}
	return mustParse(t, letter(strings.TrimPrefix(lines, "\n")+"\nTo: anna@studio.example\nMessage-ID: <1@example.com>\nContent-Type: text/plain; charset=utf-8\n\n"+text))
}

func TestKindByHeader(t *testing.T) {
	check := func(lines string, want Kind) {
		t.Helper()
		if m := kindOf(t, lines, "Добрый день! Посмотрите, пожалуйста, макет."); m.Kind != want {
			t.Errorf("%q: %s (%s), want %s", lines, m.Kind, m.KindWhy, want)
		}
	}
	check("", Human)
	check("Auto-Submitted: no", Human)
	check("X-Auto-Response-Suppress: All", Human)
	check("Return-Path: <>", Human)
	check("From: info@example.com", Human)
	check("From: Отдел продаж <sales@example.com>", Human)
	check("From: Служба поддержки <support@example.com>", Human)
	check("X-MS-Exchange-Inbox-Rules-Loop: ivan@example.com", Human)
	check("X-Mailer: The Bat! (v9.1)", Human)
	check("Precedence: first-class", Human)
	check("Auto-Submitted: auto-replied", AutoReply)
	check("Auto-Submitted: auto-replied (vacation)", AutoReply)
	check("Auto-Submitted: auto-replied; owner-email=\"ivan@example.com\"", AutoReply)
	check("X-Autoreply: yes", AutoReply)
	check("X-Autoreply: no", Human)
	check("Precedence: auto_reply", AutoReply)
	check("X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: ivan@example.com", AutoReply)
	check("Subject: Автоответ: макет", AutoReply)
	check("Subject: Автоматический ответ: макет", AutoReply)
	check("Subject: Automatic reply: layout", AutoReply)
	check("Subject: Out of Office: layout", AutoReply)
	check("Subject: Прочтено: макет", AutoReply)
	check("Subject: Автоответчик для магазина\nAuto-Submitted: no", Human)
	check("Auto-Submitted: auto-generated", Newsletter)
	check("Auto-Submitted: auto-generated\nSubject: [#48213] Заявка принята", AutoReply)
	check("Auto-Submitted: auto-generated\nSubject: Ticket #48213 received", AutoReply)
	check("Auto-Submitted: auto-generated\nSubject: Изменён статус: в работе", Newsletter)
	check("List-Id: <news.example.com>", Newsletter)
	check("List-Unsubscribe: <mailto:out@example.com>", Newsletter)
	check("List-Unsubscribe:", Human)
	check("Precedence: bulk", Newsletter)
	check("Precedence: list", Newsletter)
	check("X-Mailing-List: dev@example.com", Newsletter)
	check("From: noreply@example.com", Newsletter)
	check("From: Банк <no-reply@example.com>", Newsletter)
	check("From: do.not.reply@example.com", Newsletter)
	check("From: ne-otvechat@example.com", Newsletter)
	check("From: notifications@example.com", Newsletter)
	check("From: jira@example.com", Newsletter)
	check("From: MAILER-DAEMON@example.com", Bounce)
	check("From: Mail Delivery System <MAILER-DAEMON>", Bounce)
	check("X-Failed-Recipients: petr@example.com", Bounce)
	check("Subject: Undelivered Mail Returned to Sender", Bounce)
	check("Subject: Недоставленное сообщение", Human) // goods have such subjects too: nothing else tells
	check("Subject: Fwd: Undelivered Mail Returned to Sender", Human)
	check("Content-Class: urn:content-classes:calendarmessage", Calendar)
	check("From: Google Calendar <calendar-notification@google.com>", Calendar)
}

func TestKindByText(t *testing.T) {
	check := func(lines, text string, want Kind) {
		t.Helper()
		if m := kindOf(t, lines, text); m.Kind != want {
			t.Errorf("%q %q: %s (%s), want %s", lines, text, m.Kind, m.KindWhy, want)
		}
	}
	check("", "Спасибо за письмо! Я в отпуске до 20 июля, отвечу по возвращении.", AutoReply)
	check("", "Здравствуйте!\n\nНахожусь в командировке, доступ к почте ограничен. По срочным вопросам: Пётр, +7 900 000-00-00", AutoReply)
	check("", "Thank you for your email. I am out of the office until Monday. In urgent cases please contact my colleagues.", AutoReply)
	check("Subject: Отпуск с 6 по 20 июля", "Коллеги, с 6 июля я в отпуске. По срочным вопросам обращайтесь к Петру, в моё отсутствие он ведёт проект.", Human)
	check("", "Я в отпуске, но макет посмотрел: всё нравится, запускайте.", Human)
	check("", "Завтра меня не будет, обратитесь, пожалуйста, к Кате. Макет согласован.", Human)
	check("", "В субботу мы не работаем, звоните в понедельник.", Human)
	check("", "Тогда давайте после вашего отпуска.\n\n> Я в отпуске до 20 июля, отвечу по возвращении. По срочным вопросам пишите Петру.", Human)
	check("Subject: Обращение INC-90417 принято", "Ваше обращение принято в обработку, ему присвоен номер INC-90417.", AutoReply)
	check("Subject: [#48213] Изменён статус: в работе", "Новая → В работе", Newsletter)
	check("Subject: Re: [#48213] Заявка принята", "А когда приедет инженер?", Human)
	check("Subject: Заявка принята", "Анна, вашу заявку принял, смету пришлю завтра.", Human)
	check("Subject: Документ подписан", "Это письмо сформировано автоматически, отвечать на него не нужно.", Newsletter)
	check("", "Пожалуйста, не отвечайте клиенту до завтра.", Human)
	check("", "Отчёт формируется автоматически, проверьте формулы.", Human)
	check("Subject: Пять советов", "Запишитесь до пятницы.\n\nОтписаться: https://example.com/u?1", Newsletter)
	check("Subject: Рассылка", "Подскажите, как отписаться от рассылки? В кабинете не нашёл.", Human)
	check("From: Jira <jira@example.com>\nAuto-Submitted: auto-generated", "Ivan Petrov commented on ABC-12:\n\nWhen will the export work?", Human)
	check("From: Bitrix24 <no-reply@example.com>", "Иван Петров оставил комментарий в задаче «Макет»:\n\nКогда будет готово?", Human)
	check("From: Почтовый сервер <postmaster@example.com>\nSubject: Сообщение", "Ваше сообщение не может быть доставлено: 550 пользователь не найден, ящик не существует.", Bounce)
	check("From: Системный администратор <admin@example.com>\nSubject: Почта", "Анна, почтовый сервер обновим в субботу, пароль менять не нужно.", Human)
	check("Return-Path: <>\nSubject: Mail", "Your mail could not be delivered to: <petr@example.com>. The mailbox is full.", Bounce)
	check("Subject: Delivery delayed: container 2207", "The vessel is late, the container arrives on Monday.", Human)
	check("Subject: Ошибка доставки", "Не удалось доставить сообщение следующим получателям: petr@example.com. Ящик переполнен.", Bounce)
	check("Subject: Не уходит почта", "Коллеги, добрый день! Письма партнёрам возвращаются: 550 5.1.1 user unknown, почтовый сервер пишет «адрес не найден». Посмотрите?", Human)
	check("Subject: Почта", "Анна, ваше письмо не доставлено, пишет «550 user unknown». Проверьте адрес?", Human)
}

func TestKindByParts(t *testing.T) {
	check := func(name, message string, want Kind) {
		t.Helper()
		if m := mustParse(t, letter(message)); m.Kind != want {
			t.Errorf("%s: %s (%s), want %s", name, m.Kind, m.KindWhy, want)
		}
	}
	report := head + "Content-Type: multipart/report; report-type=%; boundary=b\n\n--b\n\nHello\n--b--\n"
	check("delivery report", strings.Replace(report, "%", "delivery-status", 1), Bounce)
	check("read report", strings.Replace(report, "%", "disposition-notification", 1), AutoReply)
	check("complaint about spam", strings.Replace(report, "%", "feedback-report", 1), Newsletter)
	mixed := head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHello\n"
	check("delivery report without a type", mixed+"--b\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--b--", Bounce)
	check("a report that a person forwards", mixed+"--b\nContent-Type: message/rfc822\n\nSubject: failed\nContent-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\nContent-Type: message/delivery-status\n\nStatus: 5.1.1\n--c--\n--b--", Human)
	invite := "--b\nContent-Type: text/calendar; method=%\n\nBEGIN:VCALENDAR\nMETHOD:%\nBEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n--b--"
	check("invitation", mixed+strings.ReplaceAll(invite, "%", "REQUEST"), Calendar)
	check("answer to one", mixed+strings.ReplaceAll(invite, "%", "REPLY"), Calendar)
	check("cancellation", mixed+strings.ReplaceAll(invite, "%", "CANCEL"), Calendar)
	check("published calendar", mixed+strings.ReplaceAll(invite, "%", "PUBLISH"), Human)
	check("method in the text only", mixed+"--b\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n--b--", Calendar)
	check("a file that a person attached", mixed+"--b\nContent-Type: application/ics; name=a.ics\nContent-Disposition: attachment\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n--b--", Human)
}

func TestNoReply(t *testing.T) {
	check := func(lines, want string) {
		t.Helper()
		if m := kindOf(t, lines, "Добрый день!"); m.NoReply != want {
			t.Errorf("%q: NoReply %q, want %q", lines, m.NoReply, want)
		}
	}
	check("", "")
	check("From: info@example.com", "")
	check("Auto-Submitted: no", "")
	check("X-Auto-Response-Suppress: DR, RN, NRN", "")
	check("X-Auto-Response-Suppress: None", "")
	check("X-Auto-Response-Suppress: DR, OOF", "X-Auto-Response-Suppress: DR, OOF")
	check("X-Auto-Response-Suppress: All", "X-Auto-Response-Suppress: All")
	check("Return-Path: <>", "null Return-Path")
	check("Return-Path: <ivan@example.com>", "")
	check("Reply-To: no-reply@example.com", "no-reply address no-reply@example.com")
	check("From: Somebody", "no sender address")
	check("Auto-Submitted: auto-replied", "auto_reply: Auto-Submitted: auto-replied")
	check("List-Id: <news.example.com>", "newsletter: List-Id")
}

func TestForged(t *testing.T) {
	check := func(header, want string) {
		t.Helper()
		if got := forged([]byte(header)); got != want {
			t.Errorf("forged(%q) = %q, want %q", header, got, want)
		}
	}
	check("", "")
	check("mx.example.com; dkim=pass header.d=example.com; spf=pass smtp.mailfrom=example.com; dmarc=pass", "")
	check("mx.example.com; dkim=pass; spf=fail smtp.mailfrom=example.com", "")
	check("mx.example.com; dkim=fail; spf=pass", "")
	check("mx.example.com; dkim=fail; spf=fail", "spf=fail, dkim=fail")
	check("mx.example.com; dkim=fail; spf=softfail", "spf=softfail, dkim=fail")
	check("mx.example.com; dkim=fail; spf=fail; dmarc=pass", "")
	check("mx.google.com;\r\n dkim=pass header.i=@example.com;\r\n dmarc=fail (p=NONE sp=NONE dis=NONE) header.from=example.com", "dmarc=fail")
	check("mx.example.com; dkim=fail header.d=a.example; dkim=pass header.d=b.example; spf=fail", "")
	check("spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none (message not signed) header.d=none;dmarc=fail action=oreject header.from=example.com;compauth=fail reason=000", "dmarc=fail")
	check("spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none (message not signed)", "")
	check("spf=pass (did not fail) smtp.mailfrom=example.com; dkim=pass", "")

	m := kindOf(t, "Authentication-Results: mx.studio.example; dmarc=pass\nAuthentication-Results: mx.evil.example; dmarc=fail", "Добрый день!")
	if m.Forged != "" {
		t.Errorf("a header below the topmost one was trusted: %s", m.Forged)
	}
}

// Every line of the data file must be able to match what it says.
func TestKindPatterns(t *testing.T) {
	set := kinds()
	for _, group := range []string{"daemon", "postmaster", "daemon name", "bounce subject", "delivery subject", "bounce text", "feedback subject", "auto subject", "absence subject", "system name",
		"absence", "absence more", "receipt subject", "status subject", "receipt text", "machine", "mailing foot", "mailing", "no reply address", "robot address",
		"comment", "calendar subject", "empty form"} {
		if len(set.groups[group]) == 0 {
			t.Errorf("group %q is empty", group)
		}
		seen := map[string]bool{}
		for _, p := range set.groups[group] {
			text := strings.Join(p.words, " ")
			if folded := foldWords("x"+text+"x", 1000); folded != "x"+text+"x" {
				t.Errorf("%s: %q is not folded: %q", group, p.line, folded)
			}
			if seen[text] {
				t.Errorf("%s: %q stands twice", group, p.line)
			}
			seen[text] = true
			if !p.in(text) {
				t.Errorf("%s: %q does not match itself", group, p.line)
			}
		}
	}
	for group := range set.groups {
		if strings.HasSuffix(group, " text") || group == "machine" || group == "absence" || strings.HasPrefix(group, "mailing") || group == "absence more" {
			for _, p := range set.groups[group] {
				if hits := set.scan(p.words[0] + strings.Join(append([]string{""}, p.words[1:]...), " ")); len(hits) == 0 {
					t.Errorf("%s: %q is never found in a text", group, p.line)
				}
			}
		}
	}
}

func TestFoldWords(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := foldWords(in, 1000); got != want {
			t.Errorf("foldWords(%q) = %q, want %q", in, got, want)
		}
	}
	check("  Ещё\tОДИН\u00a0\n  Счёт  ", "еще один счет")
	check("«Ромашка» — it’s", "\"ромашка\" - it's")
	check("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "абвгдеежзийклмнопрстуфхцчшщъыьэюя")
	check("Їжак І Єва", "їжак і єва")
	check("a\u200bb", "ab")
	if got := foldWords("Привет", 3); got != "п" {
		t.Errorf("cut within a letter: %q", got)
	}
}

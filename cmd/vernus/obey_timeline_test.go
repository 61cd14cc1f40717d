package main

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// quotedBelow is a notice as mail programs put it below an answer.
func quotedBelow(text string, m *mailbox.Message) string {
	return text + "\n\n03.01.2000 11:31, Vernus пишет:\n> " + strings.ReplaceAll(strings.TrimSpace(m.Text), "\n", "\n> ")
}

// reply has a person answer a notice from his mail program, with the notice quoted below.
func (w *world) reply(who string, notice *mailbox.Message, text string) string {
	w.t.Helper()
	return w.send(note{from: who, to: notice.From.Mail, inReplyTo: notice.ID, subject: "Re: " + notice.Subject, text: quotedBelow(text, notice)})
}

// last is the latest letter of Vernus in an INBOX.
func (w *world) last(user string) *mailbox.Message {
	w.t.Helper()
	list := w.ours(user, "INBOX")
	if len(list) == 0 {
		w.t.Fatalf("%s has no letter of Vernus", user)
	}
	return list[len(list)-1]
}

// answerTo is what Vernus answered a person's letter.
func (w *world) answerTo(user, id string) *mailbox.Message {
	w.t.Helper()
	for _, m := range w.ours(user, "INBOX") {
		if slices.Contains(m.InReplyTo, id) {
			return m
		}
	}
	w.t.Fatalf("%s: %s got no answer to %s", time.Now().UTC().Format("Mon 15:04 UTC"), user, id)
	return nil
}

// lose takes the database away.
func (w *world) lose() {
	w.t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(w.config.Database() + end); err != nil && !os.IsNotExist(err) {
			w.t.Fatal(err)
		}
	}
}

// crashAt runs one cycle that dies before a step.
func (w *world) crashAt(step string) {
	w.t.Helper()
	d, err := w.open(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	reached := false
	d.step = func(name string) {
		if name == step {
			reached = true
			panic("dies before " + step)
		}
	}
	func() {
		defer func() { _ = recover() }()
		_ = d.Cycle(w.t.Context(), w.now())
	}()
	if !reached {
		w.t.Errorf("the cycle has no step %q", step)
	}
	if err := d.Close(); err != nil {
		w.t.Fatal(err)
	}
}

// proposed begins a day on which Ivan asks at ten, and Anna is asked at half past eleven whether he may be told a time.
func proposed(t *testing.T, edits ...string) (w *world, question string, notice *mailbox.Message) {
	w = newWorld(t, "suggest", edits...)
	w.start()
	w.until("2000-01-03 10:00")
	question = w.ask()
	w.until("2000-01-03 11:45")
	w.expect(ivan, 0)
	notice = w.expectOne(anna, "Ответить клиенту? Ромашка")
	if notice.From.Mail != anna || notice.From.Name == "" {
		t.Errorf("the notice is from %v, not from her own address", notice.From)
	}
	return w, question, notice
}

// A yes in answer to the notice sends the letter, and is confirmed in the same conversation; a second yes sends nothing.
func TestYesByMailSendsTheLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, question, notice := proposed(t)
		defer w.end()
		w.contains("the notice", notice.Text, "Ответьте на это письмо: «да»")
		yes := w.reply(anna, notice, "Да, отправляй, спасибо!\n\n--\nАнна Смирнова\nСтудия")
		w.until("2000-01-03 11:50")
		got := w.expect(ivan, 1)[0]
		if got.From.Mail != anna || !slices.Equal(got.InReplyTo, []string{question}) {
			t.Errorf("the client got %+v", got)
		}
		done := w.expectOne(anna, "Сделано")
		if !slices.Equal(done.InReplyTo, []string{yes}) {
			t.Errorf("the confirmation answers %v", done.InReplyTo)
		}
		w.contains("the confirmation", done.Text, "Письмо отправляется", ivan, "«отмена»")
		out, _ := w.vernus("why", yes)
		w.contains("why", out, "as an order", "obeyed")
		second := w.reply(anna, notice, "да")
		w.until("2000-01-03 12:00")
		w.expect(ivan, 1)
		w.contains("the answer to the second yes", w.answerTo(anna, second).Text, "это письмо уже ушло", "Второй раз Vernus его не отправит")
		w.restart()
		w.until("2000-01-03 18:00")
		w.expect(ivan, 1)
	})
}

// The manager's own words leave in place of the proposal, signed, with the client's letter below; they name the time that he
// is held to, and count as his letter.
func TestOwnWordsReplaceTheProposal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, question, notice := proposed(t)
		defer w.end()
		w.reply(anna, notice, "отправь:\nИван, добрый день!\n\nПервый макет будет готов 12 января, пришлю его сама.")
		w.until("2000-01-03 11:50")
		got := w.expect(ivan, 1)[0]
		w.contains("the letter", got.Text, "Первый макет будет готов 12 января", "Анна Смирнова", "> Подскажите, пожалуйста")
		if strings.Contains(got.Text, "вернусь с ответом") || !slices.Equal(got.InReplyTo, []string{question}) || got.NoReply != "" {
			t.Errorf("the client got %+v", got)
		}
		w.contains("the confirmation", w.expectOne(anna, "Сделано").Text, "отправляется ваш текст")
		w.until("2000-01-03 18:00")
		w.expect(ivan, 1)
		for _, f := range w.findings() {
			if f.Kind == "unanswered" || f.Kind == "nudge" {
				t.Errorf("what she answered in her own words is still owed: %+v", f)
			}
		}
	})
}

// A time is told to the client at once, and nobody is reminded before it.
func TestTimeByMailIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, notice := proposed(t)
		defer w.end()
		w.reply(anna, notice, "завтра 15:00")
		w.until("2000-01-03 11:50")
		w.contains("the acknowledgement", w.expect(ivan, 1)[0].Text, "завтра", "15:00")
		w.contains("the confirmation", w.expectOne(anna, "Сделано").Text, "ответ будет завтра в 15:00", "узнает это время")
		first := w.rows(letters.Acknowledgement)
		if len(first) != 2 || first[1].Phase != letters.Withdrawn {
			t.Errorf("the letter with the other time: %+v", first)
		}
		old := w.reply(anna, notice, "да") // to the notice about the letter that was replaced
		w.until("2000-01-03 12:00")
		w.expect(ivan, 1)
		w.contains("the answer", w.answerTo(anna, old).Text, "это письмо отозвано")
		told := len(w.ours(anna, "INBOX"))
		w.until("2000-01-04 14:55")
		w.expect(anna, told)
	})
}

// Nothing is to be answered, or it was by phone: the matter is closed, and «отмена» opens it again.
func TestNoQuestionByMailAndUndone(t *testing.T) {
	for _, words := range []string{"не вопрос", "Ответила по телефону.", "не вопрс, спасибо"} {
		synctest.Test(t, func(t *testing.T) {
			w, _, notice := proposed(t)
			defer w.end()
			w.reply(anna, notice, words)
			w.until("2000-01-03 11:50")
			if open := w.findings(); len(open) > 0 {
				t.Errorf("%s: still owed: %+v", words, open)
			}
			if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Withdrawn {
				t.Errorf("the proposal is %s", r.Phase)
			}
			done := w.expectOne(anna, "Сделано")
			w.contains("the confirmation", done.Text, "Ромашка", "когда будет готов первый макет")
			w.until("2000-01-03 12:30")
			w.expect(ivan, 0)
			undo := w.reply(anna, done, "отмена")
			w.until("2000-01-03 12:40")
			if len(w.findings()) == 0 {
				t.Errorf("%s: nothing is owed after it was taken back", words)
			}
			w.contains("the answer", w.answerTo(anna, undo).Text, "Отменено")
		})
	}
}

// Reminders are put off by an answer to one of them.
func TestSnoozeByMail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:05")
		notice := w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.reply(anna, notice, "отложи до среды")
		w.until("2000-01-03 11:10")
		w.contains("the confirmation", w.expectOne(anna, "Сделано").Text, "следующее напоминание не раньше чем 5 января в 09:00")
		w.until("2000-01-05 08:55")
		w.expect(anna, 2)
		w.until("2000-01-05 09:10")
		w.expectOne(anna, "Просрочено: Ромашка")
	})
}

// An absence is announced in answer to any notice; the substitute is found by his given name.
func TestAbsenceByMail(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, notice := proposed(t)
		defer w.end()
		w.reply(anna, notice, "отпуск 10–14 января, вместо меня Олег\nпауза Ромашка до среды")
		w.until("2000-01-03 11:50")
		done := w.expectOne(anna, "Сделано")
		w.contains("the confirmation", done.Text, "с 10 по 14 января", "отвечает Олег Ким", "Ромашка: писем клиенту от Vernus пока не будет")
		out, _ := w.vernus("rulings", "--json")
		w.contains("the rulings", out, `"kind":"absence"`, `"substitute":"oleg@studio.example"`, `"kind":"pause"`)
		second := w.reply(anna, notice, "отпуск 20–21 января, вместо меня Аркадий")
		w.until("2000-01-03 12:00")
		w.contains("the answer", w.answerTo(anna, second).Text, "не понятно, кто это: «Аркадий»")
	})
}

// What is not understood is asked about, with examples, and nothing of it is done; «помощь» shows what can be said; thanks
// are left at that.
func TestUnclearAnswerDoesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, notice := proposed(t)
		defer w.end()
		w.reply(anna, notice, "да\nтолько поправь там дату на 15-е")
		w.until("2000-01-03 11:50")
		w.expect(ivan, 0)
		asked := w.expectOne(anna, "Не удалось понять ответ")
		w.contains("the question", asked.Text, "только поправь там дату", "«завтра 15:00»")
		if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Proposed {
			t.Errorf("the proposal is %s", r.Phase)
		}
		before := len(w.ours(anna, "INBOX"))
		w.reply(anna, asked, "Понятно, спасибо!")
		w.until("2000-01-03 11:55")
		w.expect(anna, before)
		help := w.reply(anna, asked, "помощь\nстоп")
		w.until("2000-01-03 12:00")
		w.contains("the help", w.answerTo(anna, help).Text, "«отложи до пн»", "это может только руководитель")
		card := w.reply(anna, notice, "?Ромашка\nстатус")
		w.until("2000-01-03 12:05")
		w.contains("the card", w.answerTo(anna, card).Text, "Карточка клиента Ромашка", "первый макет", "Сроки по лендингу", "Что ждёт вас")
	})
}

// Only the notice's reader orders anything: a client, a colleague, an impostor and a machine do not, and her own letter to a
// colleague that begins with a yes is no order.
func TestNobodyElseOrders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, notice := proposed(t)
		defer w.end()
		text := quotedBelow("Да, отправляй", notice)
		inbox := func(m note) { // without a copy in Sent
			m.inReplyTo, m.subject, m.text = notice.ID, "Re: "+notice.Subject, text
			raw, _ := w.compose(m)
			w.users[anna].Deliver("INBOX", raw, time.Now())
		}
		w.send(note{from: ivan, to: anna, inReplyTo: notice.ID, subject: "Re: " + notice.Subject, text: text})
		w.send(note{from: oleg, to: anna, inReplyTo: notice.ID, subject: "Re: " + notice.Subject, text: text})
		inbox(note{from: anna, to: anna})
		inbox(note{from: anna, to: anna, header: "Authentication-Results: mx.studio.example; dmarc=fail header.from=studio.example\r\n"})
		inbox(note{from: anna, to: anna, header: "Authentication-Results: evil.example; dmarc=pass header.from=studio.example\r\n"})
		w.send(note{from: anna, to: anna, inReplyTo: notice.ID, subject: "Re: " + notice.Subject, text: text, header: "Auto-Submitted: auto-replied\r\n"})
		w.send(note{from: anna, to: oleg, inReplyTo: notice.ID, subject: "Fwd: " + notice.Subject, text: text})
		w.until("2000-01-03 12:40")
		w.expect(ivan, 0)
		if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Proposed {
			t.Errorf("the proposal is %s", r.Phase)
		}
		for _, m := range w.ours(anna, "INBOX") {
			if strings.Contains(m.Subject, "Сделано") {
				t.Errorf("she was told %q", m.Subject)
			}
		}
		subjects := map[string]int{}
		for _, m := range w.ours(vera, "INBOX") {
			subjects[m.Subject]++
			if strings.Contains(m.Subject, "ответил кто-то другой") {
				w.contains("the warning", m.Text, "Анна Смирнова", "Да, отправляй")
			}
		}
		if subjects["Распоряжение с чужого адреса?"] != 3 || subjects["На уведомление ответил кто-то другой"] != 2 {
			t.Errorf("the lead was told %v", subjects)
		}
	})
}

// A trusted server's word is enough where no copy lies in Sent; and the lead, whose mailbox is not watched, stops all letters
// and lets them go again.
func TestLeadStopsAndGoesOn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", `poll = "10m"`, "poll = \"10m\"\ntrusted = [\"mx.studio.example\"]")
		defer w.end()
		w.start()
		w.until("2000-01-03 09:40")
		digest := w.expectOne(vera, "Сводка")
		order := func(text string) {
			raw, _ := w.compose(note{from: vera, to: digest.From.Mail, inReplyTo: digest.ID, subject: "Re: " + digest.Subject, text: text,
				header: "Authentication-Results: mx.studio.example; dkim=pass header.d=studio.example\r\n"})
			w.users[anna].Deliver("INBOX", raw, time.Now())
		}
		order("стоп")
		w.until("2000-01-03 10:00")
		w.contains("the confirmation", w.last(vera).Text, "Отправка остановлена")
		question := w.ask()
		w.until("2000-01-03 11:45")
		w.expect(ivan, 0)
		out, _ := w.vernus("why", question)
		w.contains("why", out, "stopped")
		order("дальше, пожалуйста")
		w.until("2000-01-03 11:50")
		w.expect(ivan, 1)
		w.contains("the confirmation", w.last(vera).Text, "Отправка снова идёт")
	})
}

// The answer was given before the yes came: nothing is sent, and she is told so.
func TestOldYesSendsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, question, notice := proposed(t)
		defer w.end()
		w.answer(question)
		w.reply(anna, notice, "да")
		w.until("2000-01-03 12:00")
		w.expect(ivan, 0)
		w.contains("the answer", w.expectOne(anna, "Не сделано").Text, "это письмо отозвано (дело уже решилось)")
	})
}

// Orders that came with the first import order nothing: here the database is lost, and with it what the notices were about.
func TestImportedOrdersDoNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, _, notice := proposed(t)
		defer w.end()
		w.stop()
		w.reply(anna, notice, "да")
		w.lose()
		w.start()
		w.until("2000-01-03 13:00")
		w.expect(ivan, 0)
		if n := len(w.rows(letters.Confirmation)); n > 0 {
			t.Errorf("%d orders of before the import were obeyed", n)
		}
	})
}

// Vernus dies at each step after a yes came: the letter leaves once, and is confirmed once.
func TestYesSurvivesACrash(t *testing.T) {
	for _, step := range []string{"read", "think", "obey", "obeyed", "think again", "write", "begin", "last look", "note transmission", "record"} {
		t.Run(step, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, _, notice := proposed(t)
				defer w.end()
				w.stop()
				w.reply(anna, notice, "да")
				w.crashAt(step)
				w.start()
				w.until("2000-01-03 13:00")
				w.expect(ivan, 1)
				w.expectOne(anna, "Сделано")
			})
		})
	}
}

package main

import (
	"fmt"
	"testing"
	"testing/synctest"

	"vernus/letters"
)

// One acknowledgement in a conversation, until a person of ours has written in it.
func TestOneAcknowledgementUntilAPersonWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 09:10")
		question := w.ask()
		w.until("2000-01-03 10:50")
		ack := w.expect(ivan, 1)[0]
		w.write(ivan, anna, ack.ID, "Re: Сроки по лендингу", "А сколько будет вариантов первой страницы?\n\nИван")
		w.until("2000-01-03 13:00")
		w.expect(ivan, 1)
		answer := w.write(anna, ivan, question, "Re: Сроки по лендингу", "Иван, первый макет будет готов 12 января, вариантов будет три.\n\nАнна")
		w.until("2000-01-03 13:15")
		w.write(ivan, anna, answer, "Re: Сроки по лендингу", "Спасибо! А когда будет готова вёрстка?\n\nИван")
		w.until("2000-01-03 15:00")
		w.expect(ivan, 2)
	})
}

// A client who begins many conversations in a day gets few automatic letters.
func TestLimitForAClientAndDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", "", "[letters]\nper_client_day = 2")
		defer w.end()
		w.start()
		for hour, subject := range []string{"Логотип", "Договор", "Хостинг", "Отчёт"} {
			w.until(fmt.Sprintf("2000-01-03 %02d:00", 10+hour))
			w.write(ivan, anna, "", subject, "Анна, добрый день!\nКогда будет готово?\n\nИван")
		}
		w.until("2000-01-03 18:00")
		w.expect(ivan, 2)
		w.until("2000-01-04 09:30")
		if n := len(w.ours(ivan, "INBOX")); n > 4 {
			t.Errorf("the client has %d letters on the second morning, more than two more", n)
		}
	})
}

// Many letters at once are a sign that something is wrong: the brake stops them, the lead is told once, and what waited
// leaves when the hour is over.
func TestBrakeStopsAFlood(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", "", "[letters]\nper_client_day = 100\nbrake_per_hour = 3")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		for n := range 5 {
			w.write(ivan, anna, "", fmt.Sprintf("Вопрос %d", n+1), "Анна, добрый день!\nКогда будет готово?\n\nИван")
		}
		w.until("2000-01-03 12:25")
		w.expect(ivan, 3)
		w.expectOne(vera, "Vernus приостановил письма клиентам")
		w.until("2000-01-03 12:45")
		w.expect(ivan, 5)
		w.expectOne(vera, "Vernus приостановил письма клиентам")
	})
}

// One notice about several questions is one for each of them: nothing that happens later brings a second.
func TestNoticeAboutSeveralIsNotRepeated(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.write(ivan, anna, "", "Логотип", "Анна, добрый день!\nКогда будет готово?\n\nИван")
		w.write(ivan, anna, "", "Договор", "Анна, добрый день!\nКогда будет готово?\n\nИван")
		w.until("2000-01-03 11:55")
		w.expect(ivan, 2)
		w.expectOne(anna, "Ждёт ответа")
		w.restart()
		w.write(ivan, anna, "", "Договор", "Анна, прикладываю реквизиты к договору.\n\nИван")
		w.until("2000-01-03 12:30")
		w.expect(anna, 1)
	})
}

// What is asked on Friday evening, or before a holiday, is acknowledged in working hours only, and so are the notices.
func TestLettersLeaveInWorkingHours(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", `holidays = "none"`, `holidays = "ru"`)
		defer w.end()
		w.until("2000-02-25 16:50") // a Friday; Wednesday, 8 March is a holiday
		w.start()
		w.until("2000-02-25 17:30")
		question := w.ask()
		w.until("2000-02-28 09:25")
		w.expect(ivan, 0)
		w.expect(anna, 0)
		w.until("2000-02-28 09:35")
		w.expectOne(anna, "Ждёт ответа: Ромашка") // half an hour of Friday, half an hour of Monday
		w.until("2000-02-28 09:55")
		w.expect(ivan, 0)
		w.until("2000-02-28 10:05")
		if ack := w.expect(ivan, 1)[0]; ack.InReplyTo[0] != question {
			t.Errorf("the acknowledgement answers %v", ack.InReplyTo)
		}
		w.stop()
		w.until("2000-03-07 17:00")
		w.start()
		w.write(ivan, anna, "", "Оплата", "Анна, добрый день! Когда пришлёте счёт?\n\nИван")
		w.until("2000-03-09 10:25") // the 7th ended at 17:00, before a holiday, so that the clock begins on the 9th
		w.expect(ivan, 1)
		w.until("2000-03-09 10:35")
		w.expect(ivan, 2)
		for _, kind := range []letters.Kind{letters.Nudge, letters.Escalation, letters.Acknowledgement} {
			for _, r := range w.rows(kind) {
				if at := r.SentAt; !r.SentAt.IsZero() && !w.config.Calendar(anna).IsOpen(at) {
					t.Errorf("%s %q left %s", r.Kind, r.Subject, at)
				}
			}
		}
	})
}

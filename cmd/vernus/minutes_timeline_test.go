package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// summon has Anna invite Ivan and Oleg to a meeting from ten to eleven on the first day, with or without an agenda.
func (w *world) summon(agenda string) {
	w.t.Helper()
	event := "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:m7\nDTSTAMP:20000103T053000Z\nDTSTART:20000103T070000Z\nDTEND:20000103T080000Z\n" +
		"SUMMARY:Лендинг: бюджет\nDESCRIPTION:" + agenda + "\nORGANIZER;CN=Анна Смирнова:mailto:" + anna + "\nATTENDEE;PARTSTAT=ACCEPTED;CN=Анна Смирнова:mailto:" + anna +
		"\nATTENDEE;PARTSTAT=ACCEPTED;CN=Олег Ким:mailto:" + oleg + "\nATTENDEE;PARTSTAT=ACCEPTED;CN=Иван Петров:mailto:" + ivan + "\nEND:VEVENT\nEND:VCALENDAR\n"
	raw := fmt.Sprintf("From: <%s>\nTo: <%s>\nDate: %s\nMessage-ID: <m7.invite>\nSubject: meeting\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\n%s",
		anna, ivan, time.Now().Format(time.RFC1123Z), event)
	w.users[anna].Deliver("Отправленные", []byte(strings.ReplaceAll(raw, "\n", "\r\n")), time.Now(), `\Seen`)
}

// Notes in answer to the notice become the report in the client's mailbox, with all who took part among its readers; what
// it promises is watched, and what it leaves to the client is asked for again.
func TestNotesBecomeTheReport(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 08:55")
		w.summon("1. Бюджет\\n2. Сроки")
		w.until("2000-01-03 09:20")
		brief := w.expectOne(anna, "К встрече")
		w.contains("the brief", brief.Text, "Лендинг: бюджет", "– Бюджет", ivan)
		w.until("2000-01-03 11:15")
		notice := w.expectOne(anna, "Встреча прошла")
		w.contains("the notice", notice.Text, "Кто был приглашён: Иван Петров, Олег Ким.", "– Бюджет", "с нас: что, кто, к какому дню")
		w.reply(anna, notice, "итоги:\nделаем на Тильде\nАня до среды пришлёт смету\nИван: согласовать бюджет до четверга\nследующий шаг: созвон в пятницу в 12:00")
		w.until("2000-01-03 11:25")
		proposal := w.expectOne(anna, "Итоги встречи готовы")
		w.contains("the proposal", proposal.Text, "итогами встречи 3 января", "Копия: ")
		w.expect(ivan, 0)
		w.reply(anna, proposal, "да")
		w.until("2000-01-03 11:35")
		report := w.expect(ivan, 1)[0]
		w.contains("the report", report.Text, "1. Делаем на Тильде.", "2. Прислать смету — Анна Смирнова, до среды, 5 января.", "3. Согласовать бюджет — Иван Петров, до четверга, 6 января.",
			"Следующий шаг: созвон в пятницу, 7 января, в 12:00.")
		if report.Subject != "Итоги встречи 3 января: Лендинг: бюджет" || strings.Contains(report.Text, "\n>") {
			t.Errorf("the report is %q:\n%s", report.Subject, report.Text)
		}
		if !slices.ContainsFunc(report.Cc, func(a mailbox.Address) bool { return a.Mail == oleg }) {
			t.Errorf("its copies go to %v", report.Cc)
		}
		w.until("2000-01-05 15:00")
		for _, m := range w.ours(anna, "INBOX") {
			if strings.Contains(m.Subject, "не отправлены") || strings.Contains(m.Subject, "Чего не хватает") {
				t.Errorf("she is told: %s", m.Subject)
			}
		}
		w.contains("the warning", w.last(anna).Text, "Прислать смету")
		w.write(anna, ivan, "", "Смета", "Иван, смета во вложении, отправила.")
		w.until("2000-01-11 10:00")
		asked := w.rows(letters.FollowUp)
		if len(asked) != 1 || asked[0].Rule != "M5" || !strings.Contains(asked[0].Text, "Согласовать бюджет") {
			t.Fatalf("%d reminders: %+v", len(asked), asked)
		}
		if strings.Count(asked[0].Text, "\n– ") != 1 {
			t.Errorf("it asks for more than the report did:\n%s", asked[0].Text)
		}
	})
}

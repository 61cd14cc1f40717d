package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// invite has Anna invite Ivan to a meeting from ten to eleven, by her calendar.
func (w *world) invite(uid, summary string) {
	w.t.Helper()
	event := fmt.Sprintf("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:%s\nDTSTAMP:20000103T060000Z\nDTSTART:20000103T070000Z\nDTEND:20000103T080000Z\n"+
		"SUMMARY:%s\nORGANIZER:mailto:%s\nATTENDEE;PARTSTAT=ACCEPTED:mailto:%s\nATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:%s\nEND:VEVENT\nEND:VCALENDAR\n", uid, summary, anna, anna, ivan)
	raw := fmt.Sprintf("From: <%s>\nTo: <%s>\nDate: %s\nMessage-ID: <%s.invite>\nSubject: %s\nMIME-Version: 1.0\nContent-Type: text/calendar; method=REQUEST; charset=utf-8\n\n%s", anna, ivan,
		time.Now().Format(time.RFC1123Z), uid, summary, event)
	w.users[anna].Deliver("Отправленные", []byte(strings.ReplaceAll(raw, "\n", "\r\n")), time.Now(), `\Seen`)
}

// A meeting is over: the notice is answered, and nobody asks for its report any more; notes are kept as they were written.
func TestMeetingOrdersByMail(t *testing.T) {
	for words, want := range map[string][2]string{
		"не встреча, спасибо":                   {`"kind":"meeting"`, "встречи «Знакомство» не было"},
		"отчёт не нужен — просто познакомились": {`"kind":"no_report"`, "отчёта по встрече «Знакомство» не ждём"},
		"сделано":        {`"kind":"no_report"`, "отчёта по встрече «Знакомство» не ждём"},
		"завтра в 10:00": {`"kind":"snooze"`, "следующее напоминание не раньше чем завтра в 10:00"},
		"итоги:\n1. Макет до пятницы за нами\n2. Тексты шлёт Иван": {`"kind":"notes"`, "итоги встречи «Знакомство» записаны"},
	} {
		t.Run(words, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				w.start()
				w.until("2000-01-03 09:30")
				w.invite("m1", "Знакомство")
				w.until("2000-01-03 11:30")
				notice := w.expectOne(anna, "Встреча прошла")
				w.contains("the notice", notice.Text, "«отчёт не нужен»")
				order := w.reply(anna, notice, words)
				w.until("2000-01-03 11:35")
				w.contains("the confirmation", w.answerTo(anna, order).Text, want[1])
				out, _ := w.vernus("rulings", "--json")
				w.contains("the rulings", out, want[0])
				if strings.HasPrefix(words, "итоги") {
					w.contains("the notes", out, `1. Макет до пятницы за нами\n2. Тексты шлёт Иван`)
					return
				}
				w.until("2000-01-04 09:50")
				for _, m := range w.ours(anna, "INBOX") {
					if strings.Contains(m.Subject, "не отправлены") {
						t.Errorf("she is reminded: %s", m.Subject)
					}
				}
			})
		})
	}
}

// Notes of a meeting become its report, which is proposed; a yes to that sends it, and no report is owed any more. The same by
// own words in place of the proposal.
func TestNotesBecomeTheReportByMail(t *testing.T) {
	for _, own := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			w := newWorld(t, "send")
			defer w.end()
			w.start()
			w.until("2000-01-03 09:30")
			w.invite("m1", "Знакомство")
			w.until("2000-01-03 11:30")
			w.reply(anna, w.expectOne(anna, "Встреча прошла"), "итоги:\n1. Макет первого экрана готовит Анна до пятницы\n2. Тексты присылает Иван до среды\nСледующий шаг: созвон в понедельник в 12:00")
			w.until("2000-01-03 11:40")
			w.expect(ivan, 0)
			proposal := w.last(anna)
			w.contains("the proposal", proposal.Text, "Макет первого экрана", "«да»")
			words := "да"
			if own {
				words = "отправь:\nИван, добрый день!\n\nИтоги встречи:\n1. Макет первого экрана готовит Анна, до пятницы.\n2. Тексты присылает Иван, до среды.\n\nСледующий шаг: созвон в понедельник в 12:00."
			}
			order := w.reply(anna, proposal, words)
			w.until("2000-01-03 11:50")
			report := w.expect(ivan, 1)[0]
			w.contains("the report", report.Text, "Макет первого экрана", "Тексты", "понедельник")
			w.contains("the confirmation", w.answerTo(anna, order).Text, "отправляется", ivan)
			out, _ := w.vernus("meetings", "--json")
			w.contains("the meeting", out, `"report":"sent"`)
			w.until("2000-01-04 12:00")
			for _, m := range w.ours(anna, "INBOX") {
				if strings.Contains(m.Subject, "не отправлены") {
					t.Errorf("she is reminded: %s", m.Subject)
				}
			}
			w.expect(ivan, 1)
		})
	}
}

package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// Letters that must never be acknowledged, each as the only one of its day.
func TestNeverAcknowledged(t *testing.T) {
	for name, m := range map[string]note{
		"an out-of-office answer":             {subject: "Автоответ: Сроки", header: "Auto-Submitted: auto-replied\r\n"},
		"a mailing list":                      {header: "List-Id: <news.romashka.example>\r\nList-Unsubscribe: <mailto:off@romashka.example>\r\nPrecedence: list\r\n"},
		"a bulk letter":                       {header: "Precedence: bulk\r\n"},
		"a robot":                             {header: "Auto-Submitted: auto-generated\r\n"},
		"a no-reply sender":                   {from: "no-reply@romashka.example"},
		"a bounce":                            {from: "mailer-daemon@romashka.example", subject: "Undelivered Mail Returned to Sender", header: "Return-Path: <>\r\n"},
		"a forged sender":                     {header: "Authentication-Results: mx.studio.example; dmarc=fail header.from=romashka.example\r\n"},
		"one that wants no automatic answers": {header: "X-Auto-Response-Suppress: All\r\n"},
		"one in which we are only in Bcc":     {to: "petr@romashka.example"},
		"mere thanks":                         {text: "Анна, спасибо большое, всё получили!\n\nИван"},
		"a letter of nobody's client":         {from: "somebody@elsewhere.example"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				w.start()
				w.until("2000-01-03 10:00")
				whole := note{from: ivan, to: anna, subject: "Сроки по лендингу", text: asking, header: m.header}
				for _, change := range []struct{ to, with *string }{{&whole.from, &m.from}, {&whole.to, &m.to}, {&whole.subject, &m.subject}, {&whole.text, &m.text}} {
					if *change.with != "" {
						*change.to = *change.with
					}
				}
				raw, _ := w.compose(whole)
				w.users[anna].Deliver("INBOX", raw, time.Now())
				w.until("2000-01-03 16:00")
				if rows := w.rows(letters.Acknowledgement); len(rows) > 0 {
					t.Errorf("an acknowledgement to %s was written: %s", addresses(rows[0].To), rows[0].Because)
				}
				for _, l := range w.smtp.Letters() {
					if to := strings.Join(l.To, " "); to != vera {
						t.Errorf("a letter left to %s", to)
					}
				}
			})
		})
	}
}

// The answer came back, as our own mail server reports it, without a word of which letter it answers but a copy of its head:
// the client has heard nothing, so his question is open again.
func TestAnswerThatCameBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 10:20")
		answer := w.write(anna, ivan, question, "Re: Сроки по лендингу", "Иван, добрый день! Первый макет будет готов 12 января.\n\nАнна")
		w.until("2000-01-03 10:40")
		if open := w.findings(); len(open) > 1 {
			t.Fatalf("still owed: %+v", open)
		}
		raw := "From: Mail Delivery System <mailer-daemon@studio.example>\r\nTo: " + anna + "\r\nSubject: Undelivered Mail Returned to Sender\r\n" +
			"Date: " + time.Now().Format(time.RFC1123Z) + "\r\nMessage-ID: <report@studio.example>\r\nReturn-Path: <>\r\n" +
			"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nNo such user.\r\n" +
			"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; " + ivan + "\r\nAction: failed\r\n\r\n" +
			"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <" + answer + ">\r\n\r\n--b--\r\n"
		w.users[anna].Deliver("INBOX", []byte(raw), time.Now())
		w.until("2000-01-03 16:00")
		if !slices.ContainsFunc(w.findings(), func(f rules.Finding) bool { return f.Kind == rules.Unanswered }) {
			t.Errorf("the question counts as answered: %+v", w.findings())
		}
		w.expect(ivan, 0)
		if rows := w.rows(letters.Suggestion); len(rows) > 0 {
			t.Errorf("a letter is proposed to an address where mail does not arrive: %+v", rows)
		}
	})
}

// A colleague's answer, from his own mailbox, is an answer; what the client then writes in thanks asks for nothing.
func TestColleagueAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.send(note{from: ivan, to: anna, cc: oleg, subject: "Сроки по лендингу", text: asking})
		w.until("2000-01-03 11:29")
		answer := w.write(oleg, ivan, question, "Re: Сроки по лендингу", "Иван, добрый день! Первый макет будет готов 12 января.\n\nОлег")
		w.until("2000-01-03 12:10")
		w.write(ivan, oleg, answer, "Re: Сроки по лендингу", "Олег, спасибо!\n\nИван")
		w.until("2000-01-03 18:00")
		w.expect(ivan, 0)
		w.expect(oleg, 0)
		w.expectOne(anna, "Ждёт ответа: Ромашка") // at eleven, when nobody had answered
		w.expect(anna, 1)
		if open := w.findings(); len(open) > 0 {
			t.Errorf("still owed: %+v", open)
		}
	})
}

// A colleague who has no copy of the question answers in a letter of his own.
func TestManagerAnswersInAnotherConversation(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:10")
		w.write(anna, ivan, "", "Макет", "Иван, первый макет лендинга будет готов 12 января.\n\nАнна")
		w.until("2000-01-03 18:00")
		w.expect(ivan, 0)
	})
}

// A letter with the manager and a colleague among its readers lies in two mailboxes: it is one duty, of one owner, and
// gets one answer.
func TestLetterInTwoMailboxes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.send(note{from: ivan, to: oleg + ", " + anna, subject: "Сроки по лендингу", text: asking})
		w.until("2000-01-03 13:00")
		if ack := w.expect(ivan, 1)[0]; ack.From.Mail != anna {
			t.Errorf("%s acknowledged, want the client's manager", ack.From.Mail)
		}
		w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.expect(oleg, 0)
		owners := map[string]bool{}
		for _, f := range w.findings() {
			owners[f.Manager+" "+f.MessageID] = true
		}
		if len(owners) != 1 {
			t.Errorf("the duty has the owners %v, want one", owners)
		}
	})
}

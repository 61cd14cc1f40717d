package main

import (
	"strings"
	"testing"
	"testing/synctest"
)

// A working day: the client asks at ten, the manager is reminded at eleven, the client hears at half past eleven when
// the answer comes, the manager answers in the afternoon, the lead reads it all the next morning.
func TestDayWithQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 10:55")
		w.expect(anna, 0)
		w.until("2000-01-03 11:05")
		w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.expect(ivan, 0)
		w.until("2000-01-03 11:35")
		ack := w.expect(ivan, 1)[0]
		if ack.From.Mail != anna || len(ack.InReplyTo) != 1 || ack.InReplyTo[0] != question || ack.Subject != "Re: Сроки по лендингу" {
			t.Errorf("the acknowledgement is no reply in the client's conversation: %+v", ack)
		}
		if !strings.Contains(ack.NewText, "до 16:00") && !strings.Contains(ack.NewText, "до 15:30") {
			t.Errorf("the acknowledgement names no return time:\n%s", ack.NewText)
		}
		if sent := w.ours(anna, "Отправленные"); len(sent) != 1 || sent[0].ID != ack.ID {
			t.Errorf("the copy in Sent is missing or another letter: %v", sent)
		}
		w.until("2000-01-03 15:00")
		w.answer(ack.ID)
		w.until("2000-01-04 09:25")
		w.expect(ivan, 1)
		w.expect(anna, 1)
		w.until("2000-01-04 09:45")
		digest := w.expect(vera, 2)[1]
		w.contains("the digest", digest.Text, "Ромашка", "Анна")
		if open := w.findings(); len(open) > 0 {
			t.Errorf("still owed: %v", open)
		}
	})
}

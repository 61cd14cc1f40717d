package main

import (
	"context"
	"fmt"
	"net"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
)

// What lay unanswered in a mailbox before Vernus came is shown to our own people, and causes no letter to the client.
func TestFirstImportWritesToNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.ask()
		w.start()
		w.until("2000-01-04 18:00")
		w.expect(ivan, 0)
		if n := len(w.rows(letters.Acknowledgement)); n > 0 {
			t.Errorf("%d acknowledgements were written", n)
		}
		if len(w.findings()) == 0 {
			t.Error("the old question is not among what is owed")
		}
		digest := w.ours(vera, "INBOX")
		w.contains("the digest", digest[len(digest)-1].Text, "Сроки по лендингу", "Ромашка")
	})
}

// A first import that breaks off and goes on later is still one: its letters are old.
func TestInterruptedImportWritesToNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		for n := range 300 {
			w.write(ivan, anna, "", fmt.Sprintf("Вопрос %d", n), asking)
		}
		var lines atomic.Int64
		w.lines[annasPort] = func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := w.imap.Dial(ctx, network, address)
			if lines.Add(1) <= 8 && err == nil {
				c = mailtest.CutReads(c, 40_000)
			}
			return c, err
		}
		w.start()
		w.until("2000-01-03 09:00")
		w.restart()
		w.until("2000-01-03 16:00")
		w.expect(ivan, 0)
		if found := w.findings(); len(found) < 300 {
			t.Errorf("%d findings of 300 questions", len(found))
		}
		if n := lines.Load(); n < 8 {
			t.Errorf("only %d connections: the import was hardly interrupted", n)
		}
		w.ask()
		w.until("2000-01-03 17:40")
		w.expect(ivan, 1)
	})
}

// When a server renumbers its folders everything is read anew: nothing is written because of it, and nothing twice.
func TestRenumberedFolders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.ask()
		w.start()
		w.until("2000-01-03 10:00")
		acknowledged := w.write(ivan, anna, "", "Договор", "Анна, добрый день! Когда пришлёте договор?\n\nИван")
		w.until("2000-01-03 11:45")
		w.expect(ivan, 1)
		waiting := w.write(ivan, anna, "", "Хостинг", "Анна, добрый день! Когда перенесём сайт?\n\nИван")
		w.until("2000-01-03 11:50")
		notices := len(w.ours(anna, "INBOX"))
		for _, folder := range []string{"INBOX", "Отправленные", "Черновики"} {
			if err := w.users[anna].Renumber(folder); err != nil {
				t.Fatal(err)
			}
		}
		w.until("2000-01-03 12:20")
		w.expect(anna, notices)
		w.expect(ivan, 1)
		w.until("2000-01-03 17:00")
		var answered []string
		for _, m := range w.expect(ivan, 2) {
			answered = append(answered, m.InReplyTo...)
		}
		if !slices.Equal(answered, []string{acknowledged, waiting}) {
			t.Errorf("the letters answer %v", answered)
		}
	})
}

// Going over to sending acknowledges nothing that was written before.
func TestSwitchingToSendAnswersNothingOlder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 09:10")
		w.write(ivan, anna, "", "Логотип", asking)
		w.until("2000-01-03 10:45")
		w.expectOne(anna, "Ответить клиенту?")
		w.write(ivan, anna, "", "Договор", asking)
		w.until("2000-01-03 11:00")
		w.stop()
		w.configure(w.config.Path(), "send")
		w.start()
		w.until("2000-01-03 14:00")
		w.expect(ivan, 0)
		question := w.write(ivan, anna, "", "Хостинг", asking)
		w.until("2000-01-03 15:35")
		if got := w.expect(ivan, 1)[0]; !slices.Equal(got.InReplyTo, []string{question}) {
			t.Errorf("what was acknowledged is %v", got.InReplyTo)
		}
		w.restart() // sending was switched on once, not again
		w.until("2000-01-03 18:00")
		w.expect(ivan, 1)
	})
}

// A mailbox that is added later is imported like the first.
func TestMailboxAddedLaterIsImported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.lines[olegsPort] = noServer
		w.start()
		w.until("2000-01-03 10:00")
		w.write(olga, oleg, "", "Каталог", "Олег, добрый день! Когда будет готов каталог?\n\nОльга")
		w.until("2000-01-03 11:00")
		w.set(func() { delete(w.lines, olegsPort) })
		w.until("2000-01-03 14:00")
		w.expect(olga, 0)
		w.write(olga, oleg, "", "Буклет", "Олег, добрый день! Когда будет готов буклет?\n\nОльга")
		<-time.After(95 * time.Minute)
		synctest.Wait()
		w.expect(olga, 1)
	})
}

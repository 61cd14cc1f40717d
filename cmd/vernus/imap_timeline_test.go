package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"vernus/letters"
	"vernus/mailbox/mailtest"
)

// lastDigest is the text of the latest digest.
func (w *world) lastDigest() string {
	w.t.Helper()
	list := w.ours(vera, "INBOX")
	for i := len(list) - 1; i >= 0; i-- {
		if strings.HasPrefix(list[i].Subject, "Сводка") {
			return list[i].Text
		}
	}
	w.t.Fatal("there is no digest")
	return ""
}

// A server that is down from the start, and again later, is named in the digest with since when; the other mailbox goes
// on; when it is back nothing is lost.
func TestIMAPServerDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.lines[annasPort] = noServer
		w.start()
		w.until("2000-01-03 10:00")
		w.write(olga, oleg, "", "Каталог", "Олег, добрый день! Когда будет готов каталог?\n\nОльга")
		w.until("2000-01-03 11:35")
		w.expect(olga, 1)
		w.contains("the first digest", w.lastDigest(), anna, "connection refused")
		w.set(func() { delete(w.lines, annasPort) })
		w.until("2000-01-03 12:00")
		w.ask()
		w.until("2000-01-03 12:10")
		w.set(func() { w.lines[annasPort] = noServer })
		w.imap.DropAll()
		w.until("2000-01-03 12:20")
		w.write(ivan, anna, "", "Договор", "Анна, добрый день! Когда пришлёте договор?\n\nИван")
		w.until("2000-01-04 09:40")
		w.expect(ivan, 0)
		w.contains("the digest", w.lastDigest(), anna, "3 января", "12:", "connection refused")
		w.set(func() { delete(w.lines, annasPort) })
		w.until("2000-01-04 09:55")
		w.expect(ivan, 2) // one for each of his questions
		phases := map[letters.Phase]int{}
		for _, r := range w.rows(letters.Acknowledgement) {
			if r.Subject == "Re: Сроки по лендингу" {
				phases[r.Phase]++
			}
		}
		if phases[letters.Sent] != 1 || phases[letters.Withdrawn] == 0 {
			t.Errorf("what named a time that had passed is withdrawn and written anew, once: %v", phases)
		}
		w.until("2000-01-05 09:40")
		if strings.Contains(w.lastDigest(), "connection refused") {
			t.Errorf("the digest still names the server:\n%s", w.lastDigest())
		}
	})
}

// Connections that break again and again, idle or at work, cost neither letters nor copies.
func TestIMAPConnectionsBreak(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		var n atomic.Int64
		w.lines[annasPort] = func(ctx context.Context, network, address string) (net.Conn, error) {
			c, err := w.imap.Dial(ctx, network, address)
			if err == nil {
				c = mailtest.CutReads(c, 600+n.Add(1)%7*700)
			}
			return c, err
		}
		w.start()
		for hour, subject := range []string{"Логотип", "Договор", "Хостинг"} {
			w.until(fmt.Sprintf("2000-01-03 %02d:00", 10+hour))
			w.write(ivan, anna, "", subject, "Анна, добрый день!\nКогда будет готово?\n\nИван")
			w.until(fmt.Sprintf("2000-01-03 %02d:20", 10+hour))
			w.imap.DropAll()
		}
		w.until("2000-01-03 18:00")
		w.expect(ivan, 3)
		if got := w.ours(anna, "Отправленные"); len(got) != 3 {
			t.Errorf("%d copies in Sent, want 3", len(got))
		}
		seen := map[string]int{}
		for _, m := range w.ours(anna, "INBOX") {
			if seen[m.ID]++; seen[m.ID] > 1 {
				t.Errorf("the notice %q stands twice in the INBOX", m.Subject)
			}
		}
	})
}

// A refused password is told with what to do about it, and is not tried often: services lock accounts for that.
func TestWrongIMAPPassword(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		t.Setenv("PW_ANNA", "secret")
		w := newWorld(t, "send", `port = 143, tls = "none", user = "anna@studio.example", password_env = "PW"`,
			`port = 143, tls = "none", user = "anna@studio.example", password_env = "PW_ANNA"`)
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:15")
		t.Setenv("PW_ANNA", "changed")
		w.imap.DropAll()
		w.until("2000-01-03 16:15") // notices, an acknowledgement and a look into the mailbox are due meanwhile
		if _, refused := w.imap.Logins(); refused == 0 || refused > 5*4+2 {
			t.Errorf("%d refused logins in five hours, want about four an hour at most", refused)
		}
		w.expect(ivan, 0)
		w.contains("the log", w.logged(), "is the user name right")
		w.until("2000-01-04 09:40")
		w.contains("the digest", w.lastDigest(), anna, "login refused", "is the user name right")
		t.Setenv("PW_ANNA", "secret")
		w.until("2000-01-04 10:00")
		w.expectOne(anna, "Просрочено: Ромашка")
	})
}

// A server that talks nonsense makes its mailbox unread, and nothing else.
func TestGarbageFromOneServer(t *testing.T) {
	for name, nonsense := range map[string]string{
		"no IMAP at all":     "HTTP/1.1 400 Bad Request\r\n\r\n",
		"an endless line":    strings.Repeat("* OK so it goes on ", 1<<14),
		"broken parentheses": "* LIST ((((((\r\n* 1 FETCH (((\x00\xff\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				server := (&mailtest.Scripted{Greeting: "* OK ready\r\n", Reply: func(int, string, string) (string, bool) { return nonsense, false }}).Start()
				defer server.Close()
				w.lines[annasPort] = server.Dial
				w.start()
				w.until("2000-01-03 10:00")
				w.write(olga, oleg, "", "Каталог", "Олег, добрый день! Когда будет готов каталог?\n\nОльга")
				w.until("2000-01-03 11:35")
				w.expect(olga, 1)
				if n := server.Connections(); n > 60 {
					t.Errorf("%d connections to the broken server in less than three hours", n)
				}
				w.contains("the digest", w.lastDigest(), anna)
				if health, err := w.daemon.db.Health(t.Context()); err != nil || health.Mailboxes[0].FailingSince.IsZero() {
					t.Errorf("the mailbox is not noted as failing: %+v %v", health.Mailboxes, err)
				}
			})
		})
	}
}

// A folder that the config names and the server does not have is told with the folders there are; what does not need it
// goes on.
func TestUnknownFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", `port = 143, tls = "none",`, `port = 143, tls = "none", sent = "Исходящие",`)
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.write(olga, oleg, "", "Каталог", "Олег, добрый день! Когда будет готов каталог?\n\nОльга")
		w.until("2000-01-03 11:35")
		w.expect(olga, 1)
		w.until("2000-01-04 09:40")
		w.contains("the digest", w.lastDigest(), anna, "Исходящие", "Отправленные")
		if n := strings.Count(w.logged(), "there is no such folder"); n != 1 {
			t.Errorf("the log tells of the same trouble %d times", n)
		}
	})
}

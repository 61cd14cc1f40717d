package main

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
)

// script is an IMAP server with two letters, the first of which it cannot hand out.
func script(fetch func(uid string) (string, bool)) *mailtest.Scripted {
	return (&mailtest.Scripted{Greeting: "* OK [CAPABILITY IMAP4rev1 IDLE] ready\r\n", Reply: func(_ int, tag, line string) (string, bool) {
		if strings.HasPrefix(line, "LOGIN") {
			return tag + " OK [CAPABILITY IMAP4rev1 IDLE] done\r\n", false
		}
		if strings.HasPrefix(line, "IDLE") {
			return "+ idling\r\n", false
		}
		if text, ok := mailtest.Manners(tag, line, 2); ok {
			return text, false
		}
		words := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "UID SEARCH"):
			return "* SEARCH 1 2\r\n" + tag + " OK done\r\n", false
		case strings.HasPrefix(line, "UID FETCH") && !strings.Contains(line, "BODY"):
			return "* 1 FETCH (UID 1)\r\n* 2 FETCH (UID 2)\r\n" + tag + " OK done\r\n", false
		case strings.HasPrefix(line, "UID FETCH"):
			text, hangUp := fetch(words[2])
			return text + tag + " OK done\r\n", hangUp
		}
		return tag + " BAD what?\r\n", false
	}}).Start()
}

// A letter that breaks every connection is put into quarantine and named in the digest; the one behind it is read.
func TestPoisonousMessage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		raw, _ := w.compose(note{from: ivan, to: anna, subject: "Сроки по лендингу", text: asking})
		server := script(func(uids string) (string, bool) {
			if uids != "2" {
				return "* 1 FETCH (UID 1 BODY[]<0> {40}\r\nFrom", true
			}
			return fmt.Sprintf("* 2 FETCH (UID 2 FLAGS () INTERNALDATE \"03-Jan-2000 08:00:00 +0300\" RFC822.SIZE %d BODY[]<0> {%d}\r\n%s)\r\n", len(raw), len(raw), raw), false
		})
		defer server.Close()
		w.lines[annasPort] = server.Dial
		w.start()
		w.until("2000-01-04 09:40")
		if found := w.findings(); len(found) == 0 || found[0].Subject != "Сроки по лендингу" {
			t.Errorf("the letter behind the poisonous one was not read: %+v", found)
		}
		health, err := w.daemon.db.Health(t.Context())
		if err != nil || health.Quarantined != 1 {
			t.Errorf("%d letters in quarantine, want 1 (%v)", health.Quarantined, err)
		}
		w.contains("the digest", w.lastDigest(), "fetch message 1 of INBOX")
	})
}

// Of a message of fifty megabytes no more is fetched than its text needs, or a bounded part when it is all text.
func TestHugeMessage(t *testing.T) {
	const size = 50 << 20
	plain := "Content-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(asking, "\n", "\r\n") + "\r\n"
	for name, c := range map[string]struct {
		body string
		most int64
	}{
		"with an attachment": {"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + plain +
			"--b\r\nContent-Type: application/zip\r\nContent-Disposition: attachment; filename=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
			strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", size/78) + "--b--\r\n", 200_000},
		"of text": {plain + strings.Repeat("> "+strings.Repeat("x", 74)+"\r\n", size/78), 10 << 20},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				var came atomic.Int64
				w.lines[annasPort] = func(ctx context.Context, network, address string) (net.Conn, error) {
					c, err := w.imap.Dial(ctx, network, address)
					return &countedConn{c, &came}, err
				}
				w.start()
				w.until("2000-01-03 10:00")
				before := came.Load()
				raw, _ := w.compose(note{from: ivan, to: anna, subject: "Сроки по лендингу"})
				head, _, _ := strings.Cut(string(raw), "Content-Type")
				w.users[anna].Deliver("INBOX", []byte(head+c.body), time.Now())
				w.until("2000-01-03 10:05")
				if n := came.Load() - before; n > c.most {
					t.Errorf("%d bytes were fetched of a letter whose text is short", n)
				}
				w.until("2000-01-03 11:35")
				w.expect(ivan, 1)
			})
		})
	}
}

type countedConn struct {
	net.Conn
	n *atomic.Int64
}

func (c *countedConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.n.Add(int64(n))
	return n, err
}

// Letters without a Message-ID are letters: one in two mailboxes is one duty, and is answered without inventing an id.
func TestMessageWithoutID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.send(note{from: ivan, to: anna + ", " + oleg, subject: "Сроки по лендингу", text: asking, id: "-"})
		w.until("2000-01-03 14:00")
		ack := w.expect(ivan, 1)[0]
		if len(ack.InReplyTo)+len(ack.References) > 0 {
			t.Errorf("the answer refers to %v %v, which nobody has sent", ack.InReplyTo, ack.References)
		}
		w.expect(oleg, 0)
		w.write(anna, ivan, "", "Re: Сроки по лендингу", "Иван, первый макет будет готов 12 января.\n\nАнна")
		w.until("2000-01-03 14:15")
		if open := w.findings(); len(open) > 0 {
			t.Errorf("still owed after the answer: %+v", open)
		}
	})
}

// Two different letters with the same Message-ID are both read.
func TestTwoMessagesWithOneID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.send(note{from: ivan, to: anna, subject: "Логотип", text: "Анна, добрый день! Когда будет готов логотип?\n\nИван", id: "same@romashka.example"})
		w.send(note{from: ivan, to: anna, subject: "Договор", text: "Анна, добрый день! Когда пришлёте договор на подпись?\n\nИван", id: "same@romashka.example"})
		w.until("2000-01-03 14:00")
		quotes := ""
		for _, f := range w.findings() {
			quotes += strings.Join(f.Quotes, " ")
		}
		w.contains("what is owed", quotes, "логотип", "договор")
		if n := len(w.rows(letters.Acknowledgement)); n < 1 || n > 2 {
			t.Errorf("%d acknowledgements", n)
		}
	})
}

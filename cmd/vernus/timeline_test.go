package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
)

// world is a team with its mail servers in memory and a running Vernus, in fake time. Its first Monday is 3 January 2000.
type world struct {
	t      *testing.T
	imap   *mailtest.IMAP
	smtp   *mailtest.SMTP
	users  map[string]*mailtest.Account
	config *Config
	daemon *daemon
	stop   func()
	fault  func(mailtest.Stage, mailtest.Letter) mailtest.Fault
	serial int
}

const worldConfig = `
[team]
name = "Студия"
domains = ["studio.example"]
timezone = "Europe/Moscow"
hours = "Mon-Fri 09:00-18:00"
holidays = "none"
data = "data"
instance = "test"

[[lead]]
name = "Вера Руководитель"
address = "vera@studio.example"
digest = "09:30"

[[manager]]
name = "Анна Смирнова"
address = "anna@studio.example"
signature = "Анна Смирнова\nСтудия"
imap = { host = "127.0.0.1", port = 143, tls = "none", user = "anna@studio.example", password_env = "PW" }
smtp = { host = "127.0.0.1", port = 25, tls = "none", user = "anna@studio.example", password_env = "PW" }

[[manager]]
name = "Олег Ким"
address = "oleg@studio.example"
imap = { host = "127.0.0.1", port = 143, tls = "none", user = "oleg@studio.example", password_env = "PW" }
smtp = { host = "127.0.0.1", port = 25, tls = "none", user = "oleg@studio.example", password_env = "PW" }

[[client]]
name = "Ромашка"
domains = ["romashka.example"]
manager = "anna@studio.example"
modes = { acknowledgement = "MODE" }

[reading]
poll = "10m"
`

// newWorld must be called inside a synctest bubble.
func newWorld(t *testing.T, mode string) *world {
	t.Helper()
	t.Setenv("PW", "secret")
	w := &world{t: t, imap: mailtest.NewIMAP(mailtest.IMAPOptions{}), users: map[string]*mailtest.Account{}}
	for _, user := range []string{"anna@studio.example", "oleg@studio.example", "vera@studio.example", "ivan@romashka.example"} {
		w.users[user] = w.imap.AddAccount(user, "secret", mailtest.RussianFolders...)
	}
	w.smtp = mailtest.NewSMTP(mailtest.SMTPOptions{
		Users:   map[string]string{anna: "secret", oleg: "secret"},
		Deliver: mailtest.DeliverTo(w.imap),
		Misbehave: func(s mailtest.Stage, l mailtest.Letter) mailtest.Fault {
			if w.fault != nil {
				return w.fault(s, l)
			}
			return mailtest.Fault{}
		},
	})
	file := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(file, []byte(strings.ReplaceAll(worldConfig, "MODE", mode)), 0o600); err != nil {
		t.Fatal(err)
	}
	var err error
	if w.config, err = LoadConfig(file); err != nil {
		t.Fatal(err)
	}
	return w
}

// start runs Vernus until stop or the end of the test.
func (w *world) start() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	d, err := newDaemon(ctx, w.config, slog.New(slog.NewTextHandler(testLog{w.t}, nil)), time.Now, dialers{w.imap.Dial, w.smtp.Dial}, func(e event) {
		w.t.Log(e.At.UTC().Format("Mon 15:04"), e.Kind, e.Client, e.From, e.To, e.Subject, e.Because)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.daemon = d
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	w.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			w.t.Error("run:", err)
		}
		if err := d.Close(); err != nil {
			w.t.Error("close:", err)
		}
		w.stop = func() {}
	}
}

// end stops everything.
func (w *world) end() {
	w.stop()
	w.smtp.Close()
	w.imap.Close()
}

// testLog writes the log of a program into that of the test.
type testLog struct{ t *testing.T }

func (l testLog) Write(p []byte) (int, error) {
	l.t.Log(strings.TrimRight(string(p), "\n"))
	return len(p), nil
}

var _ io.Writer = testLog{}

// until lets time pass.
func (w *world) until(at string) {
	w.t.Helper()
	zone := time.FixedZone("MSK", 3*3600)
	t, err := time.ParseInLocation("2006-01-02 15:04", at, zone)
	if err != nil {
		w.t.Fatal(err)
	}
	if t.Before(time.Now()) {
		w.t.Fatalf("%s is past, now is %s", at, time.Now().In(zone))
	}
	<-time.After(time.Until(t))
	synctest.Wait()
}

// write has a person send a letter from a mail program: to every recipient's INBOX, with a copy in Sent. It returns
// the Message-ID without brackets.
func (w *world) write(from, to, inReplyTo, subject, text string) string {
	w.t.Helper()
	w.serial++
	id := fmt.Sprintf("m%d.%s", w.serial, from)
	headers := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nMessage-ID: <%s>\r\nSubject: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n",
		from, to, time.Now().Format(time.RFC1123Z), id, subject)
	if inReplyTo != "" {
		headers += fmt.Sprintf("In-Reply-To: <%s>\r\nReferences: <%[1]s>\r\n", inReplyTo)
	}
	raw := []byte(headers + "\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n")
	w.users[from].Deliver("Отправленные", raw, time.Now(), `\Seen`)
	w.users[to].Deliver("INBOX", raw, time.Now())
	return id
}

// letters returns what lies in a folder, understood.
func (w *world) letters(user, folder string) []*mailbox.Message {
	w.t.Helper()
	raws, err := w.users[user].Messages(folder)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []*mailbox.Message
	for _, r := range raws {
		m, err := mailbox.Parse(mailbox.Raw{Data: r.Data, Size: int64(len(r.Data)), Received: r.Received})
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

// count checks how many letters lie in a folder and returns them.
func (w *world) count(user, folder string, want int) []*mailbox.Message {
	w.t.Helper()
	got := w.letters(user, folder)
	if len(got) != want {
		var subjects []string
		for _, m := range got {
			subjects = append(subjects, fmt.Sprintf("%s from %s at %s", m.Subject, m.From.Mail, m.Date))
		}
		w.t.Fatalf("%s has %d letters in %s, want %d:\n%s", user, len(got), folder, want, strings.Join(subjects, "\n"))
	}
	return got
}

const (
	anna = "anna@studio.example"
	oleg = "oleg@studio.example"
	vera = "vera@studio.example"
	ivan = "ivan@romashka.example"
)

// A working day: the client asks at ten, the manager is reminded at eleven, the client hears at half past eleven when
// the answer comes, the manager answers in the afternoon, the lead reads it all the next morning.
func TestDayWithQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.write(ivan, anna, "", "Сроки по лендингу", "Анна, добрый день!\nПодскажите, пожалуйста, когда будет готов первый макет?\n\nИван")
		w.until("2000-01-03 10:55")
		w.count(anna, "INBOX", 1)
		w.until("2000-01-03 11:05")
		w.count(anna, "INBOX", 2)
		w.count(ivan, "INBOX", 0)
		w.until("2000-01-03 11:35")
		ack := w.count(ivan, "INBOX", 1)[0]
		if ack.From.Mail != anna || len(ack.InReplyTo) != 1 || ack.InReplyTo[0] != question || ack.Subject != "Re: Сроки по лендингу" {
			t.Errorf("the acknowledgement is no reply in the client's conversation: %+v", ack)
		}
		if !strings.Contains(ack.NewText, "до 16:00") && !strings.Contains(ack.NewText, "до 15:30") {
			t.Errorf("the acknowledgement names no return time:\n%s", ack.NewText)
		}
		if sent := w.count(anna, "Отправленные", 1)[0]; sent.ID != ack.ID {
			t.Errorf("the copy in Sent is another letter: %s, %s", sent.ID, ack.ID)
		}
		w.until("2000-01-03 15:00")
		w.write(anna, ivan, ack.ID, "Re: Сроки по лендингу", "Иван, первый макет будет готов 12 января.\n\nАнна")
		w.until("2000-01-04 09:25")
		w.count(ivan, "INBOX", 2)
		w.count(anna, "INBOX", 2)
		w.until("2000-01-04 09:45")
		digest := w.count(vera, "INBOX", 2)[1]
		for _, want := range []string{"Ромашка", "Анна"} {
			if !strings.Contains(digest.Text, want) {
				t.Errorf("the digest does not name %s:\n%s", want, digest.Text)
			}
		}
		if os.Getenv("SHOW") != "" {
			for _, m := range append(w.letters(ivan, "INBOX"), append(w.letters(anna, "INBOX"), w.letters(vera, "INBOX")...)...) {
				fmt.Println("=====", m.From, m.To, m.Subject, m.Kind, m.NoReply, "\n"+m.Text)
			}
		}
		open, err := w.daemon.db.Findings(context.Background())
		if err != nil || len(open) > 0 {
			t.Errorf("still owed: %v %v", open, err)
		}
		if n := w.imap.Changes(); n > 0 {
			t.Errorf("reading has changed flags or removed letters %d times", n)
		}
	})
}

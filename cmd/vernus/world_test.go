package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
	"vernus/rules"
	"vernus/store"
)

// world is a team with its mail servers in memory and a running Vernus, in fake time. It begins on Monday, 3 January
// 2000, a little before nine in Moscow.
type world struct {
	t      *testing.T
	imap   *mailtest.IMAP
	smtp   *mailtest.SMTP
	users  map[string]*mailtest.Account
	config *Config
	daemon *daemon
	stop   func()
	serial int

	mu    sync.Mutex
	fault func(mailtest.Stage, mailtest.Letter) mailtest.Fault // how the SMTP server misbehaves
	lines map[string]dialFunc                                  // what takes the IMAP server's place, by port
	relay func([]byte) []byte                                  // what the SMTP server makes of a letter
	shift time.Duration                                        // how wrong the clock goes
	heard func(string)                                         // told each line of the log
	log   bytes.Buffer
}

type dialFunc func(ctx context.Context, network, address string) (net.Conn, error)

// Anna's mailbox is reached by one port, Oleg's by another.
const (
	annasPort = "143"
	olegsPort = "1143"
)

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
imap = { host = "127.0.0.1", port = 1143, tls = "none", user = "oleg@studio.example", password_env = "PW" }
smtp = { host = "127.0.0.1", port = 25, tls = "none", user = "oleg@studio.example", password_env = "PW" }

[[client]]
name = "Ромашка"
domains = ["romashka.example"]
manager = "anna@studio.example"
modes = { acknowledgement = "MODE" }

[[client]]
name = "Василёк"
domains = ["vasilek.example"]
manager = "oleg@studio.example"
modes = { acknowledgement = "MODE" }

[reading]
poll = "10m"
`

const (
	anna = "anna@studio.example"
	oleg = "oleg@studio.example"
	vera = "vera@studio.example"
	ivan = "ivan@romashka.example"
	olga = "olga@vasilek.example"
)

// newWorld must be called inside a synctest bubble. edits are pairs of what to replace in the config, and by what;
// something to be replaced that is not there is added at the end.
func newWorld(t *testing.T, mode string, edits ...string) *world {
	t.Helper()
	t.Setenv("PW", "secret")
	w := &world{t: t, imap: mailtest.NewIMAP(mailtest.IMAPOptions{}), users: map[string]*mailtest.Account{}, lines: map[string]dialFunc{}, stop: func() {}}
	for _, user := range []string{anna, oleg, vera, ivan, olga} {
		w.users[user] = w.imap.AddAccount(user, "secret", mailtest.RussianFolders...)
	}
	w.smtp = mailtest.NewSMTP(mailtest.SMTPOptions{
		Users: map[string]string{anna: "secret", oleg: "secret"},
		Deliver: func(l mailtest.Letter) error {
			if relay := locked(w, func() func([]byte) []byte { return w.relay }); relay != nil {
				l.Data = relay(l.Data)
			}
			return mailtest.DeliverTo(w.imap)(l)
		},
		Misbehave: func(s mailtest.Stage, l mailtest.Letter) mailtest.Fault {
			if fault := locked(w, func() func(mailtest.Stage, mailtest.Letter) mailtest.Fault { return w.fault }); fault != nil {
				return fault(s, l)
			}
			return mailtest.Fault{}
		},
	})
	w.configure(filepath.Join(t.TempDir(), "config.toml"), mode, edits...)
	w.until("2000-01-03 08:50")
	return w
}

// configure writes the config; a running Vernus does not see it.
func (w *world) configure(file, mode string, edits ...string) {
	w.t.Helper()
	text := strings.ReplaceAll(worldConfig, "MODE", mode)
	for i := 0; i+1 < len(edits); i += 2 {
		if edits[i] == "" {
			text += edits[i+1] + "\n"
			continue
		}
		if !strings.Contains(text, edits[i]) {
			w.t.Fatalf("the config does not hold %q", edits[i])
		}
		text = strings.ReplaceAll(text, edits[i], edits[i+1])
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
	var err error
	if w.config, err = LoadConfig(file); err != nil {
		w.t.Fatal(err)
	}
}

// locked reads what the test changes while Vernus runs.
func locked[T any](w *world, get func() T) T {
	w.mu.Lock()
	defer w.mu.Unlock()
	return get()
}

// set changes how the world behaves.
func (w *world) set(change func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	change()
}

// now is what Vernus takes for the time.
func (w *world) now() time.Time {
	return time.Now().Add(locked(w, func() time.Duration { return w.shift }))
}

func (w *world) dial(ctx context.Context, network, address string) (net.Conn, error) {
	_, port, _ := net.SplitHostPort(address)
	if line := locked(w, func() dialFunc { return w.lines[port] }); line != nil {
		return line(ctx, network, address)
	}
	return w.imap.Dial(ctx, network, address)
}

// noServer is the line to a server that is down.
func noServer(context.Context, string, string) (net.Conn, error) {
	return nil, errors.New("connection refused")
}

// Write makes the world the place where the log of Vernus goes.
func (w *world) Write(p []byte) (int, error) {
	w.t.Log(strings.TrimRight(string(p), "\n"))
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.heard != nil {
		w.heard(string(p))
	}
	return w.log.Write(p)
}

// logged is the log so far.
func (w *world) logged() string { return locked(w, w.log.String) }

// open makes a Vernus that does nothing by itself yet.
func (w *world) open(ctx context.Context) (*daemon, error) {
	return newDaemon(ctx, w.config, slog.New(slog.NewTextHandler(w, nil)), w.now, dialers{w.dial, w.smtp.Dial}, func(e event) {
		if e.Kind != "owed" {
			w.t.Log(e.At.UTC().Format("Mon 15:04"), e.Kind, e.Client, e.From, e.To, e.Subject, e.Because)
		}
	})
}

// start runs Vernus until stop or the end of the test.
func (w *world) start() {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	d, err := w.open(ctx)
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
	synctest.Wait()
}

// end stops everything, and checks that reading has changed no mailbox.
func (w *world) end() {
	w.t.Helper()
	w.stop()
	w.smtp.Close()
	if n := w.imap.Changes(); n > 0 {
		w.t.Errorf("reading has changed flags or removed letters %d times", n)
	}
	w.imap.Close()
}

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

// rows returns the outbox's letters of a kind, latest first.
func (w *world) rows(kind letters.Kind) []store.Row {
	w.t.Helper()
	rows, err := w.daemon.db.Outbox(context.Background(), store.OutboxFilter{})
	if err != nil {
		w.t.Fatal(err)
	}
	return slices.DeleteFunc(rows, func(r store.Row) bool { return r.Kind != kind })
}

// findings returns what is owed.
func (w *world) findings() []rules.Finding {
	w.t.Helper()
	found, err := w.daemon.db.Findings(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return found
}

// vernus runs a command as a person does, beside the daemon.
func (w *world) vernus(args ...string) (out string, code int) {
	w.t.Helper()
	var text bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &text, err: &text, getenv: func(string) string { return "" }, now: w.now}
	code = a.main(context.Background(), append([]string{"--config", w.config.Path()}, args...))
	w.t.Logf("vernus %s: %d\n%s", strings.Join(args, " "), code, text.String())
	return text.String(), code
}

// restart ends Vernus and starts it again.
func (w *world) restart() {
	w.t.Helper()
	w.stop()
	w.start()
}

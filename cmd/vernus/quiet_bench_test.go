package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
)

// BenchmarkQuietCycle measures a cycle in which nothing has come, with little and with much history: cpu-ms must not
// grow with it.
func BenchmarkQuietCycle(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchQuiet(b, n) })
	}
}

func benchQuiet(b *testing.B, n int) {
	server := mailtest.NewIMAP(mailtest.IMAPOptions{})
	defer server.Close()
	server.AddAccount(anna, "secret")
	b.Setenv("PW", "secret")
	d := quietDaemon(b, server)
	defer d.Close()
	ctx := b.Context()
	g := newBenchMail(1)
	for from := 0; from < n; from += 500 {
		batch := mailbox.Batch{Folder: "Old", Role: mailbox.RoleOther, Import: true, Position: mailbox.Position{UIDValidity: 1, UIDNext: uint32(from + 501)}}
		for i := range 500 {
			data := g.next()
			batch.Messages = append(batch.Messages, mailbox.Raw{Mailbox: anna, Folder: "Old", UID: uint32(from + i + 1), Data: data, Size: int64(len(data))})
		}
		if _, err := d.keep(ctx, anna, batch, d.understand(batch.Messages)); err != nil {
			b.Fatal(err)
		}
	}
	now := time.Now()
	for range 2 { // what the history has left to do is done before the clock starts
		if err := d.Cycle(ctx, now); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	before := cpuTime(b)
	for b.Loop() {
		if err := d.Cycle(ctx, now); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}

func quietDaemon(b testing.TB, server *mailtest.IMAP) *daemon {
	b.Helper()
	var clients strings.Builder
	for i := range 200 {
		fmt.Fprintf(&clients, "[[client]]\nname = \"client%d\"\ndomains = [\"client%[1]d.example\"]\n", i)
	}
	file := filepath.Join(b.TempDir(), "config.toml")
	text := fmt.Sprintf(`[team]
domains = ["studio.example"]
[[manager]]
name = "Анна"
address = %q
imap = { host = "127.0.0.1", port = 143, tls = "none", password_env = "PW" }
smtp = { host = "127.0.0.1", port = 25, tls = "none", password_env = "PW" }
%s`, anna, clients.String())
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	cfg, err := LoadConfig(file)
	if err != nil {
		b.Fatal(err)
	}
	d, err := newDaemon(b.Context(), cfg, slog.New(slog.DiscardHandler), time.Now, dialers{imap: server.Dial}, nil)
	if err != nil {
		b.Fatal(err)
	}
	return d
}

func cpuTime(b testing.TB) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIdleMailboxes measures the resident memory of the daemon while it watches 100 mailboxes on a real Dovecot,
// with a connection for reading and one for IDLE each, over TLS. Run it with -benchtime=1x.
func BenchmarkIdleMailboxes(b *testing.B) {
	const n = 100
	var users []string
	for i := range n {
		users = append(users, fmt.Sprintf("user%d@example.test", i))
	}
	d := mailtest.Dovecot(b, mailtest.DovecotOptions{Users: users})
	var text strings.Builder
	text.WriteString("[team]\ndomains = [\"studio.test\"]\n[[client]]\nname = \"Ромашка\"\ndomains = [\"romashka.example\"]\n")
	for _, user := range users {
		fmt.Fprintf(&text, "[[manager]]\nname = %q\naddress = %[1]q\nimap = { host = \"localhost\", port = %d, tls = \"tls\", password_env = \"PW\", ca_file = %q }\n", user, d.IMAPS, d.CAFile)
		fmt.Fprintf(&text, "smtp = { host = \"localhost\", port = 25, tls = \"none\", password_env = \"PW\" }\n")
	}
	for b.Loop() {
		file := filepath.Join(b.TempDir(), "config.toml")
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(watchFor(b, file, n))/1024, "RSS-MB")
	}
}

// watchFor runs the daemon in a process of its own until all its mailboxes have been read and wait for news, and
// returns its resident memory in KB.
func watchFor(b *testing.B, config string, mailboxes int) int64 {
	b.Helper()
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestWatchProcess$")
	cmd.Env = append(os.Environ(), "PW=secret", "VERNUS_TEST_CONFIG="+config, "VERNUS_TEST_WATCH="+strconv.Itoa(mailboxes))
	out, err := cmd.Output()
	if err != nil {
		b.Fatalf("watch: %v\n%s", err, out)
	}
	_, rest, _ := strings.Cut(string(out), "RSS ")
	var kb int64
	if _, err := fmt.Sscan(rest, &kb); err != nil {
		b.Fatalf("no memory figure in %q", out)
	}
	return kb
}

// TestWatchProcess is no test: it is the process that watchFor starts.
func TestWatchProcess(t *testing.T) {
	mailboxes, err := strconv.Atoi(os.Getenv("VERNUS_TEST_WATCH"))
	if err != nil {
		return
	}
	cfg, err := LoadConfig(os.Getenv("VERNUS_TEST_CONFIG"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	d, err := newDaemon(ctx, cfg, slog.New(slog.DiscardHandler), time.Now, dialers{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- d.Run(ctx) }()
	for read := 0; read < mailboxes; {
		select {
		case err := <-ended:
			t.Fatal(err)
		case <-time.After(500 * time.Millisecond):
		}
		health, err := d.db.Health(ctx)
		if err != nil {
			t.Fatal(err)
		}
		read = 0
		for _, m := range health.Mailboxes {
			if !m.Read.IsZero() {
				read++
			}
		}
	}
	<-time.After(3 * time.Second) // the connections for IDLE come a moment later
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip("no /proc here: ", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	fmt.Println("RSS", strings.Fields(rest)[0])
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

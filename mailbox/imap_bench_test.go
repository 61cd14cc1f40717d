package mailbox

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vernus/mailbox/mailtest"
)

// benchDovecot returns a Dovecot with a mailbox of n letters, or with a copy of the Maildir that VERNUS_BENCH_MAILDIR
// names, in a folder in memory where there is one.
func benchDovecot(b *testing.B, n int) *mailtest.DovecotServer {
	b.Helper()
	o := mailtest.DovecotOptions{}
	if dir, err := os.MkdirTemp("/dev/shm", "vb"); err == nil {
		b.Cleanup(func() { _ = os.RemoveAll(dir) })
		if err := os.Chmod(dir, 0o755); err != nil {
			b.Fatal(err)
		}
		o.Dir = dir
	}
	d := mailtest.Dovecot(b, o)
	given := os.Getenv("VERNUS_BENCH_MAILDIR")
	if given == "" {
		fillMaildir(b, d, "boss@example.test", benchMailbox(n)...)
		return d
	}
	home := filepath.Dir(d.Maildir("boss@example.test"))
	if err := os.MkdirAll(home, 0o755); err != nil {
		b.Fatal(err)
	}
	if err := os.CopyFS(d.Maildir("boss@example.test"), os.DirFS(given)); err != nil {
		b.Fatal(err)
	}
	if err := d.Own(home); err != nil {
		b.Fatal(err)
	}
	return d
}

// benchMailbox makes business letters of 1 to 130 KB, 14 KB on average.
func benchMailbox(n int) [][]byte {
	line := strings.Repeat("Прошу согласовать договор. ", 2) + "\r\n"
	var letters [][]byte
	for i := range n {
		size := 1 + i%20
		if i%100 == 0 {
			size = 130
		}
		letters = append(letters, fmt.Appendf(nil, "From: anna%d@client.example\r\nTo: boss@ours.example\r\nSubject: Nr. %d\r\nMessage-ID: <n%d@client.example>\r\n"+
			"Date: Mon, 02 Mar 2026 10:00:00 +0300\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s", i%50, i, i, strings.Repeat(line, size*1024/len(line))))
	}
	return letters
}

// BenchmarkImport reads a whole mailbox from Dovecot over TLS, and has mbsync copy the same one for comparison.
func BenchmarkImport(b *testing.B) {
	d := benchDovecot(b, 10_000)
	c := dovecotConfig(d)
	run := func(b *testing.B, work func(Batch) error) {
		for b.Loop() {
			messages, bytes := 0, 0
			s, err := Open(b.Context(), c)
			if err != nil {
				b.Fatal(err)
			}
			started := time.Now()
			err = s.Read(b.Context(), nil, func(x Batch) error {
				for _, m := range x.Messages {
					messages++
					bytes += len(m.Data)
				}
				return work(x)
			})
			if err != nil {
				b.Fatal(err)
			}
			took := time.Since(started).Seconds()
			_ = s.Close()
			b.ReportMetric(float64(messages)/took, "messages/s")
			b.ReportMetric(float64(bytes)/took/1e6, "MB/s")
		}
		b.ReportAllocs()
	}
	b.Run("mbsync", func(b *testing.B) {
		for b.Loop() {
			mbsync(b, d)
		}
	})
	b.Run("fetch", func(b *testing.B) { run(b, func(Batch) error { return nil }) })
	b.Run("fetch and parse", func(b *testing.B) {
		run(b, func(x Batch) error {
			for _, m := range x.Messages {
				if _, err := Parse(m); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// mbsync copies the INBOX of boss@example.test into a new Maildir.
func mbsync(b *testing.B, d *mailtest.DovecotServer) {
	program, err := exec.LookPath("mbsync")
	if err != nil {
		b.Skip("mbsync is not installed (Debian: isync)")
	}
	dir, err := os.MkdirTemp(d.Dir, "mbsync")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	config := fmt.Sprintf("IMAPAccount a\nHost localhost\nPort %d\nUser boss@example.test\nPass secret\nSSLType IMAPS\nCertificateFile %s\n\n"+
		"IMAPStore far\nAccount a\n\nMaildirStore near\nPath %s/\nInbox %s/INBOX\n\nChannel c\nFar :far:INBOX\nNear :near:INBOX\nCreate Near\nSyncState *\nSync Pull\n", d.IMAPS, d.CAFile, dir, dir)
	rc := filepath.Join(dir, "mbsyncrc")
	if err := os.WriteFile(rc, []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
	if out, err := exec.Command(program, "-q", "-c", rc, "c").CombinedOutput(); err != nil {
		b.Fatalf("mbsync: %v\n%s", err, out)
	}
}

// BenchmarkNothingNew reads a mailbox that has not changed.
func BenchmarkNothingNew(b *testing.B) {
	d := benchDovecot(b, 10_000)
	s, err := Open(b.Context(), dovecotConfig(d))
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	positions := map[string]Position{}
	if err := s.Read(b.Context(), nil, func(x Batch) error { positions[x.Folder] = x.Position; return nil }); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.Read(b.Context(), positions, func(x Batch) error { return fmt.Errorf("a batch of %s", x.Folder) }); err != nil {
			b.Fatal(err)
		}
	}
}

package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vernus/mailbox/mailtest"
)

// BenchmarkImport measures the first import of a mailbox from a real Dovecot, parsed, threaded, indexed and thought
// about, beside mbsync copying the same mailbox in the same run; both write to memory. The mailbox is made here, or
// given as a Maildir in VERNUS_BENCH_MAILDIR. Run it with -benchtime=1x; the metrics are
// those of the last run: msg/s, MB/s, the times of mbsync, of the import (until all is parsed, threaded, stored and
// indexed) and of the first thinking, the import's and the whole process's ratio to mbsync, and the peak resident memory.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{10_000, 50_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchImport(b, n) })
	}
}

func benchImport(b *testing.B, n int) {
	mbsync, err := exec.LookPath("mbsync")
	if err != nil {
		b.Skip("mbsync (Debian: isync) is not installed")
	}
	d := mailtest.Dovecot(b, mailtest.DovecotOptions{})
	const user = "boss@example.test"
	dir := d.Maildir(user)
	if given := os.Getenv("VERNUS_BENCH_MAILDIR"); given != "" {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			b.Fatal(err)
		}
		if out, err := exec.Command("cp", "-r", given+"/.", dir).CombinedOutput(); err != nil {
			b.Fatalf("copy %s: %v %s", given, err, out)
		}
	} else {
		benchMaildir(b, dir, n)
	}
	if err := d.Own(filepath.Dir(dir)); err != nil {
		b.Fatal(err)
	}
	count, size, domains := survey(b, dir)
	memory := tmpfs(b)
	warmUp(b, d, memory, mbsync)
	b.ResetTimer()
	for i := range b.N {
		run := filepath.Join(memory, strconv.Itoa(i))
		copied := timeMbsync(b, d, run, mbsync)
		wall, rss, steps := timeImport(b, d, run, domains)
		b.ReportMetric(float64(count)/wall.Seconds(), "msg/s")
		b.ReportMetric(float64(size)/1e6/wall.Seconds(), "MB/s")
		b.ReportMetric(copied.Seconds(), "mbsync-s")
		b.ReportMetric(steps["read"].Seconds(), "import-s")
		b.ReportMetric(steps["think"].Seconds(), "think-s")
		b.ReportMetric(steps["read"].Seconds()/copied.Seconds(), "import×mbsync")
		b.ReportMetric(wall.Seconds()/copied.Seconds(), "×mbsync")
		b.ReportMetric(float64(rss)/1024, "peak-MB")
		if err := os.RemoveAll(run); err != nil {
			b.Fatal(err)
		}
	}
}

// survey counts the letters of a Maildir and finds the domains that they come from.
func survey(b *testing.B, dir string) (count int, size int64, domains []string) {
	b.Helper()
	from := regexp.MustCompile(`(?mi)^From:.*@([\w.-]+)`)
	set := map[string]bool{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		count++
		size += int64(len(data))
		if m := from.FindSubmatch(data[:min(len(data), 4096)]); m != nil {
			set[strings.ToLower(string(m[1]))] = true
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	for domain := range set {
		if domain != "agency.example" && domain != "studio.example" {
			domains = append(domains, domain)
		}
	}
	slices.Sort(domains)
	return count, size, domains
}

// tmpfs returns a folder in memory.
func tmpfs(b *testing.B) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "vernus-bench")
	if err != nil {
		b.Skip("no memory file system: ", err)
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// warmUp has Dovecot build its index, so that neither of the two pays for it.
func warmUp(b *testing.B, d *mailtest.DovecotServer, memory, mbsync string) {
	b.Helper()
	run := filepath.Join(memory, "warm")
	timeMbsync(b, d, run, mbsync)
	if err := os.RemoveAll(run); err != nil {
		b.Fatal(err)
	}
}

func timeMbsync(b *testing.B, d *mailtest.DovecotServer, run, mbsync string) time.Duration {
	b.Helper()
	if err := os.MkdirAll(filepath.Join(run, "mbsync"), 0o755); err != nil {
		b.Fatal(err)
	}
	rc := filepath.Join(run, "mbsyncrc")
	text := fmt.Sprintf(`IMAPAccount a
Host 127.0.0.1
Port %d
User boss@example.test
Pass secret
SSLType None
AuthMechs LOGIN

IMAPStore far
Account a

MaildirStore near
Path %s/
Inbox %[2]s/INBOX
SubFolders Verbatim

Channel c
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
`, d.IMAP, filepath.Join(run, "mbsync"))
	if err := os.WriteFile(rc, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	began := time.Now()
	if out, err := exec.Command(mbsync, "-q", "-c", rc, "c").CombinedOutput(); err != nil {
		b.Fatalf("mbsync: %v\n%s", err, out)
	}
	return time.Since(began)
}

// timeImport runs one cycle of Vernus over the mailbox, in a process of its own, which tells how long its steps took.
func timeImport(b *testing.B, d *mailtest.DovecotServer, run string, domains []string) (wall time.Duration, rss int64, steps map[string]time.Duration) {
	b.Helper()
	config := filepath.Join(run, "config.toml")
	var clients strings.Builder
	for _, domain := range domains {
		fmt.Fprintf(&clients, "[[client]]\nname = %q\ndomains = [%[1]q]\n", domain)
	}
	text := fmt.Sprintf(`[team]
domains = ["agency.example", "studio.example"]
timezone = "Europe/Moscow"
data = "data"
[[manager]]
name = "Boss"
address = "boss@example.test"
imap = { host = "127.0.0.1", port = %d, tls = "none", user = "boss@example.test", password_env = "VERNUS_TEST_PASSWORD" }
smtp = { host = "127.0.0.1", port = 25, tls = "none", user = "boss@example.test", password_env = "VERNUS_TEST_PASSWORD" }
[reading]
first_import = "36500d"
%s`, d.IMAP, clients.String())
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcess$")
	cmd.Env = append(os.Environ(), "VERNUS_TEST_PASSWORD=secret", "VERNUS_TEST_CONFIG="+config, "VERNUS_TEST_NOW="+time.Now().Format(time.RFC3339), "VERNUS_TEST_KILL=0")
	if profile := os.Getenv("VERNUS_BENCH_PROFILE"); profile != "" {
		cmd.Args = append(cmd.Args, "-test.cpuprofile="+profile)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	began := time.Now()
	err := cmd.Run()
	if err != nil {
		b.Fatalf("import: %v\n%s", err, out.String())
	}
	wall = time.Since(began)
	steps = map[string]time.Duration{}
	for _, m := range regexp.MustCompile(`(?m)^took: (\w+) (\S+)$`).FindAllStringSubmatch(out.String(), -1) {
		if steps[m[1]], err = time.ParseDuration(m[2]); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("%s of processor time; %v", cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime(), steps)
	return wall, cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss, steps
}

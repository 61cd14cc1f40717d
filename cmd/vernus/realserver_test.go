package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/mailbox/mailtest"
)

// office is a manager, a lead and a client with mailboxes on a real Dovecot, letters between them going by a real
// Postfix, and Vernus in a process of its own for each cycle, at moments of the test's choosing.
type office struct {
	t                *testing.T
	dovecot          *mailtest.DovecotServer
	postfix          *mailtest.PostfixServer
	anna, ivan, vera string
	config           string
	morning          time.Time // ten o'clock of yesterday: a letter may be dated so, and it is no old mail
}

const officeConfig = `
[team]
name = "Studio"
domains = ["studio.test"]
timezone = "UTC"
hours = "Mon-Sun 09:00-18:00"
holidays = "none"
data = "data"
instance = "test"

[[lead]]
name = "Вера Павлова"
address = "VERA"
digest = "09:30"

[[manager]]
name = "Анна Смирнова"
address = "ANNA"
imap = { host = "localhost", port = IMAPS, tls = "tls", user = "ANNA", password_env = "VERNUS_TEST_PASSWORD", ca_file = "CA" }
smtp = { host = "localhost", port = SMTP, tls = "starttls", user = "ANNA", password_env = "VERNUS_TEST_PASSWORD", ca_file = "CA" }

[[client]]
name = "Ромашка"
addresses = ["IVAN"]
modes = { acknowledgement = "send" }
`

// newOffice gives the people of an office addresses of their own, so that many offices share the servers.
func newOffice(t *testing.T, d *mailtest.DovecotServer, p *mailtest.PostfixServer, n int) *office {
	t.Helper()
	y, m, day := time.Now().UTC().AddDate(0, 0, -1).Date()
	o := &office{t: t, dovecot: d, postfix: p, morning: time.Date(y, m, day, 10, 0, 0, 0, time.UTC), config: filepath.Join(t.TempDir(), "config.toml")}
	users := officeUsers(n)
	o.anna, o.ivan, o.vera = users[0], users[1], users[2]
	text := strings.NewReplacer("ANNA", o.anna, "IVAN", o.ivan, "VERA", o.vera, "IMAPS", strconv.Itoa(d.IMAPS), "SMTP", strconv.Itoa(p.SMTP), "CA", d.CAFile).Replace(officeConfig)
	if err := os.WriteFile(o.config, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return o
}

func officeUsers(n int) []string {
	return []string{fmt.Sprintf("anna%d@example.test", n), fmt.Sprintf("ivan%d@example.test", n), fmt.Sprintf("vera%d@example.test", n)}
}

// killed is the exit of a cycle that was ended by kill -9.
const killed = "killed"

// cycle runs one cycle of Vernus in a process of its own, as if it were the given time after ten o'clock. With kill
// above zero the process is ended by SIGKILL just before that many steps were taken; the step is returned.
func (o *office) cycle(after time.Duration, kill int) (step string) {
	o.t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestProcess$", "-test.v")
	cmd.Env = append(os.Environ(), "VERNUS_TEST_PASSWORD=secret", "VERNUS_TEST_CONFIG="+o.config,
		"VERNUS_TEST_NOW="+o.morning.Add(after).Format(time.RFC3339), "VERNUS_TEST_KILL="+strconv.Itoa(kill))
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() && status.Signal() == syscall.SIGKILL {
		return lastStep(out.String())
	}
	if err != nil {
		o.t.Fatalf("the cycle %v after ten: %v\n%s", after, err, out.String())
	}
	o.t.Logf("the cycle %v after ten:\n%s", after, out.String())
	return ""
}

func lastStep(out string) string {
	i := strings.LastIndex(out, "step: ")
	if i < 0 {
		return killed
	}
	step, _, _ := strings.Cut(out[i+len("step: "):], "\n")
	return step
}

// TestProcess is no test: it is the process that office.cycle starts.
func TestProcess(t *testing.T) {
	config := os.Getenv("VERNUS_TEST_CONFIG")
	if config == "" {
		return
	}
	now, err := time.Parse(time.RFC3339, os.Getenv("VERNUS_TEST_NOW"))
	if err != nil {
		t.Fatal(err)
	}
	kill, err := strconv.Atoi(os.Getenv("VERNUS_TEST_KILL"))
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := LoadConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	ctx := t.Context()
	d, err := newDaemon(ctx, cfg, slog.New(slog.NewTextHandler(os.Stderr, nil)), func() time.Time { return now }, dialers{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	last, since := "", time.Now()
	step := func(name string) {
		fmt.Fprintf(os.Stderr, "took: %s %v\n", last, time.Since(since))
		last, since = name, time.Now()
	}
	d.step = func(name string) {
		step(name)
		if kill--; kill == 0 {
			fmt.Fprintf(os.Stderr, "step: %s\n", name)
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {}
		}
	}
	if err := d.Cycle(ctx, now); err != nil {
		t.Error(err)
	}
	step("")
	if err := d.Close(); err != nil {
		t.Error(err)
	}
}

// write has somebody write a letter in his mail program: it goes out by SMTP, and a copy lies in Sent.
func (o *office) write(from, to string, after time.Duration, id, inReplyTo, subject, text string) {
	o.t.Helper()
	reply := ""
	if inReplyTo != "" {
		reply = "In-Reply-To: <" + inReplyTo + ">\r\nReferences: <" + inReplyTo + ">\r\n"
	}
	raw := []byte("From: <" + from + ">\r\nTo: <" + to + ">\r\nDate: " + o.morning.Add(after).Format(time.RFC1123Z) + "\r\nMessage-ID: <" + id + ">\r\nSubject: " + subject +
		"\r\n" + reply + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.ReplaceAll(text, "\n", "\r\n") + "\r\n")
	server := letters.SMTP{Host: "localhost", Port: o.postfix.SMTP, TLS: letters.TLSStart, CAFile: o.postfix.CAFile}
	if r := server.Send(o.t.Context(), from, []string{to}, raw, func() error { return nil }); r.Phase != letters.Sent {
		o.t.Fatalf("send: %+v", r)
	}
	box := o.open(from)
	defer box.Close()
	if err := box.Append(o.t.Context(), mailbox.RoleSent, raw, []string{`\Seen`}, o.morning.Add(after)); err != nil {
		o.t.Fatal(err)
	}
	o.await(to, func(m *mailbox.Message) bool { return m.ID == id })
}

func (o *office) open(user string) *mailbox.IMAP {
	o.t.Helper()
	s, err := mailbox.Open(o.t.Context(), mailbox.Config{
		Address: user, Host: "localhost", Port: o.dovecot.IMAPS, CAFile: o.dovecot.CAFile,
		Secret: func(context.Context) (string, error) { return "secret", nil },
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return s.(*mailbox.IMAP)
}

// letters returns what lies in a folder of a mailbox, with its flags.
func (o *office) letters(user string, role mailbox.Role) (list []*mailbox.Message, flags [][]string) {
	o.t.Helper()
	box := o.open(user)
	defer box.Close()
	err := box.Read(o.t.Context(), nil, func(b mailbox.Batch) error {
		if b.Role != role {
			return nil
		}
		for _, raw := range b.Messages {
			m, err := mailbox.Parse(raw)
			if err != nil {
				return err
			}
			list, flags = append(list, m), append(flags, raw.Flags)
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return list, flags
}

// await waits until a letter has arrived.
func (o *office) await(user string, wanted func(*mailbox.Message) bool) *mailbox.Message {
	o.t.Helper()
	ctx, cancel := context.WithTimeout(o.t.Context(), time.Minute)
	defer cancel()
	box := o.open(user)
	defer box.Close()
	for ctx.Err() == nil {
		list, _ := o.letters(user, mailbox.RoleInbox)
		if i := slices.IndexFunc(list, wanted); i >= 0 {
			return list[i]
		}
		_, _ = box.Wait(ctx, 200*time.Millisecond)
	}
	o.t.Fatalf("%s has waited in vain", user)
	return nil
}

// kinds counts the letters of Vernus in an inbox by what they are.
func (o *office) kinds(user string) map[string]int {
	list, _ := o.letters(user, mailbox.RoleInbox)
	n := map[string]int{}
	for _, m := range list {
		switch {
		case m.Instance == "":
		case strings.HasPrefix(m.Subject, "Re: "):
			n["acknowledgement"]++
		case strings.Contains(m.Subject, "Сводка"):
			n["digest"]++
		case strings.HasPrefix(m.Subject, "Ждёт ответа"):
			n["reminder"]++
		default:
			n["trouble"]++
		}
	}
	return n
}

// The moments of the story, after ten o'clock.
const (
	asked    = 0
	read     = 10 * time.Minute
	reminded = 65 * time.Minute
	told     = 95 * time.Minute
	answered = 4 * time.Hour
	seen     = 4*time.Hour + 5*time.Minute
	nextDay  = 23*time.Hour + 40*time.Minute
)

const question = "question@client.example"

// tell plays the story of a question: asked, reminded of, acknowledged, answered, reported. The cycle at each moment is
// first killed before its kill-th step and then run again; with 0 it runs undisturbed. It returns the steps it was
// killed at, by moment.
func (o *office) tell(kill int) map[time.Duration]string {
	o.t.Helper()
	at := map[time.Duration]string{}
	cycle := func(moment time.Duration) {
		o.t.Helper()
		if kill > 0 {
			if at[moment] = o.cycle(moment, kill); at[moment] == "" {
				return
			}
		}
		o.cycle(moment, 0)
		o.cycle(moment+time.Minute, 0) // what waited for its time a moment goes out now
	}
	o.cycle(-time.Hour, 0) // the mailbox is read for the first time before anybody asks
	o.write(o.ivan, o.anna, asked, question, "", "Сроки по лендингу", "Анна, добрый день!\nПодскажите, пожалуйста, когда будет готов первый макет?\n\nИван")
	cycle(read)
	cycle(reminded)
	cycle(told)
	if at[told] != "transmit" {
		ack := o.await(o.ivan, func(m *mailbox.Message) bool { return m.Instance != "" })
		o.check(ack)
	}
	o.write(o.anna, o.ivan, answered, "answer@studio.test", question, "Re: Сроки по лендингу", "Иван, первый макет будет готов двенадцатого марта, правки к прежнему уже внесли.\n\nАнна")
	cycle(seen)
	cycle(nextDay)
	if at[nextDay] != "transmit" {
		o.await(o.vera, func(m *mailbox.Message) bool { return strings.Contains(m.Text, "подтверждение") })
	}
	return at
}

// check looks at the acknowledgement as the client gets it.
func (o *office) check(ack *mailbox.Message) {
	o.t.Helper()
	if ack.From.Mail != o.anna || !slices.Equal(ack.InReplyTo, []string{question}) || ack.Subject != "Re: Сроки по лендингу" {
		o.t.Errorf("the acknowledgement is no reply of the manager's in the client's conversation: from %s, in reply to %v, %q", ack.From.Mail, ack.InReplyTo, ack.Subject)
	}
	if !strings.Contains(ack.NewText, "сегодня до ") || ack.NoReply == "" {
		o.t.Errorf("the acknowledgement names no return time, or invites automatic answers:\n%s", ack.Text)
	}
}

// A client's question and all that follows, over a real Dovecot and a real Postfix.
func TestQuestionOverDovecotAndPostfix(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{Users: officeUsers(0)})
	o := newOffice(t, d, mailtest.Postfix(t, d), 0)
	o.tell(0)
	if n := o.kinds(o.ivan); n["acknowledgement"] != 1 {
		t.Errorf("the client got %v, want one acknowledgement", n)
	}
	sent, _ := o.letters(o.anna, mailbox.RoleSent)
	copies := 0
	for _, m := range sent {
		if m.Instance != "" {
			copies++
		}
	}
	if copies != 1 {
		t.Errorf("%d copies of the acknowledgement in Sent, want 1", copies)
	}
	if n := o.kinds(o.anna); n["reminder"] != 1 || n["trouble"] != 0 {
		t.Errorf("the manager got %v, want one reminder", n)
	}
	if n := o.kinds(o.vera); n["digest"] == 0 {
		t.Errorf("the lead got %v, want digests", n)
	}
	list, flags := o.letters(o.anna, mailbox.RoleInbox)
	for i, m := range list {
		if slices.Contains(flags[i], `\Seen`) {
			t.Errorf("%q was marked as read", m.Subject)
		}
	}
	o.owesNothing()
}

// owesNothing checks that the store knows of nothing open.
func (o *office) owesNothing() {
	o.t.Helper()
	cfg, err := LoadConfig(o.config)
	if err != nil {
		o.t.Fatal(err)
	}
	a := &app{out: &bytes.Buffer{}, err: &bytes.Buffer{}, now: time.Now, config: cfg.Path()}
	err = a.with(o.t.Context(), func(db *opened) error {
		found, err := db.Findings(o.t.Context())
		if len(found) > 0 {
			o.t.Errorf("still owed: %+v", found)
		}
		return err
	})
	if err != nil {
		o.t.Error(err)
	}
}

// The same with the daemon killed before any of its steps, at every moment of the story: the client hears once, or, if
// the kill fell between noting the transmission and the transmission itself, not at all, and then a person is asked.
func TestKilledBetweenAnyTwoSteps(t *testing.T) {
	const most = 14 // more steps than a cycle of the story has
	var users []string
	for n := range most {
		users = append(users, officeUsers(n+1)...)
	}
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{Users: users})
	p := mailtest.Postfix(t, d)
	steps := map[string]bool{}
	for kill := 1; kill <= most; kill++ {
		o := newOffice(t, d, p, kill)
		at := o.tell(kill)
		for _, step := range at {
			steps[step] = true
		}
		acks, notices := o.kinds(o.ivan), o.kinds(o.anna)
		switch {
		case at[told] == "transmit":
			if acks["acknowledgement"] != 0 || notices["trouble"] != 1 {
				t.Errorf("killed while transmitting: the client got %v, the manager %v; want nothing sent again and the manager asked", acks, notices)
			}
		case at[told] == "record":
			if acks["acknowledgement"] != 1 || notices["trouble"] > 1 {
				t.Errorf("killed before recording: the client got %v, the manager %v", acks, notices)
			}
		case acks["acknowledgement"] != 1:
			t.Errorf("killed before %q: the client got %v, want one acknowledgement", at[told], acks)
		}
		if notices["reminder"] != 1 {
			t.Errorf("killed before %q: the manager got %v, want one reminder", at[reminded], notices)
		}
		o.owesNothing()
	}
	for _, step := range []string{"read", "think", "write", "begin", "last look", "note transmission", "transmit", "record", "file the copy", "note the copy", "queue the digest", "mark the digest"} {
		if !steps[step] {
			t.Errorf("the daemon was never killed before %q: steps met are %v", step, steps)
		}
	}
}

package main

import (
	"bytes"
	"crypto/tls"
	"database/sql"
	"flag"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"vernus": main})
}

// TestScript runs the program as a person would; each file of testdata/script is one story. Beyond the usual commands
// of testscript there are those below.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       *update,
		Setup: func(e *testscript.Env) error {
			e.Values[serversKey{}] = &scriptServers{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"servers": scriptStartServers,
			"deliver": scriptDeliver,
			"mail":    scriptMail,
			"ready":   scriptReady,
			"sql":     scriptSQL,
			"code":    scriptCode,
		},
	})
}

type serversKey struct{}

// scriptServers are the mail servers of a script.
type scriptServers struct {
	imap     *mailtest.IMAP
	accounts map[string]*mailtest.Account
	ready    *net.UnixConn
}

// scriptPeople are the agency of all scripts: two managers, their lead, and a client; the password of each is "secret".
var scriptPeople = []string{"anna@agency.example", "boris@agency.example", "oleg@agency.example", "irina@romashka.example"}

// scriptStartServers is "servers [-tls] [-expired] [-nosent]": IMAP and SMTP on loopback, their ports in $IMAP and $SMTP,
// with -tls their certificate in $WORK/cert.pem.
func scriptStartServers(ts *testscript.TestScript, _ bool, args []string) {
	f := flag.NewFlagSet("servers", flag.ContinueOnError)
	secure := f.Bool("tls", false, "TLS from the first byte")
	expired := f.Bool("expired", false, "with a certificate that ran out yesterday")
	nosent := f.Bool("nosent", false, "no folder for sent mail")
	ts.Check(f.Parse(args))
	s := ts.Value(serversKey{}).(*scriptServers)
	var conf *tls.Config
	if *secure {
		until := time.Now().Add(time.Hour)
		if *expired {
			until = time.Now().Add(-24 * time.Hour)
		}
		cert, err := mailtest.NewCert(until.Add(-48*time.Hour), until, "127.0.0.1", "localhost")
		ts.Check(err)
		_, _, err = cert.Write(ts.Getenv("WORK"))
		ts.Check(err)
		conf = cert.TLS
	}
	s.imap, s.accounts = mailtest.NewIMAP(mailtest.IMAPOptions{TLS: conf, Implicit: *secure}), map[string]*mailtest.Account{}
	folders, users := mailtest.EnglishFolders, map[string]string{}
	if *nosent {
		folders = []mailtest.Folder{{Name: "INBOX"}, {Name: "Post"}}
	}
	for _, p := range scriptPeople {
		s.accounts[p], users[p] = s.imap.AddAccount(p, "secret", folders...), "secret"
	}
	smtp := mailtest.NewSMTP(mailtest.SMTPOptions{TLS: conf, Implicit: *secure, Users: users, Deliver: mailtest.DeliverTo(s.imap)})
	ts.Defer(func() { ts.Check(smtp.Close()); ts.Check(s.imap.Close()) })
	for name, listen := range map[string]func(string) (int, error){"IMAP": s.imap.Listen, "SMTP": smtp.Listen} {
		port, err := listen("127.0.0.1:0")
		ts.Check(err)
		ts.Setenv(name, fmt.Sprint(port))
	}
	data, err := os.ReadFile(ts.MkAbs("config.toml"))
	ts.Check(err)
	text := os.Expand(string(data), ts.Getenv)
	ts.Check(os.WriteFile(ts.MkAbs("config.toml"), []byte(text), 0o600))
	ts.Check(os.Chmod(ts.MkAbs("config.toml"), 0o600))
}

func (s *scriptServers) account(ts *testscript.TestScript, user string) *mailtest.Account {
	a := s.accounts[user]
	if a == nil {
		ts.Fatalf("there is no account %s", user)
	}
	return a
}

// scriptDeliver is "deliver USER FOLDER FILE": puts the letter in FILE into a folder; {{ago "2h"}} in it is a date, and
// {{stamp "2h"}} one as invitations have them.
func scriptDeliver(ts *testscript.TestScript, _ bool, args []string) {
	t, err := template.New(args[2]).Funcs(template.FuncMap{"ago": func(span string) (string, error) {
		d, err := time.ParseDuration(span)
		return time.Now().Add(-d).Format(time.RFC1123Z), err
	}, "stamp": func(span string) (string, error) {
		d, err := time.ParseDuration(span)
		return time.Now().Add(-d).UTC().Format("20060102T150405Z"), err
	}}).Parse(ts.ReadFile(args[2]))
	ts.Check(err)
	var b bytes.Buffer
	ts.Check(t.Execute(&b, nil))
	raw := strings.ReplaceAll(b.String(), "\n", "\r\n")
	ts.Value(serversKey{}).(*scriptServers).account(ts, args[0]).Deliver(args[1], []byte(raw), time.Now())
}

// scriptMail is "mail USER FOLDER FILE": writes what a folder holds into FILE, letter after letter, as it reads.
func scriptMail(ts *testscript.TestScript, _ bool, args []string) {
	list, err := ts.Value(serversKey{}).(*scriptServers).account(ts, args[0]).Messages(args[1])
	ts.Check(err)
	var b strings.Builder
	for i, m := range list {
		p, err := mailbox.Parse(mailbox.Raw{Data: m.Data, Received: m.Received})
		ts.Check(err)
		fmt.Fprintf(&b, "letter %d flags %v\nFrom: %s\nTo: %s\nSubject: %s\nIn-Reply-To: %v\nAuto-Submitted: %s\n\n%s\n", i+1, m.Flags, person(p.From), people(p.To), p.Subject,
			p.InReplyTo, headerOf(m.Data, "Auto-Submitted"), p.Text)
	}
	fmt.Fprintf(&b, "%d letters\n", len(list))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(b.String()), 0o644))
}

func headerOf(raw []byte, key string) string {
	for line := range strings.Lines(string(raw)) {
		if v, ok := strings.CutPrefix(line, key+": "); ok {
			return strings.TrimSpace(v)
		}
	}
	return ""
}

// scriptReady is "ready": without a state it gives the programs started later a place to say how they stand, as systemd
// does; with one it waits until a program says just that.
func scriptReady(ts *testscript.TestScript, _ bool, args []string) {
	s := ts.Value(serversKey{}).(*scriptServers)
	if len(args) == 0 {
		// A socket's path must be short, which that of a test's folder is not.
		dir, err := os.MkdirTemp("", "sd")
		ts.Check(err)
		ts.Defer(func() { os.RemoveAll(dir) })
		path := filepath.Join(dir, "notify")
		s.ready, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: path, Net: "unixgram"})
		ts.Check(err)
		ts.Defer(func() { s.ready.Close() })
		ts.Setenv("NOTIFY_SOCKET", path)
		return
	}
	ts.Check(s.ready.SetReadDeadline(time.Now().Add(20 * time.Second)))
	b := make([]byte, 100)
	n, err := s.ready.Read(b)
	ts.Check(err)
	if string(b[:n]) != args[0] {
		ts.Fatalf("the program says %q, want %s", b[:n], args[0])
	}
}

// scriptSQL is "sql FILE STATEMENT".
func scriptSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// scriptCode is "code N COMMAND...": runs vernus and wants just this exit code.
func scriptCode(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("vernus", args[1:]...)
	got := "0"
	if err != nil {
		got = strings.TrimPrefix(err.Error(), "exit status ")
	}
	if got != args[0] {
		ts.Fatalf("vernus %s ended with %s, want %s", strings.Join(args[1:], " "), got, args[0])
	}
}

package mailtest

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// TB is what of testing.TB the helpers need, so that the servers in memory do not bring package testing along.
type TB interface {
	Helper()
	TempDir() string
	Cleanup(func())
	Logf(format string, args ...any)
	Skipf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// required is the environment variable that makes absent servers a failure instead of a reason to skip.
const required = "VERNUS_REAL_SERVERS"

// DovecotServer is a throw-away Dovecot on loopback. All of its users have the password "secret". Mail sent to its
// LMTP port is delivered to INBOX.
type DovecotServer struct {
	Host       string // name in the certificate
	IMAP       int    // with STARTTLS, and in the clear
	IMAPS      int
	LMTP       int
	Submission int // for authenticated sending: relays to Relay, which is free for a server to listen on
	Relay      int
	SASL       int // for Postfix
	CAFile     string
	Dir        string

	process *exec.Cmd
}

// DovecotOptions chooses how Dovecot is set up.
type DovecotOptions struct {
	Users        []string // default boss@example.test, anna@example.test, ivan@example.test
	TokenURL     string   // enables XOAUTH2 and OAUTHBEARER: asked with "?access_token=" appended by Dovecot
	Russian      bool     // folders «Отправленные» and «Черновики» instead of Sent and Drafts
	NoSpecialUse bool     // folders without special use
	RequireTLS   bool     // no login in the clear
	Dir          string   // for its files; default a temporary folder
}

// Dovecot starts a Dovecot for a test and stops it at its end. Where Dovecot is not installed the test is skipped, or
// fails when VERNUS_REAL_SERVERS is set.
func Dovecot(t TB, o DovecotOptions) *DovecotServer {
	t.Helper()
	program := find(t, "dovecot", "/usr/sbin/dovecot", "dovecot-imapd dovecot-lmtpd dovecot-submissiond")
	if len(o.Users) == 0 {
		o.Users = []string{"boss@example.test", "anna@example.test", "ivan@example.test"}
	}
	if o.Dir == "" {
		o.Dir = shortDir(t)
	}
	d := &DovecotServer{Host: "localhost", Dir: o.Dir}
	for _, port := range []*int{&d.IMAP, &d.IMAPS, &d.LMTP, &d.Submission, &d.Relay, &d.SASL} {
		*port = freePort(t)
	}
	conf, err := d.prepare(o)
	if err != nil {
		t.Fatalf("dovecot: %v", err)
	}
	d.process = exec.Command(program, "-F", "-c", conf)
	if err := d.process.Start(); err != nil {
		t.Fatalf("start dovecot: %v", err)
	}
	t.Cleanup(func() { d.stop(t) })
	for _, port := range []int{d.IMAP, d.IMAPS, d.LMTP} {
		if err := answers(port); err != nil {
			log, _ := os.ReadFile(filepath.Join(d.Dir, "dovecot.log"))
			t.Fatalf("dovecot does not answer: %v\n%s", err, log)
		}
	}
	return d
}

// Maildir returns the path of a user's INBOX, to be filled before the first login.
func (d *DovecotServer) Maildir(user string) string {
	return filepath.Join(d.Dir, "mail", user, "Maildir")
}

// Own gives files that the test has put into a user's Maildir to the user that Dovecot reads them as.
func (d *DovecotServer) Own(path string) error {
	if os.Getuid() != 0 {
		return nil
	}
	nobody, err := user.Lookup("nobody")
	if err != nil {
		return err
	}
	var uid, gid int
	if _, err := fmt.Sscan(nobody.Uid+" "+nobody.Gid, &uid, &gid); err != nil {
		return err
	}
	return filepath.Walk(path, func(p string, _ os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(p, uid, gid)
	})
}

func (d *DovecotServer) stop(t TB) {
	ended := make(chan error, 1)
	go func() { ended <- d.process.Wait() }()
	_ = d.process.Process.Signal(syscall.SIGTERM)
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
		t.Logf("dovecot does not stop")
		_ = d.process.Process.Kill()
		<-ended
	}
}

// prepare writes the config and returns its path.
func (d *DovecotServer) prepare(o DovecotOptions) (string, error) {
	for _, sub := range []string{"run", "state", "mail"} {
		if err := os.MkdirAll(filepath.Join(d.Dir, sub), 0o755); err != nil {
			return "", err
		}
	}
	if err := d.Own(filepath.Join(d.Dir, "mail")); err != nil {
		return "", err
	}
	now := time.Now()
	cert, err := NewCert(now.Add(-time.Hour), now.Add(24*time.Hour), "localhost", "127.0.0.1")
	if err != nil {
		return "", err
	}
	if d.CAFile, _, err = cert.Write(d.Dir); err != nil {
		return "", err
	}
	var users strings.Builder
	for _, u := range o.Users {
		fmt.Fprintf(&users, "%s:{PLAIN}secret::::::\n", u)
	}
	if err := os.WriteFile(filepath.Join(d.Dir, "users"), []byte(users.String()), 0o644); err != nil {
		return "", err
	}
	if o.TokenURL != "" {
		ext := fmt.Sprintf("tokeninfo_url = %s\nintrospection_mode = auth\nusername_attribute = email\nactive_attribute = active\nactive_value = true\n", o.TokenURL)
		if err := os.WriteFile(filepath.Join(d.Dir, "oauth2.ext"), []byte(ext), 0o644); err != nil {
			return "", err
		}
	}
	text, err := d.config(o)
	if err != nil {
		return "", err
	}
	conf := filepath.Join(d.Dir, "dovecot.conf")
	return conf, os.WriteFile(conf, []byte(text), 0o644)
}

func (d *DovecotServer) config(o DovecotOptions) (string, error) {
	me, err := user.Current()
	if err != nil {
		return "", err
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		return "", err
	}
	internal, login, mail, mailGroup := me.Username, me.Username, me.Username, group.Name
	internalGroup := group.Name
	if os.Getuid() == 0 {
		internal, internalGroup, login, mail, mailGroup = "dovecot", "dovecot", "dovenull", "nobody", "nogroup"
	}
	mechanisms, tokens := "plain login", ""
	if o.TokenURL != "" {
		mechanisms += " xoauth2 oauthbearer"
		tokens = "passdb {\n  driver = oauth2\n  mechanisms = xoauth2 oauthbearer\n  args = " + d.Dir + "/oauth2.ext\n}\n"
	}
	clear := "no"
	if o.RequireTLS {
		clear = "yes"
	}
	return strings.NewReplacer("DIR", d.Dir, "INTERNALGROUP", internalGroup, "INTERNAL", internal, "LOGINUSER", login, "MAILUSER", mail,
		"MAILGROUP", mailGroup, "MECHANISMS", mechanisms, "TOKENS", tokens, "NOCLEAR", clear, "FOLDERS", dovecotFolders(o),
		"IMAPPORT", fmt.Sprint(d.IMAP), "IMAPSPORT", fmt.Sprint(d.IMAPS), "LMTPPORT", fmt.Sprint(d.LMTP),
		"SUBMISSIONPORT", fmt.Sprint(d.Submission), "RELAYPORT", fmt.Sprint(d.Relay), "SASLPORT", fmt.Sprint(d.SASL)).Replace(dovecotConfig), nil
}

func dovecotFolders(o DovecotOptions) string {
	sent, drafts := "Sent", "Drafts"
	if o.Russian {
		sent, drafts = "Отправленные", "Черновики"
	}
	var b strings.Builder
	for _, f := range []struct{ name, use string }{{sent, `\Sent`}, {drafts, `\Drafts`}, {"Trash", `\Trash`}} {
		use := "special_use = " + f.use
		if o.NoSpecialUse {
			use = ""
		}
		fmt.Fprintf(&b, "  mailbox %q {\n    auto = subscribe\n    %s\n  }\n", f.name, use)
	}
	return b.String()
}

const dovecotConfig = `base_dir = DIR/run
state_dir = DIR/state
log_path = DIR/dovecot.log
protocols = imap lmtp submission
listen = 127.0.0.1
default_internal_user = INTERNAL
default_internal_group = INTERNALGROUP
default_login_user = LOGINUSER
ssl = yes
ssl_cert = <DIR/cert.pem
ssl_key = <DIR/key.pem
disable_plaintext_auth = NOCLEAR
auth_mechanisms = MECHANISMS
auth_failure_delay = 0 secs
mail_location = maildir:~/Maildir
mail_home = DIR/mail/%u
mail_uid = MAILUSER
mail_gid = MAILGROUP
first_valid_uid = 1
mail_attachment_detection_options =
mail_fsync = never
mailbox_list_index = yes
mail_max_userip_connections = 1000
imap_idle_notify_interval = 30s
postmaster_address = postmaster@example.test
hostname = localhost
submission_relay_host = 127.0.0.1
submission_relay_port = RELAYPORT
submission_relay_trusted = no
recipient_delimiter = +
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u DIR/users
}
TOKENSuserdb {
  driver = passwd-file
  args = username_format=%u DIR/users
  default_fields = uid=MAILUSER gid=MAILGROUP home=DIR/mail/%u
}
namespace inbox {
  inbox = yes
  separator = /
FOLDERS}
service imap {
  process_limit = 1024
}
service imap-login {
  chroot =
  service_count = 0
  inet_listener imap {
    port = IMAPPORT
  }
  inet_listener imaps {
    port = IMAPSPORT
    ssl = yes
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = LMTPPORT
  }
}
service submission-login {
  chroot =
  inet_listener submission {
    port = SUBMISSIONPORT
  }
}
service auth {
  inet_listener sasl {
    address = 127.0.0.1
    port = SASLPORT
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`

// shortDir makes a temporary folder with a short path, because the paths of sockets may not be long.
func shortDir(t TB) string {
	dir, err := os.MkdirTemp("", "vt")
	if err != nil {
		t.Fatalf("%v", err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatalf("%v", err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// find returns the path of a program, or skips the test; packages says what to install.
func find(t TB, name, usual, packages string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	if _, err := os.Stat(usual); err == nil {
		return usual
	}
	absent(t, "%s is not installed (Debian: apt-get install %s)", name, packages)
	return ""
}

// run runs a program that leaves daemons behind: they would keep a pipe open, so its output goes to a file.
func run(dir, program string, args ...string) (output []byte, err error) {
	f, err := os.Create(filepath.Join(dir, "output"))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = f, f
	if err := cmd.Run(); err != nil {
		output, _ = os.ReadFile(f.Name())
		return output, err
	}
	return nil, nil
}

// absent skips the test, or fails it where real servers are required.
func absent(t TB, format string, args ...any) {
	t.Helper()
	if os.Getenv(required) != "" {
		t.Fatalf(required+" is set, but "+format, args...)
	}
	t.Skipf(format, args...)
}

func freePort(t TB) int {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("%v", err)
	}
	defer func() { _ = ln.Close() }()
	return ln.Addr().(*net.TCPAddr).Port
}

// answers waits until something listens on a port.
func answers(port int) (err error) {
	for range 200 {
		var c net.Conn
		if c, err = net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			return c.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

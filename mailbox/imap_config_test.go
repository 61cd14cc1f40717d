package mailbox

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

func TestBackoff(t *testing.T) {
	check := func(err error, failures int, random float64, want time.Duration) {
		t.Helper()
		if got := (Backoff{}).After(err, failures, random); got != want {
			t.Errorf("after %d failures (%v), random %v: %v, want %v", failures, err, random, got, want)
		}
	}
	down := errors.New("down")
	check(down, 0, 0, 5*time.Second)
	check(down, 1, 0, 5*time.Second)
	check(down, 2, 0, 10*time.Second)
	check(down, 4, 0, 40*time.Second)
	check(down, 4, 0.5, 30*time.Second)
	check(down, 8, 0, 10*time.Minute)
	check(down, 1_000_000, 0, 10*time.Minute)
	check(down, 1_000_000, 0.999999999, 5*time.Minute+time.Nanosecond*300)
	check(loginError(Config{Host: "imap.yandex.ru"}, &refusal{text: "no"}), 1, 0.9, 15*time.Minute)
	if got := (Backoff{First: time.Second, Most: 3 * time.Second}).After(down, 5, 0); got != 3*time.Second {
		t.Errorf("at most 3 s gave %v", got)
	}
}

func TestChooseFolders(t *testing.T) {
	check := func(name string, all []imapFolder, c Config, want ...string) {
		t.Helper()
		got, err := chooseFolders(all, c)
		var list []string
		for _, f := range got {
			list = append(list, string(f.role)+" "+f.name+" ("+f.how+")")
		}
		if err != nil {
			list = append(list, err.Error())
		}
		if !slices.Equal(list, want) {
			t.Errorf("%s: %q, want %q", name, list, want)
		}
	}
	plain := func(delim rune, names ...string) (list []imapFolder) {
		for _, n := range names {
			list = append(list, imapFolder{name: n, delim: delim})
		}
		return list
	}
	special := []imapFolder{{name: "Inbox", delim: '/'}, {name: "Sent", delim: '/'}, {name: "Отправленные", delim: '/', uses: []string{`\hasnochildren`, `\sent`}}, {name: "Черновики", delim: '/', uses: []string{`\drafts`}}}
	const inbox = "inbox INBOX (special use)"
	check("special use before usual names", special, Config{}, "inbox Inbox (special use)", "sent Отправленные (special use)", "drafts Черновики (special use)")
	check("the config before special use", special, Config{Sent: "Sent"}, "inbox Inbox (special use)", "sent Sent (config)", "drafts Черновики (special use)")
	check("courier", plain('.', "INBOX", "INBOX.Trash", "INBOX.Sent", "INBOX.Drafts"), Config{}, inbox, "sent INBOX.Sent (usual name)", "drafts INBOX.Drafts (usual name)")
	check("exchange", plain('/', "INBOX", "Sent Items", "Drafts"), Config{}, inbox, "sent Sent Items (usual name)", "drafts Drafts (usual name)")
	check("gmail in russian", plain('/', "INBOX", "[Gmail]/Отправленные", "[Gmail]/Черновики"), Config{}, inbox, "sent [Gmail]/Отправленные (usual name)", "drafts [Gmail]/Черновики (usual name)")
	check("the most usual name first", plain('/', "INBOX", "Sent Messages", "sent"), Config{}, inbox, "sent sent (usual name)")
	check("flat server", plain(0, "INBOX", "Sent"), Config{}, inbox, "sent Sent (usual name)")
	check("nothing but INBOX", plain('/', "INBOX"), Config{}, inbox)
	check("further folders", plain('/', "INBOX", "Projects", "Sent"), Config{Folders: []string{"projects", "Sent"}}, inbox, "sent Sent (usual name)", "other Projects (config)")
	check("unknown drafts", plain('/', "INBOX", "Sent"), Config{Drafts: "Entwurf"}, `drafts = "Entwurf": there is no such folder; there are: "INBOX", "Sent"`)
}

func TestValidate(t *testing.T) {
	good := Config{Address: "boss@ours.example", Host: "imap.ours.example", Secret: secretly("x")}
	check := func(change func(*Config), words ...string) {
		t.Helper()
		c := good
		change(&c)
		err := c.Validate()
		if (err == nil) != (len(words) == 0) {
			t.Errorf("Validate = %v", err)
		}
		for _, w := range words {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q is not in: %v", w, err)
			}
		}
	}
	check(func(*Config) {})
	check(func(c *Config) { c.TLS = TLSNone; c.Host = "127.0.0.1" })
	check(func(c *Config) { c.TLS = TLSNone; c.Host = "localhost" })
	check(func(c *Config) { c.TLS = TLSNone; c.Host = "::1" })
	check(func(c *Config) { c.TLS = TLSNone }, "in the clear", "starttls")
	check(func(c *Config) { c.TLS = "ssl" }, `tls = "ssl"`)
	check(func(c *Config) { c.Auth = "kerberos" }, `auth = "kerberos"`)
	check(func(c *Config) { c.Port = 70000; c.Secret = nil }, "port 70000", "no password")
	check(func(c *Config) { c.Host = "" }, "neither host nor path")
	check(func(c *Config) { c.Path = "/x" }, "both host")
	check(func(c *Config) { c.Address = "" }, "no user")
	check(func(c *Config) { c.FetchLimit = -1 }, "fetch limit")
}

func TestOpenTellsWhatIsWrong(t *testing.T) {
	if _, err := Open(t.Context(), Config{Path: filepath.Join(t.TempDir(), "absent")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an absent path: %v", err)
	}
	if _, err := Open(t.Context(), Config{Path: os.DevNull}); err == nil || !strings.Contains(err.Error(), "neither a file nor a folder") {
		t.Errorf("a device: %v", err)
	}
	if _, err := Open(t.Context(), Config{}); err == nil {
		t.Error("an empty config was taken")
	}
}

func TestLoginHints(t *testing.T) {
	check := func(host, auth, want string) {
		t.Helper()
		err := loginError(Config{Host: host, User: "boss", Auth: auth}, &refusal{code: "AUTHENTICATIONFAILED", text: "no"})
		if !errors.Is(err, ErrLogin) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", host, err)
		}
	}
	check("imap.yandex.ru", "", "Пароли приложений")
	check("imap.mail.ru", "", "Пароли для внешних приложений")
	check("imap.gmail.com", "", "App passwords")
	check("outlook.office365.com", "", "xoauth2")
	check("imap.gmail.com", AuthXOAuth2, "token")
	check("mail.ours.example", "", "user name")
	check("notgmail.com", "", "user name")
	if err := loginError(Config{Host: "imap.gmail.com"}, &refusal{code: "UNAVAILABLE", text: "later"}); errors.Is(err, ErrLogin) {
		t.Errorf("passing trouble is called a refused login: %v", err)
	}
}

func TestFilesSent(t *testing.T) {
	for host, want := range map[string]bool{"imap.gmail.com": true, "outlook.office365.com": true, "IMAP.Gmail.com": true, "imap.yandex.ru": false, "mail.ours.example": false, "notgmail.com": false} {
		if got := newIMAP(Config{Host: host}).FilesSent(); got != want {
			t.Errorf("%s: %v", host, got)
		}
	}
	synctest.Test(t, func(t *testing.T) { // Gmail behind another name
		s := (&fetches{caps: " X-GM-EXT-1"}).start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		if r, err := b.Check(t.Context()); err != nil || !r.FilesSent {
			t.Errorf("Check = %+v, %v", r, err)
		}
	})
}

func TestExpiredCertificate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		cert, err := mailtest.NewCert(now.AddDate(-1, 0, 0), now.AddDate(0, 0, -3), "localhost")
		if err != nil {
			t.Fatal(err)
		}
		ca, _, err := cert.Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		s := mailtest.NewIMAP(mailtest.IMAPOptions{TLS: cert.TLS, Implicit: true})
		defer s.Close()
		c := accountConfig(s.Dial)
		c.TLS, c.CAFile = TLSImplicit, ca
		_, err = openIMAP(t, c).Check(t.Context())
		for _, w := range []string{"CN=localhost", now.AddDate(0, 0, -3).UTC().Format("2006-01-02"), "has expired", "renew"} {
			if err == nil || !strings.Contains(err.Error(), w) {
				t.Errorf("%q is not in: %v", w, err)
			}
		}
	})
}

func TestLoginsAtServerInMemory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		now := time.Now()
		cert, err := mailtest.NewCert(now.Add(-time.Hour), now.Add(time.Hour), "localhost")
		if err != nil {
			t.Fatal(err)
		}
		ca, _, err := cert.Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		s := mailtest.NewIMAP(mailtest.IMAPOptions{TLS: cert.TLS, SecureAuth: true})
		defer s.Close()
		s.AddAccount("boss@ours.example", "secret")
		for _, auth := range []string{AuthPassword, AuthXOAuth2, AuthBearer} {
			c := accountConfig(s.Dial)
			c.TLS, c.CAFile, c.Auth = TLSStart, ca, auth
			b := openIMAP(t, c)
			if _, err := b.Check(t.Context()); err != nil {
				t.Errorf("%s over STARTTLS: %v", auth, err)
			}
			b.Close()
			c.Secret = secretly("wr0ng")
			_, err := openIMAP(t, c).Check(t.Context())
			if !errors.Is(err, ErrLogin) || strings.Contains(err.Error(), "wr0ng") {
				t.Errorf("%s with a wrong secret: %v", auth, err)
			}
		}
		_, err = openIMAP(t, accountConfig(s.Dial)).Check(t.Context())
		if !errors.Is(err, ErrLogin) || !strings.Contains(err.Error(), "LOGINDISABLED") || !strings.Contains(err.Error(), "starttls") {
			t.Errorf("in the clear: %v", err)
		}
		if good, _ := s.Logins(); good != 3 {
			t.Errorf("%d logins", good)
		}
	})
}

// A server with both revisions of IMAP has to be told that the second one is spoken.
func TestBothRevisions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fetches{n: 3, caps: " IMAP4rev2 ENABLE"}
		f.reply = func(_ int, tag, line string) (string, bool, bool) {
			return "* ENABLED IMAP4rev2\r\n" + tag + " OK done\r\n", false, strings.HasPrefix(line, "ENABLE")
		}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		if d := newDiary(); len(d.read(t, b)) == 0 || !slices.Contains(s.Heard(), "ENABLE IMAP4rev2") {
			t.Errorf("heard %q", s.Heard())
		}
	})
}

// A folder whose name ends the connection does not keep the rest from being read.
func TestUnreadableListOfFolders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fetches{n: 3}
		f.reply = func(_ int, tag, line string) (string, bool, bool) {
			switch {
			case strings.HasPrefix(line, "LIST"):
				return "* LIST () \"/\" \"&broken\"\r\n" + tag + " OK done\r\n", false, true
			case strings.HasPrefix(line, "STATUS") && !strings.Contains(line, "INBOX ") && !strings.Contains(line, `INBOX" `):
				return tag + " NO no such folder\r\n", false, true
			}
			return "", false, false
		}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		if d.read(t, b); !slices.Equal(d.subjects["INBOX"], letterNos(1, 3)) {
			t.Errorf("read %q", d.subjects)
		}
	})
}

// A server without UIDNEXT is read all the same.
func TestNoUIDNext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fetches{n: 3}
		f.reply = func(_ int, tag, line string) (string, bool, bool) {
			switch {
			case strings.HasPrefix(line, "STATUS"):
				return "* STATUS INBOX (MESSAGES 3 UIDVALIDITY 7)\r\n" + tag + " OK done\r\n", false, true
			case strings.HasPrefix(line, "EXAMINE"):
				return "* 3 EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n" + tag + " OK done\r\n", false, true
			}
			return "", false, false
		}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		if d.read(t, b); !slices.Equal(d.subjects["INBOX"], letterNos(1, 3)) || d.positions["INBOX"].UIDNext != 4 {
			t.Errorf("read %q, %+v", d.subjects, d.positions)
		}
		if again := d.read(t, b); len(again) != 0 {
			t.Errorf("nothing new gave %+v", again)
		}
	})
}

// Nothing new costs one STATUS a folder.
func TestNothingNewIsCheap(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := &fetches{n: 3}
		s := f.start()
		defer s.Close()
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		d.read(t, b)
		d.read(t, b)
		before := len(s.Heard())
		d.read(t, b)
		for _, line := range s.Heard()[before:] {
			if !strings.HasPrefix(line, "STATUS") && line != "NOOP" {
				t.Errorf("nothing new, and yet: %s", line)
			}
		}
		for _, line := range s.Heard() {
			if strings.Contains(line, "ENVELOPE") || strings.Contains(line, "BODYSTRUCTURE") || strings.Contains(line, "SELECT") ||
				strings.Contains(line, "BODY[") || strings.Contains(line, "STORE") {
				t.Errorf("never ask for that: %s", line)
			}
		}
	})
}

// Before TLS, nothing but an honest answer to STARTTLS is believed.
func TestStartTLSIsNotTalkedOutOf(t *testing.T) {
	check := func(name, greeting, answer, want string) {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := (&mailtest.Scripted{Greeting: greeting, Reply: func(_ int, tag, _ string) (string, bool) {
					return strings.ReplaceAll(answer, "TAG", tag), false
				}}).Start()
				defer s.Close()
				c := accountConfig(s.Dial)
				c.TLS = TLSStart
				_, err := openIMAP(t, c).Check(t.Context())
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%v", err)
				}
				if slices.ContainsFunc(s.Heard(), func(l string) bool { return strings.Contains(l, "LOGIN") }) {
					t.Error("the password was sent in the clear")
				}
			})
		})
	}
	check("refused", "* OK hi\r\n", "TAG BAD no such command\r\n", `tls = "tls"`)
	check("already logged in", "* PREAUTH hi\r\n", "TAG OK\r\n", "does not let us in")
	check("closed", "* BYE too busy\r\n", "", "too busy")
	check("injected", "* OK hi\r\n", "TAG OK go\r\n* OK [CAPABILITY IMAP4rev1] injected\r\n", "tampering")
	check("never answered", "* OK hi\r\n", "", "STARTTLS")
	check("no end", "* OK hi\r\n", strings.Repeat("* OK\r\n", 200), "not answered")
}

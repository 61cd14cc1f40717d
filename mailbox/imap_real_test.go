package mailbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/mailbox/mailtest"
)

// dovecotConfig is the config of boss@example.test at a Dovecot.
func dovecotConfig(d *mailtest.DovecotServer) Config {
	return Config{Address: "boss@example.test", Host: "localhost", Port: d.IMAPS, CAFile: d.CAFile, Secret: secretly("secret")}
}

// fillMaildir puts letters into a user's INBOX before his first login, delivered an hour apart, the last one now.
func fillMaildir(t testing.TB, d *mailtest.DovecotServer, user string, letters ...[]byte) {
	t.Helper()
	box := d.Maildir(user)
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(box, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for i, raw := range letters {
		path := filepath.Join(box, "cur", fmt.Sprintf("%d.host.%08x:2,", 1700000000+i, i*2654435761))
		at := time.Now().Add(time.Duration(i-len(letters)+1) * time.Hour)
		if err := os.WriteFile(path, raw, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at, at); err != nil {
			t.Fatal(err)
		}
	}
	if err := d.Own(filepath.Dir(box)); err != nil {
		t.Fatal(err)
	}
}

func TestDovecot(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{Russian: true})
	var letters [][]byte
	for n := 1; n <= 300; n++ {
		letters = append(letters, letterNo(n))
	}
	fillMaildir(t, d, "boss@example.test", letters...)
	b := openIMAP(t, dovecotConfig(d))
	ctx := t.Context()

	report, err := b.Check(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var folders []string
	for _, f := range report.Folders {
		folders = append(folders, fmt.Sprintf("%s %s (%s) %d", f.Role, f.Name, f.How, f.Messages))
	}
	if want := []string{"inbox INBOX (special use) 300", "sent Отправленные (special use) 0", "drafts Черновики (special use) 0"}; !slices.Equal(folders, want) ||
		!report.Idle || !report.CondStore || report.FilesSent || len(report.Missing) != 0 || !slices.Equal(report.Others, []string{"Trash"}) {
		t.Errorf("Check = %+v", report)
	}

	diary := newDiary()
	diary.read(t, b)
	if !slices.Equal(diary.subjects["INBOX"], letterNos(1, 300)) {
		t.Fatalf("first reading: %d letters", len(diary.subjects["INBOX"]))
	}
	if again := diary.read(t, b); len(again) != 0 {
		t.Errorf("nothing new gave %d batches: %+v", len(again), again)
	}

	// What is put there is found, read once, and unread for the manager.
	for _, put := range []struct {
		role  Role
		flags []string
	}{{RoleInbox, nil}, {RoleSent, []string{`\Seen`}}, {RoleDrafts, []string{`\Draft`, `\Seen`}}} {
		if err := b.Append(ctx, put.role, letterNo(1000), put.flags, marchSecond); err != nil {
			t.Fatal(err)
		}
		if found, err := b.FindMessageID(ctx, put.role, "<n1000@client.example>"); err != nil || !found {
			t.Errorf("FindMessageID in %s = %v, %v", put.role, found, err)
		}
	}
	if found, err := b.FindMessageID(ctx, RoleSent, "n1001@client.example"); err != nil || found {
		t.Errorf("FindMessageID of what is not there = %v, %v", found, err)
	}
	batches := diary.read(t, b)
	if len(batches) != 4 { // the last one lists the drafts
		t.Fatalf("three folders with a letter each gave %d batches: %+v", len(batches), batches)
	}
	for i, flags := range [][]string{{}, {`\Seen`}, {`\Draft`, `\Seen`}} {
		x := batches[i]
		got := slices.Sorted(slices.Values(x.Messages[0].Flags))
		if len(x.Messages) != 1 || x.Import && x.Role == RoleInbox || !slices.Equal(got, flags) || !x.Messages[0].Received.Equal(marchSecond) {
			t.Errorf("%s: %+v", x.Role, x)
		}
	}
	if x := batches[3]; !x.HasPresent || !slices.Equal(x.Present, []uint32{1}) {
		t.Errorf("drafts are not listed: %+v", x)
	}
}

// With CONDSTORE, flags that changed on old messages come with the next reading, and nothing else.
func TestDovecotFlags(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{})
	var letters [][]byte
	for n := 1; n <= 20; n++ {
		letters = append(letters, letterNo(n))
	}
	fillMaildir(t, d, "boss@example.test", letters...)
	b := openIMAP(t, dovecotConfig(d))
	diary := newDiary()
	diary.read(t, b)
	if p := diary.positions["INBOX"]; p.ModSeq == 0 {
		t.Fatalf("position without HIGHESTMODSEQ: %+v", p)
	}
	mailProgram(t, d, `SELECT INBOX`, `UID STORE 7 +FLAGS (\Seen \Answered)`)
	batches := diary.read(t, b)
	if len(batches) != 1 || len(batches[0].Messages) != 0 || len(batches[0].Flags) != 1 {
		t.Fatalf("changed flags gave %+v", batches)
	}
	if got := slices.Sorted(slices.Values(batches[0].Flags[7])); !slices.Equal(got, []string{`\Answered`, `\Seen`}) {
		t.Errorf("flags of message 7: %q", got)
	}
	if again := diary.read(t, b); len(again) != 0 {
		t.Errorf("nothing new gave %+v", again)
	}
	for _, m := range diary.batches {
		t.Errorf("unexpected batch %+v", m)
	}
}

// mailProgram does what a manager's mail program does, in its own connection.
func mailProgram(t *testing.T, d *mailtest.DovecotServer, commands ...string) string {
	t.Helper()
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", d.IMAP))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	all := append([]string{"LOGIN boss@example.test secret"}, commands...)
	var heard strings.Builder
	for _, line := range all {
		if _, err := fmt.Fprintf(c, "a %s\r\n", line); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 64<<10)
		from := heard.Len()
		for !strings.Contains(heard.String()[from:], "a OK") {
			n, err := c.Read(buf)
			if err != nil {
				t.Fatalf("%s: %v: %s", line, err, heard.String()[from:])
			}
			heard.Write(buf[:n])
			if strings.Contains(heard.String()[from:], "a NO") || strings.Contains(heard.String()[from:], "a BAD") {
				t.Fatalf("%s: %s", line, heard.String()[from:])
			}
		}
	}
	return heard.String()
}

func TestDovecotDrafts(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{NoSpecialUse: true})
	b := openIMAP(t, dovecotConfig(d))
	for n := 1; n <= 3; n++ {
		if err := b.Append(t.Context(), RoleDrafts, letterNo(n), []string{`\Draft`}, marchSecond); err != nil {
			t.Fatal(err)
		}
	}
	diary := newDiary()
	present := func() []uint32 {
		for _, x := range diary.read(t, b) {
			if x.HasPresent {
				return x.Present
			}
		}
		return nil
	}
	if got := present(); !slices.Equal(got, []uint32{1, 2, 3}) {
		t.Errorf("drafts: %v", got)
	}
	if batches := diary.read(t, b); len(batches) != 0 {
		t.Errorf("nothing new gave %+v", batches)
	}
	mailProgram(t, d, `SELECT Drafts`, `UID STORE 2 +FLAGS (\Deleted)`, `EXPUNGE`)
	if got := present(); !slices.Equal(got, []uint32{1, 3}) {
		t.Errorf("drafts after one was thrown away: %v", got)
	}
}

func TestDovecotSince(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{})
	var letters [][]byte
	for n := 1; n <= 100; n++ { // an hour apart, the last one now
		letters = append(letters, letterNo(n))
	}
	fillMaildir(t, d, "boss@example.test", letters...)
	c := dovecotConfig(d)
	c.Since = time.Now().Add(-48 * time.Hour)
	diary := newDiary()
	diary.read(t, openIMAP(t, c))
	if n := len(diary.subjects["INBOX"]); n < 48 || n > 73 || diary.subjects["INBOX"][n-1] != "Nr. 100" {
		t.Errorf("two days of hourly letters are %d, the last one %q", n, diary.subjects["INBOX"][n-1])
	}
	if p := diary.positions["INBOX"]; p.UIDNext != 101 || p.ImportTo != 0 {
		t.Errorf("position %+v", p)
	}
}

func TestDovecotWaitHearsOfNewMail(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{})
	b := openIMAP(t, dovecotConfig(d))
	diary := newDiary()
	diary.read(t, b)
	for n := 1; n <= 2; n++ {
		heard := make(chan bool, 1)
		go func() {
			changed, err := b.Wait(t.Context(), time.Minute)
			heard <- changed && err == nil
		}()
		deliver(t, d, n)
		if !<-heard {
			t.Fatal("Wait did not hear of a letter")
		}
		diary.read(t, b)
	}
	if !slices.Equal(diary.subjects["INBOX"], letterNos(1, 2)) {
		t.Errorf("letters: %q", diary.subjects["INBOX"])
	}
}

// deliver hands a letter to boss@example.test to Dovecot by LMTP.
func deliver(t *testing.T, d *mailtest.DovecotServer, n int) {
	t.Helper()
	c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", d.LMTP))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	buf := make([]byte, 4096)
	for _, line := range []string{"", "LHLO x", "MAIL FROM:<anna@client.example>", "RCPT TO:<boss@example.test>", "DATA", string(letterNo(n)) + ".", "QUIT"} {
		if line != "" {
			if _, err := c.Write([]byte(line + "\r\n")); err != nil {
				t.Fatal(err)
			}
		}
		if k, err := c.Read(buf); err != nil || buf[0] > '3' {
			t.Fatalf("LMTP %q: %v %s", line, err, buf[:k])
		}
	}
}

func TestDovecotRefusesForReasons(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{RequireTLS: true})
	check := func(name string, change func(*Config), is error, words ...string) {
		t.Run(name, func(t *testing.T) {
			c := dovecotConfig(d)
			change(&c)
			_, err := openIMAP(t, c).Check(t.Context())
			if err == nil {
				t.Fatal("no error")
			}
			if is != nil && !errors.Is(err, is) {
				t.Errorf("%v is not %v", err, is)
			}
			for _, w := range words {
				if !strings.Contains(err.Error(), w) {
					t.Errorf("%q is not in: %v", w, err)
				}
			}
			if strings.Contains(err.Error(), "wr0ng") {
				t.Errorf("the password is in the error: %v", err)
			}
		})
	}
	check("wrong password", func(c *Config) { c.Secret = secretly("wr0ng") }, ErrLogin, "log in to localhost as boss@example.test", "password")
	check("password cannot be had", func(c *Config) {
		c.Secret = func(context.Context) (string, error) { return "", errors.New("pass: no such entry") }
	}, nil, "pass: no such entry")
	check("unknown folder", func(c *Config) { c.Sent = "Gesendetes" }, nil, `sent = "Gesendetes"`, `"INBOX"`, `"Sent"`)
	check("unknown further folder", func(c *Config) { c.Folders = []string{"Projects"} }, nil, `"Projects"`, `"Trash"`)
	check("unknown authority", func(c *Config) { c.CAFile = "" }, nil, "CN=localhost", "ca_file", "valid 20")
	check("wrong name", func(c *Config) { c.Host = "127.0.0.2"; c.Dial = to(d.IMAPS) }, nil, `not for "127.0.0.2"`, "localhost")
	check("plain port", func(c *Config) { c.Port = d.IMAP }, nil, "does not speak TLS there", "starttls")
	check("nothing there", func(c *Config) { c.Port = d.Relay }, nil, "nothing listens on that port", "993")
	check("no such server", func(c *Config) { c.Host = "mail.invalid" }, nil, "mail.invalid")
	check("no such CA file", func(c *Config) { c.CAFile = "/nonexistent/ca.pem" }, nil, "ca_file", "/nonexistent/ca.pem")
	check("CA file without certificate", func(c *Config) { c.CAFile = filepath.Join(d.Dir, "dovecot.conf") }, nil, "no certificate in PEM form")
}

// to dials a port of this machine, whatever the address.
func to(port int) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, fmt.Sprintf("127.0.0.1:%d", port))
	}
}

func TestDovecotStartTLS(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{RequireTLS: true})
	c := dovecotConfig(d)
	c.Port, c.TLS = d.IMAP, TLSStart
	fillMaildir(t, d, "boss@example.test", letterNo(1), letterNo(2))
	diary := newDiary()
	diary.read(t, openIMAP(t, c))
	if !slices.Equal(diary.subjects["INBOX"], letterNos(1, 2)) {
		t.Errorf("letters: %q", diary.subjects["INBOX"])
	}
	c.CAFile = ""
	if _, err := openIMAP(t, c).Check(t.Context()); err == nil || !strings.Contains(err.Error(), "ca_file") {
		t.Errorf("an unknown authority: %v", err)
	}
}

func TestDovecotTokens(t *testing.T) {
	tokens := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if token := r.URL.Query().Get("access_token"); token != "good" && r.Header.Get("Authorization") != "Bearer good" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		fmt.Fprint(w, `{"active": true, "email": "boss@example.test", "username": "boss@example.test"}`)
	}))
	defer tokens.Close()
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{TokenURL: tokens.URL + "/tokeninfo?access_token="})
	for _, auth := range []string{AuthXOAuth2, AuthBearer} {
		c := dovecotConfig(d)
		c.Auth, c.Secret = auth, secretly("good")
		if _, err := openIMAP(t, c).Check(t.Context()); err != nil {
			t.Errorf("%s with a good token: %v", auth, err)
		}
		c.Secret = secretly("bad")
		started := time.Now()
		_, err := openIMAP(t, c).Check(t.Context())
		if !errors.Is(err, ErrLogin) || !strings.Contains(err.Error(), "token") {
			t.Errorf("%s with a bad token: %v", auth, err)
		}
		if took := time.Since(started); took > 20*time.Second {
			t.Errorf("%s with a bad token took %v", auth, took)
		}
	}
}

// A message much longer than the limit is fetched to the limit when attachments follow, whole when text does.
func TestDovecotLongMessages(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{})
	attached := "From: anna@client.example\r\nSubject: attached\r\nMessage-ID: <a@x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" +
		"--b\r\nContent-Type: text/plain\r\n\r\nSee below.\r\n--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
		strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 50_000_000/78) + "--b--\r\n"
	text := "From: anna@client.example\r\nSubject: text\r\nMessage-ID: <t@x>\r\n\r\n" + strings.Repeat("A long story.\r\n", 200_000)
	fillMaildir(t, d, "boss@example.test", []byte(attached), []byte(text), letterNo(3))
	b := openIMAP(t, dovecotConfig(d))
	diary := newDiary()
	var got []Raw
	for _, x := range diary.read(t, b) {
		got = append(got, x.Messages...)
	}
	if len(got) != 3 {
		t.Fatalf("%d messages", len(got))
	}
	if r := got[0]; !r.Partial || len(r.Data) != DefaultFetchLimit || r.Size != int64(len(attached)) {
		t.Errorf("the long attachment: partial %v, %d bytes of %d", r.Partial, len(r.Data), r.Size)
	}
	if r := got[1]; r.Partial || string(r.Data) != text {
		t.Errorf("the long text: partial %v, %d bytes of %d", r.Partial, len(r.Data), len(text))
	}
	if r := got[2]; r.Partial || string(r.Data) != string(letterNo(3)) {
		t.Errorf("the short letter: %+v", r)
	}
}

package letters

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

const (
	ivan = "ivan@agency.example"
	anna = "anna@romashka.example"
	oleg = "oleg@romashka.example"
	body = "From: <ivan@agency.example>\r\nSubject: test\r\n\r\nFirst line\r\n.a dot begins this one\r\n.\r\nlast\r\n"
)

func password(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func noHook() error { return nil }

// checkResult compares what became of a letter; words must all stand in the error.
func checkResult(t *testing.T, got Result, phase Phase, response string, words ...string) {
	t.Helper()
	if got.Phase != phase || !strings.HasPrefix(got.Response, response) || (got.Err == nil) != (phase == Sent) {
		t.Errorf("%s %q, %v, want %s %q", got.Phase, got.Response, got.Err, phase, response)
	}
	for _, w := range words {
		if got.Err == nil || !strings.Contains(got.Err.Error(), w) {
			t.Errorf("error %v does not say %q", got.Err, w)
		}
	}
}

func TestSend(t *testing.T) {
	server := mailtest.NewSMTP(mailtest.SMTPOptions{Users: map[string]string{ivan: "secret"}})
	defer server.Close()
	s := SMTP{Host: "localhost", TLS: TLSNone, User: ivan, Secret: password("secret"), Dial: server.Dial}
	hooks := 0
	got := s.Send(t.Context(), ivan, []string{anna, oleg, anna}, []byte(body), func() error {
		hooks++
		if n := len(server.Letters()); n != 0 {
			t.Errorf("the hook comes after %d letters", n)
		}
		return nil
	})
	checkResult(t, got, Sent, "250 ")
	letters := server.Letters()
	if len(letters) != 1 || hooks != 1 {
		t.Fatalf("%d letters, %d hooks", len(letters), hooks)
	}
	l := letters[0]
	if string(l.Data) != body || l.User != ivan || l.From != ivan || strings.Join(l.To, " ") != anna+" "+oleg {
		t.Errorf("letter %+v", l)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// What becomes of a letter, by where the server fails and how.
func TestSendFaults(t *testing.T) {
	type fault = mailtest.Fault
	for _, x := range []struct {
		name     string
		stage    mailtest.Stage
		fault    fault
		phase    Phase
		response string
		words    []string
	}{
		{"busy", mailtest.OnConnect, fault{Code: 421, Text: "busy"}, Queued, "421", []string{"localhost:25", "busy"}},
		{"shut out", mailtest.OnConnect, fault{Code: 554, Text: "go away"}, Queued, "554", []string{"go away"}},
		{"dropped at once", mailtest.OnConnect, fault{Drop: true}, Queued, "", []string{"greet localhost:25"}},
		{"login refused", mailtest.OnAuth, fault{Code: 535, Enhanced: [3]int{5, 7, 8}, Text: "wrong"}, Queued, "535 5.7.8", []string{"log in to", "as " + ivan, "app password"}},
		{"login not now", mailtest.OnAuth, fault{Code: 454, Text: "later"}, Queued, "454", []string{"later"}},
		{"sender not now", mailtest.OnMail, fault{Code: 450, Enhanced: [3]int{4, 7, 1}, Text: "greylisted"}, Queued, "450 4.7.1", []string{"sender <" + ivan, "greylisted"}},
		{"sender refused", mailtest.OnMail, fault{Code: 550, Text: "not you"}, Failed, "550", []string{"sender <" + ivan}},
		{"login wanted", mailtest.OnMail, fault{Code: 530, Enhanced: [3]int{5, 7, 0}, Text: "who are you"}, Queued, "530", nil},
		{"enough for today", mailtest.OnMail, fault{Code: 550, Enhanced: [3]int{5, 4, 5}, Text: "daily limit"}, Queued, "550 5.4.5", []string{"daily limit"}},
		{"recipient not now", mailtest.OnRcpt, fault{Code: 451, Text: "later"}, Queued, "451", []string{"recipient <" + oleg, "nobody"}},
		{"recipient unknown", mailtest.OnRcpt, fault{Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "unknown"}, Failed, "550 5.1.1", []string{"recipient <" + oleg, "nobody"}},
		{"dropped at a recipient", mailtest.OnRcpt, fault{Drop: true}, Queued, "", []string{"recipient <" + oleg}},
		{"DATA not now", mailtest.OnData, fault{Code: 452, Enhanced: [3]int{4, 3, 1}, Text: "disk full"}, Queued, "452", []string{"not taken", "disk full"}},
		{"DATA refused", mailtest.OnData, fault{Code: 554, Enhanced: [3]int{5, 7, 0}, Text: "no"}, Failed, "554", nil},
		{"dropped at DATA", mailtest.OnData, fault{Drop: true}, Queued, "", []string{"not taken"}},
		{"letter not now", mailtest.AfterData, fault{Code: 451, Enhanced: [3]int{4, 7, 1}, Text: "try again"}, Queued, "451", []string{"not taken"}},
		{"shutting down", mailtest.AfterData, fault{Code: 421, Enhanced: [3]int{4, 3, 2}, Text: "bye"}, Queued, "421", nil},
		{"letter too big", mailtest.AfterData, fault{Code: 552, Enhanced: [3]int{5, 3, 4}, Text: "too big"}, Failed, "552", []string{"too big"}},
		{"spam", mailtest.AfterData, fault{Code: 554, Enhanced: [3]int{5, 7, 1}, Text: "spam"}, Failed, "554", nil},
		{"dropped, kept", mailtest.AfterData, fault{Drop: true, Keep: true}, Uncertain, "", []string{"handed over", "Sent folder", "not be sent again"}},
		{"dropped, lost", mailtest.AfterData, fault{Drop: true}, Uncertain, "", []string{"handed over"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			server := mailtest.NewSMTP(mailtest.SMTPOptions{
				Users: map[string]string{ivan: "secret"},
				Misbehave: func(stage mailtest.Stage, l mailtest.Letter) fault {
					if stage == x.stage && (stage != mailtest.OnRcpt || l.To[len(l.To)-1] == oleg) {
						return x.fault
					}
					return fault{}
				},
			})
			defer server.Close()
			s := SMTP{Host: "localhost", TLS: TLSNone, User: ivan, Secret: password("secret"), Dial: server.Dial}
			got := s.Send(t.Context(), ivan, []string{anna, oleg}, []byte(body), noHook)
			checkResult(t, got, x.phase, x.response, x.words...)
			want := 0
			if x.fault.Keep {
				want = 1
			}
			if n := len(server.Letters()); n != want {
				t.Errorf("%d letters were taken, want %d", n, want)
			}
			if strings.Contains(got.Err.Error(), "secret") {
				t.Errorf("the password stands in %q", got.Err)
			}
		})
	}
}

func TestHookStopsTheSending(t *testing.T) {
	server := mailtest.NewSMTP(mailtest.SMTPOptions{})
	defer server.Close()
	s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.Dial}
	full := errors.New("the disk is full")
	got := s.Send(t.Context(), ivan, []string{anna}, []byte(body), func() error { return full })
	checkResult(t, got, Queued, "", "disk is full")
	if !errors.Is(got.Err, full) || len(server.Letters()) != 0 {
		t.Errorf("%v, %d letters", got.Err, len(server.Letters()))
	}
}

func TestWrongAddressesFailBeforeConnecting(t *testing.T) {
	s := SMTP{Host: "localhost", TLS: TLSNone, Dial: func(context.Context, string, string) (net.Conn, error) {
		t.Error("connected")
		return nil, io.EOF
	}}
	check := func(from string, to []string, want string) {
		t.Helper()
		checkResult(t, s.Send(t.Context(), from, to, []byte(body), noHook), Failed, "", want)
	}
	check("ivan", []string{anna}, `sender: "ivan"`)
	check(ivan, nil, "no recipient")
	check(ivan, []string{anna, ""}, `recipient: ""`)
	check(ivan, []string{"a b@romashka.example"}, "no mail address")
	check(ivan, []string{"anna@romashka.example>\r\nRCPT TO:<x@enemy.example"}, "no mail address")
	check(ivan, []string{"a@b@romashka.example"}, "no mail address")
}

func TestAccountIsWrong(t *testing.T) {
	refuse := func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("connection refused") }
	vault := func(context.Context) (string, error) { return "", errors.New("vault is locked") }
	server := mailtest.NewSMTP(mailtest.SMTPOptions{})
	defer server.Close()
	check := func(s SMTP, words ...string) {
		t.Helper()
		checkResult(t, s.Send(t.Context(), ivan, []string{anna}, []byte(body), noHook), Queued, "", words...)
		if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), words[0]) {
			t.Errorf("Check: %v", err)
		}
	}
	check(SMTP{}, "no host")
	check(SMTP{Host: "smtp.example", Port: 70000}, "port 70000", "465")
	check(SMTP{Host: "smtp.example", TLS: "ssl"}, `tls = "ssl"`, `"starttls"`)
	check(SMTP{Host: "smtp.example", TLS: TLSNone}, "in the clear", "this machine")
	check(SMTP{Host: "smtp.example", Auth: "ntlm"}, `auth = "ntlm"`)
	check(SMTP{Host: "smtp.example", User: ivan}, "no password")
	check(SMTP{Host: "smtp.example", Dial: refuse}, "connect to smtp.example:465", "connection refused", "host and port")
	check(SMTP{Host: "smtp.example", TLS: TLSStart, Dial: refuse}, "smtp.example:587")
	check(SMTP{Host: "smtp.example", CAFile: "/nowhere.pem", Dial: server.Dial}, "ca_file", "/nowhere.pem")
	check(SMTP{Host: "localhost", TLS: TLSNone, User: ivan, Secret: vault, Dial: server.Dial}, "password of "+ivan, "vault is locked")
	check(SMTP{Host: "localhost", TLS: TLSNone, User: ivan, Secret: password("x"), Dial: server.Dial}, "no login", "leave user and password out")
	check(SMTP{Host: "localhost", TLS: TLSStart, Dial: server.Dial}, "no STARTTLS", "nothing is sent unprotected")
}

func TestTLS(t *testing.T) {
	now := time.Now()
	cert := func(from, to time.Time, host string) (mailtest.Cert, string) {
		c, err := mailtest.NewCert(from, to, host)
		if err != nil {
			t.Fatal(err)
		}
		path, _, err := c.Write(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		return c, path
	}
	good, goodPath := cert(now.Add(-time.Hour), now.Add(time.Hour), "smtp.example")
	old, oldPath := cert(now.Add(-2*time.Hour), now.Add(-time.Hour), "smtp.example")
	for _, x := range []struct {
		name    string
		options mailtest.SMTPOptions
		account SMTP
		phase   Phase
		words   []string
	}{
		{"implicit", mailtest.SMTPOptions{TLS: good.TLS, Implicit: true}, SMTP{Host: "smtp.example", CAFile: goodPath}, Sent, nil},
		{"STARTTLS", mailtest.SMTPOptions{TLS: good.TLS, SecureAuth: true}, SMTP{Host: "smtp.example", CAFile: goodPath, TLS: TLSStart}, Sent, nil},
		{"unknown authority", mailtest.SMTPOptions{TLS: good.TLS, Implicit: true}, SMTP{Host: "smtp.example"}, Queued, []string{"unknown authority", "ca_file"}},
		{"unknown authority, STARTTLS", mailtest.SMTPOptions{TLS: good.TLS}, SMTP{Host: "smtp.example", TLS: TLSStart}, Queued, []string{"unknown authority", "ca_file"}},
		{"another host", mailtest.SMTPOptions{TLS: good.TLS, Implicit: true}, SMTP{Host: "mail.example", CAFile: goodPath}, Queued, []string{"smtp.example", "as the certificate names it"}},
		{"out of date", mailtest.SMTPOptions{TLS: old.TLS, Implicit: true}, SMTP{Host: "smtp.example", CAFile: oldPath}, Queued, []string{"expired", "must renew it"}},
		{"a port without TLS", mailtest.SMTPOptions{}, SMTP{Host: "smtp.example", CAFile: goodPath}, Queued, []string{"starttls"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			x.options.Users = map[string]string{ivan: "secret"}
			server := mailtest.NewSMTP(x.options)
			defer server.Close()
			port, err := server.Listen("127.0.0.1:0")
			if err != nil {
				t.Fatal(err)
			}
			x.account.User, x.account.Secret = ivan, password("secret")
			x.account.Dial = func(ctx context.Context, network, _ string) (net.Conn, error) {
				return new(net.Dialer).DialContext(ctx, network, fmt.Sprint("127.0.0.1:", port))
			}
			got := x.account.Send(t.Context(), ivan, []string{anna}, []byte(body), noHook)
			checkResult(t, got, x.phase, "", x.words...)
			if sent := len(server.Letters()) == 1; sent != (x.phase == Sent) {
				t.Errorf("taken: %v", sent)
			}
		})
	}
}

// scripted is an SMTP server that answers each line as it is told; "" is silence, "drop" hangs up. After DATA each line of
// the letter is answered too, as silence but for the final dot.
type scripted struct {
	greeting string
	answer   func(line string) string
	heard    []string // to be read after done.Wait
	done     sync.WaitGroup
}

func (s *scripted) dial(context.Context, string, string) (net.Conn, error) {
	client, server := net.Pipe()
	s.done.Go(func() { s.talk(server) })
	return client, nil
}

func (s *scripted) talk(c net.Conn) {
	defer c.Close()
	if s.greeting != "" {
		_, _ = io.WriteString(c, s.greeting+"\r\n")
	}
	lines := bufio.NewScanner(c)
	for lines.Scan() {
		s.heard = append(s.heard, lines.Text())
		switch answer := s.answer(lines.Text()); answer {
		case "":
		case "drop":
			return
		default:
			if _, err := io.WriteString(c, answer+"\r\n"); err != nil {
				return
			}
		}
	}
}

// polite answers as a server without extensions does.
func polite(line string) string {
	word, _, _ := strings.Cut(line, " ")
	switch word {
	case "EHLO", "MAIL", "RCPT", ".":
		return "250 ok"
	case "DATA":
		return "354 go on"
	case "QUIT":
		return "221 bye"
	}
	return ""
}

// Whatever the server is silent about, the sending ends, and only silence after the whole letter is uncertain.
func TestSilence(t *testing.T) {
	for _, x := range []struct {
		at    string
		phase Phase
		after time.Duration
	}{
		{"greeting", Queued, time.Minute}, {"EHLO", Queued, time.Minute}, {"MAIL", Queued, time.Minute},
		{"RCPT", Queued, time.Minute}, {"DATA", Queued, time.Minute}, {".", Uncertain, 10 * time.Minute}, {"QUIT", Sent, 5 * time.Second},
	} {
		t.Run(x.at, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &scripted{greeting: "220 hello", answer: func(line string) string {
					if word, _, _ := strings.Cut(line, " "); word == x.at {
						return ""
					}
					return polite(line)
				}}
				if x.at == "greeting" {
					server.greeting = ""
				}
				s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.dial}
				begin := time.Now()
				got := s.Send(t.Context(), ivan, []string{anna}, []byte(body), noHook)
				if took := time.Since(begin); took != x.after {
					t.Errorf("gave up after %v, want %v", took, x.after)
				}
				checkResult(t, got, x.phase, "")
				if x.phase != Sent {
					checkResult(t, got, x.phase, "", "no answer within "+x.after.String())
				}
			})
		})
	}
}

// A stop does not leave a letter that was handed over in doubt, if the server answers soon.
func TestStop(t *testing.T) {
	for _, x := range []struct {
		name    string
		at      string
		answers time.Duration // after the stop
		phase   Phase
		after   time.Duration
	}{
		{"before the letter", "RCPT", time.Hour, Queued, 0},
		{"the answer comes", ".", 3 * time.Second, Sent, 3 * time.Second},
		{"no answer comes", ".", time.Hour, Uncertain, stopGrace},
	} {
		t.Run(x.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, stop := context.WithCancelCause(t.Context())
				server := &scripted{greeting: "220 hello", answer: func(line string) string {
					if word, _, _ := strings.Cut(line, " "); word == x.at {
						stop(errors.New("being stopped"))
						<-time.After(x.answers) // fake time
					}
					return polite(line)
				}}
				s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.dial}
				begin := time.Now()
				got := s.Send(ctx, ivan, []string{anna}, []byte(body), noHook)
				if took := time.Since(begin); took != x.after {
					t.Errorf("took %v, want %v", took, x.after)
				}
				checkResult(t, got, x.phase, "")
				if x.phase != Sent && !strings.Contains(got.Err.Error(), "being stopped") {
					t.Errorf("error %v does not tell why", got.Err)
				}
				server.done.Wait()
			})
		})
	}
}

// A line that breaks inside the letter: nobody can have taken it, and nothing may end it afterwards.
func TestBreakInsideTheLetter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &scripted{greeting: "220 hello"}
		server.answer = func(line string) string {
			if strings.HasPrefix(line, "Subject") {
				return "drop"
			}
			return polite(line)
		}
		s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.dial}
		long := body + strings.Repeat("one more line of a long letter\r\n", 10000)
		checkResult(t, s.Send(t.Context(), ivan, []string{anna}, []byte(long), noHook), Queued, "", "not taken")
		server.done.Wait()
		if last := server.heard[len(server.heard)-1]; !strings.HasPrefix(last, "Subject") {
			t.Errorf("the last line heard is %q", last)
		}
	})
}

func TestOddAnswers(t *testing.T) {
	for _, x := range []struct {
		name, at, answer string
		phase            Phase
		response         string
	}{
		{"another kind of yes", ".", "251 will forward", Sent, "250"},
		{"garbage instead of an answer to the letter", ".", "what?", Uncertain, ""},
		{"go on, again", ".", "354 more", Uncertain, ""},
		{"several lines", ".", "552-5.2.2 the mailbox\r\n552 5.2.2 is full", Failed, "552 5.2.2 the mailbox 5.2.2 is full"},
		{"no end of talk", "EHLO", "250-" + strings.Repeat("x", maxHeard), Queued, ""},
		{"garbage at the recipient", "RCPT", "?", Queued, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &scripted{greeting: "220 hello", answer: func(line string) string {
					if word, _, _ := strings.Cut(line, " "); word == x.at {
						return x.answer
					}
					return polite(line)
				}}
				s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.dial}
				checkResult(t, s.Send(t.Context(), ivan, []string{anna}, []byte(body), noHook), x.phase, x.response)
			})
		})
	}
}

func TestAddressesOnTheWire(t *testing.T) {
	check := func(extension, from, to string, phase Phase, want string) {
		t.Helper()
		synctest.Test(t, func(t *testing.T) {
			server := &scripted{greeting: "220 hello", answer: func(line string) string {
				if strings.HasPrefix(line, "EHLO") {
					return "250-hello\r\n250-8BITMIME\r\n250 " + extension
				}
				return polite(line)
			}}
			s := SMTP{Host: "localhost", TLS: TLSNone, Dial: server.dial}
			checkResult(t, s.Send(t.Context(), from, []string{to}, []byte(body), noHook), phase, "")
			server.done.Wait()
			if got := strings.Join(server.heard, "\n"); !strings.Contains(got, want) {
				t.Errorf("heard\n%s\nwithout %q", got, want)
			}
		})
	}
	check("SMTPUTF8", ivan, anna, Sent, "MAIL FROM:<"+ivan+"> BODY=8BITMIME\nRCPT TO:<"+anna+">")
	check("HELP", ivan, "anna@ромашка.рф", Sent, "RCPT TO:<anna@xn--80aa3agjl3d.xn--p1ai>")
	check("SMTPUTF8", ivan, "анна@ромашка.рф", Sent, "MAIL FROM:<"+ivan+"> BODY=8BITMIME SMTPUTF8")
	check("HELP", ivan, "анна@ромашка.рф", Failed, "QUIT")
}

func TestTokens(t *testing.T) {
	for _, x := range []struct {
		auth, offered, want string
		answers             []string
		phase               Phase
		words               []string
	}{
		{AuthXOAuth2, "XOAUTH2 PLAIN", "AUTH XOAUTH2 dXNlcj1pdmFuQGFnZW5jeS5leGFtcGxlAWF1dGg9QmVhcmVyIHRva2VuAQE=", []string{"235 welcome"}, Sent, nil},
		{AuthXOAuth2, "XOAUTH2", "AUTH XOAUTH2 ", []string{"334 eyJzdGF0dXMiOiI0MDEifQ==", "535 5.7.8 no"}, Queued, []string{"5.7.8 no", "access token"}},
		{AuthBearer, "OAUTHBEARER", "AUTH OAUTHBEARER bixhPWl2YW5AYWdlbmN5LmV4YW1wbGUsAWhvc3Q9bG9jYWxob3N0AXBvcnQ9MjUBYXV0aD1CZWFyZXIgdG9rZW4BAQ==", []string{"235 welcome"}, Sent, nil},
		{AuthBearer, "OAUTHBEARER", "AUTH OAUTHBEARER ", []string{"334 eyJzdGF0dXMiOiJpbnZhbGlkX3Rva2VuIn0=", "535 5.7.8 no"}, Queued, []string{"access token"}},
		{AuthXOAuth2, "PLAIN LOGIN", "EHLO", nil, Queued, []string{"no login by xoauth2", "PLAIN, LOGIN"}},
		{AuthPassword, "LOGIN", "AUTH LOGIN", []string{"334 VXNlcm5hbWU6", "334 UGFzc3dvcmQ6", "235 welcome"}, Sent, nil},
		{AuthPassword, "XOAUTH2", "EHLO agency.example", nil, Queued, []string{"no login by password"}},
	} {
		t.Run(x.auth+" "+string(x.phase), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				answers := x.answers
				server := &scripted{greeting: "220 hello", answer: func(line string) string {
					switch {
					case strings.HasPrefix(line, "EHLO"):
						return "250-hello\r\n250 AUTH " + x.offered
					case polite(line) != "":
						return polite(line)
					case len(answers) > 0:
						var first string
						first, answers = answers[0], answers[1:]
						return first
					case line == "*":
						return "501 cancelled"
					}
					return ""
				}}
				s := SMTP{Host: "localhost", TLS: TLSNone, User: ivan, Auth: x.auth, Secret: password("token"), Dial: server.dial}
				checkResult(t, s.Send(t.Context(), ivan, []string{anna}, []byte(body), noHook), x.phase, "", x.words...)
				server.done.Wait()
				if got := strings.Join(server.heard, "\n"); !strings.Contains(got, x.want) {
					t.Errorf("heard\n%s\nwithout %q", got, x.want)
				}
			})
		})
	}
}

func TestLoginHints(t *testing.T) {
	check := func(host, want string) {
		t.Helper()
		server := &scripted{greeting: "220 hello", answer: func(line string) string {
			switch {
			case strings.HasPrefix(line, "EHLO"):
				return "250-hello\r\n250 AUTH PLAIN"
			case strings.HasPrefix(line, "AUTH"):
				return "535 5.7.8 authentication failed"
			case line == "*":
				return "501 cancelled"
			}
			return polite(line)
		}}
		conn, err := server.dial(t.Context(), "", "")
		if err != nil {
			t.Fatal(err)
		}
		d := &dialogue{account: SMTP{Host: host, TLS: TLSNone, User: ivan, Secret: password("x")}, conn: conn}
		if err := d.greet(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := d.login(t.Context()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v does not say %q", host, err, want)
		}
		_ = conn.Close()
		server.done.Wait()
	}
	check("smtp.yandex.ru", "Пароли приложений")
	check("smtp.mail.ru", "Пароли для внешних приложений")
	check("smtp.gmail.com", "two-step verification")
	check("smtp.office365.com", "SMTP AUTH")
	check("smtp.agency.example", "app password")
	check("notmail.ru", "check user and password")
}

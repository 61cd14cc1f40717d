package mailtest_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/smtp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
	"go.uber.org/goleak"

	"vernus/mailbox/mailtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const letter = "From: anna@client.example\r\nTo: boss@ours.example\r\nSubject: Good morning\r\nMessage-ID: <1@client.example>\r\n\r\nhello\r\n"

func TestAccountInFakeTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret", mailtest.RussianFolders...)
		at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		uid := a.Deliver("INBOX", []byte(letter), at, `\Flagged`)
		if err := a.Flag("INBOX", uid, `\Seen`); err != nil {
			t.Fatal(err)
		}
		list, err := a.Messages("INBOX")
		if err != nil || len(list) != 1 || string(list[0].Data) != letter || !list[0].Received.Equal(at) || len(list[0].Flags) != 2 {
			t.Fatalf("Messages = %+v, %v", list, err)
		}
		if err := a.Renumber("INBOX"); err != nil {
			t.Fatal(err)
		}
		if err := a.Remove("INBOX", 1); err != nil {
			t.Fatal(err)
		}
		if list, err := a.Messages("INBOX"); err != nil || len(list) != 0 {
			t.Fatalf("after Remove: %+v, %v", list, err)
		}
		if got := a.Folder(`\Sent`); got != "Отправленные" {
			t.Errorf("Folder(Sent) = %q", got)
		}
		if good, refused := s.Logins(); good != 0 || refused != 0 || s.Changes() != 0 {
			t.Errorf("looking in was counted: %d %d %d", good, refused, s.Changes())
		}
	})
}

func TestIMAPOverTCP(t *testing.T) {
	cert, err := mailtest.NewCert(time.Now().Add(-time.Hour), time.Now().Add(time.Hour), "localhost", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	s := mailtest.NewIMAP(mailtest.IMAPOptions{TLS: cert.TLS, Implicit: true, SecureAuth: true})
	defer s.Close()
	a := s.AddAccount("boss@ours.example", "secret")
	port, err := s.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(cert.PEM)
	conn, err := tls.Dial("tcp", (&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}).String(), &tls.Config{RootCAs: roots, ServerName: "localhost"})
	if err != nil {
		t.Fatal(err)
	}
	c := imapclient.New(conn, nil)
	defer c.Close()
	if err := c.Login("boss@ours.example", "wrong").Wait(); err == nil {
		t.Error("a wrong password was taken")
	}
	if err := c.Login("boss@ours.example", "secret").Wait(); err != nil {
		t.Fatal(err)
	}
	boxes, err := c.List("", "*", &imap.ListOptions{ReturnSpecialUse: true}).Collect()
	if err != nil || len(boxes) != 4 || boxes[1].Mailbox != "Sent" || !slices.Contains(boxes[1].Attrs, imap.MailboxAttrSent) {
		t.Fatalf("List = %v, %v", boxes, err)
	}
	a.Deliver("INBOX", []byte(letter), time.Now())
	if _, err := c.Select("INBOX", &imap.SelectOptions{ReadOnly: true}).Wait(); err != nil {
		t.Fatal(err)
	}
	if err := c.Store(imap.UIDSetNum(1), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Flags: []imap.Flag{imap.FlagSeen}}, nil).Close(); err == nil {
		t.Error("EXAMINE allowed STORE")
	}
	if s.Changes() != 1 {
		t.Errorf("Changes = %d, want 1", s.Changes())
	}
}

// send speaks SMTP with the standard library's client.
func send(t *testing.T, s *mailtest.SMTP, to ...string) error {
	t.Helper()
	conn, err := s.Dial(context.Background(), "", "")
	if err != nil {
		return err
	}
	c, err := smtp.NewClient(conn, "localhost")
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Mail("boss@ours.example"); err != nil {
		return err
	}
	for _, addr := range to {
		if err := c.Rcpt(addr); err != nil {
			return err
		}
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := w.Write([]byte(letter)); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return c.Quit()
}

func TestSMTPDeliversToIMAP(t *testing.T) {
	in := mailtest.NewIMAP(mailtest.IMAPOptions{})
	defer in.Close()
	a := in.AddAccount("anna@client.example", "x")
	s := mailtest.NewSMTP(mailtest.SMTPOptions{Deliver: mailtest.DeliverTo(in)})
	defer s.Close()
	if err := send(t, s, "anna@client.example", "nobody@else.example"); err != nil {
		t.Fatal(err)
	}
	list, err := a.Messages("INBOX")
	if err != nil || len(list) != 1 || !strings.Contains(string(list[0].Data), "Return-Path: <boss@ours.example>") {
		t.Fatalf("Messages = %v, %v", list, err)
	}
	if l := s.Letters(); len(l) != 1 || string(l[0].Data) != letter || len(l[0].To) != 2 {
		t.Errorf("Letters = %+v", l)
	}
}

func TestSMTPMisbehaves(t *testing.T) {
	for _, c := range []struct {
		stage mailtest.Stage
		fault mailtest.Fault
		want  string // in the client's error
		kept  int
	}{
		{mailtest.OnConnect, mailtest.Fault{Code: 421, Enhanced: [3]int{4, 3, 2}, Text: "closing"}, "421", 0},
		{mailtest.OnMail, mailtest.Fault{Code: 451, Enhanced: [3]int{4, 3, 0}, Text: "later"}, "451", 0},
		{mailtest.OnRcpt, mailtest.Fault{Code: 550, Enhanced: [3]int{5, 1, 1}, Text: "no such user"}, "550", 0},
		{mailtest.OnRcpt, mailtest.Fault{Drop: true}, "EOF", 0},
		{mailtest.OnData, mailtest.Fault{Code: 452, Enhanced: [3]int{4, 3, 1}, Text: "full"}, "452", 0},
		{mailtest.OnData, mailtest.Fault{Drop: true}, "EOF", 0},
		{mailtest.AfterData, mailtest.Fault{Code: 554, Enhanced: [3]int{5, 7, 1}, Text: "spam"}, "554", 0},
		{mailtest.AfterData, mailtest.Fault{Drop: true}, "EOF", 0},
		{mailtest.AfterData, mailtest.Fault{Drop: true, Keep: true}, "EOF", 1},
	} {
		t.Run(string(c.stage)+" "+c.want, func(t *testing.T) {
			s := mailtest.NewSMTP(mailtest.SMTPOptions{Misbehave: func(stage mailtest.Stage, _ mailtest.Letter) mailtest.Fault {
				if stage == c.stage {
					return c.fault
				}
				return mailtest.Fault{}
			}})
			defer s.Close()
			err := send(t, s, "anna@client.example")
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want %q in it", err, c.want)
			}
			if n := len(s.Letters()); n != c.kept {
				t.Errorf("%d letters kept, want %d", n, c.kept)
			}
		})
	}
}

func TestSMTPLogin(t *testing.T) {
	s := mailtest.NewSMTP(mailtest.SMTPOptions{Users: map[string]string{"boss": "secret"}})
	defer s.Close()
	if err := send(t, s, "a@b.example"); err == nil {
		t.Error("a letter was taken without a login")
	}
	conn, err := s.Dial(context.Background(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	c, err := smtp.NewClient(conn, "localhost")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.Auth(smtp.PlainAuth("", "boss", "secret", "localhost")); err != nil {
		t.Error(err)
	}
}

func TestScripted(t *testing.T) {
	s := (&mailtest.Scripted{Greeting: "* OK hi\r\n", Reply: func(_ int, tag, line string) (string, bool) {
		text, ok := mailtest.Manners(tag, line, 3)
		return text, !ok
	}}).Start()
	defer s.Close()
	conn, err := s.Dial(context.Background(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	c := imapclient.New(conn, nil)
	defer c.Close()
	if err := c.Login("a", "b").Wait(); err != nil {
		t.Fatal(err)
	}
	box, err := c.Select("INBOX", nil).Wait()
	if err != nil || box.NumMessages != 3 || box.UIDValidity != 7 {
		t.Errorf("Select = %+v, %v", box, err)
	}
	if _, err := c.UIDSearch(&imap.SearchCriteria{}, nil).Wait(); err == nil {
		t.Error("the script did not hang up")
	}
}

package mailtest_test

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/smtp"
	"os"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"

	"vernus/mailbox/mailtest"
)

// A letter handed to Postfix over STARTTLS with a login arrives in Dovecot.
func TestPostfixDeliversToDovecot(t *testing.T) {
	d := mailtest.Dovecot(t, mailtest.DovecotOptions{})
	p := mailtest.Postfix(t, d)
	pem, err := os.ReadFile(p.CAFile)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	trust := &tls.Config{RootCAs: roots, ServerName: "localhost"}
	c, err := smtp.Dial(fmt.Sprintf("127.0.0.1:%d", p.SMTP))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.StartTLS(trust); err != nil {
		t.Fatal(err)
	}
	if err := c.Auth(smtp.PlainAuth("", "boss@example.test", "secret", "127.0.0.1")); err != nil {
		t.Fatal(err)
	}
	if err := c.Mail("boss@example.test"); err != nil {
		t.Fatal(err)
	}
	if err := c.Rcpt("anna@example.test"); err != nil {
		t.Fatal(err)
	}
	w, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(letter)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := c.Quit(); err != nil {
		t.Fatal(err)
	}
	news := make(chan struct{}, 16)
	in, err := imapclient.DialTLS(fmt.Sprintf("127.0.0.1:%d", d.IMAPS), &imapclient.Options{
		TLSConfig:             trust,
		UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: func(*imapclient.UnilateralDataMailbox) { news <- struct{}{} }},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if err := in.Login("anna@example.test", "secret").Wait(); err != nil {
		t.Fatal(err)
	}
	box, err := in.Select("INBOX", nil).Wait()
	if err != nil {
		t.Fatal(err)
	}
	if box.NumMessages == 1 {
		return // it was faster
	}
	idle, err := in.Idle()
	if err != nil {
		t.Fatal(err)
	}
	defer idle.Close()
	select {
	case <-news:
	case <-time.After(20 * time.Second):
		t.Fatal("the letter did not arrive")
	}
}

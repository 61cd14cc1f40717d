package mailbox

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"syscall"
	"time"
)

// ErrLogin is in every error that says that the server does not accept the user or the secret. To try again soon is
// no use and can lock the account.
var ErrLogin = errors.New("login refused")

// ErrUncertain is in the error of an Append that broke off when the server had begun to take the message: it may or
// may not have been stored. FindMessageID tells.
var ErrUncertain = errors.New("the connection broke off while the message was being stored")

// refusal is a server's NO or BAD: the command failed, the connection goes on.
type refusal struct{ code, text string }

func (r *refusal) Error() string {
	if r.code == "" {
		return fmt.Sprintf("the server refused: %s", r.text)
	}
	return fmt.Sprintf("the server refused: [%s] %s", r.code, r.text)
}

// lostError says that a connection is over, and why.
type lostError struct{ err error }

func (e *lostError) Error() string { return "connection lost: " + e.err.Error() }
func (e *lostError) Unwrap() error { return e.err }

func lost(err error) bool {
	var l *lostError
	return errors.As(err, &l)
}

var errLoginDisabled = errors.New("the server takes no password over this connection (LOGINDISABLED)")

// connectError says for a person why no connection came about, and what to do.
func connectError(c Config, err error) error {
	where := net.JoinHostPort(c.Host, fmt.Sprint(c.port()))
	var (
		dns     *net.DNSError
		verify  *tls.CertificateVerificationError
		record  tls.RecordHeaderError
		refused = errors.Is(err, syscall.ECONNREFUSED)
		timeout net.Error
	)
	switch {
	case errors.As(err, &verify):
		return certificateError(c, where, verify)
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Errorf("connect to %s: there is no server of that name; is it spelt right? (%w)", where, err)
	case refused:
		return fmt.Errorf("connect to %s: nothing listens on that port; usual are 993 with tls and 143 with starttls (%w)", where, err)
	case errors.As(err, &record):
		return fmt.Errorf("connect to %s: the server does not speak TLS there: set tls = %q, or the port for tls (usually 993) (%w)", where, TLSStart, err)
	case errors.As(err, &timeout) && timeout.Timeout():
		return fmt.Errorf("connect to %s: no answer: wrong port, or a firewall in between (%w)", where, err)
	}
	return fmt.Errorf("connect to %s: %w", where, err)
}

// certificateError names the certificate that was not accepted, what is wrong with it, and who can mend it.
func certificateError(c Config, where string, err *tls.CertificateVerificationError) error {
	if len(err.UnverifiedCertificates) == 0 {
		return fmt.Errorf("connect to %s: %w", where, err)
	}
	cert := err.UnverifiedCertificates[0]
	what := fmt.Sprintf("connect to %s: the certificate of %q (issued by %q, valid %s to %s)", where, cert.Subject.String(),
		cert.Issuer.String(), day(cert.NotBefore), day(cert.NotAfter))
	var (
		invalid x509.CertificateInvalidError
		name    x509.HostnameError
		unknown x509.UnknownAuthorityError
	)
	switch {
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		return fmt.Errorf("%s has expired or is not valid yet: the server's owner has to renew it; is this machine's clock right? (%w)", what, err)
	case errors.As(err, &name):
		return fmt.Errorf("%s is not for %q but for %s: use the server's proper name as host (%w)", what, c.Host, certNames(cert), err)
	case errors.As(err, &unknown) && c.CAFile != "":
		return fmt.Errorf("%s is not signed by the authority in ca_file %s (%w)", what, c.CAFile, err)
	case errors.As(err, &unknown):
		return fmt.Errorf("%s is signed by an authority that this machine does not know: for a private server, name its CA certificate in ca_file (%w)", what, err)
	}
	return fmt.Errorf("%s is not accepted: %w", what, err)
}

func day(t time.Time) string { return t.UTC().Format("2006-01-02") }

func certNames(c *x509.Certificate) string {
	names := append([]string(nil), c.DNSNames...)
	for _, ip := range c.IPAddresses {
		names = append(names, ip.String())
	}
	if len(names) == 0 {
		return "no name at all"
	}
	return strings.Join(names, ", ")
}

// loginError says for a person why the login failed, with what the mail service wants instead of the usual password.
func loginError(c Config, err error) error {
	var no *refusal
	switch {
	case errors.Is(err, errLoginDisabled):
		return fmt.Errorf("log in to %s as %s: %w: set tls = %q or %q, or another auth", c.Host, c.user(), errors.Join(ErrLogin, errLoginDisabled), TLSImplicit, TLSStart)
	case !errors.As(err, &no):
		return fmt.Errorf("log in to %s as %s: %w", c.Host, c.user(), err)
	case no.code == "UNAVAILABLE" || no.code == "INUSE" || no.code == "LIMIT":
		return fmt.Errorf("log in to %s as %s: %w", c.Host, c.user(), err) // passing trouble of the server
	}
	return fmt.Errorf("log in to %s as %s: %w (%w)%s", c.Host, c.user(), ErrLogin, err, loginHint(c))
}

// loginHint names the way to a password that the big mail services accept from programs.
func loginHint(c Config) string {
	if c.Auth == AuthXOAuth2 || c.Auth == AuthBearer {
		return ": the access token is wrong or has expired"
	}
	host := strings.ToLower(c.Host)
	for _, service := range []struct{ hosts, hint string }{
		{"yandex.ru yandex.com yandex.net ya.ru", "Yandex wants an app password, not the account's: id.yandex.ru → Безопасность → Пароли приложений → Почта; and IMAP must be allowed: mail.yandex.ru → Настройки → Почтовые программы"},
		{"mail.ru bk.ru list.ru inbox.ru vk.com", "Mail.ru wants a password for external programs, not the account's: account.mail.ru → Безопасность → Пароли для внешних приложений"},
		{"gmail.com googlemail.com google.com", "Gmail wants an app password (needs two-step verification): myaccount.google.com → Security → App passwords; or auth = \"xoauth2\""},
		{"outlook.com office365.com hotmail.com live.com", "Microsoft takes no passwords here: auth = \"xoauth2\" with an access token"},
		{"icloud.com me.com", "iCloud wants an app-specific password: account.apple.com → Sign-In and Security"},
		{"rambler.ru", "Rambler wants IMAP to be allowed first: mail.rambler.ru → Настройки → Программы"},
	} {
		for _, suffix := range strings.Fields(service.hosts) {
			if host == suffix || strings.HasSuffix(host, "."+suffix) {
				return ": " + service.hint
			}
		}
	}
	return ": is the user name right (often the whole address), and the password?"
}

package letters

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
)

// dialogue is a conversation with an SMTP server, logged in.
type dialogue struct {
	account SMTP
	conn    net.Conn // the connection below TLS: closing it ends whatever waits for it
	smtp    *smtp.Client
	broken  bool // nothing more may be said
}

// step does one piece of the conversation within a time limit. When that or ctx ends, the connection is closed, which is
// the only way to make the library stop waiting.
func (d *dialogue) step(ctx context.Context, limit time.Duration, f func() error) error {
	ctx, cancel := context.WithTimeoutCause(ctx, limit, fmt.Errorf("no answer within %s", limit))
	defer cancel()
	stop := context.AfterFunc(ctx, func() { _ = d.conn.Close() })
	err := f()
	if stop() || err == nil || answerCode(err) != 0 {
		return err
	}
	return context.Cause(ctx)
}

// quit takes leave, as far as that is possible, and closes the connection. A transaction that was begun ends with nobody
// getting anything.
func (d *dialogue) quit(ctx context.Context) {
	const patience = 5 * time.Second
	if !d.broken && ctx.Err() == nil {
		_ = d.step(ctx, patience, d.smtp.Quit) // what was answered before holds, whatever comes of this
	}
	_ = d.conn.Close()
}

func (s SMTP) timeout() time.Duration { return cmp.Or(s.Timeout, time.Minute) }

// connect opens a secured, logged-in dialogue.
func (s SMTP) connect(ctx context.Context) (_ *dialogue, err error) {
	if err := s.Validate(); err != nil {
		return nil, fmt.Errorf("smtp account: %w", err)
	}
	conn, err := s.dial(ctx)
	if err != nil {
		return nil, fmt.Errorf("connect to %s: %w: check host and port", s.address(), err)
	}
	d := &dialogue{account: s, conn: &boundedConn{Conn: conn, left: maxHeard}}
	for _, phase := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"greet", d.greet},
		{"secure the connection to", d.startTLS},
		{"log in to", d.login},
	} {
		if err := phase.do(ctx); err != nil {
			_ = d.conn.Close()
			return nil, fmt.Errorf("%s %s: %w%s", phase.what, s.address(), err, connectRemedy(err))
		}
	}
	return d, nil
}

func (s SMTP) dial(ctx context.Context) (net.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeout(), fmt.Errorf("no answer within %s", s.timeout()))
	defer cancel()
	dial := s.Dial
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	return dial(ctx, "tcp", s.address())
}

// greet hears the server's greeting, inside TLS where that comes first, and says hello.
func (d *dialogue) greet(ctx context.Context) error {
	s := d.account
	conn := d.conn
	if s.TLS == "" || s.TLS == TLSImplicit {
		config, err := s.tlsConfig()
		if err != nil {
			return err
		}
		secured := tls.Client(d.conn, config)
		if err := d.step(ctx, s.timeout(), func() error { return secured.HandshakeContext(ctx) }); err != nil {
			return err
		}
		conn = secured
	}
	return d.step(ctx, s.timeout(), func() (err error) {
		if d.smtp, err = smtp.NewClient(conn, s.Host); err != nil {
			return err
		}
		_, domain, _ := strings.Cut(s.User, "@")
		return d.smtp.Hello(cmp.Or(domain, "localhost"))
	})
}

// errNoStartTLS keeps password and letter from going over in the clear.
var errNoStartTLS = errors.New("the server offers no STARTTLS")

func (d *dialogue) startTLS(ctx context.Context) error {
	if d.account.TLS != TLSStart {
		return nil
	}
	if has, _ := d.smtp.Extension("STARTTLS"); !has {
		return errNoStartTLS
	}
	config, err := d.account.tlsConfig()
	if err != nil {
		return err
	}
	return d.step(ctx, d.account.timeout(), func() error { return d.smtp.StartTLS(config) })
}

func (s SMTP) tlsConfig() (*tls.Config, error) {
	config := &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12}
	if s.CAFile == "" {
		return config, nil
	}
	pem, err := os.ReadFile(s.CAFile)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ca_file %s holds no certificate in PEM form", s.CAFile)
	}
	return config, nil
}

func (d *dialogue) login(ctx context.Context) error {
	s := d.account
	if s.User == "" {
		return nil
	}
	secret, err := s.Secret(ctx)
	if err != nil {
		return fmt.Errorf("get the password of %s: %w", s.User, err)
	}
	_, offered := d.smtp.Extension("AUTH")
	auth, err := s.mechanism(strings.Fields(strings.ToUpper(offered)), secret)
	if err != nil {
		return err
	}
	if err := d.step(ctx, s.timeout(), func() error { return d.smtp.Auth(auth) }); err != nil {
		return fmt.Errorf("as %s: %w%s", s.User, err, loginHint(err, s.Host, s.Auth))
	}
	return nil
}

// mechanism returns the way to log in: the one that the account wants, else the first of those that the server offers. The
// connection is secured, or inside this machine, so simple ways come first: fewest servers fail at them.
func (s SMTP) mechanism(offered []string, secret string) (smtp.Auth, error) {
	const plainAllowed = true
	all := []struct {
		name, auth string
		make       func() smtp.Auth
	}{
		{"XOAUTH2", AuthXOAuth2, func() smtp.Auth { return smtp.XOAuth2Auth(s.User, secret) }},
		{"OAUTHBEARER", AuthBearer, func() smtp.Auth { return bearer{s, secret} }},
		{"PLAIN", AuthPassword, func() smtp.Auth { return smtp.PlainAuth("", s.User, secret, s.Host, plainAllowed) }},
		{"LOGIN", AuthPassword, func() smtp.Auth { return smtp.LoginAuth(s.User, secret, s.Host, plainAllowed) }},
		{"SCRAM-SHA-256", AuthPassword, func() smtp.Auth { return smtp.ScramSHA256Auth(s.User, secret) }},
		{"SCRAM-SHA-1", AuthPassword, func() smtp.Auth { return smtp.ScramSHA1Auth(s.User, secret) }},
		{"CRAM-MD5", AuthPassword, func() smtp.Auth { return smtp.CRAMMD5Auth(s.User, secret) }},
	}
	want := cmp.Or(s.Auth, AuthPassword)
	for _, m := range all {
		if m.auth == want && slices.Contains(offered, m.name) {
			return m.make(), nil
		}
	}
	if len(offered) == 0 {
		return nil, errors.New("the server asks for no login: leave user and password out, or try port 587 with tls = \"starttls\"")
	}
	return nil, fmt.Errorf("the server has no login by %s, it offers %s", want, strings.Join(offered, ", "))
}

// bearer is the OAUTHBEARER mechanism (RFC 7628).
type bearer struct {
	account SMTP
	token   string
}

// Start implements smtp.Auth.
func (b bearer) Start(*smtp.ServerInfo) (string, []byte, error) {
	return "OAUTHBEARER", fmt.Appendf(nil, "n,a=%s,\x01host=%s\x01port=%d\x01auth=Bearer %s\x01\x01", b.account.User, b.account.Host, b.account.port(), b.token), nil
}

// Next implements smtp.Auth. The server's challenge is the refusal; it is to be acknowledged with a single ^A.
func (b bearer) Next(_ []byte, more bool) ([]byte, error) {
	if more {
		return []byte{1}, nil
	}
	return nil, nil
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// maxHeard bounds what is heard of a server in one dialogue: the library collects lines without end.
const maxHeard = 1 << 20

// boundedConn ends when the other side has said too much.
type boundedConn struct {
	net.Conn
	left int64 // used by the one reader only
}

// Read implements net.Conn.
func (c *boundedConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		return 0, fmt.Errorf("the server talks without end: %w", io.ErrUnexpectedEOF)
	}
	n, err := c.Conn.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

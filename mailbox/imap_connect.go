package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/emersion/go-sasl"
)

const (
	dialTimeout = 30 * time.Second
	keepAlive   = time.Minute
)

// connect opens a connection and logs in. Errors say what a person can do about them.
func (b *IMAP) connect(ctx context.Context) (*imapConn, error) {
	c := b.config
	trust, err := trustedTLS(c)
	if err != nil {
		return nil, err
	}
	conn, err := b.dial(ctx, trust)
	if err != nil {
		return nil, connectError(c, err)
	}
	if err := b.login(ctx, conn); err != nil {
		conn.close()
		return nil, loginError(c, err)
	}
	c.Log.Debug("logged in", "mailbox", c.name(), "server", c.Host, "can", conn.capabilities())
	return conn, nil
}

func (b *IMAP) dial(ctx context.Context, trust *tls.Config) (*imapConn, error) {
	c := b.config
	ctx, cancel := context.WithTimeout(ctx, 2*dialTimeout)
	defer cancel()
	dial := c.Dial
	if dial == nil {
		dial = (&net.Dialer{Timeout: dialTimeout, KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: keepAlive}}).DialContext
	}
	line, err := dial(ctx, "tcp", net.JoinHostPort(c.Host, fmt.Sprint(c.port())))
	if err != nil {
		return nil, err
	}
	if c.TLS == TLSNone {
		return newImapConn(ctx, newGuard(line, line))
	}
	var greeting string
	if c.TLS == TLSStart {
		if greeting, err = startTLS(ctx, line); err != nil {
			_ = line.Close()
			return nil, err
		}
	}
	secure := tls.Client(line, trust)
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = line.Close()
		return nil, err
	}
	return newImapConn(ctx, newGuard(&greeted{Conn: secure, greeting: greeting}, line))
}

// startTLS asks the server to go on in TLS (RFC 3501 6.2.1). It returns the greeting for the library, which would wait
// for another one: without capabilities, because those given in the clear must be forgotten.
func startTLS(ctx context.Context, line net.Conn) (greeting string, err error) {
	stop := context.AfterFunc(ctx, func() { _ = line.Close() })
	defer stop()
	in := bufio.NewReaderSize(line, 8<<10)
	hello, err := in.ReadSlice('\n')
	switch {
	case err != nil:
		return "", fmt.Errorf("greeting: %w", err)
	case !bytes.HasPrefix(bytes.ToUpper(hello), []byte("* OK")):
		return "", fmt.Errorf("the server does not let us in: %q", bytes.TrimSpace(hello))
	}
	if _, err := io.WriteString(line, "S1 STARTTLS\r\n"); err != nil {
		return "", err
	}
	for range 100 {
		answer, err := in.ReadSlice('\n')
		switch {
		case err != nil:
			return "", fmt.Errorf("STARTTLS: %w", err)
		case bytes.HasPrefix(answer, []byte("* ")):
			continue
		case !bytes.HasPrefix(bytes.ToUpper(answer), []byte("S1 OK")):
			return "", fmt.Errorf("the server has no STARTTLS here (it says %q): set tls = %q and its port, usually 993", bytes.TrimSpace(answer), TLSImplicit)
		case in.Buffered() > 0:
			return "", errors.New("there is data between the answer to STARTTLS and TLS: somebody may be tampering with the connection")
		}
		return "* OK TLS\r\n", nil
	}
	return "", errors.New("STARTTLS is not answered")
}

// greeted is a connection on which a line can be read before what comes in.
type greeted struct {
	net.Conn
	greeting string
}

func (g *greeted) Read(p []byte) (int, error) {
	if g.greeting == "" {
		return g.Conn.Read(p)
	}
	n := copy(p, g.greeting)
	g.greeting = g.greeting[n:]
	return n, nil
}

// trustedTLS is what the server has to prove: its name, by the machine's authorities or those of the CA file.
func trustedTLS(c Config) (*tls.Config, error) {
	t := &tls.Config{ServerName: c.Host, MinVersion: tls.VersionTLS12}
	if c.CAFile == "" {
		return t, nil
	}
	pem, err := os.ReadFile(c.CAFile)
	if err != nil {
		return nil, fmt.Errorf("ca_file: %w", err)
	}
	t.RootCAs = x509.NewCertPool()
	if !t.RootCAs.AppendCertsFromPEM(pem) {
		return nil, fmt.Errorf("ca_file %s: no certificate in PEM form (-----BEGIN CERTIFICATE-----) in it", c.CAFile)
	}
	return t, nil
}

func (b *IMAP) login(ctx context.Context, conn *imapConn) error {
	c := b.config
	secret, err := c.Secret(ctx)
	if err != nil {
		return fmt.Errorf("password of %s: %w", c.user(), err)
	}
	if c.Auth != AuthXOAuth2 && c.Auth != AuthBearer {
		return conn.login(ctx, nil, c.user(), secret)
	}
	token := newBearerToken(c, secret)
	err = conn.login(ctx, sasl.Client(token), "", "")
	if err != nil && token.complaint != "" && !errors.Is(err, context.Canceled) {
		return &refusal{code: "AUTHENTICATIONFAILED", text: token.complaint}
	}
	return err
}

package mailbox

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
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
	switch c.TLS {
	case TLSNone:
		return newImapConn(ctx, newGuard(line, line), nil)
	case TLSStart:
		return newImapConn(ctx, newGuard(line, line), trust)
	}
	secure := tls.Client(line, trust)
	if err := secure.HandshakeContext(ctx); err != nil {
		_ = line.Close()
		return nil, err
	}
	return newImapConn(ctx, newGuard(secure, line), nil)
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

package letters

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/wneessen/go-mail/smtp"
	"golang.org/x/net/idna"
)

// How a connection to an SMTP server is secured.
const (
	TLSImplicit = "tls"      // from the first byte, usually port 465; the default
	TLSStart    = "starttls" // upgraded after the greeting, usually port 587; never left out
	TLSNone     = "none"     // only to the machine itself
)

// How to log in to an SMTP server.
const (
	AuthPassword = "password"    // PLAIN, LOGIN, SCRAM or CRAM-MD5, whichever the server has; the default
	AuthXOAuth2  = "xoauth2"     // the secret is an access token
	AuthBearer   = "oauthbearer" // the same by RFC 7628
)

// SMTP is an account to send letters by. The zero value of everything but Host is a sensible default.
type SMTP struct {
	Host   string
	Port   int    // 0: 465 with TLSImplicit, 587 with TLSStart, else 25
	TLS    string // TLSImplicit, TLSStart, TLSNone; "" means TLSImplicit
	CAFile string // PEM certificates to trust instead of the machine's, for private servers
	User   string // "" sends without logging in
	Auth   string // AuthPassword, AuthXOAuth2, AuthBearer; "" means AuthPassword
	// Secret returns the password or token. It is asked at each login and what it returns is not kept.
	Secret func(context.Context) (string, error)
	// Timeout is how long each answer of the server may take; 0 means a minute. AcceptTimeout is how long it may take to
	// accept a letter that was handed over whole; 0 means ten minutes (RFC 5321 4.5.3.2.6): giving up here leaves a letter
	// of uncertain fate.
	Timeout, AcceptTimeout time.Duration
	// Dial replaces the dialling of TCP connections.
	Dial func(ctx context.Context, network, address string) (net.Conn, error)
}

// stopGrace is how much longer than a stop signal an answer to a letter already handed over is waited for.
const stopGrace = 10 * time.Second

// Result is what became of an attempt to send.
type Result struct {
	Phase    Phase  // Sent, Queued (not sent, worth trying again), Failed (refused for good) or Uncertain
	Response string // the server's last word, with its code; "" when it said none
	Err      error  // nil when Sent; names server, step and remedy
	Account  bool   // of Queued: the server or the login is at fault, so that no other letter would leave by this account now
}

// Validate tells everything that is wrong with the account without touching the network.
func (s SMTP) Validate() error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if s.Host == "" {
		wrong("no host: name the SMTP server")
	}
	if s.Port < 0 || s.Port > 65535 {
		wrong("port %d: must be 1 to 65535 (usual: 465 with tls, 587 with starttls)", s.Port)
	}
	switch s.TLS {
	case "", TLSImplicit, TLSStart:
	case TLSNone:
		if s.Host != "" && !isLoopback(s.Host) {
			wrong("tls = %q to %s: letters and password would cross the network in the clear; use %q or %q (none is for this machine itself)",
				TLSNone, s.Host, TLSImplicit, TLSStart)
		}
	default:
		wrong("tls = %q: must be %q, %q or %q", s.TLS, TLSImplicit, TLSStart, TLSNone)
	}
	if !slices.Contains([]string{"", AuthPassword, AuthXOAuth2, AuthBearer}, s.Auth) {
		wrong("auth = %q: must be %q, %q or %q", s.Auth, AuthPassword, AuthXOAuth2, AuthBearer)
	}
	if s.User != "" && s.Secret == nil {
		wrong("no password for %s at %s", s.User, s.Host)
	}
	return errors.Join(errs...)
}

// Check connects, logs in and hangs up.
func (s SMTP) Check(ctx context.Context) error {
	d, err := s.connect(ctx)
	if err != nil {
		return err
	}
	d.quit(ctx)
	return nil
}

// Send hands a letter, composed before, to the server: for all recipients or for none. transmitting is called just before
// DATA, the last moment at which nothing irrevocable has happened; its error stops the sending.
//
// What the server refuses with a 5xx answer is Failed, except for what is wrong with the account rather than the letter.
// Everything that happens before the letter is handed over whole is Queued. Once it is, only a clear answer tells its
// fate: no answer is Uncertain, never Queued, for the server may have sent it on. When ctx ends in that moment the answer
// is still waited for a little.
func (s SMTP) Send(ctx context.Context, from string, to []string, raw []byte, transmitting func() error) Result {
	e, err := newEnvelope(from, to)
	if err != nil {
		return Result{Phase: Failed, Err: fmt.Errorf("send by %s: %w", s.address(), err)}
	}
	d, err := s.connect(ctx)
	if err != nil {
		return Result{Phase: Queued, Response: answer(err), Err: err, Account: true}
	}
	defer d.quit(ctx)
	if err := d.address(ctx, e); err != nil {
		return refused(fmt.Errorf("send by %s: %w", s.address(), err))
	}
	if err := transmitting(); err != nil {
		return Result{Phase: Queued, Err: fmt.Errorf("send by %s: %w", s.address(), err)}
	}
	response, given, err := d.hand(ctx, raw)
	switch {
	case err == nil:
		return Result{Phase: Sent, Response: response}
	case given && !isRefusal(err):
		return Result{Phase: Uncertain, Err: fmt.Errorf("send by %s: the letter was handed over, but no answer came: %w: the server may have sent it: "+
			"look into the Sent folder or ask the recipient; it will not be sent again by itself", s.address(), err)}
	default:
		return refused(fmt.Errorf("send by %s: the letter was not taken: %w", s.address(), err))
	}
}

func (s SMTP) address() string { return net.JoinHostPort(s.Host, strconv.Itoa(s.port())) }

func (s SMTP) port() int {
	usual := map[string]int{TLSStart: 587, TLSNone: 25}[s.TLS]
	return cmp.Or(s.Port, usual, 465)
}

// envelope is whom a letter is from and for, as SMTP wants it.
type envelope struct {
	from string
	to   []string
	utf8 bool // an address cannot be written without SMTPUTF8 (RFC 6531)
}

func newEnvelope(from string, to []string) (e envelope, err error) {
	if e.from, err = e.mailbox(from); err != nil {
		return e, fmt.Errorf("sender: %w", err)
	}
	for _, addr := range to {
		if addr, err = e.mailbox(addr); err != nil {
			return e, fmt.Errorf("recipient: %w", err)
		}
		if !slices.Contains(e.to, addr) {
			e.to = append(e.to, addr)
		}
	}
	if len(e.to) == 0 {
		return e, errors.New("the letter has no recipient")
	}
	return e, nil
}

// mailbox returns an address in angle brackets, its domain in ASCII.
func (e *envelope) mailbox(addr string) (string, error) {
	local, domain, ok := strings.Cut(addr, "@")
	if !ok || local == "" || domain == "" || strings.ContainsAny(addr, " \t\r\n<>\"\\,;") || strings.Contains(domain, "@") {
		return "", fmt.Errorf("%q is no mail address: write it as name@example.com", addr)
	}
	ascii, err := idna.Lookup.ToASCII(domain)
	if err != nil {
		return "", fmt.Errorf("the domain of %q cannot be: %w", addr, err)
	}
	e.utf8 = e.utf8 || strings.ContainsFunc(local, func(r rune) bool { return r >= 0x80 })
	return "<" + local + "@" + ascii + ">", nil
}

// address names sender and recipients to the server.
func (d *dialogue) address(ctx context.Context, e envelope) error {
	d.smtp.SkipSMTPUTF8(!e.utf8)
	if has, _ := d.smtp.Extension("SMTPUTF8"); e.utf8 && !has {
		return &textproto.Error{Code: 553, Msg: "an address has letters that this server cannot send to (it has no SMTPUTF8)"}
	}
	if err := d.step(ctx, d.account.timeout(), func() error { return d.smtp.Mail(e.from) }); err != nil {
		return fmt.Errorf("the sender %s was refused: %w", e.from, err)
	}
	for _, to := range e.to {
		if err := d.step(ctx, d.account.timeout(), func() error { return d.smtp.Rcpt(to) }); err != nil {
			return fmt.Errorf("the recipient %s was refused, so the letter went to nobody: %w", to, err)
		}
	}
	return nil
}

// hand transmits the letter. given tells whether it went over whole, so that without an answer its fate is unknown: before
// the final dot no server may take it (RFC 5321 4.1.1.4).
func (d *dialogue) hand(ctx context.Context, raw []byte) (response string, given bool, err error) {
	var w io.WriteCloser
	if err := d.step(ctx, d.account.timeout(), func() (err error) { w, err = d.smtp.Data(); return err }); err != nil {
		return "", false, err
	}
	whole, cancel := outlive(ctx, stopGrace)
	defer cancel()
	d.broken = true // until the server has answered, QUIT would end the letter with what is there of it
	err = d.step(whole, cmp.Or(d.account.AcceptTimeout, 10*time.Minute), func() error {
		if _, err := w.Write(raw); err != nil {
			return err
		}
		given = true
		return w.Close()
	})
	d.broken = err != nil && !isRefusal(err)
	if answerCode(err)/100 == 2 {
		err = nil // taken, if with an unusual code
	}
	if closer, ok := w.(*smtp.DataCloser); ok && err == nil {
		response = "250 " + closer.ServerResponse()
	}
	return response, given, err
}

// outlive returns a context that ends so much later than another.
func outlive(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	longer, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(grace, func() { cancel(context.Cause(ctx)) })
		context.AfterFunc(longer, func() { timer.Stop() })
	})
	return longer, func() { stop(); cancel(nil) }
}

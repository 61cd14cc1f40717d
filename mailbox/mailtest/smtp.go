package mailtest

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Stage is a point of an SMTP dialogue at which a server can misbehave.
type Stage string

// The stages, in their order. Before the server's answer to DATA's final dot the letter is already transmitted:
// a client cannot know from a drop at AfterData whether it was kept.
const (
	OnConnect Stage = "connect"
	OnAuth    Stage = "auth"
	OnMail    Stage = "mail"
	OnRcpt    Stage = "rcpt"
	OnData    Stage = "data"       // the DATA command itself, before any byte of the letter; only without TLS
	AfterData Stage = "after data" // the letter was received whole
)

// Letter is a letter as an SMTP server got it.
type Letter struct {
	User string // who had logged in
	From string
	To   []string
	Data []byte
	At   time.Time
}

// Fault is how an SMTP server misbehaves at a stage; the zero Fault is good behaviour.
type Fault struct {
	Code     int // answers with this code, such as 451 or 550, and Text
	Enhanced [3]int
	Text     string
	Drop     bool // cuts the connection without an answer
	Keep     bool // with Code or Drop at AfterData: the letter is kept and delivered all the same
}

// SMTPOptions chooses how an in-memory SMTP server behaves. The zero value takes letters from anybody.
type SMTPOptions struct {
	TLS        *tls.Config // offers STARTTLS, and with Implicit speaks TLS from the first byte
	Implicit   bool
	Users      map[string]string                      // user to password; when set, a login is required
	SecureAuth bool                                   // offers AUTH only inside TLS
	MaxBytes   int64                                  // SIZE; 0 = no limit
	Deliver    func(Letter) error                     // called for each letter taken, before the answer; its error is answered as 451
	Misbehave  func(stage Stage, letter Letter) Fault // asked at each stage
	Now        func() time.Time                       // the clock for Letter.At; nil = time.Now
	Transcript io.Writer
}

// SMTP is an SMTP server in memory that keeps what it gets. Like IMAP it is reached by Dial and by Listen.
type SMTP struct {
	options SMTPOptions
	server  *smtp.Server
	lines   *lines
	done    sync.WaitGroup

	mu      sync.Mutex
	letters []Letter
}

// NewSMTP starts a server. Close stops it.
func NewSMTP(o SMTPOptions) *SMTP {
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &SMTP{options: o}
	s.server = smtp.NewServer(smtp.BackendFunc(s.newSession))
	s.server.Domain = "localhost"
	s.server.AllowInsecureAuth = !o.SecureAuth
	s.server.MaxMessageBytes = o.MaxBytes
	s.server.EnableSMTPUTF8 = true
	s.server.ErrorLog = log.New(io.Discard, "", 0)
	if o.Transcript != nil {
		s.server.Debug = &lockedWriter{w: o.Transcript}
	}
	if !o.Implicit {
		s.server.TLSConfig = o.TLS
	}
	s.lines = newLines(func(c net.Conn) net.Conn {
		c = &dataConn{Conn: c}
		if o.Implicit {
			c = tls.Server(c, o.TLS)
		}
		return c
	})
	s.serve(s.lines)
	return s
}

func (s *SMTP) serve(ln net.Listener) {
	accepting := announce(ln)
	s.done.Go(func() { _ = s.server.Serve(accepting) })
	<-accepting.ready
}

// Dial connects to the server through a net.Pipe, whatever the address.
func (s *SMTP) Dial(ctx context.Context, _, _ string) (net.Conn, error) { return s.lines.dial(ctx) }

// Listen opens the server on a TCP address such as "127.0.0.1:0" too and returns the port.
func (s *SMTP) Listen(address string) (int, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return 0, fmt.Errorf("smtp server: %w", err)
	}
	s.serve(s.lines.wrapping(ln))
	return ln.Addr().(*net.TCPAddr).Port, nil
}

// Letters returns the letters taken so far, oldest first.
func (s *SMTP) Letters() []Letter {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Letter(nil), s.letters...)
}

// Close stops the server and cuts its connections.
func (s *SMTP) Close() error {
	s.lines.dropAll()
	err := s.server.Close()
	s.done.Wait()
	return err
}

// DeliverTo returns a function for SMTPOptions.Deliver that puts each letter into the INBOX of those recipients that
// have an account on the IMAP server, the user name being the address; others are taken and forgotten.
func DeliverTo(s *IMAP) func(Letter) error {
	return func(l Letter) error {
		for _, to := range l.To {
			if a := s.account(strings.ToLower(to)); a != nil {
				a.Deliver("INBOX", append([]byte("Return-Path: <"+l.From+">\r\n"), l.Data...), l.At)
			}
		}
		return nil
	}
}

func (s *SMTP) take(l Letter) error {
	if s.options.Deliver != nil {
		if err := s.options.Deliver(l); err != nil {
			return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: err.Error()}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.letters = append(s.letters, l)
	return nil
}

type smtpSession struct {
	server *SMTP
	conn   *smtp.Conn
	letter Letter
}

func (s *SMTP) newSession(c *smtp.Conn) (smtp.Session, error) {
	sess := &smtpSession{server: s, conn: c}
	return sess, sess.fault(OnConnect)
}

// fault does what the server was told to do wrong at this stage.
func (s *smtpSession) fault(stage Stage) error {
	if s.server.options.Misbehave == nil {
		return nil
	}
	f := s.server.options.Misbehave(stage, s.letter)
	if f.Keep && stage == AfterData {
		if err := s.server.take(s.letter); err != nil {
			return err
		}
	}
	if f.Drop {
		_ = s.conn.Conn().Close()
		return errors.New("dropped")
	}
	if f.Code == 0 {
		return nil
	}
	return &smtp.SMTPError{Code: f.Code, EnhancedCode: smtp.EnhancedCode(f.Enhanced), Message: f.Text}
}

func (s *smtpSession) AuthMechanisms() []string {
	if s.server.options.Users == nil {
		return nil
	}
	return []string{sasl.Plain, sasl.Login}
}

func (s *smtpSession) Auth(mech string) (sasl.Server, error) {
	login := func(user, password string) error {
		if err := s.fault(OnAuth); err != nil {
			return err
		}
		if want, ok := s.server.options.Users[user]; !ok || want != password {
			return smtp.ErrAuthFailed
		}
		s.letter.User = user
		return nil
	}
	if mech == sasl.Login {
		return &loginServer{login: login}, nil
	}
	return sasl.NewPlainServer(func(_, user, password string) error { return login(user, password) }), nil
}

func (s *smtpSession) Mail(from string, _ *smtp.MailOptions) error {
	if s.server.options.Users != nil && s.letter.User == "" {
		return smtp.ErrAuthRequired
	}
	s.letter = Letter{User: s.letter.User, From: from}
	return s.fault(OnMail)
}

func (s *smtpSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.letter.To = append(s.letter.To, to)
	err := s.fault(OnRcpt)
	if err != nil {
		s.letter.To = s.letter.To[:len(s.letter.To)-1]
		return err
	}
	// The library answers DATA with 354 by itself: a fault there has to be prepared on the connection.
	if c, ok := s.conn.Conn().(*dataConn); ok && s.server.options.Misbehave != nil {
		letter := s.letter
		c.fault = func() Fault { return s.server.options.Misbehave(OnData, letter) }
	}
	return nil
}

func (s *smtpSession) Data(r io.Reader) error {
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		return err
	}
	s.letter.Data, s.letter.At = b.Bytes(), s.server.options.Now()
	if err := s.fault(AfterData); err != nil {
		return err
	}
	return s.server.take(s.letter)
}

func (s *smtpSession) Reset()        { s.letter = Letter{User: s.letter.User} }
func (s *smtpSession) Logout() error { return nil }

// loginServer is the server's side of the old LOGIN mechanism, which many mail services still ask for.
type loginServer struct {
	login func(user, password string) error
	user  string
	step  int
}

func (l *loginServer) Next(response []byte) ([]byte, bool, error) {
	l.step++
	switch {
	case l.step == 1 && response == nil:
		return []byte("Username:"), false, nil
	case l.user == "":
		l.user = string(response)
		return []byte("Password:"), false, nil
	}
	return nil, true, l.login(l.user, string(response))
}

// dataConn turns the library's "354" into what fault says, and then hangs up. It is used by one goroutine.
type dataConn struct {
	net.Conn
	fault func() Fault
}

func (c *dataConn) Write(p []byte) (int, error) {
	if c.fault == nil || !bytes.HasPrefix(p, []byte("354 ")) {
		return c.Conn.Write(p)
	}
	f := c.fault()
	switch {
	case f.Drop:
		_ = c.Conn.Close()
		return 0, net.ErrClosed
	case f.Code != 0:
		_, err := fmt.Fprintf(c.Conn, "%d %d.%d.%d %s\r\n", f.Code, f.Enhanced[0], f.Enhanced[1], f.Enhanced[2], f.Text)
		return 0, errors.Join(err, c.Conn.Close())
	}
	return c.Conn.Write(p)
}

// Package mailtest holds mail servers to try mail programs against: an IMAP and an SMTP server in memory (for tests
// in fake time and for the demo), a scripted IMAP server that misbehaves on purpose, and throw-away Dovecot and
// Postfix instances on loopback. Nothing in it is meant to face a network.
package mailtest

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"slices"
	"sync"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapserver"
)

// IMAPOptions chooses how an in-memory IMAP server behaves. The zero value is a plain server for loopback.
type IMAPOptions struct {
	TLS        *tls.Config // offers STARTTLS, and with Implicit speaks TLS from the first byte
	Implicit   bool
	SecureAuth bool      // refuses logins without TLS (LOGINDISABLED)
	NoIdle     bool      // hides IDLE from the client; only without Implicit TLS
	Transcript io.Writer // receives everything said on all connections, passwords included
	Log        io.Writer // receives the server's own complaints; nil drops them
}

// IMAP is an IMAP server in memory: several accounts, special-use folders, IDLE, UIDPLUS, no CONDSTORE. It can be
// reached by Dial (net.Pipe, which works in testing/synctest) and by Listen (TCP on loopback).
type IMAP struct {
	front, back   *imapserver.Server // back serves Account's own look-ins: plain, not counted
	lines, inside *lines
	done          sync.WaitGroup

	mu       sync.Mutex
	accounts map[string]*Account
	logins   int
	refused  int
	stores   int
}

// NewIMAP starts a server that has no accounts yet. Close stops it.
func NewIMAP(o IMAPOptions) *IMAP {
	s := &IMAP{accounts: map[string]*Account{}}
	var tlsForLater *tls.Config
	if !o.Implicit {
		tlsForLater = o.TLS
	}
	var transcript io.Writer
	if o.Transcript != nil {
		transcript = &lockedWriter{w: o.Transcript}
	}
	complaints := log.New(orDiscard(o.Log), "", 0)
	s.front = imapserver.New(&imapserver.Options{
		NewSession: s.newSession(false), Caps: capabilities(), TLSConfig: tlsForLater, InsecureAuth: !o.SecureAuth,
		Logger: complaints, DebugWriter: transcript,
	})
	s.back = imapserver.New(&imapserver.Options{
		NewSession: s.newSession(true), Caps: capabilities(), InsecureAuth: true, Logger: complaints,
	})
	s.lines = newLines(func(c net.Conn) net.Conn {
		c = patientConn{c}
		if o.NoIdle {
			c = &hidingConn{Conn: c, word: []byte(" IDLE")}
		}
		if o.Implicit {
			c = tls.Server(c, o.TLS)
		}
		return c
	})
	s.inside = newLines(func(c net.Conn) net.Conn { return c })
	s.serve(s.front, s.lines)
	s.serve(s.back, s.inside)
	return s
}

func capabilities() imap.CapSet {
	return imap.CapSet{
		imap.CapIMAP4rev1: {}, imap.CapUIDPlus: {}, imap.CapMove: {}, imap.CapSpecialUse: {}, imap.CapNamespace: {},
		imap.CapListExtended: {}, imap.CapListStatus: {}, imap.CapESearch: {}, imap.CapLiteralPlus: {}, imap.CapChildren: {},
	}
}

func (s *IMAP) newSession(visitor bool) func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
	return func(*imapserver.Conn) (imapserver.Session, *imapserver.GreetingData, error) {
		return &session{server: s, visitor: visitor}, nil, nil
	}
}

func (s *IMAP) serve(server *imapserver.Server, ln net.Listener) {
	accepting := announce(ln)
	s.done.Go(func() { _ = server.Serve(accepting) })
	<-accepting.ready
}

// Dial connects to the server through a net.Pipe, whatever the address: it fits mailbox.Config.Dial.
func (s *IMAP) Dial(ctx context.Context, _, _ string) (net.Conn, error) { return s.lines.dial(ctx) }

// Listen opens the server on a TCP address such as "127.0.0.1:0" too and returns the port.
func (s *IMAP) Listen(address string) (int, error) {
	ln, err := net.Listen("tcp", address)
	if err != nil {
		return 0, fmt.Errorf("imap server: %w", err)
	}
	s.serve(s.front, s.lines.wrapping(ln))
	return ln.Addr().(*net.TCPAddr).Port, nil
}

// DropAll cuts every connection there is; new ones are welcome.
func (s *IMAP) DropAll() { s.lines.dropAll() }

// Logins returns how many logins have succeeded and how many were refused.
func (s *IMAP) Logins() (good, refused int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.logins, s.refused
}

// Changes returns how many commands have changed flags or removed messages: reading must leave it at zero.
func (s *IMAP) Changes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.stores
}

// Close stops the server and cuts its connections.
func (s *IMAP) Close() error {
	s.lines.dropAll()
	s.inside.dropAll()
	err := errors.Join(s.front.Close(), s.back.Close())
	s.done.Wait()
	return err
}

func (s *IMAP) account(user string) *Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.accounts[user]
}

func (s *IMAP) count(n *int) {
	s.mu.Lock()
	*n++
	s.mu.Unlock()
}

// Accounts returns the user names there are, sorted.
func (s *IMAP) Accounts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for name := range s.accounts {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

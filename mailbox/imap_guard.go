package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"
)

// guard is a connection that does not wait for ever and does not take everything. While a command is under way it
// breaks when nothing was heard for the silence allowed, and when more arrives than the command can have asked for
// (the IMAP library has neither limit). Its end is always the closing of the connection, which ends the library's
// reading; the library's own Close may wait for ever.
type guard struct {
	net.Conn
	line net.Conn // the TCP connection below TLS: closing it never waits

	mu      sync.Mutex
	pending int           // commands under way
	silence time.Duration // of the command begun last
	timer   *time.Timer
	budget  int64 // bytes that may still come
	idling  bool
	cause   error           // why it was broken
	reader  <-chan struct{} // closed when the library has stopped reading
}

func newGuard(c, line net.Conn) *guard {
	g := &guard{Conn: c, line: line}
	g.timer = time.AfterFunc(time.Hour, func() { g.abort(g.silent()) })
	g.timer.Stop()
	return g
}

// begin starts the watch of a command that may bring this many bytes; the function returned ends it.
func (g *guard) begin(silence time.Duration, bytes int64) (end func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pending == 0 {
		g.budget = 0
	}
	g.pending++
	g.budget += bytes
	g.silence = silence
	g.timer.Reset(silence)
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.pending--; g.pending == 0 {
			g.timer.Stop()
		}
	})
}

// idle marks the time in which nothing but untagged news may come (RFC 2177).
func (g *guard) idle(on bool) {
	g.mu.Lock()
	g.idling = on
	g.mu.Unlock()
}

func (g *guard) Read(p []byte) (int, error) {
	n, err := g.Conn.Read(p)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pending > 0 && n > 0 && g.cause == nil {
		g.timer.Reset(g.silence)
		if g.budget -= int64(n); g.budget < 0 {
			return 0, g.breakLocked(errors.New("the server sends far more than was asked for"))
		}
	}
	// Some servers say good-bye and keep the connection: the library would go on waiting.
	if g.idling && (bytes.HasPrefix(p[:n], []byte("* BYE")) || bytes.Contains(p[:n], []byte("\n* BYE"))) {
		return 0, g.breakLocked(errors.New("the server said good-bye"))
	}
	return n, err
}

// readBy tells when the library has stopped reading.
func (g *guard) readBy(ended <-chan struct{}) {
	g.mu.Lock()
	g.reader = ended
	g.mu.Unlock()
}

// Write lets a failure out only when the library has stopped reading: it would end its commands twice at a time.
func (g *guard) Write(p []byte) (int, error) {
	n, err := g.Conn.Write(p)
	if err == nil {
		return n, nil
	}
	g.abort(err)
	g.mu.Lock()
	reader := g.reader
	g.mu.Unlock()
	if reader != nil {
		<-reader
	}
	return n, err
}

// abort breaks the connection for this reason; the first reason counts.
func (g *guard) abort(why error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	_ = g.breakLocked(why)
}

func (g *guard) breakLocked(why error) error {
	if g.cause == nil {
		g.cause = why
	}
	g.timer.Stop()
	_ = g.line.Close()
	return g.cause
}

func (g *guard) silent() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return fmt.Errorf("the server was silent for %v", g.silence)
}

// broken returns why the connection was broken from this side, nil when it was not.
func (g *guard) broken() error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.cause
}

package mailtest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"sync"
)

// lines is a listener whose connections are net.Pipes, and the book of all connections of a server.
type lines struct {
	calls chan net.Conn
	done  chan struct{}
	once  sync.Once
	wrap  func(net.Conn) net.Conn

	mu   sync.Mutex
	open map[net.Conn]struct{}
}

func newLines(wrap func(net.Conn) net.Conn) *lines {
	return &lines{calls: make(chan net.Conn), done: make(chan struct{}), wrap: wrap, open: map[net.Conn]struct{}{}}
}

// dial returns the client's end of a new connection.
func (l *lines) dial(ctx context.Context) (net.Conn, error) {
	client, server := net.Pipe()
	select {
	case l.calls <- server:
		return client, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-l.done:
		return nil, fmt.Errorf("dial: connection refused: the server is closed")
	}
}

// Accept implements net.Listener.
func (l *lines) Accept() (net.Conn, error) {
	select {
	case c := <-l.calls:
		return l.wrap(l.book(c)), nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

// Close implements net.Listener.
func (l *lines) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

// Addr implements net.Listener.
func (l *lines) Addr() net.Addr { return pipeAddr{} }

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

// wrapping returns ln with its connections booked and wrapped as those of l.
func (l *lines) wrapping(ln net.Listener) net.Listener { return wrappedListener{ln, l} }

type wrappedListener struct {
	net.Listener
	lines *lines
}

func (w wrappedListener) Accept() (net.Conn, error) {
	c, err := w.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return w.lines.wrap(w.lines.book(c)), nil
}

// announcing is a listener that tells when its server has begun to accept: closing a server that is still beginning
// to serve races inside the libraries.
type announcing struct {
	net.Listener
	once  sync.Once
	ready chan struct{}
}

func announce(ln net.Listener) *announcing {
	return &announcing{Listener: ln, ready: make(chan struct{})}
}

func (a *announcing) Accept() (net.Conn, error) {
	a.once.Do(func() { close(a.ready) })
	return a.Listener.Accept()
}

func (l *lines) book(c net.Conn) net.Conn {
	b := &bookedConn{Conn: c, lines: l}
	l.mu.Lock()
	l.open[b] = struct{}{}
	l.mu.Unlock()
	return b
}

func (l *lines) dropAll() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.open {
		_ = c.(*bookedConn).Conn.Close()
		delete(l.open, c)
	}
}

type bookedConn struct {
	net.Conn
	lines *lines
}

func (c *bookedConn) Close() error {
	c.lines.mu.Lock()
	delete(c.lines.open, c)
	c.lines.mu.Unlock()
	return c.Conn.Close()
}

// patientConn drops what is written to it once the other side is gone, and lets the server find that out when it reads:
// the library's server, failing in the middle of a FETCH, would never let go of its lock.
type patientConn struct{ net.Conn }

func (c patientConn) Write(p []byte) (int, error) {
	_, _ = c.Conn.Write(p)
	return len(p), nil
}

// hidingConn garbles a word in the capability lists that the server writes.
type hidingConn struct {
	net.Conn
	word []byte
}

func (c *hidingConn) Write(p []byte) (int, error) {
	if bytes.Contains(p, []byte("CAPABILITY")) {
		hidden := append([]byte(" "), bytes.Repeat([]byte("X"), len(c.word)-1)...)
		p = bytes.ReplaceAll(p, c.word, hidden)
	}
	return c.Conn.Write(p)
}

// CutReads returns conn such that it breaks after n more bytes were read from it, as a dropped line would.
func CutReads(conn net.Conn, n int64) net.Conn { return &cutConn{Conn: conn, left: n} }

type cutConn struct {
	net.Conn
	left int64 // used by the one reader only
}

func (c *cutConn) Read(p []byte) (int, error) {
	if c.left <= 0 {
		_ = c.Conn.Close()
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Conn.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	return n, err
}

type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func orDiscard(w io.Writer) io.Writer {
	if w == nil {
		return io.Discard
	}
	return &lockedWriter{w: w}
}

package mailtest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
)

// Scripted is an IMAP server that says what it is told to, however wrong. Each connection is greeted; each line that
// the client sends goes to Reply with its tag cut off, and the answer is written as it is.
type Scripted struct {
	Greeting string
	// Reply answers one line. It may say nothing, and hang up after what it said.
	Reply func(conn int, tag, line string) (text string, hangUp bool)

	lines *lines
	done  sync.WaitGroup
	once  sync.Once
	mu    sync.Mutex
	conns int
	heard []string
}

// Start opens the server for Dial. Close stops it.
func (s *Scripted) Start() *Scripted {
	s.lines = newLines(func(c net.Conn) net.Conn { return c })
	s.done.Go(func() {
		for {
			c, err := s.lines.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns++
			n := s.conns
			s.mu.Unlock()
			s.done.Go(func() { s.talk(c, n) })
		}
	})
	return s
}

// Dial connects to the server through a net.Pipe, whatever the address.
func (s *Scripted) Dial(ctx context.Context, _, _ string) (net.Conn, error) { return s.lines.dial(ctx) }

// Heard returns the lines that clients have sent, without tags.
func (s *Scripted) Heard() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.heard...)
}

// Connections returns how many connections there have been.
func (s *Scripted) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.conns
}

// Close hangs up on everybody.
func (s *Scripted) Close() error {
	s.once.Do(func() {
		_ = s.lines.Close()
		s.lines.dropAll()
		s.done.Wait()
	})
	return nil
}

func (s *Scripted) talk(c net.Conn, n int) {
	defer func() { _ = c.Close() }()
	if _, err := io.WriteString(c, s.Greeting); err != nil {
		return
	}
	in := bufio.NewReader(c)
	for {
		line, err := in.ReadString('\n')
		if err != nil {
			return
		}
		tag, rest, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " ")
		s.mu.Lock()
		s.heard = append(s.heard, rest)
		s.mu.Unlock()
		text, hangUp := s.Reply(n, tag, rest)
		if _, err := io.WriteString(c, text); err != nil || hangUp {
			return
		}
	}
}

// Manners answers a line as a well-behaved server without extensions does that has one folder, INBOX, with messages
// UIDs 1 to n; ok is false for lines (FETCH, SEARCH, APPEND ...) that the script has to answer itself.
func Manners(tag, line string, n int) (text string, ok bool) {
	word, _, _ := strings.Cut(line, " ")
	done := tag + " OK done\r\n"
	switch word {
	case "CAPABILITY":
		return "* CAPABILITY IMAP4rev1 IDLE\r\n" + done, true
	case "LOGIN", "NOOP", "LOGOUT", "UNSELECT":
		return done, true
	case "LIST":
		return "* LIST () \"/\" INBOX\r\n" + done, true
	case "STATUS":
		return fmt.Sprintf("* STATUS INBOX (MESSAGES %d UIDNEXT %d UIDVALIDITY 7)\r\n%s", n, n+1, done), true
	case "SELECT", "EXAMINE":
		return fmt.Sprintf("* %d EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT %d] x\r\n%s OK [READ-ONLY] done\r\n", n, n+1, tag), true
	}
	return "", false
}

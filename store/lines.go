package store

import (
	"context"
	"slices"
	"sync"
	"time"
)

// lines remembers letters in short, so that of a client whose account is loaded again only what came since is read. A
// letter once stored does not change, but for the few changes that call forgetLines.
type lines struct {
	mu      sync.Mutex
	clients map[string]knownLines
	total   int // lines in clients
}

// knownLines are the letters of a client as of a state of the database. They are never changed, only replaced.
type knownLines struct {
	list    []line
	since   time.Time // from when on they are all here
	version int64     // of what was stored before, see forgetLines
	last    int64     // the latest message in the database then
}

const (
	linesKept   = 20_000 // lines at most: some ten megabytes
	linesBehind = 2_000  // messages at most that have come since: with more, everything is read again
)

// linesVersionQuery tells the version of the letters stored and the latest of them.
const linesVersionQuery = "SELECT coalesce((SELECT value FROM meta WHERE name = 'lines'), 0), coalesce(max(id), 0) FROM message"

// forgetLines has letters in short read anew, by every process: letters have moved to another conversation or client,
// or are read in another way.
func forgetLines(ctx context.Context, s *session) error {
	_, err := s.exec(ctx, "INSERT INTO meta (name, value) VALUES ('lines', 1) ON CONFLICT DO UPDATE SET value = value + 1")
	return err
}

// known returns the letters of a client since a moment.
func (l *lines) known(ctx context.Context, s *session, client string, since time.Time) ([]line, error) {
	now := knownLines{since: since}
	if err := s.get(ctx, linesVersionQuery, nil, &now.version, &now.last); err != nil {
		return nil, err
	}
	was, ok := l.get(client)
	fits := ok && was.version == now.version && !since.Before(was.since) && was.last <= now.last && now.last-was.last <= linesBehind
	var err error
	switch {
	case !fits:
		now.list, err = readLines(ctx, s, nil, linesQuery, client, moment{since}.nanoseconds())
	case was.last == now.last:
		now.list = was.list
	default:
		now.list, err = readLines(ctx, s, slices.Clone(was.list), linesSinceQuery, client, moment{since}.nanoseconds(), was.last)
	}
	if err != nil {
		return nil, err
	}
	first, _ := slices.BinarySearchFunc(now.list, since, func(l line, t time.Time) int { return l.At.Compare(t) })
	now.list = now.list[first:]
	if !ok || was.version != now.version || was.last <= now.last {
		l.put(client, now)
	}
	return now.list, nil
}

func (l *lines) get(client string) (knownLines, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	k, ok := l.clients[client]
	return k, ok
}

func (l *lines) put(client string, k knownLines) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total += len(k.list) - len(l.clients[client].list)
	if l.clients == nil || l.total > linesKept {
		l.clients, l.total = map[string]knownLines{}, len(k.list)
	}
	l.clients[client] = k
}

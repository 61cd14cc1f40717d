package mailbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
)

// IMAP is a mailbox on an IMAP server. It keeps one connection for reading and writing and, while Wait runs, a second
// one that idles. It can be used by several goroutines; one at a time has the connection. It connects when it is
// needed and never by itself.
type IMAP struct {
	config Config
	turn   chan struct{} // holds a token while the connection is free
	conn   *imapConn     // nil, or logged in; used by the holder of the token
	idler  idler
	seen   atomic.Uint32 // UIDNEXT of INBOX at the last reading; 0 = never

	folders []imapFolder           // those to read, with their roles; found once a connection
	all     []imapFolder           // every folder there is
	drafts  map[string]folderState // what the drafts folder looked like when Present was last given
	noList  int                    // how often in a row the connection was lost over the list of folders
}

// folderState is what a server tells of a folder as a whole.
type folderState struct {
	validity uint32
	next     uint32 // UIDNEXT; 0 when the server does not tell
	modSeq   uint64 // HIGHESTMODSEQ; 0 when the server has none
	messages uint32
	refused  string // why the server told nothing
}

func newIMAP(c Config) *IMAP {
	b := &IMAP{config: c, turn: make(chan struct{}, 1), drafts: map[string]folderState{}}
	b.idler.init()
	b.turn <- struct{}{}
	return b
}

// Close hangs up. The mailbox can be used again after it: it will connect anew.
func (b *IMAP) Close() error {
	<-b.turn
	b.hangUp()
	b.turn <- struct{}{}
	b.idler.close()
	return nil
}

func (b *IMAP) hangUp() {
	if b.conn != nil {
		b.conn.close()
		b.conn = nil
	}
	b.folders = nil
}

// use runs f with the connection. When f fails because the connection is lost, and tells that nothing was done yet, f
// runs once more with a new connection if the lost one had been lying idle: servers hang up on idle clients, and that
// is no failure.
func (b *IMAP) use(ctx context.Context, f func() (untouched bool, err error)) error {
	select {
	case <-b.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { b.turn <- struct{}{} }()
	for {
		reused := b.conn != nil && b.conn.alive()
		if err := b.ready(ctx); err != nil {
			return err
		}
		untouched, err := f()
		if b.conn != nil && !b.conn.alive() {
			b.hangUp()
		}
		if !lost(err) || !untouched || !reused || ctx.Err() != nil {
			return err
		}
	}
}

// ready sees to it that there is a connection and that the folders are known.
func (b *IMAP) ready(ctx context.Context) error {
	if b.conn != nil && !b.conn.alive() {
		b.hangUp()
	}
	if b.conn == nil {
		conn, err := b.connect(ctx)
		if err != nil {
			return err
		}
		b.conn = conn
	}
	if b.folders != nil {
		return nil
	}
	err := b.findFolders(ctx)
	switch {
	case err == nil:
		b.noList = min(b.noList, noListMost-1) // the next connection tries the list again
		return nil
	case !lost(err) || ctx.Err() != nil || b.noList > noListMost:
		b.noList = 0
		return err
	}
	// A folder whose name cannot be read ends the connection each time: then INBOX and the usual names are asked for
	// one by one.
	b.noList++
	b.hangUp()
	if b.noList == noListMost {
		b.config.Log.Warn("the list of folders cannot be read; trying the usual names", "mailbox", b.config.name(), "error", err)
	}
	return b.ready(ctx)
}

// noListMost is how many lost connections in a row make the list of folders suspect.
const noListMost = 2

// named returns the folder with a role, or an error that names the folders there are.
func (b *IMAP) named(role Role) (string, error) {
	for _, f := range b.folders {
		if f.role == role {
			return f.name, nil
		}
	}
	return "", fmt.Errorf("%s: no folder for %s found (there are: %s): name it in the config", b.config.name(), role, folderNames(b.all))
}

// FilesSent tells whether the server itself puts a copy of what is sent through it into the folder for sent mail, so
// that a second copy must not be put there: Gmail and Microsoft do. It is known by the host's name alone.
func (b *IMAP) FilesSent() bool {
	host := strings.ToLower(b.config.Host)
	for _, suffix := range []string{"gmail.com", "googlemail.com", "google.com", "outlook.com", "office365.com", "office.com", "hotmail.com", "live.com"} {
		if host == suffix || strings.HasSuffix(host, "."+suffix) {
			return true
		}
	}
	return b.config.Host != "" && b.gmail()
}

// gmail tells whether the server said in this session that it is Gmail, whatever its name here.
func (b *IMAP) gmail() bool {
	select {
	case <-b.turn:
		defer func() { b.turn <- struct{}{} }()
		return b.conn != nil && b.conn.has("X-GM-EXT-1")
	default:
		return false
	}
}

var errRenumbered = errors.New("the folder was renumbered (UIDVALIDITY) while it was read; the next reading starts it anew")

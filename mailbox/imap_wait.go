package mailbox

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// idleRenew is how long one IDLE lasts: a connection that died unnoticed is found out when it is left.
const idleRenew = 5 * time.Minute

// idler is the second connection of a mailbox, which listens for news of INBOX.
type idler struct {
	turn     chan struct{} // holds a token while nobody waits
	conn     *imapConn     // nil, or with INBOX open
	failures int
	without  bool // the server has no IDLE

	mu   sync.Mutex
	stop func() // ends the Wait under way
}

func (i *idler) init() {
	i.turn = make(chan struct{}, 1)
	i.turn <- struct{}{}
}

// Wait returns as soon as INBOX has news, or after the poll time, so that the other folders are looked at. Without
// IDLE, or while no second connection can be had, it just sleeps: that is no error but is logged. The error is that
// of ctx. A change of which nothing was heard is found by the next Read in any case.
func (b *IMAP) Wait(ctx context.Context, poll time.Duration) (changed bool, err error) {
	select {
	case <-b.idler.turn:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { b.idler.turn <- struct{}{} }()
	wait, cancel := context.WithTimeout(ctx, poll)
	defer cancel()
	b.idler.setStop(cancel)
	defer b.idler.setStop(nil)
	for wait.Err() == nil {
		if changed = b.listen(wait); changed {
			return true, nil
		}
	}
	return false, ctx.Err()
}

// listen idles once, or sleeps when that is not possible now.
func (b *IMAP) listen(ctx context.Context) (changed bool) {
	i := &b.idler
	if i.without {
		<-ctx.Done()
		return false
	}
	err := b.openIdler(ctx)
	if err == nil && i.without {
		return false
	}
	if err == nil {
		changed, err = i.conn.idle(ctx, idleRenew)
	}
	if err == nil || ctx.Err() != nil {
		if err == nil {
			i.failures = 0
		}
		return changed
	}
	i.hangUp()
	i.failures++
	pause := Backoff{}.After(err, i.failures, jitter())
	b.config.Log.Info("no news by IDLE for now", "mailbox", b.config.name(), "error", err, "again in", pause.Round(time.Second))
	_ = sleep(ctx, pause)
	return changed
}

// openIdler sees to it that the second connection is there, with INBOX open.
func (b *IMAP) openIdler(ctx context.Context) error {
	i := &b.idler
	if i.conn != nil && i.conn.alive() {
		return nil
	}
	conn, err := b.connect(ctx)
	if err != nil {
		return err
	}
	if !conn.has("IDLE") && !conn.has("IMAP4rev2") {
		conn.close()
		i.without = true
		b.config.Log.Info("the server has no IDLE: new mail is found by polling", "mailbox", b.config.name())
		return nil
	}
	state, err := conn.examine(ctx, "INBOX")
	if err != nil {
		conn.close()
		return fmt.Errorf("open INBOX: %w", err)
	}
	if seen := b.seen.Load(); seen != 0 && state.next > seen {
		conn.poke() // came between the last reading and now
	}
	i.conn = conn
	return nil
}

func (i *idler) setStop(f func()) {
	i.mu.Lock()
	i.stop = f
	i.mu.Unlock()
}

func (i *idler) hangUp() {
	if i.conn != nil {
		i.conn.close()
		i.conn = nil
	}
}

func (i *idler) close() {
	i.mu.Lock()
	stop := i.stop
	i.mu.Unlock()
	if stop != nil {
		stop()
	}
	<-i.turn
	i.hangUp()
	i.turn <- struct{}{}
}

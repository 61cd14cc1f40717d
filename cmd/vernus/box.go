package main

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync/atomic"
	"time"

	"vernus/mailbox"
)

// box is a watched mailbox.
type box struct {
	*mailbox.IMAP
	address  string
	log      *slog.Logger
	failures int         // in a row
	retry    time.Time   // not before then, after failures
	news     atomic.Bool // something may have changed since it was read
}

// newBox opens a mailbox; the server is not called yet.
func newBox(ctx context.Context, address string, config mailbox.Config, log *slog.Logger) (*box, error) {
	source, err := mailbox.Open(ctx, config)
	if err != nil {
		return nil, err
	}
	imap, ok := source.(*mailbox.IMAP)
	if !ok {
		return nil, fmt.Errorf("%s: only a mailbox on an IMAP server can be watched", address)
	}
	b := &box{IMAP: imap, address: address, log: log}
	b.news.Store(true)
	return b, nil
}

// failed puts off the next reading, longer with every failure in a row.
func (b *box) failed(err error, now time.Time) {
	b.failures++
	b.retry = now.Add(mailbox.Backoff{}.After(err, b.failures, rand.Float64()))
	b.news.Store(true)
}

// watch waits for news of a mailbox until the context ends, and wakes the daemon after every poll time in any case.
func (b *box) watch(ctx context.Context, poll time.Duration, wake chan<- struct{}) {
	for {
		if _, err := b.Wait(ctx, poll); err != nil {
			return // of the context
		}
		b.news.Store(true)
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

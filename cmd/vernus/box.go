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
	address string
	log     *slog.Logger
	news    atomic.Bool // something may have changed since it was read
	deaf    atomic.Bool // it cannot be read, so that nobody need listen for news
	reading pause
	filing  pause // of what is put into it
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

// noteReading notes how a reading ended. One that failed is tried again after a pause.
func (b *box) noteReading(err error, now time.Time) {
	b.reading.note(err, now, mailbox.Backoff{}, rand.Float64())
	b.deaf.Store(err != nil)
	if err != nil {
		b.news.Store(true)
	}
}

// left returns until when the mailbox is left alone, and why; the time is zero while it is in order. A server that
// refuses a password must not be asked again and again, whatever for.
func (b *box) left(now time.Time) (time.Time, error) {
	for _, p := range []*pause{&b.reading, &b.filing} {
		if !p.over(now) {
			return p.till, fmt.Errorf("the mailbox %s is left alone until %s: %w", b.address, p.till.Format(time.TimeOnly), p.last)
		}
	}
	return time.Time{}, nil
}

// file does something that puts a letter into the mailbox or looks for one there, unless the mailbox is left alone.
func (b *box) file(now time.Time, do func() error) error {
	if _, err := b.left(now); err != nil {
		return err
	}
	err := do()
	b.filing.note(err, now, mailbox.Backoff{}, rand.Float64())
	return err
}

// watch waits for news of a mailbox until the context ends, and wakes the daemon after every poll time in any case.
func (b *box) watch(ctx context.Context, poll time.Duration, wake chan<- struct{}) {
	for ctx.Err() == nil {
		if b.deaf.Load() {
			sleep(ctx, poll)
		} else if _, err := b.Wait(ctx, poll); err != nil {
			return // of the context
		}
		b.news.Store(true)
		select {
		case wake <- struct{}{}:
		default:
		}
	}
}

// sleep lets time pass, or less of it when the context ends.
func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"vernus/mailbox"
	"vernus/store"
)

// readers is how many mailboxes are read at the same time.
const readers = 4

// readAll reads what is new in the given mailboxes. That one of them cannot be read is noted, for the digest, and is
// no error; that the store cannot keep what was read is.
func (d *daemon) readAll(ctx context.Context, now time.Time, boxes []*box) error {
	var g errgroup.Group
	g.SetLimit(readers)
	errs := make([]error, len(boxes))
	for i, b := range boxes {
		g.Go(func() error {
			errs[i] = d.readBox(ctx, now, b)
			return nil
		})
	}
	_ = g.Wait() // the functions return no errors: each mailbox has its own
	return errors.Join(errs...)
}

// readBox reads what is new in a mailbox, unless it failed just now and its pause is not over.
func (d *daemon) readBox(ctx context.Context, now time.Time, b *box) error {
	if !b.reading.over(now) {
		return nil
	}
	b.news.Store(false) // what comes from here on is news again
	err := d.fetch(ctx, b)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	before := b.reading.last
	b.noteReading(err, now)
	d.tellReading(b, before, now)
	var kept *storeError
	if noted := d.db.Noted(ctx, b.address, err, now); noted != nil && !errors.As(err, &kept) {
		b.news.Store(true)
		return fmt.Errorf("note the state of %s: %w", b.address, noted)
	}
	if errors.As(err, &kept) {
		return err
	}
	return nil
}

// tellReading tells when a mailbox begins to fail, fails in another way, or is well again; not every time it is tried.
func (d *daemon) tellReading(b *box, before error, now time.Time) {
	switch err := b.reading.last; {
	case err == nil && before != nil:
		b.log.Info("the mailbox can be read again")
	case err == nil:
	case before != nil && before.Error() == err.Error():
		b.log.Debug("the mailbox still cannot be read", "error", err, "again", b.reading.till)
	default:
		b.log.Warn("the mailbox could not be read", "error", err, "again", b.reading.till)
		d.report(event{At: now, Kind: "trouble", Mailbox: b.address, Because: err.Error()})
	}
}

// storeError is a failure of our own store while a mailbox was read: not the mailbox's fault.
type storeError struct{ err error }

func (e *storeError) Error() string { return e.err.Error() }
func (e *storeError) Unwrap() error { return e.err }

// fetch takes everything new through three stations that work side by side: fetching, understanding, storing. Batches
// are stored in the order in which they came, each with the position it reaches.
func (d *daemon) fetch(ctx context.Context, b *box) error {
	since, err := d.db.Positions(ctx, b.address)
	if err != nil {
		return &storeError{fmt.Errorf("positions of %s: %w", b.address, err)}
	}
	line := newPipeline(ctx, d.core, b.address)
	err = b.Read(ctx, since, line.put)
	return errors.Join(err, line.close())
}

// pipeline understands and stores batches while the next ones are being fetched.
type pipeline struct {
	core    *core
	box     string
	batches chan mailbox.Batch
	done    sync.WaitGroup
	ctx     context.Context
	stop    context.CancelCauseFunc
}

func newPipeline(ctx context.Context, c *core, box string) *pipeline {
	p := &pipeline{core: c, box: box, batches: make(chan mailbox.Batch, 1)}
	p.ctx, p.stop = context.WithCancelCause(ctx)
	understood := make(chan work, 1)
	p.done.Add(2)
	go func() {
		defer p.done.Done()
		defer close(understood)
		for b := range p.batches {
			understood <- work{b, c.understand(b.Messages)}
		}
	}()
	go func() {
		defer p.done.Done()
		for w := range understood {
			if p.ctx.Err() != nil {
				continue // drain: what was not stored is fetched again
			}
			if _, err := c.keep(p.ctx, box, w.batch, w.in); err != nil {
				p.stop(&storeError{err})
			}
		}
	}()
	return p
}

// put hands a batch over; it fails once storing has failed.
func (p *pipeline) put(b mailbox.Batch) error {
	select {
	case p.batches <- b:
		return nil
	case <-p.ctx.Done():
		return context.Cause(p.ctx)
	}
}

// close waits until everything handed over is stored, and returns the first failure.
func (p *pipeline) close() error {
	close(p.batches)
	p.done.Wait()
	defer p.stop(nil)
	return context.Cause(p.ctx)
}

// changed returns the mailboxes that may hold something new.
func (d *daemon) changed() []*box {
	var boxes []*box
	for _, b := range d.boxes {
		if b.news.Load() {
			boxes = append(boxes, b)
		}
	}
	return boxes
}

// work is a batch on its way from understanding to storing.
type work struct {
	batch mailbox.Batch
	in    []store.Incoming
}

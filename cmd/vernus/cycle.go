package main

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"time"
)

// garbage is how much of it may lie about during a cycle before it is collected, in percent of what is in use: of a
// letter hardly anything lasts. More would save time only, and an import is to stay below 300 MB.
const garbage = 150

// Cycle reads every mailbox, thinks, and delivers: once.
func (d *daemon) Cycle(ctx context.Context, now time.Time) error { return d.cycle(ctx, now, d.boxes) }

// cycle is the way of a letter: read everything, think without touching anything, write everything. A mailbox that
// cannot be read stops neither the others nor the digest, which names it.
func (d *daemon) cycle(ctx context.Context, now time.Time, boxes []*box) error {
	if os.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(garbage))
	}
	d.step("read")
	read := d.readAll(ctx, now, boxes)
	if ctx.Err() != nil {
		return read
	}
	d.step("think")
	if err := d.think(ctx, now); err != nil {
		return errors.Join(read, err)
	}
	if err := d.obeyAll(ctx, now); err != nil {
		return errors.Join(read, err)
	}
	d.step("write")
	return errors.Join(
		read,
		d.digests(ctx, now),
		d.settle(ctx, now),
		d.deliver(ctx, now),
		d.fileCopies(ctx, now),
	)
}

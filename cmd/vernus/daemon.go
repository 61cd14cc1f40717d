package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"golang.org/x/sync/errgroup"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/store"
)

// daemon is a running Vernus: it watches mailboxes, thinks about what came, and delivers what it wrote.
type daemon struct {
	*core
	cfg    *Config
	log    *slog.Logger
	now    func() time.Time
	dial   dialers
	boxes  []*box
	smtp   map[string]*pause // accounts that letters cannot leave by for now, by their names
	unlock func() error
	step   func(name string) // told of each step before it is taken; tests stop the program there
}

// dialers make connections in place of the network; nil ones leave that to the network.
type dialers struct {
	imap, smtp func(ctx context.Context, network, address string) (net.Conn, error)
}

// newDaemon opens the store, takes the lock against a second daemon, and brings what is stored up to date. It reaches
// no mailbox yet.
func newDaemon(ctx context.Context, cfg *Config, log *slog.Logger, now func() time.Time, dial dialers, report func(event)) (_ *daemon, err error) {
	if err := cfg.ReadyToRun(); err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, cfg.Database())
	if err != nil {
		return nil, err
	}
	d := &daemon{cfg: cfg, log: log, now: now, dial: dial, smtp: map[string]*pause{}, step: func(string) {}}
	defer func() {
		if err != nil {
			err = errors.Join(err, d.close(db))
		}
	}()
	db.Now, db.Instance = now, cfg.Team.Instance
	if d.unlock, err = db.Lock(); err != nil {
		return nil, err
	}
	secret, err := db.Secret(ctx)
	if err != nil {
		return nil, err
	}
	if d.core, err = newCore(cfg, db, letters.Identity{Instance: cfg.Team.Instance, Secret: secret}, report); err != nil {
		return nil, err
	}
	if err = d.prepare(ctx); err != nil {
		return nil, err
	}
	for _, m := range cfg.Managers {
		if m.IMAP == nil {
			continue
		}
		blog := log.With("mailbox", m.Address)
		config := cfg.Mailbox(m, blog, now())
		config.Dial = dial.imap
		b, err := newBox(ctx, m.Address, config, blog)
		if err != nil {
			return nil, err
		}
		d.boxes = append(d.boxes, b)
	}
	return d, nil
}

// prepare repairs what a crash left behind, reads stored letters anew where reading has changed, and notes since when
// letters may be sent.
func (d *daemon) prepare(ctx context.Context) error {
	queued, uncertain, err := d.db.Recover(ctx)
	if err != nil {
		return fmt.Errorf("repair the outbox: %w", err)
	}
	if len(queued)+len(uncertain) > 0 {
		d.log.Warn("the last run ended in the middle of sending", "sent again", len(queued), "uncertain", len(uncertain))
	}
	n, err := d.renew(ctx, d.fingerprint())
	if err != nil {
		return fmt.Errorf("read stored letters anew: %w", err)
	}
	if n > 0 {
		d.log.Info("stored letters were read anew", "letters", n)
	}
	if err := d.core.open(ctx); err != nil {
		return err
	}
	d.policy.SendingSince, err = d.sendingSince(ctx)
	return err
}

// fingerprint changes when a stored letter might be read differently.
func (d *daemon) fingerprint() string {
	return digestOf(reading.Version, mailbox.EndingVersion, d.reader.Fingerprint(), d.directory.Domains, d.directory.Managers, d.directory.Clients)
}

// sendingSince is the moment since when this set of modes is in force. Only letters that came later cause a letter to
// a client, so switching sending on never answers old mail.
func (d *daemon) sendingSince(ctx context.Context) (time.Time, error) {
	clients := map[string]map[letters.Kind]letters.Mode{}
	for name, c := range d.policy.Clients {
		if len(c.Modes) > 0 {
			clients[name] = c.Modes
		}
	}
	name := "sending since " + digestOf(d.policy.Mode, d.policy.Modes, clients)
	since, err := d.db.Mark(ctx, name)
	if err != nil || !since.IsZero() {
		return since, err
	}
	since = d.now()
	return since, d.db.SetMark(ctx, name, since)
}

// digestOf is a short hash of values, in the same order always.
func digestOf(values ...any) string {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(values); err != nil {
		panic(err) // plain values always encode
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Close lets go of the mailboxes and the store.
func (d *daemon) Close() error { return d.close(d.db) }

func (d *daemon) close(db *store.DB) error {
	var errs []error
	for _, b := range d.boxes {
		errs = append(errs, b.Close())
	}
	if d.unlock != nil {
		errs = append(errs, d.unlock())
	}
	return errors.Join(append(errs, db.Close())...)
}

// Run goes on until the context ends: every mailbox is watched, and a cycle follows whenever one has changed, a clock
// has run out, or the time to look again has come.
func (d *daemon) Run(ctx context.Context) error {
	wake := make(chan struct{}, 1)
	g, ctx := errgroup.WithContext(ctx)
	for _, b := range d.boxes {
		g.Go(func() error {
			b.watch(ctx, time.Duration(d.cfg.Reading.Poll.Plain()), wake)
			return nil
		})
	}
	g.Go(func() error { return d.loop(ctx, wake) })
	if err := g.Wait(); !errors.Is(err, context.Canceled) {
		return err
	}
	return nil
}

// loop runs cycles, one at a time. A cycle that failed is told and tried again: a full disk or a locked database ends
// some day, and nothing is lost meanwhile.
func (d *daemon) loop(ctx context.Context, wake <-chan struct{}) error {
	failures := 0
	for {
		var pause time.Duration
		if err := d.cycle(ctx, d.now(), d.changed()); err != nil && ctx.Err() == nil {
			failures++
			pause = mailbox.Backoff{Most: time.Minute}.After(nil, failures, 0)
			d.log.Error("the cycle could not be finished and is tried again", "error", err, "again in", pause)
		} else {
			failures, pause = 0, d.pause(ctx)
		}
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-wake:
		case <-timer.C:
		}
		timer.Stop()
	}
}

// pause is how long nothing needs to be done unless mail comes.
func (d *daemon) pause(ctx context.Context) time.Duration {
	const longest, shortest = time.Minute, time.Second
	next, err := d.db.Wake(ctx)
	if err != nil || next.IsZero() {
		return longest
	}
	return min(max(next.Sub(d.now()), shortest), longest)
}

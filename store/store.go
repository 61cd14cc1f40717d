// Package store keeps what Vernus knows: the mail it has read with its conversations, what was owed when each was last
// thought through, and the outbox. It holds the only SQL of the program, in one SQLite file (docs/store.md tells what
// the tables mean). It decides nothing about what is owed or written, and speaks to nobody.
//
// A public method is one transaction: it happens entirely or not at all, whatever is interrupted.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Memory as the path of a database asks for a private one in memory, gone when it is closed.
const Memory = ":memory:"

// DB is the database. Any number of goroutines may use it, and other processes may have it open too.
type DB struct {
	// Now tells the time to methods that are given none. It is set before the DB is used; the default is time.Now.
	Now func() time.Time
	// Instance names the claims that Begin lays on outbox rows: those of the same name are taken up by Recover.
	Instance string

	path      string
	options   options
	pool      *sql.DB       // the writer's, of one connection
	readers   *sql.DB       // nil in memory: there the writer's session reads
	writer    chan *session // holds the only session that writes while nobody does
	reader    chan *session // holds the idle sessions that read; a nil one is still to be opened
	stems     stemmer       // of searches
	index     indexer       // of the writer
	lines     lines         // of accounts
	calendars calendars     // of accounts
	closing   sync.Once
}

// Close closes the database, after the work under way. It is safe to call more than once.
func (db *DB) Close() error {
	var err error
	db.closing.Do(func() {
		sessions := []*session{<-db.writer}
		for range cap(db.reader) {
			sessions = append(sessions, <-db.reader)
		}
		for _, s := range sessions {
			if s != nil {
				err = errors.Join(err, s.close())
			}
		}
		if db.readers != nil {
			err = errors.Join(err, db.readers.Close())
		}
		if err = errors.Join(err, db.pool.Close()); err != nil {
			err = fmt.Errorf("close %s: %w", db.path, err)
		}
		close(db.writer)
		close(db.reader)
	})
	return err
}

// Path returns where the database lies, as it was opened.
func (db *DB) Path() string { return db.path }

// write runs f in a transaction that others see entirely or not at all. It waits for other writers: those of this
// process until ctx is done, those of other processes for the busy timeout. what names the work in errors.
func (db *DB) write(ctx context.Context, what string, f func(context.Context, *session) error) error {
	s, err := take(ctx, db.writer)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer func() { db.writer <- s }()
	return db.explain(what, s.transaction(ctx, "BEGIN IMMEDIATE", f))
}

// view runs f in a transaction that sees one state of the database.
func (db *DB) view(ctx context.Context, what string, f func(context.Context, *session) error) error {
	sessions := db.reader
	if db.readers == nil {
		sessions = db.writer
	}
	s, err := take(ctx, sessions)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	defer func() { sessions <- s }()
	if s == nil {
		if s, err = newSession(ctx, db.readers); err != nil {
			return db.explain(what, err)
		}
	}
	if db.readers == nil { // nobody writes while this session is taken
		return db.explain(what, f(context.WithoutCancel(ctx), s))
	}
	return db.explain(what, s.transaction(ctx, "BEGIN", f))
}

// take waits for an idle session.
func take(ctx context.Context, sessions chan *session) (*session, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	select {
	case s, open := <-sessions:
		if !open {
			return nil, sql.ErrConnDone
		}
		return s, nil
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

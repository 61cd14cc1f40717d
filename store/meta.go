package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"time"
)

// Secret returns the 32 bytes that sign this instance's letters. They are made once and stay with the database.
func (db *DB) Secret(ctx context.Context) ([]byte, error) {
	var secret []byte
	err := db.write(ctx, "instance secret", func(ctx context.Context, s *session) error {
		err := s.get(ctx, "SELECT value FROM meta WHERE name = 'secret'", nil, &secret)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		secret = make([]byte, 32)
		rand.Read(secret) // never fails
		_, err = s.exec(ctx, "INSERT INTO meta (name, value) VALUES ('secret', ?)", secret)
		return err
	})
	return secret, err
}

// Mark returns the moment remembered under a name, zero when there is none.
func (db *DB) Mark(ctx context.Context, name string) (time.Time, error) {
	var at moment
	err := db.view(ctx, "mark "+name, func(ctx context.Context, s *session) error {
		err := s.get(ctx, "SELECT value FROM meta WHERE name = ?", []any{"mark " + name}, &at)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		return err
	})
	return at.Time, err
}

// SetMark remembers a moment under a name: when a digest was written, since when letters may be sent.
func (db *DB) SetMark(ctx context.Context, name string, at time.Time) error {
	return db.write(ctx, "set mark "+name, func(ctx context.Context, s *session) error {
		_, err := s.exec(ctx, "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
			"mark "+name, moment{at})
		return err
	})
}

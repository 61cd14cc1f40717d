package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// rawKept is how much of a message in quarantine is kept.
const rawKept = 1 << 20

// Quarantined is a message that could not be read.
type Quarantined struct {
	ID       int64
	Mailbox  string
	Folder   string
	UID      uint32
	At       time.Time // when it was put here
	Received time.Time // when it came; zero where the source knows no time
	Size     int64
	Error    string
}

// Quarantine returns what could not be read, latest first; limit 0 means all of it.
func (db *DB) Quarantine(ctx context.Context, limit int) ([]Quarantined, error) {
	var all []Quarantined
	err := db.view(ctx, "list the quarantine", func(ctx context.Context, s *session) error {
		const query = `SELECT q.id, b.address, f.name, q.uid, q.at, q.received, q.size, q.error
			FROM quarantine q JOIN folder f ON f.id = q.folder JOIN mailbox b ON b.id = f.mailbox ORDER BY q.id DESC LIMIT ?`
		return s.each(ctx, query, []any{cmp.Or(limit, -1)}, func(scan func(...any) error) error {
			var q Quarantined
			var at, received moment
			err := scan(&q.ID, &q.Mailbox, &q.Folder, &q.UID, &at, &received, &q.Size, &q.Error)
			q.At, q.Received = at.Time, received.Time
			all = append(all, q)
			return err
		})
	})
	return all, err
}

// QuarantinedRaw returns the bytes of a message in quarantine, at most the first MiB.
func (db *DB) QuarantinedRaw(ctx context.Context, id int64) ([]byte, error) {
	var raw []byte
	err := db.view(ctx, fmt.Sprintf("read message %d in quarantine", id), func(ctx context.Context, s *session) error {
		err := s.get(ctx, "SELECT raw FROM quarantine WHERE id = ?", []any{id}, &raw)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		return err
	})
	return raw, err
}

// quarantine keeps a message that could not be read.
func (f *folder) quarantine(ctx context.Context, s *session, in *Incoming, now time.Time) error {
	raw := in.Raw.Data
	if raw == nil {
		raw = []byte{}
	}
	_, err := s.exec(ctx, `INSERT INTO quarantine (folder, uidvalidity, uid, at, received, size, error, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET error = excluded.error`,
		f.id, f.batch.Position.UIDValidity, in.Raw.UID, moment{now}, moment{in.Raw.Received},
		max(in.Raw.Size, int64(len(raw))), clean(in.Err.Error()), raw[:min(len(raw), rawKept)])
	return err
}

// release takes out of quarantine what could be read after all.
func (f *folder) release(ctx context.Context, s *session, uids []uint32) error {
	list, err := asJSON(uids)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, "DELETE FROM quarantine WHERE folder = ? AND uidvalidity = ? AND uid IN (SELECT value FROM json_each(?))",
		f.id, f.batch.Position.UIDValidity, list)
	return err
}

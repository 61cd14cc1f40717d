package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes a whole copy of the database to path (0600), while others go on reading and writing. It never writes
// over a file that is there.
func (db *DB) Backup(ctx context.Context, path string) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("back up %s: %w", db.path, err)
		}
	}()
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s is there already; name a new file", path)
	}
	part := path + ".part" // so that what was interrupted is never taken for a backup
	f, err := os.OpenFile(part, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()
	defer os.Remove(part)
	if err := db.vacuumInto(ctx, part); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

// vacuumInto copies over a connection of its own, which reads one state without keeping the writer waiting. A database
// in memory has only one.
func (db *DB) vacuumInto(ctx context.Context, path string) error {
	if db.readers == nil {
		s, err := take(ctx, db.writer)
		if err != nil {
			return err
		}
		defer func() { db.writer <- s }()
		_, err = s.conn.ExecContext(ctx, "VACUUM INTO ?", path)
		return err
	}
	pool := sql.OpenDB(connector{db.options.driver, fileURI(db.path, settings(db.options, "WAL", "NORMAL", "deferred"))})
	defer pool.Close()
	_, err := pool.ExecContext(ctx, "VACUUM INTO ?", path)
	return db.explain("copy", err)
}

// IntegrityCheck reads the whole database and returns what is wrong with it, nil when it is sound.
func (db *DB) IntegrityCheck(ctx context.Context) ([]string, error) {
	var wrong []string
	err := db.view(ctx, "check "+db.path, func(ctx context.Context, s *session) error {
		err := s.each(ctx, "PRAGMA integrity_check(20)", nil, func(scan func(...any) error) error {
			var line string
			err := scan(&line)
			if line != "ok" {
				wrong = append(wrong, line)
			}
			return err
		})
		if err != nil {
			return err
		}
		return s.each(ctx, "PRAGMA foreign_key_check", nil, func(scan func(...any) error) error {
			var table, parent string
			var row sql.NullInt64
			var key int
			err := scan(&table, &row, &parent, &key)
			if len(wrong) < 20 {
				wrong = append(wrong, fmt.Sprintf("row %d of %s points to no row of %s", row.Int64, table, parent))
			}
			return err
		})
	})
	return wrong, err
}

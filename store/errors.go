package store

import (
	"errors"
	"fmt"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// ErrNotFound is returned for a letter or a quarantined message that the database does not hold.
var ErrNotFound = errors.New("not found")

// ErrUndone is returned for a ruling that was taken back before.
var ErrUndone = errors.New("taken back before")

// explain adds to an error of SQLite what it means here and what mends it.
func (db *DB) explain(what string, err error) error {
	if err == nil {
		return nil
	}
	var code sqlite3.Error
	if errors.As(err, &code) {
		if hint := db.hint(code); hint != "" {
			return fmt.Errorf("%s: %w: %s", what, err, hint)
		}
	}
	return fmt.Errorf("%s: %w", what, err)
}

func (db *DB) hint(e sqlite3.Error) string {
	switch e.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return fmt.Sprintf("another program has held %s for more than %v; nothing was changed, it will be tried again", db.path, db.options.busy)
	case sqlite3.ErrFull:
		return fmt.Sprintf("no room left for %s; nothing was changed and nothing is lost: free some space, reading goes on where it stopped", db.path)
	case sqlite3.ErrNotADB, sqlite3.ErrCorrupt:
		return fmt.Sprintf("%s is damaged or no database of Vernus: put a backup in its place, or move it away to start anew from the mailboxes", db.path)
	case sqlite3.ErrReadonly, sqlite3.ErrPerm, sqlite3.ErrCantOpen:
		return fmt.Sprintf("%s and its folder must be writable for the user that runs vernus", db.path)
	case sqlite3.ErrIoErr:
		return fmt.Sprintf("the disk under %s fails or is full; nothing was changed", db.path)
	}
	return ""
}

package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strings"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrations returns the steps from an empty file to the present schema, in order. They are never edited after a
// release: a change is a further file.
func migrations() ([]string, error) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		return nil, err
	}
	steps := make([]string, len(names))
	for i, name := range names { // in lexical order: 001.sql, 002.sql ...
		text, err := migrationFiles.ReadFile(name)
		if err != nil {
			return nil, err
		}
		steps[i] = string(text)
	}
	return steps, nil
}

// migrate takes the missing steps, each in a transaction of its own. No daemon may be running meanwhile: one of an
// older version would go on with tables it does not know.
func (db *DB) migrate(ctx context.Context, s *session) error {
	steps, err := migrations()
	if err != nil {
		return fmt.Errorf("read the schema: %w", err)
	}
	version, err := db.version(ctx, s, len(steps))
	if err == nil && version > 0 {
		err = db.sameForm(ctx, s, steps[:version])
	}
	if err != nil || version == len(steps) {
		return err
	}
	if version > 0 && db.path != Memory {
		release, err := db.Lock()
		if err != nil {
			return fmt.Errorf("bring %s up to date: %w", db.path, err)
		}
		defer release()
	}
	for version < len(steps) {
		err := s.transaction(ctx, "BEGIN IMMEDIATE", func(ctx context.Context, s *session) error {
			// Somebody else may have been faster.
			if version, err = db.version(ctx, s, len(steps)); err != nil || version == len(steps) {
				return err
			}
			if _, err := s.conn.ExecContext(ctx, steps[version]); err != nil {
				return err
			}
			version++
			_, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID))
			if err != nil {
				return err
			}
			_, err = s.conn.ExecContext(ctx, "INSERT OR REPLACE INTO meta (name, value) VALUES ('form', ?)", form(steps[:version]))
			return err
		})
		if err != nil {
			return db.explain(fmt.Sprintf("bring %s up to schema %d", db.path, version+1), err)
		}
	}
	return nil
}

// form tells one form of the database from another: the statements that made it, and the form of packed records.
func form(steps []string) string {
	sum := sha256.New()
	fmt.Fprintln(sum, packedForm)
	for _, step := range steps {
		for line := range strings.Lines(step) {
			statement, _, _ := strings.Cut(line, "--")
			fmt.Fprintln(sum, strings.Join(strings.Fields(statement), " "))
		}
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// sameForm refuses a database whose tables are not those that its schema version says: it was made by a build between
// releases, and there is no step from there.
func (db *DB) sameForm(ctx context.Context, s *session, taken []string) error {
	var found string
	err := s.conn.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'form'").Scan(&found)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return db.explain("open "+db.path, err)
	}
	if found == form(taken) {
		return nil
	}
	return fmt.Errorf("open %s: it was made by a vernus from between two releases, whose tables were others; use that vernus again, or move the file away and start anew: "+
		"all mail is read again from the mailboxes, and nobody is written to because of it, but rulings are to be made again (vernus rulings of the old one lists them)", db.path)
}

// version returns the schema version of the file, 0 for an empty one.
func (db *DB) version(ctx context.Context, s *session, ours int) (int, error) {
	var version, application, tables int
	for pragma, dest := range map[string]*int{
		"PRAGMA user_version":                &version,
		"PRAGMA application_id":              &application,
		"SELECT count(*) FROM sqlite_master": &tables,
	} {
		if err := s.conn.QueryRowContext(ctx, pragma).Scan(dest); err != nil {
			return 0, db.explain("open "+db.path, err)
		}
	}
	switch {
	case version > ours:
		return 0, fmt.Errorf("open %s: its schema is version %d, this vernus knows up to %d; install the newer vernus that wrote it, or restore a backup made before", db.path, version, ours)
	case tables > 0 && application != applicationID:
		return 0, fmt.Errorf("open %s: this is the database of another program; give vernus a file of its own ([team] data in the config)", db.path)
	}
	return version, nil
}

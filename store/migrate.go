package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
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
			return err
		})
		if err != nil {
			return db.explain(fmt.Sprintf("bring %s up to schema %d", db.path, version+1), err)
		}
	}
	return nil
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

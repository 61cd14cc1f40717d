package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// applicationID marks the file as ours ("Vern", SQLite's PRAGMA application_id).
const applicationID = 0x5665726e

// pageSize fits letters better than SQLite's 4096: two kilobytes each, they would leave half of every page empty.
const pageSize = 16384

// options are what tests set differently.
type options struct {
	busy    time.Duration // how long to wait for other processes
	readers int
	driver  driver.Driver
}

// Open opens the database at path, making the folder (0700) and the file (0600) where there are none, and brings its
// schema up to date. A file of a newer Vernus, of another program, or damaged, is refused.
func Open(ctx context.Context, path string) (*DB, error) {
	return open(ctx, path, options{busy: 5 * time.Second, readers: 4, driver: &sqlite3.SQLiteDriver{}})
}

func open(ctx context.Context, path string, o options) (*DB, error) {
	db := &DB{Now: time.Now, path: path, options: o, writer: make(chan *session, 1), reader: make(chan *session)}
	if path == Memory {
		db.pool = sql.OpenDB(connector{o.driver, "file::memory:?" + settings(o, "MEMORY", "OFF", "immediate").Encode()})
	} else {
		if err := makeFile(path); err != nil {
			return nil, err
		}
		readOnly := settings(o, "WAL", "NORMAL", "deferred")
		readOnly.Set("mode", "ro")
		readOnly.Set("_query_only", "on")
		db.pool = sql.OpenDB(connector{o.driver, fileURI(path, settings(o, "WAL", "NORMAL", "immediate"))})
		db.readers = sql.OpenDB(connector{o.driver, fileURI(path, readOnly)})
		db.reader = make(chan *session, o.readers)
	}
	if err := db.start(ctx); err != nil {
		db.pool.Close()
		if db.readers != nil {
			db.readers.Close()
		}
		return nil, err
	}
	return db, nil
}

// start opens the writing session and migrates; the reading ones are opened when they are first needed.
func (db *DB) start(ctx context.Context) error {
	if err := db.setPageSize(); err != nil {
		return db.explain("make "+db.path, err)
	}
	db.pool.SetMaxOpenConns(1)
	s, err := newSession(ctx, db.pool)
	if err != nil {
		return db.explain("open", err)
	}
	if err := db.migrate(ctx, s); err != nil {
		s.close()
		return err
	}
	db.writer <- s
	for range cap(db.reader) {
		db.reader <- nil
	}
	return nil
}

// setPageSize gives a new file its page size, which cannot be changed any more once a connection has set WAL.
func (db *DB) setPageSize() error {
	if db.path == Memory {
		return nil
	}
	if info, err := os.Stat(db.path); err != nil || info.Size() > 0 {
		return err
	}
	pool := sql.OpenDB(connector{db.options.driver, fileURI(db.path, url.Values{})})
	defer pool.Close()
	_, err := pool.Exec(fmt.Sprintf("PRAGMA page_size = %d; PRAGMA application_id = %d", pageSize, applicationID))
	return err
}

// settings are the options of a connection. The writer's page cache is what keeps an import of a large mailbox from
// reading its own indexes again and again.
func settings(o options, journal, synchronous, lock string) url.Values {
	cache := "-32000" // KiB
	if lock == "deferred" {
		cache = "-4000"
	}
	return url.Values{
		"_journal_mode": {journal},
		"_synchronous":  {synchronous},
		"_busy_timeout": {strconv.FormatInt(o.busy.Milliseconds(), 10)},
		"_foreign_keys": {"on"},
		"_txlock":       {lock},
		"_cache_size":   {cache},
		"_mutex":        {"no"}, // a session is used by one goroutine at a time
	}
}

// fileURI escapes what means something in a URI: a folder's name may hold "?" or "#".
func fileURI(path string, v url.Values) string {
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + v.Encode()
}

// makeFile sees to it that there is a file that only its owner can read; SQLite gives its -wal and -shm the same mode.
func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the folder of the database: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("open %s: %w; the database must be writable for the user that runs vernus (chown, chmod 600)", path, err)
	}
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open the database: %w", err)
	}
	if info.IsDir() || !info.Mode().IsRegular() {
		return fmt.Errorf("open %s: not a regular file", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		if err := f.Chmod(0o600); err != nil {
			return fmt.Errorf("make %s readable for its owner only: %w", path, err)
		}
	}
	return nil
}

// connector opens connections with a driver of its own, so that none has to be registered under a global name.
type connector struct {
	driver driver.Driver
	dsn    string
}

// Connect implements driver.Connector.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.dsn) }

// Driver implements driver.Connector.
func (c connector) Driver() driver.Driver { return c.driver }

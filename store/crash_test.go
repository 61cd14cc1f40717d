package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// faultDriver fails at a statement, after calling crash, which sees the files as a killed process leaves them.
type faultDriver struct {
	sqlite3.SQLiteDriver
	left  int // statements before the one that fails; below 0 none does
	crash func()
}

var errFault = errors.New("fault")

func (d *faultDriver) Open(dsn string) (driver.Conn, error) {
	conn, err := d.SQLiteDriver.Open(dsn)
	if err != nil {
		return nil, err
	}
	return &faultConn{conn.(*sqlite3.SQLiteConn), d}, nil
}

func (d *faultDriver) step() error {
	d.left--
	if d.left == -1 {
		d.crash()
		return errFault
	}
	return nil
}

type faultConn struct {
	*sqlite3.SQLiteConn
	d *faultDriver
}

func (c *faultConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if query != "ROLLBACK" {
		if err := c.d.step(); err != nil {
			return nil, err
		}
	}
	return c.SQLiteConn.ExecContext(ctx, query, args)
}

func (c *faultConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	st, err := c.SQLiteConn.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return &faultStmt{st.(*sqlite3.SQLiteStmt), c.d}, nil
}

type faultStmt struct {
	*sqlite3.SQLiteStmt
	d *faultDriver
}

func (s *faultStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	if err := s.d.step(); err != nil {
		return nil, err
	}
	return s.SQLiteStmt.ExecContext(ctx, args)
}

func (s *faultStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	if err := s.d.step(); err != nil {
		return nil, err
	}
	return s.SQLiteStmt.QueryContext(ctx, args)
}

// dump writes everything that a database holds.
func dump(t *testing.T, db *DB) string {
	t.Helper()
	var b strings.Builder
	err := db.view(t.Context(), "dump", func(ctx context.Context, s *session) error {
		var tables []string
		err := s.each(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name", nil, func(scan func(...any) error) error {
			var name string
			err := scan(&name)
			tables = append(tables, name)
			return err
		})
		if err != nil {
			return err
		}
		for _, table := range tables {
			rows, err := s.conn.QueryContext(ctx, "SELECT * FROM "+table+" ORDER BY 1, 2")
			if err != nil {
				return err
			}
			columns, err := rows.Columns()
			if err != nil {
				return err
			}
			for rows.Next() {
				row := make([]any, len(columns))
				for i := range row {
					row[i] = new(any)
				}
				if err := rows.Scan(row...); err != nil {
					return err
				}
				b.WriteString(table)
				for _, v := range row {
					fmt.Fprintf(&b, " %v", *v.(*any))
				}
				b.WriteByte('\n')
			}
			if err := errors.Join(rows.Err(), rows.Close()); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever statement a method dies at, the next process finds the state before it; and after another try, the same as
// without the accident.
func TestCrashAtAnyStatement(t *testing.T) {
	ctx := t.Context()
	work := []struct {
		name string
		do   func(db *DB) error
	}{
		{"ingest", func(db *DB) error {
			b, in := batch("INBOX", 20,
				letter("a", "Договор", "1", replyTo("z")), // merges two conversations
				letter("new", "Другое", "2", func(in *Incoming) {
					in.Message.Text = "2\n> 1"
					in.Message.Calendars = [][]byte{[]byte("BEGIN:VCALENDAR")}
					in.Ending = mailbox.Ending{Lines: "2", Need: 1}
				}),
				letter("b", "Тема б", "копия"),
				letter("k@agency.example", "Re: Тема б", "Вижу", ownLetter, replyTo("b")),
				Incoming{Err: errors.New("junk")})
			b.Flags = map[uint32][]string{1: {`\Seen`}}
			_, err := db.Ingest(ctx, boris, b, in)
			return err
		}},
		{"ingest after a reset", func(db *DB) error {
			b, in := batch("INBOX", 1, letter("b", "Тема б", "2"))
			b.Reset, b.Position.UIDValidity = true, 9
			_, err := db.Ingest(ctx, anna, b, in)
			return err
		}},
		{"drafts", func(db *DB) error {
			b, in := batch("Drafts", 5, letter("d", "Re: Тема б", "", fromUs, replyTo("b")))
			b.HasPresent, b.Present = true, []uint32{5}
			_, err := db.Ingest(ctx, anna, b, in)
			return err
		}},
		{"enqueue", func(db *DB) error {
			_, err := db.Enqueue(ctx, Decision{Now: monday, Letters: ls(letterFor(1, "k3"), letterFor(2, "k4")), Withdraw: []Withdrawal{{Key: "k2", Why: "answered"}},
				Settled: []Settled{{Conversation: 1, Revision: 1, State: "quiet", Findings: []rules.Finding{{Key: "x"}, {Key: "y"}}}},
				Held:    []letters.Held{{Duty: "x", Kind: letters.Nudge, Conversation: 1, Reason: letters.ReasonOff}}})
			return err
		}},
		{"begin, transmit, record", func(db *DB) error {
			_, err := db.Begin(ctx, 2)
			if err == nil {
				err = db.Transmit(ctx, 2)
			}
			if err == nil {
				err = db.Record(ctx, 2, letters.Sent, "250", time.Time{})
			}
			return err
		}},
		{"obey", func(db *DB) error {
			row, err := db.ProposedFor(ctx, "a@x acknowledge", 1)
			if err == nil {
				d := deed(row)
				d.Rulings = append(d.Rulings, rules.Ruling{Kind: rules.Stopped, By: anna})
				_, err = db.Obey(ctx, d)
			}
			return err
		}},
		{"learn", func(db *DB) error {
			_, err := db.Learn(ctx, func(m StoredMessage) Renewed { return Renewed{Client: m.Client, Direction: m.Direction} })
			return err
		}},
		{"rebuild", func(db *DB) error {
			_, err := db.Rebuild(ctx, "v1", func(m StoredMessage) Renewed {
				return Renewed{Client: map[string]string{"b": "Василёк", "c": "Ромашка"}[m.Message.ID], Direction: m.Direction, Reading: reading.Reading{Thanks: true}}
			})
			return err
		}},
	}
	for _, w := range work {
		t.Run(w.name, func(t *testing.T) {
			dir := t.TempDir()
			base := prepared(t, filepath.Join(dir, "base.db"))
			before := dump(t, base)
			if err := base.Close(); err != nil {
				t.Fatal(err)
			}
			want := ""
			for n := -1; ; n++ {
				path := filepath.Join(dir, fmt.Sprint(n), "vernus.db")
				copyFile(t, filepath.Join(dir, "base.db"), path)
				d := &faultDriver{left: -1, crash: func() { copyFiles(t, path, path+".crash") }}
				db := openFault(t, path, d)
				if d.left = n; n < 0 {
					d.left = -2
				}
				err := w.do(db)
				if n < 0 {
					if err != nil {
						t.Fatal(err)
					}
					want = dump(t, db)
					db.Close()
					continue
				}
				if err == nil {
					if n < 5 {
						t.Fatalf("only %d statements", n)
					}
					db.Close()
					break
				}
				if !errors.Is(err, errFault) {
					t.Fatalf("statement %d: %v", n, err)
				}
				d.left = -2
				crashed := openTest(t, path+".crash")
				if w.name == "begin, transmit, record" || w.name == "rebuild" { // several transactions, each whole
					if s := dump(t, crashed); s != dump(t, db) {
						t.Fatalf("statement %d: the process that goes on and the next one see different states", n)
					}
				} else {
					if dump(t, crashed) != before {
						t.Fatalf("statement %d: something of it was left after a crash", n)
					}
					if dump(t, db) != before {
						t.Fatalf("statement %d: something of it was left after an error", n)
					}
					if err := w.do(db); err != nil {
						t.Fatalf("statement %d, again: %v", n, err)
					}
					if got := dump(t, db); got != want {
						t.Fatalf("statement %d: another try ends otherwise:\n%s\nwant\n%s", n, got, want)
					}
				}
				if wrong := must[[]string](t)(crashed.IntegrityCheck(ctx)); wrong != nil {
					t.Fatalf("statement %d: %v", n, wrong)
				}
				crashed.Close()
				db.Close()
			}
		})
	}
}

// prepared is a database with something of everything.
func prepared(t *testing.T, path string) *DB {
	db := openTest(t, path)
	put(t, db, "INBOX", 1,
		letter("b", "Тема б", "2", replyTo("a"), after(time.Hour)),
		letter("c", "Тема в", "3", replyTo("z"), after(2*time.Hour), func(in *Incoming) { in.Ending = mailbox.Ending{Lines: "Иван", Need: 1} }),
		Incoming{Err: errors.New("junk")})
	put(t, db, "Drafts", 1, letter("d0", "Re: Тема в", "", fromUs, replyTo("c")))
	for _, key := range []string{"k", "k1", "k2"} {
		enqueue1(t, db, letterFor(1, key))
	}
	proposal(t, db)
	put(t, db, "Sent", 1, answer("yes"))
	settleAll(t, db, monday)
	return db
}

func openFault(t *testing.T, path string, d driver.Driver) *DB {
	t.Helper()
	db, err := open(t.Context(), path, options{busy: time.Second, readers: 1, driver: d})
	if err != nil {
		t.Fatal(err)
	}
	db.Now = func() time.Time { return monday }
	db.Instance = "test"
	return db
}

// copyFiles copies a database as it lies on the disk, in the midst of whatever.
func copyFiles(t *testing.T, from, to string) {
	for _, suffix := range []string{"", "-wal"} {
		if _, err := os.Stat(from + suffix); err == nil {
			copyFile(t, from+suffix, to+suffix)
		}
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	data := must[[]byte](t)(os.ReadFile(from))
	if err := errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, data, 0o600)); err != nil {
		t.Fatal(err)
	}
}

func TestFullDisk(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a", "Договор", "1"))
	limit := func(pages int) {
		t.Helper()
		err := db.write(t.Context(), "limit", func(ctx context.Context, s *session) error {
			_, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA max_page_count = %d", pages))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	limit(count(t, db, "PRAGMA page_count") + 1)
	before := dump(t, db)
	big := letter("big", "Большое", strings.Repeat("слово ", 30_000))
	b, in := batch("INBOX", 2, letter("b", "Счёт", "2"), big)
	_, err := db.Ingest(t.Context(), anna, b, in)
	if err == nil || !strings.Contains(err.Error(), "no room left") || !strings.Contains(err.Error(), db.Path()) {
		t.Errorf("error: %v", err)
	}
	equal(t, "nothing was changed", dump(t, db) == before, true)
	equal(t, "where reading goes on", must[map[string]mailbox.Position](t)(db.Positions(t.Context(), anna))["INBOX"].UIDNext, 2)
	limit(1 << 30)
	equal(t, "with room", must[Ingested](t)(db.Ingest(t.Context(), anna, b, in)), Ingested{New: 2})
}

func TestLockedByAnotherProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vernus.db")
	db := must[*DB](t)(open(t.Context(), path, options{busy: 20 * time.Millisecond, readers: 1, driver: &sqlite3.SQLiteDriver{}}))
	defer db.Close()
	put(t, db, "INBOX", 1, letter("a", "Договор", "1"))
	conn, err := (&sqlite3.SQLiteDriver{}).Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	other := conn.(*sqlite3.SQLiteConn)
	if _, err := other.Exec("BEGIN EXCLUSIVE", nil); err != nil {
		t.Fatal(err)
	}
	b, in := batch("INBOX", 2, letter("b", "Счёт", "2"))
	_, err = db.Ingest(t.Context(), anna, b, in)
	if err == nil || !strings.Contains(err.Error(), "another program has held "+path) {
		t.Errorf("error: %v", err)
	}
	equal(t, "can be read all the same", len(all(t, db)), 1)
	if _, err := other.Exec("ROLLBACK", nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "afterwards", must[Ingested](t)(db.Ingest(t.Context(), anna, b, in)), Ingested{New: 1})
}

func TestCancelled(t *testing.T) {
	db := openTest(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	put(t, db, "INBOX", 1, letter("a", "Договор", "1"))
	before := dump(t, db)
	_, err := db.Rebuild(ctx, "v1", func(m StoredMessage) Renewed {
		cancel()
		return Renewed{Client: "Василёк"}
	})
	equal(t, "error", errors.Is(err, context.Canceled), true)
	equal(t, "nothing was changed", dump(t, db) == before, true)
	b, in := batch("INBOX", 2, letter("b", "Счёт", "2"))
	_, err = db.Ingest(ctx, anna, b, in)
	equal(t, "error", errors.Is(err, context.Canceled), true)
}

// Several goroutines at once, as the daemon's mailboxes are.
func TestManyAtOnce(t *testing.T) {
	db := openTest(t, "")
	errs := make(chan error)
	for g := range 8 {
		go func() {
			var err error
			for i := range 20 {
				b, in := batch("INBOX", uint32(i+1), letter(fmt.Sprintf("%d.%d", g, i), fmt.Sprint("Тема ", g, i), "текст"))
				_, e := db.Ingest(t.Context(), fmt.Sprintf("m%d@agency.example", g), b, in)
				_, e2 := db.Snapshot(t.Context(), monday, Place{})
				err = errors.Join(err, e, e2)
			}
			errs <- err
		}()
	}
	for range 8 {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
	equal(t, "messages", count(t, db, "SELECT count(*) FROM message"), 160)
}

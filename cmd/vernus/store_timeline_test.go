package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"vernus/letters"
)

// another opens the database as another program does.
func (w *world) another() *sql.Conn {
	w.t.Helper()
	db, err := sql.Open("sqlite3", w.config.Database())
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { db.Close() })
	conn, err := db.Conn(context.Background())
	if err != nil {
		w.t.Fatal(err)
	}
	return conn
}

func do(t *testing.T, c *sql.Conn, statement string) {
	t.Helper()
	if _, err := c.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// Another program has locked the database when a letter is due: it is told, nothing is lost, nothing leaves twice.
func TestLockedDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:29")
		other := w.another()
		defer other.Close()
		do(t, other, "BEGIN IMMEDIATE")
		w.set(func() {
			w.heard = func(line string) { // Vernus waits in real time for a locked database: once will do
				if strings.Contains(line, "another program has held") {
					w.heard = nil
					do(t, other, "ROLLBACK")
				}
			}
		})
		w.until("2000-01-03 11:35")
		w.contains("the log", w.logged(), "another program has held", "vernus.db", "it will be tried again")
		w.until("2000-01-03 13:00")
		w.expect(ivan, 1)
		w.expectOne(anna, "Ждёт ответа: Ромашка")
	})
}

// The disk is full for an hour: it is told with what to do, and when there is room again the day goes on as if nothing
// had been, with every letter once.
func TestFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=16m"); err != nil {
		t.Skip("needs the right to mount a small disk:", err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, 0) })
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send", `data = "data"`, `data = "`+disk+`"`)
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		filler := filepath.Join(disk, "filler")
		if err := os.WriteFile(filler, make([]byte, 32<<20), 0o600); err == nil {
			t.Fatal("the disk is not small")
		}
		w.ask()
		for range 30 {
			w.write(olga, oleg, "", "Каталог", "Олег, добрый день! Когда будет готов каталог? "+strings.Repeat("Подробности приложены. ", 2000)+"\n\nОльга")
		}
		w.until("2000-01-03 10:50")
		w.contains("the log", w.logged(), "free some space")
		if n := strings.Count(w.logged(), "is tried again"); n > 80 {
			t.Errorf("the log told %d times in an hour that a cycle failed", n)
		}
		if err := os.Remove(filler); err != nil {
			t.Fatal(err)
		}
		w.until("2000-01-03 12:30")
		w.expect(ivan, 1)
		w.expect(olga, 1)
		w.expectOne(anna, "Ждёт ответа: Ромашка")
	})
}

// A database that a newer program has written is left alone.
func TestNewerDatabaseIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.stop()
		other := w.another()
		do(t, other, "PRAGMA user_version = 99")
		other.Close()
		_, err := w.open(t.Context())
		if err == nil {
			t.Fatal("a newer database was opened")
		}
		w.contains("the error", err.Error(), "newer", "vernus.db")
	})
}

// A second daemon is refused, and told who has the database; when the first has ended it may start.
func TestSecondDaemonIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		_, err := w.open(t.Context())
		if err == nil {
			t.Fatal("two daemons share a database")
		}
		w.contains("the error", err.Error(), "in use by another vernus", "stop that one first")
		if _, code := w.vernus("outbox", "list"); code != exitDone {
			t.Errorf("looking into the database beside the daemon ended with %d", code)
		}
		w.restart()
	})
}

// The program is ended in the middle of handing a letter over. An answer that comes soon is still waited for; without
// one the letter's fate is noted as unknown. Neither way it is sent twice.
func TestStopWhileSending(t *testing.T) {
	for name, c := range map[string]struct {
		answer string
		phase  letters.Phase
		asked  int
	}{
		"the server answers soon": {"3s", letters.Sent, 0},
		"the server is silent":    {"5m", letters.Uncertain, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				handed := w.slowly(c.answer)
				w.start()
				w.until("2000-01-03 10:00")
				w.ask()
				<-handed
				w.stop()
				w.start()
				w.until("2000-01-03 17:00")
				if got := w.phase(); got != c.phase {
					t.Errorf("the letter is %s, want %s", got, c.phase)
				}
				w.expect(ivan, 1) // the slow server has taken it in both cases
				asked := 0
				for _, m := range w.ours(anna, "INBOX") {
					if strings.HasPrefix(m.Subject, "Неизвестно") {
						asked++
					}
				}
				if asked != c.asked {
					t.Errorf("the manager was asked %d times, want %d", asked, c.asked)
				}
			})
		})
	}
}

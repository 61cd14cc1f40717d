package store

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

var update = flag.Bool("update", false, "write testdata anew")

func TestSchemaIsTheGoldenOne(t *testing.T) {
	db := openTest(t, Memory)
	var b strings.Builder
	err := db.view(t.Context(), "schema", func(ctx context.Context, s *session) error {
		const query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT GLOB 'search_*' ORDER BY rowid"
		return s.each(ctx, query, nil, func(scan func(...any) error) error {
			var sql string
			err := scan(&sql)
			b.WriteString(sql + ";\n\n")
			return err
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/schema.golden.sql"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := must[[]byte](t)(os.ReadFile(golden))
	if b.String() != string(want) {
		t.Errorf("the schema is not that of %s; if that is meant: go test ./store -run Golden -update", golden)
	}
}

func TestFilesAreTheOwnersOnly(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data? #1%20")
	path := filepath.Join(dir, "vernus.db")
	db := openTest(t, path)
	put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
	for file, want := range map[string]os.FileMode{dir: 0o700, path: 0o600, path + "-wal": 0o600, path + "-shm": 0o600} {
		info, err := os.Stat(file)
		if err != nil {
			t.Fatal(err)
		}
		equal(t, file, info.Mode().Perm(), want)
	}
}

func TestLooseFileIsTightened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vernus.db")
	must[*DB](t)(Open(t.Context(), path)).Close()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	must[*DB](t)(Open(t.Context(), path)).Close()
	equal(t, "mode", must[os.FileInfo](t)(os.Stat(path)).Mode().Perm(), 0o600)
}

func TestSettingsOfConnections(t *testing.T) {
	db := openTest(t, "")
	for pragma, want := range map[string]int{"foreign_keys": 1, "busy_timeout": 5000, "synchronous": 1} {
		for name, run := range map[string]func(context.Context, string, func(context.Context, *session) error) error{"reader": db.view, "writer": db.write} {
			err := run(t.Context(), pragma, func(ctx context.Context, s *session) error {
				var got int
				err := s.get(ctx, "PRAGMA "+pragma, nil, &got)
				equal(t, name+" "+pragma, got, want)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	err := db.view(t.Context(), "write", func(ctx context.Context, s *session) error {
		_, err := s.exec(ctx, "DELETE FROM meta")
		return err
	})
	var code sqlite3.Error
	if !errors.As(err, &code) || code.Code != sqlite3.ErrReadonly {
		t.Errorf("a reader can write: %v", err)
	}
}

func TestOpenRefuses(t *testing.T) {
	exec := func(statements string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			conn, err := (&sqlite3.SQLiteDriver{}).Open(path)
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := conn.(*sqlite3.SQLiteConn).Exec(statements, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	bytes := func(content string) func(t *testing.T, path string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name    string
		prepare func(t *testing.T, path string)
		want    []string
	}{
		{"newer", exec("PRAGMA application_id = " + strconv.Itoa(applicationID) + "; PRAGMA user_version = 99; CREATE TABLE x (y)"),
			[]string{"version 99", "up to 1", "install the newer vernus"}},
		{"of a build between releases", func(t *testing.T, path string) {
			openTest(t, path).Close()
			exec("UPDATE meta SET value = 'another' WHERE name = 'form'")(t, path)
		}, []string{"between two releases", "move the file away", "read again"}},
		{"of a build before forms were noted", func(t *testing.T, path string) {
			openTest(t, path).Close()
			exec("DELETE FROM meta WHERE name = 'form'")(t, path)
		}, []string{"between two releases"}},
		{"another program's", exec("CREATE TABLE bookmarks (url)"), []string{"another program", "[team] data"}},
		{"no database", bytes(strings.Repeat("Dear diary, ", 1000)), []string{"not a database", "put a backup in its place"}},
		{"a folder", func(t *testing.T, path string) {
			if err := os.Mkdir(path, 0o700); err != nil {
				t.Fatal(err)
			}
		}, []string{"is a directory"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "vernus.db")
			c.prepare(t, path)
			_, err := Open(t.Context(), path)
			if err == nil {
				t.Fatal("was opened")
			}
			for _, want := range append(c.want, path) {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%v\nlacks %q", err, want)
				}
			}
		})
	}
}

func TestDamageIsNoticed(t *testing.T) {
	db := openTest(t, "")
	for i := range 20 {
		put(t, db, "INBOX", uint32(1+i), letter(strconv.Itoa(i), "Тема "+strconv.Itoa(i), strings.Repeat("текст ", 500)))
	}
	path := db.Path()
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	f := must[*os.File](t)(os.OpenFile(path, os.O_RDWR, 0))
	defer f.Close()
	size := must[os.FileInfo](t)(f.Stat()).Size()
	for at := int64(60 * 4096); at < size; at += 4096 { // past the schema
		if _, err := f.WriteAt(make([]byte, 2000), at); err != nil {
			t.Fatal(err)
		}
	}
	again, err := Open(t.Context(), path)
	if err != nil {
		if !strings.Contains(err.Error(), "put a backup in its place") {
			t.Error(err)
		}
		return
	}
	defer again.Close()
	wrong, err := again.IntegrityCheck(t.Context())
	if len(wrong) == 0 && err == nil {
		t.Error("a damaged database is found sound")
	}
}

// For root every file is writable.
func TestReadOnlyFile(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write read-only files")
	}
	path := filepath.Join(t.TempDir(), "vernus.db")
	must[*DB](t)(Open(t.Context(), path)).Close()
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), path)
	if err == nil || !strings.Contains(err.Error(), "must be writable") {
		t.Error(err)
	}
}

func TestSecretAndMarks(t *testing.T) {
	db := openTest(t, "")
	secret := must[[]byte](t)(db.Secret(t.Context()))
	equal(t, "length", len(secret), 32)
	equal(t, "never set", must[time.Time](t)(db.Mark(t.Context(), "digest")).IsZero(), true)
	for _, at := range []time.Time{monday, monday.Add(1)} {
		if err := db.SetMark(t.Context(), "digest", at); err != nil {
			t.Fatal(err)
		}
		equal(t, "mark", must[time.Time](t)(db.Mark(t.Context(), "digest")).Equal(at), true)
	}
	path := db.Path()
	db.Close()
	db = openTest(t, path)
	equal(t, "after opening again", string(must[[]byte](t)(db.Secret(t.Context()))), string(secret))
}

func TestMomentsAreNotRounded(t *testing.T) {
	for _, at := range []time.Time{monday.Add(1), {}, time.Date(1, 2, 3, 4, 5, 6, 7, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 0)} {
		v, err := moment{at}.Value()
		if err != nil {
			t.Fatal(err)
		}
		var back moment
		if err := back.Scan(v); err != nil {
			t.Fatal(err)
		}
		want := at
		if at.Year() == 9999 {
			want = latest
		}
		if at.Year() == 1 && !at.IsZero() {
			want = earliest
		}
		equal(t, at.String(), back.Equal(want), true)
	}
}

func TestLock(t *testing.T) {
	if path := os.Getenv("STORE_TEST_LOCK"); path != "" {
		db := openTest(t, path)
		_, err := db.Lock()
		if err == nil || !strings.Contains(err.Error(), "pid "+strconv.Itoa(os.Getppid())) {
			t.Fatalf("the other process got: %v", err)
		}
		return
	}
	db := openTest(t, "")
	release := must[func() error](t)(db.Lock())
	cmd := exec.Command(os.Args[0], "-test.run=^TestLock$")
	cmd.Env = append(os.Environ(), "STORE_TEST_LOCK="+db.Path())
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
	if err := errors.Join(release(), release()); err != nil {
		t.Error(err)
	}
	again := must[func() error](t)(db.Lock())
	again()
}

func TestBackup(t *testing.T) {
	for _, path := range []string{"", Memory} {
		db := openTest(t, path)
		put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
		to := filepath.Join(t.TempDir(), "copy.db")
		if err := db.Backup(t.Context(), to); err != nil {
			t.Fatal(err)
		}
		equal(t, "mode", must[os.FileInfo](t)(os.Stat(to)).Mode().Perm(), 0o600)
		err := db.Backup(t.Context(), to)
		if err == nil || !strings.Contains(err.Error(), "is there already") {
			t.Errorf("over a file that is there: %v", err)
		}
		copied := openTest(t, to)
		equal(t, "found in the copy", ids(must[[]Hit](t)(copied.Search(t.Context(), Query{Words: "договора"}))), "a")
		if wrong := must[[]string](t)(copied.IntegrityCheck(t.Context())); wrong != nil {
			t.Error(wrong)
		}
	}
}

func TestClose(t *testing.T) {
	db := openTest(t, "")
	snapshot(t, db, monday)
	if err := errors.Join(db.Close(), db.Close()); err != nil {
		t.Error(err)
	}
	if _, err := db.Snapshot(t.Context(), monday, Place{}); err == nil {
		t.Error("a closed database answers")
	}
	if err := db.SetMark(t.Context(), "x", monday); err == nil {
		t.Error("a closed database can be written")
	}
}

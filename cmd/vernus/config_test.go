package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the tests got into the files of what they want")

// TestConfigErrors has a configuration in each file, followed by everything that must be said of it.
func TestConfigErrors(t *testing.T) {
	files, err := filepath.Glob("testdata/config/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			file, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			for _, f := range ar.Files {
				name := filepath.Join(dir, f.Name)
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(dir)
			c, err := LoadConfig("config.toml")
			got := ""
			switch {
			case err != nil:
				got = err.Error() + "\n"
			default:
				if err := c.ReadyToRun(); err != nil {
					got = err.Error() + "\n"
				}
			}
			got = strings.ReplaceAll(got, dir, "DIR")
			want := ""
			for i := range ar.Files {
				if ar.Files[i].Name == "want" {
					want = string(ar.Files[i].Data)
					ar.Files[i].Data = []byte(got)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("errors (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseSpan(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		s, err := parseSpan(text)
		got := fmt.Sprintf("%dd %v", s.days, s.rest)
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("parseSpan(%q) = %s, want %s", text, got, want)
		}
	}
	check("2h", "0d 2h0m0s")
	check("90m", "0d 1h30m0s")
	check("1d", "1d 0s")
	check("1d4h", "1d 4h0m0s")
	check(" 2 d ", "2d 0s")
	check("0m", "0d 0s")
	check("", "error")
	check("2", "error")
	check("-1d", "error")
	check("-2h", "error")
	check("два часа", "error")
	check("1d1d", "error")
}

func TestParseSize(t *testing.T) {
	check := func(text string, want int64) {
		t.Helper()
		s, err := parseSize(text)
		if err != nil {
			s.bytes = -1
		}
		if s.bytes != want {
			t.Errorf("parseSize(%q) = %d, %v, want %d", text, s.bytes, err, want)
		}
	}
	check("256KB", 256<<10)
	check("4 mb", 4<<20)
	check("1GB", 1<<30)
	check("100", 100)
	check("", -1)
	check("-1KB", -1)
	check("many", -1)
}

func TestNearest(t *testing.T) {
	check := func(word, want string, known ...string) {
		t.Helper()
		if got := nearest(word, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
	check("timezon", "timezone", "timezone", "hours")
	check("adress", "address", "name", "address")
	check("hsot", "host", "host", "port")
	check("Host", "host", "host")
	check("xyz", "", "host", "port")
	check("to", "", "name")
}

func TestSecretNeverShows(t *testing.T) {
	a := Account{User: "anna", Password: "hunter2"}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "secret", a.Password, "account", a)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "secret", a.Password, "account", a)
	js, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %q %s %s", a, a, a, a.Password, a.Password, log.String(), js)
	if strings.Contains(all, "hunter2") {
		t.Errorf("the password shows in %s", all)
	}
	if !strings.Contains(all, "***") {
		t.Errorf("nothing shows that there is a password: %s", all)
	}
}

func TestSecretSources(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string, mode os.FileMode) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("good", "s3cret\n", 0o600)
	write("open", "s3cret\n", 0o644)
	write("empty", "\n", 0o600)
	t.Setenv("VERNUS_TEST_PASSWORD", "s3cret")
	t.Setenv("CREDENTIALS_DIRECTORY", dir)
	c := &Config{dir: dir}
	check := func(a Account, want string) {
		t.Helper()
		got, err := c.secretOf(a)(t.Context())
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
		if err != nil && strings.Contains(got, "s3cret") {
			t.Errorf("the error shows the password: %q", got)
		}
	}
	check(Account{PasswordFile: "good"}, "s3cret")
	check(Account{PasswordFile: "open"}, "chmod 600")
	check(Account{PasswordFile: "empty"}, "is empty")
	check(Account{PasswordFile: "absent"}, "no such file")
	check(Account{PasswordEnv: "VERNUS_TEST_PASSWORD"}, "s3cret")
	check(Account{PasswordEnv: "VERNUS_TEST_NOTHING"}, "VERNUS_TEST_NOTHING is empty")
	check(Account{PasswordCommand: "echo s3cret; echo more"}, "s3cret")
	check(Account{PasswordCommand: "echo s3cret; echo s3cret >&2; exit 3"}, "password_command failed with exit status 3")
	check(Account{PasswordCommand: "true"}, "printed nothing")
	check(Account{PasswordCredential: "good"}, "s3cret")
	check(Account{PasswordCredential: "../good"}, "s3cret")
	check(Account{Password: "s3cret"}, "s3cret")
	check(Account{}, "no password is configured")
}

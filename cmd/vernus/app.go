package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// app is what every command is given: where it reads and writes, the clock, and the flags common to all.
type app struct {
	in       io.Reader
	out, err io.Writer // results go to out, all else to err
	getenv   func(string) string
	now      func() time.Time

	config  string // --config; "" means: look for it
	json    bool   // --json
	verbose bool   // --verbose
}

// The exit codes.
const (
	exitDone  = 0
	exitFound = 1 // problems were found, or something failed
	exitUsage = 2 // the command line or the configuration is wrong
)

// errFound ends a command that has already reported what it found.
var errFound = errors.New("problems were found")

// usageError is a command line that cannot be understood.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usage(format string, args ...any) error {
	return &usageError{text: fmt.Sprintf(format, args...)}
}

// main runs one command line and returns the exit code.
func (a *app) main(ctx context.Context, args []string) int {
	root := newRootCommand(a)
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	ran, err := root.ExecuteContextC(ctx)
	var wrong *usageError
	var config *ConfigError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errFound):
		return exitFound
	case errors.As(err, &wrong):
		fmt.Fprintf(a.err, "vernus: %v\nSee %s --help\n", err, ran.CommandPath())
		return exitUsage
	case errors.As(err, &config):
		fmt.Fprintln(a.err, err)
		return exitUsage
	}
	fmt.Fprintf(a.err, "vernus: %v\n", err)
	return exitFound
}

// load finds and reads the configuration.
func (a *app) load() (*Config, error) {
	path, err := a.configPath()
	if err != nil {
		return nil, err
	}
	return LoadConfig(path)
}

// configPath is the file named by --config, else the first of the usual places that exists.
func (a *app) configPath() (string, error) {
	if a.config != "" {
		return a.config, nil
	}
	places := a.configPlaces()
	for _, p := range places {
		if _, err := os.Stat(p); err == nil {
			return p, nil
		}
	}
	return "", &ConfigError{Path: "config.toml", Problems: []Problem{{
		What:   "no configuration found; looked for " + strings.Join(places, ", "),
		Remedy: "make one with `vernus init`, or name it with --config"}}}
}

func (a *app) configPlaces() []string {
	user := a.getenv("XDG_CONFIG_HOME")
	if home := a.getenv("HOME"); user == "" && home != "" {
		user = filepath.Join(home, ".config")
	}
	places := []string{"config.toml"}
	if user != "" {
		places = append(places, filepath.Join(user, "vernus", "config.toml"))
	}
	return append(places, "/etc/vernus/config.toml")
}

// logger writes what happens to err, for the operator and the journal.
func (a *app) logger() *slog.Logger {
	level := slog.LevelInfo
	if a.verbose {
		level = slog.LevelDebug
	}
	return slog.New(slog.NewTextHandler(a.err, &slog.HandlerOptions{Level: level}))
}

// print writes one JSON object on a line of its own.
func (a *app) print(v any) error {
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

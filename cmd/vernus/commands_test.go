package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
)

// TestEveryCommandIsExplained walks through all commands: each has a line, examples that it understands, and help on stdout.
func TestEveryCommandIsExplained(t *testing.T) {
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c.Name() == "help" || c.Name() == "completion" {
			return
		}
		if c.Short == "" || strings.HasSuffix(c.Short, ".") {
			t.Errorf("%s: the short help %q is no line without a full stop", c.CommandPath(), c.Short)
		}
		if c.HasSubCommands() {
			for _, sub := range c.Commands() {
				walk(sub)
			}
			return
		}
		if c.Example == "" {
			t.Errorf("%s has no example", c.CommandPath())
		}
		for line := range strings.Lines(c.Example) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), "#")
			if !strings.HasPrefix(line, c.CommandPath()) {
				t.Errorf("the example %q of %s is one of something else", line, c.CommandPath())
			}
			for word := range strings.FieldsSeq(line) {
				if name, ok := strings.CutPrefix(word, "--"); ok && c.Flag(name) == nil && c.InheritedFlags().Lookup(name) == nil {
					t.Errorf("the example %q of %s has a flag that there is not", line, c.CommandPath())
				}
			}
		}
	}
	walk(newRootCommand(&app{}))
}

// TestExitCodes tells apart what is asked for and what is not understood.
func TestExitCodes(t *testing.T) {
	check := func(code int, args ...string) {
		t.Helper()
		var out, errs bytes.Buffer
		a := &app{in: strings.NewReader(""), out: &out, err: &errs, now: time.Now, getenv: func(string) string { return "" }}
		if got := a.main(t.Context(), args); got != code {
			t.Errorf("vernus %s ends with %d, want %d: %s", strings.Join(args, " "), got, code, errs.String())
		}
		if (code == exitDone) != (errs.Len() == 0) {
			t.Errorf("vernus %s says on stderr: %q", strings.Join(args, " "), errs.String())
		}
	}
	t.Chdir(t.TempDir())
	check(exitDone)
	check(exitDone, "help")
	check(exitDone, "run", "--help")
	check(exitDone, "version", "--json")
	check(exitUsage, "hlep")
	check(exitUsage, "version", "--jsno")
	check(exitUsage, "outbox", "show")
	check(exitUsage, "status")
	check(exitUsage, "status", "--config", "absent.toml")
}

package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"vernus/rules/reading"
)

// build is what is known of the program itself.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Time     string `json:"time,omitempty"`
	Modified bool   `json:"modified,omitempty"`
	Reading  int    `json:"reading"` // reading.Version: the same letter is read the same way
	Go       string `json:"go"`
	Platform string `json:"platform"`
}

func newVersionCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Say which Vernus this is",
		Example: "  vernus version\n  vernus version --json",
		Args:    arguments(0, 0),
		RunE: func(*cobra.Command, []string) error {
			b := buildOf(debug.ReadBuildInfo())
			if a.json {
				return a.print(b)
			}
			_, err := fmt.Fprintln(a.out, b)
			return err
		},
	}
}

func buildOf(info *debug.BuildInfo, ok bool) build {
	b := build{Version: "unknown", Reading: reading.Version, Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH}
	if !ok {
		return b
	}
	if b.Version = info.Main.Version; b.Version == "" || b.Version == "(devel)" {
		b.Version = "development"
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Time = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// String is the version on one line.
func (b build) String() string {
	s := "vernus " + b.Version
	if b.Revision != "" {
		s += " (" + b.Revision[:min(12, len(b.Revision))]
		if b.Modified {
			s += ", changed"
		}
		s += ")"
	}
	return fmt.Sprintf("%s, reading %d, %s %s", s, b.Reading, b.Go, b.Platform)
}

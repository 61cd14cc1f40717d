package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func readDoc(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile("../../" + path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestEveryDependencyIsExplained compares docs/dependencies.md with go.mod.
func TestEveryDependencyIsExplained(t *testing.T) {
	var direct, all, explained []string
	for _, m := range regexp.MustCompile(`(?m)^\s+(\S+\.\S+/\S+) v\S+( // indirect)?$`).FindAllStringSubmatch(readDoc(t, "go.mod"), -1) {
		all = append(all, m[1])
		if m[2] == "" {
			direct = append(direct, m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^\| (\S+\.\S+/\S+) \|`).FindAllStringSubmatch(readDoc(t, "docs/dependencies.md"), -1) {
		explained = append(explained, m[1])
	}
	if len(all) == 0 || len(explained) == 0 {
		t.Fatal("nothing found to compare")
	}
	for _, d := range direct {
		if !slices.Contains(explained, d) {
			t.Errorf("docs/dependencies.md does not say why there is %s", d)
		}
	}
	for _, d := range explained {
		if !slices.Contains(all, d) || len(direct) > 0 && !slices.Contains(direct, d) {
			t.Errorf("docs/dependencies.md explains %s, which go.mod does not require directly", d)
		}
	}
}

// TestDocsNameRealThings looks for commands, flags and keys in the documentation that the program does not have.
func TestDocsNameRealThings(t *testing.T) {
	root := newRootCommand(&app{})
	root.InitDefaultCompletionCmd()
	spoken := regexp.MustCompile("(?m)(?:^\\s*|[`$] *|bin/)(?:sudo -u vernus )?(?:\\./)?vernus ([a-z]+)((?: [^\\s`]+)*)")
	for _, doc := range []string{"README.md", "docs/administrators.md", "docs/managers.md", "docs/managers.en.md", "docs/meetings.md", "docs/meetings.en.md", "docs/letters.md", "docs/reading.md"} {
		found := spoken.FindAllStringSubmatch(readDoc(t, doc), -1)
		if len(found) == 0 {
			t.Errorf("%s speaks of no command; is it read rightly?", doc)
		}
		for _, m := range found {
			cmd, rest, err := root.Find(append([]string{m[1]}, strings.Fields(m[2])...))
			if err != nil || cmd == root {
				t.Errorf("%s speaks of `vernus %s`, which there is not", doc, m[1])
				continue
			}
			for _, word := range rest {
				name, isFlag := strings.CutPrefix(word, "--")
				name, _, _ = strings.Cut(name, "=")
				if isFlag && cmd.Flag(name) == nil && cmd.InheritedFlags().Lookup(name) == nil {
					t.Errorf("%s speaks of `%s --%s`, which there is not", doc, cmd.CommandPath(), name)
				}
			}
		}
	}
}

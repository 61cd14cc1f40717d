package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// TestReadmeIsUpToDate compares the generated parts of README.md with the program; -update writes them.
func TestReadmeIsUpToDate(t *testing.T) {
	text := readDoc(t, "README.md")
	fresh := between(t, text, "commands", commandTable())
	fresh = between(t, fresh, "config", configTable(readDoc(t, "config.toml.example")))
	if fresh == text {
		return
	}
	if !*update {
		t.Error("README.md does not say what the program does; go test ./cmd/vernus -run Readme -update")
		return
	}
	if err := os.WriteFile("../../README.md", []byte(fresh), 0o644); err != nil {
		t.Fatal(err)
	}
}

// between replaces what stands between the marks of a name.
func between(t *testing.T, text, name, now string) string {
	t.Helper()
	begin, end := "<!-- "+name+" -->\n", "<!-- /"+name+" -->\n"
	head, rest, ok := strings.Cut(text, begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("README.md lacks the marks %q and %q", begin, end)
	}
	return head + begin + now + end + tail
}

func commandTable() string {
	var b strings.Builder
	b.WriteString("| command | |\n| --- | --- |\n")
	var row func(c *cobra.Command, prefix string)
	row = func(c *cobra.Command, prefix string) {
		if c.Name() == "help" || c.Name() == "completion" {
			return
		}
		if len(c.Commands()) > 0 {
			for _, sub := range c.Commands() {
				row(sub, prefix+c.Name()+" ")
			}
			return
		}
		fmt.Fprintf(&b, "| `vernus %s%s` | %s |\n", prefix, strings.ReplaceAll(c.Use, "|", "\\|"), c.Short)
	}
	for _, c := range commands(&app{}) {
		row(c, "")
	}
	return b.String()
}

var exampleKey = regexp.MustCompile(`^([a-z_]+) = (.*?)\s*(?:#\s*(.*))?$`)

// configTable makes the reference out of config.toml.example: each key with its value and what is said of it there.
func configTable(example string) string {
	var b strings.Builder
	b.WriteString("| key | example or default | |\n| --- | --- | --- |\n")
	section, seen := "", map[string]bool{}
	list := strings.Split(example, "\n")
	for i := 0; i < len(list); i++ {
		line := list[i]
		if strings.HasPrefix(line, "[") {
			section, _, _ = strings.Cut(line, " ")
			continue
		}
		m := exampleKey.FindStringSubmatch(line)
		if m == nil || seen[section+m[1]] {
			continue
		}
		seen[section+m[1]] = true
		value, said := m[2], m[3]
		if value == `"""` {
			for i++; !strings.Contains(list[i], `"""`); i++ {
			}
			value = `"""…"""`
			_, said, _ = strings.Cut(list[i], "# ")
		}
		if hash := strings.Index(value, " # "); hash >= 0 {
			value = strings.TrimSpace(value[:hash])
		}
		for i+1 < len(list) && strings.HasPrefix(list[i+1], "#      ") {
			i++
			said += " " + strings.TrimSpace(strings.TrimPrefix(list[i], "#"))
		}
		fmt.Fprintf(&b, "| `%s %s` | `%s` | %s |\n", section, m[1], strings.ReplaceAll(value, "|", "\\|"), strings.ReplaceAll(said, "|", "\\|"))
	}
	return b.String()
}

package mailbox

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Every pattern is found in a text that has it, by search and by scan: what is looked at before hides none.
func TestEveryPatternIsFound(t *testing.T) {
	set := kinds()
	for group, patterns := range set.groups {
		for i := range patterns {
			p := &patterns[i]
			text := strings.Join(p.words, " 17 ")
			if !p.begin {
				text = "об этом: " + text
			}
			if !p.end {
				text += " и прочее"
			}
			if set.match(group, text) == "" {
				t.Errorf("[%s] %q is not found in %q", group, p.line, text)
			}
			if first, _ := utf8.DecodeRuneInString(p.words[0]); p.begin || p.end || len(p.words[0]) < 4 || !unicode.IsLetter(first) {
				continue
			}
			if !slices.ContainsFunc(set.scan(text), func(f found) bool { return f.pattern == p }) {
				t.Errorf("[%s] %q is not seen in %q", group, p.line, text)
			}
		}
	}
}

package mailbox

import (
	"strings"
	"testing"
	"unicode"
)

// Folding by the table gives what folding rune by rune does.
func TestFoldText(t *testing.T) {
	for r := rune(0); r < 0x3000; r++ {
		want := unicode.ToLower(r)
		if want == 'ё' {
			want = 'е'
		}
		if got := foldText("a" + string(r) + "я"); got != "a"+string(want)+"я" {
			t.Errorf("foldText(%q) = %q", r, got)
		}
	}
}

// The tree knows of each word what its groups know: no phrase is missed, and no group is named without one.
func TestWordTree(t *testing.T) {
	var words []string
	for _, p := range foreignText.groups {
		for _, list := range p.byLetter {
			for _, ph := range list {
				for _, w := range ph.tokens[0] {
					words = append(words, w.word, w.word+"ы", w.word+"s", w.word[:len(w.word)-1])
				}
			}
		}
	}
	for _, w := range words {
		opens := foreignText.tree.opens(w)
		for name, p := range foreignText.groups {
			want := false
			for _, list := range p.byLetter {
				for _, ph := range list {
					want = want || oneOf(ph.tokens[0], w)
				}
			}
			if got := opens&p.bit != 0; got != want {
				t.Errorf("a phrase of %q may begin with %q: %v", name, w, got)
			}
		}
	}
}

func TestMayOpen(t *testing.T) {
	group := postscriptPhrases.bit
	for text, want := range map[string]bool{
		"P.S. Ещё одно": true, "  — p.s.": true, "Постскриптум": false, "": false, "...": false, "Здравствуйте": false,
		strings.Repeat("- ", 100) + "PS": true, strings.Repeat("очень", 100): false,
	} {
		words := termsOf(text, nil)
		if len(words) > 0 && (words[0].opens&group != 0) != want {
			t.Errorf("the first word of %.20q: %q", text, words[0].s)
		}
		if got := mayOpen(text, group); got != want {
			t.Errorf("mayOpen(%.20q) = %v", text, got)
		}
	}
}

func TestAtLeastWords(t *testing.T) {
	for _, text := range []string{"", "a", "раз два", "раз-два три - четыре", strings.Repeat("очень длинное слово ", 9), strings.Repeat("слово", 90) + " и ещё"} {
		for n := 1; n < 30; n++ {
			if got, want := atLeastWords(text, n), len(termsOf(text, nil)) >= n; got != want {
				t.Errorf("atLeastWords(%.20q, %d) = %v", text, n, got)
			}
		}
	}
}

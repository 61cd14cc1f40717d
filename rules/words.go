package rules

import (
	"strings"
	"unicode"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// statements returns the sentences of a letter that say something: neither courtesy nor question, request or promise.
func statements(e Entry) []string {
	var said []string
	for _, s := range e.Reading.Statements {
		if s.Start >= 0 && s.End <= len(e.NewText) && s.Start < s.End {
			said = append(said, e.NewText[s.Start:s.End])
		}
	}
	return said
}

// substance reports whether a letter says something besides asking, promising and being polite.
func substance(e Entry) bool { return len(statements(e)) > 0 }

// stems returns the stems of the telling words of texts: those of four letters and more, and numbers.
func stems(texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		for _, w := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			w = strings.ReplaceAll(w, "ё", "е")
			switch {
			case unicode.IsDigit([]rune(w)[0]):
				set[w] = true
			case len([]rune(w)) < 4:
			case w[0] < 0x80:
				set[english.Stem(w, false)] = true
			default:
				set[russian.Stem(w, false)] = true
			}
		}
	}
	return set
}

// shared counts the stems that two sets have in common.
func shared(a, b map[string]bool) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

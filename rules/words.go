package rules

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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

// stems returns the stems of the telling words of texts: those of four letters and more, abbreviations, and numbers.
func stems(texts ...string) map[string]bool {
	set := map[string]bool{}
	for _, t := range texts {
		for w := range strings.FieldsFuncSeq(t, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if s := known.stem(w); s != "" {
				set[s] = true
			}
		}
	}
	return set
}

// known remembers the stems of words: working one out takes microseconds, and words repeat.
var known memory

// memory is a bounded map that is begun anew when it is full. What it returns does not depend on what it holds.
type memory struct {
	mu    sync.Mutex
	stems map[string]string
}

// wordsKept bounds the memory to a few megabytes.
const wordsKept = 1 << 15

// stem returns the stem of a word, "" for one that tells nothing.
func (m *memory) stem(word string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	if s, ok := m.stems[word]; ok {
		return s
	}
	if m.stems == nil || len(m.stems) >= wordsKept {
		m.stems = map[string]string{}
	}
	s := stem(word)
	m.stems[strings.Clone(word)] = s
	return s
}

func stem(word string) string {
	w := strings.ReplaceAll(strings.ToLower(word), "ё", "е")
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(first):
		return w
	case utf8.RuneCountInString(w) < 4 && !abbreviation(word):
		return ""
	case first < utf8.RuneSelf:
		return english.Stem(w, false)
	}
	return russian.Stem(w, false)
}

// abbreviation reports whether a word is two or more capitals: «КП», "NDA".
func abbreviation(word string) bool {
	n := 0
	for _, r := range word {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2
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

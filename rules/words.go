package rules

import (
	"slices"
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

// stems returns the stems of the telling words of texts: those of three letters and more that are no filler,
// abbreviations, and numbers.
func stems(texts ...string) []string {
	if len(texts) == 1 {
		return stemsOf.of(texts[0])
	}
	var all []string
	for _, t := range texts {
		all = append(all, stemsOf.of(t)...)
	}
	return all
}

// What was worked out of words and sentences is remembered: words repeat, and a letter is held against everything that
// is open with its client.
var (
	stemOf  = memory[string]{most: 1 << 15, work: stem}
	stemsOf = memory[[]string]{most: 1 << 12, work: stemText}
)

// memory is a bounded map of what a pure function made of texts. When it is full, what was not asked for since it was
// last full is forgotten.
type memory[T any] struct {
	mu    sync.Mutex
	known map[string]T
	older map[string]T // what was known when it was last full
	most  int
	work  func(string) T
}

// textKept is how long a text may be to be remembered: longer ones hardly come twice.
const textKept = 1 << 10

func (m *memory[T]) of(text string) T {
	if len(text) > textKept {
		return m.work(text)
	}
	v, ok := m.recall(text)
	if !ok {
		v = m.work(text)
		m.keep(strings.Clone(text), v) // a part of a letter must not keep the whole
	}
	return v
}

func (m *memory[T]) recall(text string) (v T, ok bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if v, ok = m.known[text]; ok {
		return v, true
	}
	if v, ok = m.older[text]; ok {
		m.put(strings.Clone(text), v)
	}
	return v, ok
}

func (m *memory[T]) keep(text string, v T) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.put(text, v)
}

func (m *memory[T]) put(text string, v T) {
	if m.known == nil || len(m.known) >= m.most {
		m.known, m.older = make(map[string]T, m.most), m.known
	}
	m.known[text] = v
}

func stemText(text string) []string {
	var list []string
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		if s := stemOf.of(w); s != "" && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// stem returns the stem of a word, "" for one that tells nothing.
func stem(word string) string {
	w := strings.ReplaceAll(strings.ToLower(word), "ё", "е")
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsDigit(first):
		return w
	case utf8.RuneCountInString(w) < 3 && !abbreviation(word), answers()["filler"].begin([]string{w}):
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

// share reports whether two lists have a stem in common.
func share(a, b []string) bool { return affinity(a, b) > 0 }

// What a word in common weighs: one that names a thing more than one that any letter of business may have, or a number.
const (
	telling = 2
	weak    = 1
)

// affinity is how much of a the list b has in common with it.
func affinity(a, b []string) int {
	n := 0
	for _, s := range a {
		if slices.ContainsFunc(b, func(t string) bool { return alike(s, t) }) {
			n += weight(s)
		}
	}
	return n
}

func weight(stem string) int {
	if stem[0] >= '0' && stem[0] <= '9' || answers()["weak"].begin([]string{stem}) {
		return weak
	}
	return telling
}

// alike reports whether two stems are of one word, or of words made of each other: «отпуск» and «отпускные».
func alike(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if !strings.HasPrefix(b, a) {
		return false
	}
	return len(a) == len(b) || utf8.RuneCountInString(a) >= 5 && utf8.RuneCountInString(b[len(a):]) <= 3
}

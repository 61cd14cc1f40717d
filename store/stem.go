package store

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
	"golang.org/x/text/unicode/norm"
)

// Limits of the index: nobody looks for a word longer than the longest, which is what is left of encoded data.
const (
	longestWord = 80       // bytes
	longestText = 64 << 10 // bytes of one field
	stemsKept   = 1 << 16
)

// stemmer turns words into the forms under which they are found. Words repeat (the commonest few thousand make up
// nearly all text), so it remembers what it has worked out.
type stemmer struct {
	mu    sync.Mutex
	known map[string]string
}

// stems appends the stems of all words of a text, with a space after each.
func (st *stemmer) stems(dst []byte, text string) []byte {
	if len(text) > longestText {
		text = strings.ToValidUTF8(text[:longestText], "")
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		if stem := st.stem(text[start:end]); stem != "" {
			dst = append(append(dst, stem...), ' ')
		}
	}
	return dst
}

// word returns the stem of one word; "" for one that is not in the index.
func (st *stemmer) word(word string) string {
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.stem(word)
}

func (st *stemmer) stem(word string) string {
	if stem, ok := st.known[word]; ok {
		return stem
	}
	if len(word) > longestWord {
		return ""
	}
	stem := stem(foldWord(word))
	if len(st.known) >= stemsKept || st.known == nil {
		st.known = make(map[string]string, stemsKept)
	}
	st.known[strings.Clone(word)] = stem
	return stem
}

// stem cuts the ending off a folded word, by the language of its letters.
func stem(word string) string {
	cyrillic, latin := false, false
	for _, r := range word {
		cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
		latin = latin || unicode.Is(unicode.Latin, r)
	}
	switch {
	case cyrillic && !latin:
		return russian.Stem(word, true)
	case latin && !cyrillic:
		return english.Stem(word, true)
	}
	return word
}

// foldWord makes spellings of the same word equal: composed, lower case, ё as е.
func foldWord(word string) string {
	return strings.ReplaceAll(strings.ToLower(norm.NFC.String(word)), "ё", "е")
}

// nextWord returns the bounds of the first run of letters, digits and their accents at or after from; start == end
// when there is none.
func nextWord(s string, from int) (start, end int) {
	i := from
	for i < len(s) && wordRune(s, i) == 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		i += n
	}
	start = i
	for i < len(s) {
		n := wordRune(s, i)
		if n == 0 {
			break
		}
		i += n
	}
	return start, i
}

// wordRune returns the length of the letter, digit or accent at s[i], 0 when something else stands there.
func wordRune(s string, i int) int {
	switch c := s[i]; {
	case c < utf8.RuneSelf:
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return 1
		}
		return 0
	case (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // U+0400 to U+047F: all of Russian
		return 2
	}
	if r, n := utf8.DecodeRuneInString(s[i:]); unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
		return n
	}
	return 0
}

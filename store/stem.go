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
	longestText = 64 << 10 // bytes of one text
	stemsKept   = 1 << 14
)

// stemmer turns words into the forms under which they are found. Words repeat, so it remembers what it has worked out.
type stemmer struct {
	mu    sync.Mutex
	known map[string]string
}

// word returns the stem of a word; "" for one that is not in the index.
func (st *stemmer) word(word string) string {
	if len(word) > longestWord {
		return ""
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	if s, ok := st.known[word]; ok {
		return s
	}
	if len(st.known) >= stemsKept || st.known == nil {
		st.known = map[string]string{}
	}
	s := stem(foldWord(word))
	st.known[strings.Clone(word)] = s
	return s
}

// words returns the stems of the words of a text.
func (st *stemmer) words(text string) []string {
	text = text[:min(len(text), longestText)]
	var stems []string
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		if s := st.word(text[start:end]); s != "" {
			stems = append(stems, s)
		}
	}
	return stems
}

// stem cuts the ending off a folded word, by the language of its letters.
func stem(word string) string {
	cyrillic, latin := false, false
	for _, r := range word {
		switch {
		case 'а' <= r && r <= 'я':
			cyrillic = true
		case 'a' <= r && r <= 'z':
			latin = true
		default:
			cyrillic = cyrillic || unicode.Is(unicode.Cyrillic, r)
			latin = latin || unicode.Is(unicode.Latin, r)
		}
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
func nextWord[T string | []byte](s T, from int) (start, end int) {
	i := from
	for i < len(s) && wordRune(s, i) == 0 {
		i++
		for i < len(s) && s[i]&0xc0 == 0x80 { // the rest of its UTF-8
			i++
		}
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
func wordRune[T string | []byte](s T, i int) int {
	switch c := s[i]; {
	case c < utf8.RuneSelf:
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return 1
		}
		return 0
	case (c == 0xd0 || c == 0xd1) && i+1 < len(s) && s[i+1]&0xc0 == 0x80: // U+0400 to U+047F: all of Russian
		return 2
	}
	r, n := utf8.DecodeRuneInString(string(s[i:min(len(s), i+utf8.UTFMax)]))
	if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) {
		return n
	}
	return 0
}

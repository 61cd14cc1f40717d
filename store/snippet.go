package store

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lengths of a snippet in bytes: Russian letters take two.
const (
	snippetLength = 300
	snippetBefore = 60 // of it, before the first word found
)

// found is a word that was looked for, in a text.
type found struct {
	start, end int
	which      int // the term
}

// snippet returns the piece of a text in which most of the terms occur, on one line, and where the words found stand in
// it. Without any it is the beginning of the text.
func (t terms) snippet(text string) (string, [][2]int) {
	var words []found
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		if which, ok := t.hit(text[start:end]); ok {
			words = append(words, found{start, end, which})
		}
	}
	from := 0
	if i := densest(words); i >= 0 {
		from = max(0, words[i].start-snippetBefore)
	}
	to := min(len(text), from+snippetLength)
	return cutOut(text, wordStart(text, from), wordStart(text, to), words)
}

// densest returns the index of the word from which on most terms follow within the length of a snippet, the first of
// them; -1 when there are no words.
func densest(words []found) int {
	best, most := -1, 0
	for i, w := range words {
		terms := map[int]bool{}
		for _, v := range words[i:] {
			if v.end-w.start > snippetLength-snippetBefore {
				break
			}
			terms[v.which] = true
		}
		if len(terms) > most {
			best, most = i, len(terms)
		}
	}
	return best
}

// wordStart moves i back to where a word begins, unless that is far away, so that none is cut in two.
func wordStart(text string, i int) int {
	if i >= len(text) {
		return len(text)
	}
	for !utf8.RuneStart(text[i]) {
		i--
	}
	for j := i; j > 0 && j > i-40; {
		r, n := utf8.DecodeLastRuneInString(text[:j])
		if unicode.IsSpace(r) {
			return j
		}
		j -= n
	}
	return i
}

// cutOut writes text[from:to] on one line, with "…" where something is left out.
func cutOut(text string, from, to int, words []found) (string, [][2]int) {
	var b strings.Builder
	var marks [][2]int
	if strings.TrimSpace(text[:from]) != "" {
		b.WriteString("…")
	}
	space := false
	for i := from; i < to; {
		for len(words) > 0 && words[0].end <= i {
			words = words[1:]
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			space = true
			i += n
			continue
		}
		if space && b.Len() > 0 && i > from {
			b.WriteByte(' ')
		}
		space = false
		if len(words) > 0 && words[0].start == i && words[0].end <= to {
			n = words[0].end - i
			marks = append(marks, [2]int{b.Len(), b.Len() + n})
		}
		b.WriteString(text[i : i+n])
		i += n
	}
	if strings.TrimSpace(text[to:]) != "" {
		b.WriteString("…")
	}
	return b.String(), marks
}

package rules

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed data/answers.txt
var answersText string

// answers are the phrase groups of data/answers.txt, by name. The file is tested, so that a fault in it is a defect of
// the program.
var answers = sync.OnceValue(func() map[string]phrases { return readPhrases(answersText) })

// phrases is a group of phrases, by the first letter of their first word.
type phrases map[rune][][]string

// readPhrases reads groups of phrases: "[name]", one phrase a line, "#" begins a comment.
func readPhrases(text string) map[string]phrases {
	groups := map[string]phrases{}
	var group phrases
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			group = phrases{}
			groups[strings.Trim(line, "[]")] = group
		default:
			first, _ := utf8.DecodeRuneInString(line)
			group[first] = append(group[first], strings.Fields(line))
		}
	}
	return groups
}

// in reports whether one of the phrases stands in the words.
func (p phrases) in(words []string) bool {
	for i := range words {
		if p.begin(words[i:]) {
			return true
		}
	}
	return false
}

// begin reports whether the words begin with one of the phrases.
func (p phrases) begin(words []string) bool {
	if len(words) == 0 {
		return false
	}
	first, _ := utf8.DecodeRuneInString(words[0])
	for _, phrase := range p[first] {
		if matches(phrase, words) {
			return true
		}
	}
	return false
}

func matches(phrase, words []string) bool {
	if len(phrase) > len(words) {
		return false
	}
	for i, want := range phrase {
		stem, open := strings.CutSuffix(want, "*")
		if open && !strings.HasPrefix(words[i], stem) || !open && words[i] != want {
			return false
		}
	}
	return true
}

// wordsOf returns the words of a text in lower case, «е» for «ё», with signs of money as words of their own.
func wordsOf(text string) []string {
	text = strings.ReplaceAll(strings.ToLower(text), "ё", "е")
	var words []string
	start := -1
	for i, r := range text {
		inWord := unicode.IsLetter(r) || unicode.IsDigit(r)
		if inWord && start < 0 {
			start = i
		}
		if !inWord && start >= 0 {
			words, start = append(words, text[start:i]), -1
		}
		if unicode.Is(unicode.Sc, r) {
			words = append(words, string(r))
		}
	}
	if start >= 0 {
		words = append(words, text[start:])
	}
	return words
}

func anyDigit(words []string) bool {
	for _, w := range words {
		if strings.ContainsAny(w, "0123456789") {
			return true
		}
	}
	return false
}

package reading

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed orders/words.txt
var orderFiles embed.FS

// lineWord is a word of a line: folded, with where it stands.
type lineWord struct {
	s          string
	start, end int
}

// lineWords are the words of a line; marks stand between them. A plus and a raised thumb by themselves are words.
func lineWords(line string) []lineWord {
	folded := fold(line)
	var out []lineWord
	for i := 0; i < len(folded); {
		r, n := utf8.DecodeRuneInString(folded[i:])
		if r == '+' || r == '👍' {
			out = append(out, lineWord{"+", i, i + n})
			i += n
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			i += n
			continue
		}
		from := i
		for i < len(folded) {
			r, n := utf8.DecodeRuneInString(folded[i:])
			inner := (r == '-' || r == '\'' || r == '’') && i+n < len(folded) && isWordRune(folded[i+n:])
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !inner {
				break
			}
			i += n
		}
		out = append(out, lineWord{strings.ReplaceAll(folded[from:i], "’", "'"), from, i})
	}
	return out
}

func isWordRune(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// phrases are the groups of orders/words.txt.
type phrases struct {
	groups map[string][][]string
	known  map[string]bool // every word of every phrase
}

var orderWords = sync.OnceValue(func() *phrases {
	b, err := orderFiles.ReadFile("orders/words.txt")
	if err != nil {
		panic("reading: embedded data: " + err.Error())
	}
	return newPhrases(string(b))
})

func newPhrases(text string) *phrases {
	p := &phrases{groups: map[string][][]string{}, known: map[string]bool{}}
	group := ""
	for line := range strings.Lines(text) {
		line, _, _ = strings.Cut(line, "#")
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "["); ok {
			group = strings.TrimSuffix(name, "]")
			continue
		}
		for phrase := range strings.SplitSeq(line, "|") {
			var words []string
			for _, w := range lineWords(phrase) {
				words = append(words, w.s)
				p.known[w.s] = true
			}
			if len(words) > 0 {
				p.groups[group] = append(p.groups[group], words)
			}
		}
	}
	return p
}

// begins is how many words of the longest phrase of a group stand at the beginning of w; 0 when none does.
func (p *phrases) begins(w []lineWord, group string) int {
	longest := 0
	for _, phrase := range p.groups[group] {
		if len(phrase) > longest && len(phrase) <= len(w) && p.match(phrase, w) {
			longest = len(phrase)
		}
	}
	return longest
}

// ends is begins for the end of w.
func (p *phrases) ends(w []lineWord, group string) int {
	longest := 0
	for _, phrase := range p.groups[group] {
		if n := len(phrase); n > longest && n <= len(w) && p.match(phrase, w[len(w)-n:]) {
			longest = n
		}
	}
	return longest
}

// exactly reports whether w is one phrase of a group.
func (p *phrases) exactly(w []lineWord, group string) bool {
	return len(w) > 0 && p.begins(w, group) == len(w)
}

// made reports whether w is made of phrases of groups and nothing else.
func (p *phrases) made(w []lineWord, groups ...string) bool {
	for len(w) > 0 {
		n := 0
		for _, g := range groups {
			n = max(n, p.begins(w, g))
		}
		if n == 0 {
			return false
		}
		w = w[n:]
	}
	return true
}

// trim takes phrases of a group off both ends.
func (p *phrases) trim(w []lineWord, group string) []lineWord {
	for {
		n := p.begins(w, group)
		w = w[n:]
		m := p.ends(w, group)
		w = w[:len(w)-m]
		if n+m == 0 {
			return w
		}
	}
}

func (p *phrases) match(phrase []string, w []lineWord) bool {
	for i, want := range phrase {
		if got := w[i].s; got != want && (p.known[got] || !mistyped(want, got)) {
			return false
		}
	}
	return true
}

// mistyped reports whether a word is another one with one slip of the fingers: a letter too many or too few, a wrong one,
// two that changed places. The first letter must be right, since «не» before a word says the opposite; short words
// are too like others; and a letter at the end makes another form of the word, which may say something else.
func mistyped(want, got string) bool {
	a, b := []rune(want), []rune(got)
	if len(a) < 5 || len(b) < 4 || a[0] != b[0] || len(a)-len(b) > 1 || len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	x, y := a[i:], b[i:]
	switch {
	case len(x) == len(y)+1: // one too few
		return same(x[1:], y)
	case len(y) == len(x)+1: // one too many; at the end it is another form, unless the last one is doubled
		return same(x, y[1:]) && (len(x) > 0 || b[len(b)-1] == b[len(b)-2])
	case len(x) == 0:
		return false
	case len(x) >= 2 && x[0] == y[1] && x[1] == y[0] && same(x[2:], y[2:]):
		return true
	}
	return same(x[1:], y[1:]) && (len(x) > 1 || softSlip(x[0], y[0]))
}

func same(a, b []rune) bool { return string(a) == string(b) }

// softSlip reports whether one letter at the end of a word is taken for another without making another form of it.
func softSlip(a, b rune) bool { return a == 'ь' && (b == 'ъ' || b == 'т') || a == 'й' && b == 'и' }

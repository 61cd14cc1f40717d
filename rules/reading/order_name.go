package reading

import (
	"strings"
	"unicode"
)

// Named finds the one of several names that is meant: not minding case and quotation marks, an ending of the Russian
// declension, a slip of the fingers, or what of several words is left out. It is false when none is, or more than one.
func Named(words string, names []string) (string, bool) {
	said := lineWords(strings.Trim(words, "«»\"'"))
	if len(said) == 0 {
		return "", false
	}
	best, found := 0, ""
	for _, name := range names {
		parts := lineWords(name)
		score := 0
		for _, s := range said {
			step := 0
			for _, p := range parts {
				step = max(step, alikeNames(p.s, s.s))
			}
			if step == 0 {
				score = 0
				break
			}
			score += step
		}
		if score > 0 && len(parts) == len(said) {
			score += 10
		}
		switch {
		case score > best:
			best, found = score, name
		case score == best && score > 0 && found != name:
			found = ""
		}
	}
	return found, found != ""
}

// alikeNames tells how surely a word means a name: 3 when it is it, 2 in another case, 1 mistyped, 0 when it does not.
func alikeNames(name, word string) int {
	switch {
	case name == word:
		return 3
	case declined(name, word) || fleeting(name, word):
		return 2
	case mistyped(name, word):
		return 1
	}
	return 0
}

// declined reports whether two words have the same stem and differ in a Russian ending.
func declined(name, word string) bool {
	a, b := []rune(name), []rune(word)
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= 3 && caseEnding(a[n:]) && caseEnding(b[n:]) && unicode.Is(unicode.Cyrillic, a[0])
}

// fleeting is declined for names that lose their last vowel: «Василёк», «Васильку».
func fleeting(name, word string) bool {
	r := []rune(name)
	n := len(r)
	if n < 4 || r[n-2] != 'е' && r[n-2] != 'о' || r[n-1] != 'к' && r[n-1] != 'ц' {
		return false
	}
	for _, soft := range []string{"", "ь"} {
		if rest, ok := strings.CutPrefix(word, string(r[:n-2])+soft+string(r[n-1])); ok && caseEnding([]rune(rest)) {
			return true
		}
	}
	return false
}

// caseEnding reports whether letters may be the ending of a name's case.
func caseEnding(r []rune) bool {
	if len(r) > 3 {
		return false
	}
	for _, c := range r {
		if !strings.ContainsRune("аеиоуыэюяйьмхгв", c) {
			return false
		}
	}
	return true
}

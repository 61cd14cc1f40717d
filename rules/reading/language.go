package reading

import "strings"

// language is "ru" when most letters are Cyrillic.
func language(folded string) string {
	cyrillic := strings.Count(folded, "\xd0") + strings.Count(folded, "\xd1")
	latin := len(folded) - 2*cyrillic // at most
	if cyrillic > 0 && latin > cyrillic*2 {
		latin = 0
		for i := range len(folded) {
			if c := folded[i]; c >= 'a' && c <= 'z' {
				latin++
			}
		}
	}
	if cyrillic*2 >= latin && cyrillic > 0 {
		return "ru"
	}
	return "en"
}

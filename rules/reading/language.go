package reading

// language is "ru" when most letters are Cyrillic.
func language(folded string) string {
	latin, cyrillic := 0, 0
	for i := range len(folded) {
		switch c := folded[i]; {
		case c >= 'a' && c <= 'z':
			latin++
		case c == 0xd0 || c == 0xd1:
			cyrillic++
		}
	}
	if cyrillic*2 >= latin && cyrillic > 0 {
		return "ru"
	}
	return "en"
}

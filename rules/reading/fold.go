package reading

// fold is the text in lower case with «ё» as «е» and no-break spaces as spaces. It has the same length in bytes as
// the text, so that an offset in one is an offset in the other: letters whose lower case is longer or shorter stay.
func fold(s string) string {
	b := []byte(s)
	foldBytes(b)
	return string(b)
}

// foldBytes folds in place.
func foldBytes(b []byte) {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c < 0x80:
			if c >= 'A' && c <= 'Z' {
				b[i] = c + 'a' - 'A'
			}
		case i+1 == len(b):
		case c == 0xd0:
			foldCyrillic(b[i : i+2])
			i++
		case c == 0xd1:
			if b[i+1] == 0x91 { // ё
				b[i], b[i+1] = 0xd0, 0xb5
			}
			i++
		case c == 0xc2 && b[i+1] == 0xa0:
			b[i], b[i+1] = ' ', ' '
			i++
		}
	}
}

// foldCyrillic folds a letter of the block U+0400 to U+043F, given as its two bytes.
func foldCyrillic(b []byte) {
	switch c := b[1]; {
	case c == 0x81: // Ё
		b[1] = 0xb5
	case c >= 0x90 && c <= 0x9f: // А to П
		b[1] = c + 0x20
	case c >= 0xa0 && c <= 0xaf: // Р to Я
		b[0], b[1] = 0xd1, c-0x20
	}
}

package reading

import "strings"

// fold is the text in lower case with «ё» as «е» and no-break spaces as spaces. It has the same length in bytes as
// the text, so that an offset in one is an offset in the other: letters whose lower case is longer or shorter stay.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c >= 'A' && c <= 'Z':
			b.WriteByte(c + 'a' - 'A')
		case c < 0x80:
			b.WriteByte(c)
		case c == 0xd0 && i+1 < len(s):
			i++
			foldCyrillic(&b, s[i])
		case c == 0xd1 && i+1 < len(s) && s[i+1] == 0x91: // ё
			b.WriteString("е")
			i++
		case c == 0xc2 && i+1 < len(s) && s[i+1] == 0xa0:
			b.WriteString("  ")
			i++
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// foldCyrillic writes the letter of the block U+0400 to U+043F whose second byte is c.
func foldCyrillic(b *strings.Builder, c byte) {
	switch {
	case c == 0x81: // Ё
		b.WriteString("е")
	case c >= 0x90 && c <= 0x9f: // А to П
		b.WriteByte(0xd0)
		b.WriteByte(c + 0x20)
	case c >= 0xa0 && c <= 0xaf: // Р to Я
		b.WriteByte(0xd1)
		b.WriteByte(c - 0x20)
	default:
		b.WriteByte(0xd0)
		b.WriteByte(c)
	}
}

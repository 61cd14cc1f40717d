package mailbox

// gramSet tells which runs of three bytes are in a text: a bit each, which several share. A text without one of those
// of a word does not have the word, so that most patterns need not be searched for.
type gramSet [4]uint64

func gramsOf(text string) *gramSet {
	g := new(gramSet)
	g.add(text)
	return g
}

// add notes the runs of a text.
func (g *gramSet) add(text string) {
	for i := 0; i+3 <= len(text); i++ {
		h := (uint32(text[i]) | uint32(text[i+1])<<8 | uint32(text[i+2])<<16) * 2654435769 >> 24
		g[h>>6] |= 1 << (h & 63)
	}
}

// hasAll tells whether every run of part is there.
func (g *gramSet) hasAll(part *gramSet) bool {
	return part[0]&^g[0]|part[1]&^g[1]|part[2]&^g[2]|part[3]&^g[3] == 0
}

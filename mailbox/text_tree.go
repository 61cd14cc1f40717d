package mailbox

// wordTree tells which groups have a phrase that may begin with a word: of all words that phrases begin with, it keeps
// every beginning once, byte below byte. The first node stands for the empty beginning.
type wordTree []treeNode

// treeNode is one byte of a word.
type treeNode struct {
	words, stems   groupSet     // that have a word, or a stem, which ends here
	table          *[256]uint32 // the nodes below, where there are many
	children       int
	child, sibling uint32 // the first node below, the next beside; 0 when there is none
	letter         byte
}

// tableFrom is how many nodes below one are quicker looked up than gone through.
const tableFrom = 4

func newWordTree() wordTree { return make(wordTree, 1) }

// add notes that a phrase of a group begins with a word, or with any that has this stem.
func (t *wordTree) add(word string, stem bool, group groupSet) {
	at := uint32(0)
	for i := range len(word) {
		next := t.below(at, word[i])
		if next == 0 {
			next = t.addBelow(at, word[i])
		}
		at = next
	}
	if stem {
		(*t)[at].stems |= group
	} else {
		(*t)[at].words |= group
	}
}

func (t *wordTree) addBelow(at uint32, letter byte) uint32 {
	next := uint32(len(*t))
	*t = append(*t, treeNode{letter: letter, sibling: (*t)[at].child})
	n := &(*t)[at]
	n.child = next
	n.children++
	if n.children == tableFrom {
		n.table = new([256]uint32)
		for c := next; c != 0; c = (*t)[c].sibling {
			n.table[(*t)[c].letter] = c
		}
	} else if n.table != nil {
		n.table[letter] = next
	}
	return next
}

// below returns the node of a byte that follows node at, 0 when there is none.
func (t wordTree) below(at uint32, letter byte) uint32 {
	if table := t[at].table; table != nil {
		return table[letter]
	}
	at = t[at].child
	for at != 0 && t[at].letter != letter {
		at = t[at].sibling
	}
	return at
}

// opens returns the groups that have a phrase whose first word the word can be.
func (t wordTree) opens(word string) groupSet {
	var found groupSet
	at := uint32(0)
	for i := range len(word) {
		if at = t.below(at, word[i]); at == 0 {
			return found
		}
		found |= t[at].stems
	}
	return found | t[at].words
}

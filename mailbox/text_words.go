package mailbox

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// term is a word of a text, folded, and the groups that have a phrase which may begin with it.
type term struct {
	s     string
	opens groupSet
}

// termsOf cuts a text into its words.
func termsOf(text string, into []term) []term {
	return foreignText.terms(foldText(text), into)
}

// terms cuts folded text into its words.
func (b *phraseBook) terms(folded string, into []term) []term {
	for i := 0; ; {
		from, to := nextWord(folded, i)
		if from == to {
			return into
		}
		w := folded[from:to]
		into = append(into, term{s: w, opens: b.tree.opens(w)})
		i = to
	}
}

// termOf returns the folded word as a term.
func termOf(word string) term { return term{s: word, opens: foreignText.tree.opens(word)} }

// mayOpen tells whether a text may begin with a phrase of one of the groups, by no more than its first word.
func mayOpen(text string, groups groupSet) bool {
	var buffer [64]byte
	for size := 24; ; size *= 4 {
		start := cutAt(text, size)
		folded := appendFolded(buffer[:0], start)
		from, to := nextWord(folded, 0)
		if to < len(folded) || len(start) == len(text) { // else the word may go on
			return foreignText.tree.opens(string(folded[from:to]))&groups != 0
		}
	}
}

// atLeastWords tells whether a text has n words.
func atLeastWords(text string, n int) bool {
	for size := 16 * n; ; size = len(text) {
		folded := foldText(cutAt(text, size))
		from, to, count := 0, 0, 0
		for count < n {
			if from, to = nextWord(folded, to); from == to {
				break
			}
			count++
		}
		if count == n || size >= len(text) {
			return count == n
		}
	}
}

// nextWord returns where the first word of folded text at or behind byte i begins and ends, both the same when there
// is none. A hyphen between letters belongs to the word.
func nextWord[T string | []byte](folded T, i int) (from, to int) {
	from = -1
	for letter := false; i < len(folded); {
		c := folded[i]
		n, in := 1, false
		switch {
		case c >= 'a' && c <= 'z':
			letter, in = true, true
		case c >= '0' && c <= '9':
			letter, in = false, true
		case c == '-':
			in = letter && from >= 0
			letter = false
		case c < utf8.RuneSelf:
		case (c == 0xd0 || c == 0xd1) && i+1 < len(folded):
			n, letter, in = 2, true, true
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(string(folded[i:min(len(folded), i+utf8.UTFMax)]))
			letter = unicode.IsLetter(r)
			in = letter || unicode.IsDigit(r)
		}
		if in && from < 0 {
			from = i
		} else if !in && from >= 0 {
			break
		}
		i += n
	}
	if from < 0 {
		return i, i
	}
	if folded[i-1] == '-' {
		return from, i - 1
	}
	return from, i
}

// foldText makes words comparable: lower case, ё as е.
func foldText(s string) string {
	var buffer [256]byte
	return string(appendFolded(buffer[:0], s))
}

// appendFolded folds by the table what letters are mostly made of, Latin and Russian.
func appendFolded(b []byte, s string) []byte {
	b = slices.Grow(b, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			b = append(b, c)
			i++
			continue
		}
		if (c == 0xd0 || c == 0xd1) && i+1 < len(s) {
			if pair := smallRussian[c&1][s[i+1]]; pair[0] != 0 {
				b = append(b, pair[0], pair[1])
				i += 2
				continue
			}
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		b = utf8.AppendRune(b, unicode.ToLower(r))
		i += n
	}
	return b
}

// smallRussian gives the small form of a Russian letter by its two bytes, the first of which is 0xd0 or 0xd1; ё is е.
var smallRussian = func() (t [2][256][2]byte) {
	for _, r := range "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" {
		small := r
		if r == 'ё' {
			small = 'е'
		}
		for _, form := range [...]rune{r, unicode.ToUpper(r)} {
			key := string(form)
			copy(t[key[0]&1][key[1]][:], string(small))
		}
	}
	return t
}()

package mailbox

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// guessBytes is how much of a text is looked at to tell its code page.
const guessBytes = 4096

// letters are the Cyrillic letters with how often they stand in Russian text, per mille; Ukrainian and Belarusian ones count as
// letters too.
const letters = "о109 е85 а80 и74 н67 т63 с55 р47 в45 л44 к35 м32 д30 п28 у26 я20 ы19 ь17 г17 з16 б16 ч14 й12 х10 ж9 ш7 ю6 ц5 щ4 э3 ф3 " +
	"ъ1 ё1 і2 ї1 є1 ў1 ґ0"

// commonPairs are the pairs of letters that Russian words are full of; they tell two code pages apart that put letters upon letters.
const commonPairs = "ст но то на ен ов ни ра во ко пр ро ре ос ер ли не по от ал го ан ор те ес ел ть ка ат ва ит де ла од за ри та " +
	"об ом ле ол ло ми ен до ве ил ск ки да ин ем ет сь ой ие ьн ый ия ам ны ди бо чт ак эт че мо жд рь ас ис ме сп ся си бы ши сы"

// russian is what the two lists say, by the number that a letter has in the first; 0 is no letter.
type russian struct {
	number map[rune]uint8
	weight [64]int
	after  [64]uint64 // the letters that often follow, as a set of bits
}

var russianLetters = sync.OnceValue(func() *russian {
	l := &russian{number: map[rune]uint8{}}
	for i, f := range strings.Fields(letters) {
		r, n := utf8.DecodeRuneInString(f)
		l.number[r] = uint8(i + 1)
		l.weight[i+1], _ = strconv.Atoi(f[n:])
	}
	for pair := range strings.FieldsSeq(commonPairs) {
		rs := []rune(pair)
		l.after[l.number[rs[0]]] |= 1 << l.number[rs[1]]
	}
	return l
})

// guessPage tells which code page undeclared bytes are most likely in: the one in which they make Russian words. Bytes that make
// words in none are Western.
func guessPage(b []byte) *codePage {
	all := codePages()
	if among, alone := standing(b); among > alone {
		return all.latin1
	}
	best, most := all.win1251, -1<<30
	for _, p := range all.guessable {
		if s := p.score(b); s > most {
			best, most = p, s
		}
	}
	return best
}

// correct returns the code page that the bytes are really in, when they plainly contradict the declared one.
func (all *pages) correct(declared *codePage, b []byte) *codePage {
	if !declared.cyrillic {
		if among, alone := standing(b); among > alone || alone < 4 {
			return declared
		}
		if g := guessPage(b); g.score(b) > 0 {
			return g
		}
		return declared
	}
	if declared.plausible(b[:min(len(b), 600)]) {
		return declared
	}
	high := 0
	for _, c := range b[:min(len(b), guessBytes)] {
		if c >= 0x80 {
			high++
		}
	}
	if high < 12 {
		return declared
	}
	said := declared.score(b)
	if g := guessPage(b); g.cyrillic && g != declared && g.score(b) > said+4*high {
		return g
	}
	return declared
}

// plausible tells whether what is beyond ASCII is mostly small Cyrillic letters: no other page's text looks like that.
func (p *codePage) plausible(b []byte) bool {
	small, high := 0, 0
	for _, c := range b {
		if c >= 0x80 {
			high++
			if p.class[c-0x80] == smallLetter {
				small++
			}
		}
	}
	return small*5 >= high*4
}

// standing counts the bytes beyond ASCII that stand among ASCII letters, as accents do, and those that make words alone, as the
// letters of another script do.
func standing(b []byte) (among, alone int) {
	b = b[:min(len(b), guessBytes)]
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		start := i
		for i < len(b) && b[i] >= 0x80 {
			i++
		}
		switch n := i - start; {
		case start > 0 && isLetter(b[start-1]) || i < len(b) && isLetter(b[i]):
			among += n
		case n > 1:
			alone += n
		}
	}
	return among, alone
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// What a character beyond ASCII is to a reader of Russian.
const (
	strange     = iota // has no place in a letter
	smallLetter        // Cyrillic
	capitalLetter
	mark // punctuation
)

// classify fills the tables that score works with.
func (p *codePage) classify() {
	known := russianLetters()
	for i, r := range p.upper {
		low := unicode.ToLower(r)
		switch n := known.number[low]; {
		case n > 0 && low == r:
			p.class[i], p.letter[i] = smallLetter, n
		case n > 0:
			p.class[i], p.letter[i] = capitalLetter, n
		case strings.ContainsRune("«»№—–…\u00a0“”„•’°", r):
			p.class[i] = mark
		}
	}
}

// score weighs how much of Russian there is in the bytes as this page reads them.
func (p *codePage) score(b []byte) int {
	known := russianLetters()
	score, capitals := 0, 0 // capitals: how many stand before, in this word
	var prev, prevClass uint8
	for _, c := range b[:min(len(b), guessBytes)] {
		if c < 0x80 {
			prev, prevClass, capitals = 0, 0, 0
			continue
		}
		n, class := p.letter[c-0x80], p.class[c-0x80]
		common := known.after[prev]&(1<<n) != 0
		switch class {
		case smallLetter:
			score += known.weight[n] / 8
			if capitals > 1 {
				score -= 10 // «ПРивет»: no one writes so, but a wrong page does
			}
			capitals = 0
			if common {
				score += 6
			}
		case capitalLetter:
			switch {
			case capitals > 0: // a word in capitals
				score += known.weight[n] / 9
			case prevClass == smallLetter:
				score -= 12
			default:
				score += known.weight[n] / 24
			}
			if capitals > 0 && common {
				score += 5
			}
			capitals++
		case strange:
			score -= 15
			capitals = 0
		default:
			capitals = 0
		}
		prev, prevClass = n, class
	}
	return score
}

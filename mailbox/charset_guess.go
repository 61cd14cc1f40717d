package mailbox

import (
	"sync"
	"unicode"
)

// guessBytes is how much of a text is looked at to tell its code page.
const guessBytes = 4096

// letterWeight is how often a letter stands in Russian text, per mille (е and ё apart).
var letterWeight = map[rune]int{
	'о': 109, 'е': 85, 'а': 80, 'и': 74, 'н': 67, 'т': 63, 'с': 55, 'р': 47, 'в': 45, 'л': 44, 'к': 35, 'м': 32, 'д': 30, 'п': 28,
	'у': 26, 'я': 20, 'ы': 19, 'ь': 17, 'г': 17, 'з': 16, 'б': 16, 'ч': 14, 'й': 12, 'х': 10, 'ж': 9, 'ш': 7, 'ю': 6, 'ц': 5, 'щ': 4,
	'э': 3, 'ф': 3, 'ъ': 1, 'ё': 1, 'і': 2, 'ї': 1, 'є': 1, 'ў': 1, 'ґ': 0,
}

// commonPairs are the pairs of letters that Russian words are full of; they tell two code pages apart that put letters upon letters.
const commonPairs = "ст но то на ен ов ни ра во ко пр ро ре ос ер ли не по от ал го ан ор те ес ел ть ка ат ва ит де ла од за ри та " +
	"об ом ле ол ло ми ен до ве ил ск ки да ин ем ет сь ой ие ьн ый ия ам ны ди бо чт ак эт че мо жд рь ас ис ме сп ся си бы ши сы"

type pairSet map[[2]rune]bool

var pairs = sync.OnceValue(func() pairSet {
	set := pairSet{}
	rs := []rune(commonPairs)
	for i := 0; i+1 < len(rs); i++ {
		if rs[i] != ' ' && rs[i+1] != ' ' {
			set[[2]rune{rs[i], rs[i+1]}] = true
		}
	}
	return set
})

// guessPage tells which code page undeclared bytes are most likely in: the one in which they make Russian words. Bytes that make
// words in none are Western.
func guessPage(b []byte) *codePage {
	all := codePages()
	if westernLike(b) {
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
		if westernLike(b) {
			return declared
		}
		if g := guessPage(b); g.score(b) > 0 {
			return g
		}
		return declared
	}
	letters := 0
	for _, c := range b[:min(len(b), guessBytes)] {
		if c >= 0x80 {
			letters++
		}
	}
	if letters < 12 {
		return declared
	}
	said := declared.score(b)
	if g := guessPage(b); g.cyrillic && g != declared && said < 2*letters && g.score(b) > said+5*letters {
		return g
	}
	return declared
}

// westernLike tells words with a few accents from words of another script: there letters beyond ASCII stand among ASCII letters,
// here they make whole words.
func westernLike(b []byte) bool {
	b = b[:min(len(b), guessBytes)]
	among, alone := 0, 0
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
	return among > alone
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// score weighs how much of Russian there is in the bytes as this page reads them.
func (p *codePage) score(b []byte) int {
	known := pairs()
	score := 0
	var prev rune // the letter before, as written; 0 after anything else
	capitals := 0
	for _, c := range b[:min(len(b), guessBytes)] {
		if c < 0x80 {
			prev = 0
			capitals = 0
			continue
		}
		r := p.upper[c-0x80]
		low := unicode.ToLower(r)
		weight, letter := letterWeight[low]
		switch {
		case letter && low == r:
			score += weight / 8
			if capitals > 1 {
				score -= 10 // «ПРивет»: no one writes so, but a wrong page does
			}
			capitals = 0
			if known[[2]rune{unicode.ToLower(prev), low}] {
				score += 6
			}
		case letter:
			score += weight / 24
			if prev != 0 && unicode.IsLower(prev) {
				score -= 12 // a capital after a small letter
			}
			if capitals > 0 && known[[2]rune{unicode.ToLower(prev), low}] {
				score += 4
			}
			capitals++
		case r == '«' || r == '»' || r == '№' || r == '—' || r == '–' || r == '…' || r == '\u00a0' || r == '“' || r == '”' || r == '„' || r == '•' || r == '’':
			capitals = 0
		default:
			score -= 15
			capitals = 0
		}
		prev = 0
		if letter {
			prev = r
		}
	}
	return score
}

package mailbox

import (
	"embed"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The words by which foreign text, signatures and footers are known stand in data files. A file has groups, each
// begun by its name in brackets; every other line is a pattern, "#" begins a remark. A pattern is words in their
// order: "a|b" is one word or the other, "stem*" any word that begins so, "..." up to five words of any kind, "$"
// the end of the line. Without "$" more words may follow.

//go:embed data/quote.txt data/signature.txt data/footer.txt
var dataFiles embed.FS

// phrases is one group of patterns, found by the first letter of their first word.
type phrases struct {
	byLetter map[rune][]phrase
	size     int
}

// phrase is a pattern and, for saying which rule cut, how it is written.
type phrase struct {
	tokens [][]patternWord
	source string
	number int
}

type patternWord struct {
	word string
	stem bool
}

// gapMark and endMark are the tokens "..." and "$".
const (
	gapMark = "..."
	endMark = "$"
)

// gapReach is how many words a gap may stand for.
const gapReach = 5

var foreignText = mustReadLexicon()

func mustReadLexicon() map[string]*phrases {
	groups := map[string]*phrases{}
	for _, name := range []string{"quote", "signature", "footer"} {
		b, err := dataFiles.ReadFile("data/" + name + ".txt")
		if err != nil {
			panic(err) // embedded: present in every build
		}
		if err := readLexicon(groups, string(b)); err != nil {
			panic(fmt.Errorf("mailbox/data/%s.txt: %w", name, err)) // every test run would show it
		}
	}
	return groups
}

func readLexicon(groups map[string]*phrases, text string) error {
	var group *phrases
	for n, l := range strings.Split(text, "\n") {
		l = strings.TrimSpace(l)
		switch {
		case l == "" || strings.HasPrefix(l, "#"):
		case strings.HasPrefix(l, "["):
			name := strings.Trim(l, "[]")
			if groups[name] != nil {
				return fmt.Errorf("line %d: group %q stands twice", n+1, name)
			}
			group = &phrases{byLetter: map[rune][]phrase{}}
			groups[name] = group
		case group == nil:
			return fmt.Errorf("line %d: a pattern before the first group", n+1)
		default:
			if err := group.add(l); err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
		}
	}
	return nil
}

func (p *phrases) add(source string) error {
	ph := phrase{source: source, number: p.size}
	p.size++
	for _, f := range strings.Fields(source) {
		var alternatives []patternWord
		for _, w := range strings.Split(f, "|") {
			if w != gapMark && w != endMark && w != foldText(w) {
				return fmt.Errorf("%q: write it in lower case and without ё", w)
			}
			alternatives = append(alternatives, patternWord{word: strings.TrimSuffix(w, "*"), stem: strings.HasSuffix(w, "*")})
		}
		ph.tokens = append(ph.tokens, alternatives)
	}
	for _, t := range ph.tokens[0] {
		if t.word == "" || t.word == gapMark || t.word == endMark {
			return fmt.Errorf("%q: a pattern begins with a word", source)
		}
		r, _ := utf8.DecodeRuneInString(t.word)
		if list := p.byLetter[r]; len(list) == 0 || list[len(list)-1].number != ph.number {
			p.byLetter[r] = append(list, ph)
		}
	}
	return nil
}

// The groups.
var (
	noticePhrases          = phrasesOf("notice")
	noticeOpensPhrases     = phrasesOf("notice opens")
	thisLetterPhrases      = phrasesOf("this letter")
	notForYouPhrases       = phrasesOf("not for you")
	replyAbovePhrases      = phrasesOf("reply above")
	commentPhrases         = phrasesOf("comment")
	footerPhrases          = phrasesOf("footer")
	robotFooterPhrases     = phrasesOf("robot footer")
	postscriptPhrases      = phrasesOf("postscript")
	programPhrases         = phrasesOf("program")
	particlePhrases        = phrasesOf("particle")
	requisitesPhrases      = phrasesOf("requisites")
	programSurePhrases     = phrasesOf("program sure")
	devicePhrases          = phrasesOf("device")
	signOffPhrases         = phrasesOf("sign-off")
	signOffNamePhrases     = phrasesOf("sign-off name")
	thanksPhrases          = phrasesOf("thanks")
	noNamePhrases          = phrasesOf("no name")
	pronounPhrases         = phrasesOf("pronoun")
	firmPhrases            = phrasesOf("firm")
	postPhrases            = phrasesOf("post")
	addressPhrases         = phrasesOf("address")
	contactPhrases         = phrasesOf("contact")
	forwardEndsPhrases     = phrasesOf("forward ends")
	originalPhrases        = phrasesOf("original")
	forwardedPhrases       = phrasesOf("forwarded")
	wrotePhrases           = phrasesOf("wrote")
	monthPhrases           = phrasesOf("month")
	weekdayPhrases         = phrasesOf("weekday")
	youPhrases             = phrasesOf("you")
	byPhrases              = phrasesOf("by")
	invitationPhrases      = phrasesOf("invitation")
	invitationLabelPhrases = phrasesOf("invitation label")
	invitesPhrases         = phrasesOf("invites")
	joiningPhrases         = phrasesOf("joining")
	calendarPhrases        = phrasesOf("calendar")
	openerPhrases          = phrasesOf("opener")
)

// phrasesOf returns a group of the data files.
func phrasesOf(name string) *phrases {
	p := foreignText[name]
	if p == nil {
		panic("mailbox/data: no group " + name) // a mistake in the code that every test run shows
	}
	return p
}

// begins tells whether words begin with one of the phrases, and with which.
func (p *phrases) begins(words []string) (phrase, bool) {
	if len(words) == 0 {
		return phrase{}, false
	}
	r, _ := utf8.DecodeRuneInString(words[0])
	for _, ph := range p.byLetter[r] {
		if ph.matches(words) {
			return ph, true
		}
	}
	return phrase{}, false
}

// has tells whether one word alone is in the group.
func (p *phrases) has(word string) bool {
	one := [1]string{word}
	_, ok := p.begins(one[:])
	return ok
}

// anywhere tells whether one of the phrases stands at any place of words.
func (p *phrases) anywhere(words []string) bool {
	for i := range words {
		if _, ok := p.begins(words[i:]); ok {
			return true
		}
	}
	return false
}

func (ph phrase) matches(words []string) bool { return matchTokens(ph.tokens, words) }

func matchTokens(tokens [][]patternWord, words []string) bool {
	for i, alternatives := range tokens {
		switch alternatives[0].word {
		case endMark:
			return len(words) == 0
		case gapMark:
			for skip := 0; skip <= gapReach && skip <= len(words); skip++ {
				if matchTokens(tokens[i+1:], words[skip:]) {
					return true
				}
			}
			return false
		}
		if len(words) == 0 || !oneOf(alternatives, words[0]) {
			return false
		}
		words = words[1:]
	}
	return true
}

func oneOf(alternatives []patternWord, word string) bool {
	for _, t := range alternatives {
		if word == t.word || t.stem && strings.HasPrefix(word, t.word) {
			return true
		}
	}
	return false
}

// foldText makes words comparable: lower case, ё as е.
func foldText(s string) string {
	var buffer [256]byte
	return string(appendFolded(buffer[:0], s))
}

// appendFolded folds by the byte what letters are mostly made of, Latin and Russian.
func appendFolded(b []byte, s string) []byte {
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
			d := s[i+1]
			ok := true
			switch {
			case c == 0xd0 && d >= 0x90 && d <= 0x9f: // А–П
				b = append(b, 0xd0, d+0x20)
			case c == 0xd0 && d >= 0xa0 && d <= 0xaf: // Р–Я
				b = append(b, 0xd1, d-0x20)
			case c == 0xd0 && d == 0x81 || c == 0xd1 && d == 0x91: // Ё, ё
				b = append(b, 0xd0, 0xb5)
			case c == 0xd0 && d >= 0xb0 && d <= 0xbf || c == 0xd1 && d >= 0x80 && d <= 0x8f:
				b = append(b, c, d)
			default:
				ok = false
			}
			if ok {
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

// wordsOf splits folded text into its words; a hyphen between letters belongs to the word.
func wordsOf(folded string, into []string) []string {
	start, letter := -1, false
	for i := 0; i < len(folded); {
		c := folded[i]
		n, in := 1, false
		switch {
		case c >= 'a' && c <= 'z':
			letter, in = true, true
		case c >= '0' && c <= '9':
			letter, in = false, true
		case c == '-':
			in = letter && start >= 0
			letter = false
		case c < utf8.RuneSelf:
			letter = false
		case (c == 0xd0 || c == 0xd1) && i+1 < len(folded):
			n, letter, in = 2, true, true
		default:
			var r rune
			r, n = utf8.DecodeRuneInString(folded[i:])
			letter = unicode.IsLetter(r)
			in = letter || unicode.IsDigit(r)
		}
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			into = append(into, strings.TrimRight(folded[start:i], "-"))
			start = -1
		}
		i += n
	}
	if start >= 0 {
		into = append(into, strings.TrimRight(folded[start:], "-"))
	}
	return into
}

package mailbox

import (
	"embed"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The words by which foreign text, signatures and footers are known stand in data files. A file has groups, each
// begun by its name in brackets; every other line is a pattern, "#" begins a remark. A pattern is words in their
// order: "a|b" is one word or the other, "stem*" any word that begins so, "..." up to five words of any kind, "$"
// the end of the line. Without "$" more words may follow.

//go:embed data/quote.txt data/signature.txt data/footer.txt
var dataFiles embed.FS

// phraseBook is the groups of the data files, and a tree of the words that their patterns begin with.
type phraseBook struct {
	groups map[string]*phrases
	tree   wordTree
}

// phrases is one group of patterns, found by the first letter of their first word.
type phrases struct {
	byLetter map[rune][]*phrase
	size     int
	bit      groupSet
}

// groupSet is a set of groups, a bit each.
type groupSet uint64

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

var foreignText = mustReadPhrases()

func newPhraseBook() *phraseBook {
	return &phraseBook{groups: map[string]*phrases{}, tree: newWordTree()}
}

func mustReadPhrases() *phraseBook {
	b := newPhraseBook()
	for _, name := range []string{"quote", "signature", "footer"} {
		text, err := dataFiles.ReadFile("data/" + name + ".txt")
		if err != nil {
			panic(err) // embedded: present in every build
		}
		if err := b.read(string(text)); err != nil {
			panic(fmt.Errorf("mailbox/data/%s.txt: %w", name, err)) // every test run would show it
		}
	}
	return b
}

func (b *phraseBook) read(text string) error {
	var group *phrases
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "["):
			name := strings.Trim(line, "[]")
			if b.groups[name] != nil {
				return fmt.Errorf("line %d: group %q stands twice", n+1, name)
			}
			if len(b.groups) == 64 {
				return fmt.Errorf("line %d: more groups than a groupSet has bits", n+1)
			}
			group = &phrases{byLetter: map[rune][]*phrase{}, bit: 1 << len(b.groups)}
			b.groups[name] = group
		case group == nil:
			return fmt.Errorf("line %d: a pattern before the first group", n+1)
		default:
			if err := b.add(group, line); err != nil {
				return fmt.Errorf("line %d: %w", n+1, err)
			}
		}
	}
	return nil
}

func (b *phraseBook) add(p *phrases, source string) error {
	ph := &phrase{source: source, number: p.size}
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
		b.tree.add(t.word, t.stem, p.bit)
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
	bannerPhrases          = phrasesOf("banner")
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
	zonePhrases            = phrasesOf("zone")
	shortNoticePhrases     = phrasesOf("short notice")
	openerPhrases          = phrasesOf("opener")
)

// phrasesOf returns a group of the data files.
func phrasesOf(name string) *phrases {
	p := foreignText.groups[name]
	if p == nil {
		panic("mailbox/data: no group " + name) // a mistake in the code that every test run shows
	}
	return p
}

// begins tells whether words begin with one of the phrases, and with which.
func (p *phrases) begins(words []term) (*phrase, bool) {
	if len(words) == 0 || words[0].opens&p.bit == 0 {
		return nil, false
	}
	r, _ := utf8.DecodeRuneInString(words[0].s)
	for _, ph := range p.byLetter[r] {
		if matchTokens(ph.tokens, words) {
			return ph, true
		}
	}
	return nil, false
}

// has tells whether one word alone is in the group.
func (p *phrases) has(word term) bool {
	one := [1]term{word}
	_, ok := p.begins(one[:])
	return ok
}

// anywhere tells whether one of the phrases stands at any place of words.
func (p *phrases) anywhere(words []term) bool {
	for i := range words {
		if _, ok := p.begins(words[i:]); ok {
			return true
		}
	}
	return false
}

func matchTokens(tokens [][]patternWord, words []term) bool {
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
		if len(words) == 0 || !oneOf(alternatives, words[0].s) {
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

package mailbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// class is what a line near the end of a letter looks like by itself.
type class uint8

const (
	classProse       class = iota // a sentence of the letter, as far as one can see
	classShort                    // a few words that could be anything
	className                     // a name
	classNameAndPost              // a name with a post or a firm beside it
	classTelling                  // a post, a firm, an address, a phone: nobody ends a letter so without signing it
	classSignOff                  // «С уважением,»
	classThanks                   // «Спасибо!», a sign-off only above a signature
	classPostscript
	classProgram // what a phone or a mail program adds
	classFooter  // what a list or an antivirus adds
)

// The lengths, in bytes and words, beyond which a line is a sentence.
const (
	lineBytes    = 200
	tellingWords = 11
	shortWords   = 6
	programWords = 16
	footerWords  = 40 // of one that begins as a footer does
	nameRunes    = 40
)

// look is a line's class and what it was told by.
type look struct {
	class class
	rule  string
	words int
	upper bool // begins with a capital or a quotation mark
}

// telling tells whether such a line alone makes the block around it a signature.
func (l look) telling() bool {
	switch l.class {
	case classNameAndPost, classTelling, classSignOff:
		return true
	}
	return false
}

// look classes row i.
func (s *sheet) look(i int) look {
	r := &s.rows[i]
	if !r.asked {
		r.look, r.asked = s.lookAt(i), true
	}
	return r.look
}

// The groups that begin lines of footers and postscripts, those of programs, and sign-offs.
var (
	leadGroups    = footerPhrases.bit | replyAbovePhrases.bit | robotFooterPhrases.bit | postscriptPhrases.bit
	programGroups = programSurePhrases.bit | programPhrases.bit
	signOffGroups = signOffPhrases.bit | signOffNamePhrases.bit
)

// leads tells whether row i may be a footer, a postscript or the line of a program. Most rows are told by their first word
// not to be.
func (s *sheet) leads(i int) bool {
	r := &s.rows[i]
	return r.asked || mayOpen(r.s, leadGroups|programGroups) || strings.HasPrefix(r.s, sentFrom)
}

// signsOff tells whether row i is a sign-off.
func (s *sheet) signsOff(i int) bool {
	r := &s.rows[i]
	return (r.asked || mayOpen(r.s, signOffGroups)) && s.look(i).class == classSignOff
}

func (s *sheet) lookAt(i int) look {
	t := s.rows[i].s
	switch {
	case len(t) > 4*lineBytes:
		return look{class: classProse, words: proseWords + 1}
	case len(t) > lineBytes && !mayOpen(t, leadGroups) && atLeastWords(t, proseWords+1):
		return look{class: classProse, words: proseWords + 1, upper: beginsUpper(t)}
	}
	words := s.terms(i)
	l := look{words: len(words), upper: beginsUpper(t)}
	if l.led(words) {
		return l
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	switch {
	case len(words) <= programWords && isProgramLine(t, words):
		l.class = classProgram
	case len(t) > lineBytes || len(words) > proseWords:
		l.class = classProse
	case last != '?' && isSignOff(t, words):
		l.class = classSignOff
	case isThanks(words):
		l.class = classThanks
	case formedAsName(t) && !namesNobody(words):
		l.class = className
		if firmPhrases.anywhere(words) || postPhrases.anywhere(words) {
			l.class = classTelling
		}
	case isNameAndPost(t):
		l.class = classNameAndPost
	case isTelling(t, words, last):
		l.class = classTelling
	case len(words) <= shortWords && last != '?':
		l.class = classShort
	}
	return l
}

// led classes a line that is known by how it begins.
func (l *look) led(words []term) bool {
	if len(words) == 0 || words[0].opens&leadGroups == 0 {
		return false
	}
	if ph, ok := footerPhrases.begins(words); ok && len(words) <= footerWords {
		l.class, l.rule = classFooter, ph.source
		return true
	}
	if _, ok := replyAbovePhrases.begins(words); ok {
		l.class, l.rule = classFooter, ruleReplyAbove
		return true
	}
	if _, ok := robotFooterPhrases.begins(words); ok && len(words) <= footerWords {
		l.class, l.rule = classFooter, ruleRobot
		return true
	}
	if _, ok := postscriptPhrases.begins(words); ok {
		l.class = classPostscript
		return true
	}
	return false
}

func beginsUpper(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return unicode.IsUpper(r) || strings.ContainsRune("«\"“„", r)
}

const sentFrom = "Sent from "

// isProgramLine knows «Отправлено с iPhone»: the words and a device, or a program.
func isProgramLine(t string, words []term) bool {
	if _, ok := programSurePhrases.begins(words); ok {
		return true
	}
	if rest, ok := strings.CutPrefix(t, sentFrom); ok && beginsUpper(rest) && strings.Count(rest, " ") < 3 {
		return true
	}
	if _, ok := programPhrases.begins(words); !ok {
		return false
	}
	return devicePhrases.anywhere(words)
}

// isSignOff knows a sign-off phrase with nothing but a name or a few words behind it.
func isSignOff(t string, words []term) bool {
	if len(words) > 9 {
		return false
	}
	if ph, ok := signOffPhrases.begins(words); ok && len(words)-len(ph.tokens) <= 6 {
		return true
	}
	if _, ok := signOffNamePhrases.begins(words); !ok {
		return false
	}
	rest := strings.TrimLeftFunc(t, func(r rune) bool { return !unicode.IsSpace(r) })
	rest = strings.Trim(rest, " ,.!—–-")
	return rest == "" && len(words) == 1 && len(words[0].s) > 1 || nameLike(rest)
}

func isThanks(words []term) bool {
	_, ok := thanksPhrases.begins(words)
	return ok
}

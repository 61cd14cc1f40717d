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
		r.look, r.asked = lookAt(r.s), true
	}
	return r.look
}

func lookAt(t string) look {
	if len(t) > 4*lineBytes {
		return look{class: classProse, words: proseWords + 1}
	}
	var buffer [32]string
	words := wordsOf(foldText(t), buffer[:0])
	l := look{words: len(words), upper: beginsUpper(t)}
	if ph, ok := footerPhrases.begins(words); ok {
		l.class, l.rule = classFooter, ph.source
		return l
	}
	if _, ok := replyAbovePhrases.begins(words); ok {
		l.class, l.rule = classFooter, ruleReplyAbove
		return l
	}
	if _, ok := robotFooterPhrases.begins(words); ok {
		l.class, l.rule = classFooter, ruleRobot
		return l
	}
	if _, ok := postscriptPhrases.begins(words); ok {
		l.class = classPostscript
		return l
	}
	last, _ := utf8.DecodeLastRuneInString(t)
	switch {
	case len(t) > lineBytes || len(words) > proseWords:
		l.class = classProse
	case len(words) <= 12 && isProgramLine(t, words):
		l.class = classProgram
	case last != '?' && isSignOff(t, words):
		l.class = classSignOff
	case isThanks(words):
		l.class = classThanks
	case nameLike(t):
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

func beginsUpper(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return unicode.IsUpper(r) || strings.ContainsRune("«\"“„", r)
}

// isProgramLine knows «Отправлено с iPhone»: the words and a device, or a program.
func isProgramLine(t string, words []string) bool {
	if _, ok := programSurePhrases.begins(words); ok {
		return true
	}
	if rest, ok := strings.CutPrefix(t, "Sent from "); ok && beginsUpper(rest) && strings.Count(rest, " ") < 3 {
		return true
	}
	if _, ok := programPhrases.begins(words); !ok {
		return false
	}
	return devicePhrases.anywhere(words)
}

// isSignOff knows a sign-off phrase with nothing but a name or a few words behind it.
func isSignOff(t string, words []string) bool {
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
	return rest == "" && len(words) == 1 && len(words[0]) > 1 || nameLike(rest)
}

func isThanks(words []string) bool {
	_, ok := thanksPhrases.begins(words)
	return ok
}

// nameLike tells whether a line can be a person's name as people sign: «Иван Петров», «С. А. Гольц», «Онищенко В.С.»,
// "— Tom", "xx Beth".
func nameLike(t string) bool {
	t = strings.Trim(t, " \t,*/~—–-|")
	if t == "" || utf8.RuneCountInString(t) > nameRunes {
		return false
	}
	count, full := 0, false
	for w := range strings.FieldsFuncSeq(t, betweenNames) {
		r, n := utf8.DecodeRuneInString(w)
		switch {
		case !unicode.IsLetter(r):
			if count == 0 || !decoration(w) {
				return false
			}
			continue
		case count > 0 && (w == "x" || w == "xx" || w == "xxx"):
			continue
		case count > 0 && len(w) < 9 && particlePhrases.has(w):
			continue
		case !unicode.IsUpper(r):
			return false
		}
		for _, c := range w[n:] {
			if !unicode.IsLetter(c) && c != '-' && c != '’' && c != '\'' {
				return false
			}
		}
		count++
		full = full || len(w) > n
	}
	if count == 0 || count > 4 || shouted(t) {
		return false
	}
	if strings.HasSuffix(t, ".") && full && !endsInitial(t) {
		return false // a sentence of one word
	}
	var buffer [8]string
	for _, w := range wordsOf(foldText(t), buffer[:0]) {
		if noNamePhrases.has(w) {
			return false
		}
	}
	return true
}

func betweenNames(r rune) bool { return r == '.' || unicode.IsSpace(r) }

// shouted tells whether a word of more than three letters stands all in capitals: a heading, a status, an abbreviation.
func shouted(t string) bool {
	for w := range strings.FieldsFuncSeq(t, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if utf8.RuneCountInString(w) > 3 && w == strings.ToUpper(w) {
			return true
		}
	}
	return false
}

// endsInitial tells whether a name ends with an initial and its full stop.
func endsInitial(t string) bool {
	t = strings.TrimSuffix(t, ".")
	_, n := utf8.DecodeLastRuneInString(t)
	t = t[:len(t)-n]
	return t == "" || strings.HasSuffix(t, ".") || strings.HasSuffix(t, " ")
}

// decoration tells whether a word is an emoji or a smiley.
func decoration(w string) bool {
	return strings.ContainsAny(w, ":;") && strings.ContainsAny(w, "()") || strings.ContainsFunc(w, unicode.IsSymbol) && !strings.ContainsAny(w, "|+=<>~")
}

// isNameAndPost knows a signature in one line: «Анна Зорина | АвтоЛекс Лизинг», «Роман Усов, кадастровый инженер».
// A name before a comma also addresses somebody, so that what follows it must be no sentence.
func isNameAndPost(t string) bool {
	t = strings.TrimLeft(t, "/~*—–- ")
	n := strings.IndexAny(t, ",|/—–·•(")
	if n <= 0 {
		n = strings.Index(t, " - ")
	}
	if n <= 0 || !nameLike(t[:n]) {
		return false
	}
	if first, _, _ := strings.Cut(t, " "); postPhrases.has(foldText(first)) && first[0] >= utf8.RuneSelf {
		return false // «Водитель Пётр Ким, тел. …» tells of somebody else
	}
	_, size := utf8.DecodeRuneInString(t[n:])
	rest := strings.Trim(t[n+size:], " \t|/—–-·•")
	if !strings.ContainsFunc(rest, unicode.IsLetter) && !hasPhone(rest) || strings.ContainsAny(rest, "!?:;") || strings.Contains(rest, ". ") && !hasContact(rest) && !strings.Contains(rest, "«") && !hasInitial(t[:n]) {
		return false
	}
	words := wordsOf(foldText(rest), nil)
	if len(words) == 0 || len(words) > 7 || pronounPhrases.anywhere(words) {
		return false
	}
	for _, w := range words {
		if noNamePhrases.has(w) && !firmPhrases.has(w) {
			return false
		}
	}
	if hasContact(rest) || capitalised(rest) {
		return true
	}
	if strings.ContainsFunc(rest, unicode.IsDigit) || containsVerb(words) {
		return false
	}
	if firmPhrases.anywhere(words) || strings.HasSuffix(rest, "»") {
		return true
	}
	for _, w := range words[:min(len(words), 3)] {
		if isPost(w) {
			return true
		}
	}
	return len(words) <= 3 && hasInitial(t[:n])
}

// isPost knows the words of posts, also by the endings that trades have.
func isPost(w string) bool {
	if postPhrases.has(w) {
		return true
	}
	for _, e := range tradeEndings {
		if strings.HasSuffix(w, e) && len(w) > len(e)+4 {
			return true
		}
	}
	return false
}

var (
	tradeEndings = strings.Fields("ист лог граф вед щик тель тор ант чик хозяйка")
	verbEndings  = strings.Fields("ите ете йте ться тся ает ует шет чет жет дет яет еет ила ыла ала али или ал ил им ем ешь ишь")
)

// containsVerb looks for a Russian verb by its ending: a post or a firm has none.
func containsVerb(words []string) bool {
	for _, w := range words {
		for _, e := range verbEndings {
			if strings.HasSuffix(w, e) && len(w) > len(e)+2 && !isPost(w) && !firmPhrases.has(w) {
				return true
			}
		}
	}
	return false
}

// hasInitial tells whether a name has an initial in it, as only signatures do.
func hasInitial(name string) bool {
	n := strings.IndexByte(name, '.')
	if n < 1 {
		return false
	}
	r, size := utf8.DecodeLastRuneInString(name[:n])
	before := name[:n-size]
	return unicode.IsUpper(r) && (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "."))
}

// isFirmAndMotto knows a line below a name such as «Ромашка — цветы с доставкой».
func isFirmAndMotto(t string, l look) bool {
	return l.upper && l.words <= proseWords && (strings.Contains(t, " — ") || strings.Contains(t, " - ") || strings.Contains(t, " – ")) && !strings.ContainsAny(t[len(t)-1:], ".?:;")
}

// capitalised tells whether every word is a name: it begins with a capital or stands in quotation marks.
func capitalised(t string) bool {
	if strings.HasPrefix(t, "«") || strings.HasPrefix(t, "\"") || strings.HasPrefix(t, "“") {
		return true
	}
	count := 0
	for _, w := range strings.Fields(t) {
		r, _ := utf8.DecodeRuneInString(w)
		if unicode.IsLetter(r) && !unicode.IsUpper(r) && utf8.RuneCountInString(w) > 2 {
			return false
		}
		count++
	}
	return count <= 5
}

// isTelling knows a line of a signature: a post, a firm, a way to reach the writer.
func isTelling(t string, words []string, last rune) bool {
	if len(words) == 0 || len(words) > tellingWords {
		return false
	}
	if hasContact(t) && last != ':' && (last != '.' || len(words) < 6) {
		return true
	}
	if strings.Contains(t, " | ") || strings.Contains(t, " · ") || strings.Contains(t, " • ") {
		return true
	}
	if last == '?' || last == '!' || last == ':' || last == '.' && len(words) > 4 && !endsInitial(t) {
		return false
	}
	if firmPhrases.anywhere(words) || strings.HasPrefix(t, "«") && strings.Count(t, "»") == 1 ||
		last == '»' && len(words) < 6 && !containsVerb(words) {
		return true
	}
	if postPhrases.anywhere(words[:min(len(words), 3)]) || postPhrases.has(words[len(words)-1]) {
		return true
	}
	return len(words) > 1 && (addressPhrases.has(words[0]) || contactPhrases.has(words[0]) && (hasDigit(t) || strings.Contains(t, "@")) || numbered(t) && contactPhrases.anywhere(words) || hasDigit(t) && addressPhrases.anywhere(words))
}

// numbered tells whether a number of five digits or more is in a line: a registration, a postal code.
func numbered(t string) bool {
	for i := 0; i < len(t); i++ {
		if n := digitRun(t[i:]); n >= 5 {
			return true
		} else if n > 0 {
			i += n
		}
	}
	return false
}

// hasContact finds a phone number, a mail or web address.
func hasContact(t string) bool {
	if n := strings.IndexByte(t, '@'); n > 0 && strings.IndexByte(t[n:], '.') > 0 && !strings.HasSuffix(t[:n], " ") {
		return true
	}
	if strings.Contains(t, "http://") || strings.Contains(t, "https://") || strings.Contains(t, "www.") {
		return true
	}
	return hasPhone(t)
}

// hasPhone finds seven digits or more with nothing between them but what phone numbers are written with.
func hasPhone(t string) bool {
	count, marked := 0, false
	for i := 0; i < len(t); i++ {
		switch c := t[i]; {
		case c >= '0' && c <= '9':
			count++
			if count >= 10 || count >= 7 && marked {
				return true
			}
		case c == '+' || c == '(' || c == '-':
			marked = true
		case c == ' ' || c == ')':
		default:
			count, marked = 0, false
		}
	}
	return false
}

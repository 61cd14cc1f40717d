package mailbox

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// nameLike tells whether a line can be a person's name as people sign: «Иван Петров», «С. А. Гольц», «Онищенко В.С.»,
// "— Tom", "xx Beth".
func nameLike(t string) bool {
	if !formedAsName(t) {
		return false
	}
	var buffer [8]term
	return !namesNobody(termsOf(t, buffer[:0]))
}

// namesNobody tells whether one of the words is in no name.
func namesNobody(words []term) bool {
	for _, w := range words {
		if noNamePhrases.has(w) {
			return true
		}
	}
	return false
}

// formedAsName tells whether a line is written as a name is: a few words that begin with capitals.
func formedAsName(t string) bool {
	if beginsLower(t) {
		return false
	}
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
		case count > 0 && len(w) < 9 && particlePhrases.has(termOf(w)):
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
	return true
}

// beginsLower tells at a glance that a line begins with no name.
func beginsLower(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return unicode.IsLower(r) || unicode.IsDigit(r)
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
	if beginsLower(t) {
		return false
	}
	t = strings.TrimLeft(t, "/~*—–- ")
	n := strings.IndexFunc(t, partsNameAndPost)
	if n <= 0 {
		n = strings.Index(t, " - ")
	}
	if n <= 0 || !nameLike(t[:n]) {
		return false
	}
	if first, _, _ := strings.Cut(t, " "); postPhrases.has(termOf(foldText(first))) && first[0] >= utf8.RuneSelf {
		return false // «Водитель Пётр Ким, тел. …» tells of somebody else
	}
	_, size := utf8.DecodeRuneInString(t[n:])
	rest := strings.Trim(t[n+size:], " \t|/—–-·•")
	if !strings.ContainsFunc(rest, unicode.IsLetter) && !hasPhone(rest) || strings.ContainsAny(rest, "!?:;") || strings.Contains(rest, ". ") && !hasContact(rest) && !strings.Contains(rest, "«") && !hasInitial(t[:n]) {
		return false
	}
	words := termsOf(rest, nil)
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
	if strings.ContainsFunc(rest, unicode.IsDigit) || containsVerb(rest) {
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

func partsNameAndPost(r rune) bool {
	switch r {
	case ',', '|', '/', '—', '–', '·', '•', '(':
		return true
	}
	return false
}

// isPost knows the words of posts, also by the endings that trades have.
func isPost(w term) bool {
	if postPhrases.has(w) {
		return true
	}
	for _, e := range tradeEndings {
		if strings.HasSuffix(w.s, e) && len(w.s) > len(e)+4 {
			return true
		}
	}
	return false
}

var (
	tradeEndings = strings.Fields("ист лог граф вед щик тель тор ант чик хозяйка")
	verbEndings  = strings.Fields("ите ете йте ться тся ает ует шет чет жет дет зет яет еет ила ыла ала али или ал ил им ем ешь ишь")
)

// containsVerb looks for a Russian verb by its ending: a post or a firm has none. What stands in quotation marks is
// a firm's name.
func containsVerb(t string) bool {
	if open, closed := strings.Index(t, "«"), strings.LastIndex(t, "»"); open >= 0 && open < closed {
		t = t[:open] + t[closed:]
	}
	var buffer [16]term
	for _, w := range termsOf(t, buffer[:0]) {
		for _, e := range verbEndings {
			if strings.HasSuffix(w.s, e) && len(w.s) > len(e)+2 && !isPost(w) && !firmPhrases.has(w) {
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

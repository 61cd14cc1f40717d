package letters

import (
	_ "embed"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vernus/mailbox"
)

//go:embed names/ru.txt
var namesRu string

//go:embed names/en.txt
var namesEn string

//go:embed names/firms.txt
var namesFirms string

// firmWords stand in names of firms, posts, departments and robots, never in a person's.
var firmWords = func() map[string]bool {
	words := map[string]bool{}
	for w := range strings.FieldsSeq(namesFirms) {
		words[w] = true
	}
	return words
}()

// genders of given names, by folded name: m, f or u (either).
var givenRu, givenEn = nameTable(namesRu), nameTable(namesEn)

func nameTable(text string) map[string]string {
	table := map[string]string{}
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, gender, _ := strings.Cut(line, " ")
		table[foldName(name)] = gender
	}
	return table
}

func foldName(s string) string {
	return strings.ReplaceAll(strings.ToLower(s), "ё", "е")
}

// personName is what is known for sure of how somebody is called.
type personName struct {
	Given      string
	Patronymic string // "" when he does not use it
}

// salutation greets a contact in the language and tone of his letter. It uses a name only when there is no doubt
// about it: what stands in his From header, or what he signs with. A wrong name is worse than none. The firm's name tells
// a person's from it.
func salutation(lang string, tone Tone, m *mailbox.Message, firm string) string {
	name, ok := nameOf(m, lang, firm)
	return greet(lang, tone, name, ok)
}

// greet words a salutation.
func greet(lang string, tone Tone, name personName, known bool) string {
	if lang == "en" {
		switch {
		case known && latin(name.Given) && tone == Informal:
			return "Hi " + name.Given + ","
		case known && latin(name.Given):
			return "Dear " + name.Given + ","
		}
		return "Hello,"
	}
	switch {
	case !known || latin(name.Given):
		return "Добрый день!"
	case tone == Formal && name.Patronymic != "":
		return "Добрый день, " + name.Given + " " + name.Patronymic + "!"
	}
	return "Добрый день, " + name.Given + "!"
}

// greetAs greets with a name that the config gives, word for word.
func greetAs(lang string, tone Tone, name string) string {
	switch {
	case lang == "en" && tone == Informal:
		return "Hi " + name + ","
	case lang == "en":
		return "Dear " + name + ","
	}
	return "Добрый день, " + name + "!"
}

// nameOf tells a sender's name from his From header and from what he signs this letter with. Where both name persons who
// cannot be the same, somebody writes from another's mailbox, and it is not known who: then neither.
func nameOf(m *mailbox.Message, lang, firm string) (personName, bool) {
	from, known := parseName(m.From.Name)
	if known && namesFirm(m.From.Name, firm) {
		known = false
	}
	line, signed := signedBy(m)
	if namesFirm(line, firm) {
		signed = personName{}
	}
	switch {
	case signed.Given == "":
		return from, known
	case !known:
		return signed, true
	case latin(from.Given) != latin(signed.Given):
		if lang == "en" == latin(from.Given) || soundsLike(from.Given, signed.Given) == "" {
			return from, true
		}
		return signed, true // he writes himself in the language of the letter
	case foldName(from.Given) == foldName(signed.Given):
		if from.Patronymic == "" {
			from.Patronymic = signed.Patronymic
		}
		return from, true
	case sharesSurname(m.From.Name, line) || !contradict(from.Given, signed.Given) && len(strings.Fields(line)) == 1:
		return from, true // a short form, or his name twice
	}
	return personName{}, false
}

// contradict reports whether two given names cannot be of one person, one being perhaps the short form of the other.
func contradict(a, b string) bool {
	x, y := gender(a), gender(b)
	if x == "" || y == "" {
		return []rune(foldName(a))[0] != []rune(foldName(b))[0]
	}
	return x != y && x != "u" && y != "u"
}

// gender is that of a given name: m, f or u (either); "" when the name is not known.
func gender(name string) string {
	if g := givenRu[foldName(name)]; g != "" {
		return g
	}
	return givenEn[foldName(name)]
}

// namesFirm reports whether what seems a name is rather that of the client's firm: «Виктория» of the salon «Виктория».
func namesFirm(name, firm string) bool {
	words := strings.Fields(foldName(name))
	return len(words) == 1 && slices.Contains(strings.FieldsFunc(foldName(firm), func(r rune) bool { return !unicode.IsLetter(r) }), words[0])
}

// signedBy returns the name that a letter is signed with, and the line that it stands in: the first line of its signature,
// after the words of parting; else its last line, where that stands by itself.
func signedBy(m *mailbox.Message) (line string, name personName) {
	for _, c := range m.Cuts {
		if c.Why != "signature" {
			continue
		}
		for l := range strings.Lines(c.Text) {
			if l = unparted(l); l == "" {
				continue
			}
			name, _ = parseName(l)
			return l, name
		}
	}
	lines := strings.Split(strings.TrimSpace(m.NewText), "\n")
	last := len(lines) - 1
	if last == 0 {
		return "", personName{}
	}
	if rest := unparted(lines[last]); strings.TrimSpace(lines[last-1]) == "" || unparted(lines[last-1]) == "" || rest != trimmed(lines[last]) {
		name, _ = parseName(rest)
		return rest, name
	}
	return "", personName{}
}

// partings are the words that stand before a name at the end of a letter.
var partings = []string{
	"с уважением", "с наилучшими пожеланиями", "с пожеланиями", "всего доброго", "всего хорошего", "хорошего дня", "спасибо", "заранее спасибо", "благодарю", "искренне ваш", "ваша", "ваш",
	"best regards", "kind regards", "warm regards", "regards", "best wishes", "best", "many thanks", "thanks", "thank you", "sincerely", "yours sincerely", "yours faithfully", "yours truly", "cheers",
}

// unparted returns a line without the words of parting that it begins with.
func unparted(line string) string {
	line = trimmed(line)
	folded := foldName(line)
	longest := ""
	for _, p := range partings {
		if rest, ok := strings.CutPrefix(folded, p); ok && len(p) > len(longest) {
			if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
				longest = p
			}
		}
	}
	return trimmed(string([]rune(line)[len([]rune(longest)):]))
}

func trimmed(line string) string { return strings.Trim(line, " \t,.!-–—|*_\r\n") }

// soundsLike returns the Latin letters that two spellings of one name, in Russian and Latin, agree in; "" when they do not.
func soundsLike(a, b string) string {
	if x, y := skeleton(a), skeleton(b); x == y {
		return x
	}
	return ""
}

// skeleton writes a name in Latin letters and leaves out what is written in several ways.
func skeleton(name string) string {
	var b strings.Builder
	for _, r := range foldName(name) {
		if l, ok := latinOf[r]; ok {
			b.WriteString(l)
		} else {
			b.WriteRune(r)
		}
	}
	s := strings.NewReplacer("ks", "x", "cs", "x", "ph", "f", "th", "t", "c", "k", "w", "v", "y", "i", "j", "i").Replace(b.String())
	s = strings.NewReplacer("ii", "i", "ie", "e", "ia", "a", "iu", "u", "io", "o", "kh", "h").Replace(s)
	var out strings.Builder
	var last rune
	for _, r := range s {
		if r != last {
			out.WriteRune(r)
		}
		last = r
	}
	return strings.TrimSuffix(out.String(), "i")
}

var latinOf = map[rune]string{
	'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'й': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o",
	'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "sch", 'ъ': "", 'ы': "i", 'ь': "", 'э': "e",
	'ю': "iu", 'я': "ia",
}

// sharesSurname reports whether a word that is no given name stands in both.
func sharesSurname(a, b string) bool {
	for _, w := range strings.Fields(a) {
		if _, given := givenRu[foldName(w)]; given || len([]rune(w)) < 4 {
			continue
		}
		for _, v := range strings.Fields(b) {
			if foldName(w) == foldName(v) {
				return true
			}
		}
	}
	return false
}

// parseName reads «Имя Фамилия», «Фамилия Имя Отчество», "First Last", "Last, First" and their like. Anything else,
// and whatever could be read in two ways, is not a name.
func parseName(s string) (personName, bool) {
	s, _, _ = strings.Cut(s, "(")
	s, _, _ = strings.Cut(s, "|")
	s = strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsSymbol(r) || unicode.Is(unicode.Variation_Selector, r) || strings.ContainsRune(`'"«»“”„‘’,`, r)
	})
	if before, after, comma := strings.Cut(s, ","); comma {
		s = beforeComma(strings.Fields(before), strings.Fields(after))
	}
	if first, rest, _ := strings.Cut(s, " "); foldName(first) == "ип" {
		s = rest // a person who is a firm by himself
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 {
		return personName{}, false
	}
	russian := 0
	for i, w := range words {
		if !nameLike(w) || firmWords[foldName(w)] {
			return personName{}, false
		}
		words[i] = capitalised(w)
		if !latin(w) {
			russian++
		}
	}
	switch russian {
	case len(words):
		return russianName(words)
	case 0:
		_, known := givenEn[foldName(words[0])]
		return personName{Given: words[0]}, known
	}
	return personName{}, false
}

// beforeComma puts «Петров, Иван» in order, and leaves a post after a name out. Of two given names it is none.
func beforeComma(before, after []string) string {
	if len(before) != 1 {
		return strings.Join(before, " ")
	}
	if !given(before[0]) {
		return strings.Join(append(after, before...), " ")
	}
	for _, w := range after {
		if given(w) {
			return ""
		}
	}
	return before[0]
}

// given reports whether a word is a given name.
func given(w string) bool {
	_, ru := givenRu[foldName(w)]
	_, en := givenEn[foldName(w)]
	return ru || en
}

// russianName finds given name and patronymic among one to three Russian words.
func russianName(words []string) (personName, bool) {
	for i := 1; i < len(words); i++ {
		sex := patronymic(words[i])
		if sex == "" {
			continue
		}
		given := words[i-1]
		gender, known := givenRu[foldName(given)]
		switch {
		case known && (gender == sex || gender == "u"):
			return personName{given, words[i]}, true
		case !known && len(words) == 3 && patronymic(given) == "":
			return personName{given, words[i]}, true
		}
	}
	var at []int
	for i, w := range words {
		if _, known := givenRu[foldName(w)]; known {
			at = append(at, i)
		}
	}
	if len(at) != 1 || len(words) > 2 {
		return personName{}, false
	}
	if at[0] == 1 && !surnameLike(words[0]) {
		return personName{}, false
	}
	return personName{Given: words[at[0]]}, true
}

// patronymic tells the gender that a patronymic belongs to; "" when the word is none.
func patronymic(w string) string {
	w = foldName(w)
	for _, end := range []string{"ович", "евич", "ильич", "кузьмич", "фомич", "лукич", "никитич"} {
		if strings.HasSuffix(w, end) && w != end {
			return "m"
		}
	}
	for _, end := range []string{"овна", "евна", "инична", "ильинична", "кузьминична"} {
		if strings.HasSuffix(w, end) && w != end {
			return "f"
		}
	}
	switch w {
	case "ильич", "кузьмич", "фомич", "лукич", "никитич":
		return "m"
	case "никитична", "лукинична":
		return "f"
	}
	return ""
}

func surnameLike(w string) bool {
	w = foldName(w)
	for _, end := range []string{
		"ов", "ев", "ин", "ын", "ова", "ева", "ина", "ына", "ский", "цкий", "ская", "цкая", "ой", "ый", "ий", "ая",
		"ко", "ук", "юк", "чук", "ич", "ян", "янц", "дзе", "швили", "их", "ых", "ец", "аго", "нер", "ман",
	} {
		if strings.HasSuffix(w, end) && w != end {
			return true
		}
	}
	return false
}

// nameLike reports whether a word can be part of a name: letters of one script, hyphens inside, not too long.
func nameLike(w string) bool {
	runes := []rune(w)
	if len(runes) < 2 || len(runes) > 24 || runes[0] == '-' || runes[len(runes)-1] == '-' {
		return false
	}
	cyrillic := !latin(w)
	for _, r := range runes {
		switch {
		case r == '-':
		case cyrillic && !unicode.Is(unicode.Cyrillic, r), !cyrillic && !unicode.Is(unicode.Latin, r):
			return false
		}
	}
	return true
}

// capitalised writes ИВАН and иван as Иван; each part of a double name by itself.
func capitalised(w string) string {
	parts := strings.Split(w, "-")
	for i, p := range parts {
		runes := []rune(p)
		if strings.ToUpper(p) == p || strings.ToLower(p) == p {
			runes = []rune(strings.ToLower(p))
		}
		if len(runes) > 0 {
			runes[0] = unicode.ToUpper(runes[0])
		}
		parts[i] = string(runes)
	}
	return strings.Join(parts, "-")
}

func latin(w string) bool {
	for _, r := range w {
		if unicode.Is(unicode.Cyrillic, r) {
			return false
		}
	}
	return true
}

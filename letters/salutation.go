package letters

import (
	_ "embed"
	"regexp"
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

// personName is what is known of how somebody is called.
type personName struct {
	Given      string // "" when it is not known
	Patronymic string // "" when he does not use it
	Titled     string // with title and surname, where ours call him so: "Ms Carver"
	Doubt      string // why no name is to be used, whatever else is known; "" when nothing speaks against it
}

// salutation greets the writer of a letter in a language and tone. It uses a name only when there is no doubt about it:
// what stands in his From header, or what he signs with. A wrong name is worse than none. The firm's name tells a
// person's from it.
func salutation(lang string, tone Tone, m *mailbox.Message, firm string) string {
	return greet(lang, tone, nameOf(m, lang, firm))
}

// greet words a salutation.
func greet(lang string, tone Tone, name personName) string {
	called := name.Given
	switch {
	case tone == Formal && lang == "en" && name.Titled != "":
		called = name.Titled
	case tone == Formal && lang == "ru" && name.Patronymic != "":
		called = name.Given + " " + name.Patronymic
	}
	if name.Doubt != "" || called == "" || latin(called) != (lang == "en") {
		return hello[lang]
	}
	return greetAs(lang, tone, called)
}

// hello greets without a name.
var hello = map[string]string{"en": "Hello,", "ru": "Добрый день!"}

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

// doubtInitials is the doubt about one who signs with his initials.
const doubtInitials = "signs with initials"

// nameOf tells a sender's name from his From header and from what he signs this letter with. Where both name persons who
// cannot be the same, somebody writes from another's mailbox, and it is not known who: then neither. Nor is one who signs
// with his initials called by his given name.
func nameOf(m *mailbox.Message, lang, firm string) personName {
	from, known := parseName(m.From.Name)
	if !known || namesFirm(m.From.Name, firm) {
		from = personName{}
	}
	line, signed := signedBy(m)
	if namesFirm(line, firm) {
		signed = personName{}
	}
	switch {
	case withInitials(line) && from.Patronymic == "":
		return personName{Doubt: doubtInitials}
	case signed.Given == "":
		return from
	case from.Given == "":
		return signed
	case latin(from.Given) != latin(signed.Given):
		if lang == "en" == latin(from.Given) || soundsLike(from.Given, signed.Given) == "" {
			return from
		}
		return signed // he writes himself in the language of the letter
	case foldName(from.Given) == foldName(signed.Given):
		if from.Patronymic == "" {
			from.Patronymic = signed.Patronymic
		}
		return from
	case sharesSurname(m.From.Name, line) || !contradict(from.Given, signed.Given) && len(strings.Fields(line)) == 1:
		return from // a short form, or his name twice
	}
	return personName{Doubt: "From and signature name two persons"}
}

// initialsLine is a line such as "M. Rowe" or «Дроздова Е. В.».
var initialsLine = regexp.MustCompile(`^(?:(?:\p{Lu}\.[ -]?){1,3}\p{Lu}[\p{L}'’-]+|\p{Lu}[\p{L}'’-]+ (?:\p{Lu}\. ?){1,3}|\p{Lu}[\p{L}'’-]+ (?:\p{Lu}\. ?)\p{Lu})$`)

// withInitials reports whether a line is a surname with initials.
func withInitials(line string) bool { return initialsLine.MatchString(line) }

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
			return l, signedName(m, l)
		}
	}
	lines := strings.Split(strings.TrimSpace(m.NewText), "\n")
	last := len(lines) - 1
	if last == 0 {
		return "", personName{}
	}
	if rest := unparted(lines[last]); strings.TrimSpace(lines[last-1]) == "" || unparted(lines[last-1]) == "" || rest != trimmed(lines[last]) {
		return rest, signedName(m, rest)
	}
	return "", personName{}
}

// signedName reads the line that a letter is signed with. A name that is in no list is one where From has it too.
func signedName(m *mailbox.Message, line string) personName {
	name, known := parseName(line)
	if known || name.Given != "" && slices.Contains(strings.Fields(foldName(m.From.Name)), foldName(name.Given)) {
		return name
	}
	return personName{}
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

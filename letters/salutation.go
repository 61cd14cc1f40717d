package letters

import (
	_ "embed"
	"strings"
	"unicode"

	"vernus/mailbox"
)

//go:embed names/ru.txt
var namesRu string

//go:embed names/en.txt
var namesEn string

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
// about it: what stands in his From header, or what he signs with. A wrong name is worse than none.
func salutation(lang string, tone Tone, m *mailbox.Message) string {
	name, ok := nameOf(m)
	if lang == "en" {
		switch {
		case ok && latin(name.Given) && tone == Informal:
			return "Hi " + name.Given + ","
		case ok && latin(name.Given):
			return "Dear " + name.Given + ","
		}
		return "Hello,"
	}
	switch {
	case !ok || latin(name.Given):
		return "Добрый день!"
	case tone == Formal && name.Patronymic != "":
		return "Добрый день, " + name.Given + " " + name.Patronymic + "!"
	}
	return "Добрый день, " + name.Given + "!"
}

// nameOf tells a sender's name from his From header, and his patronymic from there or from his signature when that
// is plainly the same person.
func nameOf(m *mailbox.Message) (personName, bool) {
	name, ok := parseName(m.From.Name)
	if ok && name.Patronymic != "" {
		return name, true
	}
	for _, line := range signatureLines(m) {
		signed, fine := parseName(line)
		if !fine || signed.Patronymic == "" {
			continue
		}
		if ok && foldName(signed.Given) == foldName(name.Given) || !ok && sharesSurname(m.From.Name, line) {
			return signed, true
		}
	}
	return name, ok
}

// signatureLines are the lines where a writer may have put his name: the signature, and the last of what he wrote.
func signatureLines(m *mailbox.Message) []string {
	var lines []string
	for _, c := range m.Cuts {
		if c.Why == "signature" {
			lines = append(lines, strings.Split(c.Text, "\n")...)
		}
	}
	words := strings.Split(strings.TrimSpace(m.NewText), "\n")
	lines = append(lines, words[max(0, len(words)-5):]...)
	for i, l := range lines {
		lines[i] = strings.Trim(l, " \t,.-–—|*_\r")
	}
	return lines
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
	s = strings.Trim(s, " \t'\"«»")
	if before, after, comma := strings.Cut(s, ","); comma {
		if len(strings.Fields(before)) == 1 {
			s = strings.TrimSpace(after) + " " + before
		} else {
			s = before
		}
	}
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 3 {
		return personName{}, false
	}
	russian := 0
	for i, w := range words {
		if !nameLike(w) {
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

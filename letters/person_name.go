package letters

import (
	"strings"
	"unicode"
)

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
			return personName{Given: given, Patronymic: words[i]}, true
		case !known && len(words) == 3 && patronymic(given) == "":
			return personName{Given: given, Patronymic: words[i]}, true
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

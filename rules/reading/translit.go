package reading

import "strings"

// Words by which Russian in Latin letters is known.
var translitMarks = wordSet(`kogda budet gotovo pozhaluista pozhalusta pojaluista pojalusta privet zdravstvuite zdravstvuyte dobryi dobriy dobry den
	spasibo skolko chto pochemu mozhno mojno nuzhno nujno esli prishlite vyshlite podskazhite podskajite srochno zavtra segodnya segodnja
	nash nasha nashe nashi vash vasha vashe vashi mne nam vam menya vas ego moy moya moi kto gde kuda pochemu zachem kakoy kakaya kakie kakoi chtoby chtob posle pered vchera
	ochen vse vsyo vsem tolko toje tozhe togda tut byl byla bylo byli budem mozhet mojet mogu mozhem mojem nado net mozhete mojete dlya cherez ili esli eshe pust poka otpravte otpravili
	dengi oplata oplatili schyot akt akty den dnya nedelyu nedelya vsego pismo pisma otvet otveta otvetite zhdu jdu zhdem jdem proshu prosim nuzhna nuzhny nujna nujny
	schet dogovor kak eto uzhe uje eshe esche poka ne na v i`)

// transliterated reports whether a letter is Russian in Latin letters.
func transliterated(toks []token) bool {
	marks, words := 0, 0
	for i := range toks {
		if toks[i].kind != word {
			continue
		}
		if toks[i].s[0] >= 0x80 {
			return false
		}
		words++
		if _, ok := translitMarks[toks[i].s]; ok && len(toks[i].s) > 2 {
			marks++
		}
	}
	return marks >= 2 && marks*12 >= words
}

var spellings = strings.NewReplacer("shch", "щ", "sch", "щ", "zh", "ж", "kh", "х", "ts", "ц", "ch", "ч", "sh", "ш", "yu", "ю", "ju", "ю", "ya", "я", "ja", "я",
	"yo", "е", "jo", "е", "ye", "е", "iy", "ий", "yi", "ый", "ii", "ий", "ai", "ай", "ei", "ей", "oi", "ой", "ui", "уй", "a", "а", "b", "б", "c", "ц",
	"d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "й", "k", "к", "l", "л", "m", "м", "n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s",
	"с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "кс", "y", "ы", "z", "з", "'", "ь")

// respell puts the words of a transliterated letter into Cyrillic, for the patterns only: the text stays.
func respell(toks []token) {
	for i := range toks {
		if toks[i].kind == word {
			toks[i].s = spellings.Replace(toks[i].s)
		}
	}
}

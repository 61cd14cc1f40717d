package reading

import (
	"strings"
	"unicode/utf8"
)

// form is the set of things that a word can be as a form of a Russian verb. A word that can be several has several.
type form uint16

// The forms that tell requests, promises and reports of the done apart.
const (
	infinitive form = 1 << iota // выслать
	firstSg                     // вышлю, высылаю
	firstPl                     // вышлем, высылаем
	second                      // вышлете, вышлешь, высылаете
	third                       // вышлет, вышлют
	imperative                  // вышлите, вышли
	past                        // выслал, выслали
	passive                     // выслан, высланы
	perfective                  // of a single finished action: its present forms mean the future
	polite                      // imperative with -те
)

// verbs knows the forms of the verbs in data/verbs.txt, and by them of what prefixes make of those.
type verbs map[string]verbForm

type verbForm struct {
	form   form
	prefix prefixRule
}

// prefixRule says what a prefix does to a verb.
type prefixRule uint8

const (
	perfects prefixRule = iota // писать → написать: finished
	keeps                      // давать → передавать: still going on
	needs                      // exists with a prefix only (-лагать), keeping its aspect
)

var verbPrefixes = []string{
	"восста", "предо", "пере", "пред", "разо", "подо", "ото", "обо", "изо", "при", "про", "пре", "под", "подъ", "объ", "раз", "рас", "воз",
	"вос", "вы", "за", "на", "от", "по", "до", "из", "ис", "об", "со", "съ", "въ", "вз", "во", "о", "с", "у", "в",
}

// add reads one line of the data file: infinitive, first person, imperative, flags.
func (v verbs) add(fields []string) {
	inf, i, imp, flags := fields[0], fields[1], fields[2], ""
	if len(fields) > 3 {
		flags = fields[3]
	}
	var aspect form
	if strings.Contains(flags, "p") {
		aspect = perfective
	}
	rule := perfects
	if strings.Contains(flags, "s") {
		rule = keeps
	}
	if strings.Contains(flags, "x") {
		rule += needs // needs and perfects, or needs and keeps
	}
	put := func(w string, f form) {
		old := v[w]
		v[w] = verbForm{old.form | f | aspect, rule}
	}
	put(inf, infinitive)
	if !strings.Contains(flags, "n") { // a first person that is a noun too («встречу») is left out
		put(i, firstSg)
	}
	for f, endings := range present(inf, i, strings.Contains(flags, "2")) {
		for _, w := range endings {
			put(w, f)
		}
	}
	put(imp, imperative)
	put(imp+"те", imperative|polite)
	for _, w := range done(inf, i) {
		put(w.s, w.f)
	}
}

// present is the rest of the present (or future) of a verb, from its infinitive and first person.
func present(inf, first string, secondConj bool) map[form][]string {
	if secondConj || strings.HasSuffix(inf, "ить") && !strings.HasSuffix(first, "ью") {
		stem := cutRunes(inf, 3)
		return map[form][]string{firstPl: {stem + "им"}, second: {stem + "ите", stem + "ишь"}, third: {stem + "ит", stem + "ят", stem + "ат"}}
	}
	if strings.HasSuffix(inf, "дать") { // дам, дадим
		stem := cutRunes(first, 1)
		return map[form][]string{firstPl: {stem + "дим"}, second: {stem + "дите", stem + "шь"}, third: {stem + "ст", stem + "дут"}}
	}
	stem := cutRunes(first, 1)
	return map[form][]string{firstPl: {stem + "ем"}, second: {stem + "ете", stem + "ешь"}, third: {stem + "ет", stem + "ют", stem + "ут"}}
}

// prefixesBy holds the prefixes by the second byte of their first letter, which no two Cyrillic letters of them share.
var prefixesBy = func() (by [256][]string) {
	for _, p := range verbPrefixes {
		by[p[1]] = append(by[p[1]], p)
	}
	return by
}()

type spelled struct {
	s string
	f form
}

// done is the past and the passive of a verb.
func done(inf, first string) []spelled {
	stem, ok := strings.CutSuffix(inf, "ть")
	if !ok {
		return nil
	}
	out := []spelled{{stem + "л", past}, {stem + "ла", past}, {stem + "ло", past}, {stem + "ли", past}}
	p := ""
	switch {
	case strings.HasSuffix(stem, "и"):
		p = cutRunes(first, 1) + "ен"
	case strings.HasSuffix(stem, "а"), strings.HasSuffix(stem, "я"):
		p = stem + "н"
	default:
		return out
	}
	return append(out, spelled{p, passive}, spelled{p + "а", passive}, spelled{p + "о", passive}, spelled{p + "ы", passive})
}

func cutRunes(s string, n int) string {
	for ; n > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// of is what the folded word can be as a verb; 0 when it is none that is known.
func (v verbs) of(w string) form {
	if len(w) < 4 || w[0] < 0xd0 {
		return 0
	}
	if _, noun := notVerbs[w]; noun {
		return 0
	}
	if f := v.bare(w); f != 0 {
		return f
	}
	if r, ok := strings.CutSuffix(w, "ся"); ok {
		return v.bare(r)
	}
	if r, ok := strings.CutSuffix(w, "сь"); ok {
		return v.bare(r)
	}
	return 0
}

func (v verbs) bare(w string) form {
	if w == "" { // «ся» alone
		return 0
	}
	if f, ok := v[w]; ok && f.prefix < needs {
		return f.form
	}
	if f := v.prefixed(w, 2); f != 0 {
		return f
	}
	if strings.Contains(w, "ир") {
		if f := borrowed(w); f != 0 {
			return f
		}
	}
	switch w[len(w)-1] {
	case 0x8c: // ь
		return likelyInfinitive(w)
	case 0xb5: // е
		return likelyImperative(w)
	case 0xbc: // м
		return likelyPresent(w)
	}
	return 0
}

// likelyImperative reads words that end as only imperatives and few nouns do.
func likelyImperative(w string) form {
	if len(w) < 12 {
		return 0
	}
	switch {
	case strings.HasSuffix(w, "йте"), strings.HasSuffix(w, "ьте"):
		return imperative | polite
	case strings.HasSuffix(w, "ните"), strings.HasSuffix(w, "оните"), strings.HasSuffix(w, "ерите"), strings.HasSuffix(w, "стите"), strings.HasSuffix(w, "удите"), strings.HasSuffix(w, "тите"), strings.HasSuffix(w, "шите"), strings.HasSuffix(w, "жите"), strings.HasSuffix(w, "щите"):
		return imperative | polite | second | perfective
	}
	return 0
}

// likelyPresent reads the first person plural of verbs in -ать and -ять that no list has: «закрепляем», «укомплектовываем».
func likelyPresent(w string) form {
	if len(w) < 14 {
		return 0
	}
	for _, e := range []string{"ляем", "няем", "ряем", "ваем", "щаем", "шаем", "таем", "даем", "раем", "саем", "каем"} {
		if strings.HasSuffix(w, e) {
			return firstPl
		}
	}
	return 0
}

// likelyInfinitive reads words that end as only infinitives and few nouns do.
func likelyInfinitive(w string) form {
	if len(w) < 12 {
		return 0
	}
	for _, e := range []string{"ывать", "ивать", "овать", "евать", "авать"} {
		if strings.HasSuffix(w, e) {
			return infinitive
		}
	}
	for _, e := range []string{"ать", "ить", "ять", "еть", "уть", "ыть", "оть"} {
		if strings.HasSuffix(w, e) {
			return infinitive | perfective
		}
	}
	return 0
}

var notVerbs = wordSet("здравствуйте инсайте веб-сайте магните граните манганите планшите обеду победу победим память печать кровать рукоять двадцать тридцать благодать знать нефть кисть скатерть нашли прошли пошли вошли зашли дошли ушли подошли обошли сошли взошли отошли произошли превзошли сошлись разошлись обошлись нашел здрасьте здрасте")

// prefixed takes up to depth prefixes off («пере-за-грузим»).
func (v verbs) prefixed(w string, depth int) form {
	if len(w) < 6 || w[0] < 0xd0 {
		return 0
	}
	for _, p := range prefixesBy[w[1]] {
		rest, ok := strings.CutPrefix(w, p)
		if !ok || len(rest) < 4 {
			continue
		}
		if f, ok := v[rest]; ok {
			if f.prefix == keeps || f.prefix == keeps+needs {
				return f.form
			}
			return f.form | perfective
		}
		if depth > 1 {
			if f := v.prefixed(rest, depth-1); f != 0 {
				return f
			}
		}
	}
	return 0
}

// borrowed reads verbs in -ировать, which are too many to list: «забронируем», «протестируйте». They serve both aspects.
func borrowed(w string) form {
	switch {
	case strings.HasSuffix(w, "ировать"):
		return infinitive | perfective
	case strings.HasSuffix(w, "ирую"):
		return firstSg | perfective
	case strings.HasSuffix(w, "ируем"):
		return firstPl | perfective
	case strings.HasSuffix(w, "ируйте"):
		return imperative | polite | perfective
	case strings.HasSuffix(w, "ируете"):
		return second | perfective
	case strings.HasSuffix(w, "ирует"), strings.HasSuffix(w, "ируют"):
		return third
	case strings.HasSuffix(w, "ировал"), strings.HasSuffix(w, "ировали"), strings.HasSuffix(w, "ировала"):
		return past | perfective
	case strings.HasSuffix(w, "ирован"), strings.HasSuffix(w, "ированы"), strings.HasSuffix(w, "ирована"), strings.HasSuffix(w, "ировано"):
		return passive | perfective
	}
	return 0
}

// likelyVerb reports whether a word that no list has ends as finite verbs do. Nouns do too («билет»), so it only ever
// keeps the reader from seeing a sentence without a verb.
func likelyVerb(w string) bool {
	if len(w) < 5 {
		return false
	}
	if w[0] < 0x80 {
		return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "es")
	}
	if len(w) < 10 {
		return false
	}
	for _, e := range []string{"ет", "ит", "ут", "ют", "ят", "ется", "ится", "утся", "ются", "ятся", "атся", "ал", "ил", "ел", "али", "или", "ала", "ила", "ало", "ило", "ело", "лся", "лась", "лось", "лись"} {
		if strings.HasSuffix(w, e) {
			return true
		}
	}
	return false
}

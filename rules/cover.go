package rules

import (
	"regexp"
	"strings"

	"vernus/rules/reading"
)

// reply is what a letter of ours says, as far as it can settle a question.
type reply struct {
	stated   map[string]bool // stems of what it states
	promised map[string]bool // stems of the sentences in which it promises
	labels   map[string]bool // of its list items: «2.», «б)»
	figures  bool            // it states a number
	money    bool            // it states a price
	time     bool            // it states or promises a time
	yesno    bool            // it says yes or no
	count    int             // statements
}

func replyOf(e Entry, said []string) reply {
	r := reply{stated: stems(said...), promised: map[string]bool{}, labels: labels(e.NewText), count: len(said)}
	for _, s := range said {
		r.figures = r.figures || hasDigit.MatchString(s)
		r.money = r.money || money.MatchString(s)
		r.time = r.time || aboutTime.MatchString(s)
		r.yesno = r.yesno || yesOrNo.MatchString(s)
	}
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Promise {
			r.time = r.time || !a.Due.IsZero()
			for w := range stems(sentenceAround(e.NewText, a.Start, a.Start+len(a.Text))) {
				r.promised[w] = true
			}
		}
	}
	return r
}

// The forms of questions and of the answers that fit them although they share no word.
var (
	hasDigit  = regexp.MustCompile(`\d`)
	aboutTime = regexp.MustCompile(`(?i)сегодня|завтра|понедельник|вторник|сред[ауы]|четверг|пятниц|суббот|воскресень|утр|обед|вечер|недел|месяц|январ|феврал|март|апрел|\bма[яй]\b|июн|июл|август|сентябр|октябр|ноябр|декабр|today|tomorrow|monday|tuesday|wednesday|thursday|friday|week|morning|afternoon`)
	yesOrNo   = regexp.MustCompile(`(?i)^\W*(да|нет|конечно|разумеется|верно|именно|можно|нельзя|yes|no|sure|correct|right|exactly|absolutely|of course)([^\pL]|$)`)
	asksWhen  = regexp.MustCompile(`(?i)когда|срок|к какому|во сколько|сколько (дней|времени|ждать|недель)|when|how (long|soon)|what time|eta\b|deadline|дата`)
	asksPrice = regexp.MustCompile(`(?i)стоит|стоить|обойд[её]тся|сумм[аыу]|стоимост|цен[аыу]|по деньгам|бюджет|how much|price|cost|budget`)
	money     = regexp.MustCompile(`(?i)\d[\d  .,]*(₽|р\b|руб|тыс|млн|k\b|%|€|\$|usd|eur|gbp)|[₽$€£]\s?\d|бесплатн|free of charge|включен|входит`)
	asksCount = regexp.MustCompile(`(?i)сколько|how many|номер|number`)
	asksYes   = regexp.MustCompile(`(?i)(^|[^\pL])ли([^\pL]|$)|^\W*(а |и )?(можно|можем|сможете|есть|будет|верно|правильно|нужно|надо|is|are|can|could|do|does|will|would|should|did|have|has)([^\pL]|$)`)
)

// cover is how far a letter settles a question.
type cover int

const (
	untouched cover = iota // not a word on it
	touched                // promised
	settled                // stated
)

// covers tells how far the reply settles a question.
func (r reply) covers(q *Item, letter string) cover {
	if q.Whole() {
		return settled
	}
	if l := labelOf(letter, q.Text); l != "" && len(r.labels) > 0 {
		if !r.labels[l] {
			return untouched
		}
	}
	words := stems(q.Text)
	switch {
	case shared(words, r.stated) > 0, asksWhen.MatchString(q.Text) && r.time, asksPrice.MatchString(q.Text) && r.money,
		asksCount.MatchString(q.Text) && !asksPrice.MatchString(q.Text) && r.figures, asksYes.MatchString(q.Text) && r.yesno:
		return settled
	case shared(words, r.promised) > 0:
		return touched
	}
	return untouched
}

// label marks an item of a list at the beginning of a line or sentence.
var label = regexp.MustCompile(`(?m)(?:^|[.;:]\s)[ \t]*(\(?(?:\d{1,2}|[а-яa-e])[.)])[ \t]`)

// labels returns the marks of a text's list items: «1», «б».
func labels(text string) map[string]bool {
	set := map[string]bool{}
	for _, m := range label.FindAllStringSubmatch(strings.ToLower(text), -1) {
		set[strings.Trim(m[1], "().")] = true
	}
	return set
}

// labelOf returns the mark of the list item that holds the words, "" when they stand in none.
func labelOf(text, words string) string {
	at := strings.Index(text, words)
	if at < 0 {
		return ""
	}
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	if m := label.FindStringSubmatch(strings.ToLower(line) + " "); m != nil {
		return strings.Trim(m[1], "().")
	}
	return ""
}

// sentenceAround returns the sentence of a text that holds the bytes from start to end.
func sentenceAround(text string, start, end int) string {
	if start < 0 || end > len(text) || start > end {
		return ""
	}
	if i := strings.LastIndexAny(text[:start], ".!?\n"); i >= 0 {
		start = min(i+1, start)
	} else {
		start = 0
	}
	if i := strings.IndexAny(text[end:], ".!?\n"); i >= 0 {
		end += i
	} else {
		end = len(text)
	}
	return text[start:end]
}

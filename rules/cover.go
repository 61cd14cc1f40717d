package rules

import (
	"regexp"
	"strings"

	"vernus/rules/reading"
)

// reply is what a letter of ours says, as far as it can settle a question.
type reply struct {
	statement
	promised []string // stems of the sentences in which it promises
	text     string   // newly written
	count    int      // statements
}

// statement is what one sentence or more of ours state.
type statement struct {
	stems   []string
	figures bool // a number
	price   bool // a price
	time    bool // a time, stated or promised
	yesno   bool // yes or no
}

// asking is what a question asks.
type asking struct {
	stems                   []string
	price, time, count, yes bool
}

var (
	statementOf = memory[statement]{most: 1 << 11, work: readStatement}
	askingOf    = memory[asking]{most: 1 << 11, work: readAsking}
)

func readStatement(sentence string) statement {
	words, fits := wordsOf(sentence), answers()
	return statement{
		stems: stems(sentence), figures: anyDigit(words), price: fits["price"].in(words), time: fits["time"].in(words),
		yesno: fits["yes-no"].begin(words),
	}
}

func readAsking(question string) asking {
	words, fits := wordsOf(question), answers()
	return asking{
		stems: stems(question), price: fits["asks-price"].in(words), time: fits["asks-time"].in(words),
		count: fits["asks-count"].in(words), yes: fits["asks-yes"].in(words),
	}
}

func replyOf(e Entry, said []string) *reply {
	r := &reply{text: e.NewText, count: len(said)}
	for _, sentence := range said {
		s := statementOf.of(sentence)
		r.stems = append(r.stems, s.stems...)
		r.figures = r.figures || s.figures
		r.price = r.price || s.price
		r.time = r.time || s.time
		r.yesno = r.yesno || s.yesno
	}
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Promise {
			r.time = r.time || !a.Due.IsZero()
			r.promised = append(r.promised, stems(sentenceAround(e.NewText, a.Start, a.Start+len(a.Text)))...)
		}
	}
	return r
}

// cover is how far a letter settles a question.
type cover int

const (
	untouched cover = iota // not a word on it
	touched                // promised
	settled                // stated
)

// covers tells how far the reply settles a question.
func (r *reply) covers(q *Item, letter string) cover {
	if q.Whole() {
		return settled
	}
	if l := labelOf(letter, q.Text); l != "" {
		if labels := labels(r.text); len(labels) > 0 && !labels[l] {
			return untouched
		}
	}
	a := askingOf.of(q.Text)
	switch {
	case share(a.stems, r.stems),
		r.time && a.time,
		r.price && a.price,
		r.figures && !a.price && a.count,
		r.yesno && a.yes:
		return settled
	case share(a.stems, r.promised):
		return touched
	}
	return untouched
}

// label marks an item of a list at the beginning of a line or sentence.
var label = regexp.MustCompile(`(?mi)(?:^|[.;:]\s|(?:^|\s)(?:on|re|по|п\.|пункт|пункту)\s)[ \t]*(\(?(?:\d{1,2}|[а-яa-e])[.)])[ \t:,]`)

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
	if !strings.ContainsAny(line, ".)") {
		return ""
	}
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

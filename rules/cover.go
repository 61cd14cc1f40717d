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
	price    bool            // it states a price
	time     bool            // it states or promises a time
	yesno    bool            // it says yes or no
	count    int             // statements
}

func replyOf(e Entry, said []string) reply {
	r := reply{stated: stems(said...), promised: map[string]bool{}, labels: labels(e.NewText), count: len(said)}
	fits := answers()
	for _, s := range said {
		words := wordsOf(s)
		r.figures = r.figures || anyDigit(words)
		r.price = r.price || fits["price"].in(words)
		r.time = r.time || fits["time"].in(words)
		r.yesno = r.yesno || fits["yes-no"].begin(words)
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
	words, fits := wordsOf(q.Text), answers()
	own := stems(q.Text)
	asksPrice := fits["asks-price"].in(words)
	switch {
	case shared(own, r.stated) > 0,
		r.time && fits["asks-time"].in(words),
		r.price && asksPrice,
		r.figures && !asksPrice && fits["asks-count"].in(words),
		r.yesno && fits["asks-yes"].in(words):
		return settled
	case shared(own, r.promised) > 0:
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

package rules

import (
	"slices"
	"strings"

	"vernus/rules/reading"
)

// reply is what a letter of ours says, as far as it can settle what a client asked.
type reply struct {
	text     string
	said     []passage      // what it states
	promised []passage      // the sentences in which it promises
	reported []passage      // the sentences in which it reports something done or declines it
	inline   []passage      // what stands below quoted lines; nil when it answers as a whole
	quotes   []string       // the quoted lines above each of inline, as words
	labels   map[string]int // where its list items begin: «2.», «б)»
	stated   []string       // stems of all that it states
	pledged  []string       // stems of all that it promises
	figures  bool           // it states a number
	price    bool           // it states a price
	time     bool           // it states or promises a time
	yesno    bool           // it says yes or no
}

// passage is a piece of a letter.
type passage struct {
	start, end int
	*statement
	later bool // promises an answer
}

// statement is what the words of a passage state.
type statement struct {
	stems   []string
	figures bool // a number
	price   bool // a price
	time    bool // a time
	yesno   bool // yes or no
}

// asking is what a question asks.
type asking struct {
	price, time, count, yes bool
}

var (
	statementOf = memory[*statement]{most: 1 << 11, work: readStatement}
	askingOf    = memory[asking]{most: 1 << 11, work: readAsking}
)

func readStatement(sentence string) *statement {
	words, fits := wordsOf(sentence), answers()
	return &statement{
		stems: stems(sentence), figures: anyDigit(words), price: fits["price"].in(words), time: fits["time"].in(words),
		yesno: fits["yes-no"].begin(words),
	}
}

func readAsking(question string) asking {
	words, fits := wordsOf(question), answers()
	return asking{
		price: fits["asks-price"].in(words), time: fits["asks-time"].in(words),
		count: fits["asks-count"].in(words), yes: fits["asks-yes"].in(words),
	}
}

func passageOf(text string, start, end int) passage {
	return passage{start: start, end: end, statement: statementOf.of(text[start:end])}
}

// within reports whether one of the passages begins between two bytes.
func within(all []passage, start, end int) bool {
	for _, p := range all {
		if p.start >= start && p.start < end {
			return true
		}
	}
	return false
}

// named reports whether one of the passages shares a telling word with a set of stems.
func named(all []passage, words []string) bool {
	for _, p := range all {
		if share(p.stems, words) {
			return true
		}
	}
	return false
}

// passages returns the pieces of a text that lie within it.
func passages(text string, spans []reading.Span) []passage {
	var all []passage
	for _, s := range spans {
		if s.Start >= 0 && s.Start < s.End && s.End <= len(text) {
			all = append(all, passageOf(text, s.Start, s.End))
		}
	}
	return all
}

func replyOf(e Entry) reply {
	r := reply{
		text: e.NewText, said: passages(e.NewText, e.Reading.Statements), reported: passages(e.NewText, e.Reading.Reports),
		labels: labels(e.NewText),
	}
	r.pledges(e)
	r.statements()
	for _, in := range e.Reading.Inline {
		if in.Start >= 0 && in.Start < in.End && in.End <= len(e.NewText) {
			r.inline = append(r.inline, passageOf(e.NewText, in.Start, in.End))
			r.quotes = append(r.quotes, flat(in.Quoted))
		}
	}
	return r
}

// pledges takes in what the letter promises. The time of a promised answer is no answer to a question for a time.
func (r *reply) pledges(e Entry) {
	later := answers()["answer-later"]
	for _, a := range e.Reading.Acts {
		if a.Type != reading.Promise {
			continue
		}
		start, end, ok := sentenceAround(e.NewText, a.Start, a.Start+len(a.Text))
		if !ok {
			continue
		}
		p := passageOf(e.NewText, start, end)
		p.start, p.later = a.Start, later.in(wordsOf(a.Text))
		r.promised = append(r.promised, p)
		r.pledged = append(r.pledged, p.stems...)
		r.time = r.time || !a.Due.IsZero() && !p.later
	}
}

// statements takes in what the letter states. A sentence that promises an answer states nothing on the question.
func (r *reply) statements() {
	r.said = slices.DeleteFunc(r.said, func(p passage) bool {
		return slices.ContainsFunc(r.promised, func(q passage) bool { return q.later && q.start >= p.start && q.start < p.end })
	})
	for _, p := range r.said {
		r.figures = r.figures || p.figures
		r.price = r.price || p.price
		r.time = r.time || p.time
		r.yesno = r.yesno || p.yesno
		r.stated = append(r.stated, p.stems...)
	}
}

// flat is a text as words in a row, so that a quoted line is found however it is wrapped.
func flat(text string) string { return " " + strings.Join(wordsOf(text), " ") + " " }

// cover is how far a letter settles what was asked.
type cover int

const (
	untouched cover = iota // not a word on it
	touched                // promised
	settled                // stated
)

// covers tells how far the reply settles an item, first by its place, then by its words.
func (r *reply) covers(it *Item, letter string) cover {
	if it.Whole() {
		return settled
	}
	if c, ok := r.below(it); ok {
		return c
	}
	if c, ok := r.labelled(labelOf(letter, it.Text)); ok {
		return c
	}
	return r.inWords(it)
}

// inWords tells how far the reply settles an item by the words that both have in common, or by the kind of answer that
// the question asks for.
func (r *reply) inWords(it *Item) cover {
	own, asks := it.words(), askingOf.of(it.Text)
	switch {
	case share(own, r.stated),
		r.time && asks.time,
		r.price && asks.price,
		r.figures && !asks.price && asks.count,
		r.yesno && asks.yes:
		return settled
	case share(own, r.pledged):
		return touched
	}
	return untouched
}

// between tells what the reply says from one byte to another.
func (r *reply) between(start, end int) cover {
	switch {
	case within(r.said, start, end):
		return settled
	case within(r.promised, start, end):
		return touched
	}
	return untouched
}

// free returns how many statements have no word in common with any of the items: they may answer in words of their own.
func (r *reply) free(items []*Item) int {
	n := 0
	for _, p := range r.said {
		alone := true
		for _, it := range items {
			alone = alone && (it.Whole() || !share(p.stems, it.words()))
		}
		if alone {
			n++
		}
	}
	return n
}

// sentenceAround returns where the sentence of a text begins and ends that holds the bytes from start to end.
func sentenceAround(text string, start, end int) (int, int, bool) {
	if start < 0 || end > len(text) || start > end {
		return 0, 0, false
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
	return start, end, true
}

// contextOf is the sentence that an act stands in, "" when the act lies outside of the text.
func contextOf(text string, a reading.Act) string {
	start, end, _ := sentenceAround(text, a.Start, a.Start+len(a.Text))
	return text[start:end]
}

package rules

import (
	"regexp"
	"strings"
)

// below tells what the reply says directly below the quoted lines that hold an item; false when it does not answer
// between quoted lines, or does not quote the item. Of several questions quoted together the last is answered, and
// those that the answer has a word in common with.
func (r *reply) below(it *Item) (cover, bool) {
	asked := flat(it.Text)
	for i, q := range r.quotes {
		at := strings.LastIndex(q, asked)
		if at < 0 {
			continue
		}
		p := r.inline[i]
		if rest := strings.Fields(q[at+len(asked)-1:]); len(rest) > fewWords && !share(it.words(), p.stems) {
			return untouched, true
		}
		return r.between(p.start, p.end), true
	}
	return untouched, false
}

// fewWords is how many words may follow a question in the quoted lines above its answer.
const fewWords = 3

// label marks an item of a list at the beginning of a line or sentence.
var label = regexp.MustCompile(`(?mi)(?:^|[.;:]\s|(?:^|\s)(?:on|re|по|п\.|пункт|пункту)\s)[ \t]*(\(?(?:\d{1,2}|[а-яa-e])[.)])[ \t:,]`)

// labels returns where the list items of a text begin, by their marks: «1», «б».
func labels(text string) map[string]int {
	set := map[string]int{}
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return set
	}
	for _, m := range label.FindAllStringSubmatchIndex(lower, -1) {
		mark := strings.Trim(lower[m[2]:m[3]], "().")
		if _, ok := set[mark]; !ok {
			set[mark] = m[2]
		}
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

// labelled tells what the reply says at the list item with a mark; false when it answers no list by marks.
func (r *reply) labelled(mark string) (cover, bool) {
	if mark == "" || len(r.labels) == 0 {
		return untouched, false
	}
	start, ok := r.labels[mark]
	if !ok {
		return untouched, true
	}
	end := len(r.text)
	for _, other := range r.labels {
		if other > start && other < end {
			end = other
		}
	}
	if c := r.between(start, end); c != untouched {
		return c, true
	}
	return untouched, false
}

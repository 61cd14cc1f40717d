package rules

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// segment is the part of a reply that stands where a certain item is answered.
type segment struct{ start, end int }

// placed returns where the reply answers an item, by its quoted lines or by its mark in a list. False when it is not a
// reply that goes from place to place; a segment of no length when it leaves the item out.
func (r *reply) placed(it *Item, letter string) (segment, bool) {
	if s, ok := r.below(it); ok {
		return s, true
	}
	return r.labelled(labelOf(letter, it.Text))
}

// below returns what stands directly below the quoted lines that hold an item; false when the reply does not answer
// between quoted lines, or does not quote the item. Of several questions quoted together the last is answered, and
// those that the answer has a word in common with.
func (r *reply) below(it *Item) (segment, bool) {
	asked := flat(it.Text)
	for i, q := range r.quotes {
		at := strings.LastIndex(q, asked)
		if at < 0 {
			continue
		}
		p := r.inline[i]
		if r.asksMore(q[at+len(asked)-1:]) && !share(it.words(), p.stems) {
			return segment{}, true
		}
		return segment{p.start, p.end}, true
	}
	return segment{}, false
}

// asksMore reports whether something else that is open is quoted in a piece of quoted lines.
func (r *reply) asksMore(quoted string) bool {
	return slices.ContainsFunc(r.items, func(it *Item) bool { return !it.Whole() && strings.Contains(quoted, flat(it.Text)) })
}

// label marks an item of a list at the beginning of a line or sentence.
var label = regexp.MustCompile(`(?mi)(?:^|[.;:]\s|(?:^|\s)(?:on|re|по|п\.|пункт|пункту)\s)[ \t]*(\(?(?:\d{1,2}|[а-кa-h])[.)])[ \t:,]`)

// labelsOf remembers labels. Its maps are shared: they are only read.
var labelsOf = memory[map[string]int]{most: 1 << 10, work: labels}

// labels returns where the list items of a text begin, by their marks: «1», «б».
func labels(text string) map[string]int {
	set := map[string]int{}
	lower := strings.ToLower(text)
	if len(lower) != len(text) || !marked(lower) {
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

// marked reports whether a lower-case text may have a label at all: it costs little to see that most have none.
func marked(text string) bool {
	for i := 1; i+1 < len(text); i++ {
		if text[i] != '.' && text[i] != ')' || !strings.ContainsRune(" \t:,", rune(text[i+1])) {
			continue
		}
		before := text[:i]
		rest := strings.TrimRight(before, "0123456789")
		switch r, size := utf8.DecodeLastRuneInString(before); {
		case len(before)-len(rest) > 2:
			continue
		case len(before) > len(rest):
		case r >= 'a' && r <= 'h' || r >= 'а' && r <= 'к':
			rest = before[:len(before)-size]
		default:
			continue
		}
		if r, _ := utf8.DecodeLastRuneInString(rest); rest == "" || r == '(' || unicode.IsSpace(r) {
			return true
		}
	}
	return false
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

// labelled returns the list item of the reply with a mark, down to the next one or a blank line; false when the reply
// answers no list by marks.
func (r *reply) labelled(mark string) (segment, bool) {
	if mark == "" || len(r.labels) == 0 {
		return segment{}, false
	}
	start, ok := r.labels[mark]
	if !ok {
		return segment{}, true
	}
	end := len(r.text)
	if i := strings.Index(r.text[start:], "\n\n"); i >= 0 {
		end = start + i
	}
	for _, other := range r.labels {
		if other > start && other < end {
			end = other
		}
	}
	return segment{start, end}, true
}

// inside returns those of some passages that begin in the segment.
func (s segment) inside(all []passage) []passage {
	var list []passage
	for _, p := range all {
		if p.start >= s.start && p.start < s.end {
			list = append(list, p)
		}
	}
	return list
}

// beyond returns those of some passages that stand in no list item, and below no quoted lines.
func (r *reply) beyond(all []passage) []passage {
	var list []passage
	for _, p := range all {
		if !r.itemized(p.start) {
			list = append(list, p)
		}
	}
	return list
}

// itemized reports whether a byte of the reply stands in a list item or below quoted lines.
func (r *reply) itemized(at int) bool {
	for mark := range r.labels {
		if s, ok := r.labelled(mark); ok && at >= s.start && at < s.end {
			return true
		}
	}
	for _, p := range r.inline {
		if at >= p.start && at < p.end {
			return true
		}
	}
	return false
}

// at tells how far the reply settles an item in the segment that is its place. Whatever stands there answers a question,
// but for the promise of an answer.
func (r *reply) at(s segment, it *Item) cover {
	said, promised := s.inside(r.said), s.inside(r.promised)
	own, asks := it.words(), askingOf.of(it.Text)
	answered := slices.ContainsFunc(said, func(p passage) bool { return p.answers(asks) || share(own, p.stems) })
	switch {
	case slices.ContainsFunc(promised, func(p passage) bool { return p.later }) && !answered:
		return deferred
	case len(said) > 0:
		return settled
	case len(promised) > 0:
		return touched
	}
	if len(stems(r.text[s.start:s.end])) > 0 || len(wordsOf(r.text[s.start:s.end])) > 1 {
		return settled // «в) Четырнадцать недель.»
	}
	return untouched
}

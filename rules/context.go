package rules

import (
	"strings"

	"vernus/rules/reading"
)

// contextOf is the sentence that an act stands in, without what else is asked or promised in it, and with the list below
// it when it is the heading of one; "" when the act lies outside of the text.
func contextOf(e Entry, a reading.Act) string {
	start, end, ok := sentenceAround(e.NewText, a.Start, a.Start+len(a.Text))
	if !ok {
		return ""
	}
	if heads(e.NewText, a.Start+len(a.Text), end) {
		end = listEnd(e, a, end)
	}
	return blanked(e.NewText, start, end, others(e.Reading.Acts, a))
}

// others returns the acts that ask or promise and have no place in common with one of them.
func others(acts []reading.Act, a reading.Act) []reading.Act {
	var list []reading.Act
	for _, o := range acts {
		if asksOrPromises(o) && (o.Start+len(o.Text) <= a.Start || o.Start >= a.Start+len(a.Text)) {
			list = append(list, o)
		}
	}
	return list
}

func asksOrPromises(a reading.Act) bool {
	switch a.Type {
	case reading.Question, reading.Request, reading.Promise:
		return true
	}
	return false
}

// blanked is a piece of a text without the acts in it.
func blanked(text string, start, end int, acts []reading.Act) string {
	var b strings.Builder
	for from := start; from < end; {
		next, after := end, end
		for _, a := range acts {
			if to := a.Start + len(a.Text); to > from && a.Start < next {
				next, after = max(a.Start, from), min(to, end)
			}
		}
		b.WriteString(text[from:next])
		from = after
		if next < end {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// heads reports whether the words from one byte to another end with the colon that stands above a list.
func heads(text string, start, end int) bool {
	rest := text[start:end]
	return strings.HasSuffix(strings.TrimSpace(rest), ":") || rest == "" && start > 0 && text[start-1] == ':'
}

// listEnd returns where the list ends below the line that ends at a byte: at a blank line, or where something else is asked.
func listEnd(e Entry, a reading.Act, from int) int {
	end := len(e.NewText)
	if i := strings.Index(e.NewText[from:], "\n\n"); i >= 0 {
		end = from + i
	}
	for _, o := range others(e.Reading.Acts, a) {
		if o.Start >= from && o.Start < end {
			end = o.Start
		}
	}
	return end
}

// sentenceAround returns where the sentence of a text begins and ends that holds the bytes from start to end.
func sentenceAround(text string, start, end int) (int, int, bool) {
	if start < 0 || end > len(text) || start > end {
		return 0, 0, false
	}
	ended := end > start && strings.IndexByte(".!?\n", text[end-1]) >= 0
	if i := strings.LastIndexAny(text[:start], ".!?\n"); i >= 0 {
		start = min(i+1, start)
	} else {
		start = 0
	}
	if ended {
		return start, end, true
	}
	if i := strings.IndexAny(text[end:], ".!?\n"); i >= 0 {
		end += i
	} else {
		end = len(text)
	}
	return start, end, true
}

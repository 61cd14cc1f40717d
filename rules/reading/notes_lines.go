package reading

import (
	"regexp"
	"strconv"
	"strings"
)

// jotLine is a line of notes as its writer meant it.
type jotLine struct {
	text     string // without the mark of a list
	marked   bool   // an item of a list
	numbered bool   // … with a number
	quoted   bool   // stands in a quoted letter: a form that is being filled in
	after    bool   // an empty line stands before it
}

var (
	listMark   = regexp.MustCompile(`^\s*(?:[-–—•*·+►▪✓✔☐→]+\s*(?:\[[ xXхХ]?\]\s*)?|\[[ xXхХ]?\]\s*|\(?(\d{1,2})[.)]\s+|\(?(\d{1,2})\)|(\d{1,2})\.(\pL)|\(?\pL\)\s*)`)
	quoteMark  = regexp.MustCompile(`^\s*(?:>\s?)+`)
	numberedIn = regexp.MustCompile(`(^|[\s:;,.])(\d{1,2})[.)]\s+\pL`)
)

// logicalLines cuts notes into lines: those that a mail program wrapped are joined, items of a list in one line («1) смета
// 2) договор») parted.
func logicalLines(text string) []jotLine {
	var out []jotLine
	after := false
	longest := 0
	raw := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	for _, l := range raw {
		longest = max(longest, runes(l))
	}
	for i, l := range raw {
		if strings.TrimSpace(quoteMark.ReplaceAllString(l, "")) == "" {
			after = true
			continue
		}
		if i > 0 && !after && len(out) > 0 && wrappedAt(raw[i-1], l, longest) {
			out[len(out)-1].text += " " + strings.TrimSpace(l)
			continue
		}
		out = append(out, jotLine{text: l, after: after})
		after = false
	}
	return marked(out)
}

// wrappedAt reports whether a mail program broke the line before b: they do so near one width, in the middle of a sentence.
func wrappedAt(a, b string, longest int) bool {
	first, _, _ := strings.Cut(strings.TrimSpace(b), " ")
	a = strings.TrimRight(a, " \t")
	return longest >= 60 && longest <= wrapWidth && runes(a) >= 50 && runes(a)+1+runes(first) > longest &&
		!strings.ContainsAny(a[len(a)-1:], ".!?;:") && listMark.FindString(b) == "" && !upperAt(first) && first[0] != '>'
}

// marked takes the marks of lists off, and parts lines that hold several items.
func marked(lines []jotLine) []jotLine {
	var out []jotLine
	for _, l := range lines {
		for n, text := range itemsOf(l.text) {
			item := l
			item.after = l.after && n == 0
			if q := quoteMark.FindString(text); q != "" {
				item.quoted, text = true, text[len(q):]
			}
			if m := listMark.FindStringSubmatchIndex(text); m != nil {
				item.marked, item.numbered = true, m[2] >= 0 || m[4] >= 0 || m[6] >= 0
				end := m[1]
				if m[8] >= 0 { // «1.Смета»: the letter belongs to the words
					end = m[8]
				}
				text = text[end:]
			}
			if item.text = strings.TrimSpace(text); item.text != "" {
				out = append(out, item)
			}
		}
	}
	return out
}

// itemsOf parts a line at the numbers of the items in it, when they count up from one, once or several times.
func itemsOf(line string) []string {
	var cuts []int
	count := 0
	for _, m := range numberedIn.FindAllStringSubmatchIndex(line, -1) {
		if number := line[m[4]:m[5]]; number == strconv.Itoa(count+1) {
			count++
			cuts = append(cuts, m[4])
		} else if number == "1" {
			count = 1
			cuts = append(cuts, m[4])
		}
	}
	if len(cuts) < 2 {
		return []string{line}
	}
	var out []string
	from := 0
	for _, c := range cuts {
		if head := strings.TrimSpace(line[from:c]); head != "" {
			out = append(out, strings.TrimRight(line[from:c], " \t;,"))
		}
		from = c
	}
	return append(out, line[from:])
}

package reading

import "strings"

// Reply is what a letter says directly below lines that it quotes.
type Reply struct {
	Quoted string // the quoted lines, without their marks, as one line
	Start  int    // of the words below them in the newly written text, in bytes
	End    int
}

// quotedMost bounds what is kept of a quote: the end of it, which stands above the answer.
const quotedMost = 1500

// inline finds the answers that stand between quoted lines. A letter with a single quote above or below its text answers
// as a whole: it has none.
func inline(whole, text string) []Reply {
	if !strings.Contains(whole, ">") {
		return nil
	}
	var replies []Reply
	var quote []string
	answering := false
	start, end := nextLine(text, 0) // of the line of text that has not been met in whole
	for line := range strings.Lines(whole) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, ">"):
			if answering {
				quote, answering = nil, false
			}
			if q := strings.Trim(line, "> \t"); q != "" {
				quote = append(quote, q)
			}
			continue
		case line == "" || start == end || strings.TrimSpace(text[start:end]) != line:
			continue // not newly written
		case answering:
			replies[len(replies)-1].End = end
		case len(quote) > 0:
			replies, answering = append(replies, Reply{ending(strings.Join(quote, " ")), start, end}), true
		}
		start, end = nextLine(text, end)
	}
	if len(replies) < 2 {
		return nil
	}
	return replies
}

// nextLine returns where the next line that is not blank begins and ends; the same place twice when there is none.
func nextLine(text string, from int) (start, end int) {
	for from < len(text) {
		end = len(text)
		if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
			end = from + i
		}
		if line := strings.TrimSpace(text[from:end]); line != "" {
			start = from + strings.Index(text[from:end], line)
			return start, start + len(line)
		}
		from = end + 1
	}
	return len(text), len(text)
}

// ending is the end of a quote that is too long to keep.
func ending(quote string) string {
	if len(quote) <= quotedMost {
		return quote
	}
	quote = quote[len(quote)-quotedMost:]
	if i := strings.IndexByte(quote, ' '); i >= 0 {
		quote = quote[i+1:]
	}
	return quote
}

package store

import (
	"errors"
	"strconv"
	"strings"
)

// Of a message's text only those lines are stored that are not in the newly written text, which is a subsequence of its
// lines: quotes make up half of all mail. Above them stands a line that tells how to put the text together again: in
// turn, how many lines to take of the newly written text and of these. Where the newly written text is no such
// subsequence, that line is "-", and the whole text follows.

// restOf returns what of a text is not in its newly written part.
func restOf(text, newText string) string {
	var plan, other []byte
	run, runNew := 0, true // lines of the present run, and whether they are newly written
	left, more := newText, true
	for start := 0; start <= len(text); {
		line := firstLine(text[start:])
		isNew := more && line == firstLine(left)
		if isNew != runNew {
			plan = append(strconv.AppendInt(plan, int64(run), 10), ' ')
			run, runNew = 0, isNew
		}
		if run++; isNew {
			_, left, more = strings.Cut(left, "\n")
		} else {
			other = append(append(other, '\n'), line...)
		}
		start += len(line) + 1
	}
	if more {
		return "-\n" + text
	}
	return string(append(strconv.AppendInt(plan, int64(run), 10), other...))
}

func firstLine(s string) string {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return s[:i]
	}
	return s
}

var errRest = errors.New("the rest of the text does not go with its newly written part")

// wholeText puts a text together again; rest is "" where the newly written text is all.
func wholeText(rest, newText string) (string, error) {
	if rest == "" {
		return newText, nil
	}
	plan, others, _ := strings.Cut(rest, "\n")
	if plan == "-" {
		return others, nil
	}
	from := [2][]string{strings.Split(newText, "\n"), strings.Split(others, "\n")}
	var lines []string
	for i, run := range strings.Fields(plan) {
		n, err := strconv.Atoi(run)
		if err != nil || n < 0 || n > len(from[i%2]) {
			return "", errRest
		}
		lines, from[i%2] = append(lines, from[i%2][:n]...), from[i%2][n:]
	}
	return strings.Join(lines, "\n"), nil
}

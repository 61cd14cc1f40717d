package store

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Of a message's text only those lines are stored that are not in the newly written text, which is a subsequence of its
// lines: quotes make up half of all mail. They are a JSON list of, in turn, a number of newly written lines and a piece
// of other text; or, where the newly written text is no such subsequence, the whole text as a JSON string.

// restOf returns what of a text is not in its newly written part.
func restOf(text, newText string) (string, error) {
	fresh := strings.Split(newText, "\n")
	var parts []any
	var other []string
	kept := 0
	for line := range strings.SplitSeq(text, "\n") {
		if len(fresh) == 0 || line != fresh[0] {
			other = append(other, line)
			continue
		}
		if len(other) > 0 {
			parts = append(parts, kept, strings.Join(other, "\n"))
			kept, other = 0, other[:0]
		}
		kept, fresh = kept+1, fresh[1:]
	}
	if len(fresh) > 0 {
		return asJSON(text)
	}
	if parts = append(parts, kept); len(other) > 0 {
		parts = append(parts, strings.Join(other, "\n"))
	}
	return asJSON(parts)
}

// wholeText puts a text together again; rest is "" where the newly written text is all.
func wholeText(rest, newText string) (string, error) {
	if rest == "" {
		return newText, nil
	}
	var parts any
	if err := json.Unmarshal([]byte(rest), &parts); err != nil {
		return "", err
	}
	if text, ok := parts.(string); ok {
		return text, nil
	}
	list, _ := parts.([]any)
	fresh := strings.Split(newText, "\n")
	var lines []string
	for _, part := range list {
		switch part := part.(type) {
		case float64:
			n := int(part)
			if n > len(fresh) {
				return "", fmt.Errorf("the rest of a text goes with another one")
			}
			lines, fresh = append(lines, fresh[:n]...), fresh[n:]
		case string:
			lines = append(lines, part)
		}
	}
	return strings.Join(lines, "\n"), nil
}

package main

import (
	"strings"
	"testing"

	"vernus/rules/reading"
)

func TestMarkActs(t *testing.T) {
	check := func(text, want string, acts ...string) {
		t.Helper()
		var list []explainedAct
		for _, a := range acts {
			kind, words, _ := strings.Cut(a, " ")
			list = append(list, explainedAct{Type: reading.Type(kind), Text: words, start: strings.Index(text, words)})
		}
		if got := markActs(text, list, false); got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
		if got := markActs(text, list, true); strings.Count(got, "\x1b[0m") < len(list) || strings.Contains(got, "«") != strings.Contains(text, "«") {
			t.Errorf("in colour: %q", got)
		}
	}
	check("ab", "ab")
	check("ab cd", "«ab»‹question 1› «cd»‹request 2›", "question ab", "request cd")
	check("abcd", "«ab»‹question 1›«cd»‹request 2›", "question ab", "request cd")
	check("ab cd", "««ab»‹promise 2› cd»‹ack 1›", "ack ab cd", "promise ab")
	check("ab cd", "«ab «cd»‹promise 2›»‹ack 1›", "ack ab cd", "promise cd")
	check("ab", "«ab»‹request 1, change_request 2›", "request ab", "change_request ab")
}

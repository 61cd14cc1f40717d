package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// Promises are named by their words: reading a letter anew and finding one more before the others, or another time, gives none
// of the others another name, so that nothing is written twice about them.
func TestPromiseKeysDoNotShift(t *testing.T) {
	team := agency(t)
	at := moment(t, team, "2026-03-02 10:00")
	const text = "Иван, добрый день! Договор подготовим в среду. Макет пришлём в пятницу. Макет пришлём в пятницу."
	promise := func(words string, nth int, due string) reading.Act {
		start := strings.Index(text, words)
		if nth > 1 {
			start = strings.LastIndex(text, words)
		}
		return reading.Act{Type: reading.Promise, Text: words, Start: start, Due: moment(t, team, due), Precision: reading.Day}
	}
	keys := func(written []rules.Written, acts ...reading.Act) (keys []string) {
		m := &mailbox.Message{ID: "p@studio.example", At: at, Date: at, From: mailbox.Address{Mail: "anna@studio.example"},
			To: []mailbox.Address{{Mail: "ivan@romashka.example"}}, Subject: "Работы", Text: text, NewText: text, Kind: mailbox.Human}
		c := rules.Conversation{ID: 1, Client: "Ромашка", Written: written, Entries: []rules.Entry{
			{Message: m, Direction: mailbox.Outgoing, Client: "Ромашка", Reading: reading.Reading{Acts: acts}}}}
		for _, f := range rules.Check(c, team, moment(t, team, "2026-03-06 18:00")).Findings {
			if f.Kind == rules.PromiseDue && f.Stage == rules.StagePast {
				keys = append(keys, f.Key)
			}
		}
		return keys
	}
	contract := promise("Договор подготовим", 1, "2026-03-06 17:00")
	first, second := promise("Макет пришлём в пятницу", 1, "2026-03-06 17:00"), promise("Макет пришлём в пятницу", 2, "2026-03-06 17:00")

	before := keys(nil, first, second)
	if len(before) != 2 || before[0] == before[1] {
		t.Fatalf("two promises are %q", before)
	}
	after := keys(nil, contract, first, second)
	if len(after) != 3 || !slices.Equal(after[1:], before) {
		t.Errorf("one more before them: %q, before %q", after, before)
	}
	earlier := first
	earlier.Due = moment(t, team, "2026-03-06 12:00")
	if got := keys(nil, earlier, second); !slices.Equal(got, before) {
		t.Errorf("at another time: %q, before %q", got, before)
	}
	moved := keys([]rules.Written{{Kind: "moved_date", MessageID: "m@studio.example", Duty: before[0], At: at.Add(time.Hour), Phase: "sent", ToClient: true,
		ReturnBy: moment(t, team, "2026-03-06 17:30")}}, first)
	if len(moved) != 1 || moved[0] == before[0] {
		t.Errorf("moved by a letter of ours and overdue again it is %q, before %q", moved, before[0])
	}
}

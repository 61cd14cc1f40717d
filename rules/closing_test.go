package rules_test

import (
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// keptPromise is the conversation of P5/kept.txtar and a moment at which the client is asked whether all is well.
func keptPromise(t *testing.T) (rules.Conversation, *rules.Team, time.Time) {
	t.Helper()
	ar, err := txtar.ParseFile("testdata/P5/kept.txtar")
	if err != nil {
		t.Fatal(err)
	}
	team := agency(t)
	return conversation(t, ar, team), team, moment(t, team, "2026-03-11 13:00")
}

func closing(r rules.Result) (found []rules.Finding) {
	for _, f := range r.Findings {
		if f.Kind == rules.ClosingDue {
			found = append(found, f)
		}
	}
	return found
}

// Who was asked whether all is well and says nothing is not asked for another promise too; the letter for this one stands.
func TestClosingCheckIsOneForASilence(t *testing.T) {
	c, team, now := keptPromise(t)
	due := closing(rules.Check(c, team, now))
	if len(due) != 1 {
		t.Fatalf("found %d closing checks, want 1", len(due))
	}
	for duty, want := range map[string]int{due[0].Key: 1, "closing:another@studio.example#1": 0} {
		c.Written = []rules.Written{{Kind: "closing_check", Duty: duty, Phase: "sent", At: now.Add(-time.Hour), ToClient: true}}
		if got := closing(rules.Check(c, team, now)); len(got) != want {
			t.Errorf("after a check for %s found %d, want %d", duty, len(got), want)
		}
	}
}

package rules_test

import (
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// rulings reads the section "rulings": a ruling a line, its fields apart by semicolons, each a name and a value:
// "kind snooze; by anna@studio.example; at 2026-03-02 11:00; letter q1@romashka.example; to 2026-03-03 15:00; why on site".
func rulings(t *testing.T, ar *txtar.Archive, team *rules.Team) []rules.Ruling {
	t.Helper()
	var list []rules.Ruling
	for _, f := range ar.Files {
		if f.Name != "rulings" {
			continue
		}
		for line := range strings.Lines(string(f.Data)) {
			r := rules.Ruling{ID: int64(len(list) + 1)}
			for part := range strings.SplitSeq(line, ";") {
				name, value, _ := strings.Cut(strings.TrimSpace(part), " ")
				switch name {
				case "kind":
					r.Kind = rules.RulingKind(value)
				case "by":
					r.By = value
				case "at":
					r.At = moment(t, team, value)
				case "why":
					r.Why = value
				case "client":
					r.Client = value
				case "letter":
					r.Letter = value
				case "words":
					r.Words = value
				case "manager":
					r.Manager = value
				case "substitute":
					r.Substitute = value
				case "from":
					r.From = moment(t, team, value)
				case "to":
					r.To = moment(t, team, value)
				case "decision":
					r.Decision = rules.Decision(value)
				case "undone":
					r.Undone, r.UndoneBy = moment(t, team, value), r.By
				default:
					t.Fatalf("rulings: %q is not known", name)
				}
			}
			if err := r.Validate(); err != nil {
				t.Fatal("rulings: ", err)
			}
			list = append(list, r)
		}
	}
	return list
}

func TestRulingsAreChecked(t *testing.T) {
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	for name, r := range map[string]rules.Ruling{
		"no author":         {Kind: rules.NotAQuestion, Letter: "q1"},
		"no kind":           {By: "anna"},
		"no letter":         {Kind: rules.Answered, By: "anna"},
		"no time":           {Kind: rules.Returning, By: "anna", Letter: "q1"},
		"snooze of nothing": {Kind: rules.Snoozed, By: "anna", To: noon},
		"no manager":        {Kind: rules.Absence, By: "anna", From: noon},
		"his own stand-in":  {Kind: rules.Absence, By: "anna", From: noon, Manager: "a", Substitute: "a"},
		"no decision":       {Kind: rules.WishDecided, By: "anna", Letter: "q1"},
		"no client":         {Kind: rules.Paused, By: "anna"},
		"ends first":        {Kind: rules.Paused, By: "anna", Client: "Ромашка", From: noon, To: noon.Add(-time.Hour)},
	} {
		if r.Validate() == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// TestSubstitutes: who answers follows the substitutes, and never runs in a circle.
func TestSubstitutes(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 3, d, 0, 0, 0, 0, time.UTC) }
	away := func(who, substitute string, from, to int) rules.Ruling {
		return rules.Ruling{Kind: rules.Absence, By: "vera", At: day(1), Manager: who, Substitute: substitute, From: day(from), To: day(to)}
	}
	team := agency(t).With([]rules.Ruling{away("anna", "oleg", 2, 10), away("oleg", "pavel", 5, 8), away("x", "y", 2, 9), away("y", "x", 2, 9)}, day(2))
	for _, tc := range []struct {
		who  string
		on   int
		want string
	}{{"anna", 1, "anna"}, {"anna", 3, "oleg"}, {"anna", 6, "pavel"}, {"anna", 8, "oleg"}, {"anna", 10, "anna"}, {"oleg", 6, "pavel"}, {"x", 3, "x"}} {
		if got := team.SubstituteFor(tc.who, day(tc.on)); got != tc.want {
			t.Errorf("on %d March %s answers for %s, want %s", tc.on, got, tc.who, tc.want)
		}
	}
	if before := agency(t).With([]rules.Ruling{away("anna", "oleg", 2, 10)}, day(1).Add(-time.Hour)); len(before.Absences) > 0 {
		t.Error("an absence counts before it was ruled")
	}
}

package rules_test

import (
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// The second reminder keeps its distance from the first, should that have left late.
func TestRemindersKeepTheirDistance(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/P6/two-reminders.txtar")
	if err != nil {
		t.Fatal(err)
	}
	team := agency(t)
	c := conversation(t, ar, team)
	stage := func(at string) (n int, act time.Time) {
		for _, f := range rules.Check(c, team, moment(t, team, at)).Findings {
			if f.Kind == rules.FollowUp {
				n, act = f.Stage, f.ActAt
			}
		}
		return n, act
	}
	for _, tc := range []struct {
		left, phase, second string
	}{
		{"2026-03-04 10:00", "sent", "2026-03-10 10:00"},
		{"2026-03-06 16:00", "sent", "2026-03-12 16:00"},
		{"2026-03-06 16:00", "uncertain", "2026-03-12 16:00"},
		{"2026-03-06 16:00", "withdrawn", "2026-03-10 10:00"}, // he has had none
	} {
		c.Written = []rules.Written{{Kind: "follow_up", Duty: "follow_up:p1@studio.example", Stage: 1, ToClient: true, Phase: tc.phase, At: moment(t, team, tc.left)}}
		if n, _ := stage("2026-03-10 09:59"); n != 1 {
			t.Errorf("%s %s: stage %d the minute before", tc.phase, tc.left, n)
		}
		if n, act := stage(tc.second); n != 2 || !act.Equal(moment(t, team, tc.second)) {
			t.Errorf("%s %s: stage %d from %s, want the second from %s", tc.phase, tc.left, n, act, tc.second)
		}
	}
}

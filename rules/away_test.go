package rules_test

import (
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// An absence that is prolonged while it lasts is told again, by the substitute, on the working day on which that is known; a
// client who was not told of the first days is not bothered.
func TestProlongedAbsence(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/U3/first-day.txtar")
	if err != nil {
		t.Fatal(err)
	}
	team := agency(t)
	a := account(t, ar, team)
	more := rules.Ruling{ID: 2, Kind: rules.Absence, By: "oleg@studio.example", At: moment(t, team, "2026-03-19 19:00"), Manager: "anna@studio.example",
		From: moment(t, team, "2026-03-20 00:00"), To: moment(t, team, "2026-04-01 00:00")}
	a.Rulings = append(a.Rulings, more)
	first := rules.Written{Kind: "absence", Stage: 1, Duty: "away:Ромашка:anna@studio.example:2026-03-16:2026-03-22", Phase: "sent", ToClient: true,
		At: moment(t, team, "2026-03-11 09:30")}
	away := func(at string) (list []rules.Finding) {
		now := moment(t, team, at)
		for _, f := range rules.CheckAccount(a, team.With(a.Rulings, now), now).Findings {
			if f.Kind == rules.Away {
				list = append(list, f)
			}
		}
		return list
	}
	if got := away("2026-03-20 10:00"); len(got) != 0 {
		t.Errorf("nobody was told, yet %+v", got)
	}
	a.Written = []rules.Written{first}
	for at, want := range map[string]bool{"2026-03-19 18:30": false, "2026-03-19 19:30": true, "2026-03-20 10:00": true, "2026-03-21 00:00": false} {
		got := away(at)
		if len(got) > 1 || (len(got) == 1) != want {
			t.Errorf("at %s: %+v", at, got)
			continue
		}
		if want && (got[0].Manager != "oleg@studio.example" || got[0].Stage != rules.StageFirstDay || got[0].Note != rules.NoteChanged ||
			!got[0].To.Equal(more.To) || got[0].Key == first.Duty) {
			t.Errorf("at %s: %+v", at, got[0])
		}
	}
}

// While one absence lies over another, who was named first answers on, the clock does not stop, and the client is told when
// she is really back.
func TestOverlappingAbsences(t *testing.T) {
	team := agency(t)
	at := func(s string) time.Time { return moment(t, team, s) }
	absence := func(substitute, from, to string) rules.Ruling {
		return rules.Ruling{Kind: rules.Absence, By: "x", At: at("2026-03-01 09:00"), Manager: "anna@studio.example", Substitute: substitute, From: at(from), To: at(to)}
	}
	const oleg, vera = "oleg@studio.example", "vera@studio.example"
	vacation, ill := absence(oleg, "2026-03-16 00:00", "2026-03-23 00:00"), absence("", "2026-03-20 00:00", "2026-04-01 00:00")
	for _, tc := range []struct {
		name     string
		absences []rules.Ruling
		now, who string
		open     bool
		back     string
	}{
		{"the first alone", []rules.Ruling{vacation, ill}, "2026-03-17 10:00", oleg, true, "2026-04-01 00:00"},
		{"both", []rules.Ruling{vacation, ill}, "2026-03-20 10:00", oleg, true, "2026-04-01 00:00"},
		{"the second alone", []rules.Ruling{vacation, ill}, "2026-03-25 10:00", oleg, true, "2026-04-01 00:00"},
		{"nobody named", []rules.Ruling{ill}, "2026-03-25 10:00", "anna@studio.example", false, "2026-04-01 00:00"},
		{"the later named", []rules.Ruling{vacation, absence(vera, "2026-03-20 00:00", "2026-04-01 00:00")}, "2026-03-20 10:00", vera, true, "2026-04-01 00:00"},
		{"nobody named after, with days between", []rules.Ruling{vacation, absence("", "2026-03-25 00:00", "2026-04-01 00:00")}, "2026-03-25 10:00", "anna@studio.example", false, "2026-04-01 00:00"},
	} {
		with := team.With(tc.absences, at(tc.now))
		if got := with.SubstituteFor("anna@studio.example", at(tc.now)); got != tc.who {
			t.Errorf("%s: %s answers, want %s", tc.name, got, tc.who)
		}
		if got := with.CalendarOf("anna@studio.example").IsOpen(at(tc.now)); got != tc.open {
			t.Errorf("%s: the clock runs: %v, want %v", tc.name, got, tc.open)
		}
		if away, ok := with.AbsenceOf("anna@studio.example", at(tc.now)); !ok || !away.To.Equal(at(tc.back)) {
			t.Errorf("%s: absent until %s, want %s", tc.name, away.To, tc.back)
		}
	}
}

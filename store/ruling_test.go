package store

import (
	"errors"
	"testing"
	"time"

	"vernus/rules"
)

// thought settles everything as waiting for an answer, so that later touches are seen.
func thought(t *testing.T, db *DB) {
	t.Helper()
	snap := snapshot(t, db, monday)
	d := Decision{Now: monday}
	for _, c := range snap.Conversations {
		d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision, State: "needs_reply"})
	}
	if _, err := db.Enqueue(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	equal(t, "conversations left to think about", len(snapshot(t, db, monday).Conversations), 0)
}

func TestRuling(t *testing.T) {
	db := openTest(t, "")
	other := func(in *Incoming) { in.Client, in.Message.From.Mail = "Василёк", "olga@vasilek.example" }
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"), letter("q2", "Баннер", "Какой размер?"), letter("q3", "Сайт", "Когда запуск?", other))
	thought(t, db)

	for _, tc := range []struct {
		name    string
		ruling  rules.Ruling
		touched string // conversations that are thought through again, as shape writes them
	}{
		{"about a letter", rules.Ruling{Kind: rules.NotAQuestion, Letter: "q2"}, "Ромашка: q2"},
		{"about a client", rules.Ruling{Kind: rules.Paused, Client: "Ромашка"}, "Ромашка: q1 | Ромашка: q2"},
		{"about an absence", rules.Ruling{Kind: rules.Absence, Manager: anna, From: monday}, "Василёк: q3 | Ромашка: q1 | Ромашка: q2"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.ruling.By = anna
			r := must[rules.Ruling](t)(db.Rule(t.Context(), tc.ruling))
			again := snapshot(t, db, monday).Conversations
			equal(t, "touched", shape(byClient(again)), tc.touched)
			for _, c := range again {
				if len(c.Rulings) == 0 || c.Rulings[len(c.Rulings)-1].ID != r.ID {
					t.Errorf("conversation %d does not hold the ruling: %+v", c.ID, c.Rulings)
				}
			}
			thought(t, db)
			if _, err := db.Unrule(t.Context(), r.ID, boris, "по ошибке"); err != nil {
				t.Fatal(err)
			}
			equal(t, "touched when taken back", shape(byClient(snapshot(t, db, monday).Conversations)), tc.touched)
			thought(t, db)
		})
	}
}

// byClient puts conversations of the same client in order of id, as a Snapshot has them; clients in order of name.
func byClient(list []Conversation) []Conversation {
	var a, b []Conversation
	for _, c := range list {
		if c.Client == "Василёк" {
			a = append(a, c)
		} else {
			b = append(b, c)
		}
	}
	return append(a, b...)
}

func TestRulingsAreListed(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"))
	at := monday
	db.Now = func() time.Time { return at }
	rule := func(r rules.Ruling) rules.Ruling {
		r.By = anna
		at = at.Add(time.Minute)
		return must[rules.Ruling](t)(db.Rule(t.Context(), r))
	}
	answered := rule(rules.Ruling{Kind: rules.Answered, Letter: "q1", Words: "смета", Why: "по телефону"})
	snoozed := rule(rules.Ruling{Kind: rules.Snoozed, Client: "Ромашка", To: monday.Add(time.Hour)})
	rule(rules.Ruling{Kind: rules.Paused, Client: "Василёк"})
	equal(t, "the letter's client", answered.Client, "Ромашка")
	list := func(f RulingFilter) int { return len(must[[]rules.Ruling](t)(db.Rulings(t.Context(), f))) }
	equal(t, "all", list(RulingFilter{}), 3)
	equal(t, "a client's", list(RulingFilter{Client: "Ромашка"}), 2)
	equal(t, "of a kind", list(RulingFilter{Kind: rules.Paused}), 1)
	at = monday.Add(2 * time.Hour)
	equal(t, "after the end of one", list(RulingFilter{}), 2)
	undone := must[rules.Ruling](t)(db.Unrule(t.Context(), answered.ID, boris, "всё же нет"))
	equal(t, "who took it back", undone.UndoneBy, boris)
	equal(t, "after taking one back", list(RulingFilter{}), 1)
	all := must[[]rules.Ruling](t)(db.Rulings(t.Context(), RulingFilter{All: true}))
	equal(t, "with all that is past", len(all), 3)
	equal(t, "as it was stored", all[0].Words+all[0].Why+all[0].UndoneWhy, "сметапо телефонувсё же нет")
	equal(t, "its end", all[1].To.Equal(snoozed.To), true)

	if _, err := db.Unrule(t.Context(), answered.ID, boris, ""); !errors.Is(err, ErrUndone) {
		t.Errorf("taken back twice: %v", err)
	}
	if _, err := db.Unrule(t.Context(), 99, boris, ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("taken back what never was: %v", err)
	}
	if _, err := db.Rule(t.Context(), rules.Ruling{Kind: rules.Answered, By: anna, Letter: "nobody"}); !errors.Is(err, ErrNotFound) {
		t.Errorf("about an unknown letter: %v", err)
	}
	if _, err := db.Rule(t.Context(), rules.Ruling{Kind: rules.Answered, By: anna}); err == nil {
		t.Error("about no letter: accepted")
	}
}

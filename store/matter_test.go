package store

import (
	"errors"
	"testing"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// What belongs to a conversation is found with it, also where a letter is about several, and nothing of others.
func TestMatter(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"), letter("b@x", "Макет", "Когда?"))
	of := func(id int64, rule string) rules.Finding {
		return rules.Finding{Rule: rule, Key: rule + " of " + string(rune('0'+id)), Conversation: id, Client: "Ромашка"}
	}
	both := letterFor(0, "both")
	both.Covers = []letters.Cover{{Key: "of a", Duty: "A1 of 1", Stage: 1, Conversation: 1}, {Key: "of b", Duty: "A1 of 2", Stage: 1, Conversation: 2}}
	whole := letterFor(0, "whole")
	whole.Covers = nil
	if err := db.KeepAccounts(ctx, []string{"Ромашка"}); err != nil {
		t.Fatal(err)
	}
	must[Enqueued](t)(db.Enqueue(ctx, Decision{
		Now: monday,
		Settled: []Settled{
			{Conversation: 1, Revision: 1, Findings: []rules.Finding{of(1, "A1"), of(1, "A2")}},
			{Conversation: 2, Revision: 1, Findings: []rules.Finding{of(2, "A1")}},
		},
		Accounts: []SettledAccount{{Client: "Ромашка", Revision: 1, Findings: []rules.Finding{of(0, "U1")}}},
		Letters:  []letters.Letter{letterFor(1, "one"), both, whole},
		Held: []letters.Held{
			{Kind: letters.Nudge, Duty: "A8 of 2", Conversation: 2, Client: "Ромашка", Reason: letters.ReasonNotYet},
			{Kind: letters.StatusUpdate, Duty: "U1 of 0", Client: "Ромашка", Reason: letters.ReasonOff},
		},
	}))

	m := must[Matter](t)(db.Matter(ctx, 1))
	equal(t, "letters of the conversation", len(m.Conversation.Entries), 1)
	equal(t, "findings", len(m.Findings), 2)
	equal(t, "letters about it", len(m.Written), 2)
	equal(t, "the first of them", m.Written[0].Key, "one")
	equal(t, "held", len(m.Held), 0)
	m = must[Matter](t)(db.Matter(ctx, 2))
	equal(t, "letters about the other", len(m.Written), 1)
	equal(t, "held in the other", m.Held[0].Duty, "A8 of 2")
	m = must[Matter](t)(db.MatterOf(ctx, "Ромашка"))
	equal(t, "findings about the client", m.Findings[0].Rule, "U1")
	equal(t, "held about the client", m.Held[0].Kind, letters.StatusUpdate)
	for _, r := range m.Written {
		if r.Key == "one" {
			t.Error("a letter of a conversation is among those about the client as a whole")
		}
	}
	if _, err := db.Matter(ctx, 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("a conversation that is not there: %v", err)
	}
}

func TestWhatPeopleNameIsFound(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	f := rules.Finding{Rule: "A1", Key: "unanswered:a@x", Client: "Ромашка"}
	l := letterFor(1, "acknowledgement/1/a@x")
	l.MessageID = "own@vernus"
	must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday, Settled: []Settled{{Conversation: 1, Revision: 1, Findings: []rules.Finding{f}}}, Letters: []letters.Letter{l}}))

	rows, found, err := db.ByCode(ctx, letters.Short(f.Key))
	if err != nil || len(rows) != 0 || len(found) != 1 || found[0].Key != f.Key || found[0].Conversation != 1 {
		t.Errorf("by the code of a finding: %v %v %v", rows, found, err)
	}
	rows, found, err = db.ByCode(ctx, letters.Short(l.Key))
	if err != nil || len(rows) != 1 || len(found) != 0 || rows[0].Key != l.Key {
		t.Errorf("by the code of a letter: %v %v %v", rows, found, err)
	}
	if rows, found, err = db.ByCode(ctx, "zzzzzz"); err != nil || len(rows)+len(found) != 0 {
		t.Errorf("by a code of nothing: %v %v %v", rows, found, err)
	}
	equal(t, "conversation of a client's letter", must[int64](t)(db.ConversationOf(ctx, "a@x")), 1)
	equal(t, "conversation of our letter", must[int64](t)(db.ConversationOf(ctx, "own@vernus")), 1)
	if _, err := db.ConversationOf(ctx, "nobody@x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("a letter that is not there: %v", err)
	}
}

func TestMailOfASpanOfTime(t *testing.T) {
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("c@x", "Третье", "Когда?", after(2*time.Hour)), letter("a@x", "Первое", "Когда?"), letter("d@x", "Позже", "Когда?", after(3*time.Hour)))
	putAs(t, db, boris, "INBOX", 1, letter("a@x", "Первое", "Когда?"), letter("b@x", "Второе", "Когда?\n\n> цитата", after(time.Hour), func(in *Incoming) { in.Message.NewText = "Когда?" }))
	putAs(t, db, "", "archive", 1, letter("z@x", "Из архива", "Когда?", after(-time.Hour)))
	got := ""
	for m, err := range db.Mail(t.Context(), monday, monday.Add(3*time.Hour)) {
		if err != nil {
			t.Fatal(err)
		}
		got += m.Message.ID + " in"
		for _, b := range m.Mailboxes {
			got += " " + b
		}
		got += "; "
		if m.Message.ID == "b@x" && (m.Message.Text != "Когда?\n\n> цитата" || m.Message.NewText != "Когда?" || m.Client != "Ромашка" || len(m.Reading.Acts) != 1) {
			t.Errorf("the letter came back as %+v", m)
		}
	}
	equal(t, "letters", got, "a@x in "+anna+" "+boris+"; b@x in "+boris+"; c@x in "+anna+"; ")
	for m, err := range db.Mail(t.Context(), monday.Add(-2*time.Hour), monday) {
		if err != nil || len(m.Mailboxes) != 0 {
			t.Errorf("a letter of an archive lies in %v, %v", m.Mailboxes, err)
		}
	}
}

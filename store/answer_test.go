package store

import (
	"errors"
	"testing"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
)

// proposal puts a proposed letter into the outbox, and the notice that asks about it; it returns the letter.
func proposal(t testing.TB, db *DB) Row {
	t.Helper()
	l := letterFor(1, "p")
	l.Proposed = true
	row := enqueue1(t, db, l)
	n := letterFor(1, "n")
	n.Kind, n.ToClient, n.Via, n.To, n.Cc = letters.Suggestion, false, letters.ToInbox, []mailbox.Address{{Mail: anna}}, nil
	enqueue1(t, db, n)
	return row
}

// answer is Anna's answer to the notice.
func answer(id string, change ...func(*Incoming)) Incoming {
	return letter(id, "Re: Ответить?", "да", append([]func(*Incoming){fromUs, replyTo("n@agency.example"), func(in *Incoming) {
		in.Answers, in.Direction, in.Client = "n@agency.example", mailbox.Internal, ""
	}}, change...)...)
}

// deed is what the answer orders: a yes, and a pause.
func deed(row Row) Deed {
	told := letterFor(0, "confirmation")
	told.Kind, told.ToClient, told.Conversation = letters.Confirmation, false, 0
	return Deed{Message: "yes", Outcome: "obeyed", By: anna, Approve: []int64{row.ID}, Letters: ls(told),
		Rulings: []rules.Ruling{{Kind: rules.Paused, Client: "Ромашка", By: anna}}}
}

// An answer is known by the notice, with where it was sent; it is dealt with once, however many copies of it come.
func TestAnswerIsObeyedOnce(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
	row := proposal(t, db)
	put(t, db, "INBOX", 2, answer("yes"))
	found := must[[]Answer](t)(db.Answers(ctx))
	if len(found) != 1 || len(found[0].SentBy) != 0 || found[0].Notice.Key != "n" || len(found[0].Notice.Covers) != 1 || found[0].Message.NewText != "да" {
		t.Fatalf("the answers are %+v", found)
	}
	put(t, db, "Sent", 1, answer("yes"))
	if found = must[[]Answer](t)(db.Answers(ctx)); len(found) != 1 || len(found[0].SentBy) != 1 || found[0].SentBy[0] != anna {
		t.Fatalf("with the copy in Sent the answers are %+v", found)
	}
	for i, want := range []bool{true, false} {
		if did := must[bool](t)(db.Obey(ctx, deed(row))); did != want {
			t.Errorf("obeying it for the %d. time: %v", i+1, did)
		}
	}
	putAs(t, db, boris, "INBOX", 1, answer("yes"))
	equal(t, "answers left", len(must[[]Answer](t)(db.Answers(ctx))), 0)
	got, _, err := db.Letter(ctx, row.ID)
	if err != nil || got.Phase != letters.Queued {
		t.Errorf("the letter is %s (%v)", got.Phase, err)
	}
	said := must[[]rules.Ruling](t)(db.Rulings(ctx, RulingFilter{In: "yes"}))
	if len(said) != 1 || said[0].Kind != rules.Paused {
		t.Errorf("the answer said %+v", said)
	}
	approved := must[[]Row](t)(db.ApprovedIn(ctx, "yes"))
	if len(approved) != 1 || approved[0].ID != row.ID {
		t.Errorf("the answer approved %+v", approved)
	}
	equal(t, "confirmations", count(t, db, "SELECT count(*) FROM outbox WHERE kind = 'confirmation'"), 1)
}

// What no longer fits is not done, and nothing of the rest either: it is thought through again.
func TestChangedDeedIsLeft(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
	row := proposal(t, db)
	put(t, db, "Sent", 1, answer("yes"))
	if _, err := db.Withdraw(ctx, row.ID, "answered"); err != nil {
		t.Fatal(err)
	}
	other := deed(row)
	other.Approve, other.Reword = nil, ls(row.Letter)
	gone := deed(row)
	gone.Approve, gone.Undo = nil, []int64{77}
	for _, d := range []Deed{deed(row), other, gone} {
		if did, err := db.Obey(ctx, d); did || !errors.Is(err, ErrChanged) {
			t.Errorf("obeyed %v, %v", did, err)
		}
	}
	equal(t, "rulings", count(t, db, "SELECT count(*) FROM ruling"), 0)
	equal(t, "answers left", len(must[[]Answer](t)(db.Answers(ctx))), 1)
}

// Neither old mail nor letters of Vernus, nor answers to letters to clients, are answers.
func TestNoAnswers(t *testing.T) {
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
	proposal(t, db)
	b, in := batch("INBOX", 2, answer("old"))
	b.Import, b.Done, b.Total = true, 1, 1
	if _, err := db.Ingest(t.Context(), anna, b, in); err != nil {
		t.Fatal(err)
	}
	put(t, db, "Sent", 3, answer("own", func(in *Incoming) { in.Own = true }),
		answer("to the client's", func(in *Incoming) { in.Answers = "p@agency.example" }),
		answer("unknown", func(in *Incoming) { in.Answers = "lost@agency.example" }))
	equal(t, "answers", len(must[[]Answer](t)(db.Answers(t.Context()))), 0)
}

// Other words are the same letter still: of what a person wrote the copy in Sent is his.
func TestRewordedLetterIsAPersons(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a", "Договор", "Когда?"))
	row := proposal(t, db)
	put(t, db, "Sent", 1, answer("yes"))
	l := row.Letter
	l.Template, l.Text, l.Raw, l.ReturnBy = letters.ByHand, "Свои слова", []byte("x"), time.Time{}
	d := deed(row)
	d.Reword = ls(l)
	if !must[bool](t)(db.Obey(ctx, d)) {
		t.Fatal("not obeyed")
	}
	got, _, err := db.Letter(ctx, row.ID)
	if err != nil || got.Text != "Свои слова" || string(got.Raw) != "x" || got.Phase != letters.Queued || !got.ReturnBy.IsZero() {
		t.Errorf("the letter is %+v (%v)", got, err)
	}
	put(t, db, "Sent", 2, letter("p@agency.example", "Re: Договор", "Свои слова", ownLetter, replyTo("a")))
	if got, _, _ := db.Letter(ctx, row.ID); got.Phase != letters.Sent {
		t.Errorf("seen in Sent it is %s", got.Phase)
	}
	if m := must[StoredMessage](t)(db.Message(ctx, "p@agency.example")); m.Own {
		t.Error("it counts as written by Vernus")
	}
}

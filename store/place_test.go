package store

import (
	"testing"
	"time"
)

func TestThreads(t *testing.T) {
	otherClient := func(in *Incoming) { in.Client = "Василёк"; in.Message.From.Mail = "olga@vasilek.example" }
	stranger := func(in *Incoming) { in.Client = "" }
	for _, c := range []struct {
		name  string
		want  string
		steps [][]Incoming // batches
	}{
		{"an answer joins", "Ромашка: a b", [][]Incoming{{letter("a", "Договор", "1"), letter("b", "Совсем другое", "2", fromUs, replyTo("a"), after(time.Hour))}}},
		{"an answer in a later batch joins", "Ромашка: a b", [][]Incoming{{letter("a", "Договор", "1")}, {letter("b", "Re: Договор", "2", fromUs, replyTo("a"), after(time.Hour))}}},
		{"two answers to a letter never seen", "Ромашка: b c", [][]Incoming{{letter("b", "Re: Договор", "2", replyTo("a"))}, {letter("c", "Re: Договор", "3", replyTo("a"), after(time.Hour))}}},
		{"a late parent merges", "Ромашка: a b c", [][]Incoming{
			{letter("b", "Тема б", "2", replyTo("a"), after(time.Hour))},
			{letter("c", "Тема в", "3", replyTo("z"), after(2*time.Hour))},
			{letter("a", "Договор", "1", replyTo("z"))},
		}},
		{"a late parent merges within a batch", "Ромашка: a b c", [][]Incoming{{
			letter("b", "Тема б", "2", replyTo("a"), after(time.Hour)),
			letter("c", "Тема в", "3", replyTo("z"), after(2*time.Hour)),
			letter("a", "Договор", "1", replyTo("z")),
		}}},
		{"what was merged can be merged again", "Ромашка: a b c d", [][]Incoming{
			{letter("b", "Тема б", "2", replyTo("a"), after(time.Hour)), letter("d", "Тема г", "4", after(3*time.Hour))},
			{letter("c", "Тема в", "3", replyTo("d", "b"), func(in *Incoming) { in.Message.InReplyTo = []string{"b", "d"} }, after(2*time.Hour))},
			{letter("a", "Договор", "1")},
		}},
		{"a new subject under old References", "Ромашка: a | Ромашка: b", [][]Incoming{{letter("a", "Договор", "1")}, {letter("b", "Отпуск", "2", replyTo("a"), func(in *Incoming) { in.Message.InReplyTo = nil })}}},
		{"never across clients", "Ромашка: a | Василёк: b", [][]Incoming{{letter("a", "Договор", "1")}, {letter("b", "Fwd: Договор", "2", otherClient, replyTo("a"))}}},
		{"the client becomes known late", "Ромашка: a b", [][]Incoming{{letter("a", "Договор", "1", stranger)}, {letter("b", "Re: Договор", "2", replyTo("a"), after(time.Hour))}}},
		{"an answer without references joins by subject", "Ромашка: a b", [][]Incoming{{letter("a", "Смета ремонта склада", "1")}, {letter("b", "Re: Смета ремонта склада", "2", after(time.Hour))}}},
		{"and within a batch", "Ромашка: a b", [][]Incoming{{letter("a", "Смета ремонта склада", "1"), letter("b", "Re: Смета ремонта склада", "2", after(time.Hour))}}},
		{"but not of another client", "Ромашка: a | Василёк: b", [][]Incoming{{letter("a", "Смета ремонта склада", "1")}, {letter("b", "Re: Смета ремонта склада", "2", otherClient, after(time.Hour))}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := openTest(t, Memory)
			for i, in := range c.steps {
				put(t, db, "INBOX", uint32(1+100*i), in...)
			}
			equal(t, "conversations", shape(all(t, db)), c.want)
		})
	}
}

func TestMergeTouchesAndMovesEverything(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("b", "Тема б", "2", replyTo("a"), after(time.Hour)), letter("c", "Тема в", "3", replyTo("z"), after(2*time.Hour)))
	enqueue1(t, db, letterFor(2, "k1"))
	settleAll(t, db, monday)
	stale := Settled{Conversation: 2, Revision: 99, State: "stale", LookAgain: monday}
	put(t, db, "INBOX", 3, letter("a", "Договор", "1", replyTo("z")))

	list := snapshot(t, db, monday).Conversations
	equal(t, "touched", shape(list), "Ромашка: a b c")
	equal(t, "written", len(list[0].Written), 1)
	equal(t, "subject", list[0].Subject, "Договор")
	// A decision about a conversation that is part of another by now.
	done := must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Settled: []Settled{stale}, Letters: ls(letterFor(2, "k2"))}))
	equal(t, "conversation of the new letter", done.Letters[0].Conversation, 1)
	list = must[[]Conversation](t)(db.Conversations(t.Context(), 2))
	equal(t, "by the id of the merged one", shape(list), "Ромашка: a b c")
	equal(t, "written", len(list[0].Written), 2)
	equal(t, "state", list[0].State, "")
	equal(t, "still to be thought about", len(snapshot(t, db, monday).Conversations), 1)
}

package store

import (
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func TestRelatedLetters(t *testing.T) {
	db := openTest(t, "")
	robot := func(in *Incoming) { in.Message.Kind = mailbox.AutoReply }
	put(t, db, "INBOX", 1,
		letter("before", "Смета", "0", fromUs, after(-time.Hour)),
		letter("a", "Договор поставки", "1"),
		letter("other", "Склад", "2", after(time.Minute)))
	ask := func(state string, wanted rules.Interest) {
		d := Decision{Now: monday}
		for _, c := range snapshot(t, db, monday).Conversations {
			settled := Settled{Conversation: c.ID, Revision: c.Revision}
			if c.Subject == "Договор поставки" {
				settled.State, settled.Interest = state, wanted
			}
			d.Settled = append(d.Settled, settled)
		}
		must[Enqueued](t)(db.Enqueue(t.Context(), d))
	}
	ask("needs_reply", rules.Interest{At: monday, Any: true})
	put(t, db, "Sent", 1,
		letter("b", "Наш ответ", "3", fromUs, after(3*time.Hour)),
		letter("c", "Re: Склад", "4", fromUs, replyTo("other"), after(2*time.Hour)),
		letter("d", "Автоответ", "5", fromUs, robot, after(time.Hour)),
		letter("e", "Подтверждение", "6", ownLetter, after(time.Hour)),
		letter("f", "Другому", "7", fromUs, after(time.Hour), func(in *Incoming) { in.Client = "Василёк" }))
	related := map[string]string{}
	list := snapshot(t, db, monday).Conversations
	since := func(i int) time.Time { return list[i].Entries[0].At }
	if err := db.Related(t.Context(), list, since); err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		ids := ""
		for _, e := range c.Related {
			ids += " " + e.ID
			equal(t, "text of "+e.ID, e.NewText != "", true)
		}
		related[c.Subject] = ids
	}
	equal(t, "of the open conversation, touched by them", related["Договор поставки"], " c b")
	equal(t, "of the one that has an answer", related["Склад"], " b")
	equal(t, "of one of them", related["Наш ответ"], "")
	if err := db.Related(t.Context(), list, func(i int) time.Time { return since(i).Add(2*time.Hour + time.Minute) }); err != nil {
		t.Fatal(err)
	}
	equal(t, "since later", len(list[0].Related), 1)
	if err := db.Related(t.Context(), list, func(int) time.Time { return time.Time{} }); err != nil {
		t.Fatal(err)
	}
	equal(t, "where nothing is open", len(list[0].Related), 0)
	equal(t, "when asked for by id", len(must[[]Conversation](t)(db.Conversations(t.Context(), list[0].ID))[0].Related), 2)

	ask("quiet", rules.Interest{})
	put(t, db, "Sent", 9, letter("g", "Ещё", "8", fromUs, after(4*time.Hour)))
	equal(t, "what is closed is left alone", shape(snapshot(t, db, monday).Conversations), "Ромашка: g")
}

// TestLettersElsewhereThatMatter: a letter of ours has those conversations thought through again that it is about.
func TestLettersElsewhereThatMatter(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда будет смета?"), letter("q2", "Баннер", "Когда будет баннер?"))
	d := Decision{Now: monday}
	for i, c := range snapshot(t, db, monday).Conversations {
		asked := []rules.Awaited{{From: c.Entries[0].From.Mail, Words: []string{[]string{"смет", "баннер"}[i]}}}
		d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision, State: "needs_reply", Interest: rules.Interest{At: monday, Asked: asked}})
	}
	must[Enqueued](t)(db.Enqueue(t.Context(), d))
	states := func(in *Incoming) {
		in.Reading = reading.Reading{Statements: []reading.Span{{Start: 0, End: len(in.Message.NewText)}}}
	}
	put(t, db, "Sent", 1, letter("a", "Документы", "Смета готова", fromUs, states, after(time.Hour)))
	equal(t, "touched", shape(snapshot(t, db, monday).Conversations), "Ромашка: q1 | Ромашка: a")
}

// TestLettersWhileThinking: what comes while conversations are thought about cannot be told to matter or not, and has them
// thought through again.
func TestLettersWhileThinking(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда будет смета?"),
		letter("q2", "Вывеска", "Когда?", func(in *Incoming) { in.Client = "Василёк" }))
	snap := snapshot(t, db, monday)
	d := Decision{Now: monday, Latest: snap.Latest}
	for _, c := range snap.Conversations {
		d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision, State: "needs_reply", Interest: rules.Interest{At: monday, Any: true}})
	}
	put(t, db, "Sent", 1, letter("a", "Документы", "Смета готова", fromUs, after(time.Hour)))
	must[Enqueued](t)(db.Enqueue(t.Context(), d))
	equal(t, "touched", shape(snapshot(t, db, monday).Conversations), "Ромашка: q1 | Ромашка: a")
}

package store

import (
	"testing"
	"time"

	"vernus/mailbox"
)

func TestRelatedLetters(t *testing.T) {
	db := openTest(t, "")
	robot := func(in *Incoming) { in.Message.Kind = mailbox.AutoReply }
	put(t, db, "INBOX", 1,
		letter("before", "Смета", "0", fromUs, after(-time.Hour)),
		letter("a", "Договор поставки", "1"),
		letter("other", "Склад", "2", after(time.Minute)))
	ask := func(state string) {
		d := Decision{Now: monday}
		for _, c := range snapshot(t, db, monday).Conversations {
			d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision, State: map[string]string{"Договор поставки": state}[c.Subject]})
		}
		must[Enqueued](t)(db.Enqueue(t.Context(), d))
	}
	ask("needs_reply")
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

	ask("quiet")
	put(t, db, "Sent", 9, letter("g", "Ещё", "8", fromUs, after(4*time.Hour)))
	equal(t, "what is closed is left alone", shape(snapshot(t, db, monday).Conversations), "Ромашка: g")
}

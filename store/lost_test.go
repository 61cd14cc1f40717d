package store

import (
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// A delivery report is remembered with its client, has his conversations with something open thought through again, and
// ends when he writes or a person of ours writes to him once more.
func TestLost(t *testing.T) {
	db := openTest(t, "")
	petr := "petr@romashka.example"
	report := func(in *Incoming) {
		m := in.Message
		m.From, m.To, m.Kind = mailbox.Address{Mail: "mailer-daemon@agency.example"}, []mailbox.Address{{Mail: anna}}, mailbox.Bounce
		m.Undelivered, m.InReplyTo = []string{ivan, petr}, []string{"report@agency.example"}
		in.Reading.Acts, in.Reading.NeedsReply, in.Direction = nil, false, mailbox.Internal
	}
	check := func(what string, ivans, petrs time.Time) {
		t.Helper()
		want := []rules.Lost{{Mail: ivan, At: monday.Add(time.Hour), Back: ivans}, {Mail: petr, At: monday.Add(time.Hour), Back: petrs}}
		var conversation []rules.Lost
		for _, c := range all(t, db) {
			if c.Subject == "Смета" {
				conversation = c.Lost
			}
		}
		for _, got := range [][]rules.Lost{account(t, db, "Ромашка").Lost, conversation} {
			for i, w := range want {
				if len(got) != len(want) || got[i].Mail != w.Mail || got[i].Letter != "report@agency.example" || !got[i].At.Equal(w.At) || !got[i].Back.Equal(w.Back) {
					t.Fatalf("%s: %+v, want %+v", what, got, want)
				}
			}
		}
	}
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"))
	for _, c := range snapshot(t, db, monday).Conversations {
		must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Settled: []Settled{{Conversation: c.ID, Revision: c.Revision, State: "needs_reply"}}}))
	}
	put(t, db, "INBOX", 2, letter("b1", "Undelivered Mail", "No such user", after(time.Hour), report))
	check("at first", time.Time{}, time.Time{})
	touched := false
	for _, c := range snapshot(t, db, monday).Conversations {
		touched = touched || c.Subject == "Смета"
	}
	equal(t, "the open conversation is thought through again", touched, true)
	put(t, db, "INBOX", 3, letter("q2", "Адрес", "Это мой ящик", after(2*time.Hour)))
	check("he wrote", monday.Add(2*time.Hour), time.Time{})
	toPetr := func(in *Incoming) { in.Message.To = []mailbox.Address{{Name: "Пётр", Mail: petr}} }
	put(t, db, "Sent", 1, letter("own", "Смета", "Вижу", ownLetter, toPetr, after(3*time.Hour)))
	check("Vernus wrote to the other", monday.Add(2*time.Hour), time.Time{})
	put(t, db, "Sent", 2, letter("a1", "Смета", "Пётр, смета готова", fromUs, toPetr, after(4*time.Hour)))
	check("one of ours wrote to the other", monday.Add(2*time.Hour), monday.Add(4*time.Hour))
}

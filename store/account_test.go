package store

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func account(t *testing.T, db *DB, client string) Account {
	t.Helper()
	return must[Account](t)(db.Account(t.Context(), client, db.Now()))
}

func wishing(text string) func(*Incoming) {
	return func(in *Incoming) {
		in.Message.NewText, in.Message.Text = text, text
		in.Reading.Acts = []reading.Act{{Type: reading.Request, Text: text}, {Type: reading.ChangeRequest, Text: text}}
	}
}

func TestAccount(t *testing.T) {
	db := openTest(t, "")
	complaint := func(in *Incoming) {
		in.Reading = reading.Reading{Acts: []reading.Act{{Type: reading.Complaint, Text: in.Message.NewText}}}
	}
	quiet := func(in *Incoming) { in.Reading = reading.Reading{} }
	old := after(-100 * 24 * time.Hour)
	put(t, db, "INBOX", 1,
		letter("old", "Давно", "Давно", old), letter("wish0", "Ещё", "", old, wishing("Добавьте слайдер")),
		letter("q1", "Смета", "Когда смета?"), letter("c1", "Смета", "Мы недовольны", complaint, after(time.Hour)),
		letter("wish1", "Форма", "", wishing("Добавьте форму"), after(2*time.Hour)),
		letter("other", "Сайт", "Когда?", func(in *Incoming) { in.Client = "Василёк" }))
	inEnglish := func(in *Incoming) { in.Reading = reading.Reading{Language: "en"} }
	put(t, db, "Sent", 1, letter("a1", "Re: Смета", "The estimate is ready", fromUs, inEnglish, replyTo("q1"), after(3*time.Hour)),
		letter("auto", "Re: Форма", "Вижу", ownLetter, quiet, replyTo("wish1"), after(4*time.Hour)))
	decision := rules.Ruling{Kind: rules.WishDecided, By: anna, Letter: "wish1", Decision: rules.Paid, Why: "доп. соглашение"}
	must[rules.Ruling](t)(db.Rule(t.Context(), decision))
	must[rules.Ruling](t)(db.Rule(t.Context(), rules.Ruling{Kind: rules.Paused, By: anna, Client: "Василёк"}))
	must[rules.Ruling](t)(db.Rule(t.Context(), rules.Ruling{Kind: rules.Absence, By: anna, Manager: boris, From: monday}))

	a := account(t, db, "Ромашка")
	lines := ""
	for _, l := range a.Letters {
		lines += fmt.Sprintf("%s %s %s", l.ID, l.Direction, l.Contact.Mail)
		for _, mark := range []struct {
			set  bool
			name string
		}{{l.Asks, " asks"}, {l.Trouble, " trouble"}, {l.Reminder, " reminder"}, {l.Own, " own"}, {l.Language == "en", " english"}} {
			if mark.set {
				lines += mark.name
			}
		}
		lines += "; "
	}
	equal(t, "letters", lines, "q1 incoming "+ivan+" asks; c1 incoming "+ivan+" trouble; wish1 incoming "+ivan+" asks; a1 outgoing "+ivan+" english; auto outgoing "+ivan+" own; ")
	if a.Letters[0].Conversation == 0 || a.Letters[0].Conversation != a.Letters[3].Conversation || a.Letters[0].Conversation == a.Letters[2].Conversation {
		t.Errorf("conversations are mixed up: %+v", a.Letters)
	}
	equal(t, "its time", a.Letters[0].At.Equal(monday), true)
	equal(t, "the contact's name", a.Letters[3].Contact.Name, "Иван Петров")
	wishes := ""
	for _, w := range a.Wishes {
		wishes += w.Letter + " " + w.Text + " " + string(w.Decision) + " " + w.Why + "; "
	}
	equal(t, "wishes", wishes, "wish0 Добавьте слайдер  ; wish1 Добавьте форму paid доп. соглашение; ")
	equal(t, "rulings: his, and absences", len(a.Rulings), 2)
	equal(t, "an unknown client's letters", len(account(t, db, "Никто").Letters), 0)

	for _, c := range all(t, db) {
		want := monday.Add(2 * time.Hour)
		if c.Client == "Василёк" {
			want = monday
		}
		if !c.Heard.Equal(want) {
			t.Errorf("%s was last heard %s, want %s", c.Client, c.Heard, want)
		}
	}
}

// touchedNow returns the clients whose accounts are to be thought about, and settles them with a look again after a day.
func touchedNow(t *testing.T, db *DB, now time.Time, findings ...rules.Finding) []string {
	t.Helper()
	d := Decision{Now: now}
	var names []string
	snap := snapshot(t, db, now)
	for _, a := range snap.Accounts {
		names = append(names, a.Client)
		d.Accounts = append(d.Accounts, SettledAccount{Client: a.Client, Revision: a.Revision, LookAgain: now.Add(24 * time.Hour), Findings: findings})
	}
	for _, c := range snap.Conversations {
		d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision})
	}
	if _, err := db.Enqueue(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAccountsAreTouched(t *testing.T) {
	db := openTest(t, "")
	if err := db.KeepAccounts(t.Context(), []string{"Василёк", "Ромашка"}); err != nil {
		t.Fatal(err)
	}
	check := func(what string, now time.Time, want ...string) {
		t.Helper()
		if got := touchedNow(t, db, now, rules.Finding{Rule: "U1", Kind: rules.Silence, Key: "silence"}); !slices.Equal(got, want) {
			t.Errorf("%s: %v are to be thought about, want %v", what, got, want)
		}
	}
	check("at first", monday, "Василёк", "Ромашка")
	check("nothing new", monday)
	equal(t, "findings", len(must[[]rules.Finding](t)(db.Findings(t.Context()))), 2)
	equal(t, "wake", must[time.Time](t)(db.Wake(t.Context())).Equal(monday.Add(24*time.Hour)), true)
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"))
	check("a letter", monday, "Ромашка")
	put(t, db, "INBOX", 2, letter("q1", "Смета", "Когда смета?"))
	check("its copy", monday)
	r := must[rules.Ruling](t)(db.Rule(t.Context(), rules.Ruling{Kind: rules.Paused, By: anna, Client: "Ромашка"}))
	check("a ruling", monday, "Ромашка")
	must[rules.Ruling](t)(db.Unrule(t.Context(), r.ID, anna, ""))
	check("taken back", monday, "Ромашка")
	must[rules.Ruling](t)(db.Rule(t.Context(), rules.Ruling{Kind: rules.Absence, By: anna, Manager: anna, From: monday}))
	check("an absence", monday, "Василёк", "Ромашка")

	l := letters.Letter{Key: "status/1/silence", Kind: "status_update", Duty: "silence", Client: "Ромашка", ToClient: true, MessageID: "s1", Raw: []byte("x")}
	done := must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Letters: []letters.Letter{l}}))
	check("a letter of ours", monday, "Ромашка")
	written := account(t, db, "Ромашка").Written
	if len(written) != 1 || written[0].Key != l.Key || written[0].Duty != "silence" || !written[0].ToClient {
		t.Errorf("written: %+v", written)
	}
	must[bool](t)(db.Begin(t.Context(), done.Letters[0].ID))
	if err := db.Record(t.Context(), done.Letters[0].ID, letters.Sent, "250", monday); err != nil {
		t.Fatal(err)
	}
	check("it left", monday, "Ромашка")
	check("a day later", monday.Add(24*time.Hour), "Василёк", "Ромашка")

	if err := db.KeepAccounts(t.Context(), []string{"Ромашка"}); err != nil {
		t.Fatal(err)
	}
	equal(t, "findings of a client who is none any more", len(must[[]rules.Finding](t)(db.Findings(t.Context()))), 1)
}

// TestAccountNotices: a notice about several duties is written in the account of each.
func TestAccountNotices(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"))
	l := letters.Letter{Key: "notice/several/x", Kind: letters.Nudge, Duty: "a", Client: "Ромашка", Raw: []byte("x"), MessageID: "n1", Covers: []letters.Cover{
		{Key: "of a", Duty: "a", Stage: 1, Client: "Ромашка"}, {Key: "of b", Duty: "b", Stage: 2, Client: "Василёк"}, {Key: "of c", Duty: "c", Stage: 1, Client: "Ромашка", Conversation: 1},
	}}
	must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Letters: []letters.Letter{l}}))
	for _, tc := range []struct{ client, key string }{{"Ромашка", "of a"}, {"Василёк", "of b"}} {
		if err := db.KeepAccounts(t.Context(), []string{tc.client}); err != nil {
			t.Fatal(err)
		}
		w := account(t, db, tc.client).Written
		if len(w) != 1 || w[0].Key != tc.key || w[0].Kind != string(letters.Nudge) {
			t.Errorf("%s: %+v", tc.client, w)
		}
	}
	equal(t, "in the conversation", all(t, db)[0].Written[0].Key, "of c")
}

// TestAccountsPageByPage: each account comes once, with the last of its client's conversations.
func TestAccountsPageByPage(t *testing.T) {
	db := openTest(t, "")
	for c := range 4 {
		var in []Incoming
		for i := range snapshotSize / 3 {
			in = append(in, letter(fmt.Sprintf("%d-%d", c, i), fmt.Sprint("Тема ", i), "Когда?", func(in *Incoming) { in.Client = fmt.Sprint("Клиент ", c) }))
		}
		put(t, db, "INBOX", uint32(1+c*1000), in...)
	}
	seen := map[string]int{}
	var place Place
	for {
		snap := must[*Snapshot](t)(db.Snapshot(t.Context(), monday, place))
		for _, c := range snap.Conversations {
			if seen[c.Client] > 0 {
				t.Errorf("the account of %s came before its conversation %d", c.Client, c.ID)
			}
		}
		for _, a := range snap.Accounts {
			seen[a.Client]++
		}
		if place = snap.Last; !snap.More {
			break
		}
	}
	equal(t, "accounts", fmt.Sprint(seen), "map[Клиент 0:1 Клиент 1:1 Клиент 2:1 Клиент 3:1]")
}

// TestClientWrites: his letter has his other conversations thought through again to which it matters that he writes.
func TestClientWrites(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("q1", "Смета", "Когда смета?"), letter("q2", "Баннер", "Спасибо"))
	d := Decision{Now: monday}
	for i, c := range snapshot(t, db, monday).Conversations {
		d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision, State: "waiting_client", Interest: rules.Interest{At: monday, Heard: i == 0, Any: true}})
	}
	must[Enqueued](t)(db.Enqueue(t.Context(), d))
	put(t, db, "INBOX", 3, letter("q3", "Логотип", "Вот логотип", after(time.Hour)))
	equal(t, "touched", shape(snapshot(t, db, monday).Conversations), "Ромашка: q1 | Ромашка: q3")
	auto := func(in *Incoming) { in.Message.Kind = mailbox.AutoReply }
	must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Settled: []Settled{{Conversation: 1, Revision: 100, State: "waiting_client", Interest: rules.Interest{At: monday, Heard: true}}, {Conversation: 3, Revision: 100}}}))
	put(t, db, "INBOX", 4, letter("r1", "Автоответ", "Меня нет", auto, after(2*time.Hour)))
	equal(t, "touched by a robot's letter", shape(snapshot(t, db, monday).Conversations), "Ромашка: r1")
}

package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/mailbox"
	"vernus/rules/reading"
)

func TestStems(t *testing.T) {
	var st stemmer
	same := func(words ...string) {
		t.Helper()
		for _, w := range words {
			equal(t, w, st.word(w), st.word(words[0]))
		}
	}
	same("договор", "договора", "договору", "Договором", "ДОГОВОРЫ", "договоров")
	same("отчёт", "отчет", "ОТЧЁТА", "отчете")
	same("contract", "Contracts", "CONTRACT")
	equal(t, "decomposed й is й", st.word("чаи\u0306"), st.word("чай"))
	words := func(text string) string { return strings.Join(st.words(text), " ") }
	equal(t, "words of a text", words("Пришлите,пожалуйста: акт №15/2 (1С) — ok?"), "пришл пожалуйст акт 15 2 1с ok")
	equal(t, "encoded data", words(strings.Repeat("QUJD", 100)+" слово"), "слов")
	equal(t, "broken bytes", words("до\xd0 \xff\xfeговор"), "до говор")
}

func searchDB(t *testing.T) *DB {
	db := openTest(t, "")
	put(t, db, "INBOX", 1,
		letter("a", "Подписание договора", "Добрый день! Когда вы пришлёте договор? Ждём отчёт за март."),
		letter("b", "Счёт", "По договору № 15/2 просим выставить счёт.\nОплата после подписания.", after(time.Hour)),
		letter("c", "Invoice", "Please send the signed contracts to Olga.", after(2*time.Hour), func(in *Incoming) {
			in.Client, in.Message.From = "Acme", mailbox.Address{Name: "John Smith", Mail: "john@acme.example"}
		}),
	)
	putAs(t, db, boris, "INBOX", 1, letter("b", "Счёт", "По договору № 15/2 просим выставить счёт.\nОплата после подписания.", after(time.Hour)))
	return db
}

func ids(hits []Hit) string {
	var s []string
	for _, h := range hits {
		s = append(s, h.MessageID)
	}
	return strings.Join(s, " ")
}

func TestSearch(t *testing.T) {
	db := searchDB(t)
	for _, c := range []struct {
		q    Query
		want string
	}{
		{Query{Words: "договор"}, "b a"},
		{Query{Words: "ДОГОВОРАМИ"}, "b a"},
		{Query{Words: "отчет"}, "a"},
		{Query{Words: "отчёта"}, "a"},
		{Query{Words: "договор счёт"}, "b"},
		{Query{Words: "contract"}, "c"},
		{Query{Words: "Смит"}, ""},
		{Query{Words: "smith"}, "c"},
		{Query{Words: "john@acme.example"}, "c"},
		{Query{Words: "acme.example john"}, "c"},
		{Query{Words: `"выставить счёт"`}, "b"},
		{Query{Words: `«счёт выставить»`}, ""},
		{Query{Words: "15/2"}, "b"},
		{Query{Words: "дого*"}, "b a"},
		{Query{Words: "договора*"}, "b a"},
		{Query{Words: "№15/2*"}, "b"},
		{Query{Words: "отч* договор"}, "a"},
		{Query{Words: "договор", Limit: 1}, "b"},
		{Query{Words: "договор", Client: "Acme"}, ""},
		{Query{Words: "договор", Mailbox: boris}, "b"},
		{Query{Words: "договор", Since: monday.Add(time.Minute)}, "b"},
		{Query{Words: "договор", Until: monday.Add(time.Minute)}, "a"},
	} {
		equal(t, c.q.Words, ids(must[[]Hit](t)(db.Search(t.Context(), c.q))), c.want)
	}
}

func TestSearchNeverFailsOnWords(t *testing.T) {
	db := searchDB(t)
	for _, words := range []string{"", " ", "*", `"`, `""`, `"""`, `"договор`, "**", "AND", "NOT договор", "договор OR", "NEAR/3", "subject:x", "(", ")", "-x", "'; DROP TABLE message", "a*b*", `"a*"`, "\x00", "\xff\xfe*", "^x", "№", "😀*", strings.Repeat("слово ", 5000)} {
		if _, err := db.Search(t.Context(), Query{Words: words}); err != nil {
			t.Errorf("%.40q: %v", words, err)
		}
	}
}

func FuzzSearch(f *testing.F) {
	db, err := Open(f.Context(), Memory)
	if err != nil {
		f.Fatal(err)
	}
	defer db.Close()
	put(f, db, "INBOX", 1, letter("a", "Подписание договора", "Добрый день! Когда вы пришлёте договор?"))
	f.Add(`"a b" c* OR (x) NEAR/2 subject:y -z`)
	f.Fuzz(func(t *testing.T, words string) {
		hits, err := db.Search(t.Context(), Query{Words: words})
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		for _, h := range hits {
			for _, m := range h.Marks {
				_ = h.Snippet[m[0]:m[1]]
			}
		}
	})
}

func TestSnippet(t *testing.T) {
	var st stemmer
	marked := func(words, text string) string {
		s, marks := parseTerms(&st, words).snippet(text)
		for i := len(marks) - 1; i >= 0; i-- {
			m := marks[i]
			s = s[:m[0]] + "[" + s[m[0]:m[1]] + "]" + s[m[1]:]
		}
		return s
	}
	check := func(words, text, want string) {
		t.Helper()
		equal(t, words, marked(words, text), want)
	}
	check("договор", "Пришлите договор.\n\nБез  договора никак", "Пришлите [договор]. Без [договора] никак")
	check("дог*", "Пришлите Договор", "Пришлите [Договор]")
	check("иван", "Пришлите Договор", "Пришлите Договор")
	check("иван", "", "")
	far := strings.Repeat("вода ", 100)
	check("акт счёт", far+"акт "+far+"счёт и акт"+strings.Repeat(" вода", 100),
		"…"+strings.Repeat("вода ", 7)+"[счёт] и [акт]"+strings.Repeat(" вода", 24)+"…")
	s, _ := parseTerms(&st, "x").snippet(strings.Repeat("ж", 1000))
	equal(t, "nothing is cut within a letter", strings.Trim(s, "ж"), "…")
}

func TestHistory(t *testing.T) {
	db := searchDB(t)
	list := must[[]Conversation](t)(db.History(t.Context(), "Ромашка", time.Time{}, 0))
	equal(t, "all", shape(list), "Ромашка: b | Ромашка: a")
	equal(t, "limit", len(must[[]Conversation](t)(db.History(t.Context(), "Ромашка", time.Time{}, 1))), 1)
	equal(t, "since", shape(must[[]Conversation](t)(db.History(t.Context(), "Ромашка", monday.Add(time.Minute), 0))), "Ромашка: b")
}

// renewAs gives everybody's letters to the client that f names, and counts.
func renewAs(n *int, f func(StoredMessage) string) func(StoredMessage) Renewed {
	return func(m StoredMessage) Renewed {
		*n++
		return Renewed{Client: f(m), Direction: m.Direction, Reading: m.Reading}
	}
}

func TestRebuild(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1,
		letter("a", "Договор", "1", func(in *Incoming) { in.Message.Text = "1\n-- \nИван" }),
		letter("b", "Re: Договор", "2", fromUs, replyTo("a"), after(time.Hour)),
		letter("c", "Счёт", "3", func(in *Incoming) { in.Client = "" }))
	settleAll(t, db, monday)
	n := 0
	same := renewAs(&n, func(m StoredMessage) string {
		if m.Message.ID == "a" {
			equal(t, "whole text", m.Message.Text, "1\n-- \nИван")
		}
		return m.Client
	})
	equal(t, "first", must[int](t)(db.Rebuild(ctx, "v1", same)), 3)
	equal(t, "again", must[int](t)(db.Rebuild(ctx, "v1", same)), 0)
	equal(t, "asked", n, 3)
	equal(t, "touched by readings that stay the same", len(snapshot(t, db, monday).Conversations), 0)

	must[int](t)(db.Rebuild(ctx, "v2", func(m StoredMessage) Renewed {
		return Renewed{Client: m.Client, Direction: mailbox.Outgoing, Reading: reading.Reading{Language: "en", Thanks: m.Message.ID == "b"}}
	}))
	list := snapshot(t, db, monday).Conversations
	equal(t, "touched", shape(list), "Ромашка: a b")
	if diff := cmp.Diff(reading.Reading{Language: "en", Thanks: true}, list[0].Entries[1].Reading); diff != "" {
		t.Error(diff)
	}
	equal(t, "direction", list[0].Entries[0].Direction, mailbox.Outgoing)
}

func TestRebuildMovesLettersToOtherClients(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1,
		letter("a", "Смета ремонта", "1"),
		letter("b", "Re: Смета ремонта", "2", replyTo("a"), after(time.Hour)),
		letter("c", "Re: Смета ремонта", "3", fromUs, replyTo("b"), after(2*time.Hour)),
		letter("other", "Склад", "4", func(in *Incoming) { in.Client = "Василёк" }))
	l := letterFor(1, "k")
	l.InReplyTo = "b"
	enqueue1(t, db, l)
	settleAll(t, db, monday)
	n := 0
	split := renewAs(&n, func(m StoredMessage) string {
		if m.Message.ID == "b" || m.Message.ID == "c" {
			return "Василёк"
		}
		return m.Client
	})
	equal(t, "renewed", must[int](t)(db.Rebuild(ctx, "v1", split)) >= 4, true)
	equal(t, "split", shape(all(t, db)), "Василёк: other | Ромашка: a | Василёк: b c")
	list := all(t, db)
	equal(t, "the letter to b goes with it", len(list[2].Written), 1)
	equal(t, "touched", len(snapshot(t, db, monday).Conversations), 2)
	equal(t, "old id", shape(must[[]Conversation](t)(db.Conversations(ctx, 1))), "Ромашка: a")
	// An answer to our letter goes where the letter is now.
	put(t, db, "INBOX", 9, letter("d", "Спасибо", "5", replyTo("k@agency.example"), after(3*time.Hour), func(in *Incoming) { in.Client = "Василёк" }))
	equal(t, "answer", shape(all(t, db)), "Василёк: other | Ромашка: a | Василёк: b c d")

	join := renewAs(&n, func(m StoredMessage) string { return "Ромашка" })
	must[int](t)(db.Rebuild(ctx, "v2", join))
	got := shape(all(t, db))
	equal(t, "joined", strings.Contains(got, "Ромашка: a b c d"), true)
	if wrong := must[[]string](t)(db.IntegrityCheck(ctx)); wrong != nil {
		t.Error(wrong)
	}
}

func TestRebuildGoesOnWhereItStopped(t *testing.T) {
	db := openTest(t, Memory)
	for i := range 250 {
		id := strings.Repeat("x", i+1)
		put(t, db, "INBOX", uint32(i+1), letter(id, "Тема "+id, "текст"))
	}
	n, stop := 0, errors.New("stop")
	func() {
		defer func() { equal(t, "panic", recover(), any(stop)) }()
		db.Rebuild(t.Context(), "v1", renewAs(&n, func(m StoredMessage) string {
			if n > 150 {
				panic(stop)
			}
			return m.Client
		}))
	}()
	equal(t, "left", must[int](t)(db.Rebuild(t.Context(), "v1", renewAs(&n, func(m StoredMessage) string { return m.Client }))), 150)
}

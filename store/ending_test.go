package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"vernus/mailbox"
	"vernus/rules/reading"
)

const footer = "Ирина\nУже видели нашу новую коллекцию?"

// footed is a letter that has the footer below its words, read together with it: as a question.
func footed(id, words string, change ...func(*Incoming)) Incoming {
	ends := func(in *Incoming) { in.Ending = mailbox.Ending{Lines: footer, At: len(words), Need: 3} }
	in := letter(id, "Тема "+id, words+"\n\n"+footer, append([]func(*Incoming){ends}, change...)...)
	in.Reading.Acts = []reading.Act{{Type: reading.Question, Start: len(words) + 2, Text: footer, Precision: reading.None}}
	if in.Signed {
		in.Reading.Acts = nil
	}
	return in
}

// reread finds a question in whatever ends so; it knows where the footer begins, and counts the letters.
func reread(seen *int) func(StoredMessage) Renewed {
	return func(m StoredMessage) Renewed {
		*seen++
		r := Renewed{Client: m.Client, Direction: m.Direction}
		text := m.Message.NewText
		if at := strings.Index(text, "\n\n"+footer); at >= 0 {
			r.Ending = mailbox.Ending{Lines: footer, At: at, Need: 3}
			if m.Signed {
				text = text[:at]
			}
		}
		if n := strings.LastIndexByte(text, '\n') + 1; strings.HasSuffix(text, "?") {
			r.Reading.Acts = []reading.Act{{Type: reading.Question, Start: n, Text: text[n:], Precision: reading.None}}
		}
		return r
	}
}

// asked lists the letters that ask something.
func asked(t *testing.T, db *DB) string {
	t.Helper()
	var list []string
	for _, c := range all(t, db) {
		for _, e := range c.Entries {
			for _, a := range e.Reading.Acts {
				list = append(list, e.ID+": "+a.Text[strings.LastIndexByte(a.Text, '\n')+1:])
			}
		}
	}
	return strings.Join(list, " | ")
}

func learnAll(t *testing.T, db *DB) (letters int, learned []Signature) {
	t.Helper()
	learned = must[[]Signature](t)(db.Learn(t.Context(), reread(&letters)))
	return letters, learned
}

// The third letter that ends alike tells that the end is a signature: those read before are read again without it, and
// nothing else changes.
func TestLearn(t *testing.T) {
	db := openTest(t, "")
	equal(t, "after one", put(t, db, "INBOX", 1, footed("a", "Акт во вложении.")).Learned, false)
	equal(t, "after two", put(t, db, "INBOX", 2, footed("b", "Спасибо."), letter("x", "Счёт", "Когда счёт?")).Learned, false)
	equal(t, "a copy", putAs(t, db, boris, "INBOX", 1, footed("a", "Акт во вложении.")).Learned, false)
	n, learned := learnAll(t, db)
	equal(t, "read again", n, 0)
	equal(t, "learned", len(learned), 0)
	settleAll(t, db, monday)

	equal(t, "after three", put(t, db, "INBOX", 4, footed("c", "Где акт?")).Learned, true)
	n, learned = learnAll(t, db)
	equal(t, "read again", n, 3)
	equal(t, "learned", fmt.Sprint(learned), fmt.Sprint([]Signature{{ivan, footer}}))
	equal(t, "asked", asked(t, db), "x: Когда счёт? | c: Где акт?")
	equal(t, "touched", shape(snapshot(t, db, monday).Conversations), "Ромашка: a | Ромашка: b | Ромашка: c")
	m := must[StoredMessage](t)(db.Message(t.Context(), "a"))
	equal(t, "the history's text", m.Message.NewText, "Акт во вложении.\n\n"+footer)

	n, _ = learnAll(t, db)
	equal(t, "read once more", n, 0)
	equal(t, "one read without it", put(t, db, "INBOX", 5, footed("d", "Да.", func(in *Incoming) { in.Signed = true })).Learned, false)
	equal(t, "one read before that was known", put(t, db, "INBOX", 6, footed("e", "Нет.")).Learned, true)
	n, _ = learnAll(t, db)
	equal(t, "read again", n, 1)
	equal(t, "asked", asked(t, db), "x: Когда счёт? | c: Где акт?")
	list := must[[]Signature](t)(db.Signatures(t.Context()))
	equal(t, "known", fmt.Sprint(list), fmt.Sprint([]Signature{{ivan, footer}}))
}

// What is told in short of letters that were read again, to rules that look at the client as a whole, is told anew as well.
func TestLearnTellsAnewInShort(t *testing.T) {
	db := openTest(t, "")
	asking := func() string {
		var ids []string
		for _, l := range must[Account](t)(db.Account(t.Context(), "Ромашка", monday)).Letters {
			if l.Asks {
				ids = append(ids, l.ID)
			}
		}
		return strings.Join(ids, " ")
	}
	put(t, db, "INBOX", 1, footed("a", "Акт во вложении."), footed("b", "Спасибо."))
	equal(t, "before", asking(), "a b")
	settleAll(t, db, monday)
	put(t, db, "INBOX", 3, footed("c", "Вот ещё."))
	equal(t, "before", asking(), "a b c")
	settleAll(t, db, monday)
	learnAll(t, db)
	equal(t, "learned", asking(), "")
	equal(t, "thought through again", len(snapshot(t, db, monday).Accounts), 1)
}

// Others' letters that end alike, and letters of one sender that end otherwise, tell nothing.
func TestLearnCountsOneSendersLetters(t *testing.T) {
	db := openTest(t, "")
	from := func(mail string) func(*Incoming) {
		return func(in *Incoming) { in.Message.From.Mail = mail }
	}
	put(t, db, "INBOX", 1, footed("a", "Да."), footed("b", "Нет."), footed("c", "Да.", from("pavel@romashka.example")),
		footed("d", "Нет.", func(in *Incoming) { in.Ending.Lines += " Нет?" }))
	n, _ := learnAll(t, db)
	equal(t, "read again", n, 0)
	equal(t, "asking", strings.Count(asked(t, db), footer[len("Ирина\n"):]), 4)
}

// What is learned depends on the letters alone: not on their order, nor on where a batch ends, nor on a program that ended
// before it had learned.
func TestLearnInAnyOrder(t *testing.T) {
	words := []string{"Акт во вложении.", "Спасибо.", "Где акт?", "Да.", "Нет."}
	for seed := range uint64(20) {
		r := rand.New(rand.NewPCG(seed, 1))
		db := openTest(t, "")
		for uid, i := range r.Perm(len(words)) {
			done := put(t, db, "INBOX", uint32(1+uid), footed(strconv.Itoa(i), words[i]))
			if done.Learned && r.IntN(2) == 0 {
				learnAll(t, db)
			}
			if r.IntN(3) == 0 {
				path := db.Path()
				db.Close()
				db = openTest(t, path)
			}
		}
		learnAll(t, db)
		equal(t, "asked", asked(t, db), "2: Где акт?")
	}
}

// When everything is read anew, endings are counted anew too, each letter once.
func TestRebuildCountsEndings(t *testing.T) {
	db := openTest(t, "")
	plain := func(in *Incoming) { in.Ending = mailbox.Ending{} } // as an earlier program stored them
	put(t, db, "INBOX", 1, footed("a", "Да.", plain), footed("b", "Нет.", plain))
	n := 0
	rebuild := func(version string) {
		t.Helper()
		must[int](t)(db.Rebuild(t.Context(), version, reread(&n)))
	}
	rebuild("1")
	rebuild("2")
	equal(t, "learned of two", fmt.Sprint(must[[]Signature](t)(db.Learn(t.Context(), reread(&n)))), "[]")
	equal(t, "after three", put(t, db, "INBOX", 3, footed("c", "Где акт?")).Learned, true)
	rebuild("3")
	learnAll(t, db)
	equal(t, "asked", asked(t, db), "c: Где акт?")
	equal(t, "left to be read", count(t, db, "SELECT count(*) FROM ending_letter"), 0)
}

// A sender with many letters costs no more a letter than one with few.
func BenchmarkLearn(b *testing.B) {
	for _, letters := range []int{1000, 4000} {
		b.Run(strconv.Itoa(letters), func(b *testing.B) {
			for b.Loop() {
				db := openTest(b, "")
				for uid := 0; uid < letters; uid += 200 {
					var in []Incoming
					for i := range 200 {
						in = append(in, footed(strconv.Itoa(uid+i), "Акт "+strconv.Itoa(uid+i)))
					}
					put(b, db, "INBOX", uint32(1+uid), in...)
				}
				n := 0
				if _, err := db.Learn(context.Background(), reread(&n)); err != nil || n != letters {
					b.Fatal(n, err)
				}
			}
		})
	}
}

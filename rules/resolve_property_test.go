package rules_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// odd draws a letter as odd as a broken mailbox or a reading of an older version makes them: empty texts, acts that lie
// outside of the text, dates in any order, ids that are empty or point nowhere.
func odd(t *rapid.T, n int) rules.Entry {
	text := rapid.SampledFrom([]string{"", "Когда?", "Пришлите счёт. Спасибо!", "1. Да\n2) нет", "> цитата\nСчёт во вложении."}).Draw(t, "text")
	span := rapid.Custom(func(t *rapid.T) reading.Span {
		return reading.Span{Start: rapid.IntRange(-3, 90).Draw(t, "start"), End: rapid.IntRange(-3, 90).Draw(t, "end")}
	})
	act := rapid.Custom(func(t *rapid.T) reading.Act {
		return reading.Act{
			Type:  rapid.SampledFrom([]reading.Type{reading.Question, reading.Request, reading.Promise, reading.Ack, reading.Complaint, reading.Confirmation, reading.DeadlineShift}).Draw(t, "type"),
			Text:  rapid.SampledFrom([]string{"", "Когда?", "Пришлите счёт", "нет такого"}).Draw(t, "words"),
			Start: rapid.IntRange(-3, 90).Draw(t, "at"), Chaser: rapid.Bool().Draw(t, "chaser"),
		}
	})
	m := &mailbox.Message{
		ID: fmt.Sprint("m", n), At: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(-3, 3).Draw(t, "hours")) * time.Hour),
		From: mailbox.Address{Mail: rapid.SampledFrom([]string{"", "ivan@romashka.example", "anna@studio.example"}).Draw(t, "from")}, NewText: text,
		InReplyTo: rapid.SliceOfN(rapid.SampledFrom([]string{"", "m0", "m1", "nowhere"}), 0, 2).Draw(t, "reply"),
		Kind:      rapid.SampledFrom([]mailbox.Kind{mailbox.Human, mailbox.Human, mailbox.Bounce, mailbox.AutoReply, mailbox.Calendar}).Draw(t, "kind"),
	}
	return rules.Entry{
		Message: m, Direction: rapid.SampledFrom([]mailbox.Direction{mailbox.Incoming, mailbox.Outgoing}).Draw(t, "direction"),
		Client: rapid.SampledFrom([]string{"Ромашка", "Ромашка", ""}).Draw(t, "client"), Own: rapid.IntRange(0, 5).Draw(t, "own") == 0,
		Reading: reading.Reading{
			Acts: rapid.SliceOfN(act, 0, 3).Draw(t, "acts"), Statements: rapid.SliceOfN(span, 0, 3).Draw(t, "statements"),
			Reports: rapid.SliceOfN(span, 0, 2).Draw(t, "reports"), NeedsReply: rapid.Bool().Draw(t, "needs"), Done: rapid.Bool().Draw(t, "done"),
			Thanks: rapid.IntRange(0, 4).Draw(t, "thanks") == 0, Withdraws: rapid.IntRange(0, 4).Draw(t, "withdraws") == 0,
			Inline: []reading.Reply{{Quoted: "Когда?", Start: rapid.IntRange(-3, 90).Draw(t, "inline"), End: rapid.IntRange(-3, 90).Draw(t, "inline end")}},
		},
	}
}

func oddConversation(t *rapid.T) rules.Conversation {
	c := rules.Conversation{ID: 1, Client: "Ромашка"}
	for n := range rapid.IntRange(0, 6).Draw(t, "letters") {
		c.Entries = append(c.Entries, odd(t, n))
	}
	for n := range rapid.IntRange(0, 2).Draw(t, "elsewhere") {
		c.Related = append(c.Related, odd(t, 10+n))
	}
	return c
}

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// Whatever comes, Resolve says the same about the same, and looks at no letter that is written later.
func TestResolveIsPure(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := oddConversation(t)
		first := rules.Resolve(c, noon)
		if diff := cmp.Diff(first, rules.Resolve(c, noon)); diff != "" {
			t.Fatalf("the second time it says something else:\n%s", diff)
		}
		later := odd(t, 20)
		later.At = noon.Add(time.Minute)
		c.Entries = append(c.Entries, later)
		if diff := cmp.Diff(first, rules.Resolve(c, noon)); diff != "" {
			t.Fatalf("a letter of the future changes the present:\n%s", diff)
		}
	})
}

// Letters of thanks open nothing.
func TestThanksOpenNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := oddConversation(t)
		before := rules.Resolve(c, noon)
		thanks := rules.Entry{
			Message:   &mailbox.Message{ID: "thanks", At: noon, From: mailbox.Address{Mail: "ivan@romashka.example"}, NewText: "Спасибо!", Kind: mailbox.Human},
			Direction: mailbox.Incoming, Client: "Ромашка", Reading: reading.Reading{Thanks: true, Thanked: true},
		}
		c.Entries = append(c.Entries, thanks)
		after := rules.Resolve(c, noon)
		if len(after.OpenItems()) > len(before.OpenItems()) || len(after.OpenPromises()) > len(before.OpenPromises()) {
			t.Fatalf("thanks opened something: %v, %v", after.OpenItems(), after.OpenPromises())
		}
		if after.State == rules.NeedsReply && before.State != rules.NeedsReply {
			t.Fatalf("thanks turned %s into %s", before.State, after.State)
		}
	})
}

// Letters of ours alone owe the client no answer.
func TestOwnLettersAloneAskNothingOfUs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := oddConversation(t)
		for i := range c.Entries {
			c.Entries[i].Direction = mailbox.Outgoing
		}
		if l := rules.Resolve(c, noon); len(l.Asked) > 0 || l.State == rules.NeedsReply {
			t.Fatalf("asked %v, state %s", l.Asked, l.State)
		}
	})
}

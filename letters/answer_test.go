package letters

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func addressesOf(list ...string) []mailbox.Address {
	var out []mailbox.Address
	for _, a := range list {
		out = append(out, mailbox.Address{Mail: a})
	}
	return out
}

// Only the notice's reader orders, in a letter to nobody else, and something proves that it is his.
func TestStanding(t *testing.T) {
	const anna, alias, pavel, olga, client = "anna@leto.example", "a.lebedeva@leto.example", "pavel@leto.example", "olga@leto.example", "irina@romashka.example"
	p := newPolicy(t)
	now := at("11.03 12:00")
	check := func(what string, want Standing, change func(*Answered)) {
		t.Helper()
		a := Answered{
			Message: &mailbox.Message{ID: "a", Kind: mailbox.Human, From: mailbox.Address{Mail: anna}, To: addressesOf(anna)},
			From:    mailbox.Address{Mail: anna}, To: addressesOf(anna), Came: now, Trusted: []string{"mx.leto.example"},
		}
		change(&a)
		if got, why := p.Standing(a, now); got != want {
			t.Errorf("%s: %s (%s), want %s", what, got, why, want)
		}
	}
	sent := func(a *Answered) { a.SentBy = []string{anna} }
	check("in her Sent", Ordered, sent)
	check("in her Sent, from an alias", Ordered, func(a *Answered) { sent(a); a.Message.From.Mail = alias })
	check("in her Sent, to the notices' address", Ordered, func(a *Answered) {
		sent(a)
		a.From.Mail = "v@leto.example"
		a.Message.To = addressesOf("v@leto.example", anna)
	})
	check("vouched for", Ordered, func(a *Answered) { a.Message.Vouched = "mx.leto.example" })
	check("vouched for by nobody known", Undecided, func(a *Answered) { a.Message.Vouched = "evil.example" })
	check("… for long", Unproven, func(a *Answered) { a.Message.Vouched, a.Came = "evil.example", now.Add(-sentPatience) })
	check("not in Sent yet", Undecided, func(*Answered) {})
	check("not in Sent for long", Unproven, func(a *Answered) { a.Came = now.Add(-sentPatience) })
	check("in another's Sent", Undecided, func(a *Answered) { a.SentBy = []string{pavel} })
	check("failed checks", Unproven, func(a *Answered) { a.Message.Forged = "dmarc=fail" })
	check("failed checks beside a trusted name", Unproven, func(a *Answered) { a.Message.Forged, a.Message.Vouched = "dmarc=fail", "mx.leto.example" })
	check("a client's", Foreign, func(a *Answered) { a.Message.From.Mail, a.Message.Vouched = client, "mx.leto.example" })
	check("a colleague's", Foreign, func(a *Answered) { a.Message.From.Mail, a.SentBy = pavel, []string{pavel} })
	check("to a colleague", Elsewhere, func(a *Answered) { sent(a); a.Message.To = addressesOf(pavel) })
	check("with a client in copy", Elsewhere, func(a *Answered) { sent(a); a.Message.Cc = addressesOf(client) })
	check("automatic", Automatic, func(a *Answered) { sent(a); a.Message.Kind = mailbox.AutoReply })
	check("a lead without a watched mailbox", Unproven, func(a *Answered) {
		a.To, a.Message.From.Mail, a.Message.To = addressesOf(olga), olga, addressesOf(anna)
	})
	check("a lead who is vouched for", Ordered, func(a *Answered) {
		a.To, a.Message.From.Mail, a.Message.To, a.Message.Vouched = addressesOf(olga), olga, addressesOf(anna), "MX.leto.example"
	})
	check("a notice to nobody", Foreign, func(a *Answered) { sent(a); a.To = nil })
}

// Other words keep the letter what it is, are a person's, get the signature once, and cannot reach the header.
func TestReword(t *testing.T) {
	p := newPolicy(t)
	p.Mode = Suggest
	c := oneCase(rules.Acknowledge)
	list, held := newWriter(t).Decide(p, []Case{c}, nil, at("11.03 11:40"))
	if len(list) != 2 {
		t.Fatalf("%d letters, held %+v", len(list), held)
	}
	l := list[0]
	reword := func(text string) Letter {
		t.Helper()
		got, err := newWriter(t).Reword(p, l, text, c.Conversation.Entries[0].Message, time.Time{}, at("11.03 12:00"))
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	got := reword("Ирина, смета будет\r\nв четверг.\x00\r\n\r\nBcc: x@evil.example")
	if got.Key != l.Key || got.MessageID != l.MessageID || got.InReplyTo != l.InReplyTo || got.Subject != l.Subject || got.Template != ByHand || !got.ReturnBy.IsZero() {
		t.Errorf("it is another letter: %+v", got)
	}
	if want := "Ирина, смета будет\nв четверг.\n\nBcc: x@evil.example\n\nС уважением,\nАнна Лебедева\nагентство «Лето», +7 000 000-00-00\n"; got.Text != want {
		t.Errorf("it says %q", got.Text)
	}
	m, err := mailbox.Parse(mailbox.Raw{Data: got.Raw, Size: int64(len(got.Raw))})
	if err != nil {
		t.Fatal(err)
	}
	if m.Kind != mailbox.Human || m.NoReply != "" || len(m.Cc) > 0 || !strings.Contains(m.Text, "> Когда будет готова смета?") || m.ID != l.MessageID {
		t.Errorf("read back it is %+v", m)
	}
	if head, _, _ := strings.Cut(string(got.Raw), "\r\n\r\n"); strings.Contains(head, "evil.example") || !strings.Contains(head, "Auto-Submitted: no\r\n") {
		t.Errorf("the header is\n%s", head)
	}
	for _, signed := range []string{"Смета в четверг.\n\nАнна", "Смета в четверг.\nанна лебедева", "Смета в четверг.\n\nС уважением,\nАнна Лебедева\nагентство «Лето», +7 000 000-00-00"} {
		if n := strings.Count(reword(signed).Text, "агентство"); n > 1 || n == 1 && !strings.Contains(signed, "агентство") {
			t.Errorf("%q is signed %d times", signed, n)
		}
	}
	if _, err := newWriter(t).Reword(p, l, " \r\n ", nil, time.Time{}, at("11.03 12:00")); err == nil {
		t.Error("an empty letter was composed")
	}
}

// Every deed and every reason has words in both languages; the file is to be read.
func TestConfirmationsAreWritten(t *testing.T) {
	p := newPolicy(t)
	now := at("11.03 12:00")
	m := &mailbox.Message{ID: "a@leto.example", From: mailbox.Address{Mail: "anna@leto.example"}, Subject: "Re: Ответить клиенту? Ромашка", At: now, NewText: "да"}
	var b strings.Builder
	for _, who := range []string{"anna@leto.example", "pavel@leto.example"} {
		full := Deed{Client: "Ромашка", To: mailbox.Address{Name: "Ирина", Mail: "irina@romashka.example"}, Subject: "Смета", Quote: "Когда будет готова смета?", Words: "завтра 15:00",
			At: at("12.03 15:00"), Decision: rules.Paid}
		c := Confirmed{Reader: who, Manager: who, Answer: m, Undo: true}
		for _, what := range Deeds {
			d := full
			d.What = what
			switch reading.OrderKind(what) {
			case reading.OrderReturn:
				for _, d.Detail = range []string{"told", "draft", "heard", "off"} {
					c.Deeds = append(c.Deeds, d)
				}
				continue
			case reading.OrderAbsence:
				d.From, d.At, d.Name = at("16.03 00:00"), at("21.03 00:00"), "Павел Орлов"
				c.Deeds = append(c.Deeds, d)
				d.Name = ""
			case reading.OrderUndo:
				d.Detail = "2"
			}
			c.Deeds = append(c.Deeds, d)
		}
		for _, problem := range Problems {
			d := full
			d.What, d.Problem, d.Name = string(reading.OrderApprove), problem, "Аркадий"
			c.Deeds = append(c.Deeds, d)
		}
		l, err := newWriter(t).Confirm(p, c, now)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n\n%s\n", l.Subject, l.Text)
		if l, err = newWriter(t).Confirm(p, Confirmed{Reader: who, Answer: m, Unclear: []string{"да, но\nне так"}}, now); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n\n%s\n", l.Subject, l.Text)
		if !slices.Equal(l.To, []mailbox.Address{{Name: l.To[0].Name, Mail: who}}) || l.InReplyTo != m.ID || l.Key != ConfirmationKey(m.ID) || ConfirmedAnswer(l.Key) != m.ID {
			t.Errorf("the confirmation is %+v", l)
		}
		for _, why := range []Standing{Unproven, Foreign} {
			if l, err = newWriter(t).Suspicious(p, who, "Ромашка", m, why, "dmarc=fail", now); err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s\n\n%s\n", l.Subject, l.Text)
			if l.To[0].Mail != "olga@leto.example" {
				t.Errorf("%s is told to %s", why, l.To[0].Mail)
			}
		}
	}
	golden(t, "confirmations.txt", b.String())
}

package letters

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func TestAcknowledgementIsSent(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	l := decideOne(t, w, p, oneCase(rules.Acknowledge), at("11.03 11:30"))
	golden(t, "acknowledgement.eml", string(l.Raw))
	golden(t, "acknowledgement.txt", readable(t, l.Raw))
	if l.Via != BySMTP || l.Proposed || !l.ToClient || l.Mailbox != "anna@leto.example" || !l.ReturnBy.Equal(at("11.03 16:00")) {
		t.Errorf("letter %+v", l)
	}
	if !strings.Contains(l.Text, "сегодня до 16:00") {
		t.Errorf("the text does not name the time: %s", l.Text)
	}
}

func TestProposalAndItsNotice(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Suggest
	letters, held := w.Decide(p, []Case{oneCase(rules.Acknowledge)}, nil, at("11.03 11:30"))
	if len(letters) != 2 || len(held) != 0 {
		t.Fatalf("got %d letters, held %+v", len(letters), held)
	}
	ack, notice := letters[0], letters[1]
	if !ack.Proposed || !ack.ToClient || ack.Kind != Acknowledgement {
		t.Errorf("the client letter: %+v", ack)
	}
	if notice.Kind != Suggestion || notice.Proposed || notice.ToClient || notice.Via != ToInbox || notice.Mailbox != "anna@leto.example" {
		t.Errorf("the notice: %+v", notice)
	}
	if !strings.Contains(notice.Text, Short(ack.Key)) {
		t.Errorf("the notice does not name %s:\n%s", Short(ack.Key), notice.Text)
	}
	golden(t, "suggestion.txt", readable(t, notice.Raw))
}

func TestDraftGoesToDrafts(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Clients["Ромашка"] = Client{Tone: Informal, Modes: map[Kind]Mode{Acknowledgement: Draft}}
	l := decideOne(t, w, p, oneCase(rules.Acknowledge), at("11.03 11:30"))
	if l.Via != ToDrafts || l.Mode != Draft || l.Mailbox != "anna@leto.example" || l.Proposed {
		t.Errorf("letter %+v", l)
	}
}

// TestDecidingAgainWritesNothing for every mode and mixture of findings.
func TestDecidingAgainWritesNothing(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	for _, mode := range []Mode{Suggest, Draft, Send} {
		for _, kinds := range [][]rules.Kind{{rules.Acknowledge}, {rules.Nudge}, {rules.Escalate},
			{rules.Unanswered, rules.Acknowledge, rules.Nudge, rules.Escalate}} {
			p.Mode = mode
			now := at("11.03 12:30")
			other := oneCase(kinds...)
			other.Conversation.ID = 8
			for i := range other.Findings {
				other.Findings[i].Conversation, other.Findings[i].Key = 8, other.Findings[i].Key+"x"
			}
			cases := []Case{oneCase(kinds...), other}
			first, _ := w.Decide(p, cases, nil, now)
			if len(first) == 0 {
				t.Fatalf("%s %v: nothing written at all", mode, kinds)
			}
			remember(cases, first, now)
			again, held := w.Decide(p, cases, recentOf(first, now), now.Add(time.Minute))
			if len(again) != 0 {
				t.Errorf("%s %v: written again: %s", mode, kinds, again[0].Key)
			}
			for _, h := range held {
				if h.Reason != ReasonWritten {
					t.Errorf("%s %v: held for %s", mode, kinds, h.Reason)
				}
			}
		}
	}
}

func TestTwoFindingsOfOneConversationGetOneAcknowledgement(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Acknowledge, rules.Acknowledge)
	c.Findings[1].Key += "2"
	letters, held := w.Decide(p, []Case{c}, nil, at("11.03 11:30"))
	if len(letters) != 1 || len(held) != 1 || held[0].Reason != ReasonPerThread {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
}

func TestNudge(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Nudge)
	c.Findings[0].Repeated, c.Findings[0].Acknowledged, c.Findings[0].Promised = 1, at("11.03 11:30"), at("11.03 12:30")
	l := decideOne(t, w, p, c, at("11.03 12:40"))
	golden(t, "nudge.txt", readable(t, l.Raw))
	if l.Via != ToInbox || l.Mailbox != "anna@leto.example" || l.ToClient || l.Conversation != 7 || l.Key != l.Covers[0].Key {
		t.Errorf("letter %+v", l)
	}
}

func TestNudgesOfOneManagerAreOneNotice(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	a, b := oneCase(rules.Nudge), oneCase(rules.Nudge)
	b.Conversation.ID, b.Findings[0].Conversation, b.Findings[0].Key = 8, 8, "nudge:q2@romashka.example"
	b.Findings[0].Subject, b.Findings[0].Due = "Договор", at("11.03 13:30")
	letters, held := w.Decide(p, []Case{b, a}, nil, at("11.03 12:40"))
	l := only(t, letters, held)
	if len(l.Covers) != 2 || l.Covers[0].Key != keyOf(Nudge, 1, a.Findings[0].Key) || l.Conversation != 0 {
		t.Errorf("covers %+v of conversation %d, want the most urgent first", l.Covers, l.Conversation)
	}
	golden(t, "nudge-several.txt", l.Subject+"\n\n"+l.Text)
	p.Bundle = false
	if letters, _ := w.Decide(p, []Case{b, a}, nil, at("11.03 12:40")); len(letters) != 2 || len(letters[0].Covers) != 1 {
		t.Errorf("not bundled, two duties make %d notices", len(letters))
	}

	english := oneCase(rules.Nudge)
	english.Findings[0].Manager = "pavel@leto.example"
	l = decideOne(t, w, p, english, at("11.03 12:40"))
	golden(t, "nudge-en.txt", readable(t, l.Raw))
}

func TestEscalation(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	l := decideOne(t, w, p, oneCase(rules.Escalate), at("13.03 12:40"))
	golden(t, "escalation.txt", readable(t, l.Raw))
	if l.Via != BySMTP || l.Mailbox != "" || l.To[0].Mail != "olga@leto.example" || l.From.Mail != "vernus@leto.example" {
		t.Errorf("letter %+v", l)
	}
	p.Leads[0].Language = "en"
	golden(t, "escalation-en.txt", readable(t, decideOne(t, w, p, oneCase(rules.Escalate), at("13.03 12:40")).Raw))
}

func TestStagesHaveTheirOwnLetters(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Nudge)
	first := decideOne(t, w, p, c, at("11.03 12:40"))
	cases := []Case{c}
	remember(cases, []Letter{first}, at("11.03 12:40"))
	cases[0].Findings[0].Stage = 2
	second := decideOne(t, w, p, cases[0], at("11.03 16:40"))
	if second.Key == first.Key || second.Stage != 2 {
		t.Errorf("the second reminder has key %s and stage %d", second.Key, second.Stage)
	}
}

func TestReplyGoesToTheLatestLetterOfTheOneWhoWaits(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Acknowledge)
	add := func(id, from, when string) {
		m := *c.Conversation.Entries[0].Message
		m.ID, m.At, m.From = id, at(when), mailbox.Address{Mail: from}
		e := c.Conversation.Entries[0]
		e.Message = &m
		c.Conversation.Entries = append(c.Conversation.Entries, e)
		c.Findings[0].Letters = append(c.Findings[0].Letters, id)
	}
	add("q2@romashka.example", "irina@romashka.example", "11.03 10:20")
	add("q3@romashka.example", "boss@romashka.example", "11.03 10:30")
	l := decideOne(t, w, p, c, at("11.03 11:30"))
	if l.InReplyTo != "q2@romashka.example" || l.To[0].Mail != "irina@romashka.example" {
		t.Errorf("answers %s to %s", l.InReplyTo, l.To[0].Mail)
	}
}

func TestReplyTo(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Acknowledge)
	c.Conversation.Entries[0].ReplyTo = []mailbox.Address{{Mail: "stranger@elsewhere.example"}}
	if to := decideOne(t, w, p, c, at("11.03 11:30")).To; to[0].Mail != "irina@romashka.example" {
		t.Errorf("a strange Reply-To is followed: %v", to)
	}
	c.Conversation.Entries[0].ReplyTo = []mailbox.Address{{Mail: "office@romashka.example"}}
	if to := decideOne(t, w, p, c, at("11.03 11:30")).To; to[0].Mail != "office@romashka.example" {
		t.Errorf("the client's Reply-To is not followed: %v", to)
	}
}

func TestWhatIsAskedForIsCalledByItsName(t *testing.T) {
	act := func(types ...reading.Type) (out []reading.Act) {
		for _, ty := range types {
			out = append(out, reading.Act{Type: ty})
		}
		return out
	}
	for _, tc := range []struct {
		acts []reading.Act
		want string
	}{
		{act(reading.Question), "question"},
		{act(reading.Question, reading.Question), "questions"},
		{act(reading.Request), "request"},
		{act(reading.Request, reading.Question), "letter"},
		{act(reading.Request, reading.Complaint), "complaint"},
		{[]reading.Act{{Type: reading.Question}, {Type: reading.Question, Chaser: true}}, "question"},
		{nil, "letter"},
	} {
		c := oneCase(rules.Acknowledge)
		c.Conversation.Entries[0].Reading.Acts = tc.acts
		if got := asks(duty{&c.Findings[0], &c.Conversation}); got != tc.want {
			t.Errorf("%v: %s, want %s", tc.acts, got, tc.want)
		}
	}
}

func TestReturnTimeIsRoundAndWithinTheDay(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	for _, tc := range []struct{ promise, want, words string }{
		{"11.03 15:37", "11.03 15:40", "сегодня до 15:40"},
		{"11.03 15:40", "11.03 15:40", "сегодня до 15:40"},
		{"11.03 17:58", "11.03 18:00", "сегодня до 18:00"},
		{"12.03 12:00", "12.03 12:00", "завтра, 12 марта, до 12:00"},
	} {
		c := oneCase(rules.Acknowledge)
		c.Findings[0].ReturnBy = at(tc.promise).Add(20 * time.Second)
		if strings.HasSuffix(tc.promise, "0") {
			c.Findings[0].ReturnBy = at(tc.promise)
		}
		l := decideOne(t, w, p, c, at("11.03 11:30"))
		if !l.ReturnBy.Equal(at(tc.want)) || !strings.Contains(l.Text, tc.words) {
			t.Errorf("%s: promised %s in\n%s", tc.promise, l.ReturnBy.In(moscow), l.Text)
		}
	}
	c := oneCase(rules.Acknowledge)
	c.Findings[0].ReturnBy = at("11.03 11:30")
	if l := decideOne(t, w, p, c, at("11.03 11:30")); !l.ReturnBy.IsZero() || strings.Contains(l.Text, "11:30") {
		t.Errorf("a time that has come is still promised:\n%s", l.Text)
	}
}

func TestZones(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Acknowledge)
	c.Conversation.Entries[0].Date = at("11.03 10:00").In(mustZone("Asia/Yekaterinburg"))
	if l := decideOne(t, w, p, c, at("11.03 11:30")); !strings.Contains(l.Text, "сегодня до 16:00 по Москве.") {
		t.Errorf("a client in another zone is not told whose time it is:\n%s", l.Text)
	}
	p.Clients["Ромашка"] = Client{Tone: Informal, Location: mustZone("Asia/Yekaterinburg")}
	if l := decideOne(t, w, p, c, at("11.03 11:30")); !strings.Contains(l.Text, "сегодня до 18:00.") || !l.ReturnBy.Equal(at("11.03 16:00")) {
		t.Errorf("a client whose zone is known gets a foreign time:\n%s", l.Text)
	}
}

func TestShortKeysDiffer(t *testing.T) {
	seen := map[string]bool{}
	for i := range 2000 {
		s := Short(keyOf(Acknowledgement, 1, fmt.Sprint(i)))
		if len(s) != 6 || seen[s] {
			t.Fatalf("%q is no good name for letter %d", s, i)
		}
		seen[s] = true
	}
	if keyOf(Nudge, 0, "d") != keyOf(Nudge, 1, "d") || keyOf(Nudge, 2, "d") == keyOf(Nudge, 1, "d") {
		t.Error("stages are not told apart")
	}
	a, b := Cover{Key: "a"}, Cover{Key: "b"}
	if groupKey(Nudge, []Cover{a, b}) != groupKey(Nudge, []Cover{b, a}) {
		t.Error("the key of a group depends on the order")
	}
}

func TestNudgeAboutAForgedLetterSaysSo(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Nudge, rules.Escalate)
	for i := range c.Findings {
		c.Findings[i].Forged = "dmarc=fail"
	}
	letters, held := w.Decide(p, []Case{c}, nil, at("11.03 12:40"))
	if len(letters) != 2 {
		t.Fatalf("%d letters, held %+v", len(letters), held)
	}
	for _, l := range letters {
		if !strings.Contains(l.Text, "поддельным (dmarc=fail)") || !strings.Contains(l.HTML, "поддельным (dmarc=fail)") {
			t.Errorf("%s does not warn:\n%s", l.Kind, l.Text)
		}
		if !strings.HasPrefix(l.Subject, "Проверьте отправителя: ") || strings.HasPrefix(l.Text, "Клиент") {
			t.Errorf("%s is about any client's letter: %s\n%s", l.Kind, l.Subject, l.Text)
		}
	}
}

func TestNudgeSaysThatTheClientAskedAgain(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	c := oneCase(rules.Nudge, rules.Escalate)
	for i := range c.Findings {
		c.Findings[i].Rule, c.Findings[i].Repeated = "A7", 2
	}
	letters, _ := w.Decide(p, []Case{c}, nil, at("11.03 11:40"))
	if len(letters) != 2 || !strings.HasPrefix(letters[0].Subject, "Клиент напоминает: ") || !strings.Contains(letters[1].Text, "пришлось напоминать") {
		t.Errorf("got %+v", letters)
	}
}

// An acknowledgement that could not leave until its time had passed is written again; one that nobody approved is not.
func TestOutwaitedAcknowledgementIsWrittenAgain(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Send
	c := oneCase(rules.Acknowledge)
	first := decideOne(t, w, p, c, at("11.03 11:30"))
	waiting := rules.Written{Key: first.Key, Kind: string(first.Kind), Stage: 1, Duty: first.Duty, Phase: string(Queued), At: at("11.03 11:30"), ReturnBy: first.ReturnBy, ToClient: true}
	c.Conversation.Written = []rules.Written{waiting}
	late := first.ReturnBy.Add(time.Minute)
	gone := w.Obsolete(p, []Case{c}, late)
	if len(gone) != 1 {
		t.Fatalf("withdrawn: %+v", gone)
	}
	c.Conversation.Written[0].Phase, c.Conversation.Written[0].Why = string(Withdrawn), gone[0].Why
	for i := range c.Findings {
		c.Findings[i].ReturnBy = late.Add(24 * time.Hour)
	}
	if again := decideOne(t, w, p, c, late); again.Key == first.Key || !again.ReturnBy.After(late) {
		t.Errorf("written again as %s, to return by %s", again.Key, again.ReturnBy)
	}
	c.Conversation.Written[0].Phase = string(Proposed)
	if gone = w.Obsolete(p, []Case{c}, late); len(gone) != 1 {
		t.Fatalf("withdrawn: %+v", gone)
	}
	c.Conversation.Written[0].Phase, c.Conversation.Written[0].Why = string(Withdrawn), gone[0].Why
	if letters, _ := w.Decide(p, []Case{c}, nil, late); len(letters) != 0 {
		t.Errorf("a letter that nobody approved is proposed again: %+v", letters)
	}
}

package letters

import (
	"strings"
	"testing"
	"time"

	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// unclear is question's conversation with a letter that does not say what is wanted.
func unclear() Case {
	c := oneCase(rules.Acknowledge)
	e, f := &c.Conversation.Entries[0], &c.Findings[0]
	e.Subject, e.Text, e.NewText = "Смета?", "???", "???"
	e.Reading = reading.Reading{Language: "ru", NeedsReply: true}
	f.Rule, f.Unclear, f.Key, f.Subject, f.Quotes = "A5", true, f.Key+":call", e.Subject, []string{e.Subject}
	f.Call = worktime.Interval{From: at("11.03 12:00"), To: at("11.03 18:00")}
	f.ReturnBy = f.Call.To
	return c
}

// TestCallIsNeverSentByItself: whatever is allowed, a letter that proposes a call waits for a person's yes, or lies in his
// Drafts.
func TestCallIsNeverSentByItself(t *testing.T) {
	w := newWriter(t)
	for _, tone := range []Tone{Formal, Informal} {
		for _, mode := range []Mode{"", Suggest, Send, Draft, Off} {
			p := newPolicy(t)
			p.Mode = mode
			p.Clients["Ромашка"] = Client{Tone: tone, Modes: map[Kind]Mode{Acknowledgement: mode}}
			letters, held := w.Decide(p, []Case{unclear()}, nil, at("11.03 11:30"))
			switch mode {
			case Off:
				if len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonOff || held[0].Rule != "A5" {
					t.Errorf("switched off: %d letters, held %+v", len(letters), held)
				}
			case Draft:
				if l := only(t, letters, held); l.Via != ToDrafts || l.Rule != "A5" || !strings.Contains(l.Text, "созвон") {
					t.Errorf("a draft: %+v", l)
				}
			default:
				if len(letters) != 2 || len(held) != 0 {
					t.Fatalf("%q: %d letters, held %+v", mode, len(letters), held)
				}
				if l := letters[0]; !l.Proposed || l.Mode != Suggest || l.Kind != Acknowledgement || !l.ToClient || l.Rule != "A5" {
					t.Errorf("%q: the letter may leave: %+v", mode, l)
				}
				if n := letters[1]; n.Kind != Suggestion || n.ToClient || n.To[0].Mail != "anna@leto.example" {
					t.Errorf("%q: the notice: %+v", mode, n)
				}
			}
		}
	}
}

func TestCallIsProposed(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	letters, held := w.Decide(p, []Case{unclear()}, nil, at("11.03 11:30"))
	if len(letters) != 2 {
		t.Fatalf("%d letters, held %+v", len(letters), held)
	}
	l, notice := letters[0], letters[1]
	if !strings.Contains(l.Text, "созвонимся сегодня во второй половине дня:") || !l.ReturnBy.Equal(at("11.03 18:00")) {
		t.Errorf("return by %s:\n%s", l.ReturnBy.In(moscow), l.Text)
	}
	if !strings.HasPrefix(l.Template, "ru/acknowledgement-call-informal@") {
		t.Errorf("made of %s", l.Template)
	}
	golden(t, "suggestion-call.txt", readable(t, notice.Raw))

	p.Managers[0].Language = "en"
	c := unclear()
	c.Conversation.Entries[0].Subject, c.Findings[0].Subject = "The estimate?", "The estimate?"
	letters, _ = w.Decide(p, []Case{c}, nil, at("11.03 11:30"))
	golden(t, "suggestion-call-en.txt", letters[1].Subject+"\n\n"+letters[1].Text)
}

// TestCallTimeInWords: in the client's time, and never in his night.
func TestCallTimeInWords(t *testing.T) {
	afternoon := worktime.Interval{From: at("11.03 12:00"), To: at("11.03 18:00")}
	morning := worktime.Interval{From: at("12.03 09:00"), To: at("12.03 12:00")}
	monday := worktime.Interval{From: at("16.03 09:00"), To: at("16.03 12:00")}
	later := worktime.Interval{From: at("20.03 12:00"), To: at("20.03 18:00")}
	for _, tc := range []struct {
		call          worktime.Interval
		lang          string
		client, wrote string // zones; "" where none is known
		now, want     string
	}{
		{call: afternoon, want: "сегодня во второй половине дня"},
		{call: morning, want: "завтра, 12 марта, в первой половине дня"},
		{call: monday, want: "в понедельник, 16 марта, в первой половине дня"},
		{call: later, want: "20 марта во второй половине дня"},
		{call: afternoon, lang: "en", want: "this afternoon"},
		{call: afternoon, lang: "en", now: "11.03 08:00", want: "this afternoon"},
		{call: morning, lang: "en", now: "12.03 08:00", want: "this morning"},
		{call: morning, lang: "en", want: "tomorrow, 12 March, in the morning"},
		{call: later, lang: "en", want: "on 20 March in the afternoon"},
		{call: morning, client: "Europe/Moscow", wrote: "Asia/Yekaterinburg", want: "завтра, 12 марта, в первой половине дня"},
		{call: morning, wrote: "UTC", want: "завтра, 12 марта, в первой половине дня"},
		{call: morning, wrote: "Asia/Yekaterinburg", want: "завтра, 12 марта, с 09:00 до 12:00 по Москве"},
		{call: morning, client: "Asia/Yekaterinburg", want: "завтра, 12 марта, с 11:00 до 14:00"},
		{call: morning, lang: "en", client: "Asia/Yekaterinburg", want: "tomorrow, 12 March, between 11:00 and 14:00"},
		{call: afternoon, client: "Asia/Yekaterinburg", want: "сегодня с 14:30 до 20:00"},
		{call: morning, client: "America/New_York", want: ""},
		{call: morning, wrote: "America/New_York", want: ""},
		{call: afternoon, client: "Asia/Vladivostok", want: ""},
		{want: ""},
	} {
		w, p := newWriter(t), newPolicy(t)
		style := Client{Tone: Informal, Language: "ru"}
		if tc.lang != "" {
			style.Language = tc.lang
		}
		if tc.client != "" {
			style.Location = mustZone(tc.client)
		}
		p.Clients["Ромашка"] = style
		c := unclear()
		c.Findings[0].Call, c.Findings[0].ReturnBy = tc.call, tc.call.To
		if tc.call.To.IsZero() {
			c.Findings[0].Strength = rules.Seen
		}
		if tc.wrote != "" {
			c.Conversation.Entries[0].Date = at("11.03 10:00").In(mustZone(tc.wrote))
		}
		now := at("11.03 11:20")
		if tc.now != "" {
			now = at(tc.now)
		}
		a := &attempt{round: &round{w: w, p: p, now: now}, duty: duty{&c.Findings[0], &c.Conversation}, kind: Acknowledgement, manager: p.Managers[0], known: true,
			mode: Suggest, answered: &c.Conversation.Entries[0], to: c.Conversation.Entries[0].From}
		l, err := a.compose()
		if err != nil {
			t.Fatal(err)
		}
		if got := a.callWords(style.Language, style.Location); got != tc.want || !strings.Contains(l.Text, tc.want) {
			t.Errorf("%s, %s: %q, want %q, in\n%s", tc.client, tc.wrote, got, tc.want, l.Text)
		}
		if named := !l.ReturnBy.IsZero(); named != (tc.want != "") {
			t.Errorf("%q: a time is promised: %v", tc.want, named)
		}
	}
}

// TestCallGivesWay: the client says what he wants before the manager has said anything to the proposal. It is withdrawn,
// and he gets his usual acknowledgement in the same turn.
func TestCallGivesWay(t *testing.T) {
	for _, phase := range []Phase{Proposed, Queued, Withdrawn} {
		w, p := newWriter(t), newPolicy(t)
		c := unclear()
		letters, _ := w.Decide(p, []Case{c}, nil, at("11.03 11:30"))
		cases := []Case{c}
		remember(cases, letters[:1], at("11.03 11:30"))
		cases[0].Conversation.Written[0].Phase = string(phase)
		clear := finding(rules.Acknowledge, c.Conversation)
		cases[0].Findings = []rules.Finding{clear}
		got, held := w.Decide(p, cases, nil, at("11.03 11:40"))
		if l := only(t, got, held); l.Proposed || l.Rule != "A2" {
			t.Errorf("%s: %+v", phase, l)
		}
		gone := w.Obsolete(p, cases, at("11.03 11:40"))
		if phase == Withdrawn != (len(gone) == 0) || len(gone) > 0 && (gone[0].Key != letters[0].Key || !strings.Contains(gone[0].Why, "what he wants")) {
			t.Errorf("%s: withdrawn %+v", phase, gone)
		}
	}
	// What has left, or may have, stays the one acknowledgement of the conversation.
	for _, phase := range []Phase{Begun, Transmitting, Sent, Uncertain} {
		w, p := newWriter(t), newPolicy(t)
		c := unclear()
		letters, _ := w.Decide(p, []Case{c}, nil, at("11.03 11:30"))
		cases := []Case{c}
		remember(cases, letters[:1], at("11.03 11:30"))
		cases[0].Conversation.Written[0].Phase = string(phase)
		cases[0].Findings = []rules.Finding{finding(rules.Acknowledge, c.Conversation)}
		if got, held := w.Decide(p, cases, nil, at("11.03 11:40")); len(got) != 0 || len(held) != 1 || held[0].Reason != ReasonPerThread {
			t.Errorf("%s: %d letters, held %+v", phase, len(got), held)
		}
	}
}

// TestLastLookAtCall: with a yes it leaves at any hour, even where letters are sent; not when the proposed time is near.
func TestLastLookAtCall(t *testing.T) {
	for _, tc := range []struct {
		name, now string
		phase     Phase
		mode      Mode
		until     string
		want      Action
		why       string
	}{
		{"approved", "11.03 15:59", Queued, Send, "11.03 18:00", Go, ""},
		{"approved in the evening", "11.03 20:00", Queued, Send, "12.03 12:00", Go, ""},
		{"a draft in the evening", "11.03 20:00", Queued, Draft, "12.03 12:00", Wait, ""},
		{"not approved", "11.03 20:00", Proposed, Send, "12.03 12:00", Wait, ""},
		{"too late to agree", "11.03 16:01", Queued, Send, "11.03 18:00", Withdraw, "too late"},
		{"too late to agree, not approved", "11.03 16:01", Proposed, Suggest, "11.03 18:00", Withdraw, "too late"},
		{"on the next day its words are wrong", "12.03 09:00", Queued, Send, "12.03 12:00", Withdraw, "another day"},
		{"without a time the next day is fine", "12.03 09:00", Queued, Send, "", Go, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, p := newWriter(t), newPolicy(t)
			p.Mode = tc.mode
			c := unclear()
			l := rules.Written{Key: keyOf(Acknowledgement, 1, c.Findings[0].Key), Kind: string(Acknowledgement), Stage: 1, Duty: c.Findings[0].Key,
				Phase: string(tc.phase), At: at("11.03 11:30"), ToClient: true}
			if tc.until != "" {
				l.ReturnBy = at(tc.until)
			}
			if v := w.Leave(p, c, l, at(tc.now)); v.Action != tc.want || !strings.Contains(v.Detail, tc.why) {
				t.Errorf("%+v, want %s because %q", v, tc.want, tc.why)
			}
		})
	}
}

// TestNoticeSaysHowLongItsLetterLives, as the last look goes by it.
func TestNoticeSaysHowLongItsLetterLives(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Suggest
	usual := func(by string) Case {
		c := oneCase(rules.Acknowledge)
		c.Findings[0].ReturnBy = at(by)
		return c
	}
	tomorrow, untimed := unclear(), unclear()
	tomorrow.Findings[0].Call = worktime.Interval{From: at("12.03 09:00"), To: at("12.03 12:00")}
	tomorrow.Findings[0].ReturnBy = at("12.03 12:00")
	untimed.Findings[0].Call, untimed.Findings[0].ReturnBy = worktime.Interval{}, time.Time{}
	for _, tc := range []struct {
		c    Case
		want string
	}{
		{usual("11.03 16:00"), "отправить сегодня до 16:00; потом"},
		{usual("12.03 12:00"), "отправить сегодня; потом"},
		{unclear(), "отправить сегодня до 16:00; потом"},
		{tomorrow, "отправить сегодня; потом"},
		{untimed, ""},
	} {
		letters, held := w.Decide(p, []Case{tc.c}, nil, at("11.03 11:30"))
		if len(letters) != 2 {
			t.Fatalf("%d letters, held %+v", len(letters), held)
		}
		if text := letters[1].Text; !strings.Contains(text, tc.want) || tc.want == "" && strings.Contains(text, "потом Vernus") {
			t.Errorf("want %q in\n%s", tc.want, text)
		}
	}
}

// TestLanguageOfALetterWithoutWords is that of its subject, else the team's.
func TestLanguageOfALetterWithoutWords(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	for _, tc := range []struct{ text, subject, team, want string }{
		{"???", "Смета?", "en", "Давайте коротко созвонимся"},
		{"", "Re: Estimate?", "ru", "Shall we have a quick call"},
		{"…", "Re: ?", "ru", "Давайте коротко созвонимся"},
		{"Hm", "Смета?", "ru", "Shall we have a quick call"},
	} {
		c := unclear()
		e := &c.Conversation.Entries[0]
		e.NewText, e.Subject, e.Reading.Language, p.Language = tc.text, tc.subject, "en", tc.team
		letters, held := w.Decide(p, []Case{c}, nil, at("11.03 11:30"))
		if len(letters) != 2 || !strings.Contains(letters[0].Text, tc.want) {
			t.Errorf("%q, %q: held %+v, %d letters", tc.text, tc.subject, held, len(letters))
		}
	}
}

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
	"vernus/rules/worktime"
)

// promised is question's conversation, a day later: Анна has promised, and asked for something herself.
func promised() rules.Conversation {
	c := question()
	at := at("12.03 11:00")
	m := &mailbox.Message{
		ID: "a1@leto.example", Date: at, At: at, From: mailbox.Address{Name: "Анна Лебедева", Mail: "anna@leto.example"},
		To: []mailbox.Address{{Name: "Ирина Соколова", Mail: "irina@romashka.example"}}, Subject: "Re: Смета на осеннюю акцию",
		Text: "Смету пришлём в понедельник. Пришлите, пожалуйста, логотип.", NewText: "Смету пришлём в понедельник. Пришлите, пожалуйста, логотип.",
		InReplyTo: []string{"q1@romashka.example"}, References: []string{"q1@romashka.example"}, Kind: mailbox.Human,
	}
	c.Entries = append(c.Entries, rules.Entry{Message: m, Direction: mailbox.Outgoing, Client: "Ромашка", Mailboxes: []string{"anna@leto.example"},
		Reading: reading.Reading{Language: "ru"}})
	return c
}

// owedTo is a finding about our own letter in promised's conversation, or about the client as a whole.
func owedTo(kind rules.Kind, c rules.Conversation, now time.Time) rules.Finding {
	f := rules.Finding{
		Rule: "P6", Kind: kind, Key: string(kind) + ":a1@leto.example", Stage: 1, Conversation: c.ID, Client: c.Client, Manager: "anna@leto.example",
		Contact: mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"}, Subject: c.Subject, MessageID: "a1@leto.example",
		Letters: []string{"a1@leto.example"}, Quotes: []string{"Смету пришлём в понедельник."}, Since: at("12.03 11:00"), Due: at("16.03 18:00"),
		ActAt: now.Add(-time.Minute), ReturnBy: at("20.03 18:00"), Days: 2, Count: 8, Of: 10, Note: "8 Марта",
		From: at("01.04 00:00"), To: at("11.04 00:00"), Substitute: "pavel@leto.example", Because: "for the test",
	}
	switch kind {
	case rules.FollowUp:
		f.Quotes, f.ReturnBy = []string{"Пришлите, пожалуйста, логотип."}, time.Time{}
	case rules.ClosingDue:
		f.ReturnBy, f.Note = time.Time{}, ""
	case rules.PromiseDue:
		f.Stage = rules.StagePast
	case rules.Complained, rules.Extra, rules.ExtraAgain:
		f.MessageID, f.Letters, f.Quotes = "q1@romashka.example", []string{"q1@romashka.example"}, []string{"А можно ещё баннер?", "И листовку бы"}
		f.Wishes = []rules.Wish{{At: at("02.02 12:00"), Text: "Добавьте баннер на главную.", Decision: rules.Bonus}, {At: at("11.03 10:00"), Text: "А можно ещё баннер?"}}
	case rules.Silence, rules.Away, rules.OccasionDue, rules.Balance:
		f.Owner, f.Letter = f.Manager, string(OccasionLetter)
		f.Conversation, f.MessageID, f.Letters, f.ReturnBy = 0, "", nil, time.Time{}
	}
	return f
}

// owedKinds are those of planOf that are not about a client who waits for an answer.
var owedKinds = []rules.Kind{rules.PromiseDue, rules.Floating, rules.Unfeasible, rules.ClosingDue, rules.FollowUp, rules.Silence, rules.Balance,
	rules.Away, rules.OccasionDue, rules.Complained, rules.Extra, rules.ExtraAgain}

// TestEveryKindIsWritten shows what is written about each kind of finding, in each mode: golden files of all letters.
func TestEveryKindIsWritten(t *testing.T) {
	now := at("17.03 11:30")
	for _, kind := range owedKinds {
		for _, mode := range []Mode{Suggest, Send} {
			t.Run(string(kind)+" "+string(mode), func(t *testing.T) {
				w, p := newWriter(t), newPolicy(t)
				p.Mode = mode
				c := Case{Conversation: promised()}
				f := owedTo(kind, c.Conversation, now)
				if f.Conversation == 0 {
					c.Conversation = rules.Conversation{Client: "Ромашка"}
				}
				c.Findings = []rules.Finding{f}
				letters, held := w.Decide(p, []Case{c}, nil, now)
				if len(letters) == 0 || len(held) > 0 {
					t.Fatalf("%d letters, held %+v", len(letters), held)
				}
				var all strings.Builder
				for _, l := range letters {
					all.WriteString("=== " + string(l.Kind) + " to " + l.To[0].Mail + "\n" + readable(t, l.Raw) + "\n")
					byHand := planOf(f).byHand && l.ToClient
					if l.Proposed != (l.ToClient && (mode == Suggest || byHand)) {
						t.Errorf("%s is proposed: %v", l.Kind, l.Proposed)
					}
				}
				golden(t, "owed-"+string(kind)+"-"+string(mode)+".txt", all.String())
				cases := []Case{c}
				remember(cases, letters, now)
				again, _ := w.Decide(p, cases, recentOf(letters, now), now.Add(time.Minute))
				if len(again) > 0 {
					t.Errorf("written again: %s", again[0].Key)
				}
				cases[0].Findings = nil
				for _, l := range letters {
					if l.Proposed && len(w.Obsolete(p, cases, now)) == 0 {
						t.Error("a letter to the client outlives what it was written for")
					}
				}
			})
		}
	}
}

// TestPaused: a person's word holds letters back, visibly, until it ends or is taken back.
func TestPaused(t *testing.T) {
	now := at("17.03 11:30")
	ruling := rules.Ruling{Kind: rules.Paused, Client: "Ромашка", By: "anna@leto.example", At: at("16.03 10:00"), To: at("18.03 09:00"), Why: "клиент в больнице"}
	w, p := newWriter(t), newPolicy(t)
	c := Case{Conversation: promised()}
	c.Findings = []rules.Finding{owedTo(rules.FollowUp, c.Conversation, now)}
	c.Conversation.Rulings = []rules.Ruling{ruling}
	letters, held := w.Decide(p, []Case{c}, nil, now)
	if len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonPaused || !held[0].Again.Equal(ruling.To) || !strings.Contains(held[0].Detail, "в больнице") {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
	if letters, _ := w.Decide(p, []Case{c}, nil, at("18.03 09:00")); len(letters) != 1 {
		t.Error("it does not end")
	}
	ruling.Undone = at("16.03 12:00")
	c.Conversation.Rulings = []rules.Ruling{ruling}
	if letters, _ := w.Decide(p, []Case{c}, nil, now); len(letters) != 1 {
		t.Error("it cannot be taken back")
	}
}

// TestSnoozed: what a person has put off is not told before its time.
func TestSnoozed(t *testing.T) {
	now := at("17.03 11:30")
	w, p := newWriter(t), newPolicy(t)
	c := Case{Conversation: promised()}
	f := owedTo(rules.Unfeasible, c.Conversation, now)
	f.Snoozed = at("18.03 09:00")
	c.Findings = []rules.Finding{f}
	letters, held := w.Decide(p, []Case{c}, nil, now)
	if len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonSnoozed || !held[0].Again.Equal(f.Snoozed) {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
	if letters, _ := w.Decide(p, []Case{c}, nil, f.Snoozed); len(letters) != 1 {
		t.Error("it does not end")
	}
}

// TestSnoozedReminderOfTheClient: what he owes us is not asked for while a person puts it off, even if the letter was about to
// leave; afterwards it is.
func TestSnoozedReminderOfTheClient(t *testing.T) {
	now := at("17.03 11:30")
	w, p := newWriter(t), newPolicy(t)
	c := Case{Conversation: promised()}
	f := owedTo(rules.FollowUp, c.Conversation, now)
	c.Findings = []rules.Finding{f}
	cases := []Case{c}
	remember(cases, []Letter{decideOne(t, w, p, c, now)}, now)
	f.Snoozed = at("18.03 09:00")
	c.Findings = []rules.Finding{f}
	if letters, held := w.Decide(p, []Case{c}, nil, now); len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonSnoozed || !held[0].Again.Equal(f.Snoozed) {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
	cases[0].Findings = c.Findings
	if v := w.Leave(p, cases[0], cases[0].Conversation.Written[0], now); v.Reason != ReasonSnoozed || !v.Again.Equal(f.Snoozed) {
		t.Errorf("the letter that was about to leave is to %s: %s", v.Action, v.Reason)
	}
	if letters, _ := w.Decide(p, []Case{c}, nil, f.Snoozed); len(letters) != 1 {
		t.Error("it does not end")
	}
}

// TestNoticesAreBundled: what is new for a manager in one round stands in one notice, whatever it is about.
func TestNoticesAreBundled(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	c := Case{Conversation: promised()}
	p.MaxAge = 24 * 30 * time.Hour
	overdue := finding(rules.Nudge, c.Conversation)
	c.Findings = []rules.Finding{owedTo(rules.Unfeasible, c.Conversation, now), overdue}
	soon := owedTo(rules.PromiseDue, c.Conversation, now)
	soon.Stage = rules.StageDueSoon
	c.Findings = append(c.Findings, soon)
	l := decideOne(t, w, p, c, now)
	if len(l.Covers) != 3 {
		t.Errorf("covers %+v", l.Covers)
	}
	golden(t, "bundle.txt", readable(t, l.Raw))
}

// TestOccasionLetters: a day goes with the letter that the config names for it, and with none if it names none.
func TestOccasionLetters(t *testing.T) {
	now := at("17.03 11:30")
	for _, kind := range append(slices.Clone(OccasionKinds), "") {
		w, p := newWriter(t), newPolicy(t)
		f := owedTo(rules.OccasionDue, promised(), now)
		f.Letter, f.Note = string(kind), "окончание договора"
		letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{f}}}, nil, now)
		if len(held) > 0 {
			t.Fatalf("%s: held %+v", kind, held)
		}
		if kind == "" {
			if len(letters) != 1 || letters[0].Kind != Nudge || !strings.Contains(letters[0].Text, "окончание договора") {
				t.Errorf("without a letter: %+v", letters)
			}
			continue
		}
		if len(letters) != 2 || letters[0].Kind != kind || !letters[0].Proposed || letters[1].Kind != Suggestion {
			t.Errorf("%s: %+v", kind, letters)
		}
		golden(t, "occasion-"+string(kind)+".txt", letters[0].Subject+"\n\n"+letters[0].Text)
	}
}

// TestInAnothersStead: who answers for an absent colleague says so, in the announcement of the first day and when he
// acknowledges.
func TestInAnothersStead(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("06.04 09:30")
	away := owedTo(rules.Away, promised(), now)
	away.Stage, away.Manager, away.Owner, away.To = rules.StageFirstDay, "pavel@leto.example", "anna@leto.example", at("11.04 00:00")
	p = p.With(&rules.Team{Absences: []rules.Ruling{{Kind: rules.Absence, Manager: "anna@leto.example", From: away.From, To: away.To}}})
	letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{away}}}, nil, now)
	l := only(t, letters, held)
	if l.From.Mail != "pavel@leto.example" {
		t.Errorf("it comes from %s", l.From.Mail)
	}
	golden(t, "absence-first-day.txt", l.Subject+"\n\n"+l.Text)

	c := question()
	c.Entries[0].At = at("06.04 09:00")
	ack := finding(rules.Acknowledge, c)
	ack.Manager, ack.Owner, ack.From, ack.To = "pavel@leto.example", "anna@leto.example", away.From, away.To
	ack.ActAt, ack.ReturnBy = at("06.04 09:30"), at("06.04 13:30")
	letters, held = w.Decide(p, []Case{{Conversation: c, Findings: []rules.Finding{ack}}}, nil, now)
	l = only(t, letters, held)
	if l.From.Mail != "pavel@leto.example" {
		t.Errorf("it comes from %s", l.From.Mail)
	}
	golden(t, "acknowledgement-instead.txt", l.Text)

	// In her own name nothing leaves while she is away.
	ack.Manager, ack.Owner = "anna@leto.example", ""
	if letters, held = w.Decide(p, []Case{{Conversation: c, Findings: []rules.Finding{ack}}}, nil, now); len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonHours {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
}

// TestHoursOfTheReader: a letter reaches a client while he is at work, where that is known; a proposal reaches the manager.
func TestHoursOfTheReader(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	vladivostok := newCalendar(t, "Asia/Vladivostok")
	p.Clients["Ромашка"] = Client{Tone: Informal, Calendar: vladivostok, Location: vladivostok.Location()}
	for _, tc := range []struct {
		mode Mode
		now  string
		goes bool
	}{
		{Send, "17.03 11:30", false}, // 18:30 there
		{Send, "17.03 04:00", true},  // 11:00 there
		{Suggest, "17.03 11:30", true},
		{Suggest, "17.03 04:00", false},
	} {
		now := at(tc.now)
		p.Mode = tc.mode
		c := Case{Conversation: promised()}
		c.Findings = []rules.Finding{owedTo(rules.FollowUp, c.Conversation, now)}
		letters, held := w.Decide(p, []Case{c}, nil, now)
		if (len(letters) > 0) != tc.goes || !tc.goes && held[0].Reason != ReasonHours {
			t.Errorf("%s at %s: %d letters, held %+v", tc.mode, tc.now, len(letters), held)
		}
		if tc.mode == Send && tc.goes {
			cases := []Case{c}
			remember(cases, letters, now)
			if v := w.Leave(p, cases[0], cases[0].Conversation.Written[0], at("17.03 12:00")); v.Reason != ReasonHours {
				t.Errorf("after hours it is to %s: %s", v.Action, v.Reason)
			}
		}
	}
}

// TestNothingInAnAbsentName: while the manager is away nothing leaves in his name, also at hours at which its reader works.
func TestNothingInAnAbsentName(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	p.Clients["Ромашка"] = Client{Calendar: newCalendar(t, "Europe/Moscow")}
	c := Case{Conversation: promised()}
	c.Findings = []rules.Finding{owedTo(rules.FollowUp, c.Conversation, now)}
	cases := []Case{c}
	remember(cases, []Letter{decideOne(t, w, p, c, now)}, now)
	p = p.With(&rules.Team{Absences: []rules.Ruling{{Kind: rules.Absence, Manager: "anna@leto.example", From: at("17.03 00:00"), To: at("19.03 00:00")}}})
	if letters, held := w.Decide(p, []Case{c}, nil, now); len(letters) != 0 || len(held) != 1 || held[0].Reason != ReasonHours || !held[0].Again.Equal(at("19.03 09:00")) {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
	if v := w.Leave(p, cases[0], cases[0].Conversation.Written[0], now); v.Reason != ReasonHours {
		t.Errorf("what was about to leave is to %s: %s", v.Action, v.Reason)
	}
}

// TestOneReminderADay: two matters in which a client owes us something remind him on two days, not in the same minute.
func TestOneReminderADay(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	one, two := Case{Conversation: promised()}, Case{Conversation: promised()}
	two.Conversation.ID = 8
	one.Findings = []rules.Finding{owedTo(rules.FollowUp, one.Conversation, now)}
	two.Findings = []rules.Finding{owedTo(rules.FollowUp, two.Conversation, now)}
	two.Findings[0].Key += "x"
	cases := []Case{one, two}
	first, held := w.Decide(p, cases, nil, now)
	if len(first) != 1 || len(held) != 1 || held[0].Reason != ReasonPerClient || !held[0].Again.Equal(at("18.03 00:00")) {
		t.Fatalf("%d letters, held %+v", len(first), held)
	}
	remember(cases, first, now)
	if again, _ := w.Decide(p, cases, recentOf(first, now), now.Add(time.Hour)); len(again) != 0 {
		t.Error("an hour later the second left")
	}
	if next, _ := w.Decide(p, cases, recentOf(first, now), at("18.03 09:30")); len(next) != 1 {
		t.Errorf("the next day %d letters", len(next))
	}
}

// TestReminderOfHisOwnPromise: what the client has promised himself is not called a question of ours.
func TestReminderOfHisOwnPromise(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	for _, tc := range []struct {
		lang, has, hasNot string
		stage             int
	}{
		{"ru", "Возвращаюсь к вашему письму", "нашему письму", 1}, {"ru", "мы пока не получили", "Без ответа", 2},
		{"en", "on your email", "on our email", 1}, {"en", "what you promised there hasn't reached us yet", "without an answer", 2},
	} {
		c := Case{Conversation: promised()}
		f := owedTo(rules.FollowUp, c.Conversation, now)
		f.MessageID, f.Letters, f.Note, f.Stage = "q1@romashka.example", []string{"q1@romashka.example"}, rules.NoteTheirs, tc.stage
		c.Findings = []rules.Finding{f}
		p.Clients["Ромашка"] = Client{Tone: Informal, Language: tc.lang}
		l := decideOne(t, w, p, c, now)
		if !strings.Contains(l.Text, tc.has) || strings.Contains(l.Text, tc.hasNot) {
			t.Errorf("%s, reminder %d:\n%s", tc.lang, tc.stage, l.Text)
		}
	}
}

// TestNoReminderIsLost: five matters in which a client owes us something fall due on one day, before a long weekend. Each reminds
// him, one a day, however long that takes.
func TestNoReminderIsLost(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	due := at("12.03 11:30") // a Thursday
	var cases []Case
	for i := range 5 {
		c := Case{Conversation: promised()}
		c.Conversation.ID = int64(10 + i)
		f := owedTo(rules.FollowUp, c.Conversation, due)
		f.Key += fmt.Sprint(i)
		c.Findings = []rules.Finding{f}
		cases = append(cases, c)
	}
	var sent []Letter
	var recent []Recent
	for _, day := range []string{"12.03", "13.03", "14.03", "15.03", "16.03", "17.03", "18.03"} {
		now := at(day + " 11:30")
		letters, held := w.Decide(p, cases, recent, now)
		if hours := at(day + " 00:00").Weekday(); (len(letters) == 1) == (hours == time.Saturday || hours == time.Sunday) {
			t.Errorf("%s: %d letters", day, len(letters))
		}
		for _, h := range held {
			if h.Reason == ReasonTooOld {
				t.Errorf("%s: %s is lost: %s", day, h.Duty, h.Detail)
			}
		}
		remember(cases, letters, now)
		sent, recent = append(sent, letters...), append(recent, recentOf(letters, now)...)
	}
	if len(sent) != len(cases) {
		t.Errorf("%d letters for %d matters", len(sent), len(cases))
	}
}

// TestLanguageOfAccountLetters: a letter that begins a conversation is in the language in which one writes with the contact, unless
// the config names another.
func TestLanguageOfAccountLetters(t *testing.T) {
	now := at("17.03 11:30")
	for _, tc := range []struct{ found, config, want string }{
		{"en", "", "where things stand"}, {"ru", "", "как идут дела"}, {"", "", "как идут дела"}, {"en", "ru", "как идут дела"},
	} {
		w, p := newWriter(t), newPolicy(t)
		p.Clients["Ромашка"] = Client{Language: tc.config}
		f := owedTo(rules.Silence, promised(), now)
		f.Language = tc.found
		letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{f}}}, nil, now)
		if len(letters) == 0 || !strings.Contains(letters[0].Subject, tc.want) {
			t.Errorf("%+v: %d letters, held %+v", tc, len(letters), held)
		}
	}
}

// TestSecondAnswerIsNotWritten: who got an answer to his complaint or wish that says when somebody comes back gets no second one to
// the same effect until one of us has written; the manager is told all the same.
func TestSecondAnswerIsNotWritten(t *testing.T) {
	now := at("17.03 11:30")
	for kind, letter := range map[rules.Kind]Kind{rules.Complained: ComplaintAnswer, rules.Extra: ExtraWish} {
		for _, phase := range []Phase{Sent, Withdrawn} {
			w, p := newWriter(t), newPolicy(t)
			c := Case{Conversation: promised()}
			f := owedTo(kind, c.Conversation, now)
			c.Findings = []rules.Finding{f}
			c.Conversation.Written = []rules.Written{{Key: "before", Kind: string(letter), Stage: 1, Duty: "another", Phase: string(phase), At: at("16.03 11:30"), ToClient: true}}
			letters, held := w.Decide(p, []Case{c}, nil, now)
			proposed := slices.ContainsFunc(letters, func(l Letter) bool { return l.Kind == letter })
			notice := slices.ContainsFunc(letters, func(l Letter) bool { return l.Kind == Nudge })
			if want := phase != Sent; proposed != want || notice == want || !want && held[0].Reason != ReasonPerThread {
				t.Errorf("%s after one %s: proposed %v, notice %v, held %+v", letter, phase, proposed, notice, held)
			}
		}
	}
}

// TestSnoozeEndsOnAHoliday: a reminder put off to a moment at which nobody works comes when work begins again.
func TestSnoozeEndsOnAHoliday(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	cal, err := worktime.New(worktime.Config{Timezone: "Europe/Moscow", Hours: "Mon-Fri 09:00-18:00", Holidays: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Managers {
		p.Managers[i].Calendar = cal
	}
	c := Case{Conversation: question()}
	f := owedTo(rules.Balance, c.Conversation, at("05.03 12:00"))
	c.Findings = []rules.Finding{f}
	f.Snoozed = at("09.03 10:00") // a Monday off
	for _, tc := range []struct {
		now    string
		put    time.Time
		reason Reason
		again  time.Time
	}{
		{"06.03 12:00", f.Snoozed, ReasonSnoozed, f.Snoozed},
		{"09.03 10:00", time.Time{}, ReasonHours, at("10.03 09:00")},
		{"10.03 09:00", time.Time{}, "", time.Time{}},
	} {
		c.Findings[0].Snoozed = tc.put
		letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: c.Findings}}, nil, at(tc.now))
		held = slices.DeleteFunc(held, func(h Held) bool { return h.Kind != Nudge })
		if (len(held) == 0) != (tc.reason == "") || len(held) > 0 && (held[0].Reason != tc.reason || !held[0].Again.Equal(tc.again)) {
			t.Errorf("%s: %d letters, held %+v", tc.now, len(letters), held)
		}
	}
}

// TestOccasionOfAPausedClient: nothing is proposed to be sent to him; the manager hears of the day in time.
func TestOccasionOfAPausedClient(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	f := owedTo(rules.OccasionDue, promised(), now)
	f.Letter = string(Renewal)
	pause := rules.Ruling{Kind: rules.Paused, By: "anna@leto.example", At: at("16.03 11:00"), Client: "Ромашка"}
	c := Case{Conversation: rules.Conversation{Client: "Ромашка", Rulings: []rules.Ruling{pause}}, Findings: []rules.Finding{f}}
	letters, held := w.Decide(p, []Case{c}, nil, now)
	if len(letters) != 1 || letters[0].Kind != Nudge || len(held) != 1 || held[0].Reason != ReasonPaused {
		t.Errorf("%+v, held %+v", letters, held)
	}
}

// TestHisStep: what is left to the client is listed without saying again that it is left to him.
func TestHisStep(t *testing.T) {
	for words, want := range map[string]string{
		"С вас — план розеток в DWG.":                               "План розеток в DWG",
		"от вас до пятницы остатки по складу":                       "До пятницы остатки по складу",
		"Вы до понедельника присылаете список":                      "Вы до понедельника присылаете список",
		"You are getting the board's approval for the spend (£640)": "You are getting the board's approval for the spend (£640)",
		"You are getting the board's approval for the spend (£":     "You are getting the board's approval for the spend",
		"From you we need the final artwork":                        "The final artwork",
		"С вас!":                                                    "С вас",
	} {
		if got := hisStep(words); got != want {
			t.Errorf("%q: %q, want %q", words, got, want)
		}
	}
}

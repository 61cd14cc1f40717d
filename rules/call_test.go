package rules_test

import (
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// dumb is a conversation of one letter of Monday, 2 March 2026, 10:00, which awaits an answer and says nothing.
func dumb(t *testing.T, team *rules.Team) rules.Conversation {
	at := moment(t, team, "2026-03-02 10:00")
	m := &mailbox.Message{
		ID: "q1@romashka.example", Date: at, At: at, From: mailbox.Address{Mail: "ivan@romashka.example"},
		To: []mailbox.Address{{Mail: "anna@studio.example"}}, Subject: "Договор?", Kind: mailbox.Human,
	}
	return rules.Conversation{ID: 1, Client: "Ромашка", Subject: m.Subject, Entries: []rules.Entry{{
		Message: m, Reading: reading.Reading{Language: "ru", NeedsReply: true}, Direction: mailbox.Incoming, Client: "Ромашка",
	}}}
}

func acknowledgement(t *testing.T, c rules.Conversation, team *rules.Team, at string) rules.Finding {
	t.Helper()
	for _, f := range rules.Check(c, team, moment(t, team, at)).Findings {
		if f.Kind == rules.Acknowledge {
			return f
		}
	}
	t.Fatal("no acknowledgement is due")
	return rules.Finding{}
}

// TestCallOnlyWhenNothingIsClear: a letter that does anything with words, or may say it where Vernus does not look, is none.
func TestCallOnlyWhenNothingIsClear(t *testing.T) {
	act := func(ty reading.Type) func(*rules.Entry) {
		return func(e *rules.Entry) { e.Reading.Acts = []reading.Act{{Type: ty, Text: "…"}} }
	}
	for _, tc := range []struct {
		name   string
		change func(e *rules.Entry)
		call   bool
	}{
		{"says nothing", func(*rules.Entry) {}, true},
		{"a reply that says nothing", func(e *rules.Entry) {
			e.InReplyTo, e.Subject = []string{"a@studio.example"}, "Re: Когда созвонимся?"
		}, true},
		{"asks", act(reading.Question), false},
		{"wants something done", act(reading.Request), false},
		{"complains", act(reading.Complaint), false},
		{"confirms, gives the go-ahead", act(reading.Confirmation), false},
		{"promises", act(reading.Promise), false},
		{"moves a date", act(reading.DeadlineShift), false},
		{"reports", func(e *rules.Entry) { e.Reading.Done = true }, false},
		{"refuses", func(e *rules.Entry) { e.Reading.Refuses = true }, false},
		{"asks in its subject", func(e *rules.Entry) { e.Subject = "Когда будет договор?" }, false},
		{"has an attachment", func(e *rules.Entry) { e.Attachments = []mailbox.Attachment{{Name: "договор.docx"}} }, false},
		{"was not fetched whole", func(e *rules.Entry) { e.Partial = true }, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			team := agency(t)
			c := dumb(t, team)
			tc.change(&c.Entries[0])
			f := acknowledgement(t, c, team, "2026-03-02 11:30")
			if f.Unclear != tc.call || (f.Rule == "A5") != tc.call || f.Call.From.IsZero() == tc.call {
				t.Errorf("rule %s, unclear %v, call %v", f.Rule, f.Unclear, f.Call)
			}
			if want := "acknowledge:q1@romashka.example"; tc.call && f.Key != want+":call" || !tc.call && f.Key != want {
				t.Errorf("key %s", f.Key)
			}
		})
	}
}

// TestCallTime: the part of a day leaves time to say yes, to answer and to call, and lies in the manager's working time.
func TestCallTime(t *testing.T) {
	for _, tc := range []struct {
		name, hours, at string
		away            [2]string     // absence
		within          time.Duration // that the manager promises to be back in; 0: the usual
		from, to        string        // "" when no time can be named
	}{
		{name: "this afternoon", at: "2026-03-02 11:30", from: "2026-03-02 12:00", to: "2026-03-02 18:00"},
		{name: "still this afternoon", at: "2026-03-02 14:00", from: "2026-03-02 12:00", to: "2026-03-02 18:00"},
		{name: "too late for this afternoon", at: "2026-03-02 14:05", from: "2026-03-03 09:00", to: "2026-03-03 12:00"},
		{name: "back soon, but no time left for a yes and an answer", within: 30 * time.Minute, at: "2026-03-02 15:30", from: "2026-03-03 09:00", to: "2026-03-03 12:00"},
		{name: "tomorrow afternoon, when he cannot be back before noon", at: "2026-03-02 17:45", from: "2026-03-03 12:00", to: "2026-03-03 18:00"},
		{name: "after the weekend and the holiday", at: "2026-03-06 16:30", from: "2026-03-10 09:00", to: "2026-03-10 12:00"},
		{name: "he is away tomorrow", at: "2026-03-02 16:30", away: [2]string{"2026-03-03 00:00", "2026-03-04 00:00"}, from: "2026-03-04 09:00", to: "2026-03-04 12:00"},
		{name: "he comes at eleven", hours: "Mon-Fri 11:00-20:00", at: "2026-03-02 18:00", from: "2026-03-03 12:00", to: "2026-03-03 18:00"},
		{name: "round the clock", hours: "Mon-Sun 00:00-24:00", at: "2026-03-02 23:00", from: "2026-03-03 08:00", to: "2026-03-03 12:00"},
		{name: "evenings only", hours: "Mon-Fri 18:00-23:00", at: "2026-03-02 21:00"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			team := agency(t)
			if tc.hours != "" {
				var err error
				if team.Calendar, err = worktime.New(worktime.Config{Timezone: "Europe/Moscow", Hours: tc.hours, Holidays: "ru"}); err != nil {
					t.Fatal(err)
				}
			}
			if tc.within > 0 {
				team.Standard.Acknowledge.ReturnWithin = tc.within
			}
			if tc.away[0] != "" {
				away := worktime.Absence{From: moment(t, team, tc.away[0]), To: moment(t, team, tc.away[1])}
				team.Calendars = map[string]*worktime.Calendar{"anna@studio.example": team.Calendar.WithAbsences(away)}
			}
			f := acknowledgement(t, dumb(t, team), team, tc.at)
			if tc.from == "" {
				if !f.Unclear || !f.Call.From.IsZero() || !f.ReturnBy.IsZero() || f.Strength != rules.Seen {
					t.Fatalf("a call is proposed for %v, return by %s", f.Call, f.ReturnBy)
				}
				return
			}
			if want := (worktime.Interval{From: moment(t, team, tc.from), To: moment(t, team, tc.to)}); !f.Call.From.Equal(want.From) || !f.Call.To.Equal(want.To) {
				t.Errorf("a call is proposed for %v, want %v", f.Call, want)
			}
			if !f.ReturnBy.Equal(f.Call.To) || f.AskUrgency || f.Call.To.Sub(moment(t, team, tc.at)) < rules.CallNotice+time.Hour {
				t.Errorf("return by %s, ask by when: %v", f.ReturnBy, f.AskUrgency)
			}
		})
	}
}

package letters

import (
	"strings"
	"testing"
	"time"

	"vernus/rules"
)

// waiting is question's conversation with an acknowledgement that has not left yet.
func waiting(phase Phase, kinds ...rules.Kind) (Case, rules.Written) {
	c := oneCase(kinds...)
	duty := finding(rules.Acknowledge, c.Conversation).Key
	w := rules.Written{Key: keyOf(Acknowledgement, 1, duty), Kind: string(Acknowledgement), Stage: 1, Duty: duty, Phase: string(phase),
		At: at("11.03 11:30"), ReturnBy: at("11.03 16:00"), ToClient: true}
	c.Conversation.Written = []rules.Written{w}
	return c, w
}

func TestLastLook(t *testing.T) {
	notice := func(kind Kind) func(*Case, *rules.Written) {
		return func(c *Case, l *rules.Written) {
			l.Kind, l.Duty, l.ToClient, l.ReturnBy = string(kind), string(kind)+":q1@romashka.example", false, time.Time{}
		}
	}
	all := []rules.Kind{rules.Unanswered, rules.Acknowledge}
	for _, tc := range []struct {
		name   string
		kinds  []rules.Kind
		now    string
		change func(c *Case, l *rules.Written)
		want   Action
		why    string
		again  string
	}{
		{name: "still owed", kinds: all, now: "11.03 11:31", want: Go},
		{name: "answered", now: "11.03 11:31", want: Withdraw, why: "settled"},
		{name: "acknowledged by the manager himself", kinds: []rules.Kind{rules.Unanswered}, now: "11.03 11:31", want: Withdraw, why: "settled"},
		{name: "another question is open", kinds: all, now: "11.03 11:31", want: Withdraw, why: "settled", change: func(c *Case, l *rules.Written) { l.Duty = "acknowledge:other@x" }},
		{name: "he is writing", kinds: all, now: "11.03 11:31", want: Wait, why: "anna", again: "11.03 11:36", change: func(c *Case, _ *rules.Written) {
			c.Conversation.Drafts = []rules.Draft{{Mailbox: "anna@leto.example", InReplyTo: []string{"q1@romashka.example"}}}
		}},
		{name: "after hours", kinds: all, now: "11.03 18:01", want: Withdraw, why: "has passed"},
		{name: "after hours, with a time tomorrow", kinds: all, now: "11.03 18:01", want: Wait, again: "12.03 09:00", change: func(_ *Case, l *rules.Written) {
			l.ReturnBy = at("12.03 12:00")
		}},
		{name: "on the next day its words are wrong", kinds: all, now: "12.03 09:00", want: Withdraw, why: "another day", change: func(_ *Case, l *rules.Written) {
			l.ReturnBy = at("12.03 12:00")
		}},
		{name: "without a time the next day is fine", kinds: all, now: "12.03 09:00", want: Go, change: func(_ *Case, l *rules.Written) { l.ReturnBy = time.Time{} }},
		{name: "a suggestion whose letter is pointless", kinds: []rules.Kind{rules.Unanswered}, now: "11.03 11:31", want: Withdraw, why: "settled",
			change: func(_ *Case, l *rules.Written) { l.Kind, l.ToClient = string(Suggestion), false }},
		{name: "a suggestion at night", kinds: all, now: "11.03 23:00", want: Go, change: func(_ *Case, l *rules.Written) {
			l.Kind, l.ToClient, l.ReturnBy = string(Suggestion), false, time.Time{}
		}},
		{name: "a nudge", kinds: []rules.Kind{rules.Nudge}, now: "11.03 12:31", want: Go, change: notice(Nudge)},
		{name: "a nudge that the rules no longer repeat", kinds: []rules.Kind{rules.Unanswered}, now: "11.03 12:31", want: Go, change: notice(Nudge)},
		{name: "a nudge, answered", now: "11.03 12:31", want: Withdraw, why: "settled", change: notice(Nudge)},
		{name: "a digest", now: "11.03 12:31", want: Go, change: func(_ *Case, l *rules.Written) {
			*l = rules.Written{Key: "digest/olga@leto.example/2026-03-11", Kind: string(Digest), Phase: string(Queued)}
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, p := newWriter(t), newPolicy(t)
			c, l := waiting(Queued, tc.kinds...)
			if tc.change != nil {
				tc.change(&c, &l)
			}
			v := w.Leave(p, c, l, at(tc.now))
			if v.Action != tc.want || !strings.Contains(v.Detail, tc.why) || v.Action != Go && v.Reason == "" {
				t.Errorf("%+v, want %s because %q", v, tc.want, tc.why)
			}
			if tc.again != "" && !v.Again.Equal(at(tc.again)) {
				t.Errorf("look again at %s, want %s", v.Again, tc.again)
			}
		})
	}
}

// TestApprovedLettersGoAtAnyHour: a person has said yes.
func TestApprovedLettersGoAtAnyHour(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Suggest
	for phase, want := range map[Phase]Action{Proposed: Wait, Queued: Go, Begun: Go} {
		c, l := waiting(phase, rules.Acknowledge)
		l.ReturnBy = at("12.03 12:00")
		if v := w.Leave(p, c, l, at("11.03 20:00")); v.Action != want {
			t.Errorf("%s: %+v, want %s", phase, v, want)
		}
	}
}

// TestObsolete: only what has not begun to leave can be withdrawn.
func TestObsolete(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	for _, phase := range []Phase{Proposed, Queued, Begun, Transmitting, Sent, Failed, Uncertain, Withdrawn} {
		c, l := waiting(phase)
		got := w.Obsolete(p, []Case{c}, at("11.03 11:31"))
		want := phase == Proposed || phase == Queued
		if want != (len(got) == 1) || want && (got[0].Key != l.Key || got[0].Why == "") {
			t.Errorf("%s: %+v", phase, got)
		}
		c, _ = waiting(phase, rules.Acknowledge)
		if got := w.Obsolete(p, []Case{c}, at("11.03 11:31")); len(got) != 0 {
			t.Errorf("%s, still owed: %+v", phase, got)
		}
	}
}

// TestWhatIsWrittenIsNotObsolete at the moment it is written.
func TestWhatIsWrittenIsNotObsolete(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = Suggest
	now := at("11.03 12:30")
	cases := []Case{oneCase(rules.Unanswered, rules.Acknowledge, rules.Nudge, rules.Escalate)}
	letters, _ := w.Decide(p, cases, nil, now)
	remember(cases, letters, now)
	for i := range cases[0].Conversation.Written {
		cases[0].Conversation.Written[i].Phase = string(Queued)
	}
	if got := w.Obsolete(p, cases, now); len(got) != 0 || len(letters) != 4 {
		t.Errorf("of %d letters obsolete at once: %+v", len(letters), got)
	}
}

// TestWithdrawnForATrueReason: a proposal whose matter has gone further is not said to be settled.
func TestWithdrawnForATrueReason(t *testing.T) {
	now := at("17.03 11:30")
	for _, tc := range []struct {
		kind         rules.Kind
		stage, later int
		want         string
	}{
		{rules.PromiseDue, rules.StagePast, rules.StageBroken, "overdue for so long"},
		{rules.Complained, rules.StageUnanswered, rules.StageUnsettled, "answered meanwhile; how it ends is still open"},
		{rules.Extra, rules.StageWished, rules.StageUndecided, "answered meanwhile; how it ends is still open"},
		{rules.PromiseDue, rules.StagePast, 0, "nothing is owed any more"},
	} {
		w, p := newWriter(t), newPolicy(t)
		p.Mode = Suggest
		c := Case{Conversation: promised()}
		f := owedTo(tc.kind, c.Conversation, now)
		f.Stage = tc.stage
		c.Findings = []rules.Finding{f}
		letters, held := w.Decide(p, []Case{c}, nil, now)
		if len(held) > 0 {
			t.Fatalf("%s: held %+v", tc.kind, held)
		}
		cases := []Case{c}
		remember(cases, letters, now)
		cases[0].Findings = nil
		if f.Stage = tc.later; f.Stage > 0 {
			cases[0].Findings = []rules.Finding{f}
		}
		var why []string
		for _, g := range w.Obsolete(p, cases, now.Add(time.Hour)) {
			if strings.Contains(g.Key, string(planOf(owedTo(tc.kind, c.Conversation, now)).client)) {
				why = append(why, g.Why)
			}
		}
		if len(why) != 1 || !strings.Contains(why[0], tc.want) {
			t.Errorf("%s, stage %d then %d: withdrawn because %q, want %q", tc.kind, tc.stage, tc.later, why, tc.want)
		}
	}
}

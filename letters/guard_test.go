package letters

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// TestReasons has a case for every reason why a letter is not written.
func TestReasons(t *testing.T) {
	reply := func(c *Case, at time.Time, own bool) {
		m := &mailbox.Message{ID: "r1@leto.example", At: at, Date: at, Kind: mailbox.Human, From: mailbox.Address{Mail: "anna@leto.example"}}
		c.Conversation.Entries = append(c.Conversation.Entries, rules.Entry{Message: m, Direction: mailbox.Outgoing, Own: own})
	}
	acknowledged := func(c *Case, duty string, at time.Time) {
		c.Conversation.Written = append(c.Conversation.Written, rules.Written{Key: keyOf(Acknowledgement, 1, duty),
			Kind: string(Acknowledgement), Stage: 1, Duty: duty, Phase: string(Sent), At: at, ToClient: true})
	}
	lately := func(n int, client string, at time.Time) (out []Recent) {
		for i := range n {
			out = append(out, Recent{Key: fmt.Sprint(i), Kind: Acknowledgement, Client: client, ToClient: true, Phase: Sent, At: at})
		}
		return out
	}
	for _, tc := range []struct {
		name   string
		kind   rules.Kind
		now    string
		change func(p *Policy, c *Case, recent *[]Recent)
		want   Reason // "" when the letter is written
		again  string
	}{
		{name: "nothing is in the way"},
		{name: "switched off for all", want: ReasonOff, change: func(p *Policy, c *Case, _ *[]Recent) { p.Mode = Off }},
		{name: "switched off for the kind", want: ReasonOff, change: func(p *Policy, c *Case, _ *[]Recent) { p.Modes = map[Kind]Mode{Acknowledgement: Off} }},
		{name: "switched off for the client", want: ReasonOff, change: func(p *Policy, c *Case, _ *[]Recent) {
			p.Clients["Ромашка"] = Client{Modes: map[Kind]Mode{Acknowledgement: Off}}
		}},
		{name: "nudges switched off", kind: rules.Nudge, want: ReasonOff, change: func(p *Policy, c *Case, _ *[]Recent) { p.Modes = map[Kind]Mode{Nudge: Off} }},
		{name: "finding on imported mail", want: ReasonImported, change: func(p *Policy, c *Case, _ *[]Recent) { c.Findings[0].Imported = true }},
		{name: "letter imported", want: ReasonImported, change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries[0].Imported = true }},
		{name: "sending never switched on", want: ReasonImported, change: func(p *Policy, c *Case, _ *[]Recent) { p.SendingSince = time.Time{} }},
		{name: "sending switched on later", want: ReasonImported, change: func(p *Policy, c *Case, _ *[]Recent) { p.SendingSince = at("11.03 10:01") }},
		{name: "a nudge about imported mail", kind: rules.Nudge, change: func(p *Policy, c *Case, _ *[]Recent) { c.Findings[0].Imported = true }},
		{name: "too old", want: ReasonTooOld, now: "16.03 11:30"},
		{name: "old, but within a longer limit", now: "16.03 11:30", change: func(p *Policy, c *Case, _ *[]Recent) { p.MaxAge = 240 * time.Hour }},
		{name: "written before", want: ReasonWritten, change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, c.Findings[0].Key, at("11.03 11:00"))
		}},
		{name: "written before and withdrawn", want: ReasonWritten, change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, c.Findings[0].Key, at("11.03 11:00"))
			c.Conversation.Written[0].Phase = string(Withdrawn)
		}},
		{name: "another duty of the conversation acknowledged", want: ReasonPerThread, change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, "acknowledge:before@romashka.example", at("11.03 09:30"))
		}},
		{name: "acknowledged, then our own letter read back", want: ReasonPerThread, change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, "acknowledge:before@romashka.example", at("11.03 09:30"))
			reply(c, at("11.03 09:31"), true)
		}},
		{name: "acknowledged, then the manager wrote", change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, "acknowledge:before@romashka.example", at("11.03 09:30"))
			reply(c, at("11.03 09:45"), false)
		}},
		{name: "the acknowledgement before was withdrawn", change: func(p *Policy, c *Case, _ *[]Recent) {
			acknowledged(c, "acknowledge:before@romashka.example", at("11.03 09:30"))
			c.Conversation.Written[0].Phase = string(Withdrawn)
		}},
		{name: "mail to him comes back", want: ReasonUnreached, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Lost = []rules.Lost{{Mail: "irina@romashka.example", At: at("11.03 10:30")}}
		}},
		{name: "mail to him came back, before he wrote", change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Lost = []rules.Lost{{Mail: "irina@romashka.example", At: at("10.03 10:30"), Back: at("11.03 10:00")}}
		}},
		{name: "three letters to the client today", want: ReasonPerClient, again: "12.03 00:00", change: func(p *Policy, c *Case, r *[]Recent) {
			*r = lately(3, "Ромашка", at("11.03 09:10"))
		}},
		{name: "three letters yesterday", change: func(p *Policy, c *Case, r *[]Recent) { *r = lately(3, "Ромашка", at("10.03 17:10")) }},
		{name: "three letters to another client", change: func(p *Policy, c *Case, r *[]Recent) { *r = lately(3, "Northwind", at("11.03 09:10")) }},
		{name: "three withdrawn letters", change: func(p *Policy, c *Case, r *[]Recent) {
			*r = lately(3, "Ромашка", at("11.03 09:10"))
			for i := range *r {
				(*r)[i].Phase = Withdrawn
			}
		}},
		{name: "a robot", want: ReasonNoReply, change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries[0].NoReply = "Precedence: bulk" }},
		{name: "an automatic reply", want: ReasonNoReply, change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries[0].Kind = mailbox.AutoReply }},
		{name: "a no-reply address of the client", want: ReasonNoReply, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].From.Mail = "No-Reply@romashka.example"
			c.Findings[0].Contact.Mail = "no-reply@romashka.example"
		}},
		{name: "an info address of the client", change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries[0].From.Mail = "info@romashka.example" }},
		{name: "forged", want: ReasonForged, change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries[0].Forged = "dmarc=fail" }},
		{name: "we are in neither To nor Cc", want: ReasonNotAddressed, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].To = []mailbox.Address{{Mail: "list@elsewhere.example"}}
		}},
		{name: "we are in Cc by an alias", change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].To = []mailbox.Address{{Mail: "list@elsewhere.example"}}
			c.Conversation.Entries[0].Cc = []mailbox.Address{{Mail: "a.lebedeva@leto.example"}}
		}},
		{name: "the sender is no client", want: ReasonNotClient, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].From.Mail = "someone@elsewhere.example"
		}},
		{name: "the sender is another client", want: ReasonNotClient, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].From.Mail = "john@northwind.example"
		}},
		{name: "the sender is one of us", want: ReasonNotClient, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Entries[0].From.Mail = "pavel@leto.example"
		}},
		{name: "an unknown manager", want: ReasonNotClient, change: func(p *Policy, c *Case, _ *[]Recent) { c.Findings[0].Manager = "x@leto.example" }},
		{name: "a draft answers it", want: ReasonDrafting, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Drafts = []rules.Draft{{Mailbox: "anna@leto.example", InReplyTo: []string{"q1@romashka.example"}, At: at("11.03 09:00")}}
		}},
		{name: "a draft was begun since", want: ReasonDrafting, change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Drafts = []rules.Draft{{Mailbox: "anna@leto.example", At: at("11.03 11:00")}}
		}},
		{name: "a draft from before the question", change: func(p *Policy, c *Case, _ *[]Recent) {
			c.Conversation.Drafts = []rules.Draft{{Mailbox: "anna@leto.example", InReplyTo: []string{"old@x"}, At: at("10.03 11:00")}}
		}},
		{name: "before hours", want: ReasonHours, now: "12.03 08:00", again: "12.03 09:00"},
		{name: "at the weekend", want: ReasonHours, now: "14.03 11:00", again: "16.03 09:00", change: func(p *Policy, c *Case, _ *[]Recent) { p.MaxAge = 240 * time.Hour }},
		{name: "a nudge at night", kind: rules.Nudge, want: ReasonHours, now: "11.03 23:00", again: "12.03 09:00"},
		{name: "an escalation at night", kind: rules.Escalate, want: ReasonHours, now: "11.03 23:00", again: "12.03 09:00"},
		{name: "the signature's name is missing", want: ReasonTemplate, change: func(p *Policy, c *Case, _ *[]Recent) {
			p.Managers[0].Signature, p.Managers[0].Name = "", ""
		}},
		{name: "the letter is not at hand", want: ReasonTemplate, change: func(p *Policy, c *Case, _ *[]Recent) { c.Conversation.Entries = nil }},
		{name: "no lead", kind: rules.Escalate, want: ReasonNoLead, change: func(p *Policy, c *Case, _ *[]Recent) { p.Managers[0].Lead = "" }},
		{name: "not yet", want: ReasonNotYet, now: "11.03 11:29", again: "11.03 11:30"},
		{name: "a nudge not yet", kind: rules.Nudge, want: ReasonNotYet, now: "11.03 11:29", again: "11.03 11:30"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, p := newWriter(t), newPolicy(t)
			kind, now := tc.kind, at("11.03 11:30")
			if kind == "" {
				kind = rules.Acknowledge
			}
			if tc.now != "" {
				now = at(tc.now)
			}
			c, recent := oneCase(kind), []Recent(nil)
			if tc.change != nil {
				tc.change(&p, &c, &recent)
			}
			letters, held := w.Decide(p, []Case{c}, recent, now)
			if tc.want == "" {
				only(t, letters, held)
				return
			}
			if len(letters) != 0 || len(held) != 1 || held[0].Reason != tc.want {
				t.Fatalf("want %s; got %d letters, held %+v", tc.want, len(letters), held)
			}
			if held[0].Duty != c.Findings[0].Key || held[0].Client != "Ромашка" || held[0].Detail == "" {
				t.Errorf("held without saying what: %+v", held[0])
			}
			again := ""
			if !held[0].Again.IsZero() {
				again = held[0].Again.In(moscow).Format("02.01 15:04")
			}
			if again != tc.again {
				t.Errorf("look again at %q, want %q", again, tc.again)
			}
		})
	}
}

func TestEveryReasonHasWords(t *testing.T) {
	for _, r := range []Reason{ReasonOff, ReasonImported, ReasonTooOld, ReasonWritten, ReasonPerThread, ReasonPerClient, ReasonBrake,
		ReasonNoReply, ReasonForged, ReasonNotAddressed, ReasonNotClient, ReasonDrafting, ReasonHours, ReasonTemplate, ReasonNoLead, ReasonNotYet,
		ReasonSettled, ReasonStale, ReasonPaused, ReasonSnoozed, ReasonNoContact, ReasonUnreached, ReasonProposed} {
		for _, lang := range Languages {
			if w := r.Words(lang); w == "" || w == string(r) {
				t.Errorf("%s has no words in %s", r, lang)
			}
		}
	}
}

// TestBrake: the twenty-first letter of an hour stays, and the lead is told once.
func TestBrake(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.PerClientDay = 1000
	var cases []Case
	for i := range 25 {
		c := Case{Conversation: question()}
		c.Conversation.ID = int64(i)
		m := *c.Conversation.Entries[0].Message
		m.ID = fmt.Sprintf("q%d@romashka.example", i)
		c.Conversation.Entries[0].Message = &m
		c.Findings = []rules.Finding{finding(rules.Acknowledge, c.Conversation)}
		cases = append(cases, c)
	}
	letters, held := w.Decide(p, cases, nil, at("11.03 11:30"))
	if len(letters) != 21 || letters[20].Kind != Trouble || len(held) != 5 || held[0].Reason != ReasonBrake {
		t.Fatalf("%d letters, %d held", len(letters), len(held))
	}
	if again := held[0].Again; !again.Equal(at("11.03 12:30")) {
		t.Errorf("look again at %s", again)
	}
	golden(t, "trouble-brake.txt", readable(t, letters[20].Raw))

	recent := recentOf(letters, at("11.03 11:30"))
	remember(cases, letters, at("11.03 11:30"))
	letters, _ = w.Decide(p, cases, recent, at("11.03 12:00"))
	if len(letters) != 0 {
		t.Errorf("within the hour %d more letters, the first %s", len(letters), letters[0].Key)
	}
	letters, _ = w.Decide(p, cases, recent, at("11.03 12:30"))
	if len(letters) != 5 {
		t.Errorf("after the hour %d letters, want the five that waited", len(letters))
	}
}

// TestProposalsDoNotBrake: a letter that waits for a yes has reached nobody.
func TestProposalsDoNotBrake(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	p.Mode, p.BrakePerHour = Suggest, 1
	recent := []Recent{{Key: "a", Kind: Acknowledgement, Client: "Northwind", ToClient: true, Phase: Sent, At: at("11.03 11:20")}}
	letters, held := w.Decide(p, []Case{oneCase(rules.Acknowledge)}, recent, at("11.03 11:30"))
	if len(letters) != 2 || len(held) != 0 {
		t.Errorf("%d letters, held %+v", len(letters), held)
	}
}

func recentOf(letters []Letter, at time.Time) []Recent {
	var out []Recent
	for _, l := range letters {
		out = append(out, Recent{Key: l.Key, Kind: l.Kind, Client: l.Client, ToClient: l.ToClient, Phase: Sent, At: at})
	}
	return out
}

// remember puts letters among what has been written in their conversations, as the store does.
func remember(cases []Case, letters []Letter, at time.Time) {
	for i := range cases {
		c := &cases[i].Conversation
		for _, l := range letters {
			for _, cover := range l.Covers {
				if cover.Conversation != c.ID {
					continue
				}
				phase := Sent
				if l.Proposed {
					phase = Proposed
				}
				c.Written = append(c.Written, rules.Written{Key: cover.Key, Kind: string(l.Kind), Stage: cover.Stage, MessageID: l.MessageID,
					Duty: cover.Duty, Phase: string(phase), At: at, ReturnBy: l.ReturnBy, ToClient: l.ToClient})
			}
		}
	}
}

// TestLettersNobodyWaitsForComeAlone: of several letters about one matter the most pressing is written, the others wait.
func TestLettersNobodyWaitsForComeAlone(t *testing.T) {
	now := at("17.03 11:30")
	kinds := func(letters []Letter) (list []Kind) {
		for _, l := range letters {
			if l.ToClient {
				list = append(list, l.Kind)
			}
		}
		return list
	}
	for _, tc := range []struct {
		name  string
		kinds []rules.Kind
		want  []Kind
	}{
		{"asked again, and told that we are late", []rules.Kind{rules.FollowUp, rules.PromiseDue}, []Kind{MovedDate}},
		{"asked again, and whether all is well", []rules.Kind{rules.ClosingDue, rules.FollowUp}, []Kind{ClosingCheck}},
		{"asked again, and told how things stand", []rules.Kind{rules.Silence, rules.FollowUp}, []Kind{FollowUp}},
		{"a complaint and a wish in one letter", []rules.Kind{rules.Extra, rules.Complained}, []Kind{ComplaintAnswer}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			w, p := newWriter(t), newPolicy(t)
			p.Mode = Suggest
			matter, whole := Case{Conversation: promised()}, Case{Conversation: rules.Conversation{Client: "Ромашка"}}
			for _, k := range tc.kinds {
				f := owedTo(k, matter.Conversation, now)
				c := &matter
				if f.Conversation == 0 {
					c = &whole
				}
				c.Findings = append(c.Findings, f)
			}
			cases := []Case{matter, whole}
			letters, held := w.Decide(p, cases, nil, now)
			if got := kinds(letters); !slices.Equal(got, tc.want) {
				t.Fatalf("wrote %v, want %v; held %+v", got, tc.want, held)
			}
			recent := recentOf(letters, now)
			remember(cases, letters, now)
			if letters, _ := w.Decide(p, cases, recent, now.Add(time.Hour)); len(kinds(letters)) != 0 {
				t.Errorf("an hour later wrote %v besides", kinds(letters))
			}
		})
	}
}

// TestFollowUpComesTheNextDay: what stood back one day is written when the other letter has left.
func TestFollowUpComesTheNextDay(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 11:30")
	c := Case{Conversation: promised()}
	c.Findings = []rules.Finding{owedTo(rules.FollowUp, c.Conversation, now)}
	c.Conversation.Written = []rules.Written{{Key: "x", Kind: string(ClosingCheck), Duty: "another", Phase: string(Sent), At: at("17.03 09:30"), ToClient: true}}
	_, held := w.Decide(p, []Case{c}, nil, now)
	if len(held) != 1 || held[0].Reason != ReasonPerClient || !held[0].Again.Equal(at("18.03 00:00")) {
		t.Fatalf("held %+v", held)
	}
	if l := decideOne(t, w, p, c, at("18.03 09:30")); l.Kind != FollowUp {
		t.Errorf("wrote %s", l.Kind)
	}
}

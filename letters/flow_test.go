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

// TestThreeDays plays days of one conversation as the daemon does, a look every quarter of an hour, and shows what is
// written when: first to a manager who never answers, then to one who does.
func TestThreeDays(t *testing.T) {
	never := play(t, Send, nil)
	golden(t, "days-never-answered.txt", never)
	answers := play(t, Send, map[string]string{"11.03 14:00": "Ирина, смета готова, отправил её вам вложением."})
	golden(t, "days-answered.txt", answers)
	suggested := play(t, Suggest, map[string]string{"11.03 11:45": "Ирина, смета готова, отправил её вам вложением."})
	golden(t, "days-answered-before-the-yes.txt", suggested)
}

// play runs a conversation in which Ирина asks on Wednesday at 10:00 and we answer at the given times.
func play(t *testing.T, mode Mode, answers map[string]string) string {
	w, p := newWriter(t), newPolicy(t)
	p.Mode = mode
	team := &rules.Team{Directory: p.Directory, Calendar: p.Managers[0].Calendar, Standard: rules.DefaultStandard()}
	c := question()
	e := &c.Entries[0]
	e.Reading = reading.ForMessage(e.Message, e.Direction, team.Calendar)
	var log strings.Builder
	var recent []Recent
	say := func(now time.Time, format string, args ...any) {
		fmt.Fprintf(&log, "%s  %s\n", now.In(moscow).Format("02.01 15:04"), fmt.Sprintf(format, args...))
	}
	for now := at("11.03 10:00"); now.Before(at("14.03 00:00")); now = now.Add(15 * time.Minute) {
		if text, ok := answers[now.In(moscow).Format("02.01 15:04")]; ok {
			c.Entries = append(c.Entries, outgoing(text, now, false, team))
			say(now, "we answer: %s", text)
		}
		found := rules.Check(c, team, now)
		cases := []Case{{Conversation: c, Findings: found.Findings}}
		for _, gone := range w.Obsolete(p, cases, now) {
			i := slices.IndexFunc(c.Written, func(l rules.Written) bool { return l.Key == gone.Key })
			c.Written[i].Phase = string(Withdrawn)
			say(now, "withdrawn: %s: %s", c.Written[i].Kind, gone.Why)
		}
		letters, held := w.Decide(p, cases, recent, now)
		for _, h := range held {
			if h.Reason != ReasonWritten {
				say(now, "held: %s: %s, again %s", h.Kind, h.Reason, h.Again.In(moscow).Format("02.01 15:04"))
			}
		}
		remember(cases, letters, now)
		c.Written = cases[0].Conversation.Written
		for _, l := range letters {
			say(now, "%s to %s: %s", l.Kind, l.To[0].Mail, l.Subject)
			recent = append(recent, Recent{Key: l.Key, Kind: l.Kind, Client: l.Client, ToClient: l.ToClient, Phase: Sent, At: now})
			if l.ToClient && !l.Proposed {
				own := outgoing(l.Text, now, true, team)
				own.ID = l.MessageID
				c.Entries = append(c.Entries, own)
				say(now, "  «%s»", strings.Split(l.Text, "\n")[2])
			}
		}
	}
	return log.String()
}

// outgoing is a letter of ours as it comes back from Sent.
func outgoing(text string, at time.Time, own bool, team *rules.Team) rules.Entry {
	m := &mailbox.Message{ID: fmt.Sprintf("%d@leto.example", at.Unix()), Date: at, At: at, Kind: mailbox.Human, Text: text, NewText: text,
		From: mailbox.Address{Mail: "anna@leto.example"}, To: []mailbox.Address{{Mail: "irina@romashka.example"}}, InReplyTo: []string{"q1@romashka.example"}}
	return rules.Entry{Message: m, Direction: mailbox.Outgoing, Client: "Ромашка", Own: own, Reading: reading.ForMessage(m, mailbox.Outgoing, team.Calendar)}
}

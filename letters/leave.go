package letters

import (
	"strings"
	"time"

	"vernus/rules"
)

// Withdrawal is a letter that is not wanted any more although it has not left yet.
type Withdrawal struct {
	Key string // Letter.Key; when no letter of this key is proposed or queued there is nothing to do
	Why string // an English sentence for logs and the outbox
}

// draftPatience is when to look again at a letter that waits because someone is writing an answer.
const draftPatience = 5 * time.Minute

// Obsolete finds the proposed and queued letters of conversations that are no longer wanted, because what they were
// written for is settled or the time they name has come too near. Notices that cover several duties have a key of
// their own and are left alone: they leave within seconds.
func (w *Writer) Obsolete(p Policy, cases []Case, now time.Time) []Withdrawal {
	var out []Withdrawal
	for _, c := range cases {
		for _, l := range c.Conversation.Written {
			if phase := Phase(l.Phase); phase != Proposed && phase != Queued {
				continue
			}
			if v := w.Leave(p, c, l, now); v.Action == Withdraw {
				out = append(out, Withdrawal{l.Key, withdrawnWhy(l, v)})
			}
		}
	}
	return out
}

// outwaited begins the reason of letters that were to leave, could not, and were withdrawn when their words had become
// untrue. Such a letter is written again with a new time; one that a person left unapproved is not.
const outwaited = "outwaited: "

func withdrawnWhy(l rules.Written, v Verdict) string {
	if v.Reason == ReasonStale && Phase(l.Phase) != Proposed {
		return outwaited + v.Detail
	}
	return v.Detail
}

// WithdrawnWhy is the reason to note for a letter that is withdrawn at the last look.
func (v Verdict) WithdrawnWhy() string { return withdrawnWhy(rules.Written{Phase: string(Begun)}, v) }

// Leave is the last look at a letter that is about to leave, with its conversation from fresh mail (DESIGN 3.4): it
// goes, it waits because someone is writing an answer or it is too late in the day, or it is withdrawn because it has
// become pointless. Limits are not looked at again: they were kept when the letter was written.
func (w *Writer) Leave(p Policy, c Case, l rules.Written, now time.Time) Verdict {
	if l.Duty == "" {
		return goes() // digests and trouble rest on no duty
	}
	f, ok := dutyOf(c, l)
	if !ok {
		return withdraws(ReasonSettled, settledHow(c, l))
	}
	if l.ToClient && max(f.Stage, 1) > max(l.Stage, 1) && Kind(l.Kind) != Acknowledgement {
		return withdraws(ReasonSettled, rules.Overtaken)
	}
	if v := w.stillTrue(p, f, l, now); v.Action != Go || !l.ToClient {
		return v
	}
	if d, ok := writing(&c.Conversation, f.Letters, f.Since); ok {
		return waits(ReasonDrafting, now.Add(draftPatience), "%s", d.Mailbox)
	}
	if v := p.stopped(); v.Action != Go {
		return v
	}
	if v := paused(&c.Conversation, now); v.Action != Go {
		return v
	}
	if v := reaches(&c.Conversation, now, l.To...); v.Action != Go {
		return v
	}
	// A letter on its way to a client that is only suggested has a person's yes, and goes at any hour.
	approved := Phase(l.Phase) != Proposed && p.mode(f) == Suggest
	if v := putOff(duty{&f, &c.Conversation}, now); !approved && v.Action != Go {
		return v
	}
	if m, ok := p.manager(f.Manager); ok && !approved {
		return hours(p.hoursOf(p.mode(f), f.Client, m, now), now)
	}
	return goes()
}

// settledHow tells why a letter's duty is no more.
func settledHow(c Case, l rules.Written) string {
	for _, f := range c.Findings {
		switch {
		case f.Kind == rules.Acknowledge && rules.ProposesCall(l.Duty):
			return "the client has meanwhile said what he wants: no call need be proposed"
		case f.Key != l.Duty:
		case f.Kind == rules.PromiseDue:
			return "the promise has meanwhile been overdue for so long that the date in this letter no longer helps: name the client another yourself"
		default:
			return "answered meanwhile; how it ends is still open"
		}
	}
	return "settled meanwhile: nothing is owed any more"
}

func withdraws(reason Reason, why string) Verdict {
	return Verdict{Action: Withdraw, Reason: reason, Detail: why}
}

// stillTrue withdraws a letter whose words are no longer true: the time that it names is closer than anybody could
// answer, or it says «сегодня» and that was yesterday.
func (w *Writer) stillTrue(p Policy, f rules.Finding, l rules.Written, now time.Time) Verdict {
	if l.ReturnBy.IsZero() {
		return goes()
	}
	if !l.ReturnBy.After(now) {
		return withdraws(ReasonStale, "the time it names, "+l.ReturnBy.Format(time.RFC3339)+", has passed")
	}
	m, ok := p.manager(f.Manager)
	if ok && f.Unclear && m.Calendar.Between(now, l.ReturnBy) <= rules.CallNotice {
		return withdraws(ReasonStale, "it is too late to agree on a call before "+l.ReturnBy.Format(time.RFC3339))
	}
	loc := p.Clients[f.Client].Location
	if ok && loc == nil {
		loc = m.Calendar.Location()
	}
	if Kind(l.Kind) == Acknowledgement && loc != nil && daysApart(l.At.In(loc), now) != 0 {
		return withdraws(ReasonStale, "it was composed on another day, which its words go by")
	}
	return goes()
}

// dutyOf finds what a letter was written for among what is owed now. A letter to a client, or the question whether it
// may leave, needs its own finding: an acknowledgement is pointless as soon as anybody of ours has reacted. A notice
// stands as long as the question is unanswered, whether or not the rules would ask for the notice again.
func dutyOf(c Case, l rules.Written) (rules.Finding, bool) {
	client := l.ToClient || Kind(l.Kind) == Suggestion
	for _, f := range c.Findings {
		switch {
		case client && planOf(f).client == "":
		case f.Key == l.Duty:
			return f, true
		case !client && f.Kind == rules.Unanswered && f.MessageID != "" && strings.Contains(l.Duty, f.MessageID):
			return f, true
		}
	}
	return rules.Finding{}, false
}

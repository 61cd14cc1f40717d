package letters

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// Action is what becomes of a letter.
type Action string

// The actions.
const (
	Go       Action = "go"
	Wait     Action = "wait"     // not now
	Withdraw Action = "withdraw" // not any more
)

// Verdict is a decision about one letter, with its reason.
type Verdict struct {
	Action Action
	Reason Reason // of Wait and Withdraw
	Detail string
	Again  time.Time // of Wait: when to look again; zero: when something changes
}

func goes() Verdict { return Verdict{Action: Go} }

func waits(reason Reason, again time.Time, format string, args ...any) Verdict {
	return Verdict{Wait, reason, fmt.Sprintf(format, args...), again}
}

// attempt is a letter to a client that is being considered.
type attempt struct {
	*round
	duty
	kind     Kind // of the letter
	manager  Manager
	known    bool // the manager is configured
	mode     Mode
	answered *rules.Entry    // the letter that it would answer; nil when it begins a conversation, or the conversation does not hold it
	to       mailbox.Address // whom it would go to
}

// guards are what every letter to a client passes, in this order: first what is for ever, then what passes by itself.
// The first that refuses gives the reason.
var guards = []func(*attempt) Verdict{
	(*attempt).notWrittenYet,
	(*attempt).switchedOn,
	(*attempt).notStopped,
	(*attempt).notPaused,
	(*attempt).timeHasCome,
	(*attempt).notPutOff,
	(*attempt).managerKnown,
	(*attempt).letterKnown,
	(*attempt).notImported,
	(*attempt).youngEnough,
	(*attempt).writtenByPerson,
	(*attempt).notForged,
	(*attempt).addressedToUs,
	(*attempt).goesToClient,
	(*attempt).reachesHim,
	(*attempt).firstInConversation,
	(*attempt).noOtherProposed,
	(*attempt).noOtherToday,
	(*attempt).nobodyWriting,
	(*attempt).withinHours,
	(*attempt).withinClientLimit,
	(*attempt).withinBrake,
}

func (a *attempt) allowed() Verdict {
	for _, guard := range guards {
		if v := guard(a); v.Action != Go {
			return v
		}
	}
	return goes()
}

func (a *attempt) notWrittenYet() Verdict {
	if a.written(a.kind, a.duty) {
		return waits(ReasonWritten, time.Time{}, "%s", keyOf(a.kind, a.Stage, a.Key))
	}
	return goes()
}

func (a *attempt) switchedOn() Verdict {
	if a.mode == Off {
		return waits(ReasonOff, time.Time{}, "%s", a.kind)
	}
	return goes()
}

// notStopped holds back everything while a lead wants nothing sent (S4).
func (a *attempt) notStopped() Verdict { return a.p.stopped() }

func (p Policy) stopped() Verdict {
	for _, r := range p.Stopped {
		return waits(ReasonStopped, time.Time{}, "%s", strings.TrimSpace("by "+r.By+" "+r.Why))
	}
	return goes()
}

// notPaused holds back what goes to a client to whom a person wants nothing written.
func (a *attempt) notPaused() Verdict { return paused(a.of, a.now) }

// paused tells until when letters to the client of a conversation are held, and by whom.
func paused(c *rules.Conversation, now time.Time) Verdict {
	for _, r := range c.Rulings {
		if r.Kind == rules.Paused && r.Client == c.Client && r.Stands(now) && r.Covers(now) {
			return waits(ReasonPaused, r.To, "%s", strings.TrimSpace("by "+r.By+" "+r.Why))
		}
	}
	return goes()
}

func (a *attempt) timeHasCome() Verdict {
	if a.now.Before(a.ActAt) {
		return waits(ReasonNotYet, a.ActAt, "%s", a.ActAt.Format(time.RFC3339))
	}
	return goes()
}

// notPutOff holds what a person wants to hear of later, and so the client: nobody waits for it.
func (a *attempt) notPutOff() Verdict { return putOff(a.duty, a.now) }

func putOff(d duty, now time.Time) Verdict {
	if d.Snoozed.After(now) {
		return waits(ReasonSnoozed, d.Snoozed, "%s", d.Snoozed.Format(time.RFC3339))
	}
	return goes()
}

func (a *attempt) managerKnown() Verdict {
	if !a.known {
		return waits(ReasonNotClient, time.Time{}, "%s is no configured manager", a.Manager)
	}
	return goes()
}

func (a *attempt) letterKnown() Verdict {
	if a.answered == nil && !a.begins() {
		return waits(ReasonTemplate, time.Time{}, "the letter %s is not at hand", a.MessageID)
	}
	return goes()
}

func (a *attempt) notImported() Verdict {
	since := a.Since
	if a.answered != nil {
		since = a.answered.At
	}
	switch {
	case a.Imported || a.answered != nil && a.answered.Imported:
		return waits(ReasonImported, time.Time{}, "came with the first import")
	case a.p.SendingSince.IsZero():
		return waits(ReasonImported, time.Time{}, "sending has not been switched on")
	case !a.begins() && since.Before(a.p.SendingSince):
		return waits(ReasonImported, time.Time{}, "written %s, sending was switched on %s",
			since.Format(time.RFC3339), a.p.SendingSince.Format(time.RFC3339))
	case a.ActAt.Before(a.p.SendingSince):
		return waits(ReasonImported, time.Time{}, "was due %s, sending was switched on %s",
			a.ActAt.Format(time.RFC3339), a.p.SendingSince.Format(time.RFC3339))
	}
	return goes()
}

// youngEnough lets nothing out that comes far too late: an acknowledgement counts from the letter that it answers, the
// others, which rest on older letters by their nature, from the moment that they were due, in working days. A reminder and
// what belongs to certain days have an end by their rules: that days off, a pause or another letter kept them back until
// now makes none of them untrue.
func (a *attempt) youngEnough() Verdict {
	switch a.kind {
	case FollowUp, ClosingCheck, AbsenceNotice, OccasionLetter, Renewal, Congratulation:
		return goes()
	case Acknowledgement:
		if a.now.Sub(a.answered.At) > a.p.maxAge() {
			return waits(ReasonTooOld, time.Time{}, "written %s", a.answered.At.Format(time.RFC3339))
		}
		return goes()
	}
	days := int((a.p.maxAge() + 24*time.Hour - 1) / (24 * time.Hour))
	if end, err := a.manager.Calendar.AddDays(a.ActAt, days); err != nil || a.now.After(end) {
		return waits(ReasonTooOld, time.Time{}, "due %s", a.ActAt.Format(time.RFC3339))
	}
	return goes()
}

// answersClient reports whether the letter answers one of the client's rather than our own.
func (a *attempt) answersClient() bool {
	return a.answered != nil && a.answered.Direction == mailbox.Incoming
}

func (a *attempt) writtenByPerson() Verdict {
	switch {
	case !a.answersClient():
	case a.answered.NoReply != "":
		return waits(ReasonNoReply, time.Time{}, "%s", a.answered.NoReply)
	case a.answered.Kind != mailbox.Human:
		return waits(ReasonNoReply, time.Time{}, "%s", a.answered.Kind)
	}
	return goes()
}

func (a *attempt) notForged() Verdict {
	if a.answersClient() && a.answered.Forged != "" {
		return waits(ReasonForged, time.Time{}, "%s", a.answered.Forged)
	}
	return goes()
}

func (a *attempt) addressedToUs() Verdict {
	ours := func(to mailbox.Address) bool { return a.p.Directory.Ours(to.Mail) }
	if !a.answersClient() || slices.ContainsFunc(a.answered.To, ours) || slices.ContainsFunc(a.answered.Cc, ours) {
		return goes()
	}
	return waits(ReasonNotAddressed, time.Time{}, "%s", a.answered.ID)
}

func (a *attempt) goesToClient() Verdict {
	client, ok := a.p.Directory.Client(a.to.Mail)
	switch {
	case a.to.Mail == "":
		return waits(ReasonNoContact, time.Time{}, "%s", a.Client)
	case a.p.Directory.Ours(a.to.Mail):
		return waits(ReasonNotClient, time.Time{}, "%s is one of our own addresses", a.to.Mail)
	case !ok || client.Name != a.Client:
		return waits(ReasonNotClient, time.Time{}, "%s", a.to.Mail)
	case neverAnswered(a.to.Mail):
		return waits(ReasonNoReply, time.Time{}, "%s", a.to.Mail)
	}
	return goes()
}

// reachesHim holds back what would come back.
func (a *attempt) reachesHim() Verdict { return reaches(a.of, a.now, a.to.Mail) }

// reaches tells whether mail to any of the addresses comes back, as far as the conversation knows of its client.
func reaches(c *rules.Conversation, now time.Time, to ...string) Verdict {
	for _, mail := range to {
		if since, gone := rules.Unreached(c.Lost, mail, now); gone {
			return waits(ReasonUnreached, time.Time{}, "%s since %s", mail, since.Format(time.RFC3339))
		}
	}
	return goes()
}

// firstInConversation lets one acknowledgement through until one of us has written himself, and so one answer to complaints
// and one to wishes: the second would say the same. A client's letter does not open the way again: a robot on his side that
// is not known as one would get an answer to every answer. Other letters are few by their rules.
func (a *attempt) firstInConversation() Verdict {
	if a.kind != Acknowledgement && !answersFor(a.kind) {
		return goes()
	}
	for _, w := range slices.Backward(a.of.Written) {
		if Kind(w.Kind) != a.kind || !w.ToClient || answersFor(a.kind) && Phase(w.Phase) == Proposed || Phase(w.Phase) == Withdrawn || Phase(w.Phase) == Failed || a.overtakes(w) {
			continue
		}
		wrote := slices.ContainsFunc(a.of.Entries, func(e rules.Entry) bool {
			return e.Direction == mailbox.Outgoing && !e.Own && e.Kind == mailbox.Human && e.At.After(w.At)
		})
		if !wrote {
			return waits(ReasonPerThread, time.Time{}, "%s %s", w.Kind, w.At.Format(time.RFC3339))
		}
	}
	for _, l := range a.letters {
		if a.kind == Acknowledgement && l.Kind == a.kind && l.Conversation == a.Conversation {
			return waits(ReasonPerThread, time.Time{}, "%s %s", l.Kind, a.now.Format(time.RFC3339))
		}
	}
	return goes()
}

// answersFor reports whether letters of a kind answer in the manager's stead what weighs more than a question.
func answersFor(k Kind) bool { return k == ComplaintAnswer || k == ExtraWish }

// noOtherProposed spares the manager a second question about the same matter: where he has the answer to a complaint or
// a wish to look at, he need be asked neither for an acknowledgement nor about the other of them.
func (a *attempt) noOtherProposed() Verdict {
	if a.mode != Suggest || a.Approved || a.kind != Acknowledgement && !answersFor(a.kind) {
		return goes()
	}
	for _, l := range a.letters {
		if answersFor(l.Kind) && l.Proposed && l.Conversation == a.Conversation {
			return waits(ReasonProposed, time.Time{}, "%s", l.Kind)
		}
	}
	for _, w := range a.of.Written {
		if answersFor(Kind(w.Kind)) && Phase(w.Phase) == Proposed {
			return waits(ReasonProposed, time.Time{}, "%s", w.Kind)
		}
	}
	return goes()
}

// noOtherToday keeps letters that nobody waits for from coming beside others: one that asks again, or whether all is well,
// beside another about the same matter, or of its sort to the same client; a word on how things stand beside any that the
// client gets these days.
func (a *attempt) noOtherToday() Verdict {
	switch a.kind {
	case StatusUpdate:
		for _, l := range a.recent {
			if l.ToClient && l.Client == a.Client && counts(l.Phase) && l.Kind != StatusUpdate {
				return waits(ReasonPerClient, a.tomorrow(), "%s these days", l.Kind)
			}
		}
	case FollowUp, ClosingCheck:
		for _, l := range a.letters {
			if l.ToClient && l.Conversation == a.Conversation {
				return waits(ReasonPerClient, a.tomorrow(), "%s today", l.Kind)
			}
		}
		for _, w := range a.of.Written {
			today := daysApart(w.At.In(a.manager.Calendar.Location()), a.now) == 0
			if w.ToClient && w.Duty != a.Key && counts(Phase(w.Phase)) && (today || Phase(w.Phase) == Proposed) {
				return waits(ReasonPerClient, a.tomorrow(), "%s of the same matter", w.Kind)
			}
		}
		for _, l := range a.recent {
			today := daysApart(l.At.In(a.manager.Calendar.Location()), a.now) == 0
			if (l.Kind == FollowUp || l.Kind == ClosingCheck) && l.Client == a.Client && counts(l.Phase) && today {
				return waits(ReasonPerClient, a.tomorrow(), "%s today", l.Kind)
			}
		}
	}
	return goes()
}

// tomorrow is the midnight that ends the manager's day.
func (a *attempt) tomorrow() time.Time {
	loc := a.manager.Calendar.Location()
	y, m, d := a.now.In(loc).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, loc)
}

// overtakes reports whether a letter of before that has not left only proposes a call (A5), while the client has since said
// what he wants: it is being withdrawn in this very turn.
func (a *attempt) overtakes(w rules.Written) bool {
	waits := Phase(w.Phase) == Proposed || Phase(w.Phase) == Queued
	return waits && !a.Unclear && rules.ProposesCall(w.Duty)
}

func (a *attempt) nobodyWriting() Verdict {
	if d, ok := writing(a.of, a.Letters, a.Since); ok {
		return waits(ReasonDrafting, time.Time{}, "%s", d.Mailbox)
	}
	return goes()
}

// writing finds a draft that answers one of the letters, or was begun after the oldest of them came.
func writing(c *rules.Conversation, letters []string, since time.Time) (rules.Draft, bool) {
	for _, d := range c.Drafts {
		answers := slices.ContainsFunc(d.InReplyTo, func(id string) bool { return slices.Contains(letters, id) })
		if answers || d.At.IsZero() || !d.At.Before(since) {
			return d, true
		}
	}
	return rules.Draft{}, false
}

func (a *attempt) withinHours() Verdict {
	if a.Approved && a.mode == Suggest {
		return goes() // with its manager's yes, at any hour
	}
	return hours(a.p.hoursOf(a.mode, a.Client, a.manager, a.now), a.now)
}

// withinClientLimit counts the letters to this client on the day of the manager.
func (a *attempt) withinClientLimit() Verdict {
	loc := a.manager.Calendar.Location()
	n := 0
	for _, l := range a.recent {
		if l.ToClient && l.Client == a.Client && counts(l.Phase) && daysApart(l.At.In(loc), a.now) == 0 {
			n++
		}
	}
	if n < a.p.perClientDay() {
		return goes()
	}
	return waits(ReasonPerClient, a.tomorrow(), "%d", n)
}

// withinBrake counts the letters that left to clients, or are about to, within the last hour.
func (a *attempt) withinBrake() Verdict {
	if a.mode == Suggest {
		return goes() // a proposal stops at the manager
	}
	n, oldest := 0, a.now
	for _, l := range a.recent {
		if l.ToClient && counts(l.Phase) && l.Phase != Proposed && a.now.Sub(l.At) < time.Hour {
			n++
			if l.At.Before(oldest) {
				oldest = l.At
			}
		}
	}
	if n < a.p.brake() {
		return goes()
	}
	return waits(ReasonBrake, oldest.Add(time.Hour), "%d", n)
}

// counts reports whether a letter in this phase has reached its reader, or may yet.
func counts(p Phase) bool { return p != Withdrawn && p != Failed }

// neverAnswered knows the addresses that say of themselves that nobody reads them (S1). No other shape of an address
// says anything: the client list decides.
func neverAnswered(address string) bool {
	local, _, _ := strings.Cut(strings.ToLower(address), "@")
	local, _, _ = strings.Cut(local, "+")
	local = strings.NewReplacer("-", "", "_", "", ".", "").Replace(local)
	switch local {
	case "noreply", "donotreply", "dontreply", "neotvechat", "mailerdaemon", "postmaster", "bounce", "bounces", "nobody":
		return true
	}
	return strings.HasPrefix(local, "noreply") || strings.HasSuffix(local, "noreply")
}

package rules

import (
	"fmt"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Complaining is the rule that a complaint comes first: manager and lead hear of it at once, and it stays open until the
// client was asked whether all is well, and has not said otherwise (C1).
type Complaining struct {
	Answer  time.Duration // working time from now that the letter proposed to the manager names for the solution
	Closing Closing       // when to ask whether all is well
}

// NoteComplaint is the Note of a closing check after a complaint.
const NoteComplaint = "complaint"

// Validate reports settings that make no sense.
func (r Complaining) Validate() error {
	if err := positive("the time to solve a complaint", r.Answer); err != nil {
		return err
	}
	return r.Closing.Validate()
}

// The stages of a complaint.
const (
	StageUnanswered = 1
	StageUnsettled  = 2 // answered; whether it is settled is not known
)

// Check finds complaints that nobody has answered, and answered ones of which it is not known that they are settled.
func (r Complaining) Check(v *view) (findings []Finding, again []time.Time) {
	for _, e := range v.complaints() {
		found, at := r.look(v, e)
		if slices.ContainsFunc(found, func(f Finding) bool { return f.Kind == ClosingDue }) {
			findings = slices.DeleteFunc(findings, func(f Finding) bool { return f.Kind == ClosingDue }) // of several the last: he is asked once
		}
		findings, again = append(findings, found...), append(again, at...)
	}
	return findings, again
}

// complaints returns the letters in which the client complains, oldest first, without those that need nothing of us.
func (v *view) complaints() (list []*Entry) {
	for i := range v.Entries {
		e := &v.Entries[i]
		if !e.At.After(v.now) && e.Direction == mailbox.Incoming && e.Kind == mailbox.Human && !e.Own && has(e.Reading, reading.Complaint) && !v.ruledAway(e.ID) {
			list = append(list, e)
		}
	}
	return list
}

// unsettled reports whether a complaint was answered and the client has said nothing since: that he is asked about.
func (v *view) unsettled() bool {
	return slices.ContainsFunc(v.complaints(), func(e *Entry) bool {
		answered := v.answeredAt(e)
		return !answered.IsZero() && !v.spokeAgain(e, answered)
	})
}

// look says where one complaint stands.
func (r Complaining) look(v *view, e *Entry) ([]Finding, []time.Time) {
	f := Finding{
		Rule: "C1", Kind: Complained, Key: string(Complained) + ":" + e.ID, Conversation: v.ID, Client: v.Client, Manager: Owner(v.Conversation, e.ID, v.team.Directory),
		Stage: StageUnanswered, Contact: e.From, Subject: v.Subject, MessageID: e.ID, Letters: []string{e.ID}, Since: e.At, Due: e.At, ActAt: e.At, Imported: e.Imported,
	}
	f.Manager = v.team.SubstituteFor(f.Manager, v.now)
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Complaint {
			f.Quotes = append(f.Quotes, a.Text)
		}
	}
	answered := v.answeredAt(e)
	if answered.IsZero() {
		f.Because = "the client complains, and nobody has answered"
		cal := v.team.CalendarOf(f.Manager)
		if by, err := cal.Add(v.now, r.Answer); err == nil {
			f.ReturnBy = v.standard.Acknowledge.roundOn(cal, by)
		}
		return []Finding{f}, nil
	}
	if v.spokeAgain(e, answered) {
		return nil, nil // he has reacted to the answer: what he still wants is a matter of its own
	}
	return r.settle(v, f, answered)
}

// settle asks whether all is well, some days after the answer to a complaint. Until the client says so it stays open.
func (r Complaining) settle(v *view, f Finding, answered time.Time) (findings []Finding, again []time.Time) {
	until, err := v.team.CalendarOf(f.Manager).AddDays(v.wroteLast(answered, f.Contact), r.Closing.Until)
	if err != nil || !until.After(v.now) {
		return nil, nil
	}
	f.Stage, f.Because = StageUnsettled, fmt.Sprintf("the complaint was answered %s, and the client has said nothing since", answered.Format(time.RFC3339))
	findings, again = []Finding{f}, []time.Time{until}
	if len(v.open) > 0 || len(v.ledger.OpenPromises()) > 0 || len(v.ledger.Waiting()) > 0 {
		return findings, again // still at work, or asked already: other rules watch it
	}
	check := f
	check.Stage, check.Kind, check.Key, check.Note = 1, ClosingDue, string(ClosingDue)+":"+f.MessageID, NoteComplaint
	if v.checked(check.Key) {
		return findings, again
	}
	due, at := v.closingCheck(check, answered, r.Closing)
	return append(findings, due...), append(again, at...)
}

// answeredAt returns when somebody of ours first answered a letter, here or elsewhere; zero when nobody has.
func (v *view) answeredAt(e *Entry) time.Time {
	for a := range v.letters() {
		if a.At.After(e.At) && !a.At.After(v.now) && a.Direction == mailbox.Outgoing && a.Kind == mailbox.Human && !a.Own {
			return a.At
		}
	}
	return time.Time{}
}

// spokeAgain reports whether the client has written in the conversation after our answer.
func (v *view) spokeAgain(e *Entry, answered time.Time) bool {
	last := v.lastFrom(mailbox.Incoming, v.now)
	return last != nil && last.At.After(answered) && last.ID != e.ID
}

// ruledAway reports whether a person has said that a letter needs nothing of us.
func (v *view) ruledAway(letter string) bool {
	for _, r := range v.Rulings {
		if (r.Kind == NotAQuestion || r.Kind == Answered) && r.Letter == letter && r.Words == "" && r.Stands(v.now) {
			return true
		}
	}
	return false
}

package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// Wishing is the rule that a wish beyond the agreement is neither refused nor taken at once: it stands in the client's
// register until somebody decides about it, and the client hears by when we come back with options (C2).
type Wishing struct {
	Answer time.Duration // working time after which we come back with options
}

// The stages of a wish.
const (
	StageWished    = 1 // nobody has answered it
	StageUndecided = 2 // answered; what was decided is not known
)

// Validate reports settings that make no sense.
func (r Wishing) Validate() error { return positive("the time to come back with options", r.Answer) }

// Check finds the letters with wishes that nobody has decided about. Those that came with the first import only stand in
// the register.
func (r Wishing) Check(v *view) (findings []Finding, again []time.Time) {
	for i := range v.Entries {
		e := &v.Entries[i]
		if e.At.After(v.now) || e.Imported || e.Own || e.Direction != mailbox.Incoming || e.Kind != mailbox.Human || v.ruledAway(e.ID) {
			continue
		}
		if quotes := v.undecided(e); len(quotes) > 0 {
			findings = append(findings, r.look(v, e, quotes))
		}
	}
	return findings, nil
}

// WishKey names the duty to decide about the wishes of a letter.
func WishKey(letter string) string { return string(Extra) + ":" + letter }

// undecided returns the wishes of a letter about which nothing was decided.
func (v *view) undecided(e *Entry) (quotes []string) {
	for _, a := range e.Reading.Acts {
		if a.Type != reading.ChangeRequest {
			continue
		}
		decided := false
		for _, r := range v.Rulings {
			decided = decided || r.Kind == WishDecided && r.Stands(v.now) && r.About(e.ID, a.Text)
		}
		if !decided {
			quotes = append(quotes, a.Text)
		}
	}
	return quotes
}

// look is what there is to say of a letter with wishes.
func (r Wishing) look(v *view, e *Entry, quotes []string) Finding {
	owner := Owner(v.Conversation, e.ID, v.team.Directory)
	cal := v.team.CalendarOf(owner)
	f := Finding{
		Rule: "C2", Kind: Extra, Key: WishKey(e.ID), Conversation: v.ID, Client: v.Client, Manager: v.team.SubstituteFor(owner, v.now),
		Stage: StageWished, Contact: e.From, Subject: v.Subject, MessageID: e.ID, Letters: []string{e.ID}, Quotes: quotes, Count: len(quotes),
		Since: e.At, ActAt: e.At, Forged: e.Forged, Because: "a wish beyond the agreement awaits a decision",
	}
	if due, err := cal.Add(e.At, r.Answer); err == nil {
		f.Due = due
	}
	f.Derivation = []string{
		"the client wished for it " + e.At.In(cal.Location()).Format("Mon 2 Jan 2006 15:04"),
		fmt.Sprintf("the standard is to come back with options within %s of working time", worktime.Span(r.Answer)),
	}
	if !v.answeredAt(e).IsZero() {
		f.Stage, f.Because = StageUndecided, "a wish beyond the agreement was answered, and what was decided is not noted"
		return f
	}
	if by, err := cal.Add(v.now, r.Answer); err == nil {
		f.ReturnBy = v.standard.Acknowledge.roundOn(cal, by)
	}
	return f
}

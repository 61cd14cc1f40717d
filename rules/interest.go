package rules

import (
	"slices"
	"time"

	"vernus/mailbox"
)

// Interest tells which letters in other conversations can change what was found in one, so that it is not checked again
// because of all the others. The zero Interest is in none.
type Interest struct {
	At       time.Time // when the conversation was checked; zero when nothing is of interest
	Heard    bool      // any letter of a person at the client
	Any      bool      // any letter of ours to the client
	Silent   string    // letters begun anew to this address, of somebody who is to hear that he was seen
	Asking   []string  // letters of ours to these addresses, of people who are to be asked whether all is well
	Subject  []string  // stems of the subject
	Asked    []Awaited // what is open of what the client asked
	Promised []Awaited // what is open of what we promised
}

// Awaited is something open, as far as letters in other conversations are held against it.
type Awaited struct {
	From   string    // address of who asked
	Words  []string  // stems by which it is recognised
	Due    time.Time // of a promise
	Answer bool      // the same: it promises an answer
}

// awaitedMost is how much that is open is told apart in an Interest.
const awaitedMost = 50

// Interest returns which letters in other conversations can change the Result of a conversation that was checked at a moment.
func (r *Result) Interest(c Conversation, now time.Time) Interest {
	i := Interest{At: now}
	for _, w := range c.Written {
		i.Heard = i.Heard || w.Kind == "closing_check"
	}
	for k := range r.Findings {
		f := &r.Findings[k]
		switch f.Kind {
		case FollowUp:
			i.Heard = true
		case ClosingDue, Complained:
			i.Heard, i.Any = true, i.Any || f.Kind == Complained && f.Stage == StageUnanswered
			if f.Kind == ClosingDue { // one that is not due yet is only put off, as will be seen when its time has come
				i.Asking = append(i.Asking, f.Contact.Mail)
			}
		case Extra:
			i.Any = i.Any || f.Stage == StageWished
		case Acknowledge:
			i.Silent = f.Contact.Mail
		}
	}
	if r.OpenSince().IsZero() && len(c.Related) == 0 { // no letters of ours are looked for
		i.Any, i.Silent, i.Asking = false, "", nil
	}
	i.await(r)
	if i.Heard || i.ours() {
		i.Subject = stems(c.Subject)
		return i
	}
	return Interest{}
}

// ours reports whether any letter of ours is of interest.
func (i *Interest) ours() bool {
	return i.Any || i.Silent != "" || len(i.Asking)+len(i.Asked)+len(i.Promised) > 0
}

// await adds what is open.
func (i *Interest) await(r *Result) {
	for k := range r.Asked {
		if it := &r.Asked[k]; it.Open() {
			i.Asked = append(i.Asked, Awaited{From: it.From.Mail, Words: it.words()})
		}
	}
	for k := range r.Promised {
		if c := &r.Promised[k]; c.Open() {
			i.Promised = append(i.Promised, Awaited{Words: c.words(), Due: c.Due, Answer: c.Answer})
		}
	}
	if len(i.Asked)+len(i.Promised) > awaitedMost {
		i.Any, i.Asked, i.Promised = true, nil, nil
	}
}

// News is a letter that has come, for the conversations with its client that it does not stand in.
type News struct {
	entry  Entry
	letter *letterElsewhere // what it says; nil until somebody asks
}

// NewsOf makes news of a letter.
func NewsOf(e Entry) *News { return &News{entry: e} }

// Concerns reports whether the letter can change what was found in a conversation with this interest.
func (n *News) Concerns(i *Interest) bool {
	e := &n.entry
	person := e.Kind == mailbox.Human && !e.Own
	switch {
	case e.Direction == mailbox.Incoming:
		return person && i.Heard
	case e.Direction != mailbox.Outgoing || e.Own || !person && e.Kind != mailbox.Calendar:
		return false
	case e.Kind == mailbox.Calendar: // nobody is reminded of what will be talked over
		return i.ours() || i.Heard
	case !i.ours():
		return false
	case i.Any, !e.At.After(i.At): // one from before may change what followed it
		return true
	case begun(*e) && i.Silent != "" && e.addressedTo(mailbox.Address{Mail: i.Silent}):
		return true
	case slices.ContainsFunc(i.Asking, func(mail string) bool { return e.addressedTo(mailbox.Address{Mail: mail}) }):
		return true
	}
	if n.letter == nil {
		n.letter = elsewhere(*e)
	}
	return i.awaits(n.letter)
}

// awaits reports whether a letter is about anything that is open, as resolver.elsewhere would say.
func (i *Interest) awaits(l *letterElsewhere) bool {
	return slices.ContainsFunc(i.Asked, func(a Awaited) bool { return l.addressedTo(mailbox.Address{Mail: a.From}) && l.about(a.Words) }) ||
		slices.ContainsFunc(i.Promised, func(a Awaited) bool { return l.keeps(&Commitment{Due: a.Due, Answer: a.Answer}, a.Words, i.Subject) })
}

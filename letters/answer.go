package letters

import (
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
)

// Standing says whether an answer to a notice may order anything.
type Standing string

// The standings of an answer.
const (
	Ordered   Standing = "ordered"   // of the notice's reader himself
	Undecided Standing = "undecided" // it says so; the copy in his Sent has not been seen yet
	Automatic Standing = "automatic" // of a machine
	Elsewhere Standing = "elsewhere" // his letter to other people, not to Vernus
	Foreign   Standing = "foreign"   // of somebody else than the notice's reader
	Unproven  Standing = "unproven"  // it bears the reader's address, and nothing proves that he wrote it
)

// sentPatience is how long the copy in Sent may be waited for: mail programs put it there after they have sent the letter.
const sentPatience = 30 * time.Minute

// Answered is an answer to a notice, with what proves who wrote it.
type Answered struct {
	Message *mailbox.Message
	From    mailbox.Address   // of the notice
	To      []mailbox.Address // of the notice
	SentBy  []string          // watched mailboxes in whose Sent the answer lies
	Came    time.Time         // when the answer was first read
	Trusted []string          // servers whose word on senders counts
}

// Standing decides about an answer to a notice. Only the notice's reader may order, in a letter to nobody but Vernus; that it
// is his is proven by its lying in his own Sent, or by a trusted server.
func (p Policy) Standing(a Answered, now time.Time) (Standing, string) {
	m := a.Message
	if m.Kind != mailbox.Human {
		return Automatic, m.KindWhy
	}
	if len(a.To) == 0 {
		return Foreign, "the notice went to nobody"
	}
	reader := a.To[0].Mail
	if !p.samePerson(m.From.Mail, reader) {
		return Foreign, m.From.Mail
	}
	for _, to := range slices.Concat(m.To, m.Cc) {
		if !strings.EqualFold(to.Mail, a.From.Mail) && !p.samePerson(to.Mail, reader) {
			return Elsewhere, to.Mail
		}
	}
	own := func(box string) bool { return p.samePerson(box, reader) }
	switch {
	case slices.ContainsFunc(a.SentBy, own):
		return Ordered, "found in Sent"
	case m.Forged != "":
		return Unproven, m.Forged
	case m.Vouched != "" && slices.ContainsFunc(a.Trusted, func(s string) bool { return strings.EqualFold(s, m.Vouched) }):
		return Ordered, "vouched for by " + m.Vouched
	case p.watched(reader) && now.Sub(a.Came) < sentPatience:
		return Undecided, "not in Sent yet"
	case m.Vouched != "":
		return Unproven, m.Vouched + " vouches for it, and is not among [reading] trusted"
	}
	return Unproven, "neither found in Sent nor vouched for by a trusted server"
}

// samePerson reports whether two addresses are one person's of ours.
func (p Policy) samePerson(a, b string) bool {
	one, ok := p.Directory.Manager(a)
	other, also := p.Directory.Manager(b)
	return strings.EqualFold(a, b) || ok && also && one.Address == other.Address
}

func (p Policy) watched(address string) bool {
	if m, ok := p.manager(address); ok && m.Watched {
		return true
	}
	l, ok := p.lead(address)
	return ok && l.Watched
}

// IsLead reports whether an address is that of a lead.
func (p Policy) IsLead(address string) bool {
	_, ok := p.lead(address)
	return ok
}

// colleagueReader is a manager or lead as the reader of a notice.
func (p Policy) colleagueReader(address string) (reader, bool) {
	if m, ok := p.manager(address); ok {
		return p.readerManager(m), true
	}
	l, ok := p.lead(address)
	return p.readerLead(l), ok
}

// leadOf is who is told when something is odd about a person's mail: his lead, else himself.
func (p Policy) leadOf(address string) (reader, bool) {
	if m, ok := p.manager(address); ok {
		if l, ok := p.lead(m.Lead); ok {
			return p.readerLead(l), true
		}
	}
	return p.colleagueReader(address)
}

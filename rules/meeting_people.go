package rules

import (
	"slices"
	"strings"

	"vernus/mailbox"
)

// people returns who takes part in an occurrence, the organiser first, each with his latest answer; letters are the
// numbers of the answers that count.
func (h *history) people(o occurrence, d *mailbox.Directory, client string) (list []Participant, letters []int) {
	p := &party{directory: d, at: map[string]int{}}
	e := &o.event
	if e.Organizer.Mail != "" {
		p.add(Participant{Address: e.Organizer, Status: mailbox.Accepted})
	}
	for _, a := range e.Attendees {
		if a.Type == "room" || a.Type == "resource" || a.Mail == "" {
			continue
		}
		p.listed(a)
	}
	switch o.brought.Method {
	case "REQUEST", "ADD", "REPLY":
		p.fromLetter(o.brought, client)
	}
	for _, s := range h.answers {
		if s.concerns(o) && p.answer(s, o) {
			letters = append(letters, s.number)
		}
	}
	return p.list, letters
}

// concerns tells whether an answer is about this meeting as it now stands: to this one or to the whole series, given to
// the latest number, or to an earlier one of the same time.
func (s said) concerns(o occurrence) bool {
	if !s.event.Instance.IsZero() && !sameInstance(o.instance, s.event.Instance) {
		return false
	}
	if s.event.Sequence >= o.event.Sequence || s.event.Start.IsZero() {
		return true
	}
	return s.event.Start.Equal(o.event.Start) || s.event.Start.Equal(o.span.Start)
}

// party is the people of one meeting while they are put together.
type party struct {
	directory *mailbox.Directory
	list      []Participant
	at        map[string]int // places in the list by normalized address
}

// find returns where an address stands; -1 when it does not.
func (p *party) find(mail string) int {
	if i, ok := p.at[p.directory.Normalize(mail)]; ok {
		return i
	}
	return -1
}

func (p *party) add(a Participant) {
	if a.Mail != "" && p.find(a.Mail) < 0 {
		p.at[p.directory.Normalize(a.Mail)] = len(p.list)
		p.list = append(p.list, a)
	}
}

// listed adds somebody whom the invitation names. What it says of the organiser's own answer counts.
func (p *party) listed(a mailbox.Attendee) {
	if i := p.find(a.Mail); i >= 0 {
		if a.Status != mailbox.Unanswered {
			p.list[i].Status = a.Status
		}
		if p.list[i].Name == "" {
			p.list[i].Name = a.Name
		}
		return
	}
	p.add(Participant{a.Address, a.Status, a.Role == "opt-participant" || a.Role == "non-participant"})
	p.delegate(a)
}

// delegate adds those whom somebody sends in his place.
func (p *party) delegate(a mailbox.Attendee) {
	if a.Status == mailbox.Delegated {
		for _, mail := range a.Delegates {
			p.add(Participant{Address: mailbox.Address{Mail: mail}, Status: mailbox.Unanswered})
		}
	}
}

// fromLetter adds who wrote and who got the invitation where it names nobody of one side: some programs list nobody,
// and an address of a list stands for people it does not name.
func (p *party) fromLetter(s said, client string) {
	ours, theirs := false, false
	for _, a := range p.list {
		c, known := p.directory.Client(a.Mail)
		ours = ours || p.directory.Ours(a.Mail)
		theirs = theirs || known && c.Name == client
	}
	if ours && theirs {
		return
	}
	for i, a := range append([]mailbox.Address{s.From}, s.To...) {
		c, known := p.directory.Client(a.Mail)
		if !ours && p.directory.Ours(a.Mail) || !theirs && known && c.Name == client {
			status := mailbox.Unanswered
			if i == 0 {
				status = mailbox.Accepted
			}
			p.add(Participant{Address: a, Status: status})
		}
	}
}

// answer notes what somebody answered; false when it changes nothing. A list of statuses that the organiser wrote
// later than the answer holds rather than it, where it says one.
func (p *party) answer(s said, o occurrence) bool {
	noted := false
	for _, a := range s.answerers() {
		i := p.find(a.Mail)
		if i < 0 {
			i = p.namesake(a)
		}
		switch {
		case i < 0 && a.Status == mailbox.Declined && o.brought.Method != "REPLY": // a stranger who does not come
			continue
		case i < 0:
			p.add(Participant{Address: a.Address, Status: a.Status})
		case p.list[i].Status != mailbox.Unanswered && s.At.Before(o.at):
			continue
		default:
			p.list[i].Status = a.Status
		}
		p.delegate(a)
		noted = true
	}
	return noted
}

// answerers returns whose answer it is: the only person named, else the one who sent it. Programs copy the whole list
// of guests into an answer.
func (s said) answerers() []mailbox.Attendee {
	var list []mailbox.Attendee
	for _, a := range s.event.Attendees {
		if a.Status != mailbox.Unanswered && a.Mail != "" {
			list = append(list, a)
		}
	}
	if len(s.event.Attendees) == 1 {
		return list
	}
	for _, a := range list {
		if strings.EqualFold(a.Mail, s.From.Mail) {
			return []mailbox.Attendee{a}
		}
	}
	if s.Method == "REPLY" {
		return list
	}
	return nil
}

// namesake finds somebody of the same name at the same client, or among us: people answer from other addresses than
// they were invited at.
func (p *party) namesake(a mailbox.Attendee) int {
	if a.Name == "" {
		return -1
	}
	c, known := p.directory.Client(a.Mail)
	return slices.IndexFunc(p.list, func(b Participant) bool {
		if !strings.EqualFold(b.Name, a.Name) {
			return false
		}
		other, also := p.directory.Client(b.Mail)
		return known && also && other.Name == c.Name || p.directory.Ours(a.Mail) && p.directory.Ours(b.Mail)
	})
}

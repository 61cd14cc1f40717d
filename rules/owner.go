package rules

import "vernus/mailbox"

// Owner returns the address of the one manager who answers for a letter: the only manager in To; among several the
// one who wrote last in the conversation, else the client's manager, else the first named; failing a manager in To,
// the same among Cc; failing that, who wrote last, the client's manager, who holds a copy, the first of all.
// It is "" only when there are no managers.
func Owner(c Conversation, letter string, d *mailbox.Directory) string {
	e := c.entry(letter)
	wrote := c.lastManager(d)
	charged := ""
	for _, cl := range d.Clients {
		if cl.Name == c.Client {
			if p, ok := d.Manager(cl.Manager); ok {
				charged = p.Address
			}
		}
	}
	if e != nil {
		for _, list := range [][]mailbox.Address{e.To, e.Cc} {
			if m := choose(managersIn(list, d), wrote, charged); m != "" {
				return m
			}
		}
	}
	if wrote != "" {
		return wrote
	}
	if charged != "" {
		return charged
	}
	if e != nil && len(e.Mailboxes) > 0 {
		if p, ok := d.Manager(e.Mailboxes[0]); ok {
			return p.Address
		}
	}
	if len(d.Managers) > 0 {
		return d.Managers[0].Address
	}
	return ""
}

func managersIn(list []mailbox.Address, d *mailbox.Directory) []string {
	var in []string
	for _, a := range list {
		if p, ok := d.Manager(a.Mail); ok {
			in = append(in, p.Address)
		}
	}
	return in
}

// choose picks the first of the preferred that is among those addressed, else the first addressed.
func choose(addressed []string, preferred ...string) string {
	for _, p := range preferred {
		for _, a := range addressed {
			if a == p {
				return a
			}
		}
	}
	if len(addressed) > 0 {
		return addressed[0]
	}
	return ""
}

// lastManager returns the manager who wrote to the client last in this conversation.
func (c Conversation) lastManager(d *mailbox.Directory) string {
	for i := len(c.Entries) - 1; i >= 0; i-- {
		e := c.Entries[i]
		if e.Direction != mailbox.Outgoing || e.Own || e.Kind != mailbox.Human {
			continue
		}
		if p, ok := d.Manager(e.From.Mail); ok {
			return p.Address
		}
	}
	return ""
}

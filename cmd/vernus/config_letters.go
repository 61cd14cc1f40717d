package main

import (
	"net/mail"
	"strings"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// Policy is what the team allows its letters. Since when sending is switched on is for the daemon to say.
func (c *Config) Policy() letters.Policy {
	p := letters.Policy{
		Mode:         letters.Mode(c.Letters.Mode),
		Modes:        modesOf(c.Letters.Modes),
		PerClientDay: c.Letters.PerClientDay,
		BrakePerHour: c.Letters.BrakePerHour,
		MaxAge:       c.Letters.MaxAge.Plain(),
		Language:     c.Team.Language,
		Bundle:       true,
		Notices:      c.noticesFrom(),
		Trusted:      c.Reading.Trusted,
		Directory:    c.Directory(),
		Clients:      map[string]letters.Client{},
	}
	for _, m := range c.Managers {
		p.Managers = append(p.Managers, letters.Manager{Name: m.Name, Address: m.Address, Lead: m.Lead, Signature: strings.TrimSpace(m.Signature),
			Language: m.Language, Calendar: c.Calendar(m.Address), Watched: m.IMAP != nil})
	}
	for _, l := range c.Leads {
		m, watched := c.manager(l.Address)
		at, _ := time.Parse("15:04", l.Digest) // validated
		p.Leads = append(p.Leads, letters.Lead{Name: l.Name, Address: l.Address, Language: l.Language, Calendar: c.Calendar(l.Address),
			Watched: watched && m.IMAP != nil, Digest: time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute})
	}
	for _, cl := range c.Clients {
		client := letters.Client{Language: cl.Language, Tone: letters.Tone(cl.Tone), Modes: modesOf(cl.Modes), Contacts: map[string]letters.Contact{}}
		if own := c.clientCalendars[cl.Name]; own != nil {
			client.Calendar, client.Location = own, own.Location()
		}
		for _, c := range cl.Contacts {
			client.Contacts[c.Address] = letters.Contact{Name: c.Name, Salutation: c.Salutation, Tone: letters.Tone(c.Tone), Language: c.Language}
		}
		p.Clients[cl.Name] = client
	}
	return p
}

func modesOf(list map[string]string) map[letters.Kind]letters.Mode {
	out := map[letters.Kind]letters.Mode{}
	for kind, mode := range list {
		out[letters.Kind(kind)] = letters.Mode(mode)
	}
	return out
}

// noticesFrom is who letters to our own people come from: as configured, else the address of the account they leave by.
func (c *Config) noticesFrom() mailbox.Address {
	if a, err := mail.ParseAddress(c.Notices.From); err == nil {
		return mailbox.Address{Name: a.Name, Mail: strings.ToLower(a.Address)}
	}
	if m, ok := c.firstSender(); ok {
		return mailbox.Address{Name: strings.TrimSuffix("Vernus, "+c.Team.Name, ", "), Mail: m.Address}
	}
	return mailbox.Address{}
}

// Sender is the account that letters of a manager leave by; for "" the one of letters to our own people: that of
// [notices], else the first manager's that has one. It is false when there is none.
func (c *Config) Sender(address string) (letters.SMTP, bool) {
	m, ok := c.manager(address)
	switch {
	case ok && m.SMTP != nil:
		return c.sender(m.SMTP.Account), true
	case ok:
		return letters.SMTP{}, false
	case c.Notices.SMTP != nil:
		return c.sender(c.Notices.SMTP.Account), true
	}
	if m, ok := c.firstSender(); ok {
		return c.sender(m.SMTP.Account), true
	}
	return letters.SMTP{}, false
}

func (c *Config) sender(a Account) letters.SMTP {
	s := letters.SMTP{Host: a.Host, Port: a.Port, TLS: a.TLS, CAFile: c.file(a.CAFile), User: a.User, Auth: a.Auth}
	if a.Auth == "none" || a.passwordSources() == 0 {
		s.User, s.Auth = "", ""
		return s
	}
	s.Secret = c.secretOf(a)
	return s
}

func (c *Config) firstSender() (Manager, bool) {
	for _, m := range c.Managers {
		if m.SMTP != nil {
			return m, true
		}
	}
	return Manager{}, false
}

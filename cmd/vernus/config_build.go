package main

import (
	"path/filepath"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Directory is who is who.
func (c *Config) Directory() *mailbox.Directory {
	d := &mailbox.Directory{Domains: c.Team.Domains}
	for _, m := range c.Managers {
		d.Managers = append(d.Managers, mailbox.Person{Name: m.Name, Address: m.Address, Aliases: m.Aliases})
	}
	for _, cl := range c.Clients {
		d.Clients = append(d.Clients, mailbox.Client{Name: cl.Name, Domains: cl.Domains, Addresses: cl.Addresses, Manager: cl.Manager})
	}
	return d
}

// Calendar is the working time of a manager, absences included, or of a lead; the team's for everybody else.
func (c *Config) Calendar(address string) *worktime.Calendar {
	if cal := c.calendars[address]; cal != nil {
		return cal
	}
	return c.team
}

// mode is how far Vernus may go with a kind of letter to a client.
func (c *Config) mode(kind string, cl Client) string {
	for _, m := range []string{cl.Modes[kind], c.Letters.Modes[kind]} {
		if m != "" {
			return m
		}
	}
	return c.Letters.Mode
}

// LeadOf is who hears when a manager does not answer.
func (c *Config) LeadOf(manager string) (Lead, bool) {
	m, ok := c.manager(manager)
	if !ok {
		return Lead{}, false
	}
	i := slices.IndexFunc(c.Leads, func(l Lead) bool { return l.Address == m.Lead })
	if i < 0 {
		return Lead{}, false
	}
	return c.Leads[i], true
}

func (c *Config) manager(address string) (Manager, bool) {
	i := slices.IndexFunc(c.Managers, func(m Manager) bool { return m.Address == address || slices.Contains(m.Aliases, address) })
	if i < 0 {
		return Manager{}, false
	}
	return c.Managers[i], true
}

// Data is the folder of the database.
func (c *Config) Data() string { return c.file(c.Team.Data) }

// Database is the file of the database.
func (c *Config) Database() string { return filepath.Join(c.Data(), "vernus.db") }

// absences are the days a manager is away, in his time zone.
func (m Manager) absences(in *time.Location) []worktime.Absence {
	var out []worktime.Absence
	for _, a := range m.Absent {
		out = append(out, worktime.Absence{From: a.From.Start(in), To: a.To.End(in), Why: a.Why})
	}
	return out
}

package main

import (
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
)

// fill completes what the file left to its surroundings: leads and managers work as the team does, SMTP logs in as
// IMAP does, ports follow from the kind of encryption and the other way round, addresses are in lower case.
func (c *Config) fill() {
	lower(c.Team.Domains)
	c.Team.Templates = c.file(c.Team.Templates)
	c.Reading.Words = c.file(c.Reading.Words)
	for i := range c.Leads {
		l := &c.Leads[i]
		l.Address = lowerCase(l.Address)
		fallback(&l.Digest, "09:30")
		fallback(&l.Language, c.Team.Language)
		c.fillHours(&l.Timezone, &l.Hours, &l.Holidays)
	}
	for i := range c.Managers {
		m := &c.Managers[i]
		m.Address, m.Lead = lowerCase(m.Address), lowerCase(m.Lead)
		lower(m.Aliases)
		if m.Lead == "" && len(c.Leads) > 0 {
			m.Lead = c.Leads[0].Address
		}
		for j := range m.Absent {
			m.Absent[j].Substitute = lowerCase(m.Absent[j].Substitute)
		}
		fallback(&m.Language, c.Team.Language)
		c.fillHours(&m.Timezone, &m.Hours, &m.Holidays)
		c.fillAccounts(m)
	}
	for i := range c.Clients {
		cl := &c.Clients[i]
		cl.Manager = lowerCase(cl.Manager)
		lower(cl.Domains)
		lower(cl.Addresses)
		for j := range cl.Contacts {
			cl.Contacts[j].Address = lowerCase(cl.Contacts[j].Address)
		}
		lower(cl.Chain)
		fallback(&cl.Tone, "formal")
		if cl.Standard != nil {
			c.inherit(fmt.Sprintf("client[%d].standard", i), reflect.ValueOf(cl.Standard).Elem(), reflect.ValueOf(c.Standard))
		}
	}
	if s := c.Notices.SMTP; s != nil {
		s.fill(465)
	}
}

// inherit gives a table at path what the file does not say in it from another table of the same shape.
func (c *Config) inherit(path string, table, from reflect.Value) {
	for i := range table.NumField() {
		key := path + "." + table.Type().Field(i).Tag.Get("toml")
		_, given := c.at[key]
		switch field := table.Field(i); {
		case given && field.Kind() == reflect.Struct && field.Type() != reflect.TypeFor[Span]() && field.Type() != reflect.TypeFor[Clock]():
			c.inherit(key, field, from.Field(i))
		case !given:
			field.Set(from.Field(i))
		}
	}
}

func (c *Config) fillHours(timezone, hours, holidays *string) {
	fallback(timezone, c.Team.Timezone)
	fallback(hours, c.Team.Hours)
	fallback(holidays, c.Team.Holidays)
}

func (c *Config) fillAccounts(m *Manager) {
	if m.IMAP != nil {
		fallback(&m.IMAP.User, m.Address)
		m.IMAP.fill(993)
	}
	if m.SMTP == nil {
		return
	}
	s := &m.SMTP.Account
	if m.IMAP != nil {
		fallback(&s.User, m.IMAP.User)
		fallback(&s.Auth, m.IMAP.Auth)
		fallback(&s.CAFile, m.IMAP.CAFile)
		if s.passwordSources() == 0 {
			s.PasswordCommand, s.PasswordFile, s.PasswordEnv = m.IMAP.PasswordCommand, m.IMAP.PasswordFile, m.IMAP.PasswordEnv
			s.PasswordCredential, s.Password = m.IMAP.PasswordCredential, m.IMAP.Password
		}
	}
	fallback(&s.User, m.Address)
	s.fill(465)
}

// fill settles port and encryption from each other; usual is the port where TLS begins at once.
func (a *Account) fill(usual int) {
	if a.Port == 0 {
		a.Port = usual
		if a.TLS == "starttls" {
			a.Port = map[int]int{993: 143, 465: 587}[usual]
		}
	}
	if a.TLS == "" {
		a.TLS = "starttls"
		if a.Port == usual {
			a.TLS = "tls"
		}
	}
	fallback(&a.Auth, "password")
}

func (a *Account) passwordSources() int {
	n := 0
	for _, s := range []string{a.PasswordCommand, a.PasswordFile, a.PasswordEnv, a.PasswordCredential, string(a.Password)} {
		if s != "" {
			n++
		}
	}
	return n
}

func fallback(s *string, value string) {
	if *s == "" {
		*s = value
	}
}

func lowerCase(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func lower(list []string) {
	for i, s := range list {
		list[i] = lowerCase(s)
	}
}

// file is the path of a file that the configuration names: relative ones start from the configuration's folder.
func (c *Config) file(name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.dir, name)
}

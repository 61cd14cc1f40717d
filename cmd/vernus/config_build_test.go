package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// loadText loads a configuration from a text.
func loadText(t *testing.T, text string) *Config {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := LoadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const smallConfig = `
[team]
domains = ["Agency.example"]
timezone = "Europe/Moscow"
holidays = "none"
[[lead]]
name = "Oleg"
address = "Oleg@agency.example"
digest = "17:45"
[[manager]]
name = "Anna"
address = "Anna@agency.example"
hours = "Mon-Fri 10:00-14:00"
absent = [{from = "2026-07-01", to = "2026-07-02", why = "vacation"}]
imap = {host = "imap.gmail.com", password_env = "A"}
smtp = {host = "smtp.gmail.com"}
[[manager]]
name = "Boris"
address = "boris@agency.example"
imap = {host = "mail.agency.example", tls = "starttls", password_env = "B"}
smtp = {host = "mail.agency.example", port = 587}
[[client]]
name = "Acme"
domains = ["acme.example"]
manager = "anna@agency.example"
answer_within = "1d"
[[client]]
name = "Bolt"
domains = ["bolt.example"]
manager = "boris@agency.example"
modes = {acknowledgement = "send"}
[standard]
escalate_after = "1d"
`

func TestStandardOfClients(t *testing.T) {
	team := loadText(t, smallConfig).RulesTeam()
	check := func(what string, got, want time.Duration) {
		t.Helper()
		if got != want {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	acme, bolt := team.StandardOf("Acme"), team.StandardOf("Bolt")
	check("a day of Anna's", acme.Answer.Within, 4*time.Hour)
	check("Bolt's answer", bolt.Answer.Within, 2*time.Hour)
	check("Anna's escalation", acme.Escalate.After, 4*time.Hour)
	check("Boris's escalation", bolt.Escalate.After, 9*time.Hour)
	if a, b := acme.Nudge.RemindAt, bolt.Nudge.RemindAt; a != 0 || b != 0.5 {
		t.Errorf("reminders come at %v where acknowledgements are suggested and %v where they are sent; want 0 and 0.5", a, b)
	}
	for _, s := range []interface{ Validate() error }{acme, bolt, team.Standard} {
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
}

func TestCalendarOfManagers(t *testing.T) {
	c := loadText(t, smallConfig)
	anna, team := c.Calendar("anna@agency.example"), c.Calendar("nobody@agency.example")
	at := func(text string) time.Time {
		moment, err := time.ParseInLocation("2006-01-02 15:04", text, team.Location())
		if err != nil {
			t.Fatal(err)
		}
		return moment
	}
	check := func(text string, annaOpen, teamOpen bool) {
		t.Helper()
		if a, b := anna.IsOpen(at(text)), team.IsOpen(at(text)); a != annaOpen || b != teamOpen {
			t.Errorf("at %s Anna works: %v, the team: %v; want %v, %v", text, a, b, annaOpen, teamOpen)
		}
	}
	check("2026-06-30 09:30", false, true)
	check("2026-06-30 11:00", true, true)
	check("2026-07-01 11:00", false, true)
	check("2026-07-02 13:59", false, true)
	check("2026-07-03 11:00", true, true)
}

func TestAccountsAreFilled(t *testing.T) {
	c := loadText(t, smallConfig)
	anna, boris := c.Managers[0], c.Managers[1]
	if a := anna.IMAP.Account; a.Port != 993 || a.TLS != "tls" || a.User != "anna@agency.example" || a.Auth != "password" {
		t.Errorf("Anna's IMAP is %+v", a)
	}
	if a := anna.SMTP.Account; a.Port != 465 || a.TLS != "tls" || a.User != "anna@agency.example" || a.PasswordEnv != "A" {
		t.Errorf("Anna's SMTP is %+v", a)
	}
	if a := boris.IMAP.Account; a.Port != 143 || a.TLS != "starttls" {
		t.Errorf("Boris's IMAP is %+v", a)
	}
	if a := boris.SMTP.Account; a.Port != 587 || a.TLS != "starttls" || a.PasswordEnv != "B" {
		t.Errorf("Boris's SMTP is %+v", a)
	}
	if l, ok := c.LeadOf("boris@agency.example"); !ok || l.Address != "oleg@agency.example" {
		t.Errorf("Boris's lead is %+v, %v", l, ok)
	}
}

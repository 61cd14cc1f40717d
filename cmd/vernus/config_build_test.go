package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/rules"
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

func TestSenders(t *testing.T) {
	c := loadText(t, smallConfig)
	check := func(address, host, user string) {
		t.Helper()
		s, ok := c.Sender(address)
		if !ok || s.Host != host || s.User != user {
			t.Errorf("letters of %q leave by %s as %s (%v), want %s as %s", address, s.Host, s.User, ok, host, user)
		}
		if err := s.Validate(); err != nil {
			t.Error(err)
		}
	}
	check("anna@agency.example", "smtp.gmail.com", "anna@agency.example")
	check("boris@agency.example", "mail.agency.example", "boris@agency.example")
	check("oleg@agency.example", "smtp.gmail.com", "anna@agency.example")
	check("", "smtp.gmail.com", "anna@agency.example")
	if from := c.Policy().Notices; from.Mail != "anna@agency.example" || from.Name != "Vernus" {
		t.Errorf("letters to ourselves come from %v, want the account they leave by", from)
	}

	c = loadText(t, smallConfig+"\n[notices]\nfrom = \"Robot <robot@agency.example>\"\nsmtp = {host = \"relay.agency.example\", auth = \"none\"}\n")
	check("oleg@agency.example", "relay.agency.example", "")
	check("anna@agency.example", "smtp.gmail.com", "anna@agency.example")
	if from := c.Policy().Notices; from.Mail != "robot@agency.example" || from.Name != "Robot" {
		t.Errorf("letters to ourselves come from %v", from)
	}
}

func TestPolicy(t *testing.T) {
	p := loadText(t, smallConfig).Policy()
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
	if p.Mode != "suggest" || p.Clients["Bolt"].Modes["acknowledgement"] != "send" || len(p.Clients["Acme"].Modes) != 0 {
		t.Errorf("the modes are %q, %v", p.Mode, p.Clients)
	}
	if l := p.Leads[0]; l.Digest != 17*time.Hour+45*time.Minute || l.Watched || l.Address != "oleg@agency.example" {
		t.Errorf("the lead is %+v", l)
	}
	if m := p.Managers[0]; !m.Watched || m.Lead != "oleg@agency.example" || m.Calendar.DayLength() != 4*time.Hour {
		t.Errorf("Anna is %+v", m)
	}
}

// TestProfiles: what a client's entry says beyond who he is reaches the rules, and so do absences; those with a substitute
// stop no clock.
func TestProfiles(t *testing.T) {
	text := strings.Replace(smallConfig, `answer_within = "1d"`, `answer_within = "1d"
active_until = "2026-06-30"
chain = ["Boris@agency.example", "oleg@agency.example"]
timezone = "Asia/Yekaterinburg"
dates = [{name = "договор", day = "2027-03-31", yearly = true, before = "14d", letter = "occasion"}]`, 1)
	text = strings.Replace(text, `why = "vacation"}]`, `why = "vacation"}, {from = "2026-08-03", to = "2026-08-04", substitute = "boris@agency.example"}]`, 1)
	c := loadText(t, text)
	team := c.RulesTeam()
	p := team.Profiles["Acme"]
	day := func(d string) time.Time {
		at, err := time.ParseInLocation(time.DateOnly, d, team.Calendar.Location())
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	if !p.ActiveUntil.Equal(day("2026-07-01")) || p.Calendar.Location().String() != "Asia/Yekaterinburg" || !slices.Equal(p.Chain, []string{"boris@agency.example", "oleg@agency.example"}) {
		t.Errorf("profile: %+v", p)
	}
	want := rules.Occasion{Name: "договор", Day: day("2027-03-31"), Yearly: true, Before: 14 * 24 * time.Hour, Letter: "occasion"}
	if len(p.Occasions) != 1 || p.Occasions[0] != want {
		t.Errorf("occasions: %+v", p.Occasions)
	}
	if zone := c.Policy().Clients["Acme"].Location; zone == nil || zone.String() != "Asia/Yekaterinburg" {
		t.Errorf("letters name times in %v", zone)
	}
	if team.Profiles["Bolt"].Calendar != nil {
		t.Error("a client whose working time is not known has a calendar")
	}

	const anna = "anna@agency.example"
	july, august := day("2026-07-01").Add(11*time.Hour), day("2026-08-03").Add(11*time.Hour)
	if team.CalendarOf(anna).IsOpen(july) || !team.CalendarOf(anna).IsOpen(august) {
		t.Error("the clock stops only in an absence without a substitute")
	}
	if c.Calendar(anna).IsOpen(august) {
		t.Error("Anna works in her absence")
	}
	if who := team.SubstituteFor(anna, august); who != "boris@agency.example" {
		t.Errorf("%s answers for Anna", who)
	}
	if who := team.SubstituteFor(anna, july); who != anna {
		t.Errorf("%s answers for Anna, who named nobody", who)
	}
}

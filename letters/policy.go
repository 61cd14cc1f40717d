package letters

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/worktime"
)

// Tone is how a client is addressed.
type Tone string

// The tones.
const (
	Formal   Tone = "formal"   // «Вы», with the patronymic where he uses it
	Informal Tone = "informal" // by the first name
)

// Policy is what the team allows: how far Vernus may go, to whom, how often and at what hours.
type Policy struct {
	Mode         Mode            // of letters to clients; "" is Suggest
	Modes        map[Kind]Mode   // per kind, for every client; Off also switches a kind of notice off
	PerClientDay int             // letters to one client in a day at most; 0 is 3
	BrakePerHour int             // letters to clients within an hour at most; 0 is 20
	MaxAge       time.Duration   // an older letter is not acknowledged any more, and as many working days after they were due no others are proposed; 0 is 72 hours
	SendingSince time.Time       // when sending was switched on: earlier mail causes no letter to a client; zero is never
	Language     string          // of the team: "ru" or "en"
	Notices      mailbox.Address // whom notices and digests come from; without a name Vernus, without an address the manager
	Bundle       bool            // one notice for all that is new for a reader; its Letter.Covers must then come back as rules.Written
	Stopped      []rules.Ruling  // of people who want nothing sent to any client
	Trusted      []string        // mail servers whose word on who sent a letter counts (RFC 8601 authserv-id)
	Directory    *mailbox.Directory
	Managers     []Manager
	Leads        []Lead
	Clients      map[string]Client // by name; a client without an entry has the defaults
}

// Manager is a manager as letters need him: in whose name they go out, when, and who his lead is.
type Manager struct {
	Name      string
	Address   string
	Lead      string // address; "" when he has none
	Signature string // below his letters; "" is a plain one made of his name
	Language  string // of notices to him; "" is the team's
	Calendar  *worktime.Calendar
	Watched   bool // his mailbox is read, so that notices can be put into it
}

// Lead is a manager's head, who gets escalations and the digest.
type Lead struct {
	Name     string
	Address  string
	Language string // "" is the team's
	Calendar *worktime.Calendar
	Watched  bool
	Digest   time.Duration // time of day of his digest, after midnight
}

// Contact is how a person at a client wants to be written to; what is empty is his firm's.
type Contact struct {
	Name       string // what he is called in a salutation: «Иван Сергеевич», "John"
	Salutation string // the whole salutation, in place of one made of his name
	Tone       Tone
	Language   string
}

// Client is how a client wants to be written to.
type Client struct {
	Language string             // "" is the language of his letter
	Tone     Tone               // "" is Formal
	Contacts map[string]Contact // by address, in lower case
	Modes    map[Kind]Mode      // overrides the team's
	Location *time.Location     // his time zone; nil when it is not known
	Calendar *worktime.Calendar // his own working time: letters reach him within it; nil when it is not known, then the manager's counts
}

const (
	defaultPerClientDay = 3
	defaultBrake        = 20
	defaultMaxAge       = 72 * time.Hour
)

// Validate reports everything that makes the policy unusable.
func (p Policy) Validate() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if p.PerClientDay < 0 || p.BrakePerHour < 0 || p.MaxAge < 0 {
		bad("letters: limits cannot be negative")
	}
	checkMode := func(where string, m Mode) {
		switch m {
		case "", Off, Suggest, Draft, Send:
		default:
			bad("letters: mode %q of %s is none of off, suggest, draft, send", m, where)
		}
	}
	checkMode("the team", p.Mode)
	for k, m := range p.Modes {
		checkMode(string(k), m)
	}
	for name, c := range p.Clients {
		for k, m := range c.Modes {
			checkMode(string(k)+" for "+name, m)
		}
		if c.Tone != "" && c.Tone != Formal && c.Tone != Informal {
			bad("letters: tone %q of %s is neither formal nor informal", c.Tone, name)
		}
		checkLanguage(bad, name, c.Language)
		for address, contact := range c.Contacts {
			checkLanguage(bad, address, contact.Language)
			if contact.Tone != "" && contact.Tone != Formal && contact.Tone != Informal {
				bad("letters: tone %q of %s is neither formal nor informal", contact.Tone, address)
			}
		}
	}
	checkLanguage(bad, "the team", p.Language)
	for _, m := range p.Managers {
		checkLanguage(bad, m.Address, m.Language)
		if m.Calendar == nil {
			bad("letters: %s has no working calendar", m.Address)
		}
		if _, ok := p.lead(m.Lead); !ok && m.Lead != "" {
			bad("letters: %s has the lead %s, who is not configured", m.Address, m.Lead)
		}
	}
	for _, l := range p.Leads {
		checkLanguage(bad, l.Address, l.Language)
		if l.Calendar == nil {
			bad("letters: %s has no working calendar", l.Address)
		}
	}
	return errors.Join(errs...)
}

func checkLanguage(bad func(string, ...any), who, lang string) {
	if lang != "" && lang != "ru" && lang != "en" {
		bad("letters: language %q of %s is neither ru nor en", lang, who)
	}
}

// clientMode is how far a letter of this kind to this client may go: the client's word, else the kind's, else the team's.
func (p Policy) clientMode(kind Kind, client string) Mode {
	for _, m := range []Mode{p.Clients[client].Modes[kind], p.Modes[kind], p.Mode} {
		if m != "" {
			return m
		}
	}
	return Suggest
}

// With returns the policy with what people ruled: nothing is written in the name of who is away, or to him, and nothing to
// clients while that is stopped.
func (p Policy) With(team *rules.Team) Policy {
	p.Stopped = team.Stopped
	managers := slices.Clone(p.Managers)
	for i := range managers {
		m := &managers[i]
		for _, a := range team.Absences {
			if a.Manager == m.Address {
				m.Calendar = m.Calendar.WithAbsences(worktime.Absence{From: a.From, To: a.To, Why: a.Why})
			}
		}
	}
	p.Managers = managers
	return p
}

// hoursOf is the working time of who reads a letter to a client first: of the client's side where it is known, of the
// manager while the letter only goes to him, or he is absent: nothing leaves in his name then.
func (p Policy) hoursOf(mode Mode, client string, m Manager, now time.Time) *worktime.Calendar {
	if c := p.Clients[client].Calendar; mode == Send && c != nil && !m.Calendar.Away(now) {
		return c
	}
	return m.Calendar
}

func (p Policy) perClientDay() int {
	if p.PerClientDay == 0 {
		return defaultPerClientDay
	}
	return p.PerClientDay
}

func (p Policy) brake() int {
	if p.BrakePerHour == 0 {
		return defaultBrake
	}
	return p.BrakePerHour
}

func (p Policy) maxAge() time.Duration {
	if p.MaxAge == 0 {
		return defaultMaxAge
	}
	return p.MaxAge
}

// manager finds the manager with the given address or alias.
func (p Policy) manager(address string) (Manager, bool) {
	if person, ok := p.Directory.Manager(address); ok {
		address = person.Address
	}
	for _, m := range p.Managers {
		if strings.EqualFold(m.Address, address) {
			return m, true
		}
	}
	return Manager{}, false
}

func (p Policy) lead(address string) (Lead, bool) {
	for _, l := range p.Leads {
		if address != "" && strings.EqualFold(l.Address, address) {
			return l, true
		}
	}
	return Lead{}, false
}

// reader is whoever a notice goes to.
type reader struct {
	Name, Address, Language string
	Calendar                *worktime.Calendar
	Watched                 bool
}

func (p Policy) readerManager(m Manager) reader {
	return reader{m.Name, m.Address, p.language(m.Language), m.Calendar, m.Watched}
}

func (p Policy) readerLead(l Lead) reader {
	return reader{l.Name, l.Address, p.language(l.Language), l.Calendar, l.Watched}
}

// language is the first language that is named, the team's after that, Russian when nobody says.
func (p Policy) language(langs ...string) string {
	for _, l := range append(langs, p.Language) {
		if l != "" {
			return l
		}
	}
	return "ru"
}

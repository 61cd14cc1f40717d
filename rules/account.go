package rules

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// AccountWindow is how far back an Account holds letters.
const AccountWindow = 60 * 24 * time.Hour

// Account is what there is with one client over all conversations: what the rules need that look at the whole
// relationship rather than at a matter.
type Account struct {
	Client  string
	Letters []Line    // of the last AccountWindow, oldest first
	Wishes  []Wish    // all that was ever asked beyond the agreement, oldest first
	Written []Written // letters of Vernus to or about this client that stand in no conversation
	Rulings []Ruling  // about this client, and absences of managers; those taken back too

	Invitations []Invited  // whatever tells of meetings that end within AccountWindow or later, oldest first
	Reports     []Reported // letters of ours of that time to his people that may be reports of meetings, oldest first
	Lost        []Lost     // whom of the client's people mail did not reach, oldest first
}

// Line is a letter in short.
type Line struct {
	ID           string
	Conversation int64
	At           time.Time
	Direction    mailbox.Direction
	Kind         mailbox.Kind
	Own          bool            // written by Vernus
	Imported     bool            // came with a first import
	From         mailbox.Address // the sender
	Contact      mailbox.Address // the person at the client
	Subject      string
	Asks         bool   // it asks something
	Trouble      bool   // it is about trouble: a complaint, a moved date, a refusal
	Reminder     bool   // it asks again for what was asked before
	Language     string // "ru" or "en"; "" of a letter without words
}

// Wish is something a client asked for beyond the agreement (C2), and what was decided.
type Wish struct {
	Letter       string // Message-ID
	Conversation int64
	At           time.Time
	From         mailbox.Address
	Text         string
	Decision     Decision  // "" while nothing was decided
	DecidedAt    time.Time // zero while nothing was decided
	DecidedBy    string
	Why          string
	Imported     bool
}

// Profile is what the config says of a client beyond who he is and what he may expect.
type Profile struct {
	ActiveUntil time.Time          // end of the running project; zero: it runs as long as there is correspondence
	Occasions   []Occasion         // days that matter to him (U4)
	Calendar    *worktime.Calendar // his own working time; nil when it is not known
	Chain       []string           // addresses of who a matter goes to when it is stuck, in order (C4); empty: the manager's lead
}

// Occasion is a day that matters to a client: the end of a contract, an anniversary.
type Occasion struct {
	Name   string
	Day    time.Time     // midnight of that day in the team's zone
	Yearly bool          // it comes again each year
	Before time.Duration // how long before it the manager is reminded, ordinary time
	Letter string        // kind of the letter that goes with it; "" is only a reminder
	OnDay  bool          // that letter belongs to the day itself: congratulations
}

// AccountResult is what is owed to a client as a whole at a moment.
type AccountResult struct {
	Findings  []Finding
	LookAgain time.Time // when the result may change without new mail; zero when only mail can change it
}

// accountRule is one rule of the standard that looks at the whole relationship with a client.
type accountRule interface {
	Validate() error
	CheckAccount(v *accountView) (findings []Finding, lookAgain []time.Time)
}

// accountView is an account prepared for the rules.
type accountView struct {
	Account
	profile  Profile
	standard Standard
	owner    string // who answers for the client
	manager  string // who does now: the owner, or his substitute
	calendar *worktime.Calendar
	team     *Team
	now      time.Time
	met      []MeetingReport // see meetings
}

// CheckAccount applies all rules that look at the relationship as a whole.
func CheckAccount(a Account, t *Team, now time.Time) AccountResult {
	v := &accountView{Account: a, profile: t.Profiles[a.Client], standard: t.StandardOf(a.Client), team: t, now: now}
	v.owner = a.owner(t.Directory)
	v.manager = t.SubstituteFor(v.owner, now)
	v.calendar = t.CalendarOf(v.owner)
	var res AccountResult
	again := append(ends(a.Rulings), t.turns(v.owner)...)
	for _, r := range v.standard.accountRules() {
		found, at := r.CheckAccount(v)
		res.Findings = append(res.Findings, found...)
		again = append(again, at...)
	}
	for i := range res.Findings {
		t.readers(&res.Findings[i], v.profile.Chain, now)
		res.Findings[i].Language = v.languageWith(res.Findings[i].Contact.Mail)
		if m := res.Findings[i].Meeting; m != nil && res.Findings[i].Language == "" {
			res.Findings[i].Language = m.language()
		}
	}
	snooze(a.Rulings, res.Findings, now)
	res.LookAgain = earliestAfter(now, again)
	return res
}

// finding fills in what all findings of this view have in common. The subject of the duty names it among the client's
// duties of its kind: a Message-ID, a month, an absence.
func (v *accountView) finding(rule string, kind Kind, subject string) Finding {
	return Finding{Rule: rule, Kind: kind, Key: string(kind) + ":" + v.Client + ":" + subject, Client: v.Client, Manager: v.manager}
}

// past returns the letters that count by now: those of persons, and with own those of Vernus.
func (v *accountView) past(d mailbox.Direction, own bool) []Line {
	var lines []Line
	for _, l := range v.Letters {
		if l.Direction == d && !l.At.After(v.now) && (l.Own && own || !l.Own && l.Kind == mailbox.Human) {
			lines = append(lines, l)
		}
	}
	return lines
}

// languageWith is the language in which one writes with a person at the client: of his latest letter, else of our latest to
// him, else of the client's latest, else of ours; "" when there is none.
func (v *accountView) languageWith(person string) string {
	theirs, ours := v.past(mailbox.Incoming, false), v.past(mailbox.Outgoing, false)
	his := func(l Line) bool { return l.Contact.Mail == person }
	for _, wanted := range []struct {
		lines []Line
		of    func(Line) bool
	}{{theirs, his}, {ours, his}, {theirs, func(Line) bool { return true }}, {ours, func(Line) bool { return true }}} {
		for _, l := range slices.Backward(wanted.lines) {
			if l.Language != "" && wanted.of(l) {
				return l.Language
			}
		}
	}
	return ""
}

// owner returns the manager who answers for the client: the one named in the config, else who wrote last.
func (a Account) owner(d *mailbox.Directory) string {
	for _, c := range d.Clients {
		if c.Name == a.Client {
			if p, ok := d.Manager(c.Manager); ok {
				return p.Address
			}
		}
	}
	for i := len(a.Letters) - 1; i >= 0; i-- {
		if l := a.Letters[i]; l.Direction == mailbox.Outgoing && !l.Own && l.Kind == mailbox.Human {
			if p, ok := d.Manager(l.From.Mail); ok {
				return p.Address
			}
		}
	}
	if len(d.Managers) > 0 {
		return d.Managers[0].Address
	}
	return ""
}

// LineOf puts a letter in short. Contact is the person of the client that it is from or to.
func LineOf(e Entry, conversation int64, contact mailbox.Address) Line {
	l := Line{
		ID: e.ID, Conversation: conversation, At: e.At, Direction: e.Direction, Kind: e.Kind, Own: e.Own, Imported: e.Imported,
		From: e.From, Contact: contact, Subject: e.Subject,
		Trouble: has(e.Reading, reading.Complaint) || has(e.Reading, reading.DeadlineShift),
	}
	if strings.ContainsFunc(e.NewText, unicode.IsLetter) {
		l.Language = e.Reading.Language
	}
	for _, a := range e.Reading.Acts {
		switch a.Type {
		case reading.Question, reading.Request:
			l.Asks = true
			l.Reminder = l.Reminder || a.Chaser
		}
	}
	return l
}

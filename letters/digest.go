package letters

import (
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/worktime"
)

// DigestDue reports whether a lead's digest is due and for which moment: today's time of day, once it has come, on a
// day that is a working day of his, when the last digest was before it. After a time of standing still that is one
// digest, never several: what was missed stands in today's.
func DigestDue(now, last time.Time, at time.Duration, c *worktime.Calendar) (time.Time, bool) {
	y, m, d := now.In(c.Location()).Date()
	slot := time.Date(y, m, d, int(at/time.Hour), int(at%time.Hour/time.Minute), 0, 0, c.Location())
	if now.Before(slot) || !last.Before(slot) {
		return time.Time{}, false
	}
	if _, working := c.Closing(slot); !working {
		return time.Time{}, false
	}
	return slot, true
}

// DigestData is what a lead's digest is made of: plain values, in any order. What concerns managers of other leads
// must be left out by whoever fills it in.
type DigestData struct {
	Lead        string          // address
	Open        []DigestOpen    // every question of a client that awaits an answer
	Matters     []rules.Finding // what else is owed: promises, complaints, wishes, silence …; other kinds are left out
	Letters     []DigestLetter  // what Vernus has written since the digest before
	Held        []Held          // what it has not written since then; only what a lead can do something about is shown
	Unsure      []DigestUnsure
	Mailboxes   []DigestMailbox    // all watched ones, in good health or not
	Quarantined []DigestQuarantine // letters that could not be understood
	Invitations []DigestInvitation // that could not be understood, since the digest before
	Outbox      []DigestOutbox     // letters that failed, whose fate is unknown, or that have waited too long
}

// DigestOpen is a question of a client that awaits an answer.
type DigestOpen struct {
	Manager      string // address
	Client       string
	Contact      mailbox.Address
	Subject      string
	Quote        string // his words
	Since, Due   time.Time
	Acknowledged time.Time // when he was told that it was seen; zero when he was not
	ReturnBy     time.Time // the time he was promised; zero when none
	Repeated     int
	Forged       string // why the sender may be an impostor; "" when nothing says so
}

// OpenOf is the entry for what a client waits for: a finding of kind rules.Unanswered.
func OpenOf(f rules.Finding) DigestOpen {
	o := DigestOpen{Manager: f.Manager, Client: f.Client, Contact: f.Contact, Subject: f.Subject, Since: f.Since, Due: f.Due,
		Acknowledged: f.Acknowledged, ReturnBy: f.Promised, Repeated: f.Repeated, Forged: f.Forged}
	if len(f.Quotes) > 0 {
		o.Quote = f.Quotes[0]
	}
	return o
}

// deadline is when the answer is overdue: the end of the standard, or the later time that the client was promised.
func (o DigestOpen) deadline() time.Time {
	if o.ReturnBy.After(o.Due) {
		return o.ReturnBy
	}
	return o.Due
}

// DigestLetter is a letter that Vernus wrote.
type DigestLetter struct {
	Kind            Kind
	Mode            Mode
	Phase           Phase
	Manager, Client string // address; name
	To              string // address, or name and address
	Subject         string
	At              time.Time
}

// DigestUnsure is something that a person should look at because Vernus may have read it wrongly.
type DigestUnsure struct {
	Manager, Client, Subject string
	Words                    string // what it is about
	Why                      string // in the lead's language
}

// DigestMailbox is how a watched mailbox is doing.
type DigestMailbox struct {
	Address      string
	LastRead     time.Time // zero: never
	FailingSince time.Time // zero: it is being read
	Error        string
}

// DigestQuarantine is letters of a mailbox that could not be understood.
type DigestQuarantine struct {
	Mailbox string
	Count   int
	Error   string // of one of them
}

// DigestInvitation is an invitation to a meeting that could not be understood: the meeting may be missing.
type DigestInvitation struct {
	From    string // address
	Subject string
	At      time.Time
	Error   string
}

// DigestOutbox is a letter that has not left as it should.
type DigestOutbox struct {
	Key     string
	Phase   Phase
	To      string
	Subject string
	Error   string
	Since   time.Time
}

// Digest writes a lead's digest of the day. It is always written: when nothing is urgent it says so.
func (w *Writer) Digest(p Policy, d DigestData, now time.Time) (Letter, error) {
	lead, ok := p.lead(d.Lead)
	if !ok {
		return Letter{}, fmt.Errorf("digest: %s is no configured lead", d.Lead)
	}
	to := p.readerLead(lead)
	day := now.In(lead.Calendar.Location())
	l := Letter{Key: "digest/" + lead.Address + "/" + day.Format(time.DateOnly), Kind: Digest, Mode: Send, Rule: "D1",
		Because: "the digest of " + day.Format(time.DateOnly), NotBefore: now}
	v := digestView(p, to, d, now)
	if err := v.matters(w, p, to, d.Matters, now); err != nil {
		return l, err
	}
	return l, w.toColleague(p, &l, to, v, now)
}

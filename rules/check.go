package rules

import (
	"fmt"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// Result is what is owed in a conversation at a moment.
type Result struct {
	Ledger
	Findings  []Finding
	LookAgain time.Time // when the result may change without new mail; zero when only mail can change it
}

// OpenSince returns the moment of the oldest letter that still leaves something to be done by us, asked, promised or
// complained of; zero when none does. Only then, and from then on, letters elsewhere change anything: Check does not need a Conversation's
// Related before.
func (r *Result) OpenSince() time.Time {
	var since time.Time
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Open() && (since.IsZero() || it.At.Before(since)) {
			since = it.At
		}
	}
	for i := range r.Promised {
		if c := &r.Promised[i]; c.Open() && (since.IsZero() || c.At.Before(since)) {
			since = c.At
		}
	}
	for i := range r.Findings {
		if f := &r.Findings[i]; (f.Kind == Complained || f.Kind == ClosingDue) && (since.IsZero() || f.Since.Before(since)) {
			since = f.Since
		}
	}
	return since
}

// Check applies all rules to a conversation. Conversations without a client owe nothing.
func Check(c Conversation, t *Team, now time.Time) Result {
	res := Result{Ledger: Resolve(c, now)}
	if c.Client == "" {
		return res
	}
	again := append(c.ahead(now), ends(c.Rulings)...)
	v := look(c, t, res.Ledger, now)
	for _, r := range v.standard.rules() {
		found, at := r.Check(v)
		res.Findings = append(res.Findings, found...)
		again = append(again, at...)
	}
	for i := range res.Findings {
		t.readers(&res.Findings[i], t.Profiles[c.Client].Chain, now)
	}
	snooze(c.Rulings, res.Findings, now)
	if len(res.Findings) > 0 {
		again = append(again, t.turns(v.owner)...)
		for _, address := range t.Profiles[c.Client].Chain {
			again = append(again, t.turns(address)...)
		}
	}
	res.LookAgain = earliestAfter(now, again)
	return res
}

// ahead returns the moments of letters that are dated later than now, by a clock that goes ahead of ours or because they
// came while others were being thought about: they do not count yet, and must not be forgotten.
func (c Conversation) ahead(now time.Time) []time.Time {
	var at []time.Time
	for e := range c.letters() {
		if e.At.After(now) {
			at = append(at, e.At)
		}
	}
	return at
}

// view is a conversation prepared for the rules. What follows open is set only while the client waits for something.
type view struct {
	Conversation
	team     *Team
	ledger   Ledger
	open     []Item // what the client waits for
	oldest   Item
	since    time.Time // from when on the clock runs: the oldest open letter
	due      time.Time // when the standard runs out
	promised time.Time // the return time that the client was given; zero when none
	ruled    *Ruling   // the return time that one of ours named, of which the client has not heard; nil when none
	owner    string    // whose matter it is
	manager  string    // who answers now: the owner, or his substitute
	calendar *worktime.Calendar
	standard Standard
	now      time.Time
	lines    []string // of the derivation, once it was asked for
}

// look prepares the view.
func look(c Conversation, t *Team, l Ledger, now time.Time) *view {
	v := &view{Conversation: c, team: t, ledger: l, open: l.OpenItems(), standard: t.StandardOf(c.Client), now: now}
	letter := ""
	if len(v.open) > 0 {
		v.oldest, v.since = v.open[0], v.open[0].At
		letter = v.oldest.Letter
	}
	v.owner = Owner(c, letter, t.Directory)
	v.manager = t.SubstituteFor(v.owner, now)
	v.calendar = t.CalendarOf(v.owner)
	if len(v.open) == 0 {
		return v
	}
	due, err := v.calendar.Add(v.since, v.standard.Answer.Within)
	if err != nil { // a calendar that never opens is refused when the config is read
		v.open = nil
		return v
	}
	v.due = due
	for _, p := range l.OpenPromises() {
		switch {
		case !p.At.After(v.since):
		case p.Ruling != nil && p.Answer:
			v.ruled = p.Ruling
		case p.Due.After(v.promised):
			v.promised = p.Due
		}
	}
	return v
}

// deadline is when the answer is overdue: the end of the standard, or the later time that the client was told or that one
// of ours named.
func (v *view) deadline() time.Time {
	at := v.due
	if v.promised.After(at) {
		at = v.promised
	}
	if v.ruled != nil && v.ruled.To.After(at) {
		at = v.ruled.To
	}
	return at
}

// finding fills in what all findings of this view have in common.
func (v *view) finding(rule string, kind Kind) Finding {
	f := Finding{
		Rule: rule, Kind: kind, Key: string(kind) + ":" + v.oldest.Letter, Conversation: v.ID, Client: v.Client,
		Manager: v.manager, Contact: v.oldest.From, Subject: v.Subject, MessageID: v.oldest.Letter,
		Since: v.since, Due: v.due, Promised: v.promised, Acknowledged: v.oldest.Reacted, Repeated: v.repeated(), Imported: true,
	}
	seen := map[string]bool{}
	for _, i := range v.open {
		if !seen[i.Letter] {
			seen[i.Letter] = true
			f.Letters = append(f.Letters, i.Letter)
		}
		f.Quotes = append(f.Quotes, i.Text)
		f.Imported = f.Imported && i.Imported
	}
	if away, ok := v.team.AbsenceOf(v.owner, v.now); ok && v.manager != v.owner {
		f.Owner, f.From, f.To = v.owner, away.From, away.To
	}
	if e := v.entry(v.oldest.Letter); e != nil {
		f.Forged = e.Forged
	}
	if v.lines == nil {
		v.lines = slices.Clip(v.derivation())
	}
	f.Derivation = v.lines
	return f
}

// derivation tells in words how the due time comes about.
func (v *view) derivation() []string {
	const stamp = "Mon 2 Jan 2006 15:04 MST"
	loc := v.calendar.Location()
	lines := []string{
		fmt.Sprintf("%q was written %s", v.oldest.Text, v.since.In(loc).Format(stamp)),
		fmt.Sprintf("the standard is an answer within %s of working time", worktime.Span(v.standard.Answer.Within)),
	}
	for _, s := range v.calendar.Trace(v.since, v.due) {
		lines = append(lines, s.String())
	}
	lines = append(lines, "due "+v.due.In(loc).Format(stamp))
	if v.promised.After(v.due) {
		lines = append(lines, "the client was told "+v.promised.In(loc).Format(stamp))
	}
	if v.ruled != nil {
		lines = append(lines, v.ruled.Sentence(loc))
	}
	if away, ok := v.team.AbsenceOf(v.owner, v.now); ok {
		lines = append(lines, away.Sentence(loc))
	}
	return lines
}

func (v *view) repeated() int {
	n := 0
	for _, i := range v.open {
		n = max(n, i.Repeated)
	}
	return n
}

// entry returns the letter with this id.
func (c Conversation) entry(id string) *Entry {
	for i := range c.Entries {
		if c.Entries[i].ID == id {
			return &c.Entries[i]
		}
	}
	return nil
}

// lastFrom returns the latest letter of a person on the given side at or before a moment.
func (c Conversation) lastFrom(d mailbox.Direction, at time.Time) *Entry {
	for i := len(c.Entries) - 1; i >= 0; i-- {
		e := &c.Entries[i]
		if e.Direction == d && e.Kind == mailbox.Human && !e.Own && !e.At.After(at) {
			return e
		}
	}
	return nil
}

func earliestAfter(now time.Time, times []time.Time) time.Time {
	var first time.Time
	for _, t := range times {
		if t.After(now) && (first.IsZero() || t.Before(first)) {
			first = t
		}
	}
	return first
}

// questions counts what a view's open items ask, complaints and letters as a whole included.
func (v *view) questions() int { return len(v.open) }

// urgent reports whether the client says by when he needs it, or that it is urgent.
func (v *view) urgent() bool {
	for _, i := range v.open {
		if i.Urgent {
			return true
		}
		if e := v.entry(i.Letter); e != nil && e.Reading.Deadline != "" {
			return true
		}
	}
	return false
}

// complaint reports whether what is open is displeasure.
func (v *view) complaint() bool {
	for _, i := range v.open {
		if i.Type == reading.Complaint {
			return true
		}
		if e := v.entry(i.Letter); e != nil && has(e.Reading, reading.Complaint) {
			return true
		}
	}
	return false
}

// times says how often something happened again; nothing for once.
func times(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(", %d times", n)
}

func unanswered(n int) string {
	if n == 1 {
		return "a question of the client's is unanswered"
	}
	return fmt.Sprintf("%d questions of the client's are unanswered", n)
}

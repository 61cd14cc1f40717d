package rules

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// FollowingUp is the rule that what the client owes us is asked for again, twice at most, with what it means for the
// dates; any letter of anybody at the client ends it (P6).
type FollowingUp struct {
	After []int // working days after which the first and the second letter is due
	Until int   // working days after which no letter is written any more
}

// The Note of a FollowUp; "" when he was asked for something to be done or sent.
const (
	NoteTheirs   = "theirs"   // about what the client has promised himself
	NoteReport   = "report"   // about what was left to him by the report of a meeting (M5)
	NoteQuestion = "question" // about questions only, while nothing that we have promised is open: no dates depend on them
)

// Validate reports settings that make no sense.
func (r FollowingUp) Validate() error {
	if len(r.After) > 2 {
		return fmt.Errorf("a client is asked again twice at most, is %d times", len(r.After))
	}
	if !slices.IsSorted(r.After) || len(r.After) > 0 && (r.After[0] < 1 || r.After[len(r.After)-1] >= r.Until) {
		return errors.New("the days after which to ask again must be 1 or more, grow, and end before the last day")
	}
	return nil
}

// Check finds what we wait for longer than we should.
func (r FollowingUp) Check(v *view) ([]Finding, []time.Time) {
	d, ok := v.debt()
	if !ok || v.clientWroteSince(d.asked) || v.booked(d.asked) {
		return nil, nil
	}
	cal := v.clientCalendar()
	start := v.startOfWaiting(d, cal)
	last, err := cal.AddDays(start, r.Until)
	if err != nil || !last.After(v.now) {
		return nil, nil
	}
	stage, at := 0, time.Time{}
	var again []time.Time
	for i := range r.After {
		t, err := r.moment(v, cal, start, i, d.key())
		if err != nil {
			return nil, nil
		}
		if t.After(v.now) {
			again = append(again, t)
			continue
		}
		stage, at = i+1, t
	}
	if stage == 0 {
		return nil, again
	}
	f := d.finding(v)
	f.Stage, f.ActAt = stage, at
	f.Days = daysBetween(cal, start, v.now)
	f.Because = fmt.Sprintf("waiting for the client since %s, %d working days", start.Format(time.RFC3339), f.Days)
	f.Derivation = r.derivation(cal, d, start, at)
	return []Finding{f}, append(again, last)
}

// moment is when a letter is due, counted from 0: so many days after the waiting began, and so many after the letter before as
// they are to be apart, should that have left late.
func (r FollowingUp) moment(v *view, cal *worktime.Calendar, start time.Time, n int, duty string) (time.Time, error) {
	at, err := cal.AddDays(start, r.After[n])
	if err != nil || n == 0 {
		return at, err
	}
	for _, w := range v.Written {
		if !w.ToClient || w.Duty != duty || max(w.Stage, 1) != n || w.Phase != "sent" && w.Phase != "uncertain" {
			continue
		}
		apart, err := cal.AddDays(w.At, r.After[n]-r.After[n-1])
		if err != nil {
			return at, err
		}
		if apart.After(at) {
			at = apart
		}
	}
	return at, nil
}

func (r FollowingUp) derivation(cal *worktime.Calendar, d debt, start, at time.Time) []string {
	const stamp = "Mon 2 Jan 2006 15:04 MST"
	lines := []string{fmt.Sprintf("asked %s", d.asked.In(cal.Location()).Format(stamp))}
	if start.After(d.asked) {
		lines = append(lines, "counted from "+start.In(cal.Location()).Format(stamp))
	}
	for _, s := range cal.Trace(start, at) {
		lines = append(lines, s.String())
	}
	return append(lines, "asked again from "+at.In(cal.Location()).Format(stamp))
}

// debt is what the client owes us by one letter: what we asked for, or what he promised himself.
type debt struct {
	letter   string
	asked    time.Time // when the letter was written
	due      time.Time // the date he named himself; zero when we asked
	by       time.Time // the first date that our letter named; zero when it named none or he promised
	quotes   []string
	imported bool
	theirs   bool
	question bool // only answers are wanted, and nothing of ours waits for them
}

// debt returns the matter that waits for the client: what he promised to a date last, else the oldest that we asked of him.
func (v *view) debt() (debt, bool) {
	for _, c := range slices.Backward(v.ledger.Theirs) {
		if c.Open() && !c.Due.IsZero() {
			e := v.entry(c.Letter)
			return debt{letter: c.Letter, asked: c.At, due: c.Due, quotes: []string{c.Text}, imported: e != nil && e.Imported, theirs: true}, true
		}
	}
	waiting := slices.DeleteFunc(v.ledger.Waiting(), func(i Item) bool { return i.asksWell() })
	if len(waiting) == 0 {
		return debt{}, false
	}
	d := debt{letter: waiting[0].Letter, asked: waiting[0].At, imported: waiting[0].Imported, question: len(v.ledger.OpenPromises()) == 0}
	for _, i := range waiting {
		if i.Letter == d.letter {
			d.question = d.question && i.Type == reading.Question
			d.quotes = append(d.quotes, i.Text)
			if d.by.IsZero() || !i.By.IsZero() && i.By.Before(d.by) {
				d.by = i.By
			}
		}
	}
	return d, true
}

// key names the duty to ask for it again.
func (d debt) key() string { return string(FollowUp) + ":" + d.letter }

// finding is what to say of it.
func (d debt) finding(v *view) Finding {
	f := Finding{
		Rule: "P6", Kind: FollowUp, Key: d.key(), Conversation: v.ID, Client: v.Client, Manager: v.manager,
		Subject: v.Subject, MessageID: d.letter, Letters: []string{d.letter}, Quotes: d.quotes, Since: d.asked, Due: d.due, Imported: d.imported,
	}
	switch {
	case d.theirs:
		f.Note = NoteTheirs
	case d.question:
		f.Note = NoteQuestion
	}
	e := v.entry(d.letter)
	if e == nil {
		return f
	}
	f.Since = e.At
	if e.Reports() {
		f.Rule, f.Note = "M5", NoteReport
	}
	if d.theirs {
		f.Contact = e.From
		return f
	}
	f.Contact = v.reach(v.clientIn(e))
	if m, ok := v.team.Directory.Manager(e.From.Mail); ok {
		f.Manager = v.team.SubstituteFor(m.Address, v.now)
	}
	return f
}

// clientWroteSince reports whether anybody at the client has written since a moment, in any conversation: he is there, and
// a reminder by rote would be rude.
func (v *view) clientWroteSince(t time.Time) bool {
	if v.Heard.After(t) && !v.Heard.After(v.now) {
		return true
	}
	last := v.lastFrom(mailbox.Incoming, v.now)
	return last != nil && last.At.After(t)
}

// booked reports whether an invitation has gone to or come from the client since: it will be talked over there.
func (v *view) booked(since time.Time) bool {
	for e := range v.letters() {
		if e.Kind == mailbox.Calendar && e.At.After(since) && !e.At.After(v.now) {
			return true
		}
	}
	return false
}

// startOfWaiting is from when on the days of waiting count: our last letter to him about the matter, the date that he
// named himself or that we gave him, or the day that he is back when he has let us know by an automatic reply that he is
// away.
func (v *view) startOfWaiting(d debt, cal *worktime.Calendar) time.Time {
	start := d.asked
	for _, t := range []time.Time{d.due, d.by} {
		if t.After(start) {
			start = t
		}
	}
	for i := range v.Entries {
		e := &v.Entries[i]
		if !e.At.After(d.asked) || e.At.After(v.now) {
			continue
		}
		switch {
		case e.Direction == mailbox.Outgoing && e.Kind == mailbox.Human && !e.Own && e.At.After(start):
			start = e.At
		case e.Direction == mailbox.Incoming && e.Kind == mailbox.AutoReply && e.Reading.Returns.After(start):
			if back, err := cal.Opening(e.Reading.Returns); err == nil {
				start = back
			}
		}
	}
	return start
}

// clientCalendar is the client's own working time where it is known, else that of the manager.
func (v *view) clientCalendar() *worktime.Calendar {
	if c := v.team.Profiles[v.Client].Calendar; c != nil {
		return c
	}
	return v.calendar
}

// daysBetween counts the whole working days between two moments.
func daysBetween(c *worktime.Calendar, from, to time.Time) int {
	n := 0
	for n < 366 {
		next, err := c.AddDays(from, n+1)
		if err != nil || next.After(to) {
			break
		}
		n++
	}
	return n
}

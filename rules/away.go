package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Announcing is the rule that absences are announced: each client with whom a project runs hears some days before that
// the manager he writes with will be away, until when, and who answers meanwhile (U3).
type Announcing struct {
	Before int // working days before the absence begins that the client should hear of it; 0: never
	From   int // an absence of fewer working days is not announced
}

// The stages of an announcement.
const (
	StageAhead    = 1 // the manager himself announces it
	StageFirstDay = 2 // nobody has: on the first day his substitute says it
)

// Validate reports settings that make no sense.
func (r Announcing) Validate() error {
	if r.Before < 0 || r.From < 0 {
		return errors.New("the working days of absences must not be negative")
	}
	return nil
}

// CheckAccount finds the absences that the client should hear of now.
func (r Announcing) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if _, runs := v.standard.Update.ends(v); r.Before == 0 || !runs {
		return nil, nil
	}
	for _, m := range v.correspondents() {
		for _, a := range v.team.absencesOf(m) {
			found, at := r.look(v, a)
			findings, again = append(findings, found...), append(again, at...)
		}
	}
	return findings, again
}

// look says whether one absence is to be announced now.
func (r Announcing) look(v *accountView, a Ruling) ([]Finding, []time.Time) {
	cal := v.team.CalendarOf(a.Manager).Present()
	first, days := workdays(cal, a.From, a.To)
	if days < r.From || first.IsZero() {
		return nil, nil
	}
	f := v.finding("U3", Away, a.Manager+":"+a.From.In(cal.Location()).Format(time.DateOnly)+":"+lastDay(a, cal.Location()))
	until := nextDay(first)
	if v.toldOtherwise(f.Key) {
		f.Note = NoteChanged
		if known, err := cal.Opening(a.At); err == nil && !known.Before(until) && known.Before(a.To) {
			until = nextDay(known) // it was prolonged while it lasts
		}
	}
	if !v.now.Before(until) {
		return nil, nil
	}
	due := r.due(cal, first)
	act := due
	if a.At.After(act) {
		act = a.At // it became known later than that
	}
	again := []time.Time{act, a.From, until}
	if act.After(v.now) {
		return nil, again
	}
	f.Stage, f.Manager, f.Owner, f.From, f.To, f.Days = StageAhead, a.Manager, a.Manager, a.From, a.To, days
	f.Since, f.Due, f.ActAt = act, due, act
	f.Substitute = v.team.standIn(a, first, cal)
	with := v.wroteWith(a.Manager)
	f.Contact, f.Subject, f.MessageID = v.contact(with.Contact), with.Subject, with.ID
	f.Because = fmt.Sprintf("%s is away for %d working days, and a project of the client's is under way", a.Manager, days)
	f.Derivation = r.derivation(a, cal, first, due)
	if !v.now.Before(a.From) && !r.steps(v, &f) {
		return nil, again
	}
	return []Finding{f}, again
}

// NoteChanged is the Note of an absence of which the client was told other days before.
const NoteChanged = "changed"

// toldOtherwise reports whether the client was told of the absence that a duty names as ending on another day.
func (v *accountView) toldOtherwise(duty string) bool {
	absence := duty[:strings.LastIndexByte(duty, ':')+1]
	return slices.ContainsFunc(v.Written, func(w Written) bool {
		return w.ToClient && w.Duty != duty && strings.HasPrefix(w.Duty, absence) && (w.Phase == "sent" || w.Phase == "uncertain")
	})
}

// standIn is who the client is told to write to: who substitutes on the first working day and on the last, if he himself is
// there on both; "" when that is nobody.
func (t *Team) standIn(a Ruling, first time.Time, cal *worktime.Calendar) string {
	who := t.SubstituteFor(a.Manager, first)
	days := []time.Time{first}
	if last, err := cal.Sub(a.To, 1); err == nil && !a.To.IsZero() && last.After(first) {
		days = append(days, last)
	}
	for _, day := range days {
		if who == a.Manager || t.SubstituteFor(a.Manager, day) != who || !t.here(who, day) {
			return ""
		}
	}
	return who
}

// steps makes the announcement the substitute's: the absence has begun, and nobody has told the client. It is false when
// somebody has, was told not to, or there is no substitute to say it.
func (r Announcing) steps(v *accountView, f *Finding) bool {
	told := slices.ContainsFunc(v.Written, func(w Written) bool {
		open := w.Phase == "proposed" || w.Phase == "failed" || w.Phase == "withdrawn" && w.Why == Overtaken
		return w.Duty == f.Key && max(w.Stage, 1) == StageAhead && w.ToClient && !open
	})
	if told || f.Substitute == "" {
		return false
	}
	f.Stage, f.Manager = StageFirstDay, f.Substitute
	if f.From.After(f.ActAt) {
		f.ActAt = f.From
	}
	return true
}

// due is the beginning of the working day on which the client should hear of it.
func (r Announcing) due(cal *worktime.Calendar, first time.Time) time.Time {
	y, m, d := first.In(cal.Location()).Date()
	day, err := cal.AddDays(time.Date(y, m, d, 12, 0, 0, 0, cal.Location()), -r.Before)
	if err != nil {
		return first
	}
	return morning(cal, day)
}

func (r Announcing) derivation(a Ruling, cal *worktime.Calendar, first, due time.Time) []string {
	const stamp = "Mon 2 Jan 2006 15:04"
	return []string{
		a.Sentence(cal.Location()),
		"the first working day of it is " + first.Format("Mon 2 Jan 2006"),
		fmt.Sprintf("the standard is to announce it %d working days before: %s", r.Before, due.In(cal.Location()).Format(stamp)),
	}
}

// correspondents are the managers whose absence matters to the client: who answers for him, and who has written to him
// lately, as long as a project without letters counts as running.
func (v *accountView) correspondents() []string {
	list := []string{v.owner}
	for _, l := range v.past(mailbox.Outgoing, false) {
		p, ok := v.team.Directory.Manager(l.From.Mail)
		if ok && l.At.After(v.now.Add(-v.standard.Update.Active)) && !slices.Contains(list, p.Address) {
			list = append(list, p.Address)
		}
	}
	return list
}

// wroteWith is the latest letter between a manager and the client, or that of anybody of ours: whom the client's side is
// best told through.
func (v *accountView) wroteWith(manager string) Line {
	var last, his Line
	for _, l := range v.past(mailbox.Outgoing, false) {
		last = l
		if p, ok := v.team.Directory.Manager(l.From.Mail); ok && p.Address == manager {
			his = l
		}
	}
	if his.ID != "" {
		return his
	}
	for _, l := range v.past(mailbox.Incoming, false) {
		if !l.At.Before(last.At) {
			last = l
		}
	}
	return last
}

// absencesOf returns a manager's absences, oldest first: one for those that lie within each other, or follow each other
// without a working day between and have the same substitute.
func (t *Team) absencesOf(manager string) []Ruling {
	var list []Ruling
	for _, a := range t.Absences {
		if a.Manager == manager {
			list = append(list, a)
		}
	}
	slices.SortStableFunc(list, func(a, b Ruling) int { return a.From.Compare(b.From) })
	cal := t.CalendarOf(manager).Present()
	var joined []Ruling
	for _, a := range list {
		n := len(joined)
		if n == 0 || !follows(cal, joined[n-1], a) {
			joined = append(joined, a)
			continue
		}
		last := &joined[n-1]
		if last.Substitute == "" {
			last.Substitute = a.Substitute
		}
		if a.At.After(last.At) {
			last.At = a.At // it is known as it is since then
		}
		if !last.To.IsZero() && (a.To.IsZero() || a.To.After(last.To)) {
			last.To = a.To
		}
	}
	return joined
}

// follows reports whether an absence goes on with what an earlier one began.
func follows(cal *worktime.Calendar, a, b Ruling) bool {
	if a.To.IsZero() || b.From.Before(a.To) {
		return true
	}
	return a.Substitute == b.Substitute && cal.Between(a.To, b.From) == 0
}

// workdays returns the opening of the first working day in a span, and how many there are; a span without an end is taken
// for a year.
func workdays(cal *worktime.Calendar, from, to time.Time) (first time.Time, n int) {
	if to.IsZero() {
		to = from.AddDate(1, 0, 0)
	}
	for day := from.In(cal.Location()); day.Before(to) && n < 366; day = nextDay(day) {
		if windows := cal.Day(day).Windows; len(windows) > 0 && windows[len(windows)-1].To.After(from) {
			if n++; n == 1 {
				first = windows[0].From
			}
		}
	}
	return first, n
}

// nextDay is the midnight that ends a moment's day.
func nextDay(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, t.Location())
}

// morning is when work begins on a moment's day, or after it where nobody works on it.
func morning(cal *worktime.Calendar, t time.Time) time.Time {
	y, m, d := t.In(cal.Location()).Date()
	midnight := time.Date(y, m, d, 0, 0, 0, 0, cal.Location())
	if at, err := cal.Opening(midnight); err == nil {
		return at
	}
	return midnight
}

func lastDay(a Ruling, loc *time.Location) string {
	if a.To.IsZero() {
		return "open"
	}
	return a.To.Add(-time.Second).In(loc).Format(time.DateOnly)
}

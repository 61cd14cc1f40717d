package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Minuting is the rule that a report is a numbered list which says whose step is next and by when, what was agreed apart from
// what is needed of the client, and that all who took part or matter get it (M2). Of what a manager notes the report is made;
// of one that he wrote himself he is told once what it lacks.
type Minuting struct {
	Check bool // tell what a report lacks that a person wrote
}

// checkedWithin is how long after a report it is of use to say what it lacks.
const checkedWithin = 3 * 24 * time.Hour

// Validate finds nothing wrong: either is sensible.
func (r Minuting) Validate() error { return nil }

// CheckAccount finds the meetings of which there are notes and no report, and the reports that lack something.
func (r Minuting) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if len(v.Invitations) == 0 {
		return nil, nil
	}
	for _, m := range v.meetings() {
		if !m.Start.Before(v.now) {
			continue
		}
		var f Finding
		if m.Report == nil {
			f = r.ready(v, &m)
		} else if r.Check {
			f = r.faulty(v, &m)
			again = append(again, m.Report.At.Add(checkedWithin))
		}
		if f.Kind != "" {
			findings = append(findings, f)
		}
	}
	return findings, again
}

// ready is the report that can be made of what was noted about a meeting.
func (r Minuting) ready(v *accountView, m *MeetingReport) Finding {
	noted := v.noted(&m.Meeting)
	if noted == nil {
		return Finding{}
	}
	f := v.finding("M2", ReportReady, fmt.Sprintf("%s:%d", m.UID, noted.At.Unix()))
	f.Stage, f.Manager = 1, v.team.SubstituteFor(m.Manager, v.now)
	if who, ok := v.team.Directory.Manager(noted.By); ok {
		f.Manager = who.Address
	}
	n := NotesOf(&m.Meeting, noted, v.team, f.Manager)
	f.Meeting = m.gathering(v.team.Directory, f.Manager)
	f.Meeting.Points, f.Meeting.Next, f.Meeting.Lacks = inOrder(n.Points), n.Next, LacksOf(n)
	f.Contact, f.Subject, f.Since, f.Due, f.ActAt = m.contact(), m.Summary, noted.At, m.Due, noted.At
	f.Imported = m.Imported && noted.At.IsZero()
	f.Because = fmt.Sprintf("what was agreed at the meeting was noted, and no report has been sent: %d points", len(n.Points))
	f.Derivation = append(slices.Clone(m.Why), noted.Sentence(v.team.CalendarOf(f.Manager).Location()))
	return f
}

// noted is what a person noted last about a meeting; nil when nobody did.
func (v *accountView) noted(m *Meeting) *Ruling {
	for i := len(v.Rulings) - 1; i >= 0; i-- {
		r := &v.Rulings[i]
		if r.Kind == Noted && r.Stands(v.now) && r.Words == m.UID && (r.From.IsZero() || r.From.Equal(m.Start)) {
			return r
		}
	}
	return nil
}

// NotesOf reads what was noted about a meeting, as the one who writes its report has it: with the names of those who took
// part, in his zone.
func NotesOf(m *Meeting, noted *Ruling, t *Team, manager string) reading.Notes {
	cal := t.CalendarOf(manager)
	ours := names(m.Ours)
	for _, p := range m.Ours {
		if who, ok := t.Directory.Manager(p.Mail); ok && p.Name == "" {
			ours = append(ours, who.Name)
		}
	}
	return reading.ReadNotes(reading.Jotted{Text: noted.Why, Date: noted.At.In(cal.Location()), Calendar: cal, Ours: ours, Theirs: names(m.Theirs)})
}

// faulty is what a report lacks that a person wrote. Imported ones are left in peace.
func (r Minuting) faulty(v *accountView, m *MeetingReport) Finding {
	said := m.Report
	if said.Imported || v.own(said.Letter) || v.now.Sub(said.At) >= checkedWithin || said.Form != reading.AreMinutes {
		return Finding{}
	}
	lacking := faultsOf(said.Contents)
	if m.State == ReportLate {
		lacking = append(lacking, Lack{Fault: TooLate})
	}
	if left := v.leftOut(m); len(left) > 0 {
		lacking = append(lacking, Lack{Fault: LeftOut, Words: strings.Join(left, ", ")})
	}
	if len(lacking) == 0 {
		return Finding{}
	}
	f := v.finding("M2", ReportFaulty, said.Letter)
	f.Stage, f.Manager = 1, v.team.SubstituteFor(m.Manager, v.now)
	if who, ok := v.team.Directory.Manager(said.From.Mail); ok {
		f.Manager = who.Address
	}
	f.Meeting = m.gathering(v.team.Directory, f.Manager)
	f.Meeting.Lacks = lacking
	f.Contact, f.Subject, f.Since, f.ActAt = m.contact(), said.Subject, said.At, said.At
	f.MessageID, f.Letters = said.Letter, []string{said.Letter}
	f.Because = fmt.Sprintf("the report of the meeting lacks %d of what reports must have", len(lacking))
	f.Derivation = m.Why
	return f
}

// own reports whether a letter was written by Vernus.
func (v *accountView) own(letter string) bool {
	return slices.ContainsFunc(v.Letters, func(l Line) bool { return l.ID == letter && l.Own })
}

// leftOut names those who took part, or were to, and do not get the report.
func (v *accountView) leftOut(m *MeetingReport) []string {
	var left []string
	got := func(address string) bool {
		same := func(a mailbox.Address) bool {
			return v.team.Directory.Normalize(a.Mail) == v.team.Directory.Normalize(address)
		}
		return same(m.Report.From) || slices.ContainsFunc(m.Report.To, same)
	}
	for _, p := range slices.Concat(m.Theirs, m.Ours) {
		if p.Status != mailbox.Declined && !p.Optional && !got(p.Mail) {
			left = append(left, firstOf(p.Name, p.Mail))
		}
	}
	return left
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// mostFaults is how many points of a kind are named at most: more than that is read by nobody.
const mostFaults = 3

// faultsOf tells what a report lacks by its own words.
func faultsOf(c reading.Contents) []Lack {
	var list []Lack
	if !c.Numbered && c.Points > 1 {
		list = append(list, Lack{Fault: NoNumbers})
	}
	if c.Mingled {
		list = append(list, Lack{Fault: Mingled})
	}
	for fault, words := range map[Fault][]string{NoOwner: c.Unowned, NoDate: c.Undated} {
		for _, w := range words[:min(len(words), mostFaults)] {
			list = append(list, Lack{Fault: fault, Words: w})
		}
	}
	slices.SortStableFunc(list, func(a, b Lack) int { return strings.Compare(string(b.Fault), string(a.Fault)) })
	if !c.Next {
		list = append(list, Lack{Fault: NoNext})
	}
	return list
}

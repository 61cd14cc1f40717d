package rules

import (
	"fmt"
	"time"

	"vernus/rules/worktime"
)

// Briefing is the rule that who meets a client knows the history, the open questions, what was promised and how he is
// addressed: the manager gets a brief before the meeting (M4).
type Briefing struct {
	Before time.Duration // ordinary time before the meeting; 0: no brief
}

// Validate reports settings that make no sense.
func (r Briefing) Validate() error {
	if r.Before < 0 || r.Before > 24*time.Hour {
		return fmt.Errorf("the time of the brief before a meeting must lie between 0 and a day, is %v", r.Before)
	}
	return nil
}

// CheckAccount finds the meetings that begin soon. What there is to know is for the caller to add: Recall.
func (r Briefing) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if len(v.Invitations) == 0 || r.Before == 0 {
		return nil, nil
	}
	for _, m := range v.meetings() {
		if !m.soon(v.now) || !m.Owed() {
			continue
		}
		cal := v.team.CalendarOf(m.Manager)
		at := r.at(m.Start, cal)
		again = append(again, at, m.Start)
		if v.now.Before(at) {
			continue
		}
		f := v.finding("M4", BriefDue, m.UID+":"+m.Start.UTC().Format(time.RFC3339))
		f.Stage, f.Manager = 1, v.team.SubstituteFor(m.Manager, v.now)
		f.Meeting = m.gathering(v.team.Directory, f.Manager)
		f.Meeting.Agenda = AgendaOf(m.Agenda)
		f.Contact, f.Subject, f.Since, f.Due, f.ActAt = m.contact(), m.Summary, at, m.Start, at
		f.Because = fmt.Sprintf("the meeting begins %s", m.Start.In(cal.Location()).Format("Mon 2 Jan 15:04"))
		f.Derivation = []string{fmt.Sprintf("the brief comes %v before the meeting, within working time: %s", r.Before, at.In(cal.Location()).Format("Mon 2 Jan 2006 15:04 MST"))}
		findings = append(findings, f)
	}
	return findings, again
}

// at is when the brief for a meeting is due: some time before it, and while the manager still works.
func (r Briefing) at(start time.Time, cal *worktime.Calendar) time.Time {
	at := start.Add(-r.Before)
	if cal.IsOpen(at) {
		return at
	}
	if before, err := cal.Sub(at, time.Hour); err == nil {
		return before
	}
	return at
}

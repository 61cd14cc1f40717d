package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
)

// meetingsAhead is how far ahead meetings are looked for, so that the end of the next is not slept through.
const meetingsAhead = 30 * 24 * time.Hour

// meetings are those with the client that are lately over or to come, and how it stands with their reports: worked out once
// for all rules.
func (v *accountView) meetings() []MeetingReport {
	if v.met == nil {
		v.met = append([]MeetingReport{}, MeetingReports(v.Account, v.team, v.now.Add(-reportWithin), v.now.Add(meetingsAhead), v.now)...)
	}
	return v.met
}

// CheckAccount finds the meetings that are over and whose report has not been sent.
func (r Reporting) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if len(v.Invitations) == 0 || r.Off || r.Shown == 0 {
		return nil, nil
	}
	again = append(again, v.now.Add(meetingsAhead))
	for _, i := range v.Invitations {
		again = append(again, i.At) // one from a clock that goes ahead
	}
	for _, m := range v.meetings() {
		if !m.Owed() || m.Report != nil {
			continue
		}
		f, at := r.look(v, m)
		again = append(again, at...)
		if f.Kind != "" {
			findings = append(findings, f)
		}
	}
	for _, l := range v.Reports {
		again = append(again, l.At)
	}
	for _, l := range v.Lost {
		again = append(again, l.At)
	}
	return findings, again
}

// ReportKey names the duty of a meeting's report to a client.
func ReportKey(client string, m Meeting) string {
	return string(ReportDue) + ":" + client + ":" + m.UID + ":" + m.Start.UTC().Format(time.RFC3339)
}

// look says what is owed for a meeting whose report has not been sent.
func (r Reporting) look(v *accountView, m MeetingReport) (Finding, []time.Time) {
	cal := v.team.CalendarOf(m.Manager)
	lead, err := cal.Add(m.Due, r.Escalate)
	if err != nil {
		return Finding{}, []time.Time{m.End}
	}
	over, err := cal.Present().AddDays(m.Due, r.Shown)
	if err != nil {
		return Finding{}, []time.Time{m.End}
	}
	again := []time.Time{m.End, m.Due, lead, over}
	if v.now.Before(m.End) || !v.now.Before(over) {
		return Finding{}, again
	}
	f := v.finding("M1", ReportDue, "")
	f.Key = ReportKey(v.Client, m.Meeting)
	f.Stage, f.ActAt = StageOver, m.End
	if !v.now.Before(m.Due) {
		f.Stage, f.ActAt = StageLate, m.Due
		f.Missed = cal.Between(m.Due, v.now)
	}
	if !v.now.Before(lead) {
		f.Stage, f.ActAt = StageUnwritten, lead
	}
	f.Owner, f.Manager = m.Manager, v.team.SubstituteFor(m.Manager, v.now)
	if f.Owner == f.Manager {
		f.Owner = ""
	}
	f.Contact, f.Subject, f.Since, f.Due = m.contact(), m.Summary, m.End, m.Due
	f.MessageID, f.Letters, f.Imported = m.Letters[0], m.Letters[:1], m.Imported
	f.From, f.To = m.Start, m.End
	f.Because = fmt.Sprintf("the meeting is over, and its report is due %s", m.Due.In(cal.Location()).Format("Mon 2 Jan 15:04"))
	if f.Stage > StageOver {
		f.Because = fmt.Sprintf("the report of the meeting was due %s and has not been sent", m.Due.In(cal.Location()).Format("Mon 2 Jan 15:04"))
	}
	if m.Back != nil {
		f.Because = fmt.Sprintf("the report of the meeting came back undelivered; the time for it: until %s", m.Due.In(cal.Location()).Format("Mon 2 Jan 15:04"))
	}
	f.Derivation = m.Why
	f.Meeting = m.gathering(v.team.Directory, f.Manager)
	f.Meeting.Agenda = AgendaOf(m.Agenda)
	return f, again
}

// contact is the first of the client's who has not declined.
func (m *Meeting) contact() mailbox.Address {
	for _, p := range m.Theirs {
		if p.Status != mailbox.Declined {
			return p.Address
		}
	}
	return m.Theirs[0].Address
}

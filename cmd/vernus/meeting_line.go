package main

import (
	"time"

	"vernus/letters"
	"vernus/rules"
)

// meetingLine is a meeting with --json, of replay and of meetings.
type meetingLine struct {
	UID             string            `json:"uid"`
	Summary         string            `json:"summary"`
	Start           string            `json:"start"`
	End             string            `json:"end"`
	ReportDue       *string           `json:"report_due"` // null when none is owed
	Report          rules.ReportState `json:"report"`
	ReportMessageID *string           `json:"report_message_id"`
	Client          string            `json:"client"`
	Manager         string            `json:"manager"`
	Cancelled       bool              `json:"cancelled,omitempty"`
	Series          bool              `json:"series,omitempty"`
	Ours            []string          `json:"ours"`
	Theirs          []string          `json:"theirs"`
	Letters         []string          `json:"letters"` // Message-IDs of the invitation and the answers
	Code            string            `json:"code"`    // names it for why and rule
	Why             []string          `json:"why"`
}

func meetingLineOf(client string, m rules.MeetingReport) meetingLine {
	l := meetingLine{
		UID: m.UID, Summary: m.Summary, Start: m.Start.Format(time.RFC3339), End: m.End.Format(time.RFC3339), ReportDue: stampOf(m.Due), Report: m.State,
		Client: client, Manager: m.Manager, Cancelled: m.Cancelled, Series: !m.Occurrence.IsZero(), Ours: []string{}, Theirs: []string{}, Letters: m.Letters, Why: m.Why,
		Code: letters.Short(rules.ReportKey(client, m.Meeting)),
	}
	for _, p := range m.Ours {
		l.Ours = append(l.Ours, p.Mail)
	}
	for _, p := range m.Theirs {
		l.Theirs = append(l.Theirs, p.Mail)
	}
	if m.Report != nil {
		l.ReportMessageID = &m.Report.Letter
	}
	return l
}

package main

import (
	"context"
	"strings"
	"time"

	"vernus/rules"
)

// whyMeeting tells how it stands with the report of a meeting, and what is owed and was written about it.
func (o *opened) whyMeeting(ctx context.Context, m *clientMeeting, owed []rules.Finding, now time.Time, err error) (*why, error) {
	if err != nil {
		return nil, err
	}
	line := meetingLineOf(m.client, m.MeetingReport)
	w := newWhy("")
	if len(owed) > 0 {
		if w, err = o.whyOwed(ctx, owed[0], now); err != nil {
			return nil, err
		}
	} else {
		of, err := o.MatterOf(ctx, m.client)
		if err != nil {
			return nil, err
		}
		w.matter(of, func(duty string) bool { return duty == rules.ReportKey(m.client, m.Meeting) }, "")
	}
	w.Meeting = &line
	return w, nil
}

// meeting tells of a meeting and its report.
func (p *whyText) meeting(m *meetingLine) {
	if m == nil {
		return
	}
	p.printf("Meeting «%s» with %s (%s)\n", m.Summary, m.Client, m.Code)
	p.printf("    ours: %s; theirs: %s\n", strings.Join(m.Ours, ", "), strings.Join(m.Theirs, ", "))
	p.printf("    report: %s, of %s\n", strings.ReplaceAll(string(m.Report), "_", " "), m.Manager)
	for _, line := range m.Why {
		p.printf("    %s\n", line)
	}
	if m.ReportMessageID != nil {
		p.printf("    Message-ID %s\n", *m.ReportMessageID)
	}
}

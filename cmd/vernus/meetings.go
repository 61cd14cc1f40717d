package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/rules"
)

func newMeetingsCommand(a *app) *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "meetings [CLIENT]",
		Short: "Meetings with clients, past and coming, and how it stands with their reports",
		Long: `Meetings are known from the invitations in the mail. Each owes the client a report: the same day, or on the next working
morning when it ended in the evening or on a day off. meetings shows which have one, which are late or missed, and why;
vernus why CODE tells it step by step. What no mail shows is told with vernus rule no-report, meeting or report; what was
agreed, with vernus rule notes.`,
		Example: "  vernus meetings Romashka\n  vernus meetings --from 2026-03-01 --to 2026-03-31 --json",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				client, now := "", a.now()
				span := [2]time.Time{now.AddDate(0, 0, -30), now.AddDate(0, 0, 30)}
				var err error
				if len(args) == 1 {
					if client, err = db.cfg.clientNamed(args[0]); err != nil {
						return err
					}
				}
				for i, day := range []string{from, to} {
					if day == "" {
						continue
					}
					if span[i], err = db.day(day, now, i == 1); err != nil {
						return err
					}
				}
				if !span[0].Before(span[1]) {
					return usage("the meetings would end, %s, before they begin, %s; swap --from and --to", db.said(span[1]), db.said(span[0]))
				}
				list, err := db.meetings(cmd.Context(), client, span[0], span[1], now)
				if err != nil {
					return err
				}
				return a.listMeetings(db, list, now)
			})
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the first `day` (default 30 days ago; letters are kept in mind for 60)")
	cmd.Flags().StringVar(&to, "to", "", "the last `day` (default 30 days ahead)")
	return cmd
}

// clientMeeting is a meeting, with whom.
type clientMeeting struct {
	client string
	rules.MeetingReport
}

func (m clientMeeting) code() string { return letters.Short(rules.ReportKey(m.client, m.Meeting)) }

// meetings returns the meetings with a client, or with all, of a time, in the order of their starts.
func (o *opened) meetings(ctx context.Context, client string, from, to, now time.Time) ([]clientMeeting, error) {
	team, err := o.teamAt(ctx, now)
	if err != nil {
		return nil, err
	}
	asOf := now
	if from.Before(asOf) { // the account holds what is told of meetings that end after its window before this moment
		asOf = from.Add(rules.AccountWindow)
	}
	accounts, err := o.AllAccounts(ctx, earlier(asOf, now))
	if err != nil {
		return nil, err
	}
	var list []clientMeeting
	for _, account := range accounts {
		if client != "" && account.Client != client {
			continue
		}
		for _, m := range rules.MeetingReports(account.Account, team, from, to, now) {
			list = append(list, clientMeeting{account.Client, m})
		}
	}
	slices.SortStableFunc(list, func(a, b clientMeeting) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.client, b.client))
	})
	return list, nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

func (a *app) listMeetings(db *opened, list []clientMeeting, now time.Time) error {
	if a.json {
		for _, m := range list {
			if err := a.print(meetingLineOf(m.client, m.MeetingReport)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.out, "No meetings with clients are known of that time.")
		return err
	}
	coming := slices.IndexFunc(list, func(m clientMeeting) bool { return m.End.After(now) })
	if coming < 0 {
		coming = len(list)
	}
	for _, part := range []struct {
		title string
		of    []clientMeeting
	}{{"Past", list[:coming]}, {"Coming", list[coming:]}} {
		if len(part.of) == 0 {
			continue
		}
		fmt.Fprintln(a.out, part.title)
		lines := [][]string{{"CODE", "WHEN", "CLIENT", "MEETING", "WHO WRITES IT", "REPORT"}}
		for _, m := range part.of {
			when := m.Start.In(db.zone).Format("Mon 2006-01-02 15:04") + "–" + m.End.In(db.zone).Format("15:04")
			lines = append(lines, []string{m.code(), when, m.client, quote(m.Summary), m.Manager, db.reportOf(m.MeetingReport)})
		}
		if err := table(a.out, lines); err != nil {
			return err
		}
	}
	return nil
}

// reportOf says how it stands with a report.
func (o *opened) reportOf(m rules.MeetingReport) string {
	switch {
	case !m.Owed():
		return strings.TrimPrefix(m.Why[len(m.Why)-1], "no report is owed: ") + ", none owed"
	case m.State == rules.ReportMissed:
		return "MISSED, was due " + o.moment(m.Due)
	case m.State == rules.ReportLate:
		return fmt.Sprintf("late: %s, was due %s", o.moment(m.Report.At), o.moment(m.Due))
	case m.State == rules.ReportSent:
		return fmt.Sprintf("sent %s: %s", o.moment(m.Report.At), short(m.Report.Subject, 40))
	}
	return "due " + o.moment(m.Due)
}

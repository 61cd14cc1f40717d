package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/mailbox"
	"vernus/rules"
)

// meetingCommands make the rulings about meetings.
func (r *ruler) meetingCommands() []*cobra.Command {
	var series bool
	noReport := r.command("no-report MEETING", "A meeting owes the client no report",
		"The meeting is named by its code, which notices and vernus meetings show, or by the Message-ID of its invitation.", "k7mq2x --why \"only a walk-through\"", 1,
		func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
			m, err := db.meetingNamed(ctx, args, 1, r.now())
			if err != nil {
				return rules.Ruling{}, "", err
			}
			ruling := rules.Ruling{Kind: rules.NoReport, Client: m.client, Words: m.UID, From: m.Start}
			if series {
				ruling.From = time.Time{}
				return ruling, "None of the meetings " + quote(m.Summary) + " with " + m.client + " owes a report.", nil
			}
			return ruling, "No report is owed for " + db.meetingWords(m) + ".", nil
		})
	noReport.Flags().BoolVar(&series, "series", false, "none of the series does, past or coming")
	return []*cobra.Command{
		noReport,
		r.notesCommand(),
		r.command("meeting MEETING held|not-held", "A meeting took place, or did not, whatever the calendar says",
			"What did not take place owes no report.", "k7mq2x not-held --why \"the client was ill\"", 2,
			func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
				m, err := db.meetingNamed(ctx, args, 2, r.now())
				if err != nil {
					return rules.Ruling{}, "", err
				}
				decision := rules.Decision(strings.ReplaceAll(strings.ToLower(args[1]), "-", "_"))
				if decision != rules.Held && decision != rules.NotHeld {
					return rules.Ruling{}, "", usage("%q is not known of a meeting; it was held or not-held", args[1])
				}
				return rules.Ruling{Kind: rules.MeetingHeld, Client: m.client, Words: m.UID, From: m.Start, Decision: decision},
					fmt.Sprintf("%s was %s.", db.meetingWords(m), strings.ReplaceAll(string(decision), "_", " ")), nil
			}),
		r.command("report MEETING LETTER", "A letter is the report of a meeting, though it does not look like one",
			"The letter is named by its Message-ID.", "k7mq2x CA3x@agency.example", 2,
			func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
				m, err := db.meetingNamed(ctx, args, 2, r.now())
				if err != nil {
					return rules.Ruling{}, "", err
				}
				letter, err := db.letterNamed(ctx, args[1])
				if err != nil {
					return rules.Ruling{}, "", err
				}
				c, err := db.holding(ctx, letter)
				if err != nil {
					return rules.Ruling{}, "", err
				}
				if err := db.mayReport(c, letter, m); err != nil {
					return rules.Ruling{}, "", err
				}
				return rules.Ruling{Kind: rules.ReportIs, Letter: letter, Words: m.UID, From: m.Start},
					fmt.Sprintf("«%s» counts as the report of %s.", short(c.Subject, 60), db.meetingWords(m)), nil
			}),
	}
}

func (o *opened) meetingWords(m clientMeeting) string {
	return fmt.Sprintf("%s with %s, %s", quote(m.Summary), m.client, o.said(m.Start))
}

// meetingNamed finds the meeting that a person means by the first of some arguments: by its code, by its UID, or by the
// Message-ID of a letter that tells of it, where that tells of one.
func (o *opened) meetingNamed(ctx context.Context, args []string, least int, now time.Time) (clientMeeting, error) {
	if len(args) > least {
		return clientMeeting{}, usage("unexpected %q: a reason goes with --why", args[least])
	}
	m, err := o.meeting(ctx, args[0], now)
	if err == nil && m == nil {
		err = fmt.Errorf("there is no meeting by the name %q; `vernus meetings` lists them with their codes", args[0])
	}
	if err != nil {
		return clientMeeting{}, err
	}
	return *m, nil
}

// meeting finds a meeting by what people call it; nil when there is none.
func (o *opened) meeting(ctx context.Context, ref string, now time.Time) (*clientMeeting, error) {
	ref = strings.Trim(strings.TrimSpace(ref), "<>")
	list, err := o.meetings(ctx, "", now.Add(-rules.AccountWindow), now.Add(rules.AccountWindow), now)
	if err != nil {
		return nil, err
	}
	var found []clientMeeting
	for _, m := range list {
		if strings.EqualFold(m.code(), ref) {
			return &m, nil
		}
		if m.UID == ref || slices.Contains(m.Letters, ref) {
			found = append(found, m)
		}
	}
	switch len(found) {
	case 0:
		return nil, nil
	case 1:
		return &found[0], nil
	}
	var codes []string
	for _, m := range found {
		codes = append(codes, fmt.Sprintf("%s (%s, %s)", m.code(), m.client, o.moment(m.Start)))
	}
	return nil, fmt.Errorf("%q tells of several meetings; name one by its code: %s", ref, strings.Join(codes, ", "))
}

// mayReport is an error when a letter cannot be the report of a meeting: one of the client's, one to somebody else, one
// written before the meeting began. What the mail does not hold in a conversation is taken on trust.
func (o *opened) mayReport(c rules.Conversation, letter string, m clientMeeting) error {
	i := slices.IndexFunc(c.Entries, func(e rules.Entry) bool { return e.ID == letter })
	if i < 0 {
		return nil
	}
	var wrong string
	switch e := c.Entries[i]; {
	case e.Direction == mailbox.Incoming:
		wrong = "it was written to us; the report is a letter of ours to the client"
	case e.Client != "" && e.Client != m.client:
		wrong = "it went to " + e.Client
	case e.At.Before(m.Start):
		wrong = "it was written " + o.said(e.At) + ", before the meeting"
	default:
		return nil
	}
	return fmt.Errorf("letter %s cannot be the report of %s: %s; `vernus search` finds letters by their words", letter, o.meetingWords(m), wrong)
}

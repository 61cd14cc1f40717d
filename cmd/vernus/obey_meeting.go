package main

import (
	"slices"
	"strings"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/rules/reading"
)

// How far around the present the meeting is looked for that an order is about.
const (
	meetingPast  = 45 * 24 * time.Hour
	meetingAhead = 14 * 24 * time.Hour
	meetingFresh = 3 * 24 * time.Hour // notes in answer to a notice about something else are of one so lately over
)

// aboutMeeting does what is ordered of a meeting: its notes, that it did or did not take place, that it owes no report.
func (o *obeying) aboutMeeting(order reading.Order) error {
	client, m, err := o.meeting(order)
	if err != nil {
		return err
	}
	if m == nil {
		o.refuse(order, letters.ProblemNoMeeting, letters.Deed{Client: client})
		return nil
	}
	r := rules.Ruling{Client: client, Words: m.UID, From: m.Start}
	switch order.Kind {
	case reading.OrderNotes:
		r.Kind, order.Why = rules.Noted, order.Text
	case reading.OrderNoMeeting:
		r.Kind, r.Decision = rules.MeetingHeld, rules.NotHeld
	case reading.OrderHeld:
		r.Kind, r.Decision = rules.MeetingHeld, rules.Held
	default:
		r.Kind = rules.NoReport
	}
	o.rule(order, r)
	o.did(order, letters.Deed{Client: client, Quote: m.Summary})
	return nil
}

// meeting is the one that an order is about: that of the notice's item; else, where only notes are given, the only one of the
// client's that was lately over and of which no report was sent. It is nil when it is not clear which.
func (o *obeying) meeting(order reading.Order) (client string, _ *rules.Meeting, err error) {
	covers := o.a.Notice.Covers
	switch {
	case order.Item > len(covers):
		return "", nil, nil
	case order.Item > 0:
		covers = covers[order.Item-1 : order.Item]
	case order.Client != "":
		covers = slices.DeleteFunc(slices.Clone(covers), func(c letters.Cover) bool { return c.Client != order.Client })
	}
	var found []*rules.Meeting
	for _, c := range covers {
		m, err := o.meetingOf(c)
		if err != nil {
			return "", nil, err
		}
		if m != nil && !slices.ContainsFunc(found, func(f *rules.Meeting) bool { return f.UID == m.UID && f.Start.Equal(m.Start) }) {
			client, found = c.Client, append(found, m)
		}
	}
	if len(found) == 0 && order.Kind == reading.OrderNotes {
		if name, ok := o.clientNamed(order); ok {
			client = name
			if found, err = o.unwritten(client); err != nil {
				return "", nil, err
			}
		}
	}
	if len(found) != 1 {
		return client, nil, nil
	}
	return client, found[0], nil
}

// meetingOf is the meeting that an item of the notice is about: the duty names it; of a series, by its moment, else the latest
// that was over.
func (o *obeying) meetingOf(c letters.Cover) (*rules.Meeting, error) {
	if c.Conversation != 0 || c.Client == "" {
		return nil, nil
	}
	list, err := o.meetings(c.Client)
	if err != nil {
		return nil, err
	}
	var last *rules.Meeting
	for i := range list {
		m := &list[i].Meeting
		switch {
		case !strings.Contains(c.Duty, m.UID):
		case rules.ReportKey(c.Client, *m) == c.Duty:
			return m, nil
		case !m.End.After(o.a.Notice.Created) || last == nil:
			last = m
		}
	}
	return last, nil
}

// unwritten are the meetings with a client that were lately over and of which no report was sent.
func (o *obeying) unwritten(client string) ([]*rules.Meeting, error) {
	list, err := o.meetings(client)
	var found []*rules.Meeting
	for i := range list {
		m := &list[i]
		if m.Owed() && m.Report == nil && !m.End.After(o.now) && o.now.Sub(m.End) < meetingFresh {
			found = append(found, &m.Meeting)
		}
	}
	return found, err
}

func (o *obeying) meetings(client string) ([]rules.MeetingReport, error) {
	a, err := o.db.Account(o.ctx, client, o.now)
	if err != nil {
		return nil, err
	}
	team, err := o.teamAt(o.ctx, o.now)
	if err != nil {
		return nil, err
	}
	return rules.MeetingReports(a.Account, team, o.now.Add(-meetingPast), o.now.Add(meetingAhead), o.now), nil
}

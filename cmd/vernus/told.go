package main

import (
	"errors"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/store"
)

// told finds out what a letter tells of meetings: by its invitations, and as a report of one. Times without a zone are
// those of the person of ours that the letter concerns.
func (c *core) told(m *mailbox.Message, d mailbox.Direction, r reading.Reading) store.Told {
	var t store.Told
	for n, data := range m.Calendars {
		if data == nil {
			continue
		}
		zone := letterOf(m, d, c.directory, c.team).Calendar.Location()
		in, err := mailbox.ParseInvitation(data, zone)
		if err != nil && !errors.Is(err, mailbox.ErrNoEvent) {
			t.Malformed = append(t.Malformed, store.Malformed{N: n, Why: err.Error()})
		}
		for i := range in.Events {
			e := &in.Events[i]
			until := lastEnd(e, m.At)
			for _, client := range c.clientsIn(m, e) {
				t.Invitations = append(t.Invitations, store.Invitation{N: n, UID: e.UID, Client: client, Until: until, Zone: zone.String()})
			}
		}
	}
	if d == mailbox.Outgoing && r.Minutes.Form != reading.NoMinutes {
		t.Readers = c.clientsOf(append(slices.Clone(m.To), m.Cc...))
	}
	return t
}

// clientsIn names the clients who may take part in a meeting: whoever is named in the invitation, or wrote or got it.
func (c *core) clientsIn(m *mailbox.Message, e *mailbox.Event) []string {
	people := []mailbox.Address{e.Organizer, m.From}
	for _, a := range e.Attendees {
		people = append(people, a.Address)
	}
	return c.clientsOf(append(append(people, m.To...), m.Cc...))
}

// clientsOf names the clients among people, each once.
func (c *core) clientsOf(people []mailbox.Address) []string {
	var names []string
	for _, a := range people {
		if client, ok := c.directory.Client(a.Mail); ok && !slices.Contains(names, client.Name) {
			names = append(names, client.Name)
		}
	}
	return names
}

// lastEnd is when the last meeting of an event ends; zero when the series goes on for good, or nobody can tell how long. An
// answer that names no time is as old as its letter.
func lastEnd(e *mailbox.Event, at time.Time) time.Time {
	end := e.End
	for _, s := range e.Dates {
		if s.End.After(end) {
			end = s.End
		} else if last := e.At(s.Start).End; last.After(end) {
			end = last
		}
	}
	switch {
	case e.Start.IsZero():
		return at
	case e.Rule == nil:
		return end
	case !e.Rule.Until.IsZero():
		return later(end, e.Rule.Until.Add(e.End.Sub(e.Start)))
	case e.Rule.Count == 0:
		return time.Time{}
	}
	const far = 5 * 366 * 24 * time.Hour
	spans := e.Occurrences(e.Start, e.Start.Add(far))
	if len(spans) >= e.Rule.Count || len(spans) > 0 && spans[len(spans)-1].End.Before(e.Start.Add(far/2)) {
		return later(end, spans[len(spans)-1].End)
	}
	return time.Time{}
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

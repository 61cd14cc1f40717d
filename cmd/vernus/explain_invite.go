package main

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
)

// explainedInvite is what a letter tells of meetings.
type explainedInvite struct {
	Method  string           `json:"method"`
	Product string           `json:"product,omitempty"`
	Events  []explainedEvent `json:"events"`
	Error   string           `json:"error,omitempty"` // what could not be understood
}

type explainedEvent struct {
	UID       string             `json:"uid"`
	Summary   string             `json:"summary"`
	Start     *string            `json:"start"`
	End       *string            `json:"end"`
	Zone      string             `json:"zone,omitempty"`
	AllDay    bool               `json:"all_day,omitempty"`
	Repeats   bool               `json:"repeats,omitempty"`
	Instance  *string            `json:"recurrence_id,omitempty"`
	Sequence  int                `json:"sequence"`
	Status    string             `json:"status,omitempty"`
	Location  string             `json:"location,omitempty"`
	Organizer string             `json:"organizer,omitempty"`
	Attendees []explainedAttends `json:"attendees"`
}

type explainedAttends struct {
	Address string             `json:"address"`
	Status  mailbox.Attendance `json:"status"`
}

// explainInvite says what the invitations of a letter tell; nil when there are none.
func explainInvite(m *mailbox.Message, zone *time.Location) *explainedInvite {
	var x *explainedInvite
	var wrong []string
	for _, data := range m.Calendars {
		if data == nil {
			continue
		}
		if x == nil {
			x = &explainedInvite{Events: []explainedEvent{}}
		}
		in, err := mailbox.ParseInvitation(data, zone)
		if err != nil && !errors.Is(err, mailbox.ErrNoEvent) {
			wrong = append(wrong, err.Error())
		}
		x.Method, x.Product = firstOf(x.Method, in.Method), firstOf(x.Product, in.Product)
		for i := range in.Events {
			x.Events = append(x.Events, explainEvent(&in.Events[i]))
		}
	}
	if x != nil {
		x.Error = strings.Join(wrong, "; ")
	}
	return x
}

func explainEvent(e *mailbox.Event) explainedEvent {
	x := explainedEvent{
		UID: e.UID, Summary: e.Summary, Start: stampOf(e.Start), End: stampOf(e.End), Zone: e.Zone, AllDay: e.AllDay, Repeats: e.Repeats(),
		Instance: stampOf(e.Instance), Sequence: e.Sequence, Status: e.Status, Location: e.Location, Organizer: e.Organizer.Mail, Attendees: []explainedAttends{},
	}
	for _, a := range e.Attendees {
		x.Attendees = append(x.Attendees, explainedAttends{firstOf(a.Mail, a.Name), a.Status})
	}
	return x
}

// write tells of the meetings, a line each.
func (x *explainedInvite) write(b *strings.Builder) {
	if x == nil {
		return
	}
	for _, e := range x.Events {
		fmt.Fprintf(b, "  %s: «%s»", strings.ToLower(cmp.Or(x.Method, "invitation")), e.Summary)
		if e.Start != nil && e.End != nil {
			fmt.Fprintf(b, ", %s to %s (%s)", *e.Start, *e.End, cmp.Or(e.Zone, "no zone"))
		}
		if e.Repeats {
			b.WriteString(", repeats")
		}
		b.WriteByte('\n')
		for _, a := range e.Attendees {
			fmt.Fprintf(b, "    %s: %s\n", a.Address, a.Status)
		}
	}
	if x.Error != "" {
		fmt.Fprintf(b, "  could not be understood: %s\n", x.Error)
	}
}

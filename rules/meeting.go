package rules

import (
	"slices"
	"time"

	"vernus/mailbox"
)

// Invited is a calendar object and the letter that brought it.
type Invited struct {
	Letter       string    // Message-ID
	At           time.Time // when the letter came or went
	From         mailbox.Address
	To           []mailbox.Address // To and Cc
	Direction    mailbox.Direction
	Conversation int64 // 0 when it stands in none
	Imported     bool  // came with a first import
	mailbox.Invitation
}

// Meeting is a meeting with a client as all invitations known tell it. Each meeting of a series is one of its own.
type Meeting struct {
	UID        string
	Occurrence time.Time // of a series: when this one was to start by the series' rule; zero when it is no series
	Sequence   int       // how often the organiser changed it

	Summary, Agenda, Location string // Agenda is the description of the invitation
	URL                       string
	Start, End                time.Time // in the zone that they were written in
	AllDay, Floating          bool
	Zone                      string

	Organizer mailbox.Address
	Ours      []Participant // of us, the organiser included; never empty
	Theirs    []Participant // of the client; never empty
	Others    []Participant // of neither: partners, other clients

	Cancelled bool
	Declined  bool // all of the client's have declined
	Unmanned  bool // all of ours have declined

	Letters      []string  // Message-IDs of what told it, the invitation first, answers too
	Conversation int64     // of the latest invitation
	Known        time.Time // when the first of the letters came
	Imported     bool      // the letters all came with a first import
}

// Participant is somebody who takes part in a meeting, or was asked to. Rooms and things are none.
type Participant struct {
	mailbox.Address
	Status   mailbox.Attendance
	Optional bool // he need not come
}

// Meetings applies all invitations known about a client and gives the meetings with him that end after from and start
// before to, in the order of their starts; cancelled ones too. A meeting is with a client when at least one of his
// and one of ours is its organiser or was invited. Of what is said about a meeting the highest SEQUENCE holds, then
// the latest DTSTAMP, then what came last. Answers change nothing but the answerer's state, unless the invitation
// itself was never seen: then they are what makes the meeting known.
//
// What has been is not changed by what comes later about a whole series: an update or a cancellation of a series
// holds for the meetings that were not over when it came.
func Meetings(invited []Invited, d *mailbox.Directory, client string, from, to time.Time) []Meeting {
	var list []Meeting
	for _, h := range histories(invited) {
		for _, o := range h.occurrences(from, to) {
			if m, ok := h.meeting(o, d, client); ok && overlaps(m, from, to) {
				list = append(list, m)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Meeting) int { return a.Start.Compare(b.Start) })
	return list
}

func overlaps(m Meeting, from, to time.Time) bool {
	return m.Start.Before(to) && (m.End.After(from) || m.End.Equal(m.Start) && !m.Start.Before(from))
}

// meeting says who takes part in an occurrence; ok is false when it is no meeting with the client.
func (h *history) meeting(o occurrence, d *mailbox.Directory, client string) (m Meeting, ok bool) {
	e := &o.event
	m = Meeting{
		UID: h.uid, Sequence: e.Sequence, Summary: e.Summary, Agenda: e.Description, Location: e.Location, URL: e.URL,
		Start: o.span.Start, End: o.span.End, AllDay: e.AllDay, Floating: e.Floating, Zone: e.Zone,
		Organizer: e.Organizer, Cancelled: o.cancelled, Conversation: o.conversation,
	}
	if o.serial {
		m.Occurrence = o.instance
	}
	people, letters := h.people(o, d, client)
	for _, p := range people {
		switch c, known := d.Client(p.Mail); {
		case d.Ours(p.Mail):
			m.Ours = append(m.Ours, p)
		case known && c.Name == client:
			m.Theirs = append(m.Theirs, p)
		default:
			m.Others = append(m.Others, p)
		}
	}
	m.Declined, m.Unmanned = allDeclined(m.Theirs), allDeclined(m.Ours)
	h.tell(&m, append(o.letters, letters...))
	return m, len(m.Ours) > 0 && len(m.Theirs) > 0
}

// allDeclined tells whether none is left who might come. Whoever sent another in his place does not come.
func allDeclined(list []Participant) bool {
	declined := 0
	for _, p := range list {
		switch p.Status {
		case mailbox.Declined:
			declined++
		case mailbox.Delegated:
		default:
			return false
		}
	}
	return declined > 0
}

// tell names the letters that a meeting is known from, in the order in which they came.
func (h *history) tell(m *Meeting, letters []int) {
	slices.Sort(letters)
	m.Imported = true
	for _, i := range slices.Compact(letters) {
		s := h.said[i]
		if slices.Contains(m.Letters, s.Letter) {
			continue
		}
		m.Letters = append(m.Letters, s.Letter)
		m.Imported = m.Imported && s.Imported
		if m.Known.IsZero() || s.At.Before(m.Known) {
			m.Known = s.At
		}
	}
}

package mailbox

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Invitation is a calendar object as it lay in a letter (RFC 5545 3.4, RFC 5546 1.4). It says what its writer wanted at
// that moment; what holds in the end only all invitations together tell.
type Invitation struct {
	Method  string // REQUEST, CANCEL, REPLY, COUNTER, PUBLISH …, upper case; "" when it names none
	Product string // the program that wrote it (PRODID)
	Events  []Event
}

// Event is one meeting of an invitation, a whole series of meetings, or what is different about one of a series.
// Times carry the zone that they were written in.
type Event struct {
	UID      string    // never empty: made from start, title and organiser when the text names none
	Sequence int       // how often the organiser changed it (RFC 5545 3.8.7.4)
	Stamp    time.Time // when this was written; zero when it does not say

	Instance time.Time // RECURRENCE-ID: which one of a series this is about; zero: all of it
	Onward   bool      // of that one and of all that follow (RANGE=THISANDFUTURE)

	Start    time.Time // zero only in what need not repeat it: REPLY, CANCEL, REFRESH, DECLINECOUNTER
	End      time.Time // not before Start; equal to it when neither an end nor a duration is given
	AllDay   bool      // whole days: Start and End are midnights, End the one after the last day
	Floating bool      // written without a zone, so read in the reader's
	Zone     string    // the zone of Start: an IANA name where one could be found, "UTC", else "UTC+03:00" or a name of its own

	Summary, Description, Location string
	URL                            string // where it is held or described online; "" when not named
	Organizer                      Address
	SentBy                         string // who acts for the organiser, an address; mostly ""
	Attendees                      []Attendee
	Status                         string // CONFIRMED, TENTATIVE, CANCELLED, upper case; mostly ""

	Rule  *Recurrence // how it repeats; nil when it does not
	Dates []Span      // further occurrences (RDATE); a span without an end lasts as long as the event

	excluded map[int64]bool // starts of occurrences left out (EXDATE), in seconds since 1970
	days     map[civil]bool // whole days left out: EXDATE without a time
	left     *Recurrence    // occurrences left out by a rule (EXRULE of RFC 2445)
}

// Attendee is somebody invited, or a room or a thing that is needed.
type Attendee struct {
	Address
	Status    Attendance
	Role      string // chair, req-participant, opt-participant, non-participant, lower case; "" when it does not say
	Type      string // individual, group, resource, room, unknown, lower case; "" when it does not say
	Delegates []string
	For       []string // whose place he takes (DELEGATED-FROM), addresses
}

// Attendance is what somebody answered to an invitation (PARTSTAT, RFC 5545 3.2.12).
type Attendance string

// The answers.
const (
	Unanswered Attendance = "needs-action"
	Accepted   Attendance = "accepted"
	Declined   Attendance = "declined"
	Tentative  Attendance = "tentative"
	Delegated  Attendance = "delegated"
)

// Span is the time from one moment to another.
type Span struct{ Start, End time.Time }

// ErrNoEvent says that a calendar object is sound but holds no event: to-dos, journals, free and busy times.
var ErrNoEvent = errors.New("it holds no event, so it invites to nothing")

// maxEvents is how many events one invitation may hold. Whole calendars hold thousands, and are no invitations.
const maxEvents = 500

// ParseInvitation reads an iCalendar object (RFC 5545, 5546, 6868, 7986; of vCalendar 1.0 what is alike) as tolerantly
// as calendars write. Times without a zone are in local. Where something cannot be read the error names each line and
// what is wrong with it; the events that could be read are there all the same, so errors and events do not exclude
// one another. An object without any event gives ErrNoEvent.
func ParseInvitation(data []byte, local *time.Location) (Invitation, error) {
	top, err := readComponents(data)
	if err != nil {
		return Invitation{}, err
	}
	r := &eventReader{local: local, zones: map[string]zone{}}
	var inv Invitation
	for _, c := range top.within("VCALENDAR") {
		r.calendar(c, &inv)
	}
	if len(inv.Events) == 0 && len(r.errs) == 0 {
		return inv, ErrNoEvent
	}
	return inv, errors.Join(r.errs...)
}

// eventReader reads the events of an object.
type eventReader struct {
	local  *time.Location
	method string
	zones  map[string]zone // by TZID, as found so far
	parent *component      // the calendar being read
	errs   []error
}

// maxErrors is how many errors of one object are told; there may be thousands.
const maxErrors = 20

func (r *eventReader) fail(p property, format string, args ...any) {
	if len(r.errs) == maxErrors {
		r.errs = append(r.errs, fmt.Errorf("line %d and below: more of the kind", p.line))
	}
	if len(r.errs) > maxErrors {
		return
	}
	r.errs = append(r.errs, fmt.Errorf("line %d: %s: %w", p.line, p.name, fmt.Errorf(format, args...)))
}

func (r *eventReader) calendar(c *component, inv *Invitation) {
	r.parent, r.method = c, strings.ToUpper(strings.TrimSpace(c.value("METHOD")))
	if r.method == "" {
		r.method = strings.ToUpper(c.first("BEGIN").param("method"))
	}
	files := (r.method == "" || r.method == "PUBLISH") && (inv.Method == "" || inv.Method == "PUBLISH")
	if len(inv.Events) > 0 && r.method != inv.Method && !files {
		r.fail(c.begin, "a second object, of method %q beside %q: only the first is read", r.method, inv.Method)
		return
	}
	inv.Method = cmp.Or(r.method, inv.Method)
	if inv.Product == "" {
		inv.Product = unescapeText(c.value("PRODID"))
	}
	for _, e := range c.within("VEVENT") {
		if len(inv.Events) == maxEvents {
			r.fail(e.begin, "more than %d events: this is a whole calendar, no invitation", maxEvents)
			return
		}
		if ev, ok := r.event(e); ok {
			inv.Events = append(inv.Events, ev)
		}
	}
}

package mailbox

import (
	"cmp"
	"crypto/sha1"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// event reads one VEVENT. ok is false when nothing can be done with it; then it has been said why.
func (r *eventReader) event(c *component) (e Event, ok bool) {
	e = Event{
		UID:      oneLine(c.first("UID").text()),
		Summary:  oneLine(c.first("SUMMARY").text()),
		Location: oneLine(c.first("LOCATION").text()),
		URL:      conference(c),
		Status:   strings.ToUpper(strings.TrimSpace(c.value("STATUS"))),
	}
	if r.method != "REQUEST" && r.method != "PUBLISH" {
		e.Summary = withoutAnswer(e.Summary)
	}
	e.Description = description(c)
	e.Organizer, e.SentBy = organizer(c.first("ORGANIZER"))
	e.Attendees = r.attendees(c)
	if p := c.first("SEQUENCE"); p.line > 0 {
		n, err := strconv.Atoi(strings.TrimSpace(p.value))
		if err != nil || n < 0 {
			r.fail(p, "%q is no number of changes", p.value)
			n = 0
		}
		e.Sequence = n
	}
	if !r.times(c, &e) {
		return Event{}, false
	}
	r.recurrence(c, &e)
	if e.UID == "" {
		e.UID = madeUID(&e)
	}
	return e, true
}

// withoutAnswer cuts off what programs put before the title in answers and cancellations: "Принято: …", "Canceled: …".
func withoutAnswer(summary string) string {
	if mark, title, ok := strings.Cut(summary, ":"); ok && kinds().calendarSubject(mark+":") {
		return strings.TrimSpace(title)
	}
	return summary
}

// madeUID names an event that its program gave no name: the same text gives the same name.
func madeUID(e *Event) string {
	sum := sha1.Sum([]byte(e.Start.UTC().Format(time.RFC3339) + "\n" + e.Summary + "\n" + e.Organizer.Mail))
	return "made-" + hex.EncodeToString(sum[:8])
}

// times reads when the event is.
func (r *eventReader) times(c *component, e *Event) bool {
	if p := c.first("DTSTAMP"); p.line > 0 {
		e.Stamp = stamp(p.value)
	}
	if p := c.first("RECURRENCE-ID"); p.line > 0 {
		m, err := r.moment(p, p.value)
		if err != nil {
			r.fail(p, "%w", err)
			return false
		}
		e.Instance, e.Onward = m.at, strings.EqualFold(p.param("range"), "THISANDFUTURE")
	}
	p := c.first("DTSTART")
	if p.line == 0 {
		if !slices.Contains([]string{"REPLY", "CANCEL", "REFRESH", "DECLINECOUNTER"}, r.method) {
			r.fail(c.begin, "an event without DTSTART: nobody can tell when it is")
			return false
		}
		return true
	}
	m, err := r.moment(p, p.value)
	if err != nil {
		r.fail(p, "%w", err)
		return false
	}
	e.Start, e.AllDay, e.Floating, e.Zone = m.at, m.day, m.floating, m.zone
	return r.end(c, e)
}

// stamp reads when something was written, in UTC as it must be; one that cannot be read is none.
func stamp(value string) time.Time {
	r := &eventReader{local: time.UTC, parent: &component{}}
	m, err := r.moment(property{}, value)
	if err != nil {
		return time.Time{}
	}
	return m.at.UTC()
}

// end reads how long the event lasts: DTEND, else DURATION, else a whole day or no time at all (RFC 5545 3.6.1).
func (r *eventReader) end(c *component, e *Event) bool {
	e.End = e.Start
	if p := c.first("DTEND"); p.line > 0 {
		m, err := r.moment(p, p.value)
		switch {
		case err != nil:
			r.fail(p, "%w", err)
			return false
		case m.at.Before(e.Start) && !m.day:
			r.fail(p, "it ends at %s, before it starts at %s", p.value, c.value("DTSTART"))
			return false
		case m.at.After(e.Start):
			e.End = m.at
		}
	} else if p := c.first("DURATION"); p.line > 0 {
		d, err := parseSpan(p.value)
		if err != nil {
			r.fail(p, "%w", err)
			return false
		}
		e.End = d.after(e.Start)
	}
	midnights := isMidnight(e.Start) && isMidnight(e.End) && e.End.After(e.Start)
	e.AllDay = e.AllDay || midnights && strings.EqualFold(strings.TrimSpace(c.value("X-MICROSOFT-CDO-ALLDAYEVENT")), "TRUE")
	if e.AllDay && !e.End.After(e.Start) {
		e.End = e.Start.AddDate(0, 0, 1)
	}
	return true
}

func isMidnight(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 && t.Second() == 0 }

// description returns the text of an event; programs that write HTML are read as a person would read it.
func description(c *component) string {
	text := c.first("DESCRIPTION").text()
	if text == "" {
		for _, p := range c.all("X-ALT-DESC") {
			text = p.text()
		}
	}
	if looksLikeHTML(text) {
		text = HTMLToText(text)
	}
	return strings.TrimSpace(text)
}

func looksLikeHTML(text string) bool {
	start := strings.ToLower(cutAt(strings.TrimSpace(text), 40))
	for _, tag := range []string{"<html", "<!doctype", "<p>", "<p ", "<div", "<br", "<body", "<span", "<b>", "<ul", "<ol"} {
		if strings.HasPrefix(start, tag) {
			return true
		}
	}
	return false
}

// conferences are the properties that name the address of a call, as calendars write them.
var conferences = []string{
	"X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGCONFLINK", "X-TELEMOST-CONFERENCE",
	"X-TELEMOST-URL", "X-ZOOM-JOIN-URL", "CONFERENCE", "URL",
}

// conference returns where an event is held online, else the page that describes it.
func conference(c *component) string {
	for _, name := range conferences {
		for _, p := range c.all(name) {
			if v := strings.TrimSpace(unescapeText(p.value)); strings.Contains(v, "://") {
				return v
			}
		}
	}
	return ""
}

// organizer reads who invites, and who acts for him.
func organizer(p property) (a Address, sentBy string) {
	if p.line == 0 {
		return Address{}, ""
	}
	return calendarAddress(p), calendarMail(p.param("sent-by"))
}

// maxAttendees is how many guests of one event are read.
const maxAttendees = 500

// attendees reads who is invited; a person listed twice counts once, with the answer given.
func (r *eventReader) attendees(c *component) []Attendee {
	var list []Attendee
	at := map[string]int{}
	for _, p := range c.all("ATTENDEE") {
		if len(list) == maxAttendees {
			r.fail(p, "more than %d guests: only these are read", maxAttendees)
			break
		}
		a := Attendee{
			Address: calendarAddress(p),
			Status:  Attendance(strings.ToLower(p.param("partstat"))),
			Role:    strings.ToLower(p.param("role")),
			Type:    strings.ToLower(p.param("cutype")),
		}
		if a.Mail == "" && a.Name == "" {
			continue
		}
		if a.Status == "" {
			a.Status = Unanswered
		}
		a.Delegates, a.For = calendarMails(p.param("delegated-to")), calendarMails(p.param("delegated-from"))
		if i, twice := at[a.Mail]; twice && a.Mail != "" {
			if list[i].Status == Unanswered {
				list[i].Status = a.Status
			}
			list[i].Name = cmp.Or(list[i].Name, a.Name)
			continue
		}
		at[a.Mail] = len(list)
		list = append(list, a)
	}
	return list
}

// calendarAddress reads the person of a property. The address is in the value, or where that is no address of mail
// (Apple's paths, Exchange's X.500 names, "invalid:nomail") in EMAIL.
func calendarAddress(p property) Address {
	a := Address{Mail: calendarMail(p.value)}
	if a.Mail == "" {
		a.Mail = calendarMail(p.param("email"))
	}
	name := p.param("cn")
	if strings.Contains(name, "=?") {
		name = decodeWords(name, nil)
	}
	a.Name = displayName(oneLine(unescapeText(name)), nil)
	if a.Name == "" {
		a.Name = nameBefore(p.value)
	}
	if strings.Contains(a.Name, "@") && calendarMail(a.Name) != "" {
		if a.Mail == "" {
			a.Mail = calendarMail(a.Name)
		}
		a.Name = ""
	}
	return a
}

// calendarMail returns the address of mail in a calendar address; "" when there is none.
func calendarMail(s string) string {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "%") {
		if plain, err := url.PathUnescape(s); err == nil {
			s = plain
		}
	}
	scheme, rest, ok := strings.Cut(s, ":")
	switch {
	case ok && strings.EqualFold(strings.TrimSpace(scheme), "mailto"):
		s, _, _ = strings.Cut(rest, "?")
	case ok || strings.HasPrefix(s, "/"):
		return ""
	}
	if i := strings.IndexByte(s, '<'); i >= 0 { // Name <address>, as vCalendar 1.0 has it
		s = s[i:]
	}
	return cleanMail(s)
}

// nameBefore returns the name in "Name <address>".
func nameBefore(s string) string {
	if i := strings.IndexByte(s, '<'); i > 0 && strings.IndexByte(s[:i], ':') < 0 {
		return displayName(s[:i], nil)
	}
	return ""
}

func calendarMails(s string) []string {
	var list []string
	for one := range strings.SplitSeq(s, ",") {
		if m := calendarMail(one); m != "" {
			list = append(list, m)
		}
	}
	return list
}

package mailbox

import (
	"strings"
	"time"
)

// meetingLines returns the lines that a calendar makes of the invitation in a message: the title, the place, who takes part.
func meetingLines(m *Message) map[string]bool {
	if len(m.Calendars) == 0 {
		return nil
	}
	said := map[string]bool{}
	put := func(t string) {
		if t = meetingLine(t); t != "" {
			said[t] = true
		}
	}
	for _, c := range m.Calendars {
		inv, _ := ParseInvitation(c, time.UTC) // what cannot be read is told where meetings are looked for
		for _, e := range inv.Events {
			put(e.Summary)
			put(e.Location)
			put(e.Organizer.Name)
			for _, a := range e.Attendees {
				put(a.Name)
			}
		}
	}
	return said
}

// meetingLine brings a line to the form in which it is compared; what a calendar puts behind a name goes.
func meetingLine(t string) string {
	if n := strings.LastIndex(t, " - "); n > 0 {
		var buffer [4]term
		if words := termsOf(t[n:], buffer[:0]); len(words) < 3 && calendarPhrases.anywhere(words) {
			t = t[:n]
		}
	}
	return strings.Join(strings.Fields(foldText(t)), " ")
}

// saidByInvitation tells whether row i repeats what the invitation that came along says.
func (s *sheet) saidByInvitation(i int) bool {
	return len(s.hand.said) > 0 && s.hand.said[meetingLine(s.rows[i].s)]
}

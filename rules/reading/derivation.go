package reading

import (
	"fmt"
	"strings"
	"time"
)

// Derivation says in words how the due time of an act of a letter came about: the words it was read from, the moment
// they are counted from, what became of them, and how exactly. It is "" for an act without such words.
func Derivation(l Letter, a Act) string {
	if a.When.End <= a.When.Start || a.When.End > len(l.Text) {
		return ""
	}
	words := strings.Join(strings.Fields(l.Text[a.When.Start:a.When.End]), " ")
	if a.Due.IsZero() {
		return fmt.Sprintf("«%s» names no time", words)
	}
	written, due := l.Date, a.Due
	if l.Calendar != nil {
		if there := written.In(l.Calendar.Location()); sameOffset(there, written) {
			written = there
		}
	}
	due = due.In(written.Location())
	from, to := "Mon 2 Jan 15:04 -07:00", "Mon 2 Jan 15:04"
	if due.Year() != written.Year() {
		from, to = "Mon 2 Jan 2006 15:04 -07:00", "Mon 2 Jan 2006 15:04"
	}
	if _, before := written.Zone(); !sameOffset(due, written) {
		_, after := due.Zone()
		to += fmt.Sprintf(" -07:00 (clocks change by %s)", time.Duration(after-before)*time.Second)
	}
	return fmt.Sprintf("«%s» → written %s → %s, %s", words, written.Format(from), due.Format(to), a.exactness(due))
}

// exactness says how exactly a due time was given.
func (a *Act) exactness(due time.Time) string {
	clock := due.Format("15:04")
	switch {
	case a.Precision == Minute:
		return "to the minute"
	case a.Precision == Week && due.Weekday() == time.Friday:
		return "a week: its Friday, 18:00"
	case a.Precision == Week:
		return "a part of a week or month: its last day, 18:00"
	case clock == "18:00":
		return "a day: until 18:00"
	}
	return "a part of the day: until " + clock
}

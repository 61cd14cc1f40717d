package rules

import (
	"slices"
	"time"

	"vernus/mailbox"
)

// said is one event of one invitation: what a letter says of a meeting.
type said struct {
	*Invited
	event  mailbox.Event
	number int // its place in the history
}

// history is all that was said of the meetings of one UID, oldest first.
type history struct {
	uid     string
	said    []said
	answers []said // REPLY and COUNTER among them
}

// version is what held of a whole meeting or series from a moment on.
type version struct {
	said
	cancelled bool
	copies    []int // further letters that say the same: it came to several mailboxes
}

// histories sorts what was said by UID, in the order in which the meetings became known.
func histories(invited []Invited) []*history {
	order := make([]int, len(invited))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return invited[a].At.Compare(invited[b].At) })
	var list []*history
	byUID := map[string]*history{}
	for _, i := range order {
		for _, e := range invited[i].Events {
			h := byUID[e.UID]
			if h == nil {
				h = &history{uid: e.UID}
				byUID[e.UID] = h
				list = append(list, h)
			}
			h.said = append(h.said, said{Invited: &invited[i], event: e, number: len(h.said)})
		}
	}
	for _, h := range list {
		for _, s := range h.said {
			if s.answers() {
				h.answers = append(h.answers, s)
			}
		}
	}
	return list
}

// answers tells whether this is somebody's answer.
func (s said) answers() bool { return s.Method == "REPLY" || s.Method == "COUNTER" }

// settles tells whether this is the organiser's word: an invitation, a change or a cancellation. An object without a
// method is a file that somebody attached (RFC 5546 1.4).
func (s said) settles() bool {
	switch s.Method {
	case "REQUEST", "PUBLISH", "", "ADD", "CANCEL":
		return true
	}
	return false
}

// cancels tells whether this calls the meeting off.
func (s said) cancels() bool { return s.event.Status == "CANCELLED" || s.Method == "CANCEL" }

// takesOut tells whether this only takes people out of a meeting: a CANCEL that leaves the status alone and does not
// name all who were asked (RFC 5546 3.2.5).
func (s said) takesOut(of mailbox.Event) bool {
	return s.Method == "CANCEL" && s.event.Status != "CANCELLED" && len(s.event.Attendees) > 0 &&
		slices.ContainsFunc(of.Attendees, func(a mailbox.Attendee) bool {
			return a.Mail != of.Organizer.Mail && !s.names(a.Mail)
		})
}

// names tells whether somebody stands in the list of guests.
func (s said) names(mail string) bool {
	return slices.ContainsFunc(s.event.Attendees, func(a mailbox.Attendee) bool { return a.Mail == mail })
}

// beats tells whether this holds rather than what was said before it (RFC 5546 2.1.5). A cancellation written later
// holds whatever its number: some programs do not count.
func (s said) beats(before said) bool {
	a, b := s.event, before.event
	later := a.Stamp.IsZero() || b.Stamp.IsZero() || !a.Stamp.Before(b.Stamp)
	if a.Sequence != b.Sequence {
		return a.Sequence > b.Sequence || s.cancels() && later && a.Stamp.After(b.Stamp)
	}
	return later
}

// repeats tells whether this is the same word again, as it comes to each mailbox.
func (s said) repeats(before said) bool {
	a, b := s.event, before.event
	return a.Sequence == b.Sequence && a.Stamp.Equal(b.Stamp) && s.cancels() == before.cancels() && a.Start.Equal(b.Start)
}

// versions returns what held of the whole, one after another. Where no invitation was seen, answers tell what it said.
func (h *history) versions() []version {
	list := h.versionsOf(func(s said) bool { return s.settles() && s.event.Instance.IsZero() && s.Method != "ADD" })
	if len(list) == 0 {
		list = h.versionsOf(func(s said) bool { return s.Method == "REPLY" && s.event.Instance.IsZero() && !s.event.Start.IsZero() })
	}
	return list
}

// versionsOf goes through what was said in the order in which it came.
func (h *history) versionsOf(counts func(said) bool) []version {
	var list []version
	for _, s := range h.said {
		if !counts(s) {
			continue
		}
		if n := len(list); n > 0 {
			last := &list[n-1]
			if s.repeats(last.said) {
				last.copies = append(last.copies, s.number)
				last.event.Attendees = union(last.event.Attendees, s.event.Attendees)
				continue
			}
			if !s.beats(last.said) {
				continue
			}
			if s.takesOut(last.event) {
				last.event.Attendees = slices.DeleteFunc(slices.Clone(last.event.Attendees), func(a mailbox.Attendee) bool { return s.names(a.Mail) })
				last.copies = append(last.copies, s.number)
				continue
			}
		}
		list = append(list, version{said: s, cancelled: s.cancels()})
	}
	return list
}

// union adds those invited by another copy: a guest list that is kept secret names in each copy its reader alone.
func union(list, more []mailbox.Attendee) []mailbox.Attendee {
	list = slices.Clip(list)
	for _, a := range more {
		i := slices.IndexFunc(list, func(b mailbox.Attendee) bool { return b.Mail == a.Mail })
		switch {
		case i < 0:
			list = append(list, a)
		case list[i].Status == mailbox.Unanswered:
			list = slices.Clone(list)
			list[i].Status = a.Status
		}
	}
	return list
}

// letters returns the numbers of what told this version.
func (v version) letters() []int { return append([]int{v.number}, v.copies...) }

// occurrence is one meeting of a history.
type occurrence struct {
	instance     time.Time // when it was to start by the rule
	span         mailbox.Span
	event        mailbox.Event
	at           time.Time // when the word came that it is so
	cancelled    bool
	serial       bool // one of a series
	letters      []int
	conversation int64
	brought      said // the letter that tells who is asked
}

// occurrences returns the meetings of a history around a window; which of them lie in it is for the caller to see.
func (h *history) occurrences(from, to time.Time) []occurrence {
	margin := h.longestShift()
	list := h.whole(from.Add(-margin), to.Add(margin))
	for _, s := range h.said { // single ones may come into the window from far outside of it
		i := s.event.Instance
		if i.IsZero() || s.event.Onward || !i.Before(from.Add(-margin)) && i.Before(to.Add(margin)) || !s.event.Start.Before(to) || s.event.End.Before(from) {
			continue
		}
		for _, o := range h.whole(i, i.Add(time.Second)) {
			if !slices.ContainsFunc(list, func(have occurrence) bool { return have.instance.Equal(o.instance) }) {
				list = append(list, o)
			}
		}
	}
	list = h.onward(list)
	return h.single(list)
}

// longestShift returns how far changes of all following meetings move them, up to a month.
func (h *history) longestShift() time.Duration {
	longest := time.Duration(0)
	for _, s := range h.said {
		if s.event.Onward && !s.event.Start.IsZero() {
			longest = max(longest, s.event.Start.Sub(s.event.Instance).Abs())
		}
	}
	return min(longest, 31*24*time.Hour)
}

// whole returns the meetings as the versions of the whole tell them.
func (h *history) whole(from, to time.Time) []occurrence {
	var list []occurrence
	versions := h.versions()
	for i, v := range versions {
		if v.cancelled {
			if i == len(versions)-1 {
				list = append(list, h.calledOff(versions[:i], v, from, to)...)
			}
			continue
		}
		all := v.spread(from, to)
		if i > 0 && v.event.Repeats() && versions[i-1].event.Repeats() {
			all = slices.DeleteFunc(all, func(o occurrence) bool { return past(o, v.At) && !sameDayUnkept(o, v.At, list) })
		}
		if i < len(versions)-1 {
			if !v.event.Repeats() {
				continue
			}
			next := versions[i+1].At
			all = slices.DeleteFunc(all, func(o occurrence) bool { return !past(o, next) })
		}
		list = append(list, all...)
	}
	return list
}

// past tells whether a meeting was over at a moment.
func past(o occurrence, at time.Time) bool { return !o.span.End.After(at) }

// sameDayUnkept tells whether a meeting is on the day of a change, and the one that the change replaced was not over:
// then it is the changed one, and not a second one.
func sameDayUnkept(o occurrence, at time.Time, kept []occurrence) bool {
	if !sameDay(o.span.Start, at) {
		return false
	}
	return !slices.ContainsFunc(kept, func(k occurrence) bool { return sameDay(o.span.Start, k.span.Start) })
}

// sameDay tells whether b is on the day of a, by the clock that a was written in.
func sameDay(a, b time.Time) bool {
	b = b.In(a.Location())
	return a.YearDay() == b.YearDay() && a.Year() == b.Year()
}

// calledOff returns the meetings that a cancellation of the whole took away: of a series those that were not over.
func (h *history) calledOff(before []version, cancel version, from, to time.Time) []occurrence {
	i := len(before) - 1
	for i >= 0 && before[i].cancelled {
		i--
	}
	what := cancel
	if i >= 0 {
		what = before[i]
	}
	list := what.spread(from, to)
	if what.event.Repeats() {
		list = slices.DeleteFunc(list, func(o occurrence) bool { return past(o, cancel.At) })
	}
	for i := range list {
		list[i].cancelled, list[i].at = true, cancel.At
		list[i].letters = append(list[i].letters, cancel.letters()...)
	}
	return list
}

// spread returns the meetings of one version.
func (v version) spread(from, to time.Time) []occurrence {
	var list []occurrence
	for _, span := range v.event.Occurrences(from, to) {
		list = append(list, occurrence{
			instance: span.Start, span: span, event: v.event, at: v.At, serial: v.event.Repeats(),
			letters: v.letters(), conversation: v.Conversation, brought: v.said,
		})
	}
	return list
}

package rules

import (
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// CallNotice is the working time that a call needs before the proposed part of a day is over: the client has to say
// when it suits him, and then to be called. A letter that proposes a call any later is pointless.
const CallNotice = 2 * time.Hour

const (
	callApproval = time.Hour // working time in which the manager can say yes to the letter
	callSearch   = 14        // days within which a time for a call is looked for
)

// callMark ends the keys of duties to propose a call.
const callMark = ":call"

// ProposesCall reports whether the duty with this Finding.Key is to propose a call to a client (A5).
func ProposesCall(key string) bool { return strings.HasSuffix(key, callMark) }

// proposeCall turns an acknowledgement into one that proposes a call (A5). It is a duty of its own: when the client says
// meanwhile what he wants, the call is no longer proposed, and he gets his usual acknowledgement.
func (f *Finding) proposeCall(v *view) {
	f.Rule, f.Unclear, f.AskUrgency = "A5", true, false
	f.Key += callMark
	var ok bool
	if f.Call, ok = v.callTime(f.ReturnBy); ok {
		f.Strength, f.ReturnBy = ReturnBy, f.Call.To
	} else {
		f.Strength, f.ReturnBy = Seen, time.Time{}
	}
}

// unclear reports whether none of the open letters says what its writer wants: each is open as a whole, awaiting an
// answer without any words to quote.
func (v *view) unclear() bool {
	for _, i := range v.open {
		e := v.entry(i.Letter)
		if !i.Whole() || e == nil || !e.unclear() {
			return false
		}
	}
	return true
}

// unclear reports whether a letter leaves open what it is about. One that complains, agrees, gives a go-ahead, promises or
// reports is clear enough, and so is one whose subject asks. Of a letter with attachments, or one that could not be
// fetched whole, nobody can tell who has not seen the rest.
func (e *Entry) unclear() bool {
	r := e.Reading
	told := len(r.Acts) > 0 || r.Done || r.Refuses || r.Withdraws
	return !told && !e.Partial && len(e.Attachments) == 0 && !e.asksInSubject()
}

// bareMark is the rule of reading by which words are a question for no other reason than the mark at their end.
const bareMark = "question/mark"

// asksInSubject reports whether the subject asks for something: «Когда будет смета?», not «Смета?», which only names the
// matter. The subject of a reply says nothing, it was chosen for an earlier letter.
func (e *Entry) asksInSubject() bool {
	if len(e.InReplyTo) > 0 || len(e.References) > 0 {
		return false
	}
	subject := reading.Read(reading.Letter{Text: e.Subject, Date: e.Date, Kind: mailbox.Human, ToUs: true})
	for _, a := range subject.Acts {
		if a.Rule != bareMark {
			return true
		}
	}
	return false
}

// callTime returns the part of a working day that a call can be proposed for: the first one that ends no earlier than
// the manager can be back, and leaves him time to say yes to the letter and the client to answer it. It is false when
// there is none in the next two weeks, or the manager cannot be back at a known time.
func (v *view) callTime(back time.Time) (worktime.Interval, bool) {
	if back.IsZero() {
		return worktime.Interval{}, false
	}
	day := back.In(v.calendar.Location())
	for range callSearch {
		for _, part := range partsOf(v.calendar, day) {
			if !part.To.Before(back) && v.calendar.Between(v.now, part.To) >= CallNotice+callApproval {
				return part, true
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	return worktime.Interval{}, false
}

// partsOf returns the working hours of a day before noon and after it, those between eight and six when people are
// called, unless so little is worked of them that no call can be agreed upon.
func partsOf(c *worktime.Calendar, day time.Time) []worktime.Interval {
	var parts []worktime.Interval
	hour := func(h int) time.Time {
		return time.Date(day.Year(), day.Month(), day.Day(), h, 0, 0, 0, day.Location())
	}
	windows := c.Day(day).Windows
	for _, bounds := range [][2]int{{8, 12}, {12, 18}} {
		part := worktime.Interval{From: hour(bounds[1]), To: hour(bounds[0])}
		for _, w := range windows {
			from, to := latest(w.From, hour(bounds[0])), earliest(w.To, hour(bounds[1]))
			if from.Before(to) {
				part = worktime.Interval{From: earliest(part.From, from), To: latest(part.To, to)}
			}
		}
		if c.Between(part.From, part.To) >= CallNotice {
			parts = append(parts, part)
		}
	}
	return parts
}

func earliest(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// expiries returns the moments at which letters to the client that have not left yet become pointless: the time that they
// name has come, or is too near for a call.
func (v *view) expiries() []time.Time {
	var at []time.Time
	for _, w := range v.Written {
		if !w.ToClient || w.ReturnBy.IsZero() || w.Phase != "proposed" && w.Phase != "queued" {
			continue
		}
		end := w.ReturnBy
		if ProposesCall(w.Duty) {
			if last, err := v.calendar.Sub(end, CallNotice); err == nil {
				end = last
			}
		}
		at = append(at, end)
	}
	return at
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

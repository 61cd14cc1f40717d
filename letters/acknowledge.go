package letters

import (
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// renewed makes the acknowledgement of a duty whose earlier ones could not leave in time, in an outage, a letter of its own.
func renewed(d duty) duty {
	stage := 1
	for _, w := range d.of.Written {
		if Kind(w.Kind) == Acknowledgement && w.Duty == d.Key && Phase(w.Phase) == Withdrawn && strings.HasPrefix(w.Why, outwaited) {
			stage++
		}
	}
	f := *d.Finding
	f.Stage = stage
	d.Finding = &f
	return d
}

// answeredLetter is the letter that an acknowledgement replies to: the latest of those that the duty rests on, of the
// person who waits rather than of a colleague of his.
func answeredLetter(d duty) *rules.Entry {
	var last *rules.Entry
	for i := range d.of.Entries {
		e := &d.of.Entries[i]
		if e.Message == nil || e.ID != d.MessageID && !slices.Contains(d.Letters, e.ID) {
			continue
		}
		if last == nil || e.From.Mail == d.Contact.Mail || last.From.Mail != d.Contact.Mail {
			last = e
		}
	}
	return last
}

// promise is the strongest acknowledgement that the rules say can be honoured, and the time that it names: rounded up
// to five minutes, as a person would, unless that would leave the working day.
func (a *attempt) promise() (rules.Strength, time.Time) {
	t := a.ReturnBy
	if a.Strength <= rules.Seen || !t.After(a.now) {
		return rules.Seen, time.Time{}
	}
	if up := t.Add(5*time.Minute - 1).Truncate(5 * time.Minute); a.manager.Calendar.IsOpen(up.Add(-1)) {
		t = up
	} else {
		t = t.Truncate(time.Minute)
	}
	return a.Strength, t
}

// returnWords says when the answer comes, in the client's zone where it is known, else in the manager's, which is named
// when the client seems to live in another.
func (a *attempt) returnWords(lang string, client *time.Location, t time.Time) string {
	if client != nil {
		return byTime(lang, t.In(client), a.now)
	}
	t = t.In(a.manager.Calendar.Location())
	return byTime(lang, t, a.now) + zoneNote(lang, t, a.answered.Date)
}

// acknowledgement fills in what an acknowledgement says (A2, A3, A4), or the proposal of a call (A5).
func (a *attempt) acknowledgement(lang string, f *Fields) (template string, returnBy time.Time) {
	client := a.p.Clients[a.Client].Location
	template, returnBy = a.variant()
	f.Asks, f.AskUrgency = asks(a.duty), a.AskUrgency
	a.absence(a.round, lang, a.zone(), f)
	switch {
	case a.Unclear:
		if f.Call = a.callWords(lang, client); f.Call == "" {
			returnBy = time.Time{}
		}
	case !returnBy.IsZero():
		f.ReturnBy = a.returnWords(lang, client, returnBy)
	}
	return template, returnBy
}

// variant is the template of the acknowledgement, and the time that it promises.
func (a *attempt) variant() (template string, returnBy time.Time) {
	strength, returnBy := a.promise()
	name := map[rules.Strength]string{rules.Seen: "seen", rules.ReturnBy: "return-by", rules.Study: "study"}[strength]
	if a.Unclear {
		name = "call"
	}
	return string(Acknowledgement) + "-" + name, returnBy
}

// sinceOurs are the letters of a conversation after the last that one of ours wrote.
func sinceOurs(entries []rules.Entry) []rules.Entry {
	for i, e := range slices.Backward(entries) {
		if e.Message != nil && e.Direction == mailbox.Outgoing && !e.Own && e.Kind == mailbox.Human {
			return entries[i+1:]
		}
	}
	return entries
}

// asks tells what the letters of a duty want, so that the acknowledgement can call it by its name. A letter that one of
// ours has written after, though something of it is still open, is not told of again as if it had just come.
func asks(d duty) string {
	n := map[reading.Type]int{}
	for _, e := range sinceOurs(d.of.Entries) {
		if e.Message == nil || !slices.Contains(d.Letters, e.ID) {
			continue
		}
		for _, act := range e.Reading.Acts {
			if !act.Chaser {
				n[act.Type]++
			}
		}
	}
	switch questions, requests := n[reading.Question], n[reading.Request]; {
	case n[reading.Complaint] > 0:
		return "complaint"
	case questions == 1 && requests == 0:
		return "question"
	case questions > 1 && requests == 0:
		return "questions"
	case requests == 1 && questions == 0:
		return "request"
	}
	return "letter"
}

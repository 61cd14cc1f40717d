package rules

import (
	"slices"
	"time"

	"vernus/mailbox"
)

// Lost is that mail to a person at the client came back, as a delivery report says.
type Lost struct {
	Mail   string    // his address
	Letter string    // Message-ID of the letter that came back; "" when the report does not say
	At     time.Time // of the report
	Back   time.Time // when he wrote since, or one of ours wrote to him once more; zero when neither has
}

// Unreached returns since when mail to an address comes back; false when it arrives, as far as is known at a moment.
func Unreached(lost []Lost, mail string, now time.Time) (since time.Time, ok bool) {
	for _, l := range lost {
		if l.Mail == mail && !l.At.After(now) && (l.Back.IsZero() || l.Back.After(now)) {
			return l.At, true
		}
	}
	return time.Time{}, false
}

// reach returns the first of a client's people to whom mail arrives, else the first of all, of whom is told that it does not.
func reach(lost []Lost, now time.Time, people []mailbox.Address) mailbox.Address {
	for _, a := range people {
		if _, gone := Unreached(lost, a.Mail, now); a.Mail != "" && !gone {
			return a
		}
	}
	return append(people, mailbox.Address{})[0]
}

// reach returns a person at the client if mail to him arrives, else who last took part in the conversation of those to
// whom it does, else that person.
func (v *view) reach(person mailbox.Address) mailbox.Address {
	people := []mailbox.Address{person}
	if _, gone := Unreached(v.Lost, person.Mail, v.now); !gone {
		return person
	}
	for _, e := range slices.Backward(v.Entries) {
		if e.At.After(v.now) || e.Kind != mailbox.Human {
			continue
		}
		for _, list := range [][]mailbox.Address{{e.From}, e.To, e.Cc} {
			for _, a := range list {
				if c, ok := v.team.Directory.Client(a.Mail); ok && c.Name == v.Client {
					people = append(people, a)
				}
			}
		}
	}
	return reach(v.Lost, v.now, people)
}

// contact returns whom the client's side is best written to: the person preferred, who wrote to us last, whom our letters
// went to last; the first of them to whom mail arrives.
func (v *accountView) contact(preferred ...mailbox.Address) mailbox.Address {
	people := slices.DeleteFunc(preferred, func(a mailbox.Address) bool { return a.Mail == "" })
	for _, l := range slices.Backward(v.past(mailbox.Incoming, false)) {
		people = append(people, l.From)
	}
	for _, l := range slices.Backward(v.past(mailbox.Outgoing, true)) {
		people = append(people, l.Contact)
	}
	return reach(v.Lost, v.now, people)
}

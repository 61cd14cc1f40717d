package rules

import (
	"slices"
	"time"

	"vernus/rules/reading"
)

// keep closes promises that a letter of ours keeps: the promised answer is given, or the thing is sent or said to be
// done, in the words of the promise or, when they share none, on its day.
func (r *resolver) keep(e Entry, reply *reply) {
	done := e.Reading.Done || len(e.Attachments) > 0
	answers := len(reply.said) > 0 && !has(e.Reading, reading.Ack)
	open := r.openPromises()
	if open == 0 || !done && !answers {
		return
	}
	words := slices.Concat(stems(e.Subject), reply.words)
	anyNamed := false
	for i := range r.Promised {
		anyNamed = anyNamed || r.Promised[i].Open() && share(r.Promised[i].words(), words)
	}
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() {
			continue
		}
		named := share(c.words(), words)
		switch {
		case c.Answer && answers && len(r.OpenItems()) == 0:
			closeCommitment(c, e, ClosedKept, "the promised answer was given")
		case done && (named || open == 1 && !later(c, e.At) || !anyNamed && dayOf(c, e.At)), named && dayOf(c, e.At) && !renews(e, c):
			closeCommitment(c, e, ClosedKept, "reported done or sent")
		}
	}
}

// renews reports whether a letter promises the same once more: then it has not been kept by that letter.
func renews(e Entry, old *Commitment) bool {
	for _, a := range e.Reading.Acts {
		if a.Type != reading.Promise {
			continue
		}
		if c := commitment(e, a); replaces(&c, old) {
			return true
		}
	}
	return false
}

// dayOf reports whether a promise is due by the end of the day of a moment.
func dayOf(c *Commitment, at time.Time) bool {
	return !c.Due.IsZero() && c.Due.Before(at.Add(12*time.Hour))
}

// later reports whether a promise is due days after a moment: something else done meanwhile does not keep it.
func later(c *Commitment, at time.Time) bool { return c.Due.After(at.Add(48 * time.Hour)) }

// promise adds what a letter of ours promises. A new date for the same thing replaces the old promise.
func (r *resolver) promise(e Entry) {
	moved := has(e.Reading, reading.DeadlineShift)
	var fresh []Commitment
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Promise {
			fresh = append(fresh, commitment(e, a))
		}
	}
	for i := range fresh {
		for j := range r.Promised {
			if old := &r.Promised[j]; old.Open() && (moved || replaces(&fresh[i], old)) {
				closeCommitment(old, e, ClosedMoved, "replaced by a later promise")
			}
		}
	}
	r.Promised = append(r.Promised, fresh...)
}

// replaces reports whether a promise stands for an older one: it says a word of it, both promise an answer, or it is
// nothing but the time that the older one did not name («в пятницу с утра»).
func replaces(c, old *Commitment) bool {
	return old.Answer && c.Answer || share(old.words(), c.words()) || old.Due.IsZero() && !c.Due.IsZero() && c.bare()
}

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
	words := slices.Concat(reply.words, enclosed(e))
	if len(e.InReplyTo) == 0 {
		words = append(words, stems(e.Subject)...)
	}
	anyNamed := false
	for i := range r.Promised {
		anyNamed = anyNamed || r.Promised[i].Open() && affinity(r.Promised[i].words(), words) >= telling
	}
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() || r.redates(e, c) {
			continue
		}
		n := affinity(c.words(), words)
		today, named := dayOf(c, e.At), n >= 2*telling || n >= telling && !later(c, e.At)
		switch {
		case c.Answer && answers && (named && today || r.answered(c)):
			closeCommitment(c, e, ClosedKept, "the promised answer was given")
		case done && named, named && today,
			done && !anyNamed && today && (!c.Answer || c.bare()),
			done && open == 1 && !later(c, e.At) && (c.Due.IsZero() || reply.reportsApart()),
			answers && open == 1 && today && c.brings(),
			done && r.doneFor(c, e):
			closeCommitment(c, e, ClosedKept, "reported done or sent")
			r.keptFor(c, e)
		}
	}
}

// enclosed returns the stems of the names of what is attached to a letter.
func enclosed(e Entry) []string {
	var words []string
	for _, a := range e.Attachments {
		words = append(words, stems(a.Name)...)
	}
	return words
}

// answered reports whether what was open when an answer was promised is open no more.
func (r *resolver) answered(c *Commitment) bool {
	any := false
	for i := range r.Asked {
		it := &r.Asked[i]
		if it.At.After(c.At) || !it.Open() && !it.Closed.After(c.At) {
			continue
		}
		if it.Open() {
			return false
		}
		any = true
	}
	return any
}

// doneFor reports whether a letter has just closed what a promise was made for.
func (r *resolver) doneFor(c *Commitment, e Entry) bool {
	return slices.ContainsFunc(r.Asked, func(i Item) bool {
		return i.ClosedBy == e.ID && i.deed() && i.At.Before(c.At) && affinity(i.words(), c.words()) >= telling
	})
}

// keptFor closes what was asked in the words of a promise that is kept now.
func (r *resolver) keptFor(c *Commitment, e Entry) {
	for _, it := range r.openOf(func(i *Item) bool { return !i.Whole() && i.At.Before(c.At) }) {
		if affinity(it.words(), c.words()) >= telling && !r.promisedFor(it) {
			closeItem(it, e, "what was promised for it is done")
		}
	}
}

// dayOf reports whether a promise is due by the end of the day of a moment.
func dayOf(c *Commitment, at time.Time) bool {
	return !c.Due.IsZero() && c.Due.Before(at.Add(12*time.Hour))
}

// later reports whether a promise is due days after a moment: something else done meanwhile does not keep it.
func later(c *Commitment, at time.Time) bool { return c.Due.After(at.Add(48 * time.Hour)) }

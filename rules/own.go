package rules

import (
	"strings"

	"vernus/rules/reading"
)

// sent takes a letter of Vernus to the client into account. An acknowledgement, and what else tells him that an answer
// will come, is no answer: it promises one. A letter that names a new date moves the promise that it is about. Others
// change nothing: they ask, or tell where things stand.
func (r *resolver) sent(w Written) {
	switch w.Kind {
	case "acknowledgement", "complaint_answer", "extra_wish":
		r.react(w.At)
		c := Commitment{Letter: w.MessageID, At: w.At, Due: w.ReturnBy, Precision: reading.Minute, Answer: true}
		if c.Due.IsZero() {
			c.Precision = reading.None
		}
		r.Promised = append(r.Promised, c)
	case "moved_date", "dated_promise":
		r.redated(w)
	}
}

// redated moves the promise that a letter of Vernus gave a new date.
func (r *resolver) redated(w Written) {
	_, about, _ := strings.Cut(w.Duty, ":")
	keys := promiseKeys{}
	for i := range r.Promised {
		c := &r.Promised[i]
		if keys.next(*c) != about || !c.Open() {
			continue
		}
		fresh := *c
		fresh.At, fresh.Due, fresh.Precision = w.At, w.ReturnBy, reading.Minute
		c.Closed, c.ClosedBy, c.How, c.Why = w.At, w.MessageID, ClosedMoved, "replaced by a later promise"
		r.Promised = append(r.Promised, fresh)
		return
	}
}

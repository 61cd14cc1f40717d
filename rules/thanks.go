package rules

import "time"

// thanked closes what was reported done or promised before the client's thanks. Thanks for a mere promise close nothing.
func (r *resolver) thanked(e Entry) {
	r.promisesThanked(e)
	r.satisfied(e)
	r.last = turn{}
}

// satisfied closes what was asked before our latest letter, answered with anything but a promise, and not asked again.
func (r *resolver) satisfied(e Entry) {
	for i := range r.Asked {
		if it := &r.Asked[i]; it.At.Before(r.spoke) && !r.promisedFor(it) {
			closeItem(it, e, "the client thanked for it")
		}
	}
}

// promisesThanked closes promises whose time has come when the client thanks: he has got what was promised. On the very day
// of a promise, or when it has no date, he must say besides that he has it («забрали», "all here"), or the promise must be
// older than the letter that he has just read.
func (r *resolver) promisesThanked(e Entry) {
	for i := range r.Promised {
		c := &r.Promised[i]
		slept := e.At.Sub(c.At) > 12*time.Hour
		got := e.Reading.Done && (!c.Beside || slept) && (c.Due.IsZero() || dayOf(c, e.At)) || slept && dayOf(c, e.At)
		if c.Open() && (got || !c.Due.IsZero() && c.Due.Before(e.At)) {
			closeCommitment(c, e, ClosedKept, "the client thanked for it")
			r.keptFor(c, e)
		}
	}
}

// promisedFor reports whether a promise still stands that was made after the item was asked, and may be meant for it: it
// has a telling word of it, or names nothing but an answer.
func (r *resolver) promisedFor(i *Item) bool {
	for j := range r.Promised {
		if c := &r.Promised[j]; c.Open() && !c.At.Before(i.At) && (c.Answer || c.bare() || affinity(i.words(), c.words()) >= telling) {
			return true
		}
	}
	return false
}

package rules

import "vernus/rules/reading"

// promise adds what a letter of ours promises. A new date for the same thing replaces the old promise.
func (r *resolver) promise(e Entry) {
	for i := range r.Promised {
		if old := &r.Promised[i]; old.Open() && r.redates(e, old) {
			closeCommitment(old, e, ClosedMoved, "replaced by a later promise")
		}
	}
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Promise {
			r.Promised = append(r.Promised, commitment(e, a))
		}
	}
}

// redates reports whether a letter of ours puts a promise in the place of an older one.
func (r *resolver) redates(e Entry, old *Commitment) bool {
	named := false // some promise that stands is moved in its own words
	for _, a := range e.Reading.Acts {
		if a.Type != reading.Promise {
			continue
		}
		c := commitment(e, a)
		if replaces(&c, old) {
			return true
		}
		for i := range r.Promised {
			named = named || r.Promised[i].Open() && replaces(&c, &r.Promised[i])
		}
	}
	return !named && has(e.Reading, reading.Promise) && has(e.Reading, reading.DeadlineShift) && r.next(old)
}

// next reports whether no promise that stands is due before this one.
func (r *resolver) next(c *Commitment) bool {
	for i := range r.Promised {
		if o := &r.Promised[i]; o.Open() && !o.Due.IsZero() && o.Due.Before(c.Due) {
			return false
		}
	}
	return true
}

// replaces reports whether a promise stands for an older one: it says a telling word of it, both promise an answer and one
// of them does not say on what, or one of them names nothing but a time («в пятницу с утра») or how the thing comes.
func replaces(c, old *Commitment) bool {
	switch {
	case affinity(old.words(), c.words()) >= telling:
		return true
	case old.Answer && c.Answer:
		return old.bare() || c.bare()
	case old.Due.IsZero():
		return !c.Due.IsZero() && c.bare()
	}
	return old.bare() && old.brings() && c.brings()
}

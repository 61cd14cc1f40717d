package rules

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

// promisesThanked closes promises whose time has come when the client thanks: he has got what was promised. When he says
// besides that he has it («забрали», "all here"), it may also be the day of the promise, or one without a date.
func (r *resolver) promisesThanked(e Entry) {
	for i := range r.Promised {
		c := &r.Promised[i]
		got := e.Reading.Done && !c.Beside && (c.Due.IsZero() || dayOf(c, e.At))
		if got || !c.Due.IsZero() && c.Due.Before(e.At) {
			closeCommitment(c, e, ClosedKept, "the client thanked for it")
		}
	}
}

// promisedFor reports whether a promise made after the item was asked still stands.
func (r *resolver) promisedFor(i *Item) bool {
	for _, c := range r.Promised {
		if c.Open() && !c.At.Before(i.At) {
			return true
		}
	}
	return false
}

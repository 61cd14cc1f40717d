package rules

import "vernus/rules/reading"

// received closes what the client's letter shows that he has: promises whose day has come, when he speaks of their thing as
// there («Средство привезли», "board is up!"), and requests that were answered before, when he thanks or says so. A letter
// that complains or denies shows nothing of the kind.
func (r *resolver) received(e Entry) {
	done := r.openOf(func(i *Item) bool { return i.At.Before(r.spoke) && i.deed() })
	if has(e.Reading, reading.Complaint) || len(done) == 0 && r.openPromises() == 0 {
		return
	}
	for _, p := range passages(e, e.Reading.Statements) {
		if p.denies || p.lacks && !p.has || e.Reading.NeedsReply && !p.has {
			continue
		}
		has := e.Reading.Thanked || p.has
		for i := range r.Promised {
			c := &r.Promised[i]
			if c.Open() && affinity(c.words(), p.stems) >= telling && (dayOf(c, e.At) || has && c.Due.IsZero()) {
				closeCommitment(c, e, ClosedKept, "the client has it")
				r.keptFor(c, e)
			}
		}
		for _, it := range r.openOf(func(i *Item) bool { return i.deed() && i.At.Before(r.spoke) }) {
			if has && affinity(it.words(), p.stems) >= telling && !r.promisedFor(it) {
				closeItem(it, e, "the client has it")
			}
		}
	}
}

package rules

import (
	"time"

	"vernus/rules/worktime"
)

// The client's chain says beforehand who a matter goes to when it is stuck (C4): its first place hears of it when the
// answer is overdue by Escalating.After, its second when it is overdue by twice that, and so on. The later place is told
// instead of the earlier, never besides. Without a chain it is the manager's lead, once.

// stage is how many times After has passed since a deadline, places at most, and when it had last; again is when the next
// will have.
func (r Escalating) stage(cal *worktime.Calendar, deadline, now time.Time, places int) (n int, at time.Time, again []time.Time) {
	for n < places {
		next, err := cal.Add(deadline, time.Duration(n+1)*r.After)
		if err != nil {
			return n, at, nil
		}
		if next.After(now) {
			return n, at, []time.Time{next}
		}
		n, at = n+1, next
	}
	return n, at, nil
}

// chained makes the n-th place of a chain the reader of a finding. It is false when that is the one who answers: he knows.
func chained(f *Finding, chain []string, n int) bool {
	if n > len(chain) {
		return true
	}
	f.Readers = []string{chain[n-1]}
	return chain[n-1] != f.Manager
}

// readers makes the first place of a client's chain the reader of a finding that otherwise the lead would be told of.
func readers(f *Finding, chain []string) {
	if len(f.Readers) == 0 && leads(*f) {
		f.Readers = head(chain, f.Manager)
	}
}

// head is the first place of a chain that is not the one who answers; nobody when there is none.
func head(chain []string, manager string) []string {
	for _, address := range chain {
		if address != manager {
			return []string{address}
		}
	}
	return nil
}

// leads reports whether a finding is told to more than the manager.
func leads(f Finding) bool {
	switch f.Kind {
	case PromiseDue:
		return f.Stage >= StageBroken
	case Complained, Balance, ExtraAgain:
		return true
	}
	return false
}

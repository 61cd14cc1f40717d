package rules

import (
	"time"

	"vernus/rules/worktime"
)

// The client's chain says beforehand who a matter goes to when it is stuck (C4): its first place hears of it when the
// answer is overdue by Escalating.After, its second when it is overdue by twice that, and so on. The later place is told
// instead of the earlier, never besides. Who is absent is represented by his substitute, else by the next place. Without a
// chain it is the manager's lead, once.

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
func (t *Team) chained(f *Finding, chain []string, n int, now time.Time) bool {
	if n > len(chain) {
		return true
	}
	if chain[n-1] == f.Manager {
		return false
	}
	f.Readers = t.head(chain[n-1:], f.Manager, now)
	return len(f.Readers) > 0
}

// readers makes the first place of a client's chain the reader of a finding that otherwise the lead would be told of.
func (t *Team) readers(f *Finding, chain []string, now time.Time) {
	if len(f.Readers) == 0 && leads(*f) {
		f.Readers = t.head(chain, f.Manager, now)
	}
}

// head is the first place of a chain that is not the one who answers, or who substitutes for it; it is the next one while
// nobody is there in the first. Where nobody is there at all it is the first: he hears of it when he is back. It is nobody
// when the chain has no place but the one who answers.
func (t *Team) head(chain []string, manager string, now time.Time) []string {
	var first []string
	for _, address := range chain {
		if address == manager {
			continue
		}
		if first == nil {
			first = []string{address}
		}
		if who := t.SubstituteFor(address, now); who != manager && t.here(who, now) {
			return []string{who}
		}
	}
	return first
}

// leads reports whether a finding is told to more than the manager.
func leads(f Finding) bool {
	switch f.Kind {
	case PromiseDue:
		return f.Stage >= StageBroken
	case ReportDue:
		return f.Stage >= StageUnwritten
	case Complained, Balance, ExtraAgain:
		return true
	}
	return false
}

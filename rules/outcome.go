package rules

import "time"

// Ending is how a promise ceased to be open.
type Ending string

// The endings.
const (
	ClosedKept    Ending = "kept"
	ClosedMoved   Ending = "moved"   // replaced by a promise for another time
	ClosedDropped Ending = "dropped" // became pointless
)

// Outcome is what became of a promise, for figures.
type Outcome string

// The outcomes.
const (
	StillOpen   Outcome = "open"    // its time has not come, or it named none
	Overdue     Outcome = "overdue" // its time has passed and nothing shows that it was kept
	KeptInTime  Outcome = "kept"
	KeptLate    Outcome = "kept_late"
	MovedBefore Outcome = "moved"      // to a later date, before its day
	MovedAfter  Outcome = "moved_late" // on its day or later
	Dropped     Outcome = "dropped"    // became pointless: withdrawn, or thanked for without it
)

// Kept reports whether a letter of ours kept the promise.
func (c *Commitment) Kept() bool { return !c.Open() && c.How == ClosedKept }

// Moved reports whether the promise was replaced by one for another time.
func (c *Commitment) Moved() bool { return !c.Open() && c.How == ClosedMoved }

// MovedInTime reports whether a moved promise was moved before the day that it was due, in a zone. One without a date
// cannot be moved late.
func (c *Commitment) MovedInTime(loc *time.Location) bool {
	if c.Due.IsZero() {
		return true
	}
	y, m, d := c.Due.In(loc).Date()
	return c.Closed.Before(time.Date(y, m, d, 0, 0, 0, 0, loc))
}

// Outcome tells what became of the promise by a moment. A day is that of loc.
func (c *Commitment) Outcome(now time.Time, loc *time.Location) Outcome {
	switch {
	case c.Open() && !c.Due.IsZero() && now.After(c.Due):
		return Overdue
	case c.Open():
		return StillOpen
	case c.Kept() && !c.Due.IsZero() && c.Closed.After(c.Due):
		return KeptLate
	case c.Kept():
		return KeptInTime
	case c.Moved() && c.MovedInTime(loc):
		return MovedBefore
	case c.Moved():
		return MovedAfter
	}
	return Dropped
}

package main

import (
	"time"

	"vernus/mailbox"
)

// pause is the time for which something that fails is left alone: longer with every failure in a row.
type pause struct {
	failures    int
	since, till time.Time
	last        error
}

// over reports whether it may be tried again. A clock that was put back must not make a pause longer than it was meant.
func (p *pause) over(now time.Time) bool { return !now.Before(p.till) || now.Before(p.since) }

// note takes notice of how a try ended; b and random say how long to leave it alone if it failed.
func (p *pause) note(err error, now time.Time, b mailbox.Backoff, random float64) {
	if err == nil {
		*p = pause{}
		return
	}
	p.failures++
	p.since, p.till, p.last = now, now.Add(b.After(err, p.failures, random)), err
}

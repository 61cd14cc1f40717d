package mailbox

import (
	"errors"
	"math/rand/v2"
	"time"
)

// Backoff says how long to leave a mail server alone after failures in a row: twice as long each time, with jitter so
// that many mailboxes do not come back at one moment.
type Backoff struct {
	First time.Duration // after the first failure; 0 means 5 s
	Most  time.Duration // never longer; 0 means 10 min
	Login time.Duration // at least this after a refused login, which services answer with locking; 0 means 15 min
}

// After returns the time to wait after so many failures in a row (1 for the first), the last of which was err.
// random is from [0, 1) and takes up to half of the time away.
func (b Backoff) After(err error, failures int, random float64) time.Duration {
	first, most, login := orElse(b.First, 5*time.Second), orElse(b.Most, 10*time.Minute), orElse(b.Login, 15*time.Minute)
	d := first
	for i := 1; i < failures && d < most; i++ {
		d *= 2
	}
	d = min(d, most)
	d -= time.Duration(random * float64(d) / 2)
	if errors.Is(err, ErrLogin) {
		d = max(d, login)
	}
	return d
}

// jitter is a random number for Backoff.After.
func jitter() float64 { return rand.Float64() }

func orElse(d, other time.Duration) time.Duration {
	if d == 0 {
		return other
	}
	return d
}

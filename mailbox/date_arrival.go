package mailbox

import "time"

// arrival is what is known of when a message came.
type arrival struct {
	source         time.Time // as the mailbox says (INTERNALDATE)
	newest, oldest time.Time // as the topmost and the lowest Received header say (RFC 5321 4.4)
}

// How far a Date may be from the arrival and still be believed.
const (
	earliest  = 48 * time.Hour // before the newest Received header: longer than mail is under way
	zoneError = 14 * time.Hour // after the arrival: more than a wrong zone explains
)

// when returns the moment of arrival. What the mailbox says is not believed when it lies before the way of the message itself.
func (a arrival) when() time.Time {
	if a.source.IsZero() || !a.newest.IsZero() && a.source.Before(a.newest.Add(-24*time.Hour)) {
		return a.newest
	}
	return a.source
}

// settle decides what the message's Date is and from which moment clocks start (Message.Date, Message.At). A date without a zone
// gets the one in which it agrees with the arrival. A date that is missing, or later than any error of zones explains, is
// replaced by the arrival altogether.
func settle(written time.Time, zoned, ok bool, a arrival) (date, at time.Time) {
	came := a.when()
	if !ok {
		return came, came
	}
	if !zoned {
		written = inZone(written, a)
	}
	switch {
	case came.IsZero():
		return written, written
	case written.After(came.Add(zoneError)):
		return came, came
	case written.After(came):
		return written, came
	case !a.newest.IsZero() && written.Before(a.newest.Add(-earliest)):
		return written, came
	}
	return written, written
}

// inZone finds the zone of a date that names none: mail is on its way for minutes, so the nearest quarter of an hour between the
// clock it names and the first server's clock is the zone. When the two do not meet, that server's own zone is taken.
func inZone(t time.Time, a arrival) time.Time {
	first := a.oldest
	if first.IsZero() {
		first = a.source
	}
	if first.IsZero() {
		return t
	}
	const quarter = 15 * time.Minute
	offset := t.Sub(first.UTC()).Round(quarter)
	late := offset - t.Sub(first.UTC())
	if late >= -time.Minute && late <= 6*time.Minute && offset >= -12*time.Hour && offset <= 14*time.Hour {
		return wall(t, time.FixedZone("", int(offset/time.Second)))
	}
	return wall(t, first.Location())
}

// wall returns the moment at which clocks of a place show what t shows.
func wall(t time.Time, loc *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, loc)
}

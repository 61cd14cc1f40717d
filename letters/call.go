package letters

import "time"

// The hours at which people are called, by their own clock.
const (
	callsFrom = 8
	callsTo   = 20
)

// callWords says when a call is proposed for (A5): by the half of the day, or by the clock when the client seems to live
// in another time zone, where the halves are others. "" when the rules name no time, or it is night where he lives.
func (a *attempt) callWords(lang string, client *time.Location) string {
	ours, from, to := a.manager.Calendar.Location(), a.Call.From, a.Call.To
	if to.IsZero() {
		return ""
	}
	theirs, note := client, ""
	if theirs == nil {
		theirs = ours
		if note = zoneNote(lang, to.In(ours), a.answered.Date); note != "" {
			theirs = a.answered.Date.Location()
		}
	}
	if sameClock(to, ours, theirs) {
		return halfDay(lang, to.In(ours), a.now)
	}
	if soon := a.now.Add(90 * time.Minute).Truncate(30 * time.Minute); soon.After(from) && soon.Before(to) {
		from = soon
	}
	if first, last := from.In(theirs), to.In(theirs).Add(-time.Minute); first.Hour() < callsFrom || last.Hour() >= callsTo || daysApart(last, first) != 0 {
		return ""
	}
	told := theirs
	if client == nil {
		told = ours // the zone of his letter is a guess: whose time it is must be said
	}
	return betweenTimes(lang, from.In(told), to.In(told), a.now) + note
}

// sameClock reports whether clocks in both places show the same at a moment.
func sameClock(t time.Time, a, b *time.Location) bool {
	_, x := t.In(a).Zone()
	_, y := t.In(b).Zone()
	return x == y
}

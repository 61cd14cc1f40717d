package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
)

// Balancing is the rule that we do not appear only with problems: most of our letters to a client are about neither
// trouble nor questions (U2). The manager is warned when that turns, and once a month while it stays so.
type Balancing struct {
	Share  float64       // of our letters that is to be about neither; 0: any
	Least  int           // fewer letters say nothing
	Within time.Duration // ordinary time that the share is counted over; at most half of AccountWindow
}

// Validate reports settings that make no sense.
func (r Balancing) Validate() error {
	if r.Least < 1 {
		return fmt.Errorf("the number of letters that a share is told of must be at least 1, is %d", r.Least)
	}
	if r.Within <= 0 || r.Within > AccountWindow/2 {
		return fmt.Errorf("the time that the share is counted over must be above 0 and at most %s, is %s", dayCount(AccountWindow/2), dayCount(r.Within))
	}
	return fraction("the share of letters that are about neither trouble nor questions", r.Share)
}

// CheckAccount finds a client to whom we write too much about trouble and questions.
func (r Balancing) CheckAccount(v *accountView) ([]Finding, []time.Time) {
	ours := v.past(mailbox.Outgoing, false)
	recent := r.window(ours, v.now)
	if len(recent) == 0 {
		return nil, nil
	}
	again := []time.Time{recent[0].At.Add(r.Within)}
	heavy, loc := r.heavy(recent), v.calendar.Location()
	if !r.turned(len(heavy), len(recent)) {
		return nil, again
	}
	since := r.since(ours, v.now, loc)
	f := v.finding("U2", Balance, since.In(loc).Format("2006-01"))
	f.Since, f.ActAt, f.Count, f.Of, f.Imported = since, since, len(heavy), len(recent), true
	last := heavy[len(heavy)-1]
	f.Contact, f.Subject, f.MessageID = last.Contact, last.Subject, last.ID
	for _, l := range heavy {
		f.Letters = append(f.Letters, l.ID)
		f.Quotes = append(f.Quotes, l.Subject)
		f.Imported = f.Imported && l.Imported
	}
	f.Because = fmt.Sprintf("%d of our last %d letters to the client are about trouble or questions", f.Count, f.Of)
	f.Derivation = []string{
		fmt.Sprintf("in %s before now we wrote %d letters, %d of them about trouble or with questions", dayCount(r.Within), f.Of, f.Count),
		fmt.Sprintf("the standard is %.0f%% about neither, counted from %d letters on", r.Share*100, r.Least),
	}
	return []Finding{f}, again
}

// turned reports whether so many letters of so many are too many.
func (r Balancing) turned(heavy, of int) bool {
	return of >= r.Least && float64(of-heavy) < r.Share*float64(of)
}

// window returns the letters that count at a moment.
func (r Balancing) window(ours []Line, at time.Time) []Line {
	var in []Line
	for _, l := range ours {
		if !l.At.After(at) && l.At.After(at.Add(-r.Within)) {
			in = append(in, l)
		}
	}
	return in
}

// heavy returns the letters about trouble or questions.
func (r Balancing) heavy(ours []Line) []Line {
	var out []Line
	for _, l := range ours {
		if l.weight() > 0 {
			out = append(out, l)
		}
	}
	return out
}

// since returns the moment of the letter at which it turned, as far back as letters are at hand; else the beginning of
// the month.
func (r Balancing) since(ours []Line, now time.Time, loc *time.Location) time.Time {
	var since time.Time
	first, next, heavy := 0, 0, 0 // of the letters that count at a letter's moment
	for _, l := range ours {
		for ; next < len(ours) && !ours[next].At.After(l.At); next++ {
			heavy += ours[next].weight()
		}
		for ; first < next && !ours[first].At.After(l.At.Add(-r.Within)); first++ {
			heavy -= ours[first].weight()
		}
		if l.At.Before(now.Add(-r.Within)) {
			continue // what counted then may not be at hand
		}
		switch turned := r.turned(heavy, next-first); {
		case !turned:
			since = time.Time{}
		case since.IsZero():
			since = l.At
		}
	}
	if recent := r.window(ours, now); since.IsZero() || since.Equal(recent[0].At) {
		y, m, _ := now.In(loc).Date()
		return time.Date(y, m, 1, 0, 0, 0, 0, loc)
	}
	return since
}

// weight is 1 for a letter about trouble or questions, 0 for another.
func (l Line) weight() int {
	if l.Trouble || l.Asks {
		return 1
	}
	return 0
}

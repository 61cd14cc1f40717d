package rules

import (
	"slices"
	"time"
)

// reminds reports whether findings of a kind only make somebody do something: one of our own people, or the client what we
// wait for. Nobody waits for such a reminder, so that people may put it off.
func reminds(k Kind) bool {
	switch k {
	case Nudge, Escalate, PromiseDue, Floating, Unfeasible, Balance, OccasionDue, Extra, ExtraAgain, FollowUp, ClosingDue, Silence, ReportDue:
		return true
	}
	return false
}

// snooze notes with the reminders among findings until when people put them off. One that rests on several letters is put
// off only while each of them is, so that a new letter of the client's is told at once.
func snooze(rulings []Ruling, found []Finding, now time.Time) {
	var snoozes []Ruling
	for _, r := range standing(rulings, now) {
		if r.Kind == Snoozed && r.To.After(now) {
			snoozes = append(snoozes, r)
		}
	}
	if len(snoozes) == 0 {
		return
	}
	for i := range found {
		f := &found[i]
		if !reminds(f.Kind) {
			continue
		}
		if r, ok := putOff(snoozes, f); ok {
			f.Snoozed = r.To
			f.Derivation = append(slices.Clip(f.Derivation), r.Sentence(r.To.Location()))
		}
	}
}

// putOff returns the ruling whose end is the first at which one of a finding's letters is not put off any more.
func putOff(snoozes []Ruling, f *Finding) (first Ruling, ok bool) {
	letters := f.Letters
	if len(letters) == 0 {
		letters = []string{f.MessageID}
	}
	for i, letter := range letters {
		var last Ruling
		for _, r := range snoozes {
			if (r.Letter == letter || r.Letter == "" && r.Client == f.Client) && r.To.After(last.To) {
				last = r
			}
		}
		if last.To.IsZero() {
			return Ruling{}, false
		}
		if i == 0 || last.To.Before(first.To) {
			first = last
		}
	}
	return first, true
}

// ends returns the moments at which rulings begin and end to matter.
func ends(rulings []Ruling) []time.Time {
	var at []time.Time
	for _, r := range rulings {
		switch r.Kind {
		case Snoozed, Paused, Returning:
			at = append(at, r.At, r.From, r.To)
		default:
			at = append(at, r.At)
		}
	}
	return at
}

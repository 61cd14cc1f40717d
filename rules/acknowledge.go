package rules

import (
	"fmt"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Acknowledging is the rule that nobody waits in silence: before the standard runs out the client hears that his
// letter was seen, and when the answer comes (A2, A3, A4), or is offered a call when nothing in it is clear (A5).
type Acknowledging struct {
	At           float64       // share of the time to answer after which it is due
	ReturnWithin time.Duration // working time from then that the answer is promised in
	StudyFrom    int           // so many asks need study first; 0: never
	StudyWithin  time.Duration // working time from then that the questions back or the answer are promised in
	Round        time.Duration // the promised time is moved on to a full multiple of this, as people name times
}

// Validate reports settings that make no sense.
func (r Acknowledging) Validate() error {
	if err := fraction("the share at which to acknowledge", r.At); err != nil {
		return err
	}
	if err := positive("the promised time to return", r.ReturnWithin); err != nil {
		return err
	}
	if r.Round <= 0 || r.Round > time.Hour {
		return fmt.Errorf("the rounding of promised times must be above 0 and at most 1h, is %v", r.Round)
	}
	return positive("the promised time for study", r.StudyWithin)
}

// Check finds a client who has heard nothing on what he asked.
func (r Acknowledging) Check(v *view) ([]Finding, []time.Time) {
	if len(v.open) == 0 || v.ledger.State != NeedsReply {
		return nil, nil
	}
	silent, ok := v.firstSilent()
	if !ok || v.heardSince(silent) {
		return nil, nil
	}
	at, err := v.calendar.Add(silent.At, time.Duration(r.At*float64(v.standard.Answer.Within)))
	if err != nil {
		return nil, nil
	}
	if v.ruled != nil && v.ruled.At.Before(at) {
		at = v.ruled.At // the time to come back was named to be told
	}
	if at.After(v.now) {
		return nil, []time.Time{at}
	}
	f := v.finding("A2", Acknowledge)
	f.Key = string(Acknowledge) + ":" + silent.Letter
	if v.ruled != nil && v.ruled.To.After(v.now) { // the time that a person names takes the place of one proposed before
		f.Key += ":" + v.ruled.To.UTC().Format("200601021504")
	}
	f.MessageID, f.Contact, f.Imported, f.ActAt = silent.Letter, silent.From, silent.Imported, at
	r.promise(v, &f)
	f.Because = fmt.Sprintf("nobody has reacted since %s; %.0f%% of the time to answer are gone", silent.At.Format(time.RFC3339), r.At*100)
	if v.ruled == nil && v.unclear() {
		f.proposeCall(v)
		f.Because = "the letter does not say what is wanted; " + f.Because
	}
	return []Finding{f}, v.expiries()
}

// promise chooses the strongest acknowledgement that can be honoured: a return time on a day not far off is one; when
// no such time can be named, seen is all that can be said.
func (r Acknowledging) promise(v *view, f *Finding) {
	within, strength := r.ReturnWithin, ReturnBy
	if r.StudyFrom > 0 && v.questions() >= r.StudyFrom {
		within, strength = r.StudyWithin, Study
	}
	if v.ruled != nil && v.ruled.To.After(v.now) {
		f.Strength, f.ReturnBy, f.Approved = ReturnBy, v.ruled.To, v.ruled.Decision == Tell
		return
	}
	by, err := v.calendar.Add(v.now, within)
	if err != nil || by.Sub(v.now) > 14*24*time.Hour {
		f.Strength = Seen
		return
	}
	f.Strength, f.ReturnBy = strength, r.round(v, by)
	y1, m1, d1 := v.now.In(v.calendar.Location()).Date()
	y2, m2, d2 := f.ReturnBy.In(v.calendar.Location()).Date()
	f.AskUrgency = !v.urgent() && !v.complaint() && (y1 != y2 || m1 != m2 || d1 != d2)
}

// round moves a time on to the next full multiple of Round on the clock of the manager, but not past his closing time.
func (r Acknowledging) round(v *view, t time.Time) time.Time { return r.roundOn(v.calendar, t) }

func (r Acknowledging) roundOn(cal *worktime.Calendar, t time.Time) time.Time {
	local := t.In(cal.Location())
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	up := local
	if rest := local.Sub(midnight) % r.Round; rest > 0 {
		up = local.Add(r.Round - rest)
	}
	if closing, ok := cal.Closing(local); ok && up.After(closing) && !local.After(closing) {
		return closing
	}
	return up
}

// heardSince reports whether anybody of ours has written to the asker since, here or in a conversation begun anew: then he
// is not left in silence, and a stock phrase would be foolish.
func (v *view) heardSince(i Item) bool {
	if last := v.lastFrom(mailbox.Outgoing, v.now); last != nil && last.At.After(i.At) {
		return true
	}
	for _, e := range v.Related {
		if begun(e) && e.At.After(i.At) && !e.At.After(v.now) && e.addressedTo(i.From) {
			return true
		}
	}
	return false
}

// firstSilent returns the oldest open item that met nothing but silence.
func (v *view) firstSilent() (Item, bool) {
	for _, i := range v.open {
		if i.Reacted.IsZero() {
			return i, true
		}
	}
	return Item{}, false
}

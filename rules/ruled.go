package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/rules/reading"
)

// Validate reports what a ruling of its kind lacks or has wrong.
func (r Ruling) Validate() error {
	var errs []error
	need := func(ok bool, what string) {
		if !ok {
			errs = append(errs, fmt.Errorf("a ruling %q needs %s", r.Kind, what))
		}
	}
	need(r.By != "", "who made it")
	switch r.Kind {
	case NotAQuestion, Answered, PromiseKept:
		need(r.Letter != "", "the letter")
	case Returning, PromiseMoved:
		need(r.Letter != "", "the letter")
		need(!r.To.IsZero(), "the time")
	case Snoozed:
		need(r.Letter != "" || r.Client != "", "a letter or a client")
		need(!r.To.IsZero(), "the time until which nobody is reminded")
	case Absence:
		need(r.Manager != "", "the manager who is absent")
		need(!r.From.IsZero(), "the first day")
		need(r.Substitute == "" || r.Substitute != r.Manager, "a substitute other than the one who is absent")
	case WishDecided:
		need(r.Letter != "", "the letter")
		need(slices.Contains([]Decision{Included, Paid, Bonus, Declined}, r.Decision), "a decision: included, paid, bonus or declined")
	case Noted:
		need(r.Client != "", "the client")
		need(r.Words != "", "the meeting")
		need(r.Why != "", "what was agreed")
	case NoReport, MeetingHeld:
		need(r.Client != "", "the client")
		need(r.Words != "", "the meeting")
		need(r.Kind == NoReport || r.Decision == Held || r.Decision == NotHeld, "whether it took place")
	case ReportIs:
		need(r.Letter != "", "the letter")
		need(r.Words != "" && !r.From.IsZero(), "the meeting")
	case Paused:
		need(r.Client != "", "the client")
	case Stopped:
	default:
		return fmt.Errorf("there is no kind of ruling %q", r.Kind)
	}
	if !r.From.IsZero() && !r.To.IsZero() && !r.From.Before(r.To) {
		errs = append(errs, fmt.Errorf("a ruling %q ends before it begins", r.Kind))
	}
	return errors.Join(errs...)
}

// Name is how a ruling is referred to where otherwise a letter's Message-ID would stand.
func (r Ruling) Name() string { return fmt.Sprintf("ruling %d", r.ID) }

// rulingWords tell what a ruling says.
var rulingWords = map[RulingKind]string{
	NotAQuestion: "it awaits no answer", Answered: "it was answered where no mail shows it", Snoozed: "no reminder", Returning: "the answer comes",
	PromiseMoved: "the promise is moved", PromiseKept: "the promise was kept where no mail shows it", Absence: "absent", WishDecided: "the wish is",
	Paused: "nothing is sent to the client", Stopped: "nothing is sent to any client",
	NoReport: "the meeting owes no report", ReportIs: "this letter is its report", MeetingHeld: "the meeting was",
	Noted: "what was agreed at the meeting",
}

// Sentence tells what was ruled, by whom, when and why, for derivations: in English, with times in a zone.
func (r Ruling) Sentence(in *time.Location) string {
	const stamp = "Mon 2 Jan 2006 15:04"
	var b strings.Builder
	if r.Kind == Absence {
		b.WriteString(r.Manager + " is ")
	}
	b.WriteString(rulingWords[r.Kind])
	switch {
	case r.Kind == WishDecided:
		b.WriteString(" " + string(r.Decision))
	case r.Kind == MeetingHeld:
		b.WriteString(" " + strings.ReplaceAll(string(r.Decision), "_", " "))
	case r.Kind == NoReport, r.Kind == ReportIs, r.Kind == Noted: // the span is the meeting's
	case r.Kind == Returning:
		b.WriteString(" by " + r.To.In(in).Format(stamp))
	case r.Kind == PromiseMoved:
		b.WriteString(" to " + r.To.In(in).Format(stamp))
	default:
		b.WriteString(r.Span(in))
	}
	if r.Substitute != "" {
		b.WriteString(", " + r.Substitute + " answers meanwhile")
	}
	fmt.Fprintf(&b, ", said %s on %s", r.By, r.At.In(in).Format(stamp))
	if r.Why != "" {
		b.WriteString(": " + r.Why)
	}
	return b.String()
}

// Span tells since when and until when a ruling holds, "" when it says neither: an absence of whole days by its first and
// last day, all else by its moments.
func (r Ruling) Span(in *time.Location) (span string) {
	const stamp, day = "Mon 2 Jan 2006 15:04", "Mon 2 Jan 2006"
	from, to := r.From.In(in), r.To.In(in)
	midnight := func(t time.Time) bool { return t.Hour() == 0 && t.Minute() == 0 }
	if r.Kind == Absence && !r.From.IsZero() && !r.To.IsZero() && midnight(from) && midnight(to) {
		last := to.AddDate(0, 0, -1)
		if !last.After(from) {
			return " on " + from.Format(day)
		}
		return " from " + from.Format(day) + " to " + last.Format(day) + ", both included"
	}
	if !r.From.IsZero() {
		span += " from " + from.Format(stamp)
	}
	if !r.To.IsZero() {
		span += " until " + to.Format(stamp)
	}
	return span
}

// standing returns the rulings that count at a moment, oldest first.
func standing(all []Ruling, now time.Time) []Ruling {
	var list []Ruling
	for _, r := range all {
		if r.Stands(now) {
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b Ruling) int { return a.At.Compare(b.At) })
	return list
}

// before takes into account, in the order of time, what people ruled and what Vernus wrote up to a moment.
func (r *resolver) before(at time.Time) {
	n := 0
	for i := range r.rulings {
		ruling := &r.rulings[i]
		if ruling.At.After(at) {
			break
		}
		r.acknowledgedBefore(ruling.At)
		r.rule(ruling)
		n++
	}
	r.rulings = r.rulings[n:]
	r.acknowledgedBefore(at)
	r.told()
}

// told closes the promises that were only ruled when the client was told a time since.
func (r *resolver) told() {
	for i := range r.Promised {
		c := &r.Promised[i]
		if c.Ruling == nil || !c.Answer || !c.Open() {
			continue
		}
		for _, w := range r.Promised[i+1:] {
			if w.Answer && w.Ruling == nil && !w.Due.IsZero() {
				c.Closed, c.ClosedBy, c.How, c.Why = w.At, w.Letter, ClosedMoved, "the client was told"
				break
			}
		}
	}
}

// rule takes a ruling into account.
func (r *resolver) rule(ruling *Ruling) {
	switch ruling.Kind {
	case NotAQuestion:
		r.ruleOut(ruling, "not a question")
	case Answered:
		r.ruleOut(ruling, "answered where no mail shows it")
	case Returning:
		r.returns(ruling)
	case PromiseMoved:
		r.moves(ruling)
	case PromiseKept:
		r.keeps(ruling)
	}
}

// About reports whether words of a letter are what a ruling is about.
func (r *Ruling) About(letter, text string) bool {
	return letter == r.Letter && strings.Contains(strings.ToLower(text), strings.ToLower(strings.TrimSpace(r.Words)))
}

// because tells a ruling as the reason for something.
func (r *Ruling) because(what string) string {
	s := what + ", says " + r.By
	if r.Why != "" {
		s += ": " + r.Why
	}
	return s
}

// ruleOut closes what was asked of either side, and when nothing is left that he asked, the promises of an answer to it.
// What the client promised in the same letter stays owed; it is meant only where nothing asked can be.
func (r *resolver) ruleOut(ruling *Ruling, what string) {
	any := ruling.closeItems(r.Asked, what)
	wanted := ruling.closeItems(r.Wanted, what)
	for i := range r.Theirs {
		if c := &r.Theirs[i]; !any && !wanted && ruling.About(c.Letter, c.Text) {
			ruling.close(c, ClosedDropped, ruling.because(what))
		}
	}
	if !any || len(r.OpenItems()) > 0 {
		return
	}
	for i := range r.Promised {
		if c := &r.Promised[i]; c.Answer {
			ruling.close(c, ClosedDropped, ruling.because(what))
		}
	}
}

// returns adds the time that was named as a promise of an answer; the client has not heard of it by that. It replaces
// what was ruled before for the same letter.
func (r *resolver) returns(ruling *Ruling) {
	if !slices.ContainsFunc(r.OpenItems(), func(i Item) bool { return i.Letter == ruling.Letter }) {
		return
	}
	for i := range r.Promised {
		if c := &r.Promised[i]; c.Ruling != nil && c.Answer && c.Letter == ruling.Letter {
			ruling.close(c, ClosedMoved, ruling.because("replaced by another time"))
		}
	}
	r.Promised = append(r.Promised, Commitment{
		Letter: ruling.Letter, Text: ruling.Why, Context: ruling.Why, At: ruling.At, Due: ruling.To, Precision: reading.Minute, Answer: true, Ruling: ruling,
	})
}

// moves gives promises of either side a new date: the old ones are closed, and stand again with it.
func (r *resolver) moves(ruling *Ruling) {
	r.Promised, r.Theirs = ruling.moved(r.Promised), ruling.moved(r.Theirs)
}

func (r *Ruling) moved(all []Commitment) []Commitment {
	var moved []Commitment
	for i := range all {
		c := &all[i]
		if !c.Open() || !r.About(c.Letter, c.Text) {
			continue
		}
		fresh := *c
		fresh.At, fresh.Due, fresh.Precision, fresh.Ruling = r.At, r.To, reading.Minute, r
		moved = append(moved, fresh)
		r.close(c, ClosedMoved, r.because("moved"))
	}
	return append(all, moved...)
}

// keeps closes promises of either side.
func (r *resolver) keeps(ruling *Ruling) {
	for _, all := range [][]Commitment{r.Promised, r.Theirs} {
		for i := range all {
			if c := &all[i]; ruling.About(c.Letter, c.Text) {
				ruling.close(c, ClosedKept, ruling.because("kept where no mail shows it"))
			}
		}
	}
}

// closeItems closes the open items that a ruling is about, and reports whether there were any.
func (r *Ruling) closeItems(items []Item, what string) (any bool) {
	for i := range items {
		if it := &items[i]; it.Open() && r.About(it.Letter, it.Text) {
			it.Closed, it.ClosedBy, it.Why, it.Ruling = r.At, r.Name(), r.because(what), r
			any = true
		}
	}
	return any
}

func (r *Ruling) close(c *Commitment, how Ending, why string) {
	if c.Open() {
		c.Closed, c.ClosedBy, c.How, c.Why, c.Ruling = r.At, r.Name(), how, why, r
	}
}

// reopen opens again what a ruling had closed and a reminder of the client's asks for once more: what the reminder has
// words of; all of it when it has none of any, and nothing else is open that it could mean.
func (r *resolver) reopen(reminder Entry) {
	words := stems(reminder.NewText)
	var named, all []*Item
	for i := range r.Asked {
		it := &r.Asked[i]
		if it.Ruling == nil || it.Open() {
			continue
		}
		all = append(all, it)
		if share(it.words(), words) {
			named = append(named, it)
		}
	}
	if len(named) == 0 && len(r.OpenItems()) == 0 {
		named = all
	}
	for _, it := range named {
		it.Closed, it.ClosedBy, it.Why, it.Ruling = time.Time{}, "", "", nil
	}
}

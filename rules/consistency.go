package rules

import (
	"fmt"
	"slices"
	"time"
)

// Comparing is the rule that wishes of the same kind get the same answer: when a client asks for such a thing once more,
// manager and lead are given the list with what was decided before, so that it can be talked over with him (C3).
type Comparing struct {
	Times  int           // from so many of a kind on; 0: never, else at least 2
	Within time.Duration // ordinary time: what was wished for longer ago does not count
}

// Validate reports settings that make no sense.
func (r Comparing) Validate() error {
	if r.Times < 0 || r.Times == 1 {
		return fmt.Errorf("the number of wishes of a kind must be 0 for never or at least 2, is %d", r.Times)
	}
	return positive("the time in which wishes of a kind are counted", r.Within)
}

// CheckAccount finds wishes that were wished before, often enough to talk about. Only the latest of a kind is told, and
// only while it is undecided.
func (r Comparing) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if r.Times == 0 {
		return nil, nil
	}
	told := map[string]bool{}
	for i, w := range slices.Backward(v.Wishes) {
		if w.At.After(v.now) || w.Imported || w.Decision != "" || told[w.Letter] {
			continue
		}
		before := v.alike(i)
		if slices.ContainsFunc(findings, func(f Finding) bool { return slices.Contains(f.Wishes, w) }) || len(before)+1 < r.Times {
			continue
		}
		told[w.Letter] = true
		findings = append(findings, r.finding(v, w, before))
	}
	return findings, again
}

func (r Comparing) finding(v *accountView, w Wish, before []Wish) Finding {
	f := v.finding("C3", ExtraAgain, w.Letter)
	f.Contact, f.MessageID, f.Subject = w.From, w.Letter, v.subject(w.Letter)
	f.Since, f.ActAt, f.Wishes, f.Count = w.At, w.At, append(before, w), len(before)+1
	f.Quotes, f.Letters = []string{w.Text}, []string{w.Letter}
	f.Because = fmt.Sprintf("wishes of the same kind: this is number %d", f.Count)
	for _, b := range before {
		f.Derivation = append(f.Derivation, fmt.Sprintf("%s: %q, %s", b.At.In(v.calendar.Location()).Format("2 Jan 2006"), b.Text, b.Standing()))
	}
	return f
}

// Standing is what was decided about a wish, "undecided" while nothing was.
func (w Wish) Standing() string {
	if w.Decision == "" {
		return "undecided"
	}
	return string(w.Decision)
}

// alike returns the wishes of the same kind before one, oldest first: each letter once.
func (v *accountView) alike(i int) []Wish {
	w := v.Wishes[i]
	since := w.At.Add(-v.standard.Consistency.Within)
	words := wished(w.Text)
	var list []Wish
	for _, b := range v.Wishes[:i] {
		if b.Letter == w.Letter || b.At.Before(since) || b.At.After(v.now) {
			continue
		}
		if sameKind(words, wished(b.Text)) && !slices.ContainsFunc(list, func(l Wish) bool { return l.Letter == b.Letter }) {
			list = append(list, b)
		}
	}
	return list
}

// wished are the stems that tell what a wish is for, without those of wishing and of where everything goes.
func wished(text string) []string {
	return slices.DeleteFunc(slices.Clone(stems(text)), func(s string) bool {
		return weight(s) == weak || answers()["wishing"].begin([]string{s})
	})
}

// sameKind reports whether two wishes are for the same kind of thing: they have a telling word in common, long ones
// more than one.
func sameKind(a, b []string) bool {
	common := 0
	for _, s := range a {
		if slices.ContainsFunc(b, func(t string) bool { return alike(s, t) }) {
			common++
		}
	}
	return common > 0 && common*4 >= min(len(a), len(b))
}

// subject returns the subject of a letter.
func (v *accountView) subject(letter string) string {
	for _, l := range v.Letters {
		if l.ID == letter {
			return l.Subject
		}
	}
	return ""
}

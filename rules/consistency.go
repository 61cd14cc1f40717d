package rules

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
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
		by, _ := sameKind(w.Text, b.Text)
		f.Derivation = append(f.Derivation, fmt.Sprintf("%s: %q, %s; alike by: %s", b.At.In(v.calendar.Location()).Format("2 Jan 2006"), b.Text, b.Standing(), strings.Join(by, ", ")))
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

// alike returns the wishes of the same kind before one, oldest first: each letter once. What stands undecided in one
// conversation is one wish, however often it is asked for there.
func (v *accountView) alike(i int) []Wish {
	w := v.Wishes[i]
	since := w.At.Add(-v.standard.Consistency.Within)
	var list []Wish
	for _, b := range v.Wishes[:i] {
		if b.Letter == w.Letter || b.At.Before(since) || b.At.After(v.now) || b.repeats(w) {
			continue
		}
		if _, ok := sameKind(w.Text, b.Text); !ok {
			continue
		}
		if !slices.ContainsFunc(list, func(l Wish) bool { return l.Letter == b.Letter || l.repeats(b) }) {
			list = append(list, b)
		}
	}
	return list
}

// repeats reports whether two wishes of a kind are one, asked for again before anything was decided.
func (w Wish) repeats(o Wish) bool {
	return w.Decision == "" && o.Decision == "" && w.Conversation == o.Conversation
}

// wished are the stems that tell what a wish is for, without those of wishing and of where everything goes.
func wished(text string) []string {
	return slices.DeleteFunc(slices.Clone(stems(text)), func(s string) bool {
		return weight(s) == weak || answers()["wishing"].begin([]string{s})
	})
}

// sameKind reports whether two wishes are for the same kind of thing, and by which words: they have a telling word in common,
// or words for things of one kind; long ones more than one.
func sameKind(a, b string) (by []string, ok bool) {
	first, second := wished(a), wished(b)
	for _, s := range first {
		if slices.ContainsFunc(second, func(t string) bool { return alike(s, t) }) {
			by = append(by, s+"…")
		}
	}
	for _, kind := range kindsIn(stems(a)) {
		shown := func(s string) bool { return kinds()[kind].begin([]string{s}) }
		told := slices.ContainsFunc(first, func(s string) bool {
			return shown(s) && slices.ContainsFunc(second, func(t string) bool { return alike(s, t) })
		})
		if !told && slices.ContainsFunc(stems(b), shown) {
			by = append(by, kind)
		}
	}
	return by, len(by) > 0 && len(by)*4 >= min(len(first), len(second))
}

//go:embed data/kinds.txt
var kindsText string

// kinds are the groups of words for the same kind of thing in data/kinds.txt, by name.
var kinds = sync.OnceValue(func() map[string]phrases { return readPhrases(kindsText) })

// kindsIn returns the kinds of things that stems are words for, by name.
func kindsIn(stems []string) (in []string) {
	for name, words := range kinds() {
		if slices.ContainsFunc(stems, func(s string) bool { return words.begin([]string{s}) }) {
			in = append(in, name)
		}
	}
	slices.Sort(in)
	return in
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

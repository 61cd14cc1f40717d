package rules

import (
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Matter is a conversation with what both sides owe in it.
type Matter struct {
	Conversation
	Ledger
}

// Recollection is what there is to know of a client before he is met (M4).
type Recollection struct {
	People     []Acquaintance
	Complaints []Remembered // that nothing has answered yet
	Questions  []Remembered // of the client's, open
	Promises   []Remembered // of ours, open
	Waiting    []Remembered // what we wait for
	Wishes     []Wish       // beyond the agreement, undecided
	Letters    []Remembered // the latest, oldest first
	Report     *Remembered  // of the last meeting; nil when there is none
	Items      []Remembered // what was to be done by it
}

// Acquaintance is somebody at the client who is to be met.
type Acquaintance struct {
	mailbox.Address
	Wrote time.Time // his last letter; zero when he has not written lately
}

// Remembered is one thing that was written.
type Remembered struct {
	Text    string // the words
	Subject string // of its conversation
	From    mailbox.Address
	At      time.Time
	Due     time.Time // zero when none was named
	Ours    bool      // we wrote it
	Done    bool      // of what was to be done
}

// Bounds of a recollection: more than that nobody reads before a meeting.
const (
	recalledLetters = 10
	recalledItems   = 7
)

// Recall works out what there is to know before a meeting, from what there is with the client.
func Recall(matters []Matter, a Account, g *Gathering, now time.Time) *Recollection {
	r := &Recollection{}
	for _, who := range append(slices.Clone(g.Theirs), clientsOf(g.Copies, matters)...) {
		r.People = append(r.People, Acquaintance{Address: who, Wrote: lastWrote(matters, who, now)})
	}
	for i := range matters {
		r.take(&matters[i], now)
	}
	for _, list := range []*[]Remembered{&r.Complaints, &r.Questions, &r.Promises, &r.Waiting} {
		slices.SortStableFunc(*list, func(x, y Remembered) int { return x.At.Compare(y.At) })
		*list = (*list)[max(0, len(*list)-recalledItems):]
	}
	slices.SortStableFunc(r.Letters, func(x, y Remembered) int { return x.At.Compare(y.At) })
	r.Letters = r.Letters[max(0, len(r.Letters)-recalledLetters):]
	for _, w := range a.Wishes {
		if w.Decision == "" && !w.At.After(now) {
			r.Wishes = append(r.Wishes, w)
		}
	}
	r.Wishes = r.Wishes[max(0, len(r.Wishes)-recalledItems):]
	return r
}

// Nothing reports whether nothing is open.
func (r *Recollection) Nothing() bool {
	return len(r.Complaints)+len(r.Questions)+len(r.Promises)+len(r.Waiting)+len(r.Wishes) == 0
}

// Topics are what is worth talking about at a meeting, most pressing first: what the client asked, what he waits for, what
// we wait for.
func (r *Recollection) Topics() []string {
	var list []string
	seen := map[string]bool{}
	for _, from := range [][]Remembered{r.Questions, r.Promises, r.Waiting} {
		for _, it := range from {
			if base := mailbox.BaseSubject(it.Subject); base != "" && !seen[base] {
				seen[base] = true
				list = append(list, asWritten(it.Subject, base))
			}
		}
	}
	return list[:min(len(list), recalledItems)]
}

// asWritten is what a subject is about in the letters in which it was written.
func asWritten(subject, base string) string {
	whole, end := []rune(strings.TrimSpace(subject)), []rune(base)
	if n := len(whole) - len(end); n >= 0 {
		if rest := string(whole[n:]); strings.EqualFold(strings.NewReplacer("ё", "е", "Ё", "Е").Replace(rest), base) {
			return rest
		}
	}
	return base
}

// clientsOf are those of people who wrote as the client's.
func clientsOf(people []mailbox.Address, matters []Matter) []mailbox.Address {
	return slices.DeleteFunc(slices.Clone(people), func(a mailbox.Address) bool { return lastWrote(matters, a, time.Time{}).IsZero() })
}

// lastWrote is when somebody at the client last wrote; of any time when now is zero.
func lastWrote(matters []Matter, who mailbox.Address, now time.Time) time.Time {
	var last time.Time
	for i := range matters {
		for _, e := range matters[i].Entries {
			if e.Message != nil && e.Direction == mailbox.Incoming && strings.EqualFold(e.From.Mail, who.Mail) && e.At.After(last) && (now.IsZero() || !e.At.After(now)) {
				last = e.At
			}
		}
	}
	return last
}

// take adds what there is in one conversation.
func (r *Recollection) take(m *Matter, now time.Time) {
	for _, i := range m.OpenItems() {
		it := Remembered{Text: i.Text, Subject: m.Subject, From: i.From, At: i.At, Due: i.By}
		if i.Type == reading.Complaint {
			r.Complaints = append(r.Complaints, it)
		} else {
			r.Questions = append(r.Questions, it)
		}
	}
	for _, c := range m.OpenPromises() {
		if strings.TrimSpace(c.Text) != "" {
			r.Promises = append(r.Promises, Remembered{Text: c.Text, Subject: m.Subject, At: c.At, Due: c.Due, Ours: true})
		}
	}
	for _, i := range m.Waiting() {
		if !i.asksWell() {
			r.Waiting = append(r.Waiting, Remembered{Text: i.Text, Subject: m.Subject, At: i.At, Due: i.By, Ours: true})
		}
	}
	for _, c := range openCommitments(m.Theirs) {
		r.Waiting = append(r.Waiting, Remembered{Text: c.Text, Subject: m.Subject, At: c.At, Due: c.Due})
	}
	for i := range m.Entries {
		e := &m.Entries[i]
		if e.Message == nil || e.At.After(now) || e.Kind != mailbox.Human && !e.Reports() || e.Direction == mailbox.Internal {
			continue
		}
		it := Remembered{Text: e.NewText, Subject: e.Subject, From: e.From, At: e.At, Ours: e.Direction == mailbox.Outgoing}
		r.Letters = append(r.Letters, it)
		if e.Reports() && (r.Report == nil || e.At.After(r.Report.At)) {
			r.Report, r.Items = &it, m.items(e.ID)
		}
	}
}

// Reports reports whether a letter of ours is the report of a meeting.
func (e *Entry) Reports() bool {
	return e.Direction == mailbox.Outgoing && e.Reading.Minutes.Form == reading.AreMinutes
}

// items are what was to be done by a letter of ours.
func (m *Matter) items(letter string) []Remembered {
	var list []Remembered
	for _, c := range m.Promised {
		if c.Letter == letter {
			list = append(list, Remembered{Text: c.Text, At: c.At, Due: c.Due, Ours: true, Done: !c.Open()})
		}
	}
	for _, i := range m.Wanted {
		if i.Letter == letter {
			list = append(list, Remembered{Text: i.Text, At: i.At, Due: i.By, Done: !i.Open()})
		}
	}
	return list[:min(len(list), recalledItems)]
}

package letters

import (
	"cmp"
	"slices"
	"time"

	"vernus/rules"
)

// Writer decides about letters and composes them. It has no state: the same input gives the same letters.
type Writer struct {
	Templates *Templates
	Identity  Identity
}

// Case is a conversation with what is owed in it. Entries may come without Text and Cuts, which saves reading them for
// every conversation; then a letter quotes only what its sender newly wrote.
type Case struct {
	Conversation rules.Conversation
	Findings     []rules.Finding
}

// Recent is a letter of any conversation that was lately written: what the limits are counted by. The last two days
// are enough; letters to clients and those about trouble matter, others do no harm.
type Recent struct {
	Key      string
	Kind     Kind
	Client   string
	ToClient bool
	Phase    Phase
	At       time.Time // when it left; when it was queued if it has not
}

// round is one run of Decide: what it was given and what it has decided so far.
type round struct {
	w       *Writer
	p       Policy
	now     time.Time
	recent  []Recent // of before, and the letters of this round
	covered map[string]bool
	letters []Letter
	held    []Held
}

// duty is one finding on its way to a letter.
type duty struct {
	*rules.Finding
	of *rules.Conversation
}

// Decide works out which letters are to be written now for what is owed, and why each other one is not. Findings that
// only state a fact (rules.Unanswered) cause none. Deciding again with the first round's letters among
// Conversation.Written gives nothing new.
func (w *Writer) Decide(p Policy, cases []Case, recent []Recent, now time.Time) ([]Letter, []Held) {
	r := &round{w: w, p: p, now: now, recent: slices.Clone(recent), covered: map[string]bool{}}
	clients, managers, leads := sortDuties(cases)
	for _, d := range clients {
		r.toClient(d)
	}
	r.brakeTrouble()
	r.nudge(managers)
	r.escalate(leads)
	return r.letters, r.held
}

// sortDuties parts the findings by whom is to be written to, each most urgent first. A finding may be among several.
func sortDuties(cases []Case) (clients, managers, leads []duty) {
	for i := range cases {
		c := &cases[i]
		for j := range c.Findings {
			d := duty{&c.Findings[j], &c.Conversation}
			plan := planOf(*d.Finding)
			if plan.client != "" {
				clients = append(clients, d)
			}
			if plan.manager {
				managers = append(managers, d)
			}
			if plan.lead {
				leads = append(leads, d)
			}
		}
	}
	for _, list := range [][]duty{clients, managers, leads} {
		slices.SortStableFunc(list, func(a, b duty) int {
			return cmp.Or(cmp.Compare(pressing(a), pressing(b)), a.Due.Compare(b.Due), a.Since.Compare(b.Since), cmp.Compare(a.Key, b.Key))
		})
	}
	return clients, managers, leads
}

// pressing puts complaints before all else (C1), and what nobody waits for behind it: the first letter about a matter keeps
// the others of that day back.
func pressing(d duty) int {
	switch d.Kind {
	case rules.Complained:
		return 0
	case rules.FollowUp, rules.ClosingDue:
		return 2
	case rules.Silence:
		return 3
	}
	return 1
}

// hold notes why a letter is not written.
func (r *round) hold(kind Kind, d duty, v Verdict) {
	r.held = append(r.held, Held{Kind: kind, Rule: d.Rule, Duty: d.Key, Conversation: d.Conversation, Client: d.Client,
		Manager: d.Manager, Reason: v.Reason, Detail: v.Detail, Again: v.Again})
}

// written reports whether the duty has had its letter of this kind and stage, whatever became of it.
func (r *round) written(kind Kind, d duty) bool {
	cover := coverOf(kind, *d.Finding)
	if r.covered[cover.Key] {
		return true
	}
	return slices.ContainsFunc(d.of.Written, func(w rules.Written) bool {
		return w.Key == cover.Key || w.Kind == string(kind) && w.Duty == cover.Duty && max(w.Stage, 1) == cover.Stage
	})
}

// write takes a letter among those of the round, and into what limits are counted by.
func (r *round) write(l Letter) {
	for _, c := range l.Covers {
		r.covered[c.Key] = true
	}
	phase := Queued
	if l.Proposed {
		phase = Proposed
	}
	r.letters = append(r.letters, l)
	r.recent = append(r.recent, Recent{Key: l.Key, Kind: l.Kind, Client: l.Client, ToClient: l.ToClient,
		Phase: phase, At: r.now})
}

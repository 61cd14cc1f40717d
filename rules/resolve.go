package rules

import (
	"iter"
	"slices"
	"time"

	"vernus/mailbox"
)

// Resolve reads a conversation up to a moment and says what both sides still owe each other. Robots, bounces and
// automatic replies neither ask nor answer; letters of Vernus itself acknowledge, and never answer, but for the reports of
// meetings.
func Resolve(c Conversation, now time.Time) Ledger {
	r := resolver{written: c.automatic(), rulings: standing(c.Rulings, now), texts: map[string]string{}, subject: stems(c.Subject)}
	back := c.bounced(now)
	for e, elsewhere := range c.letters() {
		if e.At.After(now) || back[e.ID] {
			continue
		}
		if e.Kind == mailbox.Calendar && e.Direction == mailbox.Outgoing {
			r.invited(e)
		}
		if e.Kind != mailbox.Human && !e.Own {
			continue
		}
		r.before(e.At)
		switch {
		case e.Own && !e.Reports(): // a report was made of what one of ours noted, and he stands by it
		case elsewhere:
			r.elsewhere(e)
		case e.Direction == mailbox.Incoming && e.Client != "":
			r.client(e)
		case e.Direction == mailbox.Outgoing:
			r.ours(e)
		}
	}
	r.before(now)
	r.State = r.state()
	return r.Ledger
}

// automatic returns the letters that Vernus wrote, but for those that a person gave words of his own: of these what he wrote
// counts.
func (c Conversation) automatic() []Written {
	return slices.DeleteFunc(slices.Clone(c.Written), func(w Written) bool {
		return w.Phase == "sent" && slices.ContainsFunc(c.Entries, func(e Entry) bool { return e.ID == w.MessageID && !e.Own && e.Direction == mailbox.Outgoing })
	})
}

// letters returns the letters of a conversation and, among them in the order of time, those that were written to the
// same client elsewhere.
func (c Conversation) letters() iter.Seq2[Entry, bool] {
	return func(yield func(Entry, bool) bool) {
		i := 0
		for _, e := range c.Entries {
			for ; i < len(c.Related) && c.Related[i].At.Before(e.At); i++ {
				if !yield(c.Related[i], true) {
					return
				}
			}
			if !yield(e, false) {
				return
			}
		}
		for _, e := range c.Related[i:] {
			if !yield(e, true) {
				return
			}
		}
	}
}

// resolver carries the ledger from letter to letter.
type resolver struct {
	Ledger
	written []Written         // letters of Vernus not yet taken into account, oldest first
	rulings []Ruling          // the same of people's rulings
	last    turn              // whose word was last, and whether it awaits an answer
	spoke   time.Time         // when somebody of ours wrote last
	texts   map[string]string // of the client's letters, by Message-ID
	subject []string          // stems of the conversation's subject
}

// turn is what the latest letter of a person left behind.
type turn struct {
	ours    bool // it was ours
	awaited bool // it wants something of the other side
}

// acknowledgedBefore takes into account what Vernus wrote to the client up to a moment.
func (r *resolver) acknowledgedBefore(at time.Time) {
	n := 0
	for _, w := range r.written {
		if w.At.After(at) {
			r.written[n] = w
			n++
			continue
		}
		if !w.ToClient || w.Phase != "sent" {
			continue
		}
		r.sent(w)
	}
	r.written = r.written[:n]
}

// react notes that the client knows his open items were seen.
func (r *resolver) react(at time.Time) {
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Open() && it.Reacted.IsZero() {
			it.Reacted = at
		}
	}
}

// state puts the ledger into one word, by precedence: silence, then the client's turn, then our word given.
func (r *resolver) state() State {
	open := r.OpenItems()
	for _, i := range open {
		if i.Reacted.IsZero() {
			return NeedsReply
		}
	}
	promised := r.OpenPromises()
	switch {
	case r.last.ours && r.last.awaited && len(r.Waiting()) > 0:
		return WaitingClient
	case len(open) > 0 || len(promised) > 0:
		return Acknowledged
	case len(r.Waiting()) > 0 || len(openCommitments(r.Theirs)) > 0:
		return WaitingClient
	}
	return Quiet
}

func openCommitments(all []Commitment) []Commitment {
	l := Ledger{Promised: all}
	return l.OpenPromises()
}

package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"vernus/mailbox"
	"vernus/rules"
)

// A conversation that is not looked at because of letters that stand elsewhere and do not concern it is never seen
// otherwise than one that is looked at because of each. The letters elsewhere are those of the other conversations.
func TestOnlyLettersThatConcernAreLookedAt(t *testing.T) {
	var pool []rules.Entry
	walk(t, func(t *testing.T, ar *txtar.Archive) {
		for _, e := range conversation(t, ar, agency(t)).Entries {
			if e.Direction == mailbox.Outgoing && !e.Own && (e.Kind == mailbox.Human || e.Kind == mailbox.Calendar) {
				pool = append(pool, e)
			}
		}
	})
	concerned, others := 0, 0
	walk(t, func(t *testing.T, ar *txtar.Archive) {
		team := agency(t)
		c := conversation(t, ar, team)
		if about := section(ar, "profile"); about != nil {
			team.Profiles = map[string]rules.Profile{c.Client: profile(t, ar, team)}
		}
		chance := rand.New(rand.NewPCG(uint64(len(t.Name())), uint64(len(c.Entries))))
		for round := range 3 {
			s := stranger{c: elsewhere(c, pool, chance), team: team}
			for range round {
				s.heard = append(s.heard, c.Entries[0].At.Add(time.Duration(chance.IntN(20*24*60))*time.Minute))
			}
			slices.SortFunc(s.heard, time.Time.Compare)
			yes, no := s.walk(t, fmt.Sprint("round ", round))
			concerned, others = concerned+yes, others+no
		}
	})
	if concerned == 0 || others < concerned {
		t.Errorf("%d letters elsewhere concerned a conversation, %d did not: most should not, and some should", concerned, others)
	}
}

// elsewhere adds letters of ours to the people of a conversation's client that stand in other conversations.
func elsewhere(c rules.Conversation, pool []rules.Entry, chance *rand.Rand) rules.Conversation {
	first := c.Entries[0]
	to := first.From
	if first.Direction == mailbox.Outgoing && len(first.To) > 0 {
		to = first.To[0]
	}
	c.Related = slices.Clone(c.Related)
	for n := range 8 {
		e := pool[chance.IntN(len(pool))]
		m := *e.Message
		m.ID, m.At, m.To = fmt.Sprint("elsewhere", n), first.At.Add(time.Duration(chance.IntN(20*24*60))*time.Minute), []mailbox.Address{to}
		if chance.IntN(2) == 0 {
			m.InReplyTo, m.References = nil, nil
		} else {
			m.InReplyTo = []string{"nowhere"}
		}
		e.Message = &m
		c.Related = append(c.Related, e)
	}
	slices.SortStableFunc(c.Related, func(a, b rules.Entry) int { return a.At.Compare(b.At) })
	return c
}

// stranger looks at a conversation only when its own letters come, its time has come, or a letter elsewhere concerns it.
type stranger struct {
	c     rules.Conversation
	team  *rules.Team
	heard []time.Time // when the client wrote elsewhere, in order
}

// walk goes through the moments of a conversation and of the letters elsewhere, and returns how many of these concerned it.
func (s stranger) walk(t *testing.T, name string) (concerned, others int) {
	t.Helper()
	var moments []time.Time
	for _, e := range slices.Concat(s.c.Entries, s.c.Related) {
		moments = append(moments, e.At, e.At.Add(time.Hour), e.At.AddDate(0, 0, 3))
	}
	moments = append(append(moments, ruled(s.c.Rulings)...), s.heard...)
	slices.SortFunc(moments, time.Time.Compare)
	var seen rules.Result
	var interest rules.Interest
	var last time.Time
	for _, now := range slices.CompactFunc(moments, time.Time.Equal) {
		again := func(at time.Time) bool { return at.After(last) && !at.After(now) }
		look := slices.ContainsFunc(s.c.Entries, func(e rules.Entry) bool { return again(e.At) }) || slices.ContainsFunc(ruled(s.c.Rulings), again) ||
			!seen.LookAgain.IsZero() && !seen.LookAgain.After(now)
		for _, e := range s.c.Related {
			if !again(e.At) {
				continue
			}
			if rules.NewsOf(e).Concerns(&interest) {
				concerned++
				look = true
			} else {
				others++
			}
		}
		past := heard(s.c, now)
		for _, at := range s.heard {
			his := rules.Entry{Message: &mailbox.Message{ID: "his", At: at, Kind: mailbox.Human}, Direction: mailbox.Incoming}
			if again(at) && rules.NewsOf(his).Concerns(&interest) {
				look = true
			}
			if !at.After(now) && at.After(past.Heard) {
				past.Heard = at
			}
		}
		fresh := rules.Check(past, s.team.With(past.Rulings, now), now)
		if look {
			seen, interest, last = fresh, fresh.Interest(past, now), now
		}
		if diff := cmp.Diff(standing(seen.Findings)+string(seen.State), standing(fresh.Findings)+string(fresh.State)); diff != "" {
			t.Fatalf("%s, at %s, when the last look was %s (-seen +owed):\n%s", name, now.Format(time.RFC3339), last.Format(time.RFC3339), diff)
		}
	}
	return concerned, others
}

// The client is heard of when he writes anywhere: then nobody asks him again, or whether all is well.
func TestInterestInHearingFromTheClient(t *testing.T) {
	monday := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	his := rules.Entry{Message: &mailbox.Message{ID: "a", At: monday, Kind: mailbox.Human}, Direction: mailbox.Incoming}
	robot := rules.Entry{Message: &mailbox.Message{ID: "b", At: monday, Kind: mailbox.AutoReply}, Direction: mailbox.Incoming}
	for _, c := range []struct {
		found rules.Kind
		want  bool
	}{{rules.FollowUp, true}, {rules.ClosingDue, true}, {rules.Complained, true}, {rules.Nudge, false}} {
		r := rules.Result{Findings: []rules.Finding{{Kind: c.found}}}
		i := r.Interest(rules.Conversation{}, monday)
		if got := rules.NewsOf(his).Concerns(&i); got != c.want {
			t.Errorf("%s: a letter of his concerns it: %v, want %v", c.found, got, c.want)
		}
		if rules.NewsOf(robot).Concerns(&i) {
			t.Errorf("%s: a robot's letter concerns it", c.found)
		}
	}
}

package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

// think looks at every conversation that has changed or whose time has come, works out what is owed in it, and writes
// down in one step what is owed, which letters are to leave, and why others are not. After a first import it does so
// in several steps, each of bounded size, and loads the next conversations meanwhile.
func (c *core) think(ctx context.Context, now time.Time) error {
	if err := c.learn(ctx); err != nil {
		return err
	}
	load := func(after store.Place) func() (*store.Snapshot, error) {
		loaded := make(chan func() (*store.Snapshot, error), 1)
		go func() {
			s, err := c.db.Snapshot(ctx, now, after)
			loaded <- func() (*store.Snapshot, error) { return s, err }
		}()
		return func() (*store.Snapshot, error) { return (<-loaded)() }
	}
	next := load(store.Place{})
	for next != nil {
		snapshot, err := next()
		if err != nil {
			return fmt.Errorf("take stock: %w", err)
		}
		if next = nil; snapshot.More {
			next = load(snapshot.Last)
		}
		if err := c.settleAll(ctx, snapshot, now); err != nil {
			if next != nil {
				_, _ = next() // what it would have found is found again
			}
			return err
		}
	}
	return nil
}

// settleAll thinks about the conversations and accounts of a snapshot and writes down what comes of it.
func (c *core) settleAll(ctx context.Context, snapshot *store.Snapshot, now time.Time) error {
	if len(snapshot.Conversations)+len(snapshot.Accounts) == 0 {
		return nil
	}
	decision, err := c.decide(ctx, snapshot, now)
	if err != nil {
		return err
	}
	done, err := c.db.Enqueue(ctx, decision)
	if err != nil {
		return fmt.Errorf("write down what is owed: %w", err)
	}
	c.tell(decision, done, now)
	return nil
}

// decide works out what to write down of what was read. It writes nothing itself.
func (c *core) decide(ctx context.Context, s *store.Snapshot, now time.Time) (store.Decision, error) {
	d := store.Decision{Now: now, Latest: s.Latest}
	written, err := c.db.Recent(ctx, now)
	if err != nil {
		return d, fmt.Errorf("take stock: %w", err)
	}
	team, err := c.teamAt(ctx, now)
	if err != nil {
		return d, err
	}
	results, err := c.check(ctx, team, s.Conversations, now)
	if err != nil {
		return d, err
	}
	cases := make([]letters.Case, 0, len(s.Conversations)+len(s.Accounts))
	for i, result := range results {
		conversation := s.Conversations[i]
		cases = append(cases, letters.Case{Conversation: conversation.Conversation, Findings: result.Findings})
		d.Settled = append(d.Settled, store.Settled{
			Conversation: conversation.ID, Revision: conversation.Revision, LookAgain: result.LookAgain,
			State: string(result.State), Findings: result.Findings, Interest: result.Interest(conversation.Conversation, now),
		})
	}
	for _, account := range s.Accounts {
		result := rules.CheckAccount(account.Account, team, now)
		if err := c.recall(ctx, team, account.Account, result.Findings, now); err != nil {
			return d, err
		}
		cases = append(cases, accountCase(account.Account, result.Findings))
		d.Accounts = append(d.Accounts, store.SettledAccount{
			Client: account.Client, Revision: account.Revision, LookAgain: result.LookAgain, Findings: result.Findings,
		})
	}
	policy := c.policyOf(team)
	d.Letters, d.Held = c.writer.Decide(policy, cases, recent(written), now)
	for _, w := range c.writer.Obsolete(policy, cases, now) {
		d.Withdraw = append(d.Withdraw, store.Withdrawal{Key: w.Key, Why: w.Why})
	}
	lookAgain(&d, now)
	return d, nil
}

// accountCase is what is owed to a client as a whole, as letters are written about it: a conversation that has not begun.
func accountCase(a rules.Account, found []rules.Finding) letters.Case {
	return letters.Case{Conversation: rules.Conversation{Client: a.Client, Written: a.Written, Rulings: a.Rulings, Lost: a.Lost}, Findings: found}
}

// teamAt is the team with the absences and the stop that people ruled and that stand at a moment.
func (c *core) teamAt(ctx context.Context, now time.Time) (*rules.Team, error) {
	ruled, err := c.db.TeamRulings(ctx)
	if err != nil {
		return nil, fmt.Errorf("look who is absent: %w", err)
	}
	return c.team.With(ruled, now), nil
}

// policyOf is the policy with managers who are not written to, nor in whose name, while they are absent.
func (c *core) policyOf(team *rules.Team) letters.Policy { return c.policy.With(team) }

// check works out what is owed in each conversation. Where something is open it checks again with what was written to
// the client elsewhere since.
func (c *core) check(ctx context.Context, team *rules.Team, conversations []store.Conversation, now time.Time) ([]rules.Result, error) {
	results := make([]rules.Result, len(conversations))
	since := make([]time.Time, len(conversations))
	abreast(len(conversations), func(i int) {
		results[i] = rules.Check(conversations[i].Conversation, team, now)
		since[i] = results[i].OpenSince()
	})
	if err := c.db.Related(ctx, conversations, func(i int) time.Time { return since[i] }); err != nil {
		return nil, fmt.Errorf("look for answers in other conversations: %w", err)
	}
	abreast(len(conversations), func(i int) {
		if len(conversations[i].Related) > 0 {
			results[i] = rules.Check(conversations[i].Conversation, team, now)
		}
	})
	return results, nil
}

// abreast calls f for each number below n, on all processors.
func abreast(n int, f func(i int)) {
	const slice = 32
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < n; from += slice {
		g.Go(func() error {
			for i := from; i < min(from+slice, n); i++ {
				f(i)
			}
			return nil
		})
	}
	_ = g.Wait() // the functions return no errors
}

// lookAgain brings forward the next look at conversations and accounts with a letter that is only held for a while.
func lookAgain(d *store.Decision, now time.Time) {
	type matter struct {
		conversation int64
		client       string // of an account
	}
	again := map[matter]time.Time{}
	for _, h := range d.Held {
		m := matter{conversation: h.Conversation}
		if h.Conversation == 0 {
			m.client = h.Client
		}
		if t := again[m]; h.Again.After(now) && (t.IsZero() || h.Again.Before(t)) {
			again[m] = h.Again
		}
	}
	forward := func(look *time.Time, m matter) {
		if t := again[m]; !t.IsZero() && (look.IsZero() || t.Before(*look)) {
			*look = t
		}
	}
	for i := range d.Settled {
		forward(&d.Settled[i].LookAgain, matter{conversation: d.Settled[i].Conversation})
	}
	for i := range d.Accounts {
		forward(&d.Accounts[i].LookAgain, matter{client: d.Accounts[i].Client})
	}
}

func recent(rows []store.Recent) []letters.Recent {
	out := make([]letters.Recent, len(rows))
	for i, r := range rows {
		out[i] = letters.Recent{Key: r.Key, Kind: r.Kind, Client: r.Client, ToClient: r.ToClient, Phase: r.Phase, At: r.At}
	}
	return out
}

// tell reports what a thought came to.
func (c *core) tell(d store.Decision, done store.Enqueued, now time.Time) {
	for _, s := range d.Settled {
		for _, f := range s.Findings {
			if f.Kind != rules.Unanswered || len(f.Quotes) == 0 {
				continue
			}
			c.report(event{At: now, Kind: "owed", Mailbox: f.Manager, Client: f.Client, From: f.Contact.Mail, Subject: f.Subject, Text: f.Quotes[0], Because: f.Because})
		}
	}
	for i := range done.Letters {
		l := &done.Letters[i].Letter
		c.report(event{At: now, Kind: "queued", Mailbox: l.Mailbox, Client: l.Client, To: addresses(l.To), Subject: l.Subject, Because: l.Because, Letter: l})
	}
	for _, h := range d.Held {
		if h.Reason != letters.ReasonWritten && h.Reason != letters.ReasonNotYet {
			c.report(event{At: now, Kind: "held", Mailbox: h.Manager, Client: h.Client, Because: string(h.Reason) + " " + h.Detail})
		}
	}
}

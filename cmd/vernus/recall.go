package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"vernus/rules"
	"vernus/store"
)

// recallFrom is how far back a manager is reminded of the correspondence before a meeting.
const (
	recallFrom = 90 * 24 * time.Hour
	recallMost = 60 // conversations
)

// recall adds to what is owed to a client before a meeting what there is to know of him: to briefs, and to agendas that
// are to be proposed.
func (c *core) recall(ctx context.Context, team *rules.Team, a rules.Account, found []rules.Finding, now time.Time) error {
	var of []*rules.Gathering
	for i := range found {
		if f := &found[i]; f.Kind == rules.BriefDue || f.Kind == rules.InvitePoor && f.Letter != "" {
			of = append(of, f.Meeting)
		}
	}
	if len(of) == 0 {
		return nil
	}
	list, err := c.db.History(ctx, a.Client, now.Add(-recallFrom), recallMost)
	if err != nil {
		return fmt.Errorf("recall the correspondence with %s: %w", a.Client, err)
	}
	list = slices.DeleteFunc(list, func(c store.Conversation) bool { return c.Client != a.Client })
	results, err := c.check(ctx, team, list, now)
	if err != nil {
		return err
	}
	matters := make([]rules.Matter, len(list))
	for i := range list {
		matters[i] = rules.Matter{Conversation: list[i].Conversation, Ledger: results[i].Ledger}
	}
	for _, g := range of {
		g.Recalled = rules.Recall(matters, a, g, now)
	}
	return nil
}

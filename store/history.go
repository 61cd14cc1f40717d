package store

import (
	"cmp"
	"context"
	"slices"
	"time"
)

// History returns the conversations with a client that had a letter at or after since, the one with the latest letter
// first; limit 0 means all. Related is left out.
func (db *DB) History(ctx context.Context, client string, since time.Time, limit int) ([]Conversation, error) {
	var list []Conversation
	err := db.view(ctx, "history of "+client, func(ctx context.Context, s *session) error {
		ids, err := idList(ctx, s, `SELECT id FROM conversation WHERE client = ? AND last >= ? AND merged_into IS NULL
			ORDER BY last DESC, id DESC LIMIT ?`, client, moment{since}.nanoseconds(), cmp.Or(limit, -1))
		if err != nil {
			return err
		}
		if list, err = loadConversations(ctx, s, ids); err != nil {
			return err
		}
		order := map[int64]int{}
		for i, id := range ids {
			order[id] = i
		}
		slices.SortFunc(list, func(a, b Conversation) int { return cmp.Compare(order[a.ID], order[b.ID]) })
		return nil
	})
	return list, err
}

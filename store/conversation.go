package store

import (
	"context"
	"iter"
	"time"

	"vernus/rules"
)

// Conversation is a conversation with what is known of the thinking about it.
type Conversation struct {
	rules.Conversation
	Revision  int64     // grows with every change; Settled names the one that was thought through
	State     string    // as Settled gave it last
	LookAgain time.Time // when to think again although nothing changes; zero for never
}

// Conversations returns the conversations with the given ids, in order of id. Unknown ids are left out; the id of one that
// became part of another gives the other. The messages have neither Text nor Cuts nor Calendars.
func (db *DB) Conversations(ctx context.Context, ids ...int64) ([]Conversation, error) {
	var list []Conversation
	err := db.view(ctx, "load conversations", func(ctx context.Context, s *session) error {
		var err error
		if list, err = loadConversations(ctx, s, ids); err != nil {
			return err
		}
		return addRelated(ctx, s, list, begun(list))
	})
	return list, err
}

// AllConversations yields every conversation, in order of id, or the error that ends it. Other methods can be called
// meanwhile. Related is left out.
func (db *DB) AllConversations(ctx context.Context) iter.Seq2[Conversation, error] {
	return func(yield func(Conversation, error) bool) {
		for last := int64(0); ; {
			var list []Conversation
			err := db.view(ctx, "load conversations", func(ctx context.Context, s *session) error {
				ids, err := idList(ctx, s, "SELECT id FROM conversation WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT 200", last)
				if err != nil {
					return err
				}
				list, err = loadConversations(ctx, s, ids)
				return err
			})
			if err != nil {
				yield(Conversation{}, err)
				return
			}
			if len(list) == 0 {
				return
			}
			for _, c := range list {
				if !yield(c, nil) {
					return
				}
			}
			last = list[len(list)-1].ID
		}
	}
}

func idList(ctx context.Context, s *session, query string, args ...any) ([]int64, error) {
	var ids []int64
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	return ids, err
}

package store

import "context"

// store writes what became of the conversations.
func (p *placing) store(ctx context.Context, s *session) error {
	for _, t := range p.fresh {
		if t.into != nil {
			continue
		}
		people, err := asJSON(t.People)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, `INSERT INTO conversation (id, client, subject, base_subject, people, first, last, revision, settled)
			VALUES (?, ?, ?, ?, ?, ?, ?, 1, 0)`, t.ID, t.Client, t.subject, t.BaseSubject, people, moment{t.First}, moment{t.Last})
		if err != nil {
			return err
		}
	}
	for _, t := range p.threads {
		if !t.stored || !t.changed || t.into != nil {
			continue
		}
		people, err := asJSON(t.People)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, `UPDATE conversation SET client = ?, subject = ?, base_subject = ?, people = ?, first = ?, last = ?,
			revision = revision + 1 WHERE id = ?`, t.Client, t.subject, t.BaseSubject, people, moment{t.First}, moment{t.Last}, t.ID)
		if err != nil {
			return err
		}
	}
	for _, t := range p.merged {
		if err := mergeStored(ctx, s, t.ID, t.root().ID); err != nil {
			return err
		}
	}
	refs := make([]any, 0, 3*len(p.newRefs))
	for _, r := range p.newRefs {
		refs = append(refs, r.id, r.thread.root().ID, r.strong)
	}
	return s.execRows(ctx, refQuery, 3, refs)
}

func storeRef(ctx context.Context, s *session, id string, conversation int64, strong bool) error {
	return s.execRows(ctx, refQuery, 3, []any{id, conversation, strong})
}

var refQuery = rowsQuery{"INSERT INTO thread_ref (message_id, conversation, strong) VALUES ", " ON CONFLICT DO UPDATE SET strong = 1 WHERE excluded.strong > strong"}

// mergeStored moves everything of a conversation to the one that it turned out to be part of. The ids that lead to it
// stay, and lead on through merged_into.
func mergeStored(ctx context.Context, s *session, loser, survivor int64) error {
	for _, query := range []string{
		"UPDATE message SET conversation = ?2 WHERE conversation = ?1",
		"UPDATE outbox SET conversation = ?2 WHERE conversation = ?1",
		"UPDATE cover SET conversation = ?2 WHERE conversation = ?1",
		"UPDATE held SET conversation = ?2 WHERE conversation = ?1",
		`UPDATE finding SET conversation = ?2, n = n + 1 + (SELECT coalesce(max(n), 0) FROM finding WHERE conversation = ?2)
			WHERE conversation = ?1`,
		`UPDATE conversation SET merged_into = ?2, settled = revision, look_again = NULL WHERE id = ?1 OR merged_into = ?1`,
	} {
		if _, err := s.exec(ctx, query, loser, survivor); err != nil {
			return err
		}
	}
	return forgetLines(ctx, s)
}

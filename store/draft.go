package store

import (
	"context"
	"database/sql"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// storeDrafts keeps the letters that a manager is writing, and forgets those that are gone.
func (f *folder) storeDrafts(ctx context.Context, s *session, items []*item, now time.Time) error {
	for _, it := range items {
		if it.in.Own || it.message.Instance != "" {
			continue // put there by Vernus: nobody is writing yet
		}
		if it.in.Answers != "" && it.in.Direction == mailbox.Internal {
			continue // an answer to Vernus: no client hears from it
		}
		if err := f.storeDraft(ctx, s, it); err != nil {
			return err
		}
	}
	if f.batch.Role != mailbox.RoleDrafts || !f.batch.HasPresent {
		return nil
	}
	present, err := asJSON(append([]uint32{}, f.batch.Present...))
	if err != nil {
		return err
	}
	if err := f.refuseDrafts(ctx, s, present, now); err != nil {
		return err
	}
	return removeDrafts(ctx, s, "SELECT id FROM draft WHERE folder = ? AND uid NOT IN (SELECT value FROM json_each(?))", f.id, present)
}

// Deleted is why a letter was withdrawn that its manager took out of his Drafts without sending it.
const Deleted = "deleted from Drafts"

// refuseDrafts withdraws the letters of ours that are gone from Drafts. One that was sent from there is found in Sent, and is
// sent then.
func (f *folder) refuseDrafts(ctx context.Context, s *session, present string, now time.Time) error {
	type gone struct {
		id           int64
		phase        letters.Phase
		copy         Copy
		conversation sql.NullInt64
		client       string
	}
	var all []gone
	err := s.each(ctx, `SELECT id, phase, copy, conversation, client FROM outbox WHERE draft_folder = ? AND draft_uid NOT IN (SELECT value FROM json_each(?))`,
		[]any{f.id, present}, func(scan func(...any) error) error {
			var g gone
			err := scan(&g.id, &g.phase, &g.copy, &g.conversation, &g.client)
			all = append(all, g)
			return err
		})
	if err != nil {
		return err
	}
	for _, g := range all {
		if _, err := s.exec(ctx, "UPDATE outbox SET draft_folder = NULL, draft_uid = NULL WHERE id = ?", g.id); err != nil {
			return err
		}
		if g.phase != letters.Sent || g.copy == CopyFound {
			continue
		}
		if _, err := s.exec(ctx, "UPDATE outbox SET phase = 'withdrawn', why = ? WHERE id = ?", Deleted, g.id); err != nil {
			return err
		}
		if err := noteAttempt(ctx, s, g.id, now, letters.Withdrawn, Deleted); err != nil {
			return err
		}
		if err := touchOwner(ctx, s, g.conversation, g.client); err != nil {
			return err
		}
	}
	return nil
}

func (f *folder) storeDraft(ctx context.Context, s *session, it *item) error {
	m := it.message
	parents, err := asJSON(m.InReplyTo)
	if err != nil {
		return err
	}
	to, err := asJSON(append(append([]mailbox.Address{}, m.To...), m.Cc...))
	if err != nil {
		return err
	}
	changed, err := s.exec(ctx, `INSERT INTO draft (folder, uid, client, base_subject, at, in_reply_to, recipients)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		f.id, it.in.Raw.UID, it.in.Client, m.BaseSubject, moment{m.At}, parents, to)
	if err != nil || changed == 0 {
		return err
	}
	var id int64
	if err := s.get(ctx, "SELECT id FROM draft WHERE folder = ? AND uid = ?", []any{f.id, it.in.Raw.UID}, &id); err != nil {
		return err
	}
	for _, parent := range m.InReplyTo {
		if _, err := s.exec(ctx, "INSERT OR IGNORE INTO draft_parent (message_id, draft) VALUES (?, ?)", parent, id); err != nil {
			return err
		}
	}
	return touchByDraft(ctx, s, id)
}

// removeDrafts forgets the drafts whose ids a query returns.
func removeDrafts(ctx context.Context, s *session, query string, args ...any) error {
	var ids []int64
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range ids {
		if err := touchByDraft(ctx, s, id); err != nil {
			return err
		}
		if _, err := s.exec(ctx, "DELETE FROM draft WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// touchByDraft has the conversations that a draft belongs to thought through again: those that it answers a letter of,
// or, where it answers none, those with its client and subject.
func touchByDraft(ctx context.Context, s *session, id int64) error {
	_, err := s.exec(ctx, `UPDATE conversation SET revision = revision + 1 WHERE id IN (
		SELECT coalesce(c.merged_into, c.id) FROM draft_parent p JOIN thread_ref r ON r.message_id = p.message_id
			JOIN conversation c ON c.id = r.conversation WHERE p.draft = ?1 AND r.strong
		UNION SELECT c.id FROM draft d JOIN conversation c ON c.client = d.client AND c.base_subject = d.base_subject
			WHERE d.id = ?1 AND d.in_reply_to = '[]' AND d.client <> '' AND c.merged_into IS NULL)`, id)
	return err
}

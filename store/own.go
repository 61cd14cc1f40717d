package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// ownRow is the outbox row of a letter of ours that was read back from a mailbox.
type ownRow struct {
	id           int64
	messageID    string
	realID       string
	phase        letters.Phase
	via          letters.Via
	copy         Copy
	conversation sql.NullInt64
	client       string
	toClient     bool
	byHand       bool // a person wrote its words
	text         string
}

// holds reports whether words are the letter's own, the line ends aside: a person who sends a draft may change it.
func (r *ownRow) holds(words string) bool {
	plain := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return strings.Contains(plain(r.text), plain(words))
}

// findOwn connects letters of ours with their outbox rows, and returns how many of the batch are ours. A letter that
// stands in a mailbox has left, whatever was known of it: its row becomes sent.
func (f *folder) findOwn(ctx context.Context, s *session, items []*item, now time.Time) (int, error) {
	n := 0
	for _, it := range items {
		if it.in.Err != nil || !it.in.Own {
			continue
		}
		n++
		row, err := findOwnRow(ctx, s, it.message)
		if errors.Is(err, sql.ErrNoRows) {
			continue // written before the database was restored from a backup, or by another instance
		}
		if err != nil {
			return n, err
		}
		it.own = row
		if row.byHand || row.via == letters.ToDrafts && f.batch.Role != mailbox.RoleDrafts && !row.holds(it.message.NewText) {
			it.in.Own = false // it says what a person said, and may well answer
		}
		if row.messageID != it.message.ID {
			it.alias = row.messageID
		}
		if err := f.seen(ctx, s, row, it.message, now); err != nil {
			return n, err
		}
		if f.batch.Role == mailbox.RoleDrafts {
			_, err := s.exec(ctx, "UPDATE outbox SET draft_folder = ?, draft_uid = ? WHERE id = ? AND via = 'drafts'", f.id, it.in.Raw.UID, row.id)
			if err != nil {
				return n, err
			}
		}
	}
	return n, nil
}

// findOwnRow returns the outbox row of a letter of ours; nil with sql.ErrNoRows when there is none. It
// looks for the id that the letter left with: where a relay gave it another one, that stands in our own header.
func findOwnRow(ctx context.Context, s *session, m *mailbox.Message) (*ownRow, error) {
	for _, id := range append([]string{m.ID}, strings.Fields(m.Instance)...) {
		row := &ownRow{}
		err := s.get(ctx, `SELECT id, message_id, real_id, phase, via, copy, conversation, client, to_client, template = ?, text FROM outbox
			WHERE message_id = ? ORDER BY id LIMIT 1`, []any{letters.ByHand, strings.Trim(clean(id), "<>")},
			&row.id, &row.messageID, &row.realID, &row.phase, &row.via, &row.copy, &row.conversation, &row.client, &row.toClient, &row.byHand, &row.text)
		if err == nil {
			return row, nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
	}
	return nil, sql.ErrNoRows
}

// seen keeps what the sight of an own letter in a folder proves.
func (f *folder) seen(ctx context.Context, s *session, row *ownRow, m *mailbox.Message, now time.Time) error {
	drafts := f.batch.Role == mailbox.RoleDrafts
	phase, copy, realID := row.phase, row.copy, row.realID
	fromDrafts := row.via == letters.ToDrafts && f.batch.Role == mailbox.RoleSent && copy != CopyFound // its manager has sent it
	if (phase != letters.Withdrawn || fromDrafts) && (!drafts || row.via == letters.ToDrafts) {
		phase = letters.Sent
	}
	if f.batch.Role == mailbox.RoleSent {
		copy = CopyFound
	}
	if m.ID != row.messageID && !m.IDMade && !drafts {
		realID = m.ID
	}
	if phase == row.phase && copy == row.copy && realID == row.realID {
		return nil
	}
	_, err := s.exec(ctx, `UPDATE outbox SET phase = ?, copy = ?, real_id = ?, claimed_by = '', lease_until = NULL,
		sent_at = CASE WHEN ?4 THEN ?5 WHEN ?1 = 'sent' THEN coalesce(sent_at, ?5) ELSE sent_at END WHERE id = ?6`,
		string(phase), string(copy), realID, fromDrafts, moment{m.At}, row.id)
	if err != nil {
		return err
	}
	if phase != row.phase || fromDrafts {
		if err := noteAttempt(ctx, s, row.id, now, phase, "found in "+f.batch.Folder); err != nil {
			return err
		}
	}
	return touchOwner(ctx, s, row.conversation, row.client)
}

// touchOwner has thought through again what a letter of ours belongs to: its conversation, or its client's account.
func touchOwner(ctx context.Context, s *session, conversation sql.NullInt64, client string) error {
	if conversation.Valid || client == "" {
		return touch(ctx, s, conversation)
	}
	return touchAccounts(ctx, s, client)
}

// touch makes a conversation be thought through again.
func touch(ctx context.Context, s *session, conversation sql.NullInt64) error {
	if !conversation.Valid {
		return nil
	}
	_, err := s.exec(ctx, "UPDATE conversation SET revision = revision + 1 WHERE id = ?", conversation.Int64)
	return err
}

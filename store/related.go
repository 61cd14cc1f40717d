package store

import (
	"context"

	"vernus/mailbox"
	"vernus/rules"
)

// relatedKept is how many letters of other conversations a conversation is given: the latest.
const relatedKept = 50

// relatedQuery finds the letters that people of ours wrote to a client, outside of one conversation.
const relatedQuery = `SELECT m.id FROM message m WHERE m.client = ? AND m.at >= ? AND m.conversation <> ?
	AND m.direction = 'outgoing' AND NOT m.own AND m.kind IN ('human', 'calendar') ORDER BY m.at DESC, m.id DESC LIMIT ?`

// related adds the letters that people of ours wrote to the client in other conversations since this one began.
func (l *loading) related(ctx context.Context, s *session) error {
	wanted := make([][]int64, len(l.list)) // for each conversation, latest first
	var ids []int64
	for i, c := range l.list {
		if c.Client == "" || len(c.Entries) == 0 {
			continue
		}
		var err error
		if wanted[i], err = idList(ctx, s, relatedQuery, c.Client, moment{c.Entries[0].At}, c.ID, relatedKept); err != nil {
			return err
		}
		ids = append(ids, wanted[i]...)
	}
	if len(ids) == 0 {
		return nil
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	entries := map[int64]rules.Entry{}
	const query = "SELECT " + entryColumns + " FROM message m WHERE m.id IN (SELECT value FROM json_each(?))"
	err = s.each(ctx, query, []any{list}, func(scan func(...any) error) error {
		row, _, e, err := scanEntry(scan)
		entries[row] = e
		return err
	})
	for i, ids := range wanted {
		for j := len(ids) - 1; j >= 0; j-- {
			l.list[i].Related = append(l.list[i].Related, entries[ids[j]])
		}
	}
	return err
}

// touchRelated has the other conversations with the clients thought through again that people of ours have just written
// to, where something was open: the answer may stand there.
func touchRelated(ctx context.Context, s *session, fresh []*item) error {
	done := map[string]bool{}
	for _, it := range fresh {
		client := it.in.Client
		if client == "" || done[client] || it.in.Own || it.in.Direction != mailbox.Outgoing || it.message.Kind != mailbox.Human && it.message.Kind != mailbox.Calendar {
			continue
		}
		done[client] = true
		_, err := s.exec(ctx, `UPDATE conversation INDEXED BY conversation_settled SET revision = revision + 1
			WHERE client = ? AND settled > 0 AND merged_into IS NULL AND (state NOT IN ('', 'quiet') OR EXISTS (SELECT 1 FROM finding f WHERE f.conversation = conversation.id))`, client)
		if err != nil {
			return err
		}
	}
	return nil
}

const entryColumns = "m.id, m.conversation, m.client, m.direction, m.imported, m.own, m.reading, " + messageColumns

func scanEntry(scan func(...any) error) (row, conversation int64, e rules.Entry, err error) {
	var m storedMessage
	dest := []any{&row, &conversation, &e.Client, &e.Direction, &e.Imported, &e.Own, inJSON{&e.Reading}}
	if err = scan(append(dest, m.dest()...)...); err == nil {
		e.Message = m.message()
	}
	return row, conversation, e, err
}

package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
)

// rethread puts the letters of a conversation together anew, because some of them are another client's than was thought.
// The old conversation becomes a pointer to that of its first letter.
func rethread(ctx context.Context, s *session, id int64, items []*item) error {
	written, err := writtenLetters(ctx, s, id)
	if err != nil {
		return err
	}
	if err := forgetThread(ctx, s, id, items); err != nil {
		return err
	}
	for _, it := range items {
		if !it.in.Own {
			continue
		}
		it.own, err = findOwnRow(ctx, s, it.message)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	if err := placeAll(ctx, s, items, written); err != nil {
		return err
	}
	return moveRest(ctx, s, id, items[0].thread.root().ID)
}

// forgetThread takes the ids out that led to a conversation, and the conversation itself out of sight.
func forgetThread(ctx context.Context, s *session, id int64, items []*item) error {
	var ids []string
	for _, it := range items {
		ids = append(append(append(ids, it.message.ID), it.message.InReplyTo...), it.message.References...)
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `DELETE FROM thread_ref WHERE conversation IN (SELECT id FROM conversation WHERE id = ?1 OR merged_into = ?1)
		AND message_id IN (SELECT value FROM json_each(?2) UNION ALL SELECT message_id FROM outbox WHERE conversation = ?1
			UNION ALL SELECT real_id FROM outbox WHERE conversation = ?1)`, id, list)
	if err != nil {
		return err
	}
	if _, err := s.exec(ctx, "DELETE FROM finding WHERE conversation = ?", id); err != nil {
		return err
	}
	_, err = s.exec(ctx, "UPDATE conversation SET merged_into = id, look_again = NULL WHERE id = ?", id)
	return err
}

// moveRest moves what else belonged to the old conversation to that of its first letter.
func moveRest(ctx context.Context, s *session, id, first int64) error {
	for _, query := range []string{
		"UPDATE held SET conversation = ?1 WHERE conversation = ?2",
		"UPDATE cover SET conversation = ?1 WHERE conversation = ?2",
		"UPDATE conversation SET merged_into = ?1 WHERE id = ?2 OR merged_into = ?2",
	} {
		if _, err := s.exec(ctx, query, first, id); err != nil {
			return err
		}
	}
	return nil
}

// writtenLetter is a letter of ours in a conversation that is put together anew. It goes where the letter goes that it
// answers, so that answers to it get there too.
type writtenLetter struct {
	row       int64
	ids       []string // that it bears; none when it is not to the client
	inReplyTo string
}

func writtenLetters(ctx context.Context, s *session, conversation int64) ([]writtenLetter, error) {
	var list []writtenLetter
	const query = "SELECT id, message_id, real_id, in_reply_to, to_client FROM outbox WHERE conversation = ?"
	err := s.each(ctx, query, []any{conversation}, func(scan func(...any) error) error {
		var w writtenLetter
		var id, realID string
		var toClient bool
		err := scan(&w.row, &id, &realID, &w.inReplyTo, &toClient)
		if toClient {
			w.ids = cleanIDs([]string{id, realID})
		}
		list = append(list, w)
		return err
	})
	return list, err
}

// placeAll places the letters of the conversation, and with each those of ours that answer it; with the first, those that
// answer none of them.
func placeAll(ctx context.Context, s *session, items []*item, written []writtenLetter) error {
	p, err := newPlacing(ctx, s, items)
	if err != nil {
		return err
	}
	byID := map[string]*item{}
	for _, it := range items {
		byID[it.message.ID] = it
	}
	answers := map[*item][]writtenLetter{}
	for _, w := range written {
		it := cmp.Or(byID[w.inReplyTo], items[0])
		answers[it] = append(answers[it], w)
	}
	for _, it := range items {
		it.thread = p.place(it)
		for _, w := range answers[it] {
			p.refer(it.thread, true, w.ids...)
		}
	}
	if err := p.store(ctx, s); err != nil {
		return err
	}
	if err := touchRelated(ctx, s, items); err != nil {
		return err
	}
	if err := touchAccounts(ctx, s, clientsOf(items)...); err != nil {
		return err
	}
	for _, it := range items {
		id := it.thread.root().ID
		if _, err := s.exec(ctx, "UPDATE message SET conversation = ? WHERE id = ?", id, it.row); err != nil {
			return err
		}
		for _, w := range answers[it] {
			if _, err := s.exec(ctx, "UPDATE outbox SET conversation = ? WHERE id = ?", id, w.row); err != nil {
				return err
			}
		}
	}
	return forgetLines(ctx, s)
}

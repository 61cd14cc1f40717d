package store

import (
	"cmp"
	"context"
	"slices"
	"time"

	"vernus/mailbox"
)

// termsKept is how many words of a query count.
const termsKept = 50

// Query says what to look for, and where.
type Query struct {
	Words   string // all of them (the first 50) must occur, in any form; "in quotes": next to each other; with a star at its end: words that begin so
	Client  string // name; "" for all
	Mailbox string // address of a mailbox that holds a copy; "" for all
	Since   time.Time
	Until   time.Time // not included; zero for no end
	Limit   int       // 0 for 50
}

// Hit is a message found.
type Hit struct {
	Conversation int64
	MessageID    string
	At           time.Time
	From         mailbox.Address
	To           []mailbox.Address
	Subject      string
	Client       string
	Direction    mailbox.Direction
	Snippet      string   // a piece of the newly written text around the words, on one line
	Marks        [][2]int // where the words stand in Snippet: byte offsets of begin and end
}

// Search finds messages by words of their subject, newly written text, and people's names and addresses, latest first.
// Russian and English words are found in all their forms, ё as е, capitals as small letters. A query without a word in
// it finds nothing; no query is an error.
func (db *DB) Search(ctx context.Context, q Query) ([]Hit, error) {
	terms := parseTerms(&db.stems, q.Words)
	if len(terms.list) == 0 {
		return nil, nil
	}
	limit := cmp.Or(q.Limit, 50)
	var hits []Hit
	err := db.view(ctx, "search", func(calm context.Context, s *session) error {
		ids, err := terms.find(calm, s)
		if err != nil {
			return err
		}
		if ids, err = q.choose(calm, s, ids); err != nil {
			return err
		}
		for chunk := range slices.Chunk(ids, 100) {
			if err := ctx.Err(); err != nil {
				return err
			}
			more, err := terms.load(calm, s, chunk)
			if err != nil {
				return err
			}
			if hits = append(hits, more...); len(hits) >= limit {
				hits = hits[:limit]
				return nil
			}
		}
		return nil
	})
	return hits, err
}

// choose returns those of the messages that the query allows, latest first.
func (q Query) choose(ctx context.Context, s *session, ids []int64) ([]int64, error) {
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	where, args := "", []any{list}
	if q.Client != "" {
		where, args = where+" AND m.client = ?", append(args, q.Client)
	}
	if q.Mailbox != "" {
		where += ` AND EXISTS (SELECT 1 FROM location l JOIN folder f ON f.id = l.folder JOIN mailbox b ON b.id = f.mailbox
			WHERE l.message = m.id AND b.address = ?)`
		args = append(args, q.Mailbox)
	}
	if !q.Since.IsZero() {
		where, args = where+" AND m.at >= ?", append(args, moment{q.Since})
	}
	if !q.Until.IsZero() {
		where, args = where+" AND m.at < ?", append(args, moment{q.Until})
	}
	return idList(ctx, s, "SELECT m.id FROM json_each(?) j CROSS JOIN message m ON m.id = j.value WHERE true"+where+
		" ORDER BY m.at DESC, m.id DESC", args...)
}

// load makes hits of the messages with these ids, in their order, leaving out those without the phrases looked for.
func (t terms) load(ctx context.Context, s *session, ids []int64) ([]Hit, error) {
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	var hits []Hit
	const query = "SELECT m.conversation, m.client, m.direction, " + messageColumns + `
		FROM json_each(?) j CROSS JOIN message m ON m.id = j.value ORDER BY j.key`
	err = s.each(ctx, query, []any{list}, func(scan func(...any) error) error {
		var h Hit
		var stored storedMessage
		if err := scan(append([]any{&h.Conversation, &h.Client, &h.Direction}, stored.dest()...)...); err != nil {
			return err
		}
		m, _, err := stored.message()
		if err != nil {
			return err
		}
		if !t.phrases(m) {
			return nil
		}
		h.MessageID, h.At, h.From, h.To, h.Subject = m.ID, m.At, m.From, m.To, m.Subject
		h.Snippet, h.Marks = t.snippet(m.NewText)
		hits = append(hits, h)
		return nil
	})
	return hits, err
}

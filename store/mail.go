package store

import (
	"context"
	"iter"
	"time"
)

// StoredMail is a stored message with where its copies lie.
type StoredMail struct {
	StoredMessage
	Mailboxes []string // addresses of the watched mailboxes, in order; none for a letter of an archive
}

const mailQuery = "SELECT id FROM message WHERE at >= ? AND at < ? ORDER BY at, id"

// Mail yields the messages from one moment up to, but not including, another as they are stored, oldest first, or the
// error that ends it. It goes through the whole table, and is no work for a cycle. Other methods can be called meanwhile.
func (db *DB) Mail(ctx context.Context, from, to time.Time) iter.Seq2[StoredMail, error] {
	const chunk = 200
	return func(yield func(StoredMail, error) bool) {
		var ids []int64
		err := db.view(ctx, "list letters", func(ctx context.Context, s *session) error {
			var err error
			ids, err = idList(ctx, s, mailQuery, moment{from}.nanoseconds(), moment{to}.nanoseconds())
			return err
		})
		for len(ids) > 0 && err == nil {
			n := min(chunk, len(ids))
			var list []StoredMail
			if list, err = db.mail(ctx, ids[:n]); err != nil {
				break
			}
			ids = ids[n:]
			for _, m := range list {
				if !yield(m, nil) {
					return
				}
			}
		}
		if err != nil {
			yield(StoredMail{}, err)
		}
	}
}

// mail loads messages in the order of their ids in the list.
func (db *DB) mail(ctx context.Context, ids []int64) ([]StoredMail, error) {
	list := make([]StoredMail, 0, len(ids))
	err := db.view(ctx, "load letters", func(ctx context.Context, s *session) error {
		wanted, err := asJSON(ids)
		if err != nil {
			return err
		}
		position := map[int64]int{}
		err = s.each(ctx, mailItemQuery, []any{wanted}, func(scan func(...any) error) error {
			it, err := scanItem(scan)
			if err != nil {
				return err
			}
			position[it.row] = len(list)
			list = append(list, StoredMail{StoredMessage: it.stored()})
			return nil
		})
		if err != nil {
			return err
		}
		const calendars = "SELECT c.message, c.n, c.data FROM json_each(?) j CROSS JOIN calendar c ON c.message = j.value ORDER BY c.message, c.n"
		err = s.each(ctx, calendars, []any{wanted}, func(scan func(...any) error) error {
			var row int64
			var n int
			var data []byte
			err := scan(&row, &n, &data)
			if i, ok := position[row]; ok {
				list[i].Message.Calendars = putAt(list[i].Message.Calendars, n, data)
			}
			return err
		})
		if err != nil {
			return err
		}
		const boxes = `SELECT DISTINCT l.message, b.address FROM json_each(?) j CROSS JOIN location l ON l.message = j.value
			CROSS JOIN folder f ON f.id = l.folder CROSS JOIN mailbox b ON b.id = f.mailbox WHERE b.address <> '' ORDER BY b.address`
		return s.each(ctx, boxes, []any{wanted}, func(scan func(...any) error) error {
			var row int64
			var address string
			err := scan(&row, &address)
			if i, ok := position[row]; ok {
				list[i].Mailboxes = append(list[i].Mailboxes, address)
			}
			return err
		})
	})
	return list, err
}

const mailItemQuery = "SELECT m.id, m.client, m.direction, m.imported, m.own, coalesce(t.rest, ''), " + messageColumns +
	" FROM json_each(?) j CROSS JOIN message m ON m.id = j.value LEFT JOIN message_rest t ON t.message = m.id ORDER BY j.key"

package store

import (
	"context"
	"database/sql"
	"errors"
)

// Message returns a message with its whole text and its invitations, by its Message-ID. It is ErrNotFound when there is
// none.
func (db *DB) Message(ctx context.Context, id string) (StoredMessage, error) {
	var m StoredMessage
	err := db.view(ctx, "message "+id, func(ctx context.Context, s *session) error {
		st, err := s.stmt(ctx, itemQuery+"m.message_id = ?")
		if err != nil {
			return err
		}
		it, err := scanItem(st.QueryRowContext(ctx, id).Scan)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil {
			return err
		}
		m = it.stored()
		m.Message.Calendars, err = calendarsIn(ctx, s, it.row)
		return err
	})
	if err != nil {
		return StoredMessage{}, err
	}
	return m, nil
}

// putAt puts a calendar object in its place among those of its message. Some may not have been kept.
func putAt(list [][]byte, n int, data []byte) [][]byte {
	for len(list) < n {
		list = append(list, nil)
	}
	return append(list, data)
}

// calendarsIn returns the calendar objects of a message.
func calendarsIn(ctx context.Context, s *session, row int64) ([][]byte, error) {
	var list [][]byte
	err := s.each(ctx, "SELECT n, data FROM calendar WHERE message = ? ORDER BY n", []any{row}, func(scan func(...any) error) error {
		var n int
		var data []byte
		err := scan(&n, &data)
		list = putAt(list, n, data)
		return err
	})
	return list, err
}

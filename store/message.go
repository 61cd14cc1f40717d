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
		return s.each(ctx, "SELECT data FROM calendar WHERE message = ? ORDER BY n", []any{it.row}, func(scan func(...any) error) error {
			var data []byte
			err := scan(&data)
			m.Message.Calendars = append(m.Message.Calendars, data)
			return err
		})
	})
	if err != nil {
		return StoredMessage{}, err
	}
	return m, nil
}

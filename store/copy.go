package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Copy tells whether a copy of a letter stands in Sent.
type Copy string

// The states of the copy in Sent.
const (
	CopyNone     Copy = ""         // none is wanted
	CopyNeeded   Copy = "needed"   // sent by SMTP; the server may file a copy by itself, else one has to be appended
	CopyAppended Copy = "appended" // by Vernus
	CopyFound    Copy = "found"    // read back from Sent
)

// CopiesDue returns the sent letters whose copy has not been seen in Sent and has not been put there, oldest first.
func (db *DB) CopiesDue(ctx context.Context) ([]Row, error) {
	var rows []Row
	err := db.view(ctx, "copies for Sent", func(ctx context.Context, s *session) error {
		var err error
		rows, err = rowList(ctx, s, copiesQuery)
		return err
	})
	return rows, err
}

const copiesQuery = "SELECT " + wholeRow + " FROM outbox WHERE copy = 'needed' ORDER BY id"

// CopyDone notes what became of the copy of a letter in Sent. realID is the Message-ID that the copy bears; "" when it is
// the letter's own.
func (db *DB) CopyDone(ctx context.Context, id int64, state Copy, realID string) error {
	return db.write(ctx, fmt.Sprintf("note the copy of letter %d", id), func(ctx context.Context, s *session) error {
		if _, err := phaseOf(ctx, s, id); err != nil {
			return err
		}
		realID = clean(realID)
		_, err := s.exec(ctx, "UPDATE outbox SET copy = ?, real_id = CASE WHEN ?2 IN ('', message_id) THEN real_id ELSE ?2 END WHERE id = ?3",
			string(state), realID, id)
		if err != nil || realID == "" {
			return err
		}
		var conversation sql.NullInt64
		if err := s.get(ctx, "SELECT conversation FROM outbox WHERE id = ?", []any{id}, &conversation); err != nil || !conversation.Valid {
			return err
		}
		return storeRef(ctx, s, realID, conversation.Int64, true)
	})
}

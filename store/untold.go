package store

import (
	"context"
	"time"

	"vernus/letters"
)

// untoldQuery leaves out the many that were told of: their letters are found by key.
const untoldQuery = "SELECT " + listedRow + ` FROM outbox o INDEXED BY outbox_open
	WHERE o.phase NOT IN ('sent', 'withdrawn') AND o.phase IN ('uncertain', 'failed') AND o.created >= ?1
	AND (o.phase = 'uncertain' OR o.kind <> 'trouble' AND o.manager <> '')
	AND (o.phase = 'uncertain' AND o.via <> 'smtp'
		OR NOT EXISTS (SELECT 1 FROM outbox t WHERE t.key = CASE o.phase WHEN 'uncertain' THEN ?2 ELSE ?3 END || o.key)) ORDER BY o.id DESC`

// Untold returns the letters written since a moment that are of unknown fate or were refused for good and of which
// nobody was told by a letter about them, latest first, without HTML and Raw. Among them are those of unknown fate that
// are put into a folder, told of or not: they can be looked for there. Refused ones that nobody is to be told of are
// left out.
func (db *DB) Untold(ctx context.Context, since time.Time) ([]Row, error) {
	var rows []Row
	err := db.view(ctx, "list letters that came to no good end", func(ctx context.Context, s *session) error {
		var err error
		rows, err = rowList(ctx, s, untoldQuery, moment{since}, letters.TroubleKey(letters.Uncertain, ""), letters.TroubleKey(letters.Failed, ""))
		return err
	})
	return rows, err
}

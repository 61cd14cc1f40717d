package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"vernus/mailbox"
)

// Positions returns how far each folder of a mailbox has been read, by folder name.
func (db *DB) Positions(ctx context.Context, box string) (map[string]mailbox.Position, error) {
	positions := map[string]mailbox.Position{}
	err := db.view(ctx, "positions of "+box, func(ctx context.Context, s *session) error {
		const query = `SELECT f.name, f.uidvalidity, f.uidnext, f.modseq, f.import_to
			FROM mailbox b JOIN folder f ON f.mailbox = b.id WHERE b.address = ?`
		return s.each(ctx, query, []any{box}, func(scan func(...any) error) error {
			var name string
			var p mailbox.Position
			var modseq int64
			if err := scan(&name, &p.UIDValidity, &p.UIDNext, &modseq, &p.ImportTo); err != nil {
				return err
			}
			p.ModSeq = uint64(modseq)
			positions[name] = p
			return nil
		})
	})
	return positions, err
}

// Noted keeps how the reading of a mailbox went: nil when it was read to its end at that moment, else what was wrong.
func (db *DB) Noted(ctx context.Context, box string, readErr error, at time.Time) error {
	return db.write(ctx, "note the health of "+box, func(ctx context.Context, s *session) error {
		id, err := mailboxID(ctx, s, box)
		if err != nil {
			return err
		}
		if readErr == nil {
			_, err = s.exec(ctx, "UPDATE mailbox SET read_at = ?, failing_since = NULL, error = '' WHERE id = ?", moment{at}, id)
			return err
		}
		_, err = s.exec(ctx, "UPDATE mailbox SET failing_since = coalesce(failing_since, ?), error = ? WHERE id = ?",
			moment{at}, clean(readErr.Error()), id)
		return err
	})
}

// mailboxID returns the row of a mailbox, made when there is none.
func mailboxID(ctx context.Context, s *session, box string) (int64, error) {
	var id int64
	err := s.get(ctx, "SELECT id FROM mailbox WHERE address = ?", []any{box}, &id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	return s.insert(ctx, "INSERT INTO mailbox (address) VALUES (?)", box)
}

// folder is a folder while a batch of it is stored.
type folder struct {
	id, mailbox int64
	batch       mailbox.Batch
	importing   time.Time // since when a first import or a re-mapping has been under way; zero when none is
	old         bool      // everything in this batch is
}

// openFolder finds or makes the folder of a batch. When its UIDs have become void it forgets what lay where: the
// batches that follow tell it anew, and messages are recognised by their Message-ID.
func openFolder(ctx context.Context, s *session, box string, b mailbox.Batch, now time.Time) (*folder, error) {
	f := &folder{batch: b, old: b.Import || b.Reset}
	var err error
	if f.mailbox, err = mailboxID(ctx, s, box); err != nil {
		return nil, err
	}
	var validity uint32
	var importing moment
	err = s.get(ctx, "SELECT id, uidvalidity, import_began FROM folder WHERE mailbox = ? AND name = ?", []any{f.mailbox, b.Folder},
		&f.id, &validity, &importing)
	if errors.Is(err, sql.ErrNoRows) {
		f.id, err = s.insert(ctx, "INSERT INTO folder (mailbox, name, role, uidvalidity, uidnext, modseq, import_to) VALUES (?, ?, ?, 0, 0, 0, 0)",
			f.mailbox, b.Folder, b.Role)
	}
	if err != nil {
		return nil, err
	}
	if validity != 0 && validity != b.Position.UIDValidity {
		f.old = true
		if err := f.forget(ctx, s); err != nil {
			return nil, err
		}
	}
	if f.importing = importing.Time; f.old && f.importing.IsZero() {
		f.importing = now
	}
	return f, nil
}

func (f *folder) forget(ctx context.Context, s *session) error {
	if _, err := s.exec(ctx, "DELETE FROM location WHERE folder = ?", f.id); err != nil {
		return err
	}
	if _, err := s.exec(ctx, "UPDATE outbox SET draft_folder = NULL, draft_uid = NULL WHERE draft_folder = ?", f.id); err != nil {
		return err
	}
	return removeDrafts(ctx, s, "SELECT id FROM draft WHERE folder = ?", f.id)
}

// imported tells whether a message was there before its folder was first read. An import that was interrupted goes on
// as ordinary reading, so what came before it began is old still.
func (f *folder) imported(raw mailbox.Raw) bool {
	return f.old || !f.importing.IsZero() && !raw.Received.After(f.importing)
}

// close keeps how far the folder has been read.
func (f *folder) close(ctx context.Context, s *session) error {
	importing := f.importing
	if f.batch.Done >= f.batch.Total {
		importing = time.Time{}
	}
	p := f.batch.Position
	_, err := s.exec(ctx, "UPDATE folder SET role = ?, uidvalidity = ?, uidnext = ?, modseq = ?, import_to = ?, import_began = ? WHERE id = ?",
		f.batch.Role, p.UIDValidity, p.UIDNext, int64(p.ModSeq), p.ImportTo, moment{importing}, f.id)
	return err
}

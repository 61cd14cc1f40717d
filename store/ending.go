package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"vernus/mailbox"
)

// Whether what a letter ends with is its sender's signature is told by counting alone (mailbox/signature_learn.go), so it
// does not matter in which order letters come. A letter is read together with its ending until there are enough that end
// so; ending_letter names those that were, and when the last one has come they are read again without it.

// Signature is an ending that so many letters of a sender have that it is his signature.
type Signature struct {
	Sender string // his address
	Lines  string // as in mailbox.Ending
}

// learnChunk is how many letters are read again in one transaction.
const learnChunk = 500

// noteEndings counts what new letters end with, those apart that were read without it already. It returns whether Learn
// has something to do.
func noteEndings(ctx context.Context, s *session, items []*item) (bool, error) {
	learned := false
	for _, it := range items {
		if it.in.Ending.Lines == "" || it.in.Signed {
			continue
		}
		l, err := noteEnding(ctx, s, it.message.From.Mail, it.in.Ending, it.row)
		if err != nil {
			return false, fmt.Errorf("ending of %s: %w", it.message.ID, err)
		}
		learned = learned || l
	}
	return learned, nil
}

// noteEnding notes that a message was read together with its ending, and returns whether that is a signature.
func noteEnding(ctx context.Context, s *session, sender string, e mailbox.Ending, message int64) (learned bool, err error) {
	var id int64
	err = s.get(ctx, "SELECT id, learned FROM ending WHERE sender = ? AND lines = ?", []any{sender, e.Lines}, &id, &learned)
	if errors.Is(err, sql.ErrNoRows) {
		if id, err = nextID(ctx, s, "ending"); err != nil {
			return false, err
		}
		_, err = s.exec(ctx, "INSERT INTO ending (id, sender, lines, need, learned) VALUES (?, ?, ?, ?, 0)", id, sender, e.Lines, e.Need)
	}
	if err != nil {
		return false, err
	}
	if _, err := s.exec(ctx, "INSERT INTO ending_letter (ending, message) VALUES (?, ?) ON CONFLICT DO NOTHING", id, message); err != nil {
		return false, err
	}
	if learned {
		return true, nil
	}
	n, err := s.exec(ctx, "UPDATE ending SET learned = 1 WHERE id = ?1 AND ?2 = (SELECT count(*) FROM (SELECT 1 FROM ending_letter WHERE ending = ?1 LIMIT ?2))", id, e.Need)
	return n > 0, err
}

// Learn has the letters read again that were read before it was known that what they end with is their sender's signature,
// and returns those signatures. renew is told so by StoredMessage.Signed. It costs next to nothing when there are none.
func (db *DB) Learn(ctx context.Context, renew func(StoredMessage) Renewed) ([]Signature, error) {
	var learned []Signature
	for {
		n := 0
		err := db.write(ctx, "learn signatures", func(ctx context.Context, s *session) error {
			chunk, err := unlearned(ctx, s)
			for _, l := range chunk {
				if err == nil {
					err = l.read(ctx, s, renew)
				}
				if known := len(learned) > 0 && learned[len(learned)-1] == l.Signature; !known {
					learned = append(learned, l.Signature)
				}
			}
			n = len(chunk)
			return err
		})
		if err != nil || n < learnChunk {
			return learned, err
		}
	}
}

// signedLetter is a letter that was read together with what has proved to be a signature.
type signedLetter struct {
	Signature
	ending, message int64
}

const learnedQuery = `SELECT e.sender, e.lines, l.ending, l.message FROM ending e INDEXED BY ending_learned
	CROSS JOIN ending_letter l ON l.ending = e.id WHERE e.learned ORDER BY e.id LIMIT ?`

// unlearned returns such letters, those of one signature together, and not more than fit a transaction.
func unlearned(ctx context.Context, s *session) ([]signedLetter, error) {
	var list []signedLetter
	err := s.each(ctx, learnedQuery, []any{learnChunk}, func(scan func(...any) error) error {
		var l signedLetter
		err := scan(&l.Sender, &l.Lines, &l.ending, &l.message)
		list = append(list, l)
		return err
	})
	return list, err
}

// read reads the letter again without what it ends with.
func (l signedLetter) read(ctx context.Context, s *session, renew func(StoredMessage) Renewed) error {
	if err := readSigned(ctx, s, l.message, renew); err != nil {
		return fmt.Errorf("message %d: %w", l.message, err)
	}
	_, err := s.exec(ctx, "DELETE FROM ending_letter WHERE ending = ? AND message = ?", l.ending, l.message)
	return err
}

// readSigned reads a message again without what it ends with.
func readSigned(ctx context.Context, s *session, id int64, renew func(StoredMessage) Renewed) error {
	var it *item
	err := s.each(ctx, itemQuery+"m.id = ?", []any{id}, func(scan func(...any) error) (err error) {
		it, err = scanItem(scan)
		return err
	})
	if err != nil || it == nil {
		return err
	}
	if it.message.Calendars, err = calendarsIn(ctx, s, id); err != nil {
		return err
	}
	m := it.stored()
	m.Signed = true
	renewed := renew(m)
	if it.tells(renewed) {
		if err := retell(ctx, s, id, it.message.At, renewed.Meetings); err != nil {
			return err
		}
	}
	r := renewed.Reading
	reading := packed(packReading(r, it.message.NewText))
	if reading == it.reading {
		return nil
	}
	if _, err := s.exec(ctx, "UPDATE message SET marks = ?, reading = ? WHERE id = ?", marksOf(it.message.NewText, r), reading, id); err != nil {
		return err
	}
	if err := forgetLines(ctx, s); err != nil {
		return err
	}
	if err := touchAccounts(ctx, s, it.in.Client); err != nil {
		return err
	}
	_, err = s.exec(ctx, "UPDATE conversation SET revision = revision + 1 WHERE id = (SELECT conversation FROM message WHERE id = ?)", id)
	return err
}

// Signatures returns every signature that has been learned.
func (db *DB) Signatures(ctx context.Context) ([]Signature, error) {
	var list []Signature
	err := db.view(ctx, "signatures", func(ctx context.Context, s *session) error {
		return s.each(ctx, "SELECT sender, lines FROM ending WHERE learned ORDER BY sender, lines", nil, func(scan func(...any) error) error {
			var sig Signature
			err := scan(&sig.Sender, &sig.Lines)
			list = append(list, sig)
			return err
		})
	})
	return list, err
}

// forgetEndings begins counting anew.
func forgetEndings(ctx context.Context, s *session) error {
	for _, query := range []string{"DELETE FROM ending_letter", "DELETE FROM ending"} {
		if _, err := s.exec(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

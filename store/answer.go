package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// Answer is a letter that answers a notice of ours, and has not been dealt with.
type Answer struct {
	StoredMessage
	Came   time.Time // when it was first read
	SentBy []string  // addresses of the watched mailboxes in whose Sent it lies
	Notice Row       // with its Covers in the order of the items that it shows, without HTML and Raw
}

const answersQuery = "SELECT message, notice, came FROM answer WHERE done IS NULL ORDER BY came, message LIMIT ?"

// mostAnswers is how many answers are dealt with at once.
const mostAnswers = 100

// noteAnswers keeps which new letters answer a notice. What came with a first import orders nothing.
func (f *folder) noteAnswers(ctx context.Context, s *session, items []*item, now time.Time) error {
	for _, it := range items {
		if it.in.Answers == "" || it.in.Own || it.thread == nil || f.imported(it.in.Raw) {
			continue
		}
		_, err := s.exec(ctx, `INSERT INTO answer (message, notice, came) SELECT ?, id, ? FROM outbox WHERE message_id = ? AND NOT to_client
			ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING`, it.row, moment{now}, clean(it.in.Answers))
		if err != nil {
			return err
		}
	}
	return nil
}

// Answers returns the letters that answer a notice and have not been dealt with, in the order in which they came.
func (db *DB) Answers(ctx context.Context) ([]Answer, error) {
	var list []Answer
	err := db.view(ctx, "answers to notices", func(ctx context.Context, s *session) error {
		type open struct {
			message, notice int64
			came            moment
		}
		var found []open
		err := s.each(ctx, answersQuery, []any{mostAnswers},
			func(scan func(...any) error) error {
				var o open
				err := scan(&o.message, &o.notice, &o.came)
				found = append(found, o)
				return err
			})
		if err != nil {
			return err
		}
		for _, o := range found {
			a := Answer{Came: o.came.Time}
			if err := a.load(ctx, s, o.message, o.notice); err != nil {
				return err
			}
			list = append(list, a)
		}
		return nil
	})
	return list, err
}

func (a *Answer) load(ctx context.Context, s *session, message, notice int64) error {
	err := s.each(ctx, itemQuery+"m.id = ?", []any{message}, func(scan func(...any) error) error {
		it, err := scanItem(scan)
		if err == nil {
			a.StoredMessage = it.stored()
		}
		return err
	})
	if err != nil {
		return err
	}
	const sent = `SELECT DISTINCT b.address FROM location l JOIN folder f ON f.id = l.folder JOIN mailbox b ON b.id = f.mailbox
		WHERE l.message = ? AND f.role = 'sent' AND b.address <> '' ORDER BY b.address`
	err = s.each(ctx, sent, []any{message}, func(scan func(...any) error) error {
		var address string
		err := scan(&address)
		a.SentBy = append(a.SentBy, address)
		return err
	})
	if err != nil {
		return err
	}
	rows, err := rowList(ctx, s, "SELECT "+listedRow+" FROM outbox WHERE id = ?", notice)
	if err != nil || len(rows) == 0 {
		return err
	}
	a.Notice = rows[0]
	a.Notice.Covers, err = coversOf(ctx, s, a.Notice)
	return err
}

// coversOf returns the duties that a letter is about, in the order in which it shows them.
func coversOf(ctx context.Context, s *session, r Row) ([]letters.Cover, error) {
	var list []letters.Cover
	const query = "SELECT key, duty, stage, coalesce(conversation, 0), client FROM cover WHERE outbox = ? ORDER BY n"
	err := s.each(ctx, query, []any{r.ID}, func(scan func(...any) error) error {
		var c letters.Cover
		err := scan(&c.Key, &c.Duty, &c.Stage, &c.Conversation, &c.Client)
		list = append(list, c)
		return err
	})
	if len(list) == 0 && r.Duty != "" {
		list = []letters.Cover{{Key: r.Key, Duty: r.Duty, Stage: r.Stage, Conversation: r.Conversation, Client: r.Client}}
	}
	return list, err
}

// Deed is what the orders of an answer come to. It happens entirely or not at all, and once.
type Deed struct {
	Message string // id of the answer
	Outcome string // in a few words, for people
	By      string // who ordered it
	Rulings []rules.Ruling
	Undo    []int64          // rulings
	Approve []int64          // letters of the outbox
	Drop    []int64          // letters of the outbox
	Reword  []letters.Letter // letters proposed under their keys, to be sent with other words
	Letters []letters.Letter // what people are told of it
}

// ErrChanged says that a deed no longer fits what it rests on: it is to be thought through again.
var ErrChanged = errors.New("what the order is about has changed meanwhile")

// Obey does what an answer orders. It is false, and nothing is done, when the answer has been dealt with.
func (db *DB) Obey(ctx context.Context, d Deed) (bool, error) {
	done := false
	err := db.write(ctx, "do what "+d.Message+" orders", func(ctx context.Context, s *session) error {
		n, err := s.exec(ctx, `UPDATE answer SET done = ?, outcome = ? WHERE done IS NULL AND message = (SELECT id FROM message WHERE message_id = ?)`,
			moment{db.Now()}, clean(d.Outcome), clean(d.Message))
		if done = n > 0; err != nil || !done {
			return err
		}
		return db.obey(ctx, s, d)
	})
	return done && err == nil, err
}

func (db *DB) obey(ctx context.Context, s *session, d Deed) error {
	for _, r := range d.Rulings {
		r.In = d.Message
		if r.At.IsZero() {
			r.At = db.Now()
		}
		if err := r.Validate(); err != nil {
			return err
		}
		if _, err := keepRuling(ctx, s, r); err != nil {
			return err
		}
	}
	for _, id := range d.Undo {
		if _, err := db.unrule(ctx, s, id, d.By, ""); errors.Is(err, ErrUndone) || errors.Is(err, ErrNotFound) {
			return ErrChanged
		} else if err != nil {
			return err
		}
	}
	for _, l := range d.Reword {
		if err := db.reword(ctx, s, l); err != nil {
			return err
		}
	}
	said := "by " + d.By + " in <" + d.Message + ">"
	for _, id := range d.Approve {
		ok, err := db.change(ctx, s, id, letters.Queued, "approved "+said, []letters.Phase{letters.Proposed}, "phase = 'queued', next = max(next, ?)", moment{db.Now()})
		if err == nil && !ok {
			err = ErrChanged
		}
		if err != nil {
			return err
		}
	}
	for _, id := range d.Drop {
		ok, err := db.change(ctx, s, id, letters.Withdrawn, "dropped "+said, stoppable, withdrawn, "dropped "+said)
		if err == nil && !ok {
			err = ErrChanged
		}
		if err != nil {
			return err
		}
	}
	var told Enqueued
	for _, l := range d.Letters {
		if err := enqueue(ctx, s, l, db.Now(), &told); err != nil {
			return err
		}
	}
	return nil
}

// reword gives a proposed letter other words. Its key and its Message-ID stay, so it is still one letter.
func (db *DB) reword(ctx context.Context, s *session, l letters.Letter) error {
	var id int64
	var phase letters.Phase
	err := s.get(ctx, "SELECT id, phase FROM outbox WHERE key = ? AND message_id = ?", []any{l.Key, l.MessageID}, &id, &phase)
	if errors.Is(err, sql.ErrNoRows) || err == nil && phase != letters.Proposed {
		return ErrChanged
	}
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, "UPDATE outbox SET template = ?, text = ?, html = ?, raw = ?, return_by = ? WHERE id = ?",
		l.Template, l.Text, l.HTML, append([]byte{}, l.Raw...), moment{l.ReturnBy}, id)
	if err != nil {
		return fmt.Errorf("other words for letter %d: %w", id, err)
	}
	return noteAttempt(ctx, s, id, db.Now(), letters.Proposed, "with other words")
}

// ProposedFor returns the letter to a client that was written for a duty at a stage, the latest; ErrNotFound when there is
// none.
func (db *DB) ProposedFor(ctx context.Context, duty string, stage int) (Row, error) {
	var r Row
	err := db.view(ctx, "the letter for "+duty, func(ctx context.Context, s *session) error {
		rows, err := rowList(ctx, s, "SELECT "+wholeRow+" FROM outbox WHERE duty = ? AND stage = ? AND to_client ORDER BY id DESC LIMIT 1", duty, stage)
		if err == nil && len(rows) == 0 {
			err = ErrNotFound
		}
		if err == nil {
			r = rows[0]
		}
		return err
	})
	return r, err
}

// ApprovedIn returns the letters to clients that the orders in a letter approved, without HTML and Raw.
func (db *DB) ApprovedIn(ctx context.Context, message string) ([]Row, error) {
	var rows []Row
	err := db.view(ctx, "letters approved in "+message, func(ctx context.Context, s *session) error {
		var err error
		rows, err = rowList(ctx, s, "SELECT "+listedRow+" FROM outbox WHERE to_client AND id IN (SELECT outbox FROM attempt WHERE response LIKE 'approved by %' AND instr(response, ?) > 0) ORDER BY id",
			" in <"+clean(message)+">")
		return err
	})
	return rows, err
}

// AnswerOutcome tells what became of a letter that answers a notice: when it was dealt with, zero while it waits, and how. It
// is ErrNotFound for any other letter.
func (db *DB) AnswerOutcome(ctx context.Context, message string) (done time.Time, outcome string, err error) {
	var at moment
	err = db.view(ctx, "what became of "+message, func(ctx context.Context, s *session) error {
		err := s.get(ctx, "SELECT a.done, a.outcome FROM message m JOIN answer a ON a.message = m.id WHERE m.message_id = ?", []any{clean(message)}, &at, &outcome)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		return err
	})
	return at.Time, outcome, err
}

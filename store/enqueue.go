package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// Settled is a conversation that was thought through.
type Settled struct {
	Conversation int64
	Revision     int64 // of the Conversation that was given: what has changed since is not taken for thought through
	LookAgain    time.Time
	State        string
	Findings     []rules.Finding // all of its findings: they replace the former ones
	Interest     rules.Interest
}

// Withdrawal stops a letter that is no longer wanted, named by its key or its id.
type Withdrawal struct {
	Key string
	ID  int64
	Why string
}

// Decision is what came out of thinking about a Snapshot.
type Decision struct {
	Now      time.Time
	Latest   int64 // of the Snapshot: what came later was not seen
	Settled  []Settled
	Accounts []SettledAccount
	Letters  []letters.Letter
	Held     []letters.Held
	Withdraw []Withdrawal
}

// Enqueued is what Enqueue did.
type Enqueued struct {
	Letters   []Row    // new in the outbox
	Known     []string // keys of letters that had been written before, and were not written again
	Withdrawn []int64  // ids
}

// Enqueue keeps a decision. Letters get their outbox rows, one for each key ever; nothing is sent here.
func (db *DB) Enqueue(ctx context.Context, d Decision) (Enqueued, error) {
	var done Enqueued
	err := db.write(ctx, "keep what was decided", func(ctx context.Context, s *session) error {
		done = Enqueued{}
		for _, c := range d.Settled {
			if err := settle(ctx, s, c); err != nil {
				return err
			}
		}
		if err := unsettle(ctx, s, d); err != nil {
			return err
		}
		for _, a := range d.Accounts {
			if err := settleAccount(ctx, s, a); err != nil {
				return err
			}
		}
		for _, w := range d.Withdraw {
			if err := db.withdraw(ctx, s, w, &done); err != nil {
				return err
			}
		}
		for _, h := range d.Held {
			if err := hold(ctx, s, h, d.Now); err != nil {
				return err
			}
		}
		for _, l := range d.Letters {
			if err := enqueue(ctx, s, l, d.Now, &done); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Enqueued{}, err
	}
	return done, nil
}

// settle notes that a conversation was thought through. One that became part of another meanwhile is left: the other
// has changed by that, and will be thought through.
func settle(ctx context.Context, s *session, c Settled) error {
	changed, err := s.exec(ctx, `UPDATE conversation SET settled = max(settled, ?), look_again = ?, state = ?, interest = ?
		WHERE id = ? AND merged_into IS NULL`, c.Revision, moment{c.LookAgain}, c.State, packInterest(c.Interest), c.Conversation)
	if err != nil || changed == 0 {
		return err
	}
	return keepFindings(ctx, s, findingTable, c.Conversation, c.Findings)
}

// unsettle has conversations thought through again with whose clients letters were exchanged while they were thought about:
// whether those letters matter could not be told yet.
func unsettle(ctx context.Context, s *session, d Decision) error {
	var latest int64
	if err := s.get(ctx, latestQuery, nil, &latest); err != nil || d.Latest == 0 || latest <= d.Latest {
		return err
	}
	for _, c := range d.Settled {
		_, err := s.exec(ctx, "UPDATE conversation SET revision = revision + 1 WHERE id = ? AND client IN (SELECT client FROM message WHERE id > ?)", c.Conversation, d.Latest)
		if err != nil {
			return err
		}
	}
	return nil
}

// latestQuery tells the latest message.
const latestQuery = "SELECT coalesce(max(id), 0) FROM message"

// findingQueries read, forget and write the findings of something.
type findingQueries struct{ read, forget, write string }

var findingTable = findingQueries{
	"SELECT finding FROM finding WHERE conversation = ? ORDER BY n", "DELETE FROM finding WHERE conversation = ?",
	"INSERT INTO finding (conversation, n, code, finding) VALUES (?, ?, ?, ?)",
}

var accountFindingTable = findingQueries{
	"SELECT finding FROM account_finding WHERE client = ? ORDER BY n", "DELETE FROM account_finding WHERE client = ?",
	"INSERT INTO account_finding (client, n, code, finding) VALUES (?, ?, ?, ?)",
}

// keepFindings replaces what was found before. Mostly it is the same, and nothing is written.
func keepFindings(ctx context.Context, s *session, q findingQueries, of any, found []rules.Finding) error {
	texts := make([]string, len(found))
	for n, f := range found {
		var err error
		if texts[n], err = asJSON(f); err != nil {
			return err
		}
	}
	was := make([]string, 0, len(found))
	err := s.each(ctx, q.read, []any{of}, func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		was = append(was, text)
		return err
	})
	if err != nil || slices.Equal(was, texts) {
		return err
	}
	if _, err := s.exec(ctx, q.forget, of); err != nil {
		return err
	}
	for n, text := range texts {
		if _, err := s.exec(ctx, q.write, of, n, letters.Short(found[n].Key), text); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) withdraw(ctx context.Context, s *session, w Withdrawal, done *Enqueued) error {
	id := w.ID
	if id == 0 {
		err := s.get(ctx, "SELECT id FROM outbox WHERE key = ?", []any{w.Key}, &id)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	ok, err := db.change(ctx, s, id, letters.Withdrawn, w.Why, stoppable, withdrawn, clean(w.Why))
	if ok {
		done.Withdrawn = append(done.Withdrawn, id)
	}
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	return err
}

// hold keeps why a letter was not written.
func hold(ctx context.Context, s *session, h letters.Held, now time.Time) error {
	conversation, err := rootOf(ctx, s, h.Conversation)
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, `INSERT OR REPLACE INTO held (duty, kind, at, rule, conversation, client, manager, reason, detail, again)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		h.Duty, string(h.Kind), moment{now}, h.Rule, conversation, h.Client, h.Manager, string(h.Reason), h.Detail, moment{h.Again})
	return err
}

// enqueue puts a letter into the outbox. Answers to a client letter of ours belong to its conversation, also when our
// own copy is never read back.
func enqueue(ctx context.Context, s *session, l letters.Letter, now time.Time, done *Enqueued) error {
	conversation, err := rootOf(ctx, s, l.Conversation)
	if err != nil {
		return err
	}
	l.Conversation = conversation.Int64
	row, ok, err := insertRow(ctx, s, l, now)
	if err != nil {
		return err
	}
	if !ok {
		done.Known = append(done.Known, l.Key)
		return nil
	}
	done.Letters = append(done.Letters, row)
	if err := cover(ctx, s, row); err != nil {
		return err
	}
	if err := release(ctx, s, row); err != nil {
		return err
	}
	if !conversation.Valid {
		return touchOwner(ctx, s, conversation, l.Client)
	}
	if l.ToClient && l.MessageID != "" {
		if err := storeRef(ctx, s, clean(l.MessageID), conversation.Int64, true); err != nil {
			return err
		}
	}
	return touch(ctx, s, conversation)
}

// release forgets why a letter was not written before, for each of its duties.
func release(ctx context.Context, s *session, r Row) error {
	duties := []string{r.Duty}
	for _, c := range r.Covers {
		duties = append(duties, c.Duty)
	}
	for _, duty := range duties {
		if _, err := s.exec(ctx, "DELETE FROM held WHERE duty = ? AND kind = ?", duty, string(r.Kind)); err != nil {
			return err
		}
	}
	return nil
}

// cover keeps the duties of a letter that is about several.
func cover(ctx context.Context, s *session, r Row) error {
	if len(r.Covers) < 2 {
		return nil
	}
	for i, c := range r.Covers {
		conversation, err := rootOf(ctx, s, c.Conversation)
		if err != nil {
			return err
		}
		_, err = s.exec(ctx, "INSERT OR IGNORE INTO cover (outbox, key, n, duty, stage, conversation, client) VALUES (?, ?, ?, ?, ?, ?, ?)",
			r.ID, c.Key, i+1, c.Duty, c.Stage, conversation, c.Client)
		if err != nil {
			return err
		}
	}
	return nil
}

// rootOf returns the conversation that an id stands for by now; NULL for none.
func rootOf(ctx context.Context, s *session, id int64) (sql.NullInt64, error) {
	var root sql.NullInt64
	if id == 0 {
		return root, nil
	}
	err := s.get(ctx, "SELECT coalesce(merged_into, id) FROM conversation WHERE id = ?", []any{id}, &root)
	if errors.Is(err, sql.ErrNoRows) {
		return root, nil
	}
	return root, err
}

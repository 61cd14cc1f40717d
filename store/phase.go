package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"vernus/letters"
)

// lease is how long a claim on a letter holds. Sending takes minutes at most; after this the claimant is dead.
const lease = 15 * time.Minute

// PhaseError says that a letter's phase does not allow what was asked.
type PhaseError struct {
	ID    int64
	Phase letters.Phase
	Want  string // what was asked
	Why   string // it came into that phase, where that is known
}

// Error implements error.
func (e *PhaseError) Error() string {
	text := fmt.Sprintf("cannot %s letter %d: it is %s", e.Want, e.ID, e.Phase)
	if e.Why != "" {
		text += " (" + e.Why + ")"
	}
	return text
}

// Due returns the letters whose time has come, those waiting longest first.
func (db *DB) Due(ctx context.Context, now time.Time) ([]Row, error) {
	var rows []Row
	err := db.view(ctx, "letters due", func(ctx context.Context, s *session) error {
		var err error
		rows, err = rowList(ctx, s, dueQuery, moment{now})
		return err
	})
	return rows, err
}

const dueQuery = "SELECT " + wholeRow + " FROM outbox WHERE phase = 'queued' AND next <= ? ORDER BY next, id"

// Begin claims a queued letter for this instance and notes an attempt. It is false when the letter is not queued any more:
// withdrawn, or claimed by another.
func (db *DB) Begin(ctx context.Context, id int64) (bool, error) {
	return db.step(ctx, "begin", id, letters.Begun, "", []letters.Phase{letters.Queued},
		"phase = 'begun', attempts = attempts + 1, claimed_by = ?, lease_until = ?", db.Instance, moment{db.Now().Add(lease)})
}

// Transmit notes that the letter itself is about to go over: from here on its fate can be unknown.
func (db *DB) Transmit(ctx context.Context, id int64) error {
	return db.must(ctx, "transmit", id, letters.Transmitting, "", []letters.Phase{letters.Begun}, "phase = 'transmitting'")
}

// unclaimed ends a claim.
const unclaimed = ", claimed_by = '', lease_until = NULL"

// Record notes how an attempt ended: Sent, Queued (to be tried again at next), Failed or Uncertain. A letter that was seen
// in a mailbox meanwhile stays sent.
func (db *DB) Record(ctx context.Context, id int64, phase letters.Phase, response string, next time.Time) error {
	from := []letters.Phase{letters.Begun, letters.Transmitting}
	want := "record as " + string(phase) + ","
	var err error
	switch phase {
	case letters.Sent:
		err = db.must(ctx, want, id, phase, response, append(from, letters.Uncertain, letters.Sent), `phase = 'sent', sent_at = ?, why = '',
			copy = CASE WHEN via = 'smtp' AND copy = '' THEN 'needed' ELSE copy END`+unclaimed, moment{db.Now()})
	case letters.Queued:
		err = db.must(ctx, want, id, phase, response, from, "phase = 'queued', next = ?, why = ?"+unclaimed, moment{next}, clean(response))
	case letters.Failed, letters.Uncertain:
		err = db.must(ctx, want, id, phase, response, from, "phase = ?, why = ?"+unclaimed, string(phase), clean(response))
	default:
		err = fmt.Errorf("letter %d: an attempt cannot end as %q", id, phase)
	}
	var seen *PhaseError
	if errors.As(err, &seen) && seen.Phase == letters.Sent {
		return nil
	}
	return err
}

// Postpone puts off a letter that was not tried, until next: it counts as no attempt, and in its story stands once for as
// long as the reason is the same. A letter that is neither queued nor begun stays as it is.
func (db *DB) Postpone(ctx context.Context, id int64, why string, next time.Time) error {
	return db.write(ctx, fmt.Sprintf("postpone letter %d", id), func(ctx context.Context, s *session) error {
		var is letters.Phase
		var was string
		err := s.get(ctx, "SELECT phase, why FROM outbox WHERE id = ?", []any{id}, &is, &was)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		if err != nil || is != letters.Queued && is != letters.Begun {
			return err
		}
		_, err = s.exec(ctx, "UPDATE outbox SET attempts = attempts - (phase = 'begun'), phase = 'queued', next = ?, why = ?"+unclaimed+" WHERE id = ?",
			moment{next}, clean(why), id)
		if err != nil || is == letters.Queued && was == clean(why) {
			return err
		}
		return noteAttempt(ctx, s, id, db.Now(), letters.Queued, why)
	})
}

// Withdraw stops a letter that is no longer wanted. It is false when that is too late: the letter is going over, has left,
// or has been withdrawn before.
func (db *DB) Withdraw(ctx context.Context, id int64, why string) (bool, error) {
	return db.step(ctx, "withdraw", id, letters.Withdrawn, why, stoppable, withdrawn, clean(why))
}

// stoppable are the phases in which nothing irrevocable has happened.
var stoppable = []letters.Phase{letters.Proposed, letters.Queued, letters.Begun}

const withdrawn = "phase = 'withdrawn', why = ?" + unclaimed

// Approve is a person's yes to a proposed letter.
func (db *DB) Approve(ctx context.Context, id int64) error {
	return db.must(ctx, "approve", id, letters.Queued, "approved", []letters.Phase{letters.Proposed}, "phase = 'queued', next = max(next, ?)", moment{db.Now()})
}

// Drop is a person's no: the letter will not be sent. One whose fate is uncertain can be dropped too.
func (db *DB) Drop(ctx context.Context, id int64, why string) error {
	return db.must(ctx, "drop", id, letters.Withdrawn, why, append([]letters.Phase{letters.Failed, letters.Uncertain}, stoppable...), withdrawn, clean(why))
}

// Retry is a person's word that a letter that failed, or did not arrive, is to be sent again.
func (db *DB) Retry(ctx context.Context, id int64) error {
	return db.must(ctx, "retry", id, letters.Queued, "to be sent again", []letters.Phase{letters.Failed, letters.Uncertain}, "phase = 'queued', next = ?", moment{db.Now()})
}

// Recover puts in order what a crash left behind, among this instance's claims and those whose time is over: what had only
// begun is queued again, what was going over is uncertain. It is called before anything is sent.
func (db *DB) Recover(ctx context.Context) (queued, uncertain []Row, err error) {
	err = db.write(ctx, "repair the outbox", func(ctx context.Context, s *session) error {
		now := db.Now()
		rows, err := rowList(ctx, s, "SELECT "+wholeRow+` FROM outbox WHERE phase IN ('begun', 'transmitting')
			AND phase NOT IN ('sent', 'withdrawn') AND (claimed_by = ? OR lease_until <= ?) ORDER BY id`, db.Instance, moment{now})
		if err != nil {
			return err
		}
		for _, r := range rows {
			next, why := letters.Queued, "interrupted before the letter went over"
			if r.Phase == letters.Transmitting {
				next, why = letters.Uncertain, "interrupted while the letter went over"
			}
			if _, err := db.change(ctx, s, r.ID, next, why, []letters.Phase{r.Phase},
				"phase = ?, why = ?"+unclaimed, string(next), why); err != nil {
				return err
			}
			if r.Phase = next; next == letters.Queued {
				queued = append(queued, r)
			} else {
				uncertain = append(uncertain, r)
			}
		}
		return nil
	})
	return queued, uncertain, err
}

// must is step where the phase has to allow it.
func (db *DB) must(ctx context.Context, want string, id int64, phase letters.Phase, response string, from []letters.Phase, set string, args ...any) error {
	ok, err := db.step(ctx, want, id, phase, response, from, set, args...)
	if err == nil && !ok {
		return db.view(ctx, want, func(ctx context.Context, s *session) error {
			is, err := phaseOf(ctx, s, id)
			if err != nil {
				return fmt.Errorf("letter %d: %w", id, err)
			}
			wrong := &PhaseError{ID: id, Phase: is, Want: want}
			if err := s.get(ctx, "SELECT why FROM outbox WHERE id = ?", []any{id}, &wrong.Why); err != nil {
				return err
			}
			return wrong
		})
	}
	return err
}

// step brings a letter from one of the phases in from into another, and says whether it was in one of them.
func (db *DB) step(ctx context.Context, want string, id int64, phase letters.Phase, response string, from []letters.Phase, set string, args ...any) (bool, error) {
	ok := false
	err := db.write(ctx, fmt.Sprintf("%s letter %d", want, id), func(ctx context.Context, s *session) error {
		var err error
		ok, err = db.change(ctx, s, id, phase, response, from, set, args...)
		return err
	})
	return ok, err
}

// change is step within a transaction. Its conversation is thought through again.
func (db *DB) change(ctx context.Context, s *session, id int64, phase letters.Phase, response string, from []letters.Phase, set string, args ...any) (bool, error) {
	var is letters.Phase
	var conversation sql.NullInt64
	var claimant, client string
	err := s.get(ctx, "SELECT phase, conversation, client, claimed_by FROM outbox WHERE id = ?", []any{id}, &is, &conversation, &client, &claimant)
	if errors.Is(err, sql.ErrNoRows) {
		return false, ErrNotFound
	}
	if err != nil || !slices.Contains(from, is) {
		return false, err
	}
	if phase == letters.Transmitting && claimant != db.Instance {
		return false, nil // this claim ran out, and another instance has taken the letter over
	}
	if _, err := s.exec(ctx, "UPDATE outbox SET "+set+" WHERE id = ?", append(args, id)...); err != nil {
		return false, err
	}
	if err := noteAttempt(ctx, s, id, db.Now(), phase, response); err != nil {
		return false, err
	}
	if phase == letters.Begun || phase == letters.Transmitting {
		return true, nil // nothing that changes what is owed
	}
	return true, touchOwner(ctx, s, conversation, client)
}

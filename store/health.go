package store

import (
	"context"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// Health is what a digest must tell besides the letters.
type Health struct {
	Mailboxes    []MailboxHealth // by address
	Quarantined  int
	Phases       map[letters.Phase]int // letters in the outbox by phase, sent and withdrawn ones left out
	OldestQueued time.Time             // since when the letter waits that has waited longest though its time has come; zero when none does
}

// MailboxHealth is how the reading of a mailbox goes.
type MailboxHealth struct {
	Address      string
	Read         time.Time // last read to its end; zero for never
	FailingSince time.Time // zero while reading works
	Error        string    // of the last attempt
}

// Health returns the state of mailboxes, quarantine and outbox. Archives are no mailboxes.
func (db *DB) Health(ctx context.Context) (Health, error) {
	h := Health{Phases: map[letters.Phase]int{}}
	err := db.view(ctx, "health", func(ctx context.Context, s *session) error {
		const boxes = "SELECT address, read_at, failing_since, error FROM mailbox WHERE address <> '' ORDER BY address"
		err := s.each(ctx, boxes, nil, func(scan func(...any) error) error {
			var m MailboxHealth
			var read, failing moment
			err := scan(&m.Address, &read, &failing, &m.Error)
			m.Read, m.FailingSince = read.Time, failing.Time
			h.Mailboxes = append(h.Mailboxes, m)
			return err
		})
		if err != nil {
			return err
		}
		const phases = "SELECT phase, count(*) FROM outbox WHERE phase NOT IN ('sent', 'withdrawn') GROUP BY phase"
		err = s.each(ctx, phases, nil, func(scan func(...any) error) error {
			var phase letters.Phase
			var n int
			err := scan(&phase, &n)
			h.Phases[phase] = n
			return err
		})
		if err != nil {
			return err
		}
		if err := s.get(ctx, "SELECT count(*) FROM quarantine", nil, &h.Quarantined); err != nil {
			return err
		}
		var oldest moment
		err = s.get(ctx, "SELECT min(max(created, coalesce(not_before, created))) FROM outbox WHERE phase = 'queued' AND next <= ?",
			[]any{moment{db.Now()}}, &oldest)
		h.OldestQueued = oldest.Time
		return err
	})
	return h, err
}

// Findings returns what is owed, as of when that was last thought through: to clients as a whole, with Conversation 0, and
// then in all conversations.
func (db *DB) Findings(ctx context.Context) ([]rules.Finding, error) {
	var all []rules.Finding
	err := db.view(ctx, "findings", func(ctx context.Context, s *session) error {
		const query = "SELECT conversation, n, finding, '' AS client FROM finding UNION ALL SELECT 0, n, finding, client FROM account_finding ORDER BY 1, 4, 2"
		return s.each(ctx, query, nil, func(scan func(...any) error) error {
			var f rules.Finding
			var conversation int64
			err := scan(&conversation, new(int), inJSON{&f}, new(string))
			f.Conversation = conversation // it may have become part of another since
			all = append(all, f)
			return err
		})
	})
	return all, err
}

// Held is why a letter was not written, and when that was last found.
type Held struct {
	letters.Held
	At time.Time
}

// Held returns why letters were not written, the latest reason for each duty and kind, found at or after a moment.
func (db *DB) Held(ctx context.Context, since time.Time) ([]Held, error) {
	var all []Held
	err := db.view(ctx, "letters not written", func(ctx context.Context, s *session) error {
		var err error
		all, err = heldList(ctx, s, "at >= ?", moment{since}.nanoseconds())
		return err
	})
	return all, err
}

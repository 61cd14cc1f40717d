package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/letters"
)

// Row is a letter in the outbox.
type Row struct {
	letters.Letter
	ID        int64
	Phase     letters.Phase
	Created   time.Time
	Next      time.Time // when to try next, while it is queued
	SentAt    time.Time
	Attempts  int    // begun so far
	ClaimedBy string // the instance that sends it, while it is begun or transmitting
	Why       string // it was withdrawn or failed
	RealID    string // its Message-ID in Sent where a relay changed it
	Copy      Copy
}

// Attempt is a step in the story of a letter.
type Attempt struct {
	At       time.Time
	Phase    letters.Phase // that it came into
	Response string        // of the server, or the person's or the program's reason
}

// OutboxFilter selects letters. Its zero value selects all.
type OutboxFilter struct {
	Phases       []letters.Phase
	Client       string
	Mailbox      string
	Conversation int64
	MessageID    string
	Since        time.Time // by creation
	Limit        int
}

// The columns of outbox in the order of scanRow. Lists leave the bodies out.
const (
	rowColumns = `id, key, phase, created, next, sent_at, attempts, claimed_by, why, real_id, copy,
	kind, mode, rule, duty, stage, because, quotes, coalesce(conversation, 0), client, manager, mailbox, via, to_client,
	people, subject, in_reply_to, refers, message_id, return_by, not_before, template, text, `
	wholeRow  = rowColumns + "html, raw"
	listedRow = rowColumns + "'', x''"
)

func scanRow(scan func(...any) error) (Row, error) {
	var r Row
	var people recipients
	var created, next, sentAt, returnBy, notBefore moment
	err := scan(
		&r.ID, &r.Key, &r.Phase, &created, &next, &sentAt, &r.Attempts, &r.ClaimedBy, &r.Why, &r.RealID, &r.Copy,
		&r.Kind, &r.Mode, &r.Rule, &r.Duty, &r.Stage, &r.Because, inJSON{&r.Quotes}, &r.Conversation, &r.Client, &r.Manager, &r.Mailbox, &r.Via, &r.ToClient,
		inJSON{&people}, &r.Subject, &r.InReplyTo, inJSON{&r.References}, &r.MessageID, &returnBy, &notBefore, &r.Template, &r.Text,
		&r.HTML, &r.Raw,
	)
	r.Created, r.Next, r.SentAt = created.Time, next.Time, sentAt.Time
	r.ReturnBy, r.NotBefore = returnBy.Time, notBefore.Time
	r.From, r.To, r.Cc = people.From, people.To, people.Cc
	r.Proposed = r.Phase == letters.Proposed
	return r, err
}

func rowList(ctx context.Context, s *session, query string, args ...any) ([]Row, error) {
	var rows []Row
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		r, err := scanRow(scan)
		rows = append(rows, r)
		return err
	})
	return rows, err
}

// insertRow puts a letter into the outbox. ok is false when one with its key is there already, or when the letter itself
// was seen in a mailbox: then the database is older than the mail (a restored backup), and it has left long ago.
func insertRow(ctx context.Context, s *session, l letters.Letter, now time.Time) (r Row, ok bool, err error) {
	err = s.get(ctx, "SELECT EXISTS (SELECT 1 FROM outbox WHERE key = ?) OR EXISTS (SELECT 1 FROM message WHERE message_id = ? AND own)",
		[]any{l.Key, l.MessageID}, &ok)
	if err != nil || ok {
		return r, false, err
	}
	r = Row{Letter: l, Phase: letters.Queued, Created: now, Next: now}
	if l.Proposed {
		r.Phase = letters.Proposed
	}
	if l.NotBefore.After(now) {
		r.Next = l.NotBefore
	}
	quotes, err := asJSON(l.Quotes)
	if err != nil {
		return r, false, err
	}
	refers, err := asJSON(l.References)
	if err != nil {
		return r, false, err
	}
	people, err := asJSON(recipients{l.From, l.To, l.Cc})
	if err != nil {
		return r, false, err
	}
	conversation := sql.NullInt64{Int64: l.Conversation, Valid: l.Conversation != 0}
	r.ID, err = s.insert(ctx, `INSERT INTO outbox (key, code, phase, created, next,
		kind, mode, rule, duty, stage, because, quotes, conversation, client, manager, mailbox, via, to_client,
		people, subject, in_reply_to, refers, message_id, return_by, not_before, template, text, html, raw)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		l.Key, letters.Short(l.Key), string(r.Phase), moment{r.Created}, moment{r.Next},
		string(l.Kind), string(l.Mode), l.Rule, l.Duty, l.Stage, l.Because, quotes, conversation, l.Client, l.Manager, l.Mailbox, string(l.Via), l.ToClient,
		people, l.Subject, l.InReplyTo, refers, l.MessageID, moment{l.ReturnBy}, moment{l.NotBefore}, l.Template, l.Text, l.HTML, append([]byte{}, l.Raw...))
	if err != nil {
		return r, false, err
	}
	return r, true, noteAttempt(ctx, s, r.ID, now, r.Phase, l.Because)
}

// Outbox lists letters, latest first, without HTML and Raw.
func (db *DB) Outbox(ctx context.Context, f OutboxFilter) ([]Row, error) {
	where, args := f.where()
	var rows []Row
	err := db.view(ctx, "list the outbox", func(ctx context.Context, s *session) error {
		var err error
		rows, err = rowList(ctx, s, "SELECT "+listedRow+" FROM outbox"+where+" ORDER BY id DESC LIMIT ?", append(args, cmp.Or(f.Limit, -1))...)
		return err
	})
	return rows, err
}

func (f OutboxFilter) where() (string, []any) {
	var terms []string
	var args []any
	add := func(term string, values ...any) {
		terms, args = append(terms, term), append(args, values...)
	}
	if len(f.Phases) > 0 {
		add("phase IN (?" + strings.Repeat(", ?", len(f.Phases)-1) + ")")
		for _, p := range f.Phases {
			args = append(args, string(p))
		}
		if !slices.Contains(f.Phases, letters.Sent) && !slices.Contains(f.Phases, letters.Withdrawn) {
			add("phase NOT IN ('sent', 'withdrawn')") // so that the index of what is not done with serves
		}
	}
	if f.Client != "" {
		add("client = ?", f.Client)
	}
	if f.Mailbox != "" {
		add("mailbox = ?", f.Mailbox)
	}
	if f.Conversation != 0 {
		add("conversation = ?", f.Conversation)
	}
	if f.MessageID != "" {
		add("message_id = ?", f.MessageID)
	}
	if !f.Since.IsZero() {
		add("created >= ?", moment{f.Since})
	}
	if len(terms) == 0 {
		return "", nil
	}
	return " WHERE " + strings.Join(terms, " AND "), args
}

// Letter returns a letter of the outbox with its story, oldest step first. It is ErrNotFound when there is none.
func (db *DB) Letter(ctx context.Context, id int64) (Row, []Attempt, error) {
	var r Row
	var story []Attempt
	err := db.view(ctx, fmt.Sprintf("letter %d", id), func(ctx context.Context, s *session) error {
		rows, err := rowList(ctx, s, "SELECT "+wholeRow+" FROM outbox WHERE id = ?", id)
		if err != nil {
			return err
		}
		if len(rows) == 0 {
			return ErrNotFound
		}
		r = rows[0]
		return s.each(ctx, "SELECT at, phase, response FROM attempt WHERE outbox = ? ORDER BY id", []any{r.ID}, func(scan func(...any) error) error {
			var a Attempt
			var at moment
			err := scan(&at, &a.Phase, &a.Response)
			a.At = at.Time
			story = append(story, a)
			return err
		})
	})
	return r, story, err
}

func noteAttempt(ctx context.Context, s *session, id int64, at time.Time, phase letters.Phase, response string) error {
	_, err := s.exec(ctx, "INSERT INTO attempt (outbox, at, phase, response) VALUES (?, ?, ?, ?)", id, moment{at}, string(phase), clean(response))
	return err
}

// phaseOf returns the phase of a letter, ErrNotFound when there is none.
func phaseOf(ctx context.Context, s *session, id int64) (letters.Phase, error) {
	var phase letters.Phase
	err := s.get(ctx, "SELECT phase FROM outbox WHERE id = ?", []any{id}, &phase)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotFound
	}
	return phase, err
}

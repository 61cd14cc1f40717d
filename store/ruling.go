package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"vernus/rules"
)

// Rule keeps what a person decided, and has everything that it concerns thought through again. It returns the ruling with
// its id; a zero At becomes now, and Client that of the letter. A letter that is neither stored nor in the outbox is
// ErrNotFound.
func (db *DB) Rule(ctx context.Context, r rules.Ruling) (rules.Ruling, error) {
	if r.At.IsZero() {
		r.At = db.Now()
	}
	if err := r.Validate(); err != nil {
		return rules.Ruling{}, err
	}
	err := db.write(ctx, "keep the ruling", func(ctx context.Context, s *session) (err error) {
		r, err = keepRuling(ctx, s, r)
		return err
	})
	if err != nil {
		return rules.Ruling{}, err
	}
	return r, nil
}

// keepRuling is Rule within a transaction, of a ruling that has been validated.
func keepRuling(ctx context.Context, s *session, r rules.Ruling) (rules.Ruling, error) {
	if r.Letter != "" {
		client, err := clientOf(ctx, s, r.Letter)
		if err != nil {
			return r, fmt.Errorf("letter %s: %w", r.Letter, err)
		}
		r.Client = client
	}
	var err error
	r.ID, err = s.insert(ctx, `INSERT INTO ruling (kind, said_by, at, why, client, letter, words, manager, substitute, start, finish, decision, said_in)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, string(r.Kind), r.By, moment{r.At}, clean(r.Why), r.Client, clean(r.Letter), clean(r.Words),
		r.Manager, r.Substitute, moment{r.From}, moment{r.To}, string(r.Decision), clean(r.In))
	if err != nil {
		return r, err
	}
	return r, touchRuled(ctx, s, r)
}

// Unrule takes a ruling back, which has everything that it concerned thought through again. It is ErrNotFound when there
// is no such ruling, and ErrUndone with the ruling when it was taken back before.
func (db *DB) Unrule(ctx context.Context, id int64, by, why string) (rules.Ruling, error) {
	var r rules.Ruling
	err := db.write(ctx, fmt.Sprintf("take ruling %d back", id), func(ctx context.Context, s *session) (err error) {
		r, err = db.unrule(ctx, s, id, by, why)
		return err
	})
	return r, err
}

// unrule is Unrule within a transaction.
func (db *DB) unrule(ctx context.Context, s *session, id int64, by, why string) (rules.Ruling, error) {
	list, err := rulings(ctx, s, "WHERE r.id = ?", id)
	if err != nil {
		return rules.Ruling{}, err
	}
	if len(list) == 0 {
		return rules.Ruling{}, ErrNotFound
	}
	r := list[0]
	if !r.Undone.IsZero() {
		return r, ErrUndone
	}
	r.Undone, r.UndoneBy, r.UndoneWhy = db.Now(), by, why
	_, err = s.exec(ctx, "UPDATE ruling SET undone = ?, undone_by = ?, undone_why = ? WHERE id = ?", moment{r.Undone}, by, clean(why), id)
	if err != nil {
		return r, err
	}
	return r, touchRuled(ctx, s, r)
}

// RulingFilter chooses rulings. The zero filter takes those that stand and are not over.
type RulingFilter struct {
	Client string // "" for all
	In     string // Message-ID of the letter that said it; "" for all
	Kind   rules.RulingKind
	All    bool // also those that were taken back, and those whose time is over
}

// Rulings returns what people decided, oldest first.
func (db *DB) Rulings(ctx context.Context, f RulingFilter) ([]rules.Ruling, error) {
	var list []rules.Ruling
	now := db.Now()
	err := db.view(ctx, "rulings", func(ctx context.Context, s *session) error {
		where, args := "WHERE (?1 = '' OR r.client = ?1) AND (?2 = '' OR r.kind = ?2) AND (?3 = '' OR r.said_in = ?3)", []any{f.Client, string(f.Kind), f.In}
		switch {
		case f.Client != "" || f.In != "":
		case f.Kind == rules.Absence:
			where, args = absent, nil
		case f.Kind == rules.Stopped:
			where, args = stopping, nil
		}
		found, err := rulings(ctx, s, where, args...)
		list = slices.DeleteFunc(found, func(r rules.Ruling) bool { return !f.All && (!r.Undone.IsZero() || over(r, now)) })
		return err
	})
	return list, err
}

// TeamRulings returns what people decided about the team as a whole, whatever became of it: absences, and stops of all
// letters to clients; oldest first.
func (db *DB) TeamRulings(ctx context.Context) ([]rules.Ruling, error) {
	var list []rules.Ruling
	err := db.view(ctx, "rulings about the team", func(ctx context.Context, s *session) error {
		for _, where := range []string{absent, stopping} {
			found, err := rulings(ctx, s, where)
			if err != nil {
				return err
			}
			list = append(list, found...)
		}
		return nil
	})
	return list, err
}

// over reports whether the time that a ruling is about has passed.
func over(r rules.Ruling, now time.Time) bool {
	switch r.Kind {
	case rules.Snoozed, rules.Absence, rules.Paused:
		return !r.To.IsZero() && !r.To.After(now)
	}
	return false
}

// clientOf returns the client of a letter that is stored or in the outbox.
func clientOf(ctx context.Context, s *session, letter string) (string, error) {
	var client string
	err := s.get(ctx, `SELECT client FROM (SELECT client, 0 AS n FROM message WHERE message_id = ?1
		UNION ALL SELECT client, 1 FROM outbox WHERE message_id = ?1 AND to_client) ORDER BY n LIMIT 1`, []any{clean(letter)}, &client)
	if errors.Is(err, sql.ErrNoRows) {
		return "", ErrNotFound
	}
	return client, err
}

// touchRuled has thought through again what a ruling concerns: the conversation of its letter; where something was open,
// those of its client, and those of everybody when somebody is absent, since who answers for what is for the rules to say, or
// when all letters are stopped.
func touchRuled(ctx context.Context, s *session, r rules.Ruling) error {
	everybody := r.Kind == rules.Absence || r.Kind == rules.Stopped
	var err error
	if r.Client != "" {
		err = touchAccounts(ctx, s, r.Client)
	} else if everybody {
		_, err = s.exec(ctx, "UPDATE account SET revision = revision + 1")
	}
	if err != nil {
		return err
	}
	switch {
	case r.Letter != "":
		_, err = s.exec(ctx, `UPDATE conversation SET revision = revision + 1 WHERE merged_into IS NULL AND id IN (
			SELECT coalesce(c.merged_into, c.id) FROM conversation c WHERE c.id IN (SELECT conversation FROM message WHERE message_id = ?1
				UNION SELECT conversation FROM outbox WHERE message_id = ?1))`, clean(r.Letter))
	case r.Client != "":
		err = touchOpen(ctx, s, r.Client)
	case everybody:
		_, err = s.exec(ctx, "UPDATE conversation SET revision = revision + 1 WHERE client <> '' AND "+openConversations)
	}
	return err
}

// absent chooses the absences, stopping the stops, and aboutClients the other rulings about clients, by their indexes: what people ruled over
// the years must not be gone through in every cycle.
const (
	absent       = "INDEXED BY ruling_absence WHERE r.kind = 'absence'"
	stopping     = "INDEXED BY ruling_stop WHERE r.kind = 'stop'"
	aboutClients = "INDEXED BY ruling_client WHERE r.client <> '' AND r.client IN (SELECT value FROM json_each(?)) AND r.kind <> 'absence'"
)

// rulingsQuery, a condition, and rulingsOrder make a query.
const (
	rulingsQuery = `SELECT r.id, r.kind, r.said_by, r.at, r.why, r.client, r.letter, r.words, r.manager, r.substitute, r.start, r.finish, r.decision, r.said_in,
		r.undone, r.undone_by, r.undone_why FROM ruling r `
	rulingsOrder = " ORDER BY r.at, r.id"
)

// rulings returns the rulings that a condition on r chooses, oldest first.
func rulings(ctx context.Context, s *session, where string, args ...any) ([]rules.Ruling, error) {
	var list []rules.Ruling
	err := s.each(ctx, rulingsQuery+where+rulingsOrder, args, func(scan func(...any) error) error {
		var r rules.Ruling
		var at, from, to, undone moment
		err := scan(&r.ID, &r.Kind, &r.By, &at, &r.Why, &r.Client, &r.Letter, &r.Words, &r.Manager, &r.Substitute, &from, &to, &r.Decision, &r.In,
			&undone, &r.UndoneBy, &r.UndoneWhy)
		r.At, r.From, r.To, r.Undone = at.Time, from.Time, to.Time, undone.Time
		list = append(list, r)
		return err
	})
	return list, err
}

// clientRulings returns the rulings about clients, those about letters of theirs too, and all absences, oldest first.
func clientRulings(ctx context.Context, s *session, clients []string) ([]rules.Ruling, error) {
	names, err := asJSON(clients)
	if err != nil {
		return nil, err
	}
	list, err := rulings(ctx, s, aboutClients, names)
	if err != nil {
		return nil, err
	}
	absences, err := rulings(ctx, s, absent)
	list = append(list, absences...)
	slices.SortStableFunc(list, func(a, b rules.Ruling) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) })
	return list, err
}

// rulings adds what people decided to the conversations that it concerns: about a letter in it, its client, or somebody
// absent who takes part in it.
func (l *loading) rulings(ctx context.Context, s *session) error {
	var any bool
	if err := s.get(ctx, "SELECT EXISTS (SELECT 1 FROM ruling)", nil, &any); err != nil || !any {
		return err
	}
	ids := make([]string, 0, len(l.byID))
	for id := range l.byID {
		ids = append(ids, id)
	}
	byLetter, err := asJSON(ids)
	if err != nil {
		return err
	}
	list, err := rulings(ctx, s, "WHERE r.letter IN (SELECT value FROM json_each(?)) AND r.letter <> ''", byLetter)
	if err != nil {
		return err
	}
	clients := make([]string, 0, len(l.bySubject))
	for key := range l.bySubject {
		clients = append(clients, key.client)
	}
	wide, err := clientRulings(ctx, s, clients)
	if err != nil {
		return err
	}
	for _, r := range slices.Concat(list, slices.DeleteFunc(wide, func(r rules.Ruling) bool { return r.Letter != "" })) {
		for _, i := range l.concerned(r) {
			l.list[i].Rulings = append(l.list[i].Rulings, r)
		}
	}
	for i := range l.list {
		slices.SortStableFunc(l.list[i].Rulings, func(a, b rules.Ruling) int { return a.At.Compare(b.At) })
	}
	return nil
}

// concerned returns which of the conversations a ruling is about.
func (l *loading) concerned(r rules.Ruling) []int {
	var in []int
	if r.Letter != "" {
		in = slices.Clone(l.byID[r.Letter])
		slices.Sort(in)
		return slices.Compact(in)
	}
	for i := range l.list {
		c := &l.list[i]
		if c.Client != "" && (r.Client == c.Client || r.Kind == rules.Absence && takesPart(c, r.Manager)) {
			in = append(in, i)
		}
	}
	return in
}

// takesPart reports whether a manager wrote a letter of a conversation, is among its readers, or has a copy.
func takesPart(c *Conversation, manager string) bool {
	for i := range c.Entries {
		e := &c.Entries[i]
		if e.From.Mail == manager || slices.Contains(e.Mailboxes, manager) {
			return true
		}
		for _, a := range e.To {
			if a.Mail == manager {
				return true
			}
		}
		for _, a := range e.Cc {
			if a.Mail == manager {
				return true
			}
		}
	}
	return false
}

package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"vernus/rules"
)

// Matter is what people ask about: a conversation, or a client as a whole, with all that is owed and was written in it.
type Matter struct {
	Conversation Conversation    // with Related; its ID is 0 for a client as a whole
	Findings     []rules.Finding // as of when it was last thought through
	Held         []Held          // why letters were not written, oldest first
	Written      []Row           // letters about it, oldest first, without HTML and Raw
}

// Matter returns the conversation with an id, or the one that it became part of. It is ErrNotFound when there is none.
func (db *DB) Matter(ctx context.Context, conversation int64) (Matter, error) {
	var m Matter
	err := db.view(ctx, "look into a conversation", func(ctx context.Context, s *session) error {
		list, err := loadConversations(ctx, s, []int64{conversation})
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrNotFound
		}
		if err := addRelated(ctx, s, list, begun(list)); err != nil {
			return err
		}
		m.Conversation = list[0]
		return m.load(ctx, s, matterQueries{
			findings: "SELECT conversation, finding FROM finding WHERE conversation = ? ORDER BY n",
			held:     "conversation = ?",
			written:  "id IN (SELECT id FROM outbox WHERE conversation = ?1 UNION SELECT outbox FROM cover WHERE conversation = ?1)",
		}, list[0].ID)
	})
	return m, err
}

// MatterOf returns what concerns a client as a whole, and none of his conversations.
func (db *DB) MatterOf(ctx context.Context, client string) (Matter, error) {
	m := Matter{}
	m.Conversation.Client = client
	err := db.view(ctx, "look into what concerns "+client, func(ctx context.Context, s *session) error {
		return m.load(ctx, s, matterQueries{
			findings: "SELECT 0, finding FROM account_finding WHERE client = ? ORDER BY n",
			held:     "conversation IS NULL AND client = ?",
			written: "id IN (SELECT id FROM outbox WHERE conversation IS NULL AND client = ?1 AND client <> ''" +
				" UNION SELECT outbox FROM cover WHERE conversation IS NULL AND client = ?1 AND client <> '')",
		}, client)
	})
	return m, err
}

// matterQueries choose what belongs to a matter; each has one parameter.
type matterQueries struct{ findings, held, written string }

func (m *Matter) load(ctx context.Context, s *session, q matterQueries, of any) error {
	var err error
	if m.Findings, err = findings(ctx, s, q.findings, of); err != nil {
		return err
	}
	if m.Held, err = heldList(ctx, s, q.held, of); err != nil {
		return err
	}
	m.Written, err = rowList(ctx, s, "SELECT "+listedRow+" FROM outbox WHERE "+q.written+" ORDER BY id", of)
	return err
}

// ConversationOf returns the conversation of a letter, which may also be one of ours in the outbox, by its Message-ID: 0 for a
// letter of ours that belongs to none. It is ErrNotFound when there is no such letter.
func (db *DB) ConversationOf(ctx context.Context, messageID string) (int64, error) {
	var id int64
	err := db.view(ctx, "letter "+messageID, func(ctx context.Context, s *session) error {
		err := s.get(ctx, conversationOfQuery, []any{clean(messageID)}, &id)
		if errors.Is(err, sql.ErrNoRows) {
			return ErrNotFound
		}
		return err
	})
	return id, err
}

const conversationOfQuery = `SELECT coalesce(conversation, 0) FROM (SELECT conversation, 0 AS n FROM message WHERE message_id = ?1
	UNION ALL SELECT conversation, 1 FROM outbox WHERE message_id = ?1) ORDER BY n LIMIT 1`

// ByCode returns the letters of the outbox and the findings that people call by a code (letters.Short); letters come
// without HTML and Raw. There is hardly ever more than one of both together, and none when nothing is called so.
func (db *DB) ByCode(ctx context.Context, code string) ([]Row, []rules.Finding, error) {
	var rows []Row
	var found []rules.Finding
	code = strings.ToLower(code)
	err := db.view(ctx, "look for "+code, func(ctx context.Context, s *session) error {
		var err error
		if rows, err = rowList(ctx, s, "SELECT "+listedRow+" FROM outbox WHERE code = ? ORDER BY id", code); err != nil {
			return err
		}
		found, err = findings(ctx, s, findingByCodeQuery, code)
		return err
	})
	return rows, found, err
}

const findingByCodeQuery = "SELECT conversation, finding FROM finding WHERE code = ?1 UNION ALL SELECT 0, finding FROM account_finding WHERE code = ?1"

// findings reads findings that a query gives with their conversation, which may have become another one since.
func findings(ctx context.Context, s *session, query string, args ...any) ([]rules.Finding, error) {
	var list []rules.Finding
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var f rules.Finding
		var conversation int64
		err := scan(&conversation, inJSON{&f})
		f.Conversation = conversation
		list = append(list, f)
		return err
	})
	return list, err
}

func heldList(ctx context.Context, s *session, where string, args ...any) ([]Held, error) {
	const columns = "duty, kind, at, rule, coalesce(conversation, 0), client, manager, reason, detail, again"
	var all []Held
	err := s.each(ctx, "SELECT "+columns+" FROM held WHERE "+where+" ORDER BY at, duty, kind", args, func(scan func(...any) error) error {
		var h Held
		var at, again moment
		err := scan(&h.Duty, &h.Kind, &at, &h.Rule, &h.Conversation, &h.Client, &h.Manager, &h.Reason, &h.Detail, &again)
		h.At, h.Again = at.Time, again.Time
		all = append(all, h)
		return err
	})
	return all, err
}

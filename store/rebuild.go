package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// StoredMessage is a message as it is kept. Its Message lacks Cuts.
type StoredMessage struct {
	Message   *mailbox.Message
	Reading   reading.Reading
	Direction mailbox.Direction
	Client    string
	Own       bool
	Imported  bool
	Signed    bool // what NewText ends with is its sender's signature, and not to be read
}

// Renewed is what is known of a message after reading it anew.
type Renewed struct {
	Client    string
	Direction mailbox.Direction
	Reading   reading.Reading
	Ending    mailbox.Ending // of NewText
	Meetings  Told
}

// rebuildChunk is how many conversations are renewed in one transaction.
const rebuildChunk = 100

// Rebuild has every stored message read anew, unless that was done for the same fingerprint: a string of all that readings
// depend on, such as reading.Version, the people and the calendars. Where letters change clients, their conversations are
// put together anew. What letters end with is counted anew: Learn is to follow. It returns how many messages it went
// through. The work is done in many transactions; one that was interrupted goes on where it stopped.
func (db *DB) Rebuild(ctx context.Context, fingerprint string, renew func(StoredMessage) Renewed) (int, error) {
	total := 0
	for {
		n, done := 0, false
		err := db.write(ctx, "read stored mail anew", func(calm context.Context, s *session) error {
			next, finished, err := rebuildCursor(calm, s, fingerprint)
			if err != nil || finished {
				done = finished
				return err
			}
			if next == 0 {
				if err := forgetEndings(calm, s); err != nil {
					return err
				}
			}
			ids, err := idList(calm, s, "SELECT id FROM conversation WHERE id > ? AND merged_into IS NULL ORDER BY id LIMIT ?", next, rebuildChunk)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if err := ctx.Err(); err != nil {
					return err
				}
				m, err := db.renewConversation(calm, s, id, renew)
				if err != nil {
					return fmt.Errorf("conversation %d: %w", id, err)
				}
				n, next = n+m, id
			}
			done = len(ids) == 0
			return setRebuildCursor(calm, s, fingerprint, next, done)
		})
		if err != nil {
			return total, err
		}
		if total += n; done {
			return total, nil
		}
	}
}

// rebuildCursor returns the conversation up to which messages have been renewed for a fingerprint.
func rebuildCursor(ctx context.Context, s *session, fingerprint string) (next int64, done bool, err error) {
	var value string
	err = s.get(ctx, "SELECT value FROM meta WHERE name = 'readings'", nil, &value)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	var c rebuilt
	if err == nil {
		err = json.Unmarshal([]byte(value), &c)
	}
	if c.Fingerprint != fingerprint {
		return 0, false, err
	}
	return c.Next, c.Done, err
}

// rebuilt is how far readings have been renewed.
type rebuilt struct {
	Fingerprint string
	Next        int64
	Done        bool
}

func setRebuildCursor(ctx context.Context, s *session, fingerprint string, next int64, done bool) error {
	value, err := asJSON(rebuilt{fingerprint, next, done})
	if err != nil {
		return err
	}
	_, err = s.exec(ctx, "INSERT INTO meta (name, value) VALUES ('readings', ?) ON CONFLICT DO UPDATE SET value = excluded.value", value)
	return err
}

// renewConversation renews the messages of a conversation and returns how many there are.
func (db *DB) renewConversation(ctx context.Context, s *session, id int64, renew func(StoredMessage) Renewed) (int, error) {
	items, err := storedItems(ctx, s, id)
	if err != nil {
		return 0, err
	}
	calendars, err := calendarsOf(ctx, s, id)
	if err != nil {
		return 0, err
	}
	moved, changed := false, false
	var touched []string // clients
	for _, it := range items {
		it.message.Calendars = calendars[it.row]
		r := renew(it.stored())
		if r.Ending.Lines != "" && !it.in.Own {
			if _, err := noteEnding(ctx, s, it.message.From.Mail, r.Ending, it.row); err != nil {
				return 0, err
			}
		}
		if it.tells(r) {
			if err := retell(ctx, s, it.row, it.message.At, r.Meetings); err != nil {
				return 0, err
			}
		}
		reading := packed(packReading(r.Reading, it.message.NewText))
		if reading == it.reading && r.Client == it.in.Client && r.Direction == it.in.Direction {
			continue
		}
		changed, moved = true, moved || r.Client != it.in.Client
		touched = append(touched, it.in.Client, r.Client)
		it.in.Client, it.in.Direction, it.in.Reading, it.reading = r.Client, r.Direction, r.Reading, reading
		_, err := s.exec(ctx, "UPDATE message SET client = ?, direction = ?, marks = ?, reading = ? WHERE id = ?",
			r.Client, string(r.Direction), marksOf(it.message.NewText, r.Reading), reading, it.row)
		if err != nil {
			return 0, err
		}
	}
	if !changed {
		return len(items), nil
	}
	if err := forgetLines(ctx, s); err != nil {
		return 0, err
	}
	if err := touchAccounts(ctx, s, touched...); err != nil {
		return 0, err
	}
	if moved {
		return len(items), rethread(ctx, s, id, items)
	}
	return len(items), touch(ctx, s, sql.NullInt64{Int64: id, Valid: true})
}

// tells reports whether what the message tells of meetings may be another thing than before.
func (it *item) tells(r Renewed) bool {
	return len(it.message.Calendars) > 0 || it.in.Reading.Minutes.Form != r.Reading.Minutes.Form || len(r.Meetings.Readers) > 0
}

func (it *item) stored() StoredMessage {
	return StoredMessage{it.message, it.in.Reading, it.in.Direction, it.in.Client, it.in.Own, it.imported, false}
}

// storedItems loads the messages of a conversation, oldest first.
func storedItems(ctx context.Context, s *session, conversation int64) ([]*item, error) {
	var items []*item
	err := s.each(ctx, itemQuery+"m.conversation = ? ORDER BY m.at, m.id", []any{conversation}, func(scan func(...any) error) error {
		it, err := scanItem(scan)
		items = append(items, it)
		return err
	})
	return items, err
}

const itemQuery = "SELECT m.id, m.client, m.direction, m.imported, m.own, coalesce(t.rest, ''), " + messageColumns +
	" FROM message m LEFT JOIN message_rest t ON t.message = m.id WHERE "

func scanItem(scan func(...any) error) (*item, error) {
	it := &item{}
	var m storedMessage
	var rest string
	dest := []any{&it.row, &it.in.Client, &it.in.Direction, &it.imported, &it.in.Own, &rest}
	err := scan(append(dest, m.dest()...)...)
	if err != nil {
		return nil, err
	}
	if it.message, it.in.Reading, err = m.message(); err != nil {
		return nil, err
	}
	it.reading = m.reading
	if it.message.Text, err = wholeText(rest, m.newText); err != nil {
		return nil, fmt.Errorf("message %s: %w", m.id, err)
	}
	it.in.Message = it.message
	return it, nil
}

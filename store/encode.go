package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// moment is a time as the database holds it: nanoseconds since 1970, NULL for the zero time. Nothing is rounded, so
// that a moment read back is neither earlier nor later than the one that was computed.
type moment struct{ time.Time }

// The first and last moments that fit; others are moved there.
var (
	earliest = time.Unix(0, -1<<63)
	latest   = time.Unix(0, 1<<63-1)
)

func (m moment) nanoseconds() int64 {
	switch {
	case m.Before(earliest):
		return -1 << 63
	case m.After(latest):
		return 1<<63 - 1
	}
	return m.UnixNano()
}

// Value implements driver.Valuer.
func (m moment) Value() (driver.Value, error) {
	if m.IsZero() {
		return nil, nil
	}
	return m.nanoseconds(), nil
}

// Scan implements sql.Scanner.
func (m *moment) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		m.Time = time.Time{}
	case int64:
		m.Time = time.Unix(0, v).UTC()
	default:
		return fmt.Errorf("a moment cannot be %T", src)
	}
	return nil
}

// storedMessage is the columns of a message.
type storedMessage struct {
	id, subject, newText, people string
	kind                         mailbox.Kind
	head, reading                packed
}

// messageColumns are scanned by storedMessage.dest.
const messageColumns = "m.message_id, m.kind, m.subject, m.people, m.head, m.reading, m.new_text"

func (s *storedMessage) dest() []any {
	return []any{&s.id, &s.kind, &s.subject, &s.people, &s.head, &s.reading, &s.newText}
}

// message makes a message of its stored columns, without Text, Cuts and Calendars, and what was read in it.
func (s *storedMessage) message() (*mailbox.Message, reading.Reading, error) {
	m := &mailbox.Message{ID: s.id, Subject: s.subject, NewText: s.newText, Kind: s.kind}
	err := unpackHead(string(s.head), m)
	if err == nil {
		err = readPeople(s.people, m)
	}
	r, unread := unpackReading(string(s.reading), s.newText)
	if err = errors.Join(err, unread); err != nil {
		return nil, r, fmt.Errorf("message %s: %w", s.id, err)
	}
	return m, r, nil
}

// packed is scanned from, and stored as, bytes.
type packed string

// Value implements driver.Valuer.
func (p packed) Value() (driver.Value, error) { return []byte(p), nil }

// Scan implements sql.Scanner.
func (p *packed) Scan(src any) error {
	b, ok := src.([]byte)
	if !ok {
		return fmt.Errorf("a packed record cannot be %T", src)
	}
	*p = packed(b)
	return nil
}

// asJSON encodes a value; characters of HTML stay as they are, since mail is full of them.
func asJSON(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// inJSON scans JSON into what v points to.
type inJSON struct{ v any }

// Scan implements sql.Scanner.
func (j inJSON) Scan(src any) error {
	switch src := src.(type) {
	case string:
		return json.Unmarshal([]byte(src), j.v)
	case []byte:
		return json.Unmarshal(src, j.v)
	}
	return fmt.Errorf("JSON cannot be %T", src)
}

// clean makes a string fit for comparing in SQL and JSON alike: valid UTF-8 without NUL.
func clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\ufffd"), "\x00", "")
}

// stored is the moment as it comes back from the database.
func (m moment) stored() time.Time {
	if m.IsZero() {
		return time.Time{}
	}
	return time.Unix(0, m.nanoseconds()).UTC()
}

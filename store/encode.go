package store

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
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

// stamp is a time with its zone, for JSON: what a writer calls tomorrow depends on where he writes. [nanoseconds,
// seconds east of UTC].
type stamp [2]int64

func newStamp(t time.Time) *stamp {
	if t.IsZero() {
		return nil
	}
	_, offset := t.Zone()
	return &stamp{moment{t}.nanoseconds(), int64(offset)}
}

func (s *stamp) time() time.Time {
	if s == nil {
		return time.Time{}
	}
	if s[1] == 0 {
		return time.Unix(0, s[0]).UTC()
	}
	return time.Unix(0, s[0]).In(time.FixedZone("", int(s[1])))
}

// head is the part of mailbox.Message that is kept as JSON.
type head struct {
	Date        *stamp               `json:"date,omitempty"`
	At          *stamp               `json:"at,omitempty"`
	BaseSubject string               `json:"base,omitempty"`
	InReplyTo   []string             `json:"in_reply_to,omitempty"`
	References  []string             `json:"references,omitempty"`
	Attachments []mailbox.Attachment `json:"attachments,omitempty"`
	KindWhy     string               `json:"kind_why,omitempty"`
	NoReply     string               `json:"no_reply,omitempty"`
	Forged      string               `json:"forged,omitempty"`
	Instance    string               `json:"instance,omitempty"`
	IDMade      bool                 `json:"id_made,omitempty"`
	Unsure      bool                 `json:"unsure,omitempty"`
	Partial     bool                 `json:"partial,omitempty"`
}

func headOf(m *mailbox.Message) head {
	return head{
		Date: newStamp(m.Date), At: newStamp(m.At), BaseSubject: m.BaseSubject, InReplyTo: m.InReplyTo, References: m.References,
		Attachments: m.Attachments, KindWhy: m.KindWhy, NoReply: m.NoReply, Forged: m.Forged,
		Instance: m.Instance, IDMade: m.IDMade, Unsure: m.Unsure, Partial: m.Partial,
	}
}

// people is who a message is from and to. As JSON it is lists without names of fields, so that its words are theirs.
type people [4][]person // from, to, cc, reply-to

type person [2]string // name, address

func peopleOf(m *mailbox.Message) people {
	var p people
	for i, list := range [][]mailbox.Address{{m.From}, m.To, m.Cc, m.ReplyTo} {
		p[i] = make([]person, len(list))
		for j, a := range list {
			p[i][j] = person{a.Name, a.Mail}
		}
	}
	return p
}

func (p people) addresses(i int) []mailbox.Address {
	var list []mailbox.Address
	for _, a := range p[i] {
		list = append(list, mailbox.Address{Name: a[0], Mail: a[1]})
	}
	return list
}

// storedMessage is the columns of a message.
type storedMessage struct {
	id, subject, newText string
	kind                 mailbox.Kind
	people               people
	head                 head
}

// messageColumns are scanned by storedMessage.dest.
const messageColumns = "m.message_id, m.kind, m.subject, m.people, m.head, m.new_text"

func (s *storedMessage) dest() []any {
	return []any{&s.id, &s.kind, &s.subject, inJSON{&s.people}, inJSON{&s.head}, &s.newText}
}

// message makes a message of its stored columns, without Text, Cuts and Calendars.
func (s *storedMessage) message() *mailbox.Message {
	h, p := s.head, s.people
	m := &mailbox.Message{
		ID: s.id, Date: h.Date.time(), At: h.At.time(), To: p.addresses(1), Cc: p.addresses(2), ReplyTo: p.addresses(3),
		Subject: s.subject, BaseSubject: h.BaseSubject, InReplyTo: h.InReplyTo, References: h.References,
		NewText: s.newText, Attachments: h.Attachments, Kind: s.kind, KindWhy: h.KindWhy, NoReply: h.NoReply,
		Forged: h.Forged, Instance: h.Instance, IDMade: h.IDMade, Unsure: h.Unsure, Partial: h.Partial,
	}
	if from := p.addresses(0); len(from) > 0 {
		m.From = from[0]
	}
	return m
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

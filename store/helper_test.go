package store

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// monday is the moment at which tests begin.
var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, time.FixedZone("", 3*3600))

const (
	anna  = "anna@agency.example"
	boris = "boris@agency.example"
	ivan  = "ivan@romashka.example"
)

// openTest opens a database in a temporary folder, or in memory, whose clock the test sets.
func openTest(t testing.TB, path string) *DB {
	t.Helper()
	if path == "" {
		path = filepath.Join(t.TempDir(), "vernus.db")
	}
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	db.Now = func() time.Time { return monday }
	db.Instance = "test"
	return db
}

// letter is a message of a test: from Ivan of Romashka to Anna unless changed.
func letter(id, subject, text string, change ...func(*Incoming)) Incoming {
	in := Incoming{
		Raw: mailbox.Raw{Received: monday},
		Message: &mailbox.Message{
			ID: id, Date: monday, At: monday, From: mailbox.Address{Name: "Иван Петров", Mail: ivan},
			To:      []mailbox.Address{{Name: "Анна", Mail: anna}},
			Subject: subject, BaseSubject: mailbox.BaseSubject(subject), Text: text, NewText: text, Kind: mailbox.Human,
		},
		Reading:   reading.Reading{Language: "ru", NeedsReply: true, Acts: []reading.Act{{Type: reading.Question, Text: text, Precision: reading.None}}},
		Direction: mailbox.Incoming,
		Client:    "Ромашка",
	}
	for _, f := range change {
		f(&in)
	}
	return in
}

func replyTo(ids ...string) func(*Incoming) {
	return func(in *Incoming) { in.Message.InReplyTo, in.Message.References = ids[len(ids)-1:], ids }
}

func fromUs(in *Incoming) {
	m := in.Message
	m.From, m.To = mailbox.Address{Name: "Анна", Mail: anna}, []mailbox.Address{{Mail: ivan}}
	in.Direction = mailbox.Outgoing
}

func after(d time.Duration) func(*Incoming) {
	return func(in *Incoming) {
		in.Message.Date, in.Message.At, in.Raw.Received = monday.Add(d), monday.Add(d), monday.Add(d)
	}
}

func ownLetter(in *Incoming) { fromUs(in); in.Own = true }

// batch gives letters consecutive UIDs from first on.
func batch(folder string, first uint32, in ...Incoming) (mailbox.Batch, []Incoming) {
	b := mailbox.Batch{Folder: folder, Role: mailbox.RoleOther, Position: mailbox.Position{UIDValidity: 7, UIDNext: first + uint32(len(in))}}
	switch folder {
	case "INBOX":
		b.Role = mailbox.RoleInbox
	case "Sent":
		b.Role = mailbox.RoleSent
	case "Drafts":
		b.Role = mailbox.RoleDrafts
	}
	for i := range in {
		in[i].Raw.UID, in[i].Raw.Folder, in[i].Raw.Role = first+uint32(i), folder, b.Role
		b.Messages = append(b.Messages, in[i].Raw)
	}
	return b, in
}

// put stores letters in Anna's folder.
func put(t testing.TB, db *DB, folder string, first uint32, in ...Incoming) Ingested {
	t.Helper()
	return putAs(t, db, anna, folder, first, in...)
}

func putAs(t testing.TB, db *DB, box, folder string, first uint32, in ...Incoming) Ingested {
	t.Helper()
	b, in := batch(folder, first, in...)
	done, err := db.Ingest(t.Context(), box, b, in)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func all(t testing.TB, db *DB) []Conversation {
	t.Helper()
	var list []Conversation
	for c, err := range db.AllConversations(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, c)
	}
	return list
}

// shape writes conversations as "client: id id | client: id".
func shape(list []Conversation) string {
	s := ""
	for i, c := range list {
		if i > 0 {
			s += " | "
		}
		s += c.Client + ":"
		for _, e := range c.Entries {
			s += " " + e.ID
		}
	}
	return s
}

func snapshot(t testing.TB, db *DB, now time.Time) *Snapshot {
	t.Helper()
	snap, err := db.Snapshot(t.Context(), now, Place{})
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

// settleAll settles all that is to be thought about.
func settleAll(t testing.TB, db *DB, now time.Time) {
	t.Helper()
	for {
		snap := snapshot(t, db, now)
		d := Decision{Now: now}
		for _, c := range snap.Conversations {
			d.Settled = append(d.Settled, Settled{Conversation: c.ID, Revision: c.Revision})
		}
		if _, err := db.Enqueue(t.Context(), d); err != nil {
			t.Fatal(err)
		}
		if !snap.More {
			return
		}
	}
}

// count returns the number that a query gives.
func count(t testing.TB, db *DB, query string, args ...any) int {
	t.Helper()
	var n int
	err := db.view(t.Context(), "count", func(ctx context.Context, s *session) error { return s.get(ctx, query, args, &n) })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func equal[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got  %v\n want %v", what, got, want)
	}
}

func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Incoming is a message of a batch with what was understood of it.
type Incoming struct {
	Raw       mailbox.Raw
	Message   *mailbox.Message
	Reading   reading.Reading
	Direction mailbox.Direction
	Client    string // the client's name; "" when none
	Own       bool   // written by this Vernus
	Answers   string // Message-ID of a letter of this Vernus that it answers; "" when none
	Ending    mailbox.Ending
	Signed    bool  // Ending was known to be a signature: Reading is of what is above it
	Meetings  Told  // what it tells of meetings
	Err       error // why it could not be understood: then it goes to quarantine
}

// Ingested is what became of a batch. Each of its messages is counted once in New, Known, Quarantined or Drafts.
type Ingested struct {
	New         int
	Known       int // seen before, here or in another mailbox
	Quarantined int
	Drafts      int
	Own         int  // of New and Known, those that are letters of the outbox
	Learned     bool // an ending of letters has proved to be a signature: call Learn
}

// Ingest stores a batch of a mailbox's folder with everything that follows from it: messages in their conversations,
// where copies lie, drafts, the quarantine, the search index, letters of the outbox found again, and how far the folder
// has been read. Storing the same batch again changes nothing.
//
// Two different letters that bear the same Message-ID are both kept: the later one under an id derived from its content.
func (db *DB) Ingest(ctx context.Context, box string, b mailbox.Batch, in []Incoming) (Ingested, error) {
	now := db.Now()
	items := make([]*item, len(in))
	for i := range in {
		items[i] = prepare(in[i], now)
	}
	var done Ingested
	err := db.write(ctx, fmt.Sprintf("store %d messages of %s in %s", len(in), b.Folder, box), func(calm context.Context, s *session) error {
		f, err := openFolder(calm, s, box, b, now)
		if err != nil {
			return err
		}
		if done, err = f.ingest(calm, s, items, now); err != nil {
			return err
		}
		if err := f.flags(calm, s); err != nil {
			return err
		}
		db.index.gather(items)
		if err := db.index.catchUp(calm, s, b.Import && b.Done < b.Total); err != nil {
			return err
		}
		return f.close(calm, s)
	})
	if err != nil {
		return Ingested{}, err
	}
	return done, nil
}

// ingest stores the messages of a batch.
func (f *folder) ingest(ctx context.Context, s *session, items []*item, now time.Time) (Ingested, error) {
	var done Ingested
	var mail, drafts []*item
	var good []uint32
	for _, it := range items {
		switch {
		case it.in.Err != nil:
			done.Quarantined++
			if err := f.quarantine(ctx, s, &it.in, now); err != nil {
				return done, err
			}
			continue
		case f.batch.Role == mailbox.RoleDrafts:
			drafts = append(drafts, it)
		default:
			mail = append(mail, it)
		}
		good = append(good, it.in.Raw.UID)
	}
	if err := f.release(ctx, s, good); err != nil {
		return done, err
	}
	own, err := f.findOwn(ctx, s, items, now)
	if err != nil {
		return done, err
	}
	done.Own, done.Drafts = own, len(drafts)
	if err := f.storeMail(ctx, s, mail, &done); err != nil {
		return done, err
	}
	if err := f.noteAnswers(ctx, s, mail, now); err != nil {
		return done, err
	}
	return done, f.storeDrafts(ctx, s, drafts, now)
}

// storeMail stores letters, those already known as further copies.
func (f *folder) storeMail(ctx context.Context, s *session, items []*item, done *Ingested) error {
	if len(items) == 0 {
		return nil
	}
	known, err := findKnown(ctx, s, items)
	if err != nil {
		return err
	}
	p, err := newPlacing(ctx, s, items)
	if err != nil {
		return err
	}
	next, err := nextID(ctx, s, "message")
	if err != nil {
		return err
	}
	var fresh, copies []*item
	for _, it := range items {
		if row := known.find(it); row != 0 {
			it.row = row
			copies = append(copies, it)
			continue
		}
		it.row, it.thread = next, p.place(it)
		next++
		known.add(it)
		fresh = append(fresh, it)
	}
	done.New, done.Known = len(fresh), len(copies)
	if err := p.store(ctx, s); err != nil {
		return err
	}
	if err := touchRelated(ctx, s, fresh); err != nil {
		return err
	}
	if err := touchAccounts(ctx, s, clientsOf(fresh)...); err != nil {
		return err
	}
	for _, it := range fresh {
		if err := f.insert(ctx, s, it); err != nil {
			return fmt.Errorf("message %s: %w", it.message.ID, err)
		}
	}
	if done.Learned, err = noteEndings(ctx, s, fresh); err != nil {
		return err
	}
	return f.locate(ctx, s, fresh, copies)
}

// insert writes a new message's rows.
func (f *folder) insert(ctx context.Context, s *session, it *item) error {
	m := it.message
	_, err := s.exec(ctx, `INSERT INTO message (id, message_id, conversation, at, client, direction, imported, own, marks, kind,
		sender, date, text_hash, subject, people, head, reading, new_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		it.row, m.ID, it.thread.root().ID, moment{m.At}, it.in.Client, string(it.in.Direction), f.imported(it.in.Raw), it.in.Own, marksOf(m.NewText, it.in.Reading), string(m.Kind),
		m.From.Mail, moment{m.Date}, it.hash, m.Subject, it.people, it.head, it.reading, m.NewText)
	if err != nil {
		return err
	}
	if it.rest != "" {
		if _, err := s.exec(ctx, "INSERT INTO message_rest (message, rest) VALUES (?, ?)", it.row, it.rest); err != nil {
			return err
		}
	}
	for n, data := range m.Calendars {
		if data == nil {
			continue
		}
		if _, err := s.exec(ctx, "INSERT INTO calendar (message, n, data) VALUES (?, ?, ?)", it.row, n, data); err != nil {
			return err
		}
	}
	return keepTold(ctx, s, it.row, m.At, it.in.Meetings)
}

// locate keeps where the copies lie. A copy in one more mailbox is news for the conversation: who has a letter decides
// whose duty it is.
func (f *folder) locate(ctx context.Context, s *session, fresh, copies []*item) error {
	for _, it := range copies {
		_, err := s.exec(ctx, `UPDATE conversation SET revision = revision + 1
			WHERE id = (SELECT conversation FROM message WHERE id = ?1) AND NOT EXISTS (
				SELECT 1 FROM location l JOIN folder f ON f.id = l.folder WHERE l.message = ?1 AND f.mailbox = ?2)`,
			it.row, f.mailbox)
		if err != nil {
			return err
		}
	}
	var places []any
	for _, list := range [][]*item{copies, fresh} {
		for _, it := range list {
			places = append(places, f.id, it.in.Raw.UID, it.row, strings.Join(it.in.Raw.Flags, " "))
		}
	}
	return s.execRows(ctx, placeQuery, 4, places)
}

var placeQuery = rowsQuery{"INSERT INTO location (folder, uid, message, flags) VALUES ",
	" ON CONFLICT DO UPDATE SET message = excluded.message, flags = excluded.flags"}

// flags keeps the flags that changed on messages stored earlier.
func (f *folder) flags(ctx context.Context, s *session) error {
	for uid, flags := range f.batch.Flags {
		if _, err := s.exec(ctx, "UPDATE location SET flags = ? WHERE folder = ? AND uid = ?", strings.Join(flags, " "), f.id, uid); err != nil {
			return err
		}
	}
	return nil
}

// nextID returns the id that the next row of a table gets. Nobody else writes during a transaction that writes.
func nextID(ctx context.Context, s *session, table string) (int64, error) {
	var id int64
	err := s.get(ctx, "SELECT coalesce(max(id), 0) + 1 FROM "+table, nil, &id)
	return id, err
}

package store

import (
	"context"

	"vernus/mailbox"
	"vernus/rules"
)

// loading is conversations on their way out of the database.
type loading struct {
	list      []Conversation
	index     map[int64]int    // in list, by id
	position  map[int64][2]int // in list and Entries, by message.id
	byID      map[string][]int // in list, by the ids of letters in it
	bySubject map[subjectKey][]int
	ids       string // JSON
}

func loadConversations(ctx context.Context, s *session, ids []int64) ([]Conversation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	l := &loading{index: map[int64]int{}, position: map[int64][2]int{}, byID: map[string][]int{}, bySubject: map[subjectKey][]int{}}
	for _, load := range []func(context.Context, *session) error{
		func(ctx context.Context, s *session) error { return l.conversations(ctx, s, list) },
		l.entries, l.mailboxes, l.written, l.drafts, l.rulings, l.heard, l.lost,
	} {
		if err := load(ctx, s); err != nil {
			return nil, err
		}
	}
	return l.list, nil
}

func (l *loading) conversations(ctx context.Context, s *session, ids string) error {
	const query = `SELECT id, client, subject, base_subject, revision, state, look_again FROM conversation WHERE id IN (
		SELECT coalesce(c.merged_into, c.id) FROM json_each(?) j CROSS JOIN conversation c ON c.id = j.value) ORDER BY id`
	roots := []int64{}
	err := s.each(ctx, query, []any{ids}, func(scan func(...any) error) error {
		var c Conversation
		var base string
		var again moment
		err := scan(&c.ID, &c.Client, &c.Subject, &base, &c.Revision, &c.State, &again)
		c.LookAgain = again.Time
		key := subjectKey{c.Client, base}
		l.bySubject[key] = append(l.bySubject[key], len(l.list))
		l.index[c.ID] = len(l.list)
		l.list = append(l.list, c)
		roots = append(roots, c.ID)
		return err
	})
	if err != nil {
		return err
	}
	l.ids, err = asJSON(roots)
	return err
}

func (l *loading) entries(ctx context.Context, s *session) error {
	const query = "SELECT " + entryColumns + ` FROM json_each(?) j CROSS JOIN message m ON m.conversation = j.value
		ORDER BY j.value, m.at, m.id`
	return s.each(ctx, query, []any{l.ids}, func(scan func(...any) error) error {
		row, conversation, e, err := scanEntry(scan)
		if err != nil {
			return err
		}
		i := l.index[conversation]
		c := &l.list[i]
		l.position[row] = [2]int{i, len(c.Entries)}
		l.byID[e.ID] = append(l.byID[e.ID], i)
		c.Entries = append(c.Entries, e)
		return nil
	})
}

func (l *loading) mailboxes(ctx context.Context, s *session) error {
	const query = `SELECT DISTINCT m.id, b.address FROM json_each(?) j CROSS JOIN message m ON m.conversation = j.value
		CROSS JOIN location l ON l.message = m.id CROSS JOIN folder f ON f.id = l.folder CROSS JOIN mailbox b ON b.id = f.mailbox
		WHERE b.address <> '' ORDER BY b.address`
	return s.each(ctx, query, []any{l.ids}, func(scan func(...any) error) error {
		var row int64
		var address string
		err := scan(&row, &address)
		if at, ok := l.position[row]; ok {
			e := &l.list[at[0]].Entries[at[1]]
			e.Mailboxes = append(e.Mailboxes, address)
		}
		return err
	})
}

// writtenInQueries find the letters of ours in conversations; of those about several duties each that lies there.
var writtenInQueries = []string{
	`SELECT o.key, o.stage, o.duty, ` + writtenColumns + `, o.conversation FROM json_each(?1) j CROSS JOIN outbox o ON o.conversation = j.value`,
	`SELECT v.key, v.stage, v.duty, ` + writtenColumns + `, v.conversation FROM json_each(?1) j CROSS JOIN cover v ON v.conversation = j.value
		CROSS JOIN outbox o ON o.id = v.outbox`,
}

// written loads the letters of ours in each conversation, those about several duties with the one that lies here.
func (l *loading) written(ctx context.Context, s *session) error {
	rows, err := writtenRows(ctx, s, writtenInQueries, l.ids)
	for _, w := range rows {
		i := l.index[w.conversation]
		l.list[i].Written = append(l.list[i].Written, w.written())
		l.byID[w.MessageID] = append(l.byID[w.MessageID], i)
	}
	return err
}

// drafts adds the drafts that answer a letter of a conversation, and those with its client and subject that answer none.
func (l *loading) drafts(ctx context.Context, s *session) error {
	ids := make([]string, 0, len(l.byID))
	for id := range l.byID {
		ids = append(ids, id)
	}
	list, err := asJSON(ids)
	if err != nil {
		return err
	}
	pairs := make([][2]string, 0, len(l.bySubject))
	for key := range l.bySubject {
		if key.client != "" {
			pairs = append(pairs, [2]string{key.client, key.base})
		}
	}
	subjects, err := asJSON(pairs)
	if err != nil {
		return err
	}
	const query = `SELECT b.address, d.in_reply_to, d.recipients, d.at, d.client, d.base_subject FROM (
			SELECT p.draft AS id FROM json_each(?) j CROSS JOIN draft_parent p ON p.message_id = j.value
			UNION SELECT d.id FROM json_each(?) j CROSS JOIN draft d ON d.client = j.value ->> 0 AND d.base_subject = j.value ->> 1
			WHERE d.in_reply_to = '[]') AS found
		CROSS JOIN draft d ON d.id = found.id CROSS JOIN folder f ON f.id = d.folder CROSS JOIN mailbox b ON b.id = f.mailbox ORDER BY d.id`
	return s.each(ctx, query, []any{list, subjects}, func(scan func(...any) error) error {
		var d rules.Draft
		var at moment
		var key subjectKey
		if err := scan(&d.Mailbox, inJSON{&d.InReplyTo}, inJSON{&d.To}, &at, &key.client, &key.base); err != nil {
			return err
		}
		d.At = at.Time
		in := map[int]bool{}
		if len(d.InReplyTo) == 0 {
			for _, i := range l.bySubject[key] {
				in[i] = true
			}
		}
		for _, id := range d.InReplyTo {
			for _, i := range l.byID[id] {
				in[i] = true
			}
		}
		for i := range in {
			l.list[i].Drafts = append(l.list[i].Drafts, d)
		}
		return nil
	})
}

// recipients is who a letter of ours is from and to, as JSON.
type recipients struct {
	From   mailbox.Address   `json:"from"`
	To, Cc []mailbox.Address `json:",omitempty"`
}

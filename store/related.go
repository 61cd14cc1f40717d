package store

import (
	"context"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// relatedKept is how many letters of other conversations a conversation is given: the latest.
const relatedKept = 50

// relatedQuery finds the letters that people of ours wrote to a client, the latest first.
const relatedQuery = `SELECT m.id, m.conversation, m.at, m.message_id FROM message m WHERE m.client = +? AND m.at >= +?
	AND m.direction = 'outgoing' AND NOT m.own AND m.kind IN ('human', 'calendar') ORDER BY m.at DESC, m.conversation DESC, m.id DESC LIMIT +?`

// Related adds to conversations what people of ours wrote to their clients in other conversations since the moment that
// since gives for each of the list: an answer may stand there. For the zero moment nothing is added. Snapshot and
// AllConversations leave it out, because it is wanted only where something is open, and costs more than all the rest.
func (db *DB) Related(ctx context.Context, list []Conversation, since func(i int) time.Time) error {
	return db.view(ctx, "load letters of other conversations", func(ctx context.Context, s *session) error {
		return addRelated(ctx, s, list, since)
	})
}

func addRelated(ctx context.Context, s *session, list []Conversation, since func(i int) time.Time) error {
	r := relating{list: list, wanted: make([][]ours, len(list)), entries: map[string]rules.Entry{}}
	byClient := map[string][]int{}
	for i, c := range list {
		list[i].Related = nil
		if c.Client != "" && !since(i).IsZero() {
			byClient[c.Client] = append(byClient[c.Client], i)
		}
	}
	for client, conversations := range byClient {
		if err := r.find(ctx, s, client, conversations, since); err != nil {
			return err
		}
	}
	if err := r.load(ctx, s, byClient); err != nil {
		return err
	}
	for i, wanted := range r.wanted {
		for _, o := range slices.Backward(wanted) {
			list[i].Related = append(list[i].Related, r.entries[o.id])
		}
	}
	return nil
}

// relating is conversations on their way to the letters that stand elsewhere. Conversations with a client want the same
// ones, which are found at once and loaded once; most are among the conversations themselves.
type relating struct {
	list    []Conversation
	wanted  [][]ours // by conversation in list, latest first
	entries map[string]rules.Entry
}

// ours is a letter that one of us wrote to a client.
type ours struct {
	row, conversation int64
	at                time.Time
	id                string
}

// find chooses the letters for the conversations with a client.
func (r *relating) find(ctx context.Context, s *session, client string, conversations []int, since func(i int) time.Time) error {
	from, limit := since(conversations[0]), 0
	for _, i := range conversations {
		if t := since(i); t.Before(from) {
			from = t
		}
		limit = max(limit, relatedKept+len(r.list[i].Entries)) // its own letters do not count
	}
	var found []ours
	err := s.each(ctx, relatedQuery, []any{client, moment{from}, limit}, func(scan func(...any) error) error {
		var o ours
		var at moment
		err := scan(&o.row, &o.conversation, &at, &o.id)
		o.at = at.Time
		found = append(found, o)
		return err
	})
	for _, i := range conversations {
		for _, o := range found {
			if o.conversation != r.list[i].ID && !o.at.Before(since(i)) && len(r.wanted[i]) < relatedKept {
				r.wanted[i] = append(r.wanted[i], o)
			}
		}
	}
	return err
}

// load gathers the letters chosen, from the conversations in hand or from the database.
func (r *relating) load(ctx context.Context, s *session, byClient map[string][]int) error {
	for _, c := range r.list {
		if byClient[c.Client] == nil {
			continue
		}
		for _, e := range c.Entries {
			r.entries[e.ID] = e
		}
	}
	var missing []int64
	for _, wanted := range r.wanted {
		for _, o := range wanted {
			if _, ok := r.entries[o.id]; !ok {
				r.entries[o.id] = rules.Entry{} // to come
				missing = append(missing, o.row)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	rows, err := asJSON(missing)
	if err != nil {
		return err
	}
	const query = "SELECT " + entryColumns + " FROM json_each(?) j CROSS JOIN message m ON m.id = j.value"
	return s.each(ctx, query, []any{rows}, func(scan func(...any) error) error {
		_, _, e, err := scanEntry(scan)
		if err == nil {
			r.entries[e.ID] = e
		}
		return err
	})
}

// begun is since when letters elsewhere can matter to a conversation at all.
func begun(list []Conversation) func(i int) time.Time {
	return func(i int) time.Time {
		if len(list[i].Entries) == 0 {
			return time.Time{}
		}
		return list[i].Entries[0].At
	}
}

// interestQuery finds the conversations with a client to which letters elsewhere may matter.
const interestQuery = "SELECT id, interest FROM conversation INDEXED BY conversation_interest WHERE client = +? AND interest IS NOT NULL AND merged_into IS NULL"

// touchRelated has the other conversations thought through again with the clients that people of ours have just written
// to, or who have written themselves, where that matters: the answer may stand there, and somebody who writes need not be
// asked whether he is there. When mail has not reached somebody, or reaches him again, it matters wherever anything is open.
func touchRelated(ctx context.Context, s *session, fresh []*item) error {
	news := map[string][]rules.Entry{}
	for _, it := range fresh {
		if it.in.Client != "" && (it.in.Direction != mailbox.Internal || it.message.Kind == mailbox.Bounce) {
			news[it.in.Client] = append(news[it.in.Client], rules.Entry{Message: it.message, Reading: it.in.Reading, Direction: it.in.Direction, Own: it.in.Own})
		}
	}
	for client, letters := range news {
		wide, err := reachesAnew(ctx, s, client, letters)
		if err != nil {
			return err
		}
		if wide {
			err = touchOpen(ctx, s, client)
		} else {
			err = touchConcerned(ctx, s, client, letters)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// touchConcerned has the conversations with a client thought through again that letters concern.
func touchConcerned(ctx context.Context, s *session, client string, letters []rules.Entry) error {
	var news []*rules.News
	for _, e := range letters {
		news = append(news, rules.NewsOf(e))
	}
	var concerned []int64
	err := s.each(ctx, interestQuery, []any{client}, func(scan func(...any) error) error {
		var id int64
		var stored packed
		if err := scan(&id, &stored); err != nil {
			return err
		}
		interest, err := unpackInterest(string(stored))
		if slices.ContainsFunc(news, func(n *rules.News) bool { return n.Concerns(&interest) }) {
			concerned = append(concerned, id)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, id := range concerned {
		if _, err := s.exec(ctx, "UPDATE conversation SET revision = revision + 1 WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// openConversations are those in which anything was open when they were last thought through.
const openConversations = "settled > 0 AND merged_into IS NULL AND (state NOT IN ('', 'quiet') OR EXISTS (SELECT 1 FROM finding f WHERE f.conversation = conversation.id))"

// touchOpen has the conversations with a client thought through again in which anything was open.
func touchOpen(ctx context.Context, s *session, client string) error {
	_, err := s.exec(ctx, "UPDATE conversation INDEXED BY conversation_settled SET revision = revision + 1 WHERE client = ? AND "+openConversations, client)
	return err
}

const entryColumns = "m.id, m.conversation, m.client, m.direction, m.imported, m.own, " + messageColumns

func scanEntry(scan func(...any) error) (row, conversation int64, e rules.Entry, err error) {
	var m storedMessage
	dest := []any{&row, &conversation, &e.Client, &e.Direction, &e.Imported, &e.Own}
	if err = scan(append(dest, m.dest()...)...); err == nil {
		e.Message, e.Reading, err = m.message()
	}
	return row, conversation, e.Shared(), err
}

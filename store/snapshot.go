package store

import (
	"context"
	"time"

	"vernus/letters"
)

// Bounds of a Snapshot.
const (
	snapshotSize = 500            // conversations at once
	recent       = 48 * time.Hour // covers any zone's today
)

// Snapshot is what there is to think about at a moment.
type Snapshot struct {
	At            time.Time
	Conversations []Conversation // with a client, changed since they were last thought through or to be looked at again, client by client; without Related
	Recent        []Recent       // letters of the last 48 hours, for the limits, oldest first; withdrawn ones are left out
	More          bool           // there are more conversations: Enqueue the decisions about these, then ask again
}

// Recent is a letter as far as limits on their number need to know it.
type Recent struct {
	Key      string
	Kind     letters.Kind
	Client   string
	Manager  string
	Mailbox  string
	ToClient bool
	Phase    letters.Phase
	At       time.Time // when it left; when it was written if it has not
}

// Snapshot returns what there is to think about now. Its cost depends on what has changed, not on what is stored.
func (db *DB) Snapshot(ctx context.Context, now time.Time) (*Snapshot, error) {
	snap := &Snapshot{At: now}
	err := db.view(ctx, "snapshot", func(ctx context.Context, s *session) error {
		ids, err := idList(ctx, s, "SELECT id FROM ("+touchedQuery+")", moment{now}, snapshotSize+1)
		if err != nil {
			return err
		}
		if len(ids) > snapshotSize {
			ids, snap.More = ids[:snapshotSize], true
		}
		if snap.Conversations, err = loadConversations(ctx, s, ids); err != nil {
			return err
		}
		return s.each(ctx, recentQuery, []any{moment{now.Add(-recent)}}, func(scan func(...any) error) error {
			var r Recent
			var at moment
			err := scan(&r.Key, &r.Kind, &r.Client, &r.Manager, &r.Mailbox, &r.ToClient, &r.Phase, &at)
			r.At = at.Time
			snap.Recent = append(snap.Recent, r)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return snap, nil
}

// touchedQuery takes conversations client by client: what Related adds to one are letters of the others.
const touchedQuery = `SELECT client, id FROM conversation WHERE revision > settled AND client <> '' AND merged_into IS NULL
	UNION SELECT client, id FROM conversation WHERE look_again IS NOT NULL AND look_again <= ? AND merged_into IS NULL
	ORDER BY client, id LIMIT ?`

const (
	recentColumns = "key, kind, client, manager, mailbox, to_client, phase, coalesce(sent_at, created) AS at"
	recentQuery   = "SELECT " + recentColumns + " FROM outbox WHERE created >= ?1 AND phase <> 'withdrawn' UNION SELECT " + recentColumns +
		" FROM outbox WHERE sent_at IS NOT NULL AND sent_at >= ?1 AND phase <> 'withdrawn' ORDER BY at, key"
)

// Wake returns the earliest moment at which something is to be done although no mail comes: a conversation to be looked
// at again, or a letter to be sent. It is zero when nothing waits.
func (db *DB) Wake(ctx context.Context) (time.Time, error) {
	var at moment
	err := db.view(ctx, "next moment", func(ctx context.Context, s *session) error {
		return s.get(ctx, wakeQuery, nil, &at)
	})
	return at.Time, err
}

const wakeQuery = `SELECT min(at) FROM (
	SELECT min(look_again) AS at FROM conversation WHERE look_again IS NOT NULL AND merged_into IS NULL
	UNION ALL SELECT min(next) FROM outbox WHERE phase = 'queued')`

package store

import (
	"cmp"
	"context"
	"slices"
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
	Accounts      []Account      // of the clients whose conversations end here, where something has changed or it is time to look again
	More          bool           // there are more conversations: ask for those after Last
	Last          Place          // where these end
	Latest        int64          // the latest message: what comes later is not in it
}

// Place is a place in the order in which conversations are thought through.
type Place struct {
	Client       string
	Conversation int64
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

// Snapshot returns what there is to think about now, after a place: the zero Place is the beginning. Its cost depends on
// what has changed, not on what is stored.
func (db *DB) Snapshot(ctx context.Context, now time.Time, after Place) (*Snapshot, error) {
	snap := &Snapshot{At: now}
	err := db.view(ctx, "snapshot", func(ctx context.Context, s *session) error {
		if err := s.get(ctx, latestQuery, nil, &snap.Latest); err != nil {
			return err
		}
		places, err := touched(ctx, s, now, after)
		if err != nil {
			return err
		}
		if len(places) > snapshotSize {
			places, snap.More = places[:snapshotSize], true
			snap.Last = places[len(places)-1]
		}
		if snap.Accounts, err = db.touchedAccounts(ctx, s, now, after.Client, snap.Last.Client); err != nil || len(places) == 0 {
			return err
		}
		snap.Last = places[len(places)-1]
		ids := make([]int64, len(places))
		for i, p := range places {
			ids[i] = p.Conversation
		}
		snap.Conversations, err = loadConversations(ctx, s, ids)
		return err
	})
	if err != nil {
		return nil, err
	}
	return snap, nil
}

// touchedQueries find what has changed and what is to be looked at again, after a place. One by one they need no sorting
// by SQLite, which costs more than all the rest where there is hardly anything.
var touchedQueries = []string{
	`SELECT client, id FROM conversation INDEXED BY conversation_touched WHERE revision > settled AND client <> '' AND merged_into IS NULL
		AND (client, id) > (+?1, +?2) ORDER BY client, id LIMIT +?3`,
	`SELECT client, id FROM conversation INDEXED BY conversation_look WHERE look_again IS NOT NULL AND look_again <= +?3 AND merged_into IS NULL
		AND (client, id) > (+?1, +?2)`,
}

// touched returns the conversations to think about after a place, at least the first snapshotSize+1 of them, client by
// client: what Related adds to one are letters of the others.
func touched(ctx context.Context, s *session, now time.Time, after Place) ([]Place, error) {
	var places []Place
	for i, bound := range []any{snapshotSize + 1, moment{now}} {
		err := s.each(ctx, touchedQueries[i], []any{after.Client, after.Conversation, bound}, func(scan func(...any) error) error {
			var p Place
			err := scan(&p.Client, &p.Conversation)
			places = append(places, p)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(places, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Client, b.Client), cmp.Compare(a.Conversation, b.Conversation))
	})
	return slices.Compact(places), nil
}

// Recent returns the letters of the last 48 hours to clients and about trouble, for the limits on their number, oldest
// first; withdrawn ones are left out.
func (db *DB) Recent(ctx context.Context, now time.Time) ([]Recent, error) {
	var list []Recent
	err := db.view(ctx, "recent letters", func(ctx context.Context, s *session) error {
		return s.each(ctx, recentQuery, []any{moment{now.Add(-recent)}}, func(scan func(...any) error) error {
			var r Recent
			var at moment
			err := scan(&r.Key, &r.Kind, &r.Client, &r.Manager, &r.Mailbox, &r.ToClient, &r.Phase, &at)
			r.At = at.Time
			list = append(list, r)
			return err
		})
	})
	return list, err
}

const (
	recentColumns = "key, kind, client, manager, mailbox, to_client, phase, coalesce(sent_at, created) AS at"
	recentQuery   = "SELECT " + recentColumns + " FROM outbox WHERE (to_client OR kind = 'trouble') AND created >= ?1 AND phase <> 'withdrawn' UNION SELECT " + recentColumns +
		" FROM outbox WHERE (to_client OR kind = 'trouble') AND sent_at IS NOT NULL AND sent_at >= ?1 AND phase <> 'withdrawn' ORDER BY at, key"
)

// Wake returns the earliest moment at which something is to be done although no mail comes: a conversation or an
// account to be looked at again, or a letter to be sent. It is zero when nothing waits.
func (db *DB) Wake(ctx context.Context) (time.Time, error) {
	var at moment
	err := db.view(ctx, "next moment", func(ctx context.Context, s *session) error {
		return s.get(ctx, wakeQuery, nil, &at)
	})
	return at.Time, err
}

const wakeQuery = `SELECT min(at) FROM (
	SELECT min(look_again) AS at FROM conversation WHERE look_again IS NOT NULL AND merged_into IS NULL
	UNION ALL SELECT min(look_again) FROM account WHERE look_again IS NOT NULL
	UNION ALL SELECT min(next) FROM outbox WHERE phase = 'queued')`

package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"vernus/mailbox"
	"vernus/rules"
)

const (
	// lostQuery finds the delivery reports about mail to a client.
	lostQuery = "SELECT m.at, m.head FROM message m WHERE m.client = +? AND m.kind = 'bounce' ORDER BY m.at"
	// backQuery finds when after a moment somebody with a certain address wrote, or a person of ours wrote to him.
	backQuery = `SELECT min(at) FROM (
		SELECT m.at FROM message m WHERE m.client = +?1 AND m.at > +?2 AND m.direction = 'incoming' AND m.kind = 'human' AND m.sender = ?3
		UNION ALL SELECT m.at FROM message m WHERE m.client = +?1 AND m.at > +?2 AND m.direction = 'outgoing' AND NOT m.own AND m.kind IN ('human', 'calendar')
			AND instr(m.people, '"' || ?3 || '"') > 0)`
)

// lostOf returns whom of a client's people mail did not reach.
func lostOf(ctx context.Context, s *session, client string) ([]rules.Lost, error) {
	var list []rules.Lost
	err := s.each(ctx, lostQuery, []any{client}, func(scan func(...any) error) error {
		var at moment
		var head packed
		if err := scan(&at, &head); err != nil {
			return err
		}
		var report mailbox.Message
		if err := unpackHead(string(head), &report); err != nil {
			return err
		}
		for _, mail := range report.Undelivered {
			list = append(list, rules.Lost{Mail: mail, Letter: rules.ReturnedLetter(&report), At: at.Time})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for i := range list {
		var back moment
		err := s.get(ctx, backQuery, []any{client, moment{list[i].At}.nanoseconds(), list[i].Mail}, &back)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return nil, err
		}
		list[i].Back = back.Time
	}
	return list, nil
}

// lost notes with each conversation whom of its client's people mail did not reach.
func (l *loading) lost(ctx context.Context, s *session) error {
	known := map[string][]rules.Lost{"": nil}
	for i := range l.list {
		client := l.list[i].Client
		if _, ok := known[client]; !ok {
			list, err := lostOf(ctx, s, client)
			if err != nil {
				return err
			}
			known[client] = list
		}
		l.list[i].Lost = known[client]
	}
	return nil
}

// reachesAnew reports whether new letters tell that mail does not reach somebody at a client, or does again.
func reachesAnew(ctx context.Context, s *session, client string, fresh []rules.Entry) (bool, error) {
	if slices.ContainsFunc(fresh, func(e rules.Entry) bool { return e.Kind == mailbox.Bounce }) {
		return true, nil
	}
	lost, err := lostOf(ctx, s, client)
	return slices.ContainsFunc(lost, func(l rules.Lost) bool {
		return l.Back.IsZero() && slices.ContainsFunc(fresh, func(e rules.Entry) bool { return partOf(e, l.Mail) })
	}), err
}

// partOf reports whether a letter is from or to an address.
func partOf(e rules.Entry, mail string) bool {
	is := func(a mailbox.Address) bool { return a.Mail == mail }
	return is(e.From) || slices.ContainsFunc(e.To, is) || slices.ContainsFunc(e.Cc, is)
}

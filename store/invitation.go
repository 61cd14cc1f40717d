package store

import (
	"context"
	"math"
	"slices"
	"sync"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// Invitation is where a calendar object of a message belongs: there is one for each meeting and client in it.
type Invitation struct {
	N      int    // of Message.Calendars
	UID    string // of the meeting or series
	Client string
	Until  time.Time // when the last meeting of it ends; zero: a series without end
	Zone   string    // in which times without one are meant, a name of the tz database
}

// Malformed is a calendar object of a message that cannot be understood, or not all of it. Its bytes are kept.
type Malformed struct {
	N   int
	Why string
}

// Told is what a message tells of meetings: by its invitations, and as a report of one.
type Told struct {
	Invitations []Invitation
	Malformed   []Malformed
	Readers     []string // of a letter that may be the report of a meeting, the clients whose people read it
}

// clients returns all clients that it concerns.
func (t *Told) clients() []string {
	list := slices.Clone(t.Readers)
	for _, i := range t.Invitations {
		list = append(list, i.Client)
	}
	return list
}

// endless stands for the end of a series that has none.
const endless = math.MaxInt64

// keepTold writes down what a message tells of meetings, and has the accounts concerned thought through again.
func keepTold(ctx context.Context, s *session, row int64, at time.Time, t Told) error {
	for _, i := range t.Invitations {
		until := int64(endless)
		if !i.Until.IsZero() {
			until = moment{i.Until}.nanoseconds()
		}
		_, err := s.exec(ctx, "INSERT INTO invitation (client, uid, message, n, until, zone) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
			i.Client, clean(i.UID), row, i.N, until, i.Zone)
		if err != nil {
			return err
		}
	}
	for _, m := range t.Malformed {
		if _, err := s.exec(ctx, "UPDATE calendar SET error = ? WHERE message = ? AND n = ?", clean(m.Why), row, m.N); err != nil {
			return err
		}
	}
	for _, client := range t.Readers {
		if _, err := s.exec(ctx, "INSERT INTO minutes (client, at, message) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", client, moment{at}, row); err != nil {
			return err
		}
	}
	return touchAccounts(ctx, s, t.clients()...)
}

// retell replaces what a message told of meetings.
func retell(ctx context.Context, s *session, row int64, at time.Time, t Told) error {
	var before Told
	err := s.each(ctx, "SELECT client FROM invitation INDEXED BY invitation_message WHERE message = ?1 UNION SELECT client FROM minutes INDEXED BY minutes_message WHERE message = ?1", []any{row},
		func(scan func(...any) error) error {
			var client string
			err := scan(&client)
			before.Readers = append(before.Readers, client)
			return err
		})
	if err != nil {
		return err
	}
	for _, query := range []string{"DELETE FROM invitation WHERE message = ?", "DELETE FROM minutes WHERE message = ?", "UPDATE calendar SET error = '' WHERE message = ? AND error <> ''"} {
		if _, err := s.exec(ctx, query, row); err != nil {
			return err
		}
	}
	if err := touchAccounts(ctx, s, before.Readers...); err != nil {
		return err
	}
	return keepTold(ctx, s, row, at, t)
}

// calendarsOf returns the calendar objects of the messages of a conversation, by message.
func calendarsOf(ctx context.Context, s *session, conversation int64) (map[int64][][]byte, error) {
	found := map[int64][][]byte{}
	err := s.each(ctx, "SELECT c.message, c.n, c.data FROM message m CROSS JOIN calendar c ON c.message = m.id WHERE m.conversation = ? ORDER BY c.message, c.n", []any{conversation},
		func(scan func(...any) error) error {
			var row int64
			var n int
			var data []byte
			err := scan(&row, &n, &data)
			found[row] = putAt(found[row], n, data)
			return err
		})
	return found, err
}

// invitedQuery finds whatever was said of the meetings with a client of which any part ends after a moment: also what was
// said of them before they were moved there.
const invitedQuery = `SELECT DISTINCT i.message, i.n, i.zone, m.message_id, m.at, m.people, m.direction, m.conversation, m.imported
	FROM invitation i CROSS JOIN message m ON m.id = i.message WHERE i.client = +?1
		AND i.uid IN (SELECT uid FROM invitation INDEXED BY invitation_until WHERE client = +?1 AND until >= +?2) ORDER BY m.at, m.id, i.n`

// invitedOf returns whatever was said of the meetings with a client that end after a moment, oldest first.
func (c *calendars) invitedOf(ctx context.Context, s *session, client string, since time.Time) ([]rules.Invited, error) {
	var list []rules.Invited
	var places []calendarPlace
	err := s.each(ctx, invitedQuery, []any{client, moment{since}.nanoseconds()}, func(scan func(...any) error) error {
		var in rules.Invited
		var place calendarPlace
		var at moment
		var people string
		if err := scan(&place.message, &place.n, &place.zone, &in.Letter, &at, &people, &in.Direction, &in.Conversation, &in.Imported); err != nil {
			return err
		}
		var m mailbox.Message
		if err := readPeople(people, &m); err != nil {
			return err
		}
		in.At, in.From, in.To = at.Time, m.From, append(m.To, m.Cc...)
		list, places = append(list, in), append(places, place)
		return nil
	})
	for i := range list {
		if err != nil {
			return nil, err
		}
		list[i].Invitation, err = c.at(ctx, s, places[i])
	}
	return list, err
}

// calendars remembers calendar objects as they were understood: what was said of a meeting is asked for again whenever
// anything comes from its client. They never change.
type calendars struct {
	mu    sync.Mutex
	known map[calendarPlace]mailbox.Invitation
}

// calendarPlace is where a calendar object is kept, and the zone in which it is read.
type calendarPlace struct {
	message int64
	n       int
	zone    string
}

// calendarsKept is how many calendar objects are remembered at most.
const calendarsKept = 4_000

// at returns a calendar object. What cannot be understood of it was noted when it came, and is left out.
func (c *calendars) at(ctx context.Context, s *session, place calendarPlace) (mailbox.Invitation, error) {
	c.mu.Lock()
	in, ok := c.known[place]
	c.mu.Unlock()
	if ok {
		return in, nil
	}
	var data []byte
	if err := s.get(ctx, "SELECT data FROM calendar WHERE message = ? AND n = ?", []any{place.message, place.n}, &data); err != nil {
		return in, err
	}
	zone, err := time.LoadLocation(place.zone)
	if err != nil {
		zone = time.UTC
	}
	in, _ = mailbox.ParseInvitation(data, zone)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.known == nil || len(c.known) >= calendarsKept {
		c.known = map[calendarPlace]mailbox.Invitation{}
	}
	c.known[place] = in
	return in, nil
}

// minutesQuery finds the letters of ours to a client since a moment that may be reports of meetings.
const minutesQuery = `SELECT m.message_id, m.conversation, m.at, m.people, m.subject, m.imported, m.reading, m.new_text
	FROM minutes x CROSS JOIN message m ON m.id = x.message WHERE x.client = +?1 AND x.at >= +?2 ORDER BY x.at, x.message`

// reportsTo returns the letters of ours to a client since a moment that may be reports of meetings, oldest first.
func reportsTo(ctx context.Context, s *session, client string, since time.Time) ([]rules.Reported, error) {
	var list []rules.Reported
	err := s.each(ctx, minutesQuery, []any{client, moment{since}.nanoseconds()}, func(scan func(...any) error) error {
		var r rules.Reported
		var at moment
		var people, text string
		var read packed
		if err := scan(&r.Letter, &r.Conversation, &at, &people, &r.Subject, &r.Imported, &read, &text); err != nil {
			return err
		}
		var m mailbox.Message
		if err := readPeople(people, &m); err != nil {
			return err
		}
		understood, err := unpackReading(string(read), text)
		r.At, r.From, r.To, r.Minutes = at.Time, m.From, append(m.To, m.Cc...), understood.Minutes
		list = append(list, r)
		return err
	})
	return list, err
}

// unreadQuery counts the calendar objects of a time that could not be understood.
const unreadQuery = `SELECT m.message_id, m.at, m.subject, m.people, c.error FROM calendar c INDEXED BY calendar_malformed CROSS JOIN message m ON m.id = c.message
	WHERE c.error <> '' ORDER BY c.message DESC LIMIT ?`

// MalformedInvitation is a calendar object that could not be understood, with the letter that brought it.
type MalformedInvitation struct {
	Letter  string // Message-ID
	At      time.Time
	From    mailbox.Address
	Subject string
	Why     string
}

// MalformedInvitations returns the calendar objects that could not be understood, or not all of them, latest first.
func (db *DB) MalformedInvitations(ctx context.Context, limit int) ([]MalformedInvitation, error) {
	var list []MalformedInvitation
	err := db.view(ctx, "list malformed invitations", func(ctx context.Context, s *session) error {
		return s.each(ctx, unreadQuery, []any{limit}, func(scan func(...any) error) error {
			var m MalformedInvitation
			var at moment
			var people string
			if err := scan(&m.Letter, &at, &m.Subject, &people, &m.Why); err != nil {
				return err
			}
			var message mailbox.Message
			err := readPeople(people, &message)
			m.At, m.From = at.Time, message.From
			list = append(list, m)
			return err
		})
	})
	return list, err
}

package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// The marks of a message: what rules.Line tells of its reading, so that hundreds of letters in short need not be unpacked.
const (
	asks = 1 << iota
	trouble
	reminder
	wishes // in the index message_wish
)

// marksOf returns the marks of a letter with a reading.
func marksOf(r reading.Reading) int {
	l := rules.LineOf(rules.Entry{Message: &mailbox.Message{}, Reading: r}, 0, mailbox.Address{})
	marks := 0
	for _, m := range []struct {
		mark int
		set  bool
	}{
		{asks, l.Asks}, {trouble, l.Trouble}, {reminder, l.Reminder},
		{wishes, slices.ContainsFunc(r.Acts, func(a reading.Act) bool { return a.Type == reading.ChangeRequest })},
	} {
		if m.set {
			marks |= m.mark
		}
	}
	return marks
}

// linesOf returns the letters from and to a client since a moment in short, oldest first.
func linesOf(ctx context.Context, s *session, client string, since time.Time) ([]rules.Line, error) {
	const query = `SELECT m.message_id, m.conversation, m.at, m.direction, m.kind, m.own, m.imported, m.marks, m.subject, m.people
		FROM conversation c CROSS JOIN message m ON m.conversation = c.id
		WHERE c.client = ?1 AND c.last >= ?2 AND c.merged_into IS NULL AND m.at >= ?2 AND m.client = ?1 ORDER BY m.at, m.id`
	var lines []rules.Line
	var to []mailbox.Address // of each line, whom an outgoing one is to
	theirs := map[string]mailbox.Address{}
	err := s.each(ctx, query, []any{client, moment{since}.nanoseconds()}, func(scan func(...any) error) error {
		var l rules.Line
		var at moment
		var marks int
		var people string
		if err := scan(&l.ID, &l.Conversation, &at, &l.Direction, &l.Kind, &l.Own, &l.Imported, &marks, &l.Subject, &people); err != nil {
			return err
		}
		var m mailbox.Message
		if err := readPeople(people, &m); err != nil {
			return err
		}
		l.At, l.From = at.Time, m.From
		l.Asks, l.Trouble, l.Reminder = marks&asks != 0, marks&trouble != 0, marks&reminder != 0
		if l.Direction == mailbox.Incoming {
			l.Contact = m.From
			if l.Kind == mailbox.Human {
				theirs[m.From.Mail] = m.From
			}
		}
		lines = append(lines, l)
		to = append(to, contactIn(append(m.To, m.Cc...), m.From))
		return nil
	})
	for i := range lines {
		if l := &lines[i]; l.Direction == mailbox.Outgoing {
			l.Contact = to[i]
			if known := theirs[l.Contact.Mail]; l.Contact.Name == "" {
				l.Contact.Name = known.Name
			}
		}
	}
	return lines, err
}

// contactIn returns the first of a letter's readers who is not of its sender's house.
func contactIn(readers []mailbox.Address, from mailbox.Address) mailbox.Address {
	_, house, _ := strings.Cut(from.Mail, "@")
	for _, a := range readers {
		if _, domain, _ := strings.Cut(a.Mail, "@"); domain != house {
			return a
		}
	}
	if len(readers) > 0 {
		return readers[0]
	}
	return mailbox.Address{}
}

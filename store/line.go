package store

import (
	"cmp"
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
	inRussian
	inEnglish
)

// marksOf returns the marks of a letter with a reading of its text.
func marksOf(text string, r reading.Reading) int {
	l := rules.LineOf(rules.Entry{Message: &mailbox.Message{NewText: text}, Reading: r}, 0, mailbox.Address{})
	marks := 0
	for _, m := range []struct {
		mark int
		set  bool
	}{
		{asks, l.Asks}, {trouble, l.Trouble}, {reminder, l.Reminder}, {inRussian, l.Language == "ru"}, {inEnglish, l.Language == "en"},
		{wishes, slices.ContainsFunc(r.Acts, func(a reading.Act) bool { return a.Type == reading.ChangeRequest })},
	} {
		if m.set {
			marks |= m.mark
		}
	}
	return marks
}

// linesQuery finds the letters from and to a client since a moment; linesSinceQuery those stored after a certain one.
const (
	lineColumns = "m.id, m.message_id, m.conversation, m.at, m.direction, m.kind, m.own, m.imported, m.marks, m.subject, m.people"
	linesQuery  = "SELECT " + lineColumns + ` FROM conversation c CROSS JOIN message m ON m.conversation = c.id
		WHERE c.client = +?1 AND c.last >= +?2 AND c.merged_into IS NULL AND m.at >= +?2 AND m.client = +?1`
	linesSinceQuery = "SELECT " + lineColumns + ` FROM message m CROSS JOIN conversation c ON c.id = m.conversation
		WHERE m.id > +?3 AND m.client = +?1 AND m.at >= +?2 AND c.client = +?1 AND c.merged_into IS NULL`
)

// line is a letter in short with what tells its contact.
type line struct {
	rules.Line
	row    int64
	reader mailbox.Address // whom an outgoing one is to
}

// linesOf returns the letters from and to a client since a moment in short, oldest first.
func (l *lines) linesOf(ctx context.Context, s *session, client string, since time.Time) ([]rules.Line, error) {
	known, err := l.known(ctx, s, client, since)
	if err != nil || len(known) == 0 {
		return nil, err
	}
	theirs := map[string]string{} // the names of the client's people who wrote
	for i := range known {
		if k := &known[i]; k.Direction == mailbox.Incoming && k.Kind == mailbox.Human {
			theirs[k.From.Mail] = k.From.Name
		}
	}
	list := make([]rules.Line, len(known))
	for i := range known {
		k := &known[i]
		list[i] = k.Line
		switch k.Direction {
		case mailbox.Incoming:
			list[i].Contact = k.From
		case mailbox.Outgoing:
			if list[i].Contact = k.reader; k.reader.Name == "" {
				list[i].Contact.Name = theirs[k.reader.Mail]
			}
		}
	}
	return list, nil
}

// readLines adds what a query finds to a list, and puts it in order.
func readLines(ctx context.Context, s *session, list []line, query string, args ...any) ([]line, error) {
	before := len(list)
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var l line
		var at moment
		var marks int
		var people string
		err := scan(&l.row, &l.ID, &l.Conversation, &at, &l.Direction, &l.Kind, &l.Own, &l.Imported, &marks, &l.Subject, &people)
		if err != nil {
			return err
		}
		var m mailbox.Message
		if err := readPeople(people, &m); err != nil {
			return err
		}
		l.At, l.From, l.reader = at.Time, m.From, contactIn(append(m.To, m.Cc...), m.From)
		l.Asks, l.Trouble, l.Reminder = marks&asks != 0, marks&trouble != 0, marks&reminder != 0
		switch {
		case marks&inRussian != 0:
			l.Language = "ru"
		case marks&inEnglish != 0:
			l.Language = "en"
		}
		list = append(list, l)
		return nil
	})
	if len(list) > before {
		slices.SortFunc(list, func(a, b line) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.row, b.row)) })
	}
	return list, err
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

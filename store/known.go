package store

import (
	"context"
	"strings"
	"time"
)

// knownMessages tells messages that are stored from those that are not, by Message-ID.
type knownMessages map[string]knownMessage

type knownMessage struct {
	row     int64
	sender  string
	date    time.Time
	hash    int64
	subject string
	text    string
}

// findKnown looks up all messages of a batch at once.
func findKnown(ctx context.Context, s *session, items []*item) (knownMessages, error) {
	ids := make([]string, 0, 2*len(items))
	for _, it := range items {
		ids = append(ids, it.message.ID, it.derivedID())
	}
	list, err := asJSON(ids)
	if err != nil {
		return nil, err
	}
	known := knownMessages{}
	const query = `SELECT m.message_id, m.id, m.sender, m.date, m.text_hash, m.subject, m.new_text
		FROM json_each(?) j CROSS JOIN message m ON m.message_id = j.value`
	err = s.each(ctx, query, []any{list}, func(scan func(...any) error) error {
		var id string
		var k knownMessage
		var date moment
		err := scan(&id, &k.row, &k.sender, &date, &k.hash, &k.subject, &k.text)
		k.date = date.Time
		known[id] = k
		return err
	})
	return known, err
}

// find returns the row of a message, 0 for a new one. A new one whose id is another letter's gets a derived id here.
func (known knownMessages) find(it *item) int64 {
	k, ok := known[it.message.ID]
	if !ok || k.same(it) {
		return k.row
	}
	it.message.ID = it.derivedID()
	return known[it.message.ID].row
}

func (known knownMessages) add(it *item) {
	m := it.message
	known[m.ID] = knownMessage{row: it.row, sender: m.From.Mail, date: moment{m.Date}.stored(), hash: it.hash, subject: m.Subject, text: m.NewText}
}

// same tells whether a message with the same id is the same letter. Lists rewrite senders, relays mend dates and
// gateways add words to subjects and texts; a broken mail program gives many letters one id.
func (k knownMessage) same(it *item) bool {
	m := it.message
	sent := k.sender == m.From.Mail || k.date.Equal(moment{m.Date}.stored())
	titled := strings.Contains(k.subject, clean(m.Subject)) || strings.Contains(clean(m.Subject), k.subject)
	return sent && (k.hash == it.hash || titled && alike(k.text, m.NewText))
}

// alike tells whether half of the words of the shorter text stand in the longer one too.
func alike(a, b string) bool {
	short, long := wordSet(a), wordSet(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	shared := 0
	for w := range short {
		if long[w] {
			shared++
		}
	}
	return 2*shared >= len(short)
}

func wordSet(s string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(s) {
		set[w] = true
	}
	return set
}

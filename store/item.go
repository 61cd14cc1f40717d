package store

import (
	"errors"
	"fmt"
	"time"

	"vernus/mailbox"
)

// idsKept is how many ids of one letter's In-Reply-To or References count: the first and the last ones.
const idsKept = 100

// errNoMessage is the error of an Incoming that has neither a message nor an error.
var errNoMessage = errors.New("the message was delivered without its content")

// item is a message on its way into the database.
type item struct {
	in      Incoming
	message *mailbox.Message // in.Message with clean ids
	alias   string           // own letters: the id it left with
	hash    int64            // of the newly written text
	head    packed
	reading packed
	people  string // as JSON
	rest    string // of the text; "" when there is none

	own      *ownRow // own letters: the outbox row, nil when there is none
	imported bool
	row      int64
	thread   *thread
}

// prepare does what can be done before the transaction begins. What cannot be stored goes to quarantine.
func prepare(in Incoming, now time.Time) *item {
	if in.Err == nil {
		in.Err = in.Raw.Err
	}
	if in.Err == nil && in.Message == nil {
		in.Err = errNoMessage
	}
	it := &item{in: in}
	if in.Err != nil {
		return it
	}
	m := *in.Message
	it.message = &m
	m.ID, m.InReplyTo, m.References = clean(m.ID), cleanIDs(m.InReplyTo), cleanIDs(m.References)
	if m.At.IsZero() {
		if m.At = in.Raw.Received; m.At.IsZero() {
			m.At = now
		}
	}
	if m.BaseSubject == "" {
		m.BaseSubject = mailbox.BaseSubject(m.Subject)
	}
	it.hash = hashText(m.NewText)
	it.encode()
	return it
}

func (it *item) encode() {
	m := it.message
	it.people = string(appendPeople(nil, m))
	if m.Text != m.NewText {
		it.rest = restOf(m.Text, m.NewText)
	}
	it.head = packed(packHead(m))
	it.reading = packed(packReading(it.in.Reading, m.NewText))
}

// notice tells whether the message is a letter of ours to ourselves. Such letters belong to no correspondence.
func (it *item) notice() bool {
	if it.own != nil {
		return !it.own.toClient
	}
	return it.in.Own && it.in.Direction != mailbox.Outgoing
}

// addresses are the people of the message.
func (it *item) addresses() []string {
	m := it.message
	list := make([]string, 0, 1+len(m.To)+len(m.Cc))
	for _, as := range [][]mailbox.Address{{m.From}, m.To, m.Cc} {
		for _, a := range as {
			if a.Mail != "" {
				list = append(list, a.Mail)
			}
		}
	}
	return list
}

// derivedID is the id of a letter whose own belongs to another letter.
func (it *item) derivedID() string {
	m := it.message
	return fmt.Sprintf("%s~%016x", it.in.Message.ID, uint64(it.hash)^uint64(hashText(m.From.Mail))^uint64(moment{m.Date}.nanoseconds()))
}

// cleanIDs returns the ids that count, without repetitions.
func cleanIDs(ids []string) []string {
	if len(ids) > idsKept {
		ids = append(append([]string(nil), ids[:idsKept/10]...), ids[len(ids)-idsKept*9/10:]...)
	}
	kept := make([]string, 0, len(ids))
	for _, id := range ids {
		if id = clean(id); id != "" {
			kept = append(kept, id)
		}
	}
	return kept
}

// hashText is FNV-1a over everything but white space, which gateways change.
func hashText(s string) int64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(s); i++ {
		if c := s[i]; c > ' ' {
			h = (h ^ uint64(c)) * 1099511628211
		}
	}
	return int64(h)
}

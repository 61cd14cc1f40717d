// Package rules works out what is owed, to whom, since when and why: from the correspondence, from what people
// told Vernus and from what it has already written, at a given moment. It is pure: data and the moment in, findings
// out. It reads no clock, database or network and sends nothing.
package rules

import (
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Entry is a letter in its conversation.
type Entry struct {
	*mailbox.Message
	Reading   reading.Reading
	Direction mailbox.Direction
	Client    string   // the client it is from or to; "" when none
	Mailboxes []string // addresses of the watched mailboxes that hold a copy
	Imported  bool     // came with a first import or a re-mapping: never the cause of a letter to a client
	Own       bool     // written by this Vernus
	saying    *saying  // nil unless Shared
}

// addressedTo reports whether somebody is among those whom the letter is to or who get a copy.
func (e Entry) addressedTo(a mailbox.Address) bool {
	is := func(b mailbox.Address) bool { return strings.EqualFold(a.Mail, b.Mail) }
	return slices.ContainsFunc(e.To, is) || slices.ContainsFunc(e.Cc, is)
}

// Draft is a letter that a manager is writing.
type Draft struct {
	Mailbox   string // whose
	InReplyTo []string
	To        []mailbox.Address
	At        time.Time
}

// Overtaken is why a letter was withdrawn that a later one about the same duty replaces.
const Overtaken = "a later letter about the same takes its place"

// Written is a letter that Vernus has written, or proposed to write, in a conversation.
type Written struct {
	Key       string
	Kind      string // of letters.Kind
	Stage     int
	MessageID string    // its own id
	Duty      string    // Finding.Key that it was written for
	To        []string  // addresses
	Why       string    // it was withdrawn or failed
	Phase     string    // of the outbox: proposed, queued, begun, transmitting, sent, failed, uncertain, withdrawn; or drafted: it lies in Drafts
	At        time.Time // when it left; when it was queued if it has not
	ReturnBy  time.Time // the time it promises to come back by; zero when it names none
	ToClient  bool
}

// Conversation is letters that belong together, with one client, oldest first.
type Conversation struct {
	ID      int64
	Client  string // client's name; "" for mail with no client, of which nothing is ever owed
	Subject string // of its first letter
	Entries []Entry
	Related []Entry // letters of ours to this client in other conversations since this one began, oldest first: an answer may stand there
	Drafts  []Draft
	Written []Written
	Rulings []Ruling  // of people, about letters of this conversation, its client or its managers, oldest first
	Lost    []Lost    // whom of the client's people mail did not reach, in any conversation, oldest first
	Heard   time.Time // when a person at the client last wrote, in any conversation; zero when never
}

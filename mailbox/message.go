package mailbox

import "time"

// Kind is what sort of sender stands behind a message. Only a human's letter can be owed an answer.
type Kind string

// The kinds of mail.
const (
	Human      Kind = "human"
	AutoReply  Kind = "auto_reply" // out-of-office, receipts of service desks
	Bounce     Kind = "bounce"     // delivery reports (RFC 3464) and their look-alikes
	Newsletter Kind = "newsletter" // lists, mailings, robots of task systems and accounting
	Calendar   Kind = "calendar"   // invitations and answers to them (RFC 5546)
)

// Address is one mailbox of a header such as From (RFC 5322 3.4). Mail is lower case; Name is decoded and may be empty.
type Address struct {
	Name string
	Mail string
}

// Cut is a piece of the text that its sender did not newly write.
type Cut struct {
	Text string // the words left out
	Why  string // "quote", "attribution", "signature", "disclaimer", "forward", "footer"
	Rule string // the pattern that found it
}

// Attachment is a part of a message that is no text of it. Its content is not kept.
type Attachment struct {
	Name string
	Type string // media type, lower case
	Size int64  // bytes as transferred; 0 when it was not fetched
}

// Message is a message understood: everything that the rules may know of it.
type Message struct {
	ID          string    // Message-ID without angle brackets, never empty
	IDMade      bool      // there was none, or none usable: ID is derived from the content, the same at every reading
	Date        time.Time // the Date header in the writer's zone; what the writer's "tomorrow" refers to
	At          time.Time // the moment that clocks start from: Date unless that is absent or cannot be true, then the time of arrival
	From        Address
	ReplyTo     []Address
	To, Cc      []Address
	Subject     string // decoded, on one line
	BaseSubject string // without reply and forward marks, folded for comparison
	InReplyTo   []string
	References  []string
	Text        string // the whole readable text, quotes and signature included, "\n" line ends
	NewText     string // what the sender newly wrote; a subsequence of the lines of Text
	Cuts        []Cut  // what of Text is not in NewText, and why
	Unsure      bool   // cutting left nothing, so NewText is the signature, or what was passed on, or all of Text
	Attachments []Attachment
	Calendars   [][]byte // text/calendar parts and .ics attachments, in utf-8, not yet understood
	Kind        Kind
	KindWhy     string   // the header or words that told the kind
	NoReply     string   // why no automatic letter may answer this message; "" when one may (RFC 3834 2)
	Forged      string   // why the sender may be an impostor (Authentication-Results, RFC 8601); "" when nothing says so
	Undelivered []string // of a Bounce: the addresses that mail did not reach, lower case; none of those that are only delayed
	Vouched     string   // the server (its authserv-id, RFC 8601 2.2) that found the address of From to be genuine, "" when none did: anybody can write a name there, so only one known to be our own means something
	Instance    string   // value of the X-Vernus-Instance header: a letter written by a Vernus
	Partial     bool     // text was cut off by the fetch limit and the rest could not be had
}

// Package letters decides which letters to write for what is owed, composes them from templates in the client's
// language and tone, and sends them. Deciding is pure; sending speaks SMTP. It knows no database: what has been
// written is given to it, what it wrote is kept by its caller.
package letters

import (
	"time"

	"vernus/mailbox"
)

// Kind is what a letter is for. Each kind has its template and its mode.
type Kind string

// The kinds of letters.
const (
	Acknowledgement Kind = "acknowledgement" // to a client
	Nudge           Kind = "nudge"           // to the manager: overdue, or about to be
	Escalation      Kind = "escalation"      // to the lead
	Suggestion      Kind = "suggestion"      // to the manager: a client letter ready for his yes
	Digest          Kind = "digest"          // to the lead, daily
	Trouble         Kind = "trouble"         // to the lead or manager: a letter of uncertain fate, the brake
	Confirmation    Kind = "confirmation"    // to whoever answered a notice: what was understood and done

	// To clients, besides acknowledgements.
	FollowUp        Kind = "follow_up"        // we still wait for what we asked of him (P6)
	MovedDate       Kind = "moved_date"       // a promised date becomes a later one (P1, P2)
	DatedPromise    Kind = "dated_promise"    // a promise without a date gets one (P3)
	ClosingCheck    Kind = "closing_check"    // is all well with what was done? (P5, C1)
	StatusUpdate    Kind = "status_update"    // where the work stands (U1)
	AbsenceNotice   Kind = "absence"          // somebody will be away, and who answers meanwhile (U3)
	OccasionLetter  Kind = "occasion"         // a day that matters to him (U4)
	Renewal         Kind = "renewal"          // … when a contract ends
	Congratulation  Kind = "congratulation"   // … to be celebrated, on the day itself
	ComplaintAnswer Kind = "complaint_answer" // calm, with regret and a question for the details (C1)
	ExtraWish       Kind = "extra_wish"       // what becomes of a wish beyond the agreement, with options (C2)
	MeetingReport   Kind = "meeting_report"   // what was agreed at a meeting and who does what by when (M2)
	MeetingAgenda   Kind = "meeting_agenda"   // what is to be talked about at a meeting (M3)
)

// Mode is how far Vernus may go with a letter to a client.
type Mode string

// The modes.
const (
	Off     Mode = "off"     // not written at all
	Suggest Mode = "suggest" // the ready text goes to the manager, who says yes or no
	Draft   Mode = "draft"   // put into the manager's Drafts
	Send    Mode = "send"    // sent
)

// Via is the way that a letter takes.
type Via string

// The ways.
const (
	BySMTP   Via = "smtp"
	ToInbox  Via = "inbox"  // by IMAP APPEND into the reader's own watched mailbox, unread
	ToDrafts Via = "drafts" // by IMAP APPEND into the manager's Drafts
)

// Phase is where a letter stands in the outbox.
type Phase string

// The phases. The order of a letter that goes well: (proposed →) queued → begun → transmitting → sent.
const (
	Proposed     Phase = "proposed"     // waits for a person's yes
	Queued       Phase = "queued"       // to be sent when its time comes
	Begun        Phase = "begun"        // an attempt was noted; nothing irrevocable has happened
	Transmitting Phase = "transmitting" // the letter itself is going over: from here on its fate can be unknown
	Sent         Phase = "sent"
	Failed       Phase = "failed"    // refused for good
	Uncertain    Phase = "uncertain" // may or may not have been delivered; never sent again by itself
	Withdrawn    Phase = "withdrawn" // no longer wanted, never sent
)

// Letter is a composed letter, ready for the outbox.
type Letter struct {
	Key          string // unique: rule, duty and stage; the same letter is never written twice
	Kind         Kind
	Mode         Mode
	Rule         string   // id in the service standard
	Duty         string   // rules.Finding.Key; of the first one when it covers several
	Stage        int      // of the duty
	Covers       []Cover  // every duty that it is written for; empty for a digest
	Because      string   // why it was written, one English sentence for logs and --json
	Quotes       []string // the words it rests on
	Conversation int64    // 0 when it belongs to none
	Client       string
	Manager      string // address of the manager it concerns or is sent for
	Mailbox      string // the account that it goes through: sends by SMTP, or is appended to
	Via          Via
	ToClient     bool
	Proposed     bool // waits for a yes before it may leave
	From         mailbox.Address
	To, Cc       []mailbox.Address
	Subject      string
	InReplyTo    string   // Message-ID without brackets
	References   []string // Message-IDs without brackets, oldest first
	MessageID    string   // its own, signed
	ReturnBy     time.Time
	NotBefore    time.Time // when it may leave at the earliest
	Template     string    // name and content hash of the template it was made from, or ByHand
	Text         string    // the plain text, without the letter quoted below it
	HTML         string    // "" when it has none
	Raw          []byte    // the bytes that are sent and stored in Sent: composed once
}

// ByHand is the Template of a letter whose words a person wrote.
const ByHand = "by hand"

// Cover is a duty that a letter is written for. One notice may cover several; a duty's stage is covered only once.
type Cover struct {
	Key          string // unique: kind of the letter, stage and duty; Letter.Key when the letter covers nothing else
	Duty         string // rules.Finding.Key
	Stage        int
	Conversation int64  // 0: a duty to the client over all conversations
	Client       string // of the duty
}

// Held is a letter that was not written, and why. Nothing is ever left out without such a reason.
type Held struct {
	Kind         Kind
	Rule         string
	Duty         string
	Conversation int64
	Client       string
	Manager      string // address of the manager it concerns
	Reason       Reason
	Detail       string    // the thing in hand: an address, a variable, a time
	Again        time.Time // when to look again; zero: when something in the conversation changes
}

// Reason names why a letter was not written. Reasons are stored and shown to people.
type Reason string

// The reasons.
const (
	ReasonOff          Reason = "mode_off"         // this kind is switched off for this client
	ReasonImported     Reason = "imported"         // rests on mail that came before sending was switched on
	ReasonTooOld       Reason = "too_old"          // the letter it would answer is older than the limit
	ReasonWritten      Reason = "already_written"  // the same letter has been written
	ReasonPerThread    Reason = "one_per_thread"   // acknowledged in this conversation, and no person has written since
	ReasonProposed     Reason = "other_proposed"   // the manager has another letter about the same matter to look at
	ReasonPerClient    Reason = "client_day_limit" // the client has got enough automatic letters today
	ReasonBrake        Reason = "brake"            // more letters than usual within an hour
	ReasonNoReply      Reason = "no_reply"         // a robot, a list, a bounce, a no-reply address
	ReasonForged       Reason = "forged"           // the sender may be an impostor
	ReasonNotAddressed Reason = "not_addressed"    // our address is in neither To nor Cc
	ReasonNotClient    Reason = "not_a_client"     // the recipient is no configured client or colleague
	ReasonDrafting     Reason = "draft_exists"     // the manager is writing an answer
	ReasonHours        Reason = "outside_hours"    // letters may not leave now
	ReasonTemplate     Reason = "template"         // a variable is unknown or empty
	ReasonNoLead       Reason = "no_lead"          // there is nobody to escalate to
	ReasonNotYet       Reason = "not_yet"          // its time has not come
	ReasonSettled      Reason = "settled"          // a waiting letter: what it was written for is owed no more
	ReasonPaused       Reason = "paused"           // a person has paused letters to this client
	ReasonStopped      Reason = "stopped"          // a lead has stopped all letters to clients
	ReasonSnoozed      Reason = "snoozed"          // a person does not want to be reminded before a time
	ReasonNoContact    Reason = "no_contact"       // it is not known whom at the client to write to
	ReasonUnreached    Reason = "unreached"        // mail to the recipient comes back, and no other is known to write to
	ReasonStale        Reason = "stale"            // a waiting letter: the time it names has come, or its «сегодня» was yesterday
)

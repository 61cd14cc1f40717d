package rules

import (
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

// Kind is what sort of thing is owed or to be done.
type Kind string

// The kinds of findings.
const (
	Unanswered  Kind = "unanswered"  // a client's question, request or complaint awaits us (A1, A6, A7)
	Acknowledge Kind = "acknowledge" // he should hear that it was seen (A2, A3, A4, A5)
	Nudge       Kind = "nudge"       // the manager should be reminded (A8)
	Escalate    Kind = "escalate"    // the lead should know (A8)

	PromiseDue  Kind = "promise_due" // a date of ours comes near, or has passed; Stage tells which (P1, P2)
	MovedLate   Kind = "moved_late"  // a date was moved on its day or later (P2)
	Floating    Kind = "floating"    // we promised without a date (P3)
	Unfeasible  Kind = "unfeasible"  // we promised a time at which nobody works (P4)
	ClosingDue  Kind = "closing"     // a promise was kept, or a complaint answered: ask whether all is well (P5, C1)
	FollowUp    Kind = "follow_up"   // the client owes us something; Stage 1, 2 (P6)
	Silence     Kind = "silence"     // the client has not heard from us for long (U1)
	Balance     Kind = "balance"     // too many of our letters are about trouble (U2)
	Away        Kind = "away"        // the client should hear of an absence (U3)
	OccasionDue Kind = "occasion"    // a day that matters to the client comes near (U4)
	Complained  Kind = "complained"  // the client complains; open until the closing check (C1)
	Extra       Kind = "extra"       // a wish beyond the agreement awaits a decision (C2)
	ExtraAgain  Kind = "extra_again" // the same kind of wish once more (C3)

	ReportDue    Kind = "report_due"    // a meeting is over and its report has not been sent; From and To are its span (M1)
	ReportReady  Kind = "report_ready"  // the report of a meeting can be made of what was noted (M2)
	ReportFaulty Kind = "report_faulty" // a report was sent that lacks something (M2)
	InvitePoor   Kind = "invite_poor"   // an invitation of ours lacks something (M3)
	BriefDue     Kind = "brief"         // a meeting begins soon: what there is to know of the client (M4)
)

// The stages of a promise that comes due (PromiseDue).
const (
	StageDueSoon = 1
	StagePast    = 2 // overdue
	StageBroken  = 3 // overdue for so long that the lead should know
)

// Strength is which acknowledgement can be honoured, weakest first (A3).
type Strength int

// The strengths of an acknowledgement.
const (
	Seen     Strength = iota + 1 // seen, an answer will come
	ReturnBy                     // seen, the answer comes by a named time
	Study                        // seen, needs study; questions or an answer come by a named time
)

// Finding is something owed at a moment, with the reasons. Findings are not remembered: each is worked out anew from
// mail and clock, and compared with what has been written.
type Finding struct {
	Rule         string // id in the service standard: "A1"
	Kind         Kind
	Key          string // names the duty, the same at every moment and after a restart: the Message-ID it began with and the kind
	Stage        int    // of reminders and escalations, from 1
	Conversation int64
	Client       string
	Manager      string          // address of the one responsible
	Contact      mailbox.Address // the person at the client who waits
	Subject      string
	MessageID    string   // the oldest letter that it rests on
	Letters      []string // Message-IDs of all letters that it rests on
	Quotes       []string // the words that it rests on
	Since        time.Time
	Due          time.Time         // when the standard runs out
	ActAt        time.Time         // from when on the letter for this finding may be written
	Snoozed      time.Time         // until when people put the reminder off: neither notice nor letter before then; zero when nobody did
	ReturnBy     time.Time         // the return time that can be honoured; for Acknowledge
	Promised     time.Time         // the return time that the client was told; zero when none
	Acknowledged time.Time         // when the client first heard that his letter was seen; zero when he has heard nothing
	Strength     Strength          // for Acknowledge
	AskUrgency   bool              // ask by when it is needed (A4)
	Unclear      bool              // nothing that is open says what is wanted: propose a call, by a person's yes only (A5); for Acknowledge
	Approved     bool              // a person named ReturnBy for the client to hear: no other yes is needed; for Acknowledge
	Call         worktime.Interval // part of a working day to propose for that call; its end is ReturnBy; zero when none can be named
	Repeated     int               // how often the client has asked again (A7)
	Forged       string            // why the sender may be an impostor; "" when nothing says so
	Imported     bool              // rests on imported mail only: shown, but no letter to the client
	Because      string            // one sentence, in English, for logs and --json
	Derivation   []string          // the clock, step by step
	Missed       time.Duration     // working time lost so far by what is late: of FollowUp, by the client; of PromiseDue, by us
	Days         int               // working days: of silence, that the client is late, that a date is off
	Count        int               // how often: of the same kind of wish, of letters about trouble
	Of           int               // … of so many
	Note         string            // a name the finding is about: of a holiday, an occasion, an absence, a substitute
	From, To     time.Time         // a span the finding is about: an absence
	Owner        string            // address of whose matter it is while another one answers in his stead, from From to To; "" else
	Substitute   string            // address of who answers meanwhile
	Wishes       []Wish            // of the same kind, oldest first; of ExtraAgain
	Letter       string            // kind of the letter to the client that the config names for it; of OccasionDue
	Language     string            // in which one writes with Contact, where the finding rests on no single letter: "ru" or "en"; "" when that is not known
	Meeting      *Gathering        `json:",omitempty"` // that the finding is about; of the kinds that letters tell a meeting in
	Readers      []string          // addresses of who is told, in order, where it is not the manager or his lead (C4)
}

package rules

import "time"

// RulingKind is what a person has decided.
type RulingKind string

// The kinds of rulings, and which fields of a Ruling they use besides By, At and Why.
const (
	NotAQuestion RulingKind = "not_a_question" // Letter, Words: it awaits no answer
	Answered     RulingKind = "answered"       // Letter, Words: answered where no mail shows it
	Snoozed      RulingKind = "snooze"         // Letter, or Client; To: no reminder before then
	Returning    RulingKind = "return"         // Letter; To: the answer comes by then; Decision Tell: the client is to be told
	PromiseMoved RulingKind = "promise_moved"  // Letter, Words; To: the new date
	PromiseKept  RulingKind = "promise_kept"   // Letter, Words: kept where no mail shows it
	Absence      RulingKind = "absence"        // Manager, Substitute, From, To
	WishDecided  RulingKind = "wish"           // Letter, Words, Decision
	NoReport     RulingKind = "no_report"      // Client, Words (the meeting's UID), From (its start; zero: the whole series): it owes no report
	ReportIs     RulingKind = "report"         // Letter, Words, From: that letter is the meeting's report
	MeetingHeld  RulingKind = "meeting"        // Client, Words, From, Decision: it took place, or did not
	Noted        RulingKind = "notes"          // Client, Words, From, Why: what was agreed at the meeting, as it was noted
	Paused       RulingKind = "pause"          // Client, From, To (zero: until taken back): nothing is sent, reading goes on
	Stopped      RulingKind = "stop"           // nothing is sent to any client, until taken back
)

// Decision is what becomes of a wish beyond the agreement (C2).
type Decision string

// The decisions.
const (
	Included Decision = "included" // part of the agreement after all
	Paid     Decision = "paid"
	Bonus    Decision = "bonus" // for nothing, and named so to the client
	Declined Decision = "declined"
	Held     Decision = "held" // of a meeting
	NotHeld  Decision = "not_held"
)

// Tell is the decision, with a time to come back, that the client is to hear it: his acknowledgement needs no other yes.
const Tell Decision = "tell"

// Ruling is a fact that a person told Vernus. The rules take it as they take letters: from its moment on. A ruling that
// was taken back counts as never made; what was done by it meanwhile stays done.
type Ruling struct {
	ID         int64
	Kind       RulingKind
	By         string    // who: an address, or the name of an account on the machine
	At         time.Time // when it was made
	Why        string    // in his words; may be empty
	Client     string    // whom it concerns; of a ruling about a letter: that letter's
	Letter     string    // Message-ID
	Words      string    // which of the letter's items, by a part of its words; "" is all of them
	Manager    string    // address of the one who is absent
	Substitute string    // address of who answers meanwhile; "" is nobody
	From, To   time.Time // To is exclusive
	Decision   Decision
	In         string    // Message-ID of the letter that said it; "" when it was told otherwise
	Undone     time.Time // when it was taken back; zero while it stands
	UndoneBy   string
	UndoneWhy  string
}

// Stands reports whether the ruling was made by a moment and has not been taken back by then.
func (r Ruling) Stands(now time.Time) bool {
	return !r.At.After(now) && (r.Undone.IsZero() || r.Undone.After(now))
}

// Covers reports whether a moment lies in the time that the ruling is about. Without an end it lasts.
func (r Ruling) Covers(t time.Time) bool {
	return !t.Before(r.From) && (r.To.IsZero() || t.Before(r.To))
}

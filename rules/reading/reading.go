// Package reading says what a letter says: its questions, requests, promises with their due times, complaints and
// the other acts of a correspondence, in Russian and English, each with the words it rests on and the rule that
// found it. It is pure: the letter and the writer's calendar in, acts out; no clock, no database, no network.
package reading

import "time"

// Type is what somebody does with words.
type Type string

// The acts.
const (
	Question      Type = "question"       // wants information
	Request       Type = "request"        // wants something done
	Promise       Type = "promise"        // commits the writer's side to do something
	Complaint     Type = "complaint"      // displeasure with work or service
	ChangeRequest Type = "change_request" // wants something beyond or other than agreed; such words are a Request too
	Confirmation  Type = "confirmation"   // approves or agrees
	DeadlineShift Type = "deadline_shift" // announces that a date moves
	Ack           Type = "ack"            // only says that the question was seen and when the answer comes
)

// Precision says how exactly a due time was given.
type Precision string

// The precisions of due times.
const (
	Minute Precision = "minute"
	Day    Precision = "day"
	Week   Precision = "week"
	None   Precision = "none" // promised, but no date
)

// Act is one thing that a letter does.
type Act struct {
	Type      Type
	Text      string    // the words themselves: a substring of the newly written text
	Start     int       // byte offset of Text in the newly written text
	Due       time.Time // zero when the words name none
	Precision Precision // of Due; None when it is zero
	When      Span      `json:",omitzero"` // the words in the newly written text that Due was read from; see Derivation
	By        time.Time // of a question or request: when the asker wants it («пришлите до вторника»); zero when he does not say
	Rule      string    // the pattern that found it
	Chaser    bool      // asks again for something asked before («напоминаю», "any update?")
	Urgent    bool      // says that it is needed fast
}

// Reading is all that was found in a letter.
type Reading struct {
	Language   string    // "ru" or "en"
	Acts       []Act     // in the order of the text
	NeedsReply bool      // would a careful person say that this letter awaits an answer in substance?
	Thanks     bool      // nothing but thanks or a receipt: starts and stops nothing
	Thanked    bool      // thanks for something, whatever else it says
	Withdraws  bool      // the writer takes his question back («вопрос снят», "never mind")
	Deadline   string    // words saying by when the answer is needed; "" when the letter does not say
	Done       bool      // reports something as done, sent or enclosed («отправил», «во вложении», "fixed")
	Refuses    bool      // declines what was asked («не сможем», "unfortunately")
	Returns    time.Time `json:",omitzero"` // of an automatic reply: the day (its midnight) or moment the writer is back; zero when it does not say
	Statements []Span    // the sentences that say something: neither courtesy nor question, request or promise
	Reports    []Span    // the sentences in which something is reported as done or declined
	Minutes    Minutes   `json:",omitzero"`  // of a letter of ours: whether it is the report of a meeting
	Inline     []Reply   `json:",omitempty"` // what is answered below quoted lines, in order; nil unless at least two places of a quote are
}

// Version changes whenever the same letter may be read differently than before, so that stored readings are renewed.
const Version = 13

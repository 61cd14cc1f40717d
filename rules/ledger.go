package rules

import (
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// State is where a conversation stands.
type State string

// The states, most pressing first.
const (
	NeedsReply    State = "needs_reply"    // something of the client's has met nothing but silence
	WaitingClient State = "waiting_client" // the matter waits for him
	Acknowledged  State = "acknowledged"   // he knows that an answer or a thing will come
	Quiet         State = "quiet"          // nobody owes anything
)

// Item is one thing that one side wants of the other: a question, a request, or a letter that asks for an answer
// without words that could be quoted.
type Item struct {
	Letter   string // Message-ID of the letter it stands in
	Index    int    // of the act within that letter's Reading; -1 for a letter as a whole
	Type     reading.Type
	Text     string // the words; the subject for a letter as a whole
	Context  string // the sentence that they stand in
	Chaser   bool   // asks again for what was asked before
	Change   bool   // asks for something beyond or other than agreed
	At       time.Time
	From     mailbox.Address
	Imported bool
	Urgent   bool
	By       time.Time // when the asker wants it; zero when he does not say
	Repeated int       // how often it was asked for again since
	Reacted  time.Time // when the other side first showed that it was seen; zero when it has not
	Closed   time.Time // when it was answered, done or withdrawn; zero while it is open
	ClosedBy string    // Message-ID of the letter that did it, or the name of the ruling
	Why      string    // by which sign
	Ruling   *Ruling   // that closed it; nil when none did
}

// Open reports whether the item still waits.
func (i *Item) Open() bool { return i.Closed.IsZero() }

// Whole reports whether the item is a letter as a whole: it drives the state, but there are no words to list.
func (i *Item) Whole() bool { return i.Index < 0 }

// words returns the stems by which an answer is recognised: those of the item, and of its sentence when it has less than
// two, or is the heading of a list.
func (i *Item) words() []string {
	own := stems(i.Text)
	if len(own) > 1 && !strings.Contains(i.Context, "\n") {
		return own
	}
	return stems(i.Context)
}

// deed reports whether something is to be done: a request, unless it is for words («ответьте на вопросы ниже»).
func (i *Item) deed() bool {
	return i.Type == reading.Request && !answers()["asks-tell"].in(wordsOf(i.Text))
}

// asksWell reports whether the item only asks whether all is well or has arrived: nothing waits for the answer, and nobody
// is pressed for it.
func (i *Item) asksWell() bool {
	return i.Type == reading.Question && answers()["asks-well"].in(wordsOf(i.Text))
}

// wordless reports whether the item has no telling word of its own: «ну что там?», "how come?"
func (i *Item) wordless() bool { return !i.Whole() && len(stems(i.Text)) == 0 }

// Commitment is a promise and what became of it.
type Commitment struct {
	Letter    string
	Text      string
	Context   string // the sentence it stands in
	At        time.Time
	Due       time.Time // zero when no date was given
	Precision reading.Precision
	Answer    bool      // promises an answer rather than a deed
	Beside    bool      // its letter brought something else already: thanks on that day may be for that
	Closed    time.Time // when it was kept, replaced or became pointless; zero while it is open
	ClosedBy  string
	How       Ending // of a closed one
	Why       string
	Ruling    *Ruling // that made, moved or closed it; while it is open, the client may not have heard of it
}

// Open reports whether the promise still stands.
func (c *Commitment) Open() bool { return c.Closed.IsZero() }

// words returns the stems by which a later letter is recognised as keeping the promise: those of the sentence that it
// stands in, but for what else is asked or promised there.
func (c *Commitment) words() []string { return stems(c.Context) }

// bare reports whether the words of the promise name nothing but a time, an answer or a delivery.
func (c *Commitment) bare() bool {
	fits := answers()
	for _, w := range wordsOf(c.Text) {
		word := []string{w}
		if s := stemOf.of(w); s == "" || weight(s) == weak || fits["time"].begin(word) || fits["answer-later"].begin(word) || fits["brings"].begin(word) {
			continue
		}
		return false
	}
	return true
}

// brings reports whether the promise is to bring, send or show something.
func (c *Commitment) brings() bool { return answers()["brings"].in(wordsOf(c.Text)) }

// Ledger is what both sides of a conversation want and promised, letter by letter, up to a moment.
type Ledger struct {
	State    State
	Asked    []Item       // by the client, of us
	Wanted   []Item       // by us, of the client
	Promised []Commitment // by us
	Theirs   []Commitment // by the client
}

// OpenItems returns what the client still waits for, oldest first.
func (l *Ledger) OpenItems() []Item { return openItems(l.Asked) }

// Waiting returns what we still wait for, oldest first.
func (l *Ledger) Waiting() []Item { return openItems(l.Wanted) }

// OpenPromises returns our promises that are neither kept nor replaced, oldest first.
func (l *Ledger) OpenPromises() []Commitment {
	var open []Commitment
	for _, c := range l.Promised {
		if c.Open() {
			open = append(open, c)
		}
	}
	return open
}

func openItems(all []Item) []Item {
	var open []Item
	for _, i := range all {
		if i.Open() {
			open = append(open, i)
		}
	}
	return open
}

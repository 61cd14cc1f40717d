package rules

import (
	"iter"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Resolve reads a conversation up to a moment and says what both sides still owe each other. Robots, bounces and
// automatic replies neither ask nor answer; letters of Vernus itself acknowledge, and never answer.
func Resolve(c Conversation, now time.Time) Ledger {
	r := resolver{written: slices.Clone(c.Written), texts: map[string]string{}}
	for e, elsewhere := range c.letters() {
		if e.At.After(now) {
			continue
		}
		if e.Kind == mailbox.Calendar && e.Direction == mailbox.Outgoing {
			r.invited(e)
		}
		if e.Kind != mailbox.Human && !e.Own {
			continue
		}
		r.acknowledgedBefore(e.At)
		switch {
		case e.Own:
		case elsewhere:
			r.elsewhere(e)
		case e.Direction == mailbox.Incoming && e.Client != "":
			r.client(e)
		case e.Direction == mailbox.Outgoing:
			r.ours(e)
		}
	}
	r.acknowledgedBefore(now)
	r.State = r.state()
	return r.Ledger
}

// letters returns the letters of a conversation and, among them in the order of time, those that were written to the
// same client elsewhere.
func (c Conversation) letters() iter.Seq2[Entry, bool] {
	return func(yield func(Entry, bool) bool) {
		i := 0
		for _, e := range c.Entries {
			for ; i < len(c.Related) && c.Related[i].At.Before(e.At); i++ {
				if !yield(c.Related[i], true) {
					return
				}
			}
			if !yield(e, false) {
				return
			}
		}
		for _, e := range c.Related[i:] {
			if !yield(e, true) {
				return
			}
		}
	}
}

// resolver carries the ledger from letter to letter.
type resolver struct {
	Ledger
	written []Written         // letters of Vernus not yet taken into account, oldest first
	last    turn              // whose word was last, and whether it awaits an answer
	spoke   time.Time         // when somebody of ours wrote last
	texts   map[string]string // of the client's letters, by Message-ID
}

// turn is what the latest letter of a person left behind.
type turn struct {
	ours    bool // it was ours
	awaited bool // it wants something of the other side
}

// client takes a letter of the client's into account: it may take back, thank, promise, answer and ask, in this order.
func (r *resolver) client(e Entry) {
	rd := e.Reading
	r.texts[e.ID] = e.NewText
	if rd.Withdraws {
		r.withdraw(e)
	}
	if rd.Thanks {
		r.thanked(e)
		return
	}
	if rd.Thanked {
		r.promisesThanked(e)
	}
	if rd.Thanked && !rd.NeedsReply {
		r.satisfied(e) // «Ура, спасибо! Всё понятно.»
	}
	r.answeredByClient(e)
	for _, a := range rd.Acts {
		if a.Type == reading.Promise {
			r.Theirs = append(r.Theirs, commitment(e, a))
		}
	}
	r.Asked = append(r.Asked, r.asks(e)...)
	r.last = turn{awaited: rd.NeedsReply}
}

// asks returns what a client's letter wants and counts what it asks for again.
func (r *resolver) asks(e Entry) []Item {
	items := listed(e)
	for _, i := range items {
		if e.Reading.Acts[i.Index].Chaser {
			r.repeated(e.At)
			break
		}
	}
	if len(items) == 0 && e.Reading.NeedsReply && !r.covered(e) {
		items = append(items, whole(e))
	}
	return items
}

// covered reports whether a letter that only goes on with a matter («берём второй вариант») is met by a promise of
// ours that still stands and has not run out.
func (r *resolver) covered(e Entry) bool {
	if has(e.Reading, reading.Complaint) {
		return false
	}
	for _, c := range r.Promised {
		if c.Open() && (c.Due.IsZero() || e.At.Before(c.Due)) {
			return true
		}
	}
	return false
}

// repeated counts a reminder on everything that was open before it.
func (r *resolver) repeated(at time.Time) {
	for i := range r.Asked {
		if r.Asked[i].Open() && r.Asked[i].At.Before(at) {
			r.Asked[i].Repeated++
		}
	}
}

// withdraw closes what the client takes back: what his words name, else what he asked last; and the promises made for it.
func (r *resolver) withdraw(e Entry) {
	open := r.openOf(func(*Item) bool { return true })
	words := stems(e.NewText)
	var back []*Item
	for _, it := range open {
		if share(stems(it.Text), words) {
			back = append(back, it)
		}
	}
	if len(back) == 0 && len(open) > 0 {
		last := open[len(open)-1].Letter
		for _, it := range open {
			if it.Letter == last {
				back = append(back, it)
			}
		}
	}
	for _, it := range back {
		closeItem(it, e, "withdrawn by the client")
	}
	none := len(r.OpenItems()) == 0
	for i := range r.Promised {
		c := &r.Promised[i]
		named := share(c.words(), words)
		for _, it := range back {
			named = named || c.At.After(it.At) && share(c.words(), stems(it.Text))
		}
		if named || c.Answer && none {
			closeCommitment(c, e, "its matter was withdrawn by the client")
		}
	}
}

// invited closes what the client asked about the time and place of meeting: an invitation of ours answers it.
func (r *resolver) invited(e Entry) {
	meeting := answers()["asks-meeting"]
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Open() && !it.Whole() && meeting.in(wordsOf(it.Text)) {
			closeItem(it, e, "answered by an invitation")
		}
	}
}

// thanked closes what was reported done or promised before the client's thanks. Thanks for a mere promise close nothing.
func (r *resolver) thanked(e Entry) {
	r.promisesThanked(e)
	r.satisfied(e)
	r.last = turn{}
}

// satisfied closes what was asked before our latest letter, answered with anything but a promise, and not asked again.
func (r *resolver) satisfied(e Entry) {
	for i := range r.Asked {
		if it := &r.Asked[i]; it.At.Before(r.spoke) && !r.promisedFor(it) {
			closeItem(it, e, "the client thanked for it")
		}
	}
}

// promisesThanked closes promises whose time has come when the client thanks: he has got what was promised.
func (r *resolver) promisesThanked(e Entry) {
	for i := range r.Promised {
		if c := &r.Promised[i]; !c.Due.IsZero() && c.Due.Before(e.At) {
			closeCommitment(c, e, "the client thanked for it")
		}
	}
}

// promisedFor reports whether a promise made after the item was asked still stands.
func (r *resolver) promisedFor(i *Item) bool {
	for _, c := range r.Promised {
		if c.Open() && !c.At.Before(i.At) {
			return true
		}
	}
	return false
}

// answeredByClient closes what we waited for. A letter that only asks back, or only promises, leaves it open.
func (r *resolver) answeredByClient(e Entry) {
	substance := e.Reading.Done || len(e.Attachments) > 0 || has(e.Reading, reading.Confirmation) || substance(e)
	for i := range r.Wanted {
		it := &r.Wanted[i]
		if !it.Open() {
			continue
		}
		if it.Reacted.IsZero() {
			it.Reacted = e.At
		}
		if substance {
			closeItem(it, e, "answered by the client")
		}
	}
	if !substance {
		return
	}
	for i := range r.Theirs {
		closeCommitment(&r.Theirs[i], e, "the client came back")
	}
}

// acknowledgedBefore takes into account what Vernus wrote to the client up to a moment.
func (r *resolver) acknowledgedBefore(at time.Time) {
	n := 0
	for _, w := range r.written {
		if w.At.After(at) {
			r.written[n] = w
			n++
			continue
		}
		if !w.ToClient || w.Phase != "sent" {
			continue
		}
		r.react(w.At)
		c := Commitment{Letter: w.MessageID, At: w.At, Due: w.ReturnBy, Precision: reading.Minute, Answer: true}
		if c.Due.IsZero() {
			c.Precision = reading.None
		}
		r.Promised = append(r.Promised, c)
	}
	r.written = r.written[:n]
}

// react notes that the client knows his open items were seen.
func (r *resolver) react(at time.Time) {
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Open() && it.Reacted.IsZero() {
			it.Reacted = at
		}
	}
}

// state puts the ledger into one word, by precedence: silence, then the client's turn, then our word given.
func (r *resolver) state() State {
	open := r.OpenItems()
	for _, i := range open {
		if i.Reacted.IsZero() {
			return NeedsReply
		}
	}
	promised := r.OpenPromises()
	switch {
	case r.last.ours && r.last.awaited && len(r.Waiting()) > 0:
		return WaitingClient
	case len(open) > 0 || len(promised) > 0:
		return Acknowledged
	case len(r.Waiting()) > 0 || len(openCommitments(r.Theirs)) > 0:
		return WaitingClient
	}
	return Quiet
}

func openCommitments(all []Commitment) []Commitment {
	l := Ledger{Promised: all}
	return l.OpenPromises()
}

func has(r reading.Reading, t reading.Type) bool {
	for _, a := range r.Acts {
		if a.Type == t {
			return true
		}
	}
	return false
}

// listed returns the questions and requests of a letter, each place in the text once.
func listed(e Entry) []Item {
	var items []Item
	for n, a := range e.Reading.Acts {
		if a.Type != reading.Question && a.Type != reading.Request {
			continue
		}
		items = append(items, Item{
			Letter: e.ID, Index: n, Type: a.Type, Text: a.Text, At: e.At, From: e.From, Imported: e.Imported, Urgent: a.Urgent,
		})
	}
	return items
}

// whole returns the item of a letter that awaits an answer without asking in words.
func whole(e Entry) Item {
	t := reading.Question
	if has(e.Reading, reading.Complaint) {
		t = reading.Complaint
	}
	return Item{Letter: e.ID, Index: -1, Type: t, Text: e.Subject, At: e.At, From: e.From, Imported: e.Imported}
}

func commitment(e Entry, a reading.Act) Commitment {
	return Commitment{
		Letter: e.ID, Text: a.Text, Context: sentenceAround(e.NewText, a.Start, a.Start+len(a.Text)), At: e.At, Due: a.Due, Precision: a.Precision, Answer: has(e.Reading, reading.Ack),
	}
}

func closeItem(i *Item, e Entry, why string) {
	if i.Open() {
		i.Closed, i.ClosedBy, i.Why = e.At, e.ID, why
	}
}

func closeCommitment(c *Commitment, e Entry, why string) {
	if c.Open() {
		c.Closed, c.ClosedBy, c.Why = e.At, e.ID, why
	}
}

package rules

import (
	"cmp"
	"slices"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Period is a span of time that figures are about. To is also the moment at which things are looked at: nothing later
// is known.
type Period struct {
	From time.Time // inclusive
	To   time.Time // exclusive
}

// Holds reports whether a moment lies in the period.
func (p Period) Holds(t time.Time) bool { return !t.Before(p.From) && t.Before(p.To) }

// Response is how long a client waited for the first word in substance about what he asked. It begins with a letter that
// asks something; what he adds before he is answered belongs to it. It ends with the first letter of a person of ours that
// answers, does or declines any of it: acknowledgements, automatic replies and letters of Vernus end nothing. Time is
// working time of the manager who answers for the letter.
type Response struct {
	Client       string
	Manager      string // address
	Conversation int64
	Letter       string // Message-ID of the one that asked
	Subject      string
	Text         string // the first words that ask; the subject when only the letter as a whole does
	Asked        time.Time
	Due          time.Time     // when the standard ran out
	Answered     time.Time     // zero while he waits
	Took         time.Duration // from Asked to Answered, or to the end of the period while he waits
	Standard     time.Duration // what he may expect
	Repeated     int           // how often he had to ask again
	Settled      bool          // the matter ended without an answer of ours: withdrawn, or ruled to be none; it counts in no figure
}

// Late reports whether the answer took longer than the standard, or is overdue.
func (r *Response) Late() bool { return r.Took > r.Standard }

// Open reports whether the client still waits.
func (r *Response) Open() bool { return r.Answered.IsZero() && !r.Settled }

// Promised is a promise of ours and what became of it by the end of the period. It belongs to the period in which that was
// decided: kept, moved, dropped or run out; one that is open belongs to every period since it was made.
type Promised struct {
	Commitment
	Client       string
	Manager      string // who made it
	Conversation int64
	Subject      string
	Outcome      Outcome
	Decided      time.Time // zero while it is open
}

// Wanting is something that we asked of a client.
type Wanting struct {
	Client, Manager string
	Letter          string
	Text            string
	Asked           time.Time
	Met             time.Time // zero while we wait
}

// Displeasure is a letter in which a client complains.
type Displeasure struct {
	Client, Manager string
	Conversation    int64
	Letter          string
	Subject         string
	Text            string // his words
	At              time.Time
	Answered        time.Time     // when a person of ours wrote next in that conversation; zero when nobody has
	Took            time.Duration // working time until then, or to the end of the period
}

// Doubt is a letter that may have been read wrongly.
type Doubt struct {
	Client, Manager string
	Letter          string
	Subject         string
	At              time.Time
	From            mailbox.Address
	Text            string
	Unsure, Partial bool   // as in mailbox.Message
	Forged          string // as in mailbox.Message
}

// Span is when something asked by a client was open, for pictures.
type Span struct {
	From time.Time
	Due  time.Time // when the standard for it ran out
	To   time.Time // zero while it is open
}

// Measured is what figures need of a conversation as it stood at the end of a period.
type Measured struct {
	Client     string
	Responses  []Response     // that began in the period, and those still open
	Asked      []Span         // every question and request, of whatever time
	Promises   []Promised     // of the period, and those still open
	Wanted     []Wanting      // asked in the period, or still open
	Complaints []Displeasure  // of the period
	Doubts     []Doubt        // of the period
	Received   map[string]int // letters of the client's people in the period, by the manager who answers for them
	Written    map[string]int // letters of our people to the client, by writer
}

// Measure takes what figures need out of a conversation. The ledger is that of the end of the period, worked out with
// Related where something was open. A conversation without a client has nothing to measure.
func Measure(c Conversation, l Ledger, t *Team, p Period) Measured {
	m := measuring{Conversation: c, team: t, period: p, out: Measured{Client: c.Client, Received: map[string]int{}, Written: map[string]int{}}, ours: map[string]bool{}, owners: map[string]string{}}
	if c.Client == "" {
		return m.out
	}
	for e := range c.letters() {
		if e.Direction == mailbox.Outgoing {
			m.ours[e.ID] = true
		}
	}
	m.responses(l.Asked)
	m.promises(l.Promised)
	m.wanted(l.Wanted)
	m.letters()
	return m.out
}

// measuring is a conversation while it is measured.
type measuring struct {
	Conversation
	team   *Team
	period Period
	out    Measured
	ours   map[string]bool   // letters that our side wrote
	owners map[string]string // by letter
}

func (m *measuring) owner(letter string) string {
	who, ok := m.owners[letter]
	if !ok {
		who = Owner(m.Conversation, letter, m.team.Directory)
		m.owners[letter] = who
	}
	return who
}

// writer is the manager who wrote a letter of ours, or who answers for it when another colleague did.
func (m *measuring) writer(e *Entry) string {
	if who, ok := m.team.Directory.Manager(e.From.Mail); ok {
		return who.Address
	}
	return m.owner(e.ID)
}

// responses puts what the client asked into turns: a turn lasts until the first answer to any of it.
func (m *measuring) responses(asked []Item) {
	var turn []Item
	var until time.Time // the first answer in the turn
	items := slices.Clone(asked)
	slices.SortStableFunc(items, func(a, b Item) int { return a.At.Compare(b.At) })
	for i, it := range items {
		if it.Chaser && slices.ContainsFunc(items[:i], func(o Item) bool { return o.Open() || !o.Closed.Before(it.At) }) {
			continue // he asks again for what is open
		}
		m.span(it)
		if len(turn) > 0 && !until.IsZero() && !it.At.Before(until) {
			m.response(turn, until)
			turn, until = nil, time.Time{}
		}
		turn = append(turn, it)
		if !it.Open() && m.ours[it.ClosedBy] && (until.IsZero() || it.Closed.Before(until)) {
			until = it.Closed
		}
	}
	if len(turn) > 0 {
		m.response(turn, until)
	}
}

func (m *measuring) span(it Item) {
	due, err := m.team.CalendarOf(m.owner(it.Letter)).Add(it.At, m.team.StandardOf(m.Client).Answer.Within)
	if err != nil { // a calendar that never opens is refused when the config is read
		due = it.At
	}
	m.out.Asked = append(m.out.Asked, Span{From: it.At, Due: due, To: it.Closed})
}

func (m *measuring) response(turn []Item, answered time.Time) {
	first := turn[0]
	r := Response{
		Client: m.Client, Manager: m.owner(first.Letter), Conversation: m.ID, Letter: first.Letter, Subject: m.Subject, Text: first.Text,
		Asked: first.At, Answered: answered, Standard: m.team.StandardOf(m.Client).Answer.Within, Settled: answered.IsZero(),
	}
	for _, it := range turn {
		r.Settled = r.Settled && !it.Open()
		r.Repeated = max(r.Repeated, it.Repeated)
	}
	if !m.period.Holds(r.Asked) && !r.Open() || !r.Asked.Before(m.period.To) {
		return
	}
	end := answered
	if end.IsZero() {
		end = m.period.To
	}
	cal := m.team.CalendarOf(r.Manager)
	r.Took = cal.Between(r.Asked, end)
	if due, err := cal.Add(r.Asked, r.Standard); err == nil {
		r.Due = due
	}
	m.out.Responses = append(m.out.Responses, r)
}

// promises takes those that people of ours made by mail.
func (m *measuring) promises(all []Commitment) {
	for _, c := range all {
		e := m.entry(c.Letter)
		if e == nil || e.Direction != mailbox.Outgoing || e.Own {
			continue
		}
		p := Promised{Commitment: c, Client: m.Client, Manager: m.writer(e), Conversation: m.ID, Subject: m.Subject}
		p.Outcome = c.Outcome(m.period.To, m.team.CalendarOf(p.Manager).Location())
		switch {
		case !c.Open():
			p.Decided = c.Closed
		case p.Outcome == Overdue:
			p.Decided = c.Due
		}
		if c.Open() && c.At.Before(m.period.To) || m.period.Holds(p.Decided) {
			m.out.Promises = append(m.out.Promises, p)
		}
	}
}

func (m *measuring) wanted(all []Item) {
	for _, it := range all {
		if it.At.Before(m.period.To) && (it.Open() || m.period.Holds(it.At)) {
			m.out.Wanted = append(m.out.Wanted, Wanting{m.Client, m.owner(it.Letter), it.Letter, it.Text, it.At, it.Closed})
		}
	}
}

// letters takes what people wrote, complaints and what may have been read wrongly among it.
func (m *measuring) letters() {
	for i := range m.Entries {
		e := &m.Entries[i]
		if e.Kind != mailbox.Human || e.Own || !m.period.Holds(e.At) || e.Direction == mailbox.Internal {
			continue
		}
		if e.Unsure || e.Partial || e.Forged != "" {
			m.out.Doubts = append(m.out.Doubts, Doubt{m.Client, m.owner(e.ID), e.ID, e.Subject, e.At, e.From, e.NewText, e.Unsure, e.Partial, e.Forged})
		}
		if e.Direction == mailbox.Outgoing {
			m.out.Written[m.writer(e)]++
			continue
		}
		m.out.Received[m.owner(e.ID)]++
		m.complaint(e, m.Entries[i+1:])
	}
}

func (m *measuring) complaint(e *Entry, later []Entry) {
	n := slices.IndexFunc(e.Reading.Acts, func(a reading.Act) bool { return a.Type == reading.Complaint })
	if n < 0 {
		return
	}
	d := Displeasure{Client: m.Client, Manager: m.owner(e.ID), Conversation: m.ID, Letter: e.ID, Subject: cmp.Or(e.Subject, m.Subject), Text: e.Reading.Acts[n].Text, At: e.At}
	end := m.period.To
	for _, o := range later {
		if o.Direction == mailbox.Outgoing && o.Kind == mailbox.Human && !o.Own && o.At.Before(m.period.To) {
			d.Answered, end = o.At, o.At
			break
		}
	}
	d.Took = m.team.CalendarOf(d.Manager).Between(e.At, end)
	m.out.Complaints = append(m.out.Complaints, d)
}

package letters

import (
	"cmp"
	"slices"
	"time"

	"vernus/rules"
)

// DigestView is what the templates of the digest may use; all words are in the lead's language.
type DigestView struct {
	Lead string // his name
	Date string // «вторник, 12 марта»
	Calm bool   // nothing is overdue, nothing due today, no trouble

	Overdue, Today, Acknowledged                            []DigestGroup // by manager, most urgent first
	OverdueCount, TodayCount, AcknowledgedCount, LaterCount int           // LaterCount: due another day, not listed

	Matters      []DigestGroup // what else is owed, by manager, most urgent first: items with Title and Words
	MattersCount int
	Broken       int // promises among them that are overdue
	Complaints   int // … and complaints that nobody has answered

	Wrote    []DigestWrote  // letters to clients, in the order of time
	Reminded []DigestNudged // how often managers were reminded
	HeldBack []DigestHeld
	Unsure   []DigestUnsure

	Trouble      bool // there is something in the four lists below
	Unread       []DigestUnread
	Quarantined  []DigestQuarantine
	Invitations  []DigestUnclear // that could not be understood
	Outbox       []DigestStuck
	MailboxCount int // that are watched
}

// DigestGroup is what one manager owes.
type DigestGroup struct {
	Manager string
	Items   []Item
}

// DigestWrote is a letter that Vernus wrote.
type DigestWrote struct {
	At, Manager, Client, To, Subject string
	How                              string // "sent", "proposed", "draft", "queued", "withdrawn", "failed" or "uncertain"
}

// DigestNudged is how often a manager was reminded.
type DigestNudged struct {
	Manager string
	Count   int
}

// DigestUnclear is an invitation that could not be understood.
type DigestUnclear struct {
	From, Subject, At, Error string
}

// DigestHeld is a letter that Vernus did not write.
type DigestHeld struct {
	Client, Manager, Reason, Detail string
	Count                           int // how many alike
}

// DigestUnread is a mailbox that is not being read.
type DigestUnread struct {
	Address, Since, Error string // Since: when it was last read; "" when never
}

// DigestStuck is a letter that has not left as it should.
type DigestStuck struct {
	Code, Phase, To, Subject, Since, Error string
}

func digestView(p Policy, to reader, d DigestData, now time.Time) DigestView {
	loc := to.Calendar.Location()
	v := DigestView{Lead: to.Name, Date: dayTitle(to.Language, now.In(loc)), MailboxCount: len(d.Mailboxes), Unsure: d.Unsure}
	v.open(p, to, d.Open, now)
	v.wrote(p, to, d.Letters, now)
	v.HeldBack = heldBack(p, to.Language, d.Held)
	for i := range v.Unsure {
		v.Unsure[i].Manager = p.managerName(v.Unsure[i].Manager)
		v.Unsure[i].Words = excerptOf(v.Unsure[i].Words)
	}
	v.health(to, d, now)
	v.Calm = v.OverdueCount == 0 && v.TodayCount == 0 && !v.Trouble
	return v
}

// wrote lists the letters to clients, and counts the reminders of each manager.
func (v *DigestView) wrote(p Policy, to reader, letters []DigestLetter, now time.Time) {
	letters = slices.Clone(letters)
	slices.SortStableFunc(letters, func(a, b DigestLetter) int { return a.At.Compare(b.At) })
	for _, l := range letters {
		manager := p.managerName(l.Manager)
		switch {
		case l.Kind == Acknowledgement:
			v.Wrote = append(v.Wrote, DigestWrote{At: atTime(to.Language, l.At.In(to.Calendar.Location()), now), Manager: manager,
				Client: l.Client, To: l.To, Subject: oneLine(l.Subject), How: howWritten(l)})
		case l.Kind == Nudge && l.Phase == Sent:
			i := slices.IndexFunc(v.Reminded, func(n DigestNudged) bool { return n.Manager == manager })
			if i < 0 {
				v.Reminded, i = append(v.Reminded, DigestNudged{Manager: manager}), len(v.Reminded)
			}
			v.Reminded[i].Count++
		}
	}
}

// open sorts what is open into overdue, due today (by the standard or by promise), acknowledged and later.
func (v *DigestView) open(p Policy, to reader, open []DigestOpen, now time.Time) {
	open = slices.Clone(open)
	slices.SortStableFunc(open, func(a, b DigestOpen) int {
		return cmp.Or(a.deadline().Compare(b.deadline()), a.Since.Compare(b.Since), cmp.Compare(a.Client, b.Client))
	})
	for _, o := range open {
		m, _ := p.manager(o.Manager)
		it := itemOf(to, m, o, now)
		switch {
		case it.Late != "":
			v.Overdue = grouped(v.Overdue, it)
			v.OverdueCount++
		case daysApart(o.deadline().In(to.Calendar.Location()), now) == 0:
			v.Today = grouped(v.Today, it)
			v.TodayCount++
		case !o.Acknowledged.IsZero():
			v.Acknowledged = grouped(v.Acknowledged, it)
			v.AcknowledgedCount++
		default:
			v.LaterCount++
		}
	}
}

// digestOrder is the order of what else is owed, by kind.
var digestOrder = []rules.Kind{
	rules.Complained, rules.PromiseDue, rules.ReportDue, rules.ExtraAgain, rules.Extra, rules.MovedLate, rules.Unfeasible, rules.Floating, rules.Silence, rules.FollowUp,
	rules.OccasionDue, rules.Away, rules.ClosingDue, rules.Balance,
}

// matters lists what is owed besides answers. A complaint that nobody has answered and a broken promise are urgent.
func (v *DigestView) matters(w *Writer, p Policy, to reader, found []rules.Finding, now time.Time) error {
	found = slices.DeleteFunc(slices.Clone(found), func(f rules.Finding) bool { return !slices.Contains(digestOrder, f.Kind) })
	slices.SortStableFunc(found, func(a, b rules.Finding) int {
		return cmp.Or(slices.Index(digestOrder, a.Kind)-slices.Index(digestOrder, b.Kind), a.Due.Compare(b.Due), cmp.Compare(a.Client, b.Client))
	})
	r := &round{w: w, p: p, now: now}
	for i := range found {
		it, err := r.item(to, duty{&found[i], &rules.Conversation{Client: found[i].Client}})
		if err != nil {
			return err
		}
		v.Matters = grouped(v.Matters, it)
		v.MattersCount++
		switch f := &found[i]; {
		case f.Kind == rules.PromiseDue && f.Stage >= rules.StagePast:
			v.Broken++
		case f.Kind == rules.Complained && f.Stage < rules.StageUnsettled:
			v.Complaints++
		}
	}
	v.Calm = v.Calm && v.Broken == 0 && v.Complaints == 0
	return nil
}

// grouped adds an item to its manager's group. Managers stand in the order of their most urgent item; a manager's items
// are kept by client, in the order of each client's most urgent one.
func grouped(groups []DigestGroup, it Item) []DigestGroup {
	i := slices.IndexFunc(groups, func(g DigestGroup) bool { return g.Manager == it.Manager })
	if i < 0 {
		return append(groups, DigestGroup{Manager: it.Manager, Items: []Item{it}})
	}
	items := groups[i].Items
	at := len(items)
	for j, other := range items {
		if other.Client == it.Client {
			at = j + 1
		}
	}
	groups[i].Items = slices.Insert(items, at, it)
	return groups
}

func (p Policy) managerName(address string) string {
	if m, ok := p.manager(address); ok && m.Name != "" {
		return oneLine(m.Name)
	}
	return address
}

// howWritten names what became of a letter to a client.
func howWritten(l DigestLetter) string {
	switch {
	case l.Phase == Sent && l.Mode == Draft:
		return string(Draft)
	case l.Phase == Begun || l.Phase == Transmitting:
		return string(Queued)
	}
	return string(l.Phase)
}

// matters are the reasons that a lead can do something about, or should wonder about.
var matters = []Reason{ReasonBrake, ReasonForged, ReasonNotClient, ReasonTemplate, ReasonPerClient, ReasonNoLead,
	ReasonNotAddressed, ReasonUnreached, ReasonTooOld}

func heldBack(p Policy, lang string, held []Held) []DigestHeld {
	var out []DigestHeld
	rank := map[string]int{}
	for _, h := range held {
		n := slices.Index(matters, h.Reason)
		if n < 0 {
			continue
		}
		detail := ""
		switch h.Reason {
		case ReasonForged, ReasonNotClient, ReasonTemplate, ReasonNoLead, ReasonUnreached:
			detail = excerptOf(h.Detail)
		}
		row := DigestHeld{Client: h.Client, Manager: p.managerName(h.Manager), Reason: h.Reason.Words(lang), Detail: detail}
		rank[row.Reason] = n
		i := slices.IndexFunc(out, func(o DigestHeld) bool {
			return o.Client == row.Client && o.Manager == row.Manager && o.Reason == row.Reason && o.Detail == row.Detail
		})
		if i < 0 {
			out, i = append(out, row), len(out)
		}
		out[i].Count++
	}
	slices.SortStableFunc(out, func(a, b DigestHeld) int { return rank[a.Reason] - rank[b.Reason] })
	return out
}

// health lists the mailboxes that are not read, what could not be understood and what did not leave.
func (v *DigestView) health(to reader, d DigestData, now time.Time) {
	loc := to.Calendar.Location()
	for _, m := range d.Mailboxes {
		if m.FailingSince.IsZero() && !m.LastRead.IsZero() {
			continue
		}
		u := DigestUnread{Address: m.Address, Error: excerptOf(m.Error)}
		if !m.LastRead.IsZero() {
			u.Since = atTime(to.Language, m.LastRead.In(loc), now)
		}
		v.Unread = append(v.Unread, u)
	}
	for _, q := range d.Quarantined {
		if q.Count > 0 {
			q.Error = excerptOf(q.Error)
			v.Quarantined = append(v.Quarantined, q)
		}
	}
	for _, i := range d.Invitations {
		v.Invitations = append(v.Invitations, DigestUnclear{From: i.From, Subject: oneLine(i.Subject), At: atTime(to.Language, i.At.In(loc), now), Error: excerptOf(i.Error)})
	}
	for _, o := range d.Outbox {
		v.Outbox = append(v.Outbox, DigestStuck{Code: Short(o.Key), Phase: string(o.Phase), To: o.To, Subject: oneLine(o.Subject),
			Since: atTime(to.Language, o.Since.In(loc), now), Error: excerptOf(o.Error)})
	}
	v.Trouble = len(v.Unread)+len(v.Quarantined)+len(v.Invitations)+len(v.Outbox) > 0
}

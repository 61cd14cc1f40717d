package main

import (
	"errors"
	"strings"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

// do turns one order into deeds, and notes what its giver is told of it.
func (o *obeying) do(order reading.Order) error {
	switch order.Kind {
	case reading.OrderApprove, reading.OrderText, reading.OrderRefuse:
		return o.aboutProposal(order)
	case reading.OrderReturn, reading.OrderMove, reading.OrderNoQuestion, reading.OrderAnswered, reading.OrderReceived, reading.OrderKept,
		reading.OrderSnooze, reading.OrderWish:
		return o.aboutItems(order)
	case reading.OrderAbsence:
		o.absence(order)
	case reading.OrderPause, reading.OrderResume:
		return o.pause(order)
	case reading.OrderStop, reading.OrderGo:
		return o.brake(order)
	case reading.OrderUndo:
		return o.undo(order)
	case reading.OrderCard, reading.OrderStatus:
		return o.show(order)
	case reading.OrderHelp:
		o.told.Help = true
	case reading.OrderNotes, reading.OrderNoMeeting, reading.OrderHeld, reading.OrderNoReport:
		return o.aboutMeeting(order)
	}
	return nil
}

// did notes that an order was done.
func (o *obeying) did(order reading.Order, d letters.Deed) {
	d.What, d.Words = string(order.Kind), order.Words
	o.told.Deeds = append(o.told.Deeds, d)
}

// refuse notes that an order is not done, and why.
func (o *obeying) refuse(order reading.Order, problem string, d letters.Deed) {
	d.Problem = problem
	o.did(order, d)
}

// rule adds a ruling to what is to be done.
func (o *obeying) rule(order reading.Order, r rules.Ruling) {
	r.By, r.Why = o.who, order.Why
	if r.Why == "" && (r.Kind == rules.Answered || r.Kind == rules.NotAQuestion || r.Kind == rules.NoReport) {
		r.Why = order.Words
	}
	o.deed.Rulings = append(o.deed.Rulings, r)
}

// aboutProposal does what is ordered of the letter that the notice proposes.
func (o *obeying) aboutProposal(order reading.Order) error {
	n := o.a.Notice
	if n.Kind != letters.Suggestion || len(n.Covers) == 0 {
		if order.Kind == reading.OrderRefuse && n.Kind == letters.Confirmation {
			return o.undo(order)
		}
		o.refuse(order, letters.ProblemNothingProposed, letters.Deed{})
		return nil
	}
	row, err := o.db.ProposedFor(o.ctx, n.Covers[0].Duty, n.Covers[0].Stage)
	if errors.Is(err, store.ErrNotFound) {
		o.refuse(order, letters.ProblemNothingProposed, letters.Deed{})
		return nil
	}
	if err != nil {
		return err
	}
	d := letters.Deed{Client: row.Client, To: row.To[0], Subject: row.Subject}
	if problem := stale(row, order.Kind == reading.OrderRefuse); problem != "" {
		if d.At = row.SentAt; problem != letters.ProblemSent {
			d.At, d.Detail = time.Time{}, letters.WhyInWords(o.language(), row.Why)
		}
		o.refuse(order, problem, d)
		return nil
	}
	switch order.Kind {
	case reading.OrderRefuse:
		o.deed.Drop = append(o.deed.Drop, row.ID)
	case reading.OrderText:
		l, err := o.reword(row, order.Text)
		if err != nil {
			d.Detail = err.Error()
			o.refuse(order, letters.ProblemError, d)
			return nil
		}
		o.deed.Reword = append(o.deed.Reword, l)
		o.deed.Approve = append(o.deed.Approve, row.ID)
	default:
		o.deed.Approve = append(o.deed.Approve, row.ID)
	}
	o.did(order, d)
	return nil
}

// stale tells why a letter cannot be sent by a yes any more, or with no is set, not be held back.
func stale(row store.Row, no bool) string {
	switch row.Phase {
	case letters.Proposed:
		return ""
	case letters.Sent:
		return letters.ProblemSent
	case letters.Withdrawn:
		return letters.ProblemWithdrawn
	case letters.Failed, letters.Uncertain:
		return letters.ProblemFailed
	case letters.Queued:
		if no {
			return ""
		}
	}
	return letters.ProblemWaiting
}

// reword composes a proposed letter anew, in the words of its manager.
func (o *obeying) reword(row store.Row, text string) (letters.Letter, error) {
	var answered *mailbox.Message
	if row.Conversation != 0 && row.InReplyTo != "" {
		found, err := o.db.Conversations(o.ctx, row.Conversation)
		if err != nil {
			return row.Letter, err
		}
		for _, c := range found {
			for _, e := range c.Entries {
				if e.ID == row.InReplyTo {
					answered = e.Message
				}
			}
		}
	}
	var by time.Time
	cal := o.team.CalendarOf(row.Manager)
	for _, a := range o.reader.Read(reading.Letter{Text: text, Date: o.now.In(cal.Location()), Outgoing: true, ToUs: true, Calendar: cal}).Acts {
		if a.Type == reading.Promise && a.Due.After(o.now) && (by.IsZero() || a.Due.Before(by)) {
			by = a.Due
		}
	}
	return o.writer.Reword(o.policy, row.Letter, text, answered, by, o.now)
}

// aboutItems does what is ordered of the items of the notice.
func (o *obeying) aboutItems(order reading.Order) error {
	targets, problem, err := o.targets(order)
	if err != nil {
		return err
	}
	if problem != "" {
		o.refuse(order, problem, letters.Deed{})
		return nil
	}
	for _, t := range targets {
		if t.owed && ofMeeting(t.finding.Kind) {
			if err := o.aboutReport(order, t); err != nil {
				return err
			}
			continue
		}
		if !t.owed {
			o.refuse(order, letters.ProblemSettled, letters.Deed{Client: t.Client})
			continue
		}
		if err := o.aboutItem(order, t); err != nil {
			return err
		}
	}
	return nil
}

// ofMeeting reports whether a finding asks for the report of a meeting.
func ofMeeting(k rules.Kind) bool { return k == rules.ReportDue }

// aboutReport does what is ordered of a report that is owed, in the words for other duties: a time puts the reminder off, and
// what is done or needs no answer owes none.
func (o *obeying) aboutReport(order reading.Order, t target) error {
	switch order.Kind {
	case reading.OrderReturn, reading.OrderMove, reading.OrderSnooze:
		order.Kind = reading.OrderSnooze
		return o.snooze(order, t, letters.Deed{Client: t.Client})
	case reading.OrderWish:
		o.refuse(order, letters.ProblemNoWish, letters.Deed{Client: t.Client})
		return nil
	}
	m, err := o.meetingOf(t.Cover)
	if err != nil {
		return err
	}
	if m == nil {
		o.refuse(order, letters.ProblemNoMeeting, letters.Deed{Client: t.Client})
		return nil
	}
	order.Kind = reading.OrderNoReport
	o.rule(order, rules.Ruling{Kind: rules.NoReport, Client: t.Client, Words: m.UID, From: m.Start})
	o.did(order, letters.Deed{Client: t.Client, Quote: m.Summary})
	return nil
}

func (o *obeying) aboutItem(order reading.Order, t target) error {
	d := letters.Deed{Client: t.Client}
	switch order.Kind {
	case reading.OrderSnooze:
		return o.snooze(order, t, d)
	case reading.OrderWish:
		if t.finding.Kind != rules.Extra {
			o.refuse(order, letters.ProblemNoWish, d)
			return nil
		}
		d.Decision = rules.Decision(order.Decision)
		if len(t.finding.Quotes) == 1 {
			d.Quote = t.finding.Quotes[0]
		}
		o.rule(order, rules.Ruling{Kind: rules.WishDecided, Letter: t.finding.MessageID, Decision: d.Decision})
		o.did(order, d)
		return nil
	case reading.OrderReturn, reading.OrderMove:
		if d.At = o.deadline(order); !d.At.After(o.now) {
			o.refuse(order, letters.ProblemPast, d)
			return nil
		}
		if promised(t.finding.Kind) {
			order.Kind = reading.OrderMove
			o.settle(order, t, d, rules.Ruling{Kind: rules.PromiseMoved, To: d.At}, letters.ProblemNoPromise)
			return nil
		}
		order.Kind = reading.OrderReturn
		d.Detail = o.heardOf(t)
		o.settle(order, t, d, rules.Ruling{Kind: rules.Returning, To: d.At, Decision: rules.Tell}, letters.ProblemNothingOpen)
	case reading.OrderKept:
		o.settle(order, t, d, rules.Ruling{Kind: rules.PromiseKept}, letters.ProblemNoPromise)
	case reading.OrderNoQuestion:
		o.settle(order, t, d, rules.Ruling{Kind: rules.NotAQuestion}, letters.ProblemNothingOpen)
	default:
		o.settle(order, t, d, rules.Ruling{Kind: rules.Answered}, letters.ProblemNothingOpen)
	}
	return nil
}

// promised reports whether a finding is about a promise, of ours or of the client.
func promised(k rules.Kind) bool {
	switch k {
	case rules.PromiseDue, rules.Floating, rules.Unfeasible, rules.MovedLate, rules.FollowUp:
		return true
	}
	return false
}

// settle makes a ruling about each letter of an item in which something is open; a time to come back is one for all of them.
func (o *obeying) settle(order reading.Order, t target, d letters.Deed, r rules.Ruling, problem string) {
	for _, id := range o.lettersOf(t) {
		ruling := r
		ruling.Letter = id
		if q := t.finding.Quotes; promised(t.finding.Kind) && len(q) == 1 && t.finding.MessageID == id {
			ruling.Words = q[0]
		}
		open := ruling.Concerns(t.ledger)
		if len(open) == 0 && ruling.Words != "" {
			ruling.Words = ""
			open = ruling.Concerns(t.ledger)
		}
		if len(open) == 0 {
			continue
		}
		if d.Quote == "" {
			d.Quote = open[0]
		}
		o.rule(order, ruling)
		if problem = ""; r.Kind == rules.Returning {
			break
		}
	}
	if problem != "" {
		o.refuse(order, problem, d)
		return
	}
	o.did(order, d)
}

// heardOf tells how the client hears of the time that is named: by an acknowledgement, or not at all.
func (o *obeying) heardOf(t target) string {
	if t.ledger.State != rules.NeedsReply {
		return "heard"
	}
	switch o.policy.ModeOf(letters.Acknowledgement, t.Client) {
	case letters.Off:
		return "off"
	case letters.Draft:
		return "draft"
	}
	return "told"
}

func (o *obeying) snooze(order reading.Order, t target, d letters.Deed) error {
	var err error
	if d.At, err = o.beginning(order); err != nil {
		return err
	}
	if !d.At.After(o.now) {
		o.refuse(order, letters.ProblemPast, d)
		return nil
	}
	r := rules.Ruling{Kind: rules.Snoozed, To: d.At}
	ids := o.lettersOf(t)
	if len(ids) == 0 {
		r.Client = t.Client
		ids = []string{""}
	}
	for _, id := range ids {
		r.Letter = id
		o.rule(order, r)
	}
	o.did(order, d)
	return nil
}

func (o *obeying) absence(order reading.Order) {
	if !o.manager {
		o.refuse(order, letters.ProblemNotManager, letters.Deed{})
		return
	}
	r := rules.Ruling{Kind: rules.Absence, Manager: o.who, From: order.From, To: order.To}
	d := letters.Deed{From: order.From, At: order.To, Name: order.Name}
	if !order.To.After(o.now) {
		o.refuse(order, letters.ProblemPast, d)
		return
	}
	if order.Name != "" {
		m, ok := o.managerNamed(order.Name)
		if !ok || m.Address == o.who {
			o.refuse(order, letters.ProblemNoPerson, d)
			return
		}
		r.Substitute, d.Name = m.Address, firstOf(m.Name, m.Address)
	}
	o.rule(order, r)
	o.did(order, d)
}

// pause holds the letters to one client, or lets them go again.
func (o *obeying) pause(order reading.Order) error {
	if order.Kind == reading.OrderResume && order.Name == "" && o.lead && len(o.policy.Stopped) > 0 {
		order.Kind = reading.OrderGo
		return o.brake(order)
	}
	client, ok := o.clientNamed(order)
	if !ok {
		o.refuse(order, letters.ProblemNoClient, letters.Deed{Name: order.Name})
		return nil
	}
	d := letters.Deed{Client: client}
	if order.Kind == reading.OrderResume {
		found, err := o.db.Rulings(o.ctx, store.RulingFilter{Client: client, Kind: rules.Paused})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			o.refuse(order, letters.ProblemNotPaused, d)
			return nil
		}
		for _, r := range found {
			o.deed.Undo = append(o.deed.Undo, r.ID)
		}
		o.did(order, d)
		return nil
	}
	r := rules.Ruling{Kind: rules.Paused, Client: client}
	if !order.At.IsZero() {
		var err error
		if r.To, err = o.beginning(order); err != nil {
			return err
		}
		if d.At = r.To; !d.At.After(o.now) {
			o.refuse(order, letters.ProblemPast, d)
			return nil
		}
	}
	o.rule(order, r)
	o.did(order, d)
	return nil
}

// brake stops the letters to all clients, or lets them go again: a lead's word.
func (o *obeying) brake(order reading.Order) error {
	stops := o.policy.Stopped
	switch {
	case !o.lead:
		o.refuse(order, letters.ProblemNotLead, letters.Deed{})
	case order.Kind == reading.OrderStop && len(stops) > 0:
		o.refuse(order, letters.ProblemStopped, letters.Deed{})
	case order.Kind == reading.OrderStop:
		o.rule(order, rules.Ruling{Kind: rules.Stopped})
		o.did(order, letters.Deed{})
	case len(stops) == 0:
		o.refuse(order, letters.ProblemNotStopped, letters.Deed{})
	default:
		for _, r := range stops {
			o.deed.Undo = append(o.deed.Undo, r.ID)
		}
		o.did(order, letters.Deed{})
	}
	return nil
}

// undo takes back what an earlier answer ordered, as far as it has not left.
func (o *obeying) undo(order reading.Order) error {
	if o.a.Notice.Kind == letters.Suggestion {
		order.Kind = reading.OrderRefuse
		return o.aboutProposal(order)
	}
	order.Kind = reading.OrderUndo
	if o.a.Notice.Kind != letters.Confirmation {
		o.refuse(order, letters.ProblemNothingToUndo, letters.Deed{})
		return nil
	}
	answer := letters.ConfirmedAnswer(o.a.Notice.Key)
	said, err := o.db.Rulings(o.ctx, store.RulingFilter{In: answer, All: true})
	if err != nil {
		return err
	}
	approved, err := o.db.ApprovedIn(o.ctx, answer)
	if err != nil {
		return err
	}
	var parts []string
	lang := o.language()
	rulings := 0
	for _, r := range said {
		if r.Undone.IsZero() {
			o.deed.Undo = append(o.deed.Undo, r.ID)
			rulings++
		}
	}
	if rulings > 0 {
		parts = append(parts, letters.Count(lang, rulings, "решение", "решения", "решений", "decision", "decisions"))
	}
	for _, row := range approved {
		d := letters.Deed{Client: row.Client, To: row.To[0], Subject: row.Subject, At: row.SentAt}
		switch problem := stale(row, true); problem {
		case "":
			o.deed.Drop = append(o.deed.Drop, row.ID)
			parts = append(parts, map[bool]string{true: "the letter to ", false: "письмо, адресат "}[lang == "en"]+row.To[0].Mail)
		case letters.ProblemSent:
			o.refuse(order, problem, d)
		}
	}
	switch {
	case len(parts) > 0:
		o.did(order, letters.Deed{Detail: strings.Join(parts, ", ")})
	case len(o.told.Deeds) == 0:
		o.refuse(order, letters.ProblemNothingToUndo, letters.Deed{})
	}
	return nil
}

// language is that in which the one who ordered is told things.
func (o *obeying) language() string { return o.policy.LanguageOf(o.who) }

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"vernus/letters"
	"vernus/rules/reading"
	"vernus/store"
)

// obeyAll does what people ordered in answer to notices, and thinks again about what they said. Before it everything was
// thought through, so that a yes to what is settled finds it settled.
func (d *daemon) obeyAll(ctx context.Context, now time.Time) error {
	answers, err := d.db.Answers(ctx)
	if err != nil || len(answers) == 0 {
		return err
	}
	d.step("obey")
	done := false
	for _, a := range answers {
		did, err := d.obey(ctx, a, now)
		if errors.Is(err, store.ErrChanged) {
			continue // it is thought through anew in the next cycle
		}
		if err != nil {
			return fmt.Errorf("orders in letter %s: %w", a.Message.ID, err)
		}
		done = done || did
	}
	if !done {
		return nil
	}
	d.step("think again")
	return d.think(ctx, now)
}

// obey deals with one answer to a notice: does what it orders, once, and tells its writer so in the same transaction; or tells
// somebody why not. One whose writer is not proven yet is left for later.
func (d *daemon) obey(ctx context.Context, a store.Answer, now time.Time) (bool, error) {
	team, err := d.teamAt(ctx, now)
	if err != nil {
		return false, err
	}
	policy := d.policyOf(team)
	standing, detail := policy.Standing(letters.Answered{
		Message: a.Message, From: a.Notice.From, To: a.Notice.To, SentBy: a.SentBy, Came: a.Came, Trusted: policy.Trusted,
	}, now)
	o := &obeying{core: d.core, ctx: ctx, now: now, a: a, policy: policy, deed: store.Deed{Message: a.Message.ID, Outcome: string(standing) + ": " + detail}}
	switch standing {
	case letters.Undecided:
		if b := d.box(a.Notice.To[0].Mail); b != nil {
			b.news.Store(true) // the copy in Sent comes without a call
		}
		return false, nil
	case letters.Ordered:
		err = o.answer()
	case letters.Unproven, letters.Foreign:
		err = o.warn(standing, detail)
	}
	if err != nil {
		return false, err
	}
	did, err := d.db.Obey(ctx, o.deed)
	if err == nil {
		d.step("obeyed")
		d.log.Info("an answer to a notice", "from", a.Message.From.Mail, "outcome", o.deed.Outcome, "rulings", len(o.deed.Rulings), "approved", len(o.deed.Approve))
	}
	return did, err
}

// obeying is one answer on its way to deeds.
type obeying struct {
	*core
	ctx     context.Context
	now     time.Time
	a       store.Answer
	policy  letters.Policy
	who     string // address of who ordered
	manager bool   // he is a manager
	lead    bool   // he is a lead
	deed    store.Deed
	told    letters.Confirmed
	matters map[matterKey]store.Matter
}

// mostConfirmations is how many confirmations a person gets within an hour: more is no person's work.
const mostConfirmations = 30

// answer works out what the notice's reader orders, and what he is told.
func (o *obeying) answer() error {
	o.who = o.a.Notice.To[0].Mail
	if m, ok := o.directory.Manager(o.who); ok {
		o.who, o.manager = m.Address, true
	}
	o.lead = o.policy.IsLead(o.who)
	many, err := o.manyConfirmations()
	if err != nil || many {
		o.deed.Outcome = "left alone: too many answers within an hour"
		return err
	}
	o.deed.By = o.who
	orders := o.read()
	o.told = letters.Confirmed{Reader: o.who, Client: o.a.Notice.Client, Answer: o.a.Message}
	if o.manager {
		o.told.Manager = o.who
	}
	switch {
	case o.a.Message.Unsure || o.a.Message.Partial:
		orders = reading.Orders{Unclear: []reading.Order{{Words: firstOf(firstWords(o.a.Message.NewText), "…")}}}
	case len(orders.List)+len(orders.Unclear) == 0:
		o.deed.Outcome = "orders nothing"
		return nil
	}
	for _, u := range orders.Unclear {
		o.told.Unclear = append(o.told.Unclear, u.Words)
	}
	if len(orders.Unclear) > 0 {
		o.deed.Outcome = "not understood"
		return o.confirm()
	}
	o.deed.Outcome = "obeyed"
	for _, order := range orders.List {
		if err := o.do(order); err != nil {
			return err
		}
	}
	return o.confirm()
}

// read reads the orders, with the clock of the one who gives them.
func (o *obeying) read() reading.Orders {
	cal := o.team.CalendarOf(o.who)
	who := reading.Addressee{Names: []string{o.a.Message.From.Name}, Calendar: cal}
	for _, m := range o.policy.Managers {
		if m.Address == o.who {
			who.Names = append(who.Names, m.Name)
		}
	}
	for _, l := range o.policy.Leads {
		if l.Address == o.who {
			who.Names = append(who.Names, l.Name)
		}
	}
	for _, c := range o.directory.Clients {
		who.Clients = append(who.Clients, c.Name)
	}
	return o.reader.Orders(o.a.Message.NewText, written(o.a.Message.Date, cal.Location()), who)
}

// confirm adds the confirmation to what is to be done.
func (o *obeying) confirm() error {
	o.told.Undo = len(o.deed.Rulings)+len(o.deed.Approve) > 0
	l, err := o.writer.Confirm(o.policy, o.told, o.now)
	if err == nil {
		o.deed.Letters = append(o.deed.Letters, l)
	}
	return err
}

// manyConfirmations reports whether a person gets more confirmations than he can have asked for.
func (o *obeying) manyConfirmations() (bool, error) {
	rows, err := o.db.Outbox(o.ctx, store.OutboxFilter{Since: o.now.Add(-time.Hour)})
	n := 0
	for _, r := range rows {
		if r.Kind == letters.Confirmation && slices.ContainsFunc(r.To, sameAddress(o.who)) {
			n++
		}
	}
	return n >= mostConfirmations, err
}

// warn tells the lead of somebody who is not, or may not be, the notice's reader. Of others only orders are worth it.
func (o *obeying) warn(standing letters.Standing, detail string) error {
	o.who = o.a.Notice.To[0].Mail
	if orders := o.read(); standing == letters.Foreign && len(orders.List) == 0 {
		return nil
	}
	l, err := o.writer.Suspicious(o.policy, o.who, o.a.Notice.Client, o.a.Message, standing, detail, o.now)
	if err == nil {
		o.deed.Letters = append(o.deed.Letters, l)
	}
	return err
}

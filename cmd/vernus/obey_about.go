package main

import (
	"errors"
	"slices"
	"strings"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

func sameAddress(mail string) func(mailbox.Address) bool {
	return func(a mailbox.Address) bool { return strings.EqualFold(a.Mail, mail) }
}

// matterKey names a conversation, or a client as a whole.
type matterKey struct {
	conversation int64
	client       string
}

// target is an item of the notice that an order is about.
type target struct {
	letters.Cover
	matter  store.Matter
	finding rules.Finding
	owed    bool // it is owed still: finding says what
	ledger  rules.Ledger
}

// targets returns the items of the notice that an order is about, or why it is not clear which.
func (o *obeying) targets(order reading.Order) ([]target, string, error) {
	covers := o.a.Notice.Covers
	if kind := o.a.Notice.Kind; len(covers) == 0 || kind == letters.Confirmation || kind == letters.Digest || kind == letters.Trouble {
		return nil, letters.ProblemNoLetter, nil
	}
	switch {
	case order.Item > len(covers):
		return nil, letters.ProblemNoItem, nil
	case order.Item > 0:
		covers = covers[order.Item-1 : order.Item]
	case order.Client != "":
		covers = slices.DeleteFunc(slices.Clone(covers), func(c letters.Cover) bool { return c.Client != order.Client })
		if len(covers) == 0 {
			return nil, letters.ProblemNoItem, nil
		}
	}
	var out []target
	for _, c := range covers {
		t, err := o.target(c)
		if err != nil {
			return nil, "", err
		}
		out = append(out, t)
	}
	if len(out) > 1 && !order.All && order.Item == 0 {
		out = slices.DeleteFunc(out, func(t target) bool { return !t.owed || !fits(order.Kind, t.finding.Kind) })
		if len(out) != 1 {
			return nil, letters.ProblemWhich, nil
		}
	}
	return out, "", nil
}

// fits reports whether an order is of use for a kind of finding, so that of several items the only one is meant.
func fits(order reading.OrderKind, k rules.Kind) bool {
	switch order {
	case reading.OrderWish:
		return k == rules.Extra
	case reading.OrderMove, reading.OrderKept:
		return promised(k)
	case reading.OrderReceived:
		return k == rules.FollowUp
	}
	return true
}

func (o *obeying) target(c letters.Cover) (target, error) {
	t := target{Cover: c}
	key := matterKey{c.Conversation, c.Client}
	m, ok := o.matters[key]
	if !ok {
		var err error
		if c.Conversation != 0 {
			m, err = o.db.Matter(o.ctx, c.Conversation)
		} else {
			m, err = o.db.MatterOf(o.ctx, c.Client)
		}
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			return t, err
		}
		if o.matters == nil {
			o.matters = map[matterKey]store.Matter{}
		}
		o.matters[key] = m
	}
	t.matter, t.ledger = m, rules.Resolve(m.Conversation.Conversation, o.now)
	t.finding, t.owed = owedFor(c.Duty, m.Findings)
	return t, nil
}

// owedFor finds what a notice was about among what is owed now: its own finding, else the question behind it.
func owedFor(duty string, found []rules.Finding) (rules.Finding, bool) {
	for _, f := range found {
		if f.Key == duty {
			return f, true
		}
	}
	for _, f := range found {
		if f.Kind == rules.Unanswered && f.MessageID != "" && strings.Contains(duty, f.MessageID) {
			return f, true
		}
	}
	return rules.Finding{}, false
}

// lettersOf are the letters that an item rests on, but for those that came after the notice was written: of these its reader
// did not know.
func (o *obeying) lettersOf(t target) []string {
	ids := t.finding.Letters
	if len(ids) == 0 && t.finding.MessageID != "" {
		ids = []string{t.finding.MessageID}
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		for _, e := range t.matter.Conversation.Entries {
			if e.ID == id {
				return e.At.After(o.a.Notice.Created)
			}
		}
		return false
	})
}

// clientNamed is the client that an order names, or the only one that the notice is about.
func (o *obeying) clientNamed(order reading.Order) (string, bool) {
	if order.Name != "" {
		var names []string
		for _, c := range o.directory.Clients {
			names = append(names, c.Name)
		}
		return reading.Named(order.Name, names)
	}
	if order.Client != "" {
		return order.Client, true
	}
	client := o.a.Notice.Client
	for _, c := range o.a.Notice.Covers {
		if client == "" {
			client = c.Client
		}
		if c.Client != client {
			return "", false
		}
	}
	return client, client != ""
}

// managerNamed is the colleague that an order names.
func (o *obeying) managerNamed(name string) (letters.Manager, bool) {
	var names []string
	for _, m := range o.policy.Managers {
		if strings.EqualFold(strings.Trim(name, "<>"), m.Address) {
			return m, true
		}
		names = append(names, m.Name)
	}
	found, ok := reading.Named(name, names)
	for _, m := range o.policy.Managers {
		if ok && m.Name == found {
			return m, true
		}
	}
	return letters.Manager{}, false
}

// deadline is the moment by which something comes that an order names: of a day, the end of work on it.
func (o *obeying) deadline(order reading.Order) time.Time {
	if order.Precision == reading.Minute {
		return order.At
	}
	if closing, open := o.team.CalendarOf(o.who).Closing(order.At); open {
		return closing
	}
	return order.At
}

// beginning is the moment from which something goes on that an order names: of a day, when work begins on it or the next one
// that is worked; of no day, on the next one.
func (o *obeying) beginning(order reading.Order) (time.Time, error) {
	cal := o.team.CalendarOf(o.who)
	switch {
	case order.At.IsZero():
		return cal.Opening(midnight(o.now, cal.Location()).AddDate(0, 0, 1))
	case order.Precision == reading.Minute:
		return order.At, nil
	}
	return cal.Opening(midnight(order.At, cal.Location()))
}

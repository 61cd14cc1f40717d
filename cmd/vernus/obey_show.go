package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// The bounds of a client's card.
const (
	cardPast    = 60 * 24 * time.Hour
	cardLetters = 6
)

// show adds what was asked for to the answer.
func (o *obeying) show(order reading.Order) error {
	found, err := o.db.Findings(o.ctx)
	if err != nil {
		return err
	}
	team, err := o.teamAt(o.ctx, o.now)
	if err != nil {
		return err
	}
	cal := team.CalendarOf(o.who)
	t := tongue{o.language(), cal.Location(), o.now, cal.DayLength()}
	if order.Kind == reading.OrderStatus {
		mine := slices.DeleteFunc(found, func(f rules.Finding) bool { return f.Manager != o.who && !o.leads(f.Manager) })
		o.told.Tables = append(o.told.Tables, letters.Table{Title: t.say("Что ждёт вас", "What waits for you"), Lines: o.owedLines(t, owedOf(mine, team, o.now))})
		return nil
	}
	client, ok := o.clientNamed(order)
	if !ok {
		o.refuse(order, letters.ProblemNoClient, letters.Deed{Name: order.Name})
		return nil
	}
	theirs := slices.DeleteFunc(found, func(f rules.Finding) bool { return f.Client != client })
	lines := o.owedLines(t, owedOf(theirs, team, o.now))
	more, err := o.cardLines(t, client)
	if err != nil {
		return err
	}
	o.told.Tables = append(o.told.Tables, letters.Table{Title: t.say("Карточка клиента ", "Client card: ") + client, Lines: append(lines, more...)})
	return nil
}

// leads reports whether the one who asks is the lead of a manager.
func (o *obeying) leads(manager string) bool {
	return slices.ContainsFunc(o.policy.Managers, func(m letters.Manager) bool { return m.Address == manager && m.Lead == o.who })
}

// owedLines lists what is owed.
func (o *obeying) owedLines(t tongue, list []owed) []string {
	if len(list) == 0 {
		return []string{t.say("Сейчас никто ничего не должен.", "Nothing is owed now.")}
	}
	names := map[string]string{}
	for _, m := range o.policy.Managers {
		names[m.Address] = m.Name
	}
	var b strings.Builder
	t.listOwed(&b, list, names)
	return strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
}

// cardLines tells of a client what is open beyond what is owed now: our promises, what we wait for, the last letters.
func (o *obeying) cardLines(t tongue, client string) ([]string, error) {
	found, err := o.db.History(o.ctx, client, o.now.Add(-cardPast), 20)
	if err != nil {
		return nil, err
	}
	var promises, waiting, past []string
	var last []rules.Entry
	for _, c := range found {
		ledger := rules.Resolve(c.Conversation, o.now)
		for _, p := range ledger.OpenPromises() {
			when := ""
			if !p.Due.IsZero() {
				when = t.moment(p.Due) + ": "
			}
			promises = append(promises, fmt.Sprintf("  %s«%s»", when, short(p.Text, 100)))
		}
		for _, w := range ledger.Waiting() {
			waiting = append(waiting, fmt.Sprintf("  %s: «%s»", t.moment(w.At), short(w.Text, 100)))
		}
		last = append(last, c.Entries...)
	}
	slices.SortStableFunc(last, func(a, b rules.Entry) int { return b.At.Compare(a.At) })
	for _, e := range last[:min(len(last), cardLetters)] {
		arrow := "←"
		if e.Direction != mailbox.Incoming {
			arrow = "→"
		}
		past = append(past, fmt.Sprintf("  %s %s %s: %s", t.moment(e.At), arrow, firstOf(e.From.Name, e.From.Mail), short(e.Subject, 60)))
	}
	var out []string
	for _, part := range []struct {
		title string
		lines []string
	}{{t.say("МЫ ОБЕЩАЛИ", "WE PROMISED"), promises}, {t.say("ЖДЁМ ОТ КЛИЕНТА", "WE WAIT FOR"), waiting}, {t.say("ПОСЛЕДНИЕ ПИСЬМА", "LAST LETTERS"), past}} {
		if len(part.lines) > 0 {
			out = append(append(out, "", part.title), part.lines...)
		}
	}
	return out, nil
}

package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

// promiseNamed returns the words of the one promise that a ruling means by the code of a duty, "" when the code names no
// single one: other promises of the same letter are not meant.
func (o *opened) promiseNamed(ctx context.Context, ref string, kind rules.RulingKind) (string, error) {
	ref = strings.TrimSpace(ref)
	if strings.Contains(ref, "@") {
		return "", nil
	}
	rows, owed, err := o.ByCode(ctx, ref)
	if err != nil {
		return "", err
	}
	all, err := o.Findings(ctx)
	for _, f := range all {
		if slices.ContainsFunc(rows, func(r store.Row) bool { return r.Duty == f.Key }) {
			owed = append(owed, f)
		}
	}
	if len(owed) != 1 || len(owed[0].Quotes) != 1 {
		return "", err
	}
	switch f := owed[0]; kind {
	case rules.PromiseMoved, rules.PromiseKept:
		if promised(f.Kind) {
			return f.Quotes[0], err
		}
	case rules.Answered, rules.NotAQuestion:
		if f.Kind == rules.FollowUp {
			return f.Quotes[0], err
		}
	}
	return "", err
}

// letterNamed finds the letter that a person means: by its Message-ID, by the code of what is owed for it, or by that of
// a letter that Vernus wrote about it.
func (o *opened) letterNamed(ctx context.Context, ref string) (string, error) {
	ref = strings.Trim(strings.TrimSpace(ref), "<>")
	if strings.Contains(ref, "@") {
		return ref, nil
	}
	rows, owed, err := o.ByCode(ctx, ref)
	if err != nil {
		return "", err
	}
	if id, err := strconv.ParseInt(ref, 10, 64); err == nil && len(rows)+len(owed) == 0 {
		if row, _, err := o.Letter(ctx, id); err == nil {
			rows = append(rows, row)
		}
	}
	var found []string
	for _, f := range owed {
		found = append(found, f.MessageID)
	}
	for _, r := range rows {
		id, err := o.letterBehind(ctx, r)
		if err != nil {
			return "", err
		}
		found = append(found, id)
	}
	slices.Sort(found)
	found = slices.DeleteFunc(slices.Compact(found), func(id string) bool { return id == "" })
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return "", fmt.Errorf("%q stands for several letters; name one by its Message-ID: %s", ref, strings.Join(found, ", "))
	case len(rows)+len(owed) > 0:
		return "", fmt.Errorf("%q is about no single letter of the mail; name that by its Message-ID, which `vernus why %s` shows", ref, ref)
	}
	return "", fmt.Errorf("there is neither a letter nor anything owed by the name %q; use the Message-ID, or a code that `vernus status` or a notice shows", ref)
}

// letterBehind is the letter of the mail that a letter of ours was written about, "" when that cannot be told.
func (o *opened) letterBehind(ctx context.Context, r store.Row) (string, error) {
	findings, err := o.Findings(ctx)
	if err != nil {
		return "", err
	}
	for _, f := range findings {
		if f.Key == r.Duty && f.MessageID != "" {
			return f.MessageID, nil
		}
	}
	return r.InReplyTo, nil
}

// letterOrClient puts into a ruling whom or what a person means, and returns it in words.
func (o *opened) letterOrClient(ctx context.Context, ref string, r *rules.Ruling) (string, error) {
	for _, name := range clientNames(o.cfg) {
		if strings.EqualFold(name, strings.TrimSpace(ref)) {
			r.Client = name
			return name, nil
		}
	}
	var err error
	if r.Letter, err = o.letterNamed(ctx, ref); err != nil {
		return "", fmt.Errorf("%w; clients are %s", err, strings.Join(clientNames(o.cfg), ", "))
	}
	c, err := o.holding(ctx, r.Letter)
	return fmt.Sprintf("«%s» (%s)", short(c.Subject, 60), firstOf(c.Client, "no client")), err
}

// managerNamed finds a manager by address or name, or by a first name that only one has, not minding case, or says which
// ones there are.
func (c *Config) managerNamed(name string) (string, error) {
	var known, first []string
	for _, m := range c.Managers {
		if given, _, _ := strings.Cut(m.Name, " "); strings.EqualFold(given, name) {
			first = append(first, m.Address)
		}
		if strings.EqualFold(m.Address, name) || strings.EqualFold(m.Name, name) || slices.Contains(m.Aliases, strings.ToLower(name)) {
			return m.Address, nil
		}
		known = append(known, m.Address)
	}
	if len(first) == 1 {
		return first[0], nil
	}
	return "", usage("there is no manager %q; %s", name, meant(name, known, "the managers are"))
}

// holding returns the conversation of a letter.
func (o *opened) holding(ctx context.Context, letter string) (rules.Conversation, error) {
	id, err := o.ConversationOf(ctx, letter)
	if errors.Is(err, store.ErrNotFound) {
		return rules.Conversation{}, fmt.Errorf("no letter with the Message-ID %s is known; `vernus search` finds letters by their words", letter)
	}
	if err != nil {
		return rules.Conversation{}, err
	}
	found, err := o.Conversations(ctx, id)
	if err != nil || len(found) == 0 {
		return rules.Conversation{}, err // a letter of ours that belongs to none
	}
	return found[0].Conversation, nil
}

// concerned tells what a ruling about a letter changes; an error when it is nothing, with what there is in the letter.
func (o *opened) concerned(ctx context.Context, r rules.Ruling, now time.Time) (string, error) {
	c, err := o.holding(ctx, r.Letter)
	if err != nil {
		return "", err
	}
	if c.Client == "" {
		return "", fmt.Errorf("letter %s is of no client, so nothing is ever owed for it", r.Letter)
	}
	ledger := rules.Resolve(c, now)
	switch r.Kind {
	case rules.NotAQuestion, rules.Answered, rules.Returning:
		return o.concernedItems(r, ledger)
	case rules.PromiseMoved, rules.PromiseKept:
		return o.concernedPromises(r, ledger)
	}
	return concernedWishes(r, c)
}

func (o *opened) concernedItems(r rules.Ruling, ledger rules.Ledger) (string, error) {
	var open, rest []string
	note := func(letter, text string, closed time.Time, by, why string) {
		switch words := quote(text); {
		case letter != r.Letter:
		case !closed.IsZero():
			rest = append(rest, fmt.Sprintf("%s (closed %s by %s: %s)", words, o.moment(closed), by, why))
		case !r.About(letter, text):
			rest = append(rest, words)
		default:
			open = append(open, words)
		}
	}
	for _, i := range ledger.Asked {
		note(i.Letter, i.Text, i.Closed, i.ClosedBy, i.Why)
	}
	if r.Kind != rules.Returning { // what we wait for may have come where no mail shows it
		for _, i := range ledger.Wanted {
			note(i.Letter, i.Text, i.Closed, i.ClosedBy, i.Why)
		}
		asked := len(open) > 0
		for _, c := range ledger.Theirs {
			if asked && r.About(c.Letter, c.Text) {
				continue // what he promised stays owed where he asked something too
			}
			note(c.Letter, c.Text, c.Closed, c.ClosedBy, c.Why)
		}
	}
	if len(open) == 0 {
		return "", nothing(r, "nothing open", "asks", rest)
	}
	list := strings.Join(open, ", ")
	switch r.Kind {
	case rules.NotAQuestion:
		return "Awaits no answer: " + list, nil
	case rules.Answered:
		return "Counts as answered: " + list, nil
	}
	return fmt.Sprintf("The answer comes by %s: %s", o.said(r.To), list), nil
}

func (o *opened) concernedPromises(r rules.Ruling, ledger rules.Ledger) (string, error) {
	var open, rest []string
	theirs := false
	for i, p := range slices.Concat(ledger.Promised, ledger.Theirs) {
		words := quote(p.Text)
		if !p.Due.IsZero() {
			words += " by " + o.said(p.Due)
		}
		switch {
		case p.Letter != r.Letter:
		case !p.Open():
			rest = append(rest, fmt.Sprintf("%s (closed %s by %s: %s)", words, o.moment(p.Closed), p.ClosedBy, p.Why))
		case !r.About(p.Letter, p.Text):
			rest = append(rest, words)
		default:
			open, theirs = append(open, words), i >= len(ledger.Promised)
		}
	}
	if len(open) == 0 {
		return "", nothing(r, "no open promise", "promises", rest)
	}
	list := strings.Join(open, ", ")
	if r.Kind == rules.PromiseKept {
		return "Counts as kept: " + list, nil
	}
	if theirs {
		return fmt.Sprintf("The client owes it by %s now: %s", o.said(r.To), list), nil
	}
	return fmt.Sprintf("Due %s now: %s. The client has to be told by letter.", o.said(r.To), list), nil
}

func concernedWishes(r rules.Ruling, c rules.Conversation) (string, error) {
	var found, rest []string
	for _, e := range c.Entries {
		for _, a := range e.Reading.Acts {
			switch {
			case e.ID != r.Letter || a.Type != reading.ChangeRequest:
			case r.About(e.ID, a.Text):
				found = append(found, quote(a.Text))
			default:
				rest = append(rest, quote(a.Text))
			}
		}
	}
	if len(found) == 0 {
		return "", nothing(r, "no wish beyond the agreement", "wishes for", rest)
	}
	return fmt.Sprintf("Decided, %s: %s", r.Decision, strings.Join(found, ", ")), nil
}

// nothing is the error of a ruling that would change nothing.
func nothing(r rules.Ruling, what, does string, there []string) error {
	with := ""
	if r.Words != "" {
		with = fmt.Sprintf(" with the words %q", r.Words)
	}
	if len(there) == 0 {
		return fmt.Errorf("there is %s in letter %s%s; `vernus why %s` shows what it says", what, r.Letter, with, r.Letter)
	}
	return fmt.Errorf("there is %s in letter %s%s; it %s %s", what, r.Letter, with, does, strings.Join(there, ", "))
}

func quote(words string) string { return "«" + short(words, 80) + "»" }

// toldOf returns the clients who were told of an absence, or are about to be, by name.
func (o *opened) toldOf(ctx context.Context, r rules.Ruling) ([]string, error) {
	if r.Kind != rules.Absence {
		return nil, nil
	}
	rows, err := o.Outbox(ctx, store.OutboxFilter{Since: r.At})
	if err != nil {
		return nil, err
	}
	var told []string
	for _, row := range rows {
		open := row.Phase == letters.Proposed || row.Phase == letters.Withdrawn || row.Phase == letters.Failed
		if row.Kind == letters.AbsenceNotice && !open && strings.Contains(row.Duty, ":"+r.Manager+":") {
			told = append(told, row.Client)
		}
	}
	slices.Sort(told)
	return slices.Compact(told), nil
}

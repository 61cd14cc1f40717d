package main

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/rules"
	"vernus/store"
)

func newWhyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "why ID|CODE|MESSAGE-ID",
		Short: "Why a letter was written, or not written; why something is owed, or not",
		Long: `Given a letter of the outbox (its number, or its code from a notice), why tells the rule, the words and the clock
that it rests on. Given the Message-ID of a client's letter, it tells what is owed for it since when and why, which
letters were written for it, and why others were not.`,
		Example: "  vernus why 42\n  vernus why k7mq2x\n  vernus why '<CAJx3@mail.client.example>'",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				w, err := db.why(cmd.Context(), args[0], a.now())
				if err != nil {
					return err
				}
				if a.json {
					return a.print(w)
				}
				return a.showWhy(db, w)
			})
		},
	}
}

// why is everything known about a letter.
type why struct {
	MessageID string         `json:"message_id,omitempty"`
	Letter    *whyLetter     `json:"letter,omitempty"` // the letter asked about, when it came by mail
	State     string         `json:"state,omitempty"`  // of its conversation
	Items     []whyItem      `json:"items,omitempty"`  // what the client asked in it
	Findings  []whyFinding   `json:"findings"`
	Written   []outboxLetter `json:"written"`
	Held      []whyHeld      `json:"held"`
}

type whyLetter struct {
	From      string    `json:"from"`
	Subject   string    `json:"subject"`
	At        time.Time `json:"at"`
	Kind      string    `json:"kind"`
	KindWhy   string    `json:"kind_why,omitempty"`
	Direction string    `json:"direction"`
	Client    string    `json:"client,omitempty"`
	Imported  bool      `json:"imported,omitempty"`
	NoReply   string    `json:"no_reply,omitempty"`
	Forged    string    `json:"forged,omitempty"`
}

type whyItem struct {
	Type   string     `json:"type"`
	Text   string     `json:"text"`
	Closed *time.Time `json:"closed,omitempty"`
	By     string     `json:"closed_by,omitempty"`
	Why    string     `json:"why,omitempty"`
}

type whyFinding struct {
	Rule       string    `json:"rule"`
	Kind       string    `json:"kind"`
	Stage      int       `json:"stage"`
	Manager    string    `json:"manager"`
	Since      time.Time `json:"since"`
	Due        time.Time `json:"due"`
	Because    string    `json:"because"`
	Quotes     []string  `json:"quotes"`
	Derivation []string  `json:"derivation"`
}

type whyHeld struct {
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"`
	Reason string    `json:"reason"`
	Words  string    `json:"words"`
	Detail string    `json:"detail,omitempty"`
}

// why gathers what is known about a letter of the outbox or of a mailbox.
func (o *opened) why(ctx context.Context, ref string, now time.Time) (*why, error) {
	id := strings.Trim(strings.TrimSpace(ref), "<>")
	if !strings.Contains(id, "@") {
		r, story, err := o.letter(ctx, id)
		if err != nil {
			return nil, err
		}
		l := outboxOf(r)
		for _, s := range story {
			l.Story = append(l.Story, outboxAttempt{s.At, s.Phase, s.Response})
		}
		w := &why{Written: []outboxLetter{l}, Held: []whyHeld{}, Findings: []whyFinding{}}
		if r.InReplyTo != "" {
			w.MessageID = r.InReplyTo
		}
		return w, o.whyOwed(ctx, w, func(f rules.Finding) bool { return f.Key == r.Duty })
	}
	w := &why{MessageID: id, Findings: []whyFinding{}, Written: []outboxLetter{}, Held: []whyHeld{}}
	found, err := o.whyConversation(ctx, w, now)
	if err != nil {
		return nil, err
	}
	rows, err := o.Outbox(ctx, store.OutboxFilter{})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.InReplyTo == id || r.MessageID == id || strings.Contains(r.Duty, id) {
			w.Written = append(w.Written, outboxOf(r))
		}
	}
	if !found && len(w.Written) == 0 {
		return nil, fmt.Errorf("no letter with the Message-ID %s is known; `vernus search` finds letters by their words", id)
	}
	if err := o.whyOwed(ctx, w, func(f rules.Finding) bool { return f.MessageID == id || slices.Contains(f.Letters, id) }); err != nil {
		return nil, err
	}
	held, err := o.Held(ctx, time.Time{})
	if err != nil {
		return nil, err
	}
	for _, h := range held {
		if strings.Contains(h.Duty, id) {
			w.Held = append(w.Held, whyHeld{h.At, string(h.Kind), string(h.Reason), h.Reason.Words("en"), h.Detail})
		}
	}
	return w, nil
}

// whyOwed adds the findings that is picks.
func (o *opened) whyOwed(ctx context.Context, w *why, is func(rules.Finding) bool) error {
	findings, err := o.Findings(ctx)
	if err != nil {
		return err
	}
	for _, f := range findings {
		if is(f) {
			w.Findings = append(w.Findings, whyFinding{f.Rule, string(f.Kind), f.Stage, f.Manager, f.Since, f.Due, f.Because,
				append([]string{}, f.Quotes...), append([]string{}, f.Derivation...)})
		}
	}
	return nil
}

// whyConversation finds the letter among all conversations, and works out anew what was asked in it and what became of that.
func (o *opened) whyConversation(ctx context.Context, w *why, now time.Time) (bool, error) {
	for c, err := range o.AllConversations(ctx) {
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(c.Entries, func(e rules.Entry) bool { return e.ID == w.MessageID })
		if i < 0 {
			continue
		}
		e := c.Entries[i]
		w.Letter = &whyLetter{person(e.From), e.Subject, e.At, string(e.Kind), e.KindWhy, string(e.Direction), e.Client, e.Imported, e.NoReply, e.Forged}
		whole, err := o.Conversations(ctx, c.ID)
		if err != nil || len(whole) == 0 {
			return false, err
		}
		ledger := rules.Resolve(whole[0].Conversation, now)
		w.State = string(ledger.State)
		for _, item := range append(ledger.Asked, ledger.Wanted...) {
			if item.Letter == w.MessageID {
				w.Items = append(w.Items, whyItem{string(item.Type), item.Text, given(item.Closed), item.ClosedBy, item.Why})
			}
		}
		return true, nil
	}
	return false, nil
}

func (a *app) showWhy(db *opened, w *why) error {
	if l := w.Letter; l != nil {
		fmt.Fprintf(a.out, "%s, %s\n%s: %s\n", db.moment(l.At), l.From, l.Direction, l.Subject)
		lines := [][]string{{"kind", strings.TrimSuffix(l.Kind+": "+l.KindWhy, ": ")}, {"client", firstOf(l.Client, "none, so nothing is ever owed")}, {"conversation", w.State}}
		if l.Imported {
			lines = append(lines, []string{"imported", "it came before Vernus watched; it is shown, and causes no letter to the client"})
		}
		for _, no := range [][]string{{"no answer", l.NoReply}, {"forged", l.Forged}} {
			if no[1] != "" {
				lines = append(lines, no)
			}
		}
		if err := table(a.out, lines); err != nil {
			return err
		}
		for _, i := range w.Items {
			state := "open"
			if i.Closed != nil {
				state = "closed " + db.moment(*i.Closed) + " by " + i.By + ": " + i.Why
			}
			fmt.Fprintf(a.out, "\n%s: «%s»\n    %s\n", i.Type, short(i.Text, 100), state)
		}
	}
	for _, f := range w.Findings {
		fmt.Fprintf(a.out, "\n%s %s, stage %d: %s\n", f.Rule, f.Kind, max(f.Stage, 1), f.Because)
		for _, q := range f.Quotes {
			fmt.Fprintf(a.out, "    «%s»\n", short(q, 100))
		}
		for _, d := range f.Derivation {
			fmt.Fprintf(a.out, "    %s\n", d)
		}
	}
	if len(w.Findings) == 0 {
		fmt.Fprintln(a.out, "\nNothing is owed for it now.")
	}
	for _, l := range w.Written {
		fmt.Fprintf(a.out, "\nLetter %s (%s), %s to %s: %s\n    %s: %s\n", strconv.FormatInt(l.ID, 10), l.Code, l.Kind, strings.Join(l.To, ", "), l.Phase, l.Rule, l.Because)
		for _, q := range l.Quotes {
			fmt.Fprintf(a.out, "    «%s»\n", short(q, 100))
		}
		for _, s := range l.Story {
			fmt.Fprintf(a.out, "    %s  %s  %s\n", db.moment(s.At), s.Phase, s.Response)
		}
	}
	for _, h := range w.Held {
		fmt.Fprintf(a.out, "\nNot written: %s, %s (%s)\n", h.Kind, h.Words, strings.TrimSpace(h.Reason+" "+h.Detail))
	}
	return nil
}

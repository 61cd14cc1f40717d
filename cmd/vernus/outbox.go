package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/store"
)

func newOutboxCommand(a *app) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "outbox",
		Short: "Letters that wait, went out, or did not",
		Long: `The outbox holds every letter that Vernus has written or proposes to write, with its story.
A letter is named by its number or by its code, the six letters and digits that notices show.`,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newOutboxList(a), newOutboxShow(a),
		newOutboxAct(a, "approve", "Say yes to a proposed letter, so that it is sent",
			"The letter leaves at the next cycle of `vernus run`, after a last look whether it is still wanted.",
			func(ctx context.Context, db *opened, r store.Row, _ string) error { return db.Approve(ctx, r.ID) }),
		newOutboxAct(a, "drop", "Say no to a letter that has not left",
			"The letter is withdrawn, and is not written again for the same matter.",
			func(ctx context.Context, db *opened, r store.Row, who string) error {
				return db.Drop(ctx, r.ID, "dropped by "+who)
			}),
		newOutboxAct(a, "retry", "Send a failed or uncertain letter again",
			"An uncertain letter may have arrived: look, or ask its recipient, before you send it again.",
			func(ctx context.Context, db *opened, r store.Row, _ string) error { return db.Retry(ctx, r.ID) }))
	return cmd
}

// waiting are the phases of letters that something is still to be done about.
var waiting = []letters.Phase{letters.Proposed, letters.Queued, letters.Begun, letters.Transmitting, letters.Uncertain, letters.Failed}

func newOutboxList(a *app) *cobra.Command {
	var filter store.OutboxFilter
	var phases []string
	var all bool
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "List letters that wait or failed; with --all, sent and withdrawn ones too",
		Example: "  vernus outbox list\n  vernus outbox list --all --client Romashka\n  vernus outbox list --phase uncertain --json",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !all && len(phases) == 0 {
				filter.Phases = waiting
			}
			for _, p := range phases {
				if !slices.Contains(append(waiting, letters.Sent, letters.Withdrawn), letters.Phase(p)) {
					return usage("--phase %q is not known; known are proposed, queued, begun, transmitting, sent, failed, uncertain, withdrawn", p)
				}
				filter.Phases = append(filter.Phases, letters.Phase(p))
			}
			return a.with(cmd.Context(), func(db *opened) error {
				rows, err := db.Outbox(cmd.Context(), filter)
				if err != nil {
					return err
				}
				return a.listOutbox(db, rows)
			})
		},
	}
	f := cmd.Flags()
	f.BoolVar(&all, "all", false, "also letters that were sent or withdrawn")
	f.StringSliceVar(&phases, "phase", nil, "only letters in these `phases`")
	f.StringVar(&filter.Client, "client", "", "only letters about this `client`")
	f.StringVar(&filter.Mailbox, "mailbox", "", "only letters of this manager's `address`")
	f.IntVar(&filter.Limit, "limit", 100, "at most so many, the latest")
	return cmd
}

func (a *app) listOutbox(db *opened, rows []store.Row) error {
	if a.json {
		for _, r := range rows {
			if err := a.print(outboxOf(r)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.out, "Nothing waits in the outbox.")
		return err
	}
	lines := [][]string{{"CODE", "ID", "PHASE", "KIND", "CLIENT", "TO", "SUBJECT", "SINCE"}}
	for _, r := range rows {
		since := r.Created
		if !r.SentAt.IsZero() {
			since = r.SentAt
		}
		lines = append(lines, []string{letters.Short(r.Key), strconv.FormatInt(r.ID, 10), string(r.Phase), string(r.Kind), short(r.Client, 20),
			short(mailList(r.To), 32), short(r.Subject, 40), db.moment(since)})
	}
	return table(a.out, lines)
}

func newOutboxShow(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "show ID|CODE",
		Short:   "Show a letter with its text, why it was written, and what became of it",
		Example: "  vernus outbox show 42\n  vernus outbox show k7mq2x",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				r, story, err := db.letter(cmd.Context(), args[0])
				if err != nil {
					return err
				}
				return a.showLetter(db, r, story)
			})
		},
	}
}

// newOutboxAct makes a command that does something to one letter after another.
func newOutboxAct(a *app, name, help, long string, act func(context.Context, *opened, store.Row, string) error) *cobra.Command {
	return &cobra.Command{
		Use:     name + " ID|CODE...",
		Short:   help,
		Long:    help + ".\n" + long,
		Example: fmt.Sprintf("  vernus outbox %s 42\n  vernus outbox %s k7mq2x", name, name),
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				var errs []error
				for _, ref := range args {
					r, _, err := db.letter(cmd.Context(), ref)
					if err == nil {
						err = act(cmd.Context(), db, r, a.account())
					}
					if err == nil {
						r, _, err = db.Letter(cmd.Context(), r.ID)
					}
					if err == nil && a.json {
						err = a.print(outboxOf(r))
					} else if err == nil {
						_, err = fmt.Fprintf(a.out, "%s  %s to %s: %s is now %s\n", letters.Short(r.Key), r.Kind, mailList(r.To), short(r.Subject, 40), r.Phase)
					}
					errs = append(errs, err)
				}
				return errors.Join(errs...)
			})
		},
	}
}

// letter finds a letter by its number, or by the code that notices show.
func (o *opened) letter(ctx context.Context, ref string) (store.Row, []store.Attempt, error) {
	if id, err := strconv.ParseInt(ref, 10, 64); err == nil {
		r, story, err := o.Letter(ctx, id)
		if errors.Is(err, store.ErrNotFound) {
			return r, nil, fmt.Errorf("there is no letter %d in the outbox; see `vernus outbox list --all`", id)
		}
		return r, story, err
	}
	found, _, err := o.ByCode(ctx, ref)
	if err != nil {
		return store.Row{}, nil, err
	}
	switch len(found) {
	case 0:
		return store.Row{}, nil, fmt.Errorf("there is no letter %q in the outbox; see `vernus outbox list --all`", ref)
	case 1:
		return o.Letter(ctx, found[0].ID)
	}
	return store.Row{}, nil, fmt.Errorf("%q stands for %d letters; name it by its number: see `vernus outbox list --all`", ref, len(found))
}

// outboxLetter is a letter as --json shows it.
type outboxLetter struct {
	ID        int64           `json:"id"`
	Code      string          `json:"code"`
	Key       string          `json:"key"`
	Phase     letters.Phase   `json:"phase"`
	Kind      letters.Kind    `json:"kind"`
	Mode      letters.Mode    `json:"mode"`
	Rule      string          `json:"rule"`
	Client    string          `json:"client,omitempty"`
	Manager   string          `json:"manager,omitempty"`
	Via       letters.Via     `json:"via"`
	From      string          `json:"from"`
	To        []string        `json:"to"`
	Subject   string          `json:"subject"`
	MessageID string          `json:"message_id"`
	InReplyTo string          `json:"in_reply_to,omitempty"`
	Created   time.Time       `json:"created"`
	SentAt    *time.Time      `json:"sent_at,omitempty"`
	Because   string          `json:"because"`
	Quotes    []string        `json:"quotes"`
	Why       string          `json:"why,omitempty"`
	Attempts  int             `json:"attempts"`
	Text      string          `json:"text,omitempty"`
	Story     []outboxAttempt `json:"story,omitempty"`
}

type outboxAttempt struct {
	At       time.Time     `json:"at"`
	Phase    letters.Phase `json:"phase"`
	Response string        `json:"response,omitempty"`
}

func outboxOf(r store.Row) outboxLetter {
	l := outboxLetter{ID: r.ID, Code: letters.Short(r.Key), Key: r.Key, Phase: r.Phase, Kind: r.Kind, Mode: r.Mode, Rule: r.Rule, Client: r.Client,
		Manager: r.Manager, Via: r.Via, From: r.From.Mail, Subject: r.Subject, MessageID: r.MessageID, InReplyTo: r.InReplyTo,
		Created: r.Created, Because: r.Because, Quotes: append([]string{}, r.Quotes...), Why: r.Why, Attempts: r.Attempts}
	for _, to := range append(slices.Clone(r.To), r.Cc...) {
		l.To = append(l.To, to.Mail)
	}
	if !r.SentAt.IsZero() {
		l.SentAt = &r.SentAt
	}
	return l
}

func (a *app) showLetter(db *opened, r store.Row, story []store.Attempt) error {
	if a.json {
		l := outboxOf(r)
		l.Text = r.Text
		for _, s := range story {
			l.Story = append(l.Story, outboxAttempt{s.At, s.Phase, s.Response})
		}
		return a.print(l)
	}
	fmt.Fprintf(a.out, "Letter %d (%s): %s, %s\n", r.ID, letters.Short(r.Key), r.Kind, r.Phase)
	lines := [][]string{{"From:", person(r.From)}, {"To:", people(r.To)}}
	if len(r.Cc) > 0 {
		lines = append(lines, []string{"Cc:", people(r.Cc)})
	}
	lines = append(lines, []string{"Subject:", r.Subject}, []string{"Why:", r.Rule + ": " + r.Because})
	for _, q := range r.Quotes {
		lines = append(lines, []string{"Words:", "«" + short(q, 100) + "»"})
	}
	lines = append(lines, []string{"Template:", r.Template})
	if err := table(a.out, lines); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "\n%s\n", inset(r.Text))
	lines = nil
	for _, s := range story {
		lines = append(lines, []string{db.moment(s.At), string(s.Phase), s.Response})
	}
	fmt.Fprintln(a.out, "What became of it:")
	return table(a.out, lines)
}

// inset sets a text apart.
func inset(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ") + "\n"
}

func person(a mailbox.Address) string {
	if a.Name == "" {
		return a.Mail
	}
	return a.Name + " <" + a.Mail + ">"
}

func people(list []mailbox.Address) string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = person(a)
	}
	return strings.Join(out, ", ")
}

func mailList(list []mailbox.Address) string {
	out := make([]string, len(list))
	for i, a := range list {
		out[i] = a.Mail
	}
	return strings.Join(out, ", ")
}

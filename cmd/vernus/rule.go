package main

import (
	"context"
	"errors"
	"fmt"
	"os/user"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"vernus/rules"
	"vernus/store"
)

func newRuleCommand(a *app) *cobra.Command {
	r := &ruler{app: a}
	cmd := &cobra.Command{
		Use:   "rule",
		Short: "Tell Vernus what no mail shows: not a question, answered by phone, an absence, a pause",
		Long: `A ruling is a fact that a person tells Vernus. It counts from its moment on, and can be taken back.

A letter is named by its Message-ID, or by the code that status or a notice shows for it; a client by his name. A time
is written as in a letter («завтра 15:00», "mon", "in 2 hours"), as a date (2026-03-12) or exactly (2026-03-12 15:00), in
the team's time zone.`,
		Args: noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	f := cmd.PersistentFlags()
	f.StringVar(&r.by, "by", "", "who decided, a name or an address (default: your name on this machine)")
	f.StringVar(&r.why, "why", "", "the reason, in your own words")
	cmd.AddCommand(
		r.letterCommand(rules.NotAQuestion, "not-a-question LETTER", "What the client wrote awaits no answer",
			"What was asked in the letter is closed, and so is a promise to answer it. If the client asks again, it is open again.", "k7mq2x --why rhetorical"),
		r.letterCommand(rules.Answered, "answered LETTER", "The client was answered where no mail shows it, or has answered us",
			"What was asked in the letter is closed, also what we asked in one of ours; what the client promised in it stays owed. If the\n"+
				"client asks again, it is open again.", "k7mq2x --why \"by phone\""),
		r.snoozeCommand(),
		r.letterCommand(rules.Returning, "return LETTER TIME", "The answer comes by a time",
			"Until then nobody is reminded. A client who has heard nothing yet is told this time by his acknowledgement.", "k7mq2x завтра 15:00"),
		r.letterCommand(rules.PromiseMoved, "promise-moved LETTER TIME", "What was promised in a letter comes at another time",
			"The promise is due at the new time: the one whose code is given, or all of the letter. If it is ours, the client does not hear\n"+
				"of it by this: write to him. If it is his, he is reminded after the new time.", "CA3x@agency.example --words макет пятница"),
		r.letterCommand(rules.PromiseKept, "promise-kept LETTER", "What was promised in a letter was done, though no mail shows it",
			"The promise is closed, ours or one of the client's: the one whose code is given, or all of the letter.", "CA3x@agency.example --why \"handed over at the meeting\""),
		r.absenceCommand(),
		r.letterCommand(rules.WishDecided, "wish LETTER included|paid|bonus|declined", "What becomes of a wish beyond the agreement",
			"The register of wishes shows the decision; the client is answered by letter.", "k7mq2x paid --why \"second stage\""),
		r.pauseCommand(),
		r.stopCommand(),
		r.undoCommand(),
	)
	cmd.AddCommand(r.meetingCommands()...)
	return cmd
}

// ruler is a command that rules, with its flags.
type ruler struct {
	*app
	by, why, words, substitute, from, until string
}

// command makes a command that makes one ruling of its arguments.
func (r *ruler) command(use, short, long, example string, least int, read func(context.Context, *opened, []string) (rules.Ruling, string, error)) *cobra.Command {
	name, _, _ := strings.Cut(use, " ")
	return &cobra.Command{
		Use: use, Short: short, Long: short + ".\n" + long, Example: "  vernus rule " + name + " " + example, Args: arguments(least, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return r.with(cmd.Context(), func(db *opened) error {
				ruling, says, err := read(cmd.Context(), db, args)
				if err != nil {
					return err
				}
				ruling.By, ruling.Why = firstOf(r.by, r.account()), firstOf(ruling.Why, r.why)
				if ruling, err = db.Rule(cmd.Context(), ruling); err != nil {
					return err
				}
				return r.confirm(ruling, says)
			})
		},
	}
}

// account is the name of who uses the machine, also where the environment does not tell it, as under cron.
func (a *app) account() string {
	if name := firstOf(a.getenv("USER"), a.getenv("LOGNAME")); name != "" {
		return name
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "somebody"
}

// confirm tells what was understood, and how to take it back.
func (a *app) confirm(r rules.Ruling, says string) error {
	if a.json {
		return a.print(rulingOf(r, a.now()))
	}
	_, err := fmt.Fprintf(a.out, "%s\nThis is ruling %d of %s. To take it back: vernus rule undo %[2]d\n", says, r.ID, r.By)
	return err
}

// letterCommand makes a command about a letter, or about some of what it says.
func (r *ruler) letterCommand(kind rules.RulingKind, use, short, long, example string) *cobra.Command {
	least := strings.Count(use, " ")
	cmd := r.command(use, short, long, example, least, func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
		ruling := rules.Ruling{Kind: kind, Words: r.words}
		var says string
		var err error
		switch kind {
		case rules.Returning, rules.PromiseMoved:
			ruling.To, err = db.deadline(args[1:], r.now())
		case rules.WishDecided:
			if ruling.Decision, err = decision(args[1]); err == nil && len(args) > 2 {
				err = usage("unexpected %q: a reason goes with --why, a part of the letter's words with --words", args[2])
			}
		default:
			if len(args) > 1 {
				err = usage("unexpected %q: give one letter; a reason goes with --why, a part of its words with --words", args[1])
			}
		}
		if err != nil {
			return ruling, "", err
		}
		if ruling.Letter, err = db.letterNamed(ctx, args[0]); err != nil {
			return ruling, "", err
		}
		if ruling.Words == "" {
			if ruling.Words, err = db.promiseNamed(ctx, args[0], kind); err != nil {
				return ruling, "", err
			}
		}
		says, err = db.concerned(ctx, ruling, r.now())
		return ruling, says, err
	})
	cmd.Flags().StringVar(&r.words, "words", "", "only what has these `words` in the letter, not all of it")
	return cmd
}

func decision(word string) (rules.Decision, error) {
	d := rules.Decision(strings.ToLower(word))
	switch d {
	case rules.Included, rules.Paid, rules.Bonus, rules.Declined:
		return d, nil
	}
	return "", usage("%q is no decision about a wish; it is included, paid, bonus or declined", word)
}

func (r *ruler) snoozeCommand() *cobra.Command {
	return r.command("snooze LETTER|CLIENT TIME", "No reminder about a letter, or about a client, before a time",
		"Notices to the manager and the lead wait until then, and so do reminders to the client of what he owes us in the letter. What he waits for\n"+
			"himself, an acknowledgement say, does not: for that there is pause. What he writes meanwhile is told at once.",
		"k7mq2x mon", 2, func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
			ruling := rules.Ruling{Kind: rules.Snoozed}
			var err error
			if ruling.To, err = db.beginning(args[1:], r.now()); err != nil {
				return ruling, "", err
			}
			about, err := db.letterOrClient(ctx, args[0], &ruling)
			return ruling, fmt.Sprintf("No reminder about %s before %s.", about, db.said(ruling.To)), err
		})
}

func (r *ruler) pauseCommand() *cobra.Command {
	cmd := r.command("pause CLIENT", "Nothing is sent to a client; reading goes on",
		"Letters to the client wait, and so do those that were approved. Managers are reminded as ever.",
		"Romashka --until 2026-05-12", 1, func(_ context.Context, db *opened, args []string) (rules.Ruling, string, error) {
			ruling := rules.Ruling{Kind: rules.Paused}
			var err error
			if len(args) > 1 {
				return ruling, "", usage("unexpected %q: a name of several words needs quotation marks, an end goes with --until", args[1])
			}
			if ruling.Client, err = db.cfg.clientNamed(args[0]); err != nil {
				return ruling, "", err
			}
			says := "Nothing is sent to " + ruling.Client
			if r.from != "" {
				if ruling.From, err = db.beginning([]string{r.from}, r.now()); err != nil {
					return ruling, "", err
				}
				says += " from " + db.said(ruling.From)
			}
			if r.until == "" {
				return ruling, says + " until this is taken back.", nil
			}
			ruling.To, err = db.beginning([]string{r.until}, r.now())
			if err == nil && !ruling.From.Before(ruling.To) {
				err = usage("the pause ends, %s, before it begins, %s; swap --from and --until", r.until, r.from)
			}
			return ruling, says + " until " + db.said(ruling.To) + ".", err
		})
	cmd.Flags().StringVar(&r.from, "from", "", "since `when`; at once unless said")
	cmd.Flags().StringVar(&r.until, "until", "", "`when` letters may go again; until taken back unless said")
	return cmd
}

func (r *ruler) stopCommand() *cobra.Command {
	return r.command("stop", "Nothing is sent to any client, until this is taken back",
		"Reading and reminders go on. Letters to clients wait; what has become untrue meanwhile is withdrawn.", "--why \"wrong prices\"", 0,
		func(_ context.Context, _ *opened, args []string) (rules.Ruling, string, error) {
			if len(args) > 0 {
				return rules.Ruling{}, "", usage("unexpected %q: stop holds the letters to all clients, for one of them there is pause", args[0])
			}
			return rules.Ruling{Kind: rules.Stopped}, "Nothing is sent to any client until this is taken back.", nil
		})
}

func (r *ruler) absenceCommand() *cobra.Command {
	cmd := r.command("absence MANAGER FIRST-DAY LAST-DAY", "A manager is absent",
		"Both days are included. Without a substitute the clocks of his clients stop; with one they go on, and he is reminded.",
		"anna@agency.example 2026-07-01 2026-07-14 --substitute boris@agency.example --why vacation", 3,
		func(_ context.Context, db *opened, args []string) (rules.Ruling, string, error) {
			ruling := rules.Ruling{Kind: rules.Absence}
			var err error
			if len(args) > 3 {
				return ruling, "", usage("unexpected %q: days of several words need quotation marks: \"1 июля\"", args[3])
			}
			if ruling.Manager, err = db.cfg.managerNamed(args[0]); err != nil {
				return ruling, "", err
			}
			if ruling.From, err = db.day(args[1], r.now(), false); err != nil {
				return ruling, "", err
			}
			if ruling.To, err = db.day(args[2], r.now(), true); err != nil {
				return ruling, "", err
			}
			if !ruling.From.Before(ruling.To) {
				return ruling, "", usage("the absence ends, %s, before it begins, %s; swap the days", args[2], args[1])
			}
			if !ruling.To.After(r.now()) {
				return ruling, "", usage("the absence ended with %s, which has passed; give days to come", args[2])
			}
			meanwhile := "nobody answers meanwhile: the clocks of his clients stop"
			if r.substitute != "" {
				if ruling.Substitute, err = db.cfg.managerNamed(r.substitute); err != nil {
					return ruling, "", err
				}
				if ruling.Substitute == ruling.Manager {
					return ruling, "", usage("%s is the one who is absent; name another manager as --substitute", ruling.Manager)
				}
				meanwhile = ruling.Substitute + " answers meanwhile"
			}
			return ruling, fmt.Sprintf("%s is absent%s; %s.", ruling.Manager, ruling.Span(db.zone), meanwhile), nil
		})
	cmd.Flags().StringVar(&r.substitute, "substitute", "", "who answers meanwhile: another `manager`")
	return cmd
}

func (r *ruler) undoCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "undo ID",
		Short:   "Take a ruling back",
		Long:    "Take a ruling back.\nIt counts as never made from now on; letters that left because of it have left.",
		Example: "  vernus rule undo 3 --why \"wrong letter\"",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return usage("%q is no number of a ruling; `vernus rulings` lists them", args[0])
			}
			return r.with(cmd.Context(), func(db *opened) error {
				ruling, err := db.Unrule(cmd.Context(), id, firstOf(r.by, r.account()), r.why)
				switch {
				case errors.Is(err, store.ErrNotFound):
					return fmt.Errorf("there is no ruling %d; `vernus rulings --all` lists them", id)
				case errors.Is(err, store.ErrUndone):
					return fmt.Errorf("ruling %d was taken back before, %s by %s; to make it anew use `vernus rule`", id, db.moment(ruling.Undone), ruling.UndoneBy)
				case err != nil:
					return err
				case r.json:
					return r.print(rulingOf(ruling, r.now()))
				}
				told, err := db.toldOf(cmd.Context(), ruling)
				if err != nil {
					return err
				}
				fmt.Fprintf(r.out, "Ruling %d is taken back: %s\n", id, ruling.Sentence(db.zone))
				if len(told) > 0 {
					fmt.Fprintf(r.out, "These clients were told of the absence and should hear that it is off; write to them: %s\n", strings.Join(told, ", "))
				}
				return r.tellAlike(cmd.Context(), db, ruling)
			})
		},
	}
}

// tellAlike tells which rulings go on saying what one did that was taken back: without it a stop that was ruled twice
// seems to be over.
func (r *ruler) tellAlike(ctx context.Context, db *opened, gone rules.Ruling) error {
	list, err := db.Rulings(ctx, store.RulingFilter{})
	for _, l := range list {
		if l.Kind == gone.Kind && l.Client == gone.Client && l.Letter == gone.Letter && l.Words == gone.Words && l.Manager == gone.Manager {
			fmt.Fprintf(r.out, "Ruling %d still stands: %s. To take it back too: vernus rule undo %[1]d\n", l.ID, l.Sentence(db.zone))
		}
	}
	return err
}

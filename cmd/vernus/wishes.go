package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/rules"
)

func newWishesCommand(a *app) *cobra.Command {
	var open bool
	cmd := &cobra.Command{
		Use:   "wishes [CLIENT]",
		Short: "What clients wish for beyond the agreement, and what was decided",
		Long: `The register of wishes beyond the agreement: what, when, who asked, what was decided, by whom, and with what effect.
A decision is noted with vernus rule wish LETTER included|paid|bonus|declined; the reason given with --why tells its effect.`,
		Example: "  vernus wishes Romashka\n  vernus wishes --open --json",
		Args:    arguments(0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				client := ""
				if len(args) == 1 {
					var err error
					if client, err = db.cfg.clientNamed(args[0]); err != nil {
						return err
					}
				}
				accounts, err := db.AllAccounts(cmd.Context(), a.now())
				if err != nil {
					return err
				}
				var list []wishJSON
				for _, account := range accounts {
					for _, w := range account.Wishes {
						if (client == "" || account.Client == client) && (!open || w.Decision == "") {
							list = append(list, wishOf(account.Client, w))
						}
					}
				}
				return a.listWishes(db, list, open)
			})
		},
	}
	cmd.Flags().BoolVar(&open, "open", false, "only those about which nothing was decided")
	return cmd
}

func (a *app) listWishes(db *opened, list []wishJSON, open bool) error {
	if a.json {
		for _, w := range list {
			if err := a.print(w); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		says := "No wishes beyond the agreement are known."
		if open {
			says = "No wish beyond the agreement awaits a decision."
		}
		_, err := fmt.Fprintln(a.out, says)
		return err
	}
	lines := [][]string{{"LETTER", "AT", "CLIENT", "WHO", "WISH", "DECISION"}}
	for _, w := range list {
		decision := "none yet"
		if w.Decision != "" {
			decision = fmt.Sprintf("%s, %s by %s%s", w.Decision, db.moment(*w.DecidedAt), w.DecidedBy, reasonGiven(w.Effect))
		}
		lines = append(lines, []string{firstOf(w.Code, "<"+w.MessageID+">"), db.moment(w.At), w.Client, w.From, quote(w.Text), decision})
	}
	return table(a.out, lines)
}

// wishJSON is a wish as --json shows it.
type wishJSON struct {
	Client    string     `json:"client"`
	At        time.Time  `json:"at"`
	From      string     `json:"from"`
	Text      string     `json:"text"`
	MessageID string     `json:"message_id"`
	Code      string     `json:"code,omitempty"` // names the letter for vernus rule wish, while nothing was decided
	Decision  string     `json:"decision,omitempty"`
	DecidedAt *time.Time `json:"decided_at,omitempty"`
	DecidedBy string     `json:"decided_by,omitempty"`
	Effect    string     `json:"effect,omitempty"`
}

func wishOf(client string, w rules.Wish) wishJSON {
	out := wishJSON{Client: client, At: w.At, From: w.From.Mail, Text: w.Text, MessageID: w.Letter, Decision: string(w.Decision),
		DecidedAt: given(w.DecidedAt), DecidedBy: w.DecidedBy, Effect: w.Why}
	if w.Decision == "" && !w.Imported { // of old ones no duty is known, only the letter
		out.Code = letters.Short(rules.WishKey(w.Letter))
	}
	return out
}

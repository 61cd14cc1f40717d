package main

import (
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"vernus/rules"
	"vernus/store"
)

func newRulingsCommand(a *app) *cobra.Command {
	var client string
	var all bool
	cmd := &cobra.Command{
		Use:     "rulings",
		Short:   "What people have told Vernus with rule, and what stands",
		Example: "  vernus rulings\n  vernus rulings --all --client Romashka --json",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				filter := store.RulingFilter{All: all}
				var err error
				if client != "" {
					if filter.Client, err = db.cfg.clientNamed(client); err != nil {
						return err
					}
				}
				list, err := db.Rulings(cmd.Context(), filter)
				if err != nil {
					return err
				}
				return a.listRulings(db, list)
			})
		},
	}
	cmd.Flags().StringVar(&client, "client", "", "only rulings about this `client`")
	cmd.Flags().BoolVar(&all, "all", false, "also those that were taken back, and those whose time is over")
	return cmd
}

func (a *app) listRulings(db *opened, list []rules.Ruling) error {
	if a.json {
		for _, r := range list {
			if err := a.print(rulingOf(r, a.now())); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		_, err := fmt.Fprintln(a.out, "Nothing is ruled. `vernus rule --help` tells what can be.")
		return err
	}
	lines := [][]string{{"ID", "AT", "ABOUT", "RULED"}}
	for _, r := range list {
		about := firstOf(r.Client, r.Manager)
		if r.Letter != "" {
			about += " <" + short(r.Letter, 40) + ">"
		}
		says := r.Sentence(db.zone)
		if r.Words != "" {
			says = quote(r.Words) + " " + says
		}
		if !r.Undone.IsZero() {
			says = fmt.Sprintf("(taken back %s by %s%s) %s", db.moment(r.Undone), r.UndoneBy, reasonGiven(r.UndoneWhy), says)
		}
		lines = append(lines, []string{strconv.FormatInt(r.ID, 10), db.moment(r.At), about, says})
	}
	return table(a.out, lines)
}

func reasonGiven(why string) string {
	if why == "" {
		return ""
	}
	return ": " + why
}

// rulingJSON is a ruling as --json shows it.
type rulingJSON struct {
	ID         int64      `json:"id"`
	Kind       string     `json:"kind"`
	Stands     bool       `json:"stands"`
	By         string     `json:"by"`
	At         time.Time  `json:"at"`
	Why        string     `json:"why,omitempty"`
	Client     string     `json:"client,omitempty"`
	MessageID  string     `json:"message_id,omitempty"`
	Words      string     `json:"words,omitempty"`
	Manager    string     `json:"manager,omitempty"`
	Substitute string     `json:"substitute,omitempty"`
	From       *time.Time `json:"from,omitempty"`
	To         *time.Time `json:"to,omitempty"`
	Decision   string     `json:"decision,omitempty"`
	SaidIn     string     `json:"said_in,omitempty"` // Message-ID of the letter that said it
	Undone     *time.Time `json:"undone,omitempty"`
	UndoneBy   string     `json:"undone_by,omitempty"`
	UndoneWhy  string     `json:"undone_why,omitempty"`
}

func rulingOf(r rules.Ruling, now time.Time) rulingJSON {
	return rulingJSON{
		ID: r.ID, Kind: string(r.Kind), Stands: r.Stands(now), By: r.By, At: r.At, Why: r.Why, Client: r.Client, MessageID: r.Letter, Words: r.Words,
		Manager: r.Manager, Substitute: r.Substitute, From: given(r.From), To: given(r.To), Decision: string(r.Decision), SaidIn: r.In, Undone: given(r.Undone),
		UndoneBy: r.UndoneBy, UndoneWhy: r.UndoneWhy,
	}
}

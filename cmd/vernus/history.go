package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

func newHistoryCommand(a *app) *cobra.Command {
	var since string
	var limit int
	var whole bool
	cmd := &cobra.Command{
		Use:     "history CLIENT",
		Short:   "The correspondence with a client",
		Example: "  vernus history Romashka\n  vernus history Romashka --since 14d --text",
		Args:    arguments(1, 1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			cfg, err := a.load()
			if err != nil {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return clientNames(cfg), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			span, err := parseSpan(since)
			if err != nil {
				return usage("--since %q %v", since, err)
			}
			return a.with(cmd.Context(), func(db *opened) error {
				client, err := db.cfg.clientNamed(args[0])
				if err != nil {
					return err
				}
				found, err := db.History(cmd.Context(), client, a.now().Add(-span.Plain()), limit)
				if err != nil {
					return err
				}
				return a.showHistory(db, client, found, whole)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&since, "since", "30d", "how far back, for instance 7d or 12h (`length`)")
	f.IntVar(&limit, "limit", 50, "at most so many conversations, the latest")
	f.BoolVar(&whole, "text", false, "show what the letters say, not only their first line")
	return cmd
}

// clientNamed finds a client by name, not minding case, or says which ones there are.
func (c *Config) clientNamed(name string) (string, error) {
	names := clientNames(c)
	for _, n := range names {
		if strings.EqualFold(n, name) {
			return n, nil
		}
	}
	return "", usage("there is no client %q; %s", name, meant(name, names, "the clients are"))
}

func clientNames(c *Config) []string {
	var names []string
	for _, cl := range c.Clients {
		names = append(names, cl.Name)
	}
	return names
}

// historyLetter is a letter as --json shows it.
type historyLetter struct {
	Conversation int64     `json:"conversation"`
	Subject      string    `json:"subject"`
	State        string    `json:"state"`
	MessageID    string    `json:"message_id"`
	At           time.Time `json:"at"`
	Direction    string    `json:"direction"`
	From         string    `json:"from"`
	Kind         string    `json:"kind"`
	Own          bool      `json:"own,omitempty"`
	Text         string    `json:"text"`
}

func (a *app) showHistory(db *opened, client string, found []store.Conversation, whole bool) error {
	if len(found) == 0 && !a.json {
		_, err := fmt.Fprintf(a.out, "No letters to or from %s in that time.\n", client)
		return err
	}
	for i, c := range found {
		if !a.json {
			if i > 0 {
				fmt.Fprintln(a.out)
			}
			fmt.Fprintf(a.out, "%s  (%s)\n", c.Subject, firstOf(c.State, "not looked at yet"))
		}
		for _, e := range c.Entries {
			if a.json {
				if err := a.print(historyLetter{c.ID, c.Subject, c.State, e.ID, e.At, string(e.Direction), person(e.From), string(e.Kind), e.Own, e.NewText}); err != nil {
					return err
				}
				continue
			}
			a.showEntry(db, e, whole)
		}
	}
	return nil
}

func (a *app) showEntry(db *opened, e rules.Entry, whole bool) {
	arrow := "←"
	if e.Direction != mailbox.Incoming {
		arrow = "→"
	}
	note := ""
	if e.Own {
		note = " (Vernus)"
	}
	fmt.Fprintf(a.out, "  %s %s %s%s  %s\n", db.moment(e.At), arrow, firstOf(e.From.Name, e.From.Mail), note, short(firstWords(e.NewText), 70))
	if whole {
		fmt.Fprintf(a.out, "%s\n", inset(e.NewText))
	}
}

// firstWords is the beginning of a letter without its salutation, when that stands on a line of its own.
func firstWords(text string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(text), "\n")
	first, rest = strings.TrimSpace(first), strings.TrimSpace(rest)
	if rest != "" && len([]rune(first)) < 40 && strings.ContainsAny(first[len(first)-1:], "!,") {
		return rest
	}
	return text
}

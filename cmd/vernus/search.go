package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/mailbox"
	"vernus/store"
)

func newSearchCommand(a *app) *cobra.Command {
	var q store.Query
	var client, since string
	cmd := &cobra.Command{
		Use:   "search WORDS...",
		Short: "Find letters by their words, in any of their forms",
		Long: `search finds letters that have all the words, newest first, in subject or newly written text. Russian and English words
are found in all their forms: «договор» finds «договоры» and «договором».`,
		Example: "  vernus search акт сверки\n  vernus search invoice --client Romashka --since 90d",
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Words = strings.Join(args, " ")
			if since != "" {
				span, err := parseSpan(since)
				if err != nil {
					return usage("--since %q %v", since, err)
				}
				q.Since = a.now().Add(-span.Plain())
			}
			return a.with(cmd.Context(), func(db *opened) error {
				if client != "" {
					var err error
					if q.Client, err = db.cfg.clientNamed(client); err != nil {
						return err
					}
				}
				hits, err := db.Search(cmd.Context(), q)
				if err != nil {
					return err
				}
				return a.showHits(db, hits)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&client, "client", "", "only letters to or from this `client`")
	f.StringVar(&q.Mailbox, "mailbox", "", "only letters in this manager's mailbox (`address`)")
	f.StringVar(&since, "since", "", "how far back, for instance 90d (`length`)")
	f.IntVar(&q.Limit, "limit", 30, "at most so many, the newest")
	return cmd
}

// searchHit is a letter found, as --json shows it.
type searchHit struct {
	Conversation int64     `json:"conversation"`
	MessageID    string    `json:"message_id"`
	At           time.Time `json:"at"`
	Direction    string    `json:"direction"`
	From         string    `json:"from"`
	Client       string    `json:"client,omitempty"`
	Subject      string    `json:"subject"`
	Snippet      string    `json:"snippet"`
	Marks        [][2]int  `json:"marks"`
}

func (a *app) showHits(db *opened, hits []store.Hit) error {
	if len(hits) == 0 && !a.json {
		fmt.Fprintln(a.err, "Nothing was found.")
		return nil
	}
	for _, h := range hits {
		if a.json {
			err := a.print(searchHit{h.Conversation, h.MessageID, h.At, string(h.Direction), person(h.From), h.Client, h.Subject, h.Snippet, append([][2]int{}, h.Marks...)})
			if err != nil {
				return err
			}
			continue
		}
		arrow := "←"
		if h.Direction != mailbox.Incoming {
			arrow = "→"
		}
		fmt.Fprintf(a.out, "%s %s %s  %s\n    %s\n    %s\n", db.moment(h.At), arrow, firstOf(h.From.Name, h.From.Mail), short(h.Subject, 60),
			marked(h.Snippet, h.Marks, terminal(a.out)), "<"+h.MessageID+">")
	}
	return nil
}

// marked shows the words found in bold on a terminal, and on one line.
func marked(snippet string, marks [][2]int, bold bool) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if !bold || m[0] < at || m[1] > len(snippet) {
			continue
		}
		b.WriteString(snippet[at:m[0]] + "\x1b[1m" + snippet[m[0]:m[1]] + "\x1b[0m")
		at = m[1]
	}
	b.WriteString(snippet[at:])
	return strings.Join(strings.Fields(b.String()), " ")
}

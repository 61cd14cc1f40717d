package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

func newStatusCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "status",
		Short: "What is owed now, which mailboxes are read, what waits in the outbox",
		Long: `status looks into the database only; it asks no server. It ends with 1 when something is overdue, a mailbox cannot
be read, or a letter failed.`,
		Example: "  vernus status\n  vernus status --json",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				health, err := db.Health(cmd.Context())
				if err != nil {
					return err
				}
				findings, err := db.Findings(cmd.Context())
				if err != nil {
					return err
				}
				s := a.statusOf(health, findings)
				if a.json {
					err = a.print(s)
				} else {
					err = a.showStatus(db, s)
				}
				if err == nil && s.Trouble {
					return errFound
				}
				return err
			})
		},
	}
}

// status is how things stand.
type status struct {
	Open        []statusOpen    `json:"open"`
	Mailboxes   []statusMailbox `json:"mailboxes"`
	Outbox      map[string]int  `json:"outbox"`
	Quarantined int             `json:"quarantined"`
	Trouble     bool            `json:"trouble"` // something needs a person
}

type statusOpen struct {
	Client    string    `json:"client"`
	Manager   string    `json:"manager"`
	Contact   string    `json:"contact"`
	Subject   string    `json:"subject"`
	MessageID string    `json:"message_id"`
	Words     string    `json:"words,omitempty"`
	Since     time.Time `json:"since"`
	Due       time.Time `json:"due"`
	Overdue   bool      `json:"overdue"`
}

type statusMailbox struct {
	Address string     `json:"address"`
	Read    *time.Time `json:"read,omitempty"`
	Failing *time.Time `json:"failing_since,omitempty"`
	Error   string     `json:"error,omitempty"`
}

func (a *app) statusOf(h store.Health, findings []rules.Finding) status {
	s := status{Open: []statusOpen{}, Mailboxes: []statusMailbox{}, Outbox: map[string]int{}, Quarantined: h.Quarantined}
	for _, f := range findings {
		if f.Kind != rules.Unanswered {
			continue
		}
		o := statusOpen{Client: f.Client, Manager: f.Manager, Contact: f.Contact.Mail, Subject: f.Subject, MessageID: f.MessageID, Since: f.Since, Due: f.Due,
			Overdue: f.Due.Before(a.now())}
		if len(f.Quotes) > 0 {
			o.Words = f.Quotes[0]
		}
		s.Trouble = s.Trouble || o.Overdue
		s.Open = append(s.Open, o)
	}
	slices.SortFunc(s.Open, func(x, y statusOpen) int { return x.Due.Compare(y.Due) })
	for _, m := range h.Mailboxes {
		s.Mailboxes = append(s.Mailboxes, statusMailbox{m.Address, given(m.Read), given(m.FailingSince), m.Error})
		s.Trouble = s.Trouble || m.Error != ""
	}
	for phase, n := range h.Phases {
		s.Outbox[string(phase)] = n
	}
	s.Trouble = s.Trouble || h.Phases[letters.Failed]+h.Phases[letters.Uncertain] > 0
	return s
}

func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (a *app) showStatus(db *opened, s status) error {
	if len(s.Open) == 0 {
		fmt.Fprintln(a.out, "No client waits for an answer.")
	} else {
		lines := [][]string{{"DUE", "", "CLIENT", "MANAGER", "SUBJECT", "WORDS"}}
		for _, o := range s.Open {
			late := ""
			if o.Overdue {
				late = "overdue"
			}
			lines = append(lines, []string{db.moment(o.Due), late, short(o.Client, 24), o.Manager, short(o.Subject, 32), "«" + short(o.Words, 48) + "»"})
		}
		if err := table(a.out, lines); err != nil {
			return err
		}
	}
	lines := [][]string{{"", ""}, {"MAILBOX", "READ", "TROUBLE"}}
	for _, m := range s.Mailboxes {
		read, trouble := "never", ""
		if m.Read != nil {
			read = db.moment(*m.Read)
		}
		if m.Error != "" {
			trouble = m.Error
			if m.Failing != nil {
				trouble = "since " + db.moment(*m.Failing) + ": " + m.Error
			}
		}
		lines = append(lines, []string{m.Address, read, trouble})
	}
	if err := table(a.out, lines); err != nil {
		return err
	}
	fmt.Fprintln(a.out)
	for _, p := range append(slices.Clone(waiting), letters.Sent, letters.Withdrawn) {
		if n := s.Outbox[string(p)]; n > 0 {
			fmt.Fprintf(a.out, "outbox: %d %s\n", n, p)
		}
	}
	if s.Quarantined > 0 {
		fmt.Fprintf(a.out, "quarantine: %d messages could not be read\n", s.Quarantined)
	}
	return nil
}

package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

// replayReport is what replay prints for a moment, with --json.
type replayReport struct {
	At          string         `json:"at"`
	Messages    int            `json:"messages"`
	Quarantined int            `json:"quarantined"`
	Threads     []replayThread `json:"threads"`
	Meetings    []any          `json:"meetings"`
	Letters     []replayLetter `json:"letters"`
}

type replayThread struct {
	Client        string          `json:"client"`
	Subject       string          `json:"subject"`
	MessageIDs    []string        `json:"message_ids"`
	State         rules.State     `json:"state"`
	OpenQuestions []replayAsk     `json:"open_questions"`
	OpenPromises  []replayPromise `json:"open_promises"`
	Waiting       []replayWaiting `json:"waiting"`
}

type replayAsk struct {
	MessageID string  `json:"message_id"`
	Text      string  `json:"text"`
	Type      string  `json:"type"`
	AskedAt   string  `json:"asked_at"`
	Due       *string `json:"due"`
	Repeated  int     `json:"repeated"`
}

type replayPromise struct {
	MessageID string  `json:"message_id"`
	Text      string  `json:"text"`
	Due       *string `json:"due"`
	Overdue   bool    `json:"overdue"`
}

type replayWaiting struct {
	MessageID string `json:"message_id"`
	Text      string `json:"text"`
	Since     string `json:"since"`
}

type replayLetter struct {
	At        string   `json:"at"`
	Kind      string   `json:"kind"`
	Mode      string   `json:"mode"`
	To        []string `json:"to"`
	Cc        []string `json:"cc"`
	Subject   string   `json:"subject"`
	InReplyTo string   `json:"in_reply_to"`
	Rule      string   `json:"rule"`
	Because   string   `json:"because"`
	Text      string   `json:"text"`
}

// thread puts a conversation as it stood at a moment into the report.
func thread(c rules.Conversation, r rules.Result, at time.Time) replayThread {
	t := replayThread{Client: c.Client, Subject: c.Subject, MessageIDs: []string{}, State: r.State, OpenQuestions: []replayAsk{}, OpenPromises: []replayPromise{}, Waiting: []replayWaiting{}}
	for _, e := range c.Entries {
		if !e.At.After(at) {
			t.MessageIDs = append(t.MessageIDs, e.ID)
		}
	}
	due := map[string]time.Time{}
	for _, f := range r.Findings {
		if f.Kind == rules.Unanswered {
			for _, id := range f.Letters {
				due[id] = f.Due
			}
		}
	}
	for _, i := range r.OpenItems() {
		if !i.Whole() {
			t.OpenQuestions = append(t.OpenQuestions, replayAsk{
				MessageID: i.Letter, Text: i.Text, Type: string(i.Type), AskedAt: i.At.Format(time.RFC3339), Due: stampOf(due[i.Letter]), Repeated: i.Repeated,
			})
		}
	}
	for _, p := range r.OpenPromises() {
		t.OpenPromises = append(t.OpenPromises, replayPromise{MessageID: p.Letter, Text: p.Text, Due: stampOf(p.Due), Overdue: !p.Due.IsZero() && at.After(p.Due)})
	}
	for _, w := range r.Waiting() {
		t.Waiting = append(t.Waiting, replayWaiting{MessageID: w.Letter, Text: w.Text, Since: w.At.Format(time.RFC3339)})
	}
	return t
}

func replayed(row store.Row) replayLetter {
	at := row.SentAt
	if at.IsZero() {
		at = row.Created
	}
	return replayLetter{
		At: at.Format(time.RFC3339), Kind: string(row.Kind), Mode: string(row.Mode), To: mails(row.To), Cc: mails(row.Cc), Subject: row.Subject,
		InReplyTo: row.InReplyTo, Rule: row.Rule, Because: row.Because, Text: row.Text,
	}
}

func mails(list []mailbox.Address) []string {
	out := make([]string, 0, len(list))
	for _, a := range list {
		out = append(out, a.Mail)
	}
	return out
}

func stampOf(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.Format(time.RFC3339)
	return &s
}

// write prints a report for a person: what was owed first, then the letters that would have been written.
func (r *replayReport) write(w io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d letters read", r.At, r.Messages)
	if r.Quarantined > 0 {
		fmt.Fprintf(&b, ", %d in quarantine", r.Quarantined)
	}
	b.WriteString("\n\nWhat was owed\n")
	quiet := 0
	for _, t := range r.Threads {
		if t.State == rules.Quiet {
			quiet++
			continue
		}
		fmt.Fprintf(&b, "  %-15s %s: %s\n", t.State, t.Client, t.Subject)
		for _, q := range t.OpenQuestions {
			fmt.Fprintf(&b, "      %s «%s» asked %s", q.Type, shorten(q.Text, 80), q.AskedAt)
			if q.Repeated > 0 {
				fmt.Fprintf(&b, ", asked again %d×", q.Repeated)
			}
			b.WriteByte('\n')
		}
		for _, p := range t.OpenPromises {
			fmt.Fprintf(&b, "      promised «%s»", shorten(p.Text, 80))
			if p.Due != nil {
				fmt.Fprintf(&b, " by %s", *p.Due)
			}
			b.WriteByte('\n')
		}
		for _, x := range t.Waiting {
			fmt.Fprintf(&b, "      we wait for «%s» since %s\n", shorten(x.Text, 80), x.Since)
		}
	}
	fmt.Fprintf(&b, "  and %d quiet conversations\n\nWhat would have been written\n", quiet)
	for _, l := range r.Letters {
		fmt.Fprintf(&b, "  %s  %-15s to %s: %s\n      %s: %s\n", l.At, l.Kind, strings.Join(l.To, ", "), l.Subject, l.Rule, l.Because)
	}
	if len(r.Letters) == 0 {
		b.WriteString("  nothing\n")
	}
	b.WriteByte('\n')
	_, err := io.WriteString(w, b.String())
	return err
}

package main

import (
	"context"
	"slices"
	"time"

	"vernus/letters"
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
	Meetings    []meetingLine  `json:"meetings"`
	Letters     []replayLetter `json:"letters"`
	Figures     replayFigures  `json:"figures"`

	period   rules.Period
	measured rules.Figures
	owed     []owed
	rows     []store.Row // written in the period, oldest first
	held     map[letters.Reason]int
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
	return replayLetter{
		At: writtenAt(row).Format(time.RFC3339), Kind: string(row.Kind), Mode: string(row.Mode), To: mails(row.To), Cc: mails(row.Cc), Subject: row.Subject,
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

// look reports how things stand at the end of a period, and what happened in it.
func (r *replay) look(ctx context.Context, p rules.Period) (*replayReport, error) {
	report := &replayReport{
		At: p.To.Format(time.RFC3339), Messages: r.next - r.bad, Quarantined: r.bad, Threads: []replayThread{}, Meetings: []meetingLine{},
		Letters: []replayLetter{}, period: p, held: map[letters.Reason]int{},
	}
	team, err := r.teamAt(ctx, p.To)
	if err != nil {
		return nil, err
	}
	found, measured, err := r.lookThrough(ctx, report, team, p)
	if err != nil {
		return nil, err
	}
	accounts, err := r.db.AllAccounts(ctx, p.To)
	if err != nil {
		return nil, err
	}
	for _, a := range accounts {
		for _, m := range rules.MeetingReports(a.Account, team, p.To.Add(-rules.AccountWindow), p.To.Add(rules.AccountWindow), p.To) {
			report.Meetings = append(report.Meetings, meetingLineOf(a.Client, m))
		}
		found = append(found, rules.CheckAccount(a.Account, team, p.To).Findings...)
	}
	report.measured, report.owed = rules.FiguresOf(measured, team, p), owedOf(found, team, p.To)
	if err := r.lookAtLetters(ctx, report); err != nil {
		return nil, err
	}
	report.Figures = figuresOf(report)
	return report, nil
}

// lookThrough checks every conversation, some at a time.
func (r *replay) lookThrough(ctx context.Context, report *replayReport, team *rules.Team, p rules.Period) ([]rules.Finding, []rules.Measured, error) {
	var found []rules.Finding
	var measured []rules.Measured
	var list []store.Conversation
	check := func() error {
		results, err := r.check(ctx, team, list, p.To)
		for i, result := range results {
			report.Threads = append(report.Threads, thread(list[i].Conversation, result, p.To))
			found = append(found, result.Findings...)
			measured = append(measured, rules.Measure(list[i].Conversation, result.Ledger, team, p))
		}
		list = list[:0]
		return err
	}
	for c, err := range r.db.AllConversations(ctx) {
		if err != nil {
			return nil, nil, err
		}
		if c.Client == "" {
			continue
		}
		if list = append(list, c); len(list) == 200 {
			if err := check(); err != nil {
				return nil, nil, err
			}
		}
	}
	return found, measured, check()
}

// lookAtLetters adds what was written and what was not.
func (r *replay) lookAtLetters(ctx context.Context, report *replayReport) error {
	rows, err := r.db.Outbox(ctx, store.OutboxFilter{})
	if err != nil {
		return err
	}
	slices.Reverse(rows)
	for _, row := range rows {
		report.Letters = append(report.Letters, replayed(row))
		if !row.Created.Before(report.period.From) {
			report.rows = append(report.rows, row)
		}
	}
	held, err := r.db.Held(ctx, report.period.From)
	for _, h := range held {
		if h.Reason != letters.ReasonWritten && h.Reason != letters.ReasonNotYet {
			report.held[h.Reason]++
		}
	}
	return err
}

// writtenAt is when a letter left, or was written if it has not.
func writtenAt(row store.Row) time.Time {
	if row.SentAt.IsZero() {
		return row.Created
	}
	return row.SentAt
}

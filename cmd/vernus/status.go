package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

func newStatusCommand(a *app) *cobra.Command {
	var manager, client string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "What is owed now, most urgent first; which mailboxes are read, what waits in the outbox",
		Long: `What is owed now: complaints, questions overdue, due today and later, promises, wishes that wait for a decision, what
clients owe us, and clients who have heard nothing for long. Each with its code, by which vernus why tells the reasons.
Also which letters people hold back with vernus rule pause or stop. A ruling changes the list with the next round of vernus run.
Ages are working time. status looks into the database only; it asks no server. It ends with 1 when something is overdue,
a complaint has no answer, a mailbox cannot be read, or a letter failed.`,
		Example: "  vernus status\n  vernus status --manager anna@agency.example\n  vernus status --client Romashka --json",
		Args:    arguments(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				var err error
				if manager != "" {
					if manager, err = db.cfg.managerNamed(manager); err != nil {
						return err
					}
				}
				if client != "" {
					if client, err = db.cfg.clientNamed(client); err != nil {
						return err
					}
				}
				s, err := db.status(cmd.Context(), manager, client, a.now())
				if err != nil {
					return err
				}
				if a.json {
					err = a.print(s)
				} else {
					err = db.showStatus(a.out, s, a.now())
				}
				if err == nil && s.Trouble {
					return errFound
				}
				return err
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&manager, "manager", "", "only what this `manager` owes, by address or name")
	f.StringVar(&client, "client", "", "only what is owed to this `client`")
	return cmd
}

// status is how things stand.
type status struct {
	Owed        []statusOwed    `json:"owed"` // most urgent first
	Mailboxes   []statusMailbox `json:"mailboxes"`
	Outbox      map[string]int  `json:"outbox"`
	Quarantined int             `json:"quarantined"`
	Malformed   []statusInvite  `json:"malformed_invitations"` // of the last month
	Held        []statusHeld    `json:"letters_held"`          // by people: nothing is sent to a client, or to any
	Unheeded    int             `json:"rulings_unheeded"`      // made or taken back after the last round, so Owed does not know them yet
	Trouble     bool            `json:"trouble"`               // something needs a person

	owed []owed
}

type statusOwed struct {
	Code       string     `json:"code"`
	Urgency    string     `json:"urgency"` // complaint, overdue, today, later, promise, wish, waiting, presence
	Kind       string     `json:"kind"`
	Rule       string     `json:"rule"`
	Client     string     `json:"client"`
	Manager    string     `json:"manager"`
	Contact    string     `json:"contact,omitempty"`
	Subject    string     `json:"subject"`
	MessageID  string     `json:"message_id"`
	Words      string     `json:"words,omitempty"`
	Since      time.Time  `json:"since"`
	Due        *time.Time `json:"due,omitempty"`
	Overdue    bool       `json:"overdue"`
	Age        int        `json:"age_minutes"`            // of working time
	Late       int        `json:"late_minutes,omitempty"` // likewise
	Repeated   int        `json:"asked_again,omitempty"`
	Stage      int        `json:"stage,omitempty"`
	SnoozedFor *time.Time `json:"snoozed_until,omitempty"`
	Because    string     `json:"because"`
}

type statusMailbox struct {
	Address string     `json:"address"`
	Read    *time.Time `json:"read,omitempty"`
	Failing *time.Time `json:"failing_since,omitempty"`
	Error   string     `json:"error,omitempty"`
}

// statusInvite is an invitation that could not be understood.
type statusInvite struct {
	MessageID string    `json:"message_id"`
	At        time.Time `json:"at"`
	From      string    `json:"from"`
	Subject   string    `json:"subject"`
	Error     string    `json:"error"`
}

// statusHeld is a ruling that keeps letters from leaving.
type statusHeld struct {
	Ruling int64      `json:"ruling"`
	Client string     `json:"client,omitempty"` // "" for all
	By     string     `json:"by"`
	At     time.Time  `json:"at"`
	Until  *time.Time `json:"until,omitempty"`
	Why    string     `json:"why,omitempty"`
}

// ruled adds the rulings that hold letters now, to one client where he is named, and counts those made since the last round.
func (s *status) ruled(list []rules.Ruling, h store.Health, client string, now time.Time) {
	var round time.Time
	for _, m := range h.Mailboxes {
		if m.Read.After(round) {
			round = m.Read
		}
	}
	s.Held = []statusHeld{}
	for _, r := range list {
		if r.At.After(round) || r.Undone.After(round) {
			s.Unheeded++
		}
		holds := r.Kind == rules.Stopped || r.Kind == rules.Paused && (client == "" || r.Client == client)
		if holds && r.Stands(now) && r.Covers(now) {
			s.Held = append(s.Held, statusHeld{r.ID, r.Client, r.By, r.At, given(r.To), r.Why})
		}
	}
}

// malformedSince lists the invitations since a moment that could not be understood.
func malformedSince(ctx context.Context, db *store.DB, since time.Time) ([]statusInvite, error) {
	const most = 20
	list := []statusInvite{}
	found, err := db.MalformedInvitations(ctx, most)
	for _, m := range found {
		if m.At.After(since) {
			list = append(list, statusInvite{m.Letter, m.At, m.From.Mail, m.Subject, m.Why})
		}
	}
	return list, err
}

// status gathers how things stand, with one manager or client where they are named.
func (o *opened) status(ctx context.Context, manager, client string, now time.Time) (*status, error) {
	health, err := o.Health(ctx)
	if err != nil {
		return nil, err
	}
	found, err := o.Findings(ctx)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(f rules.Finding) bool {
		return manager != "" && f.Manager != manager || client != "" && f.Client != client
	})
	team, err := o.teamAt(ctx, now)
	if err != nil {
		return nil, err
	}
	s := &status{Owed: []statusOwed{}, Mailboxes: []statusMailbox{}, Outbox: map[string]int{}, Quarantined: health.Quarantined, owed: owedOf(found, team, now)}
	for _, w := range s.owed {
		s.add(w, now)
	}
	s.health(health, manager)
	ruled, err := o.Rulings(ctx, store.RulingFilter{All: true})
	if err != nil {
		return nil, err
	}
	s.ruled(ruled, health, client, now)
	s.Malformed, err = malformedSince(ctx, o.DB, now.AddDate(0, -1, 0))
	return s, err
}

// teamAt is the team with the absences that people ruled and that stand at a moment.
func (o *opened) teamAt(ctx context.Context, now time.Time) (*rules.Team, error) {
	ruled, err := o.TeamRulings(ctx)
	if err != nil {
		return nil, fmt.Errorf("look who is absent: %w", err)
	}
	return o.cfg.RulesTeam().With(ruled, now), nil
}

func (s *status) add(w owed, now time.Time) {
	item := statusOwed{
		Code: w.Code, Urgency: string(w.Urgency), Kind: string(w.Kind), Rule: w.Rule, Client: w.Client, Manager: w.Manager, Contact: w.Contact.Mail,
		Subject: w.Subject, MessageID: w.MessageID, Since: w.Since, Due: given(w.By), Overdue: w.overdue(now), Age: int(w.Age / time.Minute),
		Late: int(w.Late / time.Minute), Repeated: w.Repeated, Stage: w.Stage, SnoozedFor: given(w.Snoozed), Because: w.Because,
	}
	if len(w.Quotes) > 0 {
		item.Words = w.Quotes[0]
	}
	s.Trouble = s.Trouble || w.Urgency == urgentOverdue || w.Kind == rules.Complained && w.Stage == rules.StageUnanswered
	s.Owed = append(s.Owed, item)
}

// health adds how reading and sending go; of the mailboxes, those of one manager where he is named.
func (s *status) health(h store.Health, manager string) {
	for _, m := range h.Mailboxes {
		if manager != "" && m.Address != manager {
			continue
		}
		s.Mailboxes = append(s.Mailboxes, statusMailbox{m.Address, given(m.Read), given(m.FailingSince), m.Error})
		s.Trouble = s.Trouble || m.Error != ""
	}
	for phase, n := range h.Phases {
		s.Outbox[string(phase)] = n
	}
	s.Trouble = s.Trouble || h.Phases[letters.Failed]+h.Phases[letters.Uncertain] > 0
}

func given(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func (o *opened) showStatus(w io.Writer, s *status, now time.Time) error {
	t, names := o.cfg.tongue(now), o.cfg.names()
	var b strings.Builder
	t.listOwed(&b, s.owed, names)
	if len(s.owed) == 0 {
		fmt.Fprintln(&b, t.say("Сейчас никто ничего не должен.", "Nothing is owed now."))
	}
	for _, list := range []struct {
		title string
		of    func(owed) string
	}{
		{t.say("МЕНЕДЖЕРЫ", "MANAGERS"), func(w owed) string { return firstOf(names[w.Manager], w.Manager) }},
		{t.say("КЛИЕНТЫ", "CLIENTS"), func(w owed) string { return w.Client }},
	} {
		if rows := t.countOwed(list.title, s.owed, list.of); len(rows) > 2 {
			fmt.Fprintln(&b)
			_ = table(&b, rows) // into memory
		}
	}
	t.tellHeld(&b, s)
	o.tellMailboxes(&b, t, s)
	_, err := io.WriteString(w, b.String())
	return err
}

// listOwed lists what is owed in groups, each thing with its code.
func (t tongue) listOwed(b *strings.Builder, list []owed, names map[string]string) {
	var group urgency
	for i, w := range list {
		if w.Urgency != group {
			n := i
			for n < len(list) && list[n].Urgency == w.Urgency {
				n++
			}
			if group = w.Urgency; i > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(b, "%s: %d\n", strings.ToUpper(t.heading(group)), n-i)
		}
		who := w.Client
		if c := firstOf(w.Contact.Name, w.Contact.Mail); c != "" {
			who += ", " + c
		}
		fmt.Fprintf(b, "  %s  %s → %s: %s\n", w.Code, who, firstOf(names[w.Manager], w.Manager), short(w.Subject, 60))
		if len(w.Quotes) > 0 {
			fmt.Fprintf(b, "          «%s»\n", short(w.Quotes[0], 100))
		}
		fmt.Fprintf(b, "          %s\n", t.tell(w))
	}
}

// countOwed counts what is owed by urgency, for each manager or client, in the order of their most urgent thing.
func (t tongue) countOwed(title string, list []owed, of func(owed) string) [][]string {
	head := []string{title}
	var columns []urgency
	for _, u := range urgencies {
		if slices.ContainsFunc(list, func(w owed) bool { return w.Urgency == u }) {
			columns, head = append(columns, u), append(head, strings.ToUpper(t.heading(u)))
		}
	}
	rows := [][]string{head}
	count := map[string]map[urgency]int{}
	var order []string
	for _, w := range list {
		who := of(w)
		if count[who] == nil {
			count[who], order = map[urgency]int{}, append(order, who)
		}
		count[who][w.Urgency]++
	}
	for _, who := range order {
		row := []string{short(who, 32)}
		for _, u := range columns {
			row = append(row, fmt.Sprint(count[who][u]))
		}
		rows = append(rows, row)
	}
	return rows
}

// tellHeld tells which letters people hold back, and that the list above may not know yet what they ruled.
func (t tongue) tellHeld(b *strings.Builder, s *status) {
	for i, h := range s.Held {
		if i == 0 {
			b.WriteByte('\n')
		}
		what := t.say("Клиентам ничего не отправляется", "Nothing is sent to any client")
		if h.Client != "" {
			what = fmt.Sprintf(t.say("Клиенту «%s» ничего не отправляется", "Nothing is sent to %s"), h.Client)
		}
		if h.Until != nil {
			what += t.say(", начнётся снова: ", " until ") + t.moment(*h.Until)
		}
		fmt.Fprintf(b, t.say("%s. Так решено: %s, %s%s. Отменить: vernus rule undo %d\n", "%s. Ruled by %s, %s%s. To take it back: vernus rule undo %d\n"),
			what, h.By, t.moment(h.At), reasonGiven(h.Why), h.Ruling)
	}
	if s.Unheeded > 0 {
		fmt.Fprintf(b, "\n%s\n", t.say("Решения после последнего обхода, которых этот список ещё не учитывает: ", "Rulings since the last round, which this list does not know yet: ")+fmt.Sprint(s.Unheeded))
	}
}

// tellMailboxes tells how reading and sending go.
func (o *opened) tellMailboxes(b *strings.Builder, t tongue, s *status) {
	if len(s.Mailboxes) > 0 {
		rows := [][]string{{t.say("ЯЩИК", "MAILBOX"), t.say("ПРОЧИТАН", "READ"), ""}}
		for _, m := range s.Mailboxes {
			read, trouble := t.say("ещё ни разу", "never"), m.Error
			if m.Read != nil {
				read = t.moment(*m.Read)
			}
			if m.Error != "" && m.Failing != nil {
				trouble = t.say("не читается, начиная с: ", "failing since ") + t.moment(*m.Failing) + ": " + m.Error
			}
			rows = append(rows, []string{m.Address, read, trouble})
		}
		fmt.Fprintln(b)
		_ = table(b, rows) // into memory
	}
	var parts []string
	for _, p := range waiting {
		if n := s.Outbox[string(p)]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", t.phase(p), n))
		}
	}
	if len(parts) > 0 {
		fmt.Fprintf(b, "\n%s: %s\n", t.say("Письма Vernus", "Letters of Vernus"), strings.Join(parts, ", "))
	}
	for i, m := range s.Malformed {
		if i == 0 {
			fmt.Fprintf(b, "\n%s\n", t.say("Приглашения, которые не удалось понять:", "Invitations that could not be understood:"))
		}
		fmt.Fprintf(b, "  %s, %s: %s (%s)\n", t.moment(m.At), m.From, short(m.Subject, 60), short(m.Error, 100))
	}
	if s.Quarantined > 0 {
		fmt.Fprintf(b, "\n%s\n", t.say("Не удалось разобрать: ", "Could not be read: ")+t.count(s.Quarantined, "письмо", "письма", "писем", "letter", "letters"))
	}
}

// phase is where a letter of the outbox stands.
func (t tongue) phase(p letters.Phase) string {
	switch p {
	case letters.Proposed:
		return t.say("ждут «да»", "proposed")
	case letters.Queued:
		return t.say("ждут отправки", "queued")
	case letters.Begun, letters.Transmitting:
		return t.say("отправляются", "being sent")
	case letters.Uncertain:
		return t.say("неизвестно, дошли ли", "of uncertain fate")
	case letters.Failed:
		return t.say("не ушли", "failed")
	case letters.Sent:
		return t.say("ушли", "sent")
	}
	return t.say("отозваны", "withdrawn")
}

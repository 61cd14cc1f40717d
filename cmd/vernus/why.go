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
	"vernus/rules"
	"vernus/rules/worktime"
	"vernus/store"
)

func newWhyCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "why ID|CODE|MESSAGE-ID",
		Short: "Why something is owed, or not; why a letter was written, or not",
		Long: `Given a code (from status, a notice or vernus outbox) or the number of a letter of the outbox, why tells the words that
it rests on, the rule, the clock step by step with holidays and absences, the rulings that took part, and what was
written for it when. Given the Message-ID of a letter, it tells what was read in it, what became of what it asks and
promises, what it settled itself, what is owed because of it, which letters were written, and why others were not.`,
		Example: "  vernus why k7mq2x\n  vernus why 42\n  vernus why '<CAJx3@mail.client.example>'",
		Args:    arguments(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.with(cmd.Context(), func(db *opened) error {
				w, err := db.why(cmd.Context(), args[0], a.now())
				if err != nil {
					return err
				}
				if a.json {
					return a.print(w)
				}
				return a.showWhy(db, w)
			})
		},
	}
}

// why is everything known about a letter, or about something that is owed.
type why struct {
	MessageID string         `json:"message_id,omitempty"`
	Letter    *whyLetter     `json:"letter,omitempty"`  // the letter asked about, when it came by mail
	State     string         `json:"state,omitempty"`   // of its conversation
	Read      []whyAct       `json:"read,omitempty"`    // what was read in it
	Items     []whyItem      `json:"items,omitempty"`   // what became of what it asks and promises
	Settled   []whyItem      `json:"settled,omitempty"` // what it settled of other letters
	Meeting   *meetingLine   `json:"meeting,omitempty"` // asked about by its code
	Findings  []whyFinding   `json:"findings"`
	Rulings   []string       `json:"rulings,omitempty"` // of people, that concern it
	Written   []outboxLetter `json:"written"`
	Held      []whyHeld      `json:"held"`
}

type whyLetter struct {
	From      string    `json:"from"`
	Subject   string    `json:"subject"`
	At        time.Time `json:"at"`
	Kind      string    `json:"kind"`
	KindWhy   string    `json:"kind_why,omitempty"`
	Direction string    `json:"direction"`
	Client    string    `json:"client,omitempty"`
	Manager   string    `json:"manager,omitempty"` // who answers for it
	Imported  bool      `json:"imported,omitempty"`
	NoReply   string    `json:"no_reply,omitempty"`
	Forged    string    `json:"forged,omitempty"`
	Orders    string    `json:"orders,omitempty"` // of an answer to a notice: what became of it
	Awaits    bool      `json:"needs_reply"`
}

type whyAct struct {
	Type string     `json:"type"`
	Text string     `json:"text"`
	Due  *time.Time `json:"due,omitempty"`
	Rule string     `json:"rule"`
}

type whyItem struct {
	Type     string     `json:"type"`
	Text     string     `json:"text"`
	Letter   string     `json:"message_id"`
	Due      *time.Time `json:"due,omitempty"`
	Repeated int        `json:"asked_again,omitempty"`
	Closed   *time.Time `json:"closed,omitempty"`
	By       string     `json:"closed_by,omitempty"`
	Why      string     `json:"why,omitempty"`
	Outcome  string     `json:"outcome,omitempty"` // of a promise of ours
}

type whyFinding struct {
	Code       string     `json:"code"`
	Rule       string     `json:"rule"`
	Kind       string     `json:"kind"`
	Stage      int        `json:"stage"`
	Client     string     `json:"client"`
	Manager    string     `json:"manager"`
	Subject    string     `json:"subject"`
	Since      time.Time  `json:"since"`
	Due        *time.Time `json:"due,omitempty"`
	Because    string     `json:"because"`
	Quotes     []string   `json:"quotes"`
	Derivation []string   `json:"derivation"`
}

type whyHeld struct {
	At     time.Time  `json:"at"`
	Kind   string     `json:"kind"`
	Reason string     `json:"reason"`
	Words  string     `json:"words"`
	Detail string     `json:"detail,omitempty"`
	Again  *time.Time `json:"look_again,omitempty"`
}

// why gathers what is known about what people name by a Message-ID, a number or a code.
func (o *opened) why(ctx context.Context, ref string, now time.Time) (*why, error) {
	id := strings.Trim(strings.TrimSpace(ref), "<>")
	if strings.Contains(id, "@") {
		return o.whyMessage(ctx, id, now)
	}
	rows, found, err := o.ByCode(ctx, id)
	if err == nil {
		if m, merr := o.meeting(ctx, id, now); merr != nil || m != nil {
			return o.whyMeeting(ctx, m, found, now, merr)
		}
	}
	_, notNumber := strconv.ParseInt(id, 10, 64)
	switch {
	case err != nil:
		return nil, err
	case len(rows)+len(found) == 0 && notNumber == nil:
		return o.whyWritten(ctx, id, now)
	case len(rows)+len(found) == 0:
		return nil, fmt.Errorf("nothing is called %q: codes stand in notices, in `vernus status` and in `vernus outbox list --all`, and what is "+
			"settled has none any more; a letter is named by its Message-ID, which `vernus search` shows", ref)
	case len(rows) > 1 || len(found) > 0 && len(rows) > 0:
		return nil, fmt.Errorf("%q stands for several things; name a letter of the outbox by its number (`vernus outbox list --all`), or another one by its Message-ID", ref)
	case len(rows) == 1:
		return o.whyWritten(ctx, strconv.FormatInt(rows[0].ID, 10), now)
	}
	return o.whyOwed(ctx, found[0], now)
}

// whyMessage tells about a letter by its Message-ID.
func (o *opened) whyMessage(ctx context.Context, id string, now time.Time) (*why, error) {
	conversation, err := o.ConversationOf(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("no letter with the Message-ID %s is known; `vernus search` finds letters by their words", id)
	}
	if err != nil {
		return nil, err
	}
	w := newWhy(id)
	if conversation == 0 { // a notice, or a letter about a client as a whole
		return w, o.addWritten(ctx, w, id)
	}
	m, err := o.Matter(ctx, conversation)
	if err != nil {
		return nil, err
	}
	team, err := o.teamAt(ctx, now)
	if err != nil {
		return nil, err
	}
	ledger := rules.Resolve(m.Conversation.Conversation, now)
	w.State = string(ledger.State)
	w.letter(m.Conversation.Conversation, id, team)
	if err := o.whyOrders(ctx, w, id); err != nil {
		return nil, err
	}
	w.items(&ledger, id, now, team.Calendar.Location())
	duties := map[string]bool{}
	for _, f := range m.Findings {
		if f.MessageID == id || slices.Contains(f.Letters, id) {
			w.finding(f, team, now)
			duties[f.Key] = true
		}
	}
	w.rulings(m.Conversation.Rulings, id, now, o.zone)
	w.matter(m, func(duty string) bool { return duties[duty] || strings.Contains(duty, id) }, id)
	return w, nil
}

// whyOrders tells what became of the orders in a letter that answers a notice.
func (o *opened) whyOrders(ctx context.Context, w *why, id string) error {
	done, outcome, err := o.AnswerOutcome(ctx, id)
	if errors.Is(err, store.ErrNotFound) || w.Letter == nil {
		return nil
	}
	if w.Letter.Orders = outcome; done.IsZero() {
		w.Letter.Orders = "waits for the proof that its sender wrote it: his copy in Sent"
	}
	return err
}

// addWritten adds a letter of ours that stands in no conversation.
func (o *opened) addWritten(ctx context.Context, w *why, id string) error {
	rows, err := o.Outbox(ctx, store.OutboxFilter{MessageID: id})
	for _, r := range rows {
		w.Written = append(w.Written, outboxOf(r))
	}
	return err
}

// whyWritten tells about a letter of the outbox, and what it was written for.
func (o *opened) whyWritten(ctx context.Context, number string, now time.Time) (*why, error) {
	r, story, err := o.letter(ctx, number)
	if err != nil {
		return nil, err
	}
	l := outboxOf(r)
	for _, s := range story {
		l.Story = append(l.Story, outboxAttempt{s.At, s.Phase, s.Response})
	}
	w := newWhy(r.InReplyTo)
	w.Written = append(w.Written, l)
	m, err := o.matterOf(ctx, r.Conversation, r.Client)
	if err != nil {
		return nil, err
	}
	team, err := o.teamAt(ctx, now)
	if err != nil {
		return nil, err
	}
	duties := map[string]bool{r.Duty: true}
	for _, written := range m.Conversation.Written {
		if written.MessageID == r.MessageID && r.MessageID != "" {
			duties[written.Duty] = true
		}
	}
	for _, f := range m.Findings {
		if duties[f.Key] {
			w.finding(f, team, now)
		}
	}
	w.rulings(m.Conversation.Rulings, r.InReplyTo, now, o.zone)
	return w, nil
}

// whyOwed tells about something that is owed.
func (o *opened) whyOwed(ctx context.Context, f rules.Finding, now time.Time) (*why, error) {
	w := newWhy(f.MessageID)
	m, err := o.matterOf(ctx, f.Conversation, f.Client)
	if err != nil {
		return nil, err
	}
	team, err := o.teamAt(ctx, now)
	if err != nil {
		return nil, err
	}
	w.State = m.Conversation.State
	w.finding(f, team, now)
	duties := map[string]bool{f.Key: true}
	for _, other := range m.Findings { // what calls for letters about the same: an acknowledgement, a reminder
		if other.Key != f.Key && slices.Equal(other.Letters, f.Letters) {
			w.finding(other, team, now)
			duties[other.Key] = true
		}
	}
	w.rulings(m.Conversation.Rulings, f.MessageID, now, o.zone)
	w.matter(m, func(duty string) bool { return duties[duty] }, "")
	return w, nil
}

// matterOf is a conversation, or what concerns a client as a whole where there is none.
func (o *opened) matterOf(ctx context.Context, conversation int64, client string) (store.Matter, error) {
	if conversation != 0 {
		return o.Matter(ctx, conversation)
	}
	m, err := o.MatterOf(ctx, client)
	if err == nil && client != "" {
		m.Conversation.Rulings, err = o.Rulings(ctx, store.RulingFilter{Client: client})
	}
	return m, err
}

func newWhy(id string) *why {
	return &why{MessageID: id, Findings: []whyFinding{}, Written: []outboxLetter{}, Held: []whyHeld{}}
}

// letter adds a letter that came by mail, and what was read in it.
func (w *why) letter(c rules.Conversation, id string, team *rules.Team) {
	i := slices.IndexFunc(c.Entries, func(e rules.Entry) bool { return e.ID == id })
	if i < 0 {
		return
	}
	e := c.Entries[i]
	w.Letter = &whyLetter{
		From: person(e.From), Subject: e.Subject, At: e.At, Kind: string(e.Kind), KindWhy: e.KindWhy, Direction: string(e.Direction), Client: e.Client,
		Imported: e.Imported, NoReply: e.NoReply, Forged: e.Forged, Awaits: e.Reading.NeedsReply,
	}
	if e.Client != "" && e.Direction == mailbox.Incoming {
		w.Letter.Manager = rules.Owner(c, id, team.Directory)
	}
	for _, act := range e.Reading.Acts {
		w.Read = append(w.Read, whyAct{string(act.Type), act.Text, given(act.Due), act.Rule})
	}
}

// items adds what became of what a letter asks and promises, and what of other letters it settled.
func (w *why) items(l *rules.Ledger, id string, now time.Time, zone *time.Location) {
	add := func(letter, by string, it whyItem) {
		switch id {
		case letter:
			w.Items = append(w.Items, it)
		case by:
			w.Settled = append(w.Settled, it)
		}
	}
	for _, list := range [][]rules.Item{l.Asked, l.Wanted} {
		for _, i := range list {
			add(i.Letter, i.ClosedBy, whyItem{Type: string(i.Type), Text: i.Text, Letter: i.Letter, Repeated: i.Repeated, Closed: given(i.Closed), By: i.ClosedBy, Why: i.Why})
		}
	}
	for _, c := range l.Promised {
		add(c.Letter, c.ClosedBy, whyItem{Type: "promise", Text: c.Text, Letter: c.Letter, Due: given(c.Due), Closed: given(c.Closed), By: c.ClosedBy, Why: c.Why,
			Outcome: string(c.Outcome(now, zone))})
	}
	for _, c := range l.Theirs {
		add(c.Letter, c.ClosedBy, whyItem{Type: "promise", Text: c.Text, Letter: c.Letter, Due: given(c.Due), Closed: given(c.Closed), By: c.ClosedBy, Why: c.Why})
	}
}

// finding adds something that is owed, with its clock up to now.
func (w *why) finding(f rules.Finding, team *rules.Team, now time.Time) {
	derivation := append([]string{}, f.Derivation...)
	if f.Kind == rules.Unanswered {
		derivation = append(derivation, clockNow(f, team.CalendarOf(f.Manager), now)...)
	}
	w.Findings = append(w.Findings, whyFinding{letters.Short(f.Key), f.Rule, string(f.Kind), f.Stage, f.Client, f.Manager, f.Subject, f.Since, given(f.Due), f.Because,
		append([]string{}, f.Quotes...), derivation})
}

// rulings adds what people ruled about a letter, and what else may have taken part.
func (w *why) rulings(all []rules.Ruling, id string, now time.Time, zone *time.Location) {
	for _, r := range all {
		about := r.Letter == id || r.Letter == "" && r.Covers(now)
		if about && r.Stands(now) {
			w.Rulings = append(w.Rulings, fmt.Sprintf("%s: %s", r.Name(), r.Sentence(zone)))
		}
	}
}

// matter adds the letters that were written for some duties, or are the one with an id, and why others were not.
func (w *why) matter(m store.Matter, of func(duty string) bool, id string) {
	written := map[string]bool{}
	for _, l := range m.Conversation.Written {
		if of(l.Duty) {
			written[l.MessageID] = true
		}
	}
	for _, r := range m.Written {
		if of(r.Duty) || written[r.MessageID] || id != "" && (r.InReplyTo == id || r.MessageID == id) {
			w.Written = append(w.Written, outboxOf(r))
		}
	}
	for _, h := range m.Held {
		if of(h.Duty) {
			w.Held = append(w.Held, whyHeld{h.At, string(h.Kind), string(h.Reason), h.Reason.Words("en"), h.Detail, given(h.Again)})
		}
	}
}

// clockNow goes on with the clock of a question from the end of the standard to now, or says how much is left.
func clockNow(f rules.Finding, cal *worktime.Calendar, now time.Time) []string {
	if !now.After(f.Due) {
		return []string{fmt.Sprintf("now %s of it are gone, %s are left", letters.Span("en", cal.Between(f.Since, now), cal.DayLength()), letters.Span("en", cal.Between(now, f.Due), cal.DayLength()))}
	}
	const shown = 6 // at either end of a clock that has run for weeks
	var lines []string
	steps := cal.Trace(f.Due, now)
	for i, s := range steps {
		switch left := len(steps) - 2*shown; {
		case left <= 1 || i < shown || i >= len(steps)-shown:
			lines = append(lines, s.String())
		case i == shown:
			lines = append(lines, fmt.Sprintf("… and so on, %d steps", left))
		}
	}
	return append(lines, fmt.Sprintf("now it is %s late", letters.Span("en", cal.Between(f.Due, now), cal.DayLength())))
}

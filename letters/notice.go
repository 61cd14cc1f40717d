package letters

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/worktime"
)

// nudge tells managers what waits for them: one notice for all that is new for a manager in this round (A8). Who gets
// the letter to the client to look at needs no other notice about it.
func (r *round) nudge(duties []duty) {
	groups := newGroups()
	for _, d := range duties {
		if planOf(*d.Finding).client != "" && r.written(Suggestion, d) {
			continue
		}
		m, known := r.p.manager(d.Manager)
		if !known {
			r.hold(Nudge, d, waits(ReasonNotClient, time.Time{}, "%s is no configured manager", d.Manager))
			continue
		}
		if v := r.mayNotify(Nudge, d, m.Calendar); v.Action != Go {
			r.hold(Nudge, d, v)
			continue
		}
		groups.add(r.p.readerManager(m), d)
	}
	r.notify(Nudge, groups)
}

// escalate tells leads what their managers have not answered (A8), and others where a client's matters go to them (C4).
func (r *round) escalate(duties []duty) {
	groups := newGroups()
	for _, d := range duties {
		to, ok := r.p.escalatesTo(*d.Finding)
		if !ok {
			r.hold(Escalation, d, waits(ReasonNoLead, time.Time{}, "%s", d.Manager))
			continue
		}
		if v := r.mayNotify(Escalation, d, to.Calendar); v.Action != Go {
			r.hold(Escalation, d, v)
			continue
		}
		groups.add(to, d)
	}
	r.notify(Escalation, groups)
}

// escalatesTo is who is told of a finding that is not only the manager's: whom it names, else the manager's lead.
func (p Policy) escalatesTo(f rules.Finding) (reader, bool) {
	for _, address := range f.Readers {
		if l, ok := p.lead(address); ok {
			return p.readerLead(l), true
		}
		if m, ok := p.manager(address); ok {
			return p.readerManager(m), true
		}
	}
	m, _ := p.manager(f.Manager)
	l, ok := p.lead(m.Lead)
	return p.readerLead(l), ok
}

// mayNotify decides whether a notice about a duty goes out now.
func (r *round) mayNotify(kind Kind, d duty, c *worktime.Calendar) Verdict {
	switch {
	case r.written(kind, d):
		return waits(ReasonWritten, time.Time{}, "%s", keyOf(kind, d.Stage, d.Key))
	case r.p.Modes[kind] == Off:
		return waits(ReasonOff, time.Time{}, "%s", kind)
	case r.now.Before(d.ActAt):
		return waits(ReasonNotYet, d.ActAt, "%s", d.ActAt.Format(time.RFC3339))
	}
	if v := putOff(d, r.now); v.Action != Go {
		return v
	}
	return hours(c, r.now)
}

// hours lets letters out only while their reader, or the one in whose name they go, is at work.
func hours(c *worktime.Calendar, now time.Time) Verdict {
	if c.IsOpen(now) {
		return goes()
	}
	opening, err := c.Opening(now)
	if err != nil {
		return waits(ReasonHours, time.Time{}, "%s", err)
	}
	return waits(ReasonHours, opening, "%s", opening.Format(time.RFC3339))
}

// groups are duties by the reader of the notice about them, in the order of the most urgent.
type groups struct {
	readers []reader
	duties  map[string][]duty
}

func newGroups() *groups { return &groups{duties: map[string][]duty{}} }

func (g *groups) add(to reader, d duty) {
	if _, ok := g.duties[to.Address]; !ok {
		g.readers = append(g.readers, to)
	}
	g.duties[to.Address] = append(g.duties[to.Address], d)
}

func (r *round) notify(kind Kind, g *groups) {
	for _, to := range g.readers {
		duties := r.distinct(kind, g.duties[to.Address])
		size := 1
		if r.p.Bundle {
			size = len(duties)
		}
		for part := range slices.Chunk(duties, size) {
			r.notifyOf(kind, to, part)
		}
	}
}

// notifyOf writes one notice about some duties.
func (r *round) notifyOf(kind Kind, to reader, duties []duty) {
	l, err := r.notice(kind, to, duties)
	if err == nil {
		r.write(l)
		return
	}
	for _, d := range duties {
		r.hold(kind, d, waits(ReasonTemplate, time.Time{}, "%s", err))
	}
}

// distinct leaves out duties that stand in the list twice.
func (r *round) distinct(kind Kind, duties []duty) []duty {
	seen := map[string]bool{}
	return slices.DeleteFunc(duties, func(d duty) bool {
		key := coverOf(kind, *d.Finding).Key
		again := seen[key]
		seen[key] = true
		return again
	})
}

// notice writes a nudge or an escalation about one or more duties.
func (r *round) notice(kind Kind, to reader, duties []duty) (Letter, error) {
	f := Fields{Stage: max(duties[0].Stage, 1)}
	l := Letter{Kind: kind, Mode: Send, Rule: duties[0].Rule, Duty: duties[0].Key, Stage: max(duties[0].Stage, 1),
		Because: duties[0].Because, Client: duties[0].Client, Manager: duties[0].Manager, NotBefore: r.now}
	for _, d := range duties {
		item, err := r.item(to, d)
		if err != nil {
			return l, err
		}
		f.Items = append(f.Items, item)
		f.Overdue, f.Mixed = f.Overdue || item.Late != "", f.Mixed || item.Words != ""
		l.Covers = append(l.Covers, coverOf(kind, *d.Finding))
		l.Quotes = append(l.Quotes, d.Quotes...)
	}
	if len(duties) == 1 {
		l.Conversation = duties[0].Conversation
	} else {
		l.Client = ""
		l.Because = fmt.Sprintf("%s; and %d more", l.Because, len(duties)-1)
	}
	l.Key = groupKey(kind, l.Covers)
	f.Rule, f.Code = l.Rule, Short(l.Key)
	return l, r.w.toColleague(r.p, &l, to, f, r.now)
}

// toColleague fills in text, sender and way of a notice, and composes it.
func (w *Writer) toColleague(p Policy, l *Letter, to reader, data any, now time.Time) error {
	if !p.Directory.Ours(to.Address) && !p.colleague(to.Address) {
		return fmt.Errorf("%s is no colleague", to.Address)
	}
	out, err := w.Templates.render(to.Language, string(l.Kind), data)
	if err != nil {
		return err
	}
	l.Subject, l.Text, l.HTML, l.Template = out.subject, out.text, out.html, out.template
	l.To = []mailbox.Address{{Name: to.Name, Mail: to.Address}}
	l.From = p.Notices
	if l.From.Name == "" {
		l.From.Name = "Vernus"
	}
	if l.From.Mail == "" {
		l.From.Mail = cmpOr(l.Manager, to.Address)
	}
	l.Via = BySMTP
	if to.Watched { // from his own address: his answer goes to himself, where it is found
		l.Via, l.Mailbox, l.From.Mail = ToInbox, to.Address, to.Address
	}
	return w.compose(l, l.Text, reasonOf(l.Rule, l.Because), now.In(to.Calendar.Location()))
}

func (p Policy) colleague(address string) bool {
	_, manager := p.manager(address)
	_, lead := p.lead(address)
	return manager || lead
}

func cmpOr(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// item tells a duty to the reader of a notice: times in his zone, spans in the working time of the manager.
func (r *round) item(to reader, d duty) (Item, error) {
	m, _ := r.p.manager(d.Manager)
	if waitsForAnswer(d.Kind) {
		return itemOf(to, m, OpenOf(*d.Finding), r.now), nil
	}
	it := Item{Manager: cmpOr(oneLine(m.Name), d.Manager), Client: d.Client, Contact: called(d.Contact), Subject: oneLine(d.Subject)}
	f := Fields{Client: d.Client, Contact: it.Contact, Subject: it.Subject, Rule: d.Rule, Stage: max(d.Stage, 1), Code: Short(d.Key)}
	d.facts(r, to.Language, to.Calendar.Location(), &f)
	out, err := r.w.Templates.render(to.Language, itemTemplate(d.Kind), f)
	it.Title, it.Words = out.subject, strings.TrimSpace(out.text)
	return it, err
}

// waitsForAnswer reports whether a finding is about a client who waits for an answer. The other kinds have each a
// template that puts them into words.
func waitsForAnswer(k rules.Kind) bool {
	return k == rules.Unanswered || k == rules.Acknowledge || k == rules.Nudge || k == rules.Escalate
}

// itemTemplate names the template of what notices say about a kind of finding.
func itemTemplate(k rules.Kind) string { return "item-" + strings.ReplaceAll(string(k), "_", "-") }

// itemOf tells what is open in the reader's words. It is late when the standard has run out, or the later time that the
// client was promised.
func itemOf(to reader, m Manager, o DigestOpen, now time.Time) Item {
	loc := to.Calendar.Location()
	cal := m.Calendar
	if cal == nil {
		cal = to.Calendar
	}
	it := Item{
		Manager: cmpOr(oneLine(m.Name), o.Manager), Client: o.Client, Contact: called(o.Contact), Subject: oneLine(o.Subject),
		Quote: excerptOf(o.Quote), Since: atTime(to.Language, o.Since.In(loc), now),
		Age: span(to.Language, cal.Between(o.Since, now), cal.DayLength()), Repeated: o.Repeated, Forged: excerptOf(o.Forged),
	}
	if due := o.deadline(); !now.Before(due) {
		it.Due = atTime(to.Language, due.In(loc), now)
		it.Late = span(to.Language, cal.Between(due, now), cal.DayLength())
	} else {
		it.Due = byTime(to.Language, due.In(loc), now)
	}
	if !o.Acknowledged.IsZero() {
		it.Acknowledged = atTime(to.Language, o.Acknowledged.In(loc), now)
	}
	if !o.ReturnBy.IsZero() {
		it.ReturnBy = byTime(to.Language, o.ReturnBy.In(loc), now)
		it.Broken = now.After(o.ReturnBy)
	}
	return it
}

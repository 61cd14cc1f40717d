package main

import (
	"fmt"
	"slices"
	"strings"
)

func (a *app) showWhy(db *opened, w *why) error {
	p := whyText{db: db}
	p.letter(w)
	p.meeting(w.Meeting)
	for i, f := range w.Findings {
		p.finding(f, w.Meeting != nil || i > 0 && slices.Equal(f.Quotes, w.Findings[0].Quotes))
	}
	if len(w.Findings) == 0 && w.Meeting == nil {
		p.printf("\nNothing is owed for it now.\n")
	}
	if len(w.Rulings) > 0 {
		p.printf("\nPeople ruled:\n")
		for _, r := range w.Rulings {
			p.printf("    %s\n", r)
		}
	}
	for _, l := range w.Written {
		p.written(l)
	}
	for _, h := range w.Held {
		p.printf("\nNot written: %s, %s (%s)", h.Kind, h.Words, strings.TrimSpace(h.Reason+" "+h.Detail))
		if h.Again != nil {
			p.printf("; looked at again %s", db.moment(*h.Again))
		}
		p.printf("\n")
	}
	_, err := fmt.Fprint(a.out, strings.TrimPrefix(p.b.String(), "\n"))
	return err
}

// whyText is a why on its way to a person.
type whyText struct {
	db *opened
	b  strings.Builder
}

func (p *whyText) printf(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *whyText) letter(w *why) {
	l := w.Letter
	if l == nil {
		return
	}
	p.printf("%s, %s\n%s: %s\n", p.db.moment(l.At), l.From, l.Direction, l.Subject)
	lines := [][]string{{"kind", strings.TrimSuffix(l.Kind+": "+l.KindWhy, ": ")}, {"client", firstOf(l.Client, "none, so nothing is ever owed")}, {"conversation", w.State}}
	if l.Manager != "" {
		lines = append(lines, []string{"answers for it", l.Manager})
	}
	if l.Imported {
		lines = append(lines, []string{"imported", "it came before Vernus watched; it is shown, and causes no letter to the client"})
	}
	for _, no := range [][]string{{"no answer", l.NoReply}, {"forged", l.Forged}, {"as an order", l.Orders}} {
		if no[1] != "" {
			lines = append(lines, no)
		}
	}
	awaits := "no answer"
	if l.Awaits {
		awaits = "an answer"
	}
	_ = table(&p.b, append(lines, []string{"awaits", awaits})) // into memory
	for _, act := range w.Read {
		p.printf("\nread: %s «%s», by %s", act.Type, short(act.Text, 100), act.Rule)
		if act.Due != nil {
			p.printf(", for %s", p.db.moment(*act.Due))
		}
	}
	if len(w.Read) > 0 {
		p.printf("\n")
	}
	for _, i := range w.Items {
		p.printf("\n%s: «%s»\n    %s\n", i.Type, short(i.Text, 100), p.fate(i))
	}
	for _, i := range w.Settled {
		p.printf("\nsettled: %s «%s» of %s\n    %s\n", i.Type, short(i.Text, 100), i.Letter, i.Why)
	}
}

// fate says what became of what was asked or promised.
func (p *whyText) fate(i whyItem) string {
	var parts []string
	if i.Due != nil {
		parts = append(parts, "for "+p.db.moment(*i.Due))
	}
	if i.Closed == nil {
		parts = append(parts, firstOf(i.Outcome, "open"))
	} else {
		state := "closed " + p.db.moment(*i.Closed) + " by " + i.By + ": " + i.Why
		if i.Outcome != "" {
			state = i.Outcome + ", " + state
		}
		parts = append(parts, state)
	}
	if i.Repeated > 0 {
		parts = append(parts, fmt.Sprintf("asked again %d×", i.Repeated))
	}
	return strings.Join(parts, "; ")
}

// finding tells of something that is owed. What rests on the same words as the first has its clock too, which is not
// told again.
func (p *whyText) finding(f whyFinding, told bool) {
	p.printf("\n%s %s, stage %d (%s): %s\n", f.Rule, f.Kind, max(f.Stage, 1), f.Code, f.Because)
	if told {
		return
	}
	p.printf("    %s, answered for by %s: %s\n", f.Client, f.Manager, short(f.Subject, 80))
	for _, q := range f.Quotes {
		p.printf("    «%s»\n", short(q, 100))
	}
	for _, d := range f.Derivation {
		p.printf("    %s\n", d)
	}
}

func (p *whyText) written(l outboxLetter) {
	p.printf("\nLetter %d (%s), %s to %s: %s\n    %s: %s\n", l.ID, l.Code, l.Kind, strings.Join(l.To, ", "), l.Phase, l.Rule, l.Because)
	for _, q := range l.Quotes {
		p.printf("    «%s»\n", short(q, 100))
	}
	if len(l.Story) == 0 {
		p.printf("    written %s", p.db.moment(l.Created))
		if l.SentAt != nil {
			p.printf(", left %s", p.db.moment(*l.SentAt))
		}
		p.printf("\n")
	}
	for _, s := range l.Story {
		p.printf("    %s  %s  %s\n", p.db.moment(s.At), s.Phase, s.Response)
	}
}

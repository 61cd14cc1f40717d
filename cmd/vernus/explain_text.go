package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
)

// write prints an explanation for a person: who wrote to whom, the new text with its acts marked in place, each act with
// its rule and how its due time came about, and what was cut off.
func (x *explanation) write(w io.Writer, file string, colour bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n  from %s, %s, %s (%s)\n  subject: %s\n", file, x.From, x.Date, x.Kind, x.Direction, x.Subject)
	for _, line := range []struct{ name, text string }{
		{"client", x.Client}, {"kind by", x.KindWhy}, {"back", strings.TrimSuffix(x.Returns, "T00:00:00"+zoneOf(x.Returns))}, {"no automatic answer", x.NoReply}, {"perhaps forged", x.Forged},
	} {
		if line.text != "" {
			fmt.Fprintf(&b, "  %s: %s\n", line.name, line.text)
		}
	}
	x.Invite.write(&b)
	if x.Minutes != "" {
		fmt.Fprintf(&b, "  report of a meeting: %s\n", x.Minutes)
	}
	b.WriteString("  newly written:\n" + indent(markActs(x.NewText, x.Acts, colour)))
	if x.Unsure {
		b.WriteString("  where the new text ends is not certain\n")
	}
	for i, act := range x.Acts {
		act.write(&b, i+1)
	}
	for _, c := range x.Cut {
		if c.Rule == ruleLearned {
			fmt.Fprintf(&b, "  cut off: the last lines that %s sends under every letter: «%s»\n", x.From, shorten(c.Text, 70))
			continue
		}
		fmt.Fprintf(&b, "  cut off as %s (%s): «%s»\n", c.Why, c.Rule, shorten(c.Text, 70))
	}
	if x.NeedsReply {
		b.WriteString("  awaits an answer\n\n")
	} else {
		b.WriteString("  awaits no answer\n\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// zoneOf is the offset at the end of an RFC 3339 time.
func zoneOf(t string) string { return t[min(len(t), len("2006-01-02T15:04:05")):] }

// write is the line of an act, and one of its due time.
func (a *explainedAct) write(b *strings.Builder, n int) {
	fmt.Fprintf(b, "  %s %d: found by %s", a.Type, n, a.Rule)
	if a.Chaser {
		b.WriteString(", asks again")
	}
	if a.Urgent {
		b.WriteString(", urgent")
	}
	b.WriteByte('\n')
	switch {
	case a.Derived != "":
		fmt.Fprintf(b, "    due: %s\n", a.Derived)
	case a.Due != nil:
		fmt.Fprintf(b, "    due: %s (%s)\n", *a.Due, a.Precision)
	}
}

// place is where acts begin and end in a text; acts of the same words share it.
type place struct {
	start, end int
	label      string
}

// markActs sets marks around the words of every act: «Когда макет?»‹question 1›. On a terminal colour takes the place
// of the quotation marks.
func markActs(text string, acts []explainedAct, colour bool) string {
	open, end, label := "«", "»", "‹%s›"
	if colour {
		open, end, label = "\x1b[1;36m", "\x1b[0m", "\x1b[2m‹%s›\x1b[0m"
	}
	type edge struct {
		at, order int
		text      string
	}
	var edges []edge
	for _, m := range marksOf(acts) {
		edges = append(edges, edge{m.start, -m.end, open}, edge{m.end, m.start - len(text) - 1, end + fmt.Sprintf(label, m.label)})
	}
	slices.SortStableFunc(edges, func(a, b edge) int {
		closingA, closingB := strings.HasPrefix(a.text, end), strings.HasPrefix(b.text, end)
		switch {
		case a.at != b.at:
			return cmp.Compare(a.at, b.at)
		case closingA != closingB: // what ends here ends before anything begins
			if closingA {
				return -1
			}
			return 1
		case closingA:
			return cmp.Compare(b.order, a.order) // the inner one ends first
		}
		return cmp.Compare(a.order, b.order) // the outer one begins first
	})
	var b strings.Builder
	at := 0
	for _, e := range edges {
		b.WriteString(text[at:e.at] + e.text)
		at = e.at
	}
	return b.String() + text[at:]
}

// marksOf are the pieces of text that acts are about.
func marksOf(acts []explainedAct) (list []place) {
	for i, a := range acts {
		m := place{a.start, a.start + len(a.Text), fmt.Sprintf("%s %d", a.Type, i+1)}
		same := slices.IndexFunc(list, func(o place) bool { return o.start == m.start && o.end == m.end })
		if same < 0 {
			list = append(list, m)
			continue
		}
		list[same].label += ", " + m.label
	}
	return list
}

// indent sets a text in, without leaving blanks on empty lines.
func indent(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		if line != "" {
			b.WriteString("    " + line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

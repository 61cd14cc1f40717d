package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"vernus/rules"
	"vernus/rules/reading"
)

// largestNotes is more than anybody notes at a meeting; a transcript is larger.
const largestNotes = 64 << 10

// notesCommand makes the ruling that tells what was agreed at a meeting.
func (r *ruler) notesCommand() *cobra.Command {
	return r.command("notes MEETING [FILE]", "What was agreed at a meeting, of which its report is made",
		"The notes stand in a file, in any shape; without one they are read from standard input, and a few words go with --why instead.\n"+
			"Days such as \"tomorrow\" count from now. Notes given anew, whole, take the place of those before.", "k7mq2x notes.txt", 1,
		func(ctx context.Context, db *opened, args []string) (rules.Ruling, string, error) {
			m, err := db.meetingNamed(ctx, args, 2, r.now())
			if err != nil {
				return rules.Ruling{}, "", err
			}
			if err := db.notable(m, r.now()); err != nil {
				return rules.Ruling{}, "", err
			}
			ruling := rules.Ruling{Kind: rules.Noted, Client: m.client, Words: m.UID, From: m.Start, At: r.now(), By: firstOf(r.by, r.account())}
			if ruling.Why, err = r.notes(args[1:]); err != nil {
				return rules.Ruling{}, "", err
			}
			team, err := db.teamAt(ctx, r.now())
			if err != nil {
				return rules.Ruling{}, "", err
			}
			n := rules.NotesOf(&m.Meeting, &ruling, team, m.Manager)
			if len(n.Points)+len(n.Next) == 0 {
				return rules.Ruling{}, "", usage("nothing in the notes could stand in a report: %s", quote(ruling.Why))
			}
			return ruling, "The report of " + db.meetingWords(m) + ", is made of these notes:\n" + db.understood(n), nil
		})
}

// notable is why nothing can be made of notes of a meeting; nil when it can.
func (o *opened) notable(m clientMeeting, now time.Time) error {
	switch {
	case m.Report != nil:
		return fmt.Errorf("%s, has its report, %s of %s; what it lacks is for a letter to the client", o.meetingWords(m), quote(m.Report.Subject), o.moment(m.Report.At))
	case !m.Start.Before(now):
		return fmt.Errorf("%s, has not begun; name the meeting that the notes are of, `vernus meetings` lists them", o.meetingWords(m))
	}
	return nil
}

// notes reads the notes of a meeting where the arguments after it say they are.
func (r *ruler) notes(args []string) (string, error) {
	name, in := "standard input", r.in
	switch {
	case len(args) > 0 && r.why != "":
		return "", usage("the notes stand in %s or in --why; give one of the two", args[0])
	case r.why != "":
		name, in = "--why", strings.NewReader(r.why)
	case len(args) > 0 && args[0] != "-":
		f, err := os.Open(args[0])
		if err != nil {
			return "", usage("the notes cannot be read: %v", err)
		}
		defer f.Close()
		name, in = args[0], f
	case terminal(r.in):
		fmt.Fprintln(r.err, "Write the notes, and end with Ctrl-D in a line of its own:")
	}
	data, err := io.ReadAll(io.LimitReader(in, largestNotes+1))
	if err != nil {
		return "", fmt.Errorf("read the notes from %s: %w", name, err)
	}
	text := strings.TrimSpace(strings.TrimPrefix(string(data), "\ufeff"))
	switch {
	case len(data) > largestNotes:
		return "", usage("%s holds more than %d KiB, too much for notes of a meeting; give what was agreed, not all that was said", name, largestNotes>>10)
	case !utf8.ValidString(text) || strings.Contains(text, "\x00"):
		return "", usage("%s is no text in UTF-8; save the notes as plain text in UTF-8", name)
	case text == "":
		return "", usage("there are no notes in %s; write what was agreed, or say with `vernus rule no-report` that no report is owed", name)
	}
	return text, nil
}

// understood lists what was read of notes, a point a line, as the report will have it.
func (o *opened) understood(n reading.Notes) string {
	var b strings.Builder
	for i, p := range append(n.Points, n.Next...) {
		whose := map[reading.Side]string{reading.Agreed: "agreed", reading.Ours: "on us", reading.Theirs: "on the client"}[p.Side]
		if i >= len(n.Points) {
			whose = "next step"
		}
		fmt.Fprintf(&b, "  %s: %s", whose, short(p.WithoutDate(), 80))
		if p.Owner != "" {
			b.WriteString(" — " + p.Owner)
		}
		if !p.Due.IsZero() {
			b.WriteString(", " + p.Due.In(o.zone).Format("Mon 2 Jan"))
		}
		b.WriteString("\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

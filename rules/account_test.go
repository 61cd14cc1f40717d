package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// TestAccounts walks through the files of testdata that have a section "account": their letters are all that there is with
// a client, each begins a conversation unless it answers another, and each section "at TIME" tells what is owed to him as
// a whole at that moment. The section "account" says what the config says of him.
func TestAccounts(t *testing.T) {
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if section(ar, "account") == nil {
			continue
		}
		n++
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar"), func(t *testing.T) {
			team := agency(t)
			a := account(t, ar, team)
			for i, f := range ar.Files {
				when, ok := strings.CutPrefix(f.Name, "at ")
				if !ok {
					continue
				}
				now := moment(t, team, when)
				got := tellMeetings(t, a, team, now) + tellAccount(rules.CheckAccount(decided(a, now), team.With(a.Rulings, now), now), team)
				if *update {
					ar.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("at %s (-want +got):\n%s", when, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	if n == 0 {
		t.Error("there is none")
	}
}

// section returns the file of an archive with a name, nil when there is none.
func section(ar *txtar.Archive, name string) *txtar.File {
	for i := range ar.Files {
		if ar.Files[i].Name == name {
			return &ar.Files[i]
		}
	}
	return nil
}

// account makes an account of the letters, as conversation does, and puts the client's profile into the team.
func account(t *testing.T, ar *txtar.Archive, team *rules.Team) rules.Account {
	t.Helper()
	c := conversation(t, ar, team)
	a := rules.Account{Client: c.Client, Written: c.Written, Rulings: c.Rulings, Lost: c.Lost}
	began := map[string]int64{}
	for i, e := range c.Entries {
		began[e.ID] = int64(i + 1)
		for _, id := range e.InReplyTo {
			if n := began[id]; n > 0 {
				began[e.ID] = n
			}
		}
		meetings(t, &a, e, began[e.ID], team)
		contact := e.From
		if e.Direction == mailbox.Outgoing && len(e.To) > 0 {
			contact = e.To[0]
		}
		a.Letters = append(a.Letters, rules.LineOf(e, began[e.ID], contact))
		for _, act := range e.Reading.Acts {
			if act.Type == reading.ChangeRequest && e.Direction == mailbox.Incoming {
				a.Wishes = append(a.Wishes, rules.Wish{Letter: e.ID, Conversation: began[e.ID], At: e.At, From: e.From, Text: act.Text, Imported: e.Imported})
			}
		}
	}
	team.Profiles = map[string]rules.Profile{a.Client: profile(t, ar, team)}
	return a
}

// decided adds to the wishes what was ruled about them by a moment.
func decided(a rules.Account, now time.Time) rules.Account {
	wishes := append([]rules.Wish(nil), a.Wishes...)
	for i := range wishes {
		w := &wishes[i]
		for _, r := range a.Rulings {
			if r.Kind == rules.WishDecided && r.Stands(now) && r.About(w.Letter, w.Text) {
				w.Decision, w.DecidedAt, w.DecidedBy, w.Why = r.Decision, r.At, r.By, r.Why
			}
		}
	}
	a.Wishes = wishes
	return a
}

// profile reads the section "account", or of a conversation "profile", a setting a line: "active until 2026-04-01 00:00", "chain vera@studio.example, …", and
// "occasion 2026-04-01 00:00; name; yearly; 120h; occasion; on the day", of which what follows the name may be missing.
func profile(t *testing.T, ar *txtar.Archive, team *rules.Team) rules.Profile {
	t.Helper()
	var p rules.Profile
	about := section(ar, "account")
	if about == nil {
		about = section(ar, "profile")
	}
	for line := range strings.Lines(string(about.Data)) {
		line = strings.TrimSpace(line)
		if at, ok := strings.CutPrefix(line, "active until "); ok {
			p.ActiveUntil = moment(t, team, at)
		} else if chain, ok := strings.CutPrefix(line, "chain "); ok {
			p.Chain = strings.Split(chain, ", ")
		} else if rest, ok := strings.CutPrefix(line, "occasion "); ok {
			f := append(strings.Split(rest, "; "), "", "", "", "", "")
			o := rules.Occasion{Day: moment(t, team, f[0]), Name: f[1], Yearly: f[2] == "yearly", Letter: f[4], OnDay: f[5] != ""}
			if f[3] != "" {
				var err error
				if o.Before, err = time.ParseDuration(f[3]); err != nil {
					t.Fatal(err)
				}
			}
			p.Occasions = append(p.Occasions, o)
		} else if line != "" {
			t.Fatalf("account: %q is not known", line)
		}
	}
	return p
}

// tellAccount writes a result down so that a person can judge it.
func tellAccount(r rules.AccountResult, team *rules.Team) string {
	const stamp = "Mon 2 Jan 15:04"
	loc := team.Calendar.Location()
	var b strings.Builder
	for _, f := range r.Findings {
		fmt.Fprintf(&b, "%s %s", f.Rule, f.Kind)
		if f.Stage > 0 {
			fmt.Fprintf(&b, " stage %d", f.Stage)
		}
		fmt.Fprintf(&b, " → %s, %s", f.Manager, f.Key)
		for _, part := range []struct {
			name string
			at   time.Time
		}{{"since", f.Since}, {"due", f.Due}, {"act at", f.ActAt}, {"from", f.From}, {"to", f.To}, {"put off until", f.Snoozed}} {
			if !part.at.IsZero() {
				fmt.Fprintf(&b, ", %s %s", part.name, part.at.In(loc).Format(stamp))
			}
		}
		if f.Days > 0 {
			fmt.Fprintf(&b, ", %d days", f.Days)
		}
		if f.Of > 0 {
			fmt.Fprintf(&b, ", %d of %d", f.Count, f.Of)
		} else if f.Count > 0 {
			fmt.Fprintf(&b, ", %d times", f.Count)
		}
		for _, part := range [][2]string{{"note", f.Note}, {"substitute", f.Substitute}, {"to", f.Contact.Mail}, {"in", f.Language}, {"readers", strings.Join(f.Readers, " ")}} {
			if part[1] != "" {
				fmt.Fprintf(&b, ", %s %s", part[0], part[1])
			}
		}
		if f.Imported {
			b.WriteString(", imported")
		}
		fmt.Fprintf(&b, "\n    %s\n%s", f.Because, tellGathering(f, loc))
	}
	if !r.LookAgain.IsZero() {
		fmt.Fprintf(&b, "look again: %s\n", r.LookAgain.In(loc).Format(stamp))
	}
	return b.String()
}

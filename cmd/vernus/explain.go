package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

func newExplainCommand(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "explain FILE...",
		Short: "Show what letters say, and by which rule",
		Long: `Reads letters (.eml files; "-" for standard input) and shows what Vernus makes of each: who wrote to whom,
what kind of mail it is, the newly written text with every question, request and promise marked in it,
the rule that found each and how its due time was worked out, and what was cut off and why. Of several
letters at once it also sees what a sender ends all of his with.`,
		Example: "  vernus explain letter.eml\n  vernus explain --json inbox/*.eml",
		Args:    arguments(1, -1),
		RunE: func(cmd *cobra.Command, files []string) error {
			cfg, err := a.load()
			if err != nil {
				return err
			}
			directory, team, reader := cfg.Directory(), cfg.RulesTeam(), cfg.Reader()
			failed := false
			letters, endings := readLetters(a, files)
			for i, file := range files {
				x, err := letters[i].explain(directory, team, reader, endings)
				if err != nil { // the other letters are explained all the same
					fmt.Fprintln(a.err, err)
					failed = true
					x, err = &explanation{Error: err.Error(), Acts: []explainedAct{}}, nil
				}
				if a.json {
					err = a.print(x)
				} else if x.Error == "" {
					err = x.write(a.out, file, terminal(a.out))
				}
				if err != nil {
					return err
				}
			}
			if failed {
				return errFound
			}
			return nil
		},
	}
}

// explanation is what explain prints of a letter with --json.
type explanation struct {
	MessageID  string           `json:"message_id"`
	Date       string           `json:"date"`
	From       string           `json:"from"`
	Subject    string           `json:"subject"`
	Kind       string           `json:"kind"`
	KindWhy    string           `json:"kind_why,omitempty"`
	Direction  string           `json:"direction"`
	Client     string           `json:"client,omitempty"`
	Language   string           `json:"language"`
	NewText    string           `json:"new_text"`
	Cut        []explainedCut   `json:"cut,omitempty"`
	Unsure     bool             `json:"unsure,omitempty"`
	NeedsReply bool             `json:"needs_reply"`
	NoReply    string           `json:"no_reply,omitempty"`
	Forged     string           `json:"forged,omitempty"`
	Returns    string           `json:"returns,omitempty"`
	Acts       []explainedAct   `json:"acts"`
	Invite     *explainedInvite `json:"invite"`            // null when it tells of no meeting
	Minutes    string           `json:"minutes,omitempty"` // of a letter of ours: "sure" when it is the report of a meeting, "seeming" when it has the form of one
	Error      string           `json:"error,omitempty"`
}

type explainedAct struct {
	Type      reading.Type      `json:"type"`
	Text      string            `json:"text"`
	Due       *string           `json:"due"`
	Precision reading.Precision `json:"due_precision"`
	Rule      string            `json:"rule"`
	Derived   string            `json:"derived,omitempty"` // how Due came about
	Chaser    bool              `json:"chaser,omitempty"`
	Urgent    bool              `json:"urgent,omitempty"`
	start     int               // in NewText
}

type explainedCut struct {
	Why  string `json:"why"`
	Rule string `json:"rule"`
	Text string `json:"text"`
}

// ruleLearned is the rule of a cut that several letters of one sender tell together.
const ruleLearned = "learned"

// largestLetter bounds what explain reads of a file; a letter that is longer is read as far as it goes.
const largestLetter = 64 << 20

// letterFile is a letter to be explained.
type letterFile struct {
	message *mailbox.Message
	ending  mailbox.Ending
	err     error
}

// readLetters reads files, and counts what their senders end letters with; copies of a letter count once.
func readLetters(a *app, files []string) ([]letterFile, map[store.Signature]int) {
	letters, endings, seen := make([]letterFile, len(files)), map[store.Signature]int{}, map[string]bool{}
	for i, file := range files {
		l := readLetter(a, file)
		if l.ending.Lines != "" && !seen[l.message.ID] {
			seen[l.message.ID] = true
			endings[l.signature()]++
		}
		letters[i] = l
	}
	return letters, endings
}

func readLetter(a *app, file string) (l letterFile) {
	data, err := readLetterFile(a, file)
	if err != nil {
		var path *fs.PathError
		if errors.As(err, &path) { // names the file again
			err = path.Err
		}
		return letterFile{err: fmt.Errorf("read %s: %w", file, err)}
	}
	m, err := mailbox.Parse(mailbox.Raw{Data: data, Size: int64(len(data)), Folder: file})
	if err != nil {
		return letterFile{err: fmt.Errorf("%s cannot be read as a letter: %w", file, err)}
	}
	return letterFile{message: m, ending: mailbox.EndingOf(m)}
}

func (l letterFile) signature() store.Signature {
	return store.Signature{Sender: l.message.From.Mail, Lines: l.ending.Lines}
}

// explain says what the letter says; endings tells how many of the letters end so.
func (l letterFile) explain(d *mailbox.Directory, team *rules.Team, reader *reading.Reader, endings map[store.Signature]int) (*explanation, error) {
	if l.err != nil {
		return nil, l.err
	}
	m := *l.message
	if l.ending.Lines != "" && endings[l.signature()] >= l.ending.Need {
		m.Cuts = append(slices.Clone(m.Cuts), mailbox.Cut{Text: strings.TrimSpace(m.NewText[l.ending.At:]), Why: "signature", Rule: ruleLearned})
		m.NewText = m.NewText[:l.ending.At]
	}
	return explain(&m, d, team, reader), nil
}

func explain(m *mailbox.Message, d *mailbox.Directory, team *rules.Team, reader *reading.Reader) *explanation {
	direction := d.Direction(m)
	client, _ := d.ClientOf(m)
	letter := letterOf(m, direction, d, team)
	r := reader.Read(letter)
	x := &explanation{
		Invite: explainInvite(m, letter.Calendar.Location()), Minutes: string(r.Minutes.Form),
		MessageID: m.ID, Date: m.Date.Format(time.RFC3339), From: m.From.Mail, Subject: m.Subject, Kind: string(m.Kind), KindWhy: m.KindWhy,
		Direction: string(direction), Client: client, Language: r.Language, NewText: m.NewText, Unsure: m.Unsure,
		NeedsReply: r.NeedsReply, NoReply: m.NoReply, Forged: m.Forged, Acts: []explainedAct{},
	}
	for _, c := range m.Cuts {
		x.Cut = append(x.Cut, explainedCut{Why: c.Why, Rule: c.Rule, Text: c.Text})
	}
	if !r.Returns.IsZero() {
		x.Returns = r.Returns.Format(time.RFC3339)
	}
	for _, act := range r.Acts {
		e := explainedAct{Type: act.Type, Text: act.Text, Precision: act.Precision, Rule: act.Rule, Chaser: act.Chaser, Urgent: act.Urgent,
			start: act.Start, Derived: reading.Derivation(letter, act)}
		if e.Precision == "" {
			e.Precision = reading.None
		}
		if !act.Due.IsZero() {
			due := act.Due.Format(time.RFC3339)
			e.Due = &due
		}
		x.Acts = append(x.Acts, e)
	}
	return x
}

func readLetterFile(a *app, file string) ([]byte, error) {
	if file == "-" {
		return io.ReadAll(io.LimitReader(a.in, largestLetter))
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, largestLetter))
}

// shorten puts a text on one line of at most n characters.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n-1]) + "…"
}

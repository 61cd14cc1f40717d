package main

import (
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"time"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

// teller tells a person what happens in the demo, once each.
type teller struct {
	out   io.Writer
	bold  bool
	names map[string]string // by address
	zone  *time.Location
	cfg   *Config

	mu   *sync.Mutex
	told map[string]bool
	owed map[int64]rules.Finding // by conversation, as of the last turn
	left *[]letters.Letter       // that went out, for the folder
	at   *[]time.Time
}

func newTeller(out io.Writer, w *demoWorld, cfg *Config, bold bool) teller {
	t := teller{out: out, bold: bold, names: map[string]string{}, zone: demoStart.Location(), cfg: cfg, mu: &sync.Mutex{}, told: map[string]bool{},
		left: &[]letters.Letter{}, at: &[]time.Time{}}
	for _, p := range w.people {
		t.names[p.Address] = p.Name
	}
	return t
}

func (t *teller) opening() {
	fmt.Fprintf(t.out, `An agency with three managers, %d clients and two weeks of letters. It is Thursday, 12 March 2026, five to nine.
The mailboxes are read for the first time: what came before causes reminders, but no letter to a client.

  ←  a letter comes     →  somebody of the agency writes     ✉  Vernus writes     ✓  settled

`, len(t.cfg.Clients))
}

// tell is given to the daemon, which calls it from several goroutines.
func (t *teller) tell(e event) {
	t.mu.Lock()
	defer t.mu.Unlock()
	switch e.Kind {
	case "in":
		t.letter(e)
	case "import":
	case "owed":
		if t.first("owed", e.Client, e.Subject, e.Text) {
			t.line(e.At, "   ", fmt.Sprintf("owed to %s: «%s»", e.Client, short(e.Text, 80)), e.Because)
		}
	case "queued":
		if e.Letter != nil && e.Letter.Proposed {
			t.line(e.At, "   ", fmt.Sprintf("ready for %s's yes: a letter to %s, %s", t.name(e.Mailbox), e.To, e.Subject), "")
		}
	case "out":
		t.wrote(e)
	case "held":
		if t.first("held", e.Client, e.Because) {
			t.line(e.At, "   ", "no letter"+forClient(e.Client)+": "+t.reason(e.Because), "")
		}
	default:
		t.line(e.At, " ! ", e.Because, "")
	}
}

// letter tells of a letter that came; one that stands in several mailboxes is told once.
func (t *teller) letter(e event) {
	if !t.first("in", e.From, e.Subject, e.At.UTC().String()) {
		return
	}
	arrow, who := " ← ", t.name(e.From)
	if t.cfg.Directory().Ours(e.From) {
		arrow = " → "
	}
	because := ""
	switch {
	case e.Because != "":
		because = "nothing is owed: " + strings.Replace(e.Because, "_", "-", 1)
	case arrow == " ← " && e.Client == "":
		because = "nothing is owed: no client"
	}
	if e.Client != "" && arrow == " ← " {
		who += ", " + e.Client
	}
	t.line(e.At, arrow, fmt.Sprintf("%s to %s: %s", who, t.name(e.To), e.Subject), because)
}

// wrote tells of a letter of Vernus, and keeps it for the folder.
func (t *teller) wrote(e event) {
	l := e.Letter
	*t.left, *t.at = append(*t.left, *l), append(*t.at, e.At)
	way := "sent"
	switch l.Via {
	case letters.ToInbox:
		way = "put into the mailbox"
	case letters.ToDrafts:
		way = "put into Drafts"
	}
	t.line(e.At, " ✉ ", t.strong(fmt.Sprintf("%s to %s, %s: %s", l.Kind, t.name(e.To), way, e.Subject)), l.Rule+": "+l.Because)
	if l.ToClient {
		for line := range strings.Lines(ownWords(l.Text)) {
			fmt.Fprintf(t.out, "          │ %s", line)
		}
	}
}

// ownWords is a letter without the quote below it.
func ownWords(text string) string {
	var b strings.Builder
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, ">") || i+1 < len(lines) && strings.HasPrefix(lines[i+1], ">") {
			break
		}
		b.WriteString(line + "\n")
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// settled tells what has been settled since the last turn.
func (t *teller) settled(now time.Time, owed map[int64]rules.Finding, withdrawn []store.Row) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for id, f := range t.owed {
		if _, still := owed[id]; !still {
			t.line(now, " ✓ ", fmt.Sprintf("answered: %s, %s", f.Client, f.Subject), "")
		}
	}
	t.owed = owed
	for _, r := range withdrawn {
		if t.first("withdrawn", r.Key) {
			t.line(now, " ✓ ", "the letter suggested for "+r.Client+" is withdrawn: "+r.Why, "")
		}
	}
}

// act tells what a person does besides writing.
func (t *teller) act(l *demoLetter, what string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.line(l.at, " → ", l.from.Name+" "+what, "")
}

func (t *teller) line(at time.Time, arrow, what, because string) {
	fmt.Fprintf(t.out, "%s %s %s\n", at.In(t.zone).Format("15:04"), arrow, t.clocks(what, at))
	if because != "" {
		fmt.Fprintf(t.out, "          %s\n", t.clocks(because, at))
	}
}

var anyMoment = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)`)

// clocks shortens the moments in a text: those of the same day to their time.
func (t *teller) clocks(text string, now time.Time) string {
	return anyMoment.ReplaceAllStringFunc(text, func(s string) string {
		m, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return s
		}
		m, now = m.In(t.zone), now.In(t.zone)
		if m.YearDay() == now.YearDay() {
			return m.Format("15:04")
		}
		return m.Format("2 Jan 15:04")
	})
}

func (t *teller) first(parts ...string) bool {
	key := strings.Join(parts, "\x00")
	if t.told[key] {
		return false
	}
	t.told[key] = true
	return true
}

func (t *teller) name(address string) string {
	if n := t.names[address]; n != "" {
		return n
	}
	return address
}

func (t *teller) strong(s string) string {
	if t.bold {
		return "\x1b[1m" + s + "\x1b[0m"
	}
	return s
}

// reason puts a reason into words.
func (t *teller) reason(because string) string {
	reason, detail, _ := strings.Cut(because, " ")
	words := letters.Reason(reason).Words("en")
	if detail != "" {
		words += " (" + detail + ")"
	}
	return words
}

func forClient(client string) string {
	if client == "" {
		return ""
	}
	return " to " + client
}

package rules

import (
	_ "embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"vernus/mailbox"
)

// Inviting is the rule that a meeting has a clear name by one pattern, a plan sent before, and a host (M3). What an
// invitation of ours lacks is told to its manager while there is time to mend it.
type Inviting struct {
	Before time.Duration // working time before the meeting at which it is told; what is written later is told at once
	Title  string        // a regular expression that titles must fit; "" asks only that they name something
	Agenda bool          // a plan must stand in the invitation
	Host   bool          // one of ours must lead the meeting
}

// invitedAhead is how far ahead invitations are looked at.
const invitedAhead = 14 * 24 * time.Hour

// soon reports whether a meeting is still to come, and not far off.
func (m *Meeting) soon(now time.Time) bool {
	return m.Start.After(now) && m.Start.Before(now.Add(invitedAhead))
}

// Validate reports settings that make no sense.
func (r Inviting) Validate() error {
	if _, err := regexp.Compile(r.Title); err != nil {
		return fmt.Errorf("the pattern of titles is no regular expression: %w", err)
	}
	return positive("the time before a meeting", r.Before)
}

//go:embed data/agenda.txt
var agendaText string

var agendaPhrases = sync.OnceValue(func() map[string]phrases { return readPhrases(agendaText) })

// CheckAccount finds the invitations of ours to meetings to come that lack something; of a series it is told once.
func (r Inviting) CheckAccount(v *accountView) (findings []Finding, again []time.Time) {
	if len(v.Invitations) == 0 {
		return nil, nil
	}
	told := map[string]bool{}
	for _, m := range v.meetings() {
		if !m.soon(v.now) || told[m.UID] || !m.Owed() || !v.team.Directory.Ours(m.Organizer.Mail) {
			continue
		}
		told[m.UID] = true
		lacking := r.lacks(&m.Meeting)
		if v.wroteAgenda(&m.Meeting) {
			lacking = slices.DeleteFunc(lacking, func(l Lack) bool { return l.Fault == NoAgenda })
		}
		if len(lacking) == 0 {
			continue
		}
		f, at := r.look(v, &m, lacking)
		again = append(again, at, m.Start)
		if f.Kind != "" {
			findings = append(findings, f)
		}
	}
	return findings, again
}

// look says what an invitation lacks, when it is time to.
func (r Inviting) look(v *accountView, m *MeetingReport, lacking []Lack) (Finding, time.Time) {
	cal := v.team.CalendarOf(m.Manager)
	at, err := cal.Sub(m.Start, r.Before)
	if err != nil || at.Before(m.Known) {
		at = m.Known
	}
	if v.now.Before(at) {
		return Finding{}, at
	}
	f := v.finding("M3", InvitePoor, m.UID)
	f.Stage, f.Manager = 1, v.team.SubstituteFor(m.Manager, v.now)
	f.Meeting = m.gathering(v.team.Directory, f.Manager)
	f.Meeting.Lacks = lacking
	if slices.ContainsFunc(lacking, func(l Lack) bool { return l.Fault == NoAgenda }) {
		f.Letter = "meeting_agenda"
	}
	f.Contact, f.Subject, f.Since, f.Due, f.ActAt, f.Imported = m.contact(), m.Summary, m.Known, m.Start, at, m.Imported
	f.MessageID, f.Letters = m.Letters[0], m.Letters[:1]
	f.Because = fmt.Sprintf("the invitation to the meeting of %s lacks %d of what invitations must have", m.Start.In(cal.Location()).Format("Mon 2 Jan 15:04"), len(lacking))
	f.Derivation = []string{
		fmt.Sprintf("the invitation says %s", m.Start.In(cal.Location()).Format("Mon 2 Jan 2006 15:04 MST")),
		fmt.Sprintf("what it lacks is told %v of working time before, from %s", r.Before, at.In(cal.Location()).Format("Mon 2 Jan 2006 15:04 MST")),
	}
	return f, at
}

// lacks tells what an invitation lacks.
func (r Inviting) lacks(m *Meeting) []Lack {
	var list []Lack
	if r.Agenda && len(AgendaOf(m.Agenda)) == 0 {
		list = append(list, Lack{Fault: NoAgenda})
	}
	pattern, err := regexp.Compile(r.Title)
	switch {
	case err != nil:
	case !namesSomething(m.Summary):
		list = append(list, Lack{Fault: BadTitle, Words: m.Summary})
	case r.Title != "" && !pattern.MatchString(m.Summary):
		list = append(list, Lack{Fault: BadTitle, Words: m.Summary})
	}
	if r.Host && !slices.ContainsFunc(m.Ours, func(p Participant) bool { return p.Status != mailbox.Declined && !p.Optional }) {
		list = append(list, Lack{Fault: NoHost})
	}
	return list
}

// namesSomething reports whether a title has words besides «встреча», "call".
func namesSomething(title string) bool {
	words := wordsOf(title)
	empty := agendaPhrases()["no title"]
	for i := 0; i < len(words); i++ {
		if !empty.begin(words[i:]) && len([]rune(words[i])) > 1 && !(i > 0 && empty.begin(words[i-1:])) {
			return true
		}
	}
	return false
}

// wroteAgenda reports whether one of ours has written to the client what the meeting is about since it was known.
func (v *accountView) wroteAgenda(m *Meeting) bool {
	return slices.ContainsFunc(v.Letters, func(l Line) bool {
		subject := strings.ToLower(l.Subject)
		return l.Direction == mailbox.Outgoing && l.At.After(m.Known) && !l.At.After(v.now) && l.Kind != mailbox.Calendar &&
			(strings.Contains(subject, "повестк") || strings.Contains(subject, "план встречи") || strings.Contains(subject, "agenda"))
	})
}

// AgendaOf returns the lines of an invitation's description that say what is to be talked about: not the links and numbers
// of a conference, nor what mail programs add.
func AgendaOf(description string) []string {
	var list []string
	none := agendaPhrases()["no agenda"]
	for line := range strings.Lines(description) {
		line = strings.TrimSpace(line)
		line = strings.TrimSpace(strings.TrimLeft(line, "-–—•*·0123456789.) \t"))
		words := wordsOf(line)
		switch {
		case len(words) == 0, strings.Contains(line, "://"), strings.Contains(line, "www."), strings.Contains(line, "@"), strings.Contains(line, "~:~"),
			strings.HasPrefix(line, "__"), none.in(words), strings.HasSuffix(line, ":") && len(words) < 3, figures(line) > letters(line):
			continue
		}
		if len(words) == 1 && len([]rune(words[0])) < 4 {
			continue
		}
		list = append(list, strings.TrimRight(line, " .;"))
	}
	return list
}

func figures(s string) int {
	return len(s) - len(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, s))
}

func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

package rules

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// Gathering is what there is to say of a meeting in the letters about it.
type Gathering struct {
	UID        string
	Summary    string
	Start, End time.Time
	Theirs     []mailbox.Address // of the client's people those who came, or were to come
	Copies     []mailbox.Address // who matters besides: of the client's people those who declined, and ours but for the one who writes
	Strangers  []mailbox.Address // who took part and is neither the client's nor ours: nothing goes to them
	Points     []reading.Point   // what was agreed and who does what; of a report
	Next       []reading.Point   // the next step
	Agenda     []string          // what is to be talked about
	Lacks      []Lack
	Recalled   *Recollection `json:"-"` // what there is to know of the client; of briefs and agendas, added by the caller
}

// language is that of the invitation, for a client with whom nothing has been written yet: Russian where anything in it
// is in Russian letters, English where all is in Latin ones; "" when it has no words.
func (g *Gathering) language() string {
	words := g.Summary + " " + strings.Join(g.Agenda, " ")
	for _, a := range g.Theirs {
		words += " " + a.Name
	}
	switch {
	case strings.ContainsFunc(words, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }):
		return "ru"
	case strings.ContainsFunc(words, unicode.IsLetter):
		return "en"
	}
	return ""
}

// Fault is what a report or an invitation may lack (M2, M3).
type Fault string

// The faults of reports.
const (
	NoOwner   Fault = "no_owner"   // nothing says whose step a point is
	NoDate    Fault = "no_date"    // … by when
	NoNext    Fault = "no_next"    // no next step is named
	NoNumbers Fault = "no_numbers" // its points are not numbered
	Mingled   Fault = "mingled"    // what is needed of the client stands among agreements
	LeftOut   Fault = "left_out"   // somebody who took part or matters does not get it
	TooLate   Fault = "late"       // it came after it was due
	Empty     Fault = "empty"      // it says nothing that could be reported
	ThirdHand Fault = "third_hand" // it speaks of its reader as «клиент»
)

// The faults of invitations.
const (
	NoAgenda Fault = "no_agenda"
	BadTitle Fault = "bad_title" // its title is not by the team's pattern, or names nothing
	NoHost   Fault = "no_host"   // nobody of ours leads it
)

// Lack is one thing that a report or an invitation lacks.
type Lack struct {
	Fault  Fault
	Number int    // of the point, from 1, as the report numbers it; 0 when it is about the whole
	Words  string // of the point, or who is left out
}

// gathering puts a meeting in the form in which letters tell it. Manager is the one who writes.
func (m *Meeting) gathering(d *mailbox.Directory, manager string) *Gathering {
	g := &Gathering{UID: m.UID, Summary: m.Summary, Start: m.Start, End: m.End}
	for _, p := range m.Theirs {
		if p.Status == mailbox.Declined {
			g.Copies = append(g.Copies, p.Address)
		} else {
			g.Theirs = append(g.Theirs, p.Address)
		}
	}
	for _, p := range m.Ours {
		if who, ok := d.Manager(p.Mail); !ok || who.Address != manager {
			g.Copies = append(g.Copies, p.Address)
		}
	}
	for _, p := range m.Others {
		g.Strangers = append(g.Strangers, p.Address)
	}
	return g
}

// names are those of people, where they have one.
func names(people []Participant) []string {
	var list []string
	for _, p := range people {
		if p.Name != "" && !slices.Contains(list, p.Name) {
			list = append(list, p.Name)
		}
	}
	return list
}

// LacksOf tells what a report made of notes lacks. Points are numbered as the report numbers them: what was agreed, then our
// steps, then the client's.
func LacksOf(n reading.Notes) []Lack {
	var list []Lack
	points, next := inOrder(n.Points), n.Next
	if len(points)+len(next) == 0 {
		return []Lack{{Fault: Empty}}
	}
	for i := range points {
		p := &points[i]
		if p.Unowned() {
			list = append(list, Lack{NoOwner, i + 1, p.Text})
		}
		if p.Undated() {
			list = append(list, Lack{NoDate, i + 1, p.Text})
		}
		if speaksOfClient(p.Text) {
			list = append(list, Lack{ThirdHand, i + 1, p.Text})
		}
	}
	if len(next) == 0 {
		list = append(list, Lack{Fault: NoNext})
	}
	return list
}

// speaksOfClient reports whether words to a client speak of him as one speaks of somebody else.
func speaksOfClient(text string) bool {
	for _, w := range wordsOf(text) {
		switch w {
		case "клиент", "клиента", "клиенту", "клиентом", "клиенте", "заказчик", "заказчика", "заказчику", "заказчиком", "client", "customer":
			return true
		}
	}
	return false
}

// inOrder puts points as a report numbers them.
func inOrder(points []reading.Point) []reading.Point {
	var list []reading.Point
	for _, side := range []reading.Side{reading.Agreed, reading.Ours, reading.Theirs} {
		for _, p := range points {
			if p.Side == side {
				list = append(list, p)
			}
		}
	}
	return list
}

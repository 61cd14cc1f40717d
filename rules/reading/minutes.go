package reading

import (
	"cmp"
	"time"
)

// Form is how surely a letter is the report of a meeting.
type Form string

// The forms. A seeming report is one only where nothing else can be: right after a meeting, with those who were there.
const (
	NoMinutes  Form = ""
	Seeming    Form = "seeming" // it has the form: a list of agreements, or what each side does next
	AreMinutes Form = "sure"    // it says so, and sums up
)

const (
	mostDays    = 4 // days of meetings kept
	enoughItems = 2 // items that make a list
)

// Minutes is what a letter of ours is as the report of a meeting.
type Minutes struct {
	Form    Form
	Rule    string      // the pattern that tells most
	Days    []time.Time // days of meetings that it names, each its midnight in the writer's zone
	Several bool        // it speaks of more than one meeting
	Contents
}

// Contents is how a report of a meeting is made.
type Contents struct {
	Points   int      // what its lists say
	Numbered bool     // they are numbered
	Mingled  bool     // what the client is to do stands among what was agreed
	Next     bool     // it names the next step
	Unowned  []string // steps in its lists of which nothing says whose they are
	Undated  []string // … by when
}

// contents tells how the report is made.
func (r *reader) contents() Contents {
	n := ReadNotes(Jotted{Text: r.letter.Text, Date: r.letter.Date, Calendar: r.letter.Calendar})
	c := Contents{Numbered: n.Numbered, Mingled: !n.Parted, Next: len(n.Next) > 0}
	for i := range n.Points {
		p := &n.Points[i]
		if !p.Listed {
			continue
		}
		c.Points++
		if p.Unowned() {
			c.Unowned = append(c.Unowned, p.Text)
		}
		if p.Undated() && !p.Unowned() {
			c.Undated = append(c.Undated, p.Text)
		}
	}
	return c
}

// minuting is what speaks for a letter being the report of a meeting, and against.
type minuting struct {
	r        *reader
	out      Minutes
	title    int    // how much its own subject says: 0 nothing, 1 a bare word, 2 that it reports a meeting
	under    bool   // it answers a letter with such a subject
	named    bool   // it says that it reports a meeting
	given    bool   // it comes with the report, as a file or below
	agreed   bool   // it sums up what was agreed
	summed   bool   // it announces a short summary
	enclosed bool   // something is enclosed
	asAgreed bool   // it does what was agreed
	met      bool   // people have met
	later    bool   // the report is yet to come
	agenda   bool   // of a meeting to come
	shown    bool   // slides, photos, a recording
	results  bool   // the results of something else
	items    int    // items of lists that tell something
	said     int    // other sentences that tell something
	steps    [2]int // what the client is to do, what we do
	rules    [numSenses]string
}

// minutes says whether a letter of ours is the report of a meeting.
func (r *reader) minutes() Minutes {
	m := minuting{r: r}
	m.subject()
	m.files()
	m.text()
	m.sides()
	m.out.Form = m.form()
	if m.out.Form == NoMinutes {
		return Minutes{}
	}
	m.out.Rule = cmp.Or(m.rules[saysMinutes], m.rules[saysTitle], m.rules[saysAgreed], m.rules[saysMet], "minutes/list")
	m.out.Contents = r.contents()
	return m.out
}

// form weighs what was found.
func (m *minuting) form() Form {
	list, steps := m.items >= enoughItems, m.steps[0]+m.steps[1]
	sums := m.agreed || m.summed && (m.met || m.named)
	tells := list || m.said > 0
	given := m.given || m.title == 2 && m.enclosed && !m.shown
	switch {
	case given && !m.later:
		return AreMinutes
	case m.agenda && !m.agreed && !m.named:
		return NoMinutes
	case (m.title == 2 || m.named) && (list || m.agreed && tells):
		return AreMinutes
	case sums && tells && (m.met || m.title > 0 || m.under):
		return AreMinutes
	case (m.title == 2 || m.named) && m.said >= 2 && !m.later && !m.shown:
		return AreMinutes
	case m.met && list && steps > 0, m.asAgreed && m.met && list:
		return AreMinutes
	case m.results && !m.agreed && !m.met:
		return NoMinutes
	case list && (m.title > 0 || m.under || m.agreed || m.asAgreed || m.summed || m.met):
		return Seeming
	case list && steps >= 2:
		return Seeming
	}
	return NoMinutes
}

// refers reports whether words that call something the report of a meeting speak of one that is there already: «в протоколе

// days keeps the days of meetings named in words from to to of a sentence: dates, weekdays, "yesterday". A day to come is

// weekdayOf is the number of a weekday, Monday 1, also of its adjective («пятничного») and genitive ("Monday's"); 0 of other

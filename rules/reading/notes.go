package reading

import (
	"embed"
	"io/fs"
	"strings"
	"sync"
	"time"

	"vernus/rules/worktime"
)

// Jotted is what somebody of ours put down after a meeting, and what must be known to read it.
type Jotted struct {
	Text     string    // as he wrote it, in any shape
	Date     time.Time // when, in his zone: what his «завтра» refers to
	Calendar *worktime.Calendar
	Ours     []string // names of those who took part or matter, on our side
	Theirs   []string // … at the client
}

// Notes are the points of what was put down after a meeting. Every word of it stands in one of them, in the next step or
// in what was left aside.
type Notes struct {
	Language string // "ru" or "en"
	Points   []Point
	Next     []Point  // the next steps that are named as such: mostly one, a call or a meeting
	Aside    []string // greetings and headings, which belong into no report
	Numbered bool     // its points are numbered
	Parted   bool     // what was agreed stands apart from what is to be done
}

// Side is whose a point is.
type Side string

// The sides. A point of which nothing says whose it is counts as agreed by both.
const (
	Agreed Side = "agreed"
	Ours   Side = "ours"
	Theirs Side = "theirs"
)

// Point is one thing that was agreed or is to be done.
type Point struct {
	Side      Side
	Words     string // as they were written, whole
	Text      string // the same without the mark of the list and the words that say whose it is
	When      Span   // in Text: the words of the date, with their preposition; zero when there are none
	By        bool   // they name the end of a time («до пятницы») rather than a moment («в пятницу»)
	Due       time.Time
	Precision Precision
	Owner     string // whose step it is: the name of the one who took part, else the name as written; "" when only the side is known
	Step      bool   // somebody has to do something
	Listed    bool   // it stands in a list
	Confirm   bool   // it needs a yes of the client
}

// Unowned reports whether the point is a step and nothing says whose.
func (p *Point) Unowned() bool { return p.Step && p.Side == Agreed && p.Owner == "" }

// Undated reports whether the point is a step and nothing says by when.
func (p *Point) Undated() bool { return p.Step && p.Due.IsZero() }

// WithoutDate is the text without the words of the date: a letter names the day in words that stay true.
func (p *Point) WithoutDate() string {
	return tidied(p.Text[:p.When.Start] + " " + p.Text[p.When.End:])
}

//go:embed data/notes/*.txt
var embeddedNotes embed.FS

// The senses of the patterns in data/notes/leads.txt, which only notes are read with.
const (
	noteHead sense = iota
	noteAside
	noteAgreed
	noteOurs
	noteTheirs
	noteNext
	noteLink
	noteLabel
	noteYes
)

var noteSenses = map[string]sense{
	"head": noteHead, "aside": noteAside, "agreed": noteAgreed, "ours": noteOurs, "theirs": noteTheirs, "next": noteNext, "link": noteLink, "label": noteLabel, "confirm": noteYes,
}

// notesLexicon is built from the embedded words and the patterns for notes once; data that are tested cannot fail.
var notesLexicon = sync.OnceValue(func() *lexicon {
	files, err := noteFiles()
	if err != nil {
		panic("reading: embedded data: " + err.Error())
	}
	l, wrong := compile(files, noteSenses)
	if len(wrong) > 0 {
		panic("reading: embedded data: " + wrong[0].Error())
	}
	return l
})

// noteFiles are the embedded words and verbs, and the patterns for notes.
func noteFiles() ([]dataFile, error) {
	files, err := dataFiles(nil)
	if err != nil {
		return nil, err
	}
	n := 0
	for _, f := range files {
		if order(f.name) < 2 {
			files[n] = f
			n++
		}
	}
	leads, err := fs.ReadFile(embeddedNotes, "data/notes/leads.txt")
	return append(files[:n], dataFile{name: "notes/leads.txt", text: string(leads)}), err
}

// ReadNotes reads what was put down after a meeting: «итоги: …», a list of any shape, a paragraph, "action items". Words
// that it does not understand stay a point as they are: nothing is dropped, and nothing added.
func ReadNotes(j Jotted) Notes {
	l := notesLexicon()
	n := &noter{lexicon: l, clock: newClockwork(l, Letter{Date: j.Date, Calendar: j.Calendar}), people: peopleOf(j.Ours, j.Theirs)}
	n.Language = language(fold(j.Text))
	for _, line := range logicalLines(unmarked.Replace(j.Text)) {
		n.line(line)
	}
	n.Numbered = n.numbers > 1 && n.numbers*2 >= len(n.Points)
	n.Parted = n.parted()
	return n.Notes
}

// noter reads notes line by line.
type noter struct {
	Notes
	*lexicon
	clock   clockwork
	people  people
	below   section // of the heading above the line
	listed  bool    // the section has had items of a list
	headed  int     // sections that say whose what follows is
	numbers int     // points with a number
}

// parted reports whether agreements do not stand among what is to be done.
func (n *noter) parted() bool {
	turns, steps := 0, false
	for i := range n.Points {
		p := &n.Points[i]
		if i > 0 && p.Side != n.Points[i-1].Side {
			turns++
		}
		steps = steps || p.Side == Theirs
	}
	return n.headed > 0 || !steps || turns <= 2
}

// add takes a point.
func (n *noter) add(p Point, next bool) {
	if strings.TrimSpace(p.Text) == "" {
		return
	}
	if next {
		n.Next = append(n.Next, p)
		return
	}
	n.Points = append(n.Points, p)
}

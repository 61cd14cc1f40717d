package rules

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"vernus/rules/reading"
)

// reply is what a letter of ours says, as far as it can settle what a client asked: passage by passage.
type reply struct {
	text     string
	said     []passage      // what it states
	promised []passage      // what it promises, each with the words around it that nothing else asks or promises
	reported []passage      // what it reports as done or declines
	asked    []passage      // what it asks back
	inline   []passage      // what stands below quoted lines; nil when it answers as a whole
	quotes   []string       // the quoted lines above each of inline, as words
	labels   map[string]int // where its list items begin: «2.», «б)»
	words    []string       // stems of all that it states
	items    []*Item        // what was open when it came
}

// passage is a piece of a letter.
type passage struct {
	start, end int
	*statement
	due   time.Time // of a promise
	later bool      // promises an answer
	best  int       // the most that anything open has in common with it; 0 when it speaks of something else
	asked int       // the most that a question has
	named []string  // the words of questions that have something in common with it
}

// statement is what the words of a passage state.
type statement struct {
	stems   []string
	figures bool // a number
	price   bool // a price
	time    bool // a time
	yesno   bool // yes or no
	denies  bool // «не», «нельзя», "not"
	lacks   bool // «нет», "no"
	offers  bool // help, and nothing else
	cause   bool // a reason
	has     bool // that something has come or works
	unknown bool // that it is not known: «пока не видно»

	short  bool         // four words or fewer
	pieces []*statement // of a sentence of several clauses: what each of them states
}

var statementOf = memory[*statement]{most: 1 << 13, work: readStatement}

func readStatement(sentence string) *statement {
	s := readPiece(sentence)
	if all := pieces.Split(sentence, -1); len(all) > 1 {
		for _, p := range all {
			s.pieces = append(s.pieces, readPiece(p))
		}
	}
	return s
}

// pieces are parted by commas and the like, and by «и» before a new clause.
var pieces = regexp.MustCompile(`(?i)[,;:]\s|\s[–—-]\s|\sand\s|\sи\s`)

func readPiece(sentence string) *statement {
	words, fits := wordsOf(sentence), answers()
	return &statement{
		stems: stems(sentence), figures: anyDigit(words), price: fits["price"].in(words), time: fits["time"].in(words),
		yesno: fits["yes-no"].begin(words), denies: fits["denial"].in(words), lacks: fits["lack"].in(words), offers: fits["offer"].in(words),
		cause: fits["cause"].in(words), has: fits["has"].in(words), unknown: fits["unknown"].in(words), short: len(words) <= 4,
	}
}

// replyOf is what a letter says, not yet held against what is open: the caller may weigh it.
func replyOf(e Entry) reply {
	if e.saying == nil {
		return readReply(e)
	}
	return e.saying.reply(e).apart()
}

// apart is a copy of the reply to be weighed for itself.
func (r *reply) apart() reply {
	own := *r
	for _, list := range []*[]passage{&own.said, &own.promised, &own.reported, &own.asked, &own.inline} {
		*list = slices.Clone(*list)
	}
	return own
}

func readReply(e Entry) reply {
	r := reply{
		text: e.NewText, said: passages(e, e.Reading.Statements), reported: passages(e, e.Reading.Reports),
		labels: labelsOf.of(e.NewText), promised: pledges(e), asked: counters(e),
	}
	r.putOff()
	for _, p := range r.said {
		r.words = append(r.words, p.stems...)
	}
	for _, in := range e.Reading.Inline {
		if in.Start >= 0 && in.Start < in.End && in.End <= len(e.NewText) {
			r.inline = append(r.inline, passage{start: in.Start, end: in.End, statement: statementOf.of(e.NewText[in.Start:in.End])})
			r.quotes = append(r.quotes, flat(in.Quoted))
		}
	}
	return r
}

// passages returns the sentences of a letter without what is asked or promised in them; those of which nothing is left
// are left out.
func passages(e Entry, spans []reading.Span) []passage {
	var elsewise []reading.Act
	for _, a := range e.Reading.Acts {
		if asksOrPromises(a) {
			elsewise = append(elsewise, a)
		}
	}
	var all []passage
	for _, s := range spans {
		if s.Start < 0 || s.Start >= s.End || s.End > len(e.NewText) {
			continue
		}
		rest := e.NewText[s.Start:s.End]
		if len(elsewise) > 0 {
			rest = strings.Trim(blanked(e.NewText, s.Start, s.End, elsewise), " \n\t,.;:–—-")
		}
		if rest != "" {
			all = append(all, passage{start: s.Start, end: s.End, statement: statementOf.of(rest)})
		}
	}
	return all
}

// pledges returns what a letter promises.
func pledges(e Entry) []passage {
	var all []passage
	later := answers()["answer-later"]
	for _, a := range e.Reading.Acts {
		if a.Type != reading.Promise {
			continue
		}
		p := passage{start: a.Start, end: a.Start + len(a.Text), statement: statementOf.of(contextOf(e, a)), due: a.Due}
		p.later = later.in(wordsOf(a.Text))
		all = append(all, p)
	}
	return all
}

// counters returns what a letter asks back.
func counters(e Entry) []passage {
	var all []passage
	for _, a := range e.Reading.Acts {
		if a.Type == reading.Question || a.Type == reading.Request {
			all = append(all, passage{start: a.Start, end: a.Start + len(a.Text), statement: statementOf.of(contextOf(e, a))})
		}
	}
	return all
}

// putOff joins what the reply says is not known with the promise that goes on from there: «Где порвало, пока не видно.
// Вечером напишу.» Both together promise an answer, and state nothing.
func (r *reply) putOff() {
	for i := range r.promised {
		p := &r.promised[i]
		n := slices.IndexFunc(r.said, func(s passage) bool { return s.unknown && s.start < p.start && !r.betweenThem(s, *p) })
		if n < 0 {
			continue
		}
		joined := *p.statement
		joined.stems = slices.Concat(p.stems, r.said[n].stems)
		p.statement, p.later = &joined, true
		r.said = slices.Delete(r.said, n, n+1)
	}
}

// betweenThem reports whether the reply states something else between a statement and a promise.
func (r *reply) betweenThem(s, p passage) bool {
	return slices.ContainsFunc(r.said, func(o passage) bool { return o.start > s.start && o.end <= p.start })
}

// weigh notes for every passage how much of it any of the items has in common with it.
func (r *reply) weigh(items []*Item) {
	r.items = items
	for _, list := range [][]passage{r.said, r.promised, r.reported, r.asked} {
		for i := range list {
			for _, it := range items {
				if it.Whole() {
					continue
				}
				n := affinity(it.words(), list[i].stems)
				list[i].best = max(list[i].best, n)
				if !it.deed() {
					list[i].asked = max(list[i].asked, n)
				}
				if n > 0 && len(list[i].pieces) > 0 {
					list[i].named = append(list[i].named, it.words()...)
				}
			}
		}
	}
}

// asksAbout reports whether a clause of a passage has a word of something that is open.
func (p *passage) asksAbout(clause *statement) bool { return affinity(p.named, clause.stems) > 0 }

// flat is a text as words in a row, so that a quoted line is found however it is wrapped.
func flat(text string) string { return " " + strings.Join(wordsOf(text), " ") + " " }

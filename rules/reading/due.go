package reading

import (
	"time"
)

// due is a moment named in a letter.
type due struct {
	at        time.Time
	precision Precision
	found     bool // words about time were found, be it without a date («на днях»)
	from, to  int  // words of the sentence
	span      Span // the same in bytes of the text, with the preposition in front
	day       bool // a day was named, not only a time
}

// piece is a part of a due time: a day, a time of day, a moment counted from the letter, or a word that names none.
type piece struct {
	kind      pieceKind
	day       time.Time // midnight, for days
	minutes   int       // since midnight, for times
	at        time.Time // for moments
	precision Precision
	from, to  int
	weak      bool // a bare weekday: a date beside it is more exact
	zone      *time.Location
}

type pieceKind uint8

const (
	pieceDay pieceKind = iota
	pieceTime
	pieceMoment
	pieceFloat
)

// clockwork turns words into moments for one letter.
type clockwork struct {
	l   *lexicon
	now time.Time                                // the letter's date in its own zone
	add func(from time.Time, days int) time.Time // working days
}

// due reads the due time in words from to to of a sentence.
func (c *clockwork) due(s *sentence, from, to int) due {
	var got found
	out := due{from: -1}
	for i := from; i < to; {
		p, n := c.piece(s, i, to)
		if n <= i {
			i++
			continue
		}
		p.from, p.to = i, n
		if !c.voided(s, i, from) {
			if out.from < 0 {
				out.from = i
			}
			out.to = n
			c.take(&got, p, s, i)
		}
		i = n
	}
	if out.from >= 0 {
		out.span = c.words(s, out.from, out.to, from)
	}
	return c.together(out, &got)
}

// words is where words from to to of a sentence stand, with the preposition in front of them unless it stands before
// word least.
func (c *clockwork) words(s *sentence, from, to, least int) Span {
	if from > least {
		if w := &s.words[from-1].token; c.l.is(w, inBy) || c.l.is(w, inAt) || c.l.is(w, inAfter) || c.l.is(w, inInside) || c.l.is(w, inAhead) {
			from--
		}
	}
	return Span{s.words[from].start, s.words[to-1].end}
}

// found is what was read of a due time so far: a piece of each kind.
type found struct {
	day, clock, moment, loose   piece
	hasDay, hasClock, hasMoment bool
	hasLoose                    bool
}

// take adds the piece that begins at word i. Of two days joined to a range the later counts, of others the first.
func (c *clockwork) take(got *found, p piece, s *sentence, i int) {
	ranged := s.words[i].dash || c.joins(s, i)
	switch p.kind {
	case pieceDay:
		joined := got.hasDay && i-got.day.to <= 1 && ranged
		if !got.hasDay || joined && p.day.After(got.day.day) || got.day.weak && !p.weak && i-got.day.to <= 2 {
			got.day, got.hasDay = p, true
		}
	case pieceTime:
		if !got.hasClock || ranged && p.minutes > got.clock.minutes || got.clock.precision != Minute && p.precision == Minute && i-got.clock.to <= 1 {
			got.clock, got.hasClock = p, true
		}
	case pieceMoment:
		if !got.hasMoment {
			got.moment, got.hasMoment = p, true
		}
	case pieceFloat:
		got.loose, got.hasLoose = p, true
	}
}

// together makes one moment of the pieces found.
func (c *clockwork) together(out due, got *found) due {
	switch {
	case got.hasMoment && !got.hasDay:
		out.at, out.precision = got.moment.at, got.moment.precision
	case got.hasDay && got.hasClock:
		out.at, out.precision = c.at(got.day.day, &got.clock), got.clock.precision
	case got.hasDay:
		out.at, out.precision = six(got.day.day), got.day.precision
	case got.hasClock:
		out.at, out.precision = c.at(c.today(), &got.clock), got.clock.precision
		if out.at.Before(c.now) && got.clock.zone == nil {
			out.at = c.at(c.today().AddDate(0, 0, 1), &got.clock)
		}
	case got.hasLoose:
		out.precision = None
	default:
		return due{}
	}
	out.found, out.day = true, got.hasDay || got.hasMoment
	return out
}

// at is a time of day on a day.
func (c *clockwork) at(day time.Time, clock *piece) time.Time {
	if clock.minutes == endOfDay {
		return six(day)
	}
	loc := c.now.Location()
	if clock.zone != nil {
		loc = clock.zone
	}
	return time.Date(day.Year(), day.Month(), day.Day(), clock.minutes/60, clock.minutes%60, 0, 0, loc).In(c.now.Location())
}

func (c *clockwork) today() time.Time {
	return time.Date(c.now.Year(), c.now.Month(), c.now.Day(), 0, 0, 0, 0, c.now.Location())
}

// voided reports whether the words before i take the time named there back: «не сегодня», «вместо пятницы», «с 20-го на».
func (c *clockwork) voided(s *sentence, i, from int) bool {
	for k := i - 1; k >= from && k >= i-2; k-- {
		w := &s.words[k].token
		if c.l.is(w, inInstead) || w.s == "не" && k == i-1 || w.s == "not" && k == i-1 {
			return true
		}
		if w.s == "of" && k > 0 && c.l.is(&s.words[k-1].token, inInstead) {
			return true
		}
		if c.l.is(w, inAt) || c.l.is(w, inBy) {
			if k > from && s.words[k-1].s == "не" {
				return true
			}
			continue
		}
		return false
	}
	return false
}

// joins reports whether the word before i joins two ends of a range: «с 20-го на 25-е», "9 to 12", «завтра или в среду».
func (c *clockwork) joins(s *sentence, i int) bool {
	if i == 0 {
		return false
	}
	switch s.words[i-1].s {
	case "на", "по", "до", "to", "till", "until", "или", "or", "и", "and":
		return true
	}
	return false
}

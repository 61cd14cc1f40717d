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
	weekday   int  // of a bare weekday, 1 to 7
	coarse    bool // a month or more: a day beside it is what counts
	week      bool // names a week: a weekday beside it is of that week
	morrow    bool // a time of the next day unless a day is named: «к утру», "in the morning"
	halved    bool // an hour that may be of either half of the day
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
			c.take(&got, p, s)
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

// take adds a piece. Of two ends of a range the later counts, of other days the first.
func (c *clockwork) take(got *found, p piece, s *sentence) {
	switch p.kind {
	case pieceDay:
		c.takeDay(got, p, s)
	case pieceTime:
		morrow := p.morrow || got.clock.morrow
		ranged := s.words[p.from].dash || c.joins(s, p.from)
		if !got.hasClock || ranged && p.minutes > got.clock.minutes || got.clock.precision != Minute && p.precision == Minute && p.from-got.clock.to <= 1 {
			got.clock, got.hasClock = p, true
		}
		got.clock.morrow = morrow
	case pieceMoment:
		if !got.hasMoment {
			got.moment, got.hasMoment = p, true
		}
	case pieceFloat:
		got.loose, got.hasLoose = p, true
	}
}

// takeDay adds a day: to a week its weekday, to a range its later end, to a bare weekday its date.
func (c *clockwork) takeDay(got *found, p piece, s *sentence) {
	old := &got.day
	switch {
	case !got.hasDay:
	case old.week && p.weekday > 0:
		p.day, p.weak, p.week = mondayOf(old.day).AddDate(0, 0, p.weekday-1), false, true
		if p.day.Before(c.today()) {
			p.day = old.day
		}
	case p.week && old.weekday > 0 && !old.week:
		p.day, p.precision, p.weekday = mondayOf(p.day).AddDate(0, 0, old.weekday-1), Day, old.weekday
	case p.day.After(old.day) && c.ends(s, old.to, p.from, p.to):
	case old.weak && !p.weak && p.from-old.to <= 2:
	case old.coarse && !p.coarse:
	case old.day.Before(c.today()) && !p.day.Before(c.today()):
	default:
		return
	}
	got.day, got.hasDay = p, true
}

// ends reports whether the words from from to to are the later end of what ends before word after: «пятница–суббота»,
// «сегодня или завтра», «в пятницу, крайний срок — понедельник», "Thursday, Friday at the latest".
func (c *clockwork) ends(s *sentence, after, from, to int) bool {
	if from-after <= 1 && (s.words[from].dash || c.joins(s, from)) || from-after == 2 && c.joins(s, after+1) {
		return true
	}
	for i := after; i < min(to+3, len(s.words)) && from-after <= 4; i++ {
		if s.words[i].has(ofLatest) && (i < from || !s.words[i].opens) {
			return true
		}
	}
	return false
}

// together makes one moment of the pieces found.
func (c *clockwork) together(out due, got *found) due {
	today := got.hasDay && got.day.day.Equal(c.today())
	switch {
	case got.hasMoment && (!got.hasDay || today):
		out.at, out.precision = got.moment.at, got.moment.precision
	case got.hasDay && got.hasClock:
		out.at, out.precision = c.at(got.day.day, &got.clock), got.clock.precision
		if today {
			out.at = c.otherHalf(out.at, &got.clock)
		}
	case got.hasDay:
		out.at, out.precision = six(got.day.day), got.day.precision
	case got.hasClock:
		out.at, out.precision = c.next(&got.clock), got.clock.precision
	case got.hasLoose:
		out.precision = None
	default:
		return due{}
	}
	out.found, out.day = true, got.hasDay || got.hasMoment
	return out
}

// next is a time of day to come: today's, or tomorrow's when that is gone by. The end of the day is always today's.
func (c *clockwork) next(clock *piece) time.Time {
	at := c.at(c.today(), clock)
	if clock.minutes != endOfDay || clock.precision == Minute {
		at = c.otherHalf(at, clock)
		if at.Before(c.now) && clock.zone == nil || clock.morrow && c.now.Hour() >= 6 {
			return c.at(c.today().AddDate(0, 0, 1), clock)
		}
	}
	return at
}

// otherHalf moves an hour of today that is gone by, and may be of either half of the day, to the evening.
func (c *clockwork) otherHalf(at time.Time, clock *piece) time.Time {
	if later := at.Add(12 * time.Hour); clock.halved && at.Before(c.now) && later.Day() == at.Day() {
		return later
	}
	return at
}

// at is a time of day on a day.
func (c *clockwork) at(day time.Time, clock *piece) time.Time {
	if clock.minutes == endOfDay && clock.zone == nil {
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

// voided reports whether the words before i take the time named there back, or make it that of something else: «не
// сегодня», «вместо пятницы», «каждую пятницу», «письмо от 5 июля», «выписка за 5 июля».
func (c *clockwork) voided(s *sentence, i, from int) bool {
	for k := i - 1; k >= from && k >= i-2; k-- {
		w := &s.words[k].token
		switch {
		case c.l.is(w, inInstead):
			return true
		case k == i-1 && c.refers(s, k, i):
			return true
		case w.s == "of" && k > 0 && c.l.is(&s.words[k-1].token, inInstead):
			return true
		case c.l.is(w, inAt) || c.l.is(w, inBy):
			if k > from && s.words[k-1].s == "не" {
				return true
			}
		default:
			return false
		}
	}
	return false
}

// refers reports whether word k makes the time that begins at word i no due time.
func (c *clockwork) refers(s *sentence, k, i int) bool {
	switch s.words[k].s {
	case "не", "not", "каждый", "каждую", "каждое", "каждого", "every", "each":
		return true
	case "от", "за":
		return s.words[i].kind == number
	case "of":
		if s.words[i].kind != number || k == 0 {
			return false
		}
		w := &s.words[k-1].token
		return !w.timely && !w.dated
	}
	return false
}

// joins reports whether the word before i joins two ends of a range: «с 20-го на 25-е», "9 to 12", «завтра или в среду».
func (c *clockwork) joins(s *sentence, i int) bool {
	if i == 0 {
		return false
	}
	switch s.words[i-1].s {
	case "на", "по", "до", "to", "till", "until", "или", "or", "и", "and", "либо", "through":
		return true
	}
	return false
}

// isCount reports whether the words of a due time count days or hours rather than name a moment: «за три дня», "within two
// hours".
func (c *clockwork) isCount(d due, s *sentence) bool {
	if !d.found || d.at.IsZero() {
		return false
	}
	for k := max(d.from, 0); k < d.to; k++ {
		if c.isUnit(&s.words[k].token) {
			return true
		}
	}
	return false
}

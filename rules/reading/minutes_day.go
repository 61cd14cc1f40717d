package reading

import (
	"slices"
	"strings"
	"time"
)

// something else.
func (m *minuting) days(s *sentence, from, to int) {
	for i := from; i < to; i++ {
		w := &s.words[i].token
		m.out.Several = m.out.Several || severalMeetings(w.s)
		if day, ok := m.pair(s, i, to); ok {
			m.keep(day)
			continue
		}
		day, next := m.day(s, i, to)
		if next == i {
			continue
		}
		i = next - 1
		m.keep(day)
	}
}

// keep keeps a day of a meeting, each once.
func (m *minuting) keep(day time.Time) {
	if today := m.r.clock.today(); !day.After(today) && today.Sub(day) < 40*24*time.Hour && len(m.out.Days) < mostDays && !slices.ContainsFunc(m.out.Days, day.Equal) {
		m.out.Days = append(m.out.Days, day)
	}
}

// day reads the day named at word i; the second result is the word after it, or i.
func (m *minuting) day(s *sentence, i, to int) (time.Time, int) {
	c := &m.r.clock
	w := c.word(s, i, to)
	base := strings.TrimSuffix(w.s, "'s")
	switch {
	case strings.HasPrefix(base, "вчера"), base == "yesterday":
		return c.today().AddDate(0, 0, -1), i + 1
	case strings.HasPrefix(base, "сегодня"), strings.HasPrefix(base, "сегодняшн"), base == "today", base == "tonight":
		return c.today(), i + 1
	}
	if n := m.weekdayOf(base); n > 0 {
		if p, next := c.dated(s, i+1, to); i+1 < to && next > i+1 {
			return p.day, next // "Mon 9 Nov"
		}
		return c.today().AddDate(0, 0, -((int(c.now.Weekday()) - n + 7) % 7)), i + 1
	}
	if !s.words[i].timely {
		return time.Time{}, i
	}
	p, next := c.dated(s, i, to)
	return p.day, next
}

// pair reads the first of two days of a month: «2 и 6 июля».
func (m *minuting) pair(s *sentence, i, to int) (time.Time, bool) {
	c := &m.r.clock
	n, ok := c.number(c.word(s, i, to))
	if and := c.word(s, i+1, to); !ok || n < 1 || n > 31 || !c.l.is(and, inAnd) && !s.words[min(i+1, to-1)].opens {
		return time.Time{}, false
	}
	for k := i + 1; k <= i+2 && k < to; k++ {
		if p, next := c.dated(s, k, to); next > k+1 && n < p.day.Day() {
			return p.day.AddDate(0, 0, n-p.day.Day()), true
		}
	}
	return time.Time{}, false
}

// words.
func (m *minuting) weekdayOf(w string) int {
	for n, stem := range []string{"понедельн", "вторничн", "средов", "четверг", "пятничн", "субботн", "воскресн"} {
		if strings.HasPrefix(w, stem) {
			return n + 1
		}
	}
	k := m.r.lexicon.learn(w)
	n, _ := m.r.lexicon.valueOf(k, ofWeekday)
	return n
}

// severalMeetings reports whether a word is of more than one meeting.
func severalMeetings(w string) bool {
	switch w {
	case "встреч", "созвонов", "звонков", "совещаний", "визитов", "обсуждений", "meetings", "calls", "sessions", "visits", "workshops":
		return true
	}
	return false
}

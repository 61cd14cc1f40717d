package reading

import (
	"strings"
	"time"

	"vernus/rules/worktime"
)

// When reads the moment that a person names in words of their own, such as «завтра 15:00», "mon", «до обеда» or
// "in 2 days", from the moment at which he says so. A day without a time is its 18:00 with the precision Day, a week its
// Friday's. It is false when the words name no moment, or hold anything besides.
func (r *Reader) When(words string, now time.Time, c *worktime.Calendar) (time.Time, Precision, bool) {
	l := defaultLexicon()
	if r != nil {
		l = r.lexicon
	}
	words = strings.TrimSpace(words)
	for _, text := range []string{words, "на " + words, "on " + words} { // a bare «ср» or "sun" is a day after a preposition only
		if due, ok := l.moment(text, Letter{Date: now, Calendar: c}); ok {
			return due.at, due.precision, true
		}
	}
	return time.Time{}, None, false
}

// moment reads a text that is nothing but words for a moment.
func (l *lexicon) moment(text string, letter Letter) (due, bool) {
	d := takeDesk()
	defer d.leave()
	d.words(text)
	sentences := d.sentences(l, text)
	if len(sentences) != 1 {
		return due{}, false
	}
	s, clock := &sentences[0], newClockwork(l, letter)
	got := clock.due(s, 0, len(s.words))
	if !got.found || got.precision == None || got.at.IsZero() {
		return due{}, false
	}
	rest := text[:got.span.Start] + " " + text[got.span.End:]
	for _, w := range strings.Fields(rest) {
		if !linking[strings.ToLower(strings.Trim(w, ",.;:—–-"))] {
			return due{}, false
		}
	}
	return got, true
}

// linking is words around a moment that name nothing.
var linking = map[string]bool{"": true, "в": true, "во": true, "на": true, "к": true, "ко": true, "до": true, "с": true, "on": true, "at": true, "by": true, "the": true, "till": true, "until": true, "from": true}

package main

import (
	"strings"
	"time"

	"vernus/rules/reading"
)

// named reads a time as people type it: exactly, as a date, or in the words of a letter. day says that it names a day, and
// the moment is that day's 18:00 or its beginning.
func (o *opened) named(words []string, now time.Time) (at time.Time, day bool, err error) {
	text := strings.TrimSpace(strings.Join(words, " "))
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return t, false, nil
	}
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "02.01.2006 15:04"} {
		if t, err := time.ParseInLocation(layout, text, o.zone); err == nil {
			return t, false, nil
		}
	}
	for _, layout := range []string{time.DateOnly, "02.01.2006"} {
		if t, err := time.ParseInLocation(layout, text, o.zone); err == nil {
			return t, true, nil
		}
	}
	at, precision, ok := o.cfg.Reader().When(text, now.In(o.zone), o.cfg.Calendar(""))
	if !ok {
		return at, false, usage("%q is no time that is understood; write «завтра 15:00», \"mon\", \"in 2 hours\", 2026-03-12 or \"2026-03-12 15:00\"", text)
	}
	return at, precision != reading.Minute, nil
}

// ahead refuses a time that has passed.
func (o *opened) ahead(at time.Time, words []string, now time.Time) error {
	if !at.After(now) {
		return usage("%q is %s, which has passed; name a time to come", strings.Join(words, " "), o.said(at))
	}
	return nil
}

// deadline reads by when something comes: of a day, its end of work.
func (o *opened) deadline(words []string, now time.Time) (time.Time, error) {
	at, day, err := o.named(words, now)
	if err != nil {
		return at, err
	}
	if day {
		local := at.In(o.zone)
		at = time.Date(local.Year(), local.Month(), local.Day(), 18, 0, 0, 0, o.zone)
		if closing, open := o.cfg.Calendar("").Closing(at); open {
			at = closing
		}
	}
	return at, o.ahead(at, words, now)
}

// beginning reads when something goes on: of a day, when work begins, on it or the next one that is worked.
func (o *opened) beginning(words []string, now time.Time) (time.Time, error) {
	at, day, err := o.named(words, now)
	if err != nil {
		return at, err
	}
	if day {
		if at, err = o.cfg.Calendar("").Opening(midnight(at, o.zone)); err != nil {
			return at, err
		}
	}
	return at, o.ahead(at, words, now)
}

// day reads a day: its beginning, or with last the moment at which it is over. An exact time is taken as it is.
func (o *opened) day(text string, now time.Time, last bool) (time.Time, error) {
	at, day, err := o.named([]string{text}, now)
	if err != nil || !day {
		return at, err
	}
	at = midnight(at, o.zone)
	if last {
		at = at.AddDate(0, 0, 1)
	}
	return at, nil
}

func midnight(t time.Time, in *time.Location) time.Time {
	y, m, d := t.In(in).Date()
	return time.Date(y, m, d, 0, 0, 0, 0, in)
}

// said is a time as a confirmation says it: with its day of the week, so that a misunderstanding shows.
func (o *opened) said(t time.Time) string { return t.In(o.zone).Format("Mon 2 Jan 2006 15:04") }

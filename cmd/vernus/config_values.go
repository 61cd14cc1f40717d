package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"vernus/rules/worktime"
)

// Span is a length of time as people write it: "90m", "2h", "1d", "1d4h". A day is a working day where working time
// is counted and 24 hours elsewhere, so a Span becomes a duration only when it is known which is meant.
type Span struct {
	days int
	rest time.Duration
	text string
	err  error // why text is no span: reported by validate with its line, together with everything else
}

// parseSpan reads a span; units are d, h, m and s.
func parseSpan(text string) (Span, error) {
	s := Span{text: text}
	rest := strings.TrimSpace(text)
	if days, after, ok := strings.Cut(rest, "d"); ok {
		n, err := strconv.Atoi(strings.TrimSpace(days))
		if err != nil || n < 0 {
			return s, errSpan
		}
		s.days, rest = n, strings.TrimSpace(after)
		if rest == "" {
			return s, nil
		}
	}
	d, err := time.ParseDuration(rest)
	if err != nil || d < 0 {
		return s, errSpan
	}
	s.rest = d
	return s, nil
}

var errSpan = errors.New(`is no length of time; write for instance "90m", "2h", "1d" or "1d4h"`)

func mustSpan(text string) Span {
	s, err := parseSpan(text)
	if err != nil {
		panic("span " + text + ": " + err.Error())
	}
	return s
}

// UnmarshalText takes the text as it is; what is wrong with it is found by validate.
func (s *Span) UnmarshalText(b []byte) error {
	*s, _ = parseSpan(string(b))
	_, s.err = parseSpan(string(b))
	return nil
}

// Plain is the span in ordinary time: a day has 24 hours.
func (s Span) Plain() time.Duration { return time.Duration(s.days)*24*time.Hour + s.rest }

// Working is the span in the working time of a calendar: a day is as long as its usual working day.
func (s Span) Working(c *worktime.Calendar) time.Duration {
	return time.Duration(s.days)*c.DayLength() + s.rest
}

// IsZero says that the span was not given, or is no time at all.
func (s Span) IsZero() bool { return s.days == 0 && s.rest == 0 }

// Given says that the span stands in the file or in the defaults.
func (s Span) Given() bool { return s.text != "" }

// String is the span as it was written.
func (s Span) String() string { return s.text }

// Clock is a time of day, written "18:00".
type Clock struct {
	after time.Duration // since midnight
	text  string
	err   error
}

func parseClock(text string) (Clock, error) {
	t, err := time.Parse("15:04", strings.TrimSpace(text))
	if err != nil {
		return Clock{text: text}, errClock
	}
	return Clock{after: time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, text: text}, nil
}

var errClock = errors.New(`is no time of day; write for instance "18:00"`)

func mustClock(text string) Clock {
	c, err := parseClock(text)
	if err != nil {
		panic("clock " + text + ": " + err.Error())
	}
	return c
}

// UnmarshalText takes the text as it is; what is wrong with it is found by validate.
func (c *Clock) UnmarshalText(b []byte) error {
	*c, _ = parseClock(string(b))
	_, c.err = parseClock(string(b))
	return nil
}

// SinceMidnight is the time of day.
func (c Clock) SinceMidnight() time.Duration { return c.after }

// String is the time as it was written.
func (c Clock) String() string { return c.text }

// Size is a number of bytes as people write it: "256KB", "4MB".
type Size struct {
	bytes int64
	text  string
	err   error
}

var errSize = errors.New(`is no size; write for instance "64KB" or "4MB"`)

func parseSize(text string) (Size, error) {
	s := Size{text: text}
	number, unit := strings.ToUpper(strings.TrimSpace(text)), int64(1)
	for _, u := range []struct {
		suffix string
		bytes  int64
	}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}} {
		if n, ok := strings.CutSuffix(number, u.suffix); ok {
			number, unit = strings.TrimSpace(n), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil || n < 0 {
		return s, errSize
	}
	s.bytes = n * unit
	return s, nil
}

func mustSize(text string) Size {
	s, err := parseSize(text)
	if err != nil {
		panic("size " + text + ": " + err.Error())
	}
	return s
}

// UnmarshalText takes the text as it is; what is wrong with it is found by validate.
func (s *Size) UnmarshalText(b []byte) error {
	*s, _ = parseSize(string(b))
	_, s.err = parseSize(string(b))
	return nil
}

// Bytes is the size.
func (s Size) Bytes() int64 { return s.bytes }

// String is the size as it was written.
func (s Size) String() string { return s.text }

// Day is a date, written "2026-07-01" with or without quotation marks.
type Day struct {
	year  int
	month time.Month
	day   int
	text  string
	err   error
}

// UnmarshalText takes the text as it is; what is wrong with it is found by validate.
func (d *Day) UnmarshalText(b []byte) error {
	d.text = string(b)
	t, err := time.Parse(time.DateOnly, d.text)
	if err != nil {
		d.err = fmt.Errorf(`is no date; write it as "2026-07-01"`)
		return nil
	}
	d.year, d.month, d.day = t.Date()
	return nil
}

// Start is the first moment of the day.
func (d Day) Start(in *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day, 0, 0, 0, 0, in)
}

// End is the moment at which the day is over.
func (d Day) End(in *time.Location) time.Time {
	return time.Date(d.year, d.month, d.day+1, 0, 0, 0, 0, in)
}

// String is the day as it was written.
func (d Day) String() string { return d.text }

// Secret is a password. It prints as three stars, whatever prints it.
type Secret string

// String hides the secret.
func (Secret) String() string { return "***" }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return "***" }

// MarshalText hides the secret from JSON and TOML, and from structured logs.
func (Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

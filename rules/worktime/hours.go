package worktime

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// window is a working window of a day in minutes since its midnight; 24:00 is 1440.
type window struct{ from, to int }

func (w window) String() string { return clockText(w.from) + "–" + clockText(w.to) }

func clockText(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// week has the windows of each day of the week, by time.Weekday, sorted, neither overlapping nor touching.
type week [7][]window

// dayNames are the words that hours may name the days by, in lower case.
var dayNames = [7][]string{
	time.Sunday:    {"sun", "sunday", "вс", "воскресенье"},
	time.Monday:    {"mon", "monday", "пн", "понедельник"},
	time.Tuesday:   {"tue", "tuesday", "вт", "вторник"},
	time.Wednesday: {"wed", "wednesday", "ср", "среда"},
	time.Thursday:  {"thu", "thursday", "чт", "четверг"},
	time.Friday:    {"fri", "friday", "пт", "пятница"},
	time.Saturday:  {"sat", "saturday", "сб", "суббота"},
}

// parseHours reads "Mon-Fri 09:00-13:00,14:00-18:00; Sat 10:00-14:00". Days may be ranges (over the week's end too) and
// lists, in English or Russian.
func parseHours(spec string) (week, error) {
	var w week
	for group := range strings.SplitSeq(spec, ";") {
		if strings.TrimSpace(group) == "" {
			continue
		}
		if err := w.addGroup(strings.TrimSpace(group)); err != nil {
			return week{}, fmt.Errorf("%q: in %q: %w", spec, strings.TrimSpace(group), err)
		}
	}
	open := false
	for day := range w {
		if err := w.tidy(time.Weekday(day)); err != nil {
			return week{}, fmt.Errorf("%q: %w", spec, err)
		}
		open = open || len(w[day]) > 0
	}
	if !open {
		return week{}, fmt.Errorf("%q has no working time: write it like %q", spec, DefaultHours)
	}
	return w, nil
}

// addGroup adds "Mon-Fri 09:00-13:00,14:00-18:00".
func (w *week) addGroup(group string) error {
	i := strings.IndexFunc(group, unicode.IsDigit)
	if i < 0 {
		return fmt.Errorf("no times: write %q", group+" 09:00-18:00")
	}
	days, err := parseDays(strings.TrimSpace(group[:i]))
	if err != nil {
		return err
	}
	for part := range strings.SplitSeq(group[i:], ",") {
		win, err := parseWindow(strings.TrimSpace(part))
		if err != nil {
			return err
		}
		for _, d := range days {
			w[d] = append(w[d], win)
		}
	}
	return nil
}

// tidy sorts a day's windows, joins those that touch and refuses those that overlap.
func (w *week) tidy(day time.Weekday) error {
	slices.SortFunc(w[day], func(a, b window) int { return a.from - b.from })
	var tidy []window
	for _, win := range w[day] {
		switch n := len(tidy); {
		case n > 0 && win.from < tidy[n-1].to:
			return fmt.Errorf("the windows %v and %v of %v overlap: name each hour once", tidy[n-1], win, day)
		case n > 0 && win.from == tidy[n-1].to:
			tidy[n-1].to = win.to
		default:
			tidy = append(tidy, win)
		}
	}
	w[day] = tidy
	return nil
}

// parseDays reads "Mon-Fri", "Пн, Ср, Пт", "Sat-Mon".
func parseDays(s string) ([]time.Weekday, error) {
	if s == "" {
		return nil, fmt.Errorf("no days before the times: write %q", "Mon-Fri 09:00-18:00")
	}
	var days []time.Weekday
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(dashes.Replace(part), "-")
		from, err := parseDay(first)
		if err != nil {
			return nil, err
		}
		to := from
		if isRange {
			if to, err = parseDay(last); err != nil {
				return nil, err
			}
		}
		for d := from; ; d = (d + 1) % 7 {
			if slices.Contains(days, d) {
				return nil, fmt.Errorf("%v is named twice", d)
			}
			if days = append(days, d); d == to {
				break
			}
		}
	}
	return days, nil
}

func parseDay(s string) (time.Weekday, error) {
	name := strings.TrimRight(strings.ToLower(strings.TrimSpace(s)), ".")
	for day, names := range dayNames {
		if slices.Contains(names, name) {
			return time.Weekday(day), nil
		}
	}
	return 0, fmt.Errorf("%q is no day of the week: write Mon, Tue, Wed, Thu, Fri, Sat, Sun or Пн, Вт, Ср, Чт, Пт, Сб, Вс", strings.TrimSpace(s))
}

// parseWindow reads "09:00-18:00".
func parseWindow(s string) (window, error) {
	first, last, ok := strings.Cut(dashes.Replace(s), "-")
	if !ok {
		return window{}, fmt.Errorf("%q has no end: write it like 09:00-18:00", s)
	}
	from, err := parseClock(first)
	if err != nil {
		return window{}, err
	}
	to, err := parseClock(last)
	if err != nil {
		return window{}, err
	}
	if to <= from {
		return window{}, fmt.Errorf("%q ends before it begins: hours over midnight are two windows, 22:00-24:00 and 00:00-06:00 of the next day", s)
	}
	return window{from, to}, nil
}

// parseClock reads "09:00", "9:00" or "9" as minutes since midnight, up to 24:00.
func parseClock(s string) (int, error) {
	s = strings.TrimSpace(s)
	hour, minute, hasMinute := strings.Cut(s, ":")
	h, err := parseTwoDigits(hour)
	m := 0
	if err == nil && hasMinute {
		m, err = parseTwoDigits(minute)
	}
	if err != nil || hasMinute && len(minute) != 2 || m > 59 || h*60+m > 24*60 {
		return 0, fmt.Errorf("%q is no time of day: write it like 09:00, up to 24:00", s)
	}
	return h*60 + m, nil
}

func parseTwoDigits(s string) (int, error) {
	if len(s) == 0 || len(s) > 2 || strings.Trim(s, "0123456789") != "" {
		return 0, strconv.ErrSyntax
	}
	return strconv.Atoi(s)
}

// dashes makes one kind of dash of the several that people and their editors write.
var dashes = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‑", "-")

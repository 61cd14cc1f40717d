package worktime

import (
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed ru.txt
var ruTable string

// russia is the built-in table, shared by all calendars.
var russia = sync.OnceValues(func() (*table, error) { return parseTable("ru.txt", ruTable) })

// Name is what a day off is called.
type Name struct {
	English, Russian string
}

// In returns the name in a language, "ru" or any other.
func (n Name) In(language string) string {
	if language == "ru" {
		return n.Russian
	}
	return n.English
}

// table says which days differ from what the hours say. Its format is described at the head of ru.txt.
type table struct {
	every    map[monthDay]yearly
	eveShort bool
	years    map[int]map[date]exception
}

// yearly is a day that is off in every year.
type yearly struct {
	name  Name
	moves bool
}

// exception is what a table says of a day.
type exception struct {
	off      bool
	name     Name
	short    bool
	open     bool
	replaces date // with open: the day whose hours hold
}

func (t *table) known(year int) bool { return t == nil || t.years[year] != nil }

// exceptions returns what the table says of the days of a year.
func (t *table) exceptions(year int) map[date]exception {
	days := map[date]exception{}
	if t == nil {
		return days
	}
	t.addYearly(days, year)
	if t.known(year) {
		maps.Copy(days, t.years[year])
		return days
	}
	t.addMoved(days, year)
	if t.eveShort {
		t.addEves(days, year)
	}
	return days
}

func (t *table) addYearly(days map[date]exception, year int) {
	for md, y := range t.every {
		if d, ok := md.in(year); ok {
			days[d] = exception{off: true, name: y.name}
		}
	}
}

// addMoved closes the next working day where a holiday meets a weekend.
func (t *table) addMoved(days map[date]exception, year int) {
	for md, y := range t.every {
		d, ok := md.in(year)
		if !ok || !y.moves || !d.isWeekend() {
			continue
		}
		next := d + 1
		for next.isWeekend() || days[next].off {
			next++
		}
		days[next] = exception{off: true, name: movedFrom(d)}
	}
}

// addEves shortens the day before each holiday of every year, New Year's Day of the next year included.
func (t *table) addEves(days map[date]exception, year int) {
	for d := firstOf(year); d < firstOf(year+1); d++ {
		if _, holiday := t.every[(d + 1).monthDay()]; holiday && !days[d].off && !d.isWeekend() {
			days[d] = exception{short: true}
		}
	}
}

func movedFrom(d date) Name {
	_, m, day := d.civil()
	return Name{
		English: fmt.Sprintf("moved from %d %s", day, m),
		Russian: fmt.Sprintf("перенос с %d %s", day, monthsOf[m-1]),
	}
}

// monthsOf are the months' names as they follow a day.
var monthsOf = [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}

// loadTable returns the table that a config names: "none", a built-in one, or a file.
func loadTable(name string) (*table, error) {
	switch name {
	case "none":
		return nil, nil
	case "ru":
		return russia()
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%w: write \"ru\", \"none\" or the path of a table file", err)
	}
	if err != nil {
		return nil, err
	}
	return parseTable(name, string(data))
}

// parseTable reads a table; its errors begin with name:line.
func parseTable(name, text string) (*table, error) {
	p := tableParser{table: &table{every: map[monthDay]yearly{}, years: map[int]map[date]exception{}}, own: map[int]bool{}}
	n := 0
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		n++
		line, _, _ = strings.Cut(line, "#")
		if fields := strings.Fields(line); len(fields) > 0 {
			if err := p.line(fields); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", name, n, err)
			}
		}
	}
	return p.table, nil
}

// tableParser is the state between lines.
type tableParser struct {
	*table
	year    int  // of the heading above
	yearly  bool // the heading above is "every year"
	own     map[int]bool
	started bool
}

func (p *tableParser) line(f []string) error {
	first := !p.started
	p.started = true
	switch {
	case f[0] == "include":
		return p.include(f[1:], first)
	case f[0] == "every" && len(f) == 2 && f[1] == "year":
		p.yearly, p.year = true, 0
		return nil
	case f[0] == "year":
		return p.heading(f[1:])
	case f[0] == "eve" && len(f) == 2 && f[1] == "short" && p.yearly:
		p.eveShort = true
		return nil
	case !p.yearly && p.year == 0:
		return fmt.Errorf("%q stands before any heading: begin with \"year 2026\" or \"every year\"", strings.Join(f, " "))
	case len(f) == 1:
		return fmt.Errorf("%q says nothing of the day: write off, short or open after it", f[0])
	case p.yearly:
		return p.everyYear(f)
	default:
		return p.thisYear(f)
	}
}

func (p *tableParser) include(f []string, first bool) error {
	if len(f) != 1 || f[0] != "ru" {
		return fmt.Errorf("include %s: only \"include ru\" is known", strings.Join(f, " "))
	}
	if !first {
		return errors.New("include ru must come before all else")
	}
	ru, err := parseTable("ru.txt", ruTable)
	if err != nil {
		return err
	}
	p.table = ru
	return nil
}

func (p *tableParser) heading(f []string) error {
	y, err := strconv.Atoi(strings.Join(f, " "))
	if err != nil || y < firstYear || y > lastYear {
		return fmt.Errorf("year %s: write a year, such as \"year 2026\"", strings.Join(f, " "))
	}
	if p.own[y] {
		return fmt.Errorf("year %d is there twice: put its days under one heading", y)
	}
	p.own[y], p.year, p.yearly = true, y, false
	p.years[y] = map[date]exception{}
	return nil
}

// everyYear reads "02-23 off moves Name | Имя".
func (p *tableParser) everyYear(f []string) error {
	if f[1] != "off" {
		return fmt.Errorf("%q under \"every year\": only days off can be there", f[1])
	}
	words, moves := f[2:], false
	if len(words) > 0 && words[0] == "moves" {
		words, moves = words[1:], true
	}
	name, err := parseName(words)
	if err != nil {
		return err
	}
	return eachDay(f[0], 2000, func(d date) error { // a leap year: 02-29 may be a holiday
		p.every[d.monthDay()] = yearly{name: name, moves: moves}
		return nil
	})
}

// thisYear reads a line under "year 2026".
func (p *tableParser) thisYear(f []string) error {
	x, err := p.exception(f[1:])
	if err != nil {
		return err
	}
	days := p.years[p.year]
	return eachDay(f[0], p.year, func(d date) error {
		if _, twice := days[d]; twice {
			return fmt.Errorf("%s is there twice in %d", d, p.year)
		}
		days[d] = x
		return nil
	})
}

func (p *tableParser) exception(f []string) (x exception, err error) {
	switch {
	case f[0] == "off":
		x.off = true
		x.name, err = parseName(f[1:])
	case f[0] == "short" && len(f) == 1:
		x.short = true
	case f[0] == "open" && (len(f) == 3 || len(f) == 4 && f[3] == "short") && f[1] == "for":
		x.open, x.short = true, len(f) == 4
		x.replaces, err = parseDate(f[2], p.year)
	default:
		err = fmt.Errorf("%q is not understood: write \"off NAME\", \"short\", \"open for MM-DD\" or \"open for MM-DD short\"", strings.Join(f, " "))
	}
	return x, err
}

func parseName(words []string) (Name, error) {
	english, russian, both := strings.Cut(strings.Join(words, " "), "|")
	english, russian = strings.TrimSpace(english), strings.TrimSpace(russian)
	if !both {
		russian = english
	}
	if english == "" || russian == "" {
		return Name{}, errors.New("the day off has no name: write \"off English name | русское название\"")
	}
	return Name{english, russian}, nil
}

// eachDay calls f for each day of "MM-DD" or "MM-DD..MM-DD".
func eachDay(s string, year int, f func(date) error) error {
	first, last, isRange := strings.Cut(s, "..")
	from, err := parseDate(first, year)
	if err != nil {
		return err
	}
	to := from
	if isRange {
		if to, err = parseDate(last, year); err != nil {
			return err
		}
	}
	if to < from {
		return fmt.Errorf("%s ends before it begins: split it at the year's end", s)
	}
	for d := from; d <= to; d++ {
		if err := f(d); err != nil {
			return err
		}
	}
	return nil
}

func parseDate(s string, year int) (date, error) {
	full := s
	if len(s) == len("01-02") {
		full = fmt.Sprintf("%04d-%s", year, s)
	}
	t, err := time.Parse(time.DateOnly, full)
	if err != nil {
		return 0, fmt.Errorf("%q is no day of %d: write MM-DD, such as 05-09", s, year)
	}
	return dateOf(t), nil
}

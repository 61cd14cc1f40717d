package letters

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// MeetingView is a meeting as templates tell it. All days are named so that the words stay true.
type MeetingView struct {
	Name      string         // its title; "" when it has none
	Day       string         // «12 марта»
	Date      string         // «четверг, 12 марта»
	OnDay     string         // «в четверг, 12 марта, в 15:00»
	Agreed    []MeetingPoint // numbered through: what was agreed …
	Ours      []MeetingPoint // … what we do …
	Theirs    []MeetingPoint // … what is needed of the client
	Next      []MeetingPoint // the next step; not numbered
	Confirm   string         // the numbers of the points that need a yes: «4 и 5»; "" when none does
	Confirms  int            // how many they are
	Lacks     []MeetingLack  // what the report or the invitation lacks
	Agenda    []string       // what is to be talked about
	People    string         // who was invited besides the reader: names, of the client's first
	Strangers string         // who took part and is not written to
	At        string         // «сегодня в 15:00»; of the brief, which is read right before
	Brief     *BriefView     // what there is to know of the client; of the brief
}

// MeetingPoint is a point of a report.
type MeetingPoint struct {
	Number int
	Text   string // the whole point, with owner and date: «Смета — Анна Лебедева, до пятницы, 14 марта.»
	Titled bool   // of a next step: its words say that it is one («следующая встреча …»)
}

// MeetingLack is what a report or an invitation lacks.
type MeetingLack struct {
	Fault  string // as rules.Fault names it: "no_owner", "no_date", …
	Number int    // of the point; 0 when it is about the whole
	Words  string
}

// meetingView puts a meeting into words.
func (d duty) meetingView(r *round, lang string, zone *time.Location) *MeetingView {
	g := d.Meeting
	if g == nil {
		return nil
	}
	start := g.Start.In(zone)
	v := &MeetingView{
		Name: oneLine(g.Summary), Day: date(lang, start, r.now), Date: weekday(lang, start) + ", " + date(lang, start, r.now),
		At: atTime(lang, start, r.now), OnDay: dueWords(lang, start, r.now, false, true), Agenda: excerpts(g.Agenda),
	}
	if g.Recalled != nil {
		v.Brief = d.briefView(r, lang, zone)
		if len(v.Agenda) == 0 && d.Kind == rules.InvitePoor {
			v.Agenda = excerpts(g.Recalled.Topics())
		}
	}
	for i := range v.Agenda {
		v.Agenda[i] = capital(v.Agenda[i])
	}
	v.points(lang, g.Points, zone, r.now)
	for i := range g.Next {
		v.Next = append(v.Next, nextStep(lang, &g.Next[i], zone, r.now))
	}
	for _, l := range g.Lacks {
		v.Lacks = append(v.Lacks, MeetingLack{string(l.Fault), l.Number, excerptOf(l.Words)})
	}
	var strangers []string
	for _, s := range g.Strangers {
		strangers = append(strangers, called(s))
	}
	v.Strangers = strings.Join(strangers, ", ")
	var people []string
	for _, who := range slices.Concat(g.Theirs, g.Copies) {
		people = append(people, called(who))
	}
	v.People = strings.Join(people, ", ")
	return v
}

// points sorts the points of a report by whose they are, and numbers them through.
func (v *MeetingView) points(lang string, points []reading.Point, zone *time.Location, now time.Time) {
	n := 0
	var confirm []int
	for _, group := range []struct {
		side reading.Side
		list *[]MeetingPoint
	}{{reading.Agreed, &v.Agreed}, {reading.Ours, &v.Ours}, {reading.Theirs, &v.Theirs}} {
		for i := range points {
			p := &points[i]
			if p.Side != group.side {
				continue
			}
			n++
			*group.list = append(*group.list, MeetingPoint{Number: n, Text: pointLine(lang, p, zone, now)})
			if p.Confirm && p.Side == reading.Theirs {
				confirm = append(confirm, n)
			}
		}
	}
	v.Confirm, v.Confirms = listed(lang, confirm), len(confirm)
}

// nextStep is the next step as the report tells it: behind «следующий шаг», unless its words say so themselves.
func nextStep(lang string, p *reading.Point, zone *time.Location, now time.Time) MeetingPoint {
	text := stopped(unstopped(inPlace(lang, p, zone, now)))
	first := foldName(firstWord(text))
	if strings.HasPrefix(first, "следующ") || strings.HasPrefix(first, "ближайш") || first == "next" {
		return MeetingPoint{Text: capital(text), Titled: true}
	}
	r, n := utf8.DecodeRuneInString(text)
	if !hasUpper(firstWord(text)[n:]) && !given(firstWord(text)) {
		text = string(unicode.ToLower(r)) + text[n:]
	}
	return MeetingPoint{Text: text}
}

// listed is numbers as they are read aloud: «2, 4 и 5».
func listed(lang string, numbers []int) string {
	var words []string
	for _, n := range numbers {
		words = append(words, strconv.Itoa(n))
	}
	return joined(lang, words)
}

// joined is words in a row, the last with «и».
func joined(lang string, words []string) string {
	and := map[bool]string{true: " and ", false: " и "}[lang == "en"]
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + and + words[len(words)-1]
}

// pointLine is a point as the report tells it: a step with its owner and date behind it, an agreement with its date where
// it was said.
func pointLine(lang string, p *reading.Point, zone *time.Location, now time.Time) string {
	if !p.Step {
		return stopped(capital(inPlace(lang, p, zone, now)))
	}
	var tail []string
	if p.Owner != "" {
		tail = append(tail, oneLine(p.Owner))
	}
	text := p.Text
	if !p.Due.IsZero() {
		tail = append(tail, due(lang, p, zone, now))
		text = p.WithoutDate()
	}
	line := capital(unstopped(oneLine(text)))
	if len(tail) > 0 {
		line += " — " + strings.Join(tail, ", ")
	}
	return stopped(line)
}

// due says by when or when a step is due.
func due(lang string, p *reading.Point, zone *time.Location, now time.Time) string {
	at := p.Due.In(zone)
	return dueWords(lang, at, now, p.By, p.Precision == reading.Minute || at.Format("15:04") != "18:00")
}

var (
	genitiveRu = [...]string{"воскресенья", "понедельника", "вторника", "среды", "четверга", "пятницы", "субботы"}
	figureDate = regexp.MustCompile(`\d{1,2}[./]\d{1,2}|\d{4}-\d{2}`)
)

// dueWords names a day, with its time of day where that was named: «до пятницы, 13 марта», "on Tuesday, 17 March, at 15:00".
func dueWords(lang string, t, now time.Time, by, clock bool) string {
	day := date(lang, t, now)
	if lang == "en" {
		words := "on " + t.Weekday().String() + ", " + day
		if by {
			words = "by " + t.Weekday().String() + ", " + day
		}
		switch {
		case clock && by:
			return words + ", " + t.Format("15:04")
		case clock:
			return words + ", at " + t.Format("15:04")
		}
		return words
	}
	words := onDayRu[t.Weekday()] + ", " + day
	if by {
		words = "до " + genitiveRu[t.Weekday()] + ", " + day
	}
	switch {
	case clock && by:
		return words + ", " + t.Format("15:04")
	case clock:
		return words + ", в " + t.Format("15:04")
	}
	return words
}

// inPlace is the text of a point with the words of its date made such that stay true, where they were said. What names the
// day of a month stays as it is.
func inPlace(lang string, p *reading.Point, zone *time.Location, now time.Time) string {
	words := p.Text[p.When.Start:p.When.End]
	if p.Due.IsZero() || words == "" || absolute(words) {
		return oneLine(p.Text)
	}
	at := p.Due.In(zone)
	clock := p.Precision == reading.Minute || at.Format("15:04") != "18:00"
	said := dueWords(lang, at, now, p.By, clock)
	if before := strings.TrimSpace(p.Text[:p.When.Start]); bareDay(words) && (before == "" || strings.ContainsAny(before[len(before)-1:], ":-") || strings.HasSuffix(before, "—")) {
		said = weekday(lang, at) + ", " + date(lang, at, now)
		if clock {
			said += ", " + at.Format("15:04")
		}
	}
	after := p.Text[p.When.End:]
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(after)); unicode.IsLetter(r) {
		after = "," + after
	}
	return oneLine(p.Text[:p.When.Start] + said + after)
}

// absolute reports whether words name the day of a month.
func absolute(words string) bool {
	if figureDate.MatchString(words) {
		return true
	}
	folded := strings.ToLower(words)
	for m := time.January; m <= time.December; m++ {
		if strings.Contains(folded, monthsRu[m-1]) || strings.Contains(folded, strings.ToLower(m.String())) {
			return true
		}
	}
	return false
}

// bareDay reports whether a day is named without a preposition, as after a dash: «срок — пятница».
func bareDay(words string) bool {
	first, _, _ := strings.Cut(strings.ToLower(words), " ")
	for i := range dayRu {
		if first == dayRu[i] || first == strings.ToLower(time.Weekday(i).String()) {
			return true
		}
	}
	return false
}

// capital is a text that begins with a capital.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 || strings.Contains(firstWord(s), ".") || hasUpper(firstWord(s)[n:]) { // "tilda.cc", «iPhone»
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

func firstWord(s string) string {
	first, _, _ := strings.Cut(s, " ")
	return first
}

func hasUpper(s string) bool { return strings.ContainsFunc(s, unicode.IsUpper) }

// stopped is a text that ends in a full stop.
func stopped(s string) string {
	if s == "" || strings.ContainsAny(s[len(s)-1:], ".!?") || strings.HasSuffix(s, "…") {
		return s
	}
	return s + "."
}

// unstopped is a text without a full stop at its end.
func unstopped(s string) string {
	if strings.HasSuffix(s, "..") {
		return s
	}
	return strings.TrimRight(strings.TrimSuffix(s, "."), " ;,")
}

// excerpts are pieces of text as a notice shows them.
func excerpts(list []string) []string {
	var out []string
	for _, s := range list {
		if s = excerptOf(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// recipients are whom a letter about a meeting goes to and who gets a copy: of the client's people and ours, each once.
func (a *attempt) recipients() (to, cc []mailbox.Address) {
	to = []mailbox.Address{a.to}
	if a.Meeting == nil {
		return to, nil
	}
	seen := map[string]bool{strings.ToLower(a.to.Mail): true, strings.ToLower(a.manager.Address): true}
	take := func(list []mailbox.Address, who mailbox.Address) []mailbox.Address {
		if seen[strings.ToLower(who.Mail)] || !a.mayRead(who.Mail) {
			return list
		}
		seen[strings.ToLower(who.Mail)] = true
		return append(list, who)
	}
	for _, who := range a.Meeting.Theirs {
		to = take(to, who)
	}
	for _, who := range a.Meeting.Copies {
		cc = take(cc, who)
	}
	return to, cc
}

// mayRead reports whether a letter about a meeting with the client may go to an address: one of ours, or one of his at which
// somebody reads.
func (a *attempt) mayRead(address string) bool {
	client, known := a.p.Directory.Client(address)
	if !a.p.Directory.Ours(address) && (!known || client.Name != a.Client) || neverAnswered(address) {
		return false
	}
	return checkAddress(mailbox.Address{Mail: address}) == nil && reaches(a.of, a.now, address).Action == Go
}

// greetingAll addresses all whom a letter goes to by name, up to three; when one of them has none that is sure, nobody.
func (a *attempt) greetingAll(lang string, tone Tone, to []mailbox.Address) string {
	if len(to) < 2 {
		return a.greeting(lang, tone)
	}
	var called []string
	for _, who := range to {
		one := *a
		one.to = who
		if name, ok := one.calledName(lang, tone); ok {
			called = append(called, name)
		}
	}
	if len(called) < len(to) || len(to) > 3 || slices.ContainsFunc(called, func(n string) bool { return latin(n) != (lang == "en") }) {
		return map[bool]string{true: map[Tone]string{Informal: "Hi everyone,", Formal: "Dear colleagues,"}[tone], false: "Добрый день, коллеги!"}[lang == "en"]
	}
	return greetAs(lang, tone, joined(lang, called))
}

// calledName is the name by which a salutation calls the recipient.
func (a *attempt) calledName(lang string, tone Tone) (string, bool) {
	if c := a.contact(); c.Name != "" || c.Salutation != "" {
		return oneLine(c.Name), c.Name != ""
	}
	name := calledSo(a.name(lang), a.of.Entries, a.to)
	if name.Given == "" {
		return "", false
	}
	if tone == Formal && name.Patronymic != "" && lang != "en" {
		return name.Given + " " + name.Patronymic, true
	}
	return name.Given, true
}

// linesOf are addresses as a notice shows them.
func linesOf(list []mailbox.Address) string {
	var lines []string
	for _, a := range list {
		lines = append(lines, addressLine(a))
	}
	return strings.Join(lines, ", ")
}

package letters

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"vernus/rules"
)

// matter fills in what letters other than acknowledgements say: what they rest on, and the days that they name. No word
// of theirs depends on the day that they are read on: such a letter may wait for its yes.
func (a *attempt) matter(lang string, f *Fields) (template string, returnBy time.Time) {
	zone := a.zone()
	a.facts(a.round, lang, zone, f)
	if !a.ReturnBy.IsZero() {
		returnBy = a.ReturnBy
		f.ReturnBy = dayAndTime(lang, returnBy.In(zone), a.now)
	}
	template = templateName(a.kind)
	if variants := clientKinds[a.kind]; len(variants) > 1 {
		template += fmt.Sprintf("-%d", min(max(a.Stage, 1), len(variants)))
	}
	return template, returnBy
}

// facts fills in what a finding says, in words: for letters to clients and for notices about them.
func (d duty) facts(r *round, lang string, zone *time.Location, f *Fields) {
	if len(d.Quotes) > 0 {
		f.Quote = excerptOf(strings.TrimRight(d.Quotes[0], " .,;:…"))
	}
	for _, q := range d.Quotes {
		if d.Kind == rules.FollowUp {
			q = hisStep(q)
		}
		f.Quotes = append(f.Quotes, excerptOf(q))
	}
	if !d.Since.IsZero() {
		f.Written = date(lang, d.Since.In(zone), r.now)
	}
	if !d.Due.IsZero() {
		due := d.Due.In(zone)
		f.Due = weekday(lang, due) + ", " + date(lang, due, r.now) + ", " + due.Format("15:04")
		f.DueDay = date(lang, d.Due.In(zone), r.now)
	}
	f.Today = date(lang, r.now.In(zone), r.now)
	f.Days, f.Count, f.Of, f.Note = d.Days, d.Count, d.Of, oneLine(d.Note)
	d.absence(r, lang, zone, f)
	f.Meeting = d.meetingView(r, lang, zone)
	if d.Kind == rules.ReportDue {
		f.Held = held(lang, d.Finding.From.In(zone), d.Finding.To.In(zone), r.now)
	}
	for _, w := range d.Wishes {
		f.Wishes = append(f.Wishes, Wished{date(lang, w.At.In(zone), r.now), excerptOf(strings.TrimRight(w.Text, " .…")), decided(lang, w.Decision)})
	}
	if m, ok := r.p.manager(d.Substitute); ok {
		f.Substitute, f.SubstituteMail = oneLine(m.Name), m.Address
	}
	if m, ok := r.p.manager(d.Manager); ok {
		f.Manager = oneLine(m.Name)
	}
}

// onHim is how a point of a report says whose step it is, which the letter that lists his steps has said already.
var onHim = regexp.MustCompile(`(?i)^(?:с вас|от вас|с вашей стороны|за вами|from you(?: we need)?|on your side)\s*(?:[—–:-]\s*)?`)

// hisStep is a point of a report as a list of the reader's own steps has it: «С вас — план розеток» is «План розеток». A
// bracket that its words do not close is left out.
func hisStep(words string) string {
	step := words
	if rest := onHim.ReplaceAllString(words, ""); len(rest) > len(words)/3 {
		step = rest
	}
	if open := strings.LastIndex(step, "("); open > 0 && !strings.Contains(step[open:], ")") {
		step = step[:open]
	}
	step = strings.TrimRight(step, " .,;:!")
	if r, size := utf8.DecodeRuneInString(step); size > 0 && step != words {
		step = string(unicode.ToUpper(r)) + step[size:]
	}
	return step
}

// absence tells of whose days away a finding is, or in whose stead its manager answers. Days are those of who is away: his
// last day is the same for every reader.
func (d duty) absence(r *round, lang string, zone *time.Location, f *Fields) {
	away, known := r.p.manager(d.Owner)
	if known {
		zone = away.Calendar.Location()
		if d.Manager != d.Owner {
			f.Absent = oneLine(away.Name)
		}
	}
	if d.From.IsZero() {
		return
	}
	from := d.Finding.From.In(zone)
	f.From, f.Away = date(lang, from, r.now), since(lang, from, r.now)
	if d.To.IsZero() {
		return
	}
	last := d.Finding.To.Add(-time.Second).In(zone)
	f.Until, f.Away = date(lang, last, r.now), fromTo(lang, from, last, r.now)
	back := d.Finding.To.In(zone)
	if known {
		if opening, err := away.Calendar.Opening(back); err == nil {
			back = opening
		}
	}
	f.Back = date(lang, back, r.now)
}

// held is when a meeting was: «вторник, 10 марта, 15:00–16:00».
func held(lang string, from, to, now time.Time) string {
	s := weekday(lang, from) + ", " + date(lang, from, now) + ", " + from.Format("15:04")
	switch {
	case !to.After(from):
		return s
	case from.Format(time.DateOnly) != to.Format(time.DateOnly):
		return s + " – " + date(lang, to, now) + ", " + to.Format("15:04")
	}
	return s + "–" + to.Format("15:04")
}

// decided names what was decided about a wish.
func decided(lang string, d rules.Decision) string {
	if lang == "en" {
		return map[rules.Decision]string{"": "undecided", rules.Included: "included", rules.Paid: "for a charge", rules.Bonus: "as a bonus", rules.Declined: "declined"}[d]
	}
	return map[rules.Decision]string{"": "не решено", rules.Included: "в составе работ", rules.Paid: "за доплату", rules.Bonus: "в подарок", rules.Declined: "отказ"}[d]
}

// zone is the one in which the client is told times.
func (a *attempt) zone() *time.Location {
	if loc := a.p.Clients[a.Client].Location; loc != nil {
		return loc
	}
	return a.manager.Calendar.Location()
}

// dayAndTime names a moment in words that stay true: «в пятницу, 14 марта, до 18:00», whatever today is.
func dayAndTime(lang string, t, now time.Time) string {
	if lang == "en" {
		return t.Weekday().String() + ", " + date(lang, t, now) + ", by " + t.Format("15:04")
	}
	return onDayRu[t.Weekday()] + ", " + date(lang, t, now) + ", до " + t.Format("15:04")
}

func weekday(lang string, t time.Time) string {
	if lang == "en" {
		return t.Weekday().String()
	}
	return dayRu[t.Weekday()]
}

// templateName is the name of a kind's template without variant, tone and ending.
func templateName(k Kind) string { return strings.ReplaceAll(string(k), "_", "-") }

// clientTemplates are the names of the letters to clients besides acknowledgements, without language, tone and ending.
func clientTemplates() []string {
	var names []string
	for kind, variants := range clientKinds {
		for _, v := range variants {
			names = append(names, templateName(kind)+v)
		}
	}
	slices.Sort(names)
	return names
}

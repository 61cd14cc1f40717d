package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"vernus/letters"
	"vernus/rules"
	"vernus/rules/worktime"
)

// Date is one of the dates of a client: a day that matters to him. Yearly ones come again each year.
type Date struct {
	Name   string `toml:"name"`
	Day    Day    `toml:"day"`
	Yearly bool   `toml:"yearly"`
	Before Span   `toml:"before"`
	Letter string `toml:"letter"`
}

// Contact is one of the contacts of a client: how a person there is addressed. What is empty is the client's.
type Contact struct {
	Address    string `toml:"address"`
	Name       string `toml:"name"`
	Salutation string `toml:"salutation"`
	Tone       string `toml:"tone"`
	Language   string `toml:"language"`
}

// client checks what a client's entry says beyond who he is.
func (k *checker) client(path string, cl *Client) {
	k.oneOf(path+".language", cl.Language, "ru", "en")
	k.oneOf(path+".tone", cl.Tone, "formal", "informal")
	k.span(path+".answer_within", cl.AnswerWithin, !cl.AnswerWithin.Given())
	k.modes(path+".modes", cl.Modes)
	k.day(path+".active_until", cl.ActiveUntil, "it is the last day of the project; leave it out when that is not known")
	k.chain(path+".chain", cl.Chain)
	for j, contact := range cl.Contacts {
		k.contact(fmt.Sprintf("%s.contacts[%d]", path, j), contact)
	}
	for j := range cl.Dates {
		k.date(fmt.Sprintf("%s.dates[%d]", path, j), &cl.Dates[j])
	}
	if cl.Timezone != "" || cl.Hours != "" || cl.Holidays != "" {
		timezone, hours, holidays := cl.Timezone, cl.Hours, cl.Holidays
		k.c.fillHours(&timezone, &hours, &holidays)
		k.c.clientCalendars[cl.Name] = k.calendar(path, timezone, hours, holidays)
	}
	if cl.Standard != nil {
		k.standard(path+".standard", *cl.Standard)
	}
}

func (k *checker) contact(path string, c Contact) {
	k.address(path+".address", c.Address)
	k.oneOf(path+".tone", c.Tone, "formal", "informal")
	k.oneOf(path+".language", c.Language, "ru", "en")
	for _, words := range []struct{ key, text string }{{".name", c.Name}, {".salutation", c.Salutation}} {
		if strings.ContainsFunc(words.text, unicode.IsControl) {
			k.wrong(path+words.key, quoted(words.text)+" is more than a line", "write it in one line")
		}
	}
}

// day checks a date that may be left out.
func (k *checker) day(path string, d Day, remedy string) {
	if d.err != nil {
		k.wrong(path, quoted(d.text)+" "+d.err.Error(), "%s", remedy)
	}
}

// chain checks who a client's matter goes to when it is stuck.
func (k *checker) chain(path string, chain []string) {
	var ours []string
	for _, l := range k.c.Leads {
		ours = append(ours, l.Address)
	}
	for _, m := range k.c.Managers {
		ours = append(ours, m.Address)
	}
	seen := map[string]bool{}
	for _, address := range chain {
		switch {
		case !slices.Contains(ours, address):
			k.wrong(path, quoted(address)+" is neither a lead nor a manager", "%s", meant(address, ours, "they are"))
		case seen[address]:
			k.wrong(path, quoted(address)+" stands in it twice", "keep it where it is to hear first")
		}
		seen[address] = true
	}
}

func (k *checker) date(path string, d *Date) {
	if strings.TrimSpace(d.Name) == "" {
		k.wrong(path+".name", "the name is missing", `the manager is reminded by it: name = "end of the contract"`)
	}
	if d.Day.text == "" {
		k.wrong(path+".day", "the date is missing", `write it as day = "2027-03-31"`)
	}
	k.day(path+".day", d.Day, `of a yearly day any year will do`)
	k.span(path+".before", d.Before, true)
	if d.Letter == "" {
		return
	}
	var kinds []string
	for _, kind := range letters.OccasionKinds {
		kinds = append(kinds, string(kind))
	}
	if !slices.Contains(kinds, d.Letter) {
		k.wrong(path+".letter", "no letter "+quoted(d.Letter)+" goes with a date", "%s", meant(d.Letter, kinds, "the letters are"))
	}
}

// profile is what the entry says of a client beyond who he is and what he may expect.
func (c *Config) profile(cl Client) rules.Profile {
	loc := c.Calendar("").Location()
	p := rules.Profile{Chain: cl.Chain, Calendar: c.clientCalendars[cl.Name]}
	if cl.ActiveUntil.text != "" {
		p.ActiveUntil = cl.ActiveUntil.End(loc)
	}
	for _, d := range cl.Dates {
		p.Occasions = append(p.Occasions, rules.Occasion{Name: d.Name, Day: d.Day.Start(loc), Yearly: d.Yearly, Before: d.Before.Plain(), Letter: d.Letter,
			OnDay: d.Letter == string(letters.Congratulation)})
	}
	return p
}

// absencesOf are the days that a manager is away by the config, as the rules know them.
func absencesOf(m Manager, in *time.Location) []rules.Ruling {
	var out []rules.Ruling
	for _, a := range m.Absent {
		out = append(out, rules.Ruling{Kind: rules.Absence, By: "the configuration", Why: a.Why, Manager: m.Address, Substitute: a.Substitute,
			From: a.From.Start(in), To: a.To.End(in)})
	}
	return out
}

// clock is the working time by which a manager's duties are counted: it stops while he is away, unless a substitute works
// in his stead.
func (c *Config) clock(m Manager) *worktime.Calendar {
	full, all := c.present[m.Address], c.Calendar(m.Address)
	if full == nil {
		return all
	}
	var away []worktime.Absence
	for _, a := range m.Absent {
		if a.Substitute == "" {
			away = append(away, worktime.Absence{From: a.From.Start(full.Location()), To: a.To.End(full.Location()), Why: a.Why})
		}
	}
	return full.WithAbsences(away...)
}

package main

import (
	"bytes"
	"cmp"
	_ "embed" // the page's template
	"fmt"
	"html/template"
	"maps"
	"os"
	"slices"

	"vernus/letters"
	"vernus/rules"
	"vernus/store"
)

//go:embed replay.html.tmpl
var replayTemplate string

// replayPage is a report as the page shows it, all in words of the team's language.
type replayPage struct {
	Lang, Title, Span string
	Facts             [][2]string
	Pictures          []replayPicture
	Owed              []pageGroup
	Tables            []pageTable
	Letters           []pageLetter
	Held              [][2]string
	Doubts            []pageDoubt
	Meanings          [][2]string
}

type pageGroup struct {
	Title string
	Items []pageOwed
}

type pageOwed struct {
	Client, Manager, Subject, Words, Rule, Because string
	Quotes                                         []string
	Urgent                                         bool
}

type pageTable struct {
	Title string
	Head  []string
	Rows  [][]string
}

type pageLetter struct {
	At, How, To, Subject, Rule, Because, Text string
	Quotes                                    []string
}

type pageDoubt struct{ At, Client, Subject, Why, Text string }

// writePage writes a report as one page that needs nothing else: no scripts, no network. Only its owner can read it,
// since it quotes letters.
func (r *replay) writePage(report *replayReport, file string) error {
	t := r.cfg.tongue(report.period.To)
	page, err := template.New("page").Funcs(template.FuncMap{"say": t.say}).Parse(replayTemplate)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := page.Execute(&b, t.page(report, r.cfg)); err != nil {
		return fmt.Errorf("make the page: %w", err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

func (t tongue) page(r *replayReport, cfg *Config) replayPage {
	names := cfg.names()
	name := func(address string) string { return firstOf(names[address], address) }
	p := replayPage{
		Lang: t.lang, Title: t.say("Как шла работа с клиентами", "How clients were served"),
		Span:     fmt.Sprintf(t.say("С %s по %s, %s", "%s to %s, %s"), t.date(r.period.From), t.date(r.period.To), t.count(r.Messages, "письмо", "письма", "писем", "letter", "letters")),
		Facts:    t.summaryOf(r),
		Pictures: t.pictures(r.measured),
		Meanings: t.meanings(),
	}
	for _, o := range r.owed {
		title := t.heading(o.Urgency)
		if n := len(p.Owed); n == 0 || p.Owed[n-1].Title != title {
			p.Owed = append(p.Owed, pageGroup{Title: title})
		}
		group := &p.Owed[len(p.Owed)-1]
		group.Items = append(group.Items, pageOwed{
			Client: o.Client, Manager: name(o.Manager), Subject: o.Subject, Words: t.tell(o), Rule: o.Rule + " " + t.rule(o.Rule), Because: o.Because,
			Quotes: shorts(o.Quotes), Urgent: o.Urgency == urgentOverdue || o.Urgency == urgentComplaint,
		})
	}
	head := t.scoreHead()
	for _, list := range []pageTable{t.scoreTable(t.say("Менеджеры", "Managers"), r.measured.Managers, name), t.scoreTable(t.say("Клиенты", "Clients"), r.measured.Clients, name)} {
		if len(list.Rows) > 0 {
			list.Head = append([]string{list.Title}, head...)
			p.Tables = append(p.Tables, list)
		}
	}
	p.Letters = t.pageLetters(r.rows)
	for _, reason := range heldMost(r.held) {
		p.Held = append(p.Held, [2]string{reason.Words(t.lang), fmt.Sprint(r.held[reason])})
	}
	for _, d := range r.measured.Doubts {
		p.Doubts = append(p.Doubts, pageDoubt{t.date(d.At), d.Client, d.Subject, t.doubt(d), short(d.Text, 300)})
	}
	return p
}

func (t tongue) scoreTable(title string, scores []rules.Score, name func(string) string) pageTable {
	table := pageTable{Title: title}
	for _, s := range scores {
		table.Rows = append(table.Rows, append([]string{name(s.Name)}, t.row(s)...))
	}
	return table
}

func (t tongue) pageLetters(rows []store.Row) []pageLetter {
	var list []pageLetter
	for _, row := range rows {
		if row.Kind == letters.Suggestion {
			continue // the letter that it suggests is listed
		}
		l := pageLetter{At: t.date(writtenAt(row)), How: t.how(row), To: mailList(row.To), Subject: row.Subject, Rule: row.Rule + " " + t.rule(row.Rule), Because: row.Because,
			Quotes: shorts(row.Quotes)}
		if row.ToClient {
			l.Text = row.Text
		}
		list = append(list, l)
	}
	return list
}

// heldMost lists reasons, the most frequent first.
func heldMost(held map[letters.Reason]int) []letters.Reason {
	return slices.SortedFunc(maps.Keys(held), func(a, b letters.Reason) int { return cmp.Or(held[b]-held[a], cmp.Compare(a, b)) })
}

func shorts(quotes []string) []string {
	out := make([]string, len(quotes))
	for i, q := range quotes {
		out[i] = short(q, 300)
	}
	return out
}

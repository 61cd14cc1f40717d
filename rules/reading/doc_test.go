package reading

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"
)

var update = flag.Bool("update", false, "write what the tests got into docs/reading.md")

const handbook = "../../docs/reading.md"

// monday is the day of the letters in the handbook.
var monday = time.Date(2026, 3, 2, 10, 0, 0, 0, moscow)

// TestHandbook holds docs/reading.md to the program: each table of examples says what the program makes of them.
func TestHandbook(t *testing.T) {
	data, err := os.ReadFile(handbook)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, table := range []struct {
		name string
		row  func(words string) string
	}{
		{"acts ru", func(w string) string { return actNames(w, false, actsInRussian) }},
		{"ours ru", func(w string) string { return actNames(w, true, actsInRussian) }},
		{"acts en", func(w string) string { return actNames(w, false, actsInEnglish) }},
		{"ours en", func(w string) string { return actNames(w, true, actsInEnglish) }},
		{"due ru", func(w string) string { return dueInRussian(promised(w, "Пришлём %s.")) }},
		{"due en", func(w string) string { return dueInEnglish(promised(w, "We'll send it %s.")) }},
	} {
		text = checkTable(t, text, table.name, table.row)
	}
	if *update && text != string(data) {
		if err := os.WriteFile(handbook, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

var handbookRow = regexp.MustCompile(`^\| ([«"])(.+)[»"] \| (.*?) ?\|$`)

// checkTable compares the second column of the table between the marks of a name with what row says of the first.
func checkTable(t *testing.T, text, name string, row func(words string) string) string {
	t.Helper()
	head, rest, ok := strings.Cut(text, "<!-- "+name+" -->\n")
	table, tail, ok2 := strings.Cut(rest, "<!-- /"+name+" -->\n")
	if !ok || !ok2 {
		t.Fatalf("%s lacks the marks of the table %q", handbook, name)
	}
	var b strings.Builder
	const rule = "| --- | --- |\n"
	heading, table, ok := strings.Cut(table, rule)
	if !ok || strings.Count(heading, "\n") != 1 {
		t.Fatalf("%s: the table %q has no heading", handbook, name)
	}
	for line := range strings.Lines(table) {
		m := handbookRow.FindStringSubmatch(strings.TrimSuffix(line, "\n"))
		if m == nil {
			t.Fatalf("%s, %s: what is this: %q", handbook, name, line)
		}
		want := row(m[2])
		if m[3] != want && !*update {
			t.Errorf("%s, %s: %q is %q, not %q (-update writes it)", handbook, name, m[2], want, m[3])
		}
		cell, _, _ := strings.Cut(line, " | ")
		fmt.Fprintf(&b, "%s | %s |\n", cell, want)
	}
	if b.Len() == 0 {
		t.Errorf("%s: the table %q is empty", handbook, name)
	}
	return head + "<!-- " + name + " -->\n" + heading + rule + b.String() + "<!-- /" + name + " -->\n" + tail
}

var (
	actsInRussian = map[Type]string{"": "ничего", Question: "вопрос", Request: "просьба", ChangeRequest: "изменение", Complaint: "недовольство",
		Confirmation: "согласие", Promise: "обещание", DeadlineShift: "перенос срока", Ack: "подтверждение"}
	actsInEnglish = map[Type]string{"": "nothing", Question: "question", Request: "request", ChangeRequest: "change", Complaint: "complaint",
		Confirmation: "agreement", Promise: "promise", DeadlineShift: "moved date", Ack: "acknowledgement"}
)

// actNames lists the acts of a letter in words, each kind once.
func actNames(words string, outgoing bool, names map[Type]string) string {
	var list []string
	for _, a := range Read(Letter{Text: words, Date: monday, Outgoing: outgoing, ToUs: true}).Acts {
		if n := names[a.Type]; !strings.Contains(strings.Join(list, ", "), n) {
			list = append(list, n)
		}
	}
	if len(list) == 0 {
		return names[""]
	}
	return strings.Join(list, ", ")
}

// promised is the promise of a letter of ours with such words about time; nil when there is none.
func promised(words, letter string) *Act {
	return first(Read(Letter{Text: fmt.Sprintf(letter, words), Date: monday, Outgoing: true}), Promise)
}

func dueInEnglish(a *Act) string {
	switch {
	case a == nil:
		return "nothing promised"
	case a.Due.IsZero():
		return "no time"
	}
	return a.Due.Format("Mon 2 January, 15:04")
}

func dueInRussian(a *Act) string {
	switch {
	case a == nil:
		return "обещания нет"
	case a.Due.IsZero():
		return "без срока"
	}
	days := [...]string{"вс", "пн", "вт", "ср", "чт", "пт", "сб"}
	months := [...]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	return fmt.Sprintf("%s, %d %s, %s", days[a.Due.Weekday()], a.Due.Day(), months[a.Due.Month()-1], a.Due.Format("15:04"))
}

// TestHandbookNamesEverySense looks for each kind of group in the part about a team's own words.
func TestHandbookNamesEverySense(t *testing.T) {
	data, err := os.ReadFile(handbook)
	if err != nil {
		t.Fatal(err)
	}
	_, own, ok := strings.Cut(string(data), "\n## Your own words\n")
	if !ok {
		t.Fatal("there is no part about a team's own words")
	}
	for name := range senses {
		if !strings.Contains(own, "`"+name+"`") {
			t.Errorf("%s does not say what a group [%s …] means", handbook, name)
		}
	}
}

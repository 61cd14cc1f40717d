package reading

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestNotes reads the notes of testdata/notes-*.txt: below each stands what is understood of it.
func TestNotes(t *testing.T) {
	sides := map[string][2][]string{
		"ru": {{"Анна Лебедева", "Павел Орлов"}, {"Ирина Соколова", "Олег Петров"}},
		"en": {{"Anna Swan", "Paul Eagle"}, {"Irene Falcon", "Oscar Stone"}},
	}
	for lang, people := range sides {
		file := "testdata/notes-" + lang + ".txt"
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var got strings.Builder
		cases := strings.Split(strings.TrimSpace(string(want)), "\n\n")
		if len(cases) < 35 {
			t.Errorf("%s has only %d notes", file, len(cases))
		}
		for _, c := range cases {
			text := notesIn(c)
			j := Jotted{Text: text, Date: time.Date(2026, 3, 11, 17, 0, 0, 0, time.FixedZone("MSK", 3*3600)), Ours: people[0], Theirs: people[1]}
			got.WriteString(noted(text, ReadNotes(j)) + "\n")
		}
		if *update {
			if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(strings.TrimSpace(string(want)), strings.TrimSpace(got.String())); diff != "" && !*update {
			t.Errorf("%s (-want +got), go test -update if it should:\n%s", file, diff)
		}
	}
}

// notesIn are the notes of a case: its lines that begin with a bar.
func notesIn(c string) string {
	var lines []string
	for l := range strings.Lines(c) {
		if text, ok := strings.CutPrefix(strings.TrimRight(l, "\n"), "|"); ok {
			lines = append(lines, strings.TrimPrefix(text, " "))
		}
	}
	return strings.Join(lines, "\n")
}

// noted is a case: the notes, and what was understood.
func noted(text string, n Notes) string {
	var b strings.Builder
	for l := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("| "+l, " ") + "\n")
	}
	for _, p := range n.Points {
		b.WriteString("  " + point(p) + "\n")
	}
	for _, p := range n.Next {
		b.WriteString("  next " + point(p) + "\n")
	}
	for _, a := range n.Aside {
		fmt.Fprintf(&b, "  aside %q\n", a)
	}
	return b.String()
}

func point(p Point) string {
	s := string(p.Side) + ": " + p.Text
	if p.When.End > 0 || !p.Due.IsZero() {
		s = fmt.Sprintf("%s: %s [%s] %s %s", p.Side, p.Text[:p.When.Start]+"{"+p.Text[p.When.Start:p.When.End]+"}"+p.Text[p.When.End:], map[bool]string{true: "by", false: "on"}[p.By], p.Due.Format("2 Jan 15:04"), p.Precision)
	}
	if p.Owner != "" {
		s += " — " + p.Owner
	}
	if p.Confirm {
		s += " (needs a yes)"
	}
	if p.Unowned() {
		s += " (whose?)"
	}
	return s
}

// TestWithoutDate takes the date out of points.
func TestWithoutDate(t *testing.T) {
	for text, want := range map[string]string{
		"Аня до пятницы пришлёт смету":     "прислать смету",
		"договор — Паша, к понедельнику":   "договор",
		"Паша готовит макет (до 18.03)":    "готовить макет",
		"с нас ТЗ — 14.03":                 "ТЗ",
		"с нас макет, срок — 17 марта":     "макет",
		"от них логотип":                   "логотип",
		"с нас смета до пятницы, если что": "смета, если что",
	} {
		n := ReadNotes(Jotted{Text: text, Date: time.Date(2026, 3, 11, 17, 0, 0, 0, time.UTC), Ours: []string{"Анна Лебедева", "Павел Орлов"}})
		if len(n.Points) != 1 || n.Points[0].WithoutDate() != want {
			t.Errorf("%q: %+v, want %q", text, n.Points, want)
		}
	}
}

// TestNotesKeepEveryWord: what a point says in the end may be worded anew; what was written stands whole in Words and Aside.
func TestNotesKeepEveryWord(t *testing.T) {
	for _, lang := range []string{"ru", "en"} {
		file, err := os.ReadFile("testdata/notes-" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(strings.TrimSpace(string(file)), "\n\n") {
			text := notesIn(c)
			if !strings.Contains(text, "> ") {
				keepsEveryWord(t, text)
			}
		}
	}
}

func keepsEveryWord(t *testing.T, text string) {
	t.Helper()
	n := ReadNotes(Jotted{Text: text, Date: time.Date(2026, 3, 11, 17, 0, 0, 0, time.UTC), Ours: []string{"Анна Лебедева"}, Theirs: []string{"Ирина Соколова"}})
	var all []string
	for _, p := range append(n.Points, n.Next...) {
		all = append(all, p.Words)
	}
	kept := strings.Join(append(all, n.Aside...), "\n")
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return !isLetter(r) && (r < '0' || r > '9') }) {
		if runes(w) > 1 && !strings.Contains(kept, w) {
			t.Errorf("%q is lost of %q", w, text)
		}
	}
}

// TestNotesWithControlCharacters: what is pasted into notes may hold the characters that mark the date within reading.
func TestNotesWithControlCharacters(t *testing.T) {
	for _, text := range []string{"смета \x02 макет до пятницы", "смета \x01 до пятницы", "смета до \x02пятницы\x01"} {
		n := ReadNotes(Jotted{Text: text, Date: time.Date(2026, 3, 11, 17, 0, 0, 0, time.UTC)})
		if len(n.Points) != 1 {
			t.Fatalf("%q: %+v", text, n.Points)
		}
		if p := n.Points[0]; p.Text[p.When.Start:p.When.End] != "до пятницы" {
			t.Errorf("%q: the date of %+v", text, p)
		}
	}
}

func FuzzNotes(f *testing.F) {
	for _, lang := range []string{"ru", "en"} {
		file, err := os.ReadFile("testdata/notes-" + lang + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range strings.Split(strings.TrimSpace(string(file)), "\n\n") {
			f.Add(notesIn(c))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		n := ReadNotes(Jotted{Text: text, Date: time.Date(2026, 3, 11, 17, 0, 0, 0, time.UTC), Ours: []string{"Анна Лебедева", "Paul Eagle"}, Theirs: []string{"Ирина Соколова"}})
		for _, p := range append(n.Points, n.Next...) {
			if p.WithoutDate(); p.When.Start > p.When.End || p.When.End > len(p.Text) {
				t.Errorf("%+v", p)
			}
		}
	})
}

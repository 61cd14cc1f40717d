package mailbox

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// Each file of testdata/excerpt holds letters and what is new in them: "NAME: letter", then "NAME: new" or, where
// nothing was left, "NAME: new, unsure".
func TestExcerpt(t *testing.T) {
	files, err := filepath.Glob("testdata/excerpt/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no letters to read: %v", err)
	}
	for _, f := range files {
		a, err := txtar.ParseFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			letter, want := a.Files[i], a.Files[i+1]
			name, ok := strings.CutSuffix(letter.Name, ": letter")
			if !ok || !strings.HasPrefix(want.Name, name+": new") {
				t.Fatalf("%s: %q is followed by %q", f, letter.Name, want.Name)
			}
			t.Run(strings.TrimSuffix(filepath.Base(f), ".txtar")+"/"+name, func(t *testing.T) {
				got, cuts, unsure := Excerpt(string(letter.Data))
				if d := cmp.Diff(strings.TrimRight(string(want.Data), "\n"), strings.TrimRight(got, "\n")); d != "" {
					t.Errorf("new text (-want +got):\n%s\ncuts: %+v", d, cuts)
				}
				if unsure != strings.HasSuffix(want.Name, "unsure") {
					t.Errorf("unsure is %v", unsure)
				}
			})
		}
	}
}

// Every cut says what was left out and why.
func TestExcerptTellsItsCuts(t *testing.T) {
	text := "Да.\n\n-- \nВера\n\nчт, 5 мар. 2026 г. в 11:42, Пётр <petr@dacha.example>:\n> Когда?\n> Где?\n"
	_, cuts, _ := Excerpt(text)
	want := []Cut{
		{Text: "-- \nВера", Why: "signature", Rule: "dashes"},
		{Text: "чт, 5 мар. 2026 г. в 11:42, Пётр <petr@dacha.example>:", Why: "attribution", Rule: "date and address"},
		{Text: "> Когда?\n> Где?", Why: "quote", Rule: "quote mark"},
	}
	if d := cmp.Diff(want, cuts); d != "" {
		t.Errorf("cuts (-want +got):\n%s", d)
	}
}

// What Excerpt promises of any text: the new text is made of the text's own lines in their order, and so is each cut.
func FuzzExcerpt(f *testing.F) {
	files, _ := filepath.Glob("testdata/excerpt/*.txtar")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, s := range txtar.Parse(b).Files {
			f.Add(string(s.Data))
		}
	}
	f.Add("-- \n\r\n\u00a0>\n[a] \n:\n|")
	f.Fuzz(func(t *testing.T, text string) {
		got, cuts, unsure := Excerpt(text)
		if got == "" && !unsure && len(cuts) == 0 && strings.TrimSpace(text) != "" {
			if trimText(strings.ReplaceAll(text, "\n", "")) != "" {
				t.Errorf("all of %q vanished without a cut", text)
			}
		}
		all := strings.Split(text, "\n")
		if got != "" && !subsequence(strings.Split(got, "\n"), all) {
			t.Errorf("%q is not made of lines of %q", got, text)
		}
		for _, c := range cuts {
			if !strings.Contains(text, c.Text) || c.Why == "" || c.Rule == "" {
				t.Errorf("cut %+v of %q", c, text)
			}
		}
	})
}

func subsequence(part, all []string) bool {
	for _, l := range all {
		if len(part) > 0 && part[0] == l {
			part = part[1:]
		}
	}
	return len(part) == 0
}

func BenchmarkExcerpt(b *testing.B) {
	letter := "Добрый день, Ольга!\n\nМакет получили, спасибо. Когда будет вёрстка? Нам важно успеть до выставки, она\nначинается " +
		"двадцатого марта.\n\nС уважением,\nПётр Ким\nначальник отдела рекламы\nООО «Северный ветер»\nтел. +7 812 000-11-22\n\n" +
		"чт, 5 мар. 2026 г. в 11:42, Ольга Ветрова <olga@atelier.example>:\n\n" +
		strings.Repeat("> Здесь стоит строка старого письма, каких в переписке много.\n", 12)
	b.Run("2KB", func(b *testing.B) {
		b.SetBytes(int64(len(letter)))
		b.ReportAllocs()
		for b.Loop() {
			Excerpt(letter)
		}
	})
	for name, text := range map[string]string{
		"1MB quoted": strings.Repeat(letter, 1<<20/len(letter)),
		"1MB prose":  strings.Repeat("Здесь стоит строка письма, каких бывает много: одна за другой.\n", 9000),
		"1MB colons": strings.Repeat("a 1:\n", 200000),
		"1MB labels": strings.Repeat("От: a\n", 100000),
		"1MB dashes": strings.Repeat("--\nКим\n", 80000),
		"1MB names":  strings.Repeat("Пётр Ким\n\n", 60000),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Excerpt(text)
			}
		})
	}
}

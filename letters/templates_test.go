package letters

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vernus/rules"
)

// folder makes a folder of overriding templates.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// TestAcknowledgements shows every acknowledgement that can be written, for a person to read.
func TestAcknowledgements(t *testing.T) {
	templates, err := LoadTemplates("")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range Languages {
		var b strings.Builder
		for _, name := range templateNames() {
			if !strings.HasPrefix(name, string(Acknowledgement)) {
				continue
			}
			for _, data := range samples(lang, name) {
				f := data.(Fields)
				out, err := templates.render(lang, name, f)
				if err != nil {
					t.Fatal(err)
				}
				b.WriteString("== " + strings.TrimPrefix(name, "acknowledgement-") + ", " + f.Asks)
				if f.AskUrgency {
					b.WriteString(", by when?")
				}
				if strings.Contains(name, "-call-") && f.Call == "" {
					b.WriteString(", no time")
				}
				b.WriteString("\n" + out.text + "\n")
			}
		}
		golden(t, "acknowledgements-"+lang+".txt", b.String())
	}
}

func TestOwnTemplateIsUsed(t *testing.T) {
	dir := folder(t, map[string]string{
		"ru/acknowledgement-return-by-informal.txt": "{{.Salutation}}\n\nВернусь {{.ReturnBy}}, честное слово.\n\n{{.Signature}}\n",
		"ru/.hidden":    "not a letter",
		"ru/nudge.txt~": "a leftover of an editor",
	})
	templates, err := LoadTemplates(dir)
	if err != nil {
		t.Fatal(err)
	}
	w, p := newWriter(t), newPolicy(t)
	before := decideOne(t, w, p, oneCase(rules.Acknowledge), at("11.03 11:30"))
	w.Templates = templates
	after := decideOne(t, w, p, oneCase(rules.Acknowledge), at("11.03 11:30"))
	if !strings.Contains(after.Text, "честное слово") {
		t.Errorf("the team's own words are missing:\n%s", after.Text)
	}
	if before.Template == after.Template || !strings.HasPrefix(after.Template, "ru/acknowledgement-return-by-informal@") {
		t.Errorf("the template is told as %s before and %s after", before.Template, after.Template)
	}
}

func TestBadTemplatesAreRefusedWithFileAndLine(t *testing.T) {
	ack := "ru/acknowledgement-return-by-informal.txt"
	for _, tc := range []struct {
		name, file, text string
		want             []string
	}{
		{"syntax", ack, "{{.Salutation}}\n\n{{if}}\n", []string{ack + ":3", "docs/letters.md"}},
		{"unknown value", ack, "{{.Salutation}}\n{{.ReturnBuy}} {{.Signature}}", []string{ack + ":2", "ReturnBuy"}},
		{"unknown value in a branch that is taken", ack, "{{.ReturnBy}} {{.Signature}}{{if .AskUrgency}}{{.When}}{{end}}", []string{ack + ":1", "When"}},
		{"unknown function", ack, "\n{{upper .Salutation}}", []string{ack + ":2", "upper"}},
		{"no time named", ack, "{{.Salutation}}\nСкоро вернусь.\n{{.Signature}}", []string{ack, "{{.ReturnBy}}"}},
		{"no time for the call named", "ru/acknowledgement-call-formal.txt", "{{.Salutation}}\nДавайте созвонимся.\n{{.Signature}}", []string{"ru/acknowledgement-call-formal.txt", "{{.Call}}"}},
		{"a time for the call demanded", "en/acknowledgement-call-formal.txt", "{{.Salutation}}\nShall we talk {{.Call}}?\n{{.Signature}}", []string{"en/acknowledgement-call-formal.txt", "Call is empty"}},
		{"no signature", ack, "{{.Salutation}}\nВернусь {{.ReturnBy}}", []string{ack, "{{.Signature}}"}},
		{"empty", ack, "\n", []string{ack, "empty"}},
		{"no subject", "en/nudge.txt", "{{range .Items}}{{.Client}}{{end}}", []string{"en/nudge.txt", "subject"}},
		{"wrong count", "en/nudge.txt", `{{define "subject"}}x{{end}}{{count 1 "a"}}`, []string{"en/nudge.txt", "English"}},
		{"HTML", "en/digest.html", "{{range .Overdue}}\n{{.Nobody}}{{end}}", []string{"en/digest.html:2", "Nobody"}},
		{"layout", "en/layout.html", `{{define "top"}}{{end}}`, []string{"bottom"}},
		{"a name that no letter has", "ru/acknowledgement.txt", "x", []string{"no letter is called ru/acknowledgement.txt", ack}},
		{"a language that there is not", "de/nudge.txt", "x", []string{"no letter is called de/nudge.txt"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := LoadTemplates(folder(t, map[string]string{tc.file: tc.text}))
			if err == nil {
				t.Fatal("accepted")
			}
			for _, want := range tc.want {
				if !strings.Contains(filepath.ToSlash(err.Error()), want) {
					t.Errorf("the error does not say %q: %v", want, err)
				}
			}
		})
	}
}

func TestTemplatesFolderMustExist(t *testing.T) {
	if _, err := LoadTemplates(filepath.Join(t.TempDir(), "nowhere")); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("got %v", err)
	}
}

func TestAllMistakesAreTold(t *testing.T) {
	_, err := LoadTemplates(folder(t, map[string]string{"ru/nudge.txt": "{{", "en/nudge.txt": "{{", "en/nonsense.txt": ""}))
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range []string{"ru/nudge.txt:1", "en/nudge.txt:1", "en/nonsense.txt"} {
		if !strings.Contains(filepath.ToSlash(err.Error()), want) {
			t.Errorf("%s is not told: %v", want, err)
		}
	}
}

// TestEmptyValueBlocksTheLetter unless the template asks first whether there is one.
func TestEmptyValueBlocksTheLetter(t *testing.T) {
	dir := folder(t, map[string]string{
		"ru/acknowledgement-seen-informal.txt": "{{.Salutation}} {{.Subject}} {{.Signature}}",
		"ru/acknowledgement-seen-formal.txt":   "{{.Salutation}} {{if .Subject}}{{.Subject}}{{end}} {{with .Subject}}{{.}}{{end}} {{.Signature}}",
	})
	templates, err := LoadTemplates(dir)
	if err != nil {
		t.Fatal(err)
	}
	f := sampleFields("ru")
	f.Subject = " "
	if _, err := templates.render("ru", "acknowledgement-seen-informal", f); err == nil || !strings.Contains(err.Error(), "Subject is empty") {
		t.Errorf("a letter with a hole: %v", err)
	}
	f.Subject = ""
	if _, err := templates.render("ru", "acknowledgement-seen-formal", f); err != nil {
		t.Errorf("a letter without one: %v", err)
	}
}

func TestNamesAreTheFilesThatMayBeOverridden(t *testing.T) {
	templates, err := LoadTemplates("")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(templates.Names(), "\n"), strings.Join(builtInNames(), "\n"); got != want {
		t.Errorf("Names are\n%s\nbut the built-in files are\n%s", got, want)
	}
}

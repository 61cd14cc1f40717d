package letters

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	htmltemplate "html/template"
	"slices"
	"strings"
	"text/template"

	"vernus/rules"
)

//go:embed templates
var builtIn embed.FS

// Languages are those that every letter exists in.
var Languages = []string{"ru", "en"}

// notices are the letters to colleagues, each with a plain and an HTML form; layout.html goes around the latter.
var notices = []Kind{Nudge, Escalation, Suggestion, Trouble, Digest, Confirmation}

// Templates are the texts of all letters, proven on samples.
type Templates struct {
	set map[string]*letterTemplate // by language and name: "ru/nudge"
}

// letterTemplate is one letter in one language.
type letterTemplate struct {
	name string // "ru/nudge"
	file string // where its plain text stands, for errors
	text *template.Template
	html *htmltemplate.Template // nil for letters to clients, which are plain
	hash string
}

// LoadTemplates reads the built-in letters and those that a folder overrides: dir/ru/nudge.txt and so on. Every
// letter is executed on samples, so that a template that loads is one that can be sent. The error tells all that is
// wrong, each with file and line; a file that no letter goes by is an error too, for its author believes it is used.
func LoadTemplates(dir string) (*Templates, error) {
	own, errs := overrides(dir)
	t := &Templates{set: map[string]*letterTemplate{}}
	for _, lang := range Languages {
		for _, name := range templateNames() {
			lt, err := loadLetter(own, lang, name)
			if err != nil {
				errs = append(errs, err)
				continue
			}
			t.set[lt.name] = lt
		}
	}
	if len(errs) == 0 {
		errs = t.prove()
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return t, nil
}

// templateNames are the letters without language and ending.
func templateNames() []string {
	var names []string
	for _, variant := range []string{"seen", "return-by", "study", "call"} {
		for _, tone := range []Tone{Formal, Informal} {
			names = append(names, "acknowledgement-"+variant+"-"+string(tone))
		}
	}
	for _, name := range clientTemplates() {
		for _, tone := range []Tone{Formal, Informal} {
			names = append(names, name+"-"+string(tone))
		}
	}
	for _, k := range itemKinds {
		names = append(names, itemTemplate(k))
	}
	for _, k := range notices {
		names = append(names, string(k))
	}
	return append(names, deedTemplate)
}

// itemKinds are the findings that notices tell in words of their own.
var itemKinds = []rules.Kind{
	rules.PromiseDue, rules.MovedLate, rules.Floating, rules.Unfeasible, rules.ClosingDue, rules.FollowUp, rules.Silence, rules.Balance, rules.Away,
	rules.OccasionDue, rules.Complained, rules.Extra, rules.ExtraAgain, rules.ReportDue,
	rules.ReportReady, rules.ReportFaulty, rules.InvitePoor, rules.BriefDue,
}

// Names are the files that a folder may override, relative to it.
func (t *Templates) Names() []string {
	var names []string
	for _, lang := range Languages {
		names = append(names, lang+"/layout.html")
		for _, n := range templateNames() {
			names = append(names, lang+"/"+n+".txt")
			if t.set[lang+"/"+n].html != nil {
				names = append(names, lang+"/"+n+".html")
			}
		}
	}
	slices.Sort(names)
	return names
}

func loadLetter(own map[string]override, lang, name string) (*letterTemplate, error) {
	lt := &letterTemplate{name: lang + "/" + name}
	file, text, _ := source(own, lt.name+".txt")
	sum := sha256.New()
	sum.Write([]byte(text))
	lt.file = file
	var err error
	if lt.text, err = template.New(file).Funcs(functions(lang)).Option("missingkey=error").Parse(text); err != nil {
		return nil, remedy(file, err)
	}
	for _, t := range lt.text.Templates() {
		demand(t.Tree)
	}
	file, text, ok := source(own, lt.name+".html")
	if ok {
		layoutFile, layout, _ := source(own, lang+"/layout.html")
		sum.Write([]byte(layout + text))
		h := htmltemplate.New(file).Funcs(htmltemplate.FuncMap(functions(lang))).Option("missingkey=error")
		if _, err := h.New(layoutFile).Parse(layout); err != nil {
			return nil, remedy(layoutFile, err)
		}
		if lt.html, err = h.Parse(text); err != nil {
			return nil, remedy(file, err)
		}
		for _, t := range lt.html.Templates() {
			demand(t.Tree)
		}
	}
	lt.hash = hex.EncodeToString(sum.Sum(nil))[:12]
	return lt, nil
}

// remedy tells a template's author what to do. Errors of the template packages begin with file and line.
func remedy(file string, err error) error {
	return fmt.Errorf("%s; mend it (docs/letters.md lists what may be used), or remove the file to use the built-in letter: %w",
		file, err)
}

// rendered is a letter's text as a template made it.
type rendered struct {
	subject, text, html, template string
}

// render executes a letter. data is Fields, or DigestView for the digest.
func (t *Templates) render(lang, name string, data any) (rendered, error) {
	lt := t.set[lang+"/"+name]
	if lt == nil {
		return rendered{}, fmt.Errorf("letters: there is no template %s/%s", lang, name)
	}
	out := rendered{template: lt.name + "@" + lt.hash}
	var b bytes.Buffer
	if err := lt.text.Execute(&b, data); err != nil {
		return out, holes(lt, err)
	}
	out.text = tidy(b.String())
	if lt.text.Lookup("subject") != nil {
		b.Reset()
		if err := lt.text.ExecuteTemplate(&b, "subject", data); err != nil {
			return out, holes(lt, err)
		}
		out.subject = oneLine(b.String())
	}
	if lt.html != nil {
		b.Reset()
		if err := lt.html.Execute(&b, data); err != nil {
			return out, holes(lt, err)
		}
		out.html = strings.TrimSpace(b.String()) + "\n"
	}
	return out, nil
}

// holes says shortly which value was empty, and passes other errors on.
func holes(lt *letterTemplate, err error) error {
	var empty emptyError
	if errors.As(err, &empty) {
		return fmt.Errorf("%s: %w", lt.file, empty)
	}
	return remedy(lt.file, err)
}

// tidy takes away what templates leave behind: blanks at line ends, more than one empty line, empty lines around.
func tidy(s string) string {
	lines := strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
	var out []string
	for _, l := range lines {
		l = strings.TrimRight(l, " \t")
		if l == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, l)
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n") + "\n"
}

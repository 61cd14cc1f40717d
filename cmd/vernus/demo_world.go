package main

import (
	"cmp"
	"embed"
	"fmt"
	"net/mail"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/tools/txtar"
)

//go:embed demo
var demoFiles embed.FS

// demoZone is where the demo's agency works.
const demoZone = "Europe/Moscow"

// demoPerson is somebody of the demo.
type demoPerson struct {
	Name      string `toml:"name"`
	Address   string `toml:"address"`
	Style     string `toml:"style"`   // how his mail program quotes: of styles in demo_compose.go
	Charset   string `toml:"charset"` // his mail program's
	Zone      string `toml:"zone"`
	Signature string `toml:"signature"`
}

// demoLetter is a letter of the demo, or something that somebody does in his mail program.
type demoLetter struct {
	id      string
	at      time.Time
	from    demoPerson
	to, cc  []demoPerson
	deliver []string // addresses of those who get it; for lists
	subject string
	parent  *demoLetter // the one it answers
	attach  []string
	extra   []string // further header lines, in their order
	act     string   // "draft", "undraft ID", "approve CLIENT"; "" for an ordinary letter
	body    string
}

// demoWorld is the agency of the demo: its people, and its letters oldest first.
type demoWorld struct {
	people  map[string]demoPerson
	letters []*demoLetter
}

// loadDemo reads the embedded world.
var loadDemo = sync.OnceValues(func() (*demoWorld, error) {
	w := &demoWorld{people: map[string]demoPerson{}}
	data, err := demoFiles.ReadFile("demo/people.toml")
	if err != nil {
		return nil, err
	}
	if err := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields().Decode(&w.people); err != nil {
		return nil, fmt.Errorf("demo/people.toml: %w", err)
	}
	files, err := demoFiles.ReadDir("demo")
	if err != nil {
		return nil, err
	}
	byID := map[string]*demoLetter{}
	for _, f := range files {
		if path.Ext(f.Name()) != ".txtar" {
			continue
		}
		data, err := demoFiles.ReadFile("demo/" + f.Name())
		if err != nil {
			return nil, err
		}
		for _, file := range txtar.Parse(data).Files {
			l, err := w.letter(file, byID)
			if err != nil {
				return nil, fmt.Errorf("demo/%s: %s: %w", f.Name(), file.Name, err)
			}
			w.letters = append(w.letters, l)
		}
	}
	slices.SortStableFunc(w.letters, func(a, b *demoLetter) int { return a.at.Compare(b.at) })
	return w, nil
})

// letter reads one file of an archive: its name is "DATE TIME ID", its text a few header lines and the body.
func (w *demoWorld) letter(file txtar.File, byID map[string]*demoLetter) (*demoLetter, error) {
	zone, err := time.LoadLocation(demoZone)
	if err != nil {
		return nil, err
	}
	date, id, _ := cutLast(file.Name, " ")
	at, err := time.ParseInLocation("2006-01-02 15:04", date, zone)
	if err != nil {
		return nil, err
	}
	l := &demoLetter{id: id, at: at}
	head, body, _ := strings.Cut(string(file.Data), "\n\n")
	l.body = strings.TrimRight(body, "\n") + "\n"
	style := ""
	for line := range strings.Lines(head) {
		key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": ")
		if !ok {
			return nil, fmt.Errorf("header line %q", line)
		}
		var err error
		switch key {
		case "From":
			l.from, err = w.person(value)
		case "To":
			l.to, err = w.persons(value)
		case "Cc":
			l.cc, err = w.persons(value)
		case "Deliver":
			var list []demoPerson
			list, err = w.persons(value)
			l.deliver = addressesOf(list)
		case "Subject":
			l.subject = value
		case "Re":
			if l.parent, ok = byID[value]; !ok {
				err = fmt.Errorf("there is no letter %q before it", value)
			}
		case "Attach":
			l.attach = strings.Split(value, ", ")
		case "Style":
			style = value
		case "Act":
			l.act = value
		default:
			l.extra = append(l.extra, key+": "+value)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
	}
	l.from.Style = cmp.Or(style, l.from.Style)
	l.complete()
	byID[id] = l
	return l, nil
}

// complete derives the subject of an answer, and who gets the letter.
func (l *demoLetter) complete() {
	if l.subject == "" && l.parent != nil {
		l.subject = l.parent.subject
		if !strings.HasPrefix(l.subject, "Re") {
			l.subject = "Re: " + l.subject
		}
	}
	if l.deliver == nil {
		l.deliver = addressesOf(append(slices.Clone(l.to), l.cc...))
	}
}

func (w *demoWorld) persons(list string) ([]demoPerson, error) {
	var out []demoPerson
	for key := range strings.SplitSeq(list, ", ") {
		p, err := w.person(key)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// person finds somebody by his key in people.toml; a stranger stands with his address.
func (w *demoWorld) person(key string) (demoPerson, error) {
	if p, ok := w.people[key]; ok {
		p.Zone = cmp.Or(p.Zone, demoZone)
		return p, nil
	}
	a, err := mail.ParseAddress(key)
	if err != nil {
		return demoPerson{}, fmt.Errorf("%q is neither in demo/people.toml nor an address", key)
	}
	return demoPerson{Name: a.Name, Address: a.Address, Zone: demoZone, Charset: "utf-8"}, nil
}

func addressesOf(list []demoPerson) []string {
	var out []string
	for _, p := range list {
		out = append(out, p.Address)
	}
	return out
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

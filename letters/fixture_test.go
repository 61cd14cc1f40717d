package letters

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares a text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got), go test -update if it should:\n%s", file, diff)
	}
}

var moscow = mustZone("Europe/Moscow")

func mustZone(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// at reads "11.03 10:00" (a Wednesday in 2026) in Moscow.
func at(s string) time.Time {
	t, err := time.ParseInLocation("02.01 15:04 2006", s+" 2026", moscow)
	if err != nil {
		panic(err)
	}
	return t
}

func newCalendar(t testing.TB, zone string) *worktime.Calendar {
	t.Helper()
	c, err := worktime.New(worktime.Config{Timezone: zone, Hours: "Mon-Fri 09:00-18:00", Holidays: "none"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// builtInOnce spares each test the proving of all templates.
var builtInOnce = sync.OnceValues(func() (*Templates, error) { return LoadTemplates("") })

func newWriter(t testing.TB) *Writer {
	t.Helper()
	templates, err := builtInOnce()
	if err != nil {
		t.Fatal(err)
	}
	return &Writer{Templates: templates, Identity: Identity{Instance: "test", Secret: []byte("secret of the test")}}
}

// newPolicy is a team of two managers and a lead, with letters to clients sent at once.
func newPolicy(t testing.TB) Policy {
	t.Helper()
	cal := newCalendar(t, "Europe/Moscow")
	return Policy{
		Mode: Send, Bundle: true, SendingSince: at("01.03 09:00"), Language: "ru",
		Notices: mailbox.Address{Name: "Vernus", Mail: "vernus@leto.example"},
		Directory: &mailbox.Directory{
			Domains: []string{"leto.example"},
			Managers: []mailbox.Person{{Name: "Анна Лебедева", Address: "anna@leto.example", Aliases: []string{"a.lebedeva@leto.example"}},
				{Name: "Павел Орлов", Address: "pavel@leto.example"}},
			Clients: []mailbox.Client{{Name: "Ромашка", Domains: []string{"romashka.example"}, Manager: "anna@leto.example"},
				{Name: "Northwind", Domains: []string{"northwind.example"}, Manager: "pavel@leto.example"}},
		},
		Managers: []Manager{
			{Name: "Анна Лебедева", Address: "anna@leto.example", Lead: "olga@leto.example", Calendar: cal, Watched: true,
				Signature: "С уважением,\nАнна Лебедева\nагентство «Лето», +7 000 000-00-00"},
			{Name: "Павел Орлов", Address: "pavel@leto.example", Lead: "olga@leto.example", Calendar: cal, Watched: true, Language: "en"},
		},
		Leads:   []Lead{{Name: "Ольга Зимина", Address: "olga@leto.example", Calendar: cal, Digest: 9*time.Hour + 30*time.Minute}},
		Clients: map[string]Client{"Ромашка": {Tone: Informal}, "Northwind": {Language: "en", Tone: Informal}},
	}
}

// question is a conversation of one letter: Ирина Соколова of Ромашка asks at 10:00 on 11 March.
func question() rules.Conversation {
	at := at("11.03 10:00")
	m := &mailbox.Message{
		ID: "q1@romashka.example", Date: at, At: at, From: mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"},
		To: []mailbox.Address{{Name: "Анна", Mail: "anna@leto.example"}}, Subject: "Смета на осеннюю акцию",
		Text:    "Анна, здравствуйте!\n\nКогда будет готова смета? Нам её согласовывать с директором.\n\nИрина",
		NewText: "Анна, здравствуйте!\n\nКогда будет готова смета? Нам её согласовывать с директором.\n\nИрина",
		Kind:    mailbox.Human,
	}
	return rules.Conversation{ID: 7, Client: "Ромашка", Subject: m.Subject, Entries: []rules.Entry{{
		Message: m, Direction: mailbox.Incoming, Client: "Ромашка", Mailboxes: []string{"anna@leto.example"},
		Reading: reading.Reading{Language: "ru", NeedsReply: true, Acts: []reading.Act{{Type: reading.Question, Text: "Когда будет готова смета?"}}},
	}}}
}

// finding is what is owed in question's conversation.
func finding(kind rules.Kind, c rules.Conversation) rules.Finding {
	m := c.Entries[0]
	f := rules.Finding{
		Rule: "A8", Kind: kind, Key: string(kind) + ":" + m.ID, Stage: 1, Conversation: c.ID, Client: c.Client, Manager: "anna@leto.example",
		Contact: m.From, Subject: m.Subject, MessageID: m.ID, Letters: []string{m.ID}, Quotes: []string{"Когда будет готова смета?"},
		Since: m.At, Due: m.At.Add(2 * time.Hour), ActAt: m.At.Add(90 * time.Minute), Because: "asked at 10:00, no answer for 1h30m",
	}
	if kind == rules.Acknowledge {
		f.Rule, f.Stage, f.Strength, f.ReturnBy = "A2", 0, rules.ReturnBy, m.At.Add(6*time.Hour)
	}
	return f
}

func oneCase(kinds ...rules.Kind) Case {
	c := Case{Conversation: question()}
	for _, k := range kinds {
		c.Findings = append(c.Findings, finding(k, c.Conversation))
	}
	return c
}

// only fails unless there is exactly one letter and nothing was held.
func only(t *testing.T, letters []Letter, held []Held) Letter {
	t.Helper()
	if len(letters) != 1 || len(held) != 0 {
		t.Fatalf("got %d letters, held %+v", len(letters), held)
	}
	return letters[0]
}

// readable shows a letter as its reader sees it, with all headers: decoded, for golden files.
func readable(t *testing.T, raw []byte) string {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(m.Header)) {
		for _, v := range m.Header[name] {
			v, err := new(mime.WordDecoder).DecodeHeader(v)
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintf(&b, "%s: %s\n", name, v)
		}
	}
	for _, part := range parts(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body) {
		b.WriteString("\n" + part)
	}
	return b.String()
}

// parts decodes the text parts of a letter.
func parts(t *testing.T, contentType, encoding string, body io.Reader) []string {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(kind, "multipart/") {
		if encoding != "quoted-printable" {
			t.Fatalf("encoding %q", encoding)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return []string{strings.ReplaceAll(string(text), "\r\n", "\n")}
	}
	var out []string
	r := multipart.NewReader(body, params["boundary"])
	for {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, parts(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)...)
	}
}

// decideOne decides about one conversation and wants one letter of it.
func decideOne(t *testing.T, w *Writer, p Policy, c Case, now time.Time) Letter {
	t.Helper()
	letters, held := w.Decide(p, []Case{c}, nil, now)
	return only(t, letters, held)
}

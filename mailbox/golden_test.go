package mailbox

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files of testdata/letters anew")

// TestLetters reads whole letters as programs write them and compares all that was understood with the .golden file beside each.
func TestLetters(t *testing.T) {
	files, err := filepath.Glob("testdata/letters/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no letters: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			golden := strings.TrimSuffix(file, ".eml") + ".golden"
			got := describe(mustParse(t, data))
			if *update {
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("read differently than before (-want +got):\n%s", diff)
			}
			for cut := 0; cut < len(data); cut += 23 { // nothing that a fetch limit leaves may break the reading
				if _, err := parse(Raw{Data: data[:cut:cut], Partial: true}); err != nil && cut > 300 {
					t.Fatalf("cut at %d: %v", cut, err)
				}
			}
		})
	}
}

// describe writes a message down for people to read.
func describe(m *Message) string {
	var b strings.Builder
	line := func(name string, value any) {
		if s := fmt.Sprint(value); s != "" && s != "[]" && s != "false" {
			fmt.Fprintf(&b, "%s: %s\n", name, s)
		}
	}
	people := func(list []Address) string {
		var s []string
		for _, a := range list {
			s = append(s, strings.TrimSpace(a.Name+" <"+a.Mail+">"))
		}
		return strings.Join(s, ", ")
	}
	line("ID", m.ID)
	line("made", m.IDMade)
	line("Date", m.Date.Format(time.RFC3339))
	line("At", m.At.Format(time.RFC3339))
	line("From", people([]Address{m.From}))
	line("Reply-To", people(m.ReplyTo))
	line("To", people(m.To))
	line("Cc", people(m.Cc))
	line("Subject", m.Subject)
	line("base", m.BaseSubject)
	line("In-Reply-To", m.InReplyTo)
	line("References", m.References)
	line("Kind", m.Kind)
	line("why", m.KindWhy)
	line("NoReply", m.NoReply)
	line("Forged", m.Forged)
	line("undelivered", m.Undelivered)
	for _, a := range m.Attachments {
		line("attachment", fmt.Sprintf("%s, %s, %d bytes", a.Name, a.Type, a.Size))
	}
	for _, c := range m.Calendars {
		line("calendar", fmt.Sprintf("%d bytes", len(c)))
	}
	b.WriteString("\n" + m.Text)
	return b.String()
}

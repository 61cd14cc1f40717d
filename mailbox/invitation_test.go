package mailbox

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var updateInvitations = flag.Bool("update-invitations", false, "write what is read of testdata/invitations into its files; look at every line of the difference")

// TestInvitations reads testdata/invitations. Each file is a txtar of the invitations of one program: a section
// "NAME.ics" is an object (its lines end with CR LF, in "NAME.lf" with LF; in "NAME.bytes" every line is the inside of
// a Go string), and the section "NAME" after it what has to be read.
func TestInvitations(t *testing.T) {
	files, err := filepath.Glob("testdata/invitations/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in testdata/invitations: %v", err)
	}
	local, err := time.LoadLocation("Asia/Yekaterinburg")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		archive := txtar.Parse(data)
		for i := 0; i+1 < len(archive.Files); i += 2 {
			object, want := archive.Files[i], &archive.Files[i+1]
			t.Run(filepath.Base(file)+"/"+want.Name, func(t *testing.T) {
				got := invitationInWords(ParseInvitation(objectOf(t, object), local))
				if *updateInvitations {
					want.Data = []byte(got)
				}
				if diff := cmp.Diff(string(want.Data), got); diff != "" {
					t.Errorf("want (-) got (+):\n%s", diff)
				}
			})
		}
		if *updateInvitations {
			if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// objectOf returns the bytes that a section stands for.
func objectOf(t *testing.T, f txtar.File) []byte {
	t.Helper()
	switch filepath.Ext(f.Name) {
	case ".ics":
		return bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
	case ".lf":
		return f.Data
	case ".bytes":
		var all []byte
		for line := range strings.Lines(string(f.Data)) {
			s, err := strconv.Unquote(`"` + strings.TrimSuffix(line, "\n") + `"`)
			if err != nil {
				t.Fatalf("%s: %s: %v", f.Name, line, err)
			}
			all = append(all, s...)
		}
		return all
	}
	t.Fatalf("section %s is no object: name it .ics, .lf or .bytes", f.Name)
	return nil
}

// invitationInWords writes all that is read of an invitation.
func invitationInWords(inv Invitation, err error) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s by %s\n", orDash(inv.Method), orDash(inv.Product))
	for _, e := range inv.Events {
		eventInWords(&b, &e)
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %s\n", strings.ReplaceAll(err.Error(), "\n", "\nerror: "))
	}
	return b.String()
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func eventInWords(b *strings.Builder, e *Event) {
	fmt.Fprintf(b, "uid %s, sequence %d, stamp %s\n", e.UID, e.Sequence, momentInWords(e.Stamp))
	if !e.Instance.IsZero() {
		fmt.Fprintf(b, "instance %s", momentInWords(e.Instance))
		if e.Onward {
			b.WriteString(" and all that follow")
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(b, "from %s to %s", momentInWords(e.Start), momentInWords(e.End))
	for _, mark := range []struct {
		is   bool
		word string
	}{{e.Zone != "", " in " + e.Zone}, {e.AllDay, ", whole days"}, {e.Floating, ", floating"}} {
		if mark.is {
			b.WriteString(mark.word)
		}
	}
	b.WriteString("\n")
	for _, field := range []struct{ name, value string }{
		{"summary", e.Summary}, {"description", e.Description}, {"location", e.Location}, {"url", e.URL}, {"status", e.Status},
		{"organizer", addressInWords(e.Organizer)}, {"sent by", e.SentBy},
	} {
		if field.value != "" {
			fmt.Fprintf(b, "%s %s\n", field.name, strings.ReplaceAll(field.value, "\n", "⏎"))
		}
	}
	for _, a := range e.Attendees {
		fmt.Fprintf(b, "attendee %s", strings.Join(strings.Fields(strings.Join([]string{addressInWords(a.Address), string(a.Status), a.Role, a.Type}, " ")), " "))
		if len(a.Delegates) > 0 {
			fmt.Fprintf(b, ", sends %s", strings.Join(a.Delegates, " "))
		}
		if len(a.For) > 0 {
			fmt.Fprintf(b, ", for %s", strings.Join(a.For, " "))
		}
		b.WriteString("\n")
	}
	if e.Repeats() {
		for i, s := range e.Occurrences(e.Start, e.Start.AddDate(3, 0, 0)) {
			if i == 6 {
				b.WriteString("and so on\n")
				break
			}
			fmt.Fprintf(b, "on %s–%s\n", momentInWords(s.Start), s.End.UTC().Format("15:04"))
		}
	}
}

func momentInWords(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("Mon 2006-01-02 15:04") + "Z"
}

func addressInWords(a Address) string {
	if a.Mail == "" {
		return a.Name
	}
	return strings.TrimSpace(a.Name + " <" + a.Mail + ">")
}

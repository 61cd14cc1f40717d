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
		for i, s := range e.Occurrences(e.Start, e.Start.AddDate(5, 0, 0)) {
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

// TestInvitationCosts sees to it that nobody can make us work long by an invitation: it comes from outside.
func TestInvitationCosts(t *testing.T) {
	event := func(lines string) string {
		return "BEGIN:VEVENT\nUID:x\nDTSTAMP:20260301T000000Z\nDTSTART;TZID=Europe/Moscow:20260302T100000\n" + lines + "END:VEVENT\n"
	}
	calendar := func(events string) []byte {
		return []byte("BEGIN:VCALENDAR\nMETHOD:REQUEST\n" + events + "END:VCALENDAR\n")
	}
	old := strings.ReplaceAll(event("RRULE:FREQ=DAILY;COUNT=1000000000\n"), "20260302", "00010102")
	for name, data := range map[string][]byte{
		"1 MB of events":        calendar(strings.Repeat(event("DTEND;TZID=Europe/Moscow:20260302T110000\nSUMMARY:Созвон\n"), 7500)),
		"1 MB of text":          calendar(event("DESCRIPTION:" + strings.Repeat("слово ", 100_000) + "\n")),
		"1 MB of folds":         calendar(event("DESCRIPTION:" + strings.Repeat("a\n ", 350_000) + "\n")),
		"1 MB of broken lines":  calendar(event("DESCRIPTION:начало\n" + strings.Repeat("без двоеточия\n", 40_000))),
		"1 MB of BEGIN":         calendar(strings.Repeat("BEGIN:X\n", 130_000)),
		"1 MB of END":           calendar(strings.Repeat("END:VEVENT\n", 90_000)),
		"1 MB of guests":        calendar(event(strings.Repeat("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\n", 22_000))),
		"1 MB of dates":         calendar(event("RDATE:" + strings.Repeat("20260302T100000Z,", 60_000) + "\n")),
		"1 MB of excluded days": calendar(event("RRULE:FREQ=DAILY\nEXDATE;VALUE=DATE:" + strings.Repeat("20260302,", 100_000) + "\n")),
		"1 MB of parameters":    calendar(event("X-A" + strings.Repeat(";A=b", 250_000) + ":x\n")),
		"every second":          calendar(event("RRULE:FREQ=SECONDLY\n")),
		"daily, never":          calendar(event("RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n")),
		"yearly, never":         calendar(event("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3\n")),
		"for a thousand years":  calendar(event("RRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23\n")),
		"since the year one":    calendar(old),
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			inv, _ := ParseInvitation(data, time.UTC)
			n := 0
			for _, e := range inv.Events {
				n += len(e.Occurrences(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(3026, 1, 1, 0, 0, 0, 0, time.UTC)))
			}
			if n > 3*maxOccurrences {
				t.Errorf("%d occurrences", n)
			}
			if took := time.Since(started); took > 10*time.Second { // it takes milliseconds; minutes without the limits
				t.Errorf("it took %s", took)
			} else {
				t.Logf("%s, %d events, %d occurrences", took.Round(time.Millisecond), len(inv.Events), n)
			}
		})
	}
}

// FuzzParseInvitation sees to it that nothing makes the parser panic, and that what it gives holds together.
func FuzzParseInvitation(f *testing.F) {
	files, err := filepath.Glob("testdata/invitations/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range txtar.Parse(data).Files {
			f.Add(part.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		inv, err := ParseInvitation(data, time.UTC)
		if err == nil && len(inv.Events) == 0 {
			t.Error("neither an event nor an error")
		}
		for _, e := range inv.Events {
			if e.UID == "" {
				t.Error("an event without a name")
			}
			if e.End.Before(e.Start) {
				t.Errorf("from %s to %s", e.Start, e.End)
			}
			var last time.Time
			for _, s := range e.Occurrences(e.Start.AddDate(-1, 0, 0), e.Start.AddDate(2, 0, 0)) {
				if s.Start.Before(last) || s.End.Before(s.Start) {
					t.Errorf("occurrences out of order: %v after %v", s, last)
				}
				last = s.Start
			}
		}
	})
}

// TestInvitationOfLetter reads an invitation out of a whole letter: the method stands in the media type alone, and a
// line is folded within a letter of the alphabet.
func TestInvitationOfLetter(t *testing.T) {
	letter := "From: anna@studio.example\r\nTo: ivan@romashka.example\r\nSubject: Созвон\r\nMessage-ID: <1@studio.example>\r\n" +
		"Content-Type: text/calendar; charset=utf-8; method=request\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" +
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260318T070000Z\r\n" +
		"SUMMARY:\xd0\xa1\xd0\r\n \xbe\xd0\xb7\xd0\xb2\xd0\xbe\xd0\xbd\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
	m, err := Parse(Raw{Data: []byte(letter)})
	if err != nil {
		t.Fatal(err)
	}
	if m.Kind != Calendar || len(m.Calendars) != 1 {
		t.Fatalf("kind %s (%s), %d calendars", m.Kind, m.KindWhy, len(m.Calendars))
	}
	inv, err := ParseInvitation(m.Calendars[0], time.UTC)
	if err != nil || inv.Method != "REQUEST" || len(inv.Events) != 1 || inv.Events[0].Summary != "Созвон" {
		t.Errorf("got %+v, %v", inv, err)
	}
}

// TestZoneNames loads every zone that data/zones.txt names.
func TestZoneNames(t *testing.T) {
	for name := range zoneNames() {
		if z, ok := knownZone(name); !ok || z.location == nil {
			t.Errorf("%q: %q is no zone", name, zoneNames()[name])
		}
	}
}

package rules

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"vernus/mailbox"
)

var updateMeetings = flag.Bool("update-meetings", false, "write the meetings found into testdata/meetings; look at every line of the difference")

// meetingTeam is who is who in testdata/meetings.
var meetingTeam = &mailbox.Directory{
	Domains:  []string{"studio.example"},
	Managers: []mailbox.Person{{Name: "Анна", Address: "anna@studio.example"}, {Name: "Олег", Address: "oleg@studio.example"}},
	Clients: []mailbox.Client{
		{Name: "Ромашка", Domains: []string{"romashka.example"}},
		{Name: "Aster", Domains: []string{"aster.example"}, Addresses: []string{"aster.director@mail.example"}},
	},
}

// TestMeetings reads testdata/meetings. A file is a txtar: the first lines say what it shows; a section named
// "2026-03-02 10:00 FROM > TO, TO" is an invitation that came then (a whole object, or the method and then the lines
// of its events, with an empty line between two), one named "PERIOD CLIENT" such as "2026-03 Ромашка" holds the
// meetings wanted for that month.
func TestMeetings(t *testing.T) {
	files, err := filepath.Glob("testdata/meetings/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tests in testdata/meetings: %v", err)
	}
	moscow := zoneNamed(t, "Europe/Moscow")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var invited []Invited
			asked := 0
			archive := txtar.Parse(data)
			for i, part := range archive.Files {
				if strings.Contains(part.Name, ">") {
					invited = append(invited, invitedOf(t, part, len(invited)+1, moscow))
					continue
				}
				month, client, _ := strings.Cut(part.Name, " ")
				from, err := time.ParseInLocation("2006-01", month, moscow)
				if err != nil {
					t.Fatalf("section %q is neither an invitation nor a month and a client", part.Name)
				}
				asked++
				got := ""
				for _, m := range Meetings(invited, meetingTeam, client, from, from.AddDate(0, 1, 0)) {
					got += inWords(m, moscow)
				}
				archive.Files[i].Data = []byte(got)
				if diff := cmp.Diff(string(part.Data), got); diff != "" {
					t.Errorf("%s: want (-) got (+):\n%s", part.Name, diff)
				}
			}
			if asked == 0 {
				t.Error("the file asks for no meetings")
			}
			if *updateMeetings {
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func zoneNamed(t *testing.T, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// invitedOf reads one invitation of a test.
func invitedOf(t *testing.T, part txtar.File, n int, loc *time.Location) Invited {
	t.Helper()
	when, who, _ := strings.Cut(part.Name[len("2006-01-02"):], " ")
	hour, who, _ := strings.Cut(strings.TrimSpace(when+" "+who), " ")
	at, err := time.ParseInLocation("2006-01-02 15:04", part.Name[:10]+" "+hour, loc)
	if err != nil {
		t.Fatal(err)
	}
	inv, err := mailbox.ParseInvitation(objectOf(string(part.Data)), loc)
	if err != nil {
		t.Fatalf("%s: %v", part.Name, err)
	}
	from, to, _ := strings.Cut(who, ">")
	i := Invited{Letter: fmt.Sprintf("letter%d", n), At: at, From: mailbox.Address{Mail: strings.TrimSpace(from)}, Invitation: inv}
	for one := range strings.SplitSeq(to, ",") {
		i.To = append(i.To, mailbox.Address{Mail: strings.TrimSpace(one)})
	}
	return i
}

// objectOf makes a whole object of the short form.
func objectOf(s string) []byte {
	if strings.HasPrefix(s, "BEGIN:") {
		return []byte(s)
	}
	method, events, _ := strings.Cut(s, "\n")
	events = strings.ReplaceAll(strings.TrimSpace(events), "\n\n", "\nEND:VEVENT\nBEGIN:VEVENT\n")
	return []byte("BEGIN:VCALENDAR\nMETHOD:" + method + "\nBEGIN:VEVENT\n" + events + "\nEND:VEVENT\nEND:VCALENDAR\n")
}

// inWords writes a meeting as the tests want it.
func inWords(m Meeting, loc *time.Location) string {
	start, end := m.Start.In(loc), m.End.In(loc)
	line := start.Format("2006-01-02 15:04") + "–" + end.Format("15:04") + " " + m.Summary
	if m.AllDay {
		line = m.Start.Format(time.DateOnly) + "–" + m.End.Format(time.DateOnly) + " " + m.Summary
	}
	if !m.Occurrence.IsZero() {
		line += " #" + m.Occurrence.In(loc).Format("01-02 15:04")
	}
	for _, mark := range []struct {
		is   bool
		word string
	}{{m.Cancelled, "cancelled"}, {m.Declined, "declined"}, {m.Unmanned, "unmanned"}} {
		if mark.is {
			line += " [" + mark.word + "]"
		}
	}
	line += "; " + named(m.Ours) + "; " + named(m.Theirs)
	if len(m.Others) > 0 {
		line += "; others " + named(m.Others)
	}
	return line + "; " + strings.Join(m.Letters, " ") + "\n"
}

func named(list []Participant) string {
	var words []string
	for _, p := range list {
		local, _, _ := strings.Cut(p.Mail, "@")
		words = append(words, local+" "+string(p.Status))
	}
	return strings.Join(words, ", ")
}

// TestMeetingsCost sees to it that an invitation made to cost much costs little: it comes from outside, and is looked
// at whenever its client is.
func TestMeetingsCost(t *testing.T) {
	guests := "ORGANIZER:mailto:ivan@romashka.example\nATTENDEE:mailto:anna@studio.example\n"
	crowd := guests
	for i := range 2000 {
		crowd += fmt.Sprintf("ATTENDEE;PARTSTAT=ACCEPTED:mailto:guest%d@romashka.example\n", i)
	}
	overrides := func(n int) string {
		s := ""
		for i := range n {
			day := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC).AddDate(0, 0, i%60).Add(time.Duration(i/60) * time.Minute).Format("20060102T150405Z")
			s += "\n\nUID:a\nRECURRENCE-ID:" + day + "\nDTSTART:" + day + "\n" + guests
		}
		return s
	}
	old := "REQUEST\n"
	for i := range 100 {
		old += fmt.Sprintf("UID:%d\nDTSTART:19800101T100000Z\nRRULE:FREQ=DAILY;COUNT=1000000\n%s\n", i, guests)
	}
	for name, object := range map[string]string{
		"many series since long ago": old,
		"many changes of a series":   "REQUEST\nUID:a\nDTSTART:20260101T100000Z\nRRULE:FREQ=DAILY\n" + guests + overrides(900),
		"a crowd each day":           "REQUEST\nUID:a\nDTSTART:20260101T100000Z\nRRULE:FREQ=DAILY\n" + crowd,
		"never":                      "REQUEST\nUID:a\nDTSTART:20260101T100000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\n" + guests,
	} {
		t.Run(name, func(t *testing.T) {
			inv, _ := mailbox.ParseInvitation(objectOf(object), time.UTC) // too many guests is said, and read as far as they go
			from := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
			started := time.Now()
			list := Meetings([]Invited{{Letter: "x", At: from.AddDate(0, -1, 0), Invitation: inv}}, meetingTeam, "Ромашка", from, from.AddDate(0, 2, 0))
			took := time.Since(started)
			if took > 10*time.Second { // it takes tenths of one; minutes without the limits
				t.Errorf("it took %s", took)
			}
			t.Logf("%s, %d events, %d meetings", took.Round(time.Millisecond), len(inv.Events), len(list))
		})
	}
}

// TestMeetingTells checks what the files of testdata/meetings do not show.
func TestMeetingTells(t *testing.T) {
	at := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	invited := func(letter, method string, at time.Time, imported bool, lines string) Invited {
		inv, err := mailbox.ParseInvitation(objectOf(method+"\nUID:a\nDTSTAMP:20260302T070000Z\nDTSTART;TZID=Asia/Omsk:20260305T150000\n"+lines), time.UTC)
		if err != nil {
			t.Fatal(err)
		}
		return Invited{Letter: letter, At: at, Imported: imported, Conversation: 7, From: mailbox.Address{Mail: "ivan@romashka.example"}, Invitation: inv}
	}
	request := invited("first", "REQUEST", at, true, "DESCRIPTION:1. Сроки\nLOCATION:Офис\nURL:https://meet.example/1\nORGANIZER;CN=Иван:mailto:ivan@romashka.example\n"+
		"ATTENDEE;ROLE=OPT-PARTICIPANT:mailto:anna@studio.example")
	copied := request
	copied.Letter, copied.At, copied.Imported = "second", at.Add(time.Minute), false
	month := func(invited ...Invited) Meeting {
		t.Helper()
		list := Meetings(invited, meetingTeam, "Ромашка", at, at.AddDate(0, 1, 0))
		if len(list) != 1 {
			t.Fatalf("%d meetings, want one", len(list))
		}
		return list[0]
	}
	m := month(request)
	if m.Agenda != "1. Сроки" || m.Location != "Офис" || m.URL != "https://meet.example/1" || m.Zone != "Asia/Omsk" || m.Conversation != 7 {
		t.Errorf("got %+v", m)
	}
	if !m.Imported || !m.Known.Equal(at) || !m.Ours[0].Optional || m.Theirs[0].Name != "Иван" || !m.Start.Equal(m.End) {
		t.Errorf("got %+v", m)
	}
	if m = month(copied, request); m.Imported || !m.Known.Equal(at) || strings.Join(m.Letters, " ") != "first second" {
		t.Errorf("of two copies: %+v", m)
	}
}

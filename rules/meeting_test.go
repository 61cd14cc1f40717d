package rules

import (
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
// "2026-03-02 10:00 FROM > TO, TO" is an invitation that came then, one named "PERIOD CLIENT" such as
// "2026-03 Ромашка" holds the meetings wanted for that month.
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
			for _, part := range txtar.Parse(data).Files {
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
				if diff := cmp.Diff(string(part.Data), got); diff != "" {
					t.Errorf("%s: want (-) got (+):\n%s", part.Name, diff)
				}
			}
			if asked == 0 {
				t.Error("the file asks for no meetings")
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
	inv, err := mailbox.ParseInvitation(part.Data, loc)
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

package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/rules/worktime"
)

// meetings adds to an account what a letter tells of meetings.
func meetings(t *testing.T, a *rules.Account, e rules.Entry, conversation int64, team *rules.Team) {
	t.Helper()
	for _, data := range e.Calendars {
		in, err := mailbox.ParseInvitation(data, team.Calendar.Location())
		if err != nil {
			t.Fatal(err)
		}
		a.Invitations = append(a.Invitations, rules.Invited{
			Letter: e.ID, At: e.At, From: e.From, To: append(e.To, e.Cc...), Direction: e.Direction, Conversation: conversation, Imported: e.Imported, Invitation: in,
		})
	}
	if e.Direction == mailbox.Outgoing && e.Reading.Minutes.Form != reading.NoMinutes {
		a.Reports = append(a.Reports, rules.Reported{
			Letter: e.ID, Conversation: conversation, At: e.At, From: e.From, To: append(e.To, e.Cc...), Subject: e.Subject, Minutes: e.Reading.Minutes,
		})
	}
}

// tellMeetings writes down how it stands with the report of each meeting.
func tellMeetings(t *testing.T, a rules.Account, team *rules.Team, now time.Time) string {
	t.Helper()
	const stamp = "Mon 2 Jan 15:04"
	var b strings.Builder
	for _, m := range rules.MeetingReports(a, team, now.AddDate(0, 0, -30), now.AddDate(0, 0, 30), now) {
		loc := team.CalendarOf(m.Manager).Location()
		fmt.Fprintf(&b, "«%s» %s: %s", m.Summary, m.Start.In(loc).Format(stamp), m.State)
		if m.Owed() {
			fmt.Fprintf(&b, ", due %s", m.Due.In(loc).Format(stamp))
		} else {
			fmt.Fprintf(&b, ", %s", m.Why[len(m.Why)-1])
		}
		if m.Report != nil {
			fmt.Fprintf(&b, ", %s", m.Report.Letter)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// TestReportDueTimes has the rule's clock for meetings of all hours and days.
func TestReportDueTimes(t *testing.T) {
	calendar := func(zone, hours string) *worktime.Calendar {
		c, err := worktime.New(worktime.Config{Timezone: zone, Hours: hours, Holidays: "ru"})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	check := func(cal *worktime.Calendar, end, want string) {
		t.Helper()
		at, err := time.Parse(time.RFC3339, end)
		if err != nil {
			t.Fatal(err)
		}
		team := agency(t)
		team.Calendars = map[string]*worktime.Calendar{"anna@studio.example": cal}
		a := meetingAccount(at.Add(-time.Hour), at)
		reports := rules.MeetingReports(a, team, at.AddDate(0, 0, -1), at.AddDate(0, 0, 1), at)
		if len(reports) != 1 {
			t.Fatalf("%d meetings", len(reports))
		}
		if got := reports[0].Due.Format("Mon 2006-01-02 15:04"); got != want {
			t.Errorf("the report of a meeting until %s is due %s, not %s", end, got, want)
		}
	}
	moscow := calendar("Europe/Moscow", "Mon-Fri 09:00-18:00")
	check(moscow, "2026-03-12T15:59:00+03:00", "Thu 2026-03-12 18:00")
	check(moscow, "2026-03-12T16:00:00+03:00", "Fri 2026-03-13 11:00")
	check(moscow, "2026-03-12T23:30:00+03:00", "Fri 2026-03-13 11:00")
	check(moscow, "2026-03-13T00:00:00+03:00", "Fri 2026-03-13 11:00") // until midnight: of Thursday
	check(moscow, "2026-03-12T08:00:00+03:00", "Thu 2026-03-12 18:00") // before work begins
	check(moscow, "2026-03-13T16:30:00+03:00", "Mon 2026-03-16 11:00") // Friday evening
	check(moscow, "2026-03-14T12:00:00+03:00", "Mon 2026-03-16 11:00") // Saturday
	check(moscow, "2026-04-30T16:30:00+03:00", "Mon 2026-05-04 11:00") // before the May holiday
	check(moscow, "2026-12-31T12:00:00+03:00", "Mon 2027-01-11 11:00") // a holiday before ten more
	check(moscow, "2026-04-30T15:30:00+03:00", "Thu 2026-04-30 18:00") // a shortened day
	check(calendar("Asia/Novosibirsk", "Mon-Fri 09:00-18:00"), "2026-03-12T12:30:00+03:00", "Fri 2026-03-13 11:00")
	check(calendar("America/New_York", "Mon-Fri 08:30-17:30"), "2026-03-12T22:30:00+03:00", "Thu 2026-03-12 18:00")
	check(calendar("Europe/Moscow", "Mon-Fri 10:00-19:00"), "2026-03-12T15:00:00+03:00", "Thu 2026-03-12 18:00")
	check(calendar("Asia/Dubai", "Sun-Thu 09:00-18:00"), "2026-04-16T17:00:00+04:00", "Sun 2026-04-19 11:00")
}

// meetingAccount is an account with one meeting.
func meetingAccount(start, end time.Time) rules.Account {
	anna, ivan := mailbox.Address{Mail: "anna@studio.example"}, mailbox.Address{Mail: "ivan@romashka.example"}
	event := mailbox.Event{UID: "u", Start: start, End: end, Summary: "Показ: 1:1", Organizer: anna, Attendees: []mailbox.Attendee{{Address: ivan, Status: mailbox.Accepted}}}
	return rules.Account{Client: "Ромашка", Invitations: []rules.Invited{{
		Letter: "inv", At: start.Add(-48 * time.Hour), From: anna, To: []mailbox.Address{ivan}, Direction: mailbox.Outgoing,
		Invitation: mailbox.Invitation{Method: "REQUEST", Events: []mailbox.Event{event}},
	}}}
}

// TestMeetingsThatOweNothing has the settings that exempt meetings.
func TestMeetingsThatOweNothing(t *testing.T) {
	end := time.Date(2026, 3, 12, 12, 0, 0, 0, time.UTC)
	for what, set := range map[string]func(*rules.Reporting, *mailbox.Event){
		"its title is excluded": func(r *rules.Reporting, _ *mailbox.Event) { r.Exclude = []string{"1:1"} },
		"no reports are wanted": func(r *rules.Reporting, _ *mailbox.Event) { r.Off = true },
		"it takes whole days":   func(r *rules.Reporting, e *mailbox.Event) { r.AllDay, e.AllDay = false, true },
	} {
		team := agency(t)
		a := meetingAccount(end.Add(-time.Hour), end)
		set(&team.Standard.Reports, &a.Invitations[0].Events[0])
		later := end.AddDate(0, 0, 3)
		if got := rules.CheckAccount(a, team, later).Findings; len(got) > 0 {
			t.Errorf("%s, and yet: %+v", what, got)
		}
		reports := rules.MeetingReports(a, team, end.AddDate(0, 0, -1), later, later)
		if len(reports) != 1 || reports[0].State != rules.ReportNotDue || reports[0].Owed() {
			t.Errorf("%s, and yet: %+v", what, reports)
		}
	}
}

package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vernus/rules"
)

// tellGathering writes down what a finding tells of a meeting.
func tellGathering(f rules.Finding, loc *time.Location) string {
	g := f.Meeting
	if g == nil {
		return ""
	}
	var b strings.Builder
	for _, p := range g.Points {
		fmt.Fprintf(&b, "    %s: %s", p.Side, p.WithoutDate())
		if p.Owner != "" {
			b.WriteString(" — " + p.Owner)
		}
		if !p.Due.IsZero() {
			b.WriteString(", " + p.Due.In(loc).Format("Mon 2 Jan 15:04"))
		}
		b.WriteString("\n")
	}
	for _, p := range g.Next {
		fmt.Fprintf(&b, "    next: %s\n", p.Text)
	}
	for _, l := range g.Lacks {
		fmt.Fprintf(&b, "    lacks %s", l.Fault)
		if l.Number > 0 {
			fmt.Fprintf(&b, " of %d", l.Number)
		}
		if l.Words != "" {
			fmt.Fprintf(&b, ": %s", l.Words)
		}
		b.WriteString("\n")
	}
	if len(g.Agenda) > 0 {
		fmt.Fprintf(&b, "    agenda: %s\n", strings.Join(g.Agenda, "; "))
	}
	return b.String()
}

// TestAgendaOf finds what is to be talked about among what conference programs write.
func TestAgendaOf(t *testing.T) {
	for description, want := range map[string]string{
		"": "",
		"Подключиться: https://meet.example/x":                                     "",
		"Идентификатор конференции: 123 456 789\nКод: 77":                          "",
		"1. Смета\n2. Сроки":                                                       "Смета|Сроки",
		"Join Zoom Meeting\nhttps://zoom.example/j/1\nMeeting ID: 12\nPasscode: x": "",
		"Agenda:\n- budget\n- launch date\n\nDial in: +7 000 000-00-00":            "budget|launch date",
		"Обсудим макет главной страницы.":                                          "Обсудим макет главной страницы",
		"________________\nMicrosoft Teams\nНужна помощь?":                         "",
	} {
		if got := strings.Join(rules.AgendaOf(description), "|"); got != want {
			t.Errorf("%q: %q, want %q", description, got, want)
		}
	}
}

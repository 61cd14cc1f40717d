package letters

import (
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// notesRu and notesEn are what managers put down after a meeting.
const (
	notesRu = `Привет! Итоги:
- лендинг делаем на тильде
- Аня до пятницы пришлёт смету
- макет главной — Паша, к среде
- клиент: тексты к 20-му, Олег согласует бюджет до понедельника
- отчёт о конкурентах
Следующий шаг: созвон во вторник в 15:00`
	notesEn = `Notes:
we agreed on option B
Paul to send the estimate by Friday
Irene shares last year's figures by Monday
client: approve the layout by the 20th
next: call Tuesday 3pm`
)

// reported is a finding that the report of a meeting can be made of notes.
func reported(lang, notes string, now time.Time) rules.Finding {
	met := at("11.03 15:00")
	g := &rules.Gathering{
		UID: "m1", Summary: "Лендинг осенней акции", Start: met, End: met.Add(time.Hour),
		Theirs:    []mailbox.Address{{Name: "Ирина Соколова", Mail: "irina@romashka.example"}, {Name: "Олег Петров", Mail: "oleg@romashka.example"}},
		Copies:    []mailbox.Address{{Name: "Павел Орлов", Mail: "pavel@leto.example"}},
		Strangers: []mailbox.Address{{Name: "Вера Ким", Mail: "vera@print.example"}},
	}
	j := reading.Jotted{Text: notes, Date: met.Add(2 * time.Hour), Ours: []string{"Анна Лебедева", "Павел Орлов"}, Theirs: []string{"Ирина Соколова", "Олег Петров"}}
	f := rules.Finding{
		Rule: "M2", Kind: rules.ReportReady, Key: "report_ready:Ромашка:1", Stage: 1, Client: "Ромашка", Manager: "anna@leto.example",
		Since: met.Add(2 * time.Hour), ActAt: now.Add(-time.Minute), Because: "the manager has put down what was agreed",
	}
	if lang == "en" {
		g.Summary = "Spring campaign"
		g.Theirs, g.Copies = []mailbox.Address{{Name: "Irene Falcon", Mail: "irene@northwind.example"}}, []mailbox.Address{{Name: "Анна Лебедева", Mail: "anna@leto.example"}}
		g.Strangers = nil
		j.Ours, j.Theirs = []string{"Paul Eagle"}, []string{"Irene Falcon"}
		f.Client, f.Manager, f.Key = "Northwind", "pavel@leto.example", "report_ready:Northwind:1"
	}
	n := reading.ReadNotes(j)
	g.Points, g.Next = n.Points, n.Next
	g.Lacks = rules.LacksOf(n)
	f.Meeting, f.Contact = g, g.Theirs[0]
	return f
}

// TestReportOfNotes shows the report that is made of notes, in both languages and tones, and what its manager is told.
func TestReportOfNotes(t *testing.T) {
	now := at("11.03 17:05")
	for _, lang := range []string{"ru", "en"} {
		for _, tone := range []Tone{Formal, Informal} {
			w, p := newWriter(t), newPolicy(t)
			f := reported(lang, map[string]string{"ru": notesRu, "en": notesEn}[lang], now)
			p.Clients[f.Client] = Client{Tone: tone, Language: lang}
			p.Mode = Suggest
			letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: f.Client}, Findings: []rules.Finding{f}}}, nil, now)
			if len(letters) != 2 || len(held) > 0 {
				t.Fatalf("%d letters, held %+v", len(letters), held)
			}
			report, asked := letters[0], letters[1]
			golden(t, "report-"+lang+"-"+string(tone)+".txt", "To: "+linesOf(report.To)+"\nCc: "+linesOf(report.Cc)+"\nSubject: "+report.Subject+"\n\n"+report.Text)
			if tone == Informal {
				golden(t, "report-notice-"+lang+".txt", "Subject: "+asked.Subject+"\n\n"+asked.Text)
			}
			for _, l := range letters {
				for _, a := range append(l.To, l.Cc...) {
					if strings.Contains(a.Mail, "print.example") {
						t.Errorf("%s goes to a stranger", l.Kind)
					}
				}
			}
			if strings.Contains(report.Text, "\n>") {
				t.Error("the report quotes something")
			}
			readsBack(t, report.Text, f.Meeting.Points, now)
		}
	}
}

// TestReportWithHolesWaits: what lacks an owner or a date never leaves without its manager's yes.
func TestReportWithHolesWaits(t *testing.T) {
	now := at("11.03 17:05")
	w, p := newWriter(t), newPolicy(t)
	for notes, proposed := range map[string]bool{
		"Аня до пятницы пришлёт смету; клиент пришлёт тексты к 20-му; следующий шаг: созвон во вторник": false,
		"Аня пришлёт смету; следующий шаг: созвон во вторник":                                           true,
		"смета до пятницы; следующий шаг: созвон во вторник":                                            true,
		"Аня до пятницы пришлёт смету":                                                                  true,
		"Привет!": true,
	} {
		f := reported("ru", notes, now)
		letters, _ := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: f.Client}, Findings: []rules.Finding{f}}}, nil, now)
		if len(letters) == 0 || letters[0].Proposed != proposed {
			t.Errorf("%q: %d letters, proposed %v", notes, len(letters), !proposed)
		}
	}
}

// readsBack checks that a report is read as it is meant: each step of ours is a promise, each of the client's a request, with
// its date, and nothing else is asked or promised.
func readsBack(t *testing.T, text string, points []reading.Point, now time.Time) {
	t.Helper()
	body, _, _ := strings.Cut(text, "С уважением")
	body, _, _ = strings.Cut(body, "Best regards")
	r := reading.Read(reading.Letter{Text: body, Date: now, Outgoing: true, ToUs: true, Subject: "Итоги встречи"})
	want := map[reading.Type]map[string]bool{reading.Promise: {}, reading.Request: {}}
	for _, p := range points {
		if kind := map[reading.Side]reading.Type{reading.Ours: reading.Promise, reading.Theirs: reading.Request}[p.Side]; kind != "" {
			want[kind][p.Due.Format(time.DateOnly)] = true
		}
	}
	for _, a := range r.Acts {
		due := a.Due
		if a.Type == reading.Request {
			due = a.By
		}
		day := due.Format(time.DateOnly)
		if !want[a.Type][day] {
			t.Errorf("%s %q of %s is read where nothing of the kind is meant", a.Type, a.Text, day)
		}
		delete(want[a.Type], day)
	}
	for kind, days := range want {
		for day := range days {
			t.Errorf("the %s of %s is not read:\n%s", kind, day, body)
		}
	}
	if r.Minutes.Form != reading.AreMinutes {
		t.Errorf("it is not known for a report: %q", r.Minutes.Form)
	}
}

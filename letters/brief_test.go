package letters

import (
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

// TestBrief shows what a manager gets before a meeting, with everything there may be to know, and with nothing.
func TestBrief(t *testing.T) {
	now := at("12.03 13:00")
	irina := mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"}
	full := &rules.Recollection{
		People:     []rules.Acquaintance{{Address: irina, Wrote: at("11.03 10:00")}, {Address: mailbox.Address{Name: "Олег Петров", Mail: "oleg@romashka.example"}}},
		Complaints: []rules.Remembered{{Text: "Мы немного расстроены сроками.", At: at("10.03 12:00")}},
		Questions:  []rules.Remembered{{Text: "Когда будет готова смета?", At: at("11.03 10:00")}},
		Promises:   []rules.Remembered{{Text: "Смету пришлём в понедельник.", At: at("12.03 11:00"), Due: at("16.03 18:00")}},
		Waiting:    []rules.Remembered{{Text: "Пришлите, пожалуйста, логотип.", At: at("12.03 11:00")}},
		Wishes:     []rules.Wish{{Text: "А можно ещё баннер?", At: at("11.03 10:00")}},
		Letters:    []rules.Remembered{{Text: "Анна, здравствуйте!\n\nКогда будет готова смета? Нам её согласовывать с директором.", From: irina, At: at("11.03 10:00")}},
		Report:     &rules.Remembered{At: at("03.03 17:00")},
		Items:      []rules.Remembered{{Text: "Прислать тексты — до 5 марта.", Done: true}, {Text: "Договор — до 6 марта."}},
	}
	for name, known := range map[string]*rules.Recollection{"full": full, "bare": {People: full.People[:1]}} {
		for _, lang := range []string{"ru", "en"} {
			w, p := newWriter(t), newPolicy(t)
			f := rules.Finding{
				Rule: "M4", Kind: rules.BriefDue, Key: "brief:Ромашка:m1", Stage: 1, Client: "Ромашка", Manager: "anna@leto.example", Contact: irina,
				Since: now, Due: at("12.03 14:00"), ActAt: now, Because: "the meeting begins soon",
				Meeting: &rules.Gathering{UID: "m1", Summary: "Смета и сроки", Start: at("12.03 14:00"), End: at("12.03 15:00"), Theirs: []mailbox.Address{irina},
					Agenda: []string{"Смета", "Сроки запуска"}, Recalled: known},
			}
			if lang == "en" {
				f.Manager = "pavel@leto.example"
			}
			l := decideOne(t, w, p, Case{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{f}}, now.Add(time.Minute))
			golden(t, "brief-"+name+"-"+lang+".txt", "Subject: "+l.Subject+"\n\n"+l.Text)
			if l.ToClient || l.HTML == "" {
				t.Error("a brief is a notice with an HTML form")
			}
		}
	}
}

// TestAgendaIsProposed: what an invitation lacks is told to the manager, and the plan is proposed to the client, never sent
// by itself.
func TestAgendaIsProposed(t *testing.T) {
	now := at("11.03 15:05")
	irina := mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"}
	for name, known := range map[string]*rules.Recollection{
		"topics": {Questions: []rules.Remembered{{Subject: "Re: Смета на осеннюю акцию"}}, Waiting: []rules.Remembered{{Subject: "Логотип"}}}, "none": {},
	} {
		for _, lang := range []string{"ru", "en"} {
			for _, tone := range []Tone{Formal, Informal} {
				w, p := newWriter(t), newPolicy(t)
				p.Clients["Ромашка"] = Client{Tone: tone, Language: lang}
				f := rules.Finding{
					Rule: "M3", Kind: rules.InvitePoor, Key: "invite_poor:Ромашка:m1", Stage: 1, Client: "Ромашка", Manager: "anna@leto.example", Contact: irina,
					Letter: "meeting_agenda", Since: at("02.03 10:00"), Due: at("12.03 14:00"), ActAt: at("11.03 15:00"), Because: "no agenda",
					Meeting: &rules.Gathering{UID: "m1", Summary: "Смета и сроки", Start: at("12.03 14:00"), Theirs: []mailbox.Address{irina},
						Lacks: []rules.Lack{{Fault: rules.NoAgenda}, {Fault: rules.BadTitle, Words: "Созвон"}, {Fault: rules.NoHost}}, Recalled: known},
				}
				letters, held := w.Decide(p, []Case{{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{f}}}, nil, now)
				if len(letters) != 2 || len(held) > 0 || !letters[0].Proposed {
					t.Fatalf("%d letters, held %+v", len(letters), held)
				}
				golden(t, "agenda-"+name+"-"+lang+"-"+string(tone)+".txt", "Subject: "+letters[0].Subject+"\n\n"+letters[0].Text)
				if name == "topics" && tone == Informal && lang == "ru" {
					golden(t, "agenda-notice.txt", "Subject: "+letters[1].Subject+"\n\n"+letters[1].Text)
				}
			}
		}
	}
}

// TestReportByHandIsChecked: what a report lacks that a manager wrote himself, in either language.
func TestReportByHandIsChecked(t *testing.T) {
	now := at("12.03 17:35")
	for lang, manager := range map[string]string{"ru": "anna@leto.example", "en": "pavel@leto.example"} {
		w, p := newWriter(t), newPolicy(t)
		f := rules.Finding{
			Rule: "M2", Kind: rules.ReportFaulty, Key: "report_faulty:Ромашка:r1", Stage: 1, Client: "Ромашка", Manager: manager,
			Contact: mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"}, Since: at("12.03 17:30"), ActAt: at("12.03 17:30"), Because: "it lacks something",
			Meeting: &rules.Gathering{UID: "m1", Summary: "Смета и сроки", Start: at("12.03 14:00"), Lacks: []rules.Lack{
				{Fault: rules.NoNumbers}, {Fault: rules.NoOwner, Words: "прислать смету до 16 марта"}, {Fault: rules.NoDate, Words: "тексты"}, {Fault: rules.Mingled},
				{Fault: rules.LeftOut, Words: "Вера Котова"}, {Fault: rules.TooLate}, {Fault: rules.NoNext},
			}},
		}
		l := decideOne(t, w, p, Case{Conversation: rules.Conversation{Client: "Ромашка"}, Findings: []rules.Finding{f}}, now)
		golden(t, "report-checked-"+lang+".txt", "Subject: "+l.Subject+"\n\n"+l.Text)
	}
}

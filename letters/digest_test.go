package letters

import (
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
)

func TestDigestDue(t *testing.T) {
	cal := newCalendar(t, "Europe/Moscow")
	nine := 9*time.Hour + 30*time.Minute
	for _, tc := range []struct {
		name, now, last string
		at              time.Duration
		want            string
	}{
		{"before its time", "11.03 09:29", "10.03 09:30", nine, ""},
		{"at its time", "11.03 09:30", "10.03 09:30", nine, "11.03 09:30"},
		{"the first one ever", "11.03 09:30", "", nine, "11.03 09:30"},
		{"had today", "11.03 15:00", "11.03 09:30", nine, ""},
		{"late after a stop", "11.03 15:00", "10.03 09:30", nine, "11.03 09:30"},
		{"one after a week of standing still", "18.03 15:00", "10.03 09:30", nine, "18.03 09:30"},
		{"on Saturday", "14.03 15:00", "12.03 09:30", nine, ""},
		{"on Monday before its time, Friday missed", "16.03 08:00", "12.03 09:30", nine, ""},
		{"in the evening", "11.03 18:31", "10.03 18:30", 18*time.Hour + 30*time.Minute, "11.03 18:30"},
	} {
		last := time.Time{}
		if tc.last != "" {
			last = at(tc.last)
		}
		slot, due := DigestDue(at(tc.now), last, tc.at, cal)
		got := ""
		if due {
			got = slot.In(moscow).Format("02.01 15:04")
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
	if _, due := DigestDue(at("11.03 10:00").UTC(), at("10.03 09:30").UTC(), nine, cal); !due {
		t.Error("a moment told in another zone is another moment")
	}
}

// busyDay has something in every part of the digest.
func busyDay() DigestData {
	irina := mailbox.Address{Name: "Ирина Соколова", Mail: "irina@romashka.example"}
	john := mailbox.Address{Mail: "john@northwind.example"}
	open := func(manager, client string, contact mailbox.Address, subject, quote, since, due string) DigestOpen {
		return DigestOpen{Manager: manager, Client: client, Contact: contact, Subject: subject, Quote: quote, Since: at(since), Due: at(due)}
	}
	anna, pavel := "anna@leto.example", "pavel@leto.example"
	late := open(anna, "Ромашка", irina, "Смета на осеннюю акцию", "Когда будет готова смета?", "09.03 10:00", "09.03 12:00")
	late.Repeated, late.Acknowledged, late.ReturnBy = 2, at("09.03 11:30"), at("09.03 16:00")
	late.Forged = "dmarc=fail"
	known := open(pavel, "Northwind", john, "Invoice", "Could you resend the invoice?", "10.03 17:00", "11.03 10:00")
	known.Acknowledged, known.ReturnBy = at("10.03 17:40"), at("11.03 13:00")
	told := open(pavel, "Northwind", john, "Domains", "Which domains are ours?", "10.03 17:10", "11.03 10:10")
	told.Acknowledged, told.ReturnBy = at("10.03 17:40"), at("13.03 13:00")
	return DigestData{
		Lead: "olga@leto.example",
		Open: []DigestOpen{
			open(anna, "Ромашка", irina, "Логотип", "Можно логотип в векторе?", "10.03 17:30", "11.03 10:30"),
			known,
			told,
			open(pavel, "Northwind", john, "Contract", "", "10.03 16:00", "12.03 10:00"),
			open(pavel, "Northwind", john, "Access <b>", "Where is the access?", "10.03 09:30", "10.03 11:30"),
			late,
			open(anna, "Берёза", mailbox.Address{Name: "Пётр", Mail: "petr@bereza.example"}, "", "Где акт?", "10.03 10:00", "10.03 12:00"),
			open(anna, "Ромашка", irina, "Макеты", "Пришлите макеты.", "10.03 12:00", "10.03 14:00"),
		},
		Letters: []DigestLetter{
			{Kind: Acknowledgement, Mode: Send, Phase: Sent, Manager: pavel, Client: "Northwind", To: john.Mail, Subject: "Re: Invoice", At: at("10.03 17:40")},
			{Kind: Acknowledgement, Mode: Suggest, Phase: Proposed, Manager: anna, Client: "Ромашка", To: irina.Mail, Subject: "Re: Макеты", At: at("10.03 13:30")},
			{Kind: Acknowledgement, Mode: Draft, Phase: Sent, Manager: anna, Client: "Ромашка", To: irina.Mail, Subject: "Re: Логотип", At: at("11.03 09:00")},
			{Kind: Nudge, Mode: Send, Phase: Sent, Manager: anna, To: anna, At: at("10.03 14:00")},
			{Kind: Digest, Mode: Send, Phase: Sent, To: "olga@leto.example", At: at("10.03 09:30")},
		},
		Held: []Held{
			{Kind: Acknowledgement, Client: "Ромашка", Manager: anna, Reason: ReasonWritten, Detail: "k"},
			{Kind: Acknowledgement, Client: "Ромашка", Manager: anna, Reason: ReasonTooOld, Detail: "k"},
			{Kind: Acknowledgement, Client: "Northwind", Manager: pavel, Reason: ReasonForged, Detail: "dmarc=fail"},
			{Kind: Acknowledgement, Client: "Ромашка", Manager: anna, Reason: ReasonTooOld, Detail: "l"},
		},
		Unsure: []DigestUnsure{{Manager: anna, Client: "Ромашка", Subject: "Фото", Words: "ну вы понимаете", Why: "После отделения цитат текста не осталось."}},
		Mailboxes: []DigestMailbox{{Address: anna, LastRead: at("11.03 09:29")},
			{Address: pavel, LastRead: at("10.03 18:05"), FailingSince: at("10.03 18:06"), Error: "login refused: wrong password"}},
		Quarantined: []DigestQuarantine{{Mailbox: anna, Count: 2, Error: "no header at all"}},
		Invitations: []DigestInvitation{{From: irina.Mail, Subject: "Показ <b>макета</b>", At: at("10.03 14:00"), Error: "line 7: DTSTART is no time"}},
		Outbox: []DigestOutbox{{Key: "acknowledgement/1/x", Phase: Uncertain, To: irina.Mail, Subject: "Re: Смета", Error: "connection lost",
			Since: at("10.03 16:00")}},
	}
}

func TestDigest(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	for _, lang := range Languages {
		p.Leads[0].Language = lang
		busy, err := w.Digest(p, busyDay(), at("11.03 09:30"))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "digest-"+lang+".txt", busy.Subject+"\n\n"+busy.Text)
		golden(t, "digest-"+lang+".html", busy.HTML)
		quiet, err := w.Digest(p, DigestData{Lead: "olga@leto.example", Mailboxes: []DigestMailbox{{Address: "anna@leto.example", LastRead: at("11.03 09:29")}}}, at("11.03 09:30"))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "digest-quiet-"+lang+".txt", quiet.Subject+"\n\n"+quiet.Text)
		if busy.Key != quiet.Key || busy.Key != "digest/olga@leto.example/2026-03-11" {
			t.Errorf("keys %q and %q", busy.Key, quiet.Key)
		}
		if strings.Contains(busy.HTML, "<b>") {
			t.Error("a client's subject is taken for HTML")
		}
	}
}

// TestDigestGoesAfterUrgency: the manager whose client waits longest stands first, and a client's matters together.
func TestDigestGoesAfterUrgency(t *testing.T) {
	p := newPolicy(t)
	v := digestView(p, p.readerLead(p.Leads[0]), busyDay(), at("11.03 09:30"))
	var order []string
	for _, g := range v.Overdue {
		for _, it := range g.Items {
			order = append(order, g.Manager+"/"+it.Client+"/"+it.Subject)
		}
	}
	want := "Анна Лебедева/Ромашка/Смета на осеннюю акцию Анна Лебедева/Ромашка/Макеты Анна Лебедева/Берёза/ Павел Орлов/Northwind/Access <b>"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("order\n%s, want\n%s", got, want)
	}
	if v.Calm || v.TodayCount != 2 || v.AcknowledgedCount != 1 || v.LaterCount != 1 {
		t.Errorf("view %+v", v)
	}
}

func TestDigestNeedsALead(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	if _, err := w.Digest(p, DigestData{Lead: "nobody@leto.example"}, at("11.03 09:30")); err == nil {
		t.Error("a digest to somebody who is no lead")
	}
}

func TestTrouble(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	data := TroubleData{Phase: Uncertain, Key: "acknowledgement/1/x", Client: "Ромашка", Manager: "anna@leto.example",
		To: "irina@romashka.example", Subject: "Re: Смета", Response: "connection lost after DATA", At: at("11.03 11:30")}
	uncertain, err := w.Trouble(p, data, at("11.03 11:35"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "trouble-uncertain.txt", uncertain.Subject+"\n\n"+uncertain.Text)
	data.Phase, data.Response, data.Manager, data.Subject, data.Client = Failed, "550 no such user", "pavel@leto.example", "", ""
	failed, err := w.Trouble(p, data, at("11.03 11:35"))
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "trouble-failed-en.txt", failed.Subject+"\n\n"+failed.Text)
	if uncertain.Key == failed.Key || uncertain.ToClient {
		t.Errorf("%+v", uncertain)
	}
	if _, err := w.Trouble(p, TroubleData{Manager: "nobody@leto.example"}, at("11.03 11:35")); err == nil {
		t.Error("trouble told to somebody who is no manager")
	}
}

// TestDigestTellsWhatElseIsOwed: promises, complaints and the rest stand below the questions, complaints first; a broken
// promise is no calm day.
func TestDigestTellsWhatElseIsOwed(t *testing.T) {
	w, p := newWriter(t), newPolicy(t)
	now := at("17.03 09:30")
	data := DigestData{Lead: "olga@leto.example"}
	for _, kind := range append([]rules.Kind{rules.MovedLate}, owedKinds...) {
		data.Matters = append(data.Matters, owedTo(kind, promised(), now))
	}
	data.Matters = append(data.Matters, finding(rules.Nudge, question())) // said elsewhere
	l, err := w.Digest(p, data, now)
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "digest-matters.txt", readable(t, l.Raw))
	if strings.Contains(l.Subject, "срочного нет") {
		t.Errorf("a complaint and a broken promise, and the digest is calm: %s", l.Subject)
	}
	if strings.Index(l.Text, "Клиент недоволен") > strings.Index(l.Text, "Обещано") {
		t.Error("the complaint does not stand first")
	}
}

package reading

import (
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules/worktime"
)

func TestForMessageReadsNewTextInTheWritersCalendar(t *testing.T) {
	c, err := worktime.New(worktime.Config{Timezone: "Europe/Moscow", Hours: "Mon-Fri 09:00-18:00", Holidays: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	m := &mailbox.Message{
		Date:    time.Date(2026, 6, 10, 12, 0, 0, 0, moscow), // Friday 12 June is a holiday
		NewText: "Посчитаем в течение двух рабочих дней.",
		Text:    "Посчитаем в течение двух рабочих дней.\n\n> Когда будет смета?",
		Kind:    mailbox.Human,
	}
	r := ForMessage(m, mailbox.Outgoing, c)
	want := time.Date(2026, 6, 15, 18, 0, 0, 0, moscow)
	if p := first(r, Promise); p == nil || !p.Due.Equal(want) {
		t.Errorf("acts %+v, want a promise due %s", r.Acts, want)
	}
	if first(r, Question) != nil {
		t.Error("a quoted question was read")
	}
}

func TestOnlyAHumanAsks(t *testing.T) {
	for _, k := range []mailbox.Kind{mailbox.AutoReply, mailbox.Bounce, mailbox.Newsletter, mailbox.Calendar} {
		r := Read(Letter{Text: "Когда вам позвонить? Пришлите ответ.", Date: wednesday, ToUs: true, Kind: k})
		if len(r.Acts) > 0 || r.NeedsReply {
			t.Errorf("%s: acts %v, needs reply %v", k, r.Acts, r.NeedsReply)
		}
	}
}

func TestQuestionsToOthersAreNotOurs(t *testing.T) {
	l := Letter{Text: "Коля, а ты что скажешь? Пришли свои цифры.", Date: wednesday}
	if r := Read(l); len(r.Acts) > 0 || r.NeedsReply {
		t.Errorf("only in copy, yet acts %v, needs reply %v", r.Acts, r.NeedsReply)
	}
	l.ToUs = true
	if r := Read(l); !r.NeedsReply {
		t.Error("addressed to us, yet no reply needed")
	}
}

func TestSubjectAlone(t *testing.T) {
	if r := Read(Letter{Subject: "Олег, где акт?", Date: wednesday, ToUs: true}); !r.NeedsReply || len(r.Acts) > 0 {
		t.Errorf("a question in the subject alone needs a reply and has no act: %+v", r)
	}
	if r := Read(Letter{Subject: "Акт", Date: wednesday, ToUs: true}); r.NeedsReply {
		t.Error("nothing is asked")
	}
}

func TestWithdrawal(t *testing.T) {
	for _, s := range []string{"Всё, разобрались, вопрос снят.", "Отбой, нашёл сам.", "Never mind, found it.", "Уже неактуально, спасибо."} {
		if r := Read(Letter{Text: s, Date: wednesday, ToUs: true}); !r.Withdraws || r.NeedsReply {
			t.Errorf("%q: withdraws %v, needs reply %v", s, r.Withdraws, r.NeedsReply)
		}
	}
	if Read(Letter{Text: "Когда приедете?", Date: wednesday, ToUs: true}).Withdraws {
		t.Error("a question is no withdrawal")
	}
}

func TestUrgentAndDeadline(t *testing.T) {
	r := Read(Letter{Text: "Срочно пришлите, пожалуйста, акт, нужно до пятницы.", Date: wednesday, ToUs: true})
	if a := first(r, Request); a == nil || !a.Urgent {
		t.Errorf("not urgent: %+v", r.Acts)
	}
	if r.Deadline == "" {
		t.Error("no deadline found")
	}
	if r := Read(Letter{Text: "Пришлите акт.", Date: wednesday, ToUs: true}); r.Deadline != "" || r.Acts[0].Urgent {
		t.Errorf("urgent or with a deadline: %+v", r)
	}
}

func TestChaser(t *testing.T) {
	for _, s := range []string{"Напоминаю про акт сверки.", "Есть новости по макету?", "Any update on this?"} {
		r := Read(Letter{Text: s, Date: wednesday, ToUs: true})
		if len(r.Acts) == 0 || !r.Acts[0].Chaser {
			t.Errorf("%q asks again: %+v", s, r.Acts)
		}
	}
}

func TestThanksAlone(t *testing.T) {
	for _, s := range []string{"Спасибо!", "Ок, спасибо большое", "Получено.", "Thanks a lot!", "Noted, thank you."} {
		if r := Read(Letter{Text: s, Date: wednesday, ToUs: true}); !r.Thanks || r.NeedsReply {
			t.Errorf("%q: thanks %v, needs reply %v", s, r.Thanks, r.NeedsReply)
		}
	}
	if Read(Letter{Text: "Спасибо! А когда монтаж?", Date: wednesday, ToUs: true}).Thanks {
		t.Error("a question with thanks is more than thanks")
	}
}

func TestEveryClassAskedForHasWords(t *testing.T) {
	l := defaultLexicon()
	used := map[atom]bool{}
	for _, m := range []map[string][]atom{l.exact, l.begins} {
		for _, as := range m {
			for _, a := range as {
				used[a] = true
			}
		}
	}
	for i, name := range classNames {
		if !used[atom(i+1)] {
			t.Errorf("no word is in class [%s]", name)
		}
	}
}

func TestDueTimeBeyondAChangeOfTheClocks(t *testing.T) {
	c, err := worktime.New(worktime.Config{Timezone: "Europe/London", Hours: "Mon-Fri 09:00-18:00", Holidays: "none"})
	if err != nil {
		t.Fatal(err)
	}
	winter := time.Date(2026, 3, 18, 12, 0, 0, 0, time.FixedZone("", 0))
	r := Read(Letter{Text: "We'll send it on 9 April.", Date: winter, Outgoing: true, Calendar: c})
	want := time.Date(2026, 4, 9, 17, 0, 0, 0, time.UTC) // 18:00 summer time
	if p := first(r, Promise); p == nil || !p.Due.Equal(want) {
		t.Errorf("acts %+v, want a promise due %s", r.Acts, want)
	}
}

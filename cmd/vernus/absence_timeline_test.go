package main

import (
	"strings"
	"testing"
	"testing/synctest"

	"vernus/letters"
)

// correspond has Anna and Ivan write to each other: a project is under way.
func (w *world) correspond() {
	w.t.Helper()
	w.until("2000-01-03 10:00")
	first := w.write(ivan, anna, "", "Материалы", "Анна, добрый день! Фотографии во вложении.")
	w.until("2000-01-03 10:20")
	w.write(anna, ivan, first, "Re: Материалы", "Иван, фотографии получили, всё подходит.")
	w.until("2000-01-04 10:00")
	second := w.write(ivan, anna, "", "Логотип", "Анна, логотип во вложении.")
	w.until("2000-01-04 10:20")
	w.write(anna, ivan, second, "Re: Логотип", "Иван, логотип на месте, смотрится хорошо.")
}

// approve says yes to the latest letter of a kind.
func (w *world) approve(kind letters.Kind) {
	w.t.Helper()
	rows := w.rows(kind)
	if len(rows) == 0 || rows[0].Phase != letters.Proposed {
		w.t.Fatalf("nothing is proposed: %+v", rows)
	}
	if out, code := w.vernus("outbox", "approve", letters.Short(rows[0].Key)); code != exitDone {
		w.t.Fatal(out)
	}
}

// Anna says once that she will be away: the client hears of it three working days ahead, in her name, once. While she is away
// her substitute acknowledges, and says in whose stead.
func TestAbsenceIsAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-14", "--substitute", oleg, "--why", "отпуск")
		w.until("2000-01-05 08:55")
		w.expect(ivan, 0)
		w.until("2000-01-05 09:10")
		w.approve(letters.AbsenceNotice)
		w.until("2000-01-05 09:20")
		rows := w.rows(letters.AbsenceNotice)
		if len(rows) != 1 || rows[0].From.Mail != anna || rows[0].Phase != letters.Sent {
			t.Fatalf("the announcements are %+v", rows)
		}
		w.contains("the announcement", w.expect(ivan, 1)[0].Text, "с 10 по 14 января", "снова на связи 17 января", oleg)
		w.until("2000-01-10 10:00")
		w.ask()
		w.until("2000-01-10 13:00")
		w.contains("the acknowledgement", w.expect(ivan, 2)[1].Text, "вернётся к работе 17 января")
		if rows := w.rows(letters.Acknowledgement); len(rows) != 1 || rows[0].From.Mail != oleg {
			t.Errorf("the acknowledgements are %+v", rows)
		}
	})
}

// The absence is taken back after the client was told: whoever takes it back hears whom to write to, and nothing else goes out.
func TestAnnouncedAbsenceIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-14", "--substitute", oleg)
		w.until("2000-01-05 09:10")
		w.approve(letters.AbsenceNotice)
		w.until("2000-01-05 09:20")
		w.expect(ivan, 1)
		w.contains("taking it back", w.rule("undo", "1"), "write to them: Ромашка")
		w.rule("absence", anna, "2000-01-12", "2000-01-13", "--substitute", oleg)
		if out := w.rule("undo", "2"); strings.Contains(out, "write to them") {
			t.Errorf("nobody was told of it: %s", out)
		}
		w.until("2000-01-14 12:00")
		w.expect(ivan, 1)
		w.expect(oleg, 0)
	})
}

// She falls ill before she is back: her substitute tells the client when she will be.
func TestProlongedAbsenceIsAnnounced(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-11", "--substitute", oleg)
		w.until("2000-01-05 09:10")
		w.approve(letters.AbsenceNotice)
		w.until("2000-01-11 10:00")
		w.rule("absence", anna, "2000-01-11", "2000-01-14", "--why", "болезнь")
		w.until("2000-01-11 10:20")
		w.approve(letters.AbsenceNotice)
		w.until("2000-01-11 10:30")
		told := w.expect(ivan, 2)
		w.contains("the second", told[1].Text, "вернётся к работе 17 января", "отвечаю я")
		w.until("2000-01-14 18:00")
		w.expect(ivan, 2)
	})
}

// She says nothing to the proposal: on the first day of her absence it is her substitute's to send.
func TestSubstituteAnnouncesOnTheFirstDay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-14", "--substitute", oleg)
		w.until("2000-01-05 09:10")
		w.expectOne(anna, "Предупредить об отсутствии")
		w.until("2000-01-10 09:10")
		w.expectOne(oleg, "Сказать, кто отвечает")
		rows := w.rows(letters.AbsenceNotice)
		if len(rows) != 2 || rows[0].Phase != letters.Proposed || rows[0].Manager != oleg || rows[1].Phase != letters.Withdrawn {
			t.Fatalf("the announcements are %+v", rows)
		}
		w.approve(letters.AbsenceNotice)
		w.until("2000-01-10 09:20")
		w.contains("the announcement", w.expect(ivan, 1)[0].Text, "отвечаю я")
		w.until("2000-01-12 12:00")
		w.expect(ivan, 1)
	})
}

// She says no: nobody asks again, neither her nor the substitute.
func TestDroppedAnnouncementStaysDropped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-14", "--substitute", oleg)
		w.until("2000-01-05 09:10")
		if out, code := w.vernus("outbox", "drop", letters.Short(w.rows(letters.AbsenceNotice)[0].Key)); code != exitDone {
			t.Fatal(out)
		}
		w.until("2000-01-10 12:00")
		w.expect(ivan, 0)
		w.expect(oleg, 0)
		w.expect(anna, 1)
	})
}

// The absence is taken back before anybody said yes: the proposal goes.
func TestAbsenceIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.correspond()
		w.rule("absence", anna, "2000-01-10", "2000-01-14", "--substitute", oleg)
		w.until("2000-01-05 09:10")
		w.rule("undo", "1")
		w.until("2000-01-05 09:20")
		if rows := w.rows(letters.AbsenceNotice); len(rows) != 1 || rows[0].Phase != letters.Withdrawn {
			t.Errorf("the announcements are %+v", rows)
		}
		w.until("2000-01-10 12:00")
		w.expect(ivan, 0)
		w.expect(oleg, 0)
	})
}

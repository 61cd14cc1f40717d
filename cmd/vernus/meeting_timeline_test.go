package main

import (
	"bytes"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/rules"
)

// callMeeting has Anna send an invitation to a meeting of an hour to Ivan; later ones of a UID change it.
func (w *world) callMeeting(uid, summary, start string, sequence int, method, status string) {
	w.t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", start, time.Local)
	if err != nil {
		w.t.Fatal(err)
	}
	const stamp = "20060102T150405"
	raw, _ := w.compose(note{from: anna, to: ivan, subject: summary, text: fmt.Sprintf(`BEGIN:VCALENDAR
METHOD:%s
BEGIN:VEVENT
UID:%s
SEQUENCE:%d
DTSTAMP:%s
DTSTART;TZID=Europe/Moscow:%s
DTEND;TZID=Europe/Moscow:%s
SUMMARY:%s
STATUS:%s
ORGANIZER:mailto:%s
ATTENDEE:mailto:%s
END:VEVENT
END:VCALENDAR`, method, uid, sequence, time.Now().UTC().Format(stamp+"Z"), at.Format(stamp), at.Add(time.Hour).Format(stamp), summary, status, anna, ivan)})
	raw = bytes.Replace(raw, []byte("text/plain; charset=utf-8"), []byte("text/calendar; charset=utf-8; method="+method), 1)
	w.users[anna].Deliver("Отправленные", raw, time.Now(), `\Seen`)
}

// reminders counts the letters about reports that a reader got.
func (w *world) reminders(kind letters.Kind) (n int) {
	for _, r := range w.rows(kind) {
		if r.Rule == "M1" {
			n++
		}
	}
	return n
}

func TestMeetingsAndTheirReports(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		expect := func(at string, nudges, escalations int) {
			t.Helper()
			w.until(at)
			if n, e := w.reminders(letters.Nudge), w.reminders(letters.Escalation); n != nudges || e != escalations {
				t.Errorf("at %s: %d reminders and %d letters to the lead, want %d and %d", at, n, e, nudges, escalations)
			}
		}
		w.until("2000-01-03 09:30")
		w.callMeeting("day", "Макеты", "2000-01-03 11:00", 0, "REQUEST", "CONFIRMED")
		w.callMeeting("moved", "Смета", "2000-01-03 12:00", 0, "REQUEST", "CONFIRMED")
		w.callMeeting("off", "Показ", "2000-01-03 15:00", 0, "REQUEST", "CONFIRMED")
		w.until("2000-01-03 10:00")
		w.callMeeting("moved", "Смета", "2000-01-04 15:30", 1, "REQUEST", "CONFIRMED")
		w.callMeeting("off", "Показ", "2000-01-03 15:00", 1, "CANCEL", "CANCELLED")
		expect("2000-01-03 11:55", 0, 0)
		expect("2000-01-03 12:10", 1, 0) // «Макеты» are over
		w.write(anna, ivan, "", "Слайды со встречи", "Иван, слайды во вложении, протокол пришлю позже.")
		w.until("2000-01-03 16:30")
		if open := w.findings(); len(open) == 0 || open[0].Kind != rules.ReportDue {
			t.Errorf("slides are no report, and yet this is owed: %+v", open)
		}
		w.write(oleg, ivan, "", "Макеты: итоги встречи", "Иван, договорились:\n1. Шапку делаем тёмной.\n2. Тексты присылаете вы, до среды.")
		expect("2000-01-04 16:25", 1, 0) // a colleague has reported; nothing was owed for the old time, nor for what was called off
		expect("2000-01-04 16:40", 2, 0) // «Смета» is over
		expect("2000-01-05 10:55", 2, 0) // ended in the evening: there is time until eleven
		expect("2000-01-05 11:10", 3, 0)
		expect("2000-01-05 14:50", 3, 0)
		expect("2000-01-05 15:10", 3, 1)
		w.write(anna, ivan, "", "Смета: протокол", "Иван, простите за задержку.\n1. Смету делим на два этапа.\n2. Договор пришлём в пятницу.")
		w.until("2000-01-05 15:30")
		for _, f := range w.findings() {
			if f.Kind == rules.ReportDue {
				t.Errorf("still owed: %s", f.Because)
			}
		}
	})
}

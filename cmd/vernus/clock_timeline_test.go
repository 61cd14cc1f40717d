package main

import (
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
)

// The clock is put back an hour in the middle of the day, and right again later: nothing comes twice, and what is
// asked meanwhile, at a time that Vernus takes for the future, is not forgotten.
func TestClockPutBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 09:35")
		w.ask()
		w.until("2000-01-03 11:40")
		w.expect(ivan, 1)
		w.set(func() { w.shift = -time.Hour }) // Vernus sees 10:40
		w.write(ivan, anna, "", "Договор", "Анна, добрый день! Когда пришлёте договор?\n\nИван")
		w.until("2000-01-03 12:30")
		w.expect(ivan, 1)
		w.set(func() { w.shift = -3 * time.Hour }) // 9:30 again, the hour of the digest
		w.until("2000-01-03 12:45")
		w.set(func() { w.shift = 0 })
		w.until("2000-01-03 13:20")
		w.expect(ivan, 2)
		w.until("2000-01-04 09:00")
		w.expect(ivan, 2)
		w.expect(vera, 1)
		for _, kind := range []letters.Kind{letters.Nudge, letters.Escalation} {
			seen := map[string]bool{}
			for _, r := range w.rows(kind) {
				if what := r.Subject + string(rune('0'+r.Stage)); seen[what] {
					t.Errorf("%q came twice", r.Subject)
				} else {
					seen[what] = true
				}
			}
		}
	})
}

// The machine sleeps for a week: what has become overdue is found at once, told once, and the client gets no stale letter.
func TestMachineSleepsForAWeek(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 10:30")
		w.set(func() { w.shift = 7 * 24 * time.Hour })
		w.until("2000-01-03 10:35")
		w.expectOne(anna, "Просрочено: Ромашка")
		w.expectOne(vera, "Клиент ждёт: Ромашка")
		digests := 0
		for _, m := range w.ours(vera, "INBOX") {
			if m.Subject[:len("Сводка")] == "Сводка" {
				digests++
			}
		}
		if digests != 2 {
			t.Errorf("%d digests, want the one before and one after", digests)
		}
		w.until("2000-01-03 17:00")
		w.expect(anna, 1)
		w.expect(vera, 3)
		w.expect(ivan, 0)
	})
}

// A clock that went a week ahead and was put right does not take the digest away until that week is over.
func TestDigestComesAfterAClockThatWasAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.shift = 7 * 24 * time.Hour
		w.until("2000-01-03 10:00")
		w.start()
		w.until("2000-01-03 10:10")
		w.expect(vera, 1)
		w.set(func() { w.shift = 0 })
		w.until("2000-01-04 09:40")
		w.expect(vera, 3) // of the wrong day, of Monday, of Tuesday
	})
}

// After ten days of standstill there is one digest, at once, and the next in its time.
func TestDigestAfterTenDaysOfStandstill(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 12:00")
		w.expect(vera, 1)
		w.stop()
		w.ask() // asked when nobody looked
		w.until("2000-01-14 12:00")
		w.start()
		w.until("2000-01-14 12:05")
		w.expectOne(vera, "пятница, 14 января")
		w.restart()
		w.until("2000-01-17 09:25")
		digests := len(w.rows(letters.Digest))
		w.until("2000-01-17 09:40")
		if digests != 2 || len(w.rows(letters.Digest)) != 3 {
			t.Errorf("%d digests before Monday's, %d with it; want 2 and 3", digests, len(w.rows(letters.Digest)))
		}
		w.expect(ivan, 0)
	})
}

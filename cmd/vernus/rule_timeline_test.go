package main

import (
	"testing"
	"testing/synctest"

	"vernus/letters"
)

// rule runs a command of `vernus rule` beside the daemon, which must succeed.
func (w *world) rule(args ...string) string {
	w.t.Helper()
	out, code := w.vernus(append([]string{"rule"}, args...)...)
	if code != exitDone {
		w.t.Fatalf("vernus rule %v ended with %d:\n%s", args, code, out)
	}
	return out
}

// Anna has answered by phone: nobody is reminded, and the client hears nothing automatic. Taken back, all of it comes.
func TestRulingStopsTheNudge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 10:30")
		out := w.rule("answered", question, "--why", "позвонила", "--by", anna)
		w.contains("the confirmation", out, "когда будет готов первый макет", "vernus rule undo 1")
		w.until("2000-01-03 14:00")
		w.expect(anna, 0)
		w.expect(ivan, 0)
		if open := w.findings(); len(open) > 0 {
			t.Errorf("still owed: %+v", open)
		}
		w.rule("undo", "1", "--why", "не тот клиент")
		w.until("2000-01-03 14:10")
		w.expect(ivan, 1)
		w.expectOne(anna, "Ромашка")
		if len(w.findings()) == 0 {
			t.Error("nothing is owed although the ruling was taken back")
		}
	})
}

// Reminders are put off until the next morning; the client hears in time all the same.
func TestSnoozeHoldsReminders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 10:30")
		w.rule("snooze", "ромашка", "2000-01-04", "10:00")
		w.until("2000-01-03 18:00")
		w.expect(anna, 0)
		w.expect(ivan, 1)
		w.until("2000-01-04 10:10")
		w.expectOne(anna, "Ромашка")
	})
}

// The manager names the time: the client hears it at once, and nobody is reminded before.
func TestReturnTimeIsTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 10:20")
		w.rule("return", letters.Short("unanswered:"+question), "завтра", "15:00") // by the code that status shows
		w.until("2000-01-03 10:25")
		w.contains("the acknowledgement", w.expect(ivan, 1)[0].Text, "завтра", "15:00")
		w.until("2000-01-04 14:55")
		w.expect(anna, 0)
		w.until("2000-01-04 15:30")
		w.expectOne(anna, "Ромашка")
	})
}

// Letters to a client are paused: what was to leave waits, with a reason that is shown, until the pause is taken back.
func TestPauseHoldsLetters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.rule("pause", "Ромашка", "--why", "спор о договоре")
		question := w.ask()
		w.until("2000-01-03 13:00")
		w.expect(ivan, 0)
		w.expectOne(anna, "Просрочено: Ромашка") // she is reminded as ever
		out, _ := w.vernus("why", question)
		w.contains("why", out, "paused", "спор о договоре")
		w.rule("undo", "1")
		w.until("2000-01-03 13:10")
		w.expect(ivan, 1)
	})
}

// Anna is absent and Oleg substitutes: he is reminded of her client's question, and answers for her.
func TestSubstituteIsReminded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 09:30")
		w.rule("absence", anna, "2000-01-03", "2000-01-04", "--substitute", oleg)
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 13:00")
		w.expect(anna, 0)
		if got := w.ours(oleg, "INBOX"); len(got) == 0 {
			t.Error("Oleg was told nothing")
		}
		for _, r := range w.rows(letters.Acknowledgement) {
			if r.Manager != oleg || r.From.Mail != oleg {
				t.Errorf("the acknowledgement is of %s, from %s", r.Manager, r.From.Mail)
			}
		}
		for _, f := range w.findings() {
			if f.Manager != oleg {
				t.Errorf("%s is %s's", f.Kind, f.Manager)
			}
		}
		w.until("2000-01-05 09:10")
		for _, f := range w.findings() {
			if f.Manager != anna {
				t.Errorf("after her return %s is %s's", f.Kind, f.Manager)
			}
		}
	})
}

// An acknowledgement is proposed with a time that the manager cannot keep: he names another, and the letter is proposed
// anew with that. His yes sends it.
func TestReturnTimeReplacesTheProposedOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:40")
		first := w.rows(letters.Acknowledgement)
		if len(first) != 1 || first[0].Phase != letters.Proposed {
			t.Fatalf("%d acknowledgements, want one proposed", len(first))
		}
		w.rule("return", letters.Short(first[0].Key), "послезавтра", "12:00")
		w.until("2000-01-03 11:45")
		rows := w.rows(letters.Acknowledgement)
		if len(rows) != 2 || rows[0].Phase != letters.Proposed || rows[1].Phase != letters.Withdrawn {
			t.Fatalf("the acknowledgements are %+v", rows)
		}
		w.contains("the second", rows[0].Text, "12:00")
		w.expect(ivan, 0)
		if out, code := w.vernus("outbox", "approve", letters.Short(rows[0].Key)); code != exitDone {
			t.Fatal(out)
		}
		w.until("2000-01-03 11:50")
		w.contains("the acknowledgement", w.expect(ivan, 1)[0].Text, "12:00")
		w.until("2000-01-05 11:50")
		w.expect(anna, 2) // both proposals; no reminder before the time that she named
	})
}

// Anna has been reminded when she falls ill: Oleg, who substitutes, hears of what is open, and she hears no more.
func TestSubstituteTakesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 11:10")
		w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.expect(oleg, 0)
		w.rule("absence", anna, "2000-01-03", "2000-01-04", "--substitute", oleg, "--why", "болезнь")
		w.until("2000-01-03 11:20")
		w.expectOne(oleg, "Ждёт ответа: Ромашка")
		w.until("2000-01-03 17:00")
		w.expect(anna, 1)
	})
}

// Anna is absent and nobody substitutes: neither is she reminded while she is away, nor does her clock run.
func TestAbsenceStopsTheClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-03 13:00")
		w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.rule("absence", anna, "2000-01-03", "2000-01-04")
		told := len(w.ours(anna, "INBOX"))
		w.until("2000-01-03 14:00")
		w.write(ivan, anna, "", "Логотип", "Анна, пришлите, пожалуйста, логотип в кривых.\n\nИван")
		w.until("2000-01-04 18:00")
		w.expect(anna, told)
		w.until("2000-01-05 11:10")
		w.expectOne(anna, "Логотип")
	})
}

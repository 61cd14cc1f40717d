package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"vernus/letters"
)

// dumb has Ivan send Anna a letter that does not say what he wants.
func (w *world) dumb() string { return w.write(ivan, anna, "", "Макет?", "???") }

// Letters to the client go out by themselves, but nothing in this one is clear: a call is proposed, to the manager only.
// Nobody answers, for two days; no call is proposed to the client without a yes.
func TestCallIsNeverProposedToTheClientByItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.dumb()
		w.until("2000-01-03 11:35")
		ack := w.rows(letters.Acknowledgement)[0]
		if ack.Phase != letters.Proposed || ack.Rule != "A5" || ack.Mode != letters.Suggest {
			t.Errorf("the letter is %s, by rule %s, mode %s", ack.Phase, ack.Rule, ack.Mode)
		}
		notice := w.expectOne(anna, "Ответить клиенту? Ромашка — Макет?")
		w.contains("the notice", notice.Text, "не ясно", "созвониться сегодня во второй половине дня", "сегодня до 16:00; потом", "vernus outbox approve "+letters.Short(ack.Key))
		for _, ref := range []string{letters.Short(ack.Key), "<" + question + ">"} {
			out, code := w.vernus("why", ref)
			if code != exitDone {
				t.Errorf("why %s ended with %d", ref, code)
			}
			w.contains("vernus why "+ref, out, "A5 acknowledge", "the letter does not say what is wanted", "«Макет?»", "proposed")
		}
		w.until("2000-01-03 15:50")
		w.restart()
		w.expect(ivan, 0)
		w.until("2000-01-03 16:30")
		if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Withdrawn || !strings.Contains(r.Why, "too late to agree on a call") {
			t.Errorf("in the late afternoon the letter is %s: %s", r.Phase, r.Why)
		}
		w.until("2000-01-05 18:00")
		w.expect(ivan, 0)
		if rows := w.rows(letters.Acknowledgement); len(rows) != 1 {
			t.Errorf("%d letters to the client were written", len(rows))
		}
	})
}

// With the manager's yes the proposal leaves; when the afternoon has passed without a call, she is told.
func TestCallIsProposedWithTheManagersYes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.dumb()
		w.until("2000-01-03 11:45")
		ack := w.rows(letters.Acknowledgement)[0]
		if _, code := w.vernus("outbox", "approve", letters.Short(ack.Key)); code != exitDone {
			t.Fatalf("approve ended with %d", code)
		}
		w.until("2000-01-03 11:50")
		got := w.expect(ivan, 1)[0]
		if got.From.Mail != anna || !slices.Equal(got.InReplyTo, []string{question}) {
			t.Errorf("the client got %+v", got)
		}
		w.contains("the letter", got.NewText, "созвониться сегодня во второй половине дня")
		w.until("2000-01-03 17:50")
		for _, m := range w.ours(anna, "INBOX") {
			if strings.HasPrefix(m.Subject, "Просрочено") && m.At.After(got.At) {
				t.Errorf("she is pressed before the afternoon is over: %s", m.Subject)
			}
		}
		w.until("2000-01-04 09:30")
		w.expectOne(anna, "Просрочено: Ромашка")
		w.expect(ivan, 1)
	})
}

// Before she has said anything, the client writes what he wants: the proposal is withdrawn, and he hears when the answer comes.
func TestCallGivesWayToTheQuestion(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "send")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		first := w.dumb()
		w.until("2000-01-03 11:40")
		call := w.rows(letters.Acknowledgement)[0]
		question := w.write(ivan, anna, first, "Re: Макет?", asking)
		w.until("2000-01-03 11:45")
		got := w.expect(ivan, 1)[0]
		if !slices.Equal(got.InReplyTo, []string{question}) || !strings.Contains(got.NewText, "вернусь с ответом") {
			t.Errorf("the client got %+v", got)
		}
		if out, code := w.vernus("outbox", "approve", letters.Short(call.Key)); code != exitFound || !strings.Contains(out, "it is withdrawn") {
			t.Errorf("approving the call ended with %d and %q", code, out)
		}
		w.until("2000-01-03 18:00")
		w.expect(ivan, 1)
	})
}

// In mode draft the proposal lies in her Drafts, and in mode off nothing is written at all.
func TestCallInDrafts(t *testing.T) {
	for mode, want := range map[string]int{"draft": 1, "off": 0} {
		t.Run(mode, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, mode)
				defer w.end()
				w.start()
				w.until("2000-01-03 10:00")
				question := w.dumb()
				w.until("2000-01-03 17:00")
				if drafts := w.ours(anna, "Черновики"); len(drafts) != want {
					t.Fatalf("%d letters in Drafts, want %d", len(drafts), want)
				}
				w.expect(ivan, 0)
				if mode == "off" {
					out, _ := w.vernus("why", "<"+question+">")
					w.contains("vernus why", out, "Not written: acknowledgement, such letters are switched off (mode_off acknowledgement)")
				}
			})
		})
	}
}

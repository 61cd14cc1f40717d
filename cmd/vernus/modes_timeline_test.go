package main

import (
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
)

// The ready letter stands in a notice in the manager's INBOX, and leaves for the client only with his yes.
func TestSuggestionIsSentWhenApproved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 11:45")
		w.expect(ivan, 0)
		ack := w.rows(letters.Acknowledgement)[0]
		notice := w.expectOne(anna, "Ответить клиенту? Ромашка")
		w.contains("the notice", notice.Text, "вернусь с ответом", "vernus outbox approve "+letters.Short(ack.Key))
		if _, code := w.vernus("outbox", "approve", letters.Short(ack.Key)); code != exitDone {
			t.Fatalf("approve ended with %d", code)
		}
		w.until("2000-01-03 11:50")
		got := w.expect(ivan, 1)[0]
		if got.From.Mail != anna || !slices.Equal(got.InReplyTo, []string{question}) {
			t.Errorf("the client got %+v", got)
		}
		if out, code := w.vernus("outbox", "approve", letters.Short(ack.Key)); code != exitFound || !strings.Contains(out, "it is sent") {
			t.Errorf("approving it again ended with %d and %q", code, out)
		}
		w.until("2000-01-03 12:30")
		w.expect(ivan, 1)
	})
}

// The manager answers himself before he has said anything about the proposal: it is withdrawn, and a later yes is told so.
func TestSuggestionIsWithdrawnByTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 11:45")
		ack := w.rows(letters.Acknowledgement)[0]
		w.answer(question)
		w.until("2000-01-03 12:00")
		if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Withdrawn {
			t.Errorf("the proposal is %s after the answer", r.Phase)
		}
		if out, code := w.vernus("outbox", "approve", letters.Short(ack.Key)); code != exitFound || !strings.Contains(out, "it is withdrawn (settled meanwhile") {
			t.Errorf("approving it ended with %d and %q", code, out)
		}
		w.until("2000-01-03 18:00")
		w.expect(ivan, 0)
	})
}

// The answer was written but not seen yet when the manager says yes: the last look finds it.
func TestApprovedSuggestionLosesAgainstTheAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "suggest")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 11:41")
		ack := w.rows(letters.Acknowledgement)[0]
		if err := w.daemon.db.Approve(t.Context(), ack.ID); err != nil {
			t.Fatal(err)
		}
		w.answer(question) // into Sent: no IDLE tells of it
		w.until("2000-01-03 11:45")
		w.expect(ivan, 0)
		if r := w.rows(letters.Acknowledgement)[0]; r.Phase != letters.Withdrawn {
			t.Errorf("the letter is %s", r.Phase)
		}
	})
}

// In mode draft the letter stands in Drafts, once, marked as one, and nothing is sent.
func TestDraftStandsInDraftsOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "draft")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		question := w.ask()
		w.until("2000-01-03 17:00")
		drafts, err := w.users[anna].Messages("Черновики")
		if err != nil || len(drafts) != 1 {
			t.Fatalf("%d letters in Drafts, want 1 (%v)", len(drafts), err)
		}
		if !slices.Contains(drafts[0].Flags, `\Draft`) || !strings.Contains(string(drafts[0].Data), "In-Reply-To: <"+question+">") {
			t.Errorf("the draft has flags %v:\n%s", drafts[0].Flags, drafts[0].Data)
		}
		w.expect(ivan, 0)
		for _, l := range w.smtp.Letters() {
			if !slices.Equal(l.To, []string{vera}) {
				t.Errorf("a letter left to %v", l.To)
			}
		}
		w.restart()
		w.until("2000-01-03 17:30")
		if got := w.ours(anna, "Черновики"); len(got) != 1 {
			t.Errorf("%d drafts after a restart, want 1", len(got))
		}
		w.expectOne(anna, "Ждёт ответа: Ромашка")
	})
}

// In mode off the client hears nothing; the manager is reminded all the same.
func TestOffStillRemindsTheManager(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "off")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.ask()
		w.until("2000-01-04 09:00")
		w.expect(ivan, 0)
		w.expectOne(anna, "Ждёт ответа: Ромашка")
		w.expectOne(anna, "Просрочено: Ромашка")
		if n := len(w.ours(anna, "Черновики")) + len(w.rows(letters.Acknowledgement)); n > 0 {
			t.Errorf("%d drafts and letters to the client were written", n)
		}
	})
}

// While the manager has a reply open nothing is sent in his name; when he throws it away without answering, it is.
func TestNoLetterWhileTheManagerWrites(t *testing.T) {
	for _, answers := range []bool{true, false} {
		t.Run(map[bool]string{true: "and answers", false: "and gives up"}[answers], func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := newWorld(t, "send")
				defer w.end()
				w.start()
				w.until("2000-01-03 10:00")
				question := w.ask()
				w.until("2000-01-03 11:29")
				raw, _ := w.compose(note{from: anna, to: ivan, inReplyTo: question, subject: "Re: Сроки по лендингу", text: "Иван, добрый день! Первый"})
				uid := w.users[anna].Deliver("Черновики", raw, time.Now(), `\Draft`)
				w.until("2000-01-03 12:10")
				w.expect(ivan, 0)
				if answers {
					w.answer(question)
				}
				if err := w.users[anna].Remove("Черновики", uid); err != nil {
					t.Fatal(err)
				}
				w.until("2000-01-03 12:30")
				if want := map[bool]int{true: 0, false: 1}[answers]; len(w.ours(ivan, "INBOX")) != want {
					t.Errorf("the client has %d letters, want %d", len(w.ours(ivan, "INBOX")), want)
				}
			})
		})
	}
}

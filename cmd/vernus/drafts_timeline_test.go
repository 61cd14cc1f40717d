package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/letters"
	"vernus/mailbox/mailtest"
)

// drafted begins a day on which Ivan asks at ten, and at half past eleven an acknowledgement lies in Anna's Drafts.
func drafted(t *testing.T) (*world, mailtest.Message) {
	w := newWorld(t, "draft")
	w.start()
	w.until("2000-01-03 10:00")
	w.ask()
	w.until("2000-01-03 11:45")
	found, err := w.users[anna].Messages("Черновики")
	if err != nil || len(found) != 1 {
		t.Fatalf("%d letters in Drafts, want 1 (%v)", len(found), err)
	}
	return w, found[0]
}

// A draft that Vernus proposed is no word to the client while it lies there. Sent by its manager it is: as it is an
// acknowledgement, with other words perhaps the answer. Deleted it is refused.
func TestProposedDraft(t *testing.T) {
	for name, c := range map[string]struct {
		send func(draft string) string // what goes to the client; nil: the draft is deleted
		want letters.Phase
		open bool // the question is, after the draft is gone
		late bool // she is told at noon that it is overdue
	}{
		"left": {func(string) string { return "" }, letters.Sent, true, true},
		"sent": {func(draft string) string { return draft }, letters.Sent, true, false},
		"sent with other words": {func(draft string) string {
			return body(draft, "Иван, первый макет будет готов 12 января.")
		}, letters.Sent, false, false},
		"deleted": {nil, letters.Withdrawn, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, draft := drafted(t)
				defer w.end()
				letter := ""
				if c.send != nil {
					letter = c.send(string(draft.Data))
				}
				if letter != "" {
					w.users[anna].Deliver("Отправленные", []byte(letter), time.Now(), `\Seen`)
				}
				if letter != "" || c.send == nil {
					if err := w.users[anna].Remove("Черновики", draft.UID); err != nil {
						t.Fatal(err)
					}
				}
				w.until("2000-01-03 12:30")
				if r := w.rows(letters.Acknowledgement); len(r) != 1 || r[0].Phase != c.want {
					t.Errorf("the letter is %+v", r)
				}
				if open := len(w.findings()) > 0; open != c.open {
					t.Errorf("owed: %v", w.findings())
				}
				late := false
				for _, m := range w.ours(anna, "INBOX") {
					late = late || strings.Contains(m.Subject, "Просрочено")
				}
				if late != c.late {
					t.Errorf("told that it is overdue: %v", late)
				}
				w.expect(ivan, 0)
			})
		})
	}
}

// body is a letter with another text.
func body(letter, text string) string {
	head, _, _ := strings.Cut(letter, "\r\n\r\n")
	return strings.ReplaceAll(head, "quoted-printable", "8bit") + "\r\n\r\n" + text + "\r\n"
}

package main

import (
	"bytes"
	"regexp"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

var messageID = regexp.MustCompile(`(?im)^Message-ID:.*\r\n(?:[ \t].*\r\n)*`)

// rewrite gives letters of Vernus to the client another Message-ID, as some relays do; with file the server puts them
// into Sent as it sends them.
func (w *world) rewrite(id string, file bool) {
	w.relay = func(raw []byte) []byte {
		if !bytes.Contains(raw, []byte("To: <"+ivan+">")) {
			return raw
		}
		raw = messageID.ReplaceAll(raw, []byte("Message-ID: <"+id+">\r\n"))
		if file {
			w.users[anna].Deliver("Отправленные", raw, time.Now(), `\Seen`)
		}
		return raw
	}
}

// A relay gives our letter another Message-ID, under which it stands in Sent too and to which the client replies. It is
// known as ours, is no answer, and the conversation stays one.
func TestRelayRewritesMessageID(t *testing.T) {
	for _, files := range []bool{true, false} {
		t.Run(map[bool]string{true: "and files it", false: "and files nothing"}[files], func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				edits := []string{`port = 25, tls = "none", user = "anna@studio.example",`, `port = 25, tls = "none", user = "anna@studio.example", files_sent = true,`}
				if !files {
					edits = nil
				}
				w := newWorld(t, "send", edits...)
				defer w.end()
				w.rewrite("rewritten@relay.example", files)
				w.start()
				w.until("2000-01-03 10:00")
				question := w.ask()
				w.until("2000-01-03 11:45")
				ack := w.expect(ivan, 1)[0]
				if ack.ID != "rewritten@relay.example" {
					t.Fatalf("the relay has not rewritten %s", ack.ID)
				}
				if n := len(w.ours(anna, "Отправленные")); n != 1 {
					t.Errorf("%d copies in Sent, want 1", n)
				}
				if found := w.findings(); len(found) == 0 {
					t.Error("our own letter was taken for an answer")
				}
				w.send(note{from: ivan, to: anna, subject: "Re: Сроки по лендингу", header: "In-Reply-To: <" + ack.ID + ">\r\nReferences: <" + question + "> <" + ack.ID + ">\r\n",
					text: "Хорошо, жду. И пришлите, пожалуйста, договор.\n\nИван"})
				w.until("2000-01-03 12:30")
				conversations := map[int64]bool{}
				for _, f := range w.findings() {
					conversations[f.Conversation] = true
				}
				if len(conversations) != 1 {
					t.Errorf("the conversation has become %d", len(conversations))
				}
				w.until("2000-01-03 17:00")
				w.expect(ivan, 1)
			})
		})
	}
}

// The copy that the server files bears the rewritten id, and the answer to the letter was lost on the way: the copy
// proves that it was sent.
func TestRewrittenCopyProvesTheSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w, tries := dayOfFaults(t, faultAt(mailtest.AfterData, mailtest.Fault{Drop: true, Keep: true}))
		defer w.end()
		w.set(func() { w.rewrite("rewritten@relay.example", true) })
		w.until("2000-01-03 11:50")
		got := w.expect(ivan, 1)[0]
		if w.phase() != "sent" || tries.Load() != 1 {
			t.Errorf("the letter is %s after %d attempts", w.phase(), tries.Load())
		}
		if row := w.rows("acknowledgement")[0]; row.RealID != got.ID {
			t.Errorf("its id in Sent is kept as %q, want %q", row.RealID, got.ID)
		}
		w.until("2000-01-03 18:00")
		if n := len(w.ours(anna, "Отправленные")); n != 1 {
			t.Errorf("%d copies in Sent, want 1", n)
		}
	})
}

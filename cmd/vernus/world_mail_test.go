package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"vernus/mailbox"
)

// note is a letter as a person's mail program makes it.
type note struct {
	from, to, cc, subject, text string
	inReplyTo                   string
	header                      string // further lines, each with its line end
	id                          string // "" for one of its own, "-" for none
}

// compose returns a letter's bytes, and its Message-ID without brackets.
func (w *world) compose(m note) (raw []byte, id string) {
	w.serial++
	if id = m.id; id == "" {
		id = fmt.Sprintf("m%d.%s", w.serial, m.from)
	}
	h := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nSubject: %s\r\n", m.from, strings.ReplaceAll(m.to, ", ", ">, <"), time.Now().Format(time.RFC1123Z), m.subject)
	if m.cc != "" {
		h += fmt.Sprintf("Cc: <%s>\r\n", m.cc)
	}
	if id != "-" {
		h += fmt.Sprintf("Message-ID: <%s>\r\n", id)
	}
	if m.inReplyTo != "" {
		h += fmt.Sprintf("In-Reply-To: <%s>\r\nReferences: <%[1]s>\r\n", m.inReplyTo)
	}
	h += m.header + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
	return []byte(h + strings.ReplaceAll(m.text, "\n", "\r\n") + "\r\n"), id
}

// send has a person send a letter from a mail program: to every recipient's INBOX, with a copy in Sent.
func (w *world) send(m note) (id string) {
	w.t.Helper()
	raw, id := w.compose(m)
	if from := w.users[m.from]; from != nil {
		from.Deliver("Отправленные", raw, time.Now(), `\Seen`)
	}
	for to := range strings.SplitSeq(m.to+", "+m.cc, ", ") {
		if w.users[to] != nil {
			w.users[to].Deliver("INBOX", raw, time.Now())
		}
	}
	return id
}

// write is send for a plain letter.
func (w *world) write(from, to, inReplyTo, subject, text string) string {
	w.t.Helper()
	return w.send(note{from: from, to: to, inReplyTo: inReplyTo, subject: subject, text: text})
}

// asking is what clients of this world ask.
const asking = "Анна, добрый день!\nПодскажите, пожалуйста, когда будет готов первый макет?\n\nИван"

// ask has Ivan ask Anna.
func (w *world) ask() string {
	return w.write(ivan, anna, "", "Сроки по лендингу", asking)
}

// answer has Anna answer Ivan.
func (w *world) answer(question string) string {
	return w.write(anna, ivan, question, "Re: Сроки по лендингу", "Иван, первый макет будет готов 12 января.\n\nАнна")
}

// letters returns what lies in a folder, understood.
func (w *world) letters(user, folder string) []*mailbox.Message {
	w.t.Helper()
	raws, err := w.users[user].Messages(folder)
	if err != nil {
		w.t.Fatal(err)
	}
	var out []*mailbox.Message
	for _, r := range raws {
		m, err := mailbox.Parse(mailbox.Raw{Data: r.Data, Size: int64(len(r.Data)), Received: r.Received})
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

// ours returns the letters of Vernus in a folder.
func (w *world) ours(user, folder string) []*mailbox.Message {
	w.t.Helper()
	return slices.DeleteFunc(w.letters(user, folder), func(m *mailbox.Message) bool { return m.Instance == "" })
}

// expect checks how many letters of Vernus lie in an INBOX and returns them.
func (w *world) expect(user string, want int) []*mailbox.Message {
	w.t.Helper()
	got := w.ours(user, "INBOX")
	if len(got) != want {
		var subjects []string
		for _, m := range got {
			subjects = append(subjects, fmt.Sprintf("%q of %s", m.Subject, m.Date.UTC().Format(time.DateTime)))
		}
		w.t.Fatalf("%s: %s has %d letters of Vernus, want %d:\n%s", time.Now().UTC().Format("Mon 15:04 UTC"), user, len(got), want, strings.Join(subjects, "\n"))
	}
	return got
}

// expectOne checks that exactly one letter of Vernus in an INBOX has these words in its subject.
func (w *world) expectOne(user, subject string) *mailbox.Message {
	w.t.Helper()
	var found []*mailbox.Message
	var all []string
	for _, m := range w.ours(user, "INBOX") {
		all = append(all, m.Subject)
		if strings.Contains(m.Subject, subject) {
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		w.t.Fatalf("%s: %s has %d letters of Vernus about %q, want 1; there are %q", time.Now().UTC().Format("Mon 15:04 UTC"), user, len(found), subject, all)
	}
	return found[0]
}

// contains checks that a text holds words.
func (w *world) contains(what, text string, words ...string) {
	w.t.Helper()
	for _, s := range words {
		if !strings.Contains(text, s) {
			w.t.Errorf("%s does not say %q:\n%s", what, s, text)
		}
	}
}

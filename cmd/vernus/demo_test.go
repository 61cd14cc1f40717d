package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vernus/letters"
	"vernus/mailbox"
)

// TestDemoDay holds the demo to what it is to show, and the program to its promises on the way.
func TestDemoDay(t *testing.T) {
	var out bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &out, now: time.Now, getenv: func(string) string { return "" }}
	d, err := newDemo(a, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	before := d.inboxes(t)
	if err := d.day(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.leave(); err != nil {
		t.Fatal(err)
	}

	kinds := map[letters.Kind]int{}
	answered := map[string]int{}
	for i, l := range *d.teller.left {
		kinds[l.Kind]++
		name := (*d.teller.at)[i].In(demoStart.Location()).Format("15:04") + " " + string(l.Kind) + " " + l.Subject
		m, err := mailbox.Parse(mailbox.Raw{Data: l.Raw})
		if err != nil {
			t.Errorf("%s cannot be read: %v", name, err)
			continue
		}
		if m.Kind != mailbox.AutoReply && l.ToClient || m.Instance == "" || m.NoReply == "" {
			t.Errorf("%s does not say that a program wrote it: kind %s, instance %q", name, m.Kind, m.Instance)
		}
		if !l.ToClient {
			continue
		}
		answered[l.InReplyTo]++
		if answered[l.InReplyTo] > 1 {
			t.Errorf("%s is the second letter about the same", name)
		}
		if at := letterCalled(d.world, l.InReplyTo); at == nil || at.at.Before(demoStart) {
			t.Errorf("%s was caused by a letter that came before the day: %s", name, l.InReplyTo)
		}
		d.standsOnce(t, name, l)
	}
	for _, k := range []letters.Kind{letters.Acknowledgement, letters.Suggestion, letters.Nudge, letters.Escalation, letters.Digest} {
		if kinds[k] == 0 {
			t.Errorf("the demo shows no %s", k)
		}
	}
	if kinds[letters.Acknowledgement] < 3 || kinds[letters.Digest] != 1 {
		t.Errorf("the demo shows %v; want at least three acknowledgements and one digest", kinds)
	}
	d.unread(t, before)
	files, err := filepath.Glob(filepath.Join(d.folder, "*.eml"))
	if err != nil || len(files) != len(*d.teller.left) {
		t.Errorf("%d letters were left as .eml, %v; want %d", len(files), err, len(*d.teller.left))
	}
	if page, err := os.ReadFile(filepath.Join(d.folder, "index.html")); err != nil || !strings.Contains(string(page), "digest") {
		t.Errorf("index.html: %v\n%s", err, page)
	}
}

func letterCalled(w *demoWorld, id string) *demoLetter {
	for _, l := range w.letters {
		if l.messageID() == id {
			return l
		}
	}
	return nil
}

// standsOnce checks that a letter is in its reader's INBOX and in the manager's Sent, once each.
func (d *demo) standsOnce(t *testing.T, name string, l letters.Letter) {
	t.Helper()
	sender := d.accounts[l.From.Mail]
	for _, place := range []struct {
		user, folder string
	}{{l.To[0].Mail, "INBOX"}, {l.From.Mail, sender.Folder(`\Sent`)}} {
		list, err := d.accounts[place.user].Messages(place.folder)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, m := range list {
			if bytes.Contains(m.Data, []byte("<"+l.MessageID+">")) && bytes.Contains(m.Data, []byte("Message-ID: <"+l.MessageID+">")) {
				n++
			}
		}
		if n != 1 {
			t.Errorf("%s stands %d times in %s of %s, want once", name, n, place.folder, place.user)
		}
	}
}

// inboxes is what the managers' INBOXes hold, and with which flags.
func (d *demo) inboxes(t *testing.T) map[string][]string {
	t.Helper()
	flags := map[string][]string{}
	for _, m := range d.cfg.Managers {
		list, err := d.accounts[m.Address].Messages("INBOX")
		if err != nil {
			t.Fatal(err)
		}
		for _, msg := range list {
			flags[m.Address] = append(flags[m.Address], strings.Join(msg.Flags, " "))
		}
	}
	return flags
}

// unread checks that reading has changed no flag of what was there before.
func (d *demo) unread(t *testing.T, before map[string][]string) {
	t.Helper()
	now := d.inboxes(t)
	for user, flags := range before {
		for i, f := range flags {
			if now[user][i] != f {
				t.Errorf("message %d of %s had flags %q and now has %q", i+1, user, f, now[user][i])
			}
		}
	}
}

package mailbox

import (
	"context"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vernus/mailbox/mailtest"
)

var marchSecond = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

// letterNo is a small letter that can be told from others.
func letterNo(n int) []byte {
	return fmt.Appendf(nil, "From: anna@client.example\r\nTo: boss@ours.example\r\nSubject: Nr. %d\r\nMessage-ID: <n%d@client.example>\r\n\r\nBody of letter %d.\r\n", n, n, n)
}

// accountConfig is the config of boss@ours.example at a server in memory.
func accountConfig(dial func(context.Context, string, string) (net.Conn, error)) Config {
	return Config{Address: "boss@ours.example", Host: "localhost", TLS: TLSNone, Dial: dial, Secret: secretly("secret")}
}

func secretly(s string) func(context.Context) (string, error) {
	return func(context.Context) (string, error) { return s, nil }
}

func openIMAP(t *testing.T, c Config) *IMAP {
	t.Helper()
	s, err := Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s.(*IMAP)
}

// diary is what a store would hold: it takes batches and remembers positions.
type diary struct {
	positions map[string]Position
	batches   []Batch
	subjects  map[string][]string // by folder
}

func newDiary() *diary {
	return &diary{positions: map[string]Position{}, subjects: map[string][]string{}}
}

func (d *diary) take(b Batch) error {
	d.batches = append(d.batches, b)
	d.positions[b.Folder] = b.Position
	if b.Reset {
		d.subjects[b.Folder] = nil
	}
	for _, m := range b.Messages {
		d.subjects[b.Folder] = append(d.subjects[b.Folder], subjectOf(m))
	}
	return nil
}

func subjectOf(m Raw) string {
	if m.Err != nil {
		return fmt.Sprintf("error %d", m.UID)
	}
	_, rest, _ := strings.Cut(string(m.Data), "Subject: ")
	subject, _, _ := strings.Cut(rest, "\r\n")
	return subject
}

// read reads once and returns the batches of this time.
func (d *diary) read(t *testing.T, s Source) []Batch {
	t.Helper()
	d.batches = nil
	if err := s.Read(t.Context(), d.positions, d.take); err != nil {
		t.Fatal(err)
	}
	return d.batches
}

func letterNos(from, to int) []string {
	var list []string
	for n := from; n <= to; n++ {
		list = append(list, fmt.Sprintf("Nr. %d", n))
	}
	return list
}

func TestReadGoesOnWhereItWasLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := mailtest.NewIMAP(mailtest.IMAPOptions{})
		defer s.Close()
		a := s.AddAccount("boss@ours.example", "secret", mailtest.RussianFolders...)
		for n := 1; n <= 150; n++ {
			a.Deliver("INBOX", letterNo(n), marchSecond.Add(time.Duration(n)*time.Minute), `\Seen`)
		}
		a.Deliver("Отправленные", letterNo(900), marchSecond)
		b := openIMAP(t, accountConfig(s.Dial))
		defer b.Close()
		d := newDiary()
		batches := d.read(t, b)
		if got := d.subjects["INBOX"]; !slices.Equal(got, letterNos(1, 150)) {
			t.Errorf("first reading of INBOX: %q", got)
		}
		if got := d.subjects["Отправленные"]; !slices.Equal(got, letterNos(900, 900)) {
			t.Errorf("first reading of sent mail: %q", got)
		}
		for _, x := range batches {
			if len(x.Messages) > 0 && !x.Import {
				t.Errorf("batch of %s at %+v is not marked as import", x.Folder, x.Position)
			}
		}
		first := batches[0]
		if m := first.Messages[0]; m.UID != 1 || !m.Received.Equal(marchSecond.Add(time.Minute)) || !slices.Equal(m.Flags, []string{`\Seen`}) ||
			m.Role != RoleInbox || m.Mailbox != "boss@ours.example" || m.Size != int64(len(m.Data)) || m.Partial || string(m.Data) != string(letterNo(1)) {
			t.Errorf("first message: %+v", m)
		}
		if first.Total != 150 || first.Done == 0 || first.Position.ImportTo != 151 {
			t.Errorf("first batch: done %d of %d, position %+v", first.Done, first.Total, first.Position)
		}
		if got := d.positions["INBOX"]; got.UIDNext != 151 || got.ImportTo != 0 || got.UIDValidity == 0 {
			t.Errorf("position after the import: %+v", got)
		}

		if again := d.read(t, b); len(again) != 0 {
			t.Errorf("nothing new gave %d batches: %+v", len(again), again)
		}
		a.Deliver("INBOX", letterNo(151), marchSecond)
		again := d.read(t, b)
		if len(again) != 1 || again[0].Import || again[0].Reset || len(again[0].Messages) != 1 || again[0].Messages[0].UID != 151 {
			t.Errorf("one new letter gave %+v", again)
		}
		if s.Changes() != 0 {
			t.Error("reading changed the mailbox")
		}
		for _, m := range mustMessages(t, a, "INBOX")[:150] {
			if !slices.Equal(m.Flags, []string{`\Seen`}) && !slices.Equal(m.Flags, []string{`\seen`}) {
				t.Fatalf("flags of message %d are now %q", m.UID, m.Flags)
			}
		}
		if f := mustMessages(t, a, "INBOX")[150].Flags; len(f) != 0 {
			t.Errorf("an unread letter has flags %q after being fetched", f)
		}
	})
}

func mustMessages(t *testing.T, a *mailtest.Account, folder string) []mailtest.Message {
	t.Helper()
	list, err := a.Messages(folder)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

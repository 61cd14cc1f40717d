package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

func TestIngestGivesBackWhatItWasGiven(t *testing.T) {
	db := openTest(t, "")
	in := letter("a@x", "Договор", "Когда пришлёте договор?", func(in *Incoming) {
		m := in.Message
		m.Text = "Когда пришлёте договор?\n-- \nИван"
		m.Cuts = []mailbox.Cut{{Text: "-- \nИван", Why: "signature"}}
		m.Cc, m.ReplyTo = []mailbox.Address{{Mail: boris}}, []mailbox.Address{{Name: "Офис", Mail: "office@romashka.example"}}
		m.Calendars = [][]byte{[]byte("BEGIN:VCALENDAR\r\n")}
		m.InReplyTo, m.References = []string{"0@x"}, []string{"00@x", "0@x"}
		m.Attachments = []mailbox.Attachment{{Name: "Смета.xlsx", Type: "application/vnd.ms-excel", Size: 1234}}
		m.KindWhy, m.NoReply, m.Forged, m.Instance, m.Vouched, m.Partial, m.Unsure, m.IDMade = "why", "no", "forged", "instance", "mx", true, true, true
		m.Date = time.Date(2026, 3, 2, 9, 30, 0, 0, time.FixedZone("", 5*3600))
		in.Reading.Acts = append(in.Reading.Acts, reading.Act{Type: reading.Promise, Text: "x", Due: monday.Add(time.Hour), Precision: reading.Minute, Rule: "r"})
	})
	put(t, db, "INBOX", 1, in)

	want := *in.Message
	want.Text, want.Cuts, want.Calendars = "", nil, nil // not for the rules
	got := all(t, db)
	wantConversation := []Conversation{{Revision: 1, Conversation: rules.Conversation{ID: 1, Client: "Ромашка", Subject: "Договор", Heard: in.Message.At.UTC(), Entries: []rules.Entry{{
		Message: &want, Reading: in.Reading, Direction: mailbox.Incoming, Client: "Ромашка", Mailboxes: []string{anna},
	}}}}}
	if diff := cmp.Diff(wantConversation, got, cmp.Comparer(sameTimeAndZone), cmpopts.IgnoreUnexported(rules.Entry{})); diff != "" {
		t.Error(diff)
	}
	want.Text, want.Calendars = in.Message.Text, in.Message.Calendars
	stored := must[StoredMessage](t)(db.Message(t.Context(), "a@x"))
	if diff := cmp.Diff(StoredMessage{Message: &want, Reading: in.Reading, Direction: mailbox.Incoming, Client: "Ромашка"}, stored, cmp.Comparer(sameTimeAndZone)); diff != "" {
		t.Error(diff)
	}
	_, err := db.Message(t.Context(), "unknown")
	equal(t, "unknown", errors.Is(err, ErrNotFound), true)
	equal(t, "rest of the text", count(t, db, "SELECT count(*) FROM message_rest WHERE rest = ?", "1 2\n-- \nИван"), 1)
}

func sameTimeAndZone(a, b time.Time) bool {
	_, za := a.Zone()
	_, zb := b.Zone()
	return a.Equal(b) && za == zb
}

func TestIngestTwiceChangesNothing(t *testing.T) {
	db := openTest(t, "")
	letters := []Incoming{
		letter("a@x", "Договор", "Когда?"),
		letter("b@x", "Re: Договор", "Завтра", fromUs, replyTo("a@x")),
		{Raw: mailbox.Raw{Data: []byte("junk"), Err: errors.New("unreadable")}},
	}
	equal(t, "first", put(t, db, "INBOX", 1, letters...), Ingested{New: 2, Quarantined: 1})
	before := must[[]Conversation](t)(db.Conversations(t.Context(), 1))
	equal(t, "again", put(t, db, "INBOX", 1, letters...), Ingested{Known: 2, Quarantined: 1})
	after := must[[]Conversation](t)(db.Conversations(t.Context(), 1))
	if diff := cmp.Diff(before, after, cmpopts.IgnoreUnexported(rules.Entry{})); diff != "" {
		t.Error(diff)
	}
	equal(t, "quarantined", count(t, db, "SELECT count(*) FROM quarantine"), 1)
	equal(t, "locations", count(t, db, "SELECT count(*) FROM location"), 2)
}

func TestOneMessageInSeveralMailboxes(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	settleAll(t, db, monday)
	// The gateway has added a footer to Boris's copy.
	equal(t, "copy", putAs(t, db, boris, "INBOX", 1, letter("a@x", "Договор", "Когда?\n[Внешнее письмо]")), Ingested{Known: 1})

	list := snapshot(t, db, monday).Conversations
	equal(t, "conversations touched", shape(list), "Ромашка: a@x")
	if diff := cmp.Diff([]string{anna, boris}, list[0].Entries[0].Mailboxes); diff != "" {
		t.Error(diff)
	}
	settleAll(t, db, monday)
	putAs(t, db, boris, "Archive", 9, letter("a@x", "Договор", "Когда?"))
	equal(t, "touched by one more copy in the same mailbox", len(snapshot(t, db, monday).Conversations), 0)
}

func TestTwoLettersWithOneMessageID(t *testing.T) {
	db := openTest(t, "")
	first := letter("same@x", "Договор", "Когда пришлёте договор на подпись?")
	second := letter("same@x", "Счёт", "Оплата прошла, ждём закрывающие документы", after(time.Minute), func(in *Incoming) { in.Client = "Василёк" })
	// A broken mail program: same sender, same second, same id, another letter.
	third := letter("same@x", "Акт", "Просим подписать акт сверки за февраль")
	equal(t, "batch", put(t, db, "INBOX", 1, first, second, third), Ingested{New: 3})
	equal(t, "again", putAs(t, db, boris, "INBOX", 1, third, first, second), Ingested{Known: 3})
	texts := map[string]bool{}
	ids := map[string]bool{}
	for _, c := range all(t, db) {
		for _, e := range c.Entries {
			texts[e.NewText], ids[e.ID] = true, true
			equal(t, "mailboxes of "+e.ID, len(e.Mailboxes), 2)
		}
	}
	equal(t, "texts", len(texts), 3)
	equal(t, "ids", len(ids), 3)
	equal(t, "the first keeps its id", ids["same@x"], true)
}

func TestSameLetterChangedOnTheWay(t *testing.T) {
	for name, change := range map[string]func(*Incoming){
		"sender rewritten by a list": func(in *Incoming) { in.Message.From.Mail = "list@romashka.example" },
		"date mended":                func(in *Incoming) { in.Message.Date = monday.Add(time.Second) },
		"footer and sender": func(in *Incoming) {
			in.Message.From.Mail = "list@romashka.example"
			in.Message.NewText += "\n_______\nСписок рассылки"
		},
		"white space": func(in *Incoming) {
			in.Message.NewText = "Когда  пришлёте\nдоговор?"
			in.Message.Date = monday.Add(time.Hour)
		},
	} {
		t.Run(name, func(t *testing.T) {
			db := openTest(t, Memory)
			put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда пришлёте договор?"))
			equal(t, "copy", putAs(t, db, boris, "INBOX", 1, letter("a@x", "Договор", "Когда пришлёте договор?", change)), Ingested{Known: 1})
		})
	}
}

func TestUIDValidityReset(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"), letter("b@x", "Счёт", "Где счёт?"))
	b, in := batch("INBOX", 101, letter("b@x", "Счёт", "Где счёт?"), letter("c@x", "Акт", "Где акт?"))
	b.Reset, b.Position.UIDValidity, b.Done, b.Total = true, 8, 2, 3
	equal(t, "re-mapped", must[Ingested](t)(db.Ingest(t.Context(), anna, b, in)), Ingested{New: 1, Known: 1})
	// Interrupted here. What is left of the folder comes as ordinary reading, and is old all the same.
	b, in = batch("INBOX", 103, letter("d@x", "Письмо", "Старое письмо", after(-time.Hour)), letter("e@x", "Письмо 2", "Новое письмо", after(time.Hour)))
	b.Position.UIDValidity, b.Done, b.Total = 8, 2, 2
	must[Ingested](t)(db.Ingest(t.Context(), anna, b, in))
	imported := map[string]bool{}
	for _, c := range all(t, db) {
		for _, e := range c.Entries {
			imported[e.ID] = e.Imported
		}
	}
	want := map[string]bool{"a@x": false, "b@x": false, "c@x": true, "d@x": true, "e@x": false}
	if diff := cmp.Diff(want, imported); diff != "" {
		t.Error(diff)
	}
	equal(t, "places", count(t, db, "SELECT count(*) FROM location"), 4)
	equal(t, "position", must[map[string]mailbox.Position](t)(db.Positions(t.Context(), anna))["INBOX"], mailbox.Position{UIDValidity: 8, UIDNext: 105})
}

func TestFirstImportIsOld(t *testing.T) {
	db := openTest(t, "")
	b, in := batch("INBOX", 1, letter("a@x", "Договор", "Когда?"))
	b.Import, b.Done, b.Total = true, 1, 1
	must[Ingested](t)(db.Ingest(t.Context(), anna, b, in))
	put(t, db, "INBOX", 2, letter("b@x", "Счёт", "Где?", after(-time.Hour)))
	list := all(t, db)
	equal(t, "imported", list[0].Entries[0].Imported, true)
	equal(t, "came after the import was over, whatever its clock says", list[1].Entries[0].Imported, false)
}

func TestQuarantine(t *testing.T) {
	db := openTest(t, "")
	big := make([]byte, 2<<20)
	put(t, db, "INBOX", 1, Incoming{Raw: mailbox.Raw{Data: big, Size: 5 << 20, Received: monday}, Err: errors.New("no header")}, Incoming{})
	list := must[[]Quarantined](t)(db.Quarantine(t.Context(), 0))
	want := []Quarantined{
		{ID: 2, Mailbox: anna, Folder: "INBOX", UID: 2, Error: errNoMessage.Error(), At: monday},
		{ID: 1, Mailbox: anna, Folder: "INBOX", UID: 1, Error: "no header", At: monday, Received: monday, Size: 5 << 20},
	}
	if diff := cmp.Diff(want, list, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "bytes kept", len(must[[]byte](t)(db.QuarantinedRaw(t.Context(), 1))), rawKept)
	_, err := db.QuarantinedRaw(t.Context(), 9)
	equal(t, "unknown", errors.Is(err, ErrNotFound), true)
	// A better parser reads it after all.
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	equal(t, "left in quarantine", count(t, db, "SELECT count(*) FROM quarantine"), 1)
}

func TestFlags(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	b, _ := batch("INBOX", 2)
	b.Flags = map[uint32][]string{1: {`\Seen`}}
	must[Ingested](t)(db.Ingest(t.Context(), anna, b, nil))
	equal(t, "seen", count(t, db, `SELECT count(*) FROM location WHERE flags = '\Seen'`), 1)
}

func TestDrafts(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"), letter("b@x", "Счёт", "Где?"))
	settleAll(t, db, monday)
	equal(t, "drafts", put(t, db, "Drafts", 1,
		letter("d1@y", "Re: Договор", "", fromUs, replyTo("a@x")),
		letter("d2@y", "Счёт", "", fromUs),
		letter("d3@y", "Мимо", "", fromUs),
		letter("d4@y", "Re: Договор", "", ownLetter, replyTo("a@x"))), Ingested{Drafts: 4, Own: 1})
	list := snapshot(t, db, monday).Conversations
	equal(t, "touched", shape(list), "Ромашка: a@x | Ромашка: b@x")
	equal(t, "drafts of the first", len(list[0].Drafts), 1)
	want := rules.Draft{Mailbox: anna, InReplyTo: []string{"a@x"}, To: []mailbox.Address{{Mail: ivan}}, At: monday.UTC()}
	if diff := cmp.Diff(want, list[0].Drafts[0], cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "drafts of the second", len(list[1].Drafts), 1)

	settleAll(t, db, monday)
	b, _ := batch("Drafts", 5)
	b.HasPresent, b.Present = true, []uint32{2, 4}
	must[Ingested](t)(db.Ingest(t.Context(), anna, b, nil))
	list = snapshot(t, db, monday).Conversations
	equal(t, "touched by the draft that is gone", shape(list), "Ромашка: a@x")
	equal(t, "drafts left", len(list[0].Drafts), 0)
	equal(t, "messages", count(t, db, "SELECT count(*) FROM message"), 2)
}

func TestNotedAndHealth(t *testing.T) {
	db := openTest(t, "")
	ctx := t.Context()
	for _, step := range []struct {
		box string
		err error
		at  time.Duration
	}{
		{anna, nil, 0},
		{anna, errors.New("wrong password"), time.Hour},
		{anna, errors.New("no route"), 2 * time.Hour},
		{boris, errors.New("refused"), time.Hour},
		{boris, nil, 3 * time.Hour},
	} {
		if err := db.Noted(ctx, step.box, step.err, monday.Add(step.at)); err != nil {
			t.Fatal(err)
		}
	}
	put(t, db, "INBOX", 1, Incoming{Err: errors.New("junk")})
	h := must[Health](t)(db.Health(ctx))
	want := []MailboxHealth{
		{Address: anna, Read: monday, FailingSince: monday.Add(time.Hour), Error: "no route"},
		{Address: boris, Read: monday.Add(3 * time.Hour)},
	}
	if diff := cmp.Diff(want, h.Mailboxes, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "quarantined", h.Quarantined, 1)
}

// An import that was interrupted knows afterwards how far it was to go.
func TestPositionsKeepTheEndOfAnImport(t *testing.T) {
	db, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	want := mailbox.Position{UIDValidity: 7, UIDNext: 40, ModSeq: 99, ImportTo: 120}
	batch := mailbox.Batch{Folder: "INBOX", Role: mailbox.RoleInbox, Position: want, Import: true}
	if _, err := db.Ingest(t.Context(), "anna@studio.example", batch, nil); err != nil {
		t.Fatal(err)
	}
	got, err := db.Positions(t.Context(), "anna@studio.example")
	if err != nil || got["INBOX"] != want {
		t.Errorf("position %+v, %v; want %+v", got["INBOX"], err, want)
	}
}

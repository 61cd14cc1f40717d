package store

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
)

// letterFor is an acknowledgement to Ivan in a conversation.
func letterFor(conversation int64, key string) letters.Letter {
	return letters.Letter{
		Key: key, Kind: letters.Acknowledgement, Mode: letters.Send, Rule: "A2", Duty: "a@x acknowledge", Stage: 1, Because: "because",
		Quotes: []string{"Когда?"}, Conversation: conversation, Client: "Ромашка", Manager: anna, Mailbox: anna, Via: letters.BySMTP, ToClient: true,
		From: mailbox.Address{Name: "Анна", Mail: anna}, To: []mailbox.Address{{Name: "Иван", Mail: ivan}}, Cc: []mailbox.Address{{Mail: boris}},
		Subject: "Re: Договор", InReplyTo: "a@x", References: []string{"a@x"}, MessageID: key + "@agency.example",
		ReturnBy: monday.Add(3 * time.Hour), Template: "ack 1234", Text: "Вижу ваш вопрос", HTML: "<p>", Raw: []byte("From: x\r\n\r\ny"),
	}
}

func ls(l ...letters.Letter) []letters.Letter { return l }

func enqueue1(t testing.TB, db *DB, l letters.Letter) Row {
	t.Helper()
	done := must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Letters: ls(l)}))
	if len(done.Letters) != 1 {
		t.Fatalf("not written: %+v", done)
	}
	return done.Letters[0]
}

func TestLetterIsKeptWhole(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	want := letterFor(1, "k")
	want.NotBefore = monday.Add(time.Minute)
	enqueue1(t, db, want)
	listed := must[[]Row](t)(db.Outbox(t.Context(), OutboxFilter{}))
	r, story, err := db.Letter(t.Context(), listed[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, r.Letter, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "phase", r.Phase, letters.Queued)
	equal(t, "next", r.Next.Equal(want.NotBefore), true)
	equal(t, "story", len(story), 1)
	_, _, err = db.Letter(t.Context(), 99)
	equal(t, "unknown", errors.Is(err, ErrNotFound), true)
}

func TestKeyIsWrittenOnce(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	enqueue1(t, db, letterFor(1, "k"))
	done := must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Letters: ls(letterFor(1, "k"), letterFor(1, "k2"))}))
	equal(t, "known", len(done.Known), 1)
	equal(t, "new", len(done.Letters), 1)
	equal(t, "rows", count(t, db, "SELECT count(*) FROM outbox"), 2)
}

// The database was restored from a backup made before the letter was written; the mail still knows.
func TestLetterSeenInMailIsNotWrittenAgain(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "Sent", 1, letter("k@agency.example", "Re: Договор", "Вижу ваш вопрос", ownLetter))
	done := must[Enqueued](t)(db.Enqueue(t.Context(), Decision{Now: monday, Letters: ls(letterFor(1, "k"))}))
	equal(t, "known", len(done.Known), 1)
	equal(t, "rows", count(t, db, "SELECT count(*) FROM outbox"), 0)
}

func TestPhases(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	for _, c := range []struct {
		name  string
		steps func(id int64) error
		want  letters.Phase
		story int
	}{
		{"sent", func(id int64) error {
			begin(t, db, id, true)
			return errors.Join(db.Transmit(ctx, id), db.Record(ctx, id, letters.Sent, "250 OK", time.Time{}))
		}, letters.Sent, 4},
		{"tried again", func(id int64) error {
			begin(t, db, id, true)
			return db.Record(ctx, id, letters.Queued, "451 later", monday.Add(time.Hour))
		}, letters.Queued, 3},
		{"failed", func(id int64) error {
			begin(t, db, id, true)
			return db.Record(ctx, id, letters.Failed, "550 no such user", time.Time{})
		}, letters.Failed, 3},
		{"uncertain, then found", func(id int64) error {
			begin(t, db, id, true)
			return errors.Join(db.Transmit(ctx, id), db.Record(ctx, id, letters.Uncertain, "timeout", time.Time{}),
				db.Record(ctx, id, letters.Sent, "found in Sent", time.Time{}))
		}, letters.Sent, 5},
		{"withdrawn", func(id int64) error {
			_, err := db.Withdraw(ctx, id, "answered")
			begin(t, db, id, false)
			return err
		}, letters.Withdrawn, 2},
		{"retried by a person", func(id int64) error {
			begin(t, db, id, true)
			return errors.Join(db.Record(ctx, id, letters.Failed, "550", time.Time{}), db.Retry(ctx, id))
		}, letters.Queued, 4},
		{"dropped by a person", func(id int64) error { return db.Drop(ctx, id, "no need") }, letters.Withdrawn, 2},
		{"begun twice", func(id int64) error {
			begin(t, db, id, true)
			begin(t, db, id, false)
			return nil
		}, letters.Begun, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := enqueue1(t, db, letterFor(1, c.name))
			if err := c.steps(r.ID); err != nil {
				t.Error(err)
			}
			r, story, err := db.Letter(ctx, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "phase", r.Phase, c.want)
			equal(t, "steps of the story", len(story), c.story)
		})
	}
}

func begin(t *testing.T, db *DB, id int64, want bool) {
	t.Helper()
	equal(t, "begun", must[bool](t)(db.Begin(t.Context(), id)), want)
}

func TestPhasesThatDoNotAllowIt(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	r := enqueue1(t, db, letterFor(0, "k"))
	var wrong *PhaseError
	for name, err := range map[string]error{
		"retry":           db.Retry(ctx, r.ID),
		"approve":         db.Approve(ctx, r.ID),
		"transmit":        db.Transmit(ctx, r.ID),
		"record as sent,": db.Record(ctx, r.ID, letters.Sent, "", time.Time{}),
	} {
		if !errors.As(err, &wrong) || wrong.Want != name || wrong.Phase != letters.Queued {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := db.Retry(ctx, 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown letter: %v", err)
	}
	begin(t, db, r.ID, true)
	if err := errors.Join(db.Transmit(ctx, r.ID), db.Record(ctx, r.ID, letters.Sent, "", time.Time{})); err != nil {
		t.Fatal(err)
	}
	equal(t, "withdrawn", must[bool](t)(db.Withdraw(ctx, r.ID, "too late")), false)
	if err := db.Drop(ctx, r.ID, "too late"); !errors.As(err, &wrong) {
		t.Errorf("drop of a sent letter: %v", err)
	}
}

func TestProposalWaitsForAYes(t *testing.T) {
	db := openTest(t, Memory)
	l := letterFor(0, "k")
	l.Proposed = true
	r := enqueue1(t, db, l)
	equal(t, "due", len(must[[]Row](t)(db.Due(t.Context(), monday))), 0)
	if err := db.Approve(t.Context(), r.ID); err != nil {
		t.Fatal(err)
	}
	equal(t, "due", len(must[[]Row](t)(db.Due(t.Context(), monday))), 1)
}

func TestDueAndWake(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	wake := func(want time.Time) {
		t.Helper()
		equal(t, "wake", must[time.Time](t)(db.Wake(ctx)).Equal(want), true)
	}
	wake(time.Time{})
	later, now := letterFor(1, "later"), letterFor(1, "now")
	later.NotBefore = monday.Add(time.Hour)
	done := must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday, Letters: ls(later, now),
		Settled: []Settled{{Conversation: 1, Revision: 1, LookAgain: monday.Add(-time.Nanosecond)}}}))
	wake(monday.Add(-time.Nanosecond))
	equal(t, "due now", must[[]Row](t)(db.Due(ctx, monday))[0].Key, "now")
	equal(t, "due a moment before its time", len(must[[]Row](t)(db.Due(ctx, later.NotBefore.Add(-1)))), 1)
	equal(t, "due at its time", len(must[[]Row](t)(db.Due(ctx, later.NotBefore))), 2)
	settleAll(t, db, monday)
	wake(monday)
	begin(t, db, done.Letters[1].ID, true)
	wake(later.NotBefore)
}

func TestRecover(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	var ids []int64
	for _, key := range []string{"queued", "begun", "transmitting", "sent"} {
		ids = append(ids, enqueue1(t, db, letterFor(0, key)).ID)
	}
	for _, id := range ids[1:] {
		begin(t, db, id, true)
	}
	if err := errors.Join(db.Transmit(ctx, ids[2]), db.Transmit(ctx, ids[3]), db.Record(ctx, ids[3], letters.Sent, "", time.Time{})); err != nil {
		t.Fatal(err)
	}
	other := openTest(t, db.Path())
	other.Instance = "another"
	if q, u, err := other.Recover(ctx); err != nil || len(q)+len(u) > 0 {
		t.Errorf("another instance took over living claims: %v %v %v", q, u, err)
	}
	q, u, err := db.Recover(ctx)
	if err != nil || len(q) != 1 || len(u) != 1 || q[0].Key != "begun" || u[0].Key != "transmitting" {
		t.Errorf("recovered %v %v %v", q, u, err)
	}
	equal(t, "due", len(must[[]Row](t)(db.Due(ctx, monday))), 2)

	// A claim that ran out is anybody's, and its former owner cannot go on with it.
	begin(t, db, ids[0], true)
	other.Now = func() time.Time { return monday.Add(lease) }
	if q, _, err := other.Recover(ctx); err != nil || len(q) != 1 {
		t.Errorf("after the lease: %v %v", q, err)
	}
	equal(t, "begun by the other", must[bool](t)(other.Begin(ctx, ids[0])), true)
	var wrong *PhaseError
	if err := db.Transmit(ctx, ids[0]); !errors.As(err, &wrong) {
		t.Errorf("transmit without a claim: %v", err)
	}
}

func TestOwnLetterComesBack(t *testing.T) {
	ctx := t.Context()
	relayed := func(in *Incoming) { in.Message.ID, in.Message.Instance = "relay@ses.example", "test k@agency.example" }
	for _, c := range []struct {
		name    string
		before  func(db *DB, id int64) error
		folder  string
		change  func(*Incoming)
		phase   letters.Phase
		copy    Copy
		realID  string
		message int
	}{
		{"copy of a sent letter", func(db *DB, id int64) error {
			begin(t, db, id, true)
			return errors.Join(db.Transmit(ctx, id), db.Record(ctx, id, letters.Sent, "", time.Time{}))
		}, "Sent", nil, letters.Sent, CopyFound, "", 2},
		{"uncertain is proved sent", func(db *DB, id int64) error {
			begin(t, db, id, true)
			return errors.Join(db.Transmit(ctx, id), db.Record(ctx, id, letters.Uncertain, "timeout", time.Time{}))
		}, "Sent", nil, letters.Sent, CopyFound, "", 2},
		{"queued in a restored backup", func(*DB, int64) error { return nil }, "Sent", nil, letters.Sent, CopyFound, "", 2},
		{"id rewritten by a relay", func(*DB, int64) error { return nil }, "Sent", relayed, letters.Sent, CopyFound, "relay@ses.example", 2},
		{"seen in a colleague's inbox", func(*DB, int64) error { return nil }, "INBOX", nil, letters.Sent, CopyNone, "", 2},
		{"a draft proves nothing about SMTP", func(*DB, int64) error { return nil }, "Drafts", nil, letters.Queued, CopyNone, "", 1},
		{"withdrawn stays withdrawn", func(db *DB, id int64) error { return db.Drop(ctx, id, "no") }, "Sent", nil, letters.Withdrawn, CopyFound, "", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			db := openTest(t, Memory)
			put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
			r := enqueue1(t, db, letterFor(1, "k"))
			if err := c.before(db, r.ID); err != nil {
				t.Fatal(err)
			}
			in := letter("k@agency.example", "Отчёт о другом", "Вижу ваш вопрос", ownLetter, after(time.Hour))
			if c.change != nil {
				c.change(&in)
			}
			equal(t, "own", put(t, db, c.folder, 50, in).Own, 1)
			r, _, err := db.Letter(ctx, r.ID)
			if err != nil {
				t.Fatal(err)
			}
			equal(t, "phase", r.Phase, c.phase)
			equal(t, "copy", r.Copy, c.copy)
			equal(t, "real id", r.RealID, c.realID)
			equal(t, "letters in the conversation", len(all(t, db)[0].Entries), c.message)
			// The client's answer to it finds its conversation, whichever id it names.
			put(t, db, "INBOX", 51, letter("b@x", "Ещё тема", "Спасибо", replyTo(in.Message.ID), after(2*time.Hour)))
			equal(t, "conversations", len(all(t, db)), 1)
		})
	}
}

func TestNoticeStaysOutOfTheConversation(t *testing.T) {
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	l := letterFor(1, "nudge")
	l.Kind, l.ToClient, l.Via = letters.Nudge, false, letters.ToInbox
	enqueue1(t, db, l)
	notice := letter("nudge@agency.example", "Договор", "Вас ждёт Иван", ownLetter, replyTo("a@x"), func(in *Incoming) {
		in.Client, in.Direction = "", mailbox.Internal
		in.Message.To = []mailbox.Address{{Mail: anna}}
	})
	answer := letter("ok@agency.example", "Re: Договор", "не вопрос", replyTo("nudge@agency.example"), func(in *Incoming) {
		fromUs(in)
		in.Client, in.Direction = "", mailbox.Internal
	}, after(time.Hour))
	put(t, db, "INBOX", 2, notice, answer)
	equal(t, "conversations", shape(all(t, db)), "Ромашка: a@x | : nudge@agency.example ok@agency.example")
}

func TestCopies(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	r := enqueue1(t, db, letterFor(1, "k"))
	begin(t, db, r.ID, true)
	if err := errors.Join(db.Transmit(ctx, r.ID), db.Record(ctx, r.ID, letters.Sent, "250", time.Time{})); err != nil {
		t.Fatal(err)
	}
	due := must[[]Row](t)(db.CopiesDue(ctx))
	equal(t, "copies due", len(due), 1)
	equal(t, "their bytes", string(due[0].Raw), string(letterFor(1, "k").Raw))
	if err := db.CopyDone(ctx, r.ID, CopyAppended, "real@ses.example"); err != nil {
		t.Fatal(err)
	}
	equal(t, "copies due", len(must[[]Row](t)(db.CopiesDue(ctx))), 0)
	put(t, db, "INBOX", 2, letter("b@x", "Другое", "Спасибо", replyTo("real@ses.example"), after(time.Hour)))
	equal(t, "conversations", len(all(t, db)), 1)
}

func TestOutboxList(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	for _, key := range []string{"1", "2", "3"} {
		enqueue1(t, db, letterFor(1, key))
	}
	must[bool](t)(db.Withdraw(ctx, 2, "answered"))
	keys := func(f OutboxFilter) (s string) {
		for _, r := range must[[]Row](t)(db.Outbox(ctx, f)) {
			s += r.Key
		}
		return s
	}
	equal(t, "all", keys(OutboxFilter{}), "321")
	equal(t, "limit", keys(OutboxFilter{Limit: 2}), "32")
	equal(t, "phases", keys(OutboxFilter{Phases: []letters.Phase{letters.Withdrawn, letters.Sent}}), "2")
	equal(t, "everything at once", keys(OutboxFilter{Client: "Ромашка", Mailbox: anna, Conversation: 1, Since: monday, Phases: []letters.Phase{letters.Queued}}), "31")
	equal(t, "nobody's", keys(OutboxFilter{Client: "Василёк"}), "")
	h := must[Health](t)(db.Health(ctx))
	if diff := cmp.Diff(map[letters.Phase]int{letters.Queued: 2}, h.Phases); diff != "" {
		t.Error(diff)
	}
	equal(t, "oldest", h.OldestQueued.Equal(monday), true)
}

func TestSettling(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"), letter("b@x", "Реклама", "Купите", func(in *Incoming) { in.Client = "" }))
	snap := snapshot(t, db, monday)
	equal(t, "to think about (mail without a client never is)", shape(snap.Conversations), "Ромашка: a@x")
	// A letter arrives between the snapshot and the decision.
	put(t, db, "INBOX", 3, letter("c@x", "Re: Договор", "Ну когда же?", replyTo("a@x"), after(time.Minute)))
	finding := rules.Finding{Rule: "A1", Kind: rules.Unanswered, Key: "a@x unanswered", Conversation: 1, Since: monday, Due: monday.Add(time.Hour), Derivation: []string{"x"}}
	settled := Settled{Conversation: 1, Revision: snap.Conversations[0].Revision, LookAgain: monday.Add(time.Hour), State: "needs_reply", Findings: []rules.Finding{finding, finding}}
	must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday, Settled: []Settled{settled}}))
	snap = snapshot(t, db, monday)
	equal(t, "what came meanwhile is not lost", shape(snap.Conversations), "Ромашка: a@x c@x")
	equal(t, "state", snap.Conversations[0].State, "needs_reply")

	settled.Revision, settled.Findings = snap.Conversations[0].Revision, settled.Findings[:1]
	must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday, Settled: []Settled{settled}}))
	equal(t, "settled", len(snapshot(t, db, monday).Conversations), 0)
	equal(t, "to be looked at again", len(snapshot(t, db, settled.LookAgain).Conversations), 1)
	if diff := cmp.Diff([]rules.Finding{finding}, must[[]rules.Finding](t)(db.Findings(ctx)), cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
}

func TestHeld(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, "")
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"))
	h := letters.Held{Kind: letters.Acknowledgement, Rule: "A2", Duty: "a@x acknowledge", Conversation: 1, Client: "Ромашка", Manager: anna, Reason: letters.ReasonNotYet, Detail: "13:00", Again: monday.Add(time.Hour)}
	must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday, Held: []letters.Held{h}}))
	h.Reason = letters.ReasonDrafting
	must[Enqueued](t)(db.Enqueue(ctx, Decision{Now: monday.Add(time.Minute), Held: []letters.Held{h}}))
	list := must[[]Held](t)(db.Held(ctx, time.Time{}))
	if diff := cmp.Diff([]Held{{h, monday.Add(time.Minute)}}, list, cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "since later", len(must[[]Held](t)(db.Held(ctx, monday.Add(time.Hour)))), 0)
	enqueue1(t, db, letterFor(1, "k"))
	equal(t, "after it was written", len(must[[]Held](t)(db.Held(ctx, time.Time{}))), 0)
}

func TestRecentLetters(t *testing.T) {
	db := openTest(t, "")
	for _, key := range []string{"1", "2"} {
		enqueue1(t, db, letterFor(0, key))
	}
	must[bool](t)(db.Withdraw(t.Context(), 1, "answered"))
	want := []Recent{{Key: "2", Kind: letters.Acknowledgement, Client: "Ромашка", Manager: anna, Mailbox: anna, ToClient: true, Phase: letters.Queued, At: monday}}
	if diff := cmp.Diff(want, must[[]Recent](t)(db.Recent(t.Context(), monday)), cmp.Comparer(time.Time.Equal)); diff != "" {
		t.Error(diff)
	}
	equal(t, "days later", len(must[[]Recent](t)(db.Recent(t.Context(), monday.Add(72*time.Hour)))), 0)
}

// A letter about several duties lies in the conversation of each, and goes along when conversations turn out to be one.
func TestLetterAboutSeveralDuties(t *testing.T) {
	db := openTest(t, Memory)
	put(t, db, "INBOX", 1, letter("a@x", "Договор", "Когда?"), letter("b@x", "Макет", "Когда?"))
	l := letterFor(0, "both")
	l.Covers = []letters.Cover{{Key: "of a", Duty: "duty a", Stage: 1, Conversation: 1}, {Key: "of b", Duty: "duty b", Stage: 2, Conversation: 2}}
	enqueue1(t, db, l)
	for i, c := range must[[]Conversation](t)(db.Conversations(t.Context(), 1, 2)) {
		equal(t, "letters written", len(c.Written), 1)
		w := c.Written[0]
		equal(t, "key", w.Key, []string{"of a", "of b"}[i])
		equal(t, "duty", w.Duty, []string{"duty a", "duty b"}[i])
		equal(t, "stage", w.Stage, i+1)
		equal(t, "phase", w.Phase, string(letters.Queued))
	}
	put(t, db, "INBOX", 3, letter("c@x", "Договор и макет", "Так когда?", func(in *Incoming) { in.Message.InReplyTo = []string{"a@x", "b@x"} }))
	merged := must[[]Conversation](t)(db.Conversations(t.Context(), 1))
	equal(t, "letters written in what is one conversation now", len(merged[0].Written), 2)
}

// A letter that could not even be tried has had no attempt, and says so once.
func TestPostpone(t *testing.T) {
	ctx := t.Context()
	db := openTest(t, Memory)
	r := enqueue1(t, db, letterFor(0, "k"))
	for range 2 {
		if err := db.Postpone(ctx, r.ID, "the server is down", monday.Add(time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	equal(t, "due", len(must[[]Row](t)(db.Due(ctx, monday))), 0)
	begin(t, db, r.ID, true)
	if err := db.Postpone(ctx, r.ID, "somebody writes", monday); err != nil {
		t.Fatal(err)
	}
	row, story, err := db.Letter(ctx, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "attempts", row.Attempts, 0)
	equal(t, "phase", row.Phase, letters.Queued)
	equal(t, "why", row.Why, "somebody writes")
	equal(t, "steps of its story", len(story), 4) // written, postponed, begun, postponed
	if _, err := db.Withdraw(ctx, r.ID, "answered"); err != nil {
		t.Fatal(err)
	}
	if err := db.Postpone(ctx, r.ID, "the server is down", monday); err != nil {
		t.Fatal(err)
	}
	row, _, _ = db.Letter(ctx, r.ID)
	equal(t, "phase after a withdrawal", row.Phase, letters.Withdrawn)
}

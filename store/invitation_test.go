package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
)

// invites makes a letter an invitation, known to some clients.
func invites(uid string, start time.Time, clients ...string) func(*Incoming) {
	return func(in *Incoming) {
		fromUs(in)
		const stamp = "20060102T150405Z"
		data := strings.Join([]string{"BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:" + uid, "DTSTART:" + start.UTC().Format(stamp),
			"DTEND:" + start.Add(time.Hour).UTC().Format(stamp), "SUMMARY:Показ", "END:VEVENT", "END:VCALENDAR"}, "\n")
		in.Message.Calendars = [][]byte{[]byte(data)}
		for _, c := range clients {
			in.Meetings.Invitations = append(in.Meetings.Invitations, Invitation{UID: uid, Client: c, Until: start.Add(time.Hour), Zone: "Europe/Moscow"})
		}
	}
}

// reports makes a letter one that may be the report of a meeting, read by some clients' people.
func reports(clients ...string) func(*Incoming) {
	return func(in *Incoming) {
		fromUs(in)
		in.Reading.Minutes = reading.Minutes{Form: reading.AreMinutes, Rule: "minutes/named", Days: []time.Time{monday}}
		in.Meetings.Readers = clients
	}
}

func told(a Account) string {
	var list []string
	for _, i := range a.Invitations {
		list = append(list, fmt.Sprintf("%s %s", i.Letter, i.Events[0].UID))
	}
	for _, r := range a.Reports {
		list = append(list, fmt.Sprintf("%s %s %d", r.Letter, r.Form, len(r.Days)))
	}
	return strings.Join(list, "; ")
}

func TestInvitationsAreEachClients(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "Sent", 1,
		letter("both", "Показ", "", invites("u1", monday.Add(24*time.Hour), "Ромашка", "Василёк")),
		letter("past", "Давно", "", invites("u2", monday.AddDate(0, -6, 0), "Ромашка"), after(-190*24*time.Hour)),
		letter("was", "Перенос", "", invites("u3", monday.AddDate(0, -6, 0), "Ромашка"), after(-190*24*time.Hour)),
		letter("is", "Перенос", "", invites("u3", monday.Add(48*time.Hour), "Ромашка"), after(time.Hour)),
		letter("rep", "Итоги", "1. Да", reports("Ромашка", "Василёк"), after(30*time.Hour)))
	// A meeting long past is forgotten; of one that was moved both letters count.
	equal(t, "Ромашка", told(account(t, db, "Ромашка")), "was u3; both u1; is u3; rep sure 1")
	equal(t, "Василёк", told(account(t, db, "Василёк")), "both u1; rep sure 1")
	equal(t, "again, from memory", told(account(t, db, "Василёк")), "both u1; rep sure 1")
	equal(t, "somebody else", told(account(t, db, "Тюльпан")), "")
}

func TestInvitationTouchesItsAccounts(t *testing.T) {
	db := openTest(t, "")
	if err := db.KeepAccounts(t.Context(), []string{"Ромашка", "Василёк", "Тюльпан"}); err != nil {
		t.Fatal(err)
	}
	touched := func() (names []string) { // … and settled
		d := Decision{Now: monday}
		for _, a := range snapshot(t, db, monday).Accounts {
			names = append(names, a.Client)
			d.Accounts = append(d.Accounts, SettledAccount{Client: a.Client, Revision: a.Revision})
		}
		must[Enqueued](t)(db.Enqueue(t.Context(), d))
		return names
	}
	touched()
	equal(t, "before", fmt.Sprint(touched()), "[]")
	stranger := func(in *Incoming) { in.Client = "" }
	put(t, db, "Sent", 1, letter("i", "Показ", "", invites("u1", monday, "Василёк"), stranger))
	equal(t, "the invitation of nobody's letter", fmt.Sprint(touched()), "[Василёк]")
	put(t, db, "Sent", 2, letter("r", "Итоги", "", reports("Тюльпан"), stranger))
	equal(t, "the report in nobody's letter", fmt.Sprint(touched()), "[Тюльпан]")
}

func TestMalformedInvitations(t *testing.T) {
	db := openTest(t, "")
	broken := func(in *Incoming) {
		in.Message.Calendars = [][]byte{nil, []byte("BEGIN:VCALENDAR\nEND:VEVENT")}
		in.Meetings.Malformed = []Malformed{{N: 1, Why: "line 2: END without BEGIN"}}
	}
	put(t, db, "INBOX", 1, letter("bad", "Встреча", "", broken), letter("good", "Смета", "Когда?"))
	list := must[[]MalformedInvitation](t)(db.MalformedInvitations(t.Context(), 10))
	if len(list) != 1 || list[0].Letter != "bad" || list[0].Why != "line 2: END without BEGIN" {
		t.Errorf("%+v", list)
	}
	m := must[StoredMessage](t)(db.Message(t.Context(), "bad"))
	if len(m.Message.Calendars) != 2 || m.Message.Calendars[0] != nil || len(m.Message.Calendars[1]) == 0 {
		t.Errorf("its bytes are lost: %q", m.Message.Calendars)
	}
}

// Other people in the directory make the same letters tell other clients.
func TestRebuildTellsMeetingsAnew(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "Sent", 1,
		letter("i", "Показ", "", invites("u1", monday, "Ромашка")), letter("r", "Итоги", "1. Да", reports("Ромашка")))
	_, err := db.Rebuild(t.Context(), "other people", func(s StoredMessage) Renewed {
		r := Renewed{Client: s.Client, Direction: s.Direction, Reading: s.Reading}
		if len(s.Message.Calendars) > 0 {
			r.Meetings.Invitations = []Invitation{{UID: "u1", Client: "Василёк", Zone: "Europe/Moscow"}}
		}
		if s.Reading.Minutes.Form != reading.NoMinutes {
			r.Meetings.Readers = []string{"Василёк"}
		}
		return r
	})
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "Ромашка", told(account(t, db, "Ромашка")), "")
	equal(t, "Василёк", told(account(t, db, "Василёк")), "i u1; r sure 1")
}

// What is ruled of a meeting has the account of its client thought through again.
func TestRulingOfAMeeting(t *testing.T) {
	db := openTest(t, "")
	put(t, db, "Sent", 1, letter("i", "Показ", "", invites("u1", monday, "Ромашка")))
	settleAll(t, db, monday)
	must[rules.Ruling](t)(db.Rule(t.Context(), rules.Ruling{Kind: rules.NoReport, By: anna, Client: "Ромашка", Words: "u1"}))
	accounts := snapshot(t, db, monday).Accounts
	if len(accounts) != 1 || !slices.ContainsFunc(accounts[0].Rulings, func(r rules.Ruling) bool { return r.Kind == rules.NoReport }) {
		t.Errorf("%+v", accounts)
	}
	if accounts[0].Invitations[0].Direction != mailbox.Outgoing {
		t.Error("an invitation of ours came from elsewhere")
	}
}

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/rules/reading"
	"vernus/store"
)

// desk is a configuration with a database that holds the letters of the demo up to a moment, and what is owed then.
type desk struct {
	t   *testing.T
	dir string
	now time.Time
	cfg *Config
}

func newDesk(t *testing.T, now string) *desk {
	t.Helper()
	d := &desk{t: t, dir: t.TempDir()}
	text, err := demoConfig(1, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(d.dir, "config.toml"), text, 0o600); err != nil {
		t.Fatal(err)
	}
	if d.cfg, err = LoadConfig(filepath.Join(d.dir, "config.toml")); err != nil {
		t.Fatal(err)
	}
	if d.now, err = time.ParseInLocation("2006-01-02 15:04", now, d.cfg.Calendar("").Location()); err != nil {
		t.Fatal(err)
	}
	d.fill()
	return d
}

// fill stores every letter as if it had come when it was written, and thinks once.
func (d *desk) fill() {
	db, err := store.Open(d.t.Context(), d.cfg.Database())
	if err != nil {
		d.t.Fatal(err)
	}
	defer db.Close()
	db.Now = func() time.Time { return d.now }
	world, err := loadDemo()
	if err != nil {
		d.t.Fatal(err)
	}
	directory, boxes := d.cfg.Directory(), map[string]*mailbox.Batch{}
	for _, l := range world.letters {
		if l.at.After(d.now) || l.act != "" {
			continue
		}
		for _, to := range append(slices.Clone(l.deliver), l.from.Address) {
			folder, role := "INBOX", mailbox.RoleInbox
			if to == l.from.Address {
				folder, role = "Sent", mailbox.RoleSent
			}
			if _, ours := directory.Manager(to); !ours {
				continue
			}
			b := boxes[to+" "+folder]
			if b == nil {
				b = &mailbox.Batch{Folder: folder, Role: role, Position: mailbox.Position{UIDValidity: 1}}
				boxes[to+" "+folder] = b
			}
			b.Messages = append(b.Messages, mailbox.Raw{Mailbox: to, Folder: folder, Role: role, UID: uint32(len(b.Messages) + 1), Received: l.at, Data: l.compose()})
			b.Position.UIDNext = uint32(len(b.Messages) + 1)
		}
	}
	for name, b := range boxes {
		d.ingest(db, strings.Fields(name)[0], *b)
	}
	d.think(db)
}

func (d *desk) ingest(db *store.DB, box string, b mailbox.Batch) {
	directory := d.cfg.Directory()
	var in []store.Incoming
	for _, raw := range b.Messages {
		m, err := mailbox.Parse(raw)
		if err != nil {
			d.t.Fatalf("%s: %v", raw.Data, err)
		}
		way := directory.Direction(m)
		client, _ := directory.ClientOf(m)
		in = append(in, store.Incoming{Raw: raw, Message: m, Direction: way, Client: client, Reading: reading.ForMessage(m, way, d.cfg.Calendar(box))})
	}
	if _, err := db.Ingest(d.t.Context(), box, b, in); err != nil {
		d.t.Fatal(err)
	}
	if err := db.Noted(d.t.Context(), box, nil, d.now); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) think(db *store.DB) {
	s, err := db.Snapshot(d.t.Context(), d.now, store.Place{})
	if err != nil {
		d.t.Fatal(err)
	}
	templates, err := letters.LoadTemplates("")
	if err != nil {
		d.t.Fatal(err)
	}
	policy, decision := d.cfg.Policy(), store.Decision{Now: d.now}
	policy.SendingSince = d.now.Add(-365 * 24 * time.Hour)
	var cases []letters.Case
	for _, c := range s.Conversations {
		r := rules.Check(c.Conversation, d.cfg.RulesTeam(), d.now)
		cases = append(cases, letters.Case{Conversation: c.Conversation, Findings: r.Findings})
		decision.Settled = append(decision.Settled, store.Settled{Conversation: c.ID, Revision: c.Revision, LookAgain: r.LookAgain, State: string(r.State), Findings: r.Findings})
	}
	w := letters.Writer{Templates: templates, Identity: letters.Identity{Instance: "main", Secret: []byte("secret of the test")}}
	decision.Letters, decision.Held = w.Decide(policy, cases, nil, d.now)
	if _, err := db.Enqueue(d.t.Context(), decision); err != nil {
		d.t.Fatal(err)
	}
}

// run runs a command line and returns what it says.
func (d *desk) run(args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &o, err: &e, now: func() time.Time { return d.now }, getenv: func(key string) string {
		return map[string]string{"USER": "anna"}[key]
	}}
	code = a.main(d.t.Context(), append([]string{"--config", filepath.Join(d.dir, "config.toml")}, args...))
	return code, o.String(), e.String()
}

// says checks exit code and that all of want stand in the output.
func (d *desk) says(code int, args []string, want ...string) string {
	d.t.Helper()
	got, out, errs := d.run(args...)
	if got != code {
		d.t.Errorf("vernus %s ended with %d, want %d:\n%s%s", strings.Join(args, " "), got, code, out, errs)
	}
	for _, w := range want {
		if !strings.Contains(out+errs, w) {
			d.t.Errorf("vernus %s does not say %q:\n%s%s", strings.Join(args, " "), w, out, errs)
		}
	}
	return out
}

// objects reads the lines that --json printed.
func objects[T any](t *testing.T, out string) []T {
	t.Helper()
	var list []T
	for line := range strings.Lines(out) {
		var v T
		if err := json.Unmarshal([]byte(line), &v); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		list = append(list, v)
	}
	return list
}

func TestHistory(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:00")
	d.says(0, []string{"history", "вектор-мед"}, "Запись через сайт: жалобы пациентов", "← Рябова Екатерина Львовна", "→ Анна Савельева", "2026-03-12 09:40")
	d.says(0, []string{"history", "Лыжня", "--since", "1d", "--text"}, "оплата картой отваливается", "Это у нас или у банка?")
	d.says(0, []string{"history", "Северный чай", "--since", "2h"}, "No letters to or from Северный чай")
	d.says(2, []string{"history", "Лыжа"}, `did you mean "Лыжня"?`)
	d.says(2, []string{"history"}, "missing CLIENT")
	d.says(2, []string{"history", "Лыжня", "--since", "long"}, "is no length of time")
	found := objects[historyLetter](t, d.says(0, []string{"history", "Harbour & Finch", "--json"}))
	if len(found) != 11 || found[0].Direction == "" || found[0].Text == "" {
		t.Errorf("history --json has %d letters, the first is %+v", len(found), found)
	}
}

func TestSearch(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:00")
	d.says(0, []string{"search", "сертификаты"}, "Сертификаты на мастер-классы", "<pot-1.")
	d.says(0, []string{"search", "сертификатом", "--client", "Гончарная на Речной"}, "Сертификаты на мастер-классы")
	d.says(0, []string{"search", "ledgers", "--json"}, `"message_id":"finch-7.`)
	d.says(0, []string{"search", "бегемот"}, "Nothing was found")
	d.says(2, []string{"search", "x", "--client", "Лыжа"}, "did you mean")
	d.says(2, []string{"search"}, "missing WORDS")
}

func TestStatusAndWhy(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:30")
	out := d.says(1, []string{"status"}, "ПРОСРОЧЕНО: ", "Лыжня", "оплата картой отваливается", "→ Анна Савельева", "ответ опаздывает на", "МЕНЕДЖЕРЫ", "КЛИЕНТЫ", "anna@polden.example", "Письма Vernus: ")
	if strings.Index(out, "ПРОСРОЧЕНО") > strings.Index(out, "НА СЕГОДНЯ") {
		t.Errorf("what is due today stands before what is overdue:\n%s", out)
	}
	s := objects[status](t, d.says(1, []string{"status", "--json"}))[0]
	i := slices.IndexFunc(s.Owed, func(o statusOwed) bool { return o.Client == "Лыжня" && o.Kind == string(rules.Unanswered) })
	if i < 0 || !s.Trouble || !s.Owed[i].Overdue || s.Owed[i].Age <= s.Owed[i].Late || s.Owed[i].Code == "" {
		t.Fatalf("status --json: %+v", s)
	}
	only := objects[status](t, d.says(1, []string{"status", "--json", "--client", "лыжня"}))[0]
	if n := len(only.Owed); n == 0 || n == len(s.Owed) || slices.ContainsFunc(only.Owed, func(o statusOwed) bool { return o.Client != "Лыжня" }) {
		t.Errorf("of one client: %+v", only.Owed)
	}
	anna := objects[status](t, d.says(1, []string{"status", "--json", "--manager", "анна савельева"}))[0]
	if n := len(anna.Owed); n == 0 || n == len(s.Owed) || len(anna.Mailboxes) != 1 || slices.ContainsFunc(anna.Owed, func(o statusOwed) bool { return o.Manager != "anna@polden.example" }) {
		t.Errorf("of one manager: %+v", anna)
	}
	d.says(2, []string{"status", "--client", "Лыжа"}, `did you mean "Лыжня"?`)
	d.says(2, []string{"status", "--manager", "nobody@polden.example"}, `there is no manager "nobody@polden.example"`)

	id, code := s.Owed[i].MessageID, s.Owed[i].Code
	d.says(0, []string{"why", "<" + id + ">"}, "incoming: оплата картой отваливается", "read: question «", "A1 unanswered", "the standard is an answer within", "late", "«", "Letter ")
	d.says(0, []string{"why", id, "--json"}, `"derivation":[`)
	d.says(0, []string{"why", strings.ToUpper(code)}, "A1 unanswered, stage 1 ("+code+")", "A8 nudge", "Лыжня, answered for by timur@polden.example", "Letter ")
	d.says(1, []string{"why", "nobody@nowhere.example"}, "no letter with the Message-ID nobody@nowhere.example is known", "vernus search")
	d.says(1, []string{"why", "zzzzzz"}, `nothing is called "zzzzzz"`, "vernus status")
	d.says(1, []string{"why", "4711"}, "there is no letter 4711 in the outbox")
}

// The derivation follows the clock up to now, over days off by their names, and tells what people ruled.
func TestWhyTellsClockAndRulings(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:30")
	s := objects[status](t, d.says(1, []string{"status", "--json"}))[0]
	i := slices.IndexFunc(s.Owed, func(o statusOwed) bool { return o.Kind == string(rules.PromiseDue) && o.Late > 30*60 })
	if i < 0 {
		t.Fatalf("nothing is late for days: %+v", s.Owed)
	}
	code, id := s.Owed[i].Code, s.Owed[i].MessageID
	d.says(0, []string{"why", code}, "International Women's Day", "closed (weekend", "overdue by ")
	d.says(0, []string{"rule", "snooze", code, "2026-03-13 12:00", "--why", "ждём подрядчика"})
	d.says(0, []string{"why", code}, "People ruled:", "ruling 1: no reminder until Fri 13 Mar 2026 12:00", "ждём подрядчика")
	d.says(0, []string{"why", id}, "People ruled:", "ждём подрядчика", "P1 promise_due")
}

// What concerns a client as a whole has its code and its derivation too.
func TestWhyOfAClientAsAWhole(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:30")
	db, err := store.Open(t.Context(), d.cfg.Database())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.KeepAccounts(t.Context(), []string{"Лыжня"}); err != nil {
		t.Fatal(err)
	}
	f := rules.Finding{Rule: "U1", Kind: rules.Silence, Key: "silence:Лыжня", Client: "Лыжня", Manager: "timur@polden.example", Days: 6, Since: d.now.Add(-8 * 24 * time.Hour),
		Because: "the client has heard nothing from us for 6 working days", Derivation: []string{"our last letter was written long ago"}}
	_, err = db.Enqueue(t.Context(), store.Decision{Now: d.now, Accounts: []store.SettledAccount{{Client: "Лыжня", Revision: 1, Findings: []rules.Finding{f}}},
		Held: []letters.Held{{Kind: letters.StatusUpdate, Rule: "U1", Duty: f.Key, Client: "Лыжня", Manager: f.Manager, Reason: letters.ReasonHours}}})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	d.says(1, []string{"status"}, "ПРИСУТСТВИЕ: 1", letters.Short(f.Key), "клиент ничего от нас не слышал 6 рабочих дней")
	d.says(0, []string{"why", letters.Short(f.Key)}, "U1 silence", "heard nothing from us", "our last letter was written long ago", "Not written: status_update, it is outside working hours")
}

func TestOutbox(t *testing.T) {
	d := newDesk(t, "2026-03-12 12:10")
	d.says(0, []string{"outbox", "list"}, "CODE", "queued", "acknowledgement", "kostya@lyzhnya.example")
	list := objects[outboxLetter](t, d.says(0, []string{"outbox", "list", "--json"}))
	pick := func(phase letters.Phase) outboxLetter {
		t.Helper()
		i := slices.IndexFunc(list, func(l outboxLetter) bool { return l.Phase == phase })
		if i < 0 {
			t.Fatalf("no letter is %s: %+v", phase, list)
		}
		return list[i]
	}
	proposed, queued := pick(letters.Proposed), pick(letters.Queued)
	d.says(0, []string{"outbox", "show", proposed.Code}, "acknowledgement, proposed", "Subject:", "Why:", "What became of it:")
	d.says(0, []string{"outbox", "approve", proposed.Code}, "is now queued")
	d.says(1, []string{"outbox", "approve", proposed.Code}, "queued")
	d.says(0, []string{"outbox", "drop", queued.Code}, "is now withdrawn")
	d.says(0, []string{"outbox", "show", queued.Code}, "dropped by anna")
	d.says(0, []string{"outbox", "list", "--all", "--phase", "withdrawn"}, queued.Code)
	d.says(1, []string{"outbox", "retry", queued.Code}, "withdrawn")
	d.says(1, []string{"outbox", "show", "4711"}, "there is no letter 4711")
	d.says(2, []string{"outbox", "list", "--phase", "lost"}, `--phase "lost" is not known`)
	d.says(2, []string{"outbox", "aprove", "x"}, `did you mean "approve"?`)
	d.says(0, []string{"outbox", "list", "--client", "Nobody"}, "Nothing waits")
}

func TestBackup(t *testing.T) {
	d := newDesk(t, "2026-03-12 09:00")
	file := filepath.Join(t.TempDir(), "copy.db")
	d.says(0, []string{"backup", file}, "copy.db:", "MB")
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the copy is %v, %v", info, err)
	}
	if err := os.Rename(file, d.cfg.Database()); err != nil {
		t.Fatal(err)
	}
	d.says(0, []string{"history", "Лыжня"}, "распродажа")
	d.says(1, []string{"backup", d.cfg.Database()}, "is there already")
	d.says(2, []string{"backup"}, "missing FILE")
}

func TestNoDatabaseYet(t *testing.T) {
	d := newDesk(t, "2026-02-26 09:00")
	if err := os.RemoveAll(d.cfg.Data()); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"status"}, {"outbox", "list"}, {"why", "x"}, {"history", "Лыжня"}, {"search", "x"}} {
		d.says(1, args, "there is no database at", "vernus run")
	}
	if _, err := os.Stat(d.cfg.Database()); err == nil {
		t.Error("looking made a database")
	}
}

package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"vernus/mailbox"
	"vernus/rules"
)

// golden compares a text with a file of testdata; -update writes it.
func (d *desk) golden(file, got string) {
	d.t.Helper()
	path := filepath.Join("testdata", "looking", file)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			d.t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		d.t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// speak sets the team's language.
func (d *desk) speak(lang string) {
	d.t.Helper()
	path := filepath.Join(d.dir, "config.toml")
	text, err := os.ReadFile(path)
	if err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "[team]\n", "[team]\nlanguage = \""+lang+"\"\n", 1)), 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// Everything that can be owed reads well in both languages, the most urgent first.
func TestStatusReadsWell(t *testing.T) {
	d := newDesk(t, "2026-02-20 09:00")
	at := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, d.cfg.Calendar("").Location())
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	now := at("2026-03-12 11:30")
	of := func(kind rules.Kind, since string, change func(*rules.Finding)) rules.Finding {
		f := rules.Finding{Kind: kind, Key: string(kind) + ":" + since, Client: "Лыжня", Manager: "timur@polden.example", Subject: "Прокат на апрель",
			Contact: mailbox.Address{Name: "Костя Бурцев", Mail: "kostya@lyzhnya.example"}, Quotes: []string{"Когда откроется запись?"}, Since: at(since)}
		if change != nil {
			change(&f)
		}
		return f
	}
	list := owedOf([]rules.Finding{
		of(rules.Silence, "2026-03-03 10:00", func(f *rules.Finding) { f.Days = 6; f.Quotes = nil }),
		of(rules.Balance, "2026-03-02 10:00", func(f *rules.Finding) { f.Count, f.Of = 7, 12 }),
		of(rules.ClosingDue, "2026-03-10 10:00", nil),
		of(rules.Away, "2026-03-11 10:00", func(f *rules.Finding) { f.From, f.To = at("2026-03-16 00:00"), at("2026-03-21 00:00") }),
		of(rules.OccasionDue, "2026-03-11 12:00", func(f *rules.Finding) { f.Note, f.Due = "Договор поддержки", at("2026-03-20 00:00") }),
		of(rules.FollowUp, "2026-03-06 12:00", func(f *rules.Finding) { f.Days = 2 }),
		of(rules.Extra, "2026-03-11 16:00", nil),
		of(rules.ExtraAgain, "2026-03-11 16:30", func(f *rules.Finding) { f.Count = 3 }),
		of(rules.Floating, "2026-03-12 09:30", nil),
		of(rules.Unfeasible, "2026-03-12 09:40", func(f *rules.Finding) { f.Due, f.Note = at("2026-03-14 12:00"), rules.NoteWeekend }),
		of(rules.MovedLate, "2026-03-12 09:50", nil),
		of(rules.PromiseDue, "2026-03-11 09:00", func(f *rules.Finding) { f.Due, f.Stage = at("2026-03-12 15:00"), rules.StageDueSoon }),
		of(rules.PromiseDue, "2026-03-10 09:00", func(f *rules.Finding) { f.Due, f.Stage = at("2026-03-11 12:00"), rules.StagePast }),
		of(rules.Unanswered, "2026-03-12 11:20", func(f *rules.Finding) { f.Due = at("2026-03-12 13:20"); f.Snoozed = at("2026-03-12 13:00") }),
		of(rules.Unanswered, "2026-03-12 10:00", func(f *rules.Finding) {
			f.Due, f.Promised = at("2026-03-12 12:00"), at("2026-03-13 12:00")
		}),
		of(rules.Unanswered, "2026-03-11 10:00", func(f *rules.Finding) {
			f.Due, f.Repeated, f.Acknowledged, f.Forged = at("2026-03-11 12:00"), 2, at("2026-03-11 11:30"), "dmarc=fail"
			f.Client, f.Manager = "Северный чай", "anna@polden.example"
		}),
		of(rules.Complained, "2026-03-12 09:12", func(f *rules.Finding) { f.Stage = rules.StageUnanswered }),
		of(rules.Complained, "2026-03-10 09:12", func(f *rules.Finding) { f.Stage = rules.StageUnsettled }),
		of(rules.Acknowledge, "2026-03-12 09:12", nil), // calls for a letter only
	}, d.cfg.RulesTeam(), now)
	for _, lang := range []string{"ru", "en"} {
		d.cfg.Team.Language = lang
		var b strings.Builder
		tongue := d.cfg.tongue(now)
		tongue.listOwed(&b, list, d.cfg.names())
		if err := table(&b, tongue.countOwed(tongue.say("МЕНЕДЖЕРЫ", "MANAGERS"), list, func(o owed) string { return o.Manager })); err != nil {
			t.Fatal(err)
		}
		d.golden("status-"+lang+".txt", b.String())
	}
	d.says(0, []string{"status"}, "Сейчас никто ничего не должен.\n")
	d.speak("en")
	d.says(0, []string{"status"}, "Nothing is owed now.\n")
}

// A replay of what was read changes nothing in the database, and counts what people ruled.
func TestReplayOfHistory(t *testing.T) {
	d := newDesk(t, "2026-03-12 11:30")
	before := d.sum()
	replay := func() replayReport {
		return objects[replayReport](t, d.says(0, []string{"replay", "--from", "2026-03-02", "--json"}))[0]
	}
	first := replay()
	if after := d.sum(); after != before {
		t.Error("the database has changed")
	}
	open := func(r replayReport) (ids []string) {
		for _, thread := range r.Threads {
			for _, q := range thread.OpenQuestions {
				ids = append(ids, q.MessageID)
			}
		}
		return ids
	}
	asked := open(first)
	if len(asked) == 0 || first.Figures.All.FirstResponse.Answered == 0 || len(first.Letters) == 0 || first.Figures.From != "2026-03-02T00:00:00+03:00" {
		t.Fatalf("the history says little: %d open, %d letters, %+v", len(asked), len(first.Letters), first.Figures.All)
	}
	for _, l := range first.Letters {
		if l.At < "2026-03-02" {
			t.Errorf("a letter from before the beginning: %+v", l)
		}
	}
	d.says(0, []string{"rule", "answered", "<" + asked[0] + ">", "--why", "по телефону"})
	if second := open(replay()); slices.Contains(second, asked[0]) {
		t.Errorf("%s is open although it was ruled to be answered", asked[0])
	}
}

// sum is a digest of the database's files that hold anything.
func (d *desk) sum() string {
	d.t.Helper()
	h := sha256.New()
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(d.cfg.Database() + suffix)
		if err != nil && !os.IsNotExist(err) {
			d.t.Fatal(err)
		}
		h.Write(data)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// The page needs nothing but itself, shows what letters say as text, and is its owner's only.
func TestReplayPage(t *testing.T) {
	for lang, words := range map[string][]string{
		"ru": {"Как шла работа с клиентами", "Сколько ждали первого ответа", "Первый ответ по неделям", "Открытые вопросы к концу дня", "Что стало с обещаниями", "Как считалось"},
		"en": {"How clients were served", "How long first answers took", "First answers week by week", "Questions open at the end of the day", "What became of promises", "How it was counted"},
	} {
		t.Run(lang, func(t *testing.T) {
			d := newDesk(t, "2026-03-12 11:30")
			d.speak(lang)
			file := filepath.Join(d.dir, "past.html")
			d.says(0, []string{"replay", "--from", "2026-02-20", "--html", file})
			info, err := os.Stat(file)
			if err != nil || info.Mode().Perm() != 0o600 {
				t.Fatalf("%v %v", info, err)
			}
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			page := string(data)
			for _, w := range append(words, `<html lang="`+lang+`">`, `name="viewport"`, "prefers-color-scheme: dark", "Лыжня", "<details", "<blockquote>", `default-src 'none'`) {
				if !strings.Contains(page, w) {
					t.Errorf("the page lacks %q", w)
				}
			}
			if bad := regexp.MustCompile(`(?i)<script|<img|<link|\bsrc=|\bhref=|@import|url\(['"]?http`).FindString(page); bad != "" {
				t.Errorf("the page is not alone: %q", bad)
			}
			if n := strings.Count(page, `<svg viewBox`); n != 4 {
				t.Errorf("%d pictures", n)
			}
			d.says(1, []string{"replay", "--from", "2026-02-20", "--html", filepath.Join(d.dir, "nowhere", "past.html")}, "write the page:")
		})
	}
}

func TestPageEscapesLetters(t *testing.T) {
	d := newDesk(t, "2026-02-20 09:00")
	mail := "From x Mon Mar  2 10:00:00 2026\nMessage-ID: <1@lyzhnya.example>\nFrom: kostya@lyzhnya.example\nTo: anna@polden.example\nSubject: <script>alert(1)</script>\n" +
		"Date: Mon, 02 Mar 2026 10:00:00 +0300\n\nWhen will <b onclick=x>it</b> be ready?\n\n"
	box, file := filepath.Join(d.dir, "mail.mbox"), filepath.Join(d.dir, "past.html")
	if err := os.WriteFile(box, []byte(mail), 0o600); err != nil {
		t.Fatal(err)
	}
	d.says(0, []string{"replay", "--html", file, "--to", "2026-03-04", box}, "<script>")
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if page := string(data); strings.Contains(page, "<script") || strings.Contains(page, "<b onclick") || !strings.Contains(page, "&lt;script&gt;") {
		t.Error("what a letter says becomes part of the page")
	}
}

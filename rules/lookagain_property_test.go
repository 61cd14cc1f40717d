package rules_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"vernus/rules"
)

// A conversation that is looked at only when mail comes, somebody rules, or the moment comes that the last look named, is
// never seen otherwise than one that is looked at all the time. What is owed would else be forgotten.
func TestNothingIsForgottenBetweenLooks(t *testing.T) {
	walk(t, func(t *testing.T, ar *txtar.Archive) {
		team := agency(t)
		c := conversation(t, ar, team)
		if about := section(ar, "profile"); about != nil {
			team.Profiles = map[string]rules.Profile{c.Client: profile(t, ar, team)}
		}
		var news []time.Time
		for _, e := range slices.Concat(c.Entries, c.Related) {
			news = append(news, e.At)
		}
		forgets(t, append(news, ruled(c.Rulings)...), func(now time.Time) (string, time.Time) {
			r := rules.Check(heard(c, now), team.With(c.Rulings, now), now)
			return standing(r.Findings) + string(r.State), r.LookAgain
		})
	})
}

// The same of clients as a whole.
func TestNoClientIsForgottenBetweenLooks(t *testing.T) {
	walk(t, func(t *testing.T, ar *txtar.Archive) {
		team := agency(t)
		if section(ar, "account") == nil {
			ar.Files = append(ar.Files, txtar.File{Name: "account"})
		}
		a := account(t, ar, team)
		var news []time.Time
		for _, l := range a.Letters {
			news = append(news, l.At)
		}
		forgets(t, append(news, ruled(a.Rulings)...), func(now time.Time) (string, time.Time) {
			r := rules.CheckAccount(decided(a, now), team.With(a.Rulings, now), now)
			return standing(r.Findings), r.LookAgain
		})
	})
}

// walk goes through all conversations of testdata.
func walk(t *testing.T, check func(*testing.T, *txtar.Archive)) {
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations in testdata", err)
	}
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(file), "testdata/"), ".txtar"), func(t *testing.T) { check(t, ar) })
	}
}

// forgets compares, at moments of six weeks, what is found now with what was found when something last happened or was
// to be looked at again.
func forgets(t *testing.T, news []time.Time, look func(time.Time) (found string, again time.Time)) {
	t.Helper()
	chance := rand.New(rand.NewPCG(uint64(len(t.Name())), 2))
	slices.SortFunc(news, time.Time.Compare)
	var seen string
	var again, last time.Time // the zero moment: nobody has looked
	for now := news[0]; now.Before(news[len(news)-1].AddDate(0, 0, 42)); now = now.Add(time.Duration(1+chance.IntN(720)) * time.Minute) {
		happened := slices.ContainsFunc(news, func(at time.Time) bool { return at.After(last) && !at.After(now) })
		fresh, next := look(now)
		if happened || !again.IsZero() && !again.After(now) {
			seen, again, last = fresh, next, now
		}
		if diff := cmp.Diff(seen, fresh); diff != "" {
			t.Fatalf("at %s, when the last look was %s and the next one %s (-seen +owed):\n%s",
				now.Format(time.RFC3339), last.Format(time.RFC3339), again.Format(time.RFC3339), diff)
		}
	}
}

// heard is a conversation as the store knows it at a moment.
func heard(c rules.Conversation, now time.Time) rules.Conversation {
	after := func(e rules.Entry) bool { return e.At.After(now) }
	c.Entries, c.Related = slices.DeleteFunc(slices.Clone(c.Entries), after), slices.DeleteFunc(slices.Clone(c.Related), after)
	c.Written = slices.DeleteFunc(slices.Clone(c.Written), func(w rules.Written) bool { return w.At.After(now) })
	c.Rulings = slices.DeleteFunc(slices.Clone(c.Rulings), func(r rules.Ruling) bool { return r.At.After(now) })
	return c
}

// ruled are the moments at which rulings were made and taken back.
func ruled(all []rules.Ruling) []time.Time {
	var at []time.Time
	for _, r := range all {
		at = append(at, r.At)
		if !r.Undone.IsZero() {
			at = append(at, r.Undone)
		}
	}
	return at
}

// standing tells of findings what letters depend on.
func standing(found []rules.Finding) string {
	var b strings.Builder
	for _, f := range found {
		fmt.Fprintf(&b, "%s stage %d for %s, act %s, due %s, note %s, letter %s, put off %s, readers %v, told by %s\n",
			f.Key, f.Stage, f.Manager, f.ActAt.Format(time.RFC3339), f.Due.Format(time.RFC3339), f.Note, f.Letter, f.Snoozed.Format(time.RFC3339), f.Readers, f.Substitute)
	}
	return b.String()
}

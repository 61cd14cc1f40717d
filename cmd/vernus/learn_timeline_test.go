package main

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"vernus/rules"
)

// advert stands below every letter of Ivan's, whatever he writes.
const advert = "\n\nС уважением,\nИван\nУже пробовали наш новый ромашковый чай, который теперь продаётся в любой аптеке нашей области?"

// What Ivan ends every letter with seems to ask something, until three of his letters end so: then nothing is owed for it,
// not for the letters before either, and what he does ask is owed as ever, before a restart and after.
func TestSignatureIsLearned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "off")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.write(ivan, anna, "", "Акт", "Анна, высылаю подписанный акт."+advert)
		w.until("2000-01-03 10:30")
		w.write(ivan, anna, "", "Реквизиты", "Анна, реквизиты у нас прежние."+advert)
		w.until("2000-01-03 12:00")
		w.owed("Акт", "Реквизиты")
		w.write(ivan, anna, "", "Макет", "Анна, когда будет готов макет?"+advert)
		w.until("2000-01-03 15:00")
		w.owed("Макет")
		w.restart()
		w.write(ivan, anna, "", "Оплата", "Анна, счёт оплатили."+advert)
		w.until("2000-01-04 12:00")
		w.owed("Макет")
		if out, _ := w.vernus("search", "ромашковый"); strings.Count(out, "ромашковый") < 4 {
			t.Errorf("the history lacks what was cut off:\n%s", out)
		}
	})
}

// A program that ended between storing a letter and learning from it makes up for it when it starts.
func TestSignatureIsLearnedAfterACrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t, "off")
		defer w.end()
		w.start()
		w.until("2000-01-03 10:00")
		w.write(ivan, anna, "", "Акт", "Анна, высылаю подписанный акт."+advert)
		w.until("2000-01-03 10:10")
		var before []byte
		db := w.another()
		if err := db.QueryRowContext(context.Background(), "SELECT reading FROM message WHERE subject = 'Акт'").Scan(&before); err != nil {
			t.Fatal(err)
		}
		w.write(ivan, anna, "", "Реквизиты", "Анна, реквизиты у нас прежние."+advert)
		w.write(ivan, anna, "", "Оплата", "Анна, счёт оплатили."+advert)
		w.until("2000-01-03 10:30")
		w.stop()
		for _, statement := range []string{ // as if the last letter had been stored, and nothing been done since
			"INSERT INTO ending_letter SELECT e.id, m.id FROM ending e, message m WHERE m.subject = 'Акт'",
			fmt.Sprintf("UPDATE message SET reading = x'%x' WHERE subject = 'Акт'", before),
			"UPDATE conversation SET settled = 0",
		} {
			do(t, db, statement)
		}
		w.start()
		w.until("2000-01-03 15:00")
		w.owed()
	})
}

// owed checks which conversations await an answer of ours.
func (w *world) owed(subjects ...string) {
	w.t.Helper()
	want := map[string]bool{}
	for _, s := range subjects {
		want[s] = true
	}
	got := map[string]bool{}
	for _, f := range w.findings() {
		if f.Kind == rules.Unanswered {
			got[f.Subject] = true
		}
	}
	for s := range got {
		if !want[s] {
			w.t.Errorf("an answer is owed about %q", s)
		}
	}
	for s := range want {
		if !got[s] {
			w.t.Errorf("no answer is owed about %q", s)
		}
	}
}

package store

import (
	"reflect"
	"testing"
	"time"

	"vernus/rules/reading"
)

// What is remembered of an account's letters must tell what reading all of them anew would, whatever happened to them.
func TestLinesAreRemembered(t *testing.T) {
	for name, path := range map[string]string{"in memory": Memory, "in a file": ""} {
		t.Run(name, func(t *testing.T) {
			db := openTest(t, path)
			ctx, now, uid := t.Context(), monday, uint32(0)
			look := func(step string, letters int) {
				t.Helper()
				got := must[Account](t)(db.Account(ctx, "Ромашка", now))
				db.lines = lines{}
				want := must[Account](t)(db.Account(ctx, "Ромашка", now))
				if !reflect.DeepEqual(got.Letters, want.Letters) {
					t.Errorf("%s:\n got %+v\nwant %+v", step, got.Letters, want.Letters)
				}
				equal(t, step, len(got.Letters), letters)
			}
			arrive := func(in ...Incoming) {
				t.Helper()
				put(t, db, "INBOX", uid+1, in...)
				uid += uint32(len(in))
			}
			arrive(letter("q1", "Смета", "Когда смета?", after(2*time.Hour)), letter("q2", "Договор", "Когда договор?", after(3*time.Hour)))
			look("the first letters", 2)
			look("nothing new", 2)
			arrive(letter("q0", "Вёрстка", "Когда вёрстка?", after(time.Hour)), letter("other", "Сайт", "Когда?", func(in *Incoming) { in.Client = "Василёк" }))
			look("an older letter and another client's", 3)
			arrive(letter("both", "Всё вместе", "Ответа нет", replyTo("q1", "q2"), after(4*time.Hour)))
			look("conversations that became one", 4)
			must[int](t)(db.Rebuild(ctx, "anew", func(m StoredMessage) Renewed {
				r := Renewed{Client: m.Client, Direction: m.Direction, Reading: reading.Reading{Acts: []reading.Act{{Type: reading.Complaint, Text: m.Message.NewText}}}}
				if m.Message.ID == "q0" {
					r.Client = "Василёк"
				}
				return r
			}))
			look("read in another way, and one of another client's", 3)
			now = monday.Add(60*24*time.Hour + 150*time.Minute)
			look("two months later", 2)
			now = monday
			look("looked at as of before", 3)
		})
	}
}

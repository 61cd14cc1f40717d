package reading

import (
	"strings"
	"testing"
	"time"
)

// What a letter of ours reports: done, declined, or plainly said.
func TestCourse(t *testing.T) {
	tests := []struct {
		text                string
		done, refuses, says bool
		thanks              bool
	}{
		{"Иван, добрый день!\nАкт отправили вчера почтой.", true, false, true, false},
		{"Добрый день! Логотип во вложении.", true, false, true, false},
		{"Всё исправили, проверьте, пожалуйста.", true, false, true, false},
		{"Акт ещё не отправили.", false, false, true, false},
		{"К сожалению, раньше среды не сможем.", false, true, true, false},
		{"Бумага мелованная, 150 граммов.", false, false, true, false},
		{"Когда вам удобно созвониться?", false, false, false, false},
		{"Пришлю завтра до обеда.", false, false, false, false},
		{"Иван, здравствуйте!\n\nС уважением,\nАнна", false, false, false, false},
		{"Спасибо, получили!", true, false, false, true},
		{"Спасибо!", false, false, false, true},
		{"Hi Kate, the signed contract is attached.", true, false, true, false},
		{"Unfortunately we can't do it before Friday.", false, true, true, false},
		{"Thanks a lot!", false, false, false, true},
	}
	for _, tt := range tests {
		r := Read(Letter{Text: tt.text, Date: time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC), Outgoing: true, ToUs: true})
		if r.Done != tt.done || r.Refuses != tt.refuses || (len(r.Statements) > 0) != tt.says || r.Thanks != tt.thanks {
			t.Errorf("%s\n\tdone %v, refuses %v, says %v, thanks %v; acts %v", strings.ReplaceAll(tt.text, "\n", " / "), r.Done, r.Refuses, r.Statements, r.Thanks, r.Acts)
		}
	}
}

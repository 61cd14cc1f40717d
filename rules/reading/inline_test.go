package reading

import (
	"strings"
	"testing"
)

func TestInline(t *testing.T) {
	whole := "Иван, отвечаю в тексте.\n\n2 марта Иван Петров пишет:\n> Какая бумага?\n\nМелованная.\n\n> Когда тираж?\n> И кто везёт?\nВ среду.\nВезём мы.\n\n> С уважением\n-- \nАнна"
	text := "Иван, отвечаю в тексте.\n\nМелованная.\n\nВ среду.\nВезём мы."
	var got []string
	for _, r := range inline(whole, text) {
		got = append(got, r.Quoted+" → "+text[r.Start:r.End])
	}
	want := "Какая бумага? → Мелованная.|Когда тираж? И кто везёт? → В среду.\nВезём мы."
	if strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

// A letter above or below one quote answers as a whole.
func TestNotInline(t *testing.T) {
	for _, l := range [][2]string{
		{"Мелованная.\n\n> Какая бумага?\n> Когда тираж?", "Мелованная."},
		{"> Какая бумага?\n> Когда тираж?\nМелованная, в среду.", "Мелованная, в среду."},
		{"Мелованная.", "Мелованная."},
		{"", ""},
		{"> one\n> two", ""},
	} {
		if got := inline(l[0], l[1]); got != nil {
			t.Errorf("inline(%q): %v", l[0], got)
		}
	}
}

package store

import (
	"strings"
	"testing"
)

func TestWholeTextComesBack(t *testing.T) {
	for _, c := range [][2]string{
		{"a\nb", "a\nb"}, {"", ""}, {"a", ""}, {"", "a"}, {"\n\n", "\n"}, {"\n\n", ""},
		{"> q\na\n> q\nb\n-- \nx", "a\nb"},
		{"a\n\nb\n", "a\nb"},
		{"a\na\na", "a\na"},
		{"a \nb", "a\nb"}, // no subsequence
		{"Привет\n«так»\n<&>", "«так»"},
		{"q\n\nq\n", ""},
	} {
		rest := restOf(c[0], c[1])
		equal(t, "text of "+rest, must[string](t)(wholeText(rest, c[1])), c[0])
	}
	quoted := "Да\n> Вопрос\n> " + strings.Repeat("x", 100)
	equal(t, "new lines are not stored again", restOf(quoted, "Да"), "1 2\n> Вопрос\n> "+strings.Repeat("x", 100))
	if _, err := wholeText("1 2\na\nb", ""); err != nil {
		t.Error(err)
	}
	for _, broken := range []string{"2", "1 5\na", "x", "-1"} {
		if _, err := wholeText(broken, "a"); err == nil {
			t.Errorf("%q is put together", broken)
		}
	}
}

func FuzzWholeText(f *testing.F) {
	f.Add("> q\na\n> q\nb", "a\nb")
	f.Fuzz(func(t *testing.T, text, newText string) {
		rest := restOf(text, newText)
		if whole, err := wholeText(rest, newText); err != nil || whole != text {
			t.Fatalf("%q became %q (%v) through %q", text, whole, err, rest)
		}
	})
}

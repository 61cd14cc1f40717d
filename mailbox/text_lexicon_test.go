package mailbox

import (
	"slices"
	"strings"
	"testing"
)

func TestPhrases(t *testing.T) {
	l := newPhraseBook()
	if err := l.read("# remark\n[g]\nс уважением\nотправлен* с|из\nвы ... письмо $\n"); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{
		"С уважением, Вера": true, "С Уважением": true, "уважением": false, "с неуважением": false, "с": false,
		"Отправлено с дороги": true, "Отправлена из дома": true, "Отправлено в дом": false,
		"Вы получили наше письмо": true, "Вы — письмо": true, "Вы получили письмо и посылку": false, "вы раз два три четыре пять шесть письмо": false,
		"": false,
	} {
		if _, got := l.groups["g"].begins(l.terms(foldText(text), nil)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestReadLexiconRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"слово":           "before the first group",
		"[g]\nЁлка":       "lower case",
		"[g]\n... a":      "begins with a word",
		"[g]\na\n[g]\nb":  "stands twice",
		"[g]\na|$|... b":  "begins with a word",
		"[g]\nСлово ещё":  "lower case",
		"# only\n\n[g]\n": "",
	} {
		err := newPhraseBook().read(text)
		if want == "" {
			if err != nil {
				t.Errorf("%q: %v", text, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error is %v, not %q", text, err, want)
		}
	}
}

// Each group of the data files is asked for somewhere, else its words would do nothing.
func TestEveryGroupHasPatterns(t *testing.T) {
	for name, p := range foreignText.groups {
		if p.size == 0 {
			t.Errorf("group %q is empty", name)
		}
	}
	if n := foreignText.groups["notice"].size; n > 32 {
		t.Errorf("%d parts of notices; isNotice counts 32", n)
	}
}

func TestTermsOf(t *testing.T) {
	var got []string
	for _, w := range termsOf("Ёлка, офис-менеджер: 17-фев. «ПОЧТА»-Ünder (а) -- x-", nil) {
		got = append(got, w.s)
	}
	want := []string{"елка", "офис-менеджер", "17", "фев", "почта", "ünder", "а", "x"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

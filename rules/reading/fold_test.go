package reading

import "testing"

func TestFoldKeepsOffsets(t *testing.T) {
	for in, want := range map[string]string{
		"Ёлка и ЩЁТКА":  "елка и щетка",
		"АБВ ПРЯ абв":   "абв пря абв",
		"OK, Ivan":      "ok, ivan",
		"20\u00a0июля":  "20  июля",
		"İstanbul ẞ ǅ":  "İstanbul ẞ ǅ",
		"\xd0":          "\xd0",
		"конец\xd1":     "конец\xd1",
		"«Ромашка» – ё": "«ромашка» – е",
	} {
		if got := fold(in); got != want || len(got) != len(in) {
			t.Errorf("fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLanguage(t *testing.T) {
	for in, want := range map[string]string{
		"Пришлите договор в PDF и DOCX": "ru",
		"Please send the contract":      "en",
		"":                              "en",
		"Ок":                            "ru",
	} {
		if got := language(fold(in)); got != want {
			t.Errorf("language of %q is %s, want %s", in, got, want)
		}
	}
}

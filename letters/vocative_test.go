package letters

import (
	"strings"
	"testing"

	"vernus/mailbox"
	"vernus/rules"
)

// TestCalledAsOursCallHim: a client is called as his manager has called him in the same matter, where that is surely his
// name; pet names, names of other readers and the first words of the letter are not taken for it.
func TestCalledAsOursCallHim(t *testing.T) {
	for _, tc := range []struct {
		lang, from, ours, want string
		cc                     string // another client in To
	}{
		{lang: "ru", from: "Вера Котова", ours: "Вера Степановна, коротко по разговору: переносим с января.", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "Вера Котова", ours: "Здравствуйте, Вера Степановна!\nАкты готовы.", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "Вера Котова", ours: "Добрый день, уважаемая Вера Степановна!", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "Вера Котова", ours: "Вера Степановна, добрый день. Акты готовы.", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "Вера Котова", ours: "День добрый, Вера Степановна — акты готовы.", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "", ours: "Вера Степановна, акты готовы.", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "", ours: "Вера, добрый день! Акты готовы.", want: "Добрый день, Вера!"},
		{lang: "ru", from: "Вера Котова", ours: "Верочка, солнышко, всё готово!", want: "Добрый день, Вера!"},
		{lang: "ru", from: "Вера Котова", ours: "Акты готовы, Пётр Ильич подписал.", want: "Добрый день, Вера!"},
		{lang: "ru", from: "Вера Котова", ours: "Пётр Ильич, Вера Степановна, спасибо за разговор.", cc: "petr@romashka.example", want: "Добрый день, Вера Степановна!"},
		{lang: "ru", from: "Вера Котова", ours: "Пётр Ильич, акты готовы.", cc: "petr@romashka.example", want: "Добрый день, Вера!"},
		{lang: "ru", from: "", ours: "Пётр Ильич, акты готовы.", cc: "petr@romashka.example", want: "Добрый день!"},
		{lang: "ru", from: "Вера Котова", ours: "Добрый день!\nАкты готовы.", want: "Добрый день, Вера!"},
		{lang: "en", from: "Paolo Rinaldi", ours: "Dear Mr. Rinaldi,\nthe kit is on its way.", want: "Dear Mr Rinaldi,"},
		{lang: "en", from: "Rosalind Dalloway-Finch", ours: "Dear Mrs Dalloway-Finch,\nthe clause is 2(b).", want: "Dear Mrs Dalloway-Finch,"},
		{lang: "en", from: "Clara Weiss", ours: "Good morning Dr Weiss,\nattached.", want: "Dear Dr Weiss,"},
		{lang: "en", from: "Emily Clark", ours: "Dear Mr Baker,\nattached.", cc: "baker@romashka.example", want: "Dear Emily,"},
		{lang: "en", from: "Emily Clark", ours: "Hi Em, all done", want: "Dear Emily,"},
		{lang: "en", from: "Joonas Brandt", ours: "Dear Joonas,\non (a): yes.", want: "Dear Joonas,"},
		{lang: "en", from: "Sales", ours: "Thanks, noted.", want: "Hello,"},
	} {
		contact := mailbox.Address{Name: tc.from, Mail: "vk@romashka.example"}
		ours := &mailbox.Message{Kind: mailbox.Human, NewText: tc.ours, To: []mailbox.Address{contact}}
		if tc.cc != "" {
			ours.To = append(ours.To, mailbox.Address{Mail: tc.cc})
		}
		entries := []rules.Entry{{Message: ours, Direction: mailbox.Outgoing}}
		name := calledSo(nameOf(&mailbox.Message{From: contact}, tc.lang, "Ромашка"), entries, contact)
		if got := greet(tc.lang, Formal, name); got != tc.want {
			t.Errorf("%q, once called %q: %q, want %q", tc.from, tc.ours, got, tc.want)
		}
	}
}

// TestLettersOfVernusCallNobody: what Vernus itself has written before proves nothing.
func TestLettersOfVernusCallNobody(t *testing.T) {
	contact := mailbox.Address{Mail: "info@romashka.example"}
	own := rules.Entry{Own: true, Direction: mailbox.Outgoing, Message: &mailbox.Message{Kind: mailbox.Human, NewText: "Добрый день, Вера!", To: []mailbox.Address{contact}}}
	if name := calledSo(personName{}, []rules.Entry{own}, contact); name.Given != "" {
		t.Errorf("called %+v", name)
	}
}

// TestInitials: who signs with initials wants no given name, and words of parting in other languages are nobody's name.
func TestInitials(t *testing.T) {
	for _, tc := range []struct{ lang, from, signature, want string }{
		{"en", "Martin Rowe", "M. Rowe", "Hello,"},
		{"en", "Rosalind Dalloway-Finch", "Yours sincerely,\nR. Dalloway-Finch", "Hello,"},
		{"ru", "Елена Дроздова", "С уважением,\nДроздова Е.В.", "Добрый день!"},
		{"ru", "Елена Дроздова", "С уважением,\nЕ. В. Дроздова", "Добрый день!"},
		{"ru", "Елена Викторовна Дроздова", "Дроздова Е. В.", "Добрый день, Елена Викторовна!"},
		{"en", "Prisca Nair", "Namaste,\nPrisca", "Hello,"},
		{"en", "Tom Baker", "And God bless\nTom Baker", "Dear Tom,"},
		{"en", "Engr. Tunde Bakare", "And God bless.", "Hello,"},
		{"en", "Tunde Bakare", "Tunde", "Dear Tunde,"},
	} {
		m := &mailbox.Message{From: mailbox.Address{Name: tc.from}, Cuts: []mailbox.Cut{{Text: tc.signature, Why: "signature"}}}
		if got := salutation(tc.lang, Formal, m, "Ромашка"); got != tc.want {
			t.Errorf("%q signing %q: %q, want %q", tc.from, strings.ReplaceAll(tc.signature, "\n", " / "), got, tc.want)
		}
	}
}

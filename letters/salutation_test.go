package letters

import (
	"testing"

	"vernus/mailbox"
)

func TestSalutation(t *testing.T) {
	check := func(lang string, tone Tone, from, want string) {
		t.Helper()
		if got := salutation(lang, tone, &mailbox.Message{From: mailbox.Address{Name: from}}); got != want {
			t.Errorf("%s %s %q: %q, want %q", lang, tone, from, got, want)
		}
	}
	for from, want := range map[string]string{
		"Иван Петров":                  "Добрый день, Иван!",
		"Петров Иван":                  "Добрый день, Иван!",
		"Петров, Иван":                 "Добрый день, Иван!",
		"Петров Иван Сергеевич":        "Добрый день, Иван!",
		"Иван Сергеевич Петров":        "Добрый день, Иван!",
		"ИВАН ПЕТРОВ":                  "Добрый день, Иван!",
		"иван":                         "Добрый день, Иван!",
		"Алёна Ким":                    "Добрый день, Алёна!",
		"Алена":                        "Добрый день, Алена!",
		"Саша Белый":                   "Добрый день, Саша!",
		"Айдар Маратович Гарипов":      "Добрый день, Айдар!",
		"Иван Петров (Ромашка)":        "Добрый день, Иван!",
		"Иван Петров | Ромашка":        "Добрый день, Иван!",
		"Иван Петров, Ромашка":         "Добрый день, Иван!",
		"«Иван Петров»":                "Добрый день, Иван!",
		"Анна Петрович":                "Добрый день, Анна!",
		"Роман Павел":                  "Добрый день!", // two given names
		"Ромашка":                      "Добрый день!",
		"Отдел продаж":                 "Добрый день!",
		"Бухгалтерия Иван":             "Добрый день!",
		"ivan@romashka.example":        "Добрый день!",
		"Ivan Petrov":                  "Добрый день!",
		"И. Петров":                    "Добрый день!",
		"Иван Петров и Мария Соколова": "Добрый день!",
		"":                             "Добрый день!",
		"Иван\r\nBcc: all@example.com": "Добрый день!",
		"Иваn Петров":                  "Добрый день!", // a Latin n inside
		"1С Предприятие":               "Добрый день!",
	} {
		check("ru", Informal, from, want)
	}
	check("ru", Formal, "Иван Петров", "Добрый день, Иван!")
	check("ru", Formal, "Ромашка", "Добрый день!")
	check("ru", Formal, "Петров Иван Сергеевич", "Добрый день, Иван Сергеевич!")
	check("ru", Formal, "Соколова Мария Ильинична", "Добрый день, Мария Ильинична!")
	check("ru", Formal, "Ильич Иван", "Добрый день, Иван!")
	check("ru", Formal, "Анна Петрович", "Добрый день, Анна!") // a surname: the gender does not fit
	for from, want := range map[string]string{
		"John Smith":         "Hi John,",
		"Smith, John":        "Hi John,",
		"JOHN SMITH":         "Hi John,",
		"Dmitry Volkov":      "Hi Dmitry,",
		"Volkov Dmitry":      "Hello,",
		"Siobhan Martin":     "Hello,",
		"Northwind Traders":  "Hello,",
		"Accounts Payable":   "Hello,",
		"John Smith via Box": "Hello,",
		"Иван Петров":        "Hello,",
		"":                   "Hello,",
	} {
		check("en", Informal, from, want)
	}
	check("en", Formal, "John Smith", "Dear John,")
	check("en", Formal, "Info", "Hello,")
}

func TestPatronymicFromTheSignature(t *testing.T) {
	for _, tc := range []struct {
		from, text, signature, want string
	}{
		{from: "Иван Петров", signature: "С уважением,\nИван Сергеевич Петров\nдиректор", want: "Добрый день, Иван Сергеевич!"},
		{from: "Иван Петров", text: "Когда будет смета?\n\nПетров Иван Сергеевич", want: "Добрый день, Иван Сергеевич!"},
		{from: "Ромашка Петров", signature: "Иван Сергеевич Петров", want: "Добрый день, Иван Сергеевич!"},
		{from: "Иван Петров", signature: "Директор: Мария Ильинична Соколова", want: "Добрый день, Иван!"},
		{from: "Иван Петров", signature: "Мария Ильинична Соколова", want: "Добрый день, Иван!"},
		{from: "Ромашка", signature: "Мария Ильинична Соколова", want: "Добрый день!"},
		{from: "Иван Петров", text: "Передайте Ивану Сергеевичу", want: "Добрый день, Иван!"},
	} {
		m := &mailbox.Message{From: mailbox.Address{Name: tc.from}, NewText: tc.text}
		if tc.signature != "" {
			m.Cuts = []mailbox.Cut{{Text: tc.signature, Why: "signature"}}
		}
		if got := salutation("ru", Formal, m); got != tc.want {
			t.Errorf("%q signing %q: %q, want %q", tc.from, tc.signature+tc.text, got, tc.want)
		}
	}
}

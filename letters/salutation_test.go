package letters

import (
	"strings"
	"testing"

	"vernus/mailbox"
	"vernus/rules"
)

func TestSalutation(t *testing.T) {
	check := func(lang string, tone Tone, from, want string) {
		t.Helper()
		if got := salutation(lang, tone, &mailbox.Message{From: mailbox.Address{Name: from}}, "Ромашка"); got != want {
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
		"Xandine Martin":     "Hello,",
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
		{from: "Иван Петров", signature: "Мария Ильинична Соколова", want: "Добрый день!"},
		{from: "Ромашка", signature: "Мария Ильинична Соколова", want: "Добрый день, Мария Ильинична!"},
		{from: "Иван Петров", text: "Передайте Ивану Сергеевичу", want: "Добрый день, Иван!"},
	} {
		m := &mailbox.Message{From: mailbox.Address{Name: tc.from}, NewText: tc.text}
		if tc.signature != "" {
			m.Cuts = []mailbox.Cut{{Text: tc.signature, Why: "signature"}}
		}
		if got := salutation("ru", Formal, m, "Ромашка"); got != tc.want {
			t.Errorf("%q signing %q: %q, want %q", tc.from, tc.signature+tc.text, got, tc.want)
		}
	}
}

// TestHostileNames: what stands in From headers of robots, firms, departments and forgers names nobody.
func TestHostileNames(t *testing.T) {
	for from, want := range map[string]string{
		"ООО «Ромашка»":          "Добрый день!",
		"Виктория Сервис":        "Добрый день!",
		"Вера Плюс":              "Добрый день!",
		"Роман Авто":             "Добрый день!",
		"Отдел закупок":          "Добрый день!",
		"Бухгалтерия Мария":      "Добрый день!",
		"Робот Вера":             "Добрый день!",
		"Иван via DocuSign":      "Добрый день!",
		"Иван и Мария":           "Добрый день!",
		"Иван, Мария":            "Добрый день!",
		"Иванов И.И.":            "Добрый день!",
		"И. И. Иванов":           "Добрый день!",
		"Иван123":                "Добрый день!",
		"Иван Petrov":            "Добрый день!",
		"Ромашка":                "Добрый день!",
		"ivan.petrov":            "Добрый день!",
		"Ивана Петрова":          "Добрый день!",
		"=?utf-8?q?Иван?=":       "Добрый день!",
		"Иван\nBcc: a@b.example": "Добрый день!",
		"Иван\u202eвонави":       "Добрый день!",
		"🌸 Ирина 🌸":              "Добрый день, Ирина!",
		"Ирина ✨":                "Добрый день, Ирина!",
		"ИРИНА СОКОЛОВА":         "Добрый день, Ирина!",
		"Мария, менеджер":        "Добрый день, Мария!",
		"ИП Иванов Иван":         "Добрый день, Иван!",
		"\"Ирина Соколова\"":     "Добрый день, Ирина!",
	} {
		if got := salutation("ru", Informal, &mailbox.Message{From: mailbox.Address{Name: from}}, "Ромашка"); got != want {
			t.Errorf("%q: %q, want %q", from, got, want)
		}
	}
	for from, want := range map[string]string{
		"Grace Services": "Hello,", "Frank Holding Ltd": "Hello,", "Support Team": "Hello,", "Rose Bot": "Hello,", "John, Mary": "Hello,",
		"John & Mary": "Hello,", "Mail Delivery System": "Hello,", "JOHN SMITH": "Dear John,", "John Smith (Sales)": "Dear John,",
	} {
		if got := salutation("en", Formal, &mailbox.Message{From: mailbox.Address{Name: from}}, "Northwind"); got != want {
			t.Errorf("%q: %q, want %q", from, got, want)
		}
	}
	if got := salutation("ru", Informal, &mailbox.Message{From: mailbox.Address{Name: "Виктория"}}, "Салон «Виктория»"); got != "Добрый день!" {
		t.Errorf("a firm is greeted: %q", got)
	}
}

// TestNameFromTheSignature: where From tells nothing, or another script, the letter's own signature does; where both tell of
// different persons, neither.
func TestNameFromTheSignature(t *testing.T) {
	for _, tc := range []struct{ lang, from, text, signature, want string }{
		{"ru", "", "", "С уважением,\nМария Соколова\nглавный бухгалтер", "Добрый день, Мария!"},
		{"ru", "Отдел продаж", "", "Мария Соколова | Ромашка", "Добрый день, Мария!"},
		{"ru", "info", "Когда будет смета?\n\nМария", "", "Добрый день, Мария!"},
		{"ru", "info", "Когда будет смета?\nСпасибо, Мария", "", "Добрый день, Мария!"},
		{"ru", "Ромашка", "Позовите к телефону\nМария", "", "Добрый день!"}, // not by itself
		{"ru", "Ромашка", "Когда?\n\nОтдел продаж", "", "Добрый день!"},
		{"ru", "Ромашка", "Когда?\n\nИван и Мария", "", "Добрый день!"},
		{"ru", "Ivan Petrov", "", "Иван Петров", "Добрый день, Иван!"},
		{"ru", "Ekaterina Belova", "", "С уважением, Екатерина Белова", "Добрый день, Екатерина!"},
		{"ru", "Ivan Petrov", "", "Мария Соколова", "Добрый день!"},
		{"en", "Иван Петров", "", "Best regards,\nIvan Petrov", "Dear Ivan,"},
		{"en", "", "", "Kind regards\nEmily Clark\nNorthwind", "Dear Emily,"},
		{"en", "John Smith", "", "Emily Clark", "Hello,"},
		{"en", "Robert Smith", "Any news?\n\nRob", "", "Dear Robert,"},
		{"en", "Robert Smith", "Any news?\n\nBest\nEmily", "", "Hello,"},
		{"ru", "Дмитрий Волков", "Когда?\n\nДима", "", "Добрый день, Дмитрий!"},
		{"ru", "Иван Петров", "Когда?\n\nОля", "", "Добрый день!"},
		{"ru", "Иван Петров", "Ждём.\n\nС уважением,", "", "Добрый день, Иван!"},
	} {
		m := &mailbox.Message{From: mailbox.Address{Name: tc.from}, NewText: tc.text}
		if tc.signature != "" {
			m.Cuts = []mailbox.Cut{{Text: tc.signature, Why: "signature"}}
		}
		if got := salutation(tc.lang, Formal, m, "Ромашка"); got != tc.want {
			t.Errorf("%q signing %q: %q, want %q", tc.from, tc.signature+tc.text, got, tc.want)
		}
	}
}

// TestContactOfTheConfig: what the config says of a person holds, word for word.
func TestContactOfTheConfig(t *testing.T) {
	for _, tc := range []struct {
		contact Contact
		want    string
	}{
		{Contact{Name: "Ирина Павловна"}, "Добрый день, Ирина Павловна!"},
		{Contact{Salutation: "Ирочка, привет!"}, "Ирочка, привет!"},
		{Contact{Name: "Irene", Language: "en", Tone: Formal}, "Dear Irene,"},
		{Contact{Name: "Irene", Language: "en", Tone: Informal}, "Hi Irene,"},
		{Contact{Tone: Formal}, "Добрый день, Ирина!"},
	} {
		w, p := newWriter(t), newPolicy(t)
		p.Clients["Ромашка"] = Client{Tone: Informal, Contacts: map[string]Contact{"irina@romashka.example": tc.contact}}
		if l := decideOne(t, w, p, oneCase(rules.Acknowledge), at("11.03 11:30")); !strings.HasPrefix(l.Text, tc.want+"\n") {
			t.Errorf("%+v: %q, want %q", tc.contact, l.Text[:40], tc.want)
		} else if formal := strings.Contains(l.Text, "Благодарю"); formal != (tc.contact.Tone == Formal && tc.contact.Language == "") {
			t.Errorf("%+v: the tone is wrong: %s", tc.contact, l.Text)
		}
	}
}

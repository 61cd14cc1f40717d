package letters

import (
	"errors"
	"fmt"
	"strings"

	"vernus/rules"
)

// prove executes every letter on samples of all its variants, so that what is wrong with a template shows at start and
// not at the first client.
func (t *Templates) prove() []error {
	var errs []error
	for _, lang := range Languages {
		for _, name := range templateNames() {
			for _, data := range samples(lang, name) {
				if err := t.proveOne(lang, name, data); err != nil {
					errs = append(errs, err)
					break // one error a letter is enough to mend it by
				}
			}
		}
	}
	return errs
}

func (t *Templates) proveOne(lang, name string, data any) error {
	out, err := t.render(lang, name, data)
	if err != nil {
		return err
	}
	file := t.set[lang+"/"+name].file
	if strings.TrimSpace(out.text) == "" {
		return fmt.Errorf("%s: the letter is empty", file)
	}
	if strings.HasPrefix(name, "item-") {
		if out.subject == "" {
			return fmt.Errorf(`%s: there is no title; add {{define "subject"}}…{{end}}`, file)
		}
		return nil
	}
	if name == deedTemplate {
		return nil
	}
	if !isClient(name) {
		if out.subject == "" {
			return fmt.Errorf(`%s: the letter has no subject; add {{define "subject"}}…{{end}}`, file)
		}
		return nil
	}
	f := data.(Fields)
	switch {
	case f.ReturnBy != "" && !strings.Contains(out.text, f.ReturnBy):
		return fmt.Errorf("%s: the letter must say when the answer comes: use {{.ReturnBy}}", file)
	case f.Call != "" && !strings.Contains(out.text, f.Call):
		return fmt.Errorf("%s: the letter must say when to talk: use {{.Call}}", file)
	case !strings.Contains(out.text, f.Signature):
		return errors.New(file + ": the letter is not signed: use {{.Signature}}")
	}
	return nil
}

// isClient reports whether the template of a name is a letter to a client.
func isClient(name string) bool {
	return strings.HasSuffix(name, "-"+string(Formal)) || strings.HasSuffix(name, "-"+string(Informal))
}

// namesTime reports whether a letter gives the client a time by its nature.
func namesTime(name string) bool {
	for _, k := range []Kind{MovedDate, DatedPromise, ComplaintAnswer, ExtraWish} {
		if strings.HasPrefix(name, templateName(k)) {
			return true
		}
	}
	return false
}

// samples are what a letter is tried with: for letters to clients everything that may be asked, for notices one thing
// and several.
func samples(lang, name string) []any {
	var out []any
	if strings.HasPrefix(name, string(Acknowledgement)+"-call-") {
		timed, untimed := sampleFields(lang), sampleFields(lang)
		timed.Asks, timed.ReturnBy = "letter", ""
		untimed.Asks, untimed.ReturnBy, untimed.Call = "letter", "", ""
		return []any{timed, untimed}
	}
	if strings.HasPrefix(name, string(Acknowledgement)) {
		for _, asks := range []string{"question", "questions", "request", "complaint", "letter"} {
			for _, urgency := range []bool{false, true} {
				f := sampleFields(lang)
				f.Asks, f.AskUrgency, f.Call = asks, urgency, ""
				if strings.Contains(name, "-seen-") {
					f.ReturnBy = ""
				}
				out = append(out, f)
			}
		}
		instead := out[0].(Fields)
		instead.Absent = map[string]string{"ru": "Ирина Лебедева", "en": "Mary Lake"}[lang]
		endless := instead
		endless.Back = ""
		return append(out, instead, endless)
	}
	if isClient(name) || strings.HasPrefix(name, "item-") {
		full, late, bare := sampleFields(lang), sampleFields(lang), sampleFields(lang)
		late.Stage, late.Note = 2, "complaint"
		for _, f := range []*Fields{&full, &late, &bare} {
			if f.Call = ""; !namesTime(name) {
				f.ReturnBy = ""
			}
		}
		if late.Absent = "Ирина Лебедева"; strings.Contains(name, "absence") || strings.Contains(name, "away") {
			open := sampleFields(lang)
			open.ReturnBy, open.Call, open.Until, open.Back = "", "", "", ""
			out = append(out, open)
		}
		if strings.HasPrefix(name, templateName(FollowUp)) {
			for _, note := range []string{rules.NoteTheirs, rules.NoteQuestion, rules.NoteReport} {
				f := sampleFields(lang)
				f.Call, f.ReturnBy, f.Note = "", "", note
				out = append(out, f)
			}
		}
		full.Wishes = []Wished{{Day: "1 марта", Text: "Баннер", Decision: "за доплату"}}
		bare.Meeting = sampleMeeting(lang, false)
		bare.Quotes, bare.Days, bare.Substitute, bare.SubstituteMail = nil, 0, "", ""
		return append(out, full, late, bare)
	}
	switch Kind(name) {
	case Digest:
		return []any{sampleDigest(lang), DigestView{Date: "12.03", Calm: true}}
	case Confirmation:
		return sampleConfirmations()
	case deedTemplate:
		return sampleDeeds()
	case Trouble:
		for _, what := range []string{"brake", "uncertain", "failed", "order", "foreign order"} {
			f := sampleFields(lang)
			f.Trouble = what
			out = append(out, f)
		}
		return out
	}
	one, forged, unclear, several := sampleFields(lang), sampleFields(lang), sampleFields(lang), sampleFields(lang)
	unclear.Rule = "A5"
	forged.Items[0].Forged = "dmarc=fail"
	several.Items = append(several.Items, Item{Manager: "M", Client: "C", Contact: "N", Since: "s", Age: "a", Due: "d"})
	several.Overdue = false
	other := sampleFields(lang)
	other.Mixed = true
	other.Items = append([]Item{{Client: "C", Title: "T", Words: "W\n\n– w"}}, other.Items...)
	return []any{one, forged, unclear, several, other}
}

func sampleFields(lang string) Fields {
	f := Fields{
		Salutation: "Добрый день, Ирина!", Manager: "Анна Лебедева", Signature: "С уважением,\nАнна Лебедева", Client: "Ромашка",
		Contact: "Ирина Соколова", Subject: "Смета", ReturnBy: "сегодня до 16:00", Asks: "question",
		Call: "завтра, 12 марта, в первой половине дня", Overdue: true, Stage: 1, Rule: "A8", Text: "Добрый день!\n\nВижу ваш вопрос.", Quotes: []string{"Когда будет смета?"},
		Leaves: "сегодня до 16:00", To: "irina@romashka.example", Code: "abc234", Approve: "vernus outbox approve abc234",
		Drop: "vernus outbox drop abc234", Mailto: "mailto:irina@romashka.example?body=x", Trouble: "brake", Count: 2, Limit: 20, At: "сегодня в 12:00", Response: "550 no such user",
		Quote: "Пришлём макет в пятницу", Written: "10 марта", Due: "в пятницу, 13 марта, до 18:00", DueDay: "13 марта", Held: "вторник, 10 марта, 15:00–16:00", Today: "17 марта", Days: 2,
		Of: 10, Note: "выходной", From: "1 июля", Until: "14 июля", Away: "с 1 по 14 июля", Back: "15 июля", Substitute: "Павел Орлов", SubstituteMail: "pavel@agency.example",
		Items: []Item{{Manager: "Анна Лебедева", Client: "Ромашка", Contact: "Ирина Соколова", Subject: "Смета",
			Quote: "Когда будет смета?", Since: "сегодня в 10:00", Age: "4 ч", Due: "сегодня в 12:00", Late: "2 ч", Repeated: 1,
			Acknowledged: "сегодня в 11:30", ReturnBy: "сегодня до 13:00", Broken: true}},
	}
	f.Meeting = sampleMeeting(lang, true)
	if lang == "en" {
		f.From, f.Until, f.Away, f.Back = "1 July", "14 July", "from 1 to 14 July", "15 July"
		f.Salutation, f.Manager, f.Signature, f.Contact = "Hi Irene,", "Anna Swan", "Best regards,\nAnna Swan", "Irene Falcon"
		f.ReturnBy, f.Text, f.Leaves, f.At = "today by 16:00", "Hi Irene,\n\nI have seen your question.", "today by 16:00", "today at 12:00"
		f.Call = "tomorrow, 12 March, in the morning"
	}
	return f
}

func sampleConfirmations() []any {
	return []any{
		ConfirmationView{Subject: "S", Done: []string{"D", "D"}, Refused: []string{"R"}, Undo: true},
		ConfirmationView{Unclear: []string{"U"}, Help: true, Lead: true},
		ConfirmationView{Subject: "S", Tables: []Table{{Title: "T", Lines: []string{"a", "", "b"}}}},
	}
}

func sampleDeeds() []any {
	var out []any
	for _, what := range Deeds {
		for _, detail := range []string{"told", "draft", "heard", "-"} {
			out = append(out, DeedView{What: what, Client: "C", To: "t@c.example", Subject: "S", Quote: "Q", Words: "W", At: "A", Away: "A", Name: "N", Decision: "D", Detail: detail})
			out = append(out, DeedView{What: what, Client: "C", To: "t@c.example", Subject: "S", Words: "W", At: "A", Away: "A", Decision: "D", Detail: detail})
		}
	}
	for _, problem := range Problems {
		out = append(out, DeedView{What: Deeds[0], Problem: problem, Words: "W", Name: "N", At: "A", Client: "C"})
	}
	return out
}

func sampleDigest(lang string) DigestView {
	f := sampleFields(lang)
	group := []DigestGroup{{Manager: f.Manager, Items: f.Items}}
	return DigestView{
		Lead: f.Manager, Date: "12.03", Overdue: group, Today: group, Acknowledged: group,
		Matters: []DigestGroup{{Manager: f.Manager, Items: []Item{{Client: f.Client, Title: "T", Words: "W\n\n– w"}}}}, MattersCount: 1,
		OverdueCount: 1, TodayCount: 1, AcknowledgedCount: 1, LaterCount: 2,
		Wrote:    []DigestWrote{{At: f.At, Manager: f.Manager, Client: f.Client, To: f.To, Subject: f.Subject, How: "sent"}},
		Reminded: []DigestNudged{{Manager: f.Manager, Count: 2}},
		HeldBack: []DigestHeld{{Client: f.Client, Reason: "brake", Detail: "20", Count: 2}},
		Unsure:   []DigestUnsure{{Manager: f.Manager, Client: f.Client, Subject: f.Subject, Words: "?", Why: "?"}},
		Trouble:  true, MailboxCount: 3,
		Unread:      []DigestUnread{{Address: "anna@agency.example", Since: f.At, Error: "login refused"}},
		Quarantined: []DigestQuarantine{{Mailbox: "anna@agency.example", Count: 1, Error: "no header"}},
		Invitations: []DigestUnclear{{From: f.To, Subject: f.Subject, At: f.At, Error: "no start"}},
		Outbox:      []DigestStuck{{Code: f.Code, Phase: "uncertain", To: f.To, Subject: f.Subject, Since: f.At, Error: "timeout"}},
	}
}

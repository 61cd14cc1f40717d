package reading

import "testing"

// TestDerivation reads promises of Wednesday 8 July 2026, 10:00 Moscow time.
func TestDerivation(t *testing.T) {
	for _, c := range []struct{ class, text, want string }{
		{"day and hour", "Вернусь с ответом завтра до 12.", "«завтра до 12» → written Wed 8 Jul 10:00 +03:00 → Thu 9 Jul 12:00, to the minute"},
		{"preposition", "Смету подготовим до обеда.", "«до обеда» → written Wed 8 Jul 10:00 +03:00 → Wed 8 Jul 13:00, a part of the day: until 13:00"},
		{"day", "Пришлём в пятницу.", "«в пятницу» → written Wed 8 Jul 10:00 +03:00 → Fri 10 Jul 18:00, a day: until 18:00"},
		{"week", "Пришлём на следующей неделе.", "«на следующей неделе» → written Wed 8 Jul 10:00 +03:00 → Fri 17 Jul 18:00, a week: its Friday, 18:00"},
		{"part of a week", "We'll send it early next week.", "«early next week» → written Wed 8 Jul 10:00 +03:00 → Tue 14 Jul 18:00, a part of a week or month: its last day, 18:00"},
		{"floating", "Пришлю на днях.", "«на днях» names no time"},
		{"next year", "We'll send it by 5 January.", "«by 5 January» → written Wed 8 Jul 2026 10:00 +03:00 → Tue 5 Jan 2027 18:00, a day: until 18:00"},
		{"clause beside", "Завтра, как обсуждали, пришлю акт.", "«Завтра» → written Wed 8 Jul 10:00 +03:00 → Thu 9 Jul 18:00, a day: until 18:00"},
		{"nothing said", "Пришлю.", ""},
	} {
		l := Letter{Text: c.text, Date: wednesday, Outgoing: true}
		p := first(Read(l), Promise)
		if p == nil {
			t.Errorf("%s: no promise in %q", c.class, c.text)
			continue
		}
		if got := Derivation(l, *p); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.class, got, c.want)
		}
	}
}

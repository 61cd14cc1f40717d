package mailbox

import "testing"

func TestSenderSigns(t *testing.T) {
	check := func(name, text, want string) {
		t.Helper()
		got, cuts, _ := excerpt(text, hand{name: senderWords(name)}, 0)
		if got != want {
			t.Errorf("of %q from %q is left %q\nwant %q\ncuts: %+v", text, name, got, want, cuts)
		}
	}
	signed := func(name, text, signature string) { t.Helper(); check(name, text+"\n\n"+signature, text) }
	none := func(name, text string) { t.Helper(); check(name, text, text) }

	// The name in full, in any order, with what the writer is.
	signed("Вера Ким", "Акт получили.", "Ким Вера, детский сад")
	signed("Вера Ким", "Акт получили.", "Вера Ким · Тихая гавань")
	signed("Вера Ким", "Акт получили.", "Вера Ким — тихая гавань")
	signed("Ким Вера Павловна", "Акт получили. Когда вас ждать?", "Вера Ким\nТихая гавань у моря")
	signed("\"Ким, Вера\"", "Акт получили.", "Ким Вера Павловна\nсеменной фонд «Росток»\n\nДанное письмо может содержать конфиденциальные сведения.")
	signed("Ella Brandt", "The act is here.", "Ella Brandt, harbour side")
	signed("Brandt, Ella", "The act is here.", "Ella Brandt, C.I.P. (Que.)\nBrandt Brothers Inc.\nOrders by phone are not taken. Seen our spring list?")

	// A part of it before the firm, or behind a post, in the last line.
	signed("Вера Ким", "Акт получили.", "Вера / Тихая гавань")
	signed("Вера Ким", "Акт получили.\n\nP.S. Пришлите счёт", "Вера | тихая гавань")
	signed("Ella Brandt", "The act is here.", "Ella · Quiet Harbour")
	signed("Склад №3 Ким В.", "Акт получили.", "заведующая складом Ким")

	// Who has signed, and names himself once more, does so in his standing signature.
	check("Ella Brandt", "The act is here.\n\nThank you and good day\nElla\n\nElla Brandt\nFiera Nord\nChe bel giorno, vero?", "The act is here.\n\nThank you and good day\nElla")

	// Somebody else's name, a list of people and sentences stay.
	none("Вера Ким", "Приедет наш человек.\n\nОльга / Тихая гавань")
	none("Вера Ким", "На пропуск:\n\nВера Ким, детский сад")
	none("Вера Ким", "Придут двое:\nОльга Лис, заказчик\nВера Ким, детский сад")
	none("Вера Ким", "Акт получили.\n\nВера Ким у нас с марта заведует складом.")
	none("Вера Ким", "Акт получили.\n\nВера Ким, это я, встретит вас у ворот.")
	none("Вера Ким", "Акт получили.\n\nВера / вы придёте")
	none("Вера Ким", "Акт получили.\n\nзаведующая складом Лис")
	none("Вера Ким", "Акт получили.\n\nВера, детский сад закрыт?")
	none("Вера Ким", "Вера Ким, детский сад")
	none("Ella Brandt", "The act is here.\n\nElla Brandt\nWe need two more copies of the plan by Friday, can you send them?")
	none("", "Акт получили.\n\nВера · тихо")
}

// A notice of one sentence stands below a signature; elsewhere the same words are the letter.
func TestShortNotice(t *testing.T) {
	check := func(text, want string) {
		t.Helper()
		if got, cuts, _ := Excerpt(text); got != want {
			t.Errorf("of %q is left %q\nwant %q\ncuts: %+v", text, got, want, cuts)
		}
	}
	for _, notice := range []string{
		"Настоящее письмо и вложения к нему конфиденциальны.", "Данное сообщение не является публичной офертой.",
		"Эта переписка содержит коммерческую тайну.", "This e-mail may be confidential.",
		"Diese E-Mail ist vertraulich.", "Ai sensi della legge il contenuto è riservato.", "Ce message est confidentiel.",
	} {
		check("Акт получили.\n\nС уважением,\nВера Ким\nсеменной фонд «Росток»\n\n"+notice, "Акт получили.\n\nС уважением,")
		check("Акт получили.\n\n"+notice, "Акт получили.\n\n"+notice)
	}
	check("Акт получили.\n\nС уважением,\nВера Ким\n\nЭто письмо конфиденциально, так?", "Акт получили.\n\nС уважением,\nВера Ким\n\nЭто письмо конфиденциально, так?")
}

func TestMeetingLines(t *testing.T) {
	m := &Message{From: Address{Name: "Вера Ким"}, Calendars: [][]byte{[]byte("BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:a@sad.example\r\nDTSTART:20260320T100000Z\r\n" +
		"SUMMARY:Посадка лип\r\nLOCATION:Сад\\, беседка\r\nORGANIZER;CN=Вера Ким:mailto:vera@sad.example\r\n" +
		"ATTENDEE;CN=Ольга Лис:mailto:olga@dacha.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")}}
	check := func(text, want string) {
		t.Helper()
		if got, cuts, _ := excerpt(text, handOf(m), 0); got != want {
			t.Errorf("of %q is left %q\nwant %q\ncuts: %+v", text, got, want, cuts)
		}
	}
	const when = "пятница, 20 марта 2026 г. ⋅ 13:00 – 14:00"
	check("Посадка лип\n"+when+"\nСад, беседка", "")
	check("Вас пригласили на мероприятие\n\nПосадка лип\n"+when+"\nСад, беседка\n\nГости\nВера Ким - организатор\nОльга Лис", "")
	check("This event has been changed.\n\nПосадка лип\nFriday Mar 20, 2026 · 1pm – 2pm\nMoscow Standard Time - Moscow", "")
	check("When: Friday, March 20, 2026 1:00 PM-2:00 PM\nWhere: Сад, беседка\n\nПосадка лип", "")
	// What a person says of the meeting stays.
	check("Ольга, ждём вас, встречаемся здесь:\nСад, беседка", "Ольга, ждём вас, встречаемся здесь:\nСад, беседка")
	check("Ольга, сможете?\n\nВера Ким", "Ольга, сможете?")
}

package letters

import (
	"testing"
	"time"
)

func TestByTime(t *testing.T) {
	for _, tc := range []struct{ now, due, ru, en string }{
		{"11.03 11:30", "11.03 16:00", "сегодня до 16:00", "today by 16:00"},
		{"11.03 11:30", "12.03 12:00", "завтра, 12 марта, до 12:00", "tomorrow, 12 March, by 12:00"},
		{"11.03 11:30", "13.03 09:30", "в пятницу, 13 марта, до 09:30", "on Friday, 13 March, by 09:30"},
		{"13.03 11:30", "17.03 12:00", "во вторник, 17 марта, до 12:00", "on Tuesday, 17 March, by 12:00"},
		{"11.03 23:59", "12.03 00:30", "завтра, 12 марта, до 00:30", "tomorrow, 12 March, by 00:30"},
		{"11.03 11:30", "18.03 12:00", "18 марта до 12:00", "on 18 March by 12:00"},
		{"11.03 11:30", "10.03 12:00", "10 марта до 12:00", "on 10 March by 12:00"},
	} {
		if got := byTime("ru", at(tc.due), at(tc.now)); got != tc.ru {
			t.Errorf("%s read at %s: %q, want %q", tc.due, tc.now, got, tc.ru)
		}
		if got := byTime("en", at(tc.due), at(tc.now)); got != tc.en {
			t.Errorf("%s read at %s: %q, want %q", tc.due, tc.now, got, tc.en)
		}
	}
	due := time.Date(2027, 1, 14, 12, 0, 0, 0, moscow)
	if got := byTime("ru", due, at("11.03 11:30")); got != "14 января 2027 года до 12:00" {
		t.Errorf("next year: %q", got)
	}
	if got := byTime("ru", at("11.03 16:00"), at("11.03 11:30").UTC()); got != "сегодня до 16:00" {
		t.Errorf("now in another zone: %q", got)
	}
}

func TestAtTime(t *testing.T) {
	for _, tc := range []struct{ when, ru, en string }{
		{"11.03 10:05", "сегодня в 10:05", "today at 10:05"},
		{"10.03 18:20", "вчера в 18:20", "yesterday at 18:20"},
		{"12.03 09:00", "завтра в 09:00", "tomorrow at 09:00"},
		{"02.03 09:00", "2 марта в 09:00", "on 2 March at 09:00"},
	} {
		for lang, want := range map[string]string{"ru": tc.ru, "en": tc.en} {
			if got := atTime(lang, at(tc.when), at("11.03 11:30")); got != want {
				t.Errorf("%s: %q, want %q", tc.when, got, want)
			}
		}
	}
	if got := atTime("ru", time.Time{}, at("11.03 11:30")); got != "" {
		t.Errorf("no time is %q", got)
	}
}

func TestSpan(t *testing.T) {
	for _, tc := range []struct {
		d      time.Duration
		ru, en string
	}{
		{20 * time.Second, "меньше минуты", "under a minute"},
		{40 * time.Minute, "40 мин", "40 min"},
		{3*time.Hour + 20*time.Minute, "3 ч 20 мин", "3 h 20 min"},
		{9 * time.Hour, "1 рабочий день", "1 working day"},
		{20*time.Hour + 10*time.Minute, "2 рабочих дня 2 ч", "2 working days 2 h"},
		{45 * time.Hour, "5 рабочих дней", "5 working days"},
		{99 * time.Hour, "11 рабочих дней", "11 working days"},
		{189 * time.Hour, "21 рабочий день", "21 working days"},
	} {
		for lang, want := range map[string]string{"ru": tc.ru, "en": tc.en} {
			if got := span(lang, tc.d, 9*time.Hour); got != want {
				t.Errorf("%s: %q, want %q", tc.d, got, want)
			}
		}
	}
}

func TestPluralRu(t *testing.T) {
	for n, want := range map[int]string{0: "писем", 1: "письмо", 2: "письма", 4: "письма", 5: "писем", 11: "писем", 12: "писем", 14: "писем",
		21: "письмо", 22: "письма", 111: "писем", 101: "письмо"} {
		if got := pluralRu(n, "письмо", "письма", "писем"); got != want {
			t.Errorf("%d %s, want %s", n, got, want)
		}
	}
}

func TestZoneNote(t *testing.T) {
	due := at("11.03 16:00")
	for _, tc := range []struct {
		theirs   time.Time
		due      time.Time
		ru, want string
	}{
		{theirs: at("11.03 10:00"), due: due},
		{theirs: at("11.03 10:00").UTC(), due: due},
		{theirs: time.Time{}, due: due},
		{theirs: at("11.03 10:00").In(mustZone("Asia/Omsk")), due: due, ru: " по Москве", want: " Moscow time"},
		{theirs: due, due: due.In(mustZone("Asia/Omsk")), ru: " (UTC+6)", want: " (UTC+6)"},
		{theirs: due, due: due.In(mustZone("America/St_Johns")), ru: " (UTC-2:30)", want: " (UTC-2:30)"},
	} {
		if got := zoneNote("ru", tc.due, tc.theirs); got != tc.ru {
			t.Errorf("%s: %q, want %q", tc.theirs, got, tc.ru)
		}
		if got := zoneNote("en", tc.due, tc.theirs); got != tc.want {
			t.Errorf("%s: %q, want %q", tc.theirs, got, tc.want)
		}
	}
}

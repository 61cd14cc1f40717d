package letters

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var (
	monthsRu = [...]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	onDayRu  = [...]string{"в воскресенье", "в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу"}
	dayRu    = [...]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"}
)

// byTime says by when, as a person writes it who is read at now: «сегодня до 16:00», «завтра, 12 марта, до 12:00»,
// "on Thursday, 14 March, by 12:00". Both moments are told in the zone of t.
func byTime(lang string, t, now time.Time) string {
	if lang == "en" {
		return onDay(lang, t, now) + "by " + t.Format("15:04")
	}
	return onDay(lang, t, now) + "до " + t.Format("15:04")
}

// onDay begins to say when, up to the time of day: «сегодня », «завтра, 12 марта, », "on Thursday, 14 March, ".
func onDay(lang string, t, now time.Time) string {
	days := daysApart(t, now)
	if lang == "en" {
		switch {
		case days == 0:
			return "today "
		case days == 1:
			return "tomorrow, " + date(lang, t, now) + ", "
		case days > 1 && days < 7:
			return "on " + t.Weekday().String() + ", " + date(lang, t, now) + ", "
		}
		return "on " + date(lang, t, now) + " "
	}
	switch {
	case days == 0:
		return "сегодня "
	case days == 1:
		return "завтра, " + date(lang, t, now) + ", "
	case days > 1 && days < 7:
		return onDayRu[t.Weekday()] + ", " + date(lang, t, now) + ", "
	}
	return date(lang, t, now) + " "
}

// halfDay says in which half of a day, by its end: «сегодня во второй половине дня», "tomorrow, 13 March, in the morning".
func halfDay(lang string, end, now time.Time) string {
	morning := end.Hour() < 12 || end.Hour() == 12 && end.Minute() == 0
	switch {
	case lang != "en" && morning:
		return onDay(lang, end, now) + "в первой половине дня"
	case lang != "en":
		return onDay(lang, end, now) + "во второй половине дня"
	case daysApart(end, now) == 0 && morning:
		return "this morning"
	case daysApart(end, now) == 0:
		return "this afternoon"
	case morning:
		return onDay(lang, end, now) + "in the morning"
	}
	return onDay(lang, end, now) + "in the afternoon"
}

// betweenTimes says between which times of a day: «завтра, 13 марта, с 11:00 до 14:00», "today between 14:00 and 18:00".
func betweenTimes(lang string, from, to, now time.Time) string {
	if lang == "en" {
		return onDay(lang, from, now) + "between " + from.Format("15:04") + " and " + to.Format("15:04")
	}
	return onDay(lang, from, now) + "с " + from.Format("15:04") + " до " + to.Format("15:04")
}

// atTime says when, in a notice read at now: «сегодня в 14:05», «вчера в 18:20», "on 11 March at 10:00".
func atTime(lang string, t, now time.Time) string {
	if t.IsZero() {
		return ""
	}
	at, names := " в ", map[int]string{-1: "вчера", 0: "сегодня", 1: "завтра"}
	if lang == "en" {
		at, names = " at ", map[int]string{-1: "yesterday", 0: "today", 1: "tomorrow"}
	}
	day, ok := names[daysApart(t, now)]
	if !ok {
		day = date(lang, t, now)
		if lang == "en" {
			day = "on " + day
		}
	}
	return day + at + t.Format("15:04")
}

// date is the day and month, with the year unless it is that of now: «12 марта», "12 March 2027".
func date(lang string, t, now time.Time) string {
	s := strconv.Itoa(t.Day()) + " "
	year := ""
	if lang == "en" {
		s += t.Month().String()
	} else {
		s += monthsRu[t.Month()-1]
		year = " года"
	}
	if t.Year() != now.In(t.Location()).Year() {
		s += " " + strconv.Itoa(t.Year()) + year
	}
	return s
}

// since says from which day on: «с 1 июля», "from 1 July".
func since(lang string, from, now time.Time) string {
	if lang == "en" {
		return "from " + date(lang, from, now)
	}
	return "с " + date(lang, from, now)
}

// fromTo says from which day to which, both included: «с 1 по 14 июля», "from 30 June to 14 July"; of one day «1 июля».
func fromTo(lang string, from, to, now time.Time) string {
	first, last := date(lang, from, now), date(lang, to, now)
	if first == last {
		return first
	}
	if from.Month() == to.Month() && from.Year() == to.Year() {
		first = strconv.Itoa(from.Day())
	}
	if lang == "en" {
		return "from " + first + " to " + last
	}
	return "с " + first + " по " + last
}

// dayTitle heads the digest of a day: «вторник, 12 марта», "Tuesday, 12 March".
func dayTitle(lang string, t time.Time) string {
	if lang == "en" {
		return t.Weekday().String() + ", " + date(lang, t, t)
	}
	return dayRu[t.Weekday()] + ", " + date(lang, t, t)
}

// daysApart is how many calendar days t lies after now, in the zone of t.
func daysApart(t, now time.Time) int {
	now = now.In(t.Location())
	a := time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC)
	b := time.Date(now.Year(), now.Month(), now.Day(), 12, 0, 0, 0, time.UTC)
	return int(a.Sub(b).Hours()) / 24
}

// span is working time in words: «40 мин», «3 ч 20 мин», «2 рабочих дня 1 ч», "1 working day". A day is as long as
// the reader's working day; above a day minutes are left out.
func span(lang string, d, day time.Duration) string {
	if d < time.Minute {
		return map[bool]string{true: "under a minute", false: "меньше минуты"}[lang == "en"]
	}
	if day <= 0 {
		day = 8 * time.Hour
	}
	days := int(d / day)
	rest := d % day
	hours, minutes := int(rest/time.Hour), int(rest%time.Hour/time.Minute)
	var parts []string
	if days > 0 {
		parts, minutes = append(parts, count(lang, days, "рабочий день", "рабочих дня", "рабочих дней", "working day", "working days")), 0
	}
	h, m := " ч", " мин"
	if lang == "en" {
		h, m = " h", " min"
	}
	if hours > 0 {
		parts = append(parts, strconv.Itoa(hours)+h)
	}
	if minutes > 0 {
		parts = append(parts, strconv.Itoa(minutes)+m)
	}
	return strings.Join(parts, " ")
}

// count is a number with its noun in the right form, Russian (1, 2, 5) or English (1, many).
func count(lang string, n int, one, two, five, single, many string) string {
	if lang == "en" {
		if n == 1 {
			return "1 " + single
		}
		return strconv.Itoa(n) + " " + many
	}
	return strconv.Itoa(n) + " " + pluralRu(n, one, two, five)
}

// pluralRu picks the form of a Russian noun that goes with a number: 1 письмо, 2 письма, 5 писем.
func pluralRu(n int, one, two, five string) string {
	switch {
	case n%10 == 1 && n%100 != 11:
		return one
	case n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14):
		return two
	}
	return five
}

// zoneNote names the zone of t for a reader who seems to live in another one: « по Москве», " (UTC+5)". theirs is the
// time as his letter gives it; UTC there says nothing, since many programs stamp it.
func zoneNote(lang string, t, theirs time.Time) string {
	_, ours := t.Zone()
	_, his := theirs.Zone()
	if theirs.IsZero() || his == 0 || his == ours {
		return ""
	}
	if t.Location().String() == "Europe/Moscow" {
		if lang == "en" {
			return " Moscow time"
		}
		return " по Москве"
	}
	sign := '+'
	if ours < 0 {
		sign, ours = '-', -ours
	}
	if ours%3600 == 0 {
		return fmt.Sprintf(" (UTC%c%d)", sign, ours/3600)
	}
	return fmt.Sprintf(" (UTC%c%d:%02d)", sign, ours/3600, ours%3600/60)
}

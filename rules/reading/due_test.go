package reading

import (
	"testing"
	"time"
)

// TestDue reads promises of Wednesday 8 July 2026, 10:00 Moscow time; an empty want means no date.
func TestDue(t *testing.T) {
	for _, c := range []struct{ class, text, want string }{
		// days by name
		{"today", "Пришлю сегодня.", "2026-07-08 18:00 day"},
		{"tomorrow", "Пришлю завтра.", "2026-07-09 18:00 day"},
		{"after tomorrow", "Пришлю послезавтра.", "2026-07-10 18:00 day"},
		{"inflected tomorrow", "Пришлю не позднее завтрашнего дня.", "2026-07-09 18:00 day"},
		{"pair of days", "Завтра-послезавтра пришлю.", "2026-07-10 18:00 day"},
		{"day after tomorrow", "I'll send it the day after tomorrow.", "2026-07-10 18:00 day"},
		{"tonight", "I'll send it tonight.", "2026-07-08 18:00 day"},
		// weekdays
		{"weekday", "Пришлю в пятницу.", "2026-07-10 18:00 day"},
		{"weekday in the dative", "Подготовим к понедельнику.", "2026-07-13 18:00 day"},
		{"weekday in the genitive", "Сделаем до пятницы.", "2026-07-10 18:00 day"},
		{"same weekday is next week", "Пришлю в среду.", "2026-07-15 18:00 day"},
		{"today named by its weekday", "Пришлю сегодня, в среду.", "2026-07-08 18:00 day"},
		{"next weekday, next week", "Пришлю в следующий вторник.", "2026-07-14 18:00 day"},
		{"from a weekday", "С четверга подключу всех.", "2026-07-09 18:00 day"},
		{"by weekday", "I'll send it by Friday.", "2026-07-10 18:00 day"},
		{"short weekday", "I'll send it by Fri.", "2026-07-10 18:00 day"},
		{"next weekday in English", "I'll send it next Monday.", "2026-07-13 18:00 day"},
		{"a week after a weekday", "I'll send it Friday week.", "2026-07-17 18:00 day"},
		{"weekday made exact by a date", "Пришлю в пятницу, 17 июля.", "2026-07-17 18:00 day"},
		{"weekday made exact by an ordinal", "Пришлю во вторник, 14-го, до обеда.", "2026-07-14 13:00 day"},
		// dates
		{"day and month", "Пришлю 12 июля.", "2026-07-12 18:00 day"},
		{"ordinal and month", "Пришлю 12-го июля.", "2026-07-12 18:00 day"},
		{"full date", "Пришлю до 12 июля 2026 г.", "2026-07-12 18:00 day"},
		{"ordinal alone", "Пришлю к 24-му.", "2026-07-24 18:00 day"},
		{"ordinal in the next month", "Пришлю до 5-го.", "2026-08-05 18:00 day"},
		{"numbered day", "Пришлю 15 числа.", "2026-07-15 18:00 day"},
		{"figures", "Пришлю 15.07.", "2026-07-15 18:00 day"},
		{"figures with year", "Пришлю до 15.07.2026.", "2026-07-15 18:00 day"},
		{"figures with short year", "Пришлю 15.07.26.", "2026-07-15 18:00 day"},
		{"ISO", "I'll send it by 2026-07-15.", "2026-07-15 18:00 day"},
		{"slashes", "I'll send it by 15/07/2026.", "2026-07-15 18:00 day"},
		{"month first", "I'll send it on July 15.", "2026-07-15 18:00 day"},
		{"month first, ordinal", "I'll send it by July 15th.", "2026-07-15 18:00 day"},
		{"day first in English", "I'll send it on 15 July.", "2026-07-15 18:00 day"},
		{"the ordinal", "I'll send it by the 29th.", "2026-07-29 18:00 day"},
		{"month gone by means next year", "Пришлю 5 января.", "2027-01-05 18:00 day"},
		{"range of dates", "Отгрузим 24–25 июля.", "2026-07-25 18:00 day"},
		{"moved from one date to another", "Отгрузим не 14-го, а 16 июля.", "2026-07-16 18:00 day"},
		{"instead of a day", "Вместо пятницы пришлём в понедельник.", "2026-07-13 18:00 day"},
		// clock
		{"day and hour", "Пришлю завтра до 12.", "2026-07-09 12:00 minute"},
		{"day and time", "Пришлю завтра до 12:00.", "2026-07-09 12:00 minute"},
		{"time today", "Пришлю к 17:30.", "2026-07-08 17:30 minute"},
		{"hour in words", "Пришлю сегодня до трёх.", "2026-07-08 15:00 minute"},
		{"hour of the morning", "Позвоню в пятницу в 11 утра.", "2026-07-10 11:00 minute"},
		{"hour of the evening", "Позвоню завтра в 8 вечера.", "2026-07-09 20:00 minute"},
		{"three of the day", "Позвоню завтра в 3 часа дня.", "2026-07-09 15:00 minute"},
		{"pm", "I'll call you tomorrow at 3pm.", "2026-07-09 15:00 minute"},
		{"pm apart", "I'll call you tomorrow at 3 pm.", "2026-07-09 15:00 minute"},
		{"half past", "I'll send it by half nine tomorrow.", "2026-07-09 09:30 minute"},
		{"noon", "I'll send it by Thursday noon.", "2026-07-09 12:00 minute"},
		{"o'clock", "I'll call at five o'clock.", "2026-07-08 17:00 minute"},
		{"range of hours", "Приеду завтра 10–12.", "2026-07-09 12:00 minute"},
		{"range of hours in English", "I'll come Thursday 9 to 12.", "2026-07-09 12:00 minute"},
		{"after an hour", "Приеду завтра после 15:00.", "2026-07-09 18:00 day"},
		{"Moscow time named", "Пришлю в четверг к 14:00 мск.", "2026-07-09 14:00 minute"},
		{"another zone named", "Пришлю завтра к 16:00 по Екатеринбургу.", "2026-07-09 14:00 minute"},
		// parts of the day
		{"morning", "Пришлю завтра утром.", "2026-07-09 11:00 day"},
		{"since morning", "Пришлю в пятницу с утра.", "2026-07-10 11:00 day"},
		{"before lunch", "Пришлю до обеда.", "2026-07-08 13:00 day"},
		{"after lunch", "Пришлю завтра после обеда.", "2026-07-09 18:00 day"},
		{"evening", "Пришлю сегодня вечером.", "2026-07-08 18:00 day"},
		{"towards evening", "Пришлю завтра к вечеру.", "2026-07-09 18:00 day"},
		{"during the day", "Пришлю завтра в течение дня.", "2026-07-09 18:00 day"},
		{"end of the day", "Пришлю до конца дня.", "2026-07-08 18:00 day"},
		{"end of a named day", "Пришлю в пятницу до конца рабочего дня.", "2026-07-10 18:00 day"},
		{"EOD", "I'll send it EOD.", "2026-07-08 18:00 day"},
		{"close of business", "I'll send it by close of business Thursday.", "2026-07-09 18:00 day"},
		{"first thing", "I'll send it first thing tomorrow.", "2026-07-09 11:00 day"},
		{"this afternoon", "I'll send it this afternoon.", "2026-07-08 18:00 day"},
		{"morning greeting is no time", "Доброе утро! Пришлю в пятницу.", "2026-07-10 18:00 day"},
		// spans
		{"in two days", "Пришлю через 2 дня.", "2026-07-10 18:00 day"},
		{"in two days, in words", "Пришлю через два дня.", "2026-07-10 18:00 day"},
		{"in a couple of days, Russian", "Пришлю через пару дней.", "2026-07-10 18:00 day"},
		{"within three days", "Пришлю в течение 3 дней.", "2026-07-11 18:00 day"},
		{"working days skip the weekend", "Пришлю в течение трёх рабочих дней.", "2026-07-13 18:00 day"},
		{"in a week", "Пришлю через неделю.", "2026-07-15 18:00 day"},
		{"in an hour", "Пришлю через час.", "2026-07-08 11:00 minute"},
		{"within an hour", "Пришлю в течение часа.", "2026-07-08 11:00 minute"},
		{"hour or one and a half", "Пришлю через час-полтора.", "2026-07-08 11:30 minute"},
		{"half an hour", "Пришлю через полчаса.", "2026-07-08 10:30 minute"},
		{"twenty minutes", "Перезвоню через 20 минут.", "2026-07-08 10:20 minute"},
		{"four hours", "Восстановим в течение 4 часов.", "2026-07-08 14:00 minute"},
		{"within hours", "I'll reply within 24 hours.", "2026-07-09 10:00 minute"},
		{"within the hour", "I'll reply within the hour.", "2026-07-08 11:00 minute"},
		{"couple of days", "You'll have it in a couple of days.", "2026-07-10 18:00 day"},
		{"two to three days", "Сделаем за 2-3 дня.", "2026-07-11 18:00 day"},
		// weeks and months
		{"end of the week", "Пришлю до конца недели.", "2026-07-10 18:00 week"},
		{"this week", "Пришлю на этой неделе.", "2026-07-10 18:00 week"},
		{"next week", "Пришлю на следующей неделе.", "2026-07-17 18:00 week"},
		{"that week", "Пришлю на той неделе.", "2026-07-17 18:00 week"},
		{"next week in English", "I'll send it next week.", "2026-07-17 18:00 week"},
		{"early next week", "I'll send it early next week.", "2026-07-14 18:00 week"},
		{"beginning of next week", "Пришлю в начале следующей недели.", "2026-07-14 18:00 week"},
		{"end of next week", "I'll send it by the end of next week.", "2026-07-17 18:00 week"},
		{"end of the month", "Пришлю до конца месяца.", "2026-07-31 18:00 day"},
		{"end of a named month", "Смонтируем до конца августа.", "2026-08-31 18:00 day"},
		{"second half of the day", "Отгрузим во второй половине дня.", "2026-07-08 18:00 day"},
		{"first half of a day", "Пришлём в пятницу в первой половине дня.", "2026-07-10 13:00 day"},
		{"round the clock", "Исправим в течение суток.", "2026-07-09 10:00 minute"},
		{"unit before the number", "Позвоню минут через десять.", "2026-07-08 10:10 minute"},
		{"hour or two", "I'll have an answer in an hour or two.", "2026-07-08 12:00 minute"},
		{"week after next", "It will be ready the week after next.", "2026-07-24 18:00 week"},
		{"range with by", "Смонтируем с 20 по 22 июля.", "2026-07-22 18:00 day"},
		{"over the weekend", "I'll do it over the weekend.", "2026-07-12 18:00 day"},
		{"range of pages is no hour", "Пришлю 4–5 вариантов к понедельнику.", "2026-07-13 18:00 day"},
		{"two business days", "We will reply within two business days.", "2026-07-10 18:00 day"},
		{"between two hours", "We'll be there between 10 and 12 on Thursday.", "2026-07-09 12:00 minute"},
		{"any verb", "We'll finish on the 3rd of August.", "2026-08-03 18:00 day"},
		// no date
		{"floating", "Пришлю на днях.", ""},
		{"soon", "Скоро пришлю.", ""},
		{"soon in English", "I'll send it shortly.", ""},
		{"later", "Пришлю позже.", ""},
		{"after the holidays", "Пришлю после праздников.", ""},
		{"triggered", "Когда смонтируют, пришлём фото.", ""},
		{"triggered", "Как только получим тексты, за три рабочих дня покажем первый вариант.", ""},
		{"triggered", "После подписания отгрузим в течение недели.", ""},
		{"triggered", "Когда утвердите эскиз, напечатаем за два дня.", ""},
		{"triggered", "Once we have your logo, we'll send a draft within three days.", ""},
		{"triggered", "As soon as you sign, we will ship within two days.", ""},
		{"clause number", "Пришлю правки по пункту 12.5 договора.", ""},
		{"version", "Пришлю версию 1.15.", ""},
		{"price", "Пришлю счёт на 15.07 руб.", ""},
		{"count", "Подготовим стол до 12 человек.", ""},
	} {
		r := Read(Letter{Text: c.text, Date: wednesday, Outgoing: true, ToUs: true})
		p := first(r, Promise)
		got := ""
		switch {
		case p == nil:
			got = "no promise"
		case !p.Due.IsZero():
			got = p.Due.In(moscow).Format("2006-01-02 15:04 ") + string(p.Precision)
		}
		if got != c.want {
			t.Errorf("%s: %q is due %q, want %q", c.class, c.text, got, c.want)
		}
	}
}

func TestDueOfAMorningInTheEveningIsTomorrow(t *testing.T) {
	evening := time.Date(2026, 7, 8, 19, 30, 0, 0, moscow)
	p := first(Read(Letter{Text: "Утром отвечу.", Date: evening, Outgoing: true}), Promise)
	if want := time.Date(2026, 7, 9, 11, 0, 0, 0, moscow); p == nil || !p.Due.Equal(want) {
		t.Errorf("got %+v, want %s", p, want)
	}
}

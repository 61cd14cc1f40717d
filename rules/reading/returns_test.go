package reading

import (
	"testing"
	"time"

	"vernus/mailbox"
)

// TestReturns reads automatic replies of Wednesday 8 July 2026: when is the writer back?
func TestReturns(t *testing.T) {
	for _, c := range []struct{ class, subject, text, want string }{
		// the return is named
		{"return on a date", "Автоответ: макет", "Добрый день! Я в отпуске, вернусь 20 июля.", "2026-07-20"},
		{"return before the absence", "", "Вернусь в офис 20 июля, до этого пишите Олегу.", "2026-07-20"},
		{"return with range", "", "С 6 по 19 июля я в отпуске. Вернусь 20-го.", "2026-07-20"},
		{"return on a weekday after the range", "", "Я в отпуске с 6 по 19 июля, вернусь в понедельник.", "2026-07-20"},
		{"return on a bare weekday", "", "Сейчас в командировке, возвращаюсь в пятницу.", "2026-07-10"},
		{"return tomorrow", "", "Меня сегодня нет в офисе, выйду завтра.", "2026-07-09"},
		{"on the job again", "", "Нахожусь в отпуске. Приступлю к работе 03.08.2026.", "2026-08-03"},
		{"return in the third person", "", "Анна в отпуске и вернётся 15 июля.", "2026-07-15"},
		{"return next week", "", "Я на больничном, вернусь на следующей неделе.", "2026-07-13"},
		{"return after a day", "", "Отвечу, когда вернусь, после 17 июля.", "2026-07-20"},
		{"return at an hour", "", "Буду снова на связи завтра в 10:00.", "2026-07-09 10:00"},
		{"in his place again", "", "Добрый день! Буду на месте 20 июля.", "2026-07-20"},
		{"not in his place until", "", "Меня не будет в офисе до понедельника.", "2026-07-13"},
		{"closed, answers then", "", "Наш офис закрыт с 10 по 19 июля. Ответим на все письма 20 июля.", "2026-07-20"},
		{"answers on a date", "", "Нахожусь в командировке, отвечу 20 июля.", "2026-07-20"},
		{"English return", "Automatic reply: Quote", "I am away and will be back on Monday, 20 July.", "2026-07-20"},
		{"English return, until before", "", "I'm on annual leave until 17 July and back in the office on 20 July.", "2026-07-20"},
		{"English returning", "Out of office", "Returning July 21st.", "2026-07-21"},
		{"English return tomorrow", "", "I'm off sick today, back tomorrow.", "2026-07-09"},
		// only the absence is named
		{"range", "", "С 6 по 19 июля я в отпуске.", "2026-07-20"},
		{"range in figures", "", "Отпуск 06.07–17.07, по срочным вопросам звоните Олегу до 18:00.", "2026-07-20"},
		{"range of full dates", "", "Отсутствую с 06.07.2026 по 10.07.2026.", "2026-07-13"},
		{"range in the subject", "Отпуск с 6 по 21 июля", "Ваше письмо получено.", "2026-07-22"},
		{"until", "", "Я в отпуске до 20 июля.", "2026-07-20"},
		{"until and with it", "", "Я в отпуске до 17 июля включительно.", "2026-07-20"},
		{"up to", "", "Нахожусь в командировке по 14 июля.", "2026-07-15"},
		{"until in the next sentence", "", "Меня нет в офисе. До 15 июля пишите, пожалуйста, Олегу.", "2026-07-15"},
		{"this day only", "", "Сегодня отсутствую, отвечу на письма завтра.", "2026-07-09"},
		{"two days joined", "", "Сегодня и завтра (9 июля) у нас выходной.", "2026-07-10"},
		{"this week", "", "На этой неделе я на выставке.", "2026-07-13"},
		{"English until", "", "I am out of the office until 9 March.", "2027-03-09"},
		{"English until in the subject", "Out of office until Friday Re: Quote", "Thanks for your message.", "2026-07-10"},
		{"English range", "", "I'll be on vacation from 6 to 19 July with no access to mail.", "2026-07-20"},
		{"English range of weekdays and dates", "", "I am away from Monday 6 July to Friday 17 July.", "2026-07-20"},
		{"English month first", "", "Out of office July 6–16.", "2026-07-17"},
		{"English through", "", "I'm on parental leave through July 31.", "2026-08-03"},
		{"English in two weeks", "", "I'm travelling and will be back in two weeks.", "2026-07-22"},
		// nothing to be read
		{"no date", "Автоответ", "Я в отпуске, отвечу, как только смогу.", ""},
		{"a date of something else", "", "Ваша заявка принята, мы ответим до 10 июля.", ""},
		{"only the beginning", "", "С 13 июля я в отпуске.", ""},
		{"long over", "", "I was out of office until 1 July.", ""},
		{"hours of a desk", "Ваше обращение зарегистрировано", "Мы работаем с 9:00 до 18:00.", ""},
	} {
		r := Read(Letter{Subject: c.subject, Text: c.text, Date: wednesday, Kind: mailbox.AutoReply, ToUs: true})
		got := ""
		if !r.Returns.IsZero() {
			if got = r.Returns.Format(time.DateTime)[:16]; got[11:] == "00:00" {
				got = got[:10]
			}
		}
		if got != c.want {
			t.Errorf("%s: %q %q: back %q, want %q", c.class, c.subject, c.text, got, c.want)
		}
	}
}

func TestOnlyAutomaticRepliesReturn(t *testing.T) {
	if r := Read(Letter{Text: "Я в отпуске, вернусь 20 июля.", Date: wednesday, ToUs: true}); !r.Returns.IsZero() {
		t.Errorf("a person's letter returns %s", r.Returns)
	}
}

package reading

import (
	"testing"
	"time"

	"vernus/rules/worktime"
)

func TestWhen(t *testing.T) {
	cal, err := worktime.New(worktime.Config{Timezone: "Europe/Moscow", Holidays: "ru"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 3, 11, 0, 0, 0, cal.Location()) // a Tuesday
	check := func(words, want string) {
		t.Helper()
		at, p, ok := (*Reader)(nil).When(words, now, cal)
		got := at.Format("2 Jan 15:04 ") + string(p)
		if !ok {
			got = ""
		}
		if got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
	check("завтра 15:00", "4 Mar 15:00 minute")
	check("завтра в 15:00", "4 Mar 15:00 minute")
	check("завтра", "4 Mar 18:00 day")
	check("до пятницы", "6 Mar 18:00 day")
	check("пт", "6 Mar 18:00 day")
	check("ср", "4 Mar 18:00 day")
	check("12 марта", "12 Mar 18:00 day")
	check("12.03 10:30", "12 Mar 10:30 minute")
	check("через 2 часа", "3 Mar 13:00 minute")
	check("в 16:30", "3 Mar 16:30 minute")
	check("mon", "9 Mar 18:00 day")
	check("sun", "8 Mar 18:00 day")
	check("Friday 9:30", "6 Mar 09:30 minute")
	check("tomorrow at 3pm", "4 Mar 15:00 minute")
	check("March 12th", "12 Mar 18:00 day")
	check("in 3 hours", "3 Mar 14:00 minute")
	check("скоро", "")
	check("", "")
	check("завтра позвоню", "")
	check("привет", "")
}

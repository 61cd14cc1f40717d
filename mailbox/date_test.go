package mailbox

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		got, zoned, ok := parseDate(in)
		s := "none"
		if ok && zoned {
			s = got.Format(time.RFC3339)
		} else if ok {
			s = got.Format("2006-01-02T15:04:05")
		}
		if s != want {
			t.Errorf("parseDate(%q) = %s, want %s", in, s, want)
		}
	}
	check("Mon, 02 Mar 2026 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("Mon, 2 Mar 2026 10:15:30 +0300 (MSK)", "2026-03-02T10:15:30+03:00")
	check("2 Mar 2026 10:15 +0300", "2026-03-02T10:15:00+03:00")
	check("Mon, 02 Mar 2026 10:15:30 MSK", "2026-03-02T10:15:30+03:00")
	check("Mon, 04 Mar 2013 10:15:30 MSK", "2013-03-04T10:15:30+04:00")
	check("Mon, 02 Mar 2026 10:15:30 YEKT", "2026-03-02T10:15:30+05:00")
	check("Mon, 02 Mar 2026 10:15:30 EST", "2026-03-02T10:15:30-05:00")
	check("Mon, 02 Mar 2026 10:15:30 GMT", "2026-03-02T10:15:30Z")
	check("Mon, 02 Mar 2026 10:15:30 GMT+3", "2026-03-02T10:15:30+03:00")
	check("Mon, 02 Mar 2026 10:15:30 -0000", "2026-03-02T10:15:30Z")
	check("Mon, 02 Mar 2026 10:15:30", "2026-03-02T10:15:30")
	check("Пн, 2 мар 2026 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("понедельник, 2 марта 2026 г. 10:15:30 +0500", "2026-03-02T10:15:30+05:00")
	check("2 мая 2026, 10:15 +0300", "2026-05-02T10:15:00+03:00")
	check("Mon Mar  2 10:15:30 2026", "2026-03-02T10:15:30")
	check("Mon Mar  2 10:15:30 2026 +0300", "2026-03-02T10:15:30+03:00")
	check("Mon Mar  2 10:15:30 MSK 2026", "2026-03-02T10:15:30+03:00")
	check("2026-03-02T10:15:30+03:00", "2026-03-02T10:15:30+03:00")
	check("2026-03-02T10:15:30.123Z", "2026-03-02T10:15:30Z")
	check("2026-03-02 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("02.03.2026 10:15:30", "2026-03-02T10:15:30")
	check("02-Mar-2026 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("3/2/2026 10:15:30 PM", "2026-03-02T22:15:30")
	check("Mon, 2 Mar 26 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("Mon, 2 Mar 98 10:15:30 +0300", "1998-03-02T10:15:30+03:00")
	check("Mon, 2 Mar 126 10:15:30 +0300", "2026-03-02T10:15:30+03:00")
	check("Mon, 02 Mar 2026 10.15.30 +0300", "2026-03-02T10:15:30+03:00")
	check("Mon, 02 Mar 2026 10:15:30 \"+0300\"", "2026-03-02T10:15:30+03:00")
	check("Mon, 32 Mar 2026 10:15:30 +0300", "none")
	check("Mon, 02 Mar 2026 25:15:30 +0300", "none")
	check("tomorrow", "none")
	check("", "none")
}

func TestSettle(t *testing.T) {
	at := func(s string) time.Time {
		t.Helper()
		if s == "" {
			return time.Time{}
		}
		v, err := time.Parse(time.RFC3339, s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	check := func(name, header, source, received, date, moment string) {
		t.Helper()
		written, zoned, ok := parseDate(header)
		gotDate, gotAt := settle(written, zoned, ok, arrival{source: at(source), newest: at(received), oldest: at(received)})
		if gotDate.Format(time.RFC3339) != date || !gotAt.Equal(at(moment)) {
			t.Errorf("%s: Date %s At %s, want %s and %s", name, gotDate.Format(time.RFC3339), gotAt.Format(time.RFC3339), date, moment)
		}
	}
	const ten, tenSeven = "Mon, 02 Mar 2026 10:15:30 +0300", "2026-03-02T10:15:30+03:00"
	check("all agree", ten, "2026-03-02T07:16:00Z", "2026-03-02T10:15:40+03:00", tenSeven, tenSeven)
	check("nothing but the Date", ten, "", "", tenSeven, tenSeven)
	check("an import years later", ten, "2029-01-01T00:00:00Z", "2026-03-02T10:15:40+03:00", tenSeven, tenSeven)
	check("a clock that is fast", ten, "2026-03-02T07:05:00Z", "", tenSeven, "2026-03-02T07:05:00Z")
	check("a year that cannot be", "Mon, 02 Mar 2036 10:15:30 +0300", "2026-03-02T07:16:00Z", "", "2026-03-02T07:16:00Z", "2026-03-02T07:16:00Z")
	check("a clock of another year", "Thu, 01 Jan 2015 03:00:00 +0300", "2026-03-02T07:16:00Z", "2026-03-02T10:15:40+03:00", "2015-01-01T03:00:00+03:00", "2026-03-02T07:16:00Z")
	check("a day in a queue", "Sun, 01 Mar 2026 10:15:30 +0300", "2026-03-02T07:16:00Z", "2026-03-02T10:15:40+03:00", "2026-03-01T10:15:30+03:00", "2026-03-01T07:15:30Z")
	check("no Date", "", "2026-03-02T07:16:00Z", "", "2026-03-02T07:16:00Z", "2026-03-02T07:16:00Z")
	check("no Date, mailbox without sense", "", "1970-01-01T00:00:00Z", "2026-03-02T10:15:40+03:00", "2026-03-02T10:15:40+03:00", "2026-03-02T07:15:40Z")
	check("no zone, quick", "Mon, 02 Mar 2026 12:15:30", "", "2026-03-02T10:15:50+03:00", "2026-03-02T12:15:30+05:00", "2026-03-02T07:15:30Z")
	check("no zone, slow", "Mon, 02 Mar 2026 09:03:00", "", "2026-03-02T10:15:50+03:00", "2026-03-02T09:03:00+03:00", "2026-03-02T06:03:00Z")
	check("no zone, nothing else", "Mon, 02 Mar 2026 09:03:00", "", "", "2026-03-02T09:03:00Z", "2026-03-02T09:03:00Z")
}

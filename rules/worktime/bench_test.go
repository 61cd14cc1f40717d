package worktime

import (
	"testing"
	"time"
)

func BenchmarkBetweenYear(b *testing.B) {
	c := calendar(b, "Europe/Moscow", lunch, "ru")
	from := at(b, c, "2025-01-01 00:00")
	to := from.AddDate(1, 0, 0)
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkBetweenYearWithAbsences(b *testing.B) {
	c := calendar(b, "Europe/Moscow", lunch, "ru")
	from := at(b, c, "2025-01-01 00:00")
	to := from.AddDate(1, 0, 0)
	for i := range 6 {
		day := from.AddDate(0, 2*i, 10)
		c = c.WithAbsences(Absence{From: day, To: day.AddDate(0, 0, 3)})
	}
	for b.Loop() {
		c.Between(from, to)
	}
}

func BenchmarkAddTwoHours(b *testing.B) {
	c := calendar(b, "Europe/Moscow", lunch, "ru")
	from := at(b, c, "2026-03-06 17:00")
	for b.Loop() {
		if _, err := c.Add(from, 2*time.Hour); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTraceWeek(b *testing.B) {
	c := calendar(b, "Europe/Moscow", lunch, "ru")
	from := at(b, c, "2026-03-06 17:00")
	to := from.AddDate(0, 0, 7)
	for b.Loop() {
		c.Trace(from, to)
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := New(Config{Timezone: "Europe/Moscow", Hours: lunch, Holidays: "ru"}); err != nil {
			b.Fatal(err)
		}
	}
}

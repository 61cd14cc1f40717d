package letters

import "time"

// Count is a number with its noun in the right form: «5 писем», "1 letter".
func Count(lang string, n int, one, two, five, single, many string) string {
	return count(lang, n, one, two, five, single, many)
}

// Span is a length of working time in words: «3 ч 20 мин», "1 working day 2 h". A day is as long as day says; above a
// day minutes are left out.
func Span(lang string, d, day time.Duration) string { return span(lang, d, day) }

// Date is the day and month of t, with the year unless it is that of now: «12 марта», "12 March 2027".
func Date(lang string, t, now time.Time) string { return date(lang, t, now) }

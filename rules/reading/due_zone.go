package reading

import "time"

// zone is the zone that a word names; of zones with summer time the offset that holds at the letter's date.
func (c *clockwork) zone(t *token) (*time.Location, bool) {
	if n, ok := c.value(t, ofZone); ok {
		return time.FixedZone("", n*60), true
	}
	if n, ok := c.value(t, ofEurope); ok {
		return c.summer(n, time.March, -1, time.October, -1), true
	}
	if n, ok := c.value(t, ofAmerica); ok {
		return c.summer(n, time.March, 2, time.November, 1), true
	}
	return nil, false
}

// summer is a zone some minutes east of Greenwich, an hour more between the nth Sundays of two months; -1 is the last one.
func (c *clockwork) summer(east int, from time.Month, nth int, to time.Month, last int) *time.Location {
	if t := c.now; !t.Before(sunday(t.Year(), from, nth)) && t.Before(sunday(t.Year(), to, last)) {
		east += 60
	}
	return time.FixedZone("", east*60)
}

// sunday is the nth Sunday of a month, the last one for -1.
func sunday(year int, m time.Month, nth int) time.Time {
	if nth < 0 {
		t := time.Date(year, m+1, 0, 0, 0, 0, 0, time.UTC)
		return t.AddDate(0, 0, -int(t.Weekday()))
	}
	t := time.Date(year, m, 1, 0, 0, 0, 0, time.UTC)
	return t.AddDate(0, 0, (7-int(t.Weekday()))%7+7*(nth-1))
}

// zoneAt reads the zone named after a time: «мск», «по Екатеринбургу», «по московскому времени», "London time", "my time".
// It is nil for the writer's own, also where the other side's is meant, which a letter does not tell.
func (c *clockwork) zoneAt(s *sentence, i, to int) (*time.Location, int) {
	k := i
	if w := c.word(s, k, to).s; w == "по" {
		k++
	}
	z, ok := c.zone(c.word(s, k, to))
	if timed := isTime(c.word(s, k+1, to).s); ok && timed {
		return z, k + 2
	} else if ok {
		return z, k + 1
	} else if timed && k+1 < to {
		return nil, k + 2
	}
	return nil, i
}

func isTime(w string) bool { return w == "времени" || w == "time" }

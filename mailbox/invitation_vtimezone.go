package mailbox

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"time"
)

// The years for which the changes of the clock are worked out that a VTIMEZONE describes.
const (
	describedFrom = 1990
	describedTo   = 2050
)

// clockChange is a moment from which clocks show another offset.
type clockChange struct {
	at     int64 // seconds since 1970
	before int   // seconds east of Greenwich until then
	offset int   // and from then on
	summer bool
}

// describedZone makes a zone of the description (VTIMEZONE, RFC 5545 3.6.5) that the object gives under this name: the
// place it names, else its own changes of the clock.
func (r *eventReader) describedZone(id string) (zone, bool) {
	for _, c := range r.parent.within("VTIMEZONE") {
		if strings.Trim(strings.TrimSpace(c.value("TZID")), `"`) != strings.Trim(id, `"`) {
			continue
		}
		for _, place := range []string{c.value("X-LIC-LOCATION"), afterLast(c.value("TZURL"), "tzurl.org/zoneinfo/"), c.value("TZID-ALIAS-OF")} {
			if z, ok := knownZone(strings.TrimSuffix(strings.TrimSpace(place), ".ics")); ok && place != "" {
				return z, true
			}
		}
		return r.changingZone(id, c)
	}
	return zone{}, false
}

func afterLast(s, mark string) string {
	if i := strings.LastIndex(s, mark); i >= 0 {
		return s[i+len(mark):]
	}
	return ""
}

// changingZone makes a zone of the standard and summer times described.
func (r *eventReader) changingZone(id string, c *component) (zone, bool) {
	var changes []clockChange
	var first *zone // where clocks never change
	for _, part := range c.parts {
		if part.name != "STANDARD" && part.name != "DAYLIGHT" {
			continue
		}
		to, err := offsetZone(part.value("TZOFFSETTO"))
		if err != nil {
			continue
		}
		from, err := offsetZone(cmp.Or(part.value("TZOFFSETFROM"), part.value("TZOFFSETTO")))
		if err != nil {
			continue
		}
		if first == nil || part.name == "STANDARD" {
			first = &to
		}
		_, offset := time.Unix(0, 0).In(to.location).Zone()
		_, before := time.Unix(0, 0).In(from.location).Zone()
		for _, at := range r.onsets(part, from.location) {
			changes = append(changes, clockChange{at.Unix(), before, offset, part.name == "DAYLIGHT"})
		}
	}
	if first == nil {
		return zone{}, false
	}
	slices.SortFunc(changes, func(a, b clockChange) int { return cmp.Compare(a.at, b.at) })
	same := !slices.ContainsFunc(changes, func(c clockChange) bool { return c.offset != changes[0].offset })
	if len(changes) == 0 || same {
		return *first, true
	}
	loc, err := time.LoadLocationFromTZData(id, zoneFile(changes))
	return zone{loc, id}, err == nil
}

// onsets returns when a part of a description begins to hold, each time: at its start, by its rule, at its dates.
func (r *eventReader) onsets(part *component, before *time.Location) []time.Time {
	read := &eventReader{local: before, parent: &component{}}
	p := part.first("DTSTART")
	m, err := read.moment(property{}, p.value)
	if err != nil {
		return nil
	}
	e := Event{Start: m.at, End: m.at}
	if p := part.first("RRULE"); p.line > 0 {
		e.Rule, _ = parseRule(p.value, e.Start, false) // one that cannot be read: it began once
	}
	for _, p := range part.all("RDATE") {
		read.dates(p, &e)
	}
	var list []time.Time
	from, to := time.Date(describedFrom, 1, 1, 0, 0, 0, 0, before), time.Date(describedTo, 1, 1, 0, 0, 0, 0, before)
	for _, s := range e.Occurrences(from, to) {
		list = append(list, s.Start)
	}
	if m.at.Before(from) && e.Rule == nil { // it began long ago, and what comes after is told by others
		list = append(list, m.at)
	}
	return list
}

// zoneFile writes changes of the clock in the form of the system's zone files (RFC 8536, version 1 and 2), which is how
// Go takes a zone that it does not know.
func zoneFile(changes []clockChange) []byte {
	type kind struct {
		offset int
		summer bool
	}
	kinds := []kind{{changes[0].before, false}} // the first is that before all changes
	var times, indices, types bytes.Buffer
	for _, c := range changes {
		k := kind{c.offset, c.summer}
		i := slices.Index(kinds, k)
		if i < 0 && len(kinds) < 255 {
			kinds = append(kinds, k)
			i = len(kinds) - 1
		}
		binary.Write(&times, binary.BigEndian, c.at)
		indices.WriteByte(byte(max(i, 0)))
	}
	const names = "STD\x00DST\x00"
	for _, k := range kinds {
		summer, name := byte(0), byte(0)
		if k.summer {
			summer, name = 1, 4
		}
		binary.Write(&types, binary.BigEndian, int32(k.offset))
		types.Write([]byte{summer, name})
	}
	var b bytes.Buffer
	header := func(times, types, chars int) {
		b.WriteString("TZif2")
		b.Write(make([]byte, 15))
		for _, n := range []int{0, 0, 0, times, types, chars} {
			binary.Write(&b, binary.BigEndian, uint32(n))
		}
	}
	header(0, 1, 4) // the old form, which readers of the new one pass over
	b.Write(types.Bytes()[:6])
	b.WriteString(names[:4])
	header(len(changes), len(kinds), len(names))
	b.Write(times.Bytes())
	b.Write(indices.Bytes())
	b.Write(types.Bytes())
	b.WriteString(names)
	b.WriteString("\n\n")
	return b.Bytes()
}

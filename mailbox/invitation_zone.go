package mailbox

import (
	_ "embed"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed data/zones.txt
var zoneList string

// zone is a time zone and what it is called.
type zone struct {
	location *time.Location
	name     string
}

// zoneNames is data/zones.txt: names that programs use for zones, folded, and the IANA zone of each.
var zoneNames = sync.OnceValue(func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(zoneList) {
		line = strings.TrimSpace(line)
		if name, iana, ok := strings.Cut(line, "="); ok && line[0] != '#' {
			names[fold(strings.TrimSpace(name))] = strings.TrimSpace(iana)
		}
	}
	return names
})

// zoneOf returns the zone of a property's time; named is false when nothing says which, then it is the reader's.
func (r *eventReader) zoneOf(p property) (z zone, named bool) {
	id := strings.TrimSpace(p.param("tzid"))
	if id == "" {
		if own := strings.TrimSpace(r.parent.value("X-WR-TIMEZONE")); own != "" {
			if z, ok := knownZone(own); ok {
				return z, true
			}
		}
		return zone{r.local, r.local.String()}, false
	}
	if z, ok := r.zones[id]; ok {
		return z, true
	}
	z, ok := r.findZone(id)
	if !ok { // a name that says nothing: the reader's zone is the best guess
		return zone{r.local, r.local.String()}, false
	}
	r.zones[id] = z
	return z, true
}

// findZone looks for a zone by its name, then for the description that the object itself gives, then for an offset in
// the name.
func (r *eventReader) findZone(id string) (zone, bool) {
	if z, ok := knownZone(id); ok {
		return z, true
	}
	if z, ok := r.describedZone(id); ok {
		return z, true
	}
	return offsetName(id)
}

// knownZone finds the IANA zone of a name: its own, one in a path before it ("/example.org/Europe/Moscow"), Windows'
// ("Russian Standard Time"), or one that says its cities ("(UTC+03:00) Moscow, St. Petersburg").
func knownZone(id string) (zone, bool) {
	id = strings.Trim(strings.TrimSpace(id), `"'`)
	if iana := zoneNames()[fold(id)]; iana != "" {
		return loadZone(iana)
	}
	parts := strings.Split(strings.Trim(id, "/"), "/")
	for n := min(3, len(parts)); n > 0; n-- {
		if n == 1 && len(parts) > 1 {
			break // "Moscow" at the end of a path could be anything
		}
		if z, ok := loadZone(strings.Join(parts[len(parts)-n:], "/")); ok {
			return z, true
		}
	}
	if last := parts[len(parts)-1]; len(parts) > 1 {
		if iana := zoneNames()[fold(last)]; iana != "" {
			return loadZone(iana)
		}
	}
	return citiesZone(id)
}

var shownName = regexp.MustCompile(`^\((?:UTC|GMT)([+-]\d{1,2}:?\d{2})?\)\s*(.+)$`)

// citiesZone reads the names that Windows shows to people. The zone must have the offset that stands in the brackets,
// in winter or in summer; else the offset is believed.
func citiesZone(id string) (zone, bool) {
	m := shownName.FindStringSubmatch(id)
	if m == nil {
		return zone{}, false
	}
	for city := range strings.SplitSeq(m[2], ",") {
		if iana := zoneNames()[fold(strings.TrimSpace(city))]; iana != "" {
			if z, ok := loadZone(iana); ok && (m[1] == "" || z.hasOffset(m[1])) {
				return z, true
			}
		}
	}
	return zone{}, false
}

// hasOffset tells whether clocks of the zone stand so in January or in July of these years.
func (z zone) hasOffset(offset string) bool {
	want, err := offsetZone(offset)
	if err != nil {
		return false
	}
	for _, month := range []time.Month{time.January, time.July} {
		t := time.Date(2026, month, 15, 12, 0, 0, 0, time.UTC)
		_, a := t.In(z.location).Zone()
		_, b := t.In(want.location).Zone()
		if a == b {
			return true
		}
	}
	return false
}

// loadZone loads an IANA zone. Names of zones that are no places ("MSK") are refused but for UTC's.
func loadZone(name string) (zone, bool) {
	if !strings.Contains(name, "/") && !strings.EqualFold(name, "UTC") {
		return zone{}, false
	}
	loc, err := time.LoadLocation(name)
	if err != nil || name == "" {
		return zone{}, false
	}
	return zone{loc, loc.String()}, true
}

var offsetInName = regexp.MustCompile(`^\(?(?:UTC|GMT|Z|FIXED)?\s*([+-]\d{1,2}(?::?\d{2})?)\b`)

// offsetName reads a name that begins with an offset: "GMT+3", "UTC+03:00", "(GMT +0300) somewhere".
func offsetName(id string) (zone, bool) {
	m := offsetInName.FindStringSubmatch(strings.ToUpper(strings.TrimSpace(id)))
	if m == nil {
		return zone{}, false
	}
	z, err := offsetZone(m[1])
	return z, err == nil
}

// offsetZone reads an offset such as +0300, +03:00, -3, +030000 (RFC 5545 3.3.14).
func offsetZone(offset string) (zone, error) {
	digits := strings.ReplaceAll(strings.TrimLeft(strings.TrimSpace(offset), "+-"), ":", "")
	if len(digits) < 3 {
		digits += "00"
	}
	if len(digits)%2 == 1 {
		digits = "0" + digits
	}
	n, err := strconv.Atoi(digits)
	if len(digits) == 4 {
		n *= 100
	}
	hours, minutes, seconds := n/10000, n/100%100, n%100
	if err != nil || len(digits) > 6 || hours > 15 || minutes > 59 || seconds > 59 {
		return zone{}, fmt.Errorf("%q is no offset: it should look like +0300", clip(offset))
	}
	sign, total := "+", hours*3600+minutes*60+seconds
	if strings.HasPrefix(strings.TrimSpace(offset), "-") && total > 0 {
		sign, total = "-", -total
	}
	if total == 0 {
		return zone{time.UTC, "UTC"}, nil
	}
	name := fmt.Sprintf("UTC%s%02d:%02d", sign, hours, minutes)
	return zone{time.FixedZone(name, total), name}, nil
}

package reading

// scale is what the number of a numbered class counts: [month 7], [clock 720]. A team's own class may count anything else.
type scale uint8

const (
	noScale scale = iota
	ofMonth
	ofWeekday
	ofDay   // days from the letter's
	ofPart  // minutes since midnight, roughly
	ofClock // minutes since midnight
	ofMany
	ofNth
	ofUnit
	ofFeast // month and day
	ofTerm  // days
	ofZone  // minutes east of Greenwich
	ofEurope
	ofAmerica
	ofBrief
	ofAbout  // softens the time after it
	ofLatest // says that the time beside it is the last one
	otherScale
)

var scales = map[string]scale{
	"month": ofMonth, "weekday": ofWeekday, "day": ofDay, "part": ofPart, "clock": ofClock, "many": ofMany, "nth": ofNth, "unit": ofUnit,
	"feast": ofFeast, "term": ofTerm, "zone": ofZone, "european-zone": ofEurope, "american-zone": ofAmerica, "brief": ofBrief, "about": ofAbout,
	"latest": ofLatest,
}

// scaleOf is the scale of a numbered class.
func scaleOf(class string) scale {
	if sc, ok := scales[class]; ok {
		return sc
	}
	return otherScale
}

// has reports whether a word has a value on a scale.
func (k *known) has(sc scale) bool { return k.scales&(1<<sc) != 0 }

// value is the value of a word on a scale, such as 7 for «июля» of the months.
func (l *lexicon) valueOf(k *known, sc scale) (int, bool) {
	if !k.has(sc) {
		return 0, false
	}
	for _, a := range k.atoms {
		if v := l.value(a); v.scale == sc {
			return v.n, true
		}
	}
	return 0, false
}

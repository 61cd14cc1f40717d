package letters

import (
	"strings"
	"time"

	"vernus/rules"
)

// BriefView is what a manager should know before he meets a client (M4).
type BriefView struct {
	With       []string // the people, and when each last wrote
	Manner     string   // how they are addressed
	Report     string   // the report of the meeting before: «12 марта, «Итоги встречи»»; "" when there is none
	Items      []string // what was to be done by it, with the state of each
	Complaints []string
	Questions  []string
	Promises   []string
	Waiting    []string
	Wishes     []string
	History    []string // the latest letters, ten at most
	Nothing    bool     // nothing of all that is open
}

// briefView puts what there is to know into words.
func (d duty) briefView(r *round, lang string, zone *time.Location) *BriefView {
	known := d.Meeting.Recalled
	b := &BriefView{Nothing: known.Nothing(), Manner: d.manner(r, lang)}
	say := func(ru, en string) string {
		if lang == "en" {
			return en
		}
		return ru
	}
	for _, p := range known.People {
		line := addressLine(p.Address)
		if !p.Wrote.IsZero() {
			line += say(", последнее письмо ", ", last wrote on ") + date(lang, p.Wrote.In(zone), r.now)
		}
		b.With = append(b.With, line)
	}
	lines := func(list []rules.Remembered) []string {
		var out []string
		for _, it := range list {
			out = append(out, remembered(lang, it, zone, r.now))
		}
		return out
	}
	b.Complaints, b.Questions, b.Promises, b.Waiting = lines(known.Complaints), lines(known.Questions), lines(known.Promises), lines(known.Waiting)
	for _, w := range known.Wishes {
		b.Wishes = append(b.Wishes, quoteIn(lang, w.Text)+", "+date(lang, w.At.In(zone), r.now))
	}
	for _, l := range known.Letters {
		text := firstLine(l.Text)
		if text == "" { // an invitation without words of its own
			continue
		}
		who := called(l.From)
		b.History = append(b.History, date(lang, l.At.In(zone), r.now)+", "+who+": "+text)
	}
	if known.Report != nil {
		b.Report = say("итоги отправлены ", "its report left on ") + date(lang, known.Report.At.In(zone), r.now)
		for _, it := range known.Items {
			state := say("ещё открыто", "still open")
			if it.Done {
				state = say("сделано", "done")
			}
			b.Items = append(b.Items, excerptOf(unstopped(it.Text))+" ("+state+")")
		}
	}
	return b
}

// manner says how the people are addressed.
func (d duty) manner(r *round, lang string) string {
	c := r.p.Clients[d.Client]
	tone := c.Tone
	if own := c.Contacts[strings.ToLower(d.Contact.Mail)].Tone; own != "" {
		tone = own
	}
	formal := map[string]string{"ru": "официально, на «Вы»", "en": "formally"}
	informal := map[string]string{"ru": "просто, по имени", "en": "informally, by the first name"}
	words := formal[lang]
	if tone == Informal {
		words = informal[lang]
	}
	switch {
	case d.Language == "en" && lang == "ru": // «Вы» is no word of that language
		words = strings.TrimSuffix(words, ", на «Вы»") + ", по-английски"
	case d.Language == "ru" && lang == "en":
		words += ", in Russian"
	}
	return words
}

// remembered is one thing that was written, with its day and date: ««Когда будет смета?», 11 марта».
func remembered(lang string, it rules.Remembered, zone *time.Location, now time.Time) string {
	line := quoteIn(lang, it.Text) + ", " + date(lang, it.At.In(zone), now)
	if it.Due.IsZero() {
		return line
	}
	if lang == "en" {
		return line + ", due " + date(lang, it.Due.In(zone), now)
	}
	return line + ", срок " + date(lang, it.Due.In(zone), now)
}

// quoteIn is somebody's words in quotation marks.
func quoteIn(lang, words string) string {
	words = excerptOf(strings.TrimRight(words, " .…"))
	if lang == "en" {
		return "“" + words + "”"
	}
	return "«" + words + "»"
}

// firstLine is the beginning of a letter behind its salutation.
func firstLine(text string) string {
	const most = 90
	for line := range strings.Lines(strings.TrimSpace(text)) {
		line = oneLine(line)
		if short := len([]rune(line)) < 40 && strings.ContainsAny(line[max(0, len(line)-1):], "!,"); line == "" || short {
			continue
		}
		if runes := []rune(line); len(runes) > most {
			return string(runes[:most]) + "…"
		}
		return line
	}
	return oneLine(text)
}

package reading

import (
	"cmp"
)

// note keeps the pattern that told a sense first.
func (m *minuting) note(r *reader, p *part, s sense) {
	m.rules[s] = cmp.Or(m.rules[s], r.rule(p, s))
}

// against takes in what speaks against a report. In the text results, slides and agendas are no more than mentioned.
func (m *minuting) against(rule string, text bool) {
	switch rule {
	case "no-minutes/later":
		m.later = true
	case "no-minutes/agenda":
		m.agenda = true
	case "no-minutes/shown":
		m.shown = true
	case "no-minutes/results":
		m.results = m.results || !text
	case "no-minutes/enclosed":
		m.enclosed = true
	case "no-minutes/as-agreed":
		m.asAgreed = true
	}
}

// text goes through the letter sentence by sentence.
func (m *minuting) text() {
	r := m.r
	papers := false // the list being read is of what is enclosed, asked or to be talked about
	for i := 0; i < len(r.parts); {
		j := i
		for j < len(r.parts) && r.parts[j].s == r.parts[i].s {
			j++
		}
		s := r.parts[i].s
		if !s.item && !s.asked {
			papers = false
		}
		tells := m.sentence(r.parts[i:j], &papers)
		switch {
		case s.asked:
			papers = papers || s.colon
		case s.item && !papers && tells:
			m.items++
		case !s.item && tells:
			m.said++
		}
		i = j
	}
}

// sentence takes in what a sentence says of the report, and reports whether it tells anything else.
func (m *minuting) sentence(parts []part, papers *bool) (tells bool) {
	r, s := m.r, parts[0].s
	for i := range parts {
		p := &parts[i]
		rule := r.rule(p, saysNoMinutes)
		if !s.asked {
			m.against(rule, true)
		}
		past := !s.asked && rule != "no-minutes/asked" && rule != "no-minutes/agenda" && rule != "no-minutes/results"
		if past && p.says(saysMinutes) && rule != "no-minutes/later" && rule != "no-minutes/as-agreed" && !m.refers(p) {
			m.named = m.named || !s.item
			m.given = m.given || r.rule(p, saysMinutes) == "minutes/given"
			m.note(r, p, saysMinutes)
			m.days(s, p.from, p.to)
		}
		if past && !s.item && p.says(saysAgreed) && (rule == "" || rule == "no-minutes/enclosed") {
			said := r.rule(p, saysAgreed) == "agreed/said"
			m.agreed, m.summed = m.agreed || said, m.summed || !said
			m.note(r, p, saysAgreed)
		}
		if past && p.says(saysMet) {
			m.met = true
			m.note(r, p, saysMet)
		}
		if (s.colon || s.heads) && !p.says(saysMinutes) && !p.says(saysAgreed) {
			*papers = *papers || s.asked || rule == "no-minutes/agenda" || rule == "no-minutes/enclosed" || m.title < 2 && (p.says(saysQuestion) || p.says(saysRequest) && !m.met)
		}
		tells = tells || !s.asked && m.tells(p)
	}
	return tells
}

// встречи», «по протоколу», "as per the minutes".
func (m *minuting) refers(p *part) bool {
	k := int(p.at[saysMinutes])
	if k == 0 {
		return false
	}
	switch p.s.words[k-1].s {
	case "в", "во", "из", "к", "ко", "согласно", "per", "in", "to", "from", "with":
		return true
	}
	return false
}

// tells reports whether a clause says more than courtesy, thanks, or that there is a summary.
func (m *minuting) tells(p *part) bool {
	if p.says(saysCourtesy) || p.says(saysThanks) || p.says(saysMet) || m.r.rule(p, saysNoMinutes) == "no-minutes/later" {
		return false
	}
	from := 0
	for k := p.from; k < p.to; k++ {
		if w := &p.s.words[k]; !w.filler && (w.long || w.kind == number) {
			from++
		}
	}
	if p.says(saysMinutes) || p.says(saysAgreed) {
		return from >= 4
	}
	return from >= 2 || from == 1 && p.s.item
}

// sides counts what each side is to do.
func (m *minuting) sides() {
	for i := range m.r.acts {
		switch m.r.acts[i].Type {
		case Request:
			m.steps[0]++
		case Promise:
			m.steps[1]++
		}
	}
}

package reading

import (
	"strings"

	"vernus/mailbox"
)

// subject reads the subject: what it calls the letter, and of which day.
func (m *minuting) subject() {
	m.under = answering(m.letterSubject())
	strength := m.called(mailbox.BaseSubject(m.letterSubject()), true)
	if !m.under {
		m.title = strength
		return
	}
	m.under = strength > 0
}

func (m *minuting) letterSubject() string {
	s := m.r.letter.Subject
	return s[:min(len(s), longestSubject)]
}

// files reads the names of the attachments: «Протокол_13.10.docx», "minutes-14-may.pdf".
func (m *minuting) files() {
	for _, name := range m.r.letter.Files {
		name = strings.Map(func(c rune) rune {
			if c == '_' || c == '-' || c == '+' {
				return ' '
			}
			return c
		}, name[:max(0, strings.LastIndexByte(name, '.'))])
		m.given = m.given || m.called(name, false) > 0
	}
}

// called reads a title and says how much it tells; of a subject it keeps the days that it names, and what speaks against.
func (m *minuting) called(title string, subject bool) (strength int) {
	d := takeDesk()
	defer d.leave()
	sub := &reader{lexicon: m.r.lexicon, letter: Letter{Text: title}, clock: m.r.clock}
	d.words(title)
	if transliterated(d.tokens) {
		respell(d.tokens)
	}
	sub.sentences = d.sentences(sub.lexicon, title)
	sub.findParts(d)
	for i := range sub.parts {
		p := &sub.parts[i]
		against := sub.rule(p, saysNoMinutes)
		title := sub.rule(p, saysTitle)
		switch {
		case against == "no-minutes/results" || against == "no-minutes/later" || against == "no-minutes/asked":
		case p.says(saysMinutes) || title == "title/full" && against != "no-minutes/agenda":
			strength = 2
			m.note(sub, p, saysMinutes)
			m.note(sub, p, saysTitle)
		case against == "" && (title == "title/minutes" || subject && (title != "" || p.says(saysAgreed))):
			strength = max(strength, 1)
			m.note(sub, p, saysTitle)
			m.agreed = m.agreed || !m.under && sub.rule(p, saysAgreed) == "agreed/said"
		}
		if subject {
			m.against(against, false)
			m.met = m.met || p.says(saysMet)
		}
	}
	if subject && strength == 0 {
		m.rules = [numSenses]string{}
	}
	if subject {
		for i := range sub.sentences {
			m.days(&sub.sentences[i], 0, len(sub.sentences[i].words))
		}
	}
	return strength
}

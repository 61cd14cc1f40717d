package reading

import (
	"strings"
	"sync"
)

// voice turns what somebody else does into what is to be done: «пришлёт» → «прислать», "sends" → "send". Where it cannot, the
// subject stays.
func (p *passageOf) voice(got *Point, v, from, to int, m mark, e *rewriting) {
	if p.s.words[min(from, len(p.s.words)-1)].s[0] < 0x80 {
		p.voiceEnglish(v, from, to, m, e)
		return
	}
	if v < 0 {
		return
	}
	if m.subject == 0 {
		p.addressed(v, from, e)
		return
	}
	type change struct {
		at  int
		inf string
	}
	var changes []change
	for k := from; k < to; k++ {
		x := &p.s.words[k]
		if k > from && x.opens && p.is(&x.token, inSubordinate) {
			break
		}
		if x.timely || x.form&third == 0 && (k != v || x.form != 0) || x.form&(infinitive|firstPl|firstSg) != 0 {
			continue
		}
		inf := infinitiveOf(x.s)
		if inf == "" || p.denied(k) {
			p.keepSubject(got, m, x.s, e)
			return
		}
		changes = append(changes, change{k, inf})
	}
	for _, c := range changes {
		e.put(p.s.words[c.at].start, p.s.words[c.at].end, c.inf)
	}
}

// keepSubject puts the one who does it back in front.
func (p *passageOf) keepSubject(got *Point, m mark, verb string, e *rewriting) {
	switch {
	case m.owner != "":
		e.before = m.owner
		got.Owner = ""
	case m.side == Theirs && (strings.HasSuffix(verb, "т") && (strings.HasSuffix(verb, "ут") || strings.HasSuffix(verb, "ют") || strings.HasSuffix(verb, "ат") || strings.HasSuffix(verb, "ят"))):
		e.before = "с вашей стороны"
	case m.side == Theirs:
		e.before = "ваша сторона"
	default:
		e.before = p.text[p.s.words[m.subject-1].start:p.s.words[m.subject-1].end]
	}
}

// addressed turns a statement about the client into one to him: «клиент утвердил» → «вы утвердили».
func (p *passageOf) addressed(v, from int, e *rewriting) {
	h, ok := p.longest(from, noteTheirs)
	w := &p.s.words[v]
	if !ok || h.to > v || !strings.HasSuffix(p.groups[h.group].name, "/subject") {
		return
	}
	switch {
	case w.form&past != 0:
		if plural := pluralPast(w.s); plural != "" {
			e.put(p.s.words[from].start, p.s.words[h.to-1].end, "вы")
			e.put(w.start, w.end, plural)
		}
	case w.form&third != 0 && (strings.HasSuffix(w.s, "ет") || strings.HasSuffix(w.s, "ит")):
		e.put(p.s.words[from].start, p.s.words[h.to-1].end, "ваша сторона")
	case w.form&third != 0:
		e.put(p.s.words[from].start, p.s.words[h.to-1].end, "с вашей стороны")
	}
}

// voiceEnglish does the same for English.
func (p *passageOf) voiceEnglish(v, from, to int, m mark, e *rewriting) {
	if m.subject > 0 {
		if v == from && !m.linked && !m.parts {
			if bare := p.bareOf(p.s.words[v].s); bare != "" {
				e.put(p.s.words[v].start, p.s.words[v].end, bare)
			}
		}
		return
	}
	h, ok := p.longest(from, noteTheirs)
	if !ok || h.to >= to || !strings.HasSuffix(p.groups[h.group].name, "/subject") || m.said && !m.keeps {
		return
	}
	e.put(p.s.words[from].start, p.s.words[h.to-1].end, "you")
	w := &p.s.words[h.to]
	if to := secondPerson(w.s); to != w.s {
		e.put(w.start, w.end, to)
	}
}

// secondPerson is an English verb of the third person in the second: "has" → "have", "wants" → "want".
func secondPerson(w string) string {
	switch w {
	case "is":
		return "are"
	case "was":
		return "were"
	case "has":
		return "have"
	case "isn't":
		return "aren't"
	case "wasn't":
		return "weren't"
	case "hasn't":
		return "haven't"
	case "doesn't":
		return "don't"
	case "this", "as":
		return w
	}
	if stem, ok := strings.CutSuffix(w, "s"); ok && !strings.HasSuffix(stem, "s") && len(w) > 3 {
		return stem
	}
	return w
}

// infinitives are the infinitives of the verbs in data/verbs.txt, by their third persons.
var infinitives = sync.OnceValue(func() map[string]string {
	by := map[string]string{}
	files, err := dataFiles(nil)
	if err != nil {
		return by
	}
	for _, f := range files {
		if order(f.name) != 0 {
			continue
		}
		for line := range strings.Lines(f.text) {
			line, _, _ = strings.Cut(line, "#")
			if v := strings.Fields(fold(line)); len(v) > 2 {
				for _, w := range present(v[0], v[1], len(v) > 3 && strings.Contains(v[3], "2"))[third] {
					by[w] = v[0]
				}
			}
		}
	}
	return by
})

// infinitiveOf is the infinitive of a folded verb in the third person: «пришлёт» → «прислать». It is "" for a verb that it
// does not know.
func infinitiveOf(w string) string {
	back := ""
	if r, ok := strings.CutSuffix(w, "ся"); ok {
		w, back = r, "ся"
	}
	if inf := plainInfinitive(w, 2); inf != "" {
		if back == "" {
			return inf
		}
		return inf + back
	}
	for _, e := range [][2]string{{"ирует", "ировать"}, {"ируют", "ировать"}, {"ует", "овать"}, {"уют", "овать"}, {"ает", "ать"}, {"ают", "ать"}, {"яет", "ять"}, {"яют", "ять"}} {
		if stem, ok := strings.CutSuffix(w, e[0]); ok && runes(stem) > 1 {
			return stem + e[1] + back
		}
	}
	return ""
}

func plainInfinitive(w string, depth int) string {
	if inf := infinitives()[w]; inf != "" {
		return inf
	}
	if len(w) < 6 || w[0] < 0xd0 || depth == 0 {
		return ""
	}
	for _, p := range prefixesBy[w[1]] {
		if rest, ok := strings.CutPrefix(w, p); ok && len(rest) >= 4 {
			if inf := plainInfinitive(rest, depth-1); inf != "" {
				return p + inf
			}
		}
	}
	return ""
}

// bareOf is the bare form of an English verb in the third person, "sends" → "send"; "" when it is none that is known.
func (l *lexicon) bareOf(w string) string {
	stem, ok := strings.CutSuffix(w, "s")
	if !ok || strings.HasSuffix(stem, "s") {
		return ""
	}
	tries := []string{stem}
	if e, ok := strings.CutSuffix(stem, "ie"); ok {
		tries = append(tries, e+"y")
	}
	if e, ok := strings.CutSuffix(stem, "e"); ok {
		tries = append(tries, e)
	}
	for _, t := range tries {
		k := l.learn(t)
		for _, a := range k.atoms {
			if a == l.classes["do"] || a == l.classes["don"] {
				return t
			}
		}
	}
	return ""
}

// pluralPast is the plural of a folded past: «согласовал» → «согласовали»; "" for what is none.
func pluralPast(w string) string {
	for _, e := range [][2]string{{"лась", "лись"}, {"лось", "лись"}, {"лся", "лись"}, {"ла", "ли"}, {"ло", "ли"}, {"ли", "ли"}, {"лись", "лись"}, {"л", "ли"}} {
		if stem, ok := strings.CutSuffix(w, e[0]); ok {
			return stem + e[1]
		}
	}
	return ""
}

package reading

import (
	"strings"
	"sync"
)

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

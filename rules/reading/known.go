package reading

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// known is what a lexicon knows of a word, whatever letter it stands in.
type known struct {
	word      string
	form      form       // what it may be as a Russian verb
	timely    bool       // may begin words about time
	dated     bool       // names a day, a month or a part of the day
	long      bool       // has four letters and more
	timeParts int        // of a word with hyphens: its parts, when all are about time
	atoms     []atom     // each once
	classes   [2]uint64  // those of the atoms that the program asks for, a bit each
	scales    uint32     // of the numbered classes that it is in, a bit each
	hashes    uint64     // all atoms, a bit each that several share
	patterns  []*pattern // that may begin with the word
}

// nothing is known of marks and links.
var nothing known

// recent keeps what is known of words of letters read lately: most words of a letter stood in others before.
type recent struct {
	seed  maphash.Seed
	words [1 << 13]atomic.Pointer[known]
}

// longestRecent is the length in bytes of the longest word that is kept.
const longestRecent = 48

// look notes with a token what the lexicon knows of it.
func (l *lexicon) look(t *token) {
	switch {
	case t.kind == link || t.kind == punct:
		t.known = &nothing
		return
	case len(t.s) > longestRecent:
		t.known = l.learn(t.s)
		return
	}
	place := &l.recent.words[maphash.String(l.recent.seed, t.s)%uint64(len(l.recent.words))]
	if k := place.Load(); k != nil && k.word == t.s {
		t.known = k
		return
	}
	t.known = l.learn(strings.Clone(t.s)) // a part of the letter would keep all of it
	place.Store(t.known)
}

// learn finds out what is to be known of a word or number.
func (l *lexicon) learn(w string) *known {
	if w == "" { // what an ending was taken off and nothing is left of
		return &nothing
	}
	k := &known{word: w, long: runes(w) >= 4}
	figures := w[0] >= '0' && w[0] <= '9'
	if figures {
		k.add(l.digits)
	}
	k.add(l.exact[w]...)
	longest := min(l.longest, len(w))
	if longest > 4 && !l.heads[headHash(w)] {
		longest = 4
	}
	for n := l.shortest; n <= longest; n++ {
		if n == len(w) || w[n]&0xc0 != 0x80 {
			k.add(l.begins[w[:n]]...)
		}
	}
	if !figures {
		k.form = l.verbs.of(w)
		for _, f := range l.formAtom {
			if k.form != 0 && k.form&f.need == f.need && k.form&f.not == 0 {
				k.add(f.atom)
			}
		}
		if k.form&(imperative|perfective) == imperative && !slices.Contains(k.atoms, l.notgo) {
			k.add(l.allow)
		}
	}
	if !figures && w[0] < 0x80 {
		k.add(l.englishForms(w, k)...)
	}
	k.timely = figures || w == "за" || w == "на"
	for _, a := range k.atoms {
		k.scales |= 1 << l.value(a).scale
		k.timely = k.timely || timeClass(a)
		for _, p := range l.byFirst[a] {
			if !slices.Contains(k.patterns, p) {
				k.patterns = append(k.patterns, p)
			}
		}
	}
	k.scales &^= 1 << noScale
	k.timely = k.timely || k.scales&^(1<<ofAbout|1<<ofLatest) != 0
	k.dated = k.has(ofMonth) || k.has(ofWeekday) || k.has(ofDay) || k.has(ofPart) || k.has(ofZone)
	k.timeParts = l.countTimeParts(w)
	return k
}

// englishForms are the classes that an English word is in by its ending: @ed, @ing, @does, @willing, and @bare for what may be the
// bare form of a verb.
func (l *lexicon) englishForms(w string, k *known) []atom {
	switch {
	case strings.HasSuffix(w, "'ll"):
		return []atom{l.willing}
	case len(w) < 3 || strings.Contains(w, "'"):
		return nil
	case strings.HasSuffix(w, "ed") && len(w) > 4:
		return []atom{l.ed}
	case strings.HasSuffix(w, "ing") && len(w) > 4:
		return []atom{l.ing}
	case l.thirdPerson(w):
		return []atom{l.does}
	case slices.Contains(k.atoms, l.notbare) || slices.Contains(k.atoms, l.ed) || w[len(w)-1] == 's' && !strings.HasSuffix(w, "ss") || strings.HasSuffix(w, "ly") && w != "apply" && w != "supply" && w != "reply":
		return nil
	}
	return []atom{l.bare}
}

// thirdPerson reports whether an English word is what a third person does of the deeds in the class [do]: "sends", "fixes",
// "supplies"; not what happens by itself: "opens".
func (l *lexicon) thirdPerson(w string) bool {
	stem, ok := strings.CutSuffix(w, "s")
	if !ok || slices.Contains(l.exact[w], inEvent) {
		return false
	}
	if slices.Contains(l.exact[stem], l.do) {
		return true
	}
	if y, ok := strings.CutSuffix(stem, "ie"); ok {
		return slices.Contains(l.exact[y+"y"], l.do)
	}
	short, ok := strings.CutSuffix(stem, "e")
	return ok && slices.Contains(l.exact[short], l.do)
}

// headHash spreads the first four bytes of a word over lexicon.heads.
func headHash(s string) uint32 {
	head := uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
	return head * 2654435769 >> 18
}

// add notes atoms of the word.
func (k *known) add(atoms ...atom) {
	for _, a := range atoms {
		if slices.Contains(k.atoms, a) {
			continue
		}
		k.atoms = append(k.atoms, a)
		k.hashes |= a.hash()
		if a < numClasses {
			k.classes[a/64] |= 1 << (a % 64)
		}
	}
}

// hash is a bit that an atom shares with few others.
func (a atom) hash() uint64 { return 1 << (a % 64) }

// is reports whether a word is in a class.
func (l *lexicon) is(t *token, class atom) bool { return t.classes[class/64]&(1<<(class%64)) != 0 }

package reading

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed data/notes/names.txt
var namesOfNotes string

// shortNames are the given names that share a line of data/notes/names.txt, by each of them.
var shortNames = sync.OnceValue(func() map[string][]string {
	by := map[string][]string{}
	for line := range strings.Lines(namesOfNotes) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		names := strings.Fields(line)
		for _, n := range names {
			by[n] = append(by[n], names...)
		}
	}
	return by
})

// person is one who took part in a meeting or matters in it.
type person struct {
	name  string // as the invitation has it
	words []string
	side  Side
}

// people are those whom notes may name.
type people []person

func peopleOf(ours, theirs []string) people {
	var all people
	for _, list := range []struct {
		names []string
		side  Side
	}{{ours, Ours}, {theirs, Theirs}} {
		for _, name := range list.names {
			if words := strings.Fields(fold(name)); len(words) > 0 {
				all = append(all, person{strings.Join(strings.Fields(name), " "), words, list.side})
			}
		}
	}
	return all
}

// called returns who is called by a folded word in some case of it. Of several on one side only that side is known, of
// several on both nothing.
func (p people) called(word string) (person, bool) {
	var found []person
	for _, who := range p {
		if slices.ContainsFunc(who.words, func(n string) bool { return sameName(n, word) }) {
			found = append(found, who)
		}
	}
	if len(found) == 0 || slices.ContainsFunc(found, func(who person) bool { return who.side != found[0].side }) {
		return person{}, false
	}
	if len(found) > 1 {
		return person{words: []string{word}, side: found[0].side}, true
	}
	return found[0], true
}

// sameName reports whether a word is a name, a short form of it, or a case of either.
func sameName(name, word string) bool {
	if inCase(name, word) {
		return true
	}
	return slices.ContainsFunc(shortNames()[name], func(short string) bool { return inCase(short, word) })
}

// inCase reports whether a word is a name in one of its cases: «Олегу» of «Олег», «Аней» of «Аня», "Anna's" of "Anna".
func inCase(name, word string) bool {
	word = strings.TrimSuffix(word, "'s")
	if name == word {
		return true
	}
	n, w := []rune(name), []rune(word)
	if len(n) < 3 || len(w) < 3 || n[0] < 'а' || len(w) > len(n)+2 || len(w) < len(n)-1 {
		return false
	}
	stem := len(n)
	if strings.ContainsRune("аяйьоеи", n[len(n)-1]) {
		stem--
	}
	if len(w) < stem || string(n[:stem]) != string(w[:stem]) {
		return false
	}
	return slices.Contains(nameEndings, string(w[stem:]))
}

var nameEndings = strings.Fields("а я у ю е и ы ой ей ом ем ою ею ым ого ому ых")

// namesBy are the Russian given names of three letters and more, by their first two.
var namesBy = sync.OnceValue(func() map[string][]string {
	by := map[string][]string{}
	for name := range shortNames() {
		if len(name) > 4 && name[0] >= 0xd0 {
			by[name[:4]] = append(by[name[:4]], name)
		}
	}
	return by
})

// given reports whether a folded word is a given name, in some case of it, and returns its first form; "" when that is not
// sure.
func given(word string) string {
	if _, ok := shortNames()[word]; ok {
		return word
	}
	if len(word) < 6 {
		return ""
	}
	found := ""
	for _, name := range namesBy()[word[:4]] {
		if inCase(name, word) {
			if found != "" && found != name {
				return ""
			}
			found = name
		}
	}
	return found
}

// owner is whose step a point is, as its words say.
type owner struct {
	name string // of the invitation, or as it stands there
	side Side   // "" when it is not known
	to   int    // the word after the name
	aim  bool   // in an oblique case: «Ане», «с Олега»
}

// nameAt reads the name that begins at word i.
func (n *noter) nameAt(s *sentence, i, to int, text string) (owner, bool) {
	if i >= to || s.words[i].kind != word {
		return owner{}, false
	}
	w := &s.words[i]
	if who, ok := n.people.called(w.s); ok && (w.upper || !likelyWord(n.lexicon, &w.token)) {
		if who.name == "" {
			who.name = title(text[w.start:w.end])
		}
		o := owner{who.name, who.side, i + 1, !slices.Contains(who.words, w.s) && !slices.ContainsFunc(who.words, func(x string) bool { return slices.Contains(shortNames()[x], w.s) })}
		for o.to < to && !s.words[o.to].opens && slices.ContainsFunc(who.words, func(x string) bool { return inCase(x, s.words[o.to].s) }) {
			o.to++
		}
		return o, true
	}
	first := given(w.s)
	if !w.upper || first == "" || w.dated {
		return owner{}, false
	}
	o := owner{name: text[w.start:w.end], to: i + 1, aim: first != w.s}
	if o.aim {
		o.name = title(first)
	}
	if next := i + 1; next < to && !s.words[next].opens && !s.words[next].dash && s.words[next].upper && s.words[next].form == 0 && s.words[next].kind == word && !s.words[next].timely {
		o.to = next + 1
		if !o.aim {
			o.name = text[w.start:s.words[next].end]
		}
	}
	return o, true
}

// likelyWord reports whether a word of small letters is rather another word than a name: «вера», «роман», "mark".
func likelyWord(l *lexicon, t *token) bool {
	switch t.s {
	case "вера", "вере", "веру", "надежда", "любовь", "слава", "роман", "романа", "лев", "рая", "ян", "света", "майя", "юля", "вика", "mark", "may", "rose", "will", "bill", "jack", "frank", "pat", "sue", "drew", "rob", "dick", "chuck", "pete":
		return t.s != "юля" && t.s != "вика"
	}
	return t.dated || t.form != 0
}

// title writes a folded name with a capital.
func title(s string) string {
	for i := range s {
		if i > 0 {
			return strings.ToUpper(s[:i]) + s[i:]
		}
	}
	return strings.ToUpper(s)
}

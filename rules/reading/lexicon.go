package reading

import (
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// atom is one thing that a pattern can ask of a word: to be that word, to begin so, to be in a class.
type atom uint16

// lexicon is everything known of words: what they are as verbs, what classes they are in, the patterns over them.
type lexicon struct {
	senses   map[string]sense // what its pattern groups may say, by name
	verbs    verbs
	exact    map[string][]atom
	begins   map[string][]atom
	heads    [1 << 14]bool // by headHash: whether a beginning of more than four bytes may begin so
	shortest int           // bytes of the shortest beginning
	longest  int
	ids      map[string]atom
	classes  map[string]atom
	groups   []group
	byFirst  [][]*pattern
	formAtom []formAtom
	digits   atom // the class of numbers in figures
	ed, ing  atom // the classes of English words by their ending; bare: what may be an imperative
	bare     atom
	notbare  atom
	willing  atom // tells the future
	stative  atom // English verbs of states and wishes
	do, does atom // English deeds, and what somebody else does of them: "sends"
	allow    atom // the class of imperatives that let something begin: of a deed still going on, unless in the class notgo
	notgo    atom
	work     atom    // what is made and delivered
	handover atom    // deeds of a client for the matter
	outer    atom    // who is on nobody's side
	values   []value // by atom
	recent   recent
}

// value is what a word of a numbered class stands for: [month 7], [unit hour].
type value struct {
	scale scale
	n     int
	unit  string
}

type formAtom struct {
	need, not form
	atom      atom
}

// group is a named set of patterns that say the same thing; its name is the rule of the acts they find.
type group struct {
	says sense
	name string
	weak int // a group of the same sense with less of it is a better reason
}

// defaultLexicon is built from the embedded data once. The data are tested, so an error is a defect of the program.
var defaultLexicon = sync.OnceValue(func() *lexicon {
	l, err := newLexicon(nil)
	if err != nil {
		panic("reading: embedded data: " + err.Error())
	}
	return l
})

// newLexicon reads verbs.txt, words*.txt and the pattern files: those embedded, and those of a team where it has some.
func newLexicon(team fs.FS) (*lexicon, error) {
	files, err := dataFiles(team)
	if err != nil {
		return nil, err
	}
	l, wrong := compile(files, senses)
	wrong = append(wrong, l.idle(files)...)
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	return l, nil
}

// compile takes in files, words before the patterns that use them, and returns what is wrong with their lines.
func compile(files []dataFile, says map[string]sense) (*lexicon, []error) {
	l := &lexicon{senses: says, verbs: verbs{}, exact: map[string][]atom{}, begins: map[string][]atom{}, ids: map[string]atom{}, classes: map[string]atom{}, shortest: 1 << 10, recent: recent{seed: maphash.MakeSeed()}}
	for _, name := range classNames {
		l.class(name)
	}
	l.defineForms()
	var wrong []error
	for _, f := range files {
		wrong = append(wrong, l.read(f)...)
	}
	if len(l.ids) > math.MaxUint16 || len(l.groups) > math.MaxInt16 {
		wrong = append(wrong, fmt.Errorf("more than %d different words in patterns, or %d groups: put words into classes of a words*.txt file", math.MaxUint16, math.MaxInt16))
	}
	for _, m := range []map[string][]atom{l.exact, l.begins} {
		for w, as := range m {
			slices.Sort(as)
			m[w] = slices.Compact(as)
		}
	}
	return l, wrong
}

// order puts the words before the patterns that use them.
func order(name string) int {
	switch {
	case strings.HasPrefix(name, "verbs"):
		return 0
	case strings.HasPrefix(name, "words"):
		return 1
	}
	return 2
}

// read takes in one data file and returns what is wrong with its lines.
func (l *lexicon) read(f dataFile) (wrong []error) {
	var class atom
	kind, below := order(f.name), noHead
	for i, line := range strings.Split(f.text, "\n") {
		if j := strings.IndexByte(line, '#'); j >= 0 {
			line = line[:j]
		}
		line = fold(strings.TrimSpace(line))
		if line == "" {
			continue
		}
		var err error
		section, isHead := strings.CutPrefix(line, "[")
		section = strings.TrimSuffix(section, "]")
		switch {
		case kind == 0:
			err = l.addVerb(strings.Fields(line))
		case kind == 1 && isHead:
			class = l.class(section)
		case kind == 1:
			err = l.addWords(strings.Fields(line), class)
		case isHead:
			var head group
			if head, err = l.newGroup(section); err != nil {
				below = wrongHead
				break
			}
			l.groups, below = append(l.groups, head), goodHead
		case below == noHead:
			err = fmt.Errorf("a pattern belongs below a head such as [question ours]")
		case below == goodHead:
			err = l.addPattern(line)
		}
		if err != nil {
			wrong = append(wrong, &LineError{File: f.name, Line: i + 1, Text: line, Err: err})
		}
	}
	return wrong
}

// What stands above a pattern in its file: patterns below a wrong head are not wrong themselves.
const (
	noHead = iota
	goodHead
	wrongHead
)

func (l *lexicon) newGroup(section string) (group, error) {
	head, name, ok := strings.Cut(section, " ")
	s, known := l.senses[head]
	switch {
	case !known:
		names := slices.Sorted(maps.Keys(l.senses))
		return group{}, fmt.Errorf("%q is nothing that a group can say%s: it says one of %s", head, didYouMean(head, names), strings.Join(names, ", "))
	case !ok:
		return group{}, fmt.Errorf("the group has no name: write what it says and a name of your own, such as [%s ours]", head)
	}
	g := group{says: s}
	name = strings.TrimSpace(name)
	if rest, ok := strings.CutSuffix(name, " weak"); ok {
		name, g.weak = rest, 1
	} else if rest, ok := strings.CutSuffix(name, " weakest"); ok {
		name, g.weak = rest, 2
	}
	g.name = head + "/" + strings.ReplaceAll(name, " ", "-")
	return g, nil
}

// class is the atom of a class of words, made on first use.
func (l *lexicon) class(name string) atom {
	if a, ok := l.classes[name]; ok {
		return a
	}
	a := l.newAtom("@" + name)
	l.classes[name] = a
	if class, v, ok := strings.Cut(name, " "); ok {
		if n, err := strconv.Atoi(v); err == nil {
			l.setValue(a, value{scale: scaleOf(class), n: n})
		} else if class == "unit" {
			l.setValue(a, value{scale: ofUnit, unit: v})
		}
	}
	return a
}

func (l *lexicon) setValue(a atom, v value) {
	for len(l.values) <= int(a) {
		l.values = append(l.values, value{})
	}
	l.values[a] = v
}

// value is what the words of a numbered class stand for; zero for all other atoms.
func (l *lexicon) value(a atom) value {
	if int(a) < len(l.values) {
		return l.values[a]
	}
	return value{}
}

func (l *lexicon) newAtom(key string) atom {
	if a, ok := l.ids[key]; ok {
		return a
	}
	a := atom(len(l.ids) + 1)
	l.ids[key] = a
	l.byFirst = append(l.byFirst, nil)
	for len(l.byFirst) <= int(a) {
		l.byFirst = append(l.byFirst, nil)
	}
	return a
}

// member puts a word («слово» or «слов*») into a class, or gives it an atom of its own when the class is 0.
func (l *lexicon) member(w string, class atom) atom {
	a := class
	if a == 0 {
		a = l.newAtom(w)
	}
	if stem, ok := strings.CutSuffix(w, "*"); ok {
		l.begins[stem] = append(l.begins[stem], a)
		if len(stem) > 4 {
			l.heads[headHash(stem)] = true
		}
		l.shortest, l.longest = min(l.shortest, len(stem)), max(l.longest, len(stem))
		return a
	}
	l.exact[w] = append(l.exact[w], a)
	return a
}

// defineForms makes the classes that come from the form of a verb.
func (l *lexicon) defineForms() {
	l.digits = l.class("digits")
	l.work, l.handover, l.outer = l.class("work"), l.class("handover"), l.class("outer")
	l.ed, l.ing, l.bare, l.notbare = l.class("ed"), l.class("ing"), l.class("bare"), l.class("notbare")
	l.willing = l.class("willing")
	l.stative = l.class("stative")
	l.do, l.does = l.class("do"), l.class("does")
	l.allow, l.notgo = l.class("allow"), l.class("notgo")
	for _, d := range []struct {
		name      string
		need, not form
	}{
		{"inf", infinitive, 0},
		{"doing", infinitive, perfective},
		{"imp", imperative | polite, 0},
		{"impsg", imperative, polite},
		{"doit", imperative | perfective, polite},
		{"future1", firstSg | perfective, 0},
		{"future1", firstPl | perfective, 0},
		{"present1", firstSg, perfective},
		{"present1", firstPl, perfective},
		{"we", firstPl, 0},
		{"i", firstSg, 0},
		{"second", second, 0},
		{"future2", second | perfective, 0},
		{"third", third, 0},
		{"future3", third | perfective, 0},
		{"past", past, 0},
		{"passive", passive, 0},
	} {
		l.formAtom = append(l.formAtom, formAtom{d.need, d.not, l.class(d.name)})
	}
}

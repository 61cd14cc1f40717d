package reading

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
)

// Reader reads letters with the words and patterns of this package and those that a team added. A nil Reader reads with
// those of this package alone, as Read does. It may be used by several goroutines.
type Reader struct {
	lexicon     *lexicon
	fingerprint string
}

// NewReader takes in the *.txt files of a team's folder, in the format of the files in data: verbs*.txt has verbs,
// words*.txt classes of words, every other file patterns. They are added to those embedded; a class or group of the same
// name grows. The error joins a *LineError for every line that is wrong. A nil folder adds nothing.
func NewReader(team fs.FS) (*Reader, error) {
	if team == nil {
		return nil, nil
	}
	files, err := textFiles(team)
	if err != nil {
		return nil, err
	}
	l, err := newLexicon(team)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	for _, f := range files {
		fmt.Fprintf(h, "%s %d\n%s", f.name, len(f.text), f.text)
	}
	return &Reader{l, hex.EncodeToString(h.Sum(nil)[:8])}, nil
}

// Read says what a letter says. It depends on nothing but l and the words of the reader.
func (r *Reader) Read(l Letter) Reading {
	if r == nil {
		return Read(l)
	}
	return r.lexicon.readLetter(l)
}

// Fingerprint changes when the team's words do; "" without any.
func (r *Reader) Fingerprint() string {
	if r == nil {
		return ""
	}
	return r.fingerprint
}

// LineError is a line of a word or pattern file that cannot be used.
type LineError struct {
	File string // in its folder
	Line int    // from 1
	Text string // the line as it is understood: in lower case, without its comment
	Err  error
}

// Error names file, line, the words, and what to do.
func (e *LineError) Error() string {
	return fmt.Sprintf("%s:%d: %q: %v", e.File, e.Line, e.Text, e.Err)
}

// Unwrap is what is wrong with the line.
func (e *LineError) Unwrap() error { return e.Err }

//go:embed data/*.txt
var embedded embed.FS

// dataFile is a file of words or patterns.
type dataFile struct {
	name, text string
	team       bool // a team's own
}

// dataFiles are the embedded files and those of a team, words before the patterns that use them.
func dataFiles(team fs.FS) ([]dataFile, error) {
	data, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	files, err := textFiles(data)
	if err != nil {
		return nil, err
	}
	if team != nil {
		own, err := textFiles(team)
		if err != nil {
			return nil, err
		}
		for _, f := range own {
			f.team = true
			files = append(files, f)
		}
	}
	sort.SliceStable(files, func(i, j int) bool { return order(files[i].name) < order(files[j].name) })
	return files, nil
}

// largestFile bounds a file of words; a larger one is something else put there by mistake.
const largestFile = 1 << 20

// textFiles are the *.txt files of a folder.
func textFiles(folder fs.FS) ([]dataFile, error) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("look into the folder of words: %w", err)
	}
	var files []dataFile
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".txt" {
			continue
		}
		b, err := fs.ReadFile(folder, e.Name())
		if err != nil {
			return nil, fmt.Errorf("read words: %w", err)
		}
		if len(b) > largestFile {
			return nil, fmt.Errorf("%s has %d bytes: a file of words has at most %d", e.Name(), len(b), largestFile)
		}
		files = append(files, dataFile{name: e.Name(), text: strings.ReplaceAll(strings.TrimPrefix(string(b), "\ufeff"), "\r\n", "\n")})
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("there is no file of words: their names end in .txt")
	}
	return files, nil
}

// addVerb takes in a line of a verbs*.txt file.
func (l *lexicon) addVerb(fields []string) error {
	const want = "write infinitive, first person and imperative of the singular, such as: чинить чиню чини"
	if len(fields) < 3 || len(fields) > 4 {
		return fmt.Errorf("a verb needs three words: %s", want)
	}
	for _, w := range fields[:3] {
		if len([]rune(w)) < 3 || w[0] < 0xd0 {
			return fmt.Errorf("%q is no form of a Russian verb: %s", w, want)
		}
	}
	if inf := strings.TrimSuffix(strings.TrimSuffix(fields[0], "ся"), "сь"); !strings.HasSuffix(inf, "ть") && !strings.HasSuffix(inf, "ти") && !strings.HasSuffix(inf, "чь") {
		return fmt.Errorf("%q is no infinitive: %s", fields[0], want)
	}
	l.verbs.add(fields)
	return nil
}

// addWords takes in a line of a words*.txt file.
func (l *lexicon) addWords(words []string, class atom) error {
	if class == 0 {
		return fmt.Errorf("words belong below a head such as [deed]")
	}
	for _, w := range words {
		if err := wellWritten(w); err != nil {
			return err
		}
		l.member(w, class)
	}
	return nil
}

// wellWritten reports what is wrong with a word of a pattern or class.
func wellWritten(w string) error {
	stem := strings.TrimSuffix(w, "*")
	switch {
	case len([]rune(stem)) < 1 || w != stem && len([]rune(stem)) < 2:
		return fmt.Errorf("%q begins too many words: a beginning has two letters or more", w)
	case strings.ContainsAny(stem, "*"):
		return fmt.Errorf("%q has a star inside: it stands at the end, for words that begin so", w)
	case strings.ContainsAny(stem, ",;«»\"()"):
		return fmt.Errorf("%q has a mark in it: marks part clauses and are no words, write the words alone", w)
	}
	return nil
}

// mostGaps bounds what matching a pattern may cost.
const mostGaps = 4

func gaps(elems []elem) (n int) {
	for i := range elems {
		if elems[i].gap > 0 {
			n++
		}
	}
	return n
}

// idle finds the classes of a team's files that nothing asks for: most likely the name of another class misspelt.
func (l *lexicon) idle(files []dataFile) (wrong []error) {
	asked := map[atom]bool{}
	for _, list := range l.byFirst {
		for _, p := range list {
			for i := range p.elems {
				for _, a := range p.elems[i].atoms {
					asked[a] = true
				}
			}
		}
	}
	for _, f := range files {
		if !f.team || order(f.name) != 1 {
			continue
		}
		for i, line := range strings.Split(f.text, "\n") {
			line, _, _ = strings.Cut(line, "#")
			name, ok := strings.CutPrefix(fold(strings.TrimSpace(line)), "[")
			name = strings.TrimSuffix(name, "]")
			a := l.classes[name]
			if ok && !asked[a] && int(a) > len(classNames) && l.value(a).scale == noScale {
				wrong = append(wrong, &LineError{File: f.name, Line: i + 1, Text: "[" + name + "]", Err: fmt.Errorf("no pattern asks for the class @%s%s: is it misspelt?", name, didYouMean(name, l.askedList(asked)))})
			}
		}
	}
	return wrong
}

// didYouMean names the word of a list that differs from a misspelt one in a letter or two: " (did you mean deed?)"; "" when
// none does.
func didYouMean(word string, list []string) string {
	best, least := "", 3
	for _, w := range list {
		if d := edits(word, w); d < least && d < len([]rune(word)) {
			best, least = w, d
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + best + "?)"
}

// edits is how many letters must be added, dropped or changed to make one word of another.
func edits(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		before := row[0]
		row[0] = i + 1
		for j := range y {
			change := before
			if x[i] != y[j] {
				change++
			}
			before, row[j+1] = row[j+1], min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(y)]
}

// classList are the names of all classes, in the order of the alphabet.
func (l *lexicon) classList() []string {
	return slices.Sorted(maps.Keys(l.classes))
}

// askedList are the names of the classes that the program or a pattern asks for.
func (l *lexicon) askedList(asked map[atom]bool) []string {
	return slices.DeleteFunc(l.classList(), func(name string) bool {
		return !asked[l.classes[name]] && int(l.classes[name]) > len(classNames)
	})
}

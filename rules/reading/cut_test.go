package reading

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
)

// TestCutAnywhere reads every sentence of the tables of these tests cut at every word, both parts, as a letter and as notes:
// people break off, leave out and paste halves, and whatever they do is read.
func TestCutAnywhere(t *testing.T) {
	pieces := cutPieces(t)
	if len(pieces) < 20_000 {
		t.Fatalf("there are only %d pieces; are the tables found?", len(pieces))
	}
	when := time.Date(2026, 3, 11, 17, 0, 0, 0, time.UTC)
	const parts = 8
	for n := range parts {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			for i := n; i < len(pieces); i += parts {
				readsPiece(t, pieces[i], when, i%2 == 1)
			}
		})
	}
}

// longestCut is the number of words above which a line is not cut: that costs time by their square.
const longestCut = 11

// readsPiece reads a piece, and when it is short, as a heading over itself too.
func readsPiece(t *testing.T, piece string, when time.Time, outgoing bool) {
	t.Helper()
	readsText(t, piece, when, outgoing)
	if len(strings.Fields(piece)) < 4 {
		readsText(t, "Итоги\n"+piece+":\n- "+piece, when, true)
	}
}

// readsText reads a text as a letter and as notes, and names it when that panics.
func readsText(t *testing.T, text string, when time.Time, outgoing bool) {
	t.Helper()
	defer func() {
		if p := recover(); p != nil {
			t.Errorf("%q: %v", text, p)
		}
	}()
	for _, a := range Read(Letter{Text: text, Date: when, Outgoing: outgoing, ToUs: true}).Acts {
		if a.Start < 0 || a.Start+len(a.Text) > len(text) || text[a.Start:a.Start+len(a.Text)] != a.Text {
			t.Errorf("%q: act %+v does not stand at %d", text, a, a.Start)
		}
	}
	n := ReadNotes(Jotted{Text: text, Date: when, Ours: []string{"Анна Лебедева", "Paul Eagle"}, Theirs: []string{"Ирина Соколова"}})
	for _, p := range append(n.Points, n.Next...) {
		if p.WithoutDate(); p.When.Start > p.When.End || p.When.End > len(p.Text) {
			t.Errorf("%q: the date of %+v", text, p)
		}
	}
}

// cutPieces are the sentences of the tables, whole and cut, each piece once.
func cutPieces(t *testing.T) []string {
	t.Helper()
	seen := map[string]bool{}
	var pieces []string
	add := func(s string) {
		if s = strings.TrimSpace(s); s != "" && !seen[s] {
			seen[s] = true
			pieces = append(pieces, s)
		}
	}
	for _, text := range tableTexts(t) {
		add(text)
		for i, r := range text {
			if unicode.IsSpace(r) || r == '-' || r == '\'' || r == '’' {
				add(text[:i])
				add(text[i:])
			}
		}
	}
	return pieces
}

// tableTexts are the texts of the tables: what stands in quotation marks in the test files and has several words, line by
// line, and the notes of testdata.
func tableTexts(t *testing.T) []string {
	t.Helper()
	var lines []string
	add := func(text string) {
		for l := range strings.Lines(text) {
			if words := len(strings.Fields(l)); words > 1 && words <= longestCut {
				lines = append(lines, strings.TrimSpace(l))
			}
		}
	}
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(gotoken.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == gotoken.STRING {
				if text, err := strconv.Unquote(lit.Value); err == nil {
					add(text)
				}
			}
			return true
		})
	}
	for _, lang := range []string{"ru", "en"} {
		file, err := os.ReadFile("testdata/notes-" + lang + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(file)) {
			if notes, ok := strings.CutPrefix(l, "|"); ok {
				add(notes)
			}
		}
	}
	return lines
}

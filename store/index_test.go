package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// Whatever is in blocks of the index, and whatever is not yet, the same letters are found as by reading them all.
func TestIndexFindsWhatReadingFinds(t *testing.T) {
	db := openTest(t, Memory)
	g := newGenerator()
	g.least, g.more = 5, 10
	var letters []Incoming
	for i := range blockLeast + 700 {
		in := g.next()
		in.Message.At, in.Message.Date = monday.Add(time.Duration(i)*time.Minute), monday
		letters = append(letters, in)
	}
	letters[10].Own, letters[10].Message.NewText = true, "заметкадлясебя"
	for first := 0; first < len(letters); first += 1500 {
		put(t, db, "INBOX", uint32(first+1), letters[first:min(first+1500, len(letters))]...)
	}
	equal(t, "in blocks", count(t, db, "SELECT value FROM meta WHERE name = 'indexed'") > 0, true)
	equal(t, "not yet in blocks", count(t, db, "SELECT max(id) FROM message") > count(t, db, "SELECT value FROM meta WHERE name = 'indexed'"), true)

	words := make([]map[string]bool, len(letters))
	var st stemmer
	for i, in := range letters {
		m := in.Message
		words[i] = map[string]bool{}
		for _, text := range []string{m.Subject, m.NewText, m.From.Name, m.From.Mail, m.To[0].Name, m.To[0].Mail, m.To[1].Mail} {
			for _, w := range st.words(text) {
				words[i][w] = true
			}
		}
	}
	for _, query := range []string{g.words[0], g.words[5] + " " + g.words[9], g.words[700], g.words[3000], "заметкадлясебя", "петров " + g.words[2]} {
		var want []string
		for i, in := range letters {
			if i != 10 && !slices.ContainsFunc(st.words(query), func(w string) bool { return !words[i][w] }) {
				want = append(want, in.Message.ID)
			}
		}
		slices.Reverse(want)
		got := ids(must[[]Hit](t)(db.Search(t.Context(), Query{Words: query, Limit: len(letters)})))
		if got != strings.Join(want, " ") {
			t.Errorf("%s: found %d letters, reading finds %d", query, len(strings.Fields(got)), len(want))
		}
	}
	prefix := string([]rune(g.words[700])[:5])
	equal(t, "some begin with "+prefix, len(must[[]Hit](t)(db.Search(t.Context(), Query{Words: prefix + "*"}))) > 0, true)
}

// An import gathers large blocks; when it is over, or goes on as ordinary reading, nothing large is left to be read.
func TestIndexOfAnImport(t *testing.T) {
	db := openTest(t, Memory)
	g := newGenerator()
	g.least, g.more = 5, 10
	store := func(first, n, done int) {
		var in []Incoming
		for range n {
			in = append(in, g.next())
		}
		b, in := batch("INBOX", uint32(first), in...)
		b.Import, b.Done, b.Total = true, done, 100_000
		must[Ingested](t)(db.Ingest(t.Context(), anna, b, in))
	}
	store(1, blockLeast, 5000)
	equal(t, "blocks while it goes on", count(t, db, "SELECT count(DISTINCT block) FROM posting"), 0)
	store(blockLeast+1, blockLeast, 100_000)
	equal(t, "blocks at its end", count(t, db, "SELECT count(DISTINCT block) FROM posting"), 1)
	equal(t, "indexed up to", count(t, db, "SELECT value FROM meta WHERE name = 'indexed'"), 2*blockLeast)
}

// Letters full of words that nobody writes twice must not fill the memory.
func TestIndexOfEndlessWords(t *testing.T) {
	db := openTest(t, Memory)
	db.index.most = 3000
	var in []Incoming
	word := 0
	for i := range blockLeast {
		var b strings.Builder
		for range 2 {
			fmt.Fprintf(&b, "%07d ", word)
			word++
		}
		in = append(in, letter(fmt.Sprint(i), fmt.Sprint("Журнал ", i), b.String()))
	}
	put(t, db, "INBOX", 1, in...)
	equal(t, "messages in a block, far fewer than else", count(t, db, "SELECT value FROM meta WHERE name = 'indexed'") < 2000, true)
	for _, i := range []int{0, 5000, word - 1} {
		equal(t, "found", ids(must[[]Hit](t)(db.Search(t.Context(), Query{Words: fmt.Sprintf("%07d", i)}))), fmt.Sprint(i/2))
	}
}

// What was gathered while an import went on is what is read after it was broken off, also when words are many.
func TestIndexGathersWhatIsStored(t *testing.T) {
	for _, most := range []int{0, 60} {
		gathered, read := openTest(t, Memory), openTest(t, Memory)
		gathered.index.most, read.index.most = most, most
		const batches = 12
		for n := range batches {
			var in []Incoming
			for i := range 50 {
				in = append(in, letter(fmt.Sprint(n, "-", i, "@x"), "Письмо", fmt.Sprintf("слово%d договор%d", i, n)))
			}
			in[7].Own = true
			in[8] = in[3] // a copy
			b, in := batch("INBOX", uint32(50*n+1), in...)
			b.Import, b.Done, b.Total = true, n+1, batches
			must[Ingested](t)(gathered.Ingest(t.Context(), anna, b, in))
			if n == 5 { // as after a transaction that failed
				gathered.index.seen += 10
			}
			read.index.gathering = false
			must[Ingested](t)(read.Ingest(t.Context(), anna, b, in))
		}
		words := []string{"слово7", "слово13", "договор0", "договор11", "письмо"}
		for _, word := range words {
			found := func(db *DB) string {
				return ids(must[[]Hit](t)(db.Search(t.Context(), Query{Words: word, Limit: 1000})))
			}
			equal(t, word, found(gathered), found(read))
			equal(t, word+" is found, unless in a note to ourselves only", found(read) != "", word != "слово7")
		}
		blocks := "SELECT count(DISTINCT block) FROM posting"
		equal(t, "several blocks", count(t, gathered, blocks) > 1, most > 0)
	}
}

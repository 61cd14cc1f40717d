package store

import (
	"context"
	"slices"
	"strings"

	"vernus/mailbox"
)

// term is one thing that must occur: a word, words in a row, or the beginning of a word.
type term struct {
	stems  []string
	prefix string // folded; then stems has the stem of it, or nothing
}

// terms are what a query looks for.
type terms struct {
	list    []term
	stemmer *stemmer
}

// parseTerms understands what a person typed. Everything that is neither word, quote nor star only separates words.
func parseTerms(st *stemmer, words string) terms {
	t := terms{stemmer: st}
	for i, part := range strings.Split(strings.NewReplacer("“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`).Replace(words), `"`) {
		if i%2 == 1 {
			t.add(part)
			continue
		}
		for _, word := range strings.Fields(part) {
			// What is no single word to the index (an address, a date) must occur as it is.
			if prefix, star := strings.CutSuffix(word, "*"); star {
				t.addPrefix(prefix)
			} else {
				t.add(word)
			}
		}
	}
	t.list = t.list[:min(len(t.list), termsKept)]
	return t
}

func (t *terms) add(phrase string) {
	if stems := t.stemmer.words(phrase); len(stems) > 0 {
		t.list = append(t.list, term{stems: stems[:min(len(stems), termsKept)]})
	}
}

func (t *terms) addPrefix(s string) {
	start, end := 0, 0
	for a, b := nextWord(s, 0); a < b; a, b = nextWord(s, b) {
		start, end = a, b
	}
	if start == end {
		return
	}
	t.add(s[:start])
	prefix := term{prefix: foldWord(s[start:end])}
	if stem := t.stemmer.word(s[start:end]); stem != "" {
		prefix.stems = []string{stem} // the index holds stems: one may be shorter than what was typed
	}
	t.list = append(t.list, prefix)
}

// find returns the messages in which all words occur, ascending. Whether those of a phrase stand in a row is not looked
// at here.
func (t terms) find(ctx context.Context, s *session) ([]int64, error) {
	var ids []int64
	for i, term := range t.list {
		in, err := term.find(ctx, s)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			in = intersect(ids, in)
		}
		if ids = in; len(ids) == 0 {
			break
		}
	}
	latest, err := t.findLatest(ctx, s)
	return append(ids, latest...), err
}

// find looks the term up in the index.
func (t term) find(ctx context.Context, s *session) ([]int64, error) {
	var ids []int64
	for i, stem := range t.stems {
		in, err := occurrences(ctx, s, stem, false)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			in = intersect(ids, in)
		}
		ids = in
	}
	if t.prefix == "" {
		return ids, nil
	}
	more, err := occurrences(ctx, s, t.prefix, true)
	ids = append(ids, more...)
	slices.Sort(ids)
	return slices.Compact(ids), err
}

// findLatest reads the messages that are in no block of the index yet.
func (t terms) findLatest(ctx context.Context, s *session) ([]int64, error) {
	done, err := indexedUpTo(ctx, s)
	if err != nil {
		return nil, err
	}
	var ids []int64
	const query = "SELECT m.id, m.subject, m.people, m.new_text FROM message m WHERE m.id > ? AND " + indexed + " ORDER BY m.id"
	err = s.each(ctx, query, []any{done}, func(scan func(...any) error) error {
		var id int64
		var texts [3]string
		err := scan(&id, &texts[0], &texts[1], &texts[2])
		if t.all(texts[:]) {
			ids = append(ids, id)
		}
		return err
	})
	return ids, err
}

// all tells whether every word occurs in one of the texts.
func (t terms) all(texts []string) bool {
	stems := map[string]bool{}
	var words []string
	for _, text := range texts {
		for _, s := range t.stemmer.words(text) {
			if !stems[s] {
				stems[s] = true
				words = append(words, s)
			}
		}
	}
	for _, term := range t.list {
		found := len(term.stems) > 0
		for _, s := range term.stems {
			found = found && stems[s]
		}
		if !found && term.prefix != "" {
			found = slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(s, term.prefix) })
		}
		if !found {
			return false
		}
	}
	return true
}

// phrases tells whether all words that must stand in a row do so in the subject, the newly written text, or a name or
// address.
func (t terms) phrases(m *mailbox.Message) bool {
	texts := []string{m.Subject, m.NewText}
	for _, list := range [][]mailbox.Address{{m.From}, m.To, m.Cc, m.ReplyTo} {
		for _, a := range list {
			texts = append(texts, a.Name, a.Mail)
		}
	}
	for _, term := range t.list {
		if len(term.stems) < 2 {
			continue
		}
		if !slices.ContainsFunc(texts, func(text string) bool { return containsRow(t.stemmer.words(text), term.stems) }) {
			return false
		}
	}
	return true
}

func containsRow(words, row []string) bool {
	for i := range words {
		if len(words)-i >= len(row) && slices.Equal(words[i:i+len(row)], row) {
			return true
		}
	}
	return false
}

// hit tells whether a word of a text is one that was looked for, and in which term.
func (t terms) hit(word string) (which int, ok bool) {
	stem, folded := t.stemmer.word(word), ""
	for i, term := range t.list {
		if slices.Contains(term.stems, stem) {
			return i, true
		}
		if term.prefix != "" {
			if folded == "" {
				folded = foldWord(word)
			}
			if strings.HasPrefix(folded, term.prefix) {
				return i, true
			}
		}
	}
	return 0, false
}

// intersect returns what two ascending lists have in common.
func intersect(a, b []int64) []int64 {
	var both []int64
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			both = append(both, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return both
}

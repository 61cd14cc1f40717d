package store

import (
	"cmp"
	"context"
	"strings"
	"time"

	"vernus/mailbox"
)

// termsKept is how many words of a query count: FTS4 takes no more than a few hundred.
const termsKept = 50

// Query says what to look for, and where.
type Query struct {
	Words   string // all of them (the first 50) must occur, in any form; "in quotes": next to each other; with a star at its end: words that begin so
	Client  string // name; "" for all
	Mailbox string // address of a mailbox that holds a copy; "" for all
	Since   time.Time
	Until   time.Time // not included; zero for no end
	Limit   int       // 0 for 50
}

// Hit is a message found.
type Hit struct {
	Conversation int64
	MessageID    string
	At           time.Time
	From         mailbox.Address
	To           []mailbox.Address
	Subject      string
	Client       string
	Direction    mailbox.Direction
	Snippet      string   // a piece of the newly written text around the words, on one line
	Marks        [][2]int // where the words stand in Snippet: byte offsets of begin and end
}

// Search finds messages by words of their subject, newly written text, and people's names and addresses, latest first.
// Russian and English words are found in all their forms, ё as е, capitals as small letters. A query without a word in
// it finds nothing; no query is an error.
func (db *DB) Search(ctx context.Context, q Query) ([]Hit, error) {
	terms := parseTerms(&db.stems, q.Words)
	match := terms.match()
	if match == "" {
		return nil, nil
	}
	var hits []Hit
	err := db.view(ctx, "search", func(ctx context.Context, s *session) error {
		where, args := q.where(match)
		ids, err := idList(ctx, s, "SELECT m.id FROM search CROSS JOIN message m ON m.id = search.docid WHERE "+where+
			" ORDER BY m.at DESC, m.id DESC LIMIT ?", append(args, cmp.Or(q.Limit, 50))...)
		if err != nil {
			return err
		}
		list, err := asJSON(ids)
		if err != nil {
			return err
		}
		const query = `SELECT m.conversation, m.message_id, m.client, m.direction, m.head, m.new_text
			FROM json_each(?) j CROSS JOIN message m ON m.id = j.value ORDER BY m.at DESC, m.id DESC`
		return s.each(ctx, query, []any{list}, func(scan func(...any) error) error {
			var h Hit
			var head head
			var text string
			if err := scan(&h.Conversation, &h.MessageID, &h.Client, &h.Direction, inJSON{&head}, &text); err != nil {
				return err
			}
			h.At, h.From, h.To, h.Subject = head.At.time(), head.From, head.To, head.Subject
			h.Snippet, h.Marks = terms.snippet(text)
			hits = append(hits, h)
			return nil
		})
	})
	return hits, err
}

func (q Query) where(match string) (string, []any) {
	where, args := "search MATCH ?", []any{match}
	if q.Client != "" {
		where, args = where+" AND m.client = ?", append(args, q.Client)
	}
	if q.Mailbox != "" {
		where += ` AND EXISTS (SELECT 1 FROM location l JOIN folder f ON f.id = l.folder JOIN mailbox b ON b.id = f.mailbox
			WHERE l.message = m.id AND b.address = ?)`
		args = append(args, q.Mailbox)
	}
	if !q.Since.IsZero() {
		where, args = where+" AND m.at >= ?", append(args, moment{q.Since})
	}
	if !q.Until.IsZero() {
		where, args = where+" AND m.at < ?", append(args, moment{q.Until})
	}
	return where, args
}

// term is one thing that must occur: a word, words in a row, or the beginning of a word.
type term struct {
	stems  []string
	prefix string // folded; then stems has the stem of it, or nothing
}

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
	if stems := strings.Fields(string(t.stemmer.stems(nil, phrase))); len(stems) > 0 {
		t.list = append(t.list, term{stems: stems[:min(len(stems), termsKept)]})
	}
}

func (t *terms) addPrefix(s string) {
	var bounds [][2]int
	for start, end := nextWord(s, 0); start < end; start, end = nextWord(s, end) {
		bounds = append(bounds, [2]int{start, end})
	}
	if len(bounds) == 0 {
		return
	}
	last := bounds[len(bounds)-1]
	t.add(s[:last[0]])
	t.list = append(t.list, term{prefix: foldWord(s[last[0]:last[1]]), stems: strings.Fields(t.stemmer.word(s[last[0]:last[1]]))})
}

// match writes the query in the language of FTS4 (its "enhanced" syntax). Stems are letters and digits in lower case, so
// nothing in them can be an operator.
func (t terms) match() string {
	var parts []string
	for _, term := range t.list {
		switch {
		case term.prefix != "" && len(term.stems) > 0:
			// The index holds stems: one may be shorter than what was typed.
			parts = append(parts, "("+term.prefix+"* OR "+term.stems[0]+")")
		case term.prefix != "":
			parts = append(parts, term.prefix+"*")
		default:
			parts = append(parts, `"`+strings.Join(term.stems, " ")+`"`)
		}
	}
	return strings.Join(parts, " ")
}

// hit tells whether a word of a text is one that was looked for, and which.
func (t terms) hit(word string) (which int, ok bool) {
	stem, folded := t.stemmer.word(word), ""
	for i, term := range t.list {
		for _, s := range term.stems {
			if s == stem {
				return i, true
			}
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

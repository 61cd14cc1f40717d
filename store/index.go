package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
)

// The index is our own and not SQLite's FTS4, which at an import took half of all the time: it writes a piece for each
// transaction and merges pieces for ever. Here words are gathered over a block of messages and written once. The latest
// messages, fewer than a block, are not in the index: a search reads them, which takes milliseconds.
const (
	blockLeast = 4096 // messages in a block
	blockMost  = 8 * blockLeast
	wordsKept  = 1 << 17 // forms of words that are remembered from one block to the next
	wordsMost  = 1 << 18 // and within a block: more, as of log files, end it
)

// indexed are the messages that can be found: not our notes to ourselves, which quote what stands in the letters.
const indexed = "(NOT m.own OR m.direction = 'outgoing')"

// indexer writes blocks of the index. The writer alone uses it.
type indexer struct {
	words map[string]*entry // by the word as it stands in a text
	stems map[string]*entry
	used  []*entry // in the present block
	most  int      // wordsMost, unless a test sets less
}

// entry is where a stem occurs in the present block.
type entry struct {
	stem     string
	last     int64
	messages []byte
}

// catchUp writes the blocks that are due. While an import goes on it waits for large ones, since the fewer there are the
// less there is to write.
func (x *indexer) catchUp(ctx context.Context, s *session, importing bool) error {
	done, err := indexedUpTo(ctx, s)
	if err != nil {
		return err
	}
	var last int64
	if err := s.get(ctx, "SELECT coalesce(max(id), 0) FROM message", nil, &last); err != nil {
		return err
	}
	least := int64(blockLeast)
	if importing {
		least = blockMost
	}
	for last-done >= least {
		if done, err = x.block(ctx, s, done, min(last, done+blockMost)); err != nil {
			return err
		}
	}
	if !importing {
		x.words, x.stems, x.used = nil, nil, nil
	}
	return nil
}

// indexedUpTo returns the id of the last message that is in a block.
func indexedUpTo(ctx context.Context, s *session) (int64, error) {
	var done int64
	err := s.get(ctx, "SELECT value FROM meta WHERE name = 'indexed'", nil, &done)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return done, err
}

// errBlockFull ends the reading of a block's messages.
var errBlockFull = errors.New("the block has words enough")

// block indexes the messages whose ids follow done, up to end if its words allow, and returns the id of the last one.
func (x *indexer) block(ctx context.Context, s *session, done, end int64) (int64, error) {
	if len(x.words) > wordsKept || x.words == nil {
		x.words, x.stems = map[string]*entry{}, map[string]*entry{}
	}
	for _, e := range x.used { // also what a failed transaction left
		e.last, e.messages = 0, e.messages[:0]
	}
	x.used = x.used[:0]
	const query = "SELECT m.id, m.subject, m.people, m.new_text FROM message m WHERE m.id > ? AND m.id <= ? AND " + indexed + " ORDER BY m.id"
	err := s.each(ctx, query, []any{done, end}, func(scan func(...any) error) error {
		var id int64
		var texts [3]sql.RawBytes
		if err := scan(&id, &texts[0], &texts[1], &texts[2]); err != nil {
			return err
		}
		if len(x.words) > cmp.Or(x.most, wordsMost) && id > done+1 {
			end = id - 1
			return errBlockFull
		}
		for _, text := range texts {
			x.add(done, id, text)
		}
		return nil
	})
	if err != nil && !errors.Is(err, errBlockFull) {
		return done, err
	}
	slices.SortFunc(x.used, func(a, b *entry) int { return strings.Compare(a.stem, b.stem) })
	for _, e := range x.used {
		if _, err := s.exec(ctx, "INSERT INTO posting (stem, block, messages) VALUES (?, ?, ?)", e.stem, done, e.messages); err != nil {
			return done, err
		}
	}
	_, err = s.exec(ctx, "INSERT INTO meta (name, value) VALUES ('indexed', ?) ON CONFLICT DO UPDATE SET value = excluded.value", end)
	return end, err
}

// add notes the words of a text of the message id, in the block after done.
func (x *indexer) add(done, id int64, text []byte) {
	text = text[:min(len(text), longestText)]
	for start, end := nextWord(text, 0); start < end; start, end = nextWord(text, end) {
		e := x.words[string(text[start:end])]
		if e == nil {
			if e = x.entry(string(text[start:end])); e == nil {
				continue
			}
		}
		if e.last == id {
			continue
		}
		if len(e.messages) == 0 {
			e.last = done
			x.used = append(x.used, e)
		}
		e.messages = binary.AppendUvarint(e.messages, uint64(id-e.last))
		e.last = id
	}
}

// entry makes the entry of a word's form; nil for one that is not in the index.
func (x *indexer) entry(word string) *entry {
	if len(word) > longestWord {
		return nil
	}
	s := stem(foldWord(word))
	e := x.stems[s]
	if e == nil {
		e = &entry{stem: s}
		x.stems[s] = e
	}
	x.words[word] = e
	return e
}

// occurrences returns the messages in blocks in which a stem occurs, ascending; with prefix, any stem that begins so.
func occurrences(ctx context.Context, s *session, stem string, prefix bool) ([]int64, error) {
	query, args := "SELECT block, messages FROM posting WHERE stem = ? ORDER BY block", []any{stem}
	if prefix {
		query, args = "SELECT block, messages FROM posting WHERE stem >= ? AND stem < ?", []any{stem, stem + "\U0010ffff"}
	}
	var ids []int64
	err := s.each(ctx, query, args, func(scan func(...any) error) error {
		var id int64
		var messages sql.RawBytes
		if err := scan(&id, &messages); err != nil {
			return err
		}
		for len(messages) > 0 {
			d, n := binary.Uvarint(messages)
			if n <= 0 {
				return errors.New("the search index is damaged")
			}
			id, messages = id+int64(d), messages[n:]
			ids = append(ids, id)
		}
		return nil
	})
	if prefix {
		slices.Sort(ids)
		ids = slices.Compact(ids)
	}
	return ids, err
}

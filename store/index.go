package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"vernus/mailbox"
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

	// While an import goes on, the words of the next block are gathered from the letters as they are stored.
	gathering   bool
	begin, last int64 // the block follows begin and goes up to last
	seen        int64 // the last letter that was stored; beyond last once the block has words enough
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
	if x.gathering && x.begin == done && x.seen == last && (x.last < last || last-done >= least) {
		end := x.last
		if err := x.write(ctx, s, done, end); err != nil {
			return err
		}
		done = end
	}
	for last-done >= least {
		if done, err = x.block(ctx, s, done, min(last, done+blockMost)); err != nil {
			return err
		}
	}
	if !importing {
		*x = indexer{most: x.most}
		return nil
	}
	if x.gathering && x.begin == done && x.seen == last {
		return nil
	}
	if _, err = x.read(ctx, s, done, last); err != nil && !errors.Is(err, errBlockFull) {
		return err
	}
	x.gathering, x.seen = true, last
	return nil
}

// gather notes the words of letters that have just been stored. What follows when they do not go on where it stopped,
// after a transaction that failed, is found out here: then catchUp reads them.
func (x *indexer) gather(items []*item) {
	for _, it := range items {
		if !x.gathering || it.thread == nil { // a further copy, or no letter
			continue
		}
		if it.row != x.seen+1 {
			x.gathering = false
			return
		}
		enough := x.last < x.seen || x.full()
		if x.seen = it.row; enough {
			continue
		}
		if x.last = it.row; !it.in.Own || it.in.Direction == mailbox.Outgoing {
			for _, text := range []string{it.message.Subject, it.people, it.message.NewText} {
				x.add(x.begin, it.row, []byte(text))
			}
		}
	}
}

// full reports whether the present block has words enough.
func (x *indexer) full() bool { return len(x.words) > cmp.Or(x.most, wordsMost) }

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
	end, err := x.read(ctx, s, done, end)
	if err != nil && !errors.Is(err, errBlockFull) {
		return done, err
	}
	return end, x.write(ctx, s, done, end)
}

// read begins a block after done with the words of stored messages, up to end. When it has words enough before, it
// returns the id of the last message that is in it, and errBlockFull.
func (x *indexer) read(ctx context.Context, s *session, done, end int64) (int64, error) {
	x.reset(done)
	const query = "SELECT m.id, m.subject, m.people, m.new_text FROM message m WHERE m.id > ? AND m.id <= ? AND " + indexed + " ORDER BY m.id"
	err := s.each(ctx, query, []any{done, end}, func(scan func(...any) error) error {
		var id int64
		var texts [3]sql.RawBytes
		if err := scan(&id, &texts[0], &texts[1], &texts[2]); err != nil {
			return err
		}
		if x.full() && id > done+1 {
			end = id - 1
			return errBlockFull
		}
		for _, text := range texts {
			x.add(done, id, text)
		}
		return nil
	})
	x.last = end
	return end, err
}

// reset begins a block after done.
func (x *indexer) reset(done int64) {
	if len(x.words) > wordsKept || x.words == nil {
		x.words, x.stems = map[string]*entry{}, map[string]*entry{}
	}
	for _, e := range x.used { // also what a failed transaction left
		e.last, e.messages = 0, e.messages[:0]
	}
	x.used = x.used[:0]
	x.gathering, x.begin, x.last, x.seen = false, done, done, done
}

// write stores the block of the messages after done, up to end, and begins the next.
func (x *indexer) write(ctx context.Context, s *session, done, end int64) error {
	slices.SortFunc(x.used, func(a, b *entry) int { return strings.Compare(a.stem, b.stem) })
	for _, e := range x.used {
		if _, err := s.exec(ctx, "INSERT INTO posting (stem, block, messages) VALUES (?, ?, ?)", e.stem, done, e.messages); err != nil {
			return err
		}
	}
	x.reset(end)
	_, err := s.exec(ctx, "INSERT INTO meta (name, value) VALUES ('indexed', ?) ON CONFLICT DO UPDATE SET value = excluded.value", end)
	return err
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

package mailbox

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
)

// archiveBatch is how much of an archive makes one batch.
const (
	archiveBytes  = 4 << 20
	archiveLetter = 512
)

// archiving gathers the letters of one folder of an archive into batches. The position is the number of letters
// read, with mark in place of HIGHESTMODSEQ: by it the source knows its archive again.
type archiving struct {
	folder string
	role   Role
	since  Position
	total  int
	yield  func(Batch) error

	read   uint32 // letters read, those of earlier times included
	reset  bool
	fresh  bool
	done   int
	bytes  int
	batch  []Raw
	marked uint64
}

func newArchiving(folder string, role Role, since Position, yield func(Batch) error) *archiving {
	a := &archiving{folder: folder, role: role, since: since, yield: yield, marked: since.ModSeq}
	a.fresh = since.UIDNext == 0 || since.ImportTo != 0
	if since.UIDNext > 0 {
		a.read = since.UIDNext - 1
	}
	return a
}

// again starts from the first letter: the archive is not what it was.
func (a *archiving) again() { a.read, a.reset, a.fresh, a.marked = 0, true, true, 0 }

// add takes the next letter; mark is how the archive is known when everything up to this letter is read.
func (a *archiving) add(r Raw, mark uint64) error {
	a.read++
	r.UID, r.Role = a.read, a.role
	a.done++
	a.batch = append(a.batch, r)
	a.bytes += len(r.Data)
	a.marked = mark
	if a.bytes < archiveBytes && len(a.batch) < archiveLetter {
		return nil
	}
	return a.flush(false)
}

// skip passes over a letter that is not wanted.
func (a *archiving) skip(mark uint64) {
	a.read++
	a.marked = mark
}

// end yields what is left.
func (a *archiving) end() error {
	p := Position{UIDValidity: 1, UIDNext: a.read + 1, ModSeq: a.marked}
	if len(a.batch) == 0 && p == a.since && !a.reset {
		return nil
	}
	return a.flush(true)
}

func (a *archiving) flush(last bool) error {
	b := Batch{
		Folder: a.folder, Role: a.role, Position: Position{UIDValidity: 1, UIDNext: a.read + 1, ModSeq: a.marked},
		Import: a.fresh, Reset: a.reset, Messages: a.batch, Done: a.done, Total: max(a.total, a.done),
	}
	if a.fresh && !last {
		b.Position.ImportTo = math.MaxUint32
	}
	if err := a.yield(b); err != nil {
		return err
	}
	a.since, a.reset, a.batch, a.bytes = b.Position, false, nil, 0
	return nil
}

// fileMark is the mark of an archive of single files: which files come first.
type fileMark struct{ sum uint64 }

func (n *fileMark) add(name string) uint64 {
	h := fnv.New64a()
	_, _ = fmt.Fprintf(h, "%d %s", n.sum, name)
	n.sum = h.Sum64() &^ (1 << 63) // fits the signed integers of databases
	return n.sum
}

// begin skips the letters that were read before when they are still the first ones, and starts again otherwise.
func (a *archiving) begin(all []string) (rest []string, mark fileMark) {
	if n := int(a.read); n <= len(all) {
		for _, name := range all[:n] {
			mark.add(name)
		}
		if mark.sum == a.marked || n == 0 {
			return all[n:], mark
		}
	}
	a.again()
	return all, fileMark{}
}

// readLetter reads a letter from a file, all of it up to messageMost. A file that cannot be read gives a Raw with an
// error; one that is gone gives an error that is fs.ErrNotExist.
func readLetter(path string) (Raw, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Raw{}, err
	}
	if err != nil {
		return Raw{Err: fmt.Errorf("read letter: %w", err)}, nil
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return Raw{Err: fmt.Errorf("read letter: %w", err)}, nil
	}
	r := Raw{Size: info.Size(), Received: info.ModTime(), Data: make([]byte, min(info.Size(), messageMost))}
	n, err := io.ReadFull(f, r.Data)
	r.Data = r.Data[:n]
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return Raw{Err: fmt.Errorf("read letter: %w", err)}, nil
	}
	r.Partial = r.Size > int64(n)
	return r, nil
}

// shorten cuts a letter off at the limit where the rest does not matter, as a server's would be.
func shorten(r Raw, limit int64) Raw {
	if int64(len(r.Data)) <= limit {
		return r
	}
	short := r
	short.Data, short.Partial = r.Data[:limit:limit], true
	if NeedsRest(short) {
		return r
	}
	short.Data = slices.Clone(short.Data)
	return short
}

package mailbox

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mboxFile is a file of letters one after the other, each below a line "From sender date". All four ways of keeping
// lines of text apart from such lines are read: mboxo and mboxrd (">From "), mboxcl and mboxcl2 (Content-Length).
type mboxFile struct{ config Config }

// isMbox tells whether a file begins as an mbox does.
func isMbox(path string) (bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 1024)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return false, err
	}
	return bytes.HasPrefix(bytes.TrimLeft(head[:n], "\r\n"), []byte("From ")), nil
}

// Read implements Source. The mark of a position is the offset of the next letter, so that what was added to a file is
// found without reading it all. A file that was changed before that offset is read again (Batch.Reset).
func (m *mboxFile) Read(ctx context.Context, since map[string]Position, yield func(Batch) error) error {
	f, err := os.Open(m.config.Path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	path := m.config.Path
	a := newArchiving(path, RoleInbox, since[path], yield)
	split := newMboxSplitter(f, info.Size())
	if a.read > 0 && !split.goTo(int64(a.marked)) {
		a.again()
		split.goTo(0)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := split.next()
		if errors.Is(err, io.EOF) {
			return a.end()
		}
		if err != nil {
			return fmt.Errorf("read %s near byte %d: %w", path, split.offset, err)
		}
		r = shorten(r, m.config.FetchLimit)
		r.Mailbox, r.Folder = m.config.Address, path
		if err := a.add(r, uint64(split.start)); err != nil {
			return err
		}
	}
}

// Close implements Source.
func (m *mboxFile) Close() error { return nil }

// mboxSplitter cuts an mbox into letters. It holds one letter at a time.
type mboxSplitter struct {
	file   io.ReaderAt
	size   int64
	in     *bufio.Reader
	offset int64  // of what in delivers next
	start  int64  // of the line that begins the next letter
	from   string // that line; "" at the end
	line   []byte
}

func newMboxSplitter(f io.ReaderAt, size int64) *mboxSplitter {
	s := &mboxSplitter{file: f, size: size, in: bufio.NewReaderSize(nil, 64<<10)}
	s.goTo(0)
	return s
}

// goTo continues at an offset. It returns false when no letter begins there and the file does not end there.
func (s *mboxSplitter) goTo(offset int64) bool {
	s.offset, s.start, s.from = offset, offset, ""
	if offset > s.size {
		return false
	}
	s.in.Reset(io.NewSectionReader(s.file, offset, s.size-offset))
	return s.findLetter()
}

// findLetter passes over blank lines to the next letter. It returns false when there is something else.
func (s *mboxSplitter) findLetter() bool {
	s.from = ""
	for {
		s.start = s.offset
		line, err := s.readLine()
		switch {
		case err != nil:
			return errors.Is(err, io.EOF)
		case len(bytes.TrimRight(line, "\r\n")) == 0:
			continue
		case !bytes.HasPrefix(line, []byte("From ")):
			return false
		}
		s.from = string(line)
		return true
	}
}

// readLine returns the next line with its end. It is good until the next call.
func (s *mboxSplitter) readLine() ([]byte, error) {
	s.line = s.line[:0]
	for {
		part, err := s.in.ReadSlice('\n')
		s.offset += int64(len(part))
		if err == nil && len(s.line) == 0 {
			return part, nil
		}
		if room := messageMost - len(s.line); room > 0 {
			s.line = append(s.line, part[:min(len(part), room)]...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(s.line) > 0:
			return s.line, nil
		default:
			return s.line, err
		}
	}
}

// next returns the next letter, or io.EOF behind the last one.
func (s *mboxSplitter) next() (Raw, error) {
	if s.from == "" {
		return Raw{}, io.EOF
	}
	r := Raw{Received: fromLineDate(s.from)}
	s.from = ""
	body, counted, err := s.header(&r)
	if err == nil && counted {
		err = s.counted(&r, body)
	} else if err == nil {
		err = s.lines(&r)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return r, err
	}
	if s.from == "" {
		s.start = s.offset
	}
	r.Partial = r.Size > int64(len(r.Data))
	return r, nil
}

// header reads the header. When it has a Content-Length that leads to the beginning of another letter or to the
// file's end, it is believed and returned.
func (s *mboxSplitter) header(r *Raw) (length int64, counted bool, err error) {
	length = -1
	for {
		at := s.offset
		line, err := s.readLine()
		if err != nil {
			return 0, false, err
		}
		line, begins := s.begins(line, false)
		if begins && len(r.Data) > 0 { // a letter without a body whose blank line is missing
			s.start, s.from = at, string(line)
			return 0, false, io.EOF
		}
		r.take(line)
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
		if name, value, ok := bytes.Cut(line, []byte(":")); ok && bytes.EqualFold(name, []byte("Content-Length")) {
			if n, err := strconv.ParseInt(string(bytes.TrimSpace(value)), 10, 64); err == nil && n >= 0 {
				length = n
			}
		}
	}
	return length, length >= 0 && s.letterAt(s.offset, length), nil
}

// letterAt tells whether behind a body of this length another letter begins, or the file ends.
func (s *mboxSplitter) letterAt(body, length int64) bool {
	if length > s.size-body {
		return false
	}
	behind := make([]byte, 512)
	n, err := s.file.ReadAt(behind, body+length)
	if err != nil && !errors.Is(err, io.EOF) {
		return false
	}
	behind = bytes.TrimLeft(behind[:n], "\r\n")
	line, _, _ := bytes.Cut(behind, []byte("\n"))
	return len(behind) == 0 || isMboxFrom(line)
}

// counted reads a body of known length. The flavour mboxcl quotes lines nevertheless; it is known by having no line
// that would need it.
func (s *mboxSplitter) counted(r *Raw, length int64) error {
	keep := min(length, max(0, messageMost-int64(len(r.Data))))
	head := len(r.Data)
	r.Data = slices.Grow(r.Data, int(keep))[:head+int(keep)]
	n, err := io.ReadFull(s.in, r.Data[head:])
	r.Data, s.offset, r.Size = r.Data[:head+n], s.offset+int64(n), r.Size+length
	if err != nil {
		return err
	}
	rest, err := io.CopyN(io.Discard, s.in, length-keep)
	s.offset += rest
	if err != nil {
		return err
	}
	body := r.Data[head:]
	if !bytes.HasPrefix(body, []byte("From ")) && !bytes.Contains(body, []byte("\nFrom ")) {
		r.Data = append(r.Data[:head], unquoteFrom(body)...)
		r.Size -= int64(n - (len(r.Data) - head))
	}
	s.findLetter()
	return nil
}

// lines reads a body up to the line that begins the next letter.
func (s *mboxSplitter) lines(r *Raw) error {
	separated, blank := true, 0 // whether a blank line, or the header's end, was read last; the length of the former
	for {
		at := s.offset
		line, err := s.readLine()
		if err != nil {
			return err
		}
		line, begins := s.begins(line, separated)
		if begins {
			s.start, s.from = at, string(line)
			if blank > 0 && r.Size == int64(len(r.Data)) && endsBlank(r.Data) {
				r.Data = r.Data[:len(r.Data)-blank] // it belongs to the file, not to the letter
				r.Size = int64(len(r.Data))
			}
			return nil
		}
		blank = 0
		if text := bytes.TrimRight(line, "\r\n"); len(text) == 0 {
			blank = len(line)
		}
		separated = blank > 0
		if stripped := bytes.TrimLeft(line, ">"); len(stripped) < len(line) && bytes.HasPrefix(stripped, []byte("From ")) {
			line = line[1:]
		}
		r.take(line)
	}
}

// take adds a line to a letter, up to the size that a letter may have.
func (r *Raw) take(line []byte) {
	r.Size += int64(len(line))
	if room := messageMost - len(r.Data); room > 0 {
		r.Data = append(r.Data, line[:min(len(line), room)]...)
	}
}

func endsBlank(b []byte) bool {
	b, ok := bytes.CutSuffix(b, []byte("\n"))
	b = bytes.TrimSuffix(b, []byte("\r"))
	return ok && bytes.HasSuffix(b, []byte("\n"))
}

// begins tells whether a line begins a letter: it looks like such a line, and it either stands behind a blank line or
// a header follows. It returns the line, which looking ahead would overwrite.
func (s *mboxSplitter) begins(line []byte, blank bool) ([]byte, bool) {
	if !isMboxFrom(line) {
		return line, false
	}
	line = bytes.Clone(line)
	return line, blank || s.headerFollows()
}

func (s *mboxSplitter) headerFollows() bool {
	ahead, _ := s.in.Peek(128)
	name, _, found := bytes.Cut(ahead, []byte(":"))
	return found && len(name) > 0 && !bytes.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' })
}

// isMboxFrom tells a line that begins a letter from text such as "From today on": it has a time and a year in it.
func isMboxFrom(line []byte) bool {
	if !bytes.HasPrefix(line, []byte("From ")) || len(line) > 512 {
		return false
	}
	clock, year := false, false
	for _, word := range strings.Fields(string(line[5:])) {
		clock = clock || isClock(word)
		year = year || isYear(word)
	}
	return clock && year
}

func isClock(w string) bool {
	parts := strings.Split(w, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return false
	}
	for _, p := range parts {
		if len(p) == 0 || len(p) > 2 || strings.Trim(p, "0123456789") != "" {
			return false
		}
	}
	return true
}

func isYear(w string) bool {
	return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && strings.Trim(w, "0123456789") == ""
}

// fromLineDate reads the moment of delivery from the line that begins a letter; without a zone it is taken as UTC.
func fromLineDate(line string) time.Time {
	words := strings.Fields(line)
	for skip := 1; skip < len(words); skip++ {
		text := strings.Join(words[skip:], " ")
		for _, layout := range []string{"Mon Jan 2 15:04:05 2006", "Mon Jan 2 15:04:05 2006 -0700", "Mon Jan 2 15:04:05 -0700 2006",
			"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04 2006", "Mon, 2 Jan 2006 15:04:05 -0700"} {
			if t, err := time.Parse(layout, text); err == nil {
				return t
			}
		}
	}
	return time.Time{}
}

// unquoteFrom takes one ">" from the lines that begin with any number of them and "From ".
func unquoteFrom(body []byte) []byte {
	if !bytes.Contains(body, []byte(">From ")) {
		return body
	}
	out := make([]byte, 0, len(body))
	for line := range bytes.Lines(body) {
		if stripped := bytes.TrimLeft(line, ">"); len(stripped) < len(line) && bytes.HasPrefix(stripped, []byte("From ")) {
			line = line[1:]
		}
		out = append(out, line...)
	}
	return out
}

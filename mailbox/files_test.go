package mailbox

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

func putFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func openPath(t *testing.T, path string) Source {
	t.Helper()
	s, err := Open(t.Context(), Config{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// mboxLetters cuts an mbox and returns the letters.
func mboxLetters(t *testing.T, mbox string) []string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "mail")
	putFile(t, path, mbox)
	var list []string
	err := openPath(t, path).Read(t.Context(), nil, func(b Batch) error {
		for _, m := range b.Messages {
			if m.Err != nil || m.Partial || m.Size != int64(len(m.Data)) {
				t.Errorf("message %d: %v, partial %v, size %d of %d", m.UID, m.Err, m.Partial, m.Size, len(m.Data))
			}
			list = append(list, string(m.Data))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestMboxFlavours(t *testing.T) {
	const from = "From anna@client.example Mon Mar  2 10:00:00 2026\n"
	check := func(name, mbox string, want ...string) {
		t.Run(name, func(t *testing.T) {
			if got := mboxLetters(t, mbox); !slices.Equal(got, want) {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			crlf := func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }
			if strings.Contains(mbox, "Content-Length") {
				return
			}
			var wantCRLF []string
			for _, w := range want {
				wantCRLF = append(wantCRLF, crlf(w))
			}
			if got := mboxLetters(t, crlf(mbox)); !slices.Equal(got, wantCRLF) {
				t.Errorf("with CRLF: got  %q\nwant %q", got, wantCRLF)
			}
		})
	}
	check("two letters", from+"Subject: a\n\nx\n\n"+from+"Subject: b\n\ny\n", "Subject: a\n\nx\n", "Subject: b\n\ny\n")
	check("blank lines at the end of a letter stay, but for one", from+"Subject: a\n\nx\n\n\n"+from+"Subject: b\n\ny\n\n", "Subject: a\n\nx\n\n", "Subject: b\n\ny\n\n")
	check("mboxo and mboxrd", from+"Subject: a\n\n>From here\n>>From there\n> From: him\n", "Subject: a\n\nFrom here\n>From there\n> From: him\n")
	check("text that looks nearly like a beginning", from+"Subject: a\n\nx\n\nFrom today on, at 10:00, we are open.\n", "Subject: a\n\nx\n\nFrom today on, at 10:00, we are open.\n")
	check("blank line missing", from+"Subject: a\n\nx\n"+from+"Subject: b\n\ny\n", "Subject: a\n\nx\n", "Subject: b\n\ny\n")
	check("a beginning in the text without a header below", from+"Subject: a\n\nx\n"+from+"so it began.\n", "Subject: a\n\nx\n"+from+"so it began.\n")
	check("no body", from+"Subject: a\n\n"+from+"Subject: b\n\ny\n", "Subject: a\n\n", "Subject: b\n\ny\n")
	check("no body, no blank line", from+"Subject: a\n"+from+"Subject: b\n\ny\n", "Subject: a\n", "Subject: b\n\ny\n")
	check("mboxcl2: the length is right", from+"Subject: a\nContent-Length: 62\n\nx\n\nFrom b@c.example Mon Mar  2 11:00:00 2026\nSubject: quoted\nz\n\n"+from+"Subject: b\n\ny\n",
		"Subject: a\nContent-Length: 62\n\nx\n\nFrom b@c.example Mon Mar  2 11:00:00 2026\nSubject: quoted\nz", "Subject: b\n\ny\n")
	check("mboxcl: the length is right and lines are quoted", from+"Content-Length: 12\n\n>From today\n\n"+from+"Subject: b\n\ny\n", "Content-Length: 12\n\nFrom today\n", "Subject: b\n\ny\n")
	check("the length is wrong", from+"Content-Length: 5\n\n>From here\n\n"+from+"Subject: b\n\ny\n", "Content-Length: 5\n\nFrom here\n", "Subject: b\n\ny\n")
	check("the length leads past the end", from+"Content-Length: 99999999\n\nx\n", "Content-Length: 99999999\n\nx\n")
	check("no newline at the end", from+"Subject: a\n\nx", "Subject: a\n\nx")
	check("blank lines first", "\n\n"+from+"Subject: a\n\nx\n", "Subject: a\n\nx\n")
	check("a list archive's beginning", "From anna at client.example  Mon Mar  2 10:00:00 2026\nSubject: a\n\nx\n", "Subject: a\n\nx\n")
	check("a long line", from+"Subject: a\n\n"+strings.Repeat("x", 200_000)+"\n", "Subject: a\n\n"+strings.Repeat("x", 200_000)+"\n")
}

func TestFromLineDate(t *testing.T) {
	want := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	for _, line := range []string{
		"From a@b.example Mon Mar  2 10:00:00 2026\n", "From - Mon Mar 02 10:00:00 2026\r\n", "From a at b.example  Mon Mar  2 10:00:00 2026",
		"From 1234@xxx Mon Mar 02 10:00:00 +0000 2026", "From a@b.example Mon, 2 Mar 2026 13:00:00 +0300", "From a@b.example Mon Mar  2 10:00 2026",
	} {
		if got := fromLineDate(line); !got.Equal(want) {
			t.Errorf("%q: %v", line, got)
		}
	}
	if got := fromLineDate("From MAILER-DAEMON"); !got.IsZero() {
		t.Errorf("no date gave %v", got)
	}
}

func mboxOf(from, to int) string {
	var b strings.Builder
	for n := from; n <= to; n++ {
		fmt.Fprintf(&b, "From anna@client.example Mon Mar  2 10:00:00 2026\r\n%s\r\n", letterNo(n))
	}
	return b.String()
}

func TestMboxGrows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "inbox")
	putFile(t, path, mboxOf(1, 700))
	s, d := openPath(t, path), newDiary()
	batches := d.read(t, s)
	if !slices.Equal(d.subjects[path], letterNos(1, 700)) {
		t.Errorf("got %d letters", len(d.subjects[path]))
	}
	if len(batches) < 2 || !batches[0].Import || batches[0].Position.ImportTo == 0 || batches[len(batches)-1].Position.ImportTo != 0 {
		t.Errorf("%d batches, first position %+v", len(batches), batches[0].Position)
	}
	if again := d.read(t, s); len(again) != 0 {
		t.Errorf("nothing new gave %d batches", len(again))
	}
	putFile(t, path, mboxOf(1, 702))
	if again := d.read(t, s); len(again) != 1 || again[0].Import || again[0].Reset || len(again[0].Messages) != 2 || again[0].Messages[0].UID != 701 {
		t.Errorf("two more letters gave %+v", again)
	}
	putFile(t, path, mboxOf(300, 310))
	if again := d.read(t, s); len(again) != 1 || !again[0].Reset || !again[0].Import || !slices.Equal(d.subjects[path], letterNos(300, 310)) {
		t.Errorf("another file in its place gave %d batches, %q", len(again), d.subjects[path])
	}
}

func TestInterruptedArchiveGoesOnAsImport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "inbox")
	putFile(t, path, mboxOf(1, 1200))
	s, d := openPath(t, path), newDiary()
	full := fmt.Errorf("disk full")
	n := 0
	err := s.Read(t.Context(), d.positions, func(b Batch) error {
		if n++; n == 2 {
			return full
		}
		return d.take(b)
	})
	if err != full {
		t.Fatalf("Read = %v", err)
	}
	for _, b := range d.read(t, s) {
		if !b.Import || b.Reset {
			t.Errorf("batch after the interruption: import %v, reset %v", b.Import, b.Reset)
		}
	}
	if !slices.Equal(d.subjects[path], letterNos(1, 1200)) {
		t.Errorf("%d letters, want 1200 in order", len(d.subjects[path]))
	}
}

func TestFolderOfLetters(t *testing.T) {
	dir := t.TempDir()
	for n := 1; n <= 3; n++ {
		putFile(t, filepath.Join(dir, fmt.Sprintf("2026/%02d.eml", n)), string(letterNo(n)))
	}
	putFile(t, filepath.Join(dir, "README"), "not a letter")
	putFile(t, filepath.Join(dir, ".git/x.eml"), "hidden")
	s, d := openPath(t, dir), newDiary()
	batches := d.read(t, s)
	if !slices.Equal(d.subjects[dir], letterNos(1, 3)) || batches[0].Messages[2].Folder != filepath.Join(dir, "2026/03.eml") || batches[0].Total != 3 {
		t.Errorf("got %q, %+v", d.subjects[dir], batches)
	}
	putFile(t, filepath.Join(dir, "2026/04.eml"), string(letterNo(4)))
	if again := d.read(t, s); len(again) != 1 || len(again[0].Messages) != 1 || again[0].Reset {
		t.Errorf("one more letter gave %+v", again)
	}
	putFile(t, filepath.Join(dir, "2025.eml"), string(letterNo(0)))
	if d.read(t, s); !slices.Equal(d.subjects[dir], letterNos(0, 4)) {
		t.Errorf("a letter before the others: %q", d.subjects[dir])
	}
	one := filepath.Join(dir, "2026/02.eml")
	if d.read(t, openPath(t, one)); !slices.Equal(d.subjects[one], letterNos(2, 2)) {
		t.Errorf("a single file: %q", d.subjects[one])
	}
}

func TestMaildir(t *testing.T) {
	dir := t.TempDir()
	put := func(folder, sub, name string, n int) {
		for _, s := range []string{"cur", "new", "tmp"} {
			if err := os.MkdirAll(filepath.Join(dir, folder, s), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(dir, folder, sub, name)
		putFile(t, path, string(letterNo(n)))
		if err := os.Chtimes(path, marchSecond, marchSecond); err != nil {
			t.Fatal(err)
		}
	}
	put("", "cur", "999.M1P1.host:2,RS", 1)
	put("", "cur", "1700000001.M1P1.host:2,", 2)
	put("", "new", "1700000002.M1P1.host", 3)
	put(".Sent", "cur", "1700000001.M1P2.host:2,S", 4)
	put(".&BCcENQRABD0EPgQyBDgEOgQ4-", "cur", "1700000001.M1P3.host:2,D", 5)
	put(".Trash", "cur", "1700000001.M1P4.host:2,S", 6)
	s, d := openPath(t, dir), newDiary()
	batches := d.read(t, s)
	want := map[string][]string{"INBOX": letterNos(1, 3), "Sent": letterNos(4, 4), "Черновики": letterNos(5, 5)}
	for folder, list := range want {
		if !slices.Equal(d.subjects[folder], list) {
			t.Errorf("%s: %q", folder, d.subjects[folder])
		}
	}
	if len(d.subjects) != 3 {
		t.Errorf("folders read: %v", d.subjects)
	}
	if m := batches[0].Messages[0]; !slices.Equal(m.Flags, []string{`\Answered`, `\Seen`}) || !m.Received.Equal(marchSecond) || m.Role != RoleInbox {
		t.Errorf("first letter: %+v", m)
	}

	// A mail program opens a letter, which renames its file; another one comes.
	if err := os.Rename(filepath.Join(dir, "new/1700000002.M1P1.host"), filepath.Join(dir, "cur/1700000002.M1P1.host:2,S")); err != nil {
		t.Fatal(err)
	}
	put("", "new", "1700000003.M1P1.host", 7)
	again := d.read(t, s)
	if len(again) != 1 || again[0].Reset || again[0].Import || len(again[0].Messages) != 1 || subjectOf(again[0].Messages[0]) != "Nr. 7" {
		t.Errorf("one more letter gave %+v", again)
	}
	if err := os.Remove(filepath.Join(dir, "cur/1700000001.M1P1.host:2,")); err != nil {
		t.Fatal(err)
	}
	if again := d.read(t, s); len(again) != 1 || !again[0].Reset || !slices.Equal(d.subjects["INBOX"], []string{"Nr. 1", "Nr. 3", "Nr. 7"}) {
		t.Errorf("a letter removed: %q", d.subjects["INBOX"])
	}
}

func TestUnreadableLetterIsReported(t *testing.T) {
	dir := t.TempDir()
	putFile(t, filepath.Join(dir, "1.eml"), string(letterNo(1)))
	if err := os.Symlink("nowhere", filepath.Join(dir, "2.eml")); err != nil {
		t.Fatal(err)
	}
	putFile(t, filepath.Join(dir, "3.eml"), string(letterNo(3)))
	r, err := readLetter(filepath.Join(dir))
	if err != nil || r.Err == nil {
		t.Errorf("a folder in place of a letter: %+v, %v", r, err)
	}
}

func TestFolderNames(t *testing.T) {
	check := func(in, want string) {
		t.Helper()
		if got := decodeFolderName(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	check("Sent", "Sent")
	check("&BB4EQgQ,BEAEMAQyBDsENQQ9BD0ESwQ1-", "Отправленные")
	check("R&-D", "R&D")
	check("a & b", "a & b")
	check("&BB4-x&BB4-", "ОxО")
	check("&!-", "&!-")
}

func FuzzMbox(f *testing.F) {
	f.Add([]byte(mboxOf(1, 3)))
	f.Add([]byte("From a Mon Mar  2 10:00:00 2026\nContent-Length: 3\n\nabc\nFrom a Mon Mar  2 10:00:00 2026\n\n"))
	f.Add([]byte("From \n\n\nFrom "))
	f.Fuzz(func(t *testing.T, b []byte) {
		s := newMboxSplitter(bytes.NewReader(b), int64(len(b)))
		var total int64
		for {
			start := s.start
			r, err := s.next()
			if err != nil {
				break
			}
			if total += r.Size; total > int64(len(b)) || r.Size < int64(len(r.Data)) || s.start <= start {
				t.Fatalf("letters of %d bytes from a file of %d; offset %d after %d", total, len(b), s.start, start)
			}
			if s.from != "" && !bytes.HasPrefix(b[s.start:], []byte(s.from)) {
				t.Fatalf("offset %d does not lead to %q", s.start, s.from)
			}
		}
	})
}

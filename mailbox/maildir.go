package mailbox

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
)

// maildir is a Maildir: INBOX in the folder itself, further folders below it, either named with a leading dot
// (Maildir++) or as they are. Like on a server, INBOX, sent mail, drafts and what the config names is read.
type maildir struct{ config Config }

// isMaildir tells whether a folder is a Maildir, or holds some.
func isMaildir(path string) bool {
	if holdsMail(path) {
		return true
	}
	entries, err := os.ReadDir(path)
	return err == nil && slices.ContainsFunc(entries, func(e fs.DirEntry) bool {
		return e.IsDir() && holdsMail(filepath.Join(path, e.Name()))
	})
}

func holdsMail(path string) bool {
	for _, sub := range []string{"cur", "new"} {
		if info, err := os.Stat(filepath.Join(path, sub)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// Read implements Source. Letters are read in the order of their delivery, which their file names tell. When letters
// that were read have gone, the folder is read again (Batch.Reset).
func (m *maildir) Read(ctx context.Context, since map[string]Position, yield func(Batch) error) error {
	all, paths, err := m.folders()
	if err != nil {
		return err
	}
	chosen, err := chooseFolders(all, m.config)
	if err != nil {
		return err
	}
	for _, f := range chosen {
		path, ok := paths[f.name]
		if !ok {
			continue // only INBOX can be chosen without being there
		}
		if err := m.readFolder(ctx, f, path, since[f.name], yield); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
	return nil
}

// Close implements Source.
func (m *maildir) Close() error { return nil }

// folders returns the folders there are and where each is.
func (m *maildir) folders() ([]imapFolder, map[string]string, error) {
	var all []imapFolder
	paths := map[string]string{}
	add := func(name, path string) {
		all = append(all, imapFolder{name: name, delim: '/'})
		paths[name] = path
	}
	root := m.config.Path
	if holdsMail(root) {
		add("INBOX", root)
	}
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !e.IsDir() || path == root:
			return nil
		case e.Name() == "cur" || e.Name() == "new" || e.Name() == "tmp":
			return fs.SkipDir
		}
		if holdsMail(path) {
			rel, _ := filepath.Rel(root, path)
			add(maildirName(rel), path)
		}
		return nil
	})
	return all, paths, err
}

// maildirName makes a folder's name from its path: ".Sent", "Sent" and ".Archive.2025" are Sent, Sent and Archive/2025.
func maildirName(rel string) string {
	name := filepath.ToSlash(rel)
	if dotted, ok := strings.CutPrefix(name, "."); ok {
		name = strings.ReplaceAll(dotted, ".", "/")
	}
	if strings.EqualFold(name, "inbox") {
		return "INBOX"
	}
	return decodeFolderName(name)
}

func (m *maildir) readFolder(ctx context.Context, f imapFolder, path string, since Position, yield func(Batch) error) error {
	files, err := maildirFiles(path)
	if err != nil {
		return err
	}
	ids := make([]string, len(files))
	byID := make(map[string]string, len(files))
	for i, file := range files {
		ids[i] = maildirID(file)
		byID[ids[i]] = file
	}
	a := newArchiving(f.name, f.role, since, yield)
	a.total = len(files)
	rest, mark := a.begin(ids)
	for _, id := range rest {
		if err := ctx.Err(); err != nil {
			return err
		}
		file := byID[id]
		r, err := readLetter(file)
		if errors.Is(err, fs.ErrNotExist) { // its flags were changed, which renames it, or it was removed
			if file, err = renamed(path, id); err == nil {
				r, err = readLetter(file)
			}
		}
		if err != nil || a.fresh && r.Err == nil && r.Received.Before(m.config.Since) {
			a.skip(mark.add(id))
			continue
		}
		r = shorten(r, m.config.FetchLimit)
		r.Mailbox, r.Folder, r.Flags = m.config.Address, f.name, maildirFlags(file)
		if err := a.add(r, mark.add(id)); err != nil {
			return err
		}
	}
	return a.end()
}

// maildirFiles returns the paths of the letters in a folder, in the order of delivery.
func maildirFiles(path string) ([]string, error) {
	var files []string
	for _, sub := range []string{"cur", "new"} {
		entries, err := os.ReadDir(filepath.Join(path, sub))
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			if !e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
				files = append(files, filepath.Join(path, sub, e.Name()))
			}
		}
	}
	slices.SortFunc(files, func(a, b string) int { return compareDelivery(maildirID(a), maildirID(b)) })
	return slices.CompactFunc(files, func(a, b string) bool { return maildirID(a) == maildirID(b) }), nil
}

// compareDelivery orders letters by the second of their delivery, with which their names begin, then by name.
func compareDelivery(a, b string) int {
	at, aerr := strconv.ParseInt(a[:max(strings.IndexByte(a, '.'), 0)], 10, 64)
	bt, berr := strconv.ParseInt(b[:max(strings.IndexByte(b, '.'), 0)], 10, 64)
	if aerr == nil && berr == nil && at != bt {
		if at < bt {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
}

// maildirID is the part of a file's name that stays when flags change.
func maildirID(path string) string {
	id, _, _ := strings.Cut(filepath.Base(path), ":2,")
	return id
}

func renamed(path, id string) (string, error) {
	files, err := maildirFiles(path)
	if err != nil {
		return "", err
	}
	for _, f := range files {
		if maildirID(f) == id {
			return f, nil
		}
	}
	return "", fs.ErrNotExist
}

func maildirFlags(path string) []string {
	_, letters, _ := strings.Cut(filepath.Base(path), ":2,")
	var flags []string
	for _, c := range letters {
		switch c {
		case 'D':
			flags = append(flags, `\Draft`)
		case 'F':
			flags = append(flags, `\Flagged`)
		case 'R':
			flags = append(flags, `\Answered`)
		case 'S':
			flags = append(flags, `\Seen`)
		case 'T':
			flags = append(flags, `\Deleted`)
		}
	}
	return flags
}

// decodeFolderName decodes the modified UTF-7 of folder names (RFC 3501 5.1.3), in which servers write them to disk.
// What is not such stays as it is.
func decodeFolderName(s string) string {
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(s, "&")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		code, after, ended := strings.Cut(rest, "-")
		text, ok := decodeBase64UTF16(code)
		switch {
		case !ended || !ok:
			out.WriteByte('&')
			s = rest
			continue
		case code == "":
			out.WriteByte('&')
		default:
			out.WriteString(text)
		}
		s = after
	}
}

var folderBase64 = base64.NewEncoding("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+,").WithPadding(base64.NoPadding)

func decodeBase64UTF16(code string) (string, bool) {
	b, err := folderBase64.DecodeString(code)
	if err != nil || len(b)%2 != 0 {
		return "", false
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	return string(utf16.Decode(units)), true
}

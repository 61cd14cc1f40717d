package mailbox

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// emlDir is a folder with a file for each letter, subfolders included, read in the order of their names; or one such
// file. Files that end in .eml are letters; where there are none, every file that is not hidden is.
type emlDir struct{ config Config }

// Read implements Source. When a file was added before the last one read, or one of them is gone, everything is read
// again (Batch.Reset).
func (d *emlDir) Read(ctx context.Context, since map[string]Position, yield func(Batch) error) error {
	files, err := letterFiles(d.config.Path)
	if err != nil {
		return err
	}
	a := newArchiving(d.config.Path, RoleInbox, since[d.config.Path], yield)
	a.total = len(files)
	rest, mark := a.begin(files)
	for _, file := range rest {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := readLetter(file)
		if errors.Is(err, fs.ErrNotExist) {
			r.Err = err
		}
		r = shorten(r, d.config.FetchLimit)
		r.Mailbox, r.Folder, r.Received = d.config.Address, file, time.Time{} // a file's date is that of its copying
		if err := a.add(r, mark.add(file)); err != nil {
			return err
		}
	}
	return a.end()
}

// Close implements Source.
func (d *emlDir) Close() error { return nil }

// letterFiles returns the letters in and below a folder, sorted by path; of a file, itself.
func letterFiles(root string) ([]string, error) {
	if info, err := os.Stat(root); err != nil || !info.IsDir() {
		return []string{root}, err
	}
	var eml, other []string
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(e.Name(), ".")
		switch {
		case err != nil:
			return err
		case e.IsDir() && hidden:
			return fs.SkipDir
		case e.IsDir() || hidden || !e.Type().IsRegular():
		case strings.EqualFold(suffix(path), ".eml"):
			eml = append(eml, path)
		default:
			other = append(other, path)
		}
		return nil
	})
	if len(eml) > 0 {
		return eml, err
	}
	return other, err
}

func suffix(path string) string { return filepath.Ext(path) }

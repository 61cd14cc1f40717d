package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"syscall"
)

// Lock claims the database for one daemon. The claim ends with release, or with the process however it ends. While
// another process has it, the error names that one. It is a lock on a file beside the database, path + ".lock".
func (db *DB) Lock() (release func() error, err error) {
	if db.path == Memory {
		return func() error { return nil }, nil
	}
	name := db.path + ".lock"
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", db.path, err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer f.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		holder, _ := io.ReadAll(io.LimitReader(f, 20))
		return nil, fmt.Errorf("%s is in use by another vernus (pid %s); stop that one first", db.path, strings.TrimSpace(string(holder)))
	}
	// The number is for people only, so that failing to write it matters to nobody.
	f.Truncate(0)
	f.WriteAt(fmt.Appendln(nil, os.Getpid()), 0)
	var once sync.Once
	return func() error {
		var err error
		once.Do(func() { err = f.Close() }) // the file stays: removing it would let two processes lock two files
		return err
	}, nil
}

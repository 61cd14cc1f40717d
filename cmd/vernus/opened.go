package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"vernus/store"
)

// opened is what commands that look into the database work with.
type opened struct {
	*store.DB
	cfg  *Config
	zone *time.Location
}

// open loads the configuration and opens its database, which must be there. The caller closes it.
func (a *app) open(ctx context.Context) (*opened, error) {
	cfg, err := a.load()
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(cfg.Database()); err != nil {
		return nil, fmt.Errorf("there is no database at %s yet; `vernus run` reads the mailboxes into it", cfg.Database())
	}
	db, err := store.Open(ctx, cfg.Database())
	if err != nil {
		return nil, err
	}
	db.Now, db.Instance = a.now, cfg.Team.Instance
	return &opened{DB: db, cfg: cfg, zone: cfg.Calendar("").Location()}, nil
}

// with runs f on the database and closes it.
func (a *app) with(ctx context.Context, f func(*opened) error) error {
	db, err := a.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(db), db.Close())
}

// moment is a time as a person reads it, in the team's zone; "-" for none.
func (o *opened) moment(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.In(o.zone).Format("2006-01-02 15:04")
}

// table writes rows in columns.
func table(w io.Writer, rows [][]string) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	return t.Flush()
}

// short cuts a text to so many letters, on one line.
func short(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return string(r)
}

// terminal says that a person reads what is written to a stream as it is written, or types what is read from it.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

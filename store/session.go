package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// session is one connection with its prepared statements. One goroutine uses it at a time.
type session struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func newSession(ctx context.Context, pool *sql.DB) (*session, error) {
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (s *session) close() error {
	var err error
	for _, st := range s.stmts {
		err = errors.Join(err, st.Close())
	}
	return errors.Join(err, s.conn.Close())
}

// transaction runs f between begin and COMMIT; an error, a panic or a cancelled context takes everything back.
//
// f gets a context that cannot be cancelled, because the driver starts a goroutine for every statement under one that
// can: long work looks at the caller's own context between its pieces.
func (s *session) transaction(ctx context.Context, begin string, f func(context.Context, *session) error) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	calm := context.WithoutCancel(ctx)
	if _, err := s.exec(calm, begin); err != nil {
		return err
	}
	done := false
	defer func() {
		if !done {
			s.conn.ExecContext(calm, "ROLLBACK") // fails where SQLite has rolled back by itself
		}
	}()
	if err := f(calm, s); err != nil {
		return err
	}
	if err := context.Cause(ctx); err != nil {
		return err
	}
	if _, err := s.exec(calm, "COMMIT"); err != nil {
		return err
	}
	done = true
	return nil
}

// stmt returns the prepared statement of a query.
//
// SQLite prepares a statement anew at every execution, at ten times the cost, where it has looked whether a parameter is
// what a partial index asks for (client = ? beside an index of rows that have a client). +? is the same value, and not looked at:
// queries of every cycle are written so.
func (s *session) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	if st := s.stmts[query]; st != nil {
		return st, nil
	}
	st, err := s.conn.PrepareContext(ctx, query)
	if err != nil {
		return nil, fmt.Errorf("%w in %.60q", err, query)
	}
	s.stmts[query] = st
	return st, nil
}

// exec runs a statement and returns how many rows it changed.
func (s *session) exec(ctx context.Context, query string, args ...any) (int64, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// rowsQuery is an INSERT of any number of rows: what stands before and after them.
type rowsQuery struct{ before, after string }

// execRows inserts rows of as many values as width says, many at once: a statement costs more than what it does.
func (s *session) execRows(ctx context.Context, q rowsQuery, width int, values []any) error {
	for _, rows := range []int{64, 8, 1} {
		var query string
		for len(values) >= rows*width {
			if query == "" {
				row := "(" + strings.Repeat("?, ", width-1) + "?)"
				query = q.before + strings.Repeat(row+", ", rows-1) + row + q.after
			}
			if _, err := s.exec(ctx, query, values[:rows*width]...); err != nil {
				return err
			}
			values = values[rows*width:]
		}
	}
	return nil
}

// insert runs an INSERT and returns the new row's id.
func (s *session) insert(ctx context.Context, query string, args ...any) (int64, error) {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return 0, err
	}
	res, err := st.ExecContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	return res.LastInsertId()
}

// get scans the only row of a query; ErrNoRows when there is none.
func (s *session) get(ctx context.Context, query string, args []any, dest ...any) error {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return err
	}
	return st.QueryRowContext(ctx, args...).Scan(dest...)
}

// each calls f with a scan function for every row of a query.
func (s *session) each(ctx context.Context, query string, args []any, f func(scan func(...any) error) error) error {
	st, err := s.stmt(ctx, query)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

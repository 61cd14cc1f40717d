package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// What a cycle asks must be answered from indexes, or its cost grows with the history.
func TestCycleReadsNoWholeTable(t *testing.T) {
	db := openTest(t, Memory)
	for _, c := range []struct {
		query string
		args  []any
	}{
		{touchedQueries[0], []any{"", 0, 1}},
		{touchedQueries[1], []any{"", 0, 1}},
		{untoldQuery, []any{0, "a", "b"}},
		{learnedQuery, []any{1}},
		{rulingsQuery + absent + rulingsOrder, nil},
		{rulingsQuery + stopping + rulingsOrder, nil},
		{answersQuery, []any{1}},
		{rulingsQuery + aboutClients + rulingsOrder, []any{`["x"]`}},
		{recentQuery, []any{0}},
		{wakeQuery, nil},
		{relatedQuery, []any{"x", 0, 1}},
		{interestQuery, []any{"x"}},
		{latestQuery, nil},
		{heardQuery, []any{"x"}},
		{lostQuery, []any{"x"}},
		{backQuery, []any{"x", 0, "x"}},
		{wishesQuery, []any{"x"}},
		{invitedQuery, []any{"x", 0}},
		{minutesQuery, []any{"x", 0}},
		{unreadQuery, []any{1}},
		{linesVersionQuery, nil},
		{linesQuery, []any{"x", 0}},
		{linesSinceQuery, []any{"x", 0, 0}},
		{writtenQueries[0], []any{"x"}},
		{writtenQueries[1], []any{"x"}},
		{touchedAccountsQuery, []any{0, "", ""}},
		{dueQuery, []any{0}},
		{copiesQuery, nil},
		{conversationOfQuery, []any{"x"}},
		{findingByCodeQuery, []any{"x"}},
		{"SELECT " + listedRow + " FROM outbox WHERE code = ? ORDER BY id", []any{"x"}},
		{"SELECT phase, count(*) FROM outbox WHERE phase NOT IN ('sent', 'withdrawn') GROUP BY phase", nil},
	} {
		err := db.view(t.Context(), "plan", func(ctx context.Context, s *session) error {
			return s.each(ctx, "EXPLAIN QUERY PLAN "+c.query, c.args, func(scan func(...any) error) error {
				var id, parent, unused int
				var step string
				err := scan(&id, &parent, &unused, &step)
				if strings.HasPrefix(step, "SCAN ") && !strings.Contains(step, "USING") && !strings.Contains(step, "VIRTUAL") && !strings.HasPrefix(step, "SCAN (") {
					t.Errorf("%s\n  reads a whole table: %s", c.query, step)
				}
				return err
			})
		})
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
		}
	}
}

// BenchmarkCycle tells what a cycle with nothing new costs: it must not depend on how much is stored.
func BenchmarkCycle(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			db := openTest(b, "")
			fill(b, db, newGenerator(), n)
			now := monday.Add(365 * 24 * time.Hour)
			settleAll(b, db, now)
			b.ResetTimer()
			before := cpuTime(b)
			cycles := 0
			for b.Loop() {
				cycle(b, db, now)
				cycles++
			}
			b.ReportMetric(float64((cpuTime(b)-before).Microseconds())/float64(cycles), "µs-cpu/cycle")
		})
	}
}

// cycle is what the daemon asks when there is nothing new in Anna's mailbox.
func cycle(tb testing.TB, db *DB, now time.Time) {
	tb.Helper()
	ctx := tb.Context()
	if _, err := db.Positions(ctx, anna); err != nil {
		tb.Fatal(err)
	}
	if err := db.Noted(ctx, anna, nil, now); err != nil {
		tb.Fatal(err)
	}
	snap := snapshot(tb, db, now)
	if len(snap.Conversations) > 0 {
		tb.Fatal("there is something new")
	}
	if _, err := db.Due(ctx, now); err != nil {
		tb.Fatal(err)
	}
	if _, err := db.CopiesDue(ctx); err != nil {
		tb.Fatal(err)
	}
	if _, err := db.Wake(ctx); err != nil {
		tb.Fatal(err)
	}
	if _, err := db.Health(ctx); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkSearch looks for a common and a rare word among 50,000 letters.
func BenchmarkSearch(b *testing.B) {
	db := openTest(b, "")
	g := newGenerator()
	fill(b, db, g, 50_000)
	for name, word := range map[string]string{"common": g.words[0], "middle": g.words[1000], "rare": g.words[30_000], "prefix": "дого*"} {
		b.Run(name, func(b *testing.B) {
			hits := 0
			for b.Loop() {
				hits = len(must[[]Hit](b)(db.Search(b.Context(), Query{Words: word})))
			}
			b.ReportMetric(float64(hits), "hits")
		})
	}
}

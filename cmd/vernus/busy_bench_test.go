package main

import (
	"os"
	"strconv"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
	"vernus/store"
)

// What thinking about busyLetters new letters may cost in processor time, however much is stored.
const (
	busyLetters = 50
	busyBudget  = 100 * time.Millisecond
)

// BenchmarkBusyCycle measures the thinking of a cycle in which 50 letters have come, with little and with much history
// in which everything was answered: what is to be thought about is taken from the store, thought about, and what follows is written
// down. cpu-ms/op is of that alone; it must stay below 100, and depend on what has changed, not on what is stored.
func BenchmarkBusyCycle(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			w := newBusyWorld(b, n)
			var sum busyCost
			b.ResetTimer()
			for range b.N {
				sum.add(w.cycle())
			}
			b.ReportMetric(float64(sum.cpu.Microseconds())/1000/float64(b.N), "cpu-ms/op")
			b.ReportMetric(float64(sum.conversations)/float64(b.N), "conversations/op")
			b.ReportMetric(float64(sum.accounts)/float64(b.N), "accounts/op")
		})
	}
}

// TestBusyCycleBudget fails when a busy cycle costs several times what it may, on whatever machine; in VERNUS_BENCH_LETTERS
// stands over how many stored letters. How many conversations are thought about depends on no machine.
func TestBusyCycleBudget(t *testing.T) {
	const rounds, slack = 6, 8
	w := newBusyWorld(t, benchLetters(t, 1000))
	var sum busyCost
	for range rounds {
		sum.add(w.cycle())
	}
	t.Logf("a cycle: %v of processor time, %d conversations, %d accounts", sum.cpu/rounds, sum.conversations/rounds, sum.accounts/rounds)
	if got := sum.cpu / rounds; got > slack*busyBudget {
		t.Errorf("a cycle with %d new letters took %v of processor time, the budget is %v", busyLetters, got, busyBudget)
	}
	if got := sum.conversations / rounds; got < busyLetters/2 || got > 3*busyLetters {
		t.Errorf("%d new letters had %d conversations thought about: only those that they stand in or concern should be", busyLetters, got)
	}
}

// benchLetters is how many stored letters a test of a budget is to be made with.
func benchLetters(tb testing.TB, usual int) int {
	tb.Helper()
	given := os.Getenv("VERNUS_BENCH_LETTERS")
	if given == "" {
		return usual
	}
	n, err := strconv.Atoi(given)
	if err != nil || n < usual {
		tb.Fatalf("VERNUS_BENCH_LETTERS=%s: give a number of at least %d", given, usual)
	}
	return n
}

// busyWorld is a daemon with a history, to which clients write and are answered in turn.
type busyWorld struct {
	tb   testing.TB
	d    *daemon
	g    *benchMail
	uids map[string]uint32
}

// busyCost is what thinking cost, and about how much it was.
type busyCost struct {
	cpu                     time.Duration
	conversations, accounts int
}

func (c *busyCost) add(o busyCost) {
	c.cpu, c.conversations, c.accounts = c.cpu+o.cpu, c.conversations+o.conversations, c.accounts+o.accounts
}

// newBusyWorld stores n letters and does what they leave to be done, and a cycle of each kind.
func newBusyWorld(tb testing.TB, n int) *busyWorld {
	tb.Helper()
	server := mailtest.NewIMAP(mailtest.IMAPOptions{})
	tb.Cleanup(func() { server.Close() })
	server.AddAccount(anna, "secret")
	tb.Setenv("PW", "secret")
	w := &busyWorld{tb: tb, d: quietDaemon(tb, server), g: newBenchMail(1), uids: map[string]uint32{}}
	tb.Cleanup(func() { w.d.Close() })
	w.g.talk, w.g.every = true, 4*time.Minute // 100,000 letters in nine months
	w.d.db.Now = w.g.now
	for from := 0; from < n; from += 500 {
		w.read("Old", mailbox.RoleOther, true, min(500, n-from), func() []byte {
			if len(w.g.owed) > 0 {
				return w.g.answer()
			}
			return w.g.next()
		})
	}
	w.think()
	for range 4 {
		w.cycle()
	}
	return w
}

func (w *busyWorld) read(name string, role mailbox.Role, imported bool, count int, next func() []byte) {
	w.tb.Helper()
	batch := mailbox.Batch{Folder: name, Role: role, Import: imported}
	for range count {
		data := next()
		w.uids[name]++
		batch.Messages = append(batch.Messages, mailbox.Raw{Mailbox: anna, Folder: name, UID: w.uids[name], Data: data, Size: int64(len(data)), Received: w.g.now()})
	}
	batch.Position = mailbox.Position{UIDValidity: 1, UIDNext: w.uids[name] + 1}
	if _, err := w.d.keep(w.tb.Context(), anna, batch, w.d.understand(batch.Messages)); err != nil {
		w.tb.Fatal(err)
	}
}

func (w *busyWorld) think() {
	w.tb.Helper()
	if err := w.d.think(w.tb.Context(), w.g.now()); err != nil {
		w.tb.Fatal(err)
	}
}

// cycle reads letters, in turn of clients and answers to them, and thinks.
func (w *busyWorld) cycle() busyCost {
	w.tb.Helper()
	next := w.g.next
	if len(w.g.owed) > 0 {
		next = w.g.answer
	}
	w.read("INBOX", mailbox.RoleInbox, false, busyLetters, next)
	snap, err := w.d.db.Snapshot(w.tb.Context(), w.g.now(), store.Place{})
	if err != nil {
		w.tb.Fatal(err)
	}
	before := cpuTime(w.tb)
	w.think()
	return busyCost{cpuTime(w.tb) - before, len(snap.Conversations), len(snap.Accounts)}
}

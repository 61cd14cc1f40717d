package main

import (
	"strconv"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/mailbox/mailtest"
	"vernus/store"
)

// BenchmarkBusyCycle measures the thinking of a cycle in which 50 letters have come, with little and with much history
// in which everything was answered: what is to be thought about is taken from the store, thought about, and what follows is written
// down. cpu-ms/op is of that alone; it must depend on what has changed, not on what is stored.
func BenchmarkBusyCycle(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) { benchBusy(b, n) })
	}
}

func benchBusy(b *testing.B, n int) {
	const changed = 50
	server := mailtest.NewIMAP(mailtest.IMAPOptions{})
	defer server.Close()
	server.AddAccount(anna, "secret")
	b.Setenv("PW", "secret")
	g := newBenchMail(1)
	g.talk, g.every = true, 4*time.Minute // 100,000 letters in nine months
	d := quietDaemon(b, server)
	defer d.Close()
	d.db.Now = g.now
	folder := func(name string, role mailbox.Role, imported bool) func(int, func() []byte) {
		uid := uint32(1)
		return func(count int, next func() []byte) {
			batch := mailbox.Batch{Folder: name, Role: role, Import: imported, Position: mailbox.Position{UIDValidity: 1, UIDNext: uid + uint32(count)}}
			for range count {
				data := next()
				batch.Messages = append(batch.Messages, mailbox.Raw{Mailbox: anna, Folder: name, UID: uid, Data: data, Size: int64(len(data)), Received: g.now()})
				uid++
			}
			if _, err := d.keep(b.Context(), anna, batch, d.understand(batch.Messages)); err != nil {
				b.Fatal(err)
			}
		}
	}
	old, inbox := folder("Old", mailbox.RoleOther, true), folder("INBOX", mailbox.RoleInbox, false)
	for from := 0; from < n; from += 500 {
		old(500, func() []byte {
			if len(g.owed) > 0 {
				return g.answer()
			}
			return g.next()
		})
	}
	think := func() {
		if err := d.think(b.Context(), g.now()); err != nil {
			b.Fatal(err)
		}
	}
	for range 2 { // what the history has left to do is done before the clock starts
		think()
	}
	var spent time.Duration
	conversations, accounts := 0, 0
	b.ResetTimer()
	for range b.N { // in turn the clients write, and are answered
		b.StopTimer()
		next := g.next
		if len(g.owed) > 0 {
			next = g.answer
		}
		inbox(changed, next)
		snap, err := d.db.Snapshot(b.Context(), g.now(), store.Place{})
		if err != nil {
			b.Fatal(err)
		}
		conversations, accounts = conversations+len(snap.Conversations), accounts+len(snap.Accounts)
		b.StartTimer()
		before := cpuTime(b)
		think()
		spent += cpuTime(b) - before
	}
	b.ReportMetric(float64(spent.Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(conversations)/float64(b.N), "conversations/op")
	b.ReportMetric(float64(accounts)/float64(b.N), "accounts/op")
}

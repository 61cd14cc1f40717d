package store

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"vernus/mailbox"
	"vernus/rules/reading"
)

// generator makes correspondence: threads of 1 to 12 letters interleaved in time, with a vocabulary of 40,000 words in the
// frequencies of a language, so that an index meets a realistic dictionary.
type generator struct {
	rand  *rand.Rand
	zipf  *rand.Zipf
	words []string
	open  []*openThread
	n     int
	least int // words in a text
	more  int
}

type openThread struct {
	client, subject string
	ids             []string
	left            int
	text            string
}

func newGenerator() *generator {
	g := &generator{rand: rand.New(rand.NewPCG(1, 2)), least: 60, more: 100}
	g.zipf = rand.NewZipf(g.rand, 1.1, 8, 40_000-1)
	syllables := strings.Fields("до го вор сче та сро ки при шли те от чет ма ке ту пра вка под пис ать сог ла со за каз кли ент про ект")
	endings := strings.Fields("а у ом ы ов ами ть ет ия")
	for range 40_000 {
		w := ""
		for range 2 + g.rand.IntN(3) {
			w += syllables[g.rand.IntN(len(syllables))]
		}
		g.words = append(g.words, w+endings[g.rand.IntN(len(endings))])
	}
	return g
}

func (g *generator) text(words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(" \n"[min(1, i%12/11)])
		}
		b.WriteString(g.words[g.zipf.Uint64()])
	}
	return b.String()
}

// next returns the next letter. Its text is 60 to 160 words long and followed by a quote of the one before.
func (g *generator) next() Incoming {
	if len(g.open) < 200 {
		c := g.rand.IntN(900)
		g.open = append(g.open, &openThread{client: fmt.Sprint("Клиент ", c), subject: g.text(4), left: 1 + g.rand.IntN(12)})
	}
	i := g.rand.IntN(len(g.open))
	t := g.open[i]
	id := fmt.Sprintf("%08x.%d@mail.example", g.rand.Uint32(), g.n)
	at := monday.Add(time.Duration(g.n) * 3 * time.Minute)
	m := &mailbox.Message{
		ID: id, Date: at, At: at, From: mailbox.Address{Name: "Иван Петров", Mail: "ivan@" + id[:4] + ".example"},
		To:      []mailbox.Address{{Name: "Анна Смирнова", Mail: anna}, {Mail: boris}},
		Subject: "Re: " + t.subject, BaseSubject: t.subject, References: t.ids, NewText: g.text(g.least + g.rand.IntN(g.more)), Kind: mailbox.Human,
	}
	if len(t.ids) > 0 {
		m.InReplyTo = t.ids[len(t.ids)-1:]
	}
	m.Text = m.NewText
	if t.text != "" {
		m.Text += "\n> " + strings.ReplaceAll(t.text, "\n", "\n> ")
	}
	t.text, t.ids = m.Text[:min(len(m.Text), 6000)], append(t.ids[:len(t.ids):len(t.ids)], id)
	if t.left--; t.left == 0 {
		g.open[i] = g.open[len(g.open)-1]
		g.open = g.open[:len(g.open)-1]
	}
	g.n++
	return Incoming{
		Raw: mailbox.Raw{Received: at, Flags: []string{`\Seen`}}, Message: m, Direction: mailbox.Incoming, Client: t.client,
		Reading: reading.Reading{Language: "ru", NeedsReply: true, Acts: []reading.Act{
			{Type: reading.Question, Text: m.NewText[:min(80, len(m.NewText))], Precision: reading.None, Rule: "question.mark"},
		}},
	}
}

// fill stores n letters in batches of 500 as a first import does, and returns the CPU time that storing took.
func fill(tb testing.TB, db *DB, g *generator, n int) (cpu time.Duration) {
	tb.Helper()
	for first := 0; first < n; first += 500 {
		var in []Incoming
		for range min(500, n-first) {
			in = append(in, g.next())
		}
		b, in := batch("INBOX", uint32(first+1), in...)
		b.Import, b.Messages = true, nil
		before := cpuTime(tb)
		if _, err := db.Ingest(tb.Context(), anna, b, in); err != nil {
			tb.Fatal(err)
		}
		cpu += cpuTime(tb) - before
	}
	return cpu
}

func cpuTime(tb testing.TB) time.Duration {
	tb.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkIngest tells what storing a first import costs, for each letter; it must not grow with the mailbox.
func BenchmarkIngest(b *testing.B) {
	for _, n := range []int{10_000, 50_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			var cpu time.Duration
			for b.Loop() {
				db := openTest(b, "")
				cpu += fill(b, db, newGenerator(), n)
				b.StopTimer()
				db.Close()
				b.StartTimer()
			}
			b.ReportMetric(float64(cpu.Microseconds())/float64(b.N*n), "µs-cpu/letter")
			b.ReportMetric(cpu.Seconds()/float64(b.N), "s-cpu")
		})
	}
}

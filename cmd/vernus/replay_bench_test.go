package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"mime"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// replayBudget is how long the replay of 90 days of three managers, some 5,000 letters, may last on two cores.
const replayBudget = 10 * time.Second

// BenchmarkReplay replays 90 days of three managers, some 5,000 letters, and reports with a page. It must stay below ten
// seconds.
func BenchmarkReplay(b *testing.B) {
	dir := b.TempDir()
	n := servedMail(b, dir, 90, 5000)
	b.ResetTimer()
	before := cpuTime(b)
	for b.Loop() {
		replayServed(b, dir)
	}
	b.ReportMetric(float64(n), "letters")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/replay")
	b.ReportMetric((cpuTime(b)-before).Seconds()/float64(b.N), "cpu-s/replay")
}

// TestReplayBudget fails when a replay costs several times what it may for its letters, in processor time and on whatever
// machine. In VERNUS_BENCH_LETTERS stands how many there are, in 90 days.
func TestReplayBudget(t *testing.T) {
	const slack = 6
	dir := t.TempDir()
	n := servedMail(t, dir, 90, benchLetters(t, 400))
	budget := max(time.Second, replayBudget*time.Duration(n)/5000)
	before := cpuTime(t)
	replayServed(t, dir)
	got := cpuTime(t) - before
	t.Logf("%d letters: %v of processor time", n, got)
	if got > slack*budget {
		t.Errorf("the replay of %d letters took %v of processor time, the budget is %v", n, got, budget)
	}
}

func replayServed(tb testing.TB, dir string) {
	tb.Helper()
	var out, errs bytes.Buffer
	a := &app{in: strings.NewReader(""), out: &out, err: &errs, now: time.Now, getenv: os.Getenv}
	if code := a.main(tb.Context(), []string{"--config", filepath.Join(dir, "config.toml"), "replay", "--html", filepath.Join(dir, "past.html"), filepath.Join(dir, "mail.mbox")}); code != 0 {
		tb.Fatal(errs.String())
	}
}

// servedLetter is a letter of the mail that servedMail makes.
type servedLetter struct {
	at       time.Time
	id, refs string
	ours     bool
	client   int
	subject  string
	text     string
}

// served makes conversations of three managers with thirty clients, always the same.
type served struct {
	rnd  *rand.Rand
	list []servedLetter
}

// servedMail writes the mail of so many days, at least so many letters, as mail.mbox, and a configuration for it. It
// returns how many letters there are.
func servedMail(tb testing.TB, dir string, days, letters int) int {
	tb.Helper()
	g := &served{rnd: rand.New(rand.NewPCG(7, 7))}
	first := time.Date(2026, 1, 12, 6, 0, 0, 0, time.UTC)
	for thread := 0; len(g.list) < letters; thread++ {
		day := first.AddDate(0, 0, g.rnd.IntN(days))
		if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		g.thread(thread, day.Add(time.Duration(g.rnd.IntN(8*60))*time.Minute))
	}
	slices.SortStableFunc(g.list, func(a, b servedLetter) int { return a.at.Compare(b.at) })
	var box bytes.Buffer
	for _, l := range g.list {
		l.write(&box)
	}
	config := "[team]\ndomains = [\"agency.example\"]\n[[lead]]\nname = \"Олег\"\naddress = \"oleg@agency.example\"\n"
	for m := range 3 {
		config += fmt.Sprintf("[[manager]]\nname = \"Менеджер %d\"\naddress = \"m%[1]d@agency.example\"\n", m)
	}
	for c := range 30 {
		config += fmt.Sprintf("[[client]]\nname = \"Клиент %d\"\ndomains = [\"client%[1]d.example\"]\nmanager = \"m%d@agency.example\"\n", c, c%3)
	}
	for name, data := range map[string][]byte{"mail.mbox": box.Bytes(), "config.toml": []byte(config)} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			tb.Fatal(err)
		}
	}
	return len(g.list)
}

// thread is a conversation: a question, mostly answered, by a promise now and then, which is kept or not.
func (g *served) thread(n int, at time.Time) {
	things := []string{"макет главной страницы", "акт за февраль", "смета на доработку", "отчёт по рекламе", "договор на поддержку", "тексты для каталога", "список правок", "счёт на оплату"}
	thing := things[g.rnd.IntN(len(things))]
	l := servedLetter{at: at, client: g.rnd.IntN(30), subject: fmt.Sprintf("%s, %d", thing, n)}
	add := func(ours bool, wait time.Duration, text string) {
		l.at, l.ours, l.text = l.at.Add(wait), ours, text
		id := fmt.Sprintf("%d.%d@mail.example", n, len(g.list))
		l.id = id
		g.list = append(g.list, l)
		l.refs = strings.TrimSpace(l.refs + " <" + id + ">")
	}
	wait := func(most time.Duration) time.Duration { // mostly short, as in life
		u := g.rnd.Float64()
		return time.Duration(u*u*u*float64(most)) + time.Minute
	}
	add(false, 0, "Добрый день!\n\n"+g.filler()+"Когда будет "+thing+"? И пришлите, пожалуйста, адрес, по которому его забрать.\n\n"+g.filler())
	switch g.rnd.IntN(10) {
	case 0: // nobody answers, and he asks again
		add(false, 26*time.Hour, "Напоминаю о своём вопросе: когда будет "+thing+"?")
	case 1, 2, 3:
		add(true, wait(5*time.Hour), "Здравствуйте! "+g.filler()+"Пришлём "+thing+" завтра до 15:00, адрес тот же.")
		if g.rnd.IntN(4) > 0 {
			add(true, 20*time.Hour+wait(12*time.Hour), "Отправляю "+thing+": https://cloud.agency.example/file. "+g.filler())
			add(false, wait(3*time.Hour), "Спасибо, получили!")
		}
	default:
		add(true, wait(4*time.Hour), "Здравствуйте! "+thing+" уже готов, забрать можно по адресу Лесная, 7. "+g.filler()+"Подтвердите, пожалуйста, что всё верно.")
		add(false, wait(6*time.Hour), g.filler()+"Да, всё верно, спасибо.")
	}
}

func (g *served) filler() string {
	sentences := []string{"Вчера смотрели вместе с коллегами, в целом нравится.", "Цвета на втором экране стали спокойнее.", "Склад переехал на Садовую.", "В пятницу у нас короткий день.",
		"Подрядчик обещает привезти плёнку на этой неделе.", "Бюджет на квартал согласован.", "Фотографии сделали новые, они в общей папке."}
	var b strings.Builder
	for range g.rnd.IntN(4) {
		b.WriteString(sentences[g.rnd.IntN(len(sentences))] + " ")
	}
	return b.String()
}

func (l servedLetter) write(b *bytes.Buffer) {
	client, manager := fmt.Sprintf("ivan@client%d.example", l.client), fmt.Sprintf("m%d@agency.example", l.client%3)
	from, to := client, manager
	if l.ours {
		from, to = manager, client
	}
	fmt.Fprintf(b, "From %s %s\nMessage-ID: <%s>\nFrom: <%s>\nTo: <%s>\nDate: %s\nSubject: %s\n", from, l.at.Format(time.ANSIC), l.id, from, to,
		l.at.In(time.FixedZone("", 3*3600)).Format(time.RFC1123Z), mime.BEncoding.Encode("utf-8", l.subject))
	if l.refs != "" {
		fields := strings.Fields(l.refs)
		fmt.Fprintf(b, "In-Reply-To: %s\nReferences: %s\n", fields[len(fields)-1], l.refs)
	}
	fmt.Fprintf(b, "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n%s\n\n", l.text)
}

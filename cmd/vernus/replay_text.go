package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"vernus/letters"
	"vernus/mailbox"
	"vernus/rules"
	"vernus/store"
)

// write prints a report for a person: in short, then what presses, the tables, every letter, and what was not sure.
func (r *replay) write(w io.Writer, report *replayReport) error {
	p := replayText{tongue: r.cfg.tongue(report.period.To), replayReport: report, names: r.cfg.names()}
	p.head()
	p.short()
	p.pressing()
	p.tables()
	p.letters()
	p.notWritten()
	p.doubtful()
	p.definitions()
	_, err := io.WriteString(w, p.b.String())
	return err
}

// names are the managers' and leads' names by address.
func (c *Config) names() map[string]string {
	names := map[string]string{}
	for _, m := range c.Managers {
		names[m.Address] = m.Name
	}
	for _, l := range c.Leads {
		if names[l.Address] == "" {
			names[l.Address] = l.Name
		}
	}
	return names
}

// replayText is a report on its way to a terminal.
type replayText struct {
	tongue
	*replayReport
	names map[string]string
	b     strings.Builder
}

func (p *replayText) printf(format string, args ...any) { fmt.Fprintf(&p.b, format, args...) }

func (p *replayText) title(ru, en string) { p.printf("\n%s\n", p.say(ru, en)) }

func (p *replayText) name(address string) string { return firstOf(p.names[address], address) }

func (p *replayText) head() {
	p.printf(p.say("С %s по %s: ", "%s to %s: "), p.date(p.period.From), p.date(p.period.To))
	p.printf("%s", p.count(p.Messages, "письмо прочитано", "письма прочитано", "писем прочитано", "letter read", "letters read"))
	if p.Quarantined > 0 {
		p.printf(", %s", p.count(p.Quarantined, "письмо не удалось разобрать", "письма не удалось разобрать", "писем не удалось разобрать", "could not be read", "could not be read"))
	}
	p.printf(".\n%s\n", p.say("Ничего не отправлено и не изменено.", "Nothing was sent, nothing was changed."))
}

// short is the whole in a few lines.
func (p *replayText) short() {
	p.title("КОРОТКО", "IN SHORT")
	for _, line := range p.summary() {
		p.printf("  %-18s %s\n", line[0], line[1])
	}
}

// summary is the figures in words, each with its name.
func (t tongue) summaryOf(r *replayReport) [][2]string {
	s := r.measured.All
	lines := [][2]string{{t.say("Первый ответ", "First answer"), t.responses(s)}, {t.say("Обещания", "Promises"), t.promises(s)}}
	lines = append(lines, [2]string{t.say("Открыто в конце", "Open at the end"), t.openAt(r.measured)})
	if s.Wanted > 0 {
		lines = append(lines, [2]string{t.say("Просили клиентов", "Asked of clients"), t.count(s.Wanted, "раз", "раза", "раз", "time", "times") +
			t.say(", ещё ждём ", ", still to come: ") + fmt.Sprint(s.WantedOpen)})
	}
	if s.Complaints > 0 {
		lines = append(lines, [2]string{t.say("Жалобы", "Complaints"), fmt.Sprint(s.Complaints)})
	}
	lines = append(lines, [2]string{t.say("Vernus написал бы", "Vernus would write"), t.lettersBy(r.rows)})
	if s.Doubts > 0 {
		lines = append(lines, [2]string{t.say("Сомнения", "Not sure about"), t.count(s.Doubts, "письмо", "письма", "писем", "letter", "letters")})
	}
	return lines
}

// openAt is what is open at the end of a period, in a line.
func (t tongue) openAt(f rules.Figures) string {
	open, late := 0, 0
	if n := len(f.Days); n > 0 {
		open, late = f.Days[n-1].Open, f.Days[n-1].Overdue
	}
	line := t.count(open, "вопрос", "вопроса", "вопросов", "question", "questions")
	if open > 0 {
		line += t.say(", из них просрочено ", ", of these overdue: ") + fmt.Sprint(late)
	}
	if f.All.Repeated > 0 {
		line += t.say("; клиентам пришлось напоминать ", "; clients had to ask again ") + t.count(f.All.Repeated, "раз", "раза", "раз", "time", "times")
	}
	return line
}

func (p *replayText) summary() [][2]string { return p.summaryOf(p.replayReport) }

// responses are the times to the first answer in a line.
func (t tongue) responses(s rules.Score) string {
	if s.Asked == 0 {
		return t.say("никто ничего не спрашивал", "nobody asked anything")
	}
	in := s.Standard()
	line := t.say("в срок ", "in time ") + fmt.Sprintf("%d %% (%d ", in.Percent(), in.Part) + t.say("из", "of") + fmt.Sprintf(" %d)", in.Of)
	if s.Answered > 0 {
		line += t.say("; медиана ", "; median ") + t.span(s.Median, 0) + t.say(", девять из десяти не дольше ", ", nine of ten within ") + t.span(s.P90, 0)
	}
	if s.Waiting > 0 {
		line += t.say("; срок ещё не вышел: ", "; not yet due: ") + fmt.Sprint(s.Waiting)
	}
	return line
}

// promises are what became of promises in a line.
func (t tongue) promises(s rules.Score) string {
	kept := s.Kept()
	var parts []string
	for _, o := range outcomes {
		if n := s.Promises[o]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", t.outcome(o), n))
		}
	}
	if s.Undated > 0 {
		parts = append(parts, fmt.Sprintf("%s %d", t.say("без даты", "without a date"), s.Undated))
	}
	if len(parts) == 0 {
		return t.say("никто ничего не обещал", "nobody promised anything")
	}
	line := strings.Join(parts, ", ")
	if kept.Of == 0 {
		return line
	}
	return t.say("сдержаны или перенесены заранее ", "kept or moved in advance ") + fmt.Sprintf("%d %% (%d ", kept.Percent(), kept.Part) + t.say("из", "of") + fmt.Sprintf(" %d): ", kept.Of) + line
}

// outcomes lists what can become of a promise, the best first.
var outcomes = []rules.Outcome{rules.KeptInTime, rules.MovedBefore, rules.KeptLate, rules.MovedAfter, rules.Overdue, rules.StillOpen, rules.Dropped}

func (t tongue) outcome(o rules.Outcome) string {
	switch o {
	case rules.KeptInTime:
		return t.say("в срок", "in time")
	case rules.MovedBefore:
		return t.say("перенесены заранее", "moved in advance")
	case rules.KeptLate:
		return t.say("с опозданием", "kept late")
	case rules.MovedAfter:
		return t.say("перенесены поздно", "moved late")
	case rules.Overdue:
		return t.say("просрочены", "overdue")
	case rules.StillOpen:
		return t.say("впереди", "ahead")
	}
	return t.say("отпали", "dropped")
}

// lettersBy counts letters by what they are. Suggestions are no letters of their own: what they suggest is counted.
func (t tongue) lettersBy(rows []store.Row) string {
	count, n := map[letters.Kind]int{}, 0
	for _, row := range rows {
		if row.Kind != letters.Suggestion {
			count[row.Kind]++
			n++
		}
	}
	if n == 0 {
		return t.say("ничего", "nothing")
	}
	parts := []string{}
	for _, k := range slices.SortedFunc(maps.Keys(count), func(a, b letters.Kind) int { return cmp.Or(count[b]-count[a], cmp.Compare(a, b)) }) {
		parts = append(parts, fmt.Sprintf("%s %d", t.letter(k), count[k]))
	}
	return t.count(n, "письмо", "письма", "писем", "letter", "letters") + ": " + strings.Join(parts, ", ")
}

// how says what a letter is and how far it would have gone by itself.
func (t tongue) how(row store.Row) string {
	switch {
	case row.Phase == letters.Proposed:
		return t.letter(row.Kind) + t.say(" (на «да» менеджера)", " (for the manager's yes)")
	case row.Phase == letters.Withdrawn:
		return t.letter(row.Kind) + t.say(" (стало не нужно)", " (no longer needed)")
	case row.ToClient && row.Mode == letters.Draft:
		return t.letter(row.Kind) + t.say(" (в черновики)", " (into Drafts)")
	}
	return t.letter(row.Kind)
}

// pressing lists what is owed at the end, the most urgent first.
func (p *replayText) pressing() {
	if len(p.owed) == 0 {
		p.printf("\n%s\n", p.say("К этому моменту никто ничего не должен.", "Nothing is owed at that moment."))
		return
	}
	var group urgency
	for _, o := range p.owed {
		if o.Urgency != group {
			group = o.Urgency
			p.printf("\n%s\n", strings.ToUpper(p.heading(group)))
		}
		p.printf("  %s, %s: %s\n", o.Client, p.name(o.Manager), short(o.Subject, 60))
		if len(o.Quotes) > 0 {
			p.printf("      «%s»\n", short(o.Quotes[0], 100))
		}
		p.printf("      %s\n", p.tell(o))
	}
}

func (p *replayText) tables() {
	for _, list := range []struct {
		title  string
		scores []rules.Score
	}{{p.say("МЕНЕДЖЕРЫ", "MANAGERS"), p.measured.Managers}, {p.say("КЛИЕНТЫ", "CLIENTS"), p.measured.Clients}} {
		if len(list.scores) == 0 {
			continue
		}
		rows := [][]string{{list.title}}
		for _, h := range p.scoreHead() {
			rows[0] = append(rows[0], strings.ToUpper(h))
		}
		for _, s := range list.scores {
			rows = append(rows, append([]string{short(p.name(s.Name), 32)}, p.row(s)...))
		}
		p.b.WriteByte('\n')
		_ = table(&p.b, rows) // into memory
	}
}

// scoreHead names the cells of row.
func (t tongue) scoreHead() []string {
	return []string{t.say("Спросили", "Asked"), t.say("В срок", "In time"), t.say("Медиана", "Median"), t.say("9 из 10", "9 of 10"),
		t.say("Обещания", "Promises"), t.say("Просрочено", "Overdue"), t.say("Жалобы", "Complaints")}
}

// row is a score as cells: asked, in time, median, 90th percentile, promises kept, promises overdue, complaints.
func (t tongue) row(s rules.Score) []string {
	share := func(s rules.Share) string {
		if s.Of == 0 {
			return "–"
		}
		return fmt.Sprintf("%d %%", s.Percent())
	}
	span := func(n int, d string) string {
		if n == 0 {
			return "–"
		}
		return d
	}
	return []string{fmt.Sprint(s.Asked), share(s.Standard()), span(s.Answered, t.span(s.Median, 0)), span(s.Answered, t.span(s.P90, 0)), share(s.Kept()),
		fmt.Sprint(s.Promises[rules.Overdue]), fmt.Sprint(s.Complaints)}
}

func (p *replayText) letters() {
	p.title("КАКИЕ ПИСЬМА БЫЛИ БЫ НАПИСАНЫ", "WHAT WOULD HAVE BEEN WRITTEN")
	if len(p.rows) == 0 {
		p.printf("  %s\n", p.say("никаких", "nothing"))
	}
	for _, row := range p.rows {
		if row.Kind == letters.Suggestion {
			continue // the letter that it suggests is listed
		}
		p.printf("  %s  %s → %s: %s\n", p.date(writtenAt(row)), p.how(row), mailList(row.To), short(row.Subject, 80))
		p.printf("      %s %s (%s)\n", row.Rule, p.rule(row.Rule), row.Because)
		for _, q := range row.Quotes {
			p.printf("      «%s»\n", short(q, 100))
		}
	}
}

func (p *replayText) notWritten() {
	if len(p.held) == 0 {
		return
	}
	p.title("ЧТО НЕ НАПИСАНО И ПОЧЕМУ", "WHAT WAS NOT WRITTEN, AND WHY")
	for _, reason := range heldMost(p.held) {
		p.printf("  %4d  %s\n", p.held[reason], reason.Words(p.lang))
	}
}

func (p *replayText) doubtful() {
	if len(p.measured.Doubts) == 0 {
		return
	}
	p.title("В ЧЁМ НЕТ УВЕРЕННОСТИ", "WHAT IS NOT SURE")
	for _, d := range p.measured.Doubts {
		p.printf("  %s  %s, %s: %s\n      %s\n", p.moment(d.At), d.Client, d.From.Mail, short(d.Subject, 60), p.doubt(d))
	}
}

func (t tongue) doubt(d rules.Doubt) string {
	return letters.Doubt(t.lang, &mailbox.Message{Unsure: d.Unsure, Partial: d.Partial, Forged: d.Forged})
}

func (p *replayText) definitions() {
	p.title("КАК СЧИТАЛОСЬ", "HOW IT WAS COUNTED")
	for _, d := range p.meanings() {
		p.printf("  %s: %s\n", d[0], d[1])
	}
}

// meanings say what the figures mean, each with its name.
func (t tongue) meanings() [][2]string {
	if t.lang == "en" {
		return [][2]string{
			{"First answer", "working time of the manager from a client's letter that asks something to the first letter of a person of ours that answers, does or declines any of it. What the client adds before that belongs to it. Acknowledgements, automatic replies and letters of Vernus are no answers; what was withdrawn, or ruled to be no question, does not count."},
			{"In time", "answered within the client's standard, of all that were answered or are overdue. Median and nine of ten are over those answered; nine of ten is the 90th percentile by nearest rank."},
			{"Promises", "those with a date whose fate was decided in the period: kept in time, moved before their day, kept late, moved on their day or later, or run out. Kept are the first two, of all five. Promises of Vernus's own letters do not count."},
			{"Open", "questions and requests of clients at the end of each day; a reminder of what is open counts with it."},
		}
	}
	return [][2]string{
		{"Первый ответ", "рабочее время менеджера от письма, в котором клиент о чём-то спросил, до первого письма нашего сотрудника, которое хоть на что-то из этого отвечает, делает это или отказывает. Что клиент добавил до ответа, относится сюда же. Подтверждения, автоответы и письма Vernus ответами не считаются; то, что клиент отозвал или люди признали не вопросом, не учитывается."},
		{"В срок", "отвечено в пределах стандарта клиента, из всех отвеченных и просроченных. Медиана и «девять из десяти» — по отвеченным; «девять из десяти» — 90-й процентиль по ближайшему рангу."},
		{"Обещания", "те, у которых есть дата и судьба которых решилась за это время: сдержаны в срок, перенесены до своего дня, сдержаны с опозданием, перенесены в свой день или позже, просрочены. Сдержанными считаются первые два вида из пяти. Обещания из писем самого Vernus не в счёт."},
		{"Открыто", "вопросы и просьбы клиентов к концу каждого дня; напоминание о том, что уже открыто, отдельно не считается."},
	}
}

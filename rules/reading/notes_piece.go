package reading

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// pieces parts the words of a sentence where another one's step begins («с нас смета, с вас тексты»), and where every piece
// has a date of its own («смета до пятницы, договор до понедельника»).
func (p *passageOf) pieces(from, to int) [][2]int {
	if to-from > longestSentence {
		return [][2]int{{from, to}}
	}
	var out [][2]int
	start := from
	for i := from + 1; i < to; i++ {
		if w := &p.s.words[i]; !w.opens && !w.dash && !joining[w.s] {
			continue
		}
		m := p.lead(i, to)
		own := m.said && (m.from > i || m.keeps) && p.content(m.from, p.nextLead(m.from, to))
		if !own && !p.ownedInside(i, to) || !p.content(start, i) {
			continue
		}
		if gap := p.between(i); start == from && len(out) == 0 && p.verb(start, i) < 0 && !p.dueIn(start, i) && i-start <= 5 && (strings.Contains(gap, ":") || p.s.words[i].dash) {
			p.head = p.text[p.start(start):p.s.words[i-1].end]
		} else {
			out = append(out, p.byDate(start, i)...)
		}
		start, i = i, max(i, m.from-1)
	}
	return append(out, p.byDate(start, to)...)
}

// ownedInside reports whether the clause that begins at word i names behind its verb who does it: «…, ссылку пришлёт Паша».
func (p *passageOf) ownedInside(i, to int) bool {
	if !p.s.words[i].opens || p.is(&p.s.words[i].token, inSubordinate) {
		return false
	}
	for k := i; k+1 < to && (k == i || !p.s.words[k].opens); k++ {
		if p.s.words[k].form&third == 0 || p.s.words[k+1].opens || k == i {
			continue
		}
		if o, ok := p.owner(k+1, to); ok && !o.aim {
			return true
		}
	}
	return false
}

// longestSentence is the number of words above which a sentence stays one point: nobody writes such notes.
const longestSentence = 120

// nextLead is where the next piece after word i begins to say whose it is.
func (p *passageOf) nextLead(i, to int) int {
	for k := i + 1; k < to; k++ {
		if w := &p.s.words[k]; w.opens || w.dash || joining[w.s] {
			if m := p.lead(k, to); m.said && (m.keeps || m.from > k) {
				return k
			}
		}
	}
	return to
}

var joining = map[string]bool{"а": true, "и": true, "and": true, "while": true, "but": true, "но": true}

// byDate parts words where both sides have something to do and a date for it.
func (p *passageOf) byDate(from, to int) [][2]int {
	var out [][2]int
	start := from
	for i := from + 1; i < to; i++ {
		w := &p.s.words[i]
		if !w.opens && !joining[w.s] || p.is(&w.token, inSubordinate) {
			continue
		}
		if p.dated(start, i) && p.dated(i, to) {
			out, start = append(out, [2]int{start, i}), i
		}
	}
	return append(out, [2]int{start, to})
}

// dated reports whether words name something and a date for it.
func (p *passageOf) dated(from, to int) bool {
	d := p.clock.due(p.s, from, to)
	return d.found && !d.at.IsZero() && p.content(from, to)
}

// content reports whether words name anything besides times, owners and what joins them.
func (p *passageOf) content(from, to int) bool {
	for k := from; k < to; k++ {
		w := &p.s.words[k].token
		switch {
		case w.kind == link:
			return true
		case w.kind != word, w.timely, w.dated, joining[w.s], linking[w.s], p.s.words[k].filler, p.temporalWord(w):
		case slices.ContainsFunc(p.hits, func(h hit) bool {
			return h.from <= k && k < h.to && (h.says == noteLabel || h.says == noteOurs || h.says == noteTheirs)
		}):
		default:
			if _, ok := p.nameAt(p.s, k, to, p.text); !ok {
				return true
			}
		}
	}
	return false
}

// temporalWord reports whether a word only says how a time is meant.
func (p *passageOf) temporalWord(w *token) bool {
	for _, class := range []atom{inBy, inAt, inAfter, inInside, inAhead, inEnd, inStart, inMiddle, inNext, inThis, inWorking, inNotLater} {
		if p.is(w, class) {
			return true
		}
	}
	return w.has(ofUnit) || w.has(ofAbout) || w.has(ofLatest) || w.s == "не" || w.s == "the" || w.s == "of"
}

// point reads a piece as a point of the notes. lead is what was taken off a sentence whose first piece it is.
func (p *passageOf) point(from, to int, lead mark) {
	m := lead
	if !m.leads {
		m = p.lead(from, to)
	}
	got := Point{Words: strings.TrimSpace(p.text[p.s.words[p.begin(from, lead)].start:p.end(to)])}
	p.describe(&got, m.from, to, m)
	got.Listed = p.line.marked
	p.kept = section{side: got.Side, owner: got.Owner, next: m.next}
	if got.Text == "" {
		return
	}
	if p.head != "" {
		got.When.Start, got.When.End = shifted(got.When, len(p.head)+2)
		got.Text, got.Words, p.head = p.head+": "+got.Text, p.head+": "+got.Words, ""
	}
	if m.next {
		got.Side, got.Step = cmp.Or(m.side, Agreed), false
	}
	next := m.next || !m.said && got.Side == Agreed && (p.in.next || !p.in.set() && p.below.next)
	p.add(got, next)
	if next {
		p.last = &p.Next[len(p.Next)-1]
	} else {
		p.last = &p.Points[len(p.Points)-1]
	}
}

// shifted is where a span stands when something was put in front of it; what is empty stays so.
func shifted(s Span, by int) (start, end int) {
	if s.End == 0 {
		return 0, 0
	}
	return s.Start + by, s.End + by
}

// begin is the first word of a piece with what was taken off it.
func (p *passageOf) begin(from int, lead mark) int {
	if lead.leads {
		return 0
	}
	return from
}

// end is the byte where a piece ends.
func (p *passageOf) end(to int) int {
	if to < len(p.s.words) {
		return p.s.words[to-1].end
	}
	return p.s.end
}

// describe fills in what a piece says: side, owner, date and its own words.
func (p *passageOf) describe(got *Point, from, to int, m mark) {
	got.Side, got.Owner = m.side, m.owner
	e := rewriting{text: p.text, from: p.start(from), to: p.end(to)}
	p.due(got, from, to, &e)
	p.labels(from, to, &e)
	v := p.verb(from, to)
	if p.trailing(got, from, to, v, &e) {
		m.subject = 1
	}
	p.inherit(got, m)
	p.sideByVerb(got, v, from, to, m)
	p.voice(got, v, from, to, m, &e)
	p.stepBy(got, v, from, to, m)
	got.Text, got.When = e.result()
}

// inherit gives a point that does not say whose it is the side and owner of the piece before, the line or the heading.
func (p *passageOf) inherit(got *Point, m mark) {
	if got.Side != "" || m.next {
		return
	}
	for _, above := range []section{p.kept, p.in, p.below} {
		if above.set() {
			got.Side, got.Owner = above.side, cmp.Or(got.Owner, above.owner)
			return
		}
	}
}

func (p *passageOf) start(from int) int {
	if from >= len(p.s.words) {
		return p.s.end
	}
	start := p.s.words[from].start
	if from > 0 {
		if open := strings.LastIndexAny(p.between(from), "«\"“„("); open >= 0 {
			start = p.s.words[from-1].end + open
		}
	} else if before, width := utf8.DecodeLastRuneInString(p.text[:start]); strings.ContainsRune("«\"“„(", before) {
		start -= width
	}
	return start
}

// due reads the date of a piece. What begins after a day («с понедельника») is due on none.
func (p *passageOf) due(got *Point, from, to int, e *rewriting) due {
	d := p.clock.due(p.s, from, to)
	if !d.found || d.at.IsZero() {
		return due{from: -1}
	}
	end := d.from + 1
	for end < d.to && (p.s.words[end].timely || p.s.words[end].dated || p.temporalWord(&p.s.words[end].token) || p.s.words[end].kind == number) {
		end++
	}
	for end > d.from+1 && p.is(&p.s.words[end-1].token, inAt) {
		end--
	}
	first := d.from
	for first > from && (p.temporalWord(&p.s.words[first-1].token) || linking[p.s.words[first-1].s]) && !p.s.words[first].opens && !p.s.words[first].dash {
		first--
	}
	for k := first; k < d.from; k++ {
		switch p.s.words[k].s {
		case "с", "со", "от", "from", "since", "after", "после":
			return due{from: -1}
		}
	}
	got.Due, got.Precision = d.at, d.precision
	got.By = d.precision == Week
	for k := first; k < end; k++ {
		w := &p.s.words[k].token
		got.By = got.By || p.is(w, inBy) || p.is(w, inNotLater) || p.is(w, inInside) || p.is(w, inAhead) || p.is(w, inEnd) || w.has(ofUnit) || w.has(ofLatest)
	}
	e.when = Span{p.s.words[first].start, p.s.words[end-1].end}
	d.from, d.to = first, end
	return d
}

// trailing takes the owner off the end of a piece: «смета — Аня, до пятницы», «(с нас)», "Owner: Ann"; and off its middle
// where he stands behind what he does: «смету пришлёт Аня». It reports whether he stood so.
func (p *passageOf) trailing(got *Point, from, to, v int, e *rewriting) (does bool) {
	for i := from; i < to && to-from <= longestSentence; i++ {
		w := &p.s.words[i]
		if i > from && i == v+1 && w.s != "и" && p.s.words[v].form&third != 0 && got.Owner == "" && !w.opens && !p.denied(v) {
			if o, ok := p.owner(i, to); ok && !o.aim {
				p.own(got, o)
				e.cut(w.start, p.s.words[o.to-1].end)
				return true
			}
		}
		after := strings.Contains(p.between(i), "@")
		if h, ok := p.longest(i, noteLabel); ok && p.groups[h.group].name == "label/owner" && h.to < to {
			if o, ok := p.owner(h.to, to); ok {
				p.own(got, o)
				e.cut(w.start, p.s.words[o.to-1].end)
				return false
			}
		}
		if i == from {
			continue
		}
		o, named := p.owner(i, to)
		end := o.to
		var side Side
		if !named {
			for _, says := range []sense{noteOurs, noteTheirs} {
				if h, ok := p.longest(i, says); ok && h.to > end {
					end, side = h.to, map[sense]Side{noteOurs: Ours, noteTheirs: Theirs}[says]
					if strings.HasSuffix(p.groups[h.group].name, "/subject") && !w.opens && !w.dash {
						end, side = 0, ""
					}
				}
			}
		}
		if end == 0 || !named && side == "" || p.content(end, to) || !p.content(from, i) && i > from {
			continue
		}
		if apart := w.opens || w.dash || after || side != "" || strings.ContainsAny(p.between(i), "([/"); !apart && !o.aim || named && !apart && p.governed(i) {
			continue
		}
		if named {
			p.own(got, o)
		} else if got.Owner == "" {
			got.Side = side
		}
		e.cut(w.start, p.s.words[end-1].end)
		return false
	}
	return false
}

// governed reports whether the word before a name is what makes it stand in its case: «согласовать с Ириной».
func (p *passageOf) governed(i int) bool { return p.verb(0, i) >= 0 }

// own gives a point its owner, unless it has one.
func (p *passageOf) own(got *Point, o owner) {
	if got.Owner != "" {
		return
	}
	got.Owner = o.name
	if o.side != "" {
		got.Side = o.side
	}
}

// labels takes off «срок:», "due" where they stand before the date or the end.
func (p *passageOf) labels(from, to int, e *rewriting) {
	for _, h := range p.hits {
		if h.says == noteLabel && h.from >= from && h.to <= to && p.groups[h.group].name == "label/due" && e.when.End > 0 {
			if gap := e.when.Start - p.s.words[h.to-1].end; gap >= 0 && strings.Trim(p.text[p.s.words[h.to-1].end:e.when.Start], " :—–-,") == "" {
				e.cut(p.s.words[h.from].start, p.s.words[h.to-1].end)
			}
		}
	}
}

// sideByVerb tells whose a point is that does not say so in other words: «пришлём смету», «пришлите тексты».
func (p *passageOf) sideByVerb(got *Point, v, from, to int, m mark) {
	if got.Side != "" {
		return
	}
	got.Side = Agreed
	if v < 0 || m.owner != "" {
		return
	}
	w := &p.s.words[v]
	switch {
	case m.please && (w.form&imperative != 0 || p.isDo(&w.token)):
		got.Side = Theirs
	case w.form&(infinitive|past|passive) != 0 && w.form&(firstSg|firstPl) == 0:
	case w.form&(firstSg|firstPl) != 0 && !p.denied(v):
		if w.form&perfective != 0 || got.Due.Year() > 1 {
			got.Side = Ours
		}
	case w.form&(imperative|second) != 0 && w.form&polite != 0:
		got.Side = Theirs
	}
}

// stepBy tells whether somebody has to do something, and whether it is to say yes.
func (p *passageOf) stepBy(got *Point, v, from, to int, m mark) {
	statement := v >= 0 && p.s.words[v].form&(past|passive) != 0 && p.s.words[v].form&(infinitive|third|firstPl|firstSg|imperative) == 0
	got.Step = got.Side != Agreed || got.Owner != ""
	switch {
	case statement, from < to && p.is(&p.s.words[from].token, inIf):
		got.Step = false
	case got.Step:
	case m.side == Agreed && !got.By:
	case m.needed, v >= 0 && p.s.words[v].form&infinitive != 0, v == from && p.isDo(&p.s.words[v].token):
		got.Step = true
	case v < 0 && got.By:
		got.Step = true
	}
	got.Confirm = got.Step && slices.ContainsFunc(p.hits, func(h hit) bool { return h.says == noteYes && h.from >= from && h.to <= to })
}

// voice turns what somebody else does into what is to be done: «пришлёт» → «прислать», "sends" → "send". Where it cannot, the
// subject stays.
func (p *passageOf) voice(got *Point, v, from, to int, m mark, e *rewriting) {
	if p.s.words[min(from, len(p.s.words)-1)].s[0] < 0x80 {
		p.voiceEnglish(v, from, to, m, e)
		return
	}
	if v < 0 {
		return
	}
	if m.subject == 0 {
		p.addressed(v, from, e)
		return
	}
	type change struct {
		at  int
		inf string
	}
	var changes []change
	for k := from; k < to; k++ {
		x := &p.s.words[k]
		if k > from && x.opens && p.is(&x.token, inSubordinate) {
			break
		}
		if x.timely || x.form&third == 0 && (k != v || x.form != 0) || x.form&(infinitive|firstPl|firstSg) != 0 {
			continue
		}
		inf := infinitiveOf(x.s)
		if inf == "" || p.denied(k) {
			p.keepSubject(got, m, x.s, e)
			return
		}
		changes = append(changes, change{k, inf})
	}
	for _, c := range changes {
		e.put(p.s.words[c.at].start, p.s.words[c.at].end, c.inf)
	}
}

// keepSubject puts the one who does it back in front.
func (p *passageOf) keepSubject(got *Point, m mark, verb string, e *rewriting) {
	switch {
	case m.owner != "":
		e.before = m.owner
		got.Owner = ""
	case m.side == Theirs && (strings.HasSuffix(verb, "т") && (strings.HasSuffix(verb, "ут") || strings.HasSuffix(verb, "ют") || strings.HasSuffix(verb, "ат") || strings.HasSuffix(verb, "ят"))):
		e.before = "с вашей стороны"
	case m.side == Theirs:
		e.before = "ваша сторона"
	default:
		e.before = p.text[p.s.words[m.subject-1].start:p.s.words[m.subject-1].end]
	}
}

// addressed turns a statement about the client into one to him: «клиент утвердил» → «вы утвердили».
func (p *passageOf) addressed(v, from int, e *rewriting) {
	h, ok := p.longest(from, noteTheirs)
	w := &p.s.words[v]
	if !ok || h.to > v || !strings.HasSuffix(p.groups[h.group].name, "/subject") {
		return
	}
	switch {
	case w.form&past != 0:
		if plural := pluralPast(w.s); plural != "" {
			e.put(p.s.words[from].start, p.s.words[h.to-1].end, "вы")
			e.put(w.start, w.end, plural)
		}
	case w.form&third != 0 && (strings.HasSuffix(w.s, "ет") || strings.HasSuffix(w.s, "ит")):
		e.put(p.s.words[from].start, p.s.words[h.to-1].end, "ваша сторона")
	case w.form&third != 0:
		e.put(p.s.words[from].start, p.s.words[h.to-1].end, "с вашей стороны")
	}
}

// voiceEnglish does the same for English.
func (p *passageOf) voiceEnglish(v, from, to int, m mark, e *rewriting) {
	if m.subject > 0 {
		if v == from && !m.linked && !m.parts {
			if bare := p.bareOf(p.s.words[v].s); bare != "" {
				e.put(p.s.words[v].start, p.s.words[v].end, bare)
			}
		}
		return
	}
	h, ok := p.longest(from, noteTheirs)
	if !ok || h.to >= to || !strings.HasSuffix(p.groups[h.group].name, "/subject") || m.said && !m.keeps {
		return
	}
	e.put(p.s.words[from].start, p.s.words[h.to-1].end, "you")
	w := &p.s.words[h.to]
	if to := secondPerson(w.s); to != w.s {
		e.put(w.start, w.end, to)
	}
}

// secondPerson is an English verb of the third person in the second: "has" → "have", "wants" → "want".
func secondPerson(w string) string {
	switch w {
	case "is":
		return "are"
	case "was":
		return "were"
	case "has":
		return "have"
	case "isn't":
		return "aren't"
	case "wasn't":
		return "weren't"
	case "hasn't":
		return "haven't"
	case "doesn't":
		return "don't"
	case "this", "as":
		return w
	}
	if stem, ok := strings.CutSuffix(w, "s"); ok && !strings.HasSuffix(stem, "s") && len(w) > 3 {
		return stem
	}
	return w
}

// rewriting are the changes that make a point's own words of a piece of text.
type rewriting struct {
	text     string
	from, to int
	when     Span
	changes  []edit
	before   string // is put in front
}

type edit struct {
	from, to int
	words    string
}

func (e *rewriting) cut(from, to int) { e.put(from, to, "") }
func (e *rewriting) put(from, to int, words string) {
	e.changes = append(e.changes, edit{from, to, words})
}

// marks that stand around the words of the date until the text is tidy.
const whenOpens, whenEnds = "\x01", "\x02"

// result is the text with the changes made, tidied, and where the words of the date stand in it.
func (e *rewriting) result() (string, Span) {
	if e.when.End > e.when.Start && e.when.Start >= e.from && e.when.End <= e.to {
		e.put(e.when.Start, e.when.Start, whenOpens)
		e.put(e.when.End, e.when.End, whenEnds)
	}
	slices.SortStableFunc(e.changes, func(a, b edit) int { return cmp.Or(a.from-b.from, a.to-b.to) })
	var b strings.Builder
	at := e.from
	for _, c := range e.changes {
		if c.from < at || c.to > e.to {
			continue
		}
		b.WriteString(e.text[at:c.from])
		b.WriteString(c.words)
		at = c.to
	}
	b.WriteString(e.text[min(at, e.to):e.to])
	text := tidied(b.String())
	if e.before != "" {
		text = e.before + " " + text
	}
	open, end := strings.Index(text, whenOpens), strings.Index(text, whenEnds)
	if open < 0 || end < 0 {
		return strings.NewReplacer(whenOpens, "", whenEnds, "").Replace(text), Span{}
	}
	return text[:open] + text[open+1:end] + text[end+1:], Span{open, end - 1}
}

var (
	emptyBrackets = regexp.MustCompile(`[(\[]\s*[,;:—–-]*\s*[)\]]`)
	beforeMark    = regexp.MustCompile(`\s+([,.;:!?)\]])`)
	doubledMark   = regexp.MustCompile(`\s*[,;:—–-]+\s*([,;:—–]|\.\s*$)`)
	dashBeforeEnd = regexp.MustCompile(`\(\s*[,;:—–-]\s*`)
)

// tidied is a text without the marks and spaces that what was cut from it leaves behind.
func tidied(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	s = strings.ReplaceAll(s, "@", " @")
	s = strings.ReplaceAll(s, " @ ", " ")
	s = emptyBrackets.ReplaceAllString(s, "")
	s = dashBeforeEnd.ReplaceAllString(s, "(")
	s = beforeMark.ReplaceAllString(s, "$1")
	s = doubledMark.ReplaceAllString(s, " $1")
	s = beforeMark.ReplaceAllString(s, "$1")
	s = strings.Join(strings.Fields(s), " ")
	s = strings.TrimLeft(s, " ,;:—–-.)@")
	s = strings.TrimRight(s, " ,;:—–-@")
	if strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "..") && !strings.HasSuffix(s, "т.д.") && !strings.HasSuffix(s, "т.п.") {
		s = strings.TrimRight(strings.TrimSuffix(s, "."), " ,;:—–-")
	}
	if strings.Count(s, "(") > strings.Count(s, ")") && strings.HasSuffix(s, "(") {
		s = strings.TrimRight(strings.TrimSuffix(s, "("), " ,;:—–-")
	}
	return s
}

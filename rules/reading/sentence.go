package reading

import (
	"slices"
	"strings"
)

// splitter cuts tokens into sentences.
type splitter struct {
	l     *lexicon
	text  string
	toks  []token
	width int // characters of the longest line
	line  int // index of the first token of the present line
	words []said
	out   []sentence
	all   []clause
	cur   sentence
	from  int // first word of the present sentence in words

	opens  bool // the next word begins a clause
	dash   bool // a dash stands before the next word
	quoted bool // the next word stands in quotation marks
}

// split cuts a letter's tokens into sentences and these into clauses.
func (p *splitter) split(l *lexicon, text string, toks []token) []sentence {
	p.l, p.text, p.toks, p.width, p.opens = l, text, toks, longestLine(text), true
	p.words = slices.Grow(p.words, len(toks))
	p.out = slices.Grow(p.out, len(toks)/12+4)
	p.all = slices.Grow(p.all, len(toks)/6+4)
	for i := p.skipMark(0, p.itemAt(0)); i < len(toks); {
		if t := &toks[i]; t.kind != punct {
			if p.beginsAnew(i) {
				p.close(toks[i-1].end)
			}
			p.words = append(p.words, said{token: *t, opens: p.opens, dash: p.dash, quoted: p.quoted})
			p.opens, p.dash = false, false
			i++
			continue
		}
		i = p.mark(i)
	}
	p.close(len(text))
	return p.out
}

// beginsAnew reports whether the word at token i begins a sentence though no mark ends the one before: «во сколько вам удобно
// И пришлите схему». A conjunction has a capital letter nowhere else.
func (p *splitter) beginsAnew(i int) bool {
	t := &p.toks[i]
	if !t.upper || t.s != "и" && t.s != "а" && t.s != "но" || len(p.words)-p.from < 3 || p.quoted || i+1 >= len(p.toks) {
		return false
	}
	before, next := &p.toks[i-1], &p.toks[i+1]
	return before.kind == word && !before.upper && next.kind == word && !next.upper
}

// skipMark notes that the present sentence is an item when n tokens at i mark it so, and returns the token after them.
func (p *splitter) skipMark(i, n int) int {
	p.cur.item = n > 0
	return i + n
}

// mark takes the mark at token i and returns the token to go on with.
func (p *splitter) mark(i int) int {
	t := &p.toks[i]
	switch t.s {
	case "\n":
		return p.lineEnd(i)
	case ".", "!", "?", "…":
		return p.fullStop(i)
	case ",", "(", ")":
		p.opens = true
	case ";":
		p.opens = true
		if len(p.words) > p.from {
			p.close(t.end)
			return p.skipMark(i+1, p.inlineItem(i+1))
		}
	case ":":
		p.opens = true
		if n := p.inlineItem(i + 1); n > 0 {
			p.cur.colon = true
			p.close(t.end)
			return p.skipMark(i+1, n)
		}
		p.cur.colon = p.cur.colon || i+1 >= len(p.toks) || p.toks[i+1].s == "\n"
	case "—", "–", "-", "―", "/":
		p.dash = true
	case "«", "„", "“":
		p.quoted = true
	case "»", "”":
		p.quoted = false
	case "\"":
		p.quoted = !p.quoted
	}
	return i + 1
}

// lineEnd takes the line end at token i, which ends a sentence unless a mail program only wrapped the line there.
func (p *splitter) lineEnd(i int) int {
	breaks := p.breaksAt(i)
	p.line = i + 1
	if !breaks {
		return i + 1
	}
	n := p.itemAt(i + 1)
	p.cur.heads = n > 0 && !p.cur.item && len(p.words) > p.from
	p.close(p.toks[i].start)
	return p.skipMark(i+1, n)
}

// fullStop takes the run of closing marks that begins at token i. What is asked inside quotation marks is a title or
// somebody else's words.
func (p *splitter) fullStop(i int) int {
	j := i
	asked := false
	for ; j < len(p.toks) && stopMark(p.toks[j].s) && (j == i || p.toks[j].start == p.toks[j-1].end); j++ {
		asked = asked || p.toks[j].s == "?"
	}
	if p.quoted && j < len(p.toks) && (p.toks[j].s == "»" || p.toks[j].s == "”" || p.toks[j].s == "\"") || !p.stops(i, j-1) {
		return j
	}
	p.cur.asked = asked
	p.close(p.toks[j-1].end)
	return p.skipMark(j, p.inlineItem(j))
}

func stopMark(s string) bool { return s == "." || s == "!" || s == "?" || s == "…" }

// close ends the present sentence at byte end.
func (p *splitter) close(end int) {
	if len(p.words) > p.from {
		p.cur.words = p.words[p.from:len(p.words):len(p.words)]
		p.cur.end, p.cur.index = end, len(p.out)
		if n := len(p.out); n > 0 && p.cur.item {
			p.cur.above = p.out[n-1].colon || p.out[n-1].heads || p.out[n-1].above
		}
		p.clauses()
		p.out = append(p.out, p.cur)
		p.cur = sentence{}
	} else if n := len(p.out); n > 0 && p.cur.asked {
		p.out[n-1].asked = true
		p.cur.asked = false
	}
	p.from = len(p.words)
	p.opens, p.quoted = true, false
}

// stops reports whether the marks toks[i:j+1] end a sentence.
func (p *splitter) stops(i, j int) bool {
	if len(p.words) == p.from || j+1 >= len(p.toks) {
		return true
	}
	next := p.toks[j+1]
	if p.toks[i].s != "." || j > i {
		return p.toks[i].s != "…" && j == i || next.start > p.toks[j].end || next.kind == punct
	}
	before := p.toks[i-1]
	if next.start == p.toks[i].end && next.kind != punct { // "т.е", "1.Сделать"
		return before.kind == word && len(before.s) > 6 && next.upper
	}
	if next.s == "\n" {
		return true
	}
	if before.kind == word && (p.l.is(&before, inAbbreviation) || len([]rune(before.s)) == 1 && before.upper) {
		return false
	}
	if before.kind == number && !next.upper && next.kind != punct {
		return false
	}
	return true
}

// inlineItem is how many tokens mark an item of a list that goes on in the same line: «1) смета; 2) договор».
func (p *splitter) inlineItem(i int) int {
	if i+2 >= len(p.toks) || p.toks[i].kind != number || p.toks[i+1].s != ")" && (p.toks[i+1].s != "." || !p.toks[i+2].upper) {
		return 0
	}
	return p.itemAt(i)
}

// itemAt is how many tokens of the line beginning at token i mark it as an item of a list («1.», «-», «а)»).
func (p *splitter) itemAt(i int) int {
	if i+1 >= len(p.toks) {
		return 0
	}
	a, b := p.toks[i], p.toks[i+1]
	switch {
	case a.kind == punct && strings.Contains("-—–•*·+►▪", a.s) && b.kind != punct:
		return 1
	case a.s == "(" && i+2 < len(p.toks) && p.toks[i+2].s == ")" && (b.kind == number && len(b.s) <= 2 || b.kind == word && runes(b.s) == 1):
		return 3
	case a.kind == punct && strings.Contains("-—–•*·", a.s) && b.kind == punct && strings.Contains("«\"(", b.s):
		return 1
	case a.kind == number && len(a.s) <= 2 && (b.s == "." || b.s == ")"):
		return 2
	case a.kind == word && len([]rune(a.s)) == 1 && (b.s == ")" || b.s == "." && a.upper):
		return 2
	}
	return 0
}

// breaksAt reports whether the line end at token i ends a sentence, or only a line that the mail program wrapped.
func (p *splitter) breaksAt(i int) bool {
	if i+1 >= len(p.toks) {
		return true
	}
	next := p.toks[i+1]
	if next.s == "\n" || i == p.line || p.itemAt(i+1) > 0 {
		return true
	}
	last := p.toks[i-1]
	width := 200 // which decides nothing where lines are longer than mail programs make them
	if p.width <= wrapWidth || last.s == "," {
		width = runes(p.text[p.toks[p.line].start:last.end])
	}
	wrapped := p.width <= wrapWidth && width*10 >= p.width*7 && width >= 30 && // mail programs wrap near one width
		width+1+runes(next.s) > p.width // and would have put there what still fits
	switch {
	case last.s == ":":
		return true
	case last.s == ",":
		return width < 30
	case last.kind == punct && last.s != ")" && last.s != "»" && last.s != "—":
		return !wrapped || strings.Contains(".!?…", last.s)
	case next.upper:
		return !wrapped || width < 56
	}
	return !wrapped
}

// wrapWidth is the longest line in characters that mail programs make.
const wrapWidth = 84

// longestLine is the length of the longest line in characters, or of the first that is longer than wrapWidth.
func longestLine(text string) int {
	longest := 0
	for line := range strings.SplitSeq(text, "\n") {
		if len(line) <= longest {
			continue
		}
		if longest = max(longest, runes(line)); longest > wrapWidth {
			break
		}
	}
	return longest
}

// runes counts characters up to a limit that decides nothing any more.
func runes(s string) int {
	if len(s) > 400 {
		return 200
	}
	n := 0
	for range s {
		n++
	}
	return n
}

package reading

import (
	"slices"
	"strings"
)

// longestSentence is the number of words above which a sentence stays one point: nobody writes such notes.
const longestSentence = 120

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

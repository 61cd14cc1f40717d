package rules

import "slices"

// asking is what a question asks.
type asking struct {
	price, time, count, yes, cause bool
	state                          bool // how a matter stands: «что там с диваном»
}

var askingOf = memory[asking]{most: 1 << 11, work: readAsking}

func readAsking(question string) asking {
	words, fits := wordsOf(question), answers()
	return asking{
		price: fits["asks-price"].in(words), time: fits["asks-time"].in(words),
		count: fits["asks-count"].in(words), yes: fits["asks-yes"].in(words), cause: fits["asks-cause"].in(words), state: fits["asks-state"].in(words),
	}
}

// cover is how far a letter settles what was asked.
type cover int

const (
	skipped   cover = iota - 1 // answers everything around it, and leaves it out
	untouched                  // not a word on it
	deferred                   // an answer later is promised
	touched                    // promised
	countered                  // answered with a question back
	settled                    // stated
)

// covers tells how far the reply settles an item, first by its place, then by its words.
func (r *reply) covers(it *Item, letter string) cover {
	if it.Whole() {
		return settled
	}
	s, ok := r.placed(it, letter)
	switch {
	case !ok:
		return r.inWords(it, r.said, r.promised, r.asked)
	case s.start < s.end:
		return r.at(s, it)
	}
	if c := r.inWords(it, r.beyond(r.said), r.beyond(r.promised), r.beyond(r.asked)); c > untouched {
		return c
	}
	return skipped
}

// inWords tells how far passages settle an item by the words that both have in common, or by the kind of answer that the
// question asks for. What is put off stays open unless they say more on it than that.
func (r *reply) inWords(it *Item, stated, promised, asked []passage) cover {
	own, asks := it.words(), askingOf.of(it.Text)
	said, put, pledged := 0, 0, 0
	for _, p := range stated {
		if n := affinity(own, p.stems); n > 0 && (n >= p.asked || n >= 2*telling) {
			said = max(said, n)
		}
	}
	for _, p := range promised {
		if n := affinity(own, p.stems); p.later {
			put = max(put, n)
		} else {
			pledged = max(pledged, n)
		}
	}
	switch {
	case put > 0 && said <= put:
		return deferred
	case said > 0, fit(own, asks, stated, promised):
		return settled
	case slices.ContainsFunc(asked, func(p passage) bool { n := affinity(own, p.stems); return n >= telling && n >= p.asked }):
		return countered
	case pledged > 0:
		return touched
	}
	return untouched
}

// fit reports whether passages hold the kind of answer that a question asks for, where they speak of nothing else that was
// asked.
func fit(own []string, asks asking, stated, promised []passage) bool {
	for _, p := range stated {
		if p.answers(asks) && (affinity(own, p.stems) >= p.asked || apart(p, asks)) {
			return true
		}
	}
	for _, p := range promised {
		if n := affinity(own, p.stems); !p.later && asks.time && !p.due.IsZero() && (n >= telling || n >= p.best) {
			return true
		}
	}
	return false
}

// apart reports whether a clause of a sentence holds the kind of answer that a question asks for, and no word that was asked:
// "Free it is, and it seats 24". Another clause speaks of the other question.
func apart(p passage, asks asking) bool {
	asks.yes = false
	return slices.ContainsFunc(p.pieces, func(s *statement) bool { return s.short && s.answers(asks) && !p.asksAbout(s) })
}

// answers reports whether words hold the kind of answer that a question asks for.
func (p *statement) answers(asks asking) bool {
	return p.time && asks.time || p.price && asks.price || p.figures && !asks.price && asks.count || p.yesno && asks.yes ||
		p.cause && asks.cause
}

// free returns how many statements speak of nothing that is open: they may answer in words of their own. While something is
// to be done, a report is rather on that.
func (r *reply) free(deeds bool) int {
	n := 0
	for _, p := range r.said {
		if p.best == 0 && !p.offers && !(deeds && slices.ContainsFunc(r.reported, func(q passage) bool { return q.start == p.start })) {
			n++
		}
	}
	return n
}

package rules

import (
	"slices"

	"vernus/rules/reading"
)

// ours takes a letter of ours into account: it may answer, do, refuse, promise and ask.
func (r *resolver) ours(e Entry) {
	if len(r.OpenItems()) > 0 && e.Reading.Thanks {
		return // «спасибо, получили» is no word on what was asked
	}
	wants := listed(e)
	if len(wants) == 0 && e.Reading.NeedsReply {
		wants = append(wants, whole(e))
	}
	if len(r.OpenItems()) > 0 || len(r.OpenPromises()) > 0 { // else there is nothing to settle, and no need to weigh its words
		reply := replyOf(e)
		if speaks(e) {
			r.answer(e, &reply, len(wants) > 0)
		}
		r.keep(e, &reply)
	}
	r.promise(e)
	r.Wanted = append(r.Wanted, wants...)
	if speaks(e) {
		r.spoke = e.At
		r.last = turn{ours: true, awaited: slices.ContainsFunc(r.Wanted, func(i Item) bool { return i.Letter == e.ID })}
	}
}

// speaks reports whether a letter says anything at all to the client.
func speaks(e Entry) bool {
	return len(e.Reading.Statements) > 0 || len(e.Reading.Acts) > 0 || e.Reading.Done || len(e.Attachments) > 0
}

// answer settles what a letter of ours settles, and notes of what else the client now knows that it was seen: everything
// when the letter acknowledges, asks back or promises in words of its own, else only what it says a word on. Of two
// questions of which one is answered, the other has met silence.
func (r *resolver) answer(e Entry, reply *reply, asksBack bool) {
	open := r.openOf(func(*Item) bool { return true })
	if len(open) == 0 {
		return
	}
	reply.weigh(open)
	covered, said := map[*Item]cover{}, false
	for _, it := range open {
		covered[it] = reply.covers(it, r.texts[it.Letter])
		said = said || covered[it] > untouched
	}
	acknowledges := has(e.Reading, reading.Ack)
	all := acknowledges || !said || reply.promisesApart() || asksBack && reply.inline == nil
	r.answerQuestions(e, reply, covered, acknowledges)
	r.answerRequests(e, reply, covered, asksBack && !acknowledges)
	r.askedBefore(e)
	r.offers(e)
	for _, it := range open {
		if it.Open() && it.Reacted.IsZero() && (all || covered[it] > untouched) {
			it.Reacted = e.At
		}
	}
}

// askedBefore closes what was asked in the same words before what a letter has just answered.
func (r *resolver) askedBefore(e Entry) {
	for i := range r.Asked {
		again := &r.Asked[i]
		if again.ClosedBy != e.ID || again.Why == askedBack || again.Whole() {
			continue
		}
		for _, it := range r.openOf(func(it *Item) bool { return it.At.Before(again.At) && !it.Whole() }) {
			if affinity(again.words(), it.words()) >= telling && it.deed() == again.deed() {
				closeItem(it, e, again.Why)
			}
		}
	}
}

// promisesApart reports whether the reply promises something in words that none of the items has: it may be meant for any
// of them.
func (r *reply) promisesApart() bool {
	return slices.ContainsFunc(r.beyond(r.promised), func(p passage) bool { return p.best == 0 })
}

// answerQuestions closes the questions that a letter settles. One that only acknowledges settles no more than its
// statements name. A single question is settled by whatever is said on it; of several, those that the letter's words
// fit, and with them those that have no words of their own («ну что там?»).
func (r *resolver) answerQuestions(e Entry, reply *reply, covered map[*Item]cover, acknowledges bool) {
	questions := r.openOf(func(i *Item) bool { return !i.deed() })
	var settledOnes, rest []*Item
	others := false
	for _, q := range questions {
		switch c := covered[q]; {
		case c == settled && !r.awaits(q, reply):
			settledOnes = append(settledOnes, q)
			others = others || !q.Whole()
		case c == countered:
			closeItem(q, e, askedBack)
			others = true
		case c != settled && c != skipped && c != deferred && !r.putOff(q, e) && !r.reserved(q):
			rest = append(rest, q)
		}
	}
	if !acknowledges && reply.inline == nil {
		settledOnes = append(settledOnes, r.settledApart(e, reply, rest, others)...)
	}
	for _, q := range settledOnes {
		closeItem(q, e, "answered")
	}
}

// putOff reports whether a letter gives a new time for the answer that was promised to a question: what else it says is
// the reason why.
func (r *resolver) putOff(q *Item, e Entry) bool {
	for i := range r.Promised {
		if old := &r.Promised[i]; old.Open() && old.At.After(q.At) && r.redates(e, old) {
			return true
		}
	}
	return false
}

// reserved reports whether an answer to just this question is promised: words that may be meant for something else do not
// give it.
func (r *resolver) reserved(q *Item) bool {
	if len(r.openOf(func(i *Item) bool { return !i.Whole() })) == 1 && r.openPromises() == 1 {
		return false
	}
	asks, own := askingOf.of(q.Text), q.words()
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() || !c.Answer || c.At.Before(q.At) {
			continue
		}
		on := askingOf.of(c.Context)
		if asks.cause && on.cause || asks.price && on.price || affinity(own, c.words()) >= telling {
			return true
		}
	}
	return false
}

// awaits reports whether the reason or the price that a question asks for is promised, and the reply does not give it
// whatever else it says on the matter.
func (r *resolver) awaits(q *Item, reply *reply) bool {
	asks := askingOf.of(q.Text)
	if asks = (asking{cause: asks.cause, price: asks.price}); asks == (asking{}) {
		return false
	}
	for i := range r.Promised {
		c := &r.Promised[i]
		on := askingOf.of(c.Context)
		if c.Open() && c.Answer && !c.At.Before(q.At) && (asks.cause && on.cause || asks.price && on.price) {
			return !slices.ContainsFunc(reply.said, func(p passage) bool { return p.answers(asks) })
		}
	}
	return false
}

// settledApart returns the questions that a letter answers though no word of theirs is in it.
func (r *resolver) settledApart(e Entry, reply *reply, rest []*Item, others bool) []*Item {
	deeds := len(r.openOf((*Item).deed)) > 0
	free, any := reply.free(deeds), reply.free(false)
	if !others && (free > 0 || decides(e, reply, deeds) || len(rest) == 1 && slices.ContainsFunc(reply.promised, func(p passage) bool { return !p.later })) {
		return rest
	}
	var apart []*Item
	for _, q := range rest {
		if len(rest) == 1 && free > 0 && r.oneEach(q, e, reply) || q.wordless() && (others || free > 0) || any > 0 && askingOf.of(q.Text).state || free > 0 && r.onlyOne(q, e, rest) {
			apart = append(apart, q)
		}
	}
	return apart
}

// decides reports whether a letter settles a matter without saying a word that was asked: it agrees, moves a date, or
// reports something done or encloses something while nothing is to be done.
func decides(e Entry, reply *reply, deeds bool) bool {
	rd := e.Reading
	return has(rd, reading.Confirmation) || has(rd, reading.DeadlineShift) || !deeds && (rd.Done || len(e.Attachments) > 0)
}

// onlyOne reports whether a letter answers directly the one in which the question is the only one that is left.
func (r *resolver) onlyOne(q *Item, e Entry, rest []*Item) bool {
	if !slices.Contains(e.InReplyTo, q.Letter) {
		return false
	}
	n := 0
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Letter == q.Letter && it.Type != reading.Request {
			n++
		}
	}
	return n == 1
}

// oneEach reports whether a letter answers the one in which the question stands with a statement for each of its questions,
// and promises nothing: what speaks of none of the others is on this one.
func (r *resolver) oneEach(q *Item, e Entry, reply *reply) bool {
	if len(reply.promised) > 0 || !slices.Contains(e.InReplyTo, q.Letter) {
		return false
	}
	n := 0
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Letter == q.Letter && !it.Whole() {
			n++
		}
	}
	return n > 1 && len(reply.said) == n
}

func (r *resolver) openOf(want func(*Item) bool) []*Item {
	var items []*Item
	for i := range r.Asked {
		if it := &r.Asked[i]; it.Open() && want(it) {
			items = append(items, it)
		}
	}
	return items
}

func (r *resolver) openPromises() int {
	n := 0
	for i := range r.Promised {
		if r.Promised[i].Open() {
			n++
		}
	}
	return n
}

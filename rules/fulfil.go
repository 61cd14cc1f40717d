package rules

import (
	"slices"

	"vernus/rules/reading"
)

// answerRequests closes the requests that a letter reports as done, sent or refused, or answers with a question back. What
// it promises, and reports nowhere, stays open.
func (r *resolver) answerRequests(e Entry, reply *reply, covered map[*Item]cover, asksBack bool) {
	requests := r.openOf((*Item).deed)
	for _, it := range requests {
		promises := len(reply.promised) > 0
		switch {
		case covered[it] == skipped:
		case it.Change && len(reply.reported) == 0 && reply.prices(it, r.texts[it.Letter]):
			closeItem(it, e, answeredPriced)
		case reply.fulfils(it, e, r.texts[it.Letter], len(requests) == 1):
			closeItem(it, e, "done, sent or refused")
		case it.Change && reply.prices(it, r.texts[it.Letter]):
			closeItem(it, e, answeredPriced)
		case asksBack && !promises && covered[it] == settled:
			closeItem(it, e, "answered, with a question back")
		case asksBack && !promises:
			closeItem(it, e, askedBack)
		}
	}
}

// prices tells whether the reply names what a change costs, and promises nothing in its words.
func (r *reply) prices(it *Item, letter string) bool {
	own, all := it.words(), r.said
	if s, ok := r.placed(it, letter); ok {
		return slices.ContainsFunc(s.inside(r.said), func(p passage) bool { return p.price })
	}
	for _, p := range r.promised {
		if affinity(own, p.stems) >= telling {
			return false
		}
	}
	return slices.ContainsFunc(all, func(p passage) bool { n := affinity(own, p.stems); return p.price && n > 0 && n >= p.best })
}

// answeredPriced is why a change is closed whose price we named: it waits for the client now.
const answeredPriced = "answered with a price"

// offers notes that a letter waits for the client's word on a price that it names, where it does not ask for it in words, and
// nothing else is left for us to do.
func (r *resolver) offers(e Entry) {
	priced := func(i Item) bool { return i.ClosedBy == e.ID && i.Why == answeredPriced }
	if !e.Reading.NeedsReply && slices.ContainsFunc(r.Asked, priced) && len(r.OpenItems()) == 0 {
		r.Wanted = append(r.Wanted, whole(e))
	}
}

// askedBack is why a request is closed that we answered with a question or an offer.
const askedBack = "answered with a question back"

// fulfils tells whether the reply reports a request as done or declined, or brings what was wanted: where its place is, in
// its words, or in words of its own when they fit nothing else that is open. What is promised in the request's words is
// yet to come.
func (r *reply) fulfils(it *Item, e Entry, letter string, only bool) bool {
	if s, ok := r.placed(it, letter); ok {
		return (len(s.inside(r.reported)) > 0 || slices.ContainsFunc(s.inside(r.said), declines)) && len(s.inside(r.promised)) == 0
	}
	own := it.words()
	reported, promised := 0, 0
	for _, p := range r.reported {
		if n := affinity(own, p.stems); n >= p.best || n >= 2*telling {
			reported = max(reported, n)
		}
	}
	for _, p := range r.promised {
		promised = max(promised, affinity(own, p.stems))
	}
	encloses := len(e.Attachments) > 0
	switch {
	case reported > promised, reported > 0 && reported == promised && encloses:
		return true
	case promised > 0 || has(e.Reading, reading.Ack):
		return false
	case r.reportsApart():
		return true
	}
	return only && (encloses || e.Reading.Done && len(r.reported) == 0 || r.plain())
}

// plain tells whether the reply only states things: of the one request that is open it says how it stands.
func (r *reply) plain() bool {
	return len(r.items) == 1 && len(r.promised) == 0 && len(r.asked) == 0 &&
		slices.ContainsFunc(r.said, func(p passage) bool { return !p.unknown && !p.offers })
}

// reportsApart tells whether the reply reports something in words that nothing has that is open, and goes on with no promise
// in the same breath: «Средство заказано, завтра привезут».
func (r *reply) reportsApart() bool {
	return slices.ContainsFunc(r.reported, func(p passage) bool {
		return p.best == 0 && len(segment{p.start, p.end}.inside(r.promised)) == 0
	})
}

// declines reports whether a passage denies something: in the place of a request that is its answer.
func declines(p passage) bool { return p.denies || p.lacks }

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
		r.last = turn{ours: true, awaited: len(wants) > 0}
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
	covered := map[*Item]cover{}
	for _, it := range open {
		if c := reply.covers(it, r.texts[it.Letter]); c > untouched {
			covered[it] = c
		}
	}
	acknowledges := has(e.Reading, reading.Ack)
	all := acknowledges || len(covered) == 0 || reply.promisesApart(open) || asksBack && reply.inline == nil
	r.answerQuestions(e, reply, covered, acknowledges)
	r.answerRequests(e, reply, covered, asksBack && !acknowledges)
	for _, it := range open {
		if it.Open() && it.Reacted.IsZero() && (all || covered[it] > untouched) {
			it.Reacted = e.At
		}
	}
}

// promisesApart reports whether the reply promises something in words that none of the items has: it may be meant for any
// of them.
func (r *reply) promisesApart(items []*Item) bool {
	for _, p := range r.promised {
		if !slices.ContainsFunc(items, func(it *Item) bool { return share(p.stems, it.words()) }) {
			return true
		}
	}
	return false
}

// answerQuestions closes the questions that a letter settles. One that only acknowledges settles no more than its
// statements name. A single question is settled by whatever is said on it; of several, those that the letter's words
// fit, and with them those that have no words of their own («ну что там?»).
func (r *resolver) answerQuestions(e Entry, reply *reply, covered map[*Item]cover, acknowledges bool) {
	questions := r.openOf(func(i *Item) bool { return i.Type != reading.Request })
	var settledOnes, rest []*Item
	for _, q := range questions {
		if covered[q] == settled {
			settledOnes = append(settledOnes, q)
		} else {
			rest = append(rest, q)
		}
	}
	if !acknowledges && reply.inline == nil {
		settledOnes = append(settledOnes, r.settledApart(e, reply, rest, len(settledOnes) > 0)...)
	}
	for _, q := range settledOnes {
		closeItem(q, e, "answered")
	}
}

// settledApart returns the questions that a letter answers though no word of theirs is in it.
func (r *resolver) settledApart(e Entry, reply *reply, rest []*Item, others bool) []*Item {
	rd := e.Reading
	decides := has(rd, reading.Confirmation) || has(rd, reading.DeadlineShift) || rd.Done || len(e.Attachments) > 0
	free := reply.free(r.openOf(func(*Item) bool { return true })) > 0
	if !others && (free || decides || len(rest) == 1 && has(rd, reading.Promise)) {
		return rest
	}
	var apart []*Item
	for _, q := range rest {
		if q.wordless() && (others || free) || free && r.onlyOne(q, e, rest) {
			apart = append(apart, q)
		}
	}
	return apart
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

// answerRequests closes the requests that a letter reports as done, sent or refused, or answers with a question back. What
// it promises, and reports nowhere, stays open.
func (r *resolver) answerRequests(e Entry, reply *reply, covered map[*Item]cover, asksBack bool) {
	requests := r.openOf(func(i *Item) bool { return i.Type == reading.Request })
	done := e.Reading.Done || e.Reading.Refuses || len(e.Attachments) > 0
	promises := has(e.Reading, reading.Promise)
	for _, it := range requests {
		switch {
		case done && (!promises || reply.reports(it) || !named(reply.promised, it.words()) && covered[it] != touched):
			closeItem(it, e, "done, sent or refused")
		case asksBack && !promises && covered[it] == settled:
			closeItem(it, e, "answered, with a question back")
		case asksBack && !promises:
			closeItem(it, e, askedBack)
		}
	}
}

// askedBack is why a request is closed that we answered with a question or an offer.
const askedBack = "answered with a question back"

// reports tells whether the reply reports an item as done or declined, in a sentence that promises nothing.
func (r *reply) reports(it *Item) bool {
	words := it.words()
	for _, p := range r.reported {
		if share(p.stems, words) && !within(r.promised, p.start, p.end) {
			return true
		}
	}
	return false
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

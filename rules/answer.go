package rules

import (
	"time"

	"vernus/rules/reading"
)

// ours takes a letter of ours into account: it may answer, do, refuse, promise and ask.
func (r *resolver) ours(e Entry) {
	if e.Reading.Thanks && len(r.OpenItems()) > 0 {
		return // «спасибо, получили» is no word on what was asked
	}
	said := statements(e)
	wants := listed(e)
	if len(wants) == 0 && e.Reading.NeedsReply {
		wants = append(wants, whole(e))
	}
	r.answer(e, said, len(wants) > 0)
	r.keep(e, said)
	r.promise(e)
	r.Wanted = append(r.Wanted, wants...)
	if speaks(e, said) {
		r.spoke = e.At
		r.last = turn{ours: true, awaited: len(wants) > 0}
	}
}

// speaks reports whether a letter says anything at all to the client.
func speaks(e Entry, said []string) bool {
	return len(said) > 0 || len(e.Reading.Acts) > 0 || e.Reading.Done || len(e.Attachments) > 0
}

// answer settles what a letter of ours settles, and notes of what else the client now knows that it was seen: everything
// when the letter acknowledges or asks back, else only what it says a word on. Of two questions of which one is
// answered, the other has met silence.
func (r *resolver) answer(e Entry, said []string, asksBack bool) {
	if !speaks(e, said) {
		return
	}
	open := r.openOf(func(*Item) bool { return true })
	if len(open) == 0 {
		return
	}
	acknowledges := has(e.Reading, reading.Ack)
	if len(open) == 1 && open[0].Type != reading.Request && !acknowledges && len(said) > 0 {
		closeItem(open[0], e, "answered") // whatever is said on it, so that its words need no comparing
		return
	}
	reply := replyOf(e, said)
	covers := map[*Item]cover{}
	covered := false
	for _, it := range open {
		covers[it] = reply.covers(it, r.texts[it.Letter])
		covered = covered || covers[it] > untouched
	}
	r.answerQuestions(e, covers, reply.count, acknowledges)
	r.answerRequests(e, covers, asksBack && !acknowledges)
	for i := range r.Asked {
		it := &r.Asked[i]
		if it.Open() && it.Reacted.IsZero() && (acknowledges || asksBack || !covered || covers[it] > untouched) {
			it.Reacted = e.At
		}
	}
}

// answerQuestions closes the questions that a letter settles. One that only acknowledges settles none. A single
// question is settled by whatever is said on it; of several, those that the letter's words fit.
func (r *resolver) answerQuestions(e Entry, covers map[*Item]cover, stated int, acknowledges bool) {
	questions := r.openOf(func(i *Item) bool { return i.Type != reading.Request })
	decides := has(e.Reading, reading.Confirmation) || has(e.Reading, reading.DeadlineShift) || e.Reading.Done || len(e.Attachments) > 0
	var settledOnes []*Item
	for _, q := range questions {
		if covers[q] == settled {
			settledOnes = append(settledOnes, q)
		}
	}
	switch {
	case acknowledges:
	case len(settledOnes) == 0 && (stated > 0 || decides),
		len(questions) == 1 && (stated > 0 || decides || has(e.Reading, reading.Promise)):
		settledOnes = questions // it answers, with words of its own
	}
	for _, q := range settledOnes {
		closeItem(q, e, "answered")
	}
}

// answerRequests closes the requests that a letter reports as done, sent or refused, or answers with a question back.
func (r *resolver) answerRequests(e Entry, covers map[*Item]cover, asksBack bool) {
	requests := r.openOf(func(i *Item) bool { return i.Type == reading.Request })
	done := e.Reading.Done || e.Reading.Refuses || len(e.Attachments) > 0
	promises := has(e.Reading, reading.Promise)
	for _, it := range requests {
		switch {
		case done && (!promises || len(requests) == 1 || covers[it] != touched):
			closeItem(it, e, "done, sent or refused")
		case asksBack && !promises:
			closeItem(it, e, "answered with a question back")
		}
	}
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

// keep closes promises that a letter of ours keeps: the promised answer is given, or the thing is sent or said to be
// done, in the words of the promise or, when they share none, on its day.
func (r *resolver) keep(e Entry, said []string) {
	done := e.Reading.Done || len(e.Attachments) > 0
	answers := len(said) > 0 && !has(e.Reading, reading.Ack)
	open := r.openPromises()
	if open == 0 || !done && !answers {
		return
	}
	words := stems(append(said, e.Subject)...)
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() {
			continue
		}
		named := share(c.words(), words)
		switch {
		case c.Answer && answers && len(r.OpenItems()) == 0:
			closeCommitment(c, e, "the promised answer was given")
		case done && (named || open == 1 && !later(c, e.At) || dayOf(c, e.At)), named && dayOf(c, e.At):
			closeCommitment(c, e, "reported done or sent")
		}
	}
}

// dayOf reports whether a promise is due by the end of the day of a moment.
func dayOf(c *Commitment, at time.Time) bool {
	return !c.Due.IsZero() && c.Due.Before(at.Add(12*time.Hour))
}

// later reports whether a promise is due days after a moment: something else done meanwhile does not keep it.
func later(c *Commitment, at time.Time) bool { return c.Due.After(at.Add(48 * time.Hour)) }

// promise adds what a letter of ours promises. A new date for the same thing replaces the old promise.
func (r *resolver) promise(e Entry) {
	moved := has(e.Reading, reading.DeadlineShift)
	for _, a := range e.Reading.Acts {
		if a.Type != reading.Promise {
			continue
		}
		c := commitment(e, a)
		for i := range r.Promised {
			old := &r.Promised[i]
			if !old.Open() || old.Letter == c.Letter {
				continue
			}
			if moved || old.Answer && c.Answer || share(old.words(), c.words()) {
				closeCommitment(old, e, "replaced by a later promise")
			}
		}
		r.Promised = append(r.Promised, c)
	}
}

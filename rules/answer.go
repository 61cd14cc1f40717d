package rules

import (
	"vernus/rules/reading"
)

// ours takes a letter of ours into account: it may answer, do, refuse, promise and ask.
func (r *resolver) ours(e Entry) {
	open := r.OpenItems()
	if len(open) > 0 && e.Reading.Thanks {
		return // «спасибо, получили» is no word on what was asked
	}
	said := statements(e)
	partial := r.answer(e, said)
	r.keep(e, said)
	r.promise(e)
	wants := listed(e)
	if len(wants) == 0 && e.Reading.NeedsReply {
		wants = append(wants, whole(e))
	}
	r.Wanted = append(r.Wanted, wants...)
	if !partial && (speaks(e, said) || len(wants) > 0) {
		r.react(e.At)
	}
	if speaks(e, said) {
		r.last = turn{ours: true, awaited: len(wants) > 0}
	}
}

// speaks reports whether a letter says anything at all to the client.
func speaks(e Entry, said []string) bool {
	return len(said) > 0 || len(e.Reading.Acts) > 0 || e.Reading.Done || len(e.Attachments) > 0
}

// answer closes the questions and requests that a letter of ours settles. It is partial when some questions were
// answered and not a word was said on the others: about those the client still hears nothing.
func (r *resolver) answer(e Entry, said []string) (partial bool) {
	acknowledges := has(e.Reading, reading.Ack)
	done := e.Reading.Done || e.Reading.Refuses || len(e.Attachments) > 0
	asksBack := has(e.Reading, reading.Question) || has(e.Reading, reading.Request)
	questions := r.openOf(func(i *Item) bool { return i.Type != reading.Request })
	hit := answered(questions, e, said)
	for _, it := range hit {
		closeItem(it, e, "answered")
	}
	partial = len(hit) > 0 && len(hit) < len(questions) && !acknowledges && !asksBack && !has(e.Reading, reading.Promise)
	for _, it := range r.openOf(func(i *Item) bool { return i.Type == reading.Request }) {
		switch {
		case done:
			closeItem(it, e, "done, sent or refused")
		case asksBack && !acknowledges && !has(e.Reading, reading.Promise):
			closeItem(it, e, "answered with a question back")
		}
	}
	return partial
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

// answered picks the questions that what was said settles. A letter that only acknowledges settles none; one that
// promises a time settles the questions for it; one that says less than it was asked settles only those whose words
// it takes up.
func answered(questions []*Item, e Entry, said []string) []*Item {
	if len(questions) == 0 {
		return nil
	}
	ack, promises := has(e.Reading, reading.Ack), has(e.Reading, reading.Promise)
	if len(said) == 0 {
		if ack || !promises && !has(e.Reading, reading.Confirmation) && !has(e.Reading, reading.DeadlineShift) && !e.Reading.Done && len(e.Attachments) == 0 {
			return nil
		}
		return questions // «пришлём в пятницу» to «когда пришлёте?», «да» to «согласны?»
	}
	if !ack && (len(questions) == 1 || len(said) >= len(questions)) {
		return questions
	}
	words := stems(said...)
	var hit []*Item
	for _, q := range questions {
		if q.Whole() || shared(stems(q.Text), words) > 0 {
			hit = append(hit, q)
		}
	}
	if len(hit) == 0 && !ack {
		return questions // it answers, with words of its own
	}
	return hit
}

// keep closes promises that a letter of ours keeps: the thing is sent or said to be done, or the promised answer given.
func (r *resolver) keep(e Entry, said []string) {
	done := e.Reading.Done || len(e.Attachments) > 0
	answers := len(said) > 0 && !has(e.Reading, reading.Ack) && len(r.OpenItems()) == 0
	var words map[string]bool
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() {
			continue
		}
		switch {
		case c.Answer && answers:
			closeCommitment(c, e, "the promised answer was given")
		case done && !c.Answer:
			if words == nil {
				words = stems(e.NewText, e.Subject)
			}
			if len(r.OpenPromises()) == 1 || shared(stems(c.Text), words) > 0 {
				closeCommitment(c, e, "reported done or sent")
			}
		}
	}
}

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
			if moved || old.Answer && c.Answer || shared(stems(old.Text), stems(c.Text)) > 0 {
				closeCommitment(old, e, "replaced by a later promise")
			}
		}
		r.Promised = append(r.Promised, c)
	}
}

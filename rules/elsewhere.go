package rules

import (
	"slices"
	"time"
)

// elsewhere takes a letter of ours to the same client into account that stands in another conversation: an answer to a
// question under a new subject, the promised file in a letter of its own. It must be about this conversation; then what
// shares words with it is settled by it, or asks for the kind of answer that it gives.
func (r *resolver) elsewhere(e Entry) {
	items := r.openOf(func(i *Item) bool { return e.addressedTo(i.From) })
	if len(items) == 0 && r.openPromises() == 0 {
		return
	}
	l := elsewhere(e)
	if !slices.ContainsFunc(items, func(it *Item) bool { return l.about(it.words()) }) && !r.promisedIn(l) {
		return
	}
	l = l.weighed(items)
	for _, it := range items {
		l.settle(it)
	}
	r.keptElsewhere(l)
}

// letterElsewhere is a letter to the client that stands in another conversation.
type letterElsewhere struct {
	Entry
	reply          *reply
	words, subject []string // stems of all that it states, and of its subject
	all            []string // the same of all that it states or promises
	begun          bool     // it began its conversation
	done           bool     // it reports something done, or encloses something
}

func elsewhere(e Entry) *letterElsewhere {
	if e.saying == nil {
		return readElsewhere(e)
	}
	return e.saying.elsewhere(e)
}

func readElsewhere(e Entry) *letterElsewhere {
	reply := replyOf(e)
	l := &letterElsewhere{Entry: e, reply: &reply, subject: stems(e.Subject), begun: begun(e), done: e.Reading.Done || len(e.Attachments) > 0}
	l.words = slices.Concat(reply.words, l.subject, enclosed(e))
	l.all = slices.Concat(l.words, pledged(l.reply))
	return l
}

// weighed is the letter with its passages held against what is open in one conversation; others may share the letter.
func (l *letterElsewhere) weighed(items []*Item) *letterElsewhere {
	own, reply := *l, l.reply.apart()
	reply.weigh(items)
	own.reply = &reply
	return &own
}

// begun reports whether a letter began its conversation.
func begun(e Entry) bool { return len(e.InReplyTo) == 0 && len(e.References) == 0 }

// about reports whether the letter is about what has these words: it is named after it, or has two telling words of it,
// or half of them.
func (l *letterElsewhere) about(own []string) bool {
	whole := 0
	for _, s := range own {
		whole += weight(s)
	}
	n := affinity(own, l.all)
	return l.begun && affinity(own, l.subject) >= telling || n >= 2*telling || n >= telling && 2*n >= whole
}

// settle closes what the letter answers or brings.
func (l *letterElsewhere) settle(it *Item) {
	own := it.words()
	c := l.reply.inWords(it, l.reply.said, l.reply.promised, nil)
	named := l.begun && affinity(own, l.subject) >= telling
	if c == untouched && !named {
		return
	}
	if it.Reacted.IsZero() {
		it.Reacted = l.At
	}
	said := len(l.reply.said) > 0
	switch {
	case c == deferred || c == touched:
	case !it.deed() && said,
		l.done && (named || share(own, l.words)),
		l.begun && said && (named || affinity(own, l.words) >= 2*telling):
		closeItem(it, l.Entry, "answered in another conversation")
	}
}

// pledged returns the stems of all that a reply promises.
func pledged(r *reply) []string {
	var words []string
	for _, p := range r.promised {
		words = append(words, p.stems...)
	}
	return words
}

// promisedIn reports whether the letter speaks of a promise that stands.
func (r *resolver) promisedIn(l *letterElsewhere) bool {
	return slices.ContainsFunc(r.Promised, func(c Commitment) bool { return c.Open() && l.keeps(&c, c.words(), r.subject) })
}

// keeps reports whether the letter keeps a promise of a conversation with this subject: in the promise's words, or on its
// day under a subject that goes on with the conversation's.
func (l *letterElsewhere) keeps(c *Commitment, own, subject []string) bool {
	said := len(l.reply.said) > 0
	n := affinity(own, l.words)
	soon := dayOf(c, l.At.Add(36*time.Hour))
	return l.done && n >= telling ||
		l.begun && (l.done || said) && affinity(own, l.subject) >= telling ||
		c.Answer && said && n >= telling ||
		l.done && l.begun && soon && affinity(subject, l.words) >= telling
}

// keptElsewhere closes the promises that the letter keeps, and what they were made for.
func (r *resolver) keptElsewhere(l *letterElsewhere) {
	for i := range r.Promised {
		if c := &r.Promised[i]; c.Open() && l.keeps(c, c.words(), r.subject) {
			closeCommitment(c, l.Entry, ClosedKept, "reported done or sent in another conversation")
			r.keptFor(c, l.Entry)
		}
	}
}

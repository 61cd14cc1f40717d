package rules

import (
	"vernus/mailbox"
	"vernus/rules/reading"
)

// elsewhere takes a letter of ours to the same client into account that stands in another conversation: an answer to a
// question under a new subject, the promised file in a letter of its own. Only what shares words with it is settled by it.
func (r *resolver) elsewhere(e Entry) {
	items := r.openOf(func(i *Item) bool { return writtenTo(i, e) })
	if len(items) == 0 && r.openPromises() == 0 {
		return
	}
	said := statements(e)
	words, subject := stems(append(said, e.Subject)...), stems(e.Subject)
	begun := len(e.InReplyTo) == 0 && len(e.References) == 0
	done := e.Reading.Done || len(e.Attachments) > 0
	for _, it := range items {
		own := stems(it.Text)
		if !share(own, words) {
			continue
		}
		if it.Reacted.IsZero() {
			it.Reacted = e.At
		}
		// A letter of its own that is named after the thing asked for brings it.
		named := begun && share(own, subject)
		if done || named || it.Type != reading.Request && len(said) > 0 {
			closeItem(it, e, "answered in another conversation")
		}
	}
	for i := range r.Promised {
		c := &r.Promised[i]
		if !c.Open() {
			continue
		}
		own := c.words()
		if done && share(own, words) || begun && share(own, subject) && (done || len(said) > 0) {
			closeCommitment(c, e, ClosedKept, "reported done or sent in another conversation")
		}
	}
}

// writtenTo reports whether a letter goes to the person who asked.
func writtenTo(i *Item, e Entry) bool {
	for _, list := range [][]mailbox.Address{e.To, e.Cc} {
		for _, a := range list {
			if a.Mail == i.From.Mail {
				return true
			}
		}
	}
	return false
}

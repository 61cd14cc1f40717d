package rules

import (
	"vernus/mailbox"
	"vernus/rules/reading"
)

// elsewhere takes a letter of ours to the same client into account that stands in another conversation: an answer to a
// question under a new subject, the promised file in a letter of its own. Only what shares words with it is settled by it.
func (r *resolver) elsewhere(e Entry) {
	said := statements(e)
	words := stems(append(said, e.Subject)...)
	done := e.Reading.Done || len(e.Attachments) > 0
	for _, it := range r.openOf(func(*Item) bool { return true }) {
		if !r.writtenTo(it, e) || shared(stems(it.Text), words) == 0 {
			continue
		}
		if it.Reacted.IsZero() {
			it.Reacted = e.At
		}
		if it.Type == reading.Request && !done || len(said) == 0 && !done {
			continue
		}
		closeItem(it, e, "answered in another conversation")
	}
	for i := range r.Promised {
		c := &r.Promised[i]
		if c.Open() && done && shared(stems(c.Context), words) > 0 {
			closeCommitment(c, e, "reported done or sent in another conversation")
		}
	}
}

// writtenTo reports whether a letter goes to the person who asked.
func (r *resolver) writtenTo(i *Item, e Entry) bool {
	for _, list := range [][]mailbox.Address{e.To, e.Cc} {
		for _, a := range list {
			if a.Mail == i.From.Mail {
				return true
			}
		}
	}
	return false
}

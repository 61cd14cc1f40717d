package rules

import (
	"vernus/mailbox"
	"vernus/rules/reading"
)

// elsewhere takes a letter of ours to the same client into account that stands in another conversation: an answer to a
// question under a new subject, the promised file in a letter of its own. Only what shares words with it is settled by it.
func (r *resolver) elsewhere(e Entry) {
	items := r.openOf(func(i *Item) bool { return writtenTo(i, e) })
	promises := r.OpenPromises()
	done := e.Reading.Done || len(e.Attachments) > 0
	if len(items) == 0 && (len(promises) == 0 || !done) {
		return
	}
	said := statements(e)
	words := stems(append(said, e.Subject)...)
	for _, it := range items {
		if shared(stems(it.Text), words) == 0 {
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

package rules

import (
	"time"

	"vernus/rules/reading"
)

// client takes a letter of the client's into account: it may take back, thank, promise, answer and ask, in this order.
func (r *resolver) client(e Entry) {
	rd := e.Reading
	r.texts[e.ID] = e.NewText
	if rd.Withdraws {
		r.withdraw(e)
	}
	if rd.Thanks {
		r.thanked(e)
		return
	}
	if rd.Thanked && !has(rd, reading.Complaint) {
		r.promisesThanked(e)
	}
	r.received(e)
	r.answeredByClient(e)
	if rd.Thanked && !rd.NeedsReply {
		r.satisfied(e) // «Ура, спасибо! Всё понятно.»
	}
	for _, a := range rd.Acts {
		if a.Type == reading.Promise {
			r.Theirs = append(r.Theirs, commitment(e, a))
		}
	}
	r.Asked = append(r.Asked, r.asks(e)...)
	r.last = turn{awaited: rd.NeedsReply}
}

// asks returns what a client's letter wants and counts what it asks for again.
func (r *resolver) asks(e Entry) []Item {
	items := listed(e)
	for _, i := range items {
		if e.Reading.Acts[i.Index].Chaser {
			r.reopen(e)
			r.repeated(e.At)
			break
		}
	}
	if len(items) == 0 && e.Reading.NeedsReply && !r.covered(e) {
		items = append(items, whole(e))
	}
	return items
}

// covered reports whether a letter that only goes on with a matter («берём второй вариант») is met by a promise of
// ours that still stands and has not run out.
func (r *resolver) covered(e Entry) bool {
	if has(e.Reading, reading.Complaint) {
		return false
	}
	for _, c := range r.Promised {
		if c.Open() && (c.Due.IsZero() || e.At.Before(c.Due)) {
			return true
		}
	}
	return false
}

// repeated counts a reminder on everything that was open before it.
func (r *resolver) repeated(at time.Time) {
	for i := range r.Asked {
		if r.Asked[i].Open() && r.Asked[i].At.Before(at) {
			r.Asked[i].Repeated++
		}
	}
}

// answeredByClient closes what we waited for. A letter that only asks back, or only promises, leaves it open.
func (r *resolver) answeredByClient(e Entry) {
	substance := e.Reading.Done || len(e.Attachments) > 0 || has(e.Reading, reading.Confirmation) || substance(e)
	for i := range r.Wanted {
		it := &r.Wanted[i]
		if !it.Open() {
			continue
		}
		if it.Reacted.IsZero() {
			it.Reacted = e.At
		}
		if substance {
			closeItem(it, e, "answered by the client")
			if !e.Reading.Thanked || e.Reading.NeedsReply {
				r.goesOn(it.Letter, e)
			}
		}
	}
	if !substance {
		return
	}
	for i := range r.Theirs {
		closeCommitment(&r.Theirs[i], e, ClosedKept, "the client came back")
	}
}

// goesOn opens again what we had answered with a question in a letter, now that the client has answered that: the matter
// is with us, from that moment on.
func (r *resolver) goesOn(asked string, e Entry) {
	for i := range r.Asked {
		if it := &r.Asked[i]; it.ClosedBy == asked && it.Why == askedBack {
			it.At, it.Reacted, it.Closed, it.ClosedBy, it.Why = e.At, time.Time{}, time.Time{}, "", ""
		}
	}
}

// invited closes what the client asked about the time and place of meeting: an invitation of ours answers it, and whatever
// else its words name.
func (r *resolver) invited(e Entry) {
	meeting, words := answers()["asks-meeting"], stems(e.NewText)
	for i := range r.Asked {
		it := &r.Asked[i]
		if it.Open() && !it.Whole() && (meeting.in(wordsOf(it.Text)) || share(it.words(), words)) {
			closeItem(it, e, "answered by an invitation")
		}
	}
}

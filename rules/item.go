package rules

import "vernus/rules/reading"

func has(r reading.Reading, t reading.Type) bool {
	for _, a := range r.Acts {
		if a.Type == t {
			return true
		}
	}
	return false
}

// listed returns the questions and requests of a letter, each place in the text once.
func listed(e Entry) []Item {
	var items []Item
	changes := map[int]bool{}
	for _, a := range e.Reading.Acts {
		if a.Type == reading.ChangeRequest {
			changes[a.Start] = true
		}
	}
	for n, a := range e.Reading.Acts {
		if a.Type != reading.Question && a.Type != reading.Request {
			continue
		}
		items = append(items, Item{
			Letter: e.ID, Index: n, Type: a.Type, Text: a.Text, Context: contextOf(e, a), Chaser: a.Chaser, Change: changes[a.Start], At: e.At, From: e.From, Imported: e.Imported, Urgent: a.Urgent, By: a.By,
		})
	}
	return items
}

// whole returns the item of a letter that awaits an answer without asking in words.
func whole(e Entry) Item {
	t := reading.Question
	if has(e.Reading, reading.Complaint) {
		t = reading.Complaint
	}
	return Item{Letter: e.ID, Index: -1, Type: t, Text: e.Subject, At: e.At, From: e.From, Imported: e.Imported}
}

func commitment(e Entry, a reading.Act) Commitment {
	return Commitment{
		Letter: e.ID, Text: a.Text, Context: contextOf(e, a), At: e.At, Due: a.Due, Precision: a.Precision, Answer: ofAnswer(e, a),
		Beside: e.Reading.Done || len(e.Attachments) > 0,
	}
}

// ofAnswer reports whether a promise is one of an answer: in the words that acknowledge, or by what it says.
func ofAnswer(e Entry, a reading.Act) bool {
	for _, ack := range e.Reading.Acts {
		if ack.Type == reading.Ack && a.Start < ack.Start+len(ack.Text) && a.Start+len(a.Text) > ack.Start {
			return true
		}
	}
	return answers()["answer-later"].in(wordsOf(a.Text))
}

func closeItem(i *Item, e Entry, why string) {
	if i.Open() {
		i.Closed, i.ClosedBy, i.Why = e.At, e.ID, why
	}
}

func closeCommitment(c *Commitment, e Entry, how Ending, why string) {
	if c.Open() {
		c.Closed, c.ClosedBy, c.How, c.Why = e.At, e.ID, how, why
	}
}

package rules

import "slices"

// withdraw closes what the client takes back: what his words name, else what he asked last; and the promises made for it.
func (r *resolver) withdraw(e Entry) {
	open := r.openOf(func(*Item) bool { return true })
	words := stems(e.NewText)
	var back []*Item
	for _, it := range open {
		if share(stems(it.Text), words) {
			back = append(back, it)
		}
	}
	for _, it := range open {
		// «Не пойму, откуда минус. Разберитесь, пожалуйста.» goes with what it stands beside.
		if it.wordless() && slices.ContainsFunc(back, func(b *Item) bool { return b.Letter == it.Letter }) {
			back = append(back, it)
		}
	}
	if len(back) == 0 && len(open) > 0 {
		last := open[len(open)-1].Letter
		for _, it := range open {
			if it.Letter == last {
				back = append(back, it)
			}
		}
	}
	for _, it := range back {
		closeItem(it, e, "withdrawn by the client")
	}
	none := len(r.OpenItems()) == 0
	for i := range r.Promised {
		c := &r.Promised[i]
		named := share(c.words(), words)
		for _, it := range back {
			named = named || c.At.After(it.At) && share(c.words(), stems(it.Text))
		}
		if named || c.Answer && none {
			closeCommitment(c, e, ClosedDropped, "its matter was withdrawn by the client")
		}
	}
}

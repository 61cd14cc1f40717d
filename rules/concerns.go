package rules

// Concerns returns the words of what a ruling about a letter would change in a ledger: the open items, promises of ours and of
// the client that it is about. Nothing means that it would change nothing.
func (r *Ruling) Concerns(l Ledger) []string {
	var open []string
	items := func(list []Item) {
		for i := range list {
			if it := &list[i]; it.Open() && r.About(it.Letter, it.Text) {
				open = append(open, it.Text)
			}
		}
	}
	promises := func(list []Commitment) {
		for i := range list {
			if c := &list[i]; c.Open() && r.About(c.Letter, c.Text) {
				open = append(open, c.Text)
			}
		}
	}
	switch r.Kind {
	case NotAQuestion, Answered:
		items(l.Asked)
		items(l.Wanted)
		if len(open) == 0 {
			promises(l.Theirs)
		}
	case Returning:
		items(l.Asked)
	case PromiseMoved, PromiseKept:
		promises(l.Promised)
		promises(l.Theirs)
	}
	return open
}

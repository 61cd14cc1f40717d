package reading

import (
	"slices"
	"sort"
)

// move adds that promise a moves a date, as clause old says. The two are one act when no sentence stands between them.
func (r *reader) move(a Act, old *part) {
	a.Type, a.Rule = DeadlineShift, r.rule(old, saysShift)
	end := a.Start + len(a.Text)
	if at := old.s.words[r.core(old)].start; at < a.Start && a.Start-old.s.end <= 3 {
		a.Start = at
		for k := len(r.acts) - 1; k >= 0; k-- {
			if o := &r.acts[k]; o.Type == DeadlineShift && o.Start+len(o.Text) > at {
				r.acts = slices.Delete(r.acts, k, k+1)
				if r.complaint > k {
					r.complaint--
				}
			}
		}
	}
	a.Text = r.letter.Text[a.Start:end]
	r.acts = append(r.acts, a)
	r.moved = end
}

// shifted is the clause that makes a promise the move of a date: its own or an earlier one of the sentence, or one of the
// two sentences before that says that we are late («Вчера не успели. Пришлём сегодня», "Sorry for the delay. You'll have
// it tomorrow"); nil when none does. What made one promise a move makes no other one.
func (r *reader) shifted(parts []part, i int, d due) *part {
	if !d.found || d.at.IsZero() {
		return nil
	}
	for k := i; k >= 0; k-- {
		if parts[k].start >= r.moved && r.moves(&parts[k]) {
			return &parts[k]
		}
	}
	here := sort.Search(len(r.parts), func(k int) bool { return r.parts[k].start >= parts[0].start })
	sentences := 0
	for k := here - 1; k >= 0 && r.parts[k].start >= r.moved; k-- {
		if r.parts[k].index == len(r.parts[k].s.clauses)-1 {
			if sentences++; sentences > 2 {
				return nil
			}
		}
		switch r.rule(&r.parts[k], saysShift) {
		case "shift/late", "shift/overdue":
			return &r.parts[k]
		case "shift/moved":
			if sentences <= 1 && r.parts[k].negated() {
				return &r.parts[k]
			}
		}
	}
	return nil
}

// moves reports whether a clause speaks of a moved date. The words that can move things too («перенесём», «вместо») need
// a time beside them.
func (r *reader) moves(p *part) bool {
	if !p.says(saysShift) || p.used {
		return false
	}
	if r.rule(p, saysShift) != "shift/postponed" {
		return true
	}
	for k := int(p.at[saysShift]); k < p.to; k++ {
		w := &p.s.words[k]
		if w.dated || w.has(ofUnit) || r.is(&w.token, inNext) {
			return true
		}
		if w.kind == number {
			if _, n := r.clock.piece(p.s, k, p.to); n > k {
				return true
			}
		}
	}
	return false
}

// movesAlone reports whether a clause without a promise announces that a date moves.
func (r *reader) movesAlone(p *part) bool {
	switch r.rule(p, saysShift) {
	case "shift/overdue":
		return false
	case "shift/postponed", "shift/slipping":
		return true
	case "shift/off":
		return r.letter.Outgoing
	}
	return r.clock.due(p.s, p.from, p.to).found
}

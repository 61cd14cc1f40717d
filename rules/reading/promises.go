package reading

import (
	"time"
)

// promises finds what the writer's side commits itself to in one sentence. «Посмотрю и завтра отвечу» is one promise:
// clauses of which only one names a time are taken together.
func (r *reader) promises(parts []part) {
	s := parts[0].s
	if s.asked || s.colon {
		return
	}
	last, lastDue := -1, due{}
	for i := range parts {
		p := &parts[i]
		if p.used || r.unmeant(p) && !r.whenDone(parts, i) || r.doubtful(parts, i) || r.hearsay(parts, i) {
			continue
		}
		d := r.clock.due(s, p.from, p.to)
		rule, ok := r.promising(parts, i, d)
		if !ok {
			continue
		}
		start, end := s.words[r.core(p)].start, p.end
		if rule == "promise/ellipsis" && i > 0 && r.headed(parts, i) {
			start = s.words[r.core(&parts[i-1])].start
		}
		if d.found && !d.day && last < 0 {
			if whole := r.clock.due(s, 0, p.to); whole.day {
				d, start = whole, min(start, s.words[whole.from].start)
			}
		}
		if !d.found && r.then(p) {
			if d = r.clock.due(s, 0, p.from); !d.found {
				d = r.lastDue
			}
			d.from = p.from
		}
		if !d.found && last < 0 && r.goesOn(parts, i) {
			if d = r.clock.due(s, parts[i-1].from, parts[i-1].to); d.found {
				start = s.words[r.core(&parts[i-1])].start
			}
		}
		if !d.found {
			d = r.dueBeside(parts, i)
			if d.found {
				start = min(start, s.words[d.from].start)
			}
		}
		if last >= 0 && d.found && !d.day && lastDue.day && lastDue.precision == Day && d.precision == Minute {
			if whole := r.clock.due(s, lastDue.from, p.to); whole.day { // «установка 25 июня, бригада приедет к 9:00»
				r.extend(&r.acts[last], end, whole)
				lastDue, r.lastDue = whole, whole
				continue
			}
		}
		if last >= 0 && (!d.found || !lastDue.found) && !r.triggered(parts, i) {
			r.extend(&r.acts[last], end, d)
			if d.found {
				lastDue, r.lastDue = d, d
			}
			continue
		}
		if r.awaits(parts, i) && r.clock.isCount(d, s) {
			d.at, d.precision = time.Time{}, None // «как только придут тексты, покажем за три дня»: the three days have not begun
		}
		a := r.act(Promise, p, rule, start, end)
		if d.found {
			r.lastDue = d
		}
		last, lastDue = len(r.acts)-1, d
		a.setDue(d)
		if old := r.shifted(parts, i, d); old != nil {
			r.move(*a, old)
		}
	}
}

// unmeant reports whether a clause is a refusal, a hypothesis or a condition. What is said after the promise itself does
// not take it back («поставим проверку, чтобы не повторилось»).
func (r *reader) unmeant(p *part) bool {
	switch rule := r.rule(p, saysNoPromise); rule {
	case "", "no-promise/able", "no-promise/absent", "no-promise/past":
	case "no-promise/hollow", "no-promise/habit":
		return true
	case "no-promise/must":
		if r.rule(p, saysPromise) != "promise/answer" && r.rule(p, saysPlan) != "plan/puts-off" {
			return true
		}
	case "no-promise/refusal":
		if p.says(saysPlan) && p.negated() && !r.denies(p) {
			break
		}
		fallthrough
	default:
		if !p.says(saysPromise) || p.at[saysNoPromise] <= p.at[saysPromise] {
			return true
		}
	}
	return r.is(&p.s.words[r.core(p)].token, inCondition) && !r.ownAfter(p) || r.relative(p)
}

// relative reports whether an English clause only says more of the noun before it: "which will be covered".
func (r *reader) relative(p *part) bool {
	switch p.s.words[p.from].s {
	case "which":
		return r.rule(p, saysPlan) != "plan/arrives-english"
	case "who", "whose", "where", "whether", "what", "how":
		return true
	}
	return false
}

// doubtful reports whether the clause before is a condition that may well not come about: «если успеем, пришлём».
func (r *reader) doubtful(parts []part, i int) bool {
	if i == 0 || !r.is(&parts[i-1].s.words[r.core(&parts[i-1])].token, inIf) {
		return false
	}
	for k := parts[i-1].from; k < parts[i-1].to; k++ {
		if r.is(&parts[i-1].s.words[k].token, inDoubt) {
			return true
		}
	}
	return false
}

// then reports whether a clause names the time named before: «тогда же», "then".
func (r *reader) then(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if w := p.s.words[k].s; w == "тогда" || w == "then" {
			return true
		}
	}
	return false
}

func (a *Act) setDue(d due) {
	if d.found {
		a.Due, a.Precision, a.When = d.at, d.precision, d.span
	}
}

// extend makes the words of an act reach to byte end, and takes over a due time.
func (r *reader) extend(a *Act, end int, d due) {
	a.Text = r.letter.Text[a.Start:trimmed(r.letter.Text, a.Start, end)]
	a.setDue(d)
}

// triggered reports whether clause i waits for something («когда смонтируют, пришлю»), so that it is a promise by itself.
func (r *reader) triggered(parts []part, i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		for w := parts[k].from; w < parts[k].to && w < parts[k].from+3; w++ {
			switch parts[k].s.words[w].s {
			case "когда", "как", "после", "once", "when", "after", "а":
				return true
			}
		}
	}
	return false
}

// awaits reports whether clause i is done when something has happened that the clause before it, or its own beginning, names.
func (r *reader) awaits(parts []part, i int) bool {
	for k := max(0, i-1); k <= i; k++ {
		p := &parts[k]
		if k < i && p.s != parts[i].s {
			continue
		}
		first := p.s.words[p.from].s
		switch {
		case first == "как" && p.from+1 < p.to && p.s.words[p.from+1].s == "только", first == "после", first == "once", first == "after":
			return true
		case k < i && (first == "когда" || first == "when" || first == "as" && p.from+1 < p.to && p.s.words[p.from+1].s == "soon"):
			return true
		}
	}
	return false
}

// dueBeside is the due time in a neighbouring clause that has no act of its own: «завтра, после планёрки, пришлю».
func (r *reader) dueBeside(parts []part, i int) due {
	for _, k := range []int{i + 1, i - 1, i + 2, i - 2} {
		if k < 0 || k >= len(parts) || parts[k].used || parts[k].to-parts[k].from > 4 || r.verbal(&parts[k]) {
			continue
		}
		if d := r.clock.due(parts[k].s, parts[k].from, parts[k].to); d.found {
			parts[k].used = true
			return d
		}
	}
	return due{}
}

// goesOn reports whether clause i goes on, after "and", with what the writer tells of his own doing in the clause before:
// "I'm seeing them tonight and will tell you".
func (r *reader) goesOn(parts []part, i int) bool {
	if i == 0 || !r.latin(&parts[i]) || parts[i-1].used || !r.is(&parts[i].s.words[parts[i].from].token, inAnd) {
		return false
	}
	before := &parts[i-1]
	switch w := before.s.words[r.core(before)].s; w {
	case "i'm", "we're", "i'll", "we'll":
		return true
	case "i", "we":
		next := r.core(before) + 1
		return next < before.to && (before.s.words[next].s == "am" || before.s.words[next].s == "are")
	}
	return false
}

// verbal reports whether a clause has a finite verb.
func (r *reader) verbal(p *part) bool {
	for k := p.from; k < p.to; k++ {
		if f := p.s.words[k].form; f&(firstSg|firstPl|second|third|past) != 0 {
			return true
		}
	}
	return false
}

// promising tells whether clause i promises something, and by which rule.
func (r *reader) promising(parts []part, i int, d due) (string, bool) {
	p := &parts[i]
	s := p.s
	if r.is(&s.words[p.from].token, inIf) && !r.ownAfter(p) {
		return "", false
	}
	if p.says(saysPromise) && (r.rule(p, saysPromise) != "promise/ourselves" || s.item && r.letter.Outgoing) {
		return r.rule(p, saysPromise), true
	}
	if r.whenDone(parts, i) {
		return "promise/when-done", true
	}
	dated := d.found && (!d.at.IsZero() && !d.at.Before(r.letter.Date.AddDate(0, 0, -1)))
	no := r.rule(p, saysNoPromise)
	if asks := p.says(saysRequest) || p.says(saysQuestion); !dated || asks && no != "no-promise/able" && !p.says(saysPlan) {
		return "", false
	}
	f, willDo, outsider := r.persons(p, parts[:i])
	switch {
	case no == "no-promise/absent" || no == "no-promise/past":
		return "", false
	case no == "no-promise/able":
		return "promise/able-with-date", r.letter.Outgoing && d.day && !r.conditional(parts, i)
	case f&(firstSg|firstPl) != 0 && f&past == 0 && d.day:
		return "promise/present-with-date", r.letter.Outgoing || r.handsOver(p)
	case !r.letter.Outgoing:
		return r.ofClients(p, d, f, willDo)
	case r.onlyTime(p, d) && i > 0 && r.headed(parts, i):
		return "promise/ellipsis", true
	case r.onlyTime(p, d):
		return "promise/ellipsis", (r.leadIn(parts[:i]) && r.leadIn(parts[i+1:]) && len(r.sentences) <= 4 || i > 0 && parts[i-1].negated()) && !r.bareDate(p)
	case p.says(saysPlan) && !outsider && !r.denies(p) && r.rule(p, saysPlan) != "plan/of-clients":
		return r.rule(p, saysPlan), true
	case f&(past|second|passive) != 0 || outsider:
		return "", false
	case willDo && !p.says(saysShift):
		return "promise/ours-with-date", true
	case r.bare(p, d):
		return "promise/ellipsis", true
	}
	return "", false
}

// denies reports whether a clause denies what it says, and not only another time or a price: "Friday and not Wednesday",
// "at no charge".
func (r *reader) denies(p *part) bool {
	if !p.negated() {
		return false
	}
	for k := p.from; k+1 < p.to; k++ {
		switch next := &p.s.words[k+1]; p.s.words[k].s {
		case "not":
			if next.dated || next.s == "later" {
				return false
			}
		case "no":
			if next.s == "charge" || next.s == "cost" || next.s == "extra" || next.s == "later" {
				return false
			}
		}
	}
	return true
}

// conditional reports whether another clause of the sentence makes clause i depend on the reader's wish.
func (r *reader) conditional(parts []part, i int) bool {
	for k := range parts {
		if k != i && r.is(&parts[k].s.words[r.core(&parts[k])].token, inIf) {
			return true
		}
	}
	return false
}

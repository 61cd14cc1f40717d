package reading

// promises finds what the writer's side commits itself to in one sentence.
func (r *reader) promises(parts []part) {
	s := parts[0].s
	if s.asked {
		return
	}
	for i := range parts {
		p := &parts[i]
		if p.used || p.says(saysNoPromise) {
			continue
		}
		d := r.clock.due(s, p.from, p.to)
		rule, ok := r.promising(parts, i, d)
		if !ok {
			continue
		}
		start, end := s.words[r.core(p)].start, p.end
		if !d.found {
			d = r.dueBeside(parts, i)
			if d.found {
				start = min(start, s.words[d.from].start)
			}
		}
		a := r.act(Promise, p, 0, rule, start, end)
		if d.found {
			a.Due, a.Precision = d.at, d.precision
		}
		if shift, ok := r.shifted(parts, i); ok {
			b := *a
			b.Type, b.Rule = DeadlineShift, shift
			r.acts = append(r.acts, b)
		}
	}
}

// dueBeside is the due time in a neighbouring clause that has no act of its own: «завтра, после планёрки, пришлю».
func (r *reader) dueBeside(parts []part, i int) due {
	for _, k := range []int{i + 1, i - 1} {
		if k < 0 || k >= len(parts) || parts[k].used || parts[k].to-parts[k].from > 4 || r.verbal(&parts[k]) {
			continue
		}
		if d := r.clock.due(parts[k].s, parts[k].from, parts[k].to); d.found {
			return d
		}
	}
	return due{}
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
	if r.is(&s.words[p.from].token, "if") {
		return "", false
	}
	if p.says(saysPromise) {
		return r.groups[p.rules[saysPromise]].name, true
	}
	dated := d.found && (!d.at.IsZero() && !d.at.Before(r.letter.Date.AddDate(0, 0, -1)))
	if !dated || p.says(saysRequest) || p.says(saysQuestion) {
		return "", false
	}
	var f form
	outsider := false
	for k := p.from; k < p.to; k++ {
		f |= s.words[k].form
		outsider = outsider || r.is(&s.words[k].token, "outsider")
	}
	switch {
	case f&(firstSg|firstPl) != 0 && f&past == 0:
		return "promise/present-with-date", true
	case !r.letter.Outgoing:
		return "", false
	case f&(past|second|passive) != 0 || outsider:
		return "", false
	case f&third != 0:
		return "promise/ours-with-date", true
	case r.bare(p, d):
		return "promise/ellipsis", true
	}
	return "", false
}

// bare reports whether a clause without a verb is short for a promise: «сертификаты — к 24-му», «в пятницу с утра».
func (r *reader) bare(p *part, d due) bool {
	n := p.to - p.from
	if n > 9 || r.verbal(p) || len(p.s.clauses) > 2 {
		return false
	}
	lead := &p.s.words[max(d.from-1, p.from)].token
	return r.is(lead, "by") || r.is(lead, "inside") || r.is(lead, "at") || d.from == p.from || n <= 6
}

// shifted tells whether a promise of this sentence moves a date, and by which rule.
func (r *reader) shifted(parts []part, i int) (string, bool) {
	for k := max(0, i-1); k <= i; k++ {
		if parts[k].says(saysShift) {
			return r.groups[parts[k].rules[saysShift]].name, true
		}
	}
	return "", false
}
